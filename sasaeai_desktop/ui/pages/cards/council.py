"""The council's side: cards of all districts, oldest first, to be answered."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.cards import CardState
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.cards import answering, offering
from sasaeai_desktop.services.cards.answering import CouncilCard
from sasaeai_desktop.services.cards.offering import Standing
from sasaeai_desktop.ui.pages.cards.answer import AnswerPage
from sasaeai_desktop.ui.pages.cards.card_paper import write_copy
from sasaeai_desktop.ui.pages.cards.offer import OfferPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.paper import PaperCard
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

_OPEN, _ALL = "open", "all"


class CouncilCardsPage(Page):
    """Left the cards of the districts, right the open one on the desk; its subject is a card's id."""

    object_name = "cards"
    title = "つながりカード"
    icon = "card"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._cards: list[CouncilCard] = []
        self._offered: dict[Id, Standing] = {}
        self._open_id: object = None
        self.set_primary("返事を書く", icon="pencil", action=self._answer)
        self.which = ChoiceField(
            "見るカード", ((_OPEN, "返事がまだ"), (_ALL, "ぜんぶ")), name="council_which"
        )
        self.which.set_value(_OPEN)
        self.which.changed.connect(self._show_list)
        self.list = RowList("地区からのカード", name="council_cards")
        self.list.opened.connect(self._open)
        self.list.setMinimumHeight(px(320))
        self.paper = PaperCard(name="card_paper")
        self._nothing = label("左のカードを えらぶと、ここに開きます。", "body", wrap=True)
        desk = Surface("desk", pad=24, gap=12, name="open_card")
        desk.column.setContentsMargins(24, 16, 22, 16)
        self.offered = label("", wrap=True, name="card_offered")
        self.offer = OutlineButton(
            "移る先の地区へ 申し送る", name="card_offer", icon="arrow-right", on_click=self._offer
        )
        self.take_back = QuietButton("申し送りを取りやめる", name="card_offer_back", on_click=self._take_back)
        desk.add(self._nothing, self.offered, self.paper, self.offer, self.take_back)
        desk.column.addStretch(1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._columns = Columns(right_width=694, left_least=640, gap=0)
        left = QWidget()
        around = QVBoxLayout(left)
        around.setContentsMargins(24, 8, 16, 16)
        around.setSpacing(12)
        around.addWidget(self.which)
        around.addWidget(self.list, 1)
        self._columns.left.addWidget(left, 1)
        self._columns.right.addWidget(desk, 1)
        self._empty = EmptyState(
            "card", "地区からのカードは まだありません",
            "地区の受け渡しファイルを「USB受け渡し」で取り込むと、返事を待つカードが ここに並びます。",
            "USB受け渡しを開く", lambda: context.open("usb", None), name="council_empty",
        )  # fmt: skip
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(self._empty, 1)
        self._empty.hide()
        self.paper.hide()

    def help_name(self) -> str:
        """Return the council's own help: a district's page of this name does other things."""
        return "council_cards"

    def refresh(self, changes: Changes | None) -> None:
        """Read the cards of all districts."""
        if changes is None or changes.touches("card", "card_copy", "district", "move_offer"):
            desk = self.context.desk
            self.context.tasks.run(
                lambda: (answering.council_cards(desk, closed=True), offering.standing(desk)),
                lambda found: self._show(*found),
                owner=self,
            )

    def _show(self, found: list[CouncilCard], offered: dict[Id, Standing]) -> None:
        self._cards, self._offered = found, offered
        waiting, late = len(self._waiting()), sum(card.late for card in found)
        words = f"返事がまだ {waiting}枚" + (f"（おそい {late}枚）" if late else "")
        self.set_heading("つながりカード", words if found else "")
        self._columns.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._show_list()

    def _waiting(self) -> list[CouncilCard]:
        return [c for c in self._cards if c.state not in (CardState.ANSWERED, CardState.CLOSED)]

    def _show_list(self) -> None:
        shown = self._waiting() if self.which.value() == _OPEN else self._cards
        self.list.set_rows([_row(card) for card in shown])
        if not any(card.card.id == self._open_id for card in shown):
            self._open_id = shown[0].card.id if shown else None
        self._show_paper()

    def _open(self, key: object) -> None:
        self._open_id = key
        self._show_paper()

    def _show_paper(self) -> None:
        card = self._chosen()
        self.paper.setVisible(card is not None)
        if self.primary is not None:
            self.primary.setVisible(card is not None)
        self._nothing.setVisible(card is None)
        self._nothing.setText(
            "返事を待つカードは ありません。返事をしたカードは「ぜんぶ」で見られます。"
            if self.which.value() == _OPEN and not self._waiting()
            else "左のカードを えらぶと、ここに開きます。"
        )  # fmt: skip
        if card is not None:
            self.list.choose(card.card.id)
            write_copy(self.paper, card.card, card.copy, card.district_name)
        self._show_offer(card)

    def _show_offer(self, card: CouncilCard | None) -> None:
        """Offer to tell another district, or say which one was told; a card without a name tells nobody's."""
        standing = self._offered.get(card.card.id) if card is not None else None
        named = card is not None and card.copy is not None and bool(card.copy.name)
        if standing is not None:
            self.offered.setText(f"{standing.district_name}へ 申し送りました　{wareki(standing.on)}")
        self.offered.setVisible(standing is not None)
        self.take_back.setVisible(standing is not None)
        self.offer.setVisible(named and standing is None)

    def _chosen(self) -> CouncilCard | None:
        return next((c for c in self._cards if c.card.id == self._open_id), None)

    def _answer(self) -> None:
        card = self._chosen()
        if card is not None:
            self.push(AnswerPage(self.context, card.card, council=True))

    def _offer(self) -> None:
        card = self._chosen()
        if card is not None:
            self.push(OfferPage(self.context, card))

    def _take_back(self) -> None:
        card, desk = self._chosen(), self.context.desk
        standing = self._offered.get(card.card.id) if card is not None else None
        if standing is not None:
            self.act(lambda: offering.take_back(desk, standing.id))

    def show_subject(self, subject: Any) -> None:
        """Open a card."""
        self._open_id = subject
        if any(card.card.id == subject for card in self._cards):
            self._show_paper()


def _row(card: CouncilCard) -> PersonRow:
    second = "　".join(t for t in (card.card.number, card.troubles) if t)
    waiting = card.state not in (CardState.ANSWERED, CardState.CLOSED)
    right = (f"{card.days_waiting}日前" if card.days_waiting else "きょう") if waiting else card.state.label
    sign = "attention" if card.late else "" if waiting else "done"
    return PersonRow(card.card.id, f"{card.district_name}　{card.name}", second, right, sign)
