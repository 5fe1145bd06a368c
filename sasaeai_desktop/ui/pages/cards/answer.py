"""An answer written in: at the district from paper or telephone, at the council as its own."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.cards import ANSWER_TEMPLATES, ReferralCard, Response
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.services.cards import answering, cards
from sasaeai_desktop.services.cards.answering import CouncilCard
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.ui.pages.cards.card_paper import write_copy, write_view
from sasaeai_desktop.ui.pages.cards.side_scroll import SideScroll
from sasaeai_desktop.ui.pages.cards.templates import Templates
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField, past_day
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField
from sasaeai_desktop.ui.widgets.labels import Surface
from sasaeai_desktop.ui.widgets.paper import PaperCard
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_ON_THE_WAY = (Response.RECEIVED.value, Response.CHECKING.value)


class AnswerPage(Page):
    """対応状況, 地域へ伝えてよい内容, 日, 受付者.

    Args:
        context: what a page works with.
        card: the card that is answered.
        council: the council answers it itself.
    """

    object_name = "answer"
    title = "返事を書き入れる"

    def __init__(self, context: PageContext, card: ReferralCard, *, council: bool) -> None:
        super().__init__(context)
        self._card, self._council = card, council
        self.set_heading(
            "返事を書く" if council else "返事を書き入れる", f"つながりカード　{card.number}", below=True
        )
        self.set_primary("返事を保存する", icon="check", action=self._save)
        self.response = ChoiceField(
            "対応状況", [(r.value, r.label) for r in Response], name="response", required=True
        )
        self.answer = AreaField(
            "地域へ伝えてよい内容", name="answer_text", lines=3,
            support="お名前や電話は 書かないでください。",
        )  # fmt: skip
        self.on = EraDateField(
            "返事の日", name="answer_on", today=context.today, required=True, judge=past_day(context.today)
        )
        self.by = LineField("受付者", name="answer_by", required=False, chars=12)
        self.summary = ErrorSummary()
        self.response.set_value(card.response)
        self.answer.set_value(card.answer)
        self.on.set_value(context.today())
        self.by.set_value(card.received_by or (context.desk.user.name if council else ""))
        self.templates = Templates(self.answer)
        self.response.changed.connect(self._offer)
        columns = Columns(right_width=600, left_least=640)
        columns.left.setSpacing(16)  # the sentences that are offered come above the edge
        for field in (self.response, self.answer, self.templates, self.on, self.by):
            columns.left.addWidget(field)
        columns.left.addStretch(1)
        columns.right.addWidget(self._desk(columns), 1)
        self.body.addWidget(self.summary)
        self.body.addWidget(columns, 1)
        self.begin_draft("answer", card.id, about=card.person)
        self._offer()

    def _desk(self, columns: Columns) -> Surface:
        """Return the card as it lies beside the form; it is written on when it was read."""
        desk = Surface("desk", pad=16, gap=8, name="answer_desk")
        self.paper = PaperCard(name="answer_card")
        ground = QWidget()
        around = QVBoxLayout(ground)
        around.setContentsMargins(0, 0, 8, 0)
        around.addWidget(self.paper)
        around.addStretch(1)
        desk.column.addWidget(SideScroll(ground, columns.stacked, name="card_scroll"), 1)
        return desk

    def refresh(self, changes: Changes | None) -> None:
        """Read the card that is answered."""
        if changes is not None and not changes.touches("card", "card_copy"):
            return
        desk, card = self.context.desk, self._card.id
        if self._council:
            self.run(lambda: answering.council_cards(desk, closed=True), self._show_copy)
        else:
            self.run(lambda: cards.card_view(desk, card), lambda view: write_view(self.paper, view))

    def _show_copy(self, found: list[CouncilCard]) -> None:
        mine = next((c for c in found if c.card.id == self._card.id), None)
        if mine is not None:
            write_copy(self.paper, mine.card, mine.copy, mine.district_name)

    def _offer(self) -> None:
        self.templates.offer(ANSWER_TEMPLATES.get(self.response.value(), ()))

    def _save(self) -> None:
        # An answer needs its words; a mere receipt does not.
        self.answer.required = bool(self.response.value()) and self.response.value() not in _ON_THE_WAY
        if not check_all([self.response, self.answer, self.on, self.by], self.summary):
            return
        desk, card = self.context.desk, self._card.id
        write = answering.answer_card if self._council else answering.receive_answer
        response, words, on, by = self.response.value(), self.answer.value(), self.on.value(), self.by.value()
        self.context.tasks.run(
            lambda: write(desk, card, response, words, on=on, by=by), self._saved, self._failed, owner=self
        )

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)

    def _saved(self, done: Done[object]) -> None:
        self.forget_draft()
        self.context.changed(done.changes)
        self.leave()
