"""見守り: registrations, who watches whom, acts, and monthly counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watching as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.labels import Labelled, label_of
from sasaeai_desktop.domain.watch import (
    Assignment,
    CaseState,
    Condition,
    EndReason,
    Method,
    Result,
    Tally,
    Visit,
    WatchCase,
)
from sasaeai_desktop.services.common import iso_day, last_of_month, month_day, not_after, san
from sasaeai_desktop.services.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people import name_in


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """A registration to begin. Codes of ``domain.watch``; ``every_days`` from ``rhythm.parse_rhythm``."""

    person: Id
    start: str = ""
    state: str = "active"
    method: str = ""
    every_days: int | None = None
    weekdays: tuple[str, ...] = ()
    coordinator: Id | None = None
    trigger: str = ""
    category: str = ""
    note: str = ""
    end: str = ""
    end_reason: str = ""
    state_on: str = ""


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """One act to be recorded; ``id`` only where two laptops may type the same."""

    person: Id
    date: str
    method: str
    result: str = "met"
    condition: str = "same"
    time: str = ""
    watchers: tuple[Id, ...] = ()
    signs: tuple[str, ...] = ()
    memo: str = ""
    next_on: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class TallyDraft:
    """月計 of a person or of a watcher: one of the two is None."""

    month: str
    method: str
    count: int
    person: Id | None = None
    watcher: Id | None = None


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """Who watches whom, from when."""

    person: Id
    volunteer: Id
    start: str
    end: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """An act with names, for a list."""

    visit: Visit
    name: str
    town: str
    watchers: str


# -- registrations ---------------------------------------------------------------------------------------------------


def start_watch(
    desk: Desk,
    person: Id,
    start: str,
    *,
    state: str = "active",
    method: str = "",
    every_days: int | None = None,
    weekdays: tuple[str, ...] = (),
    coordinator: Id | None = None,
    trigger: str = "",
    category: str = "",
    note: str = "",
) -> Done[Id]:
    """Begin a registration; 要検討 may have no start yet.

    Raises:
        InputError: one is open already, or 継続 without a start.
    """
    if start or state != CaseState.CONSIDERED:
        iso_day(start, "見守り開始日")
    draft = CaseDraft(
        person=person, start=start, state=state, method=method, every_days=every_days, weekdays=weekdays,
        coordinator=coordinator, trigger=trigger, category=category, note=note, state_on=start,
    )  # fmt: skip
    with acting(desk, "") as session:
        ids = people_repo.aliases(session.connection).all(person)
        name = san(name_in(session.connection, person))
        cases = repo.cases_of(session.connection, ids)
        if any(c.state != CaseState.ENDED and (not c.end or c.end >= (start or c.end)) for c in cases):
            raise InputError(
                f"{name}の見守りは、もう始まっています。", "いまの見守りの内容を直してください。"
            )
        session.label = f"{name}の見守りを始めました"
        ent = session.new_id()
        session.record(WatchCase, ent, _case_values(draft))
    return Done(ent, session.changes)


def start_watches(desk: Desk, drafts: Iterable[CaseDraft]) -> Done[int]:
    """Begin many registrations in one action, without looking for open ones (import, practice)."""
    with acting(desk, "") as session:
        count = session.record_many(WatchCase, ((session.new_id(), _case_values(d)) for d in drafts))
        session.label = f"見守りの登録を{count}件入れました"
    return Done(count, session.changes)


def _case_values(draft: CaseDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in CaseDraft.__dataclass_fields__}


def edit_watch(desk: Desk, case: Id, values: dict[str, object]) -> Done[Id]:
    """Change a registration (fields of ``WatchCase``)."""
    with acting(desk, "") as session:
        found = _case(session, case)
        session.label = f"{_name(session, found.person)}の見守りの内容を直しました"
        session.record(WatchCase, case, values)
    return Done(case, session.changes)


def set_case_state(desk: Desk, case: Id, state: str, on: str = "") -> Done[Id]:
    """Change 要検討 / 継続 / 入院中 / 休止 from a day on (today when not given).

    Raises:
        InputError: the state is 終了, which needs its reason (``end_watch``).
    """
    day = iso_day(on, "状態が変わった日") if on else desk.today()
    if state == CaseState.ENDED:
        raise InputError("終了には、理由が必要です。", "終了の理由をえらんでください。")
    with acting(desk, "") as session:
        found = _case(session, case)
        name = _name(session, found.person)
        session.label = f"{name}の見守りを「{label_of(CaseState, state)}」にしました"
        values: dict[str, object] = {"state": state, "state_on": day, "end": "", "end_reason": ""}
        if not found.start and state == CaseState.ACTIVE:
            values["start"] = day
        session.record(WatchCase, case, values)
    return Done(case, session.changes)


def end_watch(desk: Desk, case: Id, reason: str, date: str = "") -> Done[Id]:
    """End a registration; ``date`` is its last day. Its watchers' assignments end with it.

    Raises:
        InputError: the last day lies before the start.
    """
    day = iso_day(date, "見守り終了日") if date else desk.today()
    with acting(desk, "") as session:
        found = _case(session, case)
        if found.start and day < found.start:
            raise InputError("終了日が、見守り開始日より前です。", "日付を たしかめてください。")
        name = _name(session, found.person)
        session.label = f"{name}の見守りを終了（{label_of(EndReason, reason)}）にしました"
        values = {"state": CaseState.ENDED, "state_on": day, "end": day, "end_reason": reason}
        session.record(WatchCase, case, values)
        if found.person:
            ids = people_repo.aliases(session.connection).all(found.person)
            for assignment in repo.assignments_of(session.connection, ids, day, "9999-12-31"):
                session.record(Assignment, assignment.id, {"end": max(day, assignment.start)})
    return Done(case, session.changes)


def _case(session: WriteSession, case: Id) -> WatchCase:
    found = get(session.connection, WatchCase, case)
    if found is None:
        raise InputError("この見守りの登録が見つかりません。", "名簿で もう一度たしかめてください。")
    return found


def _name(session: WriteSession, person: Id | None) -> str:
    return san(name_in(session.connection, person) if person else "")


# -- who watches whom ------------------------------------------------------------------------------------------------


def assign(desk: Desk, person: Id, volunteer: Id, start: str = "", order: int | None = None) -> Done[Id]:
    """Let a volunteer watch a person; at the end of the round unless ``order`` is given.

    Raises:
        InputError: they do already.
    """
    day = iso_day(start, "担当の始まり") if start else desk.today()
    with acting(desk, "") as session:
        connection = session.connection
        alias = people_repo.aliases(connection)
        held = repo.assignments_by(connection, alias.all(volunteer), day, "9999-12-31")
        watcher = next((n for n, _ in people_repo.volunteer_names(connection, [volunteer]).values()), "")
        if any(a.person and alias.of(a.person) == alias.of(person) and not a.end for a in held):
            raise InputError(f"{san(watcher)}は、もうこの方の担い手です。", "名簿で たしかめてください。")
        session.label = f"{_name(session, person)}の担い手を {san(watcher)}にしました"
        place = order if order is not None else 1 + max((a.order or 0 for a in held), default=0)
        ent = session.new_id()
        values = {"person": person, "volunteer": volunteer, "start": day, "order": place}
        session.record(Assignment, ent, values)
    return Done(ent, session.changes)


def assign_many(desk: Desk, drafts: Iterable[AssignmentDraft]) -> Done[int]:
    """Write many assignments in one action."""
    names = tuple(AssignmentDraft.__dataclass_fields__)
    with acting(desk, "") as session:
        rows = ((session.new_id(), {n: getattr(d, n) for n in names}) for d in drafts)
        count = session.record_many(Assignment, rows)
        session.label = f"担当を{count}件入れました"
    return Done(count, session.changes)


def unassign(desk: Desk, assignment: Id, end: str = "") -> Done[None]:
    """End an assignment; ``end`` is its last day, today when not given."""
    day = iso_day(end, "担当の終わり") if end else desk.today()
    with acting(desk, "") as session:
        found = get(session.connection, Assignment, assignment)
        if found is None:
            raise InputError("この担当が見つかりません。", "名簿で もう一度たしかめてください。")
        session.label = f"{_name(session, found.person)}の担当を終わりにしました"
        session.record(Assignment, assignment, {"end": max(day, found.start)})
    return Done(None, session.changes)


# -- acts ------------------------------------------------------------------------------------------------------------

_ACT_WORDS = {Method.VISIT: "訪問", Method.PHONE: "電話", Method.PATTERN: "姿の確認"}


def act_words(method: str) -> str:
    """訪問, 電話, 姿の確認: an act in the middle of a sentence."""
    return next((words for code, words in _ACT_WORDS.items() if code == method), label_of(Method, method))


def record_visit(desk: Desk, draft: VisitDraft) -> Done[Id]:
    """Record one act (「田中 スミさんの電話をきろくしました」).

    Raises:
        InputError: the day is in the future, or a part cannot be.
    """
    check_visit(draft, desk.today())
    with acting(desk, "") as session:
        session.label = f"{_name(session, draft.person)}の{act_words(draft.method)}をきろくしました"
        ent = draft.id or session.new_id()
        session.record(Visit, ent, visit_values(draft))
    return Done(ent, session.changes)


def record_visits(desk: Desk, drafts: Iterable[VisitDraft], label: str = "") -> Done[int]:
    """Record many new acts in one action, in bulk; their parts are taken as they are (import, practice)."""
    with acting(desk, label) as session:
        count = session.record_many(Visit, ((d.id or session.new_id(), visit_values(d)) for d in drafts))
        session.label = label or f"見守りを{count}件きろくしました"
    return Done(count, session.changes)


def edit_visit(desk: Desk, visit: Id, draft: VisitDraft) -> Done[Id]:
    """Change an act.

    Raises:
        InputError: there is no such act, the day is in the future, or a part cannot be.
    """
    check_visit(draft, desk.today())
    with acting(desk, "") as session:
        found = _visit(session, visit)
        session.label = f"{_name(session, found.person)}の{month_day(draft.date)}のきろくを直しました"
        session.record(Visit, visit, visit_values(draft))
    return Done(visit, session.changes)


def delete_visit(desk: Desk, visit: Id) -> Done[None]:
    """Take an act away."""
    with acting(desk, "") as session:
        found = _visit(session, visit)
        session.label = f"{_name(session, found.person)}の{month_day(found.date)}のきろくを消しました"
        session.delete(Visit, visit)
    return Done(None, session.changes)


def _visit(session: WriteSession, visit: Id) -> Visit:
    found = get(session.connection, Visit, visit)
    if found is None:
        raise InputError("このきろくが見つかりません。", "この方のきろくを もう一度開いてください。")
    return found


def visit_values(draft: VisitDraft) -> dict[str, object]:
    """Return the fields of an act as they are journaled."""
    return {
        "date": draft.date, "person": draft.person, "method": draft.method, "result": draft.result,
        "condition": draft.condition, "time": draft.time, "watchers": draft.watchers, "signs": draft.signs,
        "memo": draft.memo, "next_on": draft.next_on,
    }  # fmt: skip


def check_visit(draft: VisitDraft, today: str) -> None:
    """Check one act.

    Raises:
        InputError: the day is in the future, or a part cannot be.
    """
    not_after(draft.date, today, "訪問した日")
    if draft.next_on and iso_day(draft.next_on, "次回予定") < draft.date:
        raise InputError("次回予定が、訪問した日より前です。", "次回予定の日を たしかめてください。")
    parts: tuple[tuple[type[Labelled], str, str], ...] = (
        (Method, draft.method, "方法"), (Result, draft.result, "結果"), (Condition, draft.condition, "様子"),
    )  # fmt: skip
    for kind, code, label in parts:
        if code not in set(kind) and not (kind is Condition and not code):
            raise InputError(f"「{label}」が まだえらばれていません。", f"{label}をえらんでください。")


def timeline(desk: Desk, person: Id, before: Visit | None = None, limit: int = 20) -> list[Visit]:
    """A person's acts, newest first; ``before`` is the last one already shown."""
    with reading(desk) as session:
        ids = people_repo.aliases(session).all(person)
        return repo.page_of_visits(session, ids, before, limit)


def visits_of_month(desk: Desk, month: str) -> list[VisitRow]:
    """All acts of a month ("2026-05") in order of date."""
    with reading(desk) as session:
        visits = repo.visits_of_district(session, desk.me.code, f"{month}-01", last_of_month(month))
        return _visit_rows(session, visits)


def _visit_rows(connection: Connection, visits: list[Visit]) -> list[VisitRow]:
    alias = people_repo.aliases(connection)
    people = people_repo.names(connection, alias, {v.person for v in visits if v.person})
    watchers = people_repo.volunteer_names(connection, {w for v in visits for w in v.watchers})
    rows = []
    for visit in visits:
        person = people.get(alias.of(visit.person)) if visit.person else None
        names = "・".join(watchers[w][0] for w in visit.watchers if w in watchers)
        rows.append(VisitRow(visit, person.name if person else "", person.town if person else "", names))
    return rows


# -- counts by month -------------------------------------------------------------------------------------------------


def record_tally(desk: Desk, draft: TallyDraft) -> Done[Id]:
    """Write a month's count; the same person or watcher, month and method again changes the count.

    Raises:
        InputError: the month is in the future, or the count is below zero.
    """
    if draft.count < 0 or draft.month > desk.today()[:7]:
        raise InputError("月計の回数か年月が おかしいようです。", "年月と回数を たしかめてください。")
    with acting(desk, "") as session:
        ent = _write_tallies(desk, session, [draft])[0]
        whose = _name(session, draft.person) if draft.person else "担い手"
        session.label = f"{whose}の{int(draft.month[5:7])}月の月計をきろくしました"
    return Done(ent, session.changes)


def record_tallies(desk: Desk, drafts: Iterable[TallyDraft]) -> Done[int]:
    """Write many months' counts in one action; those already there get the new count."""
    with acting(desk, "") as session:
        count = len(_write_tallies(desk, session, list(drafts)))
        session.label = f"月計を{count}件きろくしました"
    return Done(count, session.changes)


def _write_tallies(desk: Desk, session: WriteSession, drafts: list[TallyDraft]) -> list[Id]:
    connection = session.connection
    held = {  # imported ones have ids of their own
        (t.person, t.watcher, t.month, t.method): t.id
        for month in sorted({d.month for d in drafts})
        for t in repo.tallies_of_month(connection, month)
    }
    ents = [held.get((d.person, d.watcher, d.month, d.method)) or _tally_id(desk, d) for d in drafts]
    values = {ent: _tally_values(d) for ent, d in zip(ents, drafts, strict=True)}
    known = repo.known(connection, Tally.kind, values)
    for ent, gone in known.items():
        if gone:
            session.restore(Tally, ent)
        session.record(Tally, ent, values[ent])
    session.record_many(Tally, ((i, v) for i, v in values.items() if i not in known))
    return list(values)


def _tally_id(desk: Desk, draft: TallyDraft) -> Id:
    """Return the id that every laptop of the district reaches for this count."""
    whose = draft.person or draft.watcher
    assert whose is not None, "a count is somebody's"
    return keyed_id(desk.me.secret, Tally.kind, whose.hex(), draft.month, draft.method)


def _tally_values(draft: TallyDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in TallyDraft.__dataclass_fields__}


def tallies_of_month(desk: Desk, month: str) -> list[Tally]:
    """The counts of a month."""
    with reading(desk) as session:
        return repo.tallies_of_month(session, month)
