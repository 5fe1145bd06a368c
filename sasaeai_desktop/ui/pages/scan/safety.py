"""One scanned 安否確認一覧: the paper and what is asked at the left, the people of the paper at the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.plans import Safety
from sasaeai_desktop.domain.wareki import parse_time
from sasaeai_desktop.services.scan import safety_lists
from sasaeai_desktop.services.scan.safety_lists import DIFFERS, NEW, NOT_SEEN, Seen
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.scan.picture import Picture, Pictures
from sasaeai_desktop.ui.pages.scan.questions import WHY, Question, QuestionPanel
from sasaeai_desktop.ui.pages.scan.safety_state import SafetyState
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField, past_day
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import HintBand

_WHY = {"two": "2つの欄に 印があります。", "twice": "2枚の紙で、印が ちがいます。", "cross": "×の印です。"}
_CHOICES = (*((str(n), s.value, s.label) for n, s in enumerate(Safety, 1)), ("0", NOT_SEEN, "印なし"))
_LEFT, _WIDE = 24.0, 171.0  # mm: a row of the paper from the name to 見た人・時刻


class AnswerList(RowList):
    """The people; a digit answers the question of the framed one (a list alone would search for it).

    Signals:
        pressed_digit(str): 0 to 3.
    """

    pressed_digit = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a digit, move with arrows."""
        key = unicodedata.normalize("NFKC", event.text())
        if key and key in "0123":
            self.pressed_digit.emit(key)
            return
        super().keyPressEvent(event)


class ScanSafetyPage(Page):
    """Every ticked person can be looked at and set right; nothing is written before 「安否を保存する」."""

    object_name = "scan_safety"

    def __init__(self, context: PageContext, state: SafetyState, saved: Callable[[], object]) -> None:
        super().__init__(context)
        self.state, self._told = state, saved
        self._pictures = Pictures(state.proposal.pictures)
        p = state.proposal
        self.set_heading("紙を読み取る", f"安否確認一覧　{p.title}　票の番号 {p.number}", below=True)
        self.set_primary("安否を保存する", icon="check", action=self._save)
        for notice in p.notices:
            self.body.addWidget(HintBand(notice, name="scan_safety_notice"))
        self.questions = QuestionPanel(name="scan_safety_question")
        self.paper = Picture("読み取った紙の、この方の行", name="scan_safety_paper", high=84)
        self.by = LineField(
            "紙に書いた方",
            name="scan_safety_by",
            chars=12,
            required=False,
            support="空けると、いま使っている方",
        )
        self.date = EraDateField(
            "見た日", name="scan_safety_date", today=context.today, judge=past_day(context.today)
        )
        self.time = LineField(
            "見た時刻", name="scan_safety_time", chars=5, required=False, support="9:05 のように。空けると、いま",
            check=lambda text: parse_time(text) if text else None,
        )  # fmt: skip
        self.by.set_value(state.seen_by)
        self.date.set_value(state.date or context.today())
        self.time.set_value(state.time)
        self.list = AnswerList("紙に印のある方", name="scan_safety_list")
        self.summary = label("", "second", wrap=True, name="scan_safety_summary")
        columns = Columns(right_width=560, left_least=500, gap=24)
        columns.left.setSpacing(8)
        columns.left.addWidget(self.questions)
        columns.left.addWidget(self.paper)
        told = QHBoxLayout()
        told.setSpacing(24)
        told.addWidget(self.by)
        told.addWidget(self.time, 1)
        columns.left.addLayout(told)
        columns.left.addStretch(1)
        columns.right.setSpacing(6)
        columns.right.addWidget(self.summary)
        columns.right.addWidget(self.list, 1)
        columns.right.addWidget(self.date)
        self.body.addWidget(columns, 1)
        self._given: dict[object, str] = state.answers  # type: ignore[assignment]  # keys of these questions are people
        self._show_rows()
        self.questions.answered.connect(self._answered)
        self.questions.shown.connect(self._go_to)
        self.list.moved.connect(self._moved)
        self.list.pressed_digit.connect(self.questions.press)
        self.questions.set_questions([self._question(m) for m in p.marks], self._given)
        for field in (self.by, self.date, self.time):
            field.changed.connect(self._typed)

    # What is shown

    def _question(self, mark: Seen) -> Question:
        why = _WHY.get(mark.why) or WHY.get(mark.why, "")
        if mark.why and mark.said:
            why = f"「{label_of(Safety, mark.said)}」の欄です。{why}"
        if mark.state == DIFFERS:
            why = f"画面のきろくは「{mark.recorded_words}」です。どちらが いまの様子ですか。"
        elif mark.state == NEW:
            why = "紙の印です。ちがうときは、えらび直してください。"
        elif not mark.asks:
            why = "もう入っています。"
        words = f"{mark.order}　{mark.name}さん　{mark.place}"
        return Question(
            mark.person, words, why, _CHOICES, self._pictures.page(mark.page), mark.rect, mark.said
        )

    def _show_rows(self) -> None:
        self.list.set_rows([self._row(m) for m in self.state.proposal.marks])
        self.summary.setText(self.state.summary())

    def _row(self, mark: Seen) -> PersonRow:
        answer = self.state.answers.get(mark.person)
        if answer is None:
            return PersonRow(mark.person, f"{mark.order}　{mark.name}", mark.place, "たしかめる", ATTENTION)
        words = label_of(Safety, answer) if answer else "印なし"
        sign = {Safety.SAFE.value: DONE, Safety.HELP.value: ATTENTION}.get(answer, OPEN)
        beside = "" if mark.state != DIFFERS else f"　画面 {mark.recorded_words}"
        return PersonRow(mark.person, f"{mark.order}　{mark.name}", f"{mark.place}{beside}", words, sign)

    def _answered(self, _key: object, _code: str) -> None:
        self.state.saved = False  # the answer lies in the state already
        self._show_rows()

    def _go_to(self, key: object) -> None:
        for mark in self.state.proposal.marks:
            if mark.person == key:
                self.list.choose(mark.person)
                x, y, wide, high = mark.rect
                self.paper.show_part(
                    self._pictures.page(mark.page),
                    (_LEFT, y - 1, _WIDE, high + 2),
                    [((x, y, wide, high), True)],
                )

    def _moved(self, key: object) -> None:
        current = self.questions.current()
        if current is None or current.key != key:
            self.questions.show_key(key)

    def _typed(self) -> None:
        self.state.seen_by, self.state.date = self.by.value(), self.date.value()
        self.state.time = self.time.value()
        self.state.saved = False

    def showEvent(self, event: QShowEvent) -> None:
        """The list takes the keys: answering is what this page is for."""
        super().showEvent(event)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the question by its digit, wherever the focus is."""
        if not isinstance(QApplication.focusWidget(), QLineEdit) and self.questions.press(event.text()):
            return
        super().keyPressEvent(event)

    # Saving

    def _save(self) -> None:
        left = self.questions.left()
        if left:
            self.message.show_words(
                f"たしかめるところが、あと {left}つあります。",
                "左の絵を見て、1（無事）・2（支援が必要）・3（不明）・0（印なし）を押してください。",
            )
            return
        fault = self.date.check() or self.time.check()
        if fault:
            self.message.show_words(fault, "")
            return
        self._typed()
        try:
            time = parse_time(self.time.value()) if self.time.value() else ""
        except UserError as error:
            self.show_error(error)
            return
        desk, state = self.context.desk, self.state
        answers = dict(state.answers)
        self.act(
            lambda: safety_lists.accept_safety(
                desk, state.proposal, answers, seen_by=state.seen_by, date=state.date, time=time
            ),
            self._saved,
        )

    def _saved(self, fresh: int) -> None:
        self.state.saved = True
        if not fresh:
            self.context.note("この一覧の印は、もう入っています。")
        self._told()
        self.leave()
