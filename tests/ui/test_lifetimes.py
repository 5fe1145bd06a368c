"""No page and no dialog leaves anything behind, whether a screen reader is about or not.

The normal suite opens some of each kind a few times. ``pytest -m lifetimes tests/ui/test_lifetimes.py`` opens every
page and dialog that can be reached 30 times, and looks at the memory too.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.practice.small import build_practice
from sasaeai_desktop.ui.screenshots import DEPTH, Source, bugs_told, no_other_program
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from ui.lifetimes import Count, LifeWalk, accessibility

CLOCK = clock_at("2026-06-11")
SOME = {
    "today": ("today_rows", "today_primary"),
    "watch": ("watch_sheets", "watch_primary", "watch_contacts", "watch_print"),
    "salon": ("salon_new", "salon_primary"),
    "cards": ("cards_primary", "card_hand"),
    "people": ("people_primary", "people_import"),
    "reports": ("reports_primary",),
}


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> AppPaths:
    paths = app_paths(tmp_path_factory.mktemp("lifetimes") / "practice")
    build_practice(paths, CLOCK).desk.close()
    return paths


class SomeWalk(LifeWalk):
    def _steps(self, window, page, prefix, depth) -> None:
        for step in SOME.get(page.object_name, ()):
            self.try_step(window, page, step, prefix)
            assert self._back(window, page)


@pytest.mark.parametrize("spoken", [False, True], ids=["alone", "with a screen reader"])
def test_some_pages_leave_nothing_behind(qapp, practice: AppPaths, tmp_path: Path, spoken: bool) -> None:
    walk = SomeWalk(qapp, tmp_path, rounds=4)
    with no_other_program(), bugs_told(), accessibility(on=spoken):
        walk.through(Source(practice, PASSPHRASE), CLOCK, 1)
    assert len(walk.opened) >= 8, walk.opened
    assert walk.found == []


@pytest.mark.lifetimes
@pytest.mark.parametrize("spoken", [False, True], ids=["alone", "with a screen reader"])
def test_every_page_and_dialog_leaves_nothing_behind(
    qapp, practice: AppPaths, tmp_path: Path, spoken: bool
) -> None:
    walk = LifeWalk(qapp, tmp_path, rounds=30)
    council = app_paths(practice.data_dir / "council")
    with no_other_program(), bugs_told(), accessibility(on=spoken):
        for source in (Source(practice, PASSPHRASE), Source(council, PASSPHRASE, "council-")):
            walk.through(source, CLOCK, DEPTH)
    print(*walk.opened, sep="\n")
    assert len(walk.opened) >= 40
    assert walk.found == []
