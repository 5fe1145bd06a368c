"""Rows of the groups table."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.exchange.kinds import groups as kinds
from sasaeai_desktop.exchange.kinds.groups import GroupRow
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each

_FIELDS = ("number", "name", "type", "chief", "phone", "note", "role")


def take_group(intake: Intake, _line: int, row: GroupRow) -> None:
    """A group by its 管理番号."""
    ent = intake.id_for_number(Body, row.number)
    intake.remember_number(Body, row.number, ent)
    intake.count(intake.put(Body, ent, {name: getattr(row, name) for name in _FIELDS}))


def _groups(book: Book) -> Iterable[GroupRow]:
    for body in base.select(book.connection, Body, "ORDER BY number, id"):
        values = {name: getattr(body, name) for name in _FIELDS}
        yield GroupRow(**{**values, "number": body.number or body.id.hex()[:12]})


TABLES = (TableKind(kinds.GROUPS, each(GroupRow, take_group), _groups),)
