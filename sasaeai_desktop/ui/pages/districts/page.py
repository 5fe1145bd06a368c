"""地区: a year month by month, what came of each district and what did not, and what is to be done today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.figures.year import Annual
from sasaeai_desktop.domain.fiscal import fiscal_year, months_of, year_label
from sasaeai_desktop.domain.kana import search_key
from sasaeai_desktop.services.cards import answering
from sasaeai_desktop.services.cards.answering import CouncilCard
from sasaeai_desktop.services.inbox import finding
from sasaeai_desktop.services.reports import reports, year_months
from sasaeai_desktop.services.reports.year_months import MonthState
from sasaeai_desktop.services.usb import ledger
from sasaeai_desktop.services.usb.ledger import Partner
from sasaeai_desktop.ui.pages.cards.side_scroll import SideScroll
from sasaeai_desktop.ui.pages.districts.one import DistrictPage
from sasaeai_desktop.ui.pages.districts.statement import StatementPage
from sasaeai_desktop.ui.pages.districts.table import MONTHS, DistrictRow, HeadingRow, MonthLegend
from sasaeai_desktop.ui.pages.districts.to_do import ToDoPanel, Work
from sasaeai_desktop.ui.pages.inbox.page import InboxPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.invite import InviteDistrictPage
from sasaeai_desktop.ui.pages.usb.invite_many import InviteManyPage
from sasaeai_desktop.ui.pages.usb.receive import ReceivePage
from sasaeai_desktop.ui.pages.usb.traffic import TrafficPage
from sasaeai_desktop.ui.pages.usb.words import day
from sasaeai_desktop.ui.widgets.buttons import QuietButton, step_buttons
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.states import EmptyState

_REPORTING = ("-04-", "-05-", "-06-")  # until June people report the year that ended in March


@dataclass(frozen=True, slots=True)
class City:
    """What the page shows."""

    annual: Annual
    months: dict[str, tuple[MonthState, ...]]
    partners: list[Partner]
    cards: list[CouncilCard]


class DistrictsPage(Page):
    """The council's first tab; its subject is a district's code."""

    object_name = "districts"
    title = "地区"
    icon = "map"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        today = context.today()
        self.year = fiscal_year(today) - (1 if today[4:8] in _REPORTING else 0)
        self._city: City | None = None
        self._wanted = ""
        self._waiting = 0
        self.set_primary("USBから受け取る", icon="download", action=self.receive)
        self.add_outline("紙の報告を入れる", name="districts_paper", icon="pencil", action=self.write_paper)
        self.head.add_before_words(self._year_bar())
        self.columns = Columns(right_width=360, left_least=860)
        self.columns.left.addWidget(MonthLegend())
        self.columns.left.addWidget(HeadingRow())
        ground = QWidget()
        self._rows = QVBoxLayout(ground)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._scroll = SideScroll(ground, self.columns.stacked, name="districts_scroll_rows")
        self.columns.left.addWidget(self._scroll, 1)
        self.to_do = ToDoPanel(
            {
                "cards": self._open_oldest,
                "inbox": lambda: self.push(InboxPage(self.context)),
                "missing": self._traffic,
                "hand": lambda: self.context.open("usb", None),
                "silent": self.invite_many,
            }
        )
        self.columns.right.setSpacing(16)
        self.columns.right.addWidget(self.to_do)
        self.columns.right.addWidget(self._ways_panel())
        self.columns.right.addStretch(1)
        self.body.addWidget(self.columns, 1)
        self.empty = EmptyState(
            "map",
            "地区は まだ登録されていません",
            "ここで、地区から届いた報告と、まだの地区が 分かります。まず、地区のための招待ファイルを作ります。",
            "地区を招待する",
            self.invite,
            name="districts_empty",
        )
        self.empty.hide()
        self.body.addWidget(self.empty)

    def _year_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        before, after = step_buttons("districts", "前の年度", "次の年度", self.turn)
        self._year_label = label("", "section", name="districts_year")
        row.addWidget(before)
        row.addWidget(self._year_label)
        row.addWidget(after)
        return bar

    def turn(self, years: int) -> None:
        """Show another year."""
        self.year += years
        self._load()

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the year, who sent what, and the cards that wait."""
        if changes is None or changes.ids or changes.label:
            self._load()

    def _load(self) -> None:
        desk, year = self.context.desk, self.year

        def read() -> City:
            annual = reports.annual(desk, year)
            return City(
                annual,
                year_months.year_by_month(desk, annual),
                ledger.partners(desk),
                [card for card in answering.council_cards(desk) if not card.card.answered_on],
            )

        self.run(read, self._show)
        self.run(lambda: finding.count(desk), self._count)

    def _count(self, waiting: int) -> None:
        """Offer what waits for a decision; told after the year, which is looked at first."""
        self._waiting = waiting
        if self._city is not None:
            self.to_do.show_work(self._work(self._city))

    def _show(self, city: City) -> None:
        if city.annual.fiscal_year != self.year:
            return  # the year was turned on meanwhile
        self._city = city
        self._year_label.setText(year_label(self.year))
        lines = city.annual.by_district
        self.set_heading("地区", self._arrived_words(city) if lines else "")
        self.columns.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        heard = {p.code: day(p.heard_on) for p in city.partners}
        clear_layout(self._rows)
        for line in lines:
            row = DistrictRow(line, city.months[line.code], heard.get(line.code, ""))
            row.clicked.connect(partial(self.open_district, line.code))
            self._rows.addWidget(row)
        self._rows.addWidget(self._invitations())
        self._rows.addStretch(1)
        self._scroll.updateGeometry()
        self.to_do.show_work(self._work(city))
        if self._wanted:
            self.find_words(self._wanted)

    def _due(self) -> int:
        return year_months.due_month(months_of(self.year), self.context.today())

    def _arrived_words(self, city: City) -> str:
        """Say how far the year is here: 10月分は 49地区のうち 45地区から届きました."""
        due, many = self._due(), len(city.months)
        if due < 0:
            return "この年度の月は まだ終わっていません"
        here = sum(months[due] in year_months.HERE for months in city.months.values())
        if not any(state in year_months.HERE for months in city.months.values() for state in months):
            return "この年度の きろくは まだ届いていません"
        return f"{MONTHS[due]}月分は {many}地区のうち {here}地区から届きました"

    def _work(self, city: City) -> Work:
        due = self._due()
        lines = city.annual.by_district
        missing = [d.name for d in lines if due >= 0 and city.months[d.code][due] is MonthState.MISSING]
        silent = [p.name for p in city.partners if not p.receipts and not p.paper]
        return Work(
            city.cards,
            self._waiting,
            f"{MONTHS[due]}月" if due >= 0 else "",
            [name for name in missing if name not in silent],
            sum(1 for p in city.partners if p.receipts and p.unconfirmed),
            silent,
        )

    def _invitations(self) -> QWidget:
        """Offer more rows where the table ends: whoever looks for a new district looks there."""
        ground = QWidget()
        flow = FlowLayout(ground, gap=12)
        ground.setContentsMargins(0, 12, 0, 12)
        for words, name, icon, way in (
            ("地区を招待する", "districts_invite", "mail", self.invite),
            ("まとめて招待する", "districts_invite_many", "people", self.invite_many),
        ):
            flow.addWidget(QuietButton(words, name=name, icon=icon, on_click=way))
        return ground

    def _ways_panel(self) -> Panel:
        panel = Panel(name="districts_ways", pad=20)
        for words, name, icon, way in (
            ("受け渡しのようす", "districts_traffic", "clock", self._traffic),
            ("年度の表を見る", "districts_report", "document-chart", self._reports),
        ):
            panel.add(QuietButton(words, name=name, icon=icon, on_click=way))
        return panel

    # Ways on

    def _traffic(self) -> None:
        self.push(TrafficPage(self.context))

    def _open_oldest(self) -> None:
        if self._city and self._city.cards:
            self.context.open("cards", self._city.cards[0].card.id)

    def _reports(self) -> None:
        self.context.open("reports", None)

    def receive(self) -> None:
        """Take in as many sticks as there are."""
        self.push(ReceivePage(self.context))

    def invite(self) -> None:
        """Write a district's invitation."""
        self.push(InviteDistrictPage(self.context))

    def invite_many(self) -> None:
        """Write the invitations of a whole list, those whose first USB is awaited standing in it."""
        page = InviteManyPage(self.context)
        waiting = [p for p in self._city.partners if not p.receipts and not p.paper] if self._city else []
        page.show_subject([(p.code, p.name) for p in waiting])
        self.push(page)

    def write_paper(self) -> None:
        """Type in a district's paper."""
        lines = self._city.annual.by_district if self._city else []
        self.push(StatementPage(self.context, lines, self.year))

    def open_district(self, code: str, _checked: bool = False) -> None:
        """Show one district."""
        if self._city is None:
            return
        line = next((d for d in self._city.annual.by_district if d.code == code), None)
        if line is not None:
            partner = next((p for p in self._city.partners if p.code == code), None)
            page = DistrictPage(self.context, line, partner, self.year, self._city.annual.by_district)
            page.show_months(self._city.months[code])
            self.push(page)

    def show_subject(self, subject: Any) -> None:
        """Show a district by its number."""
        self.open_district(str(subject))

    def find_words(self, text: str) -> None:
        """Open the district that is meant (Enter in さがす)."""
        if self._city is None:
            self._wanted = text
            return
        self._wanted = ""
        key = search_key(text)
        lines = self._city.annual.by_district
        found = [d for d in lines if d.code == text] or [
            d for d in lines if key and key in search_key(d.name)
        ]
        if found:
            self.open_district(found[0].code)
        else:
            self.context.note(f"「{text}」という地区は ありません。")
