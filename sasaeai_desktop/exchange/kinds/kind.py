"""What a kind of table file is: the class of its rows, and its columns in order with two example rows.

The headers are a contract (shared command-line page, "Table files"): change them only by adding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sasaeai_desktop.domain.signs import Sign
from sasaeai_desktop.exchange.cells import Cell


class Row:
    """What one row of a table file says, in clean values; each kind has its own frozen dataclass.

    Texts that are empty are "", numbers that are empty are None. Dates are ISO, months "2023-10", times "09:30", and
    choices are the codes of the domain's enums. Numbers of people, volunteers and salons (管理番号) are the office's
    own texts: resolving them to ids is the caller's work.
    """

    __slots__ = ()

    def as_stored(self) -> Row:
        """Return the row as an export would give it back, where what is stored has another form."""
        return self


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        header: the words in the first row.
        fields: the field of the row class that it fills; two when its cell holds a value of two parts.
        cell: how its text becomes a value and back.
        needed: the column must be there and no cell of it empty.
        examples: its cells in the two example rows of the template.
    """

    header: str
    fields: tuple[str, ...]
    cell: Cell
    needed: bool
    examples: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table file.

    Attributes:
        name: as on the command line.
        title: Japanese, for messages and file names.
        row: class of its rows.
        columns: in the order of the contract.
        unique: header of the column that may not hold the same text twice, or "".
        one_of: headers of which a row needs at least one.
        carried: header of a column that only the first row of a 管理番号 must fill, or "".
        span: fields of the first and the last day, whose order is judged; () where there are none.
        personal: what a file of it tells of persons, in words for whoever lets it out; "" for nothing.
        office: of その他の活動 and the money; in the window it is offered after what stands beside the names.
        council: taken in at a council only.
        wide: a file of it has a column per fiscal year, or per goal (``plan_columns``).
        answers: whether a row itself answers a question (code, values by field), so that nobody need be asked.
        with_signs: makes the kind anew for the signs that are known here; None where it has no column of signs.
    """

    name: str
    title: str
    row: type[Row]
    columns: tuple[Column, ...]
    unique: str = ""
    one_of: tuple[str, ...] = ()
    carried: str = ""
    span: tuple[str, ...] = ("start", "end")
    personal: str = ""
    office: bool = False
    council: bool = False
    wide: bool = False
    answers: Callable[[str, Mapping[str, Any]], bool] | None = field(default=None, compare=False)
    with_signs: Callable[[tuple[Sign, ...]], Kind] | None = field(default=None, compare=False)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers in the order of the contract."""
        return tuple(column.header for column in self.columns)

    def field_of(self, header: str) -> str:
        """Return the (first) field that a header fills."""
        return next(c.fields[0] for c in self.columns if c.header == header)


def column(
    header: str, fields: str, cell: Cell, first: str = "", second: str = "", *, needed: bool = False
) -> Column:
    """Return a column.

    Args:
        header: the words in the first row.
        fields: the field that it fills, or two parted by a blank.
        cell: how its text becomes a value and back.
        first: its cell in the first example row.
        second: its cell in the second example row.
        needed: the column must be there and no cell of it empty.
    """
    return Column(header, tuple(fields.split()), cell, needed, (first, second))
