"""Texts, badges, thin rules and plain surfaces."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.domain.plain import plain
from sasaeai_desktop.ui.layouts import fill_at_once
from sasaeai_desktop.ui.theme.metrics import line_px, px


def label(
    text: str = "", role: str = "body", *, tone: str = "", wrap: bool = False, name: str = ""
) -> QLabel:
    """Return a text in one of the roles of ``theme.metrics.ROLES``.

    Args:
        text: what it says; always plain text, a name with ``<`` stays as written.
        role: date, title, great, section, subsection, name, strong, body, label or second.
        tone: "", accent, error, done or second.
        wrap: break into several lines where needed.
        name: objectName, if a test or a page looks for it.
    """
    made = Paragraph(text, role) if wrap else PlainLabel(text)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if name:
        made.setObjectName(name)
    return made


class PlainLabel(QLabel):
    """A text that is only text: no markup in it is read, no sign in it turns a line around."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Say something else."""
        super().setText(plain(text))


_WIDTHS = 16  # for which a paragraph keeps its lines: a layout swings between a few


class Paragraph(PlainLabel):
    """Text that breaks into lines with room between them; Qt's own label sets Japanese lines too tight."""

    def __init__(self, text: str, role: str = "body") -> None:
        self._broken: dict[int, list[str]] = {}  # the lines for each width, until words or letters change
        self._heights: dict[int, int] = {}  # as long: of a layout's rounds nearly all ask for the same few
        self._whole = 0  # px of the longest line as it was written, once it was asked for
        super().__init__(text)
        self._role = role
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def line_height(self) -> int:
        """Return the height of one line in px."""
        return line_px(self._role)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower place needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in ``width`` px."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = max(1, len(self._lines(width))) * self.line_height()
        return height

    def sizeHint(self) -> QSize:
        """Return the size in one line, or in lines of about 30 characters."""
        wide = min(self._widest(), px(20) * 30)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Return a few characters and the height that the present width needs."""
        return QSize(
            px(20) * 4, self.heightForWidth(self.width()) if self.width() > px(80) else self.line_height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def setText(self, text: str) -> None:
        """Say something else."""
        self._forget()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Break anew with other letters."""
        if event.type() == QEvent.Type.FontChange:
            self._forget()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._broken.clear()
        self._heights.clear()
        self._whole = 0

    def _widest(self) -> int:
        if not self._whole:
            advance = self.fontMetrics().horizontalAdvance
            self._whole = max(advance(line) for line in self.text().split("\n")) + 2
        return self._whole

    def _lines(self, width: int) -> list[str]:
        """Break the text as the Unicode rules for Japanese say; layouts ask for the same widths thousands of times."""
        found = self._broken.get(width)
        if found is None:
            if len(self._broken) >= _WIDTHS:
                self._broken.clear()
            fits = self._widest() <= width
            found = self.text().split("\n") if fits else broken_lines(self.text(), self.font(), width)
            self._broken[width] = found
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        high, lines = self.line_height(), self._lines(self.width())
        spare = self.height() - high * len(lines)
        top = spare // 2 if self.alignment() & Qt.AlignmentFlag.AlignVCenter and spare > 0 else 0
        for at, line in enumerate(lines):
            box = QRectF(0, top + at * high, self.width(), high)
            self._under(painter, box)
            painter.drawText(
                box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line.strip()
            )

    def _under(self, painter: QPainter, box: QRectF) -> None:
        """Draw what lies below a line; nothing here."""


_JOINER = "\u2060"  # no line ends here
_WHOLE = re.compile(
    r"(?<=[0-9])(?=[年月日時分回人件枚歳円])|(?<=[年月])(?=[0-9])|(?<=日)(?=（[月火水木金土日祝]）)"
)
_ORPHAN = 2  # so few letters alone on the last line look lost
_TRIES = 4


def broken_lines(text: str, letters: QFont, width: int) -> list[str]:
    """Break a text into lines of ``width`` px as the Unicode rules for Japanese say.

    A date or a number stays with its unit (「3月12日」), and the last line is not one or two letters where the line
    before it can spare some.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        broken = _layout(part, letters, width)
        if len(broken) > 1 and len(broken[-1].strip()) <= _ORPHAN:
            broken = _fuller(part, letters, width, broken)
        lines += broken
    return lines


def _fuller(text: str, letters: QFont, width: int, broken: list[str]) -> list[str]:
    """Give the last line some letters of the line before, without making one line more."""
    step = QFontMetrics(letters).horizontalAdvance("あ")
    for spare in range(1, _TRIES):
        other = _layout(text, letters, width - spare * step)
        if len(other) == len(broken) and len(other[-1].strip()) > _ORPHAN:
            return other
    return broken


def _layout(text: str, letters: QFont, width: int) -> list[str]:
    joined = _WHOLE.sub(_JOINER, text)
    units = joined.encode("utf-16-le")  # Qt counts 𠮷 as two
    lines: list[str] = []
    layout = QTextLayout(joined, letters)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        start, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * start : 2 * end].decode("utf-16-le").replace(_JOINER, ""))
    layout.endLayout()
    return lines


class OneLine(PlainLabel):
    """One line that ends in … where it does not fit; the whole is its tool tip and accessible name."""

    def __init__(self, text: str = "", *, name: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Say something else."""
        super().setText(text)
        # A tool tip has no plain mode: what looks like markup would be read as such, and fetch its pictures.
        shown = self.text()
        self.setToolTip(_as_markup(shown) if "<" in shown else shown)
        self.setAccessibleName(self.text())

    def minimumSizeHint(self) -> QSize:
        """Return a few characters."""
        return QSize(px(60), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _as_markup(text: str) -> str:
    import html  # noqa: PLC0415 - seldom needed, and a list of 2,000 names that the first screen does not wait for

    return f"<span>{html.escape(text)}</span>"


class Badge(PlainLabel):
    """A short state in a capsule: outline (入院中), attention (おそい), tint (返事) or done."""

    def __init__(self, text: str, look: str = "outline", *, name: str = "badge") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setProperty("badge", look)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def set_look(self, text: str, look: str) -> None:
        """Change word and look."""
        self.setText(text)
        self.setProperty("badge", look)
        restyle(self)


def rule(line: str = "rule") -> QFrame:
    """Return a thin horizontal line: rule, soft or strong."""
    made = QFrame()
    made.setProperty("line", line)
    made.setFixedHeight(1)
    return made


def upright(line: str = "rule", height: int = 0) -> QFrame:
    """Return a thin vertical line, ``height`` px high (0: as high as its row)."""
    made = QFrame()
    made.setProperty("line", line)
    made.setFixedWidth(1)
    if height:
        made.setFixedHeight(height)
    return made


class Surface(QFrame):
    """A coloured ground with a column of widgets on it.

    Args:
        look: panel, side, desk, hint or done.
        pad: inner margin in px.
        gap: space between the widgets in px.
        name: objectName.
    """

    def __init__(self, look: str, *, pad: int = 24, gap: int = 8, name: str = "") -> None:
        super().__init__()
        self.setProperty("surface", look)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(gap)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below those already there."""
        for widget in widgets:
            self.column.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Put a row or grid below what is already there."""
        self.column.addLayout(layout)

    def set_look(self, look: str) -> None:
        """Change the ground."""
        self.setProperty("surface", look)
        restyle(self)


class Panel(Surface):
    """The warm panel of radius 12 at the right of a page."""

    def __init__(self, *, name: str = "panel", pad: int = 24, gap: int = 8) -> None:
        super().__init__("panel", pad=pad, gap=gap, name=name)


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look again after a property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def clear_layout(layout: QLayout, keep: Callable[[QWidget], bool] | None = None) -> None:
    """Remove and delete everything in a layout, except widgets that ``keep`` says yes to; it is filled anew at once.

    A layout inside is emptied before it is taken out: taken out full, PySide keeps wrappers for what Qt has freed.
    """
    kept: list[QWidget] = []
    fill_at_once(layout)
    while (item := layout.itemAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            clear_layout(inner)
        layout.takeAt(0)
        if widget is None:
            continue
        if keep is not None and keep(widget):
            kept.append(widget)
            continue
        throw_away(widget)
    for widget in kept:
        layout.addWidget(widget)


def throw_away(widget: QWidget) -> None:
    """Delete a widget that was taken out of its layout once nothing of it is at work; nobody finds it any more."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
