"""つかい方: what this page is for, in a few sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.ui.help_texts import GENERAL, Help
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.labels import label, rule
from sasaeai_desktop.ui.widgets.signs import IconLabel


class HelpDialog(QDialog):
    """The page's own help, then what holds everywhere."""

    def __init__(self, parent: QWidget | None, shown: Help) -> None:
        super().__init__(parent)
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
        _add_steps(column, shown.steps)
        if shown is not GENERAL:
            column.addWidget(rule())
            column.addWidget(label("どの画面でも", "subsection"))
            _add_steps(column, GENERAL.steps)
        self.close_button = OutlineButton("とじる", name="help_close", on_click=self.accept)
        self.close_button.setDefault(True)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("help_scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
        room = self.screen().availableGeometry()
        self.resize(min(px(860), room.width() - 40), min(px(640), room.height() - 60))


def _add_steps(column: QVBoxLayout, steps: tuple[str, ...]) -> None:
    for step in steps:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("・", "body"))
        row.addWidget(label(step, "body", wrap=True), 1)
        column.addLayout(row)
