"""What people stumbled over in the real window, each with events as the window system sends them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.domain import judging
from sasaeai_desktop.services.people import person_page
from sasaeai_desktop.services.watch import sheet_marks, sheets, watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.days import short_day
from sasaeai_desktop.ui.pages.person_parts import PersonFields
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.theme.metrics import TARGET
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField, PickField
from sasaeai_desktop.ui.widgets.row_list import RowList
from sasaeai_desktop.ui.widgets.search import SearchField
from ui.keys import compose, write
from ui.pages.watch_desk import TODAY, Round
from ui.sitting import Sitting


def _find(root: QWidget, name: str) -> QWidget:
    found = [w for w in root.findChildren(QWidget, name) if w.isVisible()]
    assert found, f"{name} is not on the screen"
    return found[0]


def _seen(root: QWidget, name: str) -> bool:
    return any(w.isVisible() for w in root.findChildren(QWidget, name))


def _press(widget: QWidget, at: QPoint | None = None) -> None:
    """Press on the window where the widget is, as a mouse does."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    QApplication.processEvents()
    window = widget.window()
    place = widget.mapTo(window, at or widget.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)


def _key(here: Sitting, key: Qt.Key, more: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key on the window, which is the active one."""
    handle = here.window.windowHandle()
    if QGuiApplication.focusWindow() is not handle:
        handle.requestActivate()
        QTest.qWaitForWindowActive(handle)
    QTest.keyClick(handle, key, more)


def _wheel(widget: QWidget, down: int) -> None:
    window = widget.window()
    place = QPointF(widget.mapTo(window, widget.rect().center()))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, -120 * down))
    QApplication.processEvents()


def _texts(root: QWidget) -> str:
    said = [label.text() for label in root.findChildren(QLabel) if label.isVisible()]
    return "\n".join(said)


# -- nothing changes in silence ---------------------------------------------------------------------------------------


def test_the_wheel_neither_changes_nor_enters_a_box_and_turns_no_tab(here: Sitting, show) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    field, line = PickField("町内会", (("a", "さくら"), ("b", "ひばり")), name="block"), QLineEdit()
    column.addWidget(field)
    column.addWidget(line)
    show(ground)
    line.setFocus()
    _wheel(field.box, 1)
    assert (field.value(), field.box.hasFocus()) == ("a", False)
    field.box.setFocus(Qt.FocusReason.MouseFocusReason)
    _wheel(field.box, 1)
    assert field.value() == "b"
    before = here.window.tabs.currentIndex()
    here.window.activateWindow()
    _wheel(here.window.tabs, 1)
    assert here.window.tabs.currentIndex() == before


def test_a_day_far_back_is_asked_about_and_the_likely_one_is_a_press(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.tanaka)
    here.settle().click("watch_primary").click("record_mark_1").click("record_date_other")
    page = here.page()
    year = _find(page, "record_date_year")
    year.setFocus()
    year.selectAll()  # type: ignore[attr-defined]  # a line
    QTest.keyClicks(year, "5")
    here.click("record_primary")
    assert len(person_page.person_view(here.desk, built.tanaka).visits) == 1
    assert "令和8年6月11日ではありませんか" in _texts(page) or "より前" in _texts(page)
    _press(_find(page, "record_date_keep"))
    here.click("record_primary")
    dates = {v.date for v in person_page.person_view(here.desk, built.tanaka).visits}
    assert "2023-06-11" in dates


def test_the_offered_day_is_taken_by_its_button(qtbot, show) -> None:
    field = EraDateField(
        "訪問した日", name="d", today=lambda: TODAY, judge=lambda day: judging.judge_typed_day(day, TODAY)
    )
    show(field)
    _press(field.days["other"])
    write(field.year, "6")
    write(field.month, "6")
    write(field.day, "1")
    field.day.editingFinished.emit()
    assert field.check() != ""
    _press(_find(field, "d_offer"))
    assert (field.value(), field.check()) == ("2026-06-01", "")


def test_whoever_was_not_there_is_not_said_to_be_as_ever(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle().click("watch_primary")
    _key(here, Qt.Key.Key_0)
    here.click("record_primary")
    visit = person_page.person_view(here.desk, built.takahashi).visits[0]
    assert (visit.result, visit.condition) == ("absent", "")
    assert here.window.status.what.text() == "髙橋 昭一郎さんの不在をきろくしました"


def test_the_signs_belong_to_the_mark_just_typed(here: Sitting, monkeypatch) -> None:
    asked: list[str] = []

    class Dialog:
        def __init__(self, _parent, title, _held) -> None:
            asked.append(title)

        def noted(self):
            return "concern", (), "やせた"

    monkeypatch.setattr("sasaeai_desktop.ui.pages.watch.sheet.SignDialog", Dialog)
    monkeypatch.setattr("sasaeai_desktop.ui.pages.watch.sheet.ask", lambda _dialog: True)
    here.window.open("watch")
    here.settle().click("watch_sheets").click("sheets_primary")
    page = here.page()
    _key(here, Qt.Key.Key_1)
    _key(here, Qt.Key.Key_4)
    assert asked == ["髙橋 昭一郎さん　5月1日（金）"]
    assert page.marks.first(0, 1).memo == "やせた"  # type: ignore[attr-defined]  # the sheet's page
    _key(here, Qt.Key.Key_Right)  # the hand moved the cursor: 4 is about the cell again
    _key(here, Qt.Key.Key_4)
    assert len(asked) == 1
    assert "まだ印がありません" in _texts(page)


def test_looking_at_a_sheet_makes_none_and_saving_its_first_mark_does(here: Sitting, built: Round) -> None:
    here.window.open("watch")
    here.settle().click("watch_sheets").click("sheets_primary")
    _key(here, Qt.Key.Key_Escape)
    here.settle()
    assert [line.sheet for line in sheets.sheets_of_month(here.desk, "2026-05")] == [None]
    here.click("sheets_primary")
    _key(here, Qt.Key.Key_1)
    here.click("sheet_primary")
    made = sheets.sheets_of_month(here.desk, "2026-05")[0]
    assert (made.number, made.marks) == ("0501", 2)
    view = sheets.look_at(here.desk, built.watcher, "2026-05")
    assert (view.sheet, view.number) == (made.sheet, "0501")
    assert sheet_marks.save_round(here.desk, view, []).result == 0


# -- who is on the page ------------------------------------------------------------------------------------------------


def test_a_search_that_finds_nobody_leaves_nobody_beside_it(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle()
    assert _seen(here.window, "watch_primary")
    field = _find(here.window, "watch_find")
    _press(field)
    for _ in range(3):
        _key(here, Qt.Key.Key_Z)
    here.settle()
    assert "髙橋 昭一郎" not in _texts(here.page())
    assert not _seen(here.window, "watch_primary")
    assert "いません" in _texts(here.page())


def test_an_error_goes_with_the_person_and_with_the_tab(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle()
    here.page().message.show_words("書けませんでした。", "もう一度 押してください。")
    here.window.open("watch", built.tanaka)
    here.settle()
    assert not here.page().message.isVisible()
    here.page().message.show_words("書けませんでした。", "もう一度 押してください。")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        _key(here, key, Qt.KeyboardModifier.AltModifier)
        here.settle()
    assert not here.page().message.isVisible()


def test_the_active_tab_leads_home_by_mouse_and_key(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle()
    for again in ("mouse", "key"):
        here.click("watch_history")
        assert here.page().objectName() == "history"
        if again == "mouse":
            tabs = here.window.tabs
            _press(tabs, tabs.tabRect(tabs.currentIndex()).center() + QPoint(23, 0))
        else:
            _key(here, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        here.settle()
        assert here.page().objectName() == "watch"


def test_sagasu_begins_at_the_list_whatever_lay_over_it(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle().click("watch_history")
    here.window.find_words("たなか")
    here.settle()
    assert _find(here.window, "watch_heading").text() == "田中 スミ"  # type: ignore[attr-defined]  # a label


# -- words and time ----------------------------------------------------------------------------------------------------


def test_old_days_carry_their_year_and_a_history_its_years(here: Sitting, built: Round) -> None:
    for day in ("2023-09-07", "2024-04-02"):
        watching.record_visit(here.desk, VisitDraft(built.takahashi, day, "visit"))
    here.window.open("watch", built.takahashi)
    here.settle()
    assert "R6.4.2" in _find(here.window, "watch_timeline_2").accessibleName()
    here.click("watch_history").click("history_year_2023")
    assert "令和5年度" in _texts(here.page())
    assert "9月7日" in _find(here.window, "history_timeline_0").accessibleName()
    assert [short_day(d, TODAY) for d in ("2026-04-01", "2026-03-31")] == ["4月1日", "令和8年3月31日"]


def test_undo_of_an_earlier_sitting_is_asked_and_names_what_it_undoes(
    here: Sitting, built: Round, monkeypatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "sasaeai_desktop.ui.desk_window.confirm", lambda _p, words, _d, *, verb: bool(asked.append(words))
    )
    watching.record_visit(here.desk, VisitDraft(built.takahashi, TODAY, "visit"))  # by nobody at this window
    here.window.setFocus()
    _key(here, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    here.settle()
    assert asked == ["6月11日（木）の「髙橋 昭一郎さんの訪問をきろくしました」を 元にもどしますか。"]
    assert len(person_page.person_view(here.desk, built.takahashi).visits) == 2


def test_rows_of_a_drop_down_are_high_enough_at_every_size(qapp, show) -> None:
    for size in (20, 28):
        install(qapp, size)
        field = PickField("町内会", (("a", "さくら"), ("b", "ひばり")), name="block")
        show(field)
        view = field.box.view()
        assert all(view.sizeHintForRow(at) >= TARGET for at in range(2))


def test_digits_of_the_grid_do_not_shrink_as_the_words_grow(qapp, here: Sitting) -> None:
    here.window.open("watch")
    here.settle().click("watch_sheets").click("sheets_primary")
    grid, sizes = here.page().grid, []  # type: ignore[attr-defined]  # the sheet's page
    for size in (20, 24, 28):
        install(qapp, size)
        here.settle()
        QTest.qWait(30)
        sizes.append((grid.look.digits("second").pixelSize(), grid.cell_rect(0, 1).width()))
    assert sizes == sorted(sizes)
    assert sizes[2][0] > sizes[0][0]


# -- the input method --------------------------------------------------------------------------------------------------


def test_a_word_still_being_typed_is_kept_when_a_button_is_pressed(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle().click("watch_contacts").click("contacts_primary")
    name = _find(here.window, "contact_name")
    name.setFocus()
    compose(name, "たかはし")
    _press(_find(here.window, "contact_form_primary"))
    here.settle()
    assert person_page.person_view(here.desk, built.takahashi).contacts[0].name == "たかはし"


def test_digits_need_no_input_method_and_half_typed_letters_keep_the_result(qtbot, show) -> None:
    date = EraDateField("生年月日", name="b", today=lambda: TODAY, birth=True)
    show(date)
    hint = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert [box.testAttribute(hint) for box in (date.year, date.month, date.day)] == [True, False, False]
    wanted = (
        Qt.InputMethodQuery.ImEnabled
    )  # what the input method itself asks; the attribute did not stop ibus
    asked = [QInputMethodQueryEvent(wanted) for _ in range(3)]
    for box, event in zip((date.year, date.month, date.day), asked, strict=True):
        QApplication.sendEvent(box, event)
    assert [event.value(wanted) for event in asked] == [True, False, False]
    field = SearchField("さがす", name="s")
    show(field)
    heard: list[str] = []
    field.searched.connect(heard.append)
    for half in ("t", "た", "たn", "たな", "たなｋ", "たなか"):
        compose(field, half)
    assert heard == ["た", "たな", "たなか"]


def test_the_reading_of_a_name_taken_back_does_not_stay(qtbot, show) -> None:
    fields = PersonFields(lambda: TODAY)
    show(fields)
    name, kana = fields.named["name"], fields.named["kana"]
    assert isinstance(name, LineField)
    for reading, written in (("たろう", "太郎"), ("はなこ", "花子")):
        name.line.selectAll()
        QTest.keyClick(name.line, Qt.Key.Key_Backspace)
        compose(name.line, reading)
        fixed = QInputMethodEvent()
        fixed.setCommitString(written)
        QApplication.sendEvent(name.line, fixed)
        assert (name.value(), kana.value()) == (written, reading)


def test_the_enter_that_fixes_a_word_presses_nothing_and_its_reading_is_known(qtbot, show) -> None:
    field = LineField("氏名", name="n")
    show(field)
    pressed: list[int] = []
    field.line.returnPressed.connect(lambda: pressed.append(1))
    with qtbot.waitSignal(field.line.read) as reading:
        compose(field.line, "タカハシ")
        compose(field.line, "髙橋")
        event = QInputMethodEvent()
        event.setCommitString("髙橋")
        QApplication.sendEvent(field.line, event)
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert (field.value(), reading.args, pressed) == ("髙橋", ["たかはし"], [])
    QTest.qWait(60)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert pressed == [1]


def test_an_assistive_program_opens_a_row_by_choosing_it(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle()
    rows = _find(here.window, "watch_list")
    assert isinstance(rows, RowList)
    there = rows.rows.find(built.tanaka)
    rows.selectionModel().select(there, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    here.settle()
    QTest.qWait(150)
    here.settle()
    assert _find(here.window, "watch_heading").text() == "田中 スミ"  # type: ignore[attr-defined]  # a label


def test_the_baseline_is_written_where_it_is_read(here: Sitting, built: Round) -> None:
    here.window.open("watch", built.takahashi)
    here.settle()
    _press(_find(here.window, "watch_baseline_change"))
    area = _find(here.window, "watch_baseline_text")
    assert QGuiApplication.focusObject() is not None
    write(area, "朝は6時に雨戸を開ける。")
    _press(_find(here.window, "watch_baseline_save"))
    here.settle()
    assert person_page.person_view(here.desk, built.takahashi).person.baseline == "朝は6時に雨戸を開ける。"
    assert "朝は6時に雨戸を開ける。" in _texts(here.page())


@pytest.mark.parametrize("ending", ["fixed", "thrown away", "nothing"])
def test_whatever_an_input_method_does_at_leaving_the_word_is_there_once(show, ending: str) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    field, area, other = LineField("氏名", name="n"), AreaField("メモ", name="m"), QLineEdit()
    for widget in (field, area, other):
        column.addWidget(widget)
    show(ground)
    for box, read in ((field.line, field.value), (area.area, area.value)):
        box.setFocus()
        compose(box, "たかはし")
        if ending != "nothing":
            event = QInputMethodEvent()
            event.setCommitString("たかはし" if ending == "fixed" else "")
            QApplication.sendEvent(box, event)
        other.setFocus()
        assert read() == "たかはし"
