"""One item of たしかめること: the question, both sides with who and when, and the ways to settle it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from sasaeai_desktop.services.desk.deciding import BOTH
from sasaeai_desktop.services.inbox.item import SAME, TAKE, TYPE, Item, Side
from sasaeai_desktop.services.inbox.settling import Answer
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton, OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Badge, Surface, label

_LEAST_SIDE = 340  # px at 小 that a side needs beside another
_PAD = 20


class InboxCard(Surface):
    """A panel with one question.

    Signals:
        settled(object): an ``Answer``.
        person_asked(object): id of the person it is about.

    Args:
        item: what is asked.
        name: objectName; everything inside begins with it.
    """

    settled = Signal(object)
    person_asked = Signal(object)

    def __init__(self, item: Item, *, name: str) -> None:
        super().__init__("panel", pad=_PAD, gap=8, name=name)
        self.item = item
        self.field: LineField | None = None
        self.add_layout(self._head(item, name))
        self.add(label(f"{item.title}。", "body", wrap=True, name=f"{name}_title"))
        if item.sides:
            self.add(Sides([self._side(side, at, name) for at, side in enumerate(item.sides, 1)]))
        self.add(label(item.why, "second", wrap=True))
        ways = self._ways(item, name)
        if ways is not None:
            self.add(ways)
        self._type(item, name)

    def rename(self, name: str) -> None:
        """Stand at another place of the list."""
        before = self.objectName()
        for part in (self, *self.findChildren(QWidget)) if name != before else ():
            if part.objectName().startswith(before):
                part.setObjectName(name + part.objectName().removeprefix(before))

    def _head(self, item: Item, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(label(item.about, "subsection", wrap=True, name=f"{name}_about"), 1)
        if item.person is not None:
            link = LinkButton(
                "名簿を見る",
                name=f"{name}_person",
                on_click=lambda: self.person_asked.emit(item.person),
            )
            link.setAccessibleDescription(item.about)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _side(self, side: Side, at: int, name: str) -> QWidget:
        only_one = side.shown and not all(s.shown for s in self.item.sides)
        box = Surface("shown" if only_one else "option", pad=14, gap=4)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(label(side.words, "strong", wrap=True, name=f"{name}_side_{at}"), 1)
        if only_one:
            top.addWidget(Badge("いま出ているもの", "tint"), 0, Qt.AlignmentFlag.AlignTop)
        box.add_layout(top)
        box.column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        source = label(side.source.words, "second", wrap=True, name=f"{name}_source_{at}")
        foot.addWidget(source, 1, Qt.AlignmentFlag.AlignVCenter)
        if side.verb:
            take = OutlineButton(
                side.verb,
                name=f"{name}_take_{at}",
                on_click=partial(self.settled.emit, Answer(TAKE, at)),
            )
            take.setAccessibleDescription(f"{self.item.about}　{side.words}")
            foot.addWidget(take, 0, Qt.AlignmentFlag.AlignBottom)
        box.add_layout(foot)
        return box

    def _ways(self, item: Item, name: str) -> QWidget | None:
        ways = [way for way in item.ways if way.code != TYPE]
        if not ways:
            return None
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        for way in ways:
            button = QuietButton(
                way.words,
                name=f"{name}_{way.code}",
                row=way.code in (BOTH, SAME),
                on_click=partial(self.settled.emit, Answer(way.code)),
            )
            button.setAccessibleDescription(item.about)
            flow.addWidget(button)
        return holder

    def _type(self, item: Item, name: str) -> None:
        typed = next((way for way in item.ways if way.code == TYPE), None)
        if typed is None:
            return
        words = typed.words
        self.field = LineField(words, name=f"{name}_value", chars=16)
        self.field.line.returnPressed.connect(self._typed)
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        flow.addWidget(self.field)
        button = QuietButton(typed.verb, name=f"{name}_type", row=True, on_click=self._typed)
        button.setAccessibleDescription(f"{item.about}　{words}")
        flow.addWidget(button)
        self.add(holder)

    def _typed(self) -> None:
        if self.field is None:
            return
        if not self.field.value():
            self.field.set_error(f"「{self.field.words}」を入れてください。")
            return
        self.field.clear_error()
        self.settled.emit(Answer(TYPE, text=self.field.value()))


class Sides(QWidget):
    """What stands side by side; below each other where the text leaves no room."""

    def __init__(self, sides: list[QWidget]) -> None:
        super().__init__()
        self._count = len(sides)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        for side in sides:
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._box.addWidget(side, 1)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether all fit beside each other."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """See again when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        room = self.width() if self.isVisible() else 1280
        beside = px(_LEAST_SIDE) * self._count + 16 * (self._count - 1) <= room
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
