"""The parts of a workbook as they stand in its XML, and its rows by a parser; ``quick_rows`` does the usual ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, iterparse

from sasaeai_desktop.exchange.grid import Block
from sasaeai_desktop.exchange.quick_rows import MAX_PLACE, place_of


@dataclass(slots=True)
class Raw:
    """A row as the file has it: its line, whether it is hidden, and (place, style, type, value, formula) of its cells."""

    line: int
    hidden: bool
    cells: list[tuple[int, int, str, str, bool]] = field(default_factory=list)


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def named(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name, whatever their namespace."""
    return (element for element in root.iter() if element.tag == name or element.tag.endswith("}" + name))


def link_of(sheet: Element) -> str:
    """Return the id by which a sheet names its part."""
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def text_of(item: Element) -> str:
    """Return the text of a shared or inline text; readings (rPh) stand beside it and are none of it."""
    parts: list[str] = []
    for child in item:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [t.text or "" for t in child if local_name(t) == "t"]
    return plain_text("".join(parts))


def struck_through(item: Element) -> bool:
    """Say whether every run of a text is struck through."""
    runs = [run for run in item if local_name(run) == "r"]
    return bool(runs) and all(
        any(s.get("val", "1") not in ("0", "false") for s in named(run, "strike")) for run in runs
    )


_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


_RETURNS = re.compile("\r\n?|\x0b|\x0c")


def plain_text(text: str) -> str:
    """Return a text with Excel's escapes (_x000B_) decoded and every kind of line break as LF."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return _RETURNS.sub("\n", text) if "\r" in text or "\x0b" in text or "\x0c" in text else text


_ENTITY = re.compile("&(#x[0-9A-Fa-f]+|#[0-9]+|[a-z]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def unescaped(raw: bytes) -> str:
    """Return the text of a piece of XML that holds no elements."""
    text = raw.decode()
    if "&" not in text:
        return text

    def sign(found: re.Match[str]) -> str:
        name = found[1]
        if name.startswith("#"):
            return chr(int("0" + name[1:], 0) if name[1] == "x" else int(name[1:]))
        return _NAMED[name]  # any other is no XML without a declaration, and those are refused

    return _ENTITY.sub(sign, text)


def xml_rows(data: bytes) -> Iterator[Raw]:
    """Yield the rows of a sheet of any shape that is XML."""
    line = 0
    for _, row in iterparse(io.BytesIO(data)):  # noqa: S314 - as in _xml
        if local_name(row) != "row":
            continue
        line = int(row.get("r") or line + 1)
        raw = Raw(line, row.get("hidden", "0") in ("1", "true"))
        for cell in row:
            if local_name(cell) == "c":
                raw.cells.append(_xml_cell(cell, len(raw.cells)))
        raw.cells = sorted((c for c in raw.cells if c[0] < MAX_PLACE), key=lambda c: c[0])
        yield raw
        row.clear()


def _xml_cell(cell: Element, count: int) -> tuple[int, int, str, str, bool]:
    reference = cell.get("r", "")
    letters = reference.rstrip("0123456789").encode()
    value, formula, kind = "", False, cell.get("t", "n")
    for part in cell:
        name = local_name(part)
        if name == "v":
            value = part.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            value = text_of(part)
    place = place_of(letters) if letters else count
    return (
        place,
        int(cell.get("s") or 0),
        kind if kind != "n" else "",
        value.strip() if kind == "s" else value,
        formula,
    )


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")


_MERGED = re.compile(rb'mergeCell\s[^>]*?ref=["\']([A-Z0-9:$]+)["\']')


def block_of(reference: str) -> Block | None:
    """Return the rows and columns of a reference such as "A1:C3", counted from 1; None when it is none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    first, last = place_of(found[1].encode()), place_of((found[3] or found[1]).encode())
    return int(found[2]), first, int(found[4] or found[2]), last


def merged_blocks(tail: bytes) -> list[Block]:
    """Return the merged cells named behind a sheet's rows."""
    blocks: Iterable[Block | None] = (block_of(ref.decode()) for ref in _MERGED.findall(tail))
    return [block for block in blocks if block is not None]
