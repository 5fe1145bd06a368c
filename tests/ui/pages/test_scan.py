"""紙を読み取る: choosing, deciding what is doubtful, memos, saving, and what is told about foreign pages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.forms import salon_roster, visit_sheet
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports.papers import sheets as papers
from sasaeai_desktop.services.salon import attending, guests, salons
from sasaeai_desktop.services.watch import sheets
from sasaeai_desktop.ui.pages.scan.page import ScanPage
from sasaeai_desktop.ui.pages.scan.roster import ScanRosterPage
from sasaeai_desktop.ui.pages.scan.visit import ScanVisitPage
from sasaeai_desktop.ui.theme.install import install
from tests.scanning.pen import Pen
from tests.scanning.scanner import DRAWN_DPI, Scanner, rendered
from ui.pages.watch_desk import Driver, Round, copied, driven, small_round
from ui.rules import faults

MONTH = "2026-06"


def _drawn(page: Image.Image, layout, shapes, areas=()) -> Image.Image:
    pen = Pen(page, DRAWN_DPI, random.Random(4))
    for box in layout.boxes:
        if box.key in shapes:
            pen.check(box.rect, shapes[box.key])
    for area in layout.areas:
        if area.key in areas:
            pen.word(area.rect)
    return Scanner(dust=0, noise=3).scan(page, random.Random(2)).convert("L")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Round, Path]:
    """A round whose June sheet came back with three sure marks, one doubtful one and a memo; and a roster."""
    folder = tmp_path_factory.mktemp("scan")
    made = small_round(folder / "desk")
    form = papers.visit_sheet(made.desk, MONTH, made.watcher)
    shapes = {
        ("mark", 0, 2, 0): "レ", ("mark", 0, 5, 0): "レ", ("mark", 1, 3, 1): "○", ("mark", 1, 8, 0): "不",
    }  # fmt: skip
    page = rendered(visit_sheet.draw(form, printed_on="2026-06-01").pdf)[0]
    _drawn(page, visit_sheet.boxes(MONTH), shapes, [("memo", 1)]).save(folder / "sheet.png")
    foreign = visit_sheet.VisitSheet(sheet_id="ab" * 16, month=MONTH)
    _drawn(
        rendered(visit_sheet.draw(foreign, printed_on="2026-06-01").pdf)[0], visit_sheet.boxes(MONTH), {}
    ).save(folder / "foreign.png")
    salon = salons.save_salon(
        made.desk, None, {"name": "さくら", "type": "daily", "start": "2020-04-01"}
    ).result
    ladies = people.save_people(
        made.desk, [{"name": f"客 {n}", "kana": f"きゃく {n}"} for n in "あい"]
    ).result
    for day in ("2026-05-01", "2026-05-08"):
        attending.set_attendance(made.desk, salons.plan_session(made.desk, salon, day).result, ladies)
    salons.plan_session(made.desk, salon, "2026-06-05")
    roster = papers.salon_roster(made.desk, MONTH, salon)
    days = salon_roster.plan(roster)[0].days
    column = days.index("2026-06-05")
    ticks = {("came", 0, column): "○", ("came", 1, column): "レ crossed"}
    page = rendered(salon_roster.draw(roster, printed_on="2026-06-01").pdf)[0]
    layout = salon_roster.boxes(salon_roster.plan(roster)[0])
    _drawn(page, layout, ticks, [("count", 2, column)]).save(folder / "roster.png")
    made.desk.close()
    return made, folder


@pytest.fixture
def desk(built, tmp_path: Path, show) -> Iterator[Driver]:
    for made in driven(copied(built[0], tmp_path / "desk").desk, show):
        yield made.settle()


def _wait(desk: Driver) -> None:
    """Reading a page takes longer than anything else the worker does."""
    for _ in range(3000):
        QTest.qWait(5)
        if not desk.tasks.busy:
            break
    desk.settle()


def _scan(desk: Driver, *paths: Path) -> ScanPage:
    under = desk.window.open_page("watch")
    page = ScanPage(under.context)
    under.push(page)
    desk.settle()
    page.read(list(paths))
    _wait(desk)
    return page


def _words(page: QWidget, name: str) -> str:
    return page.findChild(QWidget, name).accessibleName()


def test_the_way_there_begins_at_the_sheets(desk: Driver) -> None:
    desk.window.open_page("watch")
    desk.settle().click("watch_sheets")
    desk.settle().click("sheets_scan")
    assert isinstance(desk.window.current_page(), ScanPage)


def test_a_sheet_is_decided_by_keys_and_saved(desk: Driver, built) -> None:
    _, folder = built
    page = _scan(desk, folder / "sheet.png", folder / "foreign.png")
    assert [p.kind for p in page.problems] == ["foreign"]
    assert "たしかめる 1" in _words(page, "scan_sheet_1")
    assert "まだ 書きこんでいません。下の票を押して" in page.progress.doing.text()
    page.open_sheet(0)
    desk.settle()
    sheet = desk.window.current_page()
    assert isinstance(sheet, ScanVisitPage)
    assert faults(sheet) == []
    places, wide = sheet.grid.x(), sheet.questions.width()
    sheet.save()
    desk.settle()
    assert "あと 1つ" in sheet.message.what.text()
    assert sheets.sheets_of_month(desk.desk, MONTH)[0].marks == 1  # nothing was written
    QTest.keyClick(sheet.grid, Qt.Key.Key_2)  # 不
    assert sheet.grid.mark_at(1, 8) == "不"
    desk.settle()
    assert (sheet.grid.x(), sheet.questions.width()) == (places, wide)  # all answered: nothing is pushed away
    sheet.save()
    desk.settle()
    assert desk.window.current_page() is page
    view = sheets.open_sheet(desk.desk, sheet.state.proposal.view.sheet)
    assert [sorted(row.marks) for row in view.rows] == [[2, 5], [3, 8, 11], [], []]
    assert [(m.method, m.result) for m in view.rows[1].marks[8]] == [("visit", "absent")]
    assert "保存しました" in _words(page, "scan_sheet_1")
    assert not page.progress.isVisible()  # 「まだ 書きこんでいません」 is over

    page.read([folder / "sheet.png"])
    _wait(desk)
    assert page.sheets[0].proposal.known
    undoing.undo_last(desk.desk)
    assert sheets.open_sheet(desk.desk, sheet.state.proposal.view.sheet).rows[0].marks == {}
    assert (desk.errors, desk.crashes) == ([], [])


def test_a_memo_is_typed_beside_its_picture(desk: Driver, built) -> None:
    _, folder = built
    page = _scan(desk, folder / "sheet.png")
    page.open_sheet(0)
    desk.settle()
    sheet = desk.window.current_page()
    QTest.keyClick(sheet.grid, Qt.Key.Key_0)
    desk.click("scan_visit_notes")
    desk.settle()
    notes = desk.window.current_page()
    assert faults(notes) == []
    (part,) = notes._parts
    part.memo.set_value("ひざが痛い")
    notes.save()
    assert desk.window.current_page() is notes  # it asks for the day
    part.day.set_value("3")
    notes.save()
    desk.settle()
    assert desk.window.current_page() is sheet
    sheet.save()
    desk.settle()
    view = sheets.open_sheet(desk.desk, sheet.state.proposal.view.sheet)
    assert view.rows[1].marks[3][0].memo == "ひざが痛い"
    assert 8 not in view.rows[1].marks


def test_a_roster_is_decided_by_tiles_and_counters(desk: Driver, built) -> None:
    _, folder = built
    page = _scan(desk, folder / "roster.png")
    page.open_sheet(0)
    desk.settle()
    roster = desk.window.current_page()
    assert isinstance(roster, ScanRosterPage)
    assert faults(roster) == []
    assert roster.column().day == "2026-06-05"  # where the question is
    assert roster.questions.left() == 1
    QTest.keyClick(roster, Qt.Key.Key_1)
    desk.settle()
    counter = desk.find("scan_count_children_plus", QWidget)
    counter.click()
    counter.click()
    roster.save()
    desk.settle()
    session = roster.column().session.id
    view = guests.open_session(desk.desk, session)
    assert (view.named, view.total, view.session.planned) == (2, 4, False)
    assert desk.crashes == []


def test_a_folder_is_watched_for_whole_files(desk: Driver, built, tmp_path: Path) -> None:
    _, folder = built
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    under = desk.window.open_page("watch")
    page = ScanPage(under.context)
    under.push(page)
    page.wait_at(inbox)
    half = (folder / "sheet.png").read_bytes()
    (inbox / "a.png").write_bytes(half[:1000])
    page.look()  # still growing
    (inbox / "a.png").write_bytes(half)
    page.look()
    assert page.sheets == []
    assert page.problems == []
    page.look()
    _wait(desk)
    assert len(page.sheets) == 1
    page.look()
    _wait(desk)
    assert len(page.sheets) == 1


@pytest.mark.parametrize("size", [24, 28])
def test_large_text_keeps_the_rules(qapp, desk: Driver, built, size: int) -> None:
    _, folder = built
    install(qapp, size)
    page = _scan(desk, folder / "sheet.png", folder / "roster.png", folder / "foreign.png")
    assert faults(page) == []
    for at in (0, 1):
        page.open_sheet(at)
        desk.settle()
        sheet = desk.window.current_page()
        assert faults(sheet) == []
        sheet.leave()
        desk.settle()
