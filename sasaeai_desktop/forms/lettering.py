"""Text as PDF operators: each string is encoded once for a file, however often it is printed.

reportlab's own text object formats every number and maps every letter anew; most words of a form stand on every
page of a batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

_MOST = 20_000  # strings that are remembered


class Text(NamedTuple):
    """One line of text: lengths in points, its baseline from the lower edge."""

    x: float
    y: float
    size: float
    runs: tuple[tuple[str, str], ...]  # (font name, text)
    squeeze: float
    bold: bool


class Lettering:
    """Encodes the texts of one file.

    Args:
        canvas: of the file; its fonts must be embedded TrueType fonts.
    """

    def __init__(self, canvas: Canvas) -> None:
        # What reportlab's own text object asks; the stubs do not know it.
        inside: Any = canvas
        self._document, self._escape = inside._doc, inside._escape  # noqa: SLF001
        self._known: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def block(self, texts: Sequence[Text], grey: int) -> str:
        """Return the operators that write texts in a shade (0 black, 1 white); sets back what it changes."""
        out = [f"BT {grey} g"]
        font: tuple[str, float] | None = None
        squeeze = 1.0
        for item in texts:
            if item.squeeze != squeeze:
                squeeze = item.squeeze
                out.append(f"{squeeze * 100:.4g} Tz")
            out.append(f"1 0 0 1 {item.x:.2f} {item.y:.2f} Tm")
            for name, piece in item.runs:
                for part, letters in self._encoded(name, piece):
                    if (part, item.size) != font:
                        font = (part, item.size)
                        out.append(f"{part} {item.size:g} Tf")
                    out.append(f"({letters}) Tj")
        if squeeze != 1.0:
            out.append("100 Tz")  # it would outlive the text object
        out.append("ET")
        return "\n".join(out)

    def _encoded(self, name: str, piece: str) -> tuple[tuple[str, str], ...]:
        """Return (part of the font, escaped letters) of a string; a letter keeps its place in the whole file."""
        found = self._known.get((name, piece))
        if found is None:
            font = pdfmetrics.getFont(name)
            assert isinstance(font, ttfonts.TTFont), "all fonts of the forms are embedded"
            found = tuple(
                (font.getSubsetInternalName(subset, self._document), self._escape(letters))
                for subset, letters in font.splitString(piece, self._document)
            )
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[name, piece] = found
        return found
