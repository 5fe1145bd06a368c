"""持出管理簿 and 第三者提供記録, kept by themselves: what left and came by USB, and whose names went to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain import fiscal
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.keeping import Closing
from sasaeai_desktop.services.desk.common import months_back
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.usb import ledger
from sasaeai_desktop.services.watch.month_figures import month_figures

OUT, IN = "out", "in"


@dataclass(frozen=True, slots=True)
class Carried:
    """One stick that left or came.

    Attributes:
        direction: ``OUT`` or ``IN``.
        at: ISO time.
        other: the receiver or the sender, in words.
        stick: what its owner calls the stick, "" when nobody knows.
        by: who wrote it, "" when nobody knows.
        names: whose names it carries out; of one that came in nothing is kept here.
        confirmed: of one that left, whether the receiver's own signed word says that it holds all of it.
    """

    direction: str
    at: str
    number: int
    file: str
    other: str
    stick: str
    by: str
    changes: int
    names: tuple[str, ...]
    confirmed: bool


def carried(desk: Desk, first: str = "", last: str = "9999") -> list[Carried]:
    """Return every bundle written or taken in, newest first.

    Args:
        desk: the open desk.
        first: only from this ISO day on.
        last: only up to this ISO day.
    """
    lines = [
        Carried(OUT, h.at, h.number, h.file, h.to, h.stick, h.by, h.changes, tuple(h.names), h.confirmed)
        for h in ledger.handed_over(desk)
    ]
    lines += [
        Carried(IN, r.at, r.number, r.file, r.sender, r.stick, "", r.changes, (), True)
        for r in ledger.received(desk)
    ]
    return sorted((c for c in lines if first <= c.at[:10] <= last), key=lambda c: c.at, reverse=True)


def provisions(desk: Desk, first: str = "", last: str = "9999") -> list[Provision]:
    """Return the 第三者提供記録, newest first: every print, export or bundle that carried names out."""
    with reading(desk) as session:
        found = select(session, Provision, "AND date >= ? AND date <= ?", (first, last))
    return sorted(found, key=lambda p: (p.date, p.id), reverse=True)


def year_span(year: int) -> tuple[str, str]:
    """Return the first and the last day of a fiscal year."""
    return fiscal.first_day(year), fiscal.last_day(year)


def month_to_close(desk: Desk) -> str:
    """Return the month that ended last if it holds anything and this district has not closed it; "" otherwise."""
    return next(iter(open_months(desk, months_back(desk.today()[:7], 2)[:1])), "")


def open_months(desk: Desk, months: Iterable[str]) -> list[str]:
    """Return those months that are over, hold anything and were not closed by this district; none at a council.

    Args:
        desk: the open desk.
        months: "2023-10".
    """
    if desk.me.council:
        return []
    now = desk.today()[:7]
    with reading(desk) as session:
        closed = {c.month for c in select(session, Closing)}
        return [
            month
            for month in months
            if month < now
            and month not in closed
            and any(month_figures(session, month).get(desk.me.code, {}).values())
        ]
