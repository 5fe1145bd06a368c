"""One district at the council: its figures, what goes to it, and its papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.figures.year import DistrictFigures
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.reports.year_months import HERE, MonthState
from sasaeai_desktop.services.usb.ledger import Outlook, Partner
from sasaeai_desktop.ui.pages.districts.statement import StatementPage
from sasaeai_desktop.ui.pages.districts.table import MONTHS, salon_words, watch_words
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.usb.exchange import ExchangePage
from sasaeai_desktop.ui.pages.usb.invite import InviteDistrictPage
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.states import EmptyState


class DistrictPage(ExchangePage):
    """A sub-page; the exchange with one district, its year above.

    Args:
        context: what every page works with.
        line: the district's figures.
        partner: its laptops, None when the council does not list it.
        year: fiscal year of the figures.
        lines: all districts, for the paper form.
    """

    object_name = "district"
    icon = "map"
    route = Route.TO_DISTRICT

    def __init__(
        self,
        context: PageContext,
        line: DistrictFigures,
        partner: Partner | None,
        year: int,
        lines: Sequence[DistrictFigures],
    ) -> None:
        self.code, self.line, self.year, self._lines = line.code, line, year, lines
        self._partner = partner
        self.title = line.name
        super().__init__(context)
        self.body.insertWidget(0, self._figures())
        links = QWidget()
        flow = FlowLayout(links, gap=12)
        flow.addWidget(
            QuietButton("紙の報告を入れる", name="district_paper", icon="pencil", on_click=self._paper)
        )
        flow.addWidget(
            QuietButton("招待ファイルを作る", name="district_invite", icon="mail", on_click=self._invite)
        )
        self.more.addWidget(links)

    def _figures(self) -> Panel:
        panel = Panel(name="district_figures", pad=16)
        row = QWidget()
        flow = FlowLayout(row, gap=24)
        self._watch, self._salon = label("", "body"), label("", "body")
        flow.addWidget(label(f"{year_label(self.year)}　{self.line.code}番", "strong"))
        flow.addWidget(self._watch)
        flow.addWidget(self._salon)
        self._months = label("", "body", wrap=True, name="district_months")
        panel.add(row, self._months)
        self.show_months(())
        return panel

    def show_months(self, months: Sequence[MonthState]) -> None:
        """Say what each month of the year is."""
        came = not months or any(state in HERE for state in months)
        self._watch.setText(f"見守り　{watch_words(self.line, came=came)}")
        self._salon.setText(f"サロン　{salon_words(self.line, came=came)}")
        said = [
            f"{state.label}：{'・'.join(f'{m}月' for m, s in zip(MONTHS, months, strict=True) if s is state)}"
            for state in MonthState
            if state.label and state in months
        ]
        self._months.setText("　".join(said))
        self._months.setVisible(bool(said))

    def make_empty(self) -> EmptyState:
        """Say how the district gets its program."""
        invited = self._partner.invited_on if self._partner else ""
        sentence = (
            "招待ファイルは 作ってあります。地区の はじめてのUSBを受け取ると、ここから返事を わたせます。"
            if invited
            else "招待ファイルを渡し、地区の はじめてのUSBを受け取ると、ここから返事を わたせます。"
        )
        return EmptyState(
            "usb",
            "この地区のパソコンは まだ登録されていません",
            sentence,
            "招待ファイルを作る",
            self._invite,
            name="district_empty",
        )

    def _show(self, outlook: Outlook) -> None:
        super()._show(outlook)
        self.set_heading(self.title, "地区へ返事を わたす" if outlook.contents else "")

    def _receiver(self) -> str:
        return self.line.name

    def _invite(self) -> None:
        page = InviteDistrictPage(self.context)
        page.show_subject((self.line.code, self.line.name))
        self.push(page)

    def _paper(self) -> None:
        self.push(StatementPage(self.context, self._lines, self.year, self.line.code))
