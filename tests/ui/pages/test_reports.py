"""報告・印刷: every figure opens the records that add up to it; forms are shown before they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.figures.cards import CARDS
from sasaeai_desktop.domain.figures.salon import SALON
from sasaeai_desktop.domain.figures.watch import WATCH
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.reports import reports, statements
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.services.watch.registering import AssignmentDraft, CaseDraft
from sasaeai_desktop.services.watch.watching import TallyDraft, VisitDraft
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.pages.inbox.page import InboxPage
from sasaeai_desktop.ui.pages.reports import missing_page
from sasaeai_desktop.ui.pages.reports.figures import amount_of, row_name, shown_to
from sasaeai_desktop.ui.pages.reports.form_page import FormPage
from sasaeai_desktop.ui.pages.reports.missing_page import MissingPage
from sasaeai_desktop.ui.pages.reports.page import ReportsPage
from sasaeai_desktop.ui.pages.reports.table import TablePage
from sasaeai_desktop.ui.pages.reports.trace import TracePage
from sasaeai_desktop.ui.pages.reports.years_page import YearsPage
from sasaeai_desktop.ui.pages.watch.record import RecordPage
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.widgets.row_list import RowList
from sasaeai_desktop.ui.widgets.rows import FigureRow
from sasaeai_desktop.ui.widgets.search import SearchField
from sasaeai_desktop.vault import PRACTICE
from tests.services.reports.test_new_programme import declare
from ui.keys import write
from ui.rules import faults

from .desk_room import TODAY, Room, crash, new_room

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path)
    person, desk = made.guests[0], made.desk
    helper = volunteers.find_volunteers(desk)[0].id
    volunteers.add_role(desk, helper, "watcher", "2025-04-01")
    registering.start_watches(desk, [CaseDraft(person=person, start="2025-04-01", every_days=4)])
    registering.assign_many(desk, [AssignmentDraft(person, helper, "2025-04-01", order=0)])
    days = ("2026-04-07", "2026-05-26", "2026-06-02")
    watching.record_visits(desk, [VisitDraft(person, day, "visit", watchers=(helper,)) for day in days])
    watching.record_tally(
        desk, TallyDraft(person=person, watcher=helper, month="2026-05", method="phone", count=9)
    )
    yield made
    made.tasks.stop()
    made.desk.close()


@pytest.fixture
def city(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    desk = setup.begin_council(
        app_paths(tmp_path), "00", "みどり市社会福祉協議会", "あいうえおかきくけこ", clock_at(TODAY),
        person="中村 由紀", kdf=PRACTICE,
    ).desk  # fmt: skip
    figures = {"watch.people": 40, "watch.acts": 1200, "salon.sessions": 20, "salon.participants": 300}
    statements.record_statement(desk, "12", "東", 2026, figures)
    statements.record_statement(desk, "49", "東川端", 2026, {"watch.people": 4, "watch.acts": 21})
    made = Room(desk, qtbot, Tasks(show_error=crash, crashed=crash))
    yield made
    made.tasks.stop()
    made.desk.close()


def shares(page: TracePage) -> int:
    """Add up what the rows show at their right."""
    model = page.list.rows
    while model.canFetchMore(page.list.rootIndex()):
        model.fetchMore(page.list.rootIndex())
    rows = [model.row(model.index(at)) for at in range(model.rowCount())]
    return sum(int("".join(sign for sign in row.right if sign.isdecimal())) for row in rows if row)


def test_every_figure_opens_records_that_add_up_to_it(room: Room, show: Show) -> None:
    room.show(show, ReportsPage)
    year = reports.annual(room.desk, 2026)
    figures = [*shown_to(WATCH, city=False), *shown_to(SALON, city=False), *shown_to(CARDS, city=False)]
    seen = {}
    for figure in figures:
        row = room.find(FigureRow, row_name(figure))
        assert row.figure == f"{amount_of(year, figure):,}"
        room.click(row_name(figure))
        page = room.page()
        assert isinstance(page, TracePage)
        seen[figure.path] = shares(page)
        assert seen[figure.path] == amount_of(year, figure), figure.path
        room.click("trace_back")
    assert seen["watch.acts"] == 12  # three visits, and nine telephone calls counted for a month
    assert seen["salon.participants"] == 15


def test_records_name_people_where_the_names_are(room: Room, show: Show) -> None:
    room.show(show, ReportsPage)
    room.click("figure_watch_acts")
    page = room.page()
    assert isinstance(page, TracePage)
    said = [page.list.rows.row(page.list.rows.index(at)) for at in range(page.list.rows.rowCount())]
    assert [(r.name, r.second, r.right) for r in said if r] == [
        ("令和8年4月7日（火）", "阿部 ハツ　訪問・会えた・話せた", "1回"),
        ("令和8年5月の月計", "阿部 ハツ　担い手 原田 智子　電話", "9回"),
        ("令和8年5月26日（火）", "阿部 ハツ　訪問・会えた・話せた", "1回"),
        ("令和8年6月2日（火）", "阿部 ハツ　訪問・会えた・話せた", "1回"),
    ]
    assert "12回" in page.subheading.text()


def test_a_figure_ends_at_its_record_by_month_and_name(room: Room, show: Show) -> None:
    person = room.guests[0]
    days = [f"2026-05-{day:02}" for day in range(1, 9)]
    watching.record_visits(room.desk, [VisitDraft(person, day, "phone") for day in days])
    room.show(show, ReportsPage)
    room.click("figure_watch_acts")
    page = room.page()
    assert isinstance(page, TracePage)
    name = page.filters.findChild(SearchField)
    assert name is not None
    write(name, "はらだ")  # by the ふりがな of who wrote the month's count down
    assert page.note.text() == "えらんだ きろく 1件で、合わせると 9回です。"
    name.clear()
    page.filters._month.set_value("2026-06")
    page.filters._month.changed.emit()
    assert page.note.text() == "えらんだ きろく 1件で、合わせると 1回です。"
    room.qtbot.waitUntil(lambda: page.list.rows.rowCount() == 1)
    cell = page.list.visualRect(page.list.model().index(0, 0))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    room.settle()
    record = room.page()
    assert isinstance(record, RecordPage)
    assert "阿部 ハツ" in record.heading.text() + record.subheading.text()
    assert record.form.date.value() == "2026-06-02"


def test_the_year_is_turned_and_an_empty_one_says_so(room: Room, show: Show) -> None:
    page = room.show(show, ReportsPage)
    assert isinstance(page, ReportsPage)
    assert (page.heading.text(), page.subheading.text()) == ("令和8年度", "（2026）")
    assert not page.hint.isVisible()
    salon = reports.annual(room.desk, 2026).salon
    assert page.mean.text() == f"約{salon.participants / salon.sessions:.1f}人"
    room.click("year_before")
    room.click("year_before")
    assert page.heading.text() == "令和6年度"
    assert page.hint.isVisible()
    assert not page.mean_panel.isVisible()


def test_the_months_stand_in_the_chart_and_none_is_drawn_ahead(room: Room, show: Show) -> None:
    page = room.show(show, ReportsPage)
    assert isinstance(page, ReportsPage)
    said = page.watch.chart.accessibleName()
    assert "4月1、5月10、6月1" in said
    assert said.endswith("3月")  # still to come: no number


def test_a_change_elsewhere_reaches_the_figures(room: Room, show: Show) -> None:
    room.show(show, ReportsPage)
    done = watching.record_visit(room.desk, VisitDraft(room.guests[0], "2026-06-10", "visit"))
    room.context().changed(done.changes)
    room.settle()
    assert room.find(FigureRow, "figure_watch_acts").figure == "13"


def test_a_filled_form_notes_its_names_once_it_left(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(preview: PrintPreview) -> int:
        shown.append(preview.windowTitle())
        assert provisions() == 0
        preview.taken_out.emit("紙")
        return 1

    def provisions() -> int:
        with reading(room.desk) as session:
            return len(base.select(session, Provision))

    monkeypatch.setattr(PrintPreview, "exec", look)
    room.show(show, ReportsPage)
    room.click("form_visit_sheet")
    page = room.page()
    assert isinstance(page, FormPage)
    picks = [page.pick.box.itemText(at) for at in range(page.pick.box.count())]
    assert picks == ["みんなの分", "原田 智子"]
    room.click("form_primary")
    assert shown == ["印刷の前に見る　見守り訪問票"]
    room.settle()
    assert provisions() == 1


def test_a_blank_form_notes_nothing_and_a_council_prints_blank_sheets(
    city: Room, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(PrintPreview, "exec", lambda preview: shown.append(preview.windowTitle()))
    city.show(show, ReportsPage)
    city.click("form_salon_roster")
    page = city.page()
    assert isinstance(page, FormPage)
    assert not page.how.isVisible()
    assert "白紙" in page.note.text()
    city.click("form_primary")
    city.click("form_back")
    city.click("reports_primary")
    assert shown == ["印刷の前に見る　サロン出席表", "印刷の前に見る　地区社協活動 総括表"]


def test_what_cannot_be_printed_is_said(room: Room, show: Show) -> None:
    room.show(show, ReportsPage)
    room.click("form_card")
    room.click("form_primary")
    assert "ありません" in room.page().message.what.text()


def test_a_council_sees_districts_first_then_their_records(city: Room, show: Show) -> None:
    city.show(show, ReportsPage)
    city.click("figure_watch_acts")
    page = city.page()
    assert isinstance(page, TracePage)
    assert shares(page) == 1221
    rows = page.list.rows
    assert [rows.row(rows.index(at)).second for at in range(2)] == ["紙の報告", "紙の報告"]
    page.list.opened.emit("49")
    city.settle()
    inner = city.page()
    assert isinstance(inner, TracePage)
    assert inner is not page
    assert inner.heading.text().startswith("東川端")
    assert shares(inner) == 21


def test_a_further_programme_stands_below_only_where_something_was_done(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(monkeypatch)
    page = room.show(show, ReportsPage)
    assert room.find(FigureRow, "figure_assist_acts").figure == "3"
    assert room.find(FigureRow, "figure_assist_minutes").unit == "分"
    room.click("figure_assist_acts")
    inner = room.page()
    assert isinstance(inner, TracePage)
    assert shares(inner) == 3
    room.click("trace_back")
    assert page.findChild(QWidget, "year_assist") is not None
    room.click("year_before")
    room.click("year_before")
    assert page.findChild(QWidget, "year_assist") is None


def test_the_table_says_what_each_line_means(city: Room, show: Show) -> None:
    city.show(show, ReportsPage)
    city.click("reports_table")
    page = city.page()
    assert isinstance(page, TablePage)
    assert page.states.text() == "全2地区　紙 2地区"
    cells = [page.table.model.index(1, at).data() for at in range(4)]
    assert cells == ["49　東川端", "紙", "4", "0"]
    sums = [page.table.sums.model().index(0, at).data() for at in (0, 2, 6)]
    assert sums == ["合計", "44", "1,221"]
    city.click("table_programme_salon")
    assert page.table.sums.model().index(0, 4).data() == "300"


@pytest.mark.parametrize("size", [20, 24, 28])
def test_the_rules_hold_at_every_size(room: Room, show: Show, size: int, qapp) -> None:
    install(qapp, size)
    room.show(show, ReportsPage)
    found = faults(room.page())
    for click in ("figure_watch_acts", "trace_back", "reports_missing", "missing_back", "form_visit_sheet"):
        room.click(click)
        room.qtbot.wait(1)
        found += faults(room.page())
    assert found == []
    assert room.stack is not None
    assert room.stack.width() == 1366


def test_five_years_stand_side_by_side_and_the_framed_line_is_drawn(room: Room, show: Show) -> None:
    watching.record_visits(room.desk, [VisitDraft(room.guests[0], "2025-06-01", "visit")])
    room.show(show, ReportsPage)
    room.click("reports_years")
    page = room.page()
    assert isinstance(page, YearsPage)
    heads = [page.table.model.headerData(at, Qt.Orientation.Horizontal) for at in range(6)]
    assert heads == ["数", "令和4年度", "令和5年度", "令和6年度", "令和7年度", "令和8年度"]
    assert page.caption.text() == "延べ実施回数"
    assert page.chart.accessibleName().endswith("令和7年度1、令和8年度12")
    QTest.keyClick(page.table.view, Qt.Key.Key_Up)
    assert page.caption.text() == "地域コーディネーター数"
    room.click("years_programme_salon")  # each programme is counted when it is chosen
    assert page.caption.text() == "延べ参加人数"
    assert page.chart.accessibleName().endswith("令和7年度0、令和8年度15")
    room.click("years_programme_watch")
    assert page.chart.accessibleName().endswith("令和7年度1、令和8年度12")
    room.click("years_wording")
    area = room.find(QPlainTextEdit, "wording_text")
    assert isinstance(area, QPlainTextEdit)
    assert "延べ実施回数は12回で、前の年度（1回）より11回 多くなりました。" in area.toPlainText()
    assert faults(room.page()) == []
    area.setPlainText("直した文章")
    room.click("wording_primary")
    assert QGuiApplication.clipboard().text() == "直した文章"


def test_what_is_missing_opens_where_it_is_mended(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missing_page, "confirm", lambda *_words, **_verb: True)
    room.show(show, ReportsPage)
    room.click("reports_missing")

    def rows() -> list[tuple[str, str]]:
        page = room.page()
        assert isinstance(page, MissingPage)
        found = [page.list.rows.row(page.list.rows.index(at)) for at in range(page.list.rows.rowCount())]
        return [(row.name, row.right) for row in found if row is not None]

    def press(at: int) -> None:
        view = room.find(RowList, "missing_list")
        view.setCurrentIndex(view.rows.index(at))
        QTest.keyClick(view, Qt.Key.Key_Return)
        room.settle()

    assert rows() == [("1回ずつと月計の両方がある月", "1件"), ("月締めをしていない月", "2か月")]
    press(0)
    assert isinstance(room.page(), InboxPage)
    room.click("inbox_back")
    press(1)
    assert rows() == [("令和8年4月", ""), ("令和8年5月", "")]
    press(0)
    press(0)
    assert rows() == []
    assert room.find(QWidget, "missing_empty").isVisible()
    room.click("missing_empty_start")
    assert rows() == [("1回ずつと月計の両方がある月", "1件")]
