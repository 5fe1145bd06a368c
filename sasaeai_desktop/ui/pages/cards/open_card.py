"""The desk at the right: the open card on its paper, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.cards import CardState
from sasaeai_desktop.services.cards import CardView
from sasaeai_desktop.services.common import days_between
from sasaeai_desktop.ui.pages.cards.card_paper import write_view
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, clear_layout, label
from sasaeai_desktop.ui.widgets.paper import PaperCard
from sasaeai_desktop.ui.widgets.signs import Sign

_WAITING = (CardState.HANDED, CardState.RECEIVED, CardState.WORKING)


class OpenCard(Surface):
    """Paper and buttons; every button is one signal.

    Signals:
        hand_wanted(), answer_wanted(), told_wanted(), close_wanted(), edit_wanted(), summary_wanted(),
        print_wanted(), delete_wanted(): what was pressed.
    """

    hand_wanted = Signal()
    answer_wanted = Signal()
    told_wanted = Signal()
    close_wanted = Signal()
    edit_wanted = Signal()
    summary_wanted = Signal()
    print_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("desk", pad=24, gap=12, name="open_card")
        self.column.setContentsMargins(24, 16, 22, 16)
        self.paper = PaperCard(name="card_paper")
        self._empty = label("左のカードを えらぶと、ここに開きます。", "body", wrap=True, name="no_card")
        self._tools = QWidget()
        self._flow = FlowLayout(self._tools, gap=12, line_gap=8)
        self.add(self._empty, self.paper, self._tools)
        self.column.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No card is open."""
        self.paper.hide()
        self._tools.hide()
        self._empty.show()

    def show_card(self, view: CardView, today: str) -> None:
        """Lay a card on the desk."""
        write_view(self.paper, view)
        self._empty.hide()
        self.paper.show()
        clear_layout(self._flow)
        self._add_next_steps(view)
        words = waiting_words(view, today)
        if words:
            self._flow.addWidget(_note(words, late=view.late))
        self._add_other_ways(view)
        self._tools.show()

    def _add_next_steps(self, view: CardView) -> None:
        state, card = view.state, view.card
        if state is CardState.WRITTEN:
            self._outline("カードを渡す", "card_hand", "arrow-right", self.hand_wanted.emit)
        elif state in _WAITING:
            self._outline("返事を書き入れる", "card_answer", "pencil", self.answer_wanted.emit)
        elif state is CardState.ANSWERED and not card.returned_on:
            self._outline("返事を伝えました", "card_told", "check", self.told_wanted.emit)
        elif state is CardState.ANSWERED:
            self._outline("終結にする", "card_close", "check", self.close_wanted.emit)
        self._outline("印刷する", "card_print", "printer", self.print_wanted.emit)

    def _add_other_ways(self, view: CardView) -> None:
        state, card = view.state, view.card
        if not view.consent and state is not CardState.CLOSED:
            self._quiet(
                "要旨を書く" if not card.summary else "要旨を直す", "card_summary", self.summary_wanted.emit
            )
        if state is not CardState.CLOSED:
            self._quiet("カードを直す", "card_edit", self.edit_wanted.emit)
        if state in _WAITING or (state is CardState.ANSWERED and not card.returned_on):
            self._quiet("終結にする", "card_close", self.close_wanted.emit)
        if not card.handed_on:
            self._quiet("カードを消す", "card_delete", self.delete_wanted.emit)

    def _outline(self, words: str, name: str, icon: str, action: Callable[[], object]) -> None:
        self._flow.addWidget(OutlineButton(words, name=name, icon=icon, on_click=action))

    def _quiet(self, words: str, name: str, action: Callable[[], object]) -> None:
        self._flow.addWidget(Button(words, name=name, kind="small", on_click=action))


def waiting_words(view: CardView, today: str) -> str:
    """受付から12日たちました; 渡してから n日 before anybody received it."""
    card = view.card
    if view.days_waiting is None:
        return ""
    if card.received_on:
        return f"受付から{days_between(card.received_on, today)}日たちました"
    return view.waiting_words


def _note(words: str, *, late: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    if late:
        row.addWidget(Sign("attention", 24))
    row.addWidget(label(words, "label", name="waiting"))
    return made
