"""つづきから: the half-written forms above きょう, each with つづける and 消す."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.ui.drafts import Shelf, shelf_of
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.buttons import LinkButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import OneLine, Surface, clear_layout, label
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.status import clock_words

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.drafts import Draft

_SHOWN = 2  # more lines would push きょう out of sight


def when_words(at: str, today: str) -> str:
    """Return 「午後2時31分」 of today, 「6月10日 午後2時31分」 of another day."""
    moment = datetime.fromisoformat(at)
    day = "" if at[:10] == today else f"{moment.month}月{moment.day}日 "
    return f"{day}{clock_words(moment)}"


class DraftRows(QVBoxLayout):
    """One line per draft: what, about what, when; つづける, 消す, and もどす for the one just thrown away.

    Signals:
        asked(Draft): つづける.
    """

    asked = Signal(object)

    def __init__(self, shelf: Shelf, name: str) -> None:
        super().__init__()
        self._shelf, self._name = shelf, name
        self._gone: Draft | None = None
        self.setSpacing(4)

    def show_drafts(self, drafts: list[Draft], today: str) -> None:
        """Show these, the latest first."""
        clear_layout(self)
        for at, draft in enumerate(drafts):
            self.addWidget(self._row(at, draft, today))
        if self._gone is not None:
            self.addWidget(self._gone_row(self._gone))

    @property
    def empty(self) -> bool:
        """Whether nothing is shown."""
        return self.count() == 0

    def _row(self, at: int, draft: Draft, today: str) -> QWidget:
        holder, row = _line()
        title = OneLine(draft.title)
        title.setProperty("role", "strong")
        about = OneLine("　".join(t for t in (draft.second, when_words(draft.at, today)) if t))
        about.setProperty("role", "second")
        row.addWidget(title)
        row.addWidget(about)
        row.addStretch(1)
        go_on = QuietButton(
            "つづける", name=f"{self._name}_go_{at}", row=True, on_click=partial(self.asked.emit, draft)
        )
        remove = QuietButton("消す", name=f"{self._name}_remove_{at}", on_click=partial(self._remove, draft))
        for button in (go_on, remove):
            button.setAccessibleDescription(f"{draft.title}　{draft.second}")
            row.addWidget(button)
        return holder

    def _gone_row(self, draft: Draft) -> QWidget:
        holder, row = _line()
        said = OneLine(f"「{draft.title}」の 書きかけを消しました。")
        said.setProperty("role", "second")
        row.addWidget(said)
        row.addStretch(1)
        row.addWidget(
            QuietButton("元にもどす", name=f"{self._name}_restore", icon="undo", on_click=self._restore)
        )
        return holder

    def _remove(self, draft: Draft) -> None:
        self._gone = draft
        self._shelf.drop(draft.parts)

    def _restore(self) -> None:
        gone, self._gone = self._gone, None
        if gone is not None:
            self._shelf.put(gone)


class ContinueStrip(Surface):
    """Above the first tab, while anything is half-written.

    Signals:
        asked(Draft): つづける.
        all_wanted(): there are more than fit here.
    """

    asked = Signal(object)
    all_wanted = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__("hint", pad=8, gap=4, name="continue")
        self.setAccessibleName("書きかけ")
        self._context, self._shelf = context, shelf_of(context)
        self._wanted = False
        self.rows = DraftRows(self._shelf, "continue")
        self.rows.asked.connect(self.asked)
        self.more = LinkButton("", name="continue_more", on_click=self.all_wanted.emit)
        head, row = _line()
        row.setContentsMargins(10, 0, 8, 0)
        row.addWidget(Sign("attention", 24))
        row.addWidget(label("書きかけが あります。つづきから書けます。", "strong", name="continue_words"))
        row.addStretch(1)
        row.addWidget(self.more)
        self.add(head)
        self.rows.setContentsMargins(48, 0, 8, 0)
        self.add_layout(self.rows)
        self._shelf.changed.connect(self._show_drafts)
        self._show_drafts()

    def set_wanted(self, *, wanted: bool) -> None:
        """Show it on the first tab only, and not over a page that lies on it."""
        self._wanted = wanted
        self._show_drafts()

    def _show_drafts(self) -> None:
        drafts = self._shelf.all()
        self.rows.show_drafts(drafts[:_SHOWN], self._context.today())
        rest = len(drafts) - _SHOWN
        self.more.set_words(f"ほかに {rest}つ 見る")
        self.more.setVisible(rest > 0)
        self.setVisible(self._wanted and not self.rows.empty)


class ContinuePage(Page):
    """Everything half-written, the latest first."""

    object_name = "continue_all"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("書きかけ", "まだ保存していないものです。", below=True)
        self.rows = DraftRows(shelf_of(context), "continue_all")
        self.body.addLayout(self.rows)
        self.body.addStretch(1)
        shelf_of(context).changed.connect(self._show_drafts)

    def help_name(self) -> str:
        """Return the help of きょう."""
        return "today"

    def refresh(self, _changes: Changes | None) -> None:
        """Show the list."""
        self._show_drafts()

    def _show_drafts(self) -> None:
        self.rows.show_drafts(shelf_of(self.context).all(), self.context.today())


def _line() -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return holder, row
