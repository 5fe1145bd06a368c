"""きろくの移り変わり: what happened to a record, in plain words, newest first."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Consent
from sasaeai_desktop.domain.wareki import wareki, weekday
from sasaeai_desktop.services import consents
from sasaeai_desktop.services.people import PersonView
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk import Desk
    from sasaeai_desktop.services.undoing import HistoryLine

_MOST = 200
_DAY = re.compile(r"「(\d{4}-\d\d(?:-\d\d)?)」")
Wanted = list[tuple[str, str, Id]]


class HistoryPage(Page):
    """Changes of the register's entry, of 見守り, contacts, household and consents of one person."""

    object_name = "person_history"

    def __init__(self, context: PageContext, view: PersonView) -> None:
        super().__init__(context)
        self._view = view
        self._lines: list[tuple[str, HistoryLine]] = []
        self._waiting = 0
        self.set_heading("きろくの移り変わり", f"{view.person.name} さん　新しい順", below=True)
        self.state = label("しらべています…", wrap=True, name="history_state")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addWidget(self.state)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the history, one record after another: each looks through the whole journal."""
        if changes is not None:
            return
        desk, person = self.context.desk, self._view.person.id
        self.run(lambda: consents.consent_history(desk, person), self._ask)

    def _ask(self, found: list[Consent]) -> None:
        view = self._view
        wanted: Wanted = [("名簿", "person", i) for i in view.ids]
        if view.case is not None:
            wanted.append(("見守り", "case", view.case.id))
        wanted += [("同意", "consent", c.id) for c in found]
        wanted += [("緊急連絡先", "contact", c.id) for c in view.contacts]
        wanted += [("世帯員", "member", m.id) for m in view.members]
        self._waiting = len(wanted)
        desk = self.context.desk
        for title, kind, ent in wanted:
            self.run(partial(_read, desk, kind, ent), partial(self._take, title))

    def _take(self, title: str, lines: list[HistoryLine]) -> None:
        self._waiting -= 1
        self._lines += [(title, line) for line in lines]
        if self._waiting == 0:
            self._show()

    def _show(self) -> None:
        self._lines.sort(key=lambda pair: pair[1].on, reverse=True)
        clear_layout(self._list)
        for title, line in self._lines[:_MOST]:
            self._list.addWidget(_row(title, line))
            self._list.addWidget(rule("soft"))
        self.state.setVisible(len(self._lines) == 0 or len(self._lines) > _MOST)
        self.state.setText(
            f"新しいほうから {_MOST}件です。" if self._lines else "移り変わりの きろくは まだありません。"
        )


def _read(desk: Desk, kind: str, ent: Id) -> list[HistoryLine]:
    from sasaeai_desktop.services import undoing  # noqa: PLC0415 - loaded on the worker

    return undoing.history(desk, kind, ent)


def _row(title: str, line: HistoryLine) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(24)
    left = QVBoxLayout()
    left.setSpacing(0)
    left.addWidget(label(f"{wareki(line.on)}（{weekday(line.on)}）", "label"))
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
