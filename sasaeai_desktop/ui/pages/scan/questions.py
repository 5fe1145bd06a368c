"""One doubtful box after the other: its picture large, and ある / なし by one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.judging import RULES
from sasaeai_desktop.domain.paper_boxes import Rect
from sasaeai_desktop.ui.pages.scan.picture import Picture, around
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import step_buttons
from sasaeai_desktop.ui.widgets.choices import ChoiceButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.signs import Sign

_BESIDE = 640  # px at 小
WHY = {
    "faint": "うすい印か、小さい印です。",
    "shape": "印の形が いつもと ちがいます。「不」や、消した印かもしれません。",
    "cross": "×の印です。来たのか、来なかったのか、紙を見て きめてください。",
    "line": "線が1本 引いてあります。",
    "absent": "ほかの欄に○があります。来なかった印かもしれません。",
    "two": "同じ日に 2つの印があります。",
    "between": "となりの印と つながっています。",
    "small": "小さい四角に 何か書いてあります。",
    "twice": "2回読み取った紙の 片方だけに 印があります。",
    "page": "紙の線の場所が はっきりしません。",
}


def why_words(code: str) -> str:
    """Return why a mark is asked about: by its shape, or by a rule of judgement."""
    rule = RULES.get(code)
    return WHY.get(code, rule.words if rule else "")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one box.

    Attributes:
        key: what the page knows it by.
        words: who and when.
        why: why it is asked.
        choices: (key to press, code, words).
        page: picture of the page.
        rect: of the box, in mm.
        likely: code of the likelier answer, "" for none.
    """

    key: object
    words: str
    why: str
    choices: tuple[tuple[str, str, str], ...]
    page: QImage
    rect: Rect
    likely: str = ""


class QuestionPanel(Panel):
    """Shows one question of many.

    Signals:
        answered(object, str): key and code.
        shown(object): key of the question that is shown now.
    """

    answered = Signal(object, str)
    shown = Signal(object)

    def __init__(self, *, name: str = "scan_question") -> None:
        super().__init__(name=name, pad=14, gap=5)
        self._questions: list[Question] = []
        self._given: dict[object, str] = {}
        self._at = 0
        self._sign = Sign("attention", 28)
        self.heading = label("", "subsection", name=f"{name}_heading")
        self.before, self.after = step_buttons(name, "前のところ", "つぎのところ", self.turn)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign)
        head.addWidget(self.heading, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        self.words = label("", "strong", wrap=True, name=f"{name}_words")
        self.why = label("", "second", wrap=True, name=f"{name}_why")
        self.picture = Picture("たしかめる印の絵", name=f"{name}_picture", high=104)
        self.buttons = QWidget()
        self._row = FlowLayout(self.buttons, gap=8)
        said = QVBoxLayout()
        said.setSpacing(5)
        said.addWidget(self.why)
        said.addWidget(self.buttons)
        said.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(5)
        self._body.addWidget(self.picture, 1)
        self._body.addLayout(said, 1)
        self.add_layout(head)
        self.add(self.words)
        self.add_layout(self._body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the picture beside the answers where there is room: large text leaves little height."""
        super().resizeEvent(event)
        beside = event.size().width() >= px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._body.direction() != way:
            self._body.setDirection(way)
            self._body.setSpacing(24 if beside else 5)

    def set_questions(self, questions: Sequence[Question], given: dict[object, str]) -> None:
        """Ask these, beginning with the first that has no answer.

        Args:
            questions: in paper order.
            given: answers by key, kept by the page.
        """
        self._questions, self._given = list(questions), given
        self._go_on(-1)

    def left(self) -> int:
        """Return how many questions have no answer."""
        return sum(1 for q in self._questions if q.key not in self._given)

    def current(self) -> Question | None:
        """Return the question that is shown."""
        return self._questions[self._at] if self._questions else None

    def show_key(self, key: object) -> bool:
        """Show the question about a box; False when there is none."""
        for at, question in enumerate(self._questions):
            if question.key == key:
                self._show(at)
                return True
        return False

    def turn(self, by: int) -> None:
        """Show the next question or the one before."""
        if self._questions:
            self._show((self._at + by) % len(self._questions))

    def press(self, key: str) -> bool:
        """Answer by a key; False when it stands for nothing here."""
        question = self.current()
        if question is None:
            return False
        for pressed, code, _ in question.choices:
            if pressed == key:
                self._answer(code)
                return True
        return False

    def _answer(self, code: str) -> None:
        question = self.current()
        assert question is not None
        self._given[question.key] = code
        self.answered.emit(question.key, code)
        self._go_on(self._at)

    def _go_on(self, at: int) -> None:
        """Show the next question without an answer; after the last, the present one stays."""
        count = len(self._questions)
        for step in range(1, count + 1):
            there = (at + step) % count
            if self._questions[there].key not in self._given:
                self._show(there)
                return
        self._show(max(0, min(at, count - 1)))

    def _show(self, at: int) -> None:
        self._at = at
        question = self.current()
        self._sign.set_sign("attention" if self.left() else "done")
        for widget in (self.before, self.after, self.words, self.why, self.picture, self.buttons):
            widget.setVisible(question is not None)
        if question is None:
            self.heading.setText("たしかめるところは ありません")
            return
        # No longer than before when all is answered: the page beside it would be pushed away.
        done = "たしかめるところ" if self.left() else "たしかめました"
        self.heading.setText(f"{done} {at + 1}／{len(self._questions)}")
        self.words.setText(question.words)
        self.why.setText(question.why)
        self.picture.show_part(question.page, around(question.rect, 9, 2.5), [(question.rect, True)])
        clear_layout(self._row)
        for key, code, words in question.choices:
            button = ChoiceButton(f"{key}　{words}", name=f"{self.objectName()}_{code}")
            button.setChecked(self._given.get(question.key) == code)
            button.setAccessibleDescription(f"{key}のキーでも えらべます")
            button.clicked.connect(lambda _on=False, code=code: self._answer(code))
            self._row.addWidget(button)
        self.shown.emit(question.key)
