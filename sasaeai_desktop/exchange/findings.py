"""What is told of the rows of a table file: refused, asked about, left out, or only noticed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, MutableSequence, Sequence
from dataclasses import dataclass
from typing import Self

from sasaeai_desktop.domain.errors import InputError

MOST = 100_000
"""So many faults, questions and rows left out are told one by one; a file with more is not the one that was meant."""


class Line(int):
    """A line of a book with several sheets: the number, and the sheet it is on."""

    sheet: str

    def __new__(cls, number: int, sheet: str) -> Self:
        """Make a line."""
        line = super().__new__(cls, number)
        line.sheet = sheet
        return line


def sheet_of(line: int) -> str:
    """Return the sheet of a line, "" where the file has only one."""
    return line.sheet if isinstance(line, Line) else ""


def line_key(line: int) -> tuple[str, int]:
    """Return what tells two lines of one file apart."""
    return sheet_of(line), int(line)


@dataclass(frozen=True, slots=True)
class Reject:
    """A cell that cannot be taken, or with ``column`` empty a row. ``reason`` never repeats the value."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that is possible but unlikely: its row waits for ``--confirm CODE``."""

    line: int
    column: str
    value: str
    reason: str
    code: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record: totals, a repeated header, an example."""

    line: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the file that the person should know; ``lines`` where it is about rows."""

    code: str
    words: str
    lines: Sequence[int] = ()


LEFT_OUT_WORDS = {
    "total": "合計の行です。",
    "header": "見出しの くり返しです。",
    "example": "ひな形の例の行です。",
}


Notes = dict[str, MutableSequence[int]]
"""Lines by the code of what was noticed there."""


def new_lines(first: int) -> MutableSequence[int]:
    """Return an empty list of lines, of a few bytes each where lines are mere numbers."""
    return array("Q") if type(first) is int else []


def note_line(notes: Notes, code: str, line: int) -> None:
    """Add a line to what was noticed."""
    if code not in notes:
        notes[code] = new_lines(line)
    notes[code].append(line)


def check_count(told: int) -> None:
    """See to it that what is told of single rows stays within what anybody could read, and memory could hold.

    Raises:
        InputError: it is more than ``MOST``.
    """
    if told > MOST:
        raise InputError(
            f"取り込めないところや たしかめるところが、{MOST:,}か所をこえました。",
            "ちがう表ではないか、列の見出しが合っているか、ファイルを開いて たしかめてください。",
        )


def rows_in(findings: Iterable[Reject | Asked | LeftOut]) -> int:
    """Return how many rows stand in a list; a row with two faults once."""
    return len({line_key(f.line) for f in findings})


def grouped(findings: Sequence[Reject | Asked]) -> list[tuple[str, str, list[Reject | Asked]]]:
    """Return (reason, column, findings) of equal reasons together, the most frequent first."""
    groups: dict[tuple[str, str], list[Reject | Asked]] = {}
    for finding in findings:
        groups.setdefault((finding.reason, finding.column), []).append(finding)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return [(reason, column, found) for (reason, column), found in ordered]
