"""One effort of a plan: who does what for which goals in which years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.goals import Effort, Planned, schedule_texts
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.goals import plans
from sasaeai_desktop.services.goals.plans import Plan
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.choices import MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_AHEAD = 6  # years offered where the plan names none


class EffortFormPage(SavingPage):
    """A new effort, or one to change; its number stays.

    Args:
        context: what a page works with.
        plan: name of its plan.
        effort: the effort to change; None for a new one.
        code: the goal that a new one serves.
    """

    object_name = "effort_form"
    title = "取り組みを書く"

    def __init__(self, context: PageContext, plan: str, effort: Effort | None = None, code: str = "") -> None:
        super().__init__(context)
        self._plan, self._effort, self._code = plan, effort, code
        self._goals: MultiChoice | None = None
        self._years: MultiChoice | None = None
        self.set_heading(effort.title or "取り組み" if effort else "取り組みを書く", plan)
        self.set_primary("取り組みを保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="effort_form_errors")
        self.number = LineField("番号", name="effort_number", chars=6, required=True)
        self.who = LineField(
            "だれが", name="effort_who", chars=16, required=False, support="地区、社協、市、関係機関など"
        )
        self.name = LineField("取り組みの題", name="effort_title", chars=22, required=True)
        self.outline = AreaField("概要", name="effort_outline", lines=3, required=False)
        self._columns = Columns(right_width=560, left_least=520)
        left, self._right = self._columns.left, self._columns.right
        left.setSpacing(12)
        self._right.setSpacing(12)
        for part in (self.number, self.who, self.name, self.outline):
            left.addWidget(part)
        if effort is not None:
            for field, text in (
                (self.number, effort.number), (self.who, effort.who), (self.name, effort.title), (self.outline, effort.outline),
            ):  # fmt: skip
                field.set_value(text)
            self.number.hide()
            left.addWidget(
                QuietButton("この取り組みを消す", name="effort_delete", icon="cross", on_click=self._delete)
            )
        left.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)
        self.begin_draft("effort_form", plan, effort.id if effort else None)

    def refresh(self, changes: Changes | None) -> None:
        """Read the plan's goals and years, once."""
        if self._goals is None and (changes is None or changes.touches("goal")):
            desk = self.context.desk
            self.run(lambda: plans.plans(desk), self._offer)

    def _offer(self, found: list[Plan]) -> None:
        plan = next((p for p in found if p.name == self._plan), None)
        if plan is None or self._goals is not None or not plan.goals:
            return
        above = {g.parent for _, g in plan.goals}
        goals = [(g.code, f"{g.code} {g.title}") for _, g in plan.goals if g.code not in above]
        now = fiscal_year(self.context.today())
        years = plan.years or tuple(range(now, now + _AHEAD))
        self._goals = MultiChoice("結びつく目標", goals, name="effort_goals", required=False)
        self._years = MultiChoice(
            "行う年度", [(str(y), str(y)) for y in years], name="effort_years", required=False,
            support="どの年度もえらばなければ、目標のある間は毎年です。",
        )  # fmt: skip
        self._goals.set_value(self._effort.goals if self._effort else (self._code,))
        self._years.set_value(map(str, self._effort.years) if self._effort else ())
        self._right.addWidget(self._goals)
        self._right.addWidget(self._years)
        self._right.addStretch(1)

    def _save(self) -> None:
        if not check_all([self.number, self.name], self.errors):
            return
        values: dict[str, object] = {
            "plan": self._plan, "number": self.number.value(), "who": self.who.value(), "title": self.name.value(),
            "outline": self.outline.value(),
        }  # fmt: skip
        if self._goals is not None and self._years is not None:
            here = self._effort.years if self._effort else {}
            kept = {y: code for y, code in here.items() if str(y) not in self._years.buttons}
            values["goals"] = tuple(sorted(self._goals.value()))
            values["schedule"] = schedule_texts({**kept, **marked(map(int, self._years.value()), here)})
        held = self._effort.id if self._effort else None
        self.save_once(partial(plans.save_effort, self.context.desk, held, values), self._saved)

    def _saved(self, _effort: Id) -> None:
        self.forget_draft()
        self.leave()

    def _delete(self) -> None:
        assert self._effort is not None, "only an effort that is there has the button"
        self.act(partial(plans.delete_effort, self.context.desk, self._effort.id), lambda _d: self.leave())


def marked(years: Iterable[int], before: Mapping[int, str]) -> dict[int, str]:
    """Return the marks of chosen years: as they were, else ◎ where a run of years begins and → where it goes on.

    Examples:
        >>> {year: str(code) for year, code in marked([2024, 2025, 2027], {2025: "yes"}).items()}
        {2024: 'start', 2025: 'yes', 2027: 'start'}
    """
    chosen = set(years)
    return {
        year: before.get(year) or (Planned.ON if year - 1 in chosen else Planned.START)
        for year in sorted(chosen)
    }
