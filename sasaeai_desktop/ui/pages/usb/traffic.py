"""受け渡しのようす: who has confirmed what, whose stick is missing, recounts of closed months, stopped laptops."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.services.usb import traffic
from sasaeai_desktop.services.usb.closing import DIFFERS, SAME
from sasaeai_desktop.services.usb.revoking import Laptop
from sasaeai_desktop.services.usb.traffic import FINE, LATE, WAITING, ClosedMonth, Line, Traffic
from sasaeai_desktop.ui.pages.inbox.arrived import ArrivedPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.parts import Table, held_row
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton, QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.states import EmptyState, HintBand

_NAME_WIDTH = 264


class TrafficPage(Page):
    """A sub-page of USB受け渡し and of the council's 地区."""

    object_name = "traffic"
    title = "受け渡しのようす"
    icon = "usb"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        council = context.desk.me.council
        self.lines = Table("地区からのUSB" if council else "わたした相手", name="traffic_lines")
        self.aside = HintBand("", name="traffic_aside")
        self.aside.add_button(
            QuietButton("たしかめる", name="traffic_aside_look", row=True, on_click=self._laptops)
        )
        self.aside.hide()
        self.months = Table("月締めと 数え直し", name="traffic_months")
        self.computers = label("", "body", wrap=True, name="traffic_computers")
        self._columns = Columns(right_width=460, left_least=760)
        self._columns.left.addWidget(self.lines)
        self._columns.left.addStretch(1)
        self._columns.right.setSpacing(20)
        self._columns.right.addWidget(self.months)
        panel = Panel(name="traffic_laptops", pad=20)
        panel.add(
            label("パソコン", "subsection"),
            self.computers,
            QuietButton(
                "パソコンの一覧を見る", name="traffic_laptops_look", icon="laptop", on_click=self._laptops
            ),
            label("届いたもの", "subsection"),
            QuietButton(
                "ほかの人が変えたところを見る",
                name="traffic_arrived",
                icon="list",
                on_click=lambda: self.push(ArrivedPage(self.context)),
            ),
        )
        self._columns.right.addWidget(panel)
        self._columns.right.addStretch(1)
        self.body.addWidget(self.aside)
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
        self.lines.fill_with(self._line(line, at) for at, line in enumerate(found.lines))
        self.aside.setVisible(bool(found.aside))
        changes = sum(item.changes for item in found.aside)
        self.aside.sentence.setText(f"わきによけた記録が {changes:,}件 あります。数には入っていません。")
        self.months.fill_with(_month_row(month) for month in found.months)
        if not found.months:
            self.months.add_words("月締めは まだ ありません。")
        self.computers.setText(_computers(found.laptops))

    def _laptops(self) -> None:
        from sasaeai_desktop.ui.pages.trust.laptops import LaptopsPage  # noqa: PLC0415 - seldom wanted

        self.push(LaptopsPage(self.context))

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


def _computers(laptops: Sequence[Laptop]) -> str:
    used = sum(not laptop.revoked_on for laptop in laptops)
    gone = len(laptops) - used
    stopped = f"ほかに、使わないことにしたものが {gone}台 あります。" if gone else ""
    return f"{used}台を 使っています。{stopped}"


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
