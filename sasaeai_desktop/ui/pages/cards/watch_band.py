"""Always in sight while a card is written: whether there is consent, and whether names stand in what was written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.nameless import Telling
from sasaeai_desktop.services.cards import summaries
from sasaeai_desktop.services.cards.summaries import SummaryCheck
from sasaeai_desktop.ui.pages.cards.consent_part import ConsentPart
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.signs import Sign

_PAUSE_MS = 500  # typing rests this long before the text is looked at
_NAMES = (Telling.NAME, Telling.KANA, Telling.PHONE)


class WatchBand(Surface):
    """Two sentences above the paper.

    Args:
        context: the page's.
        consent: the first station of the card.
        texts: returns what was written in sentences.
        own: returns the name of whom the card is about, "" while nobody is chosen.
    """

    def __init__(
        self, context: PageContext, consent: ConsentPart, texts: Callable[[], str], own: Callable[[], str]
    ) -> None:
        super().__init__("panel", pad=10, gap=0, name="card_watch")
        self._context, self._consent, self._texts, self._own = context, consent, texts, own
        self._asked = 0
        row = QHBoxLayout()
        row.setSpacing(24)
        self._consent_sign, self.consent_words = (
            Sign(OPEN, 24),
            label("", "label", wrap=True, name="watch_consent"),
        )
        self._names_sign, self.names_words = Sign(OPEN, 24), label("", "label", wrap=True, name="watch_names")
        for sign, words in (
            (self._consent_sign, self.consent_words), (self._names_sign, self.names_words)
        ):  # fmt: skip
            part = QWidget()
            inside = QHBoxLayout(part)
            inside.setContentsMargins(6, 0, 0, 0)
            inside.setSpacing(12)
            inside.addWidget(sign)
            inside.addWidget(words, 1)
            row.addWidget(part, 1)
        self.add_layout(row)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.show_consent()
        self._say(None)

    def show_consent(self) -> None:
        """Say what the consent means for this card."""
        chosen = self._consent.state.value()
        if not chosen:
            words, sign = "本人の同意は まだ えらばれていません。", OPEN
        elif self._consent.given:
            words, sign = "同意あり。お名前と 書いたことが、つなぎ先へ渡ります。", DONE
        else:
            words, sign = "同意なし。お名前は このパソコンから出ません。", ATTENTION
        self.consent_words.setText(words)
        self._consent_sign.set_sign(sign)
        self.look_soon()

    def look_soon(self) -> None:
        """Look at the sentences when typing rests."""
        self._pause.start()

    def _look(self) -> None:
        text, desk = self._texts(), self._context.desk
        self._asked += 1
        number = self._asked
        if not text.strip():
            self._say(None)
            return
        self._context.tasks.run(
            lambda: summaries.check_text(desk, text), lambda check: self._judged(number, check), owner=self
        )

    def _judged(self, number: int, check: SummaryCheck) -> None:
        if number == self._asked:
            self._say(check)

    def _say(self, check: SummaryCheck | None) -> None:
        if check is None:
            self._names_sign.set_sign(OPEN)
            self.names_words.setText("書いた文を、名簿の お名前と くらべます。")
            return
        own = self._own()
        found = [f.text for f in check.found if f.kind in _NAMES and f.text not in own]
        shown = "、".join(f"「{text}」" for text in dict.fromkeys(found[:3]))
        self._names_sign.set_sign(ATTENTION if found else DONE)
        if not found:
            self.names_words.setText("書いた文に、名簿の ほかの方の お名前は 見つかりませんでした。")
        elif self._consent.given:
            self.names_words.setText(f"{shown}は お名前ではありませんか。いっしょに渡ります。")
        else:
            self.names_words.setText(f"{shown}は お名前ではありませんか。要旨には 書かないでください。")
