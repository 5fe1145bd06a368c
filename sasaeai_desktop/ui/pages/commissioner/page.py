"""民生委員 活動記録: a month of one person; what is recorded anyway stands in the fields already, the rest is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.commissioner import CONTENT, FIELD, Group, total
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.commissioner import months
from sasaeai_desktop.services.commissioner.months import Commissioner, Sheet
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.ui.filling import Filling
from sasaeai_desktop.ui.pages.money.words import number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import month_stepper
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from sasaeai_desktop.ui.widgets.states import HintBand
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed

_KINDS = ("commissioner_count", "role", "visit", "card", "activity", "completion", "code")


_ACROSS = 2  # fields beside each other


@dataclass(frozen=True, slots=True)
class _Read:
    month: str
    people: list[Commissioner]
    sheet: Sheet | None
    groups: tuple[Group, ...]


class CommissionerPage(Page):
    """The form of a month; it goes to the 民児協, not to the 市社協."""

    object_name = "commissioner"
    title = "民生委員 活動記録"
    icon = "person"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._sheet: Sheet | None = None
        self._groups: tuple[Group, ...] = ()
        self.set_primary("この月を保存する", icon="check", action=self._save)
        self.add_outline("印刷する", name="commissioner_print", icon="printer", action=self.print_page)
        self.errors = ErrorSummary(name="commissioner_errors")
        self.month = month_stepper("commissioner_month", context.today()[:7])
        self.month.changed.connect(self._load)
        self.who = PickField("どなた", (), name="commissioner_who")
        self.who.changed.connect(self._load)
        self.nobody = HintBand(
            "この月に、民生委員・主任児童委員が いません。名簿の「担い手・協力者」で、役割と始まりの日を入れてください。",
            name="commissioner_nobody",
        )
        self.nobody.hide()
        self.state = label("", "body", wrap=True, name="commissioner_state")
        self.fields: dict[str, LineField] = {}
        self.sums: dict[str, QLabel] = {}
        self._columns = Columns(right_width=560, left_least=560)
        self._filling = Filling(self, self._columns.right)
        head = QHBoxLayout()
        head.setSpacing(32)
        head.addWidget(self.month)
        head.addWidget(self.who)
        head.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addLayout(head)
        self.body.addWidget(self.nobody)
        self.body.addWidget(self.state)
        self.body.addWidget(self._columns, 1)

    def _lay_out(self, groups: tuple[Group, ...]) -> None:
        """Make the fields, with the council's words."""
        self._groups = groups
        for side in (self._columns.left, self._columns.right):
            clear_layout(side)
            side.setSpacing(10)
        self.fields = {
            line.category: number_field(
                line.label, f"commissioner_{line.category.replace('/', '_')}", unit=g.unit, chars=4
            )
            for g in groups
            for line in g.lines
        }
        self.sums = {g.code: label("", "strong", name=f"commissioner_sum_{g.code}") for g in groups}
        self._filling.begin(self._put(groups), at_once=1)

    def _put(self, groups: tuple[Group, ...]) -> Iterator[None]:
        for g in groups:
            side = self._columns.left if g.code == CONTENT else self._columns.right
            side.addWidget(label(g.label, "subsection"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            for at, line in enumerate(g.lines):
                field = self.fields[line.category]
                field.changed.connect(self._show_sums)
                grid.addWidget(field, at // _ACROSS, at % _ACROSS)
            side.addLayout(grid)
            side.addWidget(self.sums[g.code])
            self.sums[g.code].setVisible(len(g.lines) > 1)
            yield
        self._columns.left.addStretch(1)
        self._columns.right.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the month."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def _load(self) -> None:
        desk, month, chosen = self.context.desk, self.month.value(), self.who.value()

        def read() -> _Read:
            people = months.commissioners(desk, month)
            ids = [c.volunteer for c in people]
            who = from_hex(chosen) if chosen and from_hex(chosen) in ids else next(iter(ids), None)
            sheet = months.sheet(desk, who, month) if who else None
            return _Read(month, people, sheet, codes.commissioner_groups(desk))

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if found.month != self.month.value():
            return
        self.set_heading(self.title, wareki(found.month))
        if found.groups != self._groups:
            self._lay_out(found.groups)
        self.who.changed.disconnect(self._load)
        self.who.set_choices(tuple((c.volunteer.hex(), c.name) for c in found.people))
        if found.sheet is not None:
            self.who.set_value(found.sheet.volunteer.hex())
        self.who.changed.connect(self._load)
        self.nobody.setVisible(found.sheet is None)
        for part in (self._columns, self.who, self.state):
            part.setVisible(found.sheet is not None)
        self._sheet = found.sheet
        if found.sheet is None:
            return
        self.state.setText(
            "見守り・カード・会議・研修のきろくから数えた件数です。直して、保存してください。"
            if found.sheet.written is None
            else "保存した件数です。"
        )
        for category, field in self.fields.items():
            show_number(field, found.sheet.counts.get(category) or None)
        self._show_sums()

    def _counts(self) -> dict[str, int]:
        return {category: value_of(field) or 0 for category, field in self.fields.items()}

    def _show_sums(self) -> None:
        if any(field.check() for field in self.fields.values()):
            return
        counts = self._counts()
        for g in self._groups:
            self.sums[g.code].setText(f"合計 {total(counts, g.code):,}{g.unit}")
        if total(counts, CONTENT) != total(counts, FIELD):
            self.sums[FIELD].setText(
                f"合計 {total(counts, FIELD):,}件（内容別の {total(counts, CONTENT):,}件と ちがいます）"
            )

    def _save(self) -> None:
        if self._sheet is None or not check_all(list(self.fields.values()), self.errors):
            return
        who, month = self._sheet.volunteer, self._sheet.month
        self.act(partial(months.save_sheet, self.context.desk, who, month, self._counts()))

    def print_page(self) -> None:
        """Show the month's form before printing."""
        desk, month = self.context.desk, self.month.value()
        who: Id | None = self._sheet.volunteer if self._sheet else None

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            asked = wanted.Wanted(month, fiscal_year(f"{month}-01"), watcher=who)
            return printing.preview(desk, "commissioner-month", asked)

        show_form(self, draw, month)
