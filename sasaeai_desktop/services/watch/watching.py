"""見守り: acts and monthly counts; registrations stand in ``registering`` and are offered here too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.base import canonical_ids, get, select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.labels import Labelled, label_of
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.watch import (
    ABSENT_RESULTS,
    Condition,
    Method,
    Result,
    Tally,
    Visit,
    method_words,
)
from sasaeai_desktop.services.desk import own
from sasaeai_desktop.services.desk.common import iso_day, last_of_month, month_day, not_after, refuse, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, desk_limits, reading
from sasaeai_desktop.services.people.person_page import name_in
from sasaeai_desktop.services.watch.judged import refuse_impossible, refuse_month


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
class VisitRow:
    """An act with names, for a list."""

    visit: Visit
    name: str
    town: str
    watchers: str


# -- acts ------------------------------------------------------------------------------------------------------------

_ACT_WORDS = {Method.VISIT: "訪問", Method.PHONE: "電話", Method.PATTERN: "姿を見たこと"}


def _name(session: WriteSession, person: Id | None) -> str:
    return san(name_in(session.connection, person) if person else "")


def act_words(method: str, result: str = "") -> str:
    """訪問, 電話, 姿を見たこと, 不在, 電話の応答なし: an act in the middle of a sentence."""
    if result in ABSENT_RESULTS:
        return "電話の応答なし" if method == Method.PHONE else label_of(Result, result)
    return next((words for code, words in _ACT_WORDS.items() if code == method), method_words(method))


def record_visit(desk: Desk, draft: VisitDraft) -> Done[Id]:
    """Record one act (「田中 スミさんの電話をきろくしました」).

    Raises:
        InputError: the day is in the future, or a part cannot be.
    """
    check_visit(draft, desk.today())
    with acting(desk, "", deed=Deed.RECORD) as session:
        known = get(session.connection, Visit, draft.id) if draft.id else None
        own.check(desk_limits(desk), session.connection, [draft.person, *([known.person] if known else [])])
        refuse_impossible(session.connection, draft.person, draft.date, desk.today())
        session.label = (
            f"{_name(session, draft.person)}の{act_words(draft.method, draft.result)}をきろくしました"
        )
        ent = draft.id or session.new_id()
        session.record(Visit, ent, visit_values(draft))
    return Done(ent, session.changes)


def record_visits(desk: Desk, drafts: Iterable[VisitDraft], label: str = "") -> Done[int]:
    """Record many new acts in one action, in bulk; their parts are taken as they are (import, practice)."""
    with acting(desk, label, deed=Deed.RECORD) as session:
        count = session.record_many(Visit, ((d.id or session.new_id(), visit_values(d)) for d in drafts))
        session.label = label or f"見守りを{count}件きろくしました"
    return Done(count, session.changes)


def edit_visit(desk: Desk, visit: Id, draft: VisitDraft) -> Done[Id]:
    """Change an act.

    Raises:
        InputError: there is no such act, the day is in the future, or a part cannot be.
    """
    check_visit(draft, desk.today())
    with acting(desk, "", deed=Deed.RECORD) as session:
        found = _visit(session, visit)
        own.check(desk_limits(desk), session.connection, [found.person])
        refuse_impossible(session.connection, draft.person, draft.date, desk.today())
        session.label = f"{_name(session, found.person)}の{month_day(draft.date)}のきろくを直しました"
        session.record(Visit, visit, visit_values(draft))
    return Done(visit, session.changes)


def delete_visit(desk: Desk, visit: Id) -> Done[None]:
    """Take an act away."""
    with acting(desk, "", deed=Deed.RECORD) as session:
        found = _visit(session, visit)
        own.check(desk_limits(desk), session.connection, [found.person])
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


def visit_of(desk: Desk, visit: Id) -> Visit | None:
    """Return one act, of the canonical person; None when it is deleted or not here."""
    with reading(desk) as session:
        found = next(iter(select(session, Visit, "AND id = ?", (visit,))), None)
        if found is None or found.person is None:
            return None
        return replace(found, person=canonical_ids(session).get(found.person, found.person))


def timeline(desk: Desk, person: Id, before: Visit | None = None, limit: int = 20) -> list[Visit]:
    """A person's acts, newest first; ``before`` is the last one already shown."""
    with reading(desk) as session:
        ids = people_repo.aliases(session).all(person)
        return repo.page_of_visits(session, ids, before, limit)


def timeline_until(desk: Desk, person: Id, last: str, limit: int = 20) -> list[Visit]:
    """A person's acts up to a day, newest first."""
    with reading(desk) as session:
        ids = people_repo.aliases(session).all(person)
        return repo.page_of_visits_until(session, ids, last, limit)


def years_of(desk: Desk, person: Id) -> list[int]:
    """Return the fiscal years in which a person has acts, the latest first."""
    with reading(desk) as session:
        days = repo.days_of_visits(session, people_repo.aliases(session).all(person))
    return list(dict.fromkeys(fiscal_year(day) for day in days))


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


def count_questions(counts: Mapping[Id, int]) -> list[Finding]:
    """Return what is asked before a month's counts are saved: more than 200 of one person."""
    return [f for count in counts.values() for f in judging.judge_count(count, session=False)][:1]


def record_tally(desk: Desk, draft: TallyDraft) -> Done[Id]:
    """Write a month's count; the same person or watcher, month and method again changes the count.

    Raises:
        InputError: the month is in the future, or the count is below zero.
    """
    if draft.count < 0 or draft.month > desk.today()[:7]:
        raise InputError("月計の回数か年月が おかしいようです。", "年月と回数を たしかめてください。")
    with acting(desk, "", deed=Deed.RECORD) as session:
        if draft.person is not None:
            refuse_month(session.connection, draft.person, draft.month, desk.today())
        ent = _write_tallies(desk, session, [draft])[0]
        whose = _name(session, draft.person) if draft.person else "担い手"
        session.label = f"{whose}の{int(draft.month[5:7])}月の月計をきろくしました"
    return Done(ent, session.changes)


def record_tallies(desk: Desk, drafts: Iterable[TallyDraft]) -> Done[int]:
    """Write many months' counts in one action; those already there get the new count."""
    told = list(drafts)
    with acting(desk, "", deed=Deed.RECORD) as session:
        for person, month in sorted({(d.person, d.month) for d in told if d.person is not None}):
            refuse(judging.judge_day(month, desk.today()), "年月を たしかめてください。")
            refuse_month(session.connection, person, month, desk.today())
        count = len(_write_tallies(desk, session, told))
        session.label = f"月計を{count}件きろくしました"
    return Done(count, session.changes)


def _write_tallies(desk: Desk, session: WriteSession, drafts: list[TallyDraft]) -> list[Id]:
    connection = session.connection
    held = {  # imported ones have ids of their own
        (t.person, t.watcher, t.month, t.method): t.id
        for month in sorted({d.month for d in drafts})
        for t in repo.tallies_of_month(connection, month)
    }
    ents = [held.get((d.person, d.watcher, d.month, d.method)) or tally_id(desk, d) for d in drafts]
    values = {ent: _tally_values(d) for ent, d in zip(ents, drafts, strict=True)}
    known = repo.known(connection, Tally.kind, values)
    for ent, gone in known.items():
        if gone:
            session.restore(Tally, ent)
        session.record(Tally, ent, values[ent])
    session.record_many(Tally, ((i, v) for i, v in values.items() if i not in known))
    return list(values)


def tally_id(desk: Desk, draft: TallyDraft) -> Id:
    """Return the id that every laptop of the district reaches for this count."""
    whose = (draft.person or b"") + (draft.watcher or b"")
    assert whose, "a count is somebody's"
    return keyed_id(desk.me.secret, Tally.kind, whose.hex(), draft.month, draft.method)


def _tally_values(draft: TallyDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in TallyDraft.__dataclass_fields__}


def tallies_of_month(desk: Desk, month: str) -> list[Tally]:
    """The counts of a month."""
    with reading(desk) as session:
        return repo.tallies_of_month(session, month)
