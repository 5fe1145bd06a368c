"""Content is never squashed, not even in the first picture of a page: it scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.watch import registering
from sasaeai_desktop.services.watch.registering import CaseDraft
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.layouts import scrolling, settle
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.install import install
from ui.pages.watch_desk import small_round

TABS = ("today", "watch", "salon", "cards", "people", "reports", "usb")


def squashed(widget: QWidget) -> bool:
    """Whether a row or a text has less height than it needs."""
    if widget.layout() is None and not isinstance(widget, QLabel):
        return False
    return widget.height() < min(widget.minimumSizeHint().height(), widget.maximumHeight())


class Painted(QObject):
    """Sees every picture of every widget, also those that are gone after a moment."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.found: list[str] = []
        self.seen = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen += 1
            if squashed(watched):
                least = watched.minimumSizeHint().height()
                text = watched.text() if isinstance(watched, QLabel) else watched.objectName()
                self.found.append(f"{type(watched).__name__} {text}: {watched.height()} of {least}")
        return False


@pytest.fixture
def window(tmp_path: Path, qtbot) -> Iterator[DeskWindow]:
    """Twelve people wait on きょう, and stand in every list."""
    desk = small_round(tmp_path).desk
    ids = people.save_people(
        desk, [{"name": f"山崎 {at}郎", "kana": f"やまざき {at}", "town": "川端町内会"} for at in range(10)]
    ).result
    registering.start_watches(desk, [CaseDraft(person=i, start="2026-06-01", every_days=7) for i in ids])
    broken: list[BaseException] = []
    tasks = Tasks(show_error=broken.append, crashed=broken.append)
    made = DeskWindow.of(desk, tasks, Preferences(None))
    qtbot.addWidget(made)
    yield made
    qtbot.waitUntil(lambda: not tasks.busy, timeout=5000)
    tasks.stop()
    desk.close()
    assert broken == []


def _wait(window: DeskWindow) -> None:
    for _ in range(500):
        QTest.qWait(10)
        if not window.tasks.busy:
            break
    QTest.qWait(30)


@pytest.mark.parametrize("size", [20, 28])
def test_no_row_is_ever_painted_lower_than_it_needs(
    qapp: QApplication, window: DeskWindow, size: int
) -> None:
    install(qapp, size)
    painted = Painted(qapp)
    try:
        window.resize(1366, 768)
        window.show()
        window.start()
        for tab in TABS:
            page = window.open_page(tab)
            _wait(window)
            ground = page.findChild(QScrollArea, f"{tab}_scroll").widget()
            assert [
                w.objectName() for w in ground.findChildren(QWidget) if w.isVisible() and squashed(w)
            ] == []
    finally:
        qapp.removeEventFilter(painted)
    assert painted.seen > 100
    assert painted.found == []


def test_twelve_rows_scroll(window: DeskWindow) -> None:
    window.resize(1366, 768)
    window.show()
    window.start()
    _wait(window)
    page = window.open_page("today")
    rows = [page.findChild(QWidget, f"today_{at}") for at in range(12)]
    assert all(row.height() >= row.minimumSizeHint().height() for row in rows)
    area = page.findChild(QScrollArea, "today_scroll")
    assert area.verticalScrollBar().maximum() > 0


def test_what_comes_while_all_is_settled_is_settled_with_it(show) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    area = scrolling(ground, "settled_scroll")
    show(area, 400, 300)

    def more(rows: int) -> None:
        for _ in range(rows):
            row = QWidget()
            row.setMinimumHeight(60)
            QVBoxLayout(row).addWidget(QLabel("一行"))
            column.addWidget(row)
        settle()

    QTimer.singleShot(0, ground, lambda: more(10))  # handled in the middle of what follows
    more(4)
    assert column.count() == 14
    assert ground.height() >= 14 * 60
