"""ほかの人が変えたところ: what came with the latest sticks, per record and by whom."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.services.inbox import arrived
from sasaeai_desktop.services.inbox.arrived import Arrival, Line
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule
from sasaeai_desktop.ui.widgets.states import EmptyState

_FILES = 10
_ABOUT = 340


class ArrivedPage(Page):
    """A sub-page of 受け渡しのようす."""

    object_name = "arrived"
    title = "ほかの人が変えたところ"
    icon = "list"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading(self.title, "USBで届いて、ここの きろくが変わったものです")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.empty = EmptyState(
            "list",
            "ほかの人が変えたところは ありません",
            "USBを受け取ると、だれが どの きろくを変えたかが、ここに並びます。",
            name="arrived_empty",
        )
        self.empty.hide()
        self.body.addWidget(self.empty)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the latest files again when something came in."""
        if changes is None or changes.ids:
            desk = self.context.desk
            self.run(lambda: arrived.arrivals(desk, _FILES), self._show)

    def _show(self, found: list[Arrival]) -> None:
        clear_layout(self._list)
        self.empty.setVisible(not found)
        for at, arrival in enumerate(found):
            day, time = arrival.at[:10], arrival.at[11:16]
            heading = f"{wareki(day)} {time}　{arrival.sender}から"
            self._list.addWidget(label(heading, "section", name=f"arrived_{at}"))
            self._list.addWidget(rule())
            if arrival.new:
                self._list.addWidget(label(f"新しいもの：{arrival.new}", "body", wrap=True))
            for n, line in enumerate(arrival.lines):
                self._list.addWidget(_row(line, f"arrived_{at}_{n}"))
            if arrival.more:
                self._list.addWidget(label(f"ほか {arrival.more:,}件", "second"))


def _row(line: Line, name: str) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(4, 6, 4, 6)
    row.setSpacing(14)
    about = label(line.about, "strong", wrap=True)
    about.setFixedWidth(px(_ABOUT))
    row.addWidget(about)
    row.addWidget(label(line.words, "body", wrap=True, name=name), 1)
    row.addWidget(label(line.source.words, "second"))
    return held
