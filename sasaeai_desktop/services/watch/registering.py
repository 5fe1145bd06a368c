"""見守り登録: begun, changed and ended; and who watches whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.watch import (
    Assignment,
    CaseState,
    EndReason,
    WatchCase,
)
from sasaeai_desktop.services.desk.common import iso_day, refuse, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.people.person_page import name_in
from sasaeai_desktop.services.watch.judged import refuse_start


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
class AssignmentDraft:
    """Who watches whom, from when."""

    person: Id
    volunteer: Id
    start: str
    end: str = ""
    order: int | None = None


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
    draft = CaseDraft(
        person=person, start=start, state=state, method=method, every_days=every_days, weekdays=weekdays,
        coordinator=coordinator, trigger=trigger, category=category, note=note, state_on=start,
    )  # fmt: skip
    with acting(desk, "") as session:
        ent = begin_case(session, draft)
        session.label = f"{_name(session, person)}の見守りを始めました"
    return Done(ent, session.changes)


def begin_case(session: WriteSession, draft: CaseDraft) -> Id:
    """Begin a registration within an action.

    Raises:
        InputError: as ``start_watch``.
    """
    start = draft.start
    if start or draft.state != CaseState.CONSIDERED:
        iso_day(start, "見守り開始日")
    refuse_start(session.connection, draft.person, start)
    cases = repo.cases_of(session.connection, people_repo.aliases(session.connection).all(draft.person))
    if any(c.state != CaseState.ENDED and (not c.end or c.end >= (start or c.end)) for c in cases):
        raise InputError(
            f"{_name(session, draft.person)}の見守りは、もう始まっています。",
            "いまの見守りの内容を直してください。",
        )
    ent = session.new_id()
    session.record(WatchCase, ent, _case_values(draft))
    return ent


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
        person = change_case(session, case, values)
        session.label = f"{_name(session, person)}の見守りの内容を直しました"
    return Done(case, session.changes)


def change_case(session: WriteSession, case: Id, values: Mapping[str, object]) -> Id | None:
    """Change a registration within an action; whose it is.

    Raises:
        InputError: there is no such registration.
    """
    found = _case(session, case)
    start, end = str(values.get("start", found.start) or ""), str(values.get("end", found.end) or "")
    refuse(judging.judge_span(start, end), "日付を たしかめてください。")
    if found.person is not None and "start" in values:
        refuse_start(session.connection, found.person, start)
    session.record(WatchCase, case, values)
    return found.person


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
    with acting(desk, "") as session:
        ent = begin_assignment(session, person, volunteer, start, order)
        watcher = san(_volunteer_name(session, volunteer))
        session.label = f"{_name(session, person)}の担い手を {watcher}にしました"
    return Done(ent, session.changes)


def begin_assignment(
    session: WriteSession, person: Id, volunteer: Id, start: str = "", order: int | None = None
) -> Id:
    """Let a volunteer watch a person, within an action.

    Raises:
        InputError: they do already.
    """
    day = iso_day(start, "担当の始まり") if start else session.today
    connection = session.connection
    alias = people_repo.aliases(connection)
    held = repo.assignments_by(connection, alias.all(volunteer), day, "9999-12-31")
    if any(a.person and alias.of(a.person) == alias.of(person) and not a.end for a in held):
        watcher = san(_volunteer_name(session, volunteer))
        raise InputError(f"{watcher}は、もうこの方の担い手です。", "名簿で たしかめてください。")
    place = order if order is not None else 1 + max((a.order or 0 for a in held), default=0)
    ent = session.new_id()
    values = {"person": person, "volunteer": volunteer, "start": day, "order": place}
    session.record(Assignment, ent, values)
    return ent


def _volunteer_name(session: WriteSession, volunteer: Id) -> str:
    names = people_repo.volunteer_names(session.connection, [volunteer])
    return next((name for name, _ in names.values()), "")


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
    with acting(desk, "") as session:
        person = end_assignment(session, assignment, end)
        session.label = f"{_name(session, person)}の担当を終わりにしました"
    return Done(None, session.changes)


def end_assignment(session: WriteSession, assignment: Id, end: str = "") -> Id | None:
    """End an assignment within an action; whose watcher it was.

    Raises:
        InputError: there is no such assignment.
    """
    day = iso_day(end, "担当の終わり") if end else session.today
    found = get(session.connection, Assignment, assignment)
    if found is None:
        raise InputError("この担当が見つかりません。", "名簿で もう一度たしかめてください。")
    session.record(Assignment, assignment, {"end": max(day, found.start)})
    return found.person
