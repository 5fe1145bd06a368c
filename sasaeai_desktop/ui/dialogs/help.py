"""つかい方: what this page is for, with a picture of it whose numbers are those of the sentences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.help.disc import NumberDisc
from sasaeai_desktop.ui.help.everywhere import GENERAL
from sasaeai_desktop.ui.help.topic import Step
from sasaeai_desktop.ui.help.topics import TOPICS, topic_of
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.labels import label, rule
from sasaeai_desktop.ui.widgets.signs import IconLabel


class HelpDialog(QDialog):
    """The page's own help, then what holds everywhere.

    Args:
        parent: the window.
        name: help name of the page.
    """

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent)
        topic = topic_of(name)
        shown = TOPICS.get(topic, GENERAL)
        self.setObjectName("help")
        self.setWindowTitle(f"つかい方　{shown.title}")
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(32, 24, 32, 8)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("help", 32, colour=c.ACCENT))
        head.addWidget(label(shown.title, "section"), 1)
        column.addLayout(head)
        column.addWidget(label(shown.purpose, "body", wrap=True))
        picture = picture_of(topic)
        if picture is not None:
            column.addWidget(Picture(picture, f"{shown.title}の画面の絵"))
        _add_steps(column, shown.steps, numbered=picture is not None)
        if shown is not GENERAL:
            column.addWidget(rule())
            column.addWidget(label("どの画面でも", "subsection"))
            _add_steps(column, GENERAL.steps, numbered=False)
        self.close_button = OutlineButton("とじる", name="help_close", on_click=self.accept)
        self.close_button.setDefault(True)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("help_scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrow keys read on
        area.setWidgetResizable(True)
        area.setWidget(ground)
        foot = QHBoxLayout()
        foot.setContentsMargins(32, 8, 32, 24)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        self.close_button.setFocus()
        room = self.screen().availableGeometry()
        wide, high = (1080, 900) if picture is not None else (860, 640)
        self.resize(min(px(wide), room.width() - 40), min(px(high), room.height() - 60))


def picture_of(topic: str) -> QPixmap | None:
    """Return a topic's picture from resources/manual, None when it has none."""
    if not topic:
        return None
    try:
        path = resource(f"manual/{topic}.png")
    except FileNotFoundError:
        return None
    picture = QPixmap(str(path))
    return None if picture.isNull() else picture


class Picture(QWidget):
    """A picture as wide as there is room, never larger than it was made."""

    def __init__(self, pixmap: QPixmap, words: str) -> None:
        super().__init__()
        self.setObjectName("help_picture")
        self.setAccessibleName(words)
        self._pixmap = pixmap
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self._fit(pixmap.width())

    def _fit(self, width: int) -> None:
        shown = min(width, self._pixmap.width())
        self.setFixedHeight(round(self._pixmap.height() * shown / self._pixmap.width()) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture's proportions."""
        self._fit(event.size().width() - 2)
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """Return the picture's own width, at the height in use."""
        return QSize(self._pixmap.width() + 2, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture with a thin frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width() - 2, self._pixmap.width())
        box = self.rect().adjusted(0, 0, width + 1 - self.width(), -1)
        painter.drawPixmap(box.adjusted(1, 1, 0, 0), self._pixmap)
        painter.setPen(c.EDGE)
        painter.drawRect(box)


def _add_steps(column: QVBoxLayout, steps: tuple[Step, ...], *, numbered: bool) -> None:
    number = 0
    for step in steps:
        row = QHBoxLayout()
        row.setSpacing(8)
        if numbered and step.at:
            number += 1
            row.addWidget(NumberDisc(number), alignment=Qt.AlignmentFlag.AlignTop)
        else:
            row.addWidget(label("・", "body"))
        row.addWidget(label(step.text, "body", wrap=True), 1)
        column.addLayout(row)
