"""たしかめること: the items in their groups; the number on the button that opens it is the length of this list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.moving import MoveOffer
from sasaeai_desktop.services.cards import arriving
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.inbox import inbox, settling
from sasaeai_desktop.services.inbox.finding import Oddity
from sasaeai_desktop.services.inbox.inbox import Part
from sasaeai_desktop.services.inbox.item import TAKE, TYPE, Item
from sasaeai_desktop.services.inbox.settling import Answer
from sasaeai_desktop.ui.filling import KeptRows
from sasaeai_desktop.ui.pages.inbox.arrival import ArrivalForm
from sasaeai_desktop.ui.pages.inbox.card import InboxCard
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import EmptyState

AT_ONCE = 20
_BUILT = 4  # cards that fill the window, the others come in turns


class InboxPage(Page):
    """A sub-page of きょう, of USB受け渡し and of the council's 地区."""

    object_name = "inbox"
    title = "たしかめること"
    icon = "flag"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._typed: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self._many = AT_ONCE
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._rows = KeptRows[Item | Oddity](self, self._list, self._row, self._number)
        self.body.addLayout(self._list)
        self.more = LinkButton("", name="inbox_more", on_click=self._show_more)
        self.more.hide()
        self.body.addWidget(self.more)
        self.empty = EmptyState(
            "check",
            "たしかめることは ありません",
            "2台のパソコンで ちがう書き方をしたときや、同じきろくが2つ届いたときに、ここに並びます。",
            name="inbox_empty",
        )
        self.empty.hide()
        self.body.addWidget(self.empty)
        self.body.addStretch(1)

    def refresh(self, _changes: Changes | None) -> None:
        """Look again; nearly everything that is written may settle or bring an item."""
        desk, many = self.context.desk, self._many
        self.run(lambda: inbox.part(desk, 0, many), self._show)

    @property
    def cards(self) -> list[InboxCard]:
        """What stands there now."""
        return [row for row in self._rows.there() if isinstance(row, InboxCard)]

    def _show(self, found: Part) -> None:
        self.set_heading(self.title, f"{found.total}件" if found.total else "")
        self.empty.setVisible(not found.total)
        self._typed = {card.item.key: card.field.value() for card in self.cards if card.field is not None}
        self._places = {item.key: at for at, item in enumerate(found.items)}
        self._rows.show(_below_their_names(found.items), _BUILT)
        rest = found.total - len(found.items)
        self.more.set_words(f"あと{rest}件を見る")
        self.more.setVisible(rest > 0)

    def _row(self, item: Item | Oddity) -> QWidget:
        if isinstance(item, Oddity):
            return label(item.label, "section")
        card = InboxCard(item, name=f"inbox_{self._places[item.key]}")
        if card.field is not None:
            card.field.set_value(self._typed.get(item.key, ""))  # typed, and not yet used
        card.settled.connect(lambda answer: self._settle(card, answer))
        card.person_asked.connect(lambda person: self.context.open("people", person))
        return card

    def _number(self, row: QWidget, _at: int) -> None:
        if isinstance(row, InboxCard):
            row.rename(f"inbox_{self._places[row.item.key]}")

    def _show_more(self) -> None:
        self._many = len(self._places) + AT_ONCE  # pressed twice it asks for the same
        self.refresh(None)

    def _take_up(self, found: list[MoveOffer], item: Item) -> None:
        """Open the form with what came: the new entry is a person's to complete, and perhaps is one already."""
        offer = next((o for o in found if o.id.hex() == item.sides[0].value), None)
        if offer is None:
            self.refresh(None)  # it may be settled or withdrawn already
        else:
            self.push(ArrivalForm(self.context, offer))

    # Settling

    def _settle(self, card: InboxCard, answer: Answer) -> None:
        desk, key = self.context.desk, card.item.key
        if card.item.oddity is Oddity.MOVED_IN and answer.way == TAKE:
            self.run(lambda: arriving.arrivals(desk), lambda found: self._take_up(found, card.item))
            return

        def told(done: Done[Any]) -> None:
            self.message.hide()
            self.context.changed(done.changes)

        def failed(error: UserError) -> None:
            if answer.way == TYPE and card.field is not None:
                card.field.set_error(f"{error.what}{error.todo}")
            else:
                self.show_error(error)
                self.refresh(None)  # it may be settled already

        self.context.tasks.run(lambda: settling.resolve(desk, key, answer), told, failed, owner=self)


def _below_their_names(items: Iterable[Item]) -> dict[str, Item | Oddity]:
    """Return the items by their keys, the first of each kind below its kind."""
    rows: dict[str, Item | Oddity] = {}
    for item in items:
        rows.setdefault(item.oddity.value, item.oddity)
        rows[item.key] = item
    return rows
