"""A date: the usual days (きょう, きのう or あした), or ほかの日 with its boxes; and the question where a date is an unlikely one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain import judging, wareki
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceButton
from sasaeai_desktop.ui.widgets.era_boxes import EraBoxes
from sasaeai_desktop.ui.widgets.fields import Field
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, label

Judge = Callable[[str], Sequence[Finding]]
"""What the rules of judgement say of an ISO date."""

_DAYS = {"yesterday": ("きのう", 1), "today": ("きょう", 0), "tomorrow": ("あした", -1)}
PAST, AHEAD, EITHER = ("today", "yesterday"), ("today", "tomorrow"), ("yesterday", "today", "tomorrow")
"""Which days have a button: of what was done, of what is to come, of what is planned or written down afterwards."""
_OTHER = "other"


def past_day(today: Callable[[], str]) -> Judge:
    """Return the judgement of a day on which something was done: not to come, and asked about when far back."""
    return lambda iso: judging.judge_typed_day(iso, today())


def told_day(today: Callable[[], str]) -> Judge:
    """Return the judgement of a day on which something was said or signed, however long ago: only not to come."""
    return lambda iso: judging.judge_day(iso, today())


def planned_day(today: Callable[[], str]) -> Judge:
    """Return the judgement of a day that may be to come, but hardly lies far back."""
    return lambda iso: judging.questions(judging.judge_typed_day(iso, today()))


class EraDateField(Field):
    """A day: two buttons for the usual ones, and the boxes of any other behind ほかの日.

    ``value`` is the ISO date or "" (empty or not understood: ask ``check``). What was typed is never changed.

    Args:
        today: returns today's ISO date.
        birth: a birth date: boxes only, 不詳 parts may stay empty, the age is shown.
        judge: says what is impossible or unlikely; an unlikely day is asked about before it is taken.
        usual: the days that have a button: ``PAST``, ``AHEAD`` or ``EITHER``.
    """

    def __init__(
        self,
        words: str,
        *,
        name: str,
        today: Callable[[], str],
        required: bool | None = None,
        support: str = "",
        birth: bool = False,
        judge: Judge | None = None,
        usual: Sequence[str] = PAST,
    ) -> None:
        super().__init__(words, name=name, required=required, support=support)
        self._today, self._birth, self._usual = today, birth, usual
        rules: Judge = (lambda iso: judging.judge_birth(iso, today())) if birth else (lambda _iso: ())
        self.judge: Judge = judge or rules
        self._agreed = ""
        self.boxes = EraBoxes(words, name=name, birth=birth)
        self.era, self.year, self.month = self.boxes.era, self.boxes.year, self.boxes.month
        self.day, self.free = self.boxes.day, self.boxes.free
        self.reading = label("", "second", name=f"{name}_reading", wrap=True)
        self.question = _Question(name, self._take_offer, self._keep_day)
        self.days: dict[str, ChoiceButton] = {}
        body = self._body(name)
        first = next(iter(self.days.values()), None)
        self._finish(body, self.year if first is None else first)
        for button in self.days.values():  # ``Field`` named the first by the label
            button.setAccessibleName(button.text())
            button.setAccessibleDescription(words)
        self.boxes.typed.connect(self._typed)
        self.boxes.left.connect(self._box_left)
        self._fold()
        self._show_reading()

    def _body(self, name: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if not self._birth:
            row = FlowLayout(gap=8)
            for code, text in (*((code, _DAYS[code][0]) for code in self._usual), (_OTHER, "ほかの日")):
                button = ChoiceButton(text, name=f"{name}_{code}")
                button.clicked.connect(lambda checked, c=code: self._chosen(c, on=checked))
                self.days[code] = button
                row.addWidget(button)
            column.addLayout(row)
        column.addWidget(self.boxes)
        column.addWidget(self.reading)
        column.addWidget(self.question)
        return body

    # What stands here

    def value(self) -> str:
        """Return the ISO date ("1940" or "1940-03" for a birth date in parts), "" when there is none."""
        return self.boxes.read()[0]

    def set_value(self, iso: str) -> None:
        """Show an ISO date that is on file, or "": nobody is asked about it."""
        self._agreed = iso
        self.boxes.show_date(iso)
        self._fold()
        self._show_reading()

    def raw(self) -> dict[str, str]:
        """Return what stands in each box, understood or not."""
        return {
            "era": self.era.currentText(),
            **{name: box.text() for name, box in self.boxes.boxes().items()},
        }

    def set_raw(self, raw: Any) -> None:
        """Show what ``raw`` returned."""
        if not isinstance(raw, dict):
            return
        self.era.setCurrentText(str(raw.get("era", "")))
        for name, box in self.boxes.boxes().items():
            box.setText(str(raw.get(name, "")))
        self._fold()
        self._show_reading()
        self._ask()

    def check(self) -> str:
        """Return what is wrong with the date, or what has to be answered first; "" when nothing is."""
        iso, complaint = self.boxes.read()
        if complaint:
            return complaint
        if self.required and not iso:
            return f"「{self.words}」を入れてください。"
        found = self._ask()
        if found is None:
            return ""
        return found.words if found.impossible else f"「{self.words}」の日を たしかめてください。"

    def _fault_widgets(self) -> tuple[QWidget, ...]:
        return (*self.days.values(), self.year, self.month, self.day)

    def focus(self) -> None:
        """Put the cursor where the day is entered."""
        boxes = self._birth or self.days[_OTHER].isChecked()
        (self.year if boxes else self._editor).setFocus(Qt.FocusReason.OtherFocusReason)

    # きょう, きのう, あした, ほかの日

    def _day(self, ago: int) -> str:
        return (date.fromisoformat(self._today()) - timedelta(days=ago)).isoformat()

    def _chosen(self, code: str, *, on: bool) -> None:
        if code == _OTHER:
            self._choose(_OTHER if on or self.value() else "")
            return
        self.boxes.show_date(self._day(_DAYS[code][1]) if on else "")
        self._choose(code if on else "")
        self._typed()
        self.left.emit()

    def _choose(self, code: str) -> None:
        for each, button in self.days.items():
            button.setChecked(each == code)
        self.boxes.setVisible(self._birth or code == _OTHER)

    def _fold(self) -> None:
        """Show the button of the day, and the boxes for any other."""
        if self._birth:
            return
        iso, _complaint = self.boxes.read()
        usual = next((code for code in self._usual if iso and iso == self._day(_DAYS[code][1])), "")
        written = any(box.text() for box in self.boxes.boxes().values())
        self._choose(usual or (_OTHER if written else ""))

    # Unlikely days

    def _typed(self) -> None:
        self.question.hide()
        self._show_reading()
        self.changed.emit()

    def _box_left(self) -> None:
        self._show_reading()
        self._ask()
        self.left.emit()

    def _ask(self) -> Finding | None:
        """Ask about a day that the rules find unlikely; returns what is open."""
        iso, _complaint = self.boxes.read()
        found = list(self.judge(iso)) if iso and iso != self._agreed else []
        first = next(iter([*judging.refused(found), *judging.questions(found)]), None)
        self.question.ask(first if first is not None and not first.impossible else None)
        return first

    def _take_offer(self, iso: str) -> None:
        self.boxes.show_date(iso)
        self._keep_day()

    def _keep_day(self) -> None:
        self._agreed = self.value()
        self.question.hide()
        self.clear_error()
        self._show_reading()
        self.changed.emit()
        self.left.emit()

    def _show_reading(self) -> None:
        iso, complaint = self.boxes.read()
        self.reading.setText(self._words_of(iso) if iso and not complaint else "")

    def _words_of(self, iso: str) -> str:
        if len(iso) == len("2026-11-22"):
            said = f"{wareki.wareki(iso)}（{wareki.weekday(iso)}）　西暦{wareki.western(iso)}"
        else:
            said = f"{wareki.wareki(iso)}　西暦{wareki.western(iso)}"
        age = legal_age(iso, self._today()) if self._birth else None
        return said if age is None else f"{said}　{age}歳"


class _Question(Surface):
    """「…ではありませんか。」 with the likely day, and この日でよい.

    Args:
        name: begins the objectNames.
        take: takes the ISO date offered.
        keep: takes the day as it stands.
    """

    def __init__(self, name: str, take: Callable[[str], object], keep: Callable[[], object]) -> None:
        super().__init__("hint", pad=12, gap=8, name=f"{name}_question")
        self._offered = ""
        self._words = label("", "body", wrap=True, name=f"{name}_question_words")
        self._offer = QuietButton("", name=f"{name}_offer", on_click=lambda: take(self._offered))
        self._keep = QuietButton("この日でよい", name=f"{name}_keep", on_click=keep)
        buttons = FlowLayout(gap=8)
        buttons.addWidget(self._offer)
        buttons.addWidget(self._keep)
        self.add(self._words)
        self.add_layout(buttons)
        self.hide()

    def ask(self, found: Finding | None) -> None:
        """Show what is asked, None when nothing is."""
        if found is not None:
            self._offered = found.offer
            self._words.setText(found.words)
            self._offer.set_words(f"{wareki.wareki(found.offer)}にする" if found.offer else "")
            self._offer.setVisible(bool(found.offer))
        self.setVisible(found is not None)
