"""登校見守り: one school's day, ticked person by person; Space ticks and goes on, so that a day is a few keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.school import School
from sasaeai_desktop.services.school import days, schools
from sasaeai_desktop.services.school.days import DayDraft, DayView, YearView
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.salon.words import day_words
from sasaeai_desktop.ui.pages.school.school_form import SchoolFormPage
from sasaeai_desktop.ui.pages.school.stander import StanderPage
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.questions import agreed
from sasaeai_desktop.ui.theme.paint import CHOSEN, OPEN
from sasaeai_desktop.ui.widgets.choices import TickButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.dates import EraDateField, past_day
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField, PickField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed

_KINDS = ("school", "school_day", "patrol", "patrol_post", "volunteer", "alias")


@dataclass(frozen=True, slots=True)
class _Read:
    schools: list[School]
    view: DayView | None
    year: YearView


class StandList(RowList):
    """The people; Space or a click ticks the framed one.

    Signals:
        ticked(object): the key of the row.
    """

    ticked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick and frame the next with Space."""
        if event.key() == Qt.Key.Key_Space and self.current_key() is not None:
            row = self.currentIndex().row()
            self.ticked.emit(self.current_key())
            if row + 1 < self.rows.rowCount():
                self.setCurrentIndex(self.rows.index(row + 1))
            return
        super().keyPressEvent(event)


class SchoolPage(Page):
    """A school and a day; ticks are saved together."""

    object_name = "school"
    title = "登校見守り"
    icon = "eye"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._view: DayView | None = None
        self._present: set[Id] = set()
        self.set_primary("この日を保存する", icon="check", action=self._save)
        self.add_outline("表を印刷する", name="school_print", icon="printer", action=self.print_page)
        self.add_outline("隊員を足す", name="school_stander", icon="person-plus", action=self._stander)
        self.add_outline("学校を登録する", name="school_new", icon="plus", action=self._new_school)
        self.which = PickField("学校", (), name="school_which")
        self.which.changed.connect(self._load)
        self.date = EraDateField(
            "実施した日",
            name="school_date",
            today=context.today,
            required=True,
            judge=past_day(context.today),
        )
        self.date.set_value(context.today())
        self.date.changed.connect(self._load)
        self.list = StandList("見守りに立った方", name="school_list")
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._tick)
        self.unnamed = Counter("お名前のない方", name="school_unnamed")
        self.memo = LineField("気づいたこと", name="school_memo", chars=24, required=False)
        self.incident = AreaField(
            "事故・けが（あったときだけ）", name="school_incident", lines=2, required=False
        )
        self.cancelled = TickButton("この日は 休みにした", name="school_cancelled")
        self.total = label("", "section", name="school_total")
        self.year = Panel(name="school_year", gap=4)
        self.empty = EmptyState(
            "eye", "まだ 学校が ありません", "ここで、登校のときに 交差点に立った方を きろくします。まず、学校を登録します。",
            "学校を登録する", self._new_school, name="school_empty",
        )  # fmt: skip
        self._columns = Columns(right_width=440, left_least=560)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        left.addWidget(label("立った方（スペースキーで 印を付けて、つぎの方へ）", "label"))
        left.addWidget(self.list, 1)
        right.setSpacing(12)
        for part in (
            self.which,
            self.date,
            self.total,
            label("お名前のない方", "label"),
            self.unnamed,
            self.cancelled,
            self.memo,
            self.incident,
            self.year,
        ):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.unnamed.changed.connect(self._show_total)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the schools, the day and the year."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def _school(self) -> Id | None:
        return from_hex(self.which.value()) if self.which.value() else None

    def _load(self) -> None:
        desk, school, day, today = self.context.desk, self._school(), self.date.value(), self.context.today()

        def read() -> _Read:
            held = schools.list_schools(desk)
            chosen = school or (held[0].id if held else None)
            view = days.day_view(desk, chosen, day) if chosen and day else None
            return _Read(held, view, days.year_view(desk, fiscal_year(today)))

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        self._columns.setVisible(bool(found.schools))
        self.empty.setVisible(not found.schools)
        self.which.changed.disconnect(self._load)
        self.which.set_choices(tuple((s.id.hex(), s.name) for s in found.schools))
        if found.view is not None:
            self.which.set_value(found.view.school.hex())
        self.which.changed.connect(self._load)
        year = year_label(fiscal_year(self.context.today()))
        total = sum(y.attendances for y in found.year.schools)
        self.set_heading("登校見守り", f"{year}　参加者 {found.year.people}人　延べ {total:,}人")
        self._show_year(found.year)
        if found.view is not None:
            self._show_day(found.view)

    def _show_year(self, found: YearView) -> None:
        years = found.schools
        clear_layout(self.year.column)
        self.year.add(label("学校ごとの今年度", "subsection"))
        for y in years:
            self.year.add(
                label(f"{y.name}　{y.days}日　{y.people}人　延べ {y.attendances:,}人", "body", wrap=True)
            )
        if not years:
            self.year.add(label("まだ きろくが ありません。", "body"))
        if found.incidents:
            self.year.add(label(f"今年度の事故・けが　{len(found.incidents)}件", "subsection"))
        for n, (day, school, name, what) in enumerate(found.incidents, 1):
            row = RowButton(f"{day_words(day)}　{name}", name=f"school_incident_{n}", second=what, warm=False)
            row.clicked.connect(partial(self._open_day, school, day))
            self.year.add(row)

    def _show_day(self, view: DayView) -> None:
        same = self._view is not None and (self._view.school, self._view.date) == (view.school, view.date)
        before = self._view
        self._view = view
        saved = {p.volunteer for p in view.people if p.present}
        if not same or before is None or {p.volunteer for p in before.people if p.present} != saved:
            self._present = saved
            self.unnamed.set_value(view.unnamed)
            self.memo.set_value(view.memo)
            self.incident.set_value(view.incident)
            self.cancelled.setChecked(view.cancelled)
        self._show_rows()
        if not same:
            self.list.setCurrentIndex(self.list.rows.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        if self._view is None:
            return
        rows = []
        for p in self._view.people:
            on = p.volunteer in self._present
            badge = f"腕章 {p.badge}" if p.badge else ""
            second = "　".join(w for w in (badge, p.point, "" if p.usual else "当番ではない方") if w)
            rows.append(
                PersonRow(p.volunteer, p.name, second, "立った" if on else "", CHOSEN if on else OPEN)
            )
        self.list.set_rows(rows)
        self._show_total()

    def _show_total(self) -> None:
        if self._view is not None:
            count = len(self._present) + self.unnamed.value()
            self.total.setText(f"{day_words(self._view.date)}　{count}人")

    # What can be done

    def _open_day(self, school: Id, day: str, _checked: bool = False) -> None:
        self.which.set_value(school.hex())
        self.date.set_value(day)
        self._load()

    def _tick(self, volunteer: Id) -> None:
        self._present ^= {volunteer}
        self._show_rows()
        self.list.choose(volunteer)

    def _save(self) -> None:
        view = self._view
        if view is None:
            return
        draft = DayDraft(
            school=view.school, date=view.date, present=frozenset(self._present), unnamed=self.unnamed.value(),
            start=view.start, end=view.end, memo=self.memo.value(), incident=self.incident.value(),
            cancelled=self.cancelled.isChecked(),
        )  # fmt: skip
        if not agreed(self, judging.judge_count(len(self._present) + draft.unnamed, session=True)):
            return
        self.act(partial(days.save_day, self.context.desk, draft))

    def _new_school(self) -> None:
        self.push(SchoolFormPage(self.context))

    def _stander(self) -> None:
        school = self._view.school if self._view is not None else None
        if school is not None:
            self.push(StanderPage(self.context, school))

    def print_page(self) -> None:
        """Show the month's table of the chosen school before printing."""
        desk, school = self.context.desk, self._school()
        month = (self.date.value() or self.context.today())[:7]

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            asked = wanted.Wanted(month, fiscal_year(f"{month}-01"), school=school)
            return printing.preview(desk, "school-watch", asked)

        show_form(self, draw, month)
