"""Where to write or to look: the sticks that are in, or another place."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.dialogs.fitted import FittedDialog
from sasaeai_desktop.ui.pages.usb.drives import Stick
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.rows import RowButton


class PlaceDialog(FittedDialog):
    """Choose a stick or a folder.

    Attributes:
        chosen: what was chosen, None before.
    """

    def __init__(self, parent: QWidget | None, question: str, sticks: list[Stick]) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self.setWindowTitle(question)
        self.setMinimumWidth(px(560))
        self.chosen: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(label(question, "subsection", wrap=True))
        if not sticks:
            column.addWidget(
                label(
                    "USBメモリーが 見つかりません。さしてから、もう一度 押してください。"
                    "USBがないときや練習では、「ほかの場所をえらぶ」で パソコンの中の場所も えらべます。",
                    "body",
                    wrap=True,
                )
            )
        for at, stick in enumerate(sticks):
            row = RowButton(stick.name, name=f"place_{at + 1}", second=stick.room, icon="usb", warm=False)
            row.clicked.connect(partial(self._take, stick.path))
            column.addWidget(row)
        self.other = OutlineButton(
            "ほかの場所をえらぶ", name="place_other", icon="folder", on_click=self._ask_folder
        )
        self.stop = QuietButton("やめる", name="place_stop", on_click=self.reject)
        self.stop.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.stop)
        column.addSpacing(8)
        column.addLayout(foot)

    def _take(self, path: Path, _checked: bool = False) -> None:
        self.chosen = path
        self.accept()

    def _ask_folder(self) -> None:
        folder = files.folder(self, "場所をえらびます")
        if folder is not None:
            self._take(folder)


def ask_place(parent: QWidget, question: str, sticks: list[Stick]) -> Path | None:
    """Return the stick when there is just one, else ask; None after やめる."""
    if len(sticks) == 1:
        return sticks[0].path
    dialog = PlaceDialog(parent, question, sticks)
    return dialog.chosen if ask(dialog) else None
