"""Form fields: what people type, what they are told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

from .keys import compose, write
from .samples import today


def type_date(field: EraDateField, era: str, year: str, month: str, day: str) -> None:
    field.era.setCurrentText(era)
    for box, text in ((field.year, year), (field.month, month), (field.day, day)):
        box.setText(text)
        box.textEdited.emit(text)


@pytest.mark.parametrize(
    ("boxes", "iso"),
    [
        (("令和", "８", "６", "１１"), "2026-06-11"),  # full width, as the input method gives it
        (("令和", "元", "5", "1"), "2019-05-01"),
        (("昭和", "64", "1", "7"), "1989-01-07"),
        (("西暦", "2026", "2", "28"), "2026-02-28"),
    ],
)
def test_a_date_in_boxes(qtbot, boxes: tuple[str, str, str, str], iso: str) -> None:
    field = EraDateField("訪問した日", name="d", today=today)
    qtbot.addWidget(field)
    type_date(field, *boxes)
    assert (field.value(), field.check()) == (iso, "")


@pytest.mark.parametrize(
    "text", ["R8.6.11", "令8.6.11", "2026-06-11", "２０２６／６／１１", "令和8年6月11日"]
)
def test_a_date_in_one_line_moves_into_the_boxes(qtbot, text: str) -> None:
    field = EraDateField("訪問した日", name="d", today=today)
    qtbot.addWidget(field)
    write(field.free, text)
    field.free.editingFinished.emit()
    assert field.value() == "2026-06-11"
    assert [field.era.currentText(), *(box.text() for box in (field.year, field.month, field.day))] == [
        "令和", "8", "6", "11"
    ]  # fmt: skip
    assert "木" in field.reading.text()
    assert "2026年" in field.reading.text()


def test_a_wrong_month_is_named_and_stays(qtbot) -> None:
    field = EraDateField("訪問した日", name="d", today=today)
    qtbot.addWidget(field)
    type_date(field, "令和", "8", "13", "1")
    field.set_error(field.check())
    assert field.value() == ""
    assert "月" in field.error
    assert "1から12" in field.error
    assert field.month.text() == "13"


def test_what_is_not_understood_is_not_thrown_away(qtbot) -> None:
    field = EraDateField("訪問した日", name="d", today=today)
    qtbot.addWidget(field)
    write(field.free, "あしたごろ")
    field.free.editingFinished.emit()
    assert field.free.text() == "あしたごろ"
    assert field.check()


def test_showa_65_has_its_own_words(qtbot) -> None:
    field = EraDateField("生年月日", name="d", today=today, birth=True)
    qtbot.addWidget(field)
    type_date(field, "昭和", "65", "3", "2")
    assert "平成" in field.check()


def test_yesterday_is_one_press(qtbot) -> None:
    field = EraDateField("訪問した日", name="d", today=today)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed):
        field.findChild(QPushButton, "d_yesterday").click()
    assert field.value() == "2026-06-10"


def test_a_birth_date_shows_the_age_and_may_be_partial(qtbot) -> None:
    field = EraDateField("生年月日", name="b", today=today, birth=True)
    qtbot.addWidget(field)
    field.set_value("1941-08-20")
    assert "84歳" in field.reading.text()
    type_date(field, "昭和", "15", "3", "")
    assert (field.value(), field.check()) == ("1940-03", "")


def test_the_error_list_leads_to_the_field(qtbot, show) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    summary = ErrorSummary()
    name = LineField("氏名", name="n", required=True)
    kana = LineField("ふりがな", name="k", required=True)
    for widget in (summary, name, kana):
        column.addWidget(widget)
    show(ground)
    kana.line.setText("  ")
    kana.line.setFocus()
    assert not check_all([name, kana], summary)
    assert kana.line.hasFocus()  # the focus never moves by itself
    links = summary.findChildren(QPushButton)
    assert [link.text() for link in links] == ["「氏名」を入れてください。", "「ふりがな」を入れてください。"]
    links[0].click()
    assert name.line.hasFocus()
    assert kana.line.text() == "  "
    name.set_value("髙橋")
    kana.set_value("たかはし")
    assert check_all([name, kana], summary)
    assert not summary.isVisible()
    assert name.error == ""


def test_a_check_of_the_domain_speaks_beside_the_field(qtbot) -> None:
    def refuse(text: str) -> None:
        raise InputError(f"「{text}」は読めません。", "数字で入れてください。")

    field = LineField("回数", name="n", check=refuse)
    qtbot.addWidget(field)
    assert field.check() == ""
    field.set_value("五")
    assert field.check() == "「五」は読めません。数字で入れてください。"


def test_nothing_is_told_while_the_input_method_is_composing(qtbot, show) -> None:
    field = LineField("氏名", name="n")
    show(field)
    heard: list[str] = []
    field.changed.connect(lambda: heard.append(field.value()))
    compose(field.line, "たか")
    assert heard == []
    write(field.line, "髙")
    assert heard == ["髙"]


def test_choices_by_keys_and_back(qtbot, show) -> None:
    field = ChoiceField("性別", (("m", "男"), ("f", "女")), name="sex", required=True)
    show(field)
    assert field.check() == "「性別」をえらんでください。"
    field.buttons["m"].setFocus()
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.buttons["m"], Qt.Key.Key_Space)
    qtbot.keyClick(field.buttons["m"], Qt.Key.Key_Right)
    assert field.value() == "f"
    field.set_value("")
    assert field.value() == ""


def test_several_choices_keep_their_order(qtbot) -> None:
    field = MultiChoice("プログラム", (("tea", "お茶飲み"), ("walk", "体操"), ("sing", "歌")), name="p")
    qtbot.addWidget(field)
    field.set_value(["sing", "tea"])
    assert field.value() == ("tea", "sing")


def test_the_wheel_changes_no_box_that_nobody_is_in(qtbot, show) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    field = PickField("町内会", (("a", "さくら"), ("b", "ひばり")), name="block")
    other = QLineEdit()
    column.addWidget(field)
    column.addWidget(other)
    show(ground)
    other.setFocus()
    _turn_wheel(field.box)
    assert field.value() == "a"
    field.box.setFocus()
    _turn_wheel(field.box)
    assert field.value() == "b"


def _turn_wheel(box: QComboBox) -> None:
    middle = QPointF(box.rect().center())
    event = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)


def test_a_counter_by_buttons_keys_and_full_width_digits(qtbot, show) -> None:
    counter = Counter("子ども", name="c", value=1, most=50)
    show(counter)
    heard: list[int] = []
    counter.changed.connect(heard.append)
    counter.plus.click()
    counter.minus.click()
    counter.minus.click()
    counter.minus.click()  # already 0
    qtbot.keyClick(counter.line, Qt.Key.Key_Up)
    counter.line.selectAll()
    write(counter.line, "１２")
    assert heard == [2, 1, 0, 1, 12]
    counter.line.setText("たくさん")
    counter.line.editingFinished.emit()
    assert (counter.value(), counter.line.text()) == (12, "12")


def test_a_drop_down_is_as_wide_as_its_choices_where_there_is_room(show) -> None:
    field = PickField("サロン", (("", "えらぶ"),), name="salon")
    show(field)
    field.set_choices((("", "えらぶ"), ("1", "いきいきサロン みどりが丘ひまわり")))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    words = field.box.fontMetrics().horizontalAdvance("いきいきサロン みどりが丘ひまわり")
    assert field.box.width() > words
    assert field.box.minimumSizeHint().width() < words  # a narrow place is not widened by a long name
