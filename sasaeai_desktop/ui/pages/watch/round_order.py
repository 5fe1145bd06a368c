"""まわる順: the houses of a round, moved up and down by buttons or Alt+↑ and Alt+↓, or put in the order they lie."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.watch import rounds
from sasaeai_desktop.services.watch.rounds import Round, Stop
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RoundPage(Page):
    """A sub-page of the sheets and of a 担い手's record.

    Args:
        context: the window's.
        watcher: whose round.
    """

    object_name = "round"
    title = "まわる順"

    def __init__(self, context: PageContext, watcher: Id) -> None:
        super().__init__(context)
        self._watcher = watcher
        self._stops: list[Stop] = []
        self._kept: tuple[Id, ...] = ()
        self.set_heading(self.title, " ", below=True)
        self.set_primary("まわる順を保存する", icon="check", action=self._save)
        self.list = RowList("まわる順", name="round_list")
        self.list.setMinimumHeight(px(240))
        self.list.installEventFilter(self)
        self.list.moved.connect(lambda _key: self._say())
        self.state = label("", "body", wrap=True, name="round_state")
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.list, 1)
        row.addLayout(self._buttons())
        self.body.addWidget(self.state)
        self.body.addWidget(whole, 1)

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        for words, name, by in (
            ("いちばん上へ", "round_first", -10_000),
            ("1つ上へ", "round_up", -1),
            ("1つ下へ", "round_down", 1),
            ("いちばん下へ", "round_last", 10_000),
        ):
            button = OutlineButton(words, name=name, on_click=partial(self.shift, by))
            column.addWidget(button)
        panel = Panel(name="round_sort_panel", pad=16)
        panel.add(
            OutlineButton(
                "町・班・番地の順にする", name="round_by_place", icon="map", on_click=self._by_place
            )
        )
        panel.add(label("はじめの並びを作るときに便利です。", "second", wrap=True))
        column.addSpacing(8)
        column.addWidget(panel)
        column.addStretch(1)
        return column

    def refresh(self, changes: Changes | None) -> None:
        """Read the round; what was moved and not saved stays."""
        if changes is None or (changes.touches("assignment", "person", "case") and not self.moved()):
            desk, watcher = self.context.desk, self._watcher
            self.run(lambda: rounds.round_now(desk, watcher), self._show)

    def _show(self, found: Round) -> None:
        self.set_heading(self.title, f"担い手 {found.watcher_name}さん　{len(found.stops)}軒", below=True)
        self._stops = list(found.stops)
        self._kept = self.order()
        self._draw(self._stops[0].person if self._stops else None)

    def order(self) -> tuple[Id, ...]:
        """Return the order on the page."""
        return tuple(stop.person for stop in self._stops)

    def moved(self) -> bool:
        """Whether the page shows another order than is kept."""
        return bool(self._kept) and self.order() != self._kept

    def _draw(self, framed: Id | None) -> None:
        self.list.set_rows(
            [PersonRow(s.person, f"{at}　{s.name}", s.place) for at, s in enumerate(self._stops, 1)]
        )
        if framed is not None:
            self.list.choose(framed)
        self._say()

    def _say(self) -> None:
        if self.moved():
            self.state.setText(
                "並びを変えました。「まわる順を保存する」を押すと、つぎの訪問票から この順になります。"
            )
        else:
            self.state.setText(
                "動かす方を えらんで、右のボタンで 上下に動かします（Altを押しながら ↑ ↓ でも動きます）。"
            )

    # Moving

    def shift(self, by: int) -> None:
        """Move the framed house up (less than 0) or down, at most to the end."""
        framed = self.list.current_key()
        at = next((n for n, stop in enumerate(self._stops) if stop.person == framed), None)
        if at is None:
            self.message.show_words("動かす方が えらばれていません。", "左の一覧から えらんでください。")
            return
        self.message.hide()
        stop = self._stops.pop(at)
        self._stops.insert(min(max(0, at + by), len(self._stops)), stop)
        self._draw(stop.person)

    def _by_place(self) -> None:
        framed = self.list.current_key()
        self._stops = list(rounds.by_place(self._stops))
        self._draw(framed if isinstance(framed, bytes) else None)  # type: ignore[arg-type]  # keys are ids

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+↑ and Alt+↓ move the framed house."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.shift(step)
                return True
        return super().eventFilter(watched, event)

    def _save(self) -> None:
        if not self.moved():
            self.context.note("並びは 前のままです")
            self.leave()
            return
        desk, watcher, order = self.context.desk, self._watcher, self.order()
        self.act(lambda: rounds.set_round(desk, watcher, order), self._saved)

    def _saved(self, _none: object) -> None:
        self._kept = self.order()
        self.leave()
