"""受け渡しのようす: who has confirmed what, whose stick is missing, recounts of closed months, stopped laptops."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.services import quarantine, revoking, traffic
from sasaeai_desktop.services.closing import DIFFERS, SAME
from sasaeai_desktop.services.quarantine import Item
from sasaeai_desktop.services.revoking import Laptop
from sasaeai_desktop.services.traffic import FINE, LATE, WAITING, ClosedMonth, Line, Traffic
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.parts import Table, held_row
from sasaeai_desktop.ui.pages.usb.words import day
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton, QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.states import EmptyState

_NAME_WIDTH = 230


class TrafficPage(Page):
    """A sub-page of USB受け渡し and of the council's 地区.

    Attributes:
        ask: asks before a laptop is stopped for good.
    """

    object_name = "traffic"
    title = "受け渡しのようす"
    icon = "usb"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.ask = confirm
        council = context.desk.me.council
        self.lines = Table("地区からのUSB" if council else "わたした相手", name="traffic_lines")
        self.aside = Table("わきによけた きろく", name="traffic_aside")
        self.months = Table("月締めと 数え直し", name="traffic_months")
        self.laptops = Table("パソコン", name="traffic_laptops")
        self._columns = Columns(right_width=460, left_least=760)
        self._columns.left.addWidget(self.aside)
        self._columns.left.addWidget(self.lines)
        self._columns.left.addStretch(1)
        self._columns.right.setSpacing(20)
        self._columns.right.addWidget(self.months)
        self._columns.right.addWidget(self.laptops)
        self._columns.right.addStretch(1)
        self.body.addWidget(self._columns)
        self.empty = EmptyState(
            "usb",
            "まだ だれとも やりとりしていません",
            "USBを わたすと、相手が受け取ったかどうかが ここで分かります。",
            name="traffic_empty",
        )
        self.empty.hide()
        self.body.addWidget(self.empty)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read everything again."""
        if changes is None or changes.ids or changes.label:
            desk = self.context.desk
            self.run(lambda: traffic.traffic(desk), self._show)

    def _show(self, found: Traffic) -> None:
        self._columns.setVisible(bool(found.lines))
        self.empty.setVisible(not found.lines)
        late = f"気をつけたいもの {found.late}件" if found.late else "おくれているものは ありません"
        self.set_heading(self.title, late if found.lines else "")
        self.lines.clear()
        for at, line in enumerate(found.lines):
            self.lines.rows.addWidget(self._line(line, at))
        self.aside.setVisible(bool(found.aside))
        self.aside.clear()
        for item in found.aside:
            self.aside.rows.addWidget(self._aside_row(item))
        self.months.clear()
        for month in found.months:
            self.months.rows.addWidget(_month_row(month))
        if not found.months:
            self.months.add_words("月締めは まだ ありません。")
        self.laptops.clear()
        for at, laptop in enumerate(found.laptops):
            self.laptops.rows.addWidget(self._laptop_row(laptop, at))

    def _line(self, line: Line, at: int) -> QWidget:
        row = _row()
        row.addWidget(Sign({FINE: "done", LATE: "attention", WAITING: "open"}[line.state], 28))
        if line.code:
            name: QWidget = LinkButton(
                line.name, name=f"traffic_{at}_open", on_click=partial(self._open_district, line.code)
            )
        else:
            name = label(line.name, "strong", wrap=True)
        name.setFixedWidth(px(_NAME_WIDTH))
        row.addWidget(name)
        said = "\n".join((line.words, *line.details))
        row.addWidget(label(said, "body", wrap=True, name=f"traffic_{at}_words"), 1)
        return held_row(row)

    def _open_district(self, code: str) -> None:
        self.context.open("districts", code)

    def _aside_row(self, item: Item) -> QWidget:
        row = _row()
        row.addWidget(Sign("attention", 28))
        span = f"{day(item.first_on)}から{day(item.last_on)}までの" if item.first_on else ""
        words = f"{item.owner}が、使わないことにしたあとに 書いたもの。{span}{item.what}"
        row.addWidget(label(words, "body", wrap=True, name=f"traffic_aside_{item.n}_words"), 1)
        desk = self.context.desk
        if item.ours:
            row.addWidget(
                QuietButton(
                    "受け入れる",
                    name=f"traffic_aside_{item.n}_take",
                    row=True,
                    on_click=lambda: self.act(lambda: quarantine.release(desk, item.n)),
                )
            )
            row.addWidget(
                QuietButton(
                    "受け入れない",
                    name=f"traffic_aside_{item.n}_leave",
                    on_click=lambda: self.act(lambda: quarantine.keep_out(desk, item.n)),
                )
            )
        return held_row(row)

    def _laptop_row(self, laptop: Laptop, at: int) -> QWidget:
        row = _row()
        mine = "このパソコン" if laptop.mine else ""
        kind = "" if laptop.council else f"　パソコン{laptop.letter}"
        heard = f"最後のUSB {day(laptop.heard_on)}" if laptop.heard_on else ""
        stopped = f"{day(laptop.revoked_on)}から 使わないことにしています" if laptop.revoked_on else ""
        second = "　".join(t for t in (mine, heard, stopped) if t) or "USBは まだです"
        words = label(f"{laptop.name}{kind}\n{second}", "body", wrap=True, name=f"traffic_laptop_{at}")
        row.addWidget(words, 1)
        if laptop.revocable:
            stop = QuietButton(
                "使わないことにする", name=f"traffic_laptop_{at}_stop", on_click=partial(self._stop, laptop)
            )
            stop.setAccessibleDescription(f"{laptop.name}{kind}")
            row.addWidget(stop)
        return held_row(row)

    def _stop(self, laptop: Laptop) -> None:
        """Stop a laptop that was lost or stolen; this cannot be taken back."""
        desk = self.context.desk
        detail = (
            "なくしたときや ぬすまれたときに 使います。いままでに届いた分は そのまま数え、"
            "このあとに書かれたものは 受け入れません。元には もどせません。"
        )
        question = f"{laptop.name}　パソコン{laptop.letter}を 使わないことにします"
        if self.ask(self, question, detail, verb="使わないことにする"):
            self.act(lambda: revoking.revoke(desk, laptop.device))


def _month_row(closed: ClosedMonth) -> QWidget:
    row = _row()
    outcome = {SAME: ("done", "数え直して 合っています"), DIFFERS: ("attention", "数が 合いません")}
    sign, words = outcome.get(closed.outcome, ("open", "締めました"))
    row.addWidget(Sign(sign, 24))
    said = "\n".join((f"{wareki(closed.month)}　{closed.name}", words, *closed.apart))
    row.addWidget(label(said, "body", wrap=True), 1)
    return held_row(row)


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(4, 8, 4, 8)
    row.setSpacing(14)
    return row
