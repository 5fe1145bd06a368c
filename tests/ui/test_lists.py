"""Finding people, lists, tiles."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.ui import layouts
from sasaeai_desktop.ui.pages.usb.parts import Table
from sasaeai_desktop.ui.widgets.labels import Paragraph
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList, RowModel
from sasaeai_desktop.ui.widgets.search import KanaButtons, SearchField
from sasaeai_desktop.ui.widgets.tiles import NameTile
from sasaeai_desktop.ui.widgets.timeline import Timeline, TimelineEntry

from .keys import compose, write


def test_the_filter_reads_what_the_input_method_has_not_fixed_yet(qtbot, show) -> None:
    field = SearchField("名前でさがす", name="q")
    show(field)
    heard: list[str] = []
    field.searched.connect(heard.append)
    for preedit in ("た", "たか", "たかは"):
        compose(field, preedit)
    write(field, "髙")
    qtbot.keyClicks(field, " ")
    assert heard == ["た", "たか", "たかは", "髙"]


def test_kana_buttons_choose_and_take_back(qtbot) -> None:
    kana = KanaButtons()
    qtbot.addWidget(kana)
    heard: list[str] = []
    kana.chosen.connect(heard.append)
    kana.buttons["た"].click()
    kana.buttons["な"].click()
    kana.buttons["な"].click()
    assert heard == ["た", "な", ""]
    assert not any(button.isChecked() for button in kana.buttons.values())


def test_a_click_or_enter_opens_and_arrows_only_move(qtbot, show) -> None:
    people = RowList("人", name="people")
    people.set_rows([PersonRow(n, f"人{n}") for n in range(5)])
    show(people, 400, 400)
    opened: list[object] = []
    moved: list[object] = []
    people.opened.connect(opened.append)
    people.moved.connect(moved.append)
    people.choose(1)
    qtbot.keyClick(people, Qt.Key.Key_Down)
    assert (opened, moved) == ([], [1, 2])
    qtbot.keyClick(people, Qt.Key.Key_Return)
    spot = people.visualRect(people.rows.find(4)).center()
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [2, 4]


def test_rows_keep_their_frame_when_shown_anew(qtbot) -> None:
    people = RowList("人", name="people")
    qtbot.addWidget(people)
    people.set_rows([PersonRow(n, f"人{n}") for n in range(5)])
    people.choose(3)
    people.set_rows([PersonRow(3, "人3"), PersonRow(9, "人9")])
    assert people.current_key() == 3


def test_a_long_list_is_fetched_as_it_scrolls(qtbot, show) -> None:
    asked: list[tuple[int, int]] = []

    def fetch(first: int, many: int) -> list[PersonRow]:
        asked.append((first, many))
        return [PersonRow(n, f"人{n}") for n in range(first, min(first + many, 250))]

    people = RowList("人", name="people", model=RowModel(fetch=fetch))
    show(people, 400, 600)
    assert asked == [(0, 100)]
    for _ in range(5):
        people.scrollToBottom()
        QApplication.processEvents()
    assert asked == [(0, 100), (100, 100), (200, 100)]
    assert people.rows.rowCount() == 250


def test_a_tile_is_ticked_by_mouse_space_and_enter(qtbot, show) -> None:
    tile = NameTile("小林 フミ", name="t", second="3回 お休み")
    show(tile, 209, 64)
    heard: list[bool] = []
    tile.toggled.connect(heard.append)
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert heard == [True, False, True]
    assert tile.accessibleName() == "小林 フミ、3回 お休み"


def test_only_records_of_the_timeline_open(qtbot, show) -> None:
    line = Timeline()
    line.show_entries(
        [
            TimelineEntry(None, "きょう", "16日 会えていません。", sign="attention"),
            TimelineEntry(7, "5月26日", "会えた"),
        ]
    )
    show(line)
    opened: list[object] = []
    line.opened.connect(opened.append)
    for at in range(2):
        line.findChild(object, f"timeline_{at}").click()
    assert opened == [7]


def test_a_sign_beyond_the_basic_plane_does_not_shift_the_lines(qapp) -> None:
    """Qt counts 𠮷 as two: a line once took the first letter of the next one and was clipped."""
    words = Paragraph("𠮷田 功さんと 𠮷川 清さんが、きょう ここへ 来ました")
    lines = words._lines(120)
    assert len(lines) > 2
    assert "".join(lines) == words.text()
    assert all(words.fontMetrics().horizontalAdvance(line.strip()) <= 120 for line in lines)


def test_a_seen_list_is_laid_out_for_all_its_rows_at_once(qtbot, show) -> None:
    asked: list[int] = []

    class Told(Paragraph):
        def heightForWidth(self, width: int) -> int:
            asked.append(width)
            return super().heightForWidth(width)

    rows = 40
    table = Table("新しいものから", name="t")
    ground = QWidget()
    QVBoxLayout(ground).addWidget(table)
    area = layouts.scrolling(ground, "s")
    show(area)
    table.clear()
    for _ in range(rows):
        row = QHBoxLayout()
        row.addWidget(Told("あいうえお" * 8), 3)
        row.addWidget(Told("かきく" * 8), 2)
        table.add_row(row)
    layouts.settle()
    assert len(asked) < 3 * rows * rows  # anew for each row that is shown it would be twice that
    assert table.sizeHint().height() >= rows * 50
    placed = [item.widget().y() for item in map(table.rows.itemAt, range(table.rows.count())) if item]
    assert placed == sorted(set(placed)), "all have their place when this returns"
