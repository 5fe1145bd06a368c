"""サロン: the sessions of a month, the salons with their figures, who stays away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.salon import guests, salons
from sasaeai_desktop.services.salon.guests import AwayGuest
from sasaeai_desktop.services.salon.salons import SalonRow, SessionRow
from sasaeai_desktop.ui.pages.heavy import push_scan
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.salon import words as w
from sasaeai_desktop.ui.pages.salon.month import SalonMonth
from sasaeai_desktop.ui.pages.salon.one_salon import OneSalonPage
from sasaeai_desktop.ui.pages.salon.plan import PlanPage
from sasaeai_desktop.ui.pages.salon.salon_form import SalonFormPage
from sasaeai_desktop.ui.pages.salon.session import SessionPage
from sasaeai_desktop.ui.widgets.buttons import Button, QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.states import EmptyState

_AWAY_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    month: str
    sessions: list[SessionRow]
    salons: list[SalonRow]
    away: list[AwayGuest]


class SalonPage(Page):
    """The tab's first page; its subject is a session's id."""

    object_name = "salon"
    title = "サロン"
    icon = "cup"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._month = context.today()[:7]
        self._all_away = False
        self._shown: Overview | None = None
        self.set_primary("開催を登録する", icon="plus", action=self._plan)
        self.add_outline("紙を読み取る", name="salon_scan", icon="upload", action=self._scan)
        self.add_outline("こよみを印刷", name="salon_print", icon="printer", action=self.print_page)
        self._columns = Columns(right_width=424, left_least=620)
        self.shown_month = SalonMonth()
        self.shown_month.turned.connect(self._turn)
        self.shown_month.now_requested.connect(self._this_month)
        self.shown_month.session_chosen.connect(self._open_session)
        self.shown_month.day_chosen.connect(self._plan_day)
        self._columns.left.addWidget(self.shown_month, 1)
        self._side = QVBoxLayout()
        self._side.setSpacing(16)
        self._columns.right.addLayout(self._side)
        self._columns.right.addStretch(1)
        self._empty: QWidget | None = None
        self.body.addWidget(self._columns, 1)

    def _scan(self) -> None:
        """Read scanned rosters."""
        push_scan(self)

    def print_page(self) -> None:
        """Print the month as a calendar for the hall."""
        from sasaeai_desktop.services.reports.papers.wanted import Wanted  # noqa: PLC0415 - brings the forms
        from sasaeai_desktop.ui.pages.reports.printing import print_form  # noqa: PLC0415 - brings the forms

        print_form(self, "salon-calendar", Wanted(self._month, fiscal_year(f"{self._month}-01")))

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the month, the salons and who stays away."""
        if changes is None or changes.touches(
            "session", "attendance", "salon", "person", "alias", "volunteer"
        ):
            self._load()

    def _load(self) -> None:
        desk, month = self.context.desk, self._month

        def read() -> Overview:
            return Overview(
                month, salons.sessions_of_month(desk, month), salons.list_salons(desk), guests.stay_away(desk)
            )

        self.context.tasks.run(read, self._show, owner=self)

    def _show(self, found: Overview) -> None:
        if found.month != self._month:
            return  # the month was turned on meanwhile
        self._shown = found
        sessions, people = sum(s.sessions for s in found.salons), sum(s.participants for s in found.salons)
        year = year_label(fiscal_year(self.context.today()))
        self.set_heading(
            "サロン",
            f"{year}　{len(found.salons)}箇所　{sessions}回　延べ{people:,}人" if found.salons else "",
        )
        self._show_empty(not found.salons and not found.sessions)
        self.shown_month.show_month(found.month, found.sessions, self.context.today())
        clear_layout(self._side)
        if found.away:
            self._side.addWidget(self._away_panel(found.away))
        self._side.addWidget(self._salon_panel(found.salons))

    def _show_empty(self, empty: bool) -> None:
        self._columns.setVisible(not empty)
        if empty and self._empty is None:
            self._empty = EmptyState(
                "cup", "まだ サロンが ありません",
                "ここで サロンの開催と、来た方の人数を きろくします。まず、サロンの名前と会場を登録します。",
                "サロンを登録する", self._new_salon, name="salon_empty",
            )  # fmt: skip
            self.body.addWidget(self._empty, 1)
        elif not empty and self._empty is not None:
            self._empty.deleteLater()
            self._empty = None

    def _away_panel(self, away: list[AwayGuest]) -> Panel:
        panel = Panel(name="salon_away", gap=0)
        panel.add(label("いつもの方が お休み", "subsection"))
        shown = away if self._all_away else away[:_AWAY_SHOWN]
        for at, guest in enumerate(shown):
            row = RowButton(
                guest.name, name=f"away_{at}", second=f"{guest.absences}回つづけて　{guest.usual}",
                sign="attention", line=at < len(shown) - 1,
            )  # fmt: skip
            row.setAccessibleDescription(f"{guest.salon_name}。見守りで この方を開きます")
            row.clicked.connect(partial(self._open_person, guest.person))
            panel.add(row)
        if len(away) > len(shown):
            panel.add(
                Button(
                    f"お休みの{len(away)}人を ぜんぶ見る",
                    name="away_all",
                    kind="link",
                    on_click=self._show_all_away,
                )
            )
        return panel

    def _salon_panel(self, rows: list[SalonRow]) -> Panel:
        panel = Panel(name="salon_list", gap=0)
        panel.add(label("サロンと 今年度の数", "subsection"))
        for at, salon in enumerate(rows):
            following = f"次は{w.day_words(salon.next_on)}" if salon.next_on else "次の予定なし"
            second = f"{salon.sessions}回 {salon.participants:,}人　{following}"
            row = RowButton(salon.name, name=f"salon_{at}", second=second, line=at < len(rows) - 1)
            row.clicked.connect(partial(self._open_salon, salon.id))
            panel.add(row)
        panel.column.addSpacing(12)
        new = QuietButton("サロンを登録する", name="salon_new", icon="cup", on_click=self._new_salon)
        panel.column.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    # What can be done

    def _turn(self, by: int) -> None:
        self._month = w.month_after(self._month, by)
        self._load()

    def _this_month(self) -> None:
        self._month = self.context.today()[:7]
        self._load()

    def _show_all_away(self) -> None:
        self._all_away = True
        if self._shown is not None:
            self._show(self._shown)

    def _plan(self) -> None:
        self.plan()

    def _plan_day(self, day: str) -> None:
        self.push(PlanPage(self.context, day=day, planned=self._planned))

    def plan(self, salon: Id | None = None) -> None:
        """Open the form for a new session, of a salon when given."""
        self.push(PlanPage(self.context, salon=salon, planned=self._planned))

    def _planned(self, session: Id, day: str) -> None:
        self._month = day[:7]
        if day <= self.context.today():
            self._open_session(session)

    def _new_salon(self) -> None:
        self.push(SalonFormPage(self.context))

    def _open_salon(self, salon: Id, _checked: bool = False) -> None:
        self.push(OneSalonPage(self.context, salon, plan=self.plan, open_session=self._open_session))

    def _open_session(self, session: Id, _checked: bool = False) -> None:
        self.push(SessionPage(self.context, session))

    def _open_person(self, person: Id, _checked: bool = False) -> None:
        self.context.open("watch", person)

    def show_subject(self, subject: Any) -> None:
        """Open a session by its id (from きょう), or ("salon", id)."""
        if isinstance(subject, tuple):
            self._open_salon(subject[1])
        else:
            self._open_session(subject)
