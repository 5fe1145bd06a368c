"""Typing a paper sheet."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.widgets.grid_cursor import Cell
from sasaeai_desktop.ui.widgets.grid_sheet import GridRow
from sasaeai_desktop.ui.widgets.month_grid import MonthGrid


@pytest.fixture
def grid(show) -> MonthGrid:
    made = MonthGrid()
    made.show_month("2026-05", [GridRow(1, "阿部 ハツ", planned=frozenset({14, 18})), GridRow(2, "石川 正雄"),
                                GridRow(3, "𠮷川 清子", planned=frozenset({3, 20}))])  # fmt: skip
    show(made, 960, 400)
    made.setFocus()
    return made


def press(grid: MonthGrid, *keys: Qt.Key | str) -> None:
    for key in keys:
        QTest.keyClicks(grid, key) if isinstance(key, str) else QTest.keyClick(grid, key)


def at(grid: MonthGrid) -> tuple[int, int]:
    cell = grid.cursor_cell()
    return cell.row, cell.day


def test_marks_jump_from_planned_day_to_planned_day_and_to_the_next_person(grid: MonthGrid, qtbot) -> None:
    heard: list[tuple[int, int, str]] = []
    grid.mark_changed.connect(lambda row, day, mark: heard.append((row, day, mark)))
    assert at(grid) == (0, 14)
    press(grid, "1", "2")
    assert at(grid) == (1, 1)  # no plan: begins at the first day
    press(grid, "3", "0")
    assert at(grid) == (1, 3)  # and goes on day by day
    assert heard == [(0, 14, "訪"), (0, 18, "電"), (1, 1, "姿"), (1, 2, "不")]
    assert grid.count() == 4


def test_a_full_width_digit_is_a_mark_too(grid: MonthGrid) -> None:
    QApplication.sendEvent(
        grid, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "１")
    )
    assert grid.mark_at(0, 14) == "訪"


def test_arrows_run_over_halves_and_people(grid: MonthGrid) -> None:
    press(grid, Qt.Key.Key_Down)
    assert at(grid) == (0, 30)
    press(grid, Qt.Key.Key_Down, Qt.Key.Key_Left)
    assert at(grid) == (1, 13)
    press(grid, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert at(grid) == (0, 13)
    press(grid, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert at(grid) == (0, 31)
    press(grid, Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert at(grid) == (0, 1)


def test_tab_goes_from_person_to_person_and_out(show) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    grid, after = MonthGrid(), QLineEdit()
    grid.show_month("2026-02", [GridRow(1, "阿部 ハツ"), GridRow(2, "石川 正雄", planned=frozenset({9}))])
    column.addWidget(grid)
    column.addWidget(after)
    show(ground)
    grid.setFocus()
    press(grid, Qt.Key.Key_Tab)
    assert at(grid) == (1, 9)
    press(grid, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_delete_takes_a_mark_back_and_4_asks_for_signs(grid: MonthGrid, qtbot) -> None:
    press(grid, "1")
    grid.set_cursor(0, 14)
    grid.set_concern(0, 14, on=True)
    with qtbot.waitSignal(grid.signs_requested) as asked:
        press(grid, "4")
    assert asked.args == [0, 14]
    assert "気になる" in grid.cell_words(0, 14)
    press(grid, Qt.Key.Key_Delete)
    assert grid.cell_words(0, 14) == "阿部 ハツ、5月14日 木曜日、予定の日、まだ"
    assert at(grid) == (0, 14)


def test_the_cursor_is_told_in_words(grid: MonthGrid) -> None:
    press(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "阿部 ハツ、5月15日 金曜日、まだ"


def test_a_click_moves_the_cursor(grid: MonthGrid, qtbot) -> None:
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell_rect(2, 17).center())
    assert at(grid) == (2, 17)
    assert grid.cell_at(grid.cell_rect(2, 31).center()) == Cell(2, 31)


def test_a_sheet_of_40_planned_marks_takes_at_most_60_keys(show) -> None:
    grid = MonthGrid()
    plan = frozenset({1, 4, 8, 11, 15, 18, 22, 25})
    grid.show_month("2026-05", [GridRow(n, f"人{n}", planned=plan) for n in range(5)])
    show(grid)
    grid.setFocus()
    keys = 0
    while grid.open_planned():
        press(grid, "12"[keys % 2])
        keys += 1
    assert (grid.count(), keys) == (40, 40)


ARROWS = (
    Qt.Key.Key_Right,
    Qt.Key.Key_Left,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_End,
)


def _way(grid: MonthGrid, row: int, day: int) -> int:
    """Walk to a cell on the shortest way a person could take, by real keys; returns how many there were."""
    start = at(grid)
    ways: dict[tuple[int, int], tuple[Qt.Key, ...]] = {start: ()}
    waiting = [start]
    while (row, day) not in ways:
        here = waiting.pop(0)
        for key in ARROWS:
            grid.set_cursor(*here)
            press(grid, key)
            if at(grid) not in ways:
                ways[at(grid)] = (*ways[here], key)
                waiting.append(at(grid))
    grid.set_cursor(*start)
    press(grid, *ways[row, day])
    assert at(grid) == (row, day)
    return len(ways[row, day])


@pytest.mark.parametrize("plan", [frozenset[int](), frozenset({1, 4, 8, 11, 15, 18, 22, 25})])
def test_a_sheet_of_40_marks_on_any_days_takes_at_most_140_keys(show, plan: frozenset[int]) -> None:
    grid = MonthGrid()
    grid.show_month("2026-05", [GridRow(n, f"人{n}", planned=plan) for n in range(5)])
    show(grid)
    grid.setFocus()
    dice = random.Random(7)
    keys = 0
    for row in range(5):
        for day in sorted(dice.sample(range(1, 32), 8)):
            keys += _way(grid, row, day) + 1
            press(grid, "1")
    assert grid.count() == 40
    assert keys <= 140


@pytest.mark.parametrize("size", [20, 24, 28])
def test_cells_are_large_enough_at_every_text_size(qapp, show, size: int) -> None:
    install(qapp, size)
    grid = MonthGrid()
    grid.show_month("2026-05", [GridRow(1, "阿部 ハツ")])
    show(grid, 960, 300)
    cell = grid.cell_rect(0, 31)
    assert cell.width() >= 34
    assert cell.height() >= 44
    assert grid.cell_rect(0, 16).right() < grid.width()


def test_the_scroll_area_follows_the_cursor(show) -> None:
    area, grid = QScrollArea(), MonthGrid()
    grid.show_month("2026-05", [GridRow(n, f"人{n}", planned=frozenset({1})) for n in range(30)])
    area.setWidgetResizable(True)
    area.setWidget(grid)
    show(area, 960, 400)
    grid.setFocus()
    for _ in range(20):
        press(grid, "1")
    seen = grid.visibleRegion().boundingRect()
    assert seen.contains(grid.cell_rect(20, 1))


def test_a_screen_reader_gets_each_cell_in_words(grid: MonthGrid) -> None:
    table = QAccessible.queryAccessibleInterface(grid)
    assert table.childCount() == 3 * 31
    cell = table.child(31 + 4)
    assert cell.text(QAccessible.Text.Name) == "石川 正雄、5月5日 火曜日、まだ"
    assert cell.role() == QAccessible.Role.Cell
    assert cell.rect().height() == grid.cell_rect(1, 5).height()
    grid.set_cursor(1, 5)
    press(grid, "2")
    assert cell.text(QAccessible.Text.Name) == "石川 正雄、5月5日 火曜日、電話した"
    grid.set_cursor(1, 5)
    assert table.focusChild().text(QAccessible.Text.Name) == cell.text(QAccessible.Text.Name)
    assert cell.state().focused == 1
    assert table.child(3 * 31) is None
