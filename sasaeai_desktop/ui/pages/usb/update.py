"""プログラムを新しくする: what the council's stick brings, the backup before, and the installer's start."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QProcess

from sasaeai_desktop.services.usb import updating
from sasaeai_desktop.services.usb.updating import Offer
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.labels import label

_STEPS = (
    "1　もしもの控えを取ります。",
    "2　市社協が書いたものと同じか、1文字ずつ くらべます。",
    "3　この画面を閉じて、入れる画面が開きます。1分ほどで おわります。",
    "4　開きなおすと、きろくを新しい形に なおします。前の控えは そのまま残ります。",
)
_BACK = (
    "うまく動かないときは、前のプログラムを入れなおし、「もしもの控え」から「新しいプログラムにする前に取ったもの」にもどします。"
    "前のプログラムのファイルは「{place}」に残してあります。"
)


def start_installer(installer: Path) -> bool:
    """Start an installer that outlives this program; says whether it started."""
    return sys.platform == "win32" and bool(QProcess.startDetached(str(installer), []))


class UpdatePage(Page):
    """A sub-page of USBから受け取る.

    Attributes:
        start: starts the installer.
    """

    object_name = "update"
    title = "プログラムを新しくする"
    icon = "download"

    def __init__(self, context: PageContext, offer: Offer) -> None:
        super().__init__(context)
        self.start: Callable[[Path], bool] = start_installer
        self._offer = offer
        self.set_heading(self.title, str(offer.installer))
        if offer.state == updating.NEWER:
            self.set_primary("控えを取って、新しくする", icon="download", action=self.fetch)
        self.said = label(updating.words_of(offer), "subsection", wrap=True, name="update_words")
        self.body.addWidget(self.said)
        for step in _STEPS:
            self.body.addWidget(label(step, "body", wrap=True))
        back = _BACK.format(place=updating.kept_in(context.desk))
        self.body.addWidget(label(back, "second", wrap=True, name="update_back"))
        self.body.addStretch(1)

    def fetch(self) -> None:
        """Keep a backup, verify, copy, and hand over to the installer."""
        desk, offer = self.context.desk, self._offer
        self.said.setText("もしもの控えを取り、プログラムを調べています…")
        self.run(lambda: updating.fetch(desk, offer), self._fetched)

    def _fetched(self, installer: Path) -> None:
        if self.start(installer):
            self.window().close()
            return
        self.said.setText(
            f"プログラムを「{installer}」に置きました。この画面を閉じてから、パソコンの管理者の方に 入れてもらってください。"
        )
