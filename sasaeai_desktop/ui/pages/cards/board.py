"""The path of the cards: a line with stations, at each station its cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.domain.cards import CardState
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.cards.cards import CardRow
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule
from sasaeai_desktop.ui.widgets.painted import grow_with_text
from sasaeai_desktop.ui.widgets.tiles import CardTile

_ROW = 78
_DISC = 26


class Board(QWidget):
    """Six stations from 記入 to 終結; closed cards stay folded.

    Signals:
        opened(object): a card's id.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._closed_shown = False
        self._cards: Mapping[CardState, Sequence[CardRow]] = {}
        self._open: Id | None = None
        self.tiles: dict[Id, CardTile] = {}

    def show_cards(self, cards: Mapping[CardState, Sequence[CardRow]], opened: Id | None) -> None:
        """Show the cards by state, the open one framed."""
        self._cards, self._open = cards, opened
        clear_layout(self._column)
        self.tiles = {}
        for state in CardState:
            self._column.addWidget(self._station(state, cards.get(state, ())))
        self._column.addStretch(1)

    def choose(self, card: Id | None) -> None:
        """Frame another card."""
        self._open = card
        for ent, tile in self.tiles.items():
            tile.setChecked(ent == card)

    def _station(self, state: CardState, rows: Sequence[CardRow]) -> QWidget:
        made = QWidget()
        made.setObjectName(f"station_{state.value}")
        made.setMinimumHeight(px(_ROW))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        closed = state is CardState.CLOSED
        row.addWidget(_Rail(len(rows), first=state is CardState.WRITTEN, last=closed))
        row.addWidget(_Name(state.label), 0, Qt.AlignmentFlag.AlignTop)
        cards = QWidget()
        cards.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        folded = closed and bool(rows) and not self._closed_shown
        around = QVBoxLayout(cards)
        around.setContentsMargins(0, px(17) if folded else 5, 0, 5)
        flow = FlowLayout(gap=16, line_gap=6)
        around.addLayout(flow)
        if folded:
            flow.addWidget(
                LinkButton(f"終結の{len(rows)}枚を見る", name="board_closed", on_click=self._unfold)
            )
        else:
            for card in rows:
                flow.addWidget(self._tile(card, state))
        row.addWidget(cards, 1)
        if not closed:
            _underline(made)
        return made

    def _tile(self, card: CardRow, state: CardState) -> CardTile:
        answered = state is CardState.ANSWERED
        tile = CardTile(
            card.name,
            name=f"card_{card.number}",
            second=card.troubles or "困りごとは中に書いてあります",
            right="返事" if answered else card.day_words,
            nameless=not card.has_name,
            late=card.late,
            answered=answered,
        )
        tile.setAccessibleName(f"{tile.accessibleName()}、{state.label}、{card.number}")
        tile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        tile.setChecked(card.id == self._open)
        tile.clicked.connect(partial(self._clicked, card.id))
        self.tiles[card.id] = tile
        return tile

    def _clicked(self, card: Id, *_checked: bool) -> None:
        self.choose(card)
        self.opened.emit(card)

    def _unfold(self) -> None:
        self._closed_shown = True
        self.show_cards(self._cards, self._open)


def _underline(station: QWidget) -> None:
    """Draw the soft rule below a station, right of the line."""
    line = rule()
    line.setParent(station)
    station.installEventFilter(_RuleKeeper(station, line))


class _RuleKeeper(QObject):
    """Keeps a rule at the lower edge of its station."""

    def __init__(self, station: QWidget, line: QWidget) -> None:
        super().__init__(station)
        self._line = line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the rule when the station changes its size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            left = px(44)
            self._line.setGeometry(left, watched.height() - 1, watched.width() - left, 1)
        return super().eventFilter(watched, event)


class _Name(QWidget):
    """The state's name, in line with its station."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(words, "strong"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the column's width and the height of a row."""
        return QSize(px(108), px(_ROW))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)


class _Rail(QWidget):
    """One stretch of the line with its station: a filled disc with the number of cards, or an empty ring."""

    def __init__(self, count: int, *, first: bool, last: bool) -> None:
        super().__init__()
        self._count, self._first, self._last = count, first, last
        self.setAccessibleName(f"{count}枚")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the width of disc and gap."""
        return QSize(px(44), px(_ROW))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line and station."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(px(18), px(_ROW) / 2)
        painter.setPen(pen(c.ACCENT, 3))
        if not self._first:
            painter.drawLine(QPointF(centre.x(), 0), centre)
        if not self._last:
            painter.drawLine(centre, QPointF(centre.x(), self.height()))
        radius = px(_DISC) / 2
        filled = self._count > 0 and not self._last
        painter.setPen(pen(c.ACCENT, 2))
        painter.setBrush(QColor(c.ACCENT if filled else c.WHITE))
        painter.drawEllipse(centre, radius, radius)
        if filled:
            painter.setFont(font("label"))
            painter.setPen(QColor(c.WHITE))
            box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._count))
