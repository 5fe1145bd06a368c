"""パソコンの一覧: who writes for which district, revoking a lost one, and deciding about what lies aside."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import quarantine, revoking
from sasaeai_desktop.services.usb.quarantine import Item
from sasaeai_desktop.services.usb.receipts import day_words
from sasaeai_desktop.services.usb.revoking import Laptop
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.parts import Table
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import Button, QuietButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Badge, Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.signs import IconLabel, Sign

_DECIDED = {
    "released": "受け入れました",
    "kept out": "受け入れないことにしました",
    "outside seen": "見ました。入れていません",
}
_OUTSIDE = "書いた相手が 書いてよいものではありません。どの数にも きろくにも 入れていません。"


class LaptopsPage(Page):
    """A sub-page of 使う人と鍵."""

    object_name = "laptops"
    title = "パソコンの一覧"
    icon = "laptop"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.ask = confirm  # a test answers in the person's place
        council = context.desk.me.council
        self.set_heading(
            self.title,
            "地区のパソコンと、市社協のパソコン" if council else "この地区のパソコンと、市社協のパソコン",
        )
        self.aside = Panel(name="laptops_aside")
        self.aside.hide()
        self._items = QVBoxLayout()
        self._items.setSpacing(16)
        self.aside.add(label("わきによけた記録", "section"))
        self.aside.add(
            label(
                "使わないことにしたパソコンから あとで届いた記録や、書いてはいけない相手が書いた記録です。"
                "どの数にも入っていません。だれが いつ書いたかを 相手に聞いて、たしかめます。",
                wrap=True,
            )
        )
        self.aside.add_layout(self._items)
        self.table = Table("使っているパソコン", name="laptops_table")
        self.gone = Table("使わないことにしたパソコン", name="laptops_gone")
        self.body.addWidget(self.aside)
        self.body.addWidget(self.table)
        self.body.addWidget(self.gone)
        self.body.addStretch(1)

    def refresh(self, _changes: Changes | None) -> None:
        """Read the list and what lies aside."""
        desk = self.context.desk
        self.run(lambda: _look(desk), lambda found: self._show(*found))

    def _show(self, laptops: list[Laptop], items: list[Item]) -> None:
        used = [laptop for laptop in laptops if not laptop.revoked_on]
        gone = [laptop for laptop in laptops if laptop.revoked_on]
        self.gone.setVisible(bool(gone))
        told = not any(laptop.revocable for laptop in laptops) and not self.context.desk.me.council
        self.table.fill(self._rows(self.table, used, told=told))
        self.gone.fill(self._rows(self.gone, gone))
        self._show_items(items)

    def _rows(self, table: Table, laptops: list[Laptop], *, told: bool = False) -> Iterator[None]:
        """Add a row for each laptop; ``told``: then the words what to do when one is lost."""
        for at, laptop in enumerate(laptops):
            self._add_laptop(table, laptop, at, last=at == len(laptops) - 1)
            yield
        if told:
            table.add_words(
                "パソコンをなくしたときは、すぐに市社協へ知らせます。使わないことにするのは 市社協です。",
                "help",
                name="laptops_how",
            )

    def _add_laptop(self, table: Table, laptop: Laptop, at: int, *, last: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconLabel("laptop", 28))
        place = label(f"{laptop.name}　{laptop.letter}", "strong")
        place.setMinimumWidth(px(320))
        row.addWidget(place)
        words = self._state_of(laptop)
        number = f"見くらべる番号　{laptop.fingerprint}" if laptop.fingerprint else ""
        said = "\n".join(part for part in (words, number) if part)
        row.addWidget(label(said, "second", wrap=True, name=f"laptops_words_{at}"), 1)
        if laptop.mine:
            row.addWidget(Badge("このパソコン"))
        if laptop.revocable:
            row.addWidget(
                Button(
                    "使わないことにする",
                    name=f"laptops_revoke_{at}",
                    kind="row",
                    on_click=lambda: self.revoke(laptop),
                    hint=f"{laptop.name} {laptop.letter}",
                )
            )
        table.add_row(row, last=last)

    def _state_of(self, laptop: Laptop) -> str:
        today = self.context.today()
        if laptop.revoked_on:
            return f"{day_words(laptop.revoked_on, today)}から 使っていません"
        if laptop.heard_on:
            return f"最後のUSB　{day_words(laptop.heard_on, today)}"
        return "" if laptop.mine else "USBは まだ届いていません"

    def _show_items(self, items: list[Item]) -> None:
        clear_layout(self._items)
        self.aside.setVisible(bool(items))
        for item in items:
            self._items.addWidget(self._item_panel(item))

    def _item_panel(self, item: Item) -> Panel:
        panel = Panel(name=f"laptops_item_{item.n}", pad=0, gap=4)
        days = ""
        if item.first_on:
            today = self.context.today()
            first, last = day_words(item.first_on, today), day_words(item.last_on, today)
            days = f"　書いた日：{first}" + (f"から {last}" if last != first else "")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Sign("done" if item.decided else "attention", 24))
        head.addWidget(label(f"{item.owner}　{item.changes}件", "strong"))
        head.addStretch(1)
        panel.add_layout(head)
        panel.add(label(f"{item.what}{days}", "body", wrap=True))
        if item.outside:
            panel.add(label(_OUTSIDE, "body", wrap=True))
        if item.decided:
            panel.add(label(_DECIDED.get(item.decided, ""), "second"))
        if not item.decided.startswith(("released", "outside")):
            panel.add_layout(self._decisions(item))
        return panel

    def _decisions(self, item: Item) -> FlowLayout:
        flow = FlowLayout(gap=12)
        if item.outside:
            flow.addWidget(
                QuietButton(
                    "見ました",
                    name=f"laptops_seen_{item.n}",
                    icon="check",
                    on_click=lambda: self.keep_out(item),
                )
            )
            return flow
        if item.ours:
            flow.addWidget(
                QuietButton(
                    "受け入れる",
                    name=f"laptops_release_{item.n}",
                    icon="check",
                    on_click=lambda: self.release(item),
                )
            )
        else:
            flow.addWidget(label("受け入れるかどうかは、市社協が決めます。", "second"))
        if not item.decided:
            flow.addWidget(
                QuietButton(
                    "受け入れない", name=f"laptops_keep_{item.n}", on_click=lambda: self.keep_out(item)
                )
            )
        return flow

    def revoke(self, laptop: Laptop) -> None:
        """Stop using a laptop, after asking."""
        question = f"{laptop.name}の {laptop.letter}のパソコンを、使わないことにしますか。"
        detail = (
            "いままでに届いた記録は のこります。これから届くものは わきによけ、数に入れません。"
            "見つかったときは、新しい招待ファイルで もう一度 仲間に入れます。元にはもどせません。"
        )
        if self.ask(self, question, detail, verb="使わないことにする"):
            desk = self.context.desk
            self.act(lambda: revoking.revoke(desk, laptop.device), lambda _gone: self.refresh(None))

    def release(self, item: Item) -> None:
        """Take an item in, after asking."""
        question = f"{item.owner}の {item.changes}件を受け入れますか。"
        detail = "数に入り、つぎのUSBで ほかのパソコンにも伝わります。元にはもどせません。"
        if self.ask(self, question, detail, verb="受け入れる"):
            desk = self.context.desk
            self.act(lambda: quarantine.release(desk, item.n), lambda _count: self.refresh(None))

    def keep_out(self, item: Item) -> None:
        """Leave an item outside."""
        desk = self.context.desk
        self.act(lambda: quarantine.keep_out(desk, item.n), lambda _count: self.refresh(None))


def _look(desk: Desk) -> tuple[list[Laptop], list[Item]]:
    return revoking.laptops(desk), quarantine.items(desk)
