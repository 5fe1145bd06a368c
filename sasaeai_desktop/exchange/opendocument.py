"""Reading an .ods file of LibreOffice: every sheet, each cell as its owner sees it.

Source of the format: OASIS OpenDocument 1.3, part 3, chapter 9 (tables) and 19 (attributes).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.container import DAMAGE, MAX_ROWS, check_container, damaged
from sasaeai_desktop.exchange.grid import Book, Grid, Held, Mark, any_text
from sasaeai_desktop.exchange.workbook import plain_number

_MOST_PLACES = 2000
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(\d+)")


def read_book(data: bytes) -> Book:
    """Return the sheets of an .ods file.

    Raises:
        InputError: under a password, damaged, or too large when unpacked.
    """
    check_container(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise InputError(
                    "この表のファイルには、パスワードがかかっています。",
                    "開いてパスワードをはずし、保存してからもう一度えらんでください。",
                )
            return Book(tuple(_grids(archive.read("content.xml"))), "ods")
    except InputError:
        raise
    except DAMAGE as error:
        raise damaged() from error


def _grids(content: bytes) -> Iterator[Grid]:
    styles: dict[str, Element] = {}
    sheet: _Sheet | None = None
    for event, element in iterparse(io.BytesIO(content), ("start", "end")):  # noqa: S314 - expat expands no external entity
        name = _local(element)
        if event == "start":
            if name == "table" and sheet is None:
                sheet = _Sheet(_get(element, "name"), styles, _get(element, "style-name"))
        elif name == "style":
            styles[_get(element, "name")] = element
        elif name == "table-row" and sheet is not None:
            sheet.take(element)
            element.clear()
        elif name == "table" and sheet is not None:
            yield sheet.grid()
            sheet = None


class _Sheet:
    """A sheet while its rows come in."""

    def __init__(self, name: str, styles: dict[str, Element], style: str) -> None:
        self._styles = styles
        self._grid = Grid(name, [], not any(_get(p, "display") == "false" for p in styles.get(style, ())))
        self._line = 0
        self._hidden: set[int] = set()
        self._struck: set[int] = set()
        self._rows: list[tuple[int, list[str]]] = []

    def take(self, row: Element) -> None:
        """Take one row, as often as it repeats; empty ones only count."""
        repeats = int(_get(row, "number-rows-repeated") or 1)
        cells, struck = self._cells(row)
        first = self._line + 1
        self._line += repeats
        if not any_text(cells) and not any(isinstance(c, Mark) for c in cells):
            return
        if repeats > MAX_ROWS:
            raise ValueError("a row is repeated without end")
        for line in range(first, first + repeats):
            self._rows.append((line, list(cells)))
            if _get(row, "visibility") in ("collapse", "filter"):
                self._hidden.add(line)
            if struck and struck * 2 >= sum(1 for c in cells if c):
                self._struck.add(line)

    def grid(self) -> Grid:
        """Return the sheet."""
        self._grid.rows = self._rows
        self._grid.hidden, self._grid.struck = frozenset(self._hidden), frozenset(self._struck)
        return self._grid

    def _cells(self, row: Element) -> tuple[list[str], int]:
        cells: list[str] = []
        struck, empty = 0, 0
        for cell in row:
            if _local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            repeats = int(_get(cell, "number-columns-repeated") or 1)
            text = _text(cell)
            self._note_block(cell, len(cells) + empty)
            if not text and not isinstance(text, Mark):
                empty += repeats
                continue
            if len(cells) + empty + repeats > _MOST_PLACES:
                break
            cells += [""] * empty + [text] * repeats
            empty = 0
            if any(
                _get(p, "text-line-through-style") not in ("", "none")
                for p in self._styles.get(_get(cell, "style-name"), ())
            ):
                struck += repeats  # fmt: skip
        return cells, struck

    def _note_block(self, cell: Element, place: int) -> None:
        down, right = (
            int(_get(cell, "number-rows-spanned") or 1),
            int(_get(cell, "number-columns-spanned") or 1),
        )
        if down > 1 or right > 1:
            line = self._line + 1
            self._grid.merged.append((line, place, line + down - 1, place + right - 1))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _text(cell: Element) -> str:
    """Return a cell's text, marked where it held a day, a clock, a number, an error or no answer."""
    words = "\n".join(_words(p) for p in cell if _local(p) == "p")
    kind = cell.get("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type", "")
    if any(key.rpartition("}")[2] == "value-type" and value == "error" for key, value in cell.attrib.items()):
        return Mark(words, Held.ERROR)
    if kind == "date":
        day, _, clock = _get(cell, "date-value").partition("T")
        return Mark(f"{day} {clock[:5]}" if clock[:8].strip("0:") else day, Held.DAY)
    if kind == "time":
        found = _CLOCK.match(_get(cell, "time-value"))
        return Mark(f"{int(found[1]):02}:{found[2]}", Held.CLOCK) if found else words
    if kind == "boolean":
        return "TRUE" if _get(cell, "boolean-value") == "true" else "FALSE"
    formula = bool(_get(cell, "formula"))
    if kind in ("float", "percentage", "currency"):
        return _number(float(_get(cell, "value")), words, formula=formula)
    return Mark("", Held.UNANSWERED) if formula and not kind and not words else words


def _number(number: float, words: str, *, formula: bool) -> str:
    plain = plain_number(number)
    if formula and number == 0:
        return Mark("0", Held.ZERO)
    digits = words.replace(",", "")
    padded = digits.isdigit() and len(digits) > len(plain) and int(digits) == number
    literal = any(sign.isalpha() for sign in words) and "E+" not in words and "#" not in words
    hyphened = re.fullmatch(r"[0-9]+(-[0-9]+)+", words)
    if number.is_integer() and (padded or literal or hyphened):
        return Mark(words, Held.SHOWN, plain)
    return Mark(plain, Held.NUMBER, plain)


def _words(paragraph: Element) -> str:
    """Return the text of a paragraph; readings above it (ruby) and notes are none of it."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        name = _local(child)
        if name == "s":
            parts.append(" " * int(_get(child, "c") or 1))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name not in ("ruby-text", "annotation", "note"):
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
