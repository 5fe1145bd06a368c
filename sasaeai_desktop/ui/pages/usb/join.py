"""市社協の招待ファイルを取り込む: joining a council after having begun without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.services.usb import joining, ledger
from sasaeai_desktop.services.usb.ledger import Seen
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.invite import FingerprintPanel
from sasaeai_desktop.ui.widgets.labels import label


def ask_invitation(parent: QWidget) -> Path | None:
    """Let the person choose an invitation file; None after やめる."""
    return files.open_file(parent, "招待ファイルをえらびます", f"招待ファイル ({ledger.INVITATIONS})")


class JoinPage(Page):
    """Choose the file, compare the number, join."""

    object_name = "usb_join_page"
    title = "市社協と つながる"
    icon = "folder"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.ask_file: Callable[[QWidget], Path | None] = ask_invitation
        self._data = b""
        self.set_primary("つながる", icon="check", action=self.join).hide()
        self.add_outline("招待ファイルをえらぶ", name="usb_join_choose", icon="folder", action=self.choose)
        self.body.addWidget(
            label(
                "市社協からもらった「招待ファイル」をえらび、紙の番号と くらべてから つながります。",
                "body",
                wrap=True,
            )
        )
        self.result = FingerprintPanel(name="usb_join_result")
        self.result.hide()
        self.body.addWidget(self.result)
        self.body.addStretch(1)

    def choose(self) -> None:
        """Choose a file and show what it says."""
        path = self.ask_file(self)
        if path is not None:
            self.look(path)

    def look(self, path: Path) -> None:
        """Show what an invitation says."""
        self.run(lambda: ledger.look_at_invitation(path), self._show)

    def _show(self, found: tuple[Seen, bytes]) -> None:
        seen, self._data = found
        self.message.hide()
        self.result.show_fingerprint(
            f"{seen.issuer}から、{seen.name}（{seen.code}番）への招待です",
            seen.fingerprint,
            "紙に書かれた番号と 同じなら、「つながる」を押してください。ちがうときは、押さずに 市社協に電話してください。",
        )
        assert self.primary is not None
        self.primary.show()

    def join(self) -> None:
        """Join the council."""
        if self._data:
            data = self._data
            self.act(lambda: joining.join(self.context.desk, data), lambda _name: self.leave())
