"""たしかめること: the items in their groups; the number on the button that opens it is the length of this list."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

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
from sasaeai_desktop.ui.layouts import fill_at_once
from sasaeai_desktop.ui.pages.inbox.arrival import ArrivalForm
from sasaeai_desktop.ui.pages.inbox.card import InboxCard
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from sasaeai_desktop.ui.widgets.states import EmptyState

AT_ONCE = 20


class InboxPage(Page):
    """A sub-page of きょう, of USB受け渡し and of the council's 地区."""

    object_name = "inbox"
    title = "たしかめること"
    icon = "flag"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._many = AT_ONCE
        self.cards: list[InboxCard] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
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

    def _show(self, found: Part) -> None:
        self.set_heading(self.title, f"{found.total}件" if found.total else "")
        self.empty.setVisible(not found.total)
        kept = {card.item.key: card for card in self.cards if card.field is not None and card.field.value()}
        clear_layout(self._list, keep=lambda _widget: False)
        self.cards = []
        self._put(found, kept)

    def _put(self, found: Part, kept: dict[str, InboxCard]) -> None:
        """Put items below those that are there, the first of each kind below its name."""
        group = self.cards[-1].item.oddity.label if self.cards else ""
        for at, item in enumerate(found.items, len(self.cards)):
            if item.oddity.label != group:
                group = item.oddity.label
                self._list.addWidget(label(group, "section"))
            self._add(item, at, kept.get(item.key))
        rest = found.total - len(self.cards)
        self.more.set_words(f"あと{rest}件を見る")
        self.more.setVisible(rest > 0)

    def _add(self, item: Item, at: int, before: InboxCard | None) -> None:
        card = InboxCard(item, name=f"inbox_{at}")
        if before is not None and before.field is not None and card.field is not None:
            card.field.set_value(before.field.value())  # typed, and not yet used
        card.settled.connect(lambda answer, c=card: self._settle(c, answer))
        card.person_asked.connect(lambda person: self.context.open("people", person))
        self.cards.append(card)
        self._list.addWidget(card)

    def _show_more(self) -> None:
        desk, there = self.context.desk, len(self.cards)
        self._many = there + AT_ONCE
        self.run(lambda: inbox.part(desk, there, AT_ONCE), lambda found: self._show_rest(found, there))

    def _show_rest(self, found: Part, there: int) -> None:
        if len(self.cards) == there:  # pressed twice, or read anew meanwhile: they stand there already
            fill_at_once(self._list)
            self._put(found, {})

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
