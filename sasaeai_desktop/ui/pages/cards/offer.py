"""移る先の地区へ 申し送る: which district, what it is told, and whether the card is answered with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.services.cards import offering
from sasaeai_desktop.services.cards.answering import CouncilCard
from sasaeai_desktop.services.cards.offering import Receiver
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

_NONE = (("", "えらんでください"),)
_KEEP, _ANSWER = "keep", "answer"
_BY_STICK = (
    "つぎに その地区へ書き出すUSBに入り、その地区だけが読めます。"
    "まだ書き出していなければ、「元にもどす」で お名前も消えます。"
)
_BY_PAPER = "この地区へは USBで渡せません。カードを印刷して、紙で渡してください。"


class OfferPage(SavingPage):
    """Offers the person of a card to another district; one that reports on paper gets the card on paper.

    Args:
        context: what a page works with.
        card: a card with a named copy.
    """

    object_name = "card_offer_page"

    def __init__(self, context: PageContext, card: CouncilCard) -> None:
        super().__init__(context)
        self._card = card
        self._receivers: dict[str, Receiver] = {}
        self.set_heading("移る先の地区へ 申し送る", f"{card.name} さん　{card.card.number}", below=True)
        self.set_primary("申し送る", icon="check", action=self._save)
        self.summary = ErrorSummary(name="offer_errors")
        self.to = PickField("移る先の地区", _NONE, name="offer_to", required=True)
        self.how = label(_BY_STICK, wrap=True, name="offer_how")
        self.answer = ChoiceField(
            "カードを書いた地区への返事", ((_KEEP, "まだ書かない"), (_ANSWER, "「他機関へ」と返事をする")), name="offer_answer",
            support=f"返事は「{offering.ANSWER}」となります。",
        )  # fmt: skip
        self.answer.set_value(_KEEP)
        self.to.changed.connect(self._chosen)
        columns = Columns(right_width=560, left_least=560, gap=32)
        columns.left.setSpacing(20)
        for widget in (self.summary, self.to, self.how, self.answer):
            columns.left.addWidget(widget)
        columns.left.addStretch(1)
        columns.right.addWidget(_told(card))
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the districts, once."""
        if changes is None:
            desk, card = self.context.desk, self._card.card.id
            self.run(lambda: offering.receivers(desk, card), self._show)

    def _show(self, found: list[Receiver]) -> None:
        self._receivers = {r.code: r for r in found}
        words = ((r.code, r.name if r.by_stick else f"{r.name}（紙で渡す）") for r in found)
        self.to.set_choices((*_NONE, *words))

    def _chosen(self) -> None:
        by_paper = self._by_paper()
        self.how.setText(_BY_PAPER if by_paper else _BY_STICK)
        self.answer.setVisible(not by_paper)
        if self.primary is not None:
            self.primary.set_words("カードを印刷する" if by_paper else "申し送る")

    def _by_paper(self) -> bool:
        receiver = self._receivers.get(self.to.value())
        return receiver is not None and not receiver.by_stick

    def _save(self) -> None:
        if not check_all([self.to], self.summary):
            return
        if self._by_paper():
            self._print()
            return
        desk, card, to = self.context.desk, self._card.card.id, self.to.value()
        answered = self.answer.value() == _ANSWER
        self.save_once(lambda: offering.offer(desk, card, to, answered=answered), lambda _done: self.leave())

    def _print(self) -> None:
        desk, card = self.context.desk, self._card.card
        day = card.written_on or self.context.today()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers.wanted import Wanted  # noqa: PLC0415 - as above

            return printing.preview(desk, "card", Wanted(day[:7], fiscal_year(day), card=card.id))

        show_form(self, draw, card.number)


def _told(card: CouncilCard) -> Panel:
    """Return what the other district is told, word for word."""
    panel = Panel(name="offer_told", gap=8)
    panel.add(label("申し送られるもの", "section"))
    copy = card.copy
    if copy is not None:
        who = "　".join(part for part in (copy.name, copy.kana, copy.age_band, copy.phone) if part)
        origin = f"{card.district_name}から　{copy.consent}"
        for words, role in ((who, "strong"), (copy.facts, "body"), (origin, "second")):
            panel.add(label(words, role, wrap=True))
    return panel
