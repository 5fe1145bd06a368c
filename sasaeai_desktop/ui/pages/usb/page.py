"""USB受け渡し of a district: to the council and back, and the ways to the other laptop and to a council."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.inbox import finding
from sasaeai_desktop.services.usb import ledger
from sasaeai_desktop.services.usb.ledger import Outlook
from sasaeai_desktop.ui.pages.inbox.page import InboxPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.settings import SettingsPage
from sasaeai_desktop.ui.pages.usb.books import CustodyPage, ProvisionsPage
from sasaeai_desktop.ui.pages.usb.exchange import ExchangePage
from sasaeai_desktop.ui.pages.usb.invite import InviteSiblingPage
from sasaeai_desktop.ui.pages.usb.join import JoinPage
from sasaeai_desktop.ui.pages.usb.traffic import TrafficPage
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.states import EmptyState


class UsbPage(ExchangePage):
    """The tab's page of a district's laptop; subject "receive" opens 受け取る at once."""

    object_name = "usb"
    title = "USB受け渡し"
    icon = "usb"
    route = Route.TO_COUNCIL

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        links = QWidget()
        flow = FlowLayout(links, gap=12)
        self.inbox_button = QuietButton(
            "たしかめること", name="usb_inbox", icon="flag", on_click=self._opener(InboxPage)
        )
        flow.addWidget(self.inbox_button)
        for words, name, icon, make in (
            ("受け渡しのようす", "usb_traffic", "clock", TrafficPage),
            ("USB持出管理簿", "usb_custody", "list", CustodyPage),
            ("第三者提供記録", "usb_provisions", "people", ProvisionsPage),
            ("もう1台のパソコンと やりとりする", "usb_sibling", "usb", SiblingPage),
            ("2台目のパソコンを招待する", "usb_invite", "mail", InviteSiblingPage),
            ("市社協の招待ファイルを取り込む", "usb_join", "folder", JoinPage),
            ("このパソコンのせってい", "usb_settings", "gear", SettingsPage),
        ):
            flow.addWidget(QuietButton(words, name=name, icon=icon, on_click=self._opener(make)))
        self.more.addWidget(links)

    def refresh(self, changes: Changes | None) -> None:
        """Count what waits for a decision, too."""
        super().refresh(changes)
        desk = self.context.desk
        self.run(lambda: finding.count(desk), self._count)

    def _count(self, count: int) -> None:
        self.inbox_button.set_words(f"たしかめること {count}件" if count else "たしかめること")
        self.inbox_button.updateGeometry()

    def _opener(self, make: Callable[[PageContext], Page]) -> Callable[[], None]:
        return lambda: self.push(make(self.context))

    def make_empty(self) -> EmptyState:
        """Say how to meet a council."""
        return EmptyState(
            "usb",
            "市社協と まだ つながっていません",
            "市社協から「招待ファイル」をもらって取り込むと、ここから きろくを わたせるようになります。",
            "市社協の招待ファイルを取り込む",
            lambda: self.push(JoinPage(self.context)),
            name="usb_empty",
        )

    def _show(self, outlook: Outlook) -> None:
        super()._show(outlook)
        join = self.findChild(QuietButton, "usb_join")
        if join is not None:
            join.setVisible(not self.context.desk.me.council_name)

    def show_subject(self, subject: object) -> None:
        """Open 受け取る (from きょう), or what a pressed file is for."""
        if subject == "receive":
            self.receive()
        elif isinstance(subject, Path) and subject.match(ledger.INVITATIONS):
            self.push(page := JoinPage(self.context))
            page.look(subject)
        elif isinstance(subject, Path):
            self.receive(subject.parent)


class SiblingPage(ExchangePage):
    """もう1台のパソコン: the same steps, with everything inside."""

    object_name = "usb_sibling_page"
    title = "もう1台のパソコン"
    icon = "usb"
    route = Route.TO_SIBLING

    def make_empty(self) -> EmptyState:
        """Say how to meet the other laptop."""
        return EmptyState(
            "usb",
            "もう1台のパソコンは まだ登録されていません",
            "同じ地区のもう1台を 招待ファイルで はじめ、そのUSBを一度 受け取ると、おたがいの きろくが そろいます。",
            "2台目のパソコンを招待する",
            lambda: self.push(InviteSiblingPage(self.context)),
            name="usb_sibling_empty",
        )
