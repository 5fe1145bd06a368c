"""避難計画: everyone with a plan, everyone without one and why, and the large button for a disaster."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.plans import listing
from sasaeai_desktop.services.plans.listing import NoPlanRow, PlanPage, PlanRow
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.plans.plan_form import PlanFormPage
from sasaeai_desktop.ui.pages.plans.printing import print_plans
from sasaeai_desktop.ui.pages.plans.safety import SafetyPage
from sasaeai_desktop.ui.theme.paint import ATTENTION
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

_KINDS = (
    "evacuation_plan",
    "plan_supporter",
    "plan_review",
    "consent",
    "case",
    "person",
    "assignment",
    "alias",
)
WITH, WITHOUT, DUE = "with", "without", "due"


class PlansPage(Page):
    """Lists of plans; a row opens the person's plan."""

    object_name = "plans"
    title = "避難計画"
    icon = "flag"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._found: PlanPage | None = None
        self.set_heading("避難計画")
        self.set_primary("安否確認を始める", icon="bang", action=self._disaster)
        self.add_outline("計画を印刷する", name="plans_print", icon="printer", action=self.print_page)
        self.which = ChoiceField(
            "どの方を見ますか",
            ((WITH, "計画のある方"), (WITHOUT, "まだ計画のない方"), (DUE, "見直す時期の計画")),
            name="plans_which",
        )
        self.which.set_value(WITH)
        self.which.changed.connect(self._show_rows)
        self.list = RowList("避難計画の一覧", name="plans_list")
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "flag",
            "この一覧には どなたも いません",
            "見守りの方ごとに、災害のとき だれと どこへ逃げるかを決めておきます。",
            name="plans_empty",
        )
        self.body.addWidget(self.which)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read all lists."""
        if changes is None or changes.touches(*_KINDS):
            self.run(partial(listing.plan_page, self.context.desk), self._show)

    def _show(self, found: PlanPage) -> None:
        self._found = found
        lacking = f"　支援者のいない計画 {found.no_supporter}件" if found.no_supporter else ""
        self.set_heading("避難計画", f"ある方 {len(found.plans)}人　まだの方 {len(found.without)}人{lacking}")
        self._show_rows()

    def _show_rows(self) -> None:
        if self._found is None:
            return
        which = self.which.value()
        if which == WITHOUT:
            rows = [_without(row) for row in self._found.without]
        else:
            rows = [_with(r) for r in self._found.plans if which == WITH or r.due_words or not r.consent]
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _open(self, person: Id) -> None:
        self.push(PlanFormPage(self.context, person))

    def _disaster(self) -> None:
        self.push(SafetyPage(self.context))

    def print_page(self) -> None:
        """Show all plans before printing."""
        print_plans(self, None)


def _with(row: PlanRow) -> PersonRow:
    second = "　".join(
        w
        for w in (f"{row.town}{row.group}", f"支援者 {row.supporters}" if row.supporters else "", row.place)
        if w
    )
    if not row.consent:
        return PersonRow(row.person, row.name, second, "同意が なくなっています", ATTENTION)
    if row.due_words:
        return PersonRow(row.person, row.name, second, row.due_words, ATTENTION)
    return PersonRow(
        row.person,
        row.name,
        second,
        "" if row.supporters else "支援者がいない",
        "" if row.supporters else ATTENTION,
    )


def _without(row: NoPlanRow) -> PersonRow:
    return PersonRow(row.person, row.name, f"{row.town}{row.group}", row.words)
