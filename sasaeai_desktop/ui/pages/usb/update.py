"""プログラムを新しくする, or back to the one before: the backup first, then the installer's start."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QProcess

from sasaeai_desktop.services.desk.desk import Desk
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
_BACK_STEPS = (*_STEPS[:3], "4　開きなおすと、きろくは いまのまま、前のプログラムで使えます。")
_BACK = (
    "うまく動かないときは、「このパソコンのせってい」の「前のプログラムにもどす」で もどせます。"
    "新しいプログラムが きろくの形を変えたときは もどせないので、市社協に電話してください。"
    "プログラムのファイルは「{place}」に残してあります。"
)


def start_installer(installer: Path) -> bool:
    """Start an installer that outlives this program; says whether it started."""
    return sys.platform == "win32" and bool(QProcess.startDetached(str(installer), []))


class UpdatePage(Page):
    """A sub-page of USBから受け取る, and of このパソコンのせってい for the program of before.

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
        going_back = offer.state == updating.BEFORE
        self.set_heading("前のプログラムにもどす" if going_back else self.title, str(offer.installer))
        if going_back:
            self.set_primary("控えを取って、前のものにもどす", icon="undo", action=self.go_back)
        elif offer.state == updating.NEWER:
            self.set_primary("控えを取って、新しくする", icon="download", action=self.fetch)
        self.said = label(updating.words_of(offer), "subsection", wrap=True, name="update_words")
        self.body.addWidget(self.said)
        for step in _BACK_STEPS if going_back else _STEPS:
            self.body.addWidget(label(step, "body", wrap=True))
        if not going_back:
            back = _BACK.format(place=updating.kept_in(context.desk))
            self.body.addWidget(label(back, "second", wrap=True, name="update_back"))
        self.body.addStretch(1)

    def fetch(self) -> None:
        """Keep a backup, verify, copy, and hand over to the installer."""
        self._take(updating.fetch)

    def go_back(self) -> None:
        """As ``fetch``, to the program of before."""
        self._take(updating.go_back)

    def _take(self, take: Callable[[Desk, Offer], Path]) -> None:
        desk, offer = self.context.desk, self._offer
        self.said.setText("もしもの控えを取り、プログラムを調べています…")
        self.run(lambda: take(desk, offer), self._fetched)

    def _fetched(self, installer: Path) -> None:
        if self.start(installer):
            self.window().close()
            return
        self.said.setText(
            f"プログラムを「{installer}」に置きました。この画面を閉じてから、パソコンの管理者の方に 入れてもらってください。"
        )
