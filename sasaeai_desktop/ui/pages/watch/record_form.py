"""The fields of one act: what, when, how it went; the rest only where somebody wants it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain import judging, wareki
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.watch import ABSENT_RESULTS, Condition, Method, Result, Visit
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.pages.watch.mark_buttons import MarkButtons
from sasaeai_desktop.ui.pages.watch.sign_fields import SignFields
from sasaeai_desktop.ui.pages.watch.words import ABSENT_MARK, OF_MARK, is_concern, mark_of
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.dates import AHEAD, EraDateField
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField, PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all
from sasaeai_desktop.ui.widgets.view import bring_soon_into_view

State = dict[str, Any]


class RecordForm(QWidget):
    """One act, ready to be saved as soon as a mark is chosen: きょう, 会えた, 変わりなし stand already.

    Signals:
        changed(): something was entered.

    Args:
        today: returns today's ISO date.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("record_form")
        self._today = today
        self._method = ""
        self._offered, self._nobody = False, False
        self._life: dict[str, str] = {}
        self.summary = ErrorSummary(name="record_errors")
        self.marks = MarkButtons(name="record_mark", columns=0, high=64, checkable=True)
        self._mark_error = label("", "label", tone="error", wrap=True, name="record_mark_error")
        self._mark_error.hide()
        self.date = EraDateField(
            "訪問した日", name="record_date", today=today, required=True, judge=self._judge
        )
        self.result = ChoiceField("結果", [(r.value, r.label) for r in Result], name="record_result")
        self.condition = ChoiceField("様子", [(x.value, x.label) for x in Condition], name="record_condition")
        self.signs = SignFields(name="record_signs")
        self.memo = AreaField(
            "メモ（気づいたこと、いなかったわけ）", name="record_memo", lines=2, required=False
        )
        self.time = LineField(
            "時刻",
            name="record_time",
            chars=6,
            required=False,
            check=wareki.parse_time,
            support="14:30、午後2時半 のように書きます。",
        )
        self.watcher = PickField("訪ねた担い手", (("", "書かない"),), name="record_watcher", required=False)
        self.next_on = EraDateField(
            "次に訪ねる予定の日", name="record_next", today=today, required=False, usual=AHEAD
        )
        self.more_button = Button(
            "時刻・担い手・次の予定も書く",
            name="record_more",
            kind="link",
            icon="chevron-down",
            on_click=self.show_more,
        )
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.summary)
        marks = QVBoxLayout()
        marks.setSpacing(4)
        marks.addWidget(label("どうしましたか", "label"))
        marks.addWidget(self.marks)
        marks.addWidget(self._mark_error)
        column.addLayout(marks)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(16)
        for field in (self.time, self.watcher, self.next_on):
            more.addWidget(field)
        for widget in (
            self.date, self.result, self.condition, self.signs, self.memo, self.more_button, self._more,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        self.marks.pressed.connect(self._marked)
        self.condition.changed.connect(self._show_signs)
        self.watcher.changed.connect(self._watcher_picked)
        for field in self._fields():
            field.changed.connect(self.changed)
        self.signs.changed.connect(self.changed)

    def _fields(self) -> tuple[EraDateField | ChoiceField | AreaField | LineField | PickField, ...]:
        return (self.result, self.condition, self.date, self.memo, self.time, self.watcher, self.next_on)

    def know(self, *, birth: str, start: str) -> None:
        """Tell the birth date of the person and the start of the registration: a day before them is asked about."""
        self._life = {"birth": birth, "start": start}

    def _judge(self, day: str) -> list[Finding]:
        today = self._today()
        return judging.judge_act(day, today, **self._life) or judging.judge_typed_day(day, today)

    # Entering

    def press(self, mark: str) -> None:
        """Choose a mark, as the buttons and the keys 1 2 3 0 do."""
        self.marks.choose(mark)
        self._marked(mark)

    def _marked(self, mark: str) -> None:
        if mark == ABSENT_MARK and self._method == Method.PHONE:
            self.result.set_value(Result.NO_ANSWER.value)  # 電話した, then 0: nobody answered
        else:
            self._method, usual = OF_MARK[mark]
            self.result.set_value(usual)
        self._mark_error.hide()
        self._suit_condition(absent=mark == ABSENT_MARK)
        self.changed.emit()

    def _suit_condition(self, *, absent: bool) -> None:
        """Of somebody who was not met nobody knows that all is as ever: 様子 stays empty until it is chosen."""
        held = self.condition.value()
        if absent and held == Condition.SAME:
            self.condition.set_value("")
        elif not absent and not held:
            self.condition.set_value(Condition.SAME.value)

    def show_more(self) -> None:
        """Open the fields that most acts leave empty, and show them: below the edge nobody would see them come."""
        self._more.show()
        self.more_button.hide()
        bring_soon_into_view(self._more)

    def set_watchers(self, choices: list[tuple[str, str]], chosen: str) -> None:
        """Offer the volunteers; the usual one stands already."""
        kept = self.watcher.raw()
        self.watcher.set_choices((("", "書かない"), *choices))
        self.watcher.set_value("" if self._nobody else kept or chosen)
        self._offered = True

    def watcher_name(self) -> str:
        """Return whose act it is going to be; "" for nobody's."""
        return self.watcher.box.currentText() if self.watcher.value() else ""

    def _watcher_picked(self) -> None:
        self._nobody = not self.watcher.value()

    def _show_signs(self) -> None:
        self.signs.setVisible(is_concern(self.condition.value()) or bool(self.signs.value()))

    # Values

    def clear(self) -> None:
        """Show an act of today, nothing chosen."""
        self.set_state({})

    def state(self) -> State:
        """Return everything that was entered, to be shown again later."""
        found: State = {field.objectName(): field.raw() for field in self._fields()}
        return {
            **found,
            "mark": self.marks.chosen(),
            "method": self._method,
            "signs": list(self.signs.value()),
            "nobody": self._nobody or (self._offered and not self.watcher.value()),
            "more": self._more.isVisibleTo(self),
        }

    def set_state(self, state: State, *, raw: bool = False) -> None:
        """Show values, or (``raw``) what ``state`` returned, letter by letter."""
        usual = {"record_date_field": self._today(), "record_condition_field": Condition.SAME.value}
        for field in self._fields():
            name = field.objectName()
            value = state.get(name, usual.get(name, ""))
            field.blockSignals(True)
            if raw:
                field.set_raw(value)
            else:
                field.set_value(value)
            field.blockSignals(False)
            field.clear_error()
        self._method = state.get("method", "")
        self._nobody = bool(state.get("nobody"))
        self.marks.choose(state.get("mark", ""))
        self.signs.set_value(state.get("signs", ()))
        more = bool(state.get("more"))
        self._more.setVisible(more)
        self.more_button.setVisible(not more)
        self._mark_error.hide()
        self.summary.show_errors([])
        self._show_signs()

    def show_visit(self, visit: Visit) -> None:
        """Show an act that was recorded before."""
        self.set_state(
            {
                "mark": mark_of(visit.method, visit.result),
                "method": visit.method,
                "record_result_field": visit.result,
                "record_condition_field": visit.condition,
                "record_date_field": visit.date,
                "record_memo_field": visit.memo,
                "record_time_field": visit.time,
                "record_next_field": visit.next_on,
                "signs": visit.signs,
                "more": bool(visit.time or visit.next_on),
            }
        )

    def check(self) -> bool:
        """Show what is missing; True when the act can be saved."""
        missing = (
            "" if self._method else "訪ねた・電話した・姿を見た・いなかった のどれかを えらんでください。"
        )
        self._mark_error.setText(f"！ {missing}")
        self._mark_error.setVisible(bool(missing))
        fields = [f for f in self._fields() if f.isVisibleTo(self)]
        good = check_all(fields, self.summary)
        return good and not missing

    def draft(self, person: Id, watchers: tuple[Id, ...]) -> VisitDraft:
        """Return the act; ``check`` first.

        Args:
            person: who was visited.
            watchers: who visits besides the one chosen here (an act that several shared).
        """
        time = self.time.value()
        chosen = self.watcher.value()
        return VisitDraft(
            person,
            self.date.value(),
            self._method,
            self.result.value(),
            self.condition.value() or ("" if self.result.value() in ABSENT_RESULTS else Condition.SAME.value),
            time=wareki.parse_time(time) if time else "",
            watchers=(*watchers, *((from_hex(chosen),) if chosen else ())),
            signs=self.signs.value(),
            memo=self.memo.value(),
            next_on=self.next_on.value(),
        )
