"""No page and no dialog leaves anything behind, whether a screen reader is about or not.

The normal suite opens some of each kind a few times. ``pytest -m lifetimes tests/ui/test_lifetimes.py`` opens every
page and dialog that can be reached 30 times, and looks at the memory too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.practice.small import build_practice
from sasaeai_desktop.ui.walk import DEPTH, Source, bugs_told, find_on, no_other_program, press
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from ui.lifetimes import Count, LifeWalk, accessibility

CLOCK = clock_at("2026-06-11")
SOME = {
    "watch": ("watch_list", "watch_sheets", "watch_primary", "watch_state"),
    "sheets": ("sheets_primary",),
    "salon": ("salon_new", "salon_primary"),
    "cards": ("cards_primary"),
    "people": ("people_import", "residents_list"),
    "reports": ("reports_table",),
    "usb": ("usb_names", "usb_receive"),
}


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> AppPaths:
    paths = app_paths(tmp_path_factory.mktemp("lifetimes") / "practice")
    build_practice(paths, CLOCK).desk.close()
    return paths


class SomeWalk(LifeWalk):
    def _steps(self, window, page, prefix, depth) -> None:
        for step in SOME.get(page.object_name, ()):
            if self.try_step(window, page, step, prefix) and depth > 1:
                press(find_on(page, step))
                self.settle()
                self._steps(window, window.current_page(), prefix, depth - 1)
            assert self._back(window, page)


def test_some_pages_leave_nothing_behind(qapp, practice: AppPaths, tmp_path: Path) -> None:
    walk = SomeWalk(qapp, tmp_path, rounds=2)
    with no_other_program(), bugs_told():  # with a screen reader in the suite's second run
        walk.through(Source(practice, PASSPHRASE), CLOCK, 2)
    assert len(walk.opened) >= 7, walk.opened
    assert walk.found == []


def test_emptying_a_layout_leaves_no_wrapper_of_what_qt_freed(qtbot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)

    def fill_and_empty() -> None:
        line = QHBoxLayout()
        line.addWidget(label("一"))
        line.addStretch(1)
        column.addLayout(line)
        clear_layout(column)

    fill_and_empty()
    before = Count.now()
    for _ in range(20):
        fill_and_empty()
    assert column.count() == 0
    assert Count.now().grown(before, 2) == ""


@pytest.mark.lifetimes
@pytest.mark.parametrize("spoken", [False, True], ids=["alone", "with a screen reader"])
def test_every_page_and_dialog_leaves_nothing_behind(
    qapp, practice: AppPaths, tmp_path: Path, spoken: bool
) -> None:
    walk = LifeWalk(qapp, tmp_path, rounds=int(os.environ.get("ROUNDS", "30")))
    council = app_paths(practice.data_dir / "council")
    with no_other_program(), bugs_told(), accessibility(on=spoken):
        for source in (Source(practice, PASSPHRASE), Source(council, PASSPHRASE, "council-")):
            walk.through(source, CLOCK, DEPTH)
    assert len(walk.opened) >= 40
    assert walk.found == []
