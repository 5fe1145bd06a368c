"""Records back into the texts of a row."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.domain.signs import Sign
from sasaeai_desktop.exchange.cells import Doubt
from sasaeai_desktop.exchange.kinds.kind import Column, Row
from sasaeai_desktop.exchange.kinds.registry import kind_of_row


def parse_plain(column: Column, text: str) -> Any:
    """Return the value of a text that is asked about anyway."""
    try:
        return column.cell.parse(text)
    except Doubt as doubt:
        return doubt.value


def format_row(row: Row, signs: tuple[Sign, ...] | None = None) -> list[str]:
    """Return the cells of an exported row in the order of the headers; ``parse_rows`` reads them equal."""
    return [column.cell.show(_value(column, row)) for column in kind_of_row(row, signs).columns]


def normal_form(row: Row) -> tuple[str, ...]:
    """Return the content of a row, column by column, in one spelling.

    Two rows with the same content have the same normal form however they were typed: width of letters and
    kana, runs of blanks, form of dates, order inside lists, kind of kana in readings. Signs in no list
    count as part of the memo, where they are stored: an exported visit has the form of its import.
    """
    row = row.as_stored()
    return tuple(column.cell.key(_value(column, row)) for column in kind_of_row(row).columns)


def _value(column: Column, row: Row) -> Any:
    if len(column.fields) == 1:
        return getattr(row, column.fields[0])
    return tuple(getattr(row, field) for field in column.fields)
