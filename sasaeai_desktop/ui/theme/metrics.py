"""Type roles and lengths. Text, rows and buttons grow with 文字の大きさ; spacing, radii and lines stay."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

BASE = 20  # body text in px at 小; every length of look/tokens.md is given for it
TEXT_SIZES: tuple[tuple[int, str], ...] = ((20, "小"), (24, "中"), (28, "大"))

# Role of a text: (px at 小, bold). Labels carry the role as a property, painted widgets ask ``font``.
ROLES: dict[str, tuple[int, bool]] = {
    "date": (40, True),
    "title": (32, True),
    "great": (44, True),
    "section": (24, True),
    "subsection": (22, True),
    "name": (22, True),
    "strong": (20, True),
    "body": (20, False),
    "label": (18, True),
    "second": (18, False),
}

# Height of one line of each role in px at 小; Japanese needs air between lines.
LINES: dict[str, int] = {
    "date": 56,
    "title": 44,
    "great": 60,
    "section": 40,
    "subsection": 36,
    "name": 32,
    "strong": 32,
    "body": 32,
    "label": 28,
    "second": 28,
}

SMALLEST = 18  # JIS S 0032: what a 70-year-old reads at 50 cm

S1, S2, S3, S4, S6, S8 = 4, 8, 12, 16, 24, 32  # the only spacings
RADIUS = 8
PANEL_RADIUS = 12
PAPER_RADIUS = 4
TARGET = 44
BUTTON = 48
PRIMARY = 56


def scaled(length: float, text_size: int) -> int:
    """Return a length given for 小 at another text size, in px."""
    return round(length * text_size / BASE)


def grown(height: float, text_size: int) -> int:
    """Return the height of a control given for 小 at another text size, in px: it grows as much as the words in it."""
    return round(height + text_size - BASE)


@cache
def line_height(role: str, text_size: int) -> int:
    """Return the height of a line of a role, in px; larger words need less air in proportion."""
    size = ROLES[role][0]
    return round(LINES[role] + (scaled(size, text_size) - size) * _AIR)


_AIR = 1.25  # a line grows by this much of what its letters grow
_in_force: list[int] = []


def note_text_size(size: int) -> None:
    """Remember the body text size that was just put in force; asked for thousands of times while a page is laid out."""
    _in_force[:] = [size]


def text_size() -> int:
    """Return the body text size in force, in px."""
    if _in_force:
        return _in_force[0]
    size = QApplication.font().pixelSize()
    return size if size > 0 else BASE


def px(length: float) -> int:
    """Return a length that grows with the text, in px."""
    return scaled(length, text_size())


def control(height: float) -> int:
    """Return the height of a control at the text size in force, in px."""
    return grown(height, text_size())


def line_px(role: str) -> int:
    """Return the height of a line of a role at the text size in force, in px."""
    return line_height(role, text_size())


def font(role: str = "body") -> QFont:
    """Return the font of a role, for painted widgets."""
    size, bold = ROLES[role]
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    made.setBold(bold)
    return made
