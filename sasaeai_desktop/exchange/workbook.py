"""Reading an .xlsx or .xlsm file: every sheet, each cell as its owner sees it.

The parts are read here and not by openpyxl or calamine: openpyxl 3.1.5 takes 17 s for 100,000 visits and does not know the
formats of Japanese Excel or Strict Open XML; calamine 0.9 takes 1.1 s and says nothing of formats (T007), hidden or struck
rows, or formulas without an answer. Rows in the shape that every program writes are taken apart by one expression, about
as quickly as calamine does; any other shape goes through the parser of XML.
Source of the format: ECMA-376 part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.grid import Block, Book, Grid, Held, Mark, clock_of, day_of_serial, serial_1900
from sasaeai_desktop.exchange.layouts import Layout, layout_of, shown

MAX_UNPACKED = 240 << 20  # bytes; a sheet of 100,000 visits unpacks to some 60 MB
MAX_ROWS = 300_000  # of one sheet
_MAX_PLACE = 2000  # columns read of a row; a stray cell far out belongs to no table
_MAX_ROW = 4 << 20  # bytes of one row, or of one shared text
_LOOK = 1 << 20
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"  # OLE: an .xls, or an .xlsx under a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What the standard library lets through when a file is not what it says; found by damaging good files (tests).
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def read_book(data: bytes) -> Book:
    """Return the sheets of an .xlsx or .xlsm file.

    Raises:
        InputError: under a password, an old .xls, damaged, or too large when unpacked.
    """
    check_container(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = _Package(archive)
            grids = tuple(package.grid(sheet) for sheet in package.sheets)
    except InputError:
        raise
    except DAMAGE as error:
        raise damaged() from error
    return Book(grids, "xlsx")


def damaged() -> InputError:
    """Return the error of a file that is not what it says."""
    return InputError(
        "このExcelファイルは、こわれているか、Excelの形ではありません。",
        "Excelで開けるか確かめて、「Excelブック (.xlsx)」で保存し直してください。",
    )


def check_container(data: bytes) -> None:
    """Refuse what is no zip, an old .xls, under a password, or would unpack to more than any table has.

    Raises:
        InputError: with the reason and the way out.
    """
    if data.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in data:
            raise InputError(
                "このExcelファイルには、パスワードがかかっています。",
                "Excelで開いてパスワードをはずし、保存してからもう一度えらんでください。",
            )
        raise InputError(
            "古い形のExcelファイルは読めません。",
            "Excelで開いて「Excelブック (.xlsx)」で保存し、もう一度えらんでください。",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked <= MAX_UNPACKED:
                for member in archive.namelist():
                    _check_rows(archive, member)
    except InputError:
        raise
    except DAMAGE as error:
        raise damaged() from error
    if unpacked > MAX_UNPACKED:
        raise _too_large()


def _check_rows(archive: zipfile.ZipFile, member: str) -> None:
    """Refuse a sheet of more rows, or a row of more bytes, than any table has: the reader below holds a row at a time.

    A few hundred kilobytes of zip can hold so many empty rows that no computer has the memory for them.
    """
    name = member.lower()
    shared = name.endswith("sharedstrings.xml")
    if not (shared or "worksheets/" in name or name == "content.xml") or name.endswith(".rels"):
        return
    mark, limit = (
        (b"si", MAX_ROWS * 10)
        if shared
        else (b"table-row", MAX_ROWS)
        if name == "content.xml"
        else (b"row", MAX_ROWS)
    )
    rows, gap, tail = 0, 0, b""
    with archive.open(member) as file:
        while piece := file.read(_LOOK):
            if not mark.startswith(b"<"):
                mark = _opening(piece, mark)
            text = tail + piece
            found = text.count(mark)
            rows += found
            longest = gap + (text.index(mark) if found else len(piece))
            gap = len(text) - text.rindex(mark) if found else longest
            if rows > limit or longest > _MAX_ROW:
                raise _too_large()
            tail = text[len(text) - len(mark) + 1 :]


def _opening(piece: bytes, name: bytes) -> bytes:
    """Return how an element begins in this file, with its prefix: <row, <x:row."""
    found = re.search(rb"<(?:[\w.-]+:)?" + name + rb"\b", piece)
    return found[0] if found else b"<" + name


def _too_large() -> InputError:
    return InputError("このExcelファイルは、中身が大きすぎます。", "いくつかのファイルに分けてください。")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    member: str
    visible: bool


@dataclass(slots=True)
class _Raw:
    """A row as the file has it: its line, whether it is hidden, and (place, style, type, value, formula) of its cells."""

    line: int
    hidden: bool
    cells: list[tuple[int, int, str, str, bool]] = field(default_factory=list)


class _Package:
    """The parts of a workbook that all its sheets need."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        workbook = self._workbook_member()
        root = self._xml(workbook)
        links = self._links(workbook)
        self.sheets = [
            _Sheet(sheet.get("name", ""), links[_link(sheet)], sheet.get("state", "visible") == "visible")
            for sheet in _all(root, "sheet")
            if "worksheets" in links.get(_link(sheet), "") or links.get(_link(sheet), "").endswith(".xml")
        ]
        properties = next(_all(root, "workbookPr"), None)
        self._since_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
        reckon = next(_all(root, "calcPr"), None)
        self._unreckoned = reckon is not None and reckon.get("fullCalcOnLoad", "0") in ("1", "true")
        self._layouts, self._struck = self._styles(links)
        self._texts, self._struck_texts = self._shared(links)

    def _workbook_member(self) -> str:
        links = self._links("")
        return next((m for m in links.values() if "workbook" in m.lower()), "xl/workbook.xml")

    def _open(self, member: str) -> bytes:
        return self._archive.read(self._names[member.lower()])

    def _xml(self, member: str) -> Element:
        return fromstring(self._open(member))  # noqa: S314 - expat expands no external entity; sizes are checked above

    def _links(self, member: str) -> dict[str, str]:
        folder, name = posixpath.split(member)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part.lower() not in self._names:
            return {}
        found = {}
        for link in self._xml(part):
            target = link.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[link.get("Id", "")] = posixpath.normpath(path)
        return found

    def _styles(self, links: dict[str, str]) -> tuple[list[Layout], set[int]]:
        member = next((m for m in links.values() if m.endswith("styles.xml")), "")
        if member.lower() not in self._names:
            return [Layout()], set()
        root = self._xml(member)
        codes = {int(n.get("numFmtId", "0")): n.get("formatCode", "") for n in _all(root, "numFmt")}
        fonts = [font for group in _all(root, "fonts") for font in group]
        struck_fonts = {
            at for at, font in enumerate(fonts) for strike in _all(font, "strike") if strike.get("val", "1") not in ("0", "false")
        }  # fmt: skip
        formats = [xf for group in _all(root, "cellXfs") for xf in group]
        numbers = [int(xf.get("numFmtId", "0")) for xf in formats]
        struck = {at for at, xf in enumerate(formats) if int(xf.get("fontId", "0")) in struck_fonts}
        return [layout_of(n, codes.get(n, "")) for n in numbers] or [Layout()], struck

    def _shared(self, links: dict[str, str]) -> tuple[list[str], set[int]]:
        """Return the shared texts, and the places of those that are struck through from end to end."""
        member = next((m for m in links.values() if m.lower().endswith("sharedstrings.xml")), "")
        if member.lower() not in self._names:
            return [], set()
        texts: list[str] = []
        struck: set[int] = set()
        for _, item in iterparse(io.BytesIO(self._open(member))):  # noqa: S314 - as in _xml
            if _local(item) == "si":
                if _struck_through(item):
                    struck.add(len(texts))
                texts.append(_text_of(item))
                item.clear()
        return texts, struck

    def grid(self, sheet: _Sheet) -> Grid:
        """Read one sheet."""
        data = self._open(sheet.member)
        tail = data[data.rfind(b"sheetData") :]
        grid = Grid(sheet.name, [], sheet.visible, _merged(tail), totals=self._totals(sheet.member, tail))
        try:
            if self._struck or self._struck_texts:
                raise _Unusual
            self._fill_quickly(grid, data)
        except _Unusual:
            rows = list(_xml_rows(data))
            grid.rows = [(raw.line, self._cells(raw)) for raw in rows]
            grid.hidden = frozenset(raw.line for raw in rows if raw.hidden)
            grid.struck = frozenset(raw.line for raw in rows if self._is_struck(raw))
        return grid

    def _fill_quickly(self, grid: Grid, data: bytes) -> None:
        texts, made, hidden = self._texts, [], set()
        for line, is_hidden, raw in _quick_rows(data):
            cells: list[str] = []
            count = 0
            for letters, style, kind, formula, value in raw:
                if letters != _LETTERS[count]:
                    place = _place(letters)
                    if not count <= place < _MAX_PLACE:
                        raise _Unusual
                    cells.extend([""] * (place - count))
                    count = place
                count += 1
                if kind == b"s":
                    cells.append(texts[int(value)])
                else:
                    cells.append(
                        self._cell(int(style or 0), kind.decode(), value.decode(), formula=bool(formula))
                    )
            made.append((line, cells))
            if is_hidden:
                hidden.add(line)
        grid.rows, grid.hidden = made, frozenset(hidden)

    def _cells(self, raw: _Raw) -> list[str]:
        cells: list[str] = []
        texts = self._texts
        for place, style, kind, value, formula in raw.cells:
            if place > len(cells):
                cells.extend([""] * (place - len(cells)))
            if kind == "s":
                cells.append(texts[int(value)] if value else "")
            elif place < len(cells):
                continue  # a second cell of one place: the first is what Excel shows
            else:
                cells.append(self._cell(style, kind, value, formula=formula))
        return cells

    def _cell(self, style: int, kind: str, value: str, *, formula: bool) -> str:
        if kind in ("inlineStr", "str"):
            return _plain(value)
        if not value or (formula and self._unreckoned and value in ("0", "0.0")):
            return Mark("", Held.UNANSWERED) if formula else ""
        known = _KINDS.get(kind)
        if known is not None:
            return known(value)
        number = float(value)
        if formula and number == 0:
            return Mark("0", Held.ZERO)
        return self._number(number, self._layouts[style] if style < len(self._layouts) else Layout())

    def _number(self, number: float, layout: Layout) -> str:
        if layout.day and number >= 1:
            serial = round(serial_1900(number, since_1904=self._since_1904) * 1440) / 1440
            day, part = day_of_serial(serial), serial % 1
            return Mark(f"{day} {clock_of(part)}" if part else day, Held.DAY, plain_number(number))
        if (layout.clock or layout.day) and number >= 0:
            return Mark(clock_of(number if number < 1 or not layout.day else number % 1), Held.CLOCK)
        plain = plain_number(number)
        if layout.code and number.is_integer() and (text := shown(number, layout.code)) and text != plain:
            return Mark(text, Held.SHOWN, plain)
        return Mark(plain, Held.NUMBER, plain_number(serial_1900(number, since_1904=self._since_1904)))

    def _is_struck(self, raw: _Raw) -> bool:
        if not self._struck and not self._struck_texts:
            return False
        filled = [c for c in raw.cells if c[3]]
        struck = [
            c for c in filled if c[1] in self._struck or (c[2] == "s" and int(c[3]) in self._struck_texts)
        ]
        return bool(struck) and len(struck) * 2 >= len(filled)

    def _totals(self, member: str, tail: bytes) -> frozenset[int]:
        """Return the lines of the totals rows of the sheet's tables."""
        lines: set[int] = set()
        if b"tablePart" not in tail:
            return frozenset()
        for target in self._links(member).values():
            if "table" not in target.lower() or target.lower() not in self._names:
                continue
            table = self._xml(target)
            count = int(table.get("totalsRowCount", "0"))
            block = _block(table.get("ref", ""))
            if block and count:
                lines |= set(range(block[2] - count + 1, block[2] + 1))
        return frozenset(lines)


def _iso_day(value: str) -> Mark:
    clock = value[11:16]
    return Mark(f"{value[:10]} {clock}" if clock.strip("0:") else value[:10], Held.DAY)


_KINDS: dict[str, Callable[[str], str]] = {
    "e": lambda value: Mark(value, Held.ERROR),
    "b": lambda value: "TRUE" if value in ("1", "true") else "FALSE",
    "d": _iso_day,
}


def plain_number(number: float) -> str:
    """Return a number without an exponent and without a .0 of its own."""
    return str(int(number)) if number.is_integer() else f"{number:.15g}"


# -- XML -------------------------------------------------------------------------------------------------------------


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag == name or element.tag.endswith("}" + name))


def _link(sheet: Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _text_of(item: Element) -> str:
    """Return the text of a shared or inline text; readings (rPh) stand beside it and are none of it."""
    parts: list[str] = []
    for child in item:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [t.text or "" for t in child if _local(t) == "t"]
    return _plain("".join(parts))


def _struck_through(item: Element) -> bool:
    runs = [run for run in item if _local(run) == "r"]
    return bool(runs) and all(
        any(s.get("val", "1") not in ("0", "false") for s in _all(run, "strike")) for run in runs
    )


_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_RETURNS = re.compile("\r\n?|\x0b|\x0c")


def _plain(text: str) -> str:
    """Return a text with Excel's escapes (_x000B_) decoded and every kind of line break as LF."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return _RETURNS.sub("\n", text) if "\r" in text or "\x0b" in text or "\x0c" in text else text


class _Unusual(Exception):  # noqa: N818 - not an error: another way of reading is taken
    """A sheet in a shape that the quick reader does not know."""


_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?:/>|>'
    rb"(?:(<f[^>]*?/>|<f[^>]*>[^<]*</f>))?(?:<v>([^<&]*)</v>|<v/>|<v></v>)?</c>)"
)
_ROW_NUMBER = re.compile(rb'\br="([0-9]+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_EMPTY_ROW = re.compile(rb"\s*<row\b[^>]*/>")
_LETTERS = [bytes([65 + place]) for place in range(26)] + [b""] * _MAX_PLACE
_PLACES: dict[bytes, int] = {}


def _place(letters: bytes) -> int:
    place = _PLACES.get(letters)
    if place is None:
        place = 0
        for sign in letters:
            place = place * 26 + sign - 64
        place = _PLACES[letters] = place - 1
    return place


def _quick_rows(data: bytes) -> Iterator[tuple[int, bool, list[tuple[bytes, bytes, bytes, bytes, bytes]]]]:
    """Yield line, whether hidden, and (letters, style, type, formula, value) of the cells of rows in the usual shape.

    Usual is: no prefixes, attributes r s t in this order, texts shared.

    Raises:
        _Unusual: the sheet has another shape somewhere; nothing of what was yielded may be used then.
    """
    begin, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    if begin < 0 or end < 0 or not data.endswith(b"</worksheet>"):
        raise _Unusual
    line, cells_of = 0, _CELL.findall
    *pieces, rest = data[begin + len(b"<sheetData>") : end].split(b"</row>")
    for piece in pieces:
        while empty := _EMPTY_ROW.match(piece):
            piece, line = piece[empty.end() :], line + 1  # noqa: PLW2901 - what is left of it
        at = piece.find(b">")
        head = piece[:at]
        if not head.startswith(b"<row"):
            raise _Unusual
        number = _ROW_NUMBER.search(head)
        line = int(number[1]) if number else line + 1
        cells = cells_of(piece, at + 1)
        if len(cells) != piece.count(b"<c "):
            raise _Unusual
        yield line, bool(_HIDDEN.search(head)), cells
    if _EMPTY_ROW.sub(b"", rest).strip():
        raise _Unusual


def _xml_rows(data: bytes) -> Iterator[_Raw]:
    """Yield the rows of a sheet of any shape that is XML."""
    line = 0
    for _, row in iterparse(io.BytesIO(data)):  # noqa: S314 - as in _xml
        if _local(row) != "row":
            continue
        line = int(row.get("r") or line + 1)
        raw = _Raw(line, row.get("hidden", "0") in ("1", "true"))
        for cell in row:
            if _local(cell) == "c":
                raw.cells.append(_xml_cell(cell, len(raw.cells)))
        raw.cells = sorted((c for c in raw.cells if c[0] < _MAX_PLACE), key=lambda c: c[0])
        yield raw
        row.clear()


def _xml_cell(cell: Element, count: int) -> tuple[int, int, str, str, bool]:
    reference = cell.get("r", "")
    letters = reference.rstrip("0123456789").encode()
    value, formula, kind = "", False, cell.get("t", "n")
    for part in cell:
        name = _local(part)
        if name == "v":
            value = part.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            value = _text_of(part)
    place = _place(letters) if letters else count
    return (
        place,
        int(cell.get("s") or 0),
        kind if kind != "n" else "",
        value.strip() if kind == "s" else value,
        formula,
    )


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")
_MERGED = re.compile(rb'mergeCell\s[^>]*?ref=["\']([A-Z0-9:$]+)["\']')


def _block(reference: str) -> Block | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    first, last = _place(found[1].encode()), _place((found[3] or found[1]).encode())
    return int(found[2]), first, int(found[4] or found[2]), last


def _merged(tail: bytes) -> list[Block]:
    blocks: Iterable[Block | None] = (_block(ref.decode()) for ref in _MERGED.findall(tail))
    return [block for block in blocks if block is not None]
