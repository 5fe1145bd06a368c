"""One goal of a plan: where it stands, what is to be reached, what serves it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.goals import Goal, Served
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.goals import plans
from sasaeai_desktop.services.goals.plans import Plan
from sasaeai_desktop.ui.pages.money.words import number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_TOP = ("", "いちばん上")
_ALL, _NUMBER = "every", "number"


class GoalFormPage(SavingPage):
    """A new goal, or one to change; plan and 記号 of one that is there stay.

    Args:
        context: what a page works with.
        goal: the goal to change; None for a new one.
        plan: the plan chosen beforehand.
    """

    object_name = "goal_form"
    title = "目標を書く"

    def __init__(self, context: PageContext, goal: Goal | None = None, plan: str = "") -> None:
        super().__init__(context)
        self._goal = goal
        self.set_heading(f"{goal.code}　{goal.title}" if goal else "目標を書く", goal.plan if goal else "")
        self.set_primary("目標を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="goal_form_errors")
        self.plan = LineField("計画の名前", name="goal_plan", chars=18, required=True)
        self.code = LineField(
            "記号", name="goal_code", chars=6, required=True, support="「1」「2.1」のような番号です。"
        )
        self.parent_goal = PickField("上の目標", (_TOP,), name="goal_parent")
        self.name = LineField("目標の題", name="goal_title", chars=22, required=True)
        self.how = ChoiceField(
            "目標値", (("", "なし"), (_NUMBER, "数で決める"), (_ALL, "全地区で行う")), name="goal_how"
        )
        self.target = number_field("1年の数", "goal_target", unit="", chars=6)
        self.unit = LineField(
            "単位", name="goal_unit", chars=6, required=False, support="「か所」「回」「人」など"
        )
        self.serves = MultiChoice(
            "この目標に つながること", [(s.value, s.label) for s in Served], name="goal_serves", required=False,
            support="えらんだ種別の活動を書くときに、この目標をすすめます。",
        )  # fmt: skip
        self.first = number_field("始まりの年度", "goal_first", unit="年度", chars=5)
        self.last = number_field("終わりの年度", "goal_last", unit="年度", chars=5)
        self.how.changed.connect(self._fit)
        self._columns = Columns(right_width=560, left_least=520)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(12)
        right.setSpacing(12)
        for part in (self.plan, self.code, self.parent_goal, self.name, self.how, self.target, self.unit):
            left.addWidget(part)
        more: tuple[QWidget, ...] = (self.serves, self.first, self.last)
        for widget in more:
            right.addWidget(widget)
        if goal is not None:
            right.addWidget(
                QuietButton("この目標を消す", name="goal_delete", icon="cross", on_click=self._delete)
            )
        left.addStretch(1)
        right.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)
        self.plan.set_value(goal.plan if goal else plan)
        for part in (self.plan, self.code):
            part.setVisible(goal is None)
        if goal is not None:
            self._show(goal)
        self._fit()
        self.begin_draft("goal_form", goal.id if goal else None)

    def _show(self, goal: Goal) -> None:
        for field, text in ((self.code, goal.code), (self.name, goal.title), (self.unit, goal.unit)):
            field.set_value(text)
        self.how.set_value(_ALL if goal.every else _NUMBER if goal.target is not None else "")
        self.serves.set_value(goal.serves)
        for number, value in (
            (self.target, goal.target),
            (self.first, goal.first_year),
            (self.last, goal.last_year),
        ):
            show_number(number, value)
        for year in (self.first, self.last):
            year.set_value(year.value().replace(",", ""))

    def _fit(self) -> None:
        for part in (self.target, self.unit):
            part.setVisible(self.how.value() == _NUMBER)

    def refresh(self, changes: Changes | None) -> None:
        """Read the goals that it may stand below."""
        if changes is None or changes.touches("goal"):
            desk = self.context.desk
            self.run(lambda: plans.plans(desk), self._offer)

    def _offer(self, found: list[Plan]) -> None:
        plan = next((p for p in found if p.name == self.plan.value()), None)
        own = self._goal.code if self._goal else ""
        choices = [(g.code, f"{g.code} {g.title}") for _, g in plan.goals if g.code != own] if plan else []
        before = self.parent_goal.value() or (self._goal.parent if self._goal else "")
        self.parent_goal.set_choices((_TOP, *choices))
        self.parent_goal.set_value(before if before in dict(choices) else "")

    def _save(self) -> None:
        how = self.how.value()
        asked = [
            self.plan,
            self.code,
            self.name,
            self.first,
            self.last,
            *([self.target] if how == _NUMBER else []),
        ]
        if not check_all(asked, self.errors):
            return
        values: dict[str, object] = {
            "plan": self.plan.value(), "code": self.code.value(), "parent": self.parent_goal.value(), "title": self.name.value(),
            "every": how == _ALL, "target": value_of(self.target) if how == _NUMBER else None,
            "unit": self.unit.value() if how == _NUMBER else "", "serves": tuple(sorted(self.serves.value())),
            "first_year": value_of(self.first), "last_year": value_of(self.last),
        }  # fmt: skip
        held = self._goal.id if self._goal else None
        self.save_once(partial(plans.save_goal, self.context.desk, held, values), self._saved)

    def _saved(self, _goal: Id) -> None:
        self.forget_draft()
        self.leave()

    def _delete(self) -> None:
        assert self._goal is not None, "only a goal that is there has the button"
        self.act(partial(plans.delete_goal, self.context.desk, self._goal.id), lambda _d: self.leave())
