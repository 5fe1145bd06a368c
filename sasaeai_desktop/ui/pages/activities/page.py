"""会議・行事・広報・研修: a year's activities, of one kind or of all; a row opens one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.domain.activities import ActivityState, ActivityType
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.services.activities import activities, trainings
from sasaeai_desktop.services.activities.activities import ActivityRow
from sasaeai_desktop.ui.pages.activities.activity_form import ActivityFormPage
from sasaeai_desktop.ui.pages.activities.counters_page import CountersPage
from sasaeai_desktop.ui.pages.activities.minutes import print_minutes
from sasaeai_desktop.ui.pages.activities.trained_page import TrainedPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.stepper import year_stepper
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

KINDS = ("activity", "completion", "body", "volunteer", "alias")
ALL = ""
_SIGNS = {
    ActivityState.PLANNED: OPEN, ActivityState.HELD: DONE, ActivityState.POSTPONED: ATTENTION,
    ActivityState.CANCELLED: ATTENTION,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read:
    year: int
    kind: str
    rows: list[ActivityRow]
    due: int


class ActivitiesPage(Page):
    """The list of activities, and the year's counts beside it."""

    object_name = "activities"
    title = "会議・行事・広報・研修"
    icon = "calendar"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_primary("活動を書く", icon="pencil", action=self._write)
        self.add_outline("議事録を印刷する", name="activities_print", icon="printer", action=self.print_page)
        self.year = year_stepper("activities_year", fiscal_year(context.today()))
        self.year.changed.connect(self._load)
        kinds = ((ALL, "すべて"), *((t.value, t.label) for t in ActivityType))
        self.which = PickField("種別", kinds, name="activities_which")
        self.which.changed.connect(self._load)
        self.list = RowList("活動の一覧", name="activities_list")
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "calendar", "この年度の活動は まだありません", "ここで、会議や行事、広報紙、研修を きろくします。出席した団体も残せます。",
            "活動を書く", self._write, name="activities_empty",
        )  # fmt: skip
        self.sums = Panel(name="activities_sums", gap=4)
        self.trained = Button(
            "研修を修了した方", name="activities_trained", icon="people", on_click=self._trained
        )
        self.counters = Button(
            "相談窓口と のぼり旗", name="activities_counters", icon="flag", on_click=self._counters
        )
        self._columns = Columns(right_width=400, left_least=580)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        right.setSpacing(12)
        left.addWidget(self.list, 1)
        left.addWidget(self.empty, 1)
        for part in (self.year, self.which, self.sums, self.trained, self.counters):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the year."""
        if changes is None or changes.touches(*KINDS):
            self._load()

    def _load(self) -> None:
        desk, year, kind = self.context.desk, int(self.year.value()), self.which.value()

        def read() -> _Read:
            return _Read(year, kind, activities.list_activities(desk, year, kind), len(trainings.due(desk)))

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if (found.year, found.kind) != (int(self.year.value()), self.which.value()):
            return
        self.set_heading("会議・行事・広報・研修", year_label(found.year))
        self.list.set_rows([row_of(r) for r in reversed(found.rows)])
        self.list.setVisible(bool(found.rows))
        self.empty.setVisible(not found.rows)
        clear_layout(self.sums.column)
        self.sums.add(label("この年度", "subsection"))
        for kind in ActivityType:
            held = [
                r.activity
                for r in found.rows
                if r.activity.type == kind and r.activity.state == ActivityState.HELD
            ]
            if held:
                copies, people = sum(a.copies or 0 for a in held), sum(a.participants or 0 for a in held)
                more = f"　{copies:,}部" if copies else f"　{people:,}人" if people else ""
                self.sums.add(label(f"{kind.label}　{len(held)}回{more}", "body"))
        if found.due:
            self.sums.add(label(f"つぎの研修の時期が来た方　{found.due}人", "strong"))
        self.sums.setVisible(bool(found.rows))

    def _write(self) -> None:
        self.push(ActivityFormPage(self.context, kind=self.which.value()))

    def _open(self, activity: Id) -> None:
        self.run(partial(activities.activity_row, self.context.desk, activity), self._open_row)

    def _open_row(self, row: ActivityRow) -> None:
        self.push(ActivityFormPage(self.context, row))

    def _trained(self) -> None:
        self.push(TrainedPage(self.context))

    def _counters(self) -> None:
        self.push(CountersPage(self.context))

    def print_page(self) -> None:
        """Show the minutes of the chosen activity before printing."""
        chosen = self.list.current_key()
        if not isinstance(chosen, bytes):
            self.message.show_words("印刷する活動が えらばれていません。", "一覧で 1つ えらんでください。")
            return
        print_minutes(self, Id(chosen))


def row_of(row: ActivityRow) -> PersonRow:
    """Return an activity as a row of a list."""
    a = row.activity
    day = short_wareki(a.date) if a.date else "日付なし"
    what = f"{a.copies:,}部" if a.copies else f"{a.participants:,}人" if a.participants else a.place
    instead = f"かわり {row.replaced_by}" if row.replaced_by else ""
    second = "　".join(w for w in (f"{day}　{row.type}", what, a.reason, instead) if w)
    right = row.state if a.state != ActivityState.HELD else f"修了 {row.completed}人" if row.completed else ""
    return PersonRow(a.id, row.title, second, right, _SIGNS.get(a.state, ""))  # type: ignore[call-overload]  # a newer program's state has no sign
