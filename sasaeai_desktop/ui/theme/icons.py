"""Our own line icons, one stroke colour and at most one fill, drawn from resources/icons."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.theme import palette as c

# The files carry these two colours; each use replaces them.
_STROKE = c.THEMES[c.LIGHT]["INK"]
_FILL = c.THEMES[c.LIGHT]["TINT2"]


def icon(name: str, colour: str = "", size: int = 24, fill: str = "none", *, gap: int = 0) -> QIcon:
    """Return an icon for a button.

    Args:
        name: file name in resources/icons without ending.
        colour: stroke colour, ``#rrggbb``; "" for that of the text.
        size: side in px, already grown with the text.
        fill: colour of the icon's one filled part, "none" for a line drawing.
        gap: empty px right of the drawing, before a button's words.
    """
    if not gap:
        return QIcon(pixmap(name, colour, size, fill))
    return QIcon(_with_gap(name, colour or c.INK, size, fill, gap, ratio_of_screen()))


def pixmap(name: str, colour: str = "", size: int = 24, fill: str = "none") -> QPixmap:
    """Return an icon as a pixmap for painted widgets and labels; arguments as in ``icon``."""
    return _drawn(name, colour or c.INK, size, fill, ratio_of_screen())


def ratio_of_screen() -> float:
    """Return how many dots of the screen a px is wide."""
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


# Drawn once each: Qt keeps what a style made of a pixmap until its own cache is full, anew for every new pixmap.


@lru_cache(maxsize=256)
def _with_gap(name: str, colour: str, size: int, fill: str, gap: int, ratio: float) -> QPixmap:
    wide = QPixmap(round((size + gap) * ratio), round(size * ratio))
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, _drawn(name, colour, size, fill, ratio))
    painter.end()
    return wide


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, fill: str, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - not needed before the unlock screen is painted

    renderer = QSvgRenderer(QByteArray(_source(name).replace(_STROKE, colour).replace(_FILL, fill).encode()))
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return Path(resource(f"icons/{name}.svg")).read_text(encoding="utf-8")
