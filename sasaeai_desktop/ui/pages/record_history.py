"""いつ・だれが: what happened to a record and what belongs to it, in plain words, newest first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki, weekday
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.services.desk.undoing import HistoryLine

BUTTON = "いつ・だれが書いたか見る"
_MOST = 200
_DAY = re.compile(r"「(\d{4}-\d\d(?:-\d\d)?)」")

Titled = list[tuple[str, str, Id]]
"""Records with the word before their lines: (title, kind, id)."""


class RecordHistoryPage(Page):
    """Who wrote what and when; the journal is looked through once.

    Args:
        context: the window's.
        second: what the record is, below the heading.
        kind: its kind.
        ent: its id.
    """

    object_name = "record_history"

    def __init__(self, context: PageContext, second: str, kind: str, ent: Id) -> None:
        super().__init__(context)
        self._kind, self._ent = kind, ent
        self.set_heading("きろくの移り変わり", f"{second}　新しい順", below=True)
        self.state = label("しらべています…", wrap=True, name="history_state")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addWidget(self.state)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def records(self, desk: Desk) -> Titled:
        """Return whose changes are shown; called on the worker."""
        from sasaeai_desktop.services.desk import undoing  # noqa: PLC0415 - loaded on the worker

        return undoing.around(desk, self._kind, self._ent)

    def refresh(self, changes: Changes | None) -> None:
        """Read the history."""
        if changes is None:
            self.run(lambda: self._read(self.context.desk), self._show)

    def _read(self, desk: Desk) -> list[tuple[str, HistoryLine]]:
        from sasaeai_desktop.services.desk import undoing  # noqa: PLC0415 - loaded on the worker

        wanted = self.records(desk)
        found = undoing.histories(desk, [(kind, ent) for _, kind, ent in wanted])
        lines = [(title, line) for title, kind, ent in wanted for line in found[kind, ent]]
        return sorted(lines, key=lambda pair: pair[1].on, reverse=True)

    def _show(self, lines: list[tuple[str, HistoryLine]]) -> None:
        clear_layout(self._list)
        for title, line in lines[:_MOST]:
            self._list.addWidget(_row(title, line))
            self._list.addWidget(rule("soft"))
        self.state.setVisible(not lines or len(lines) > _MOST)
        self.state.setText(
            f"新しいほうから {_MOST}件です。" if lines else "移り変わりの きろくは まだありません。"
        )


def history_button(page: Page, second: str, kind: str, ent: Id, *, name: str) -> Button:
    """Return the button that opens a record's history over its page."""
    return Button(
        BUTTON,
        name=name,
        kind="small",
        icon="clock",
        on_click=lambda: page.push(RecordHistoryPage(page.context, second, kind, ent)),
    )


def _row(title: str, line: HistoryLine) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(24)
    left = QVBoxLayout()
    left.setSpacing(0)
    left.addWidget(label(f"{wareki(line.on)}（{weekday(line.on)}）" if line.on else "", "label"))
    left.addWidget(label(line.by or "だれが書いたかは わかりません", "second", wrap=True))
    left.addStretch(1)
    when = QWidget()
    left.setContentsMargins(0, 0, 0, 0)
    when.setLayout(left)
    when.setFixedWidth(px(240))
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(title, "label"))
    words.addWidget(label(_plain(line.words), wrap=True))
    row.addLayout(words, 1)
    return holder


def _plain(words: str) -> str:
    """Write the days in the words the way people here do."""
    return _DAY.sub(lambda found: f"「{wareki(found[1])}」", words)
