"""もしもの控え: when one was taken, and taking one now."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services import safety
from sasaeai_desktop.services.safety import Backup
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.states import ProgressPanel
from sasaeai_desktop.ui.widgets.status import clock_words

_SHOWN = 8


class BackupPage(Page):
    """The copies on this laptop."""

    object_name = "backup"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("もしもの控え", "パソコンの中の、きろく全部の写しです", below=True)
        self.set_primary("いま控えを取る", icon="database", action=self._take)
        self.progress = ProgressPanel(name="backup_progress")
        self.progress.cancel.hide()
        self.body.addWidget(
            label(
                "まちがって消してしまったときや、ファイルがこわれたときに、控えを取った日のところまで もどせます。"
                "プログラムを閉じるときにも、書きかえがあれば 自動で取ります。",
                wrap=True,
            )
        )
        self.body.addWidget(self.progress)
        panel = Panel(name="backup_list")
        panel.add(label("いまある控え", "subsection"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        panel.add_layout(self._lines)
        self.body.addWidget(panel)
        self.body.addStretch(1)

    def refresh(self, _changes: Changes | None) -> None:
        """Look which copies there are."""
        paths = self.context.desk.paths
        self.context.tasks.run(lambda: safety.backups(paths), self._show, owner=self)

    def _show(self, found: list[Backup]) -> None:
        clear_layout(self._lines)
        newest = sorted(found, key=lambda b: b.made_at, reverse=True)[:_SHOWN]
        for at, backup in enumerate(newest):
            self._lines.addWidget(label(_words_of(backup), name=f"backup_{at}"))
        if not newest:
            self._lines.addWidget(label("まだ ありません。上の「いま控えを取る」で作れます。", wrap=True))

    def _take(self) -> None:
        desk = self.context.desk
        self.message.hide()
        self.progress.start("控えを取っています", "きろくを写して、読めることを たしかめています")
        self.progress.cancel.hide()  # it takes a few seconds and is whole or not there
        self.context.tasks.run(lambda: safety.back_up(desk), self._taken, self._failed, owner=self)

    def _taken(self, _made: Backup) -> None:
        self.progress.finish("控えを取りました", "読めることも たしかめました。")
        self.context.note("もしもの控えを 取りました")
        self.refresh(None)

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self.message.show_error(error)


def _words_of(backup: Backup) -> str:
    size = max(1, round(backup.bytes / 1_000_000))
    try:
        at = datetime.fromisoformat(backup.made_at)
    except ValueError:
        return f"{backup.made_at}　{size}MB"
    return f"{wareki(at.date().isoformat())}　{clock_words(at)}　{size}MB"
