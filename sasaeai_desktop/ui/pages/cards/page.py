"""つながりカード: the board at the left, the open card on the desk at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.domain.cards import CardState
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.cards import answering, cards, handing
from sasaeai_desktop.services.cards.cards import CardRow, CardView
from sasaeai_desktop.services.desk.desk import Desk, Done
from sasaeai_desktop.ui.pages.cards.answer import AnswerPage
from sasaeai_desktop.ui.pages.cards.board import Board
from sasaeai_desktop.ui.pages.cards.hand_over import HandOverPage
from sasaeai_desktop.ui.pages.cards.open_card import OpenCard
from sasaeai_desktop.ui.pages.cards.printing import print_card
from sasaeai_desktop.ui.pages.cards.side_scroll import SideScroll
from sasaeai_desktop.ui.pages.cards.summary_page import SummaryPage
from sasaeai_desktop.ui.pages.cards.write import WritePage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.record_history import RecordHistoryPage
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.states import EmptyState

_FIRST_TO_OPEN = (
    CardState.ANSWERED,
    CardState.RECEIVED,
    CardState.WORKING,
    CardState.HANDED,
    CardState.WRITTEN,
)


@dataclass(frozen=True, slots=True)
class _Shown:
    wanted: Id | None
    board: dict[CardState, list[CardRow]]
    opened: CardView | None


class CardsPage(Page):
    """The district's page; its subject is a card's id, or ("new", person's id) to write one for a person."""

    object_name = "cards"
    title = "つながりカード"
    icon = "card"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._open_id: Id | None = None
        self._view: CardView | None = None
        self.set_primary("カードを新しく書く", icon="pencil", action=self._write_new)
        self.board = Board()
        self.board.opened.connect(self.open_card)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._columns = Columns(right_width=694, left_least=640, gap=0)
        self.open_one = OpenCard(self._columns.stacked)
        left = QWidget()
        around = QVBoxLayout(left)
        around.setContentsMargins(24, 8, 12, 8)
        around.addWidget(self.board)
        self._columns.left.addWidget(SideScroll(left, self._columns.stacked, name="board_scroll"), 1)
        self._columns.right.addWidget(self.open_one, 1)
        self._empty: EmptyState | None = None
        self.body.addWidget(self._columns, 1)
        self._connect()

    def _connect(self) -> None:
        card = self.open_one
        card.hand_wanted.connect(lambda: self._open(lambda v: HandOverPage(self.context, v.card.id)))
        card.answer_wanted.connect(
            lambda: self._open(lambda v: AnswerPage(self.context, v.card, council=False))
        )
        card.summary_wanted.connect(lambda: self._open(lambda v: SummaryPage(self.context, v.card.id)))
        card.history_wanted.connect(lambda: self._open(self._history))
        card.edit_wanted.connect(lambda: self._open(self._edit))
        card.told_wanted.connect(lambda: self._do(answering.acknowledge_answer))
        card.close_wanted.connect(lambda: self._do(answering.close_card))
        card.share_wanted.connect(lambda: self._do(handing.share_again))
        card.delete_wanted.connect(lambda: self._do(cards.delete_card))
        card.print_wanted.connect(self.print_page)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the board and the open card."""
        if changes is None or changes.touches("card", "card_copy", "person", "consent", "volunteer", "alias"):
            self._load()

    def _load(self) -> None:
        desk, wanted = self.context.desk, self._open_id

        def read() -> _Shown:
            board = cards.board(desk)
            there = {row.id for rows in board.values() for row in rows}
            card = wanted if wanted in there or wanted is None else None
            shown = card or _first(board)
            return _Shown(wanted, board, cards.card_view(desk, shown) if shown else None)

        self.context.tasks.run(read, self._show, owner=self)

    def _show(self, found: _Shown) -> None:
        if found.wanted != self._open_id:
            self._load()  # another card was asked for meanwhile
            return
        self._view = found.opened
        self._open_id = found.opened.card.id if found.opened else None
        count = sum(len(rows) for rows in found.board.values())
        year = year_label(fiscal_year(self.context.today()))
        self.set_heading("つながりカード", f"{year}　{count}枚" if count else "")
        self._show_empty(count == 0)
        self.board.show_cards(found.board, self._open_id)
        if found.opened is None:
            self.open_one.show_nothing()
        else:
            self.open_one.show_card(found.opened, self.context.today())

    def _show_empty(self, empty: bool) -> None:
        self._columns.setVisible(not empty)
        if empty and self._empty is None:
            self._empty = EmptyState(
                "card", "つながりカードは まだありません",
                "困りごとを聞いたときに カードを書いて、市社協や包括につなぎます。返事が来るまで ここで見守ります。",
                "カードを新しく書く", self._write_new, name="cards_empty",
            )  # fmt: skip
            self.body.addWidget(self._empty, 1)
        elif not empty and self._empty is not None:
            self._empty.deleteLater()
            self._empty = None

    def open_card(self, card: Id) -> None:
        """Lay a card on the desk."""
        self._open_id = card
        desk = self.context.desk
        self.context.tasks.run(
            lambda: cards.card_view(desk, card), self._show_one, self.message.show_error, owner=self
        )

    def _show_one(self, view: CardView) -> None:
        if view.card.id == self._open_id:
            self._view = view
            self.open_one.show_card(view, self.context.today())
            if self._columns.stacked():
                QTimer.singleShot(0, self._bring_into_view)

    def _bring_into_view(self) -> None:
        """At large text the card lies below the board: scroll to what was asked for."""
        area = self.findChild(QScrollArea, "cards_scroll")
        ground = area.widget() if area is not None else None
        if area is None or ground is None:
            return
        area.verticalScrollBar().setValue(self.open_one.mapTo(ground, QPoint(0, 0)).y())

    def show_subject(self, subject: Any) -> None:
        """Open a card, or write one for a person."""
        if isinstance(subject, tuple):
            self._write_for(subject[1])
            return
        self._open_id = subject
        self._load()

    # What can be done

    def _write_new(self) -> None:
        self.push(self.write_page())

    def write_page(self, card: Id | None = None, person: Id | None = None) -> WritePage:
        """Return the form of a card that opens what it wrote."""
        return WritePage(self.context, card=card, person=person, written=self._written)

    def _write_for(self, person: Id) -> None:
        self.push(self.write_page(person=person))

    def _written(self, card: Id, consent: bool) -> None:
        self._open_id = card
        if not consent:
            self.push(SummaryPage(self.context, card))

    def _edit(self, view: CardView) -> Page:
        return WritePage(self.context, card=view.card.id, written=self._written_again)

    def _written_again(self, card: Id, _consent: bool) -> None:
        self._open_id = card

    def _history(self, view: CardView) -> Page:
        return RecordHistoryPage(self.context, f"つながりカード　{view.card.number}", "card", view.card.id)

    def _open(self, make: Callable[[CardView], Page]) -> None:
        """Open a page about the card on the desk."""
        if self._view is not None:
            self.push(make(self._view))

    def _do(self, service: Callable[[Desk, Id], Done[Any]]) -> None:
        """Let a service do something with the card on the desk."""
        if self._view is not None:
            desk, card = self.context.desk, self._view.card.id
            self.act(lambda: service(desk, card))

    def print_page(self) -> None:
        """Print the open card, with its name or without."""
        if self._view is not None:
            print_card(self, self.context, self._view)


def _first(board: dict[CardState, list[CardRow]]) -> Id | None:
    """Return the card that asks most for being looked at: late ones, then answers, then the oldest waiting."""
    late = next((row.id for rows in board.values() for row in rows if row.late), None)
    return late or next((board[s][0].id for s in _FIRST_TO_OPEN if board[s]), None)
