"""The forms' fonts: BIZ UDPGothic, then Noto Sans JP, then 〓; loaded when first drawn with.

A string becomes runs of one font each (`shape`); what no font has is printed as 〓 and reported, never as a
box or a question mark. Only the print is changed: variation selectors are left out and a kana with a separate
sound mark is joined to it, while the stored name stays as written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from sasaeai_desktop.paths import resource

REGULAR = "BIZUDPGothic"
BOLD = "BIZUDPGothic-Bold"
FALLBACK = "NotoSansJP"
GETA = "〓"

_FILES = {
    REGULAR: "BIZUDPGothic-Regular.ttf",
    BOLD: "BIZUDPGothic-Bold.ttf",
    FALLBACK: "NotoSansJP-Regular.ttf",
}
_BLOCK = 100  # most entries of a block: Adobe Technical Note 5014, section 6.4
_SOUND_MARKS = "\u3099\u309a"
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_write_map = ttfonts.makeToUnicodeCMap


@dataclass(frozen=True, slots=True)
class Shaped:
    """A string ready to draw.

    Attributes:
        runs: (font name, text) in order.
        width: in ems.
        missing: characters that are printed as 〓.
    """

    runs: tuple[tuple[str, str], ...]
    width: float
    missing: str


@cache
def _face(name: str) -> ttfonts.TTFontFace:
    """Load and register a font at its first use (70 ms each)."""
    ttfonts.makeToUnicodeCMap = _text_map
    rl_config.useA85 = 0  # text encoding of streams: slow, and a quarter larger
    # Plain subsets: with asciiReadable every file would carry the whole of ASCII.
    font = ttfonts.TTFont(name, str(resource(f"fonts/{_FILES[name]}")), asciiReadable=False)
    pdfmetrics.registerFont(font)
    face: ttfonts.TTFontFace = font.face
    return face


def _text_map(fontname: str, subset: list[int]) -> str:
    """Write the map from glyphs to text so that other programs keep it.

    reportlab 5.1 errs beyond the BMP, so 𠮷 would read wrong; and it writes one block of all letters, of which
    Ghostscript (behind "make smaller", PDF/A and many printers' queues) drops more than 100.
    """
    text: str = _write_map(fontname, subset)
    for code in {c for c in subset if c > 0xFFFF}:
        text = text.replace(f"<{code:04X}>", f"<{chr(code).encode('utf-16-be').hex().upper()}>")
    head, rest = text.split(f"{len(subset)} beginbfchar\n")
    body, tail = rest.split("\nendbfchar\n")
    lines = body.split("\n")
    parts = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    blocks = [f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts]
    return head + "".join(blocks) + tail


def is_selector(char: str) -> bool:
    """Return whether the character only chooses a variant of the one before it (IVS and its relatives)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def printable(text: str) -> str:
    """Return the text as it is printed: no selectors, no invisible signs, white space as blanks."""
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    for char in text:
        if is_selector(char) or char in _INVISIBLE:
            continue
        if char in _SOUND_MARKS and out:
            joined = unicodedata.normalize("NFC", out[-1] + char)
            if len(joined) == 1:
                out[-1] = joined
                continue
        out.append(" " if char.isspace() and char != "\u3000" else char)
    return "".join(out)


@lru_cache(maxsize=20_000)
def glyph(char: str, bold: bool) -> tuple[str, float, str]:
    """Return (font name, width in ems, character as drawn) of one character; 〓 where no font has it."""
    code = ord(char)
    first = BOLD if bold else REGULAR
    face = _face(first)
    if code in face.charToGlyph:
        return first, face.charWidths[code] / 1000, char
    spare = _face(FALLBACK)
    if code in spare.charToGlyph:
        return FALLBACK, spare.charWidths[code] / 1000, char
    return first, face.charWidths[ord(GETA)] / 1000, GETA


@lru_cache(maxsize=20_000)
def shape(text: str, bold: bool = False) -> Shaped:
    """Return the runs, width and missing characters of one line of text."""
    runs: list[tuple[str, str]] = []
    font, piece, width, missing = "", "", 0.0, ""
    for char in printable(text):
        name, advance, drawn = glyph(char, bold)
        width += advance
        if drawn != char:
            missing += char
        if name != font:
            if piece:
                runs.append((font, piece))
            font, piece = name, ""
        piece += drawn
    if piece:
        runs.append((font, piece))
    return Shaped(tuple(runs), width, missing)


def advance(char: str, bold: bool) -> float:
    """Return the printed width of one stored character in ems; selectors take no room."""
    shown = printable(char)
    return glyph(shown, bold)[1] if shown else 0.0


def initial() -> str:
    """Return the font every page starts with, loaded (otherwise reportlab names an unembedded Helvetica)."""
    _face(REGULAR)
    return REGULAR
