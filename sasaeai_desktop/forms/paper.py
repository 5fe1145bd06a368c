"""The sheet of paper: millimetres from the top left corner, black only, text that stays inside its box.

Shapes and texts are gathered per page and written in four layers: areas, lines, black text, white
text. So white letters stand on black grounds whatever the order of drawing, and each layer sets its pen once.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from sasaeai_desktop.forms import fonts, operators
from sasaeai_desktop.forms.breaking import break_lines
from sasaeai_desktop.forms.lettering import Lettering, Text

MM = 72 / 25.4
WIDTH, HEIGHT = 210.0, 297.0  # A4 portrait
EDGE = 4.0  # mm that home printers leave white
_PROGRAM = "ささえあいデスク"
ELLIPSIS = "…"
SQUEEZE = 0.72  # how narrow letters may become before a text is cut
FINE, GROUP, BLOCK, HEAVY = 0.5, 0.9, 1.2, 1.6  # weights of rules in points

Align = Literal["left", "center", "right"]
Dash = tuple[float, ...]
Rect = tuple[float, float, float, float]
Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished print.

    Attributes:
        pdf: the file.
        pages: number of pages.
        missing: characters that no font has; they stand as 〓 on the paper.
        cut: texts that had to be shortened with … to stay inside their box.
        outside: texts that stand outside their box or the page; always empty unless a form is drawn wrongly.
    """

    pdf: bytes
    pages: int
    missing: list[str]
    cut: list[str]
    outside: list[str]


class _Pen(NamedTuple):
    weight: float
    dash: Dash = ()
    round: bool = False


class Paper:
    """Draws pages: lengths in millimetres, sizes and weights in points, y of text is its baseline."""

    def __init__(self, title: str, *, invariant: bool = False) -> None:
        """Start the first page.

        Args:
            title: of the PDF; never holds a name of a person.
            invariant: leave out time and random file number: equal input gives equal bytes (tests).
        """
        self._file = io.BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=(WIDTH * MM, HEIGHT * MM),
            pageCompression=1,
            invariant=int(invariant),
            initialFontName=fonts.initial(),  # type: ignore[arg-type]  # the stubs say a number; it is a name
            lang="ja-JP",
        )
        self._letters = Lettering(self._canvas)
        self._title = title
        self._canvas.setTitle(title)
        self._canvas.setSubject(title)
        self._canvas.setAuthor(_PROGRAM)
        self._canvas.setCreator(_PROGRAM)
        self._pages = 0
        self._missing: dict[str, None] = {}
        self._cut: dict[str, None] = {}
        self._outside: dict[str, None] = {}
        self._clear()

    def about(self, district: str, period: str = "") -> None:
        """Write whose paper this is and of when into the file's properties; never a person's name."""
        if district:
            self._canvas.setAuthor(district)
        self._canvas.setSubject(f"{self._title} {period}".strip())

    def _clear(self) -> None:
        self._areas: list[Rect] = []
        self._discs: list[tuple[float, float, float]] = []
        self._bent: list[Points] = []
        self._lines: dict[_Pen, list[Rect]] = defaultdict(list)
        self._frames: dict[_Pen, list[tuple[float, ...]]] = defaultdict(list)
        self._paths: dict[_Pen, list[Points]] = defaultdict(list)
        self._black: list[Text] = []
        self._white: list[Text] = []

    # -- text ------------------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        white: bool = False,
        squeeze: float = 1.0,
    ) -> float:
        """Write one line and return its width in millimetres."""
        if not text:
            return 0.0
        shaped = fonts.shape(text, bold)
        width = shaped.width * size * squeeze / MM
        if shaped.missing:
            self._missing.update(dict.fromkeys(shaped.missing))
        if align == "right":
            x -= width
        elif align == "center":
            x -= width / 2
        if x < EDGE or x + width > WIDTH - EDGE or y > HEIGHT - EDGE or y - size / MM < EDGE:
            self._outside[text] = None
        target = self._white if white else self._black
        target.append(Text(x * MM, (HEIGHT - y) * MM, size, shaped.runs, squeeze, bold))
        return width

    def fit(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        width: float,
        *,
        least: float | None = None,
        bold: bool = False,
        align: Align = "left",
        white: bool = False,
    ) -> float:
        """Write one line inside ``width``: smaller down to ``least``, then narrower, at last cut with ….

        ``x`` is the left edge, middle or right edge of the box, as ``align`` says. Returns the width used.
        """
        wanted = fonts.shape(text, bold).width / MM
        least = size if least is None else least
        squeeze = 1.0
        if wanted * size > width:
            size = max(least, int(width / wanted * 10) / 10)
            if wanted * size > width:
                squeeze = max(SQUEEZE, width / (wanted * size))
                if wanted * size * squeeze > width + 1e-6:
                    self._cut[text] = None
                    text = shorten(text, width * MM / (size * squeeze), bold=bold)
        return self.text(x, y, text, size, bold=bold, align=align, white=white, squeeze=squeeze)

    def block(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        width: float,
        *,
        lines: int,
        leading: float,
        least: float | None = None,
        bold: bool = False,
    ) -> int:
        """Write at most ``lines`` lines, smaller down to ``least``, at last cut with …; returns their number.

        Args:
            x: left edge.
            y: baseline of the first line.
            text: any text; line feeds count.
            size: wanted size.
            width: of the box.
            lines: as many as the box holds.
            leading: from baseline to baseline.
            least: smallest size.
            bold: weight.
        """
        wanted = size
        broken = wrap(text, size, width, bold=bold)
        while len(broken) > lines and size > (least or wanted):
            size = max(least or wanted, size - 0.5)
            broken = wrap(text, size, width, bold=bold)
        if len(broken) > lines:
            self._cut[text] = None
            last = shorten(broken[lines - 1] + ELLIPSIS * 2, width * MM / size, bold=bold)
            broken = [*broken[: lines - 1], last]
        for index, line in enumerate(broken):
            self.fit(x, y + index * leading, line, size, width, bold=bold)
        return len(broken)

    def one_or_two(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        width: float,
        *,
        least: float = 9.5,
        small: float = 8.5,
        bold: bool = False,
    ) -> float:
        """Write one line if it fits at ``least`` or more, else (or at a line feed) two of ``small`` round its middle.

        Returns the width used.
        """
        if "\n" not in text and width_of(text, least, bold=bold) <= width:
            return self.fit(x, y, text, size, width, least=least, bold=bold)
        leading = small * 1.1 / MM
        up = leading / 2 + (size - small) * 0.36 / MM
        self.block(x, y - up, text, small, width, lines=2, leading=leading, least=6.5, bold=bold)
        return width

    # -- shapes ----------------------------------------------------------------------------------------------

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        weight: float = FINE,
        *,
        dash: Dash = (),
        round_ends: bool = False,
    ) -> None:
        """Draw a straight line; ``dash`` in points."""
        pen = _Pen(weight, dash, round_ends)
        self._lines[pen].append((x1 * MM, (HEIGHT - y1) * MM, x2 * MM, (HEIGHT - y2) * MM))

    def area(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle black; ``y`` is its top."""
        self._areas.append((x * MM, (HEIGHT - y - height) * MM, width * MM, height * MM))

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        weight: float = FINE,
        *,
        radius: float = 0.0,
        dash: Dash = (),
    ) -> None:
        """Draw the outline of a rectangle, its corners rounded by ``radius`` millimetres."""
        bottom = (HEIGHT - y - height) * MM
        self._frames[_Pen(weight, dash)].append((x * MM, bottom, width * MM, height * MM, radius * MM))

    def disc(self, x: float, y: float, radius: float) -> None:
        """Fill a circle black."""
        self._discs.append((x * MM, (HEIGHT - y) * MM, radius * MM))

    def ring(self, x: float, y: float, radius: float, weight: float = FINE, *, dash: Dash = ()) -> None:
        """Draw a circle."""
        self._frames[_Pen(weight, dash)].append((x * MM, (HEIGHT - y) * MM, radius * MM))

    def path(self, points: Sequence[tuple[float, float]], weight: float) -> None:
        """Draw joined lines with round ends (ticks)."""
        self._paths[_Pen(weight, (), True)].append([(x * MM, (HEIGHT - y) * MM) for x, y in points])

    def polygon(self, *points: tuple[float, float]) -> None:
        """Fill a closed shape black (arrow heads)."""
        self._bent.append([(x * MM, (HEIGHT - y) * MM) for x, y in points])

    # -- pages -----------------------------------------------------------------------------------------------

    def next_page(self) -> None:
        """Finish the page; the next shape or text begins a new one."""
        self._draw_areas()
        self._draw_lines()
        self._draw_texts(self._black, 0)
        self._draw_texts(self._white, 1)
        self._canvas.showPage()
        self._pages += 1
        self._clear()

    def finish(self) -> Drawn:
        """Write the file; every page must have been ended with ``next_page``."""
        self._canvas.save()
        return Drawn(
            self._file.getvalue(), self._pages, list(self._missing), list(self._cut), list(self._outside)
        )

    def _draw_areas(self) -> None:
        """Fill everything black as one path (a code's modules leave no white seams between them)."""
        if self._areas or self._discs or self._bent:
            shapes = [operators.rectangle(*area) for area in self._areas]
            shapes += [operators.circle(*disc) for disc in self._discs]
            shapes += [operators.chain(points) + " h" for points in self._bent]
            self._canvas.addLiteral("0 g\n" + "\n".join(shapes) + "\nf")

    def _draw_lines(self) -> None:
        for pen in sorted({*self._lines, *self._frames, *self._paths}):
            shapes = [operators.chain(((x1, y1), (x2, y2))) for x1, y1, x2, y2 in self._lines[pen]]
            shapes += [operators.outline(box) for box in self._frames[pen]]
            shapes += [operators.chain(points) for points in self._paths[pen]]
            self._canvas.addLiteral(operators.pen(*pen) + "\n" + "\n".join(shapes) + "\nS")

    def _draw_texts(self, texts: list[Text], grey: int) -> None:
        """Write the texts; a bold text in the (regular) fallback font gets an outline to match."""
        if not texts:
            return
        self._canvas.addLiteral(self._letters.block([t for t in texts if not _is_thick(t)], grey))
        for item in texts:
            if _is_thick(item):
                self._draw_thick(item, grey)

    def _draw_thick(self, item: Text, grey: int) -> None:
        self._canvas.saveState()
        self._canvas.setLineWidth(item.size * 0.035)
        self._canvas.setDash([])
        self._canvas.setStrokeGray(grey)
        out = self._canvas.beginText(item.x, item.y)
        out.setFillGray(grey)
        out.setHorizScale(item.squeeze * 100)
        for name, piece in item.runs:
            out.setTextRenderMode(2 if name == fonts.FALLBACK else 0)
            out.setFont(name, item.size)
            out.textOut(piece)
        self._canvas.drawText(out)
        self._canvas.restoreState()


def _is_thick(item: Text) -> bool:
    return item.bold and any(name == fonts.FALLBACK for name, _ in item.runs)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the printed width in millimetres."""
    return fonts.shape(text, bold).width * size / MM


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text in a column of ``width`` millimetres, by kinsoku."""
    limit = width * MM / size + 1e-9
    if "\n" not in text and fonts.shape(text, bold).width <= limit:
        return [text] if text else []
    return break_lines(text, limit, lambda char: fonts.advance(char, bold))


def shorten(text: str, limit: float, *, bold: bool = False) -> str:
    """Return the longest beginning that fits into ``limit`` ems together with …."""
    room = limit - fonts.advance(ELLIPSIS, bold)
    used = 0.0
    for index, char in enumerate(text):
        used += fonts.advance(char, bold)
        if used > room:
            return text[:index].rstrip() + ELLIPSIS
    return text
