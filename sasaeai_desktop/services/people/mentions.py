"""Where other records speak of a person: memos, notes and cards of others that name them, in any way of writing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.nameless import Finder
from sasaeai_desktop.services.desk.kind_names import kind_name
from sasaeai_desktop.services.people.known import one_person

_TEXTS = {
    "visit": ("memo",),
    "case": ("note",),
    "person": ("baseline", "note"),
    "volunteer": ("note",),
    "card": ("facts", "thoughts", "trouble_note", "summary"),
    "session": ("memo",),
    "evacuation_plan": ("reason", "care", "hazards", "way", "room", "devices", "note"),
    "plan_review": ("note",),
    "safety_tick": ("note", "seen_by"),
    "help_member": ("note",),
    "help_request": ("reason", "note"),
    "help_act": ("note",),
    "school_day": ("incident", "memo"),
    "activity": ("title", "observers", "contents", "decisions", "reason", "handed_out"),
    "body": ("chief", "role", "note"),
    "body_link": ("how",),
    "advice_counter": ("note",),
    "ledger_line": ("text", "payee"),
    "money_year": ("note",),
    "effort": ("who", "title", "outline"),
    "goal_year": ("note",),
}
"""Free texts in which somebody else may be named."""
_MOST = 50


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of another record's text.

    Attributes:
        kind: what record it is, 見守り.
        text: the piece that names the person, with a little around it.
    """

    kind: str
    text: str


def mentions(connection: Connection, ids: Sequence[Id], but: Collection[Id]) -> list[Mention]:
    """Return where texts of other records name a person (all merged ids), at most fifty.

    Args:
        connection: a session.
        ids: the person's.
        but: records that are the person's own.
    """
    finder, own = Finder(one_person(connection, ids)), set(but)
    found: list[Mention] = []
    for kind, fields in _TEXTS.items():
        columns = {row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{kind}")')}
        for field in fields:
            if field not in columns:
                continue
            sql = f'SELECT id, {field} FROM "{kind}" WHERE gone = 0 AND {field} IS NOT NULL ORDER BY id'
            for ent, text in connection.exec_driver_sql(sql):
                if Id(ent) in own or not finder.may_hold(text):
                    continue
                found += [
                    Mention(kind_name(kind), _around(text, f.start, f.end)) for f in finder.find(text)[:1]
                ]
                if len(found) >= _MOST:
                    return found
    return found


def _around(text: str, start: int, end: int) -> str:
    head, tail = max(0, start - 6), min(len(text), end + 6)
    return f"{'…' if head else ''}{text[head:tail]}{'…' if tail < len(text) else ''}"
