"""Activities: one entry for all kinds, with what was postponed or cancelled and what was held instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import activities as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.domain.activities import Activity, ActivityState, ActivityType, Completion
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.desk.common import fresh_numbers, iso_day, month_day, need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.groups.groups import group_names

_MOST = 99_999


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with its words: kind, state, names of bodies, and what replaced it."""

    activity: Activity
    type: str
    state: str
    bodies: tuple[str, ...]
    replaced_by: str
    completed: int

    @property
    def title(self) -> str:
        """Its title; its kind where it has none (at a council)."""
        return self.activity.title or self.type


def list_activities(desk: Desk, year: int, of_type: str = "") -> list[ActivityRow]:
    """The activities of a fiscal year by day, of one kind or of all."""
    with reading(desk) as session:
        return _rows(session, repo.activities(session, first_day(year), last_day(year), of_type))


def activity_row(desk: Desk, activity: Id) -> ActivityRow:
    """One activity.

    Raises:
        InputError: there is none of this id.
    """
    with reading(desk) as session:
        return _rows(session, [activity_in(session, activity)])[0]


def _rows(connection: Connection, held: list[Activity]) -> list[ActivityRow]:
    names = group_names(connection, [b for a in held for b in a.bodies])
    others = by_ids(connection, Activity, [a.replaced_by for a in held if a.replaced_by])
    done: dict[Id, int] = {}
    for completion in (
        repo.completions(connection) if any(a.type == ActivityType.TRAINING for a in held) else ()
    ):
        if completion.activity:
            done[completion.activity] = done.get(completion.activity, 0) + 1
    rows = []
    for a in held:
        other = others.get(a.replaced_by) if a.replaced_by else None
        instead = f"{month_day(other.date)} {other.title}".strip() if other is not None and other.date else ""
        rows.append(
            ActivityRow(
                a, label_of(ActivityType, a.type), label_of(ActivityState, a.state), tuple(names[b] for b in a.bodies),
                instead, done.get(a.id, 0),
            )
        )  # fmt: skip
    return rows


def activity_in(connection: Connection, activity: Id) -> Activity:
    """Return an activity.

    Raises:
        InputError: there is none of this id.
    """
    found = get(connection, Activity, activity)
    if found is None:
        raise InputError("この活動が見つかりません。", "一覧で もう一度えらんでください。")
    return found


def save_activity(desk: Desk, activity: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new activity (None) or change one (fields of ``Activity``).

    Raises:
        InputError: no title, an unknown kind or state, a held one in the future, or a postponed one without its reason.
    """
    with acting(desk, "") as session:
        connection = session.connection
        known = activity_in(connection, activity) if activity else None
        written = dict(values)
        number = str(written.get("number") or "").strip()
        if number and people_repo.number_taken(
            connection, Activity.kind, number, (activity,) if activity else ()
        ):
            raise InputError(f"活動の番号「{number}」は、もう使われています。", "ほかの番号にしてください。")
        if known is None:
            written["number"] = number or next(fresh_numbers(connection, Activity.kind, desk.me.letter))
            ent = keyed_id(desk.me.secret, Activity.kind, str(written["number"]))
        else:
            ent = known.id
        merged = {**({f: getattr(known, f) for f in _CHECKED} if known else {}), **written}
        _check(desk, merged, ent)
        session.record(Activity, ent, written)
        session.label = f"{month_day(str(merged['date']))}の{merged['title']}を保存しました"
    return Done(ent, session.changes)


_CHECKED = (
    "type",
    "state",
    "date",
    "title",
    "reason",
    "participants",
    "copies",
    "refresher_months",
    "replaced_by",
    "start",
    "end",
)


def _check(desk: Desk, values: Mapping[str, object], ent: Id) -> None:
    need(values.get("title"), "名称")
    if values.get("type") not in set(ActivityType):
        raise InputError("種別が えらばれていません。", "種別を1つえらんでください。")
    state = values.get("state")
    if state not in set(ActivityState):
        raise InputError("状態が えらばれていません。", "状態を1つえらんでください。")
    day = iso_day(str(values.get("date") or ""), "日付")
    if state == ActivityState.HELD and day > desk.today():
        raise InputError(
            "まだ来ていない日の活動が「実施」になっています。",
            "「予定」にするか、日付を たしかめてください。",
        )
    if state in (ActivityState.POSTPONED, ActivityState.CANCELLED):
        need(values.get("reason"), "延期・中止の理由")
    if values.get("replaced_by") == ent:
        raise InputError("かわりの活動が、この活動になっています。", "べつの活動をえらんでください。")
    if values.get("start") and values.get("end") and str(values["end"]) < str(values["start"]):
        raise InputError("終わりの時刻が、始まりより前です。", "時刻を たしかめてください。")
    for field, words in (
        ("participants", "参加人数"),
        ("copies", "部数"),
        ("refresher_months", "つぎの研修までの月"),
    ):
        value = values.get(field)
        if value is not None and not (isinstance(value, int) and 0 <= value <= _MOST):
            raise InputError(
                f"「{words}」が、0から{_MOST:,}までの数ではありません。", "数を たしかめてください。"
            )


def delete_activity(desk: Desk, activity: Id) -> Done[None]:
    """Take an activity back that was written by mistake, with who completed it.

    Raises:
        InputError: there is none.
    """
    with acting(desk, "") as session:
        held = activity_in(session.connection, activity)
        for completion in repo.completions(session.connection, activity):
            session.delete(Completion, completion.id)
        session.delete(Activity, activity)
        session.label = f"{held.title or '活動'}を消しました"
    return Done(None, session.changes)
