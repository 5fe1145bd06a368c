"""計画目標: a plan's goals with what was planned and done in a fiscal year; a row opens one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.goals import target_words
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.goals import plans, progress
from sasaeai_desktop.services.goals.progress import GoalRow, Progress
from sasaeai_desktop.services.tables import plan_examples
from sasaeai_desktop.ui.pages.goals.goal_form import GoalFormPage
from sasaeai_desktop.ui.pages.goals.goal_page import GoalPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import year_stepper
from sasaeai_desktop.ui.printing import show_batch
from sasaeai_desktop.ui.theme.paint import DONE, OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.papers.wanted import Report
    from sasaeai_desktop.services.reports.printing import Printed

KINDS = ("goal", "effort", "goal_year", "activity")
_SIGNS = {"達成": DONE, "まだ": OPEN}


@dataclass(frozen=True, slots=True)
class _Read:
    year: int
    names: tuple[str, ...]
    progress: Progress | None


class GoalsPage(Page):
    """The goals of a plan."""

    object_name = "goals"
    title = "計画目標"
    icon = "flag"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._found: _Read | None = None
        self.set_primary("目標を書く", icon="plus", action=self._write)
        self.year = year_stepper("goals_year", fiscal_year(context.today()))
        self.year.changed.connect(self._load)
        self.which = PickField("計画", (("", ""),), name="goals_which")
        self.which.changed.connect(self._load)
        self.list = RowList("目標の一覧", name="goals_list")
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "flag", "計画は まだ ありません",
            "計画の目標と取り組みを、表から取り込むか、見本を入れて直すと、活動を目標に結びつけられます。",
            name="goals_empty",
        )  # fmt: skip
        self.sums = Panel(name="goals_sums", gap=4)
        self.prints = [
            Button(words, name=name, icon="printer", on_click=partial(self._print, form))
            for words, name, form in (
                ("計画の表を印刷する", "goals_print_matrix", "plan-matrix"),
                ("進みぐあいを印刷する", "goals_print_progress", "plan-progress"),
            )
        ]
        self.examples = [
            Button(f"見本：{words}", name=f"goals_example_{name}", on_click=partial(self._example, name))
            for name, words in plan_examples.NAMES.items()
        ]
        self._columns = Columns(right_width=430, left_least=580)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        right.setSpacing(12)
        left.addWidget(self.list, 1)
        left.addWidget(self.empty, 1)
        for part in (self.year, self.which, self.sums, *self.prints, *self.examples):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the plan's year."""
        if changes is None or changes.touches(*KINDS):
            self._load()

    def _load(self) -> None:
        desk, year, wanted = self.context.desk, int(self.year.value()), self.which.value()

        def read() -> _Read:
            names = tuple(p.name for p in plans.plans(desk))
            chosen = wanted if wanted in names else next(iter(names), "")
            return _Read(year, names, progress.progress(desk, chosen, year) if chosen else None)

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if found.year != int(self.year.value()):
            return
        self._found = found
        shown = found.progress
        self.set_heading("計画目標", year_label(found.year))
        self.which.set_choices(tuple((name, name) for name in found.names) or (("", ""),))
        self.which.set_value(shown.plan.name if shown else "")
        self.which.setVisible(len(found.names) > 1)
        rows = shown.rows if shown else ()
        self.list.set_rows([row_of(r, self._is_above(r)) for r in rows])
        for part in (self.list, self.sums, *self.prints):
            part.setVisible(bool(rows))
        for part in (self.empty, *self.examples):
            part.setVisible(not found.names)
        self._show_sums(rows)

    def _is_above(self, row: GoalRow) -> bool:
        shown = self._found.progress if self._found else None
        return shown is not None and any(g.parent == row.goal.code for _, g in shown.plan.goals)

    def _show_sums(self, rows: tuple[GoalRow, ...]) -> None:
        clear_layout(self.sums.column)
        self.sums.add(label("この年度", "subsection"))
        shown = self._found.progress if self._found else None
        if shown is None:
            return
        efforts = [e for e in shown.plan.efforts if progress.effort_planned(shown.plan, e, shown.year)]
        done = len(shown.done)
        wanted = [r for r in rows if r.state]
        self.sums.add(label(f"予定の取り組み　{len(efforts)}件", "body"))
        self.sums.add(label(f"行った取り組み　{done}件", "body"))
        if wanted:
            reached = sum(r.state == "達成" for r in wanted)
            self.sums.add(
                label(f"目標値のある目標　{len(wanted)}件のうち {reached}件 達成", "body", wrap=True)
            )

    def _write(self) -> None:
        self.push(GoalFormPage(self.context, plan=self.which.value()))

    def _open(self, goal: Id) -> None:
        shown = self._found.progress if self._found else None
        row = next((r for r in shown.rows if r.goal.id == goal), None) if shown else None
        if shown is not None and row is not None:
            self.push(GoalPage(self.context, shown.plan.name, row.goal.code, shown.year))

    def _example(self, name: str) -> None:
        self.act(partial(plan_examples.take_example, self.context.desk, name))

    def print_page(self) -> None:
        """Show how the plan goes before printing."""
        self._print("plan-progress")

    def _print(self, form: str) -> None:
        desk, year, plan = self.context.desk, int(self.year.value()), self.which.value()

        def draw(report: Report) -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            asked = wanted.Wanted(self.context.today()[:7], year, plan=plan)
            return printing.preview(desk, form, asked, report)

        show_batch(self, draw, str(year))


def row_of(row: GoalRow, above: bool) -> PersonRow:
    """Return a goal as a row of the list; one that others stand below has no numbers."""
    goal = row.goal
    name = f"{'　' * row.depth}{goal.code}　{goal.title}"
    if above:
        return PersonRow(goal.id, name)
    target = target_words(goal.target, goal.unit, every=goal.every)
    efforts = f"取り組み 予定 {row.planned}件・行った {row.done}件" if row.planned or row.done else ""
    acts = f"活動 {row.acts}件" if row.acts else ""
    words = (efforts, acts, *row.programmes, f"目標 {target}" if target else "")
    second = "　".join(w for w in words if w)
    return PersonRow(goal.id, name, f"{'　' * row.depth}{second}", row.state, _SIGNS.get(row.state, ""))
