"""The pictures of つかい方 show the program as it is: made anew, everything they number stands where it stood.

The normal suite makes some of them; ``pytest -m full_rules tests/ui`` makes all.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.dialogs.help import HelpDialog, Picture
from sasaeai_desktop.ui.help import manual
from sasaeai_desktop.ui.help.topics import TOPICS
from sasaeai_desktop.ui.theme.install import dress
from ui.rules import faults

_NEAR = 12  # px: another machine may set a line a little differently
_WITH_WAY = tuple(name for name, topic in TOPICS.items() if topic.way)


@pytest.mark.parametrize(
    "topics", [_WITH_WAY[::8], pytest.param(_WITH_WAY, marks=pytest.mark.full_rules)], ids=["some", "all"]
)
def test_the_manual_is_as_the_program_is(qapp, tmp_path: Path, topics: tuple[str, ...]) -> None:
    """When this fails after a change of the window: ``sasaeai manual --out resources/manual``."""
    made = manual.make(tmp_path, topics)
    kept = json.loads(resource(f"manual/{manual.MARKS}").read_text(encoding="utf-8"))
    assert kept.keys() == set(_WITH_WAY)
    assert made.keys() == set(topics)
    for topic, marks in made.items():
        assert marks.keys() == kept[topic].keys(), topic
        for name, rect in marks.items():
            apart = [abs(a - b) for a, b in zip(rect, kept[topic][name], strict=True)]
            assert max(apart) <= _NEAR, (topic, name, rect, kept[topic][name])
        shown = QImage(str(resource(f"manual/{topic}.png")))
        assert abs(shown.width() - QImage(str(tmp_path / f"{topic}.png")).width()) <= _NEAR


def test_a_help_shows_its_picture_and_keeps_the_rules(qtbot) -> None:
    dialog = HelpDialog(None, "sheet")
    qtbot.addWidget(dialog)
    dress(dialog)
    dialog.resize(1000, 700)
    dialog.show()
    picture = dialog.findChild(Picture, "help_picture")
    assert picture is not None
    assert picture.width() > 800
    assert 0.3 < picture.height() / picture.width() < 0.6
    assert faults(dialog) == []
