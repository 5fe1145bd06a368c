"""What somebody who had never seen the program stumbled over in the real window (1366x768), part by part."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QScrollArea, QTreeView, QWidget

from sasaeai_desktop.services.watch import sheets, watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.theme.metrics import TARGET, font
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import broken_lines
from sasaeai_desktop.ui.widgets.status import StatusBar
from sasaeai_desktop.ui.widgets.steps import StepCard
from ui.keys import write
from ui.pages.watch_desk import TODAY, Round
from ui.sitting import Sitting


def find(root: QWidget, name: str) -> QWidget:
    return next(w for w in root.findChildren(QWidget, name) if w.isVisible())


def in_sight(widget: QWidget) -> bool:
    """Whether the whole widget shows in the part of the page that is on the screen."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    assert isinstance(parent, QScrollArea)
    top = widget.mapTo(parent.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= parent.viewport().height()


def test_how_somebody_was_and_whose_record_it_is_are_seen_before_it_is_saved(
    here: Sitting, built: Round
) -> None:
    here.window.open("watch", built.takahashi)
    here.settle().click("watch_primary").click("record_mark_1")
    page = here.page()
    assert in_sight(find(page, "record_condition_same"))
    watcher = page.form.watcher_name()  # type: ignore[attr-defined]  # the page of a record
    assert watcher
    assert f"担い手 {watcher}" in find(page, "record_subheading").text()  # type: ignore[attr-defined]  # a label
    here.click("record_more")
    assert in_sight(find(page, "record_watcher"))


def test_looking_through_a_sheet_and_pressing_save_makes_none(here: Sitting) -> None:
    here.window.open("watch")
    here.settle().click("watch_sheets").click("sheets_primary")
    area = find(here.page(), "sheet_scroll")
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() == 0  # 予定の日 and 入力 lie above the edge
    here.click("sheet_primary")
    assert [line.sheet for line in sheets.sheets_of_month(here.desk, "2026-05")] == [None]
    assert here.window.status.when.text() == "変えたところは ありません"


def test_whoever_is_opened_from_elsewhere_ends_the_search_for_another(here: Sitting, built: Round) -> None:
    here.window.find_words("たなか")
    here.settle()
    assert here.window.header.find_field.text() == ""
    assert find(here.page(), "watch_find").text() == "たなか"  # type: ignore[attr-defined]  # a line
    here.window.open("watch", built.takahashi)
    here.settle()
    assert find(here.page(), "watch_find").text() == ""  # type: ignore[attr-defined]  # as above


def test_what_would_be_undone_next_is_said_whole(here: Sitting, built: Round) -> None:
    for person in (built.takahashi, built.tanaka):
        done = watching.record_visit(here.desk, VisitDraft(person, TODAY, "phone"))
        here.window.hub.announce(done.changes)
    here.settle()
    status = here.window.status
    for words in ("髙橋 昭一郎さんの電話をきろくしました", "見守りを2件きろくしました"):
        here.click("status_undo")
        assert words in status.following.text()
        for said in (status.what, status.following):
            assert said.fontMetrics().horizontalAdvance(said.text()) <= said.width()
        assert status.height() >= status.what.height() + status.following.height()


def test_the_note_about_a_draft_is_whole_or_not_there(show) -> None:
    bar = StatusBar()
    show(bar, 1366, 60)
    bar.show_saved("ふらっと緑が丘第2の11月30日の開催を入れました")
    for wide in range(1366, 760, -60):
        bar.resize(wide, 60)
        bar.show_draft()
        QApplication.processEvents()
        text = bar.draft.text()
        assert bar.draft.fontMetrics().horizontalAdvance(text) <= bar.draft.width() or not text
        if wide == 1366:
            assert "下書き" in text


def test_a_date_stays_whole_and_no_letter_stands_alone_on_the_last_line(show) -> None:
    show(QWidget())
    assert broken_lines("12月11日　1月8日　2月12日　3月12日", font("body"), 360)[-1] == "3月12日"
    for text in ("記録を「USB」に書き出します", "11月30日（月）に 12人 来ました"):
        for wide in range(120, 400, 7):
            lines = broken_lines(text, font("body"), wide)
            assert "".join(lines) == text
            assert all(not line[-1].isdigit() for line in lines[:-1])
    assert len(broken_lines("みどり野市社会福祉協議会への きろくを書き出します", font("body"), 480)[-1]) > 2


def test_the_file_dialog_has_rows_to_press_and_names_its_places(qtbot, show, monkeypatch, tmp_path) -> None:
    ground = QWidget()
    show(ground)
    monkeypatch.setattr(files, "keeping_place", lambda: tmp_path)
    (tmp_path / "scan001.png").write_bytes(b"")
    dialog = files._dialog(ground, "えらぶ", "絵 (*.png)", "ひらく")
    qtbot.addWidget(dialog)
    dialog.show()
    rows = next(iter(dialog.findChildren(QTreeView)))
    places = next(iter(dialog.findChildren(QListView, "sidebar")))
    qtbot.waitUntil(lambda: rows.model().rowCount(rows.rootIndex()) > 0)
    assert rows.visualRect(rows.model().index(0, 0, rows.rootIndex())).height() >= TARGET
    assert places.visualRect(places.model().index(0, 0)).height() >= TARGET
    name = places.itemDelegate().displayText("home", places.locale())
    assert name == "home"  # an unknown place keeps its own
    wide = places.fontMetrics().horizontalAdvance("ドキュメント")
    assert places.width() >= wide + 40


def test_what_was_missing_is_no_longer_complained_about_once_it_is_chosen(show) -> None:
    field = PickField("サロン", (("", "えらんでください"), ("a", "さくら")), name="salon", required=True)
    show(field)
    field.set_error(field.check())
    assert field.error == "「サロン」をえらんでください。"
    field.box.setFocus()
    QTest.keyClick(field.box, Qt.Key.Key_Down)
    assert (field.value(), field.error) == ("a", "")


def test_a_town_written_another_way_is_asked_about_and_kept_as_typed_otherwise(here: Sitting) -> None:
    here.window.open("people")
    here.settle().click("people_primary")
    line = find(here.page(), "person_town")
    line.setFocus()
    write(line, "さくら")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "さくら"  # type: ignore[attr-defined]  # a line
    offer = find(here.page(), "person_town_meant")
    assert offer.text() == "「さくら町内会」にする"  # type: ignore[attr-defined]  # a button
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert (line.text(), offer.isVisible()) == ("さくら町内会", False)  # type: ignore[attr-defined]  # as above


def test_a_step_says_its_whole_title_where_it_is_narrow_and_large(qapp, show) -> None:
    install(qapp, 28)
    card = StepCard(1, "地区のUSBを 受け取る", "read", name="step")
    card.show_state("now", "いまここ　いくつでも まとめて 受け取れます")
    show(card, 800, 300)
    low = card.sizeHint().height()
    card.resize(card.minimumSizeHint().width(), 300)
    assert card._title_lines() == ["地区のUSBを ", "受け取る"]
    assert card.sizeHint().height() > low


def test_a_file_that_is_there_is_asked_about_in_our_words(show, monkeypatch, tmp_path: Path) -> None:
    ground = QWidget()
    show(ground)
    (tmp_path / "総括表-2026.pdf").write_bytes(b"")
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(files, "keeping_place", lambda: tmp_path)
    monkeypatch.setattr(files, "ask", lambda _dialog: True)
    monkeypatch.setattr(
        files, "confirm", lambda _p, words, _d, *, verb: bool(asked.append((words, verb))) or len(asked) > 1
    )
    assert files.save_file(ground, "しまう", "総括表-2026.pdf", "PDF (*.pdf)") == str(
        tmp_path / "総括表-2026.pdf"
    )
    assert (
        asked == [("「総括表-2026.pdf」は もうあります", "入れかえる")] * 2
    )  # やめる leads back to the dialog
    assert files.save_file(ground, "しまう", "ほか", "PDF (*.pdf)").endswith("ほか.pdf")
    assert len(asked) == 2
