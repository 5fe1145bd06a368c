"""The rules of the window, walked over everything the kit has, at every text size."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.ui.theme.install import install

from .rules import faults
from .samples import SAMPLES


@pytest.mark.parametrize("size", [20, 24, 28])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.__name__)
def test_every_widget_keeps_the_rules(qapp, show, sample: Callable[[], QWidget], size: int) -> None:
    install(qapp, size)
    assert faults(show(sample())) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.__name__)
def test_text_size_changes_while_the_window_is_open(qapp, show, sample: Callable[[], QWidget]) -> None:
    widget = show(sample())
    install(qapp, 28)
    qapp.processEvents()
    qapp.processEvents()
    assert faults(widget) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.__name__)
def test_nothing_is_wider_than_the_laptop(qapp, show, sample: Callable[[], QWidget]) -> None:
    install(qapp, 28)
    widget = show(sample())
    inner = widget.widget() if isinstance(widget, QScrollArea) else widget
    assert inner.minimumSizeHint().width() <= 1366


def test_the_walker_sees_what_breaks_a_rule(qtbot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    small = QPushButton("不正な値です")
    small.setFixedSize(30, 30)
    line = QLineEdit()
    line.setPlaceholderText("ここに入力")
    column.addWidget(small)
    column.addWidget(line)
    ground.show()
    found = "\n".join(faults(ground))
    for fault in (
        "target of 30 x ",
        "says 不正",
        "no objectName",
        "no accessible name",
        "a placeholder",
        "clipped",
    ):
        assert fault in found
