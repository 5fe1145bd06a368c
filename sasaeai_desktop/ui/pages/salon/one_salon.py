"""One salon: its year as a chart, its sessions newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.salon import Salon, SalonType
from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.services.salon import salons
from sasaeai_desktop.services.salon.salons import MonthFigure, SessionRow
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.record_history import history_button
from sasaeai_desktop.ui.pages.salon import words as w
from sasaeai_desktop.ui.pages.salon.repeat import RepeatPage
from sasaeai_desktop.ui.pages.salon.roster import print_roster
from sasaeai_desktop.ui.pages.salon.salon_form import SalonFormPage
from sasaeai_desktop.ui.pages.salon.session_row import SessionButton
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.charts import YearChart
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import clear_layout, label


@dataclass(frozen=True, slots=True)
class _SalonYear:
    salon: Salon
    sessions: list[SessionRow]
    months: list[MonthFigure]


class OneSalonPage(Page):
    """Opened from the list of salons.

    Args:
        context: what a page works with.
        salon: its id.
        plan: opens the form for a new session of a salon.
        open_session: opens a session.
    """

    object_name = "one_salon"
    title = "サロン"

    def __init__(
        self,
        context: PageContext,
        salon: Id,
        *,
        plan: Callable[[Id], object],
        open_session: Callable[[Id], object],
    ) -> None:
        super().__init__(context)
        self._salon_id, self._open_session = salon, open_session
        self._salon: Salon | None = None
        self._next = context.today()
        self.set_primary("開催を登録する", icon="plus", action=partial(plan, salon))
        self.add_outline(
            "決まった日を まとめて入れる",
            name="one_salon_repeat",
            icon="calendar",
            action=lambda: self.push(RepeatPage(self.context, salon)),
        )
        self.add_outline("サロンを直す", name="one_salon_edit", icon="pencil", action=self._edit)
        columns = Columns(right_width=480, left_least=620)
        self._title = label("", "section")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        columns.left.addWidget(self._title)
        columns.left.addLayout(self._list)
        columns.left.addStretch(1)
        self._total = label("", "section", name="one_salon_total")
        self._chart = YearChart("月ごとの参加人数", name="one_salon_chart")
        columns.right.addWidget(self._total)
        columns.right.addWidget(label("月ごとの参加人数", "second"))
        columns.right.addSpacing(8)
        columns.right.addWidget(self._chart)
        columns.right.addSpacing(16)
        paper = OutlineButton(
            "出席表を印刷する", name="one_salon_roster", icon="printer", on_click=self.print_page
        )
        columns.right.addWidget(paper, 0, Qt.AlignmentFlag.AlignLeft)
        columns.right.addSpacing(8)
        columns.right.addWidget(
            history_button(self, "サロン", "salon", salon, name="one_salon_history"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the salon and its year."""
        if changes is not None and not changes.touches("salon", "session", "attendance"):
            return
        desk, salon, year = self.context.desk, self._salon_id, fiscal_year(self.context.today())
        self.context.tasks.run(
            lambda: _SalonYear(
                salons.salon_of(desk, salon),
                salons.sessions_of_salon(desk, salon, year),
                salons.month_figures(desk, year, salon),
            ),
            self._show,
            owner=self,
        )

    def _show(self, found: _SalonYear) -> None:
        self._salon = found.salon
        facts = (label_of(SalonType, found.salon.type), found.salon.venue, found.salon.number)
        self.set_heading(found.salon.name, "　".join(f for f in facts if f), below=True)
        today = self.context.today()
        self._next = min((row.date for row in found.sessions if row.date >= today), default=today)
        year = year_label(fiscal_year(today))
        self._title.setText(f"{year}の開催")
        total, held = sum(m.participants for m in found.months), sum(m.sessions for m in found.months)
        self._total.setText(f"{held}回　延べ{total:,}人")
        values = [m.participants if m.month <= today[:7] else None for m in found.months]
        chosen = next((n for n, m in enumerate(found.months) if m.month == today[:7]), -1)
        self._chart.show_values(values, [m.label for m in found.months], chosen)
        clear_layout(self._list)
        if not found.sessions:
            self._list.addWidget(label("今年度の開催は まだ登録されていません。", "body", wrap=True))
        month = ""
        for at, row in enumerate(found.sessions):
            if row.date[:7] != month:
                month = row.date[:7]
                self._list.addWidget(label(w.month_words(month), "second"))
            times = w.span_words(row.start, row.end) or "時間は書いてありません"
            button = SessionButton(
                row.date, weekday(row.date), times, row.venue, w.state_of_row(row, today), row.total,
                name=f"one_salon_session_{at}",
            )  # fmt: skip
            button.clicked.connect(partial(self._open, row.id))
            self._list.addWidget(button)

    def print_page(self) -> None:
        """Print the roster of the month of the next session, or of this month."""
        if self._salon is not None:
            print_roster(self, self._salon, self._next[:7])

    def _open(self, session: Id, _checked: bool = False) -> None:
        self._open_session(session)

    def _edit(self) -> None:
        if self._salon is not None:
            self.push(SalonFormPage(self.context, self._salon))
