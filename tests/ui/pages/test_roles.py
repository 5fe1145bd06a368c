"""A 担い手 at the window: no page shows anybody else, and what is not theirs is explained, not hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk, DeskPerson
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.vault.slots import PRACTICE
from ui.sitting import Sitting

SECRETS = ("ひみつだ", "7777-1234", "内緒のメモ")


@pytest.fixture
def seated(tmp_path: Path) -> Iterator[Desk]:
    desk = setup.begin_district(
        app_paths(tmp_path / "desk"), "12", "新旭川", "ふゆの さんぽ 12", clock_at("2026-06-11"), kdf=PRACTICE
    ).desk
    mine = people.save_person(desk, None, {"name": "田中 スミ", "kana": "たなか すみ"}).result
    other = people.save_person(
        desk, None, {"name": "ひみつだ 花子", "kana": "ひみつだ はなこ", "phone": "090-7777-1234"}
    ).result
    for person in (mine, other):
        registering.start_watch(desk, person, "2026-01-10", every_days=7)
        watching.record_visit(
            desk,
            watching.VisitDraft(person, "2026-06-01", "visit", memo="内緒のメモ" if person == other else ""),
        )
    me = volunteers.save_volunteer(desk, None, {"name": "見守 太郎"}).result
    registering.assign(desk, mine, me)
    desk.user = DeskPerson(Id(b"w" * 16), "見守 太郎", "担い手")
    yield desk
    desk.close()


def words_on(window: QWidget) -> str:
    """Return every text that a window holds, shown or not."""
    found: list[str] = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, (QLabel, QLineEdit)):
            found.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(at) for at in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model, top = widget.model(), QModelIndex()
            rows = getattr(model, "rows", [])
            found += [repr(row) for row in (rows() if callable(rows) else rows)]
            found += [repr(model.index(row, 0, top).data()) for row in range(model.rowCount(top))]
    return "\n".join(found)


def test_no_tab_shows_anybody_else(seated: Desk, show: Callable[[QWidget], QWidget]) -> None:
    sitting = Sitting(seated, show)
    said = ""
    for tab in sitting.window.tab_list:
        sitting.window.open(tab.name)
        for _ in range(3):
            try:
                sitting.settle()
            except Exception:  # noqa: BLE001 - what a page is refused is shown; here it is only collected
                sitting.crashes.clear()
        said += words_on(sitting.window)
    sitting.window.find_words("ひみつだ")
    sitting.crashes.clear()
    said += words_on(sitting.window).replace("ひみつだ\n", "")
    assert not [secret for secret in SECRETS if secret in said]
    assert "田中 スミ" in said
    sitting.tasks.stop()
