"""計画目標 by native events: an example, a goal of it, a tick; an activity is tied to what is suggested for its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QListView, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.goals import plans, progress
from sasaeai_desktop.ui.help.topics import help_of
from sasaeai_desktop.ui.pages.activities.activity_form import ActivityFormPage
from sasaeai_desktop.ui.pages.goals.page import GoalsPage
from ui.rules import faults

from .desk_room import Room, new_room

B = "見本B（3つの目標）"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path)
    yield made
    made.tasks.stop()
    made.desk.close()


def press(room: Room, name: str, at: int) -> None:
    """Click a row of a list."""
    rows = room.find(QListView, name)
    assert isinstance(rows, QListView)
    place = rows.visualRect(rows.model().index(at, 0)).center()
    room.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    room.settle()


def rules_kept(room: Room) -> None:
    page = room.page()
    assert (faults(page), help_of(page.object_name) is not None) == ([], True), page.object_name


def test_a_plan_is_followed(room: Room, show: Callable[[QWidget], QWidget]) -> None:
    desk = room.desk
    room.show(show, GoalsPage)
    rules_kept(room)
    room.click("goals_example_years")
    rules_kept(room)
    press(room, "goals_list", 1)
    assert room.page().heading.text() == "2　だれもが参加できる場"
    rules_kept(room)
    press(room, "goal_efforts", 0)
    room.find(QWidget, "goal_reached").setText("4")
    room.click("goal_keep")
    row = progress.progress(desk, B, 2026).row("2")
    assert (row.done, row.reached, row.state) == (1, 4, "まだ")
    press(room, "goal_efforts", 0)
    assert progress.progress(desk, B, 2026).row("2").done == 0
    room.click("goal_edit")
    rules_kept(room)
    room.click("goal_form_primary")
    assert plans.plans(desk)[0].goal("2").target == 6  # saved as it was
    room.click("goal_add_effort")
    rules_kept(room)
    for name, text in (("effort_number", "10"), ("effort_title", "茶の間を開く")):
        room.find(QWidget, name).setText(text)
    for year in (2024, 2025, 2027):
        room.click(f"effort_years_{year}")
    room.click("effort_form_primary")
    made = plans.plans(desk)[0].efforts[-1]
    assert (made.title, made.goals, made.schedule) == (
        "茶の間を開く", ("2",), ("2024 start", "2025 on", "2027 start"),
    )  # fmt: skip
    room.page().push(ActivityFormPage(room.context()))
    room.settle()
    rules_kept(room)
    ticked = [
        b.text()
        for b in room.page().findChildren(QAbstractButton)
        if "activity_goals" in b.objectName() and b.isChecked()
    ]
    assert ticked == ["3 グループのネットワーク"]  # for a meeting
    room.click("activity_kind_event")
    room.find(QWidget, "activity_title").setText("夏まつり")
    room.click("activity_form_primary")
    (held,) = activities.list_activities(desk, 2026)
    assert held.activity.goals == (f"{B}/2",)
    assert progress.progress(desk, B, 2026).row("2").acts == 1
