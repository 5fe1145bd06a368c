"""地区から あずかった鍵: at the council, for a district that lost its passphrase and its paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.safety import escrow
from sasaeai_desktop.services.safety.escrow import Opened
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.dialogs.restore import ask_backup_folder
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.recovery import RecoveryPanel
from sasaeai_desktop.ui.widgets.labels import label


class EntrustedPage(Page):
    """A sub-page of このパソコンのせってい, at the council."""

    object_name = "entrusted"
    title = "地区から あずかった鍵"
    icon = "lock"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.ask = confirm  # a test answers in the person's place
        self.ask_folder: Callable[[QWidget], Path | None] = ask_backup_folder
        self.set_heading(self.title, "合いことばも 復旧キーの紙も なくした地区を、助けるとき", below=True)
        self.set_primary("控えをえらんで 鍵を取り出す", icon="folder", action=self.open_one)
        self.body.addWidget(
            label(
                "鍵を あずけた地区だけが、助けられます。地区のパソコンのデータのフォルダーか、その控えのフォルダー"
                "（USBメモリーの中の「ささえあいデスクの控え」など）を えらびます。"
                "ここで 地区のきろくは 開きません。取り出した鍵を、地区の方が 地区のパソコンで入れます。",
                wrap=True,
            )
        )
        self.about = label("", "section", wrap=True, name="entrusted_about")
        self.about.hide()
        self.key = RecoveryPanel(
            name="entrusted_key", words="地区の方に わたす鍵（1回 使うと、もう開けません）"
        )
        self.key.hide()
        self.body.addWidget(self.about)
        self.body.addWidget(self.key)
        self.body.addStretch(1)

    def open_one(self) -> None:
        """Ask for the place, then whether it is really the district who asks."""
        place = self.ask_folder(self)
        if place is None:
            return
        question = "この控えの地区の鍵を、取り出しますか。"
        detail = (
            "地区の方が そばにいるか、電話などで 本人だと確かめてから 取り出してください。足あとに残ります。"
        )
        if self.ask(self, question, detail, verb="取り出す"):
            desk = self.context.desk
            self.act(lambda: escrow.open_entrusted(desk, place), self._show)

    def _show(self, opened: Opened) -> None:
        self.about.setText(f"{opened.name}（{opened.code}番）が、{wareki(opened.on)}に あずけた鍵です")
        self.key.show_key(opened.key)
        self.about.show()
        self.key.show()
