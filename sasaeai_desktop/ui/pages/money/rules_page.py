"""助成のきまり, at the council: the rules of a year, and what they come to for every district."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.grants import GrantRule
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.money import computing, rules
from sasaeai_desktop.services.money.computing import Amounts
from sasaeai_desktop.ui.pages.money.rule_form import RuleFormPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import year_stepper
from sasaeai_desktop.ui.printing import show_batch
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.papers.wanted import Report
    from sasaeai_desktop.services.reports.printing import Printed


@dataclass(frozen=True, slots=True)
class _Read:
    year: int
    rules: list[GrantRule]
    amounts: list[Amounts]


class RulesPage(Page):
    """The rules; a row opens one. A district at the right shows its steps."""

    object_name = "grant_rules"
    title = "助成のきまり"
    icon = "calculator"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._read: _Read | None = None
        self.set_heading(self.title, "つぎに渡すUSBで、どの地区にも届きます")
        self.set_primary("きまりを足す", icon="plus", action=self._add)
        self.add_outline("計算書", name="grant_rules_print", icon="printer", action=self.print_page)
        self.year = year_stepper("grant_rules_year", fiscal_year(context.today()))
        self.year.changed.connect(self._load)
        self.copy = Button("前の年度の きまりを写す", name="grant_rules_copy", on_click=self._copy)
        self.list = RowList("この年度のきまり", name="grant_rules_list")
        self.list.opened.connect(self._open)
        self.districts = RowList("地区ごとの額", name="grant_rules_districts")
        self.districts.opened.connect(self._show_steps)
        self.steps = Panel(name="grant_rules_steps", gap=4)
        self.steps.hide()
        self._columns = Columns(right_width=520, left_least=520)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        right.setSpacing(8)
        self.empty = EmptyState(
            "calculator", "この年度の きまりは、まだありません",
            "「きまりを足す」で作ると、地区ごとの額を ここで計算します。", name="grant_rules_empty",
        )  # fmt: skip
        self.empty.hide()
        self._headings = (
            label("この年度のきまり（押すと直せます）", "label"),
            label("地区ごとの額（押すと 計算の順が出ます）", "label"),
        )
        for part in (self.year, self.copy, self._headings[0], self.list, self.empty):
            left.addWidget(part, int(part is self.list or part is self.empty))
        right.addWidget(self._headings[1])
        right.addWidget(self.districts, 1)
        right.addWidget(self.steps)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the rules and what they come to."""
        if changes is None or changes.ids:
            self._load()

    def _load(self) -> None:
        desk, year = self.context.desk, int(self.year.value())
        self.run(
            lambda: _Read(year, rules.list_rules(desk, year), computing.compute_year(desk, year)), self._show
        )

    def _show(self, found: _Read) -> None:
        if found.year != int(self.year.value()):
            return
        self._read = found
        for part in (self.copy, self.empty):
            part.setVisible(not found.rules)
        for shown in (self.list, self.districts, *self._headings):
            shown.setVisible(bool(found.rules))
        self.list.set_rows([PersonRow(r.id, r.name, rules.rule_words(r), "") for r in found.rules])
        self.districts.set_rows(
            [
                PersonRow(a.code, a.name, f"地区番号 {a.code}", f"{a.yen:,}円")
                for a in found.amounts
                if a.programmes
            ]
        )
        self.steps.hide()

    def _show_steps(self, code: str) -> None:
        found = next((a for a in self._read.amounts if a.code == code), None) if self._read else None
        if found is None:
            return
        clear_layout(self.steps.column)
        self.steps.add(label(found.name, "subsection"))
        for programme, computed in found.programmes.items():
            self.steps.add(label(label_of(Programme, programme), "strong"))
            for words in computed.words:
                self.steps.add(label(words, "body", wrap=True))
        self.steps.show()

    def _add(self) -> None:
        self.push(RuleFormPage(self.context, int(self.year.value())))

    def _open(self, rule: Id) -> None:
        found = next((r for r in self._read.rules if r.id == rule), None) if self._read else None
        if found is not None:
            self.push(RuleFormPage(self.context, int(self.year.value()), found))

    def _copy(self) -> None:
        self.act(partial(rules.copy_rules, self.context.desk, int(self.year.value())))

    def print_page(self) -> None:
        """Show every district's calculation before printing."""
        desk, year = self.context.desk, int(self.year.value())

        def draw(report: Report) -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            return printing.preview(
                desk, "grant-steps", wanted.Wanted(self.context.today()[:7], year), report
            )

        show_batch(self, draw, str(year))
