"""One goal in one fiscal year: its efforts with a tick for what was done, what was reached, the activities tied to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.domain.activities import Activity, ActivityType
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.goals import Effort, Planned, target_words
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.goals import plans, progress
from sasaeai_desktop.services.goals.progress import EffortRow, GoalRow, Progress
from sasaeai_desktop.ui.pages.activities.activity_form import ActivityFormPage
from sasaeai_desktop.ui.pages.goals.effort_form import EffortFormPage
from sasaeai_desktop.ui.pages.goals.goal_form import GoalFormPage
from sasaeai_desktop.ui.pages.money.words import number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.school.page import StandList
from sasaeai_desktop.ui.theme.paint import CHOSEN, OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList

_NONE = ("", "えらんでください")


@dataclass(frozen=True, slots=True)
class _Read:
    progress: Progress
    row: GoalRow | None
    acts: list[Activity]


class GoalPage(Page):
    """A goal; Space or a click on an effort says that it was done this year.

    Args:
        context: what a page works with.
        plan: name of its plan.
        code: its 記号.
        year: fiscal year.
    """

    object_name = "goal"
    title = "目標"

    def __init__(self, context: PageContext, plan: str, code: str, year: int) -> None:
        super().__init__(context)
        self._plan, self._code, self._year = plan, code, year
        self._found: _Read | None = None
        self.efforts = StandList("取り組み", name="goal_efforts")
        self.efforts.ticked.connect(self._tick)
        self.efforts.opened.connect(self._tick)
        self.acts = RowList("この目標に結びつけた活動", name="goal_acts")
        self.acts.opened.connect(self._open_act)
        self.reached = number_field("この年度に達成した数", "goal_reached", unit="", chars=6)
        self.keep = Button("達成した数を保存する", name="goal_keep", icon="check", on_click=self._keep)
        self.served = label("", "body", wrap=True)
        self.tied = label("", "label", wrap=True)
        self._columns = Columns(right_width=470, left_least=560)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        right.setSpacing(12)
        left.addWidget(label("取り組み（押すと「この年度に行った」が付きます）", "label"))
        left.addWidget(self.efforts, 1)
        for part in (
            self.reached,
            self.keep,
            self.served,
            self.tied,
        ):
            right.addWidget(part)
        right.addWidget(self.acts, 1)
        self.which = PickField("直す取り組み", (_NONE,), name="goal_which")
        right.addWidget(self.which)
        for words, name, icon, act in (
            ("えらんだ取り組みを直す", "goal_edit_effort", "pencil", self._edit_effort),
            ("取り組みを足す", "goal_add_effort", "plus", self._add_effort),
            ("この目標を直す", "goal_edit", "pencil", self._edit),
        ):
            right.addWidget(Button(words, name=name, icon=icon, on_click=act))
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the goal's year."""
        if changes is None or changes.touches("goal", "effort", "goal_year", "activity"):
            desk, plan, code, year = self.context.desk, self._plan, self._code, self._year

            def read() -> _Read:
                found = progress.progress(desk, plan, year)
                row = found.row(code)
                return _Read(found, row, progress.activities_of(desk, row.goal, year) if row else [])

            self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if found.row is None:  # it was deleted
            self.leave()
            return
        self._found = found
        row = found.row
        goal = row.goal
        target = target_words(goal.target, goal.unit, every=goal.every)
        about = "　".join(
            w for w in (year_label(self._year), f"目標 {target}" if target else "", row.state) if w
        )
        self.set_heading(f"{goal.code}　{goal.title}", about)
        chosen = self.efforts.current_key()
        efforts = found.progress.efforts(self._code)
        self.efforts.set_rows([_effort_row(e) for e in efforts])
        self.which.set_choices((_NONE, *((e.effort.id.hex(), _name_of(e.effort)) for e in efforts)))
        if chosen is not None:
            self.efforts.choose(chosen)
        held = found.progress.results.get(goal.id)
        show_number(self.reached, held.reached if held else None)
        for part in (self.reached, self.keep):
            part.setVisible(goal.target is not None)
        self.served.setText("　".join(row.programmes))
        self.served.setVisible(bool(row.programmes))
        some = (
            "（押すと開きます）"
            if found.acts
            else "は、まだ ありません。活動を書くときに、この目標をえらびます。"
        )
        self.tied.setText(f"この目標に結びつけた活動{some}")
        self.acts.set_rows([_act_row(a) for a in found.acts])

    def _effort(self, effort: Id) -> EffortRow | None:
        if self._found is None:
            return None
        return next((e for e in self._found.progress.efforts(self._code) if e.effort.id == effort), None)

    def _tick(self, effort: Id) -> None:
        row = self._effort(effort)
        if row is not None:
            values = {"done": not row.done}
            self.act(partial(plans.set_result, self.context.desk, effort, self._year, values))

    def _keep(self) -> None:
        if self._found is None or self._found.row is None:
            return
        sentence = self.reached.check()
        self.reached.set_error(sentence)
        if not sentence:
            values = {"reached": value_of(self.reached)}
            self.act(
                partial(plans.set_result, self.context.desk, self._found.row.goal.id, self._year, values)
            )

    def _add_effort(self) -> None:
        self.push(EffortFormPage(self.context, self._plan, code=self._code))

    def _edit_effort(self) -> None:
        chosen = self.which.value()
        row = self._effort(from_hex(chosen)) if chosen else None
        if row is None:
            self.message.show_words(
                "直す取り組みが えらばれていません。", "「直す取り組み」で 1つ えらんでください。"
            )
            return
        self.push(EffortFormPage(self.context, self._plan, row.effort))

    def _edit(self) -> None:
        if self._found is not None and self._found.row is not None:
            self.push(GoalFormPage(self.context, self._found.row.goal))

    def _open_act(self, activity: Id) -> None:
        self.run(
            partial(activities.activity_row, self.context.desk, activity),
            lambda row: self.push(ActivityFormPage(self.context, row)),
        )


def _name_of(effort: Effort) -> str:
    return f"{effort.number}　{effort.title}" if effort.title else f"取り組み {effort.number}"


def _effort_row(row: EffortRow) -> PersonRow:
    e = row.effort
    target = target_words(e.target, e.unit, every=e.every)
    mark = (
        f"予定 {label_of(Planned, row.mark)}"
        if row.mark
        else "予定"
        if row.planned
        else "この年度の予定は ありません"
    )
    second = "　".join(w for w in (e.who, mark, f"目標 {target}" if target else "", row.note) if w)
    return PersonRow(e.id, _name_of(e), second, "行った" if row.done else "", CHOSEN if row.done else OPEN)


def _act_row(act: Activity) -> PersonRow:
    people = f"{act.participants:,}人" if act.participants else ""
    second = "　".join(w for w in (short_wareki(act.date), label_of(ActivityType, act.type)) if w)
    return PersonRow(act.id, act.title or label_of(ActivityType, act.type), second, people)
