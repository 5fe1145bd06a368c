"""Rows of the commissioner table."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.commissioner import CommissionerCount
from sasaeai_desktop.domain.people import Volunteer
from sasaeai_desktop.exchange.kinds import commissioner as kinds
from sasaeai_desktop.exchange.kinds.commissioner import CountRow
from sasaeai_desktop.services.commissioner.months import count_id
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each


def take_count(intake: Intake, line: int, row: CountRow) -> None:
    """One line of one person's month; a second import of it changes nothing."""
    volunteer = intake.by_number(Volunteer, row.volunteer_number)
    if volunteer is None or intake.desk.me.council:
        intake.reject(line, "担当者番号", row.volunteer_number, UNKNOWN_WATCHER)
        return
    main = intake.canon(volunteer)
    values = {"volunteer": main, "month": row.month, "category": row.category, "count": row.count}
    intake.count(intake.put(CommissionerCount, count_id(intake.desk, main, row.month, row.category), values))


def _counts(book: Book) -> Iterable[CountRow]:
    volunteers = book.numbers(Volunteer)
    for c in base.select(book.connection, CommissionerCount, "ORDER BY month, volunteer, category"):
        if c.count is not None:
            yield CountRow(
                volunteer_number=number_in(volunteers, c.volunteer),
                month=c.month,
                category=c.category,
                count=c.count,
            )


TABLES = (TableKind(kinds.COUNTS, each(CountRow, take_count), _counts),)
