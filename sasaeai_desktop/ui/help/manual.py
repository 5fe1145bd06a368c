"""``sasaeai manual``: the pictures of つかい方, made from the program itself, so that they cannot drift from it.

For each help with a way to its page, the page is opened with practice data and its widgets that the steps speak of
are numbered. Beside the pictures lies ``marks.json``: which widget was found where; a test makes the pictures anew
and compares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.help.disc import draw_disc
from sasaeai_desktop.ui.help.topic import Help
from sasaeai_desktop.ui.help.topics import TOPICS
from sasaeai_desktop.ui.screenshots import dressed
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import BASE
from sasaeai_desktop.ui.walk import PRACTICE_DAY, Source, Walk, bugs_told, find_on, no_other_program, press

MARKS = "marks.json"
_TALL = (1200, 1400)  # px, of windows that show a long form: the lowest that does is taken
_DISC = 17  # radius of a number's disc, px
_ASIDE = 6  # so far outside of the corner it stands, px
_COLOURS = 96  # of the stored picture: half the size, and no eye sees it

Marks = dict[str, dict[str, list[int]]]
"""Topic -> objectName -> [x, y, width, height] in the topic's picture, px."""


def make(out: Path, topics: tuple[str, ...] = ()) -> Marks:
    """Write the pictures and ``marks.json``.

    Args:
        out: folder, made when missing.
        topics: only these; all when empty.

    Returns:
        Where each numbered widget was found.

    Raises:
        LookupError: a help speaks of a widget that is not on its page.
        DiskError: a picture could not be written.
    """
    app = dressed(BASE)
    out.mkdir(parents=True, exist_ok=True)
    wanted = {n: t for n, t in TOPICS.items() if t.way and (not topics or n in topics)}
    clock = clock_at(PRACTICE_DAY)
    with TemporaryDirectory(prefix="sasaeai-") as folder, no_other_program(), bugs_told():
        walk = _ManualWalk(app, out, wanted)
        for source in _practice(Path(folder), clock):
            walk.through(source, clock, depth=0)
    text = json.dumps(walk.marks, ensure_ascii=False, indent=1, sort_keys=True)
    safe_write(out / MARKS, f"{text}\n".encode())
    return walk.marks


def _practice(folder: Path, clock: Clock) -> Iterator[Source]:
    from sasaeai_desktop.practice.small import build_practice  # noqa: PLC0415 - only for the manual

    paths = app_paths(folder / "district")
    built = build_practice(paths, clock)
    built.desk.close()
    yield Source(paths, built.passphrase)
    yield Source(built.council, built.passphrase, "council-")


class _ManualWalk(Walk):
    """Opens each help's page and draws its picture."""

    def __init__(self, app: QApplication, out: Path, topics: dict[str, Help]) -> None:
        super().__init__(app, out, BASE, "")
        self._topics = topics
        self.marks: Marks = {}

    def tab(self, desk: Desk, name: str, _prefix: str, _depth: int) -> None:
        """Draw every help whose way begins at this tab."""
        for topic, shown in self._topics.items():
            other_window = shown.council != desk.me.council
            if shown.way[0] != name or other_window or topic in self.marks:
                continue
            window = self.open_window(desk)
            self._go(window, topic, shown)
            self._draw(window, topic, shown)
            window.close()
            window.deleteLater()

    def _go(self, window: DeskWindow, topic: str, shown: Help) -> None:
        page = window.open_page(shown.way[0])
        self.settle()
        for step in shown.way[1:]:
            target = find_on(page, step)
            if target is None:
                raise LookupError(f"help {topic}: nothing called {step} on the way")
            press(target)
            self.settle()
            page = window.current_page()

    def _draw(self, window: DeskWindow, topic: str, shown: Help) -> None:
        page = window.current_page()
        names = [step.at for step in shown.steps if step.at]
        spots = {name: _spot(page, name, topic) for name in names}
        for tall in _TALL:  # a long form: show more of it than a screen does
            if any(spot.isEmpty() for spot in spots.values()):
                window.resize(window.width(), tall)
                self.settle()
                spots = {name: _spot(page, name, topic) for name in names}
        hidden = [name for name, spot in spots.items() if spot.isEmpty()]
        if hidden:
            raise LookupError(f"help {topic}: {hidden} lie below the edge of the picture")
        for place in page.findChildren(QLabel, "settings_place"):
            place.setText("しまってある場所：このパソコンの中")  # not where this picture happened to be made
        picture = page.grab().toImage()
        _number(picture, list(spots.values()))
        small = picture.convertToFormat(QImage.Format.Format_Indexed8, _palette(picture))
        path = self.out / f"{topic}.png"
        if not small.save(str(path)):
            raise OSError(f"picture not written: {path.name}")
        self.written.append(path)
        self.marks[topic] = {name: [r.x(), r.y(), r.width(), r.height()] for name, r in spots.items()}


def _spot(page: QWidget, name: str, topic: str) -> QRect:
    """Return where a widget is on its page, as far as it is to be seen; empty when it is scrolled out of sight."""
    found = page.findChild(QWidget, name)
    if found is None or not found.isVisible():
        raise LookupError(f"help {topic}: nothing called {name} on the page")
    rect = QRect(found.mapTo(page, QPoint(0, 0)), found.size())
    above = found.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QScrollArea):
            port = above.viewport()
            rect = rect.intersected(QRect(port.mapTo(page, QPoint(0, 0)), port.size()))
        above = above.parentWidget()
    return rect


def _number(picture: QImage, spots: list[QRect]) -> None:
    """Draw a frame round each spot and its number at the upper left corner."""
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = QRectF(picture.rect()).adjusted(_DISC + 2, _DISC + 2, -_DISC - 2, -_DISC - 2)
    for rect in spots:
        painter.setPen(QPen(QColor(c.RED), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(-3, -3, 3, 3), 8, 8)
    for number, rect in enumerate(spots, 1):
        at = QPointF(
            min(max(rect.left() - _ASIDE, inside.left()), inside.right()),
            min(max(rect.top() - _ASIDE, inside.top()), inside.bottom()),
        )
        draw_disc(painter, at, number, _DISC)
    painter.end()


def _palette(picture: QImage) -> list[int]:
    """Return the picture's commonest colours."""
    counts: dict[int, int] = {}
    for y in range(0, picture.height(), 2):
        for x in range(0, picture.width(), 2):
            colour = picture.pixel(x, y)
            counts[colour] = counts.get(colour, 0) + 1
    return sorted(counts, key=lambda colour: -counts[colour])[:_COLOURS]
