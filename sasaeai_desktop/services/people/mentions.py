"""Where other records speak of a person: memos, notes and cards of others that name them, in any way of writing."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sasaeai_desktop.db.connection import Connection, Row
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.money import closed_words
from sasaeai_desktop.domain.nameless import Finder, Found
from sasaeai_desktop.services.desk.kind_names import kind_name
from sasaeai_desktop.services.people.known import one_person

_TEXTS = {
    "person": ("baseline", "note", "commissioner", "care_manager", "doctor", "alarm_device"),
    "member": ("name",),
    "contact": ("name", "address", "phone"),
    "consent": ("reason", "heard_by", "how"),
    "volunteer": ("name", "phone", "note", "lent", "training"),
    "role": ("area", "term"),
    "case": ("note",),
    "visit": ("memo",),
    "salon": ("venue", "hosts"),
    "session": ("memo", "venue", "cancel_reason"),
    "card": (
        "name", "kana", "phone", "writer_name", "facts", "thoughts", "trouble_note", "danger_reason", "summary", "summary_why",
    ),
    "card_copy": ("name", "kana", "phone", "writer", "facts", "thoughts"),
    "move_offer": ("name", "kana", "phone", "facts", "origin"),
    "move_link": ("refused",),
    "evacuation_plan": ("reason", "care", "hazards", "place", "route", "way", "room", "devices", "note"),
    "plan_supporter": ("name", "address", "phone"),
    "plan_review": ("note",),
    "plan_copy": ("name", "kana", "phone", "reason", "care", "place", "route", "way", "room", "devices", "note", "supporters"),
    "plan_link": ("to",),
    "safety_event": ("name", "note"),
    "safety_tick": ("note", "seen_by"),
    "help_member": ("note",),
    "help_request": ("reason", "note"),
    "help_act": ("note",),
    "help_ticket": ("note",),
    "help_receipt": ("addressee", "what", "void"),
    "help_settlement": ("by",),
    "school": ("points", "note"),
    "school_day": ("incident", "memo"),
    "patrol": ("point",),
    "patrol_post": ("point",),
    "activity": ("title", "place", "observers", "contents", "decisions", "reason", "handed_out"),
    "body": ("chief", "phone", "address", "role", "note"),
    "body_link": ("how",),
    "advice_counter": ("note",),
    "effort": ("who", "title", "outline"),
    "goal_year": ("note",),
    "ledger_line": ("text", "payee"),
    "money_year": ("note",),
    "money_closing": ("lines", "auditors", "by"),
    "disposal": ("what", "how", "why", "by", "witness"),
}  # fmt: skip
"""Free texts in which somebody else may be named."""
_UNPACKED: Mapping[tuple[str, str], Callable[[str], str]] = {("money_closing", "lines"): closed_words}
"""Fields whose words are packed."""
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

    @cache  # the same words stand in many kinds of records
    def place(text: str) -> Found | None:
        return next(iter(finder.find(text)), None) if finder.may_hold(text) else None

    found: list[Mention] = []
    for kind, fields in _TEXTS.items():
        columns = {row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{kind}")')}
        for field in (f for f in fields if f in columns):
            unpack = _UNPACKED.get((kind, field), str)
            # Of ten thousand memos most say the same, and few name anybody.
            held = connection.exec_driver_sql(
                f'SELECT DISTINCT "{field}" FROM "{kind}" WHERE gone = 0 AND "{field}" IS NOT NULL'
            )
            naming = {text: hit for text in held.scalars() if (hit := place(unpack(text)))}
            for ent, text in _holding(connection, kind, field, naming):
                if ent not in own:
                    found.append(Mention(kind_name(kind), _around(unpack(text), naming[text])))
                    if len(found) >= _MOST:
                        return found
    return found


def _holding(connection: Connection, kind: str, field: str, texts: Collection[str]) -> Iterable[Row]:
    """Return (id, text) of the records that hold one of these texts, in the order of their ids."""
    sql = f'SELECT id, "{field}" FROM "{kind}" WHERE gone = 0 AND "{field}" IN (SELECT value FROM json_each(?)) ORDER BY id'
    return connection.exec_driver_sql(sql, (json.dumps(list(texts)),)) if texts else ()


def _around(text: str, found: Found) -> str:
    head, tail = max(0, found.start - 6), min(len(text), found.end + 6)
    return f"{'…' if head else ''}{text[head:tail]}{'…' if tail < len(text) else ''}"
