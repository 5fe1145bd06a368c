"""The rules over the real pages with practice data.

The normal suite judges the first screens and every tab at 小 in white and at 大 in black.
``pytest -m full_rules tests/ui`` goes through every page and dialog that can be reached, in all sizes and themes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.practice.small import build_practice
from sasaeai_desktop.ui.theme.palette import CONTRAST, LIGHT
from sasaeai_desktop.ui.walk import DEPTH, Source, bugs_told, no_other_program
from ui.rule_walk import ALL, Dress, RuleWalk

CLOCK = clock_at("2026-06-11")
SAMPLE: tuple[Dress, ...] = ((20, LIGHT), (28, CONTRAST))


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> AppPaths:
    paths = app_paths(tmp_path_factory.mktemp("rules") / "practice")
    build_practice(paths, CLOCK).desk.close()
    return paths


def _walk(qapp, practice: AppPaths, out: Path, dresses: tuple[Dress, ...], depth: int) -> RuleWalk:
    walk = RuleWalk(qapp, out, dresses)
    council = app_paths(practice.data_dir / "council")
    with no_other_program(), bugs_told():
        walk.first_screens()
        for source in (Source(practice, PASSPHRASE), Source(council, PASSPHRASE, "council-")):
            walk.through(source, CLOCK, depth)
    return walk


def test_first_screens_and_tabs_keep_the_rules(qapp, practice: AppPaths, tmp_path: Path) -> None:
    walk = _walk(qapp, practice, tmp_path, SAMPLE, 0)
    assert len(walk.screens) >= 9 + 7 + 4
    assert walk.found == []


@pytest.mark.full_rules
def test_every_page_and_dialog_keeps_the_rules(qapp, practice: AppPaths, tmp_path: Path) -> None:
    walk = _walk(qapp, practice, tmp_path, ALL, DEPTH)
    assert len(walk.screens) >= 50
    assert walk.found == []
