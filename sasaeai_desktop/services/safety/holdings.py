"""What of the programmes' records goes when its years are over: declared once per kind, looked for and let go alike.

Only words of the home chain go. What other pages and the accounts need of them is written again, as with the erasure of a
person; counts and sums are open and stay. The counts of the 民生委員 are at home altogether: they go whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.db import erasing
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import by_ids, select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.activities import Activity
from sasaeai_desktop.domain.commissioner import CommissionerCount
from sasaeai_desktop.domain.goals import GoalYear
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.help import HelpAct, HelpMember, HelpRequest, Receipt, RequestState, Side
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import CopyErasure, Erasure
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.money import LedgerLine, MoneyYear, ReceiptPicture, YearClosing
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer
from sasaeai_desktop.domain.plans import EvacuationPlan, PlanCopy, PlanLink, PlanReview, PlanSupporter
from sasaeai_desktop.domain.school import SchoolDay
from sasaeai_desktop.services.desk.common import last_of_month


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind of record that is let go with its class.

    Attributes:
        of: code of the class.
        kind: of the record.
        ended: the day from which its years are counted; "" while it is in use.
        words: the fields that go; a record that says none of them any more is not due.
        named: field that tells which one it is: a text, or a person's id.
        kept: home fields that stay.
        parts: (kind, field) of records that belong to it and go with it.
    """

    of: str
    kind: type[Record]
    ended: Callable[[Any], str]
    words: tuple[str, ...]
    named: str = ""
    kept: tuple[str, ...] = ()
    parts: tuple[tuple[type[Record], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A record that still says something: its id, which one it is, and the day its years are counted from."""

    id: Id
    name: str
    ended: str


def _end_of_year(record: LedgerLine | MoneyYear | YearClosing | GoalYear) -> str:
    return f"{record.year + 1}-03-31" if record.year else ""


def _request_ended(request: HelpRequest) -> str:
    open_still = request.state in {RequestState.RECEIVED, RequestState.ARRANGING}
    return "" if open_still else max(request.received_on, request.wanted_on, request.until)


def _user_ended(member: HelpMember) -> str:
    """A helper stays: they are on the list of the volunteers, whatever becomes of this."""
    return member.end if member.side == Side.USER else ""


_PLAN = ("version", "reason", "needs", "care", "hazards", "place", "route", "way", "room", "devices", "note")

HOLDINGS = (
    Holding(
        "plan", EvacuationPlan, lambda p: p.ended_on, _PLAN, "person",
        parts=((PlanSupporter, "plan"), (PlanReview, "plan"), (PlanLink, "plan")),
    ),
    Holding(
        "help", HelpRequest, _request_ended, ("reason", "note"), "number",
        kept=("number", "wanted_time", "repeat", "until", "helpers"),
    ),
    Holding(
        "help", HelpAct, lambda a: a.date, ("note",),
        kept=("start", "end", "rule", "expenses_yen", "pay", "tickets", "receipt"),
    ),
    Holding("help", HelpMember, _user_ended, ("person", "note"), "person", kept=("volunteer", "works", "weekdays")),
    Holding("school", SchoolDay, lambda d: d.date, ("incident", "memo")),
    Holding(
        "money", LedgerLine, _end_of_year, ("text", "payee", "receipt"), "text", parts=((ReceiptPicture, "line"),)
    ),
    Holding("money", MoneyYear, _end_of_year, ("note",)),
    Holding("money", YearClosing, _end_of_year, ("lines", "auditors", "by")),
    Holding(
        "money", Receipt, lambda r: r.date, ("addressee", "what"), "number", kept=("number", "yen", "acts", "void")
    ),
    Holding(
        "activity", Activity, lambda a: a.date, ("observers", "contents", "decisions", "reason", "handed_out"), "title",
        kept=("number", "title", "start", "end", "place", "issue", "refresher_months"),
    ),
    Holding("group", Body, lambda b: b.end, ("chief", "phone", "address", "note"), "name", kept=("number", "role")),
    Holding("move", MoveLink, lambda m: m.on, ("person", "refused"), "person"),
    Holding("goal", GoalYear, _end_of_year, ("note",)),
    Holding("commissioner", CommissionerCount, lambda c: last_of_month(c.month) if c.month else "", ("count",), "month"),
)  # fmt: skip
KINDS = tuple(h.kind.kind for h in HOLDINGS)
"""What a page that shows the classes looks at again after a change."""


def held(connection: Connection, code: str) -> list[Held]:
    """Return every record of a class that is over and still says something, the oldest first."""
    found: list[Held] = []
    for holding in HOLDINGS:
        if holding.of != code:
            continue
        said = " OR ".join(
            f'"{word}" IS NOT NULL' for word in holding.words
        )  # else a school day of ten years, each
        records = [
            r
            for r in select(connection, holding.kind, f"AND ({said})")
            if any(getattr(r, w) for w in holding.words)
        ]
        over = [(r, holding.ended(r)) for r in records]
        names = _names(connection, holding, [r for r, day in over if day])
        found += [Held(r.id, names.get(r.id, ""), day) for r, day in over if day]
    return sorted(found, key=lambda h: (h.ended, h.id))


def _names(connection: Connection, holding: Holding, records: list[Any]) -> dict[Id, str]:
    if holding.named != "person":
        return {r.id: str(getattr(r, holding.named)) for r in records} if holding.named else {}
    alias = people_repo.aliases(connection)
    names = people_repo.names(connection, alias, {r.person for r in records if r.person})
    return {r.id: names[alias.of(r.person)].name for r in records if r.person and alias.of(r.person) in names}


def let_go(session: WriteSession, code: str, ents: Iterable[Id], why: str) -> None:
    """Take the words of these records of a class away, with what belongs to them and was handed over of them."""
    connection, wanted = session.connection, list(ents)
    named: list[tuple[str, Id]] = []
    again: list[tuple[type[Record], Id, dict[str, object]]] = []
    copies: list[tuple[str, Id]] = []
    for holding in HOLDINGS:
        records: dict[Id, Any] = by_ids(connection, holding.kind, wanted) if holding.of == code else {}
        named += [(holding.kind.kind, ent) for ent in records]
        copies += [(MoveOffer.kind, r.offer) for r in records.values() if isinstance(r, MoveLink) and r.offer]
        again += [
            (holding.kind, ent, {f: getattr(r, f) for f in holding.kept}) for ent, r in records.items() if holding.kept
        ]  # fmt: skip
        for part, field in holding.parts if records else ():
            some = [p for p in select(connection, part) if getattr(p, field) in records]
            named += [(part.kind, p.id) for p in some]
            copies += [(PlanCopy.kind, p.copy) for p in some if isinstance(p, PlanLink) and p.copy]
    erasing.erase(session, Erasure, named, {"reason": why})
    if copies:
        erasing.erase(session, CopyErasure, copies)
    for kind, ent, fields in again:
        session.record(kind, ent, fields)
