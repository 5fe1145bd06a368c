"""地区: received and missing per district for the year, cards to answer, and the ways to districts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.figures.year import Annual, ReportState
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.kana import search_key
from sasaeai_desktop.services.cards import answering
from sasaeai_desktop.services.cards.answering import CouncilCard
from sasaeai_desktop.services.inbox import finding
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.usb import ledger
from sasaeai_desktop.services.usb.ledger import Partner
from sasaeai_desktop.ui.pages.districts.one import DistrictPage
from sasaeai_desktop.ui.pages.districts.statement import StatementPage
from sasaeai_desktop.ui.pages.districts.table import DistrictRow, HeadingRow
from sasaeai_desktop.ui.pages.inbox.page import InboxPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.invite import InviteDistrictPage
from sasaeai_desktop.ui.pages.usb.receive import ReceivePage
from sasaeai_desktop.ui.pages.usb.traffic import TrafficPage
from sasaeai_desktop.ui.pages.usb.words import day
from sasaeai_desktop.ui.widgets.buttons import QuietButton, step_buttons
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.states import EmptyState

_CARDS_SHOWN = 3
_REPORTING = ("-04-", "-05-", "-06-")  # until June people report the year that ended in March


@dataclass(frozen=True, slots=True)
class City:
    """What the page shows."""

    annual: Annual
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
        self.columns.left.addWidget(HeadingRow())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.columns.left.addLayout(self._rows)
        self.columns.left.addStretch(1)
        self._side = QVBoxLayout()
        self._side.setSpacing(16)
        self.columns.right.addLayout(self._side)
        self.columns.right.addStretch(1)
        self.body.addWidget(self.columns)
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
        self.body.addStretch(1)

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
            return City(reports.annual(desk, year), ledger.partners(desk), answering.council_cards(desk))

        self.run(read, self._show)
        self.run(lambda: finding.count(desk), self._count)

    def _count(self, waiting: int) -> None:
        """Offer what waits for a decision; told after the year, which is looked at first."""
        self._waiting = waiting
        button = self.findChild(QuietButton, "districts_inbox")
        if button is not None:
            button.set_words(f"たしかめること {waiting}件")
            button.setVisible(waiting > 0)

    def _show(self, city: City) -> None:
        if city.annual.fiscal_year != self.year:
            return  # the year was turned on meanwhile
        self._city = city
        self._year_label.setText(year_label(self.year))
        lines = city.annual.by_district
        self.set_heading("地区")
        self.columns.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        heard = {p.code: day(p.heard_on) for p in city.partners}
        clear_layout(self._rows)
        for line in lines:
            row = DistrictRow(line, heard.get(line.code, ""))
            row.clicked.connect(partial(self.open_district, line.code))
            self._rows.addWidget(row)
        clear_layout(self._side)
        self._side.addWidget(self._received_panel(city))
        self._side.addWidget(self._cards_panel(city.cards))
        self._side.addWidget(self._ways_panel())
        if self._wanted:
            self.find_words(self._wanted)

    def _received_panel(self, city: City) -> Panel:
        lines = city.annual.by_district
        missing = [
            line for line in lines
            if ReportState.NOT_REPORTED in (line.watch_state, line.salon_state)
        ]  # fmt: skip
        panel = Panel(name="districts_received")
        panel.add(label("報告", "subsection"))
        got = len(lines) - len(missing)
        panel.add(
            label(f"{len(lines)}地区のうち {got}地区 届きました", "strong", wrap=True, name="districts_got")
        )
        if missing:
            names = "、".join(line.name for line in missing[:6])
            more = f" ほか{len(missing) - 6}地区" if len(missing) > 6 else ""
            panel.add(label(f"まだの地区：{names}{more}", "body", wrap=True, name="districts_missing"))
        return panel

    def _cards_panel(self, waiting: list[CouncilCard]) -> Panel:
        panel = Panel(name="districts_cards")
        unanswered = [card for card in waiting if not card.card.answered_on]
        late = sum(card.late for card in unanswered)
        panel.add(label(f"返事を待つカード　{len(unanswered)}枚", "subsection", name="districts_waiting"))
        if not unanswered:
            panel.add(label("いまは ありません。", "body"))
        for at, card in enumerate(unanswered[:_CARDS_SHOWN]):
            row = RowButton(
                card.name,
                name=f"districts_card_{at + 1}",
                second=f"{card.district_name}　{card.days_waiting}日",
                badge="おそい" if card.late else "",
                line=at < min(len(unanswered), _CARDS_SHOWN) - 1,
            )
            row.clicked.connect(partial(self._open_card, card))
            panel.add(row)
        if len(unanswered) > _CARDS_SHOWN:
            words = f"ぜんぶ見る（おそいもの {late}枚）" if late else "ぜんぶ見る"
            panel.add(
                QuietButton(
                    words, name="districts_all_cards", on_click=lambda: self.context.open("cards", None)
                )
            )
        return panel

    def _ways_panel(self) -> Panel:
        panel = Panel(name="districts_ways")
        waiting = QuietButton(
            f"たしかめること {self._waiting}件",
            name="districts_inbox",
            icon="flag",
            on_click=lambda: self.push(InboxPage(self.context)),
        )
        if not self._waiting:
            waiting.hide()
        panel.add(
            waiting,
            QuietButton(
                "受け渡しのようす",
                name="districts_traffic",
                icon="clock",
                on_click=lambda: self.push(TrafficPage(self.context)),
            ),
            QuietButton("地区を招待する", name="districts_invite", icon="mail", on_click=self.invite),
            QuietButton(
                "年度の表を見る", name="districts_report", icon="document-chart", on_click=self._reports
            ),
        )
        return panel

    # Ways on

    def _open_card(self, card: CouncilCard, _checked: bool = False) -> None:
        self.context.open("cards", card.card.id)

    def _reports(self) -> None:
        self.context.open("reports", None)

    def receive(self) -> None:
        """Take in as many sticks as there are."""
        self.push(ReceivePage(self.context))

    def invite(self) -> None:
        """Write a district's invitation."""
        self.push(InviteDistrictPage(self.context))

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
            self.push(DistrictPage(self.context, line, partner, self.year, self._city.annual.by_district))

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
