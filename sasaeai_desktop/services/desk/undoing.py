"""元にもどす, and what happened to a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db import actions, purge
from sasaeai_desktop.db.actions import Action
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import DELETED, SEEN
from sasaeai_desktop.db.repositories.base import by_ids, select
from sasaeai_desktop.db.repositories.history import Step, Wanted, steps_of_all
from sasaeai_desktop.domain.council import DeskUser
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.kinds import Form, Value, fields_of
from sasaeai_desktop.domain.moving import MoveOffer
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.domain.school import School
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.desk.field_names import field_name, value_words

_SHOWN = 4  # a new record names so many of its fields; the rest is on its page


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a record in plain words; ``on`` ISO date."""

    on: str
    by: str
    words: str


def last_actions(desk: Desk, limit: int = 30) -> list[Action]:
    """The person's own latest actions that can be undone, newest first."""
    with reading(desk) as session:
        return actions.last_actions(session, desk.user.id, limit)


def undo(desk: Desk, action: bytes) -> Done[str]:
    """Take back one action.

    Returns:
        What was kept because somebody changed it since, in words; "" when everything was taken back.

    Raises:
        InputError: there is no such action of this person, or it was taken back already.
    """
    with acting(desk, "", undoable=False, deed=Deed.RECORD) as session:
        done = actions.undo(session, action)
        if (
            MoveOffer.kind in session.touched
        ):  # nobody is offered any more: the name leaves the journal with it
            session.flush()
            purge.settle(session.connection, session.touched)
        session.label = f"元にもどしました：{done.label}"
        fields = {field_name(kind, field) for kind, _, field in done.kept if not field.startswith("_")}
        kept = ""
        if done.kept:
            what = f"「{'・'.join(sorted(fields))}」は、" if fields else "一部は、"
            kept = f"{what}あとで直されているので そのままにしました。"
    return Done(kept, session.changes)


def undo_last(desk: Desk) -> Done[str] | None:
    """Take back the latest action; None when there is nothing to take back."""
    latest = last_actions(desk, 1)
    return undo(desk, latest[0].act) if latest else None


# -- history ---------------------------------------------------------------------------------------------------------


def history(desk: Desk, kind: str, ent: Id) -> list[HistoryLine]:
    """What happened to a record, newest first; one line per action."""
    return histories(desk, [(kind, ent)])[kind, ent]


def histories(desk: Desk, wanted: Iterable[Wanted]) -> dict[Wanted, list[HistoryLine]]:
    """What happened to some records, each newest first; the journal is looked through once."""
    with reading(desk) as session:
        found = steps_of_all(session, wanted)
        names = {key: _names(session, key[0], steps) for key, steps in found.items()}
    return {key: _lines(key[0], steps, names[key]) for key, steps in found.items()}


def around(desk: Desk, kind: str, ent: Id) -> list[tuple[str, str, Id]]:
    """Return the records whose history is that of a page, each with its title: a session has its attendance."""
    title = _TITLES.get(kind, "")
    if kind != Session.kind:
        return [(title, kind, ent)]
    with reading(desk) as session:
        rows = select(session, Attendance, "AND session = ?", (ent,))
        people = by_ids(session, Person, [row.person for row in rows if row.person is not None])
    named = {i: person.name for i, person in people.items()}
    came = [
        (f"出席　{named.get(row.person, '') if row.person else ''}", Attendance.kind, row.id) for row in rows
    ]
    return [(title, kind, ent), *sorted(came)]


_HOSTS = ("salon", "hosts")  # ids in one text, separated by blanks
_HEX = 32  # letters of an id
_TITLES = {
    "visit": "見守り", "session": "開催", "card": "つながりカード", "salon": "サロン", "volunteer": "担い手",
    "person": "名簿", "case": "見守り",
}  # fmt: skip


def _lines(kind: str, steps: list[Step], names: dict[str, str]) -> list[HistoryLine]:
    lines: list[HistoryLine] = []
    values: dict[str, Value] = {}
    for group in _by_action(steps):
        first, council = group[0].change, group[0].council
        words = _words(kind, group, values, names, new=not lines)
        by = "市社協" if council else names.get(first.by, "")
        lines.append(HistoryLine(first.on, by, words))
    return lines[::-1]


def _by_action(steps: list[Step]) -> list[list[Step]]:
    groups: dict[str, list[Step]] = {}
    for step in steps:
        groups.setdefault(step.change.act or step.change.id.hex(), []).append(step)
    return list(groups.values())


def _words(
    kind: str, group: list[Step], values: dict[str, Value], names: dict[str, str], *, new: bool
) -> str:
    """Say what one action did to the record, and bring ``values`` up to it."""
    parts: list[str] = []
    for step in group:
        if not step.change.w:
            parts.append("くわしい内容は消去されました")
        for field, (value, _) in step.change.w.items():
            if field == SEEN:
                continue  # of the machinery: the delete itself is told
            before, after = values.get(field), value
            values[field] = value
            if field == DELETED:
                parts.append("消しました" if value else "消したのを もどしました")
                continue
            was, now = _shown(kind, field, before, names), _shown(kind, field, after, names)
            if new:
                parts += [f"{field_name(kind, field)}「{now}」"] if now else []
            elif now:
                source = f"「{was}」から" if was else ""
                parts.append(f"{field_name(kind, field)}を{source}「{now}」にしました")
            elif was:
                parts.append(f"{field_name(kind, field)}の「{was}」を消しました")
    if new:
        more = "など" if len(parts) > _SHOWN else ""
        return "はじめて書きました" + (f"（{'、'.join(parts[:_SHOWN])}{more}）" if parts else "")
    return "。".join(parts)


def _shown(kind: str, field: str, value: Value, names: dict[str, str]) -> str:
    if (kind, field) == _HOSTS:
        value = str(value or "").split()
        return "・".join(names.get(v, "（名簿にない方）") for v in value)
    declared = fields_of(KINDS[kind]).get(field)
    if declared and declared.form in (Form.REF, Form.REFS):
        refs = value if isinstance(value, list) else [value]
        return "・".join(names.get(str(r), "（名簿にない方）") for r in refs if r)
    return value_words(kind, field, value)


def _names(connection: Connection, kind: str, steps: list[Step]) -> dict[str, str]:
    """Return names by hex id of everyone the changes name, and of those who wrote them."""
    refs = {f.name for f in fields_of(KINDS[kind]).values() if f.form in (Form.REF, Form.REFS)}
    wanted: set[str] = {s.change.by for s in steps if len(s.change.by) == _HEX}
    for step in steps:
        for field, (value, _) in step.change.w.items():
            if (kind, field) == _HOSTS:
                wanted |= {v for v in str(value or "").split() if len(v) == _HEX}
            if field in refs:
                wanted |= {str(v) for v in (value if isinstance(value, list) else [value]) if v}
    ids = [from_hex(h) for h in wanted]
    found: dict[str, str] = {}
    for named in (DeskUser, Person, Volunteer, Salon, School, Body):
        found.update((i.hex(), getattr(r, "name", "")) for i, r in by_ids(connection, named, ids).items())
    return found
