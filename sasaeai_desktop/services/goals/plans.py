"""A plan is written: goals in a tree, efforts with their links and schedule, what became of them in a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import goals as repo
from sasaeai_desktop.db.repositories.base import get, select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.goals import Effort, Goal, GoalYear, Planned, Served, code_order, ordered
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.services.desk.common import need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading

_MOST = 9_999_999
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: its goals as (depth, goal), each below its parent, and its efforts by number."""

    name: str
    goals: tuple[tuple[int, Goal], ...]
    efforts: tuple[Effort, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years that the plan names, in its schedule or with its goals."""
        named = {year for effort in self.efforts for year in effort.years}
        named |= {year for _, g in self.goals for year in (g.first_year, g.last_year) if year}
        return tuple(range(min(named), max(named) + 1)) if named else ()

    def goal(self, code: str) -> Goal | None:
        """Return a goal by its 記号."""
        return next((g for _, g in self.goals if g.code == code), None)

    def efforts_for(self, code: str) -> tuple[Effort, ...]:
        """Return the efforts that serve a goal."""
        return tuple(e for e in self.efforts if code in e.goals)


def goal_id(desk: Desk, plan: str, code: str) -> Id:
    """Return the id of a goal: every laptop of a district reaches it."""
    return keyed_id(desk.me.secret, Goal.kind, plan, code)


def effort_id(desk: Desk, plan: str, number: str) -> Id:
    """Return the id of an effort."""
    return keyed_id(desk.me.secret, Effort.kind, plan, number)


def result_id(desk: Desk, item: Id, year: int) -> Id:
    """Return the id of what became of a goal or effort in a fiscal year."""
    return keyed_id(desk.me.secret, GoalYear.kind, item.hex(), str(year))


def plans(desk: Desk) -> list[Plan]:
    """The plans that are known here, by name; on a council each once, as its own copy or a district's says it."""
    with reading(desk) as session:
        return plans_in(session, desk.me.code)


def plans_in(connection: Connection, own: str) -> list[Plan]:
    """As ``plans``, within a session; ``own`` is the code of this desk."""
    goals: dict[str, dict[str, Goal]] = {}
    for goal in repo.goals(connection):
        known = goals.setdefault(goal.plan, {})
        if goal.code not in known or goal.district == own:
            known[goal.code] = goal
    efforts: dict[str, dict[str, Effort]] = {}
    for effort in repo.efforts(connection):
        listed = efforts.setdefault(effort.plan, {})
        if effort.number not in listed or effort.district == own:
            listed[effort.number] = effort
    return [
        Plan(
            name,
            tuple(ordered(goals.get(name, {}).values())),
            tuple(sorted(efforts.get(name, {}).values(), key=lambda e: code_order(e.number))),
        )
        for name in sorted({*goals, *efforts})
    ]


def save_goal(desk: Desk, goal: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new goal (None) or change one (fields of ``Goal``); plan and code of a goal stay.

    Raises:
        InputError: a part is missing, cannot be, or is there already.
    """
    with acting(desk, "") as session:
        known = _own(desk, session, Goal, goal) if goal else None
        said = _said(known, values, ("plan", "code", "title", "parent", "target", "first_year", "last_year"))
        plan, code = _plan_name(said.get("plan")), need(said.get("code"), "記号")
        title = need(said.get("title"), "目標の題")
        ent = known.id if known else goal_id(desk, plan, code)
        if known is None:
            _make_room(session, Goal, ent, f"記号「{code}」")
        check_goal({**said, "code": code})
        session.record(Goal, ent, {**values, "plan": plan, "code": code, "title": title})
        session.label = f"目標「{code} {title}」を保存しました"
    return Done(ent, session.changes)


def check_goal(values: Mapping[str, object]) -> None:
    """See to it that a goal can be.

    Raises:
        InputError: it stands below itself, its target is no number, its years end before they begin.
    """
    if values.get("parent") and values["parent"] == values.get("code"):
        raise InputError("上の目標が、この目標になっています。", "べつの目標をえらぶか、空けてください。")
    _check_number(values.get("target"), "目標値")
    unknown = set(_texts(values.get("serves"))) - set(Served)
    if unknown:
        raise InputError("事業を 読み取れません。", "表の中からえらんでください。")
    first, last = values.get("first_year"), values.get("last_year")
    if isinstance(first, int) and isinstance(last, int) and last < first:
        raise InputError("終わりの年度が、始まりの年度より前です。", "年度を たしかめてください。")


def save_effort(desk: Desk, effort: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new effort (None) or change one (fields of ``Effort``); plan and number of an effort stay.

    Raises:
        InputError: a part is missing, a goal is not known, or the number is another's.
    """
    with acting(desk, "") as session:
        known = _own(desk, session, Effort, effort) if effort else None
        said = _said(known, values, ("plan", "number", "title", "goals", "schedule", "target"))
        plan, number = _plan_name(said.get("plan")), need(said.get("number"), "番号")
        title = need(said.get("title"), "取り組みの題")
        ent = known.id if known else effort_id(desk, plan, number)
        if known is None:
            _make_room(session, Effort, ent, f"番号「{number}」")
        check_effort(said, {g.code for g in repo.goals(session.connection, plan)})
        session.record(Effort, ent, {**values, "plan": plan, "number": number, "title": title})
        session.label = f"取り組み「{number} {title}」を保存しました"
    return Done(ent, session.changes)


def check_effort(values: Mapping[str, object], codes: set[str]) -> None:
    """See to it that an effort can be.

    Args:
        values: fields of ``Effort``.
        codes: of the goals of its plan.

    Raises:
        InputError: it names a goal that is not there, or its schedule or target cannot be read.
    """
    unknown = sorted(set(_texts(values.get("goals"))) - codes)
    if unknown:
        raise InputError(
            f"記号「{unknown[0]}」の目標がありません。", "先に目標を書くか、記号を たしかめてください。"
        )
    _check_number(values.get("target"), "目標値")
    for text in _texts(values.get("schedule")):
        year, _, code = text.partition(" ")
        if not year.isdecimal() or code not in set(Planned):
            raise InputError("予定の年度を 読み取れません。", "年度ごとに ◎ → ○ からえらんでください。")


def _said(
    known: Goal | Effort | None, values: Mapping[str, object], names: tuple[str, ...]
) -> dict[str, object]:
    return {**({n: getattr(known, n) for n in names} if known else {}), **values}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple | list) else ()


def _plan_name(value: object) -> str:
    name = need(value, "計画の名前")
    fault = name_fault(name)
    if fault:
        raise InputError(fault, f"「/」のない、{LONGEST_NAME}文字までの名前にしてください。")
    return name


def name_fault(name: str) -> str:
    """Say why a plan cannot have a name, "" when it can."""
    if "/" in name:
        return "計画の名前に「/」は使えません。"
    return "計画の名前が長すぎます。" if len(name) > LONGEST_NAME else ""


def _check_number(value: object, label: str) -> None:
    if value is not None and not (isinstance(value, int) and 0 <= value <= _MOST):
        raise InputError(
            f"「{label}」が、0から{_MOST:,}までの数ではありません。", "数を たしかめてください。"
        )


R = TypeVar("R", bound=Goal | Effort)


def _own(desk: Desk, session: WriteSession, kind: type[R], ent: Id) -> R:
    """Return a goal or effort of this desk: nobody moves a district's figures but its own laptops.

    Raises:
        InputError: there is none, or it is a district's and this is the council.
    """
    found = get(session.connection, kind, ent)
    if found is None or found.district != desk.me.code:
        raise InputError("この目標や取り組みが、ここには ありません。", "一覧で もう一度えらんでください。")
    return found


def _make_room(session: WriteSession, kind: type[Record], ent: Id, words: str) -> None:
    """Refuse what is there already; what was deleted comes back with the new words."""
    if select(session.connection, kind, "AND id = ?", (ent,)):
        raise InputError(f"{words}は、この計画に もうあります。", "ほかの記号や番号にしてください。")
    if get(session.connection, kind, ent) is not None:
        session.restore(kind, ent)


def delete_goal(desk: Desk, goal: Id) -> Done[None]:
    """Take a goal back; what is below it moves to the top, and links to it are left out where they are shown.

    Raises:
        InputError: there is none.
    """
    with acting(desk, "") as session:
        held = _own(desk, session, Goal, goal)
        session.delete(Goal, goal)
        session.label = f"目標「{held.code} {held.title}」を消しました"
    return Done(None, session.changes)


def delete_effort(desk: Desk, effort: Id) -> Done[None]:
    """Take an effort back.

    Raises:
        InputError: there is none.
    """
    with acting(desk, "") as session:
        held = _own(desk, session, Effort, effort)
        session.delete(Effort, effort)
        session.label = f"取り組み「{held.number} {held.title}」を消しました"
    return Done(None, session.changes)


def set_result(desk: Desk, item: Id, year: int, values: Mapping[str, object]) -> Done[Id]:
    """Write what became of a goal or an effort in a fiscal year: ``done``, ``reached``, ``note``.

    Raises:
        InputError: there is no such goal or effort, or the number cannot be.
    """
    with acting(desk, "") as session:
        kind: type[Goal | Effort] = Goal if get(session.connection, Goal, item) is not None else Effort
        held = _own(desk, session, kind, item)
        _check_number(values.get("reached"), "達成した数")
        ent = result_id(desk, item, year)
        if get(session.connection, GoalYear, ent) is not None:
            session.restore(GoalYear, ent)
        session.record(GoalYear, ent, {"item": item, "year": year, **values})
        session.label = f"{year_label(year)}の「{held.title}」を保存しました"
    return Done(ent, session.changes)
