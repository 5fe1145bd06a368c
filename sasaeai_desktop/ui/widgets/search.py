"""Finding by typing or by mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from sasaeai_desktop.domain.romaji import whole_part
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import TARGET, font, px
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.lines import Line


class SearchField(Line):
    """A line that filters while typing and reads what the input method has not fixed yet.

    Signals:
        searched(str): text including the IME preedit, whenever it changes.
        submitted(str): Enter was pressed outside of the preedit.

    Args:
        words: accessible name; also painted at the left when ``lead`` is set (the header has no label above).
        lead: words painted inside at the left with a thin divider, "" for the glass at the right.
    """

    searched = Signal(str)
    submitted = Signal(str)

    def __init__(self, words: str, *, name: str, lead: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._lead = lead
        self._last = ""
        self.textChanged.connect(lambda _text: self._tell())
        self.returnPressed.connect(lambda: self.submitted.emit(self.text().strip()))
        self._fit()

    def query(self) -> str:
        """Return the text with what the input method has finished of its word where the cursor is.

        A letter that still waits for its vowel (さｔ) is left out: the last result stays until there is a new one.
        """
        at = self.cursorPosition()
        return (self.text()[:at] + whole_part(self.preedit) + self.text()[at:]).strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take the preedit into the query; nothing else happens during it."""
        super().inputMethodEvent(event)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter here: it searches, it does not press the page's primary button."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _tell(self) -> None:
        query = self.query()
        if query != self._last:
            self._last = query
            self.searched.emit(query)

    def _fit(self) -> None:
        if self._lead:
            metrics = self.fontMetrics()
            self.setTextMargins(px(20) + 20 + metrics.horizontalAdvance(self._lead), 0, 0, 0)
        else:
            self.setTextMargins(0, 0, px(36), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the lead and the glass when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then the glass and the lead over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(22)
        middle = self.height() // 2
        glass = pixmap("search", c.BLACK if self.hasFocus() else c.INK2, side)
        if not self._lead:
            painter.drawPixmap(self.width() - side - 16, middle - side // 2, glass)
            return
        painter.drawPixmap(13, middle - side // 2, glass)
        painter.setFont(font("second"))
        painter.setPen(pen(c.BLACK if self.hasFocus() else c.INK2))
        left = 13 + side + 7
        painter.drawText(
            QRectF(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._lead
        )
        right = left + painter.fontMetrics().horizontalAdvance(self._lead) + 8
        painter.setPen(pen(c.LINE if self.hasFocus() else c.RULE))
        painter.drawLine(right, 9, right, self.height() - 9)


def nobody_words(text: str, near: int) -> str:
    """What stands beside the field when nobody was found; ``near`` people of a like name are listed below."""
    nobody = f"「{text}」の方は 見つかりません。"
    return (
        f"{nobody}よく似たお名前の方です。"
        if near
        else f"{nobody}お名前の はじめの2文字くらいで さがしてください。"
    )


ROWS = ("あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ")


class KanaButtons(QWidget):
    """あ か さ た な は ま や ら わ for the mouse; pressing the chosen one again shows everybody.

    Args:
        name: objectName; the buttons are ``name + "_あ"`` and so on.
        lines: in one line, or in two where the place is narrow.

    Signals:
        chosen(str): the row, "" for everybody.
    """

    chosen = Signal(str)

    def __init__(self, *, name: str = "kana", lines: int = 1) -> None:
        super().__init__()
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)  # cells of one strip, as those of the month grid
        self.buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        across = len(ROWS) // lines
        for at, kana in enumerate(ROWS):
            button = Button(kana, name=f"{name}_{kana}", kind="segment")
            button.setAccessibleName(f"{kana}行")
            button.setCheckable(True)
            button.clicked.connect(lambda checked, k=kana: self._pressed(k, checked=checked))
            button.setMinimumWidth(TARGET)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button)
            self.buttons[kana] = button
            grid.addWidget(button, at // across, at % across)

    def _pressed(self, kana: str, *, checked: bool) -> None:
        self.choose(kana if checked else "")
        self.chosen.emit(kana if checked else "")

    def choose(self, kana: str) -> None:
        """Show a row as chosen, "" for none, without a signal."""
        for row, button in self.buttons.items():
            button.setChecked(row == kana)
