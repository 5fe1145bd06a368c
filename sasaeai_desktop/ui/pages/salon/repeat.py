"""毎月の開催を まとめて入れる: a rule, how long, and the days it means before they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from sasaeai_desktop.domain import wareki
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.fiscal import fiscal_year, last_day
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.repeating import LAST, WEEKDAYS, Repeat
from sasaeai_desktop.services.desk.common import days_before, month_day
from sasaeai_desktop.services.salon import repeating, salons
from sasaeai_desktop.services.salon.repeating import Coming
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import AHEAD, EraDateField, planned_day
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_WEEKS = (("1", "第1"), ("2", "第2"), ("3", "第3"), ("4", "第4"), ("5", "第5"), (str(LAST), "最後"))
_THIS_YEAR, _WHOLE_YEAR = "fiscal", "year"


class RepeatPage(Page):
    """A sub-page of one salon.

    Args:
        context: what a page works with.
        salon: its id.
        planned: called once the sessions are written.
    """

    object_name = "repeat"
    title = "決まった日の開催を まとめて入れる"

    def __init__(
        self, context: PageContext, salon: Id, *, planned: Callable[[], object] | None = None
    ) -> None:
        super().__init__(context)
        self._salon, self._planned = salon, planned
        self._asked = 0
        self.set_heading(self.title, " ", below=True)
        self.set_primary("開催を まとめて入れる", icon="check", action=self._save)
        self.weekday = ChoiceField(
            "何曜日",
            [(str(at), name) for at, name in enumerate(WEEKDAYS)],
            name="repeat_weekday",
            required=True,
        )
        self.weeks = MultiChoice(
            "第何週", _WEEKS, name="repeat_weeks", required=False, support="えらばなければ、毎週です。"
        )
        self.first = EraDateField(
            "いつから",
            name="repeat_first",
            today=context.today,
            required=True,
            judge=planned_day(context.today),
            usual=AHEAD,
        )
        self.until = ChoiceField(
            "いつまで", ((_THIS_YEAR, "今年度の終わり（3月31日）"), (_WHOLE_YEAR, "1年間")), name="repeat_until",
            required=True,
        )  # fmt: skip
        self.holidays = QCheckBox("祝日は 休む")
        self.holidays.setObjectName("repeat_holidays")
        self.holidays.setAccessibleName("祝日は 休む")
        self.start = LineField(
            "はじまり", name="repeat_start", chars=5, check=wareki.parse_time, required=False,
            support="10時、13時半、13:30 のように書きます。",
        )  # fmt: skip
        self.end = LineField("おわり", name="repeat_end", chars=5, check=wareki.parse_time, required=False)
        self.first.set_value(context.today())
        self.until.set_value(_THIS_YEAR)
        self.summary = ErrorSummary()
        self._lay_out()
        for field in (self.weekday, self.weeks, self.first, self.until):
            field.changed.connect(self._look)
        self.holidays.toggled.connect(self._look)
        self._look()

    def _lay_out(self) -> None:
        self.preview = Panel(name="repeat_preview", pad=20)
        self.rule_words = label("", "subsection", wrap=True, name="repeat_words")
        self.days = label("", "body", wrap=True, name="repeat_days")
        self.preview.add(self.rule_words, self.days)
        columns = Columns(right_width=400, left_least=580)
        columns.left.setSpacing(16)
        for widget in (self.weekday, self.weeks, self.first, self.until):
            columns.left.addWidget(widget)
        columns.left.addStretch(1)
        columns.right.setSpacing(16)  # the days stay in sight while the rest is filled in
        columns.right.addWidget(self.preview)
        columns.right.addWidget(self.holidays)
        times = QHBoxLayout()
        times.setSpacing(16)
        times.addWidget(self.start, 0, Qt.AlignmentFlag.AlignBottom)
        times.addWidget(self.end, 0, Qt.AlignmentFlag.AlignBottom)
        columns.right.addLayout(times)
        columns.right.addStretch(1)
        self.body.addWidget(self.summary)
        self.body.addWidget(columns, 1)

    def refresh(self, changes: Any) -> None:
        """Read the salon's name."""
        if changes is None:
            desk, salon = self.context.desk, self._salon
            self.run(
                lambda: salons.salon_of(desk, salon).name,
                lambda name: self.set_heading(self.title, name, below=True),
            )

    def rule(self) -> Repeat | None:
        """Return what is chosen, None while no weekday is."""
        if not self.weekday.value():
            return None
        weeks = tuple(int(week) for week in self.weeks.value())
        return Repeat(int(self.weekday.value()), weeks, self.holidays.isChecked())

    def last(self) -> str:
        """Return the last day, included."""
        first = self.first.value()
        if self.until.value() == _WHOLE_YEAR:
            return days_before(first, -365)
        return last_day(fiscal_year(first))

    def _look(self) -> None:
        rule, first = self.rule(), self.first.value()
        self._asked += 1
        if rule is None or not first or self.first.check():
            self.rule_words.setText("曜日を えらぶと、ここに 日がならびます。")
            self.days.setText("")
            return
        desk, salon, last, number = self.context.desk, self._salon, self.last(), self._asked
        self.run(
            lambda: repeating.coming(desk, salon, rule, first, last),
            lambda found: self._show(number, rule, found),
        )

    def _show(self, number: int, rule: Repeat, found: Coming) -> None:
        if number != self._asked:
            return
        self.message.hide()
        self.rule_words.setText(f"{rule.words}　{len(found.free)}回")
        said = "　".join(month_day(day) for day in found.free)
        if found.taken:
            taken = "・".join(month_day(day) for day in found.taken)
            said += f"\nもう開催のある日は そのままです：{taken}"
        self.days.setText(said)

    def _save(self) -> None:
        if not check_all([self.weekday, self.first, self.until, self.start, self.end], self.summary):
            return
        rule = self.rule()
        assert rule is not None, "checked"
        desk, salon, first, last = self.context.desk, self._salon, self.first.value(), self.last()
        start, end = (wareki.parse_time(f.value()) if f.value() else "" for f in (self.start, self.end))
        self.context.tasks.run(
            lambda: repeating.plan_by_rule(desk, salon, rule, first, last, start=start, end=end),
            self._saved,
            self._failed,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)

    def _saved(self, done: Any) -> None:
        self.context.changed(done.changes)
        self.leave()
        if self._planned is not None:
            self._planned()
