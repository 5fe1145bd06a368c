"""Rows of a sheet in the shapes in which programs write them, taken apart by expressions that are made from the rows.

Most rows of a list have one shape: the same cells in the same styles. The first row of a shape is taken apart cell by
cell and becomes an expression; every further one is one match, and equal cells are one text that is made once. Whatever
is no such row (formulas) is taken apart cell by cell; whatever is no such sheet is ``Unusual`` and goes to a parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

MAX_PLACE = 2000  # columns read of a row; a stray cell far out belongs to no table
_MOST_SHAPES = 48
_STEP = 2000  # rows between two words on how far it is

Told = Callable[[float], None]
"""Called with the part of a sheet that is read, 0 to 1; may raise to stop the reading."""


class Unusual(Exception):  # noqa: N818 - not an error: another way of reading is taken
    """A sheet in a shape that the quick reader does not know."""


class Texts(dict[bytes, str]):
    """The texts of cells of one style and type by what stands in the XML; each is made once."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[bytes], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, raw: bytes) -> str:
        """Make a text."""
        text = self[raw] = self._make(raw)
        return text


class Cells(NamedTuple):
    """What makes texts of cells.

    Attributes:
        texts: by style ("" for none) and type (as in the XML).
        formula: the text of a cell with a formula: style, type, value.
    """

    texts: Callable[[bytes, bytes], Texts]
    formula: Callable[[bytes, bytes, bytes], str]


_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?:/>|>(?:(<f[^>]*?/>|<f[^>]*>[^<]*</f>))?'
    rb"(?:<v>([^<]*)</v>|<v ?/>|<is><t[^>]*>([^<]*)</t></is>)?</c>)"
)
_ROW_NUMBER = re.compile(rb'(?:^| )r="([0-9]+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ENCODING = re.compile(rb'encoding=["\']([^"\']+)')
_PLACES: dict[bytes, int] = {}


def place_of(letters: bytes) -> int:
    """Return the place of a column from 0: A is 0."""
    place = _PLACES.get(letters)
    if place is None:
        place = 0
        for sign in letters:
            place = place * 26 + sign - 64
        place = _PLACES[letters] = place - 1
    return place


class _Shape(NamedTuple):
    """The expression of a row's shape, and where its values go."""

    match: Callable[[bytes, int], re.Match[bytes] | None]
    blank: list[str]
    values: tuple[tuple[int, Texts], ...]


def quick_rows(data: bytes, cells: Cells, told: Told | None = None) -> Iterator[tuple[int, bool, list[str]]]:
    """Yield line, whether hidden, and the texts of each row.

    Usual is: no prefixes, attributes r s t in this order, nothing between the cells.

    Args:
        data: the sheet's XML.
        cells: makes the texts.
        told: hears now and then how far it is.

    Raises:
        Unusual: the sheet has another shape somewhere; nothing of what was yielded may be used then.
    """
    pos, end = _span(data)
    shapes: list[_Shape] = []
    line = count = 0
    while True:
        found = None
        for shape in shapes:
            found = shape.match(data, pos)
            if found is not None:
                break
        if found is None:
            row = _slow_row(data, pos, end, line, cells, shapes)
            if row is None:
                return
            pos, line, hidden, texts = row
            if texts is not None:
                yield line, hidden, texts
            continue
        if shape is not shapes[0]:
            shapes.remove(shape)
            shapes.insert(0, shape)
        attributes, *values = found.groups()
        line, hidden = _head(attributes, line)
        texts = shape.blank.copy()
        for (place, known), raw in zip(shape.values, values, strict=True):
            texts[place] = known[raw]
        pos = found.end()
        count += 1
        if told is not None and not count % _STEP:
            told(pos / len(data))
        yield line, hidden, texts


def _span(data: bytes) -> tuple[int, int]:
    """Return where the rows begin and end."""
    begin, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    encoding = _ENCODING.search(data, 0, 120)
    if begin < 0 or end < 0 or not data[-40:].rstrip().endswith(b"</worksheet>"):
        raise Unusual
    if encoding is not None and encoding[1].lower() not in (b"utf-8", b"utf8"):
        raise Unusual
    return begin + len(b"<sheetData>"), end


def _head(attributes: bytes, before: int) -> tuple[int, bool]:
    """Return line and whether hidden."""
    if attributes.startswith(b'r="'):
        line = int(attributes[3 : attributes.index(b'"', 3)])
    else:
        number = _ROW_NUMBER.search(attributes)
        line = int(number[1]) if number else before + 1
    return line, b"hidden" in attributes and bool(_HIDDEN.search(attributes))


def _slow_row(
    data: bytes, pos: int, end: int, line: int, cells: Cells, shapes: list[_Shape]
) -> tuple[int, int, bool, list[str] | None] | None:
    """Take one row apart cell by cell, and remember its shape; None behind the last one, texts None for an empty one."""
    while data[pos : pos + 1] in (b" ", b"\n", b"\r", b"\t"):
        pos += 1
    if pos >= end:
        return None
    close = data.find(b">", pos, end)
    if close < 0 or not data.startswith(b"<row", pos):
        raise Unusual
    if data[close - 1 : close] == b"/":
        line, hidden = _head(data[pos + 5 : close - 1], line)
        return close + 1, line, hidden, None
    stop = data.find(b"</row>", close, end)
    if stop < 0:
        raise Unusual
    line, hidden = _head(data[pos + 5 : close], line)
    found = list(_CELL.finditer(data, close + 1, stop))
    if sum(cell.end() - cell.start() for cell in found) != stop - close - 1:
        raise Unusual
    places = [place_of(cell[1]) for cell in found]
    if any(b <= a for a, b in pairwise(places)) or (places and places[-1] >= MAX_PLACE):
        raise Unusual
    texts = [""] * (places[-1] + 1 if places else 0)
    for place, cell in zip(places, found, strict=True):
        texts[place] = _text(cell, cells)
    if len(shapes) < _MOST_SHAPES and not any(cell[4] for cell in found):
        shapes.insert(0, _shape(found, places, cells))
    return stop + len(b"</row>"), line, hidden, texts


def _text(cell: re.Match[bytes], cells: Cells) -> str:
    style, kind, formula, value = (
        cell[2] or b"",
        cell[3] or b"",
        cell[4],
        cell[5] if cell[5] is not None else cell[6],
    )
    if formula:
        return cells.formula(style, kind, value or b"")
    return "" if value is None else cells.texts(style, kind)[value]


def _shape(found: list[re.Match[bytes]], places: list[int], cells: Cells) -> _Shape:
    """Make the expression of a row without formulas."""
    parts = [rb"<row ?([^>]*)>"]
    values: list[tuple[int, Texts]] = []
    for place, cell in zip(places, found, strict=True):
        head = b'<c r="' + cell[1] + b'[0-9]+"'
        head += b' s="' + cell[2] + b'"' if cell[2] is not None else b""
        head += b' t="' + cell[3] + b'"' if cell[3] is not None else b""
        if cell[5] is not None:
            parts.append(head + b"><v>([^<]*)</v></c>")
        elif cell[6] is not None:
            parts.append(head + b"><is><t[^>]*>([^<]*)</t></is></c>")
        else:
            parts.append(head + b"(?:/>|>(?:<v ?/>)?</c>)")
            continue
        values.append((place, cells.texts(cell[2] or b"", cell[3] or b"")))
    expression = re.compile(b"".join([*parts, b"</row>"]))
    return _Shape(expression.match, [""] * (places[-1] + 1 if places else 0), tuple(values))


_ITEM = re.compile(rb"<si><t(?: [^>]*)?>([^<]*)</t></si>")


def quick_shared(data: bytes) -> list[bytes]:
    """Return the shared texts as they stand in the XML, where none has runs of its own.

    Raises:
        Unusual: some have.
    """
    encoding = _ENCODING.search(data, 0, 120)
    if encoding is not None and encoding[1].lower() not in (b"utf-8", b"utf8"):
        raise Unusual
    found = _ITEM.findall(data)
    if len(found) != data.count(b"<si"):
        raise Unusual
    return found
