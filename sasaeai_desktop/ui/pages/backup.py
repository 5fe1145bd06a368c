"""もしもの控え: which there are, taking one now, and going back to one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.backups import Backup
from sasaeai_desktop.services.safety import restoring
from sasaeai_desktop.services.safety.restoring import Choice
from sasaeai_desktop.ui.dialogs.restore import RestoreDialog, ask_backup_folder, day_of, words_of
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.states import ProgressPanel


class BackupPage(Page):
    """The copies on this laptop."""

    object_name = "backup"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("もしもの控え", "パソコンの中の、きろく全部の写しです", below=True)
        self.set_primary("いま控えを取る", icon="database", action=self._take)
        self.ask_folder: Callable[[QWidget], Path | None] = ask_backup_folder
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
        if not context.desk.me.practice:  # nobody knows its passphrase; it is begun anew instead
            other = OutlineButton(
                "ほかの場所の控えからもどす", name="backup_other", icon="folder", on_click=self._choose_place
            )
            row = QHBoxLayout()
            row.addWidget(other)
            row.addStretch(1)
            panel.column.addSpacing(8)
            panel.add_layout(row)
        self.body.addWidget(panel)
        self.body.addStretch(1)

    def refresh(self, _changes: Changes | None) -> None:
        """Look which copies there are."""
        paths = self.context.desk.paths
        self.context.tasks.run(lambda: restoring.kept_here(paths), self._show, owner=self)

    def _show(self, found: list[Choice]) -> None:
        clear_layout(self._lines)
        for at, choice in enumerate(found):
            self._lines.addWidget(self._row(at, choice))
        if not found:
            self._lines.addWidget(label("まだ ありません。上の「いま控えを取る」で作れます。", wrap=True))

    def _row(self, at: int, choice: Choice) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(label(words_of(choice), wrap=True, name=f"backup_{at}"), 1)
        if not self.context.desk.me.practice:
            button = QuietButton(
                "この控えにもどす", name=f"backup_restore_{at}", on_click=partial(self._ask, [choice])
            )
            button.setAccessibleName(f"{day_of(choice)}の控えにもどす")
            row.addWidget(button)
        return held

    def _choose_place(self) -> None:
        folder, paths = self.ask_folder(self), self.context.desk.paths
        if folder is not None:
            self.context.tasks.run(
                lambda: restoring.kept_in(paths, folder), self._ask, self._failed, owner=self
            )

    def _ask(self, choices: list[Choice]) -> None:
        self.message.hide()
        context = self.context
        dialog = RestoreDialog(self, context.tasks, context.desk.paths, choices, fresh=False)
        dialog.ready.connect(context.restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self) -> None:
        desk = self.context.desk
        self.message.hide()
        self.progress.start("控えを取っています", "きろくを写して、読めることを たしかめています")
        self.progress.cancel.hide()  # it takes a few seconds and is whole or not there
        self.context.tasks.run(lambda: backups.back_up(desk), self._taken, self._failed, owner=self)

    def _taken(self, _made: Backup) -> None:
        self.progress.finish("控えを取りました", "読めることも たしかめました。")
        self.context.note("もしもの控えを 取りました")
        self.refresh(None)

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self.message.show_error(error)
