"""名前のない要旨: what may be told without saying who; its writer looks at it and agrees."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.cards import cards, summaries
from sasaeai_desktop.services.cards.cards import CardView
from sasaeai_desktop.services.cards.summaries import LOOKED_AT, NOTHING_FOUND, SummaryCheck
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import AreaField
from sasaeai_desktop.ui.widgets.labels import Panel, label, rule
from sasaeai_desktop.ui.widgets.states import HintBand
from sasaeai_desktop.ui.widgets.summary import check_all

_PAUSE_MS = 400  # typing rests this long before the text is looked at


class SummaryPage(Page):
    """Write, see what would give the person away, agree.

    Args:
        context: what a page works with.
        card: the card's id.
    """

    object_name = "summary"
    title = "名前のない要旨"

    def __init__(self, context: PageContext, card: Id) -> None:
        super().__init__(context)
        self._card, self._view = card, None
        self.set_heading("名前のない要旨")
        self.set_primary("この要旨で よい", icon="check", action=self._confirm)
        self.text = AreaField(
            "市社協へ渡る文", name="summary_text", required=True, lines=4,
            support="お名前・電話・住所のわからない書き方にします。渡るのは この文と、番号・日付だけです。",
        )  # fmt: skip
        self._warning = HintBand("", name="summary_warning")
        self._warning.hide()
        self.why = AreaField(
            "だれのことでもない わけ", name="summary_why", required=False, lines=2,
            support="直さずに渡すときだけ書きます（例：「春」は季節のこと）。わけは このパソコンの中に残ります。",
        )  # fmt: skip
        self.why.hide()
        self._good = label(f"✓ {NOTHING_FOUND}", "label", tone="done", name="summary_good")
        self._where = label(LOOKED_AT, "second", wrap=True, name="summary_where")
        self._good.hide()
        self._where.hide()
        self._panel = Panel(name="summary_source")
        self._facts, self._thoughts, self._troubles = (label("", "body", wrap=True) for _ in range(3))
        self._panel.add(label("カードに書いたこと（このパソコンの中だけ）", "subsection", wrap=True))
        for words, value in (
            ("困りごと", self._troubles), ("見たこと・聞いたこと", self._facts), ("書いた人の考え", self._thoughts)
        ):  # fmt: skip
            self._panel.add(label(words, "second"), value, rule("soft"))
        columns = Columns(right_width=480, left_least=620)
        columns.left.setSpacing(12)
        for widget in (self.text, self._warning, self.why, self._good, self._where):
            columns.left.addWidget(widget)
        columns.left.addStretch(1)
        columns.right.addWidget(self._panel)
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.text.changed.connect(self._pause.start)

    _view: CardView | None

    def refresh(self, changes: Changes | None) -> None:
        """Read the card; what was typed stays."""
        if changes is None:
            desk, card = self.context.desk, self._card
            self.context.tasks.run(
                lambda: cards.card_view(desk, card), self._show, self.message.show_error, owner=self
            )

    def _show(self, view: CardView) -> None:
        self._view = view
        self.set_heading("名前のない要旨", f"つながりカード　{view.card.number}", below=True)
        self._facts.setText(view.card.facts or "―")
        self._thoughts.setText(view.card.thoughts or "―")
        self._troubles.setText("／".join(view.troubles) or "―")
        if self.draft is None:
            self.text.set_value(view.card.summary or _proposal(view))
            self.begin_draft("summary", self._card, about=view.card.person)
            self._look()

    def _look(self) -> None:
        desk, card, text = self.context.desk, self._card, self.text.value()
        self.context.tasks.run(lambda: summaries.check_summary(desk, card, text), self._judge, owner=self)

    def _judge(self, check: SummaryCheck) -> None:
        written = bool(self.text.value())
        if check.refused:
            self.text.set_error("".join(check.refused) + "わからない書き方に直してください。")
        elif written:
            self.text.clear_error()
        self._warning.sentence.setText("".join(check.warnings))
        self._warning.setVisible(bool(check.warnings))
        self.why.setVisible(bool(check.found))
        self._good.setVisible(written and not check.found)
        self._where.setVisible(written)

    def _confirm(self) -> None:
        if not check_all([self.text]):
            return
        desk, card, text, why = self.context.desk, self._card, self.text.value(), self.why.value()
        self.context.tasks.run(
            lambda: summaries.confirm_summary(desk, card, text, why),
            self._confirmed,
            self._failed,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self.text.set_error(f"{error.what}{error.todo}")

    def _confirmed(self, done: Done[tuple[str, ...]]) -> None:
        self.forget_draft()
        self.context.changed(done.changes)
        self.leave()


def _proposal(view: CardView) -> str:
    """Propose a first sentence from what names nobody: 年代 and 困りごと."""
    who = f"{view.card.age_band}の方。" if view.card.age_band else ""
    return f"{who}困りごとは、{'、'.join(view.troubles)}。" if view.troubles else who
