"""USB受け渡し of the council: taking in many sticks, writing answers to one district or to all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.inbox import finding
from sasaeai_desktop.services.usb import bundles, ledger
from sasaeai_desktop.services.usb.bundles import Exported
from sasaeai_desktop.services.usb.ledger import Partner, Received
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.inbox.page import InboxPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.settings import SettingsPage
from sasaeai_desktop.ui.pages.usb import words as w
from sasaeai_desktop.ui.pages.usb.after import AfterPanel, take_out_steps
from sasaeai_desktop.ui.pages.usb.books import CustodyPage, ProvisionsPage
from sasaeai_desktop.ui.pages.usb.drives import Stick, sticks
from sasaeai_desktop.ui.pages.usb.invite import InviteDistrictPage
from sasaeai_desktop.ui.pages.usb.parts import StepRow, Table, show_received
from sasaeai_desktop.ui.pages.usb.place import ask_place
from sasaeai_desktop.ui.pages.usb.receive import ReceivePage
from sasaeai_desktop.ui.pages.usb.traffic import TrafficPage
from sasaeai_desktop.ui.tasks import Job
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import EmptyState, ProgressPanel
from sasaeai_desktop.ui.widgets.steps import NOW, StepCard


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the page shows."""

    partners: list[Partner]
    received: list[Received]


class CouncilUsbPage(Page):
    """The council's USB tab; tick districts and write to them."""

    object_name = "usb"
    title = "USB受け渡し"
    icon = "usb"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.find_sticks: Callable[[], list[Stick]] = sticks
        self.ask_place: Callable[[QWidget, str, list[Stick]], Path | None] = ask_place
        self.ask = confirm
        self._job: Job | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._partners: list[Partner] = []
        self.set_primary("USBから受け取る", icon="download", action=self.receive)
        self.add_outline("地区へ書き出す", name="usb_write", icon="usb", action=self.write)
        self.progress = ProgressPanel(name="usb_progress")
        self.progress.cancelled.connect(self._cancel)
        self.body.addWidget(self.progress)
        self.after = AfterPanel(name="usb_after")
        self.body.addWidget(self.after)
        self._make_steps()
        self._columns = Columns(right_width=424, left_least=780)
        self.districts_table = Table("地区へ わたすもの", name="usb_districts")
        self.received_table = Table("受け取ったもの", name="usb_received")
        self._columns.left.addWidget(self.districts_table)
        self._columns.left.addStretch(1)
        self._columns.right.addWidget(self.received_table)
        self._columns.right.addStretch(1)
        self.body.addWidget(self._columns)
        self.empty = EmptyState(
            "usb",
            "地区は まだ登録されていません",
            "地区の招待ファイルを作って渡すと、その地区のUSBを ここで受け取れるようになります。",
            "地区を招待する",
            self._invite,
            name="usb_empty",
        )
        self.empty.hide()
        self.body.addWidget(self.empty)
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
        ):
            flow.addWidget(QuietButton(words, name=name, icon=icon, on_click=self._opener(make)))
        flow.addWidget(QuietButton("地区を招待する", name="usb_invite", icon="mail", on_click=self._invite))
        flow.addWidget(
            QuietButton("このパソコンのせってい", name="usb_settings", icon="gear", on_click=self._settings)
        )
        self.body.addWidget(links)
        self.body.addStretch(1)

    def _make_steps(self) -> None:
        self.steps = (
            StepCard(1, "地区のUSBを 受け取る", "read", name="usb_step_1"),
            StepCard(2, "カードに返事を書く", "papers", name="usb_step_2"),
            StepCard(3, "返事と受領を わたす", "hand", name="usb_step_3"),
        )
        self._show_steps(to_hand=0)
        self.body.addWidget(StepRow(self.steps))

    def _show_steps(self, *, to_hand: int) -> None:
        """Point at handing back while something waits for that: receiving is done then."""
        states = ("done", "done", NOW) if to_hand else (NOW, "next", "next")
        words = (
            "いくつでも まとめて受け取れます",
            "「つながりカード」の画面で書きます",
            f"いまここ　{to_hand}地区へ USBで渡します" if to_hand else "USBに書き出して 地区へ渡します",
        )
        for card, state, said in zip(self.steps, states, words, strict=True):
            card.show_state(state, said)

    # What is shown

    def help_name(self) -> str:
        """Return the council's own help: a district's page of this name does other things."""
        return "council_usb"

    def refresh(self, changes: Changes | None) -> None:
        """Read who holds what."""
        if changes is None or changes.ids or changes.label:
            desk = self.context.desk
            self.run(lambda: Traffic(ledger.partners(desk), ledger.received(desk)), self._show)
            self.run(lambda: finding.count(desk), self._count)

    def _count(self, count: int) -> None:
        self.inbox_button.set_words(f"たしかめること {count}件" if count else "たしかめること")
        self.inbox_button.updateGeometry()

    def _opener(self, make: Callable[[PageContext], Page]) -> Callable[[], None]:
        return lambda: self.push(make(self.context))

    def _show(self, traffic: Traffic) -> None:
        chosen = set(self.chosen())
        self._partners = [p for p in traffic.partners if p.receipts]
        self._columns.setVisible(bool(traffic.partners))
        self.empty.setVisible(not traffic.partners)
        self.set_heading(
            self.title, f"{len(self._partners)}地区と やりとりしています" if self._partners else ""
        )
        self._boxes.clear()
        for partner in self._partners:
            self._boxes[partner.code] = box = _box(partner)
            box.setChecked(partner.code in chosen or (not chosen and partner.unconfirmed > 0))
        self.districts_table.fill(self._rows(self._partners))
        self._show_steps(to_hand=sum(1 for p in self._partners if p.unconfirmed))
        if not self._partners:
            self.districts_table.add_words("地区の はじめてのUSBを受け取ると、ここに並びます。")
        self.received_table.clear()
        show_received(self.received_table, traffic.received)
        if not traffic.received:
            self.received_table.add_words("まだ ありません。")

    def _rows(self, partners: list[Partner]) -> Iterator[None]:
        for partner in partners:
            row = QHBoxLayout()
            row.addWidget(self._boxes[partner.code])
            row.addStretch(1)
            row.addWidget(label(w.receipt_line(partner.unconfirmed, partner.heard_on), "second"))
            self.districts_table.add_row(row)
            yield

    def chosen(self) -> list[str]:
        """Return the numbers of the districts that are ticked."""
        return [code for code, box in self._boxes.items() if box.isChecked()]

    # Out

    def write(self) -> None:
        """Write a bundle for every ticked district."""
        if not self.chosen():
            self.message.show_words(
                "地区が えらばれていません。", "左の四角を押して、わたす地区をえらんでください。"
            )
            return
        desk, codes = self.context.desk, self.chosen()
        self.run(
            lambda: (self.find_sticks(), bundles.names_to(desk, codes)),
            lambda found: self._choose_place(codes, *found),
        )

    def _choose_place(self, codes: list[str], found: list[Stick], whose: list[str]) -> None:
        place = self.ask_place(self, "どこに 書き出しますか", found)
        if place is None:
            return
        names = [p.name for p in self._partners if p.code in codes]
        detail = f"{w.names_words(names)}。それぞれの地区だけが開けます。カードの返事と、受け取ったしるしが入ります。"
        if whose:
            detail += f"同意のある{len(whose)}人の 転入の申し送り（{w.names_words(whose)}）も入ります。"
        if self.ask(self, f"{len(codes)}地区へ 書き出します", detail, verb="書き出す"):
            stick = next((s.name for s in found if s.path == place), "")
            self._write_to(place, codes, stick)

    def _write_to(self, place: Path, codes: list[str], stick: str) -> None:
        desk = self.context.desk
        self.progress.start("USBに書き出しています", "終わるまで USBを ぬかないでください。")

        def work(report: Callable[[int, int, str], None]) -> list[Exported]:
            written = []
            for at, code in enumerate(codes):
                report(at, len(codes), f"{len(codes)}地区のうち {at}地区 書き出しました")
                written.append(bundles.export(desk, Route.TO_DISTRICT, place, code, stick=stick).result)
            return written

        self._job = self.context.tasks.run(
            work, self._wrote, self._failed, self.progress.advance, on_cancel=self._stopped, owner=self
        )

    def _wrote(self, written: list[Exported]) -> None:
        named = "、".join(done.path.name for done in written[:4]) + (" ほか" if len(written) > 4 else "")
        place = files.place_words(written[0].path) if written else ""
        self.progress.finish(
            "書き出しました",
            f"{len(written)}つのファイル（{named}）を {place}に書き出しました。読みなおして たしかめました。",
        )
        self.after.show_steps((*take_out_steps(), "それぞれの地区の方に わたします。"))
        self.context.note("地区へのUSBを書き出しました")
        self.refresh(None)

    def _stopped(self) -> None:
        self.progress.finish("と中で やめました", f"そこまでのファイルは 使えます。{w.TAKE_OUT}", good=False)
        self.refresh(None)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self.show_error(error)
        self.refresh(None)

    # Other ways

    def receive(self, place: Path | None = None) -> None:
        """Take in as many bundles as lie on the stick; ``place`` when somebody pressed a file there."""
        page = ReceivePage(self.context)
        page.find_sticks, page.ask_place = self.find_sticks, self.ask_place
        self.push(page)
        if place is not None:
            page.look(place)

    def show_subject(self, subject: object) -> None:
        """Open 受け取る."""
        if subject == "receive":
            self.receive()
        elif isinstance(subject, Path):
            self.receive(subject.parent)

    def _invite(self) -> None:
        self.push(InviteDistrictPage(self.context))

    def _settings(self) -> None:
        self.push(SettingsPage(self.context))


def _box(partner: Partner) -> QCheckBox:
    box = QCheckBox(f"{partner.code}　{partner.name}")
    box.setObjectName(f"usb_district_{partner.code}")
    words = w.receipt_line(partner.unconfirmed, partner.heard_on)
    box.setAccessibleName(f"{partner.code} {partner.name} {words}")
    box.setMinimumHeight(px(44))
    return box
