"""Files that are small on the stick and huge in memory; each is taken in by a process of its own, whose peak is read."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sasaeai_desktop.exchange import container as sheets
from sasaeai_desktop.sync import container, inflating
from tests.fuzz import world
from tests.fuzz.drafts import Draft, copied

MOST_MB = 200
HONEST_MB = (
    450  # of a bundle that really has as many bytes of lines as any may have: they all lie in memory once
)
GIGABYTE = 1 << 30
ROOT = Path(__file__).resolve().parents[2]
_CHUNK = 1 << 20


def bundles(here: world.World, size: int = GIGABYTE) -> Iterator[tuple[str, bytes]]:
    """Yield bundles by a known sender that inflate to a gigabyte, or to just what a reader allows."""
    draft = here.victims[0].draft
    for fill in (b"x", b"\n", b"x\n"):
        packed, length, count = _squeezed(fill, size)
        yield f"{size >> 20} MB of {fill!r}, declared", _sealed(draft, packed, length, count)
        yield f"{size >> 20} MB of {fill!r}, as if 1000 bytes", _sealed(draft, packed, 1000, 1)
        yield (
            f"{size >> 20} MB of {fill!r}, as the most allowed",
            _sealed(draft, packed, inflating.MAX_RAW, 1),
        )
    line = b"x" * 200 + b"\n"
    for fill in (b"x", b"\n", b"x\n", line):
        packed, length, count = _squeezed(fill, inflating.MAX_RAW)
        yield (
            f"the most allowed of {fill[:4]!r}, declared",
            _sealed(draft, packed, length, min(count, inflating.MAX_LINES)),
        )
    wide = b"[" + b"[]," * (container.MAX_HEADER // 3 - 400) + b"[]]"
    lying = copied(draft)
    lying.head = json.dumps(lying.full_header()).encode()[:-1] + b',"zz":' + wide + b"}"
    yield "a header of nothing but brackets", lying.seal()
    yield (
        "an age header without end",
        b"age-encryption.org/v1\n" + b"-> X25519 x\ny\n" * (container.MAX_FILE // 14),
    )


def _squeezed(fill: bytes, size: int) -> tuple[bytes, int, int]:
    """Return the compressed repetition, its length and its line ends; made piece by piece."""
    squeeze = zlib.compressobj(1)
    piece = fill * (_CHUNK // len(fill))
    times = size // len(piece)
    packed = b"".join(squeeze.compress(piece) for _ in range(times)) + squeeze.flush()
    return packed, times * len(piece), times * piece.count(b"\n")


def _sealed(draft: Draft, packed: bytes, raw: int, count: int) -> bytes:
    lying = copied(draft)
    lying.full_header()
    lying.packed = packed
    digest = hashlib.sha256(packed).hexdigest()
    lying.lies = {"raw": raw, "count": count, "zlen": len(packed), "sha256": digest}
    return lying.seal()


_SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_PIECES: dict[str, bytes] = {
    "empty rows": b"<row/>",
    "rows with a cell": b'<row><c t="inlineStr"><is><t>x</t></is></c></row>',
    "formulas without answers": b"<row><c><f>1</f></c></row>",
    "one endless text": b"x" * 64,
}


def workbooks(folder: Path, size: int = GIGABYTE) -> Iterator[tuple[str, Path]]:
    """Yield workbooks whose sheet unpacks to a gigabyte, or to just what a reader allows."""
    for name, piece in _PIECES.items():
        for unpacked in (size, sheets.MAX_UNPACKED - (8 << 20)):
            path = folder / f"{name}-{unpacked}.xlsx"
            _write_workbook(path, piece, unpacked)
            yield f"workbook, {unpacked >> 20} MB of {name}", path
            path.unlink()


def _write_workbook(path: Path, piece: bytes, size: int) -> None:
    import openpyxl  # noqa: PLC0415 - only here

    book = openpyxl.Workbook()
    book.active.append(["氏名", "ふりがな"])
    plain = path.with_suffix(".plain")
    book.save(plain)
    text = piece == _PIECES["one endless text"]
    head = _SHEET + ('<row><c t="inlineStr"><is><t>' if text else "")
    tail = ("</t></is></c></row>" if text else "") + "</sheetData></worksheet>"
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for member in source.namelist():
            if member != "xl/worksheets/sheet1.xml":
                target.writestr(member, source.read(member))
        with target.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(head.encode())
            chunk = piece * (_CHUNK // len(piece))
            for _ in range(size // len(chunk)):
                sheet.write(chunk)
            sheet.write(tail.encode())
    plain.unlink()


def taken(what: str, *places: object) -> dict[str, float | str]:
    """Let a fresh process take a file in; returns its "outcome" and "peak_mb"."""
    command = [sys.executable, "-m", "tests.fuzz.bomb_side", what, *map(str, places)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"outcome": f"died: {done.stderr[-300:]}", "peak_mb": 0.0}
    found: dict[str, float | str] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(size: int = GIGABYTE, tell: Callable[[str], None] = print) -> list[str]:
    """Try every bomb, print a line each, and return what is wrong."""
    faults = []
    with tempfile.TemporaryDirectory(prefix="sasaeai-bombs-") as name:
        folder = Path(name)
        here = world.build(folder / "city")
        files = [("none: only opened", folder / "none")]
        for n, (what, blob) in enumerate(bundles(here, size)):
            path = folder / f"{n}.age"
            path.write_bytes(blob)
            files.append((what, path))
        data = here.victims[0].closed_copy(folder / "data")
        here.city.close()
        for what, path in files:
            faults += _judged(what, taken("bundle", data, path), tell)
        for what, path in workbooks(folder, size):
            faults += _judged(what, taken("table", path), tell)
    return faults


def _judged(what: str, found: dict[str, float | str], tell: Callable[[str], None]) -> list[str]:
    peak, outcome = float(found["peak_mb"]), str(found["outcome"])
    tell(f"bomb: {what:<56}{outcome:<20}{peak:7.0f} MB")
    refused = outcome.startswith("refused") or what.startswith("none")
    most = HONEST_MB if what.startswith("the most allowed") else MOST_MB
    return [] if refused and peak <= most else [f"bomb [{what}]: {outcome}, {peak:.0f} MB"]
