"""報告・印刷: the gallery of forms, whom each is filled for, batches with やめる, tables, printer and copies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.forms import registry
from sasaeai_desktop.paths import resource
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.reports import gallery, paper_tables, printing
from sasaeai_desktop.services.reports.papers import wanted
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.services.watch.registering import AssignmentDraft, CaseDraft
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.dialogs.print_to import PrintOrder, PrintTo
from sasaeai_desktop.ui.dialogs.working import Working
from sasaeai_desktop.ui.pages.reports import form_page
from sasaeai_desktop.ui.pages.reports import page as reports_page
from sasaeai_desktop.ui.pages.reports.form_page import FormPage
from sasaeai_desktop.ui.pages.reports.form_words import CITY, FORMS
from sasaeai_desktop.ui.pages.reports.page import ReportsPage
from sasaeai_desktop.ui.pages.reports.printing import span_of
from sasaeai_desktop.ui.printing import show_batch
from sasaeai_desktop.ui.theme.install import install
from ui.rules import faults
from ui.samples import white_page

from .desk_room import Room, new_room

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path)
    desk, helper = made.desk, volunteers.find_volunteers(made.desk)[0].id
    volunteers.add_role(desk, helper, "watcher", "2025-04-01")
    for order, person in enumerate(made.guests):
        registering.start_watches(desk, [CaseDraft(person=person, start="2025-04-01", every_days=4)])
        registering.assign_many(desk, [AssignmentDraft(person, helper, "2025-04-01", order=order)])
    watching.record_visit(desk, VisitDraft(made.guests[0], "2026-06-02", "visit", watchers=(helper,)))
    yield made
    made.tasks.stop()
    made.desk.close()


def opened(room: Room, show: Show, form: str) -> FormPage:
    room.show(show, ReportsPage)
    room.click(f"form_{form.replace('-', '_')}")
    page = room.page()
    assert isinstance(page, FormPage)
    return page


# The gallery


def test_the_gallery_has_every_form_with_its_picture(room: Room, show: Show) -> None:
    page = room.show(show, ReportsPage)
    pressed = [
        b.objectName() for b in page.findChildren(QAbstractButton) if b.objectName().startswith("form_")
    ]
    later = {
        form for group, forms in registry.groups().items() if registry.wanted_with(group) for form in forms
    }
    wanted = set(gallery.forms()) - later  # forms of programmes that nobody here does stand in nobody's way
    assert sorted(pressed) == sorted(f"form_{form.replace('-', '_')}" for form in wanted)
    for form in gallery.forms():
        assert resource(f"forms/{form}.png").is_file(), form


def test_the_window_knows_what_each_form_is() -> None:
    assert list(FORMS) == gallery.forms()
    assert {form for form, words in FORMS.items() if words.table} == set(paper_tables.table_forms())
    assert {form for form, words in FORMS.items() if words.outside} == {
        form for form in FORMS if printing.has_outside(form)
    }


# Every form from the window

EMPTY_AS_YET = {
    "evacuation-plan", "safety-list", "safety-summary", "help-request", "help-record", "receipt", "school-watch", "handover",
    "grant-steps", "meeting-minutes", "contact-list", "network-map", "commissioner-month", "plan-matrix", "plan-progress",
}  # fmt: skip


def test_every_form_can_be_filled_and_shown(room: Room, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        PrintPreview, "exec", lambda preview: shown.append(preview.windowTitle().split("　")[1])
    )
    tab = room.show(show, ReportsPage)
    said: dict[str, str] = {}
    titles = gallery.titles()
    fillable = [form for form, words in FORMS.items() if words.side not in (CITY, "nobody")]
    for form in fillable:
        tab.show_subject(form)  # those of programmes that are not done here are not in the gallery
        room.settle()
        page = room.page()
        assert isinstance(page, FormPage)
        if not page.words.everything and page.words.whom:
            page.pick.box.setCurrentIndex(1)
        room.click("form_primary")
        said[form] = page.message.what.text() if page.message.isVisible() else ""
        room.click("form_back")
    # There is no card, no stick, no plan, no request, no school and nothing handed on yet: these say so, all others are shown.
    empty = {form for form, words in said.items() if words}
    assert empty == {"card", "card-no-name", "handover-receipt"} | EMPTY_AS_YET
    assert shown == [titles[form] for form in fillable if form not in empty]


def test_outside_the_district_only_consent_shows_a_name(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "名簿.xlsx"
    monkeypatch.setattr(form_page, "ask_path", lambda _page, _name: str(target))
    page = opened(room, show, "watcher-list")
    room.click("form_place_outside")
    assert "同意のない方" in page.note.text()
    room.click("form_table")
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert [row[3] or "" for row in rows[1:]] == ["", "", "", ""]
    assert "阿部" not in str(rows)


def test_a_table_is_saved_from_the_page_of_the_year(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        reports_page, "ask_path", lambda _page, name: str(tmp_path / name.removesuffix(".xlsx"))
    )
    room.show(show, ReportsPage)
    room.click("reports_table")
    (made,) = tmp_path.glob("年間実績-*.xlsx")
    rows = list(openpyxl.load_workbook(made).active.iter_rows(values_only=True))
    assert rows[1][1] == "みどりが丘地区社会福祉協議会"
    assert rows[1][8] == 1  # one act


def test_years_stand_beside_months(room: Room, show: Show) -> None:
    page = room.show(show, ReportsPage)
    assert isinstance(page, ReportsPage)
    room.click("reports_span_years")
    assert page.watch.chart_label.text() == "年度ごとの見守り（回）"
    assert page.watch.chart.accessibleName().endswith("R4年度0、R5年度0、R6年度0、R7年度0、R8年度1")
    room.click("reports_span_months")
    assert "6月1" in page.watch.chart.accessibleName()


# A batch


def test_a_batch_stops_between_two_sheets(room: Room, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    begun, go = threading.Event(), threading.Event()
    monkeypatch.setattr(PrintPreview, "exec", lambda _preview: drawn.append(-1))
    page = room.show(show, ReportsPage)

    def draw(report: wanted.Report) -> printing.Printed:
        for sheet in range(500):
            report(sheet, 500)
            drawn.append(sheet)
            begun.set()
            go.wait(5)
        raise AssertionError("nobody stopped it")

    show_batch(page, draw, "みんな")
    dialog = page.findChild(Working)
    room.qtbot.waitUntil(lambda: begun.is_set() and dialog.isVisible(), timeout=5000)
    assert faults(dialog) == []
    dialog.panel.cancel.click()
    go.set()
    room.settle()
    assert drawn == [0]


# The printer


def preview(**more: object) -> PrintPreview:
    settings = {
        "render": white_page,
        "pages": 3,
        "printers": lambda: ["事務所のプリンター", "集会所"],
        **more,
    }
    return PrintPreview(None, "見守り訪問票", b"%PDF-1.4", **settings)


def paper_file(path: Path) -> QPdfWriter:
    """Return a device that prints into a file, as a printer does onto paper."""
    device = QPdfWriter(str(path))
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setResolution(72)
    return device


@pytest.mark.parametrize(
    ("order", "sheets"),
    [
        (PrintOrder("集会所", 1, (0, 1, 2)), 3),
        (PrintOrder("集会所", 2, (0, 1, 2)), 6),
        (PrintOrder("集会所", 1, (1,)), 1),
    ],
)
def test_copies_and_pages_reach_the_printer(
    show: Show, tmp_path: Path, order: PrintOrder, sheets: int
) -> None:
    asked: list[tuple[object, ...]] = []
    path = tmp_path / "printed.pdf"

    def ask(_parent: QWidget, printers: list[str], page: int, count: int) -> PrintOrder:
        asked.append((list(printers), page, count))
        return order

    dialog = show(preview(ask_order=ask, device=lambda _order: paper_file(path)))
    assert isinstance(dialog, PrintPreview)
    out: list[str] = []
    dialog.taken_out.connect(out.append)
    dialog.print_button.click()
    assert asked == [(["事務所のプリンター", "集会所"], 0, 3)]
    assert out == ["紙"]
    assert len(pypdfium2.PdfDocument(path)) == sheets


def test_stopping_at_the_printer_leaves_the_rest(show: Show, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    painted: list[int] = []

    def render(page: int, width: int) -> object:
        painted.append(page)
        if (
            len(painted) == 3
        ):  # the first is the one shown; やめる is pressed while the second sheet is painted
            dialog.progress.cancel.click()
        return white_page(page, width)

    order = PrintOrder("集会所", 5, (0, 1, 2))
    dialog = show(preview(render=render, ask_order=lambda *_: order, device=lambda _order: paper_file(path)))
    assert isinstance(dialog, PrintPreview)
    dialog.print_button.click()
    assert len(pypdfium2.PdfDocument(path)) == 2


def test_nothing_is_noted_when_the_person_changes_their_mind(show: Show) -> None:
    out: list[str] = []
    dialog = show(preview(ask_order=lambda *_: None))
    assert isinstance(dialog, PrintPreview)
    dialog.taken_out.connect(out.append)
    dialog.print_button.click()
    assert out == []
    assert dialog.isVisible()


def test_the_printer_is_asked_in_few_words(show: Show) -> None:
    dialog = show(PrintTo(None, ["事務所のプリンター", "集会所"], page=1, count=3), 600, 460)
    assert isinstance(dialog, PrintTo)
    assert faults(dialog) == []
    assert dialog.order() == PrintOrder("事務所のプリンター", 1, (0, 1, 2))
    dialog.printer.box.setCurrentIndex(1)
    dialog.pages.buttons["this"].click()
    dialog.copies.plus.click()
    assert dialog.order() == PrintOrder("集会所", 2, (1,))
    assert len([b for b in dialog.findChildren(QPushButton) if b.isVisible()]) <= 6


@pytest.mark.parametrize("size", [20, 28])
def test_the_rules_hold_on_every_form(room: Room, show: Show, size: int, qapp: object) -> None:
    install(qapp, size)
    room.show(show, ReportsPage)
    found = []
    for form in ("register-card", "watcher-list", "salon-report", "recovery-key"):
        room.click(f"form_{form.replace('-', '_')}")
        found += faults(room.page())
        room.click("form_back")
    assert found == []


def test_a_file_is_named_by_what_its_form_is_about() -> None:
    fill = wanted.Wanted("2026-11", 2025)
    assert [span_of(form, fill) for form in ("city-table", "visit-sheet")] == ["2025", "2026-11"]
