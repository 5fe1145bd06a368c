"""カードを渡す: the day, the way, and in plain words whether a name leaves the laptop, and whose."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.cards import Destination
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentState
from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.cards.cards import CardView
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.ui.pages.cards.summary_page import SummaryPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.dates import EraDateField, past_day
from sasaeai_desktop.ui.widgets.fields import Field
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

IN_PERSON = "紙を手渡し"
_WAYS = (("USBの受け渡し", "USBの受け渡し"), (IN_PERSON, IN_PERSON), ("電話", "電話"), ("その他", "その他"))
KEEP = "keep"
_REASONS = (
    (KEEP, "お名前は渡さない"),
    ("本人の命に危険があるため", "命に危険がある"),
    ("虐待・DVの疑いがあるため", "虐待・DVの疑いがある"),
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves the laptop: a heading, the rest, and whether a name is in it."""

    heading: str
    detail: str
    named: bool


def leaving(view: CardView, destination: str, reason: str) -> Leaving:
    """Say what leaves the laptop when this card is handed over.

    Args:
        view: the card.
        destination: code of ``Destination``.
        reason: ground of danger, "" for none.
    """
    to = label_of(Destination, destination)
    whose = f"{view.name}さん" if view.name else "名前のない方"
    if reason and view.name:
        return Leaving(
            f"{whose}のお名前を、紙で {to}に渡します",
            "同意がなくても渡せる場合です。お名前入りの用紙を印刷して、手で渡してください。USBには 入りません。"
            "理由と相手は 第三者提供の記録に残ります。",
            named=True,
        )
    if view.consent and view.name and not view.dangerous:
        if destination == Destination.COUNCIL:
            detail = f"{view.consent_words}。お名前・町内・電話と 書いたことが、次にUSBへ書き出すときに 市社協へ渡ります。"
        else:
            detail = f"{view.consent_words}。「印刷する」で お名前入りの用紙を出して渡します。"
        return Leaving(f"{whose}のお名前が {to}に渡ります", detail, named=True)
    if not view.card.summary:
        detail = "渡すには、先に 名前のない要旨が要ります。"
    else:
        detail = f"渡るのは、番号・日付と この要旨だけです。\n「{view.card.summary}」"
    why = "「DV・虐待」のカードは USBに入りません。" if view.dangerous else _why_nameless(view)
    return Leaving("お名前は このパソコンから出ません", f"{why}{detail}", named=False)


def _why_nameless(view: CardView) -> str:
    if view.card.consent == ConsentState.GIVEN and view.name:
        return "名簿では「つなぐ」同意が「なし」になっています。"
    return "" if not view.name else f"{view.consent_words}。"


class HandOverPage(Page):
    """Hand a card over.

    Args:
        context: what a page works with.
        card: the card's id.
    """

    object_name = "hand"
    title = "カードを渡す"

    def __init__(self, context: PageContext, card: Id) -> None:
        super().__init__(context)
        self._card = card
        self._view: CardView | None = None
        self.set_heading("カードを渡す")
        self.set_primary("渡したことを きろくする", icon="check", action=self._hand)
        self.on = EraDateField(
            "渡した日", name="hand_on", today=context.today, required=True, judge=past_day(context.today)
        )
        self.on.set_value(context.today())
        self.to = ChoiceField(
            "つなぎ先", [(d.value, d.label) for d in Destination], name="hand_to", required=True
        )
        self.how = ChoiceField("渡し方", _WAYS, name="hand_how", required=True)
        self.reason = ChoiceField(
            "同意がなくても お名前を渡すとき", _REASONS, name="hand_reason",
            support="命の危険と 虐待の疑いのときだけ、紙を手で渡せます。",
        )  # fmt: skip
        self.reason.set_value(KEEP)
        self._says = Surface("desk", pad=20, gap=8, name="leaving")
        self._heading_words = label("", "subsection", wrap=True, name="leaving_heading")
        self._detail = label("", "body", wrap=True, name="leaving_detail")
        self._write_summary = OutlineButton(
            "要旨を書く", name="hand_summary", icon="pencil", on_click=self._summary
        )
        self._says.add(
            label("このパソコンから出るもの", "second"),
            self._heading_words,
            self._detail,
            self._write_summary,
        )
        self.summary = ErrorSummary()
        self.body.addWidget(self.summary)
        self.body.addWidget(self._says)
        for field in (self.to, self.how, self.reason, self.on):
            self.body.addWidget(field)
            field.changed.connect(self._say)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the card (again when its summary was written)."""
        if changes is None or changes.touches("card", "consent"):
            desk, card = self.context.desk, self._card
            self.context.tasks.run(
                lambda: cards.card_view(desk, card), self._show, self.message.show_error, owner=self
            )

    def _show(self, view: CardView) -> None:
        first, self._view = self._view is None, view
        self.set_heading("カードを渡す", f"{view.card.number}　{view.who}", below=True)
        if first:
            self.to.set_value(view.card.destination or Destination.COUNCIL.value)
            self.how.set_value(_WAYS[0][0])
        self.reason.setVisible(bool(view.name) and (view.dangerous or not view.consent))
        if first:
            self.begin_draft("hand", self._card, about=view.card.person)
        self._say()

    def _ground(self) -> str:
        """Return the chosen ground of danger, "" for none."""
        reason = self.reason.value() if self.reason.isVisibleTo(self) else ""
        return "" if reason == KEEP else reason

    def _say(self) -> None:
        if self._view is None:
            return
        if self._ground():
            self.how.set_value(IN_PERSON)
        said = leaving(self._view, self.to.value(), self._ground())
        self._heading_words.setText(said.heading)
        self._detail.setText(said.detail)
        self._says.set_look("hint" if said.named else "desk")
        self._write_summary.setVisible(not said.named and not self._view.card.summary)

    def _summary(self) -> None:
        self.push(SummaryPage(self.context, self._card))

    def _fields(self) -> list[Field]:
        return [self.on, self.to, self.how]

    def _hand(self) -> None:
        if self._view is None or not check_all(self._fields(), self.summary):
            return
        said = leaving(self._view, self.to.value(), self._ground())
        if not said.named and not self._view.card.summary:
            self.message.show_words(
                "名前のない要旨が まだ書かれていません。",
                "「要旨を書く」で、お名前のわからない文を書いてください。",
            )
            return
        desk, card = self.context.desk, self._card
        on, how, to, ground = self.on.value(), self.how.value(), self.to.value(), self._ground()
        self.context.tasks.run(
            lambda: handing.hand_over(desk, card, on, how, to, danger_reason=ground),
            self._handed,
            self._failed,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)

    def _handed(self, done: Done[Id | None]) -> None:
        self.forget_draft()
        self.context.changed(done.changes)
        self.leave()
