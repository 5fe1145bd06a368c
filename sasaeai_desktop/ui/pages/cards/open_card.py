"""The desk at the right: the open card on its paper, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.cards import CardState, Destination
from sasaeai_desktop.services.cards.cards import CardView
from sasaeai_desktop.services.desk.common import days_between
from sasaeai_desktop.ui.pages.cards.card_paper import write_view
from sasaeai_desktop.ui.pages.cards.side_scroll import SideScroll
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, clear_layout, label
from sasaeai_desktop.ui.widgets.paper import PaperCard
from sasaeai_desktop.ui.widgets.signs import Sign

_WAITING = (CardState.HANDED, CardState.RECEIVED, CardState.WORKING)


class OpenCard(Surface):
    """The paper scrolls, with the seldom buttons below it; the next steps stay in sight. Every button is a signal.

    Args:
        stacked: whether the desk stands below the board now (it is as high as the paper then).

    Signals:
        hand_wanted(), answer_wanted(), told_wanted(), close_wanted(), edit_wanted(), summary_wanted(),
        print_wanted(), delete_wanted(), history_wanted(), share_wanted(): what was pressed.
    """

    hand_wanted = Signal()
    answer_wanted = Signal()
    told_wanted = Signal()
    close_wanted = Signal()
    edit_wanted = Signal()
    summary_wanted = Signal()
    print_wanted = Signal()
    delete_wanted = Signal()
    history_wanted = Signal()
    share_wanted = Signal()

    def __init__(self, stacked: Callable[[], bool]) -> None:
        super().__init__("desk", pad=24, gap=8, name="open_card")
        self.column.setContentsMargins(24, 12, 8, 10)
        self.paper = PaperCard(name="card_paper")
        self._empty = label("左のカードを えらぶと、ここに開きます。", "body", wrap=True, name="no_card")
        self._tools, self._others = QWidget(), QWidget()
        self._flow = FlowLayout(self._tools, gap=8, line_gap=8)
        self._other_flow = FlowLayout(self._others, gap=8, line_gap=8)
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 4, 12, 4)
        inside.setSpacing(12)
        inside.addWidget(self.paper)
        inside.addWidget(self._others)
        inside.addStretch(1)
        self._scroll = SideScroll(ground, stacked, name="card_scroll")
        self.add(self._empty)
        self.column.addWidget(self._scroll, 1)
        self.add(self._tools)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No card is open."""
        self._scroll.hide()
        self._tools.hide()
        self._empty.show()

    def show_card(self, view: CardView, today: str) -> None:
        """Lay a card on the desk."""
        write_view(self.paper, view)
        self._empty.hide()
        self._scroll.show()
        clear_layout(self._flow)
        clear_layout(self._other_flow)
        self._add_next_steps(view)
        words = waiting_words(view, today)
        if words:
            self._flow.addWidget(_note(words, late=view.late))
        self._add_other_ways(view)
        self._tools.show()
        self._scroll.verticalScrollBar().setValue(0)
        self._scroll.updateGeometry()

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
        if _may_share(view):
            self._quiet("同意をいただいたので 写しを渡す", "card_share", self.share_wanted.emit)
        if state is not CardState.CLOSED:
            self._quiet("カードを直す", "card_edit", self.edit_wanted.emit)
        if state in _WAITING or (state is CardState.ANSWERED and not card.returned_on):
            self._quiet("終結にする", "card_close", self.close_wanted.emit)
        if not card.handed_on:
            self._quiet("カードを消す", "card_delete", self.delete_wanted.emit)
        self._quiet("いつ・だれが書いたか見る", "card_history", self.history_wanted.emit)

    def _outline(self, words: str, name: str, icon: str, action: Callable[[], object]) -> None:
        self._flow.addWidget(OutlineButton(words, name=name, icon=icon, on_click=action))

    def _quiet(self, words: str, name: str, action: Callable[[], object]) -> None:
        self._other_flow.addWidget(Button(words, name=name, kind="small", on_click=action))


def _may_share(view: CardView) -> bool:
    """Say whether the council has the card without a name, and may have its copy now (``handing.share_again``)."""
    to_council = bool(view.card.handed_on) and view.card.destination == Destination.COUNCIL
    open_still = view.state is not CardState.CLOSED and not view.dangerous
    return to_council and open_still and view.consent and view.copy is None


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
