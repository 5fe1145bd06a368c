"""The tables of the USB pages: 中に入るもの and 受領のきろく."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.services.usb.ledger import Handed, Received
from sasaeai_desktop.ui.filling import Filling
from sasaeai_desktop.ui.pages.usb.words import ContentLine, day
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import BASE, px, text_size
from sasaeai_desktop.ui.widgets.labels import label, rule
from sasaeai_desktop.ui.widgets.signs import IconLabel, Sign
from sasaeai_desktop.ui.widgets.steps import StepCard

HISTORY_SHOWN = 5


class Table(QWidget):
    """A heading, rows between thin rules, and a foot."""

    def __init__(self, title: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading = label(title, "section")
        column.addWidget(self.heading)
        column.addSpacing(4)
        column.addWidget(rule())
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self._filling = Filling(self, self.rows)
        column.addLayout(self.rows)

    def clear(self) -> None:
        """Take every row away."""
        self.fill(iter(()))

    def fill(self, rows: Iterator[object]) -> None:
        """Show these rows and no others, many of them in turns; each step of ``rows`` adds one."""
        self._filling.fill_anew(rows)

    def fill_with(self, rows: Iterable[QWidget]) -> None:
        """Show these rows, which bring their own rules with them; each is built when its turn comes."""

        def put() -> Iterator[None]:
            for row in rows:
                self.rows.addWidget(row)
                yield

        self.fill(put())

    def add_row(self, row: QHBoxLayout, *, last: bool = False) -> None:
        """Put a row below the others."""
        row.setContentsMargins(4, 0, 4, 0)
        holder = QWidget()
        holder.setLayout(row)
        holder.setMinimumHeight(px(50))
        self.rows.addWidget(holder)
        self.rows.addWidget(rule("rule" if last else "soft"))

    def add_words(self, text: str, icon: str = "", *, name: str = "") -> None:
        """Put one quiet sentence below the rows."""
        row = QHBoxLayout()
        row.setContentsMargins(4, 8, 4, 0)
        row.setSpacing(14)
        if icon:
            row.addWidget(IconLabel(icon, 24, colour=c.INK2))
        row.addWidget(label(text, "second", wrap=True, name=name), 1)
        holder = QWidget()
        holder.setLayout(row)
        self.rows.addWidget(holder)


def held_row(row: QHBoxLayout) -> QWidget:
    """Return a row with the soft rule below it, high enough to be touched."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(rule("soft"))
    holder.setMinimumHeight(px(52))
    return holder


def show_contents(table: Table, lines: Sequence[ContentLine]) -> None:
    """Fill 中に入るもの: for every line, whether names leave the laptop."""
    for at, line in enumerate(lines):
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconLabel(line.icon, 28, colour=c.INK2))
        row.addWidget(label(line.words, "strong"))
        row.addStretch(1)
        row.addWidget(label(line.figure, "body"))
        row.addSpacing(14)
        row.addWidget(
            IconLabel("person" if line.names else "lock", 24, colour=c.INK2 if line.names else c.GREEN)
        )
        note = label(line.note, "second", tone="ink", wrap=True)
        # One column below the other; large text takes two lines rather than push the table over the edge.
        note.setFixedWidth(px(314) if text_size() <= BASE else px(240))
        row.addWidget(note)
        table.add_row(row, last=at == len(lines) - 1)


def show_handed(table: Table, handed: Sequence[Handed]) -> None:
    """Fill 受領のきろく with the bundles written last."""
    for line in handed[:HISTORY_SHOWN]:
        row = QHBoxLayout()
        row.setSpacing(10)
        when = label(f"{day(line.at)}", "strong")
        when.setMinimumWidth(px(96))
        row.addWidget(when)
        row.addWidget(Sign("done" if line.confirmed else "open", 24))
        said = "受領ずみ" if line.confirmed else "受領は まだです"
        row.addWidget(label(said, "second", tone="ink" if line.confirmed else ""))
        row.addStretch(1)
        row.addWidget(label(f"{line.changes:,}件", "second"))
        table.add_row(row)


def show_received(table: Table, received: Sequence[Received]) -> None:
    """Fill the list of bundles taken in last."""
    for line in received[:HISTORY_SHOWN]:
        row = QHBoxLayout()
        row.setSpacing(10)
        when = label(day(line.at), "strong")
        when.setMinimumWidth(px(96))
        row.addWidget(when)
        row.addWidget(Sign("done", 24))
        row.addWidget(label(line.sender, "second", tone="ink", wrap=True), 1)
        row.addWidget(label(f"{line.changes:,}件", "second"))
        table.add_row(row)


class StepRow(QWidget):
    """Three step cards with a chevron between; below each other where they do not fit."""

    def __init__(self, cards: Sequence[StepCard]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, card in enumerate(cards):
            if at:
                row.addWidget(IconLabel("chevron-right", 24, colour=c.INK2), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(card, 1)
