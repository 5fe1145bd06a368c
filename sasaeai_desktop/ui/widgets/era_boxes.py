"""Era, year, month and day in boxes, and one line that takes any way of writing a date."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain import wareki
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.wheel import CalmBox
from sasaeai_desktop.ui.widgets.fields import sentence_of
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.lines import DigitsLine, Line

ERAS = ("令和", "平成", "昭和", "大正", "明治", wareki.WESTERN)


class EraBoxes(QWidget):
    """A day to be written. What was typed is never changed.

    Signals:
        typed(): something was entered.
        left(): the focus left one of the boxes.

    Args:
        words: what the date is.
        name: begins the objectNames.
        birth: 昭和 stands first, and day or month may stay empty (不詳).
    """

    typed = Signal()
    left = Signal()

    def __init__(self, words: str, *, name: str, birth: bool) -> None:
        super().__init__()
        self._words, self._birth = words, birth
        self.era = CalmBox()
        self.era.addItems(list(ERAS))
        self.era.setCurrentText("昭和" if birth else "令和")
        # 元 needs the input method; in the others it would only offer 9月 for a 9.
        self.year, self.month, self.day = Line(), DigitsLine(), DigitsLine()
        self.free = Line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        boxes = FlowLayout(gap=8)
        boxes.addWidget(self.era)
        for box, unit in ((self.year, "年"), (self.month, "月"), (self.day, "日")):
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            boxes.addWidget(box)
            boxes.addWidget(label(unit))
        column.addLayout(boxes)
        line = FlowLayout(gap=12)
        line.addWidget(label("まとめて書く（R8.6.11 など）", "second"))
        line.addWidget(self.free)
        column.addLayout(line)
        self._widen()
        self._name(name)
        self._connect()

    def _name(self, name: str) -> None:
        parts = (
            (self.era, "era", "元号"),
            (self.year, "year", "年"),
            (self.month, "month", "月"),
            (self.day, "day", "日"),
            (self.free, "free", "まとめて書く"),
        )
        for widget, suffix, words in parts:
            widget.setObjectName(f"{name}_{suffix}")
            widget.setAccessibleName(f"{self._words}の{words}")

    def _connect(self) -> None:
        self.era.activated.connect(lambda _at: self._typed_in_boxes())
        for box in (self.year, self.month, self.day):
            box.textEdited.connect(lambda _text: self._typed_in_boxes())
            box.editingFinished.connect(self.left)
        self.free.textEdited.connect(lambda _text: self.typed.emit())
        self.free.editingFinished.connect(self._free_left)

    def _widen(self) -> None:
        for box, wide in (
            (self.year, 84),
            (self.month, 60),
            (self.day, 60),
            (self.free, 200),
            (self.era, 108),
        ):
            box.setFixedWidth(px(wide))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the boxes as wide as their digits when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "free"):
            self._widen()

    # What stands here

    def boxes(self) -> dict[str, Line]:
        """Return the lines by name."""
        return {"year": self.year, "month": self.month, "day": self.day, "free": self.free}

    def read(self) -> tuple[str, str]:
        """Return (ISO date, what is wrong); at most one of them is not empty."""
        free = self.free.text().strip()
        boxes = [box.text().strip() for box in (self.year, self.month, self.day)]
        if not free and not any(boxes):
            return "", ""
        try:
            if not free:
                era = self.era.currentText()
                return wareki.parse_parts(era, *boxes, label=self._words, partial=self._birth), ""
            reader = wareki.parse_birth if self._birth else wareki.parse_date
            return reader(free, label=self._words), ""
        except UserError as error:
            return "", sentence_of(error)

    def show_date(self, iso: str) -> None:
        """Show a day in its own era, "" in empty boxes."""
        self.free.clear()
        era, year, month, day = wareki.era_parts(iso) if iso else (self.era.currentText(), "", "", "")
        if iso and self.era.currentText() == wareki.WESTERN:
            era, year = wareki.WESTERN, iso[:4]
        self.era.setCurrentText(era)
        for box, text in ((self.year, year), (self.month, month), (self.day, day)):
            box.setText(text)

    def _typed_in_boxes(self) -> None:
        self.free.clear()
        self.typed.emit()

    def _free_left(self) -> None:
        """Move what was understood into the boxes; what was not stays as it is."""
        iso, complaint = self.read()
        if self.free.text().strip() and iso and not complaint:
            self.show_date(iso)
        self.left.emit()
