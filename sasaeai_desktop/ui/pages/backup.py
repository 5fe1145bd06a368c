"""もしもの控え: which there are, taking one now, and going back to one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.backups import Backup
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import places, restoring, second_place
from sasaeai_desktop.services.safety.restoring import Choice
from sasaeai_desktop.services.safety.second_place import SecondPlace
from sasaeai_desktop.ui.dialogs.restore import RestoreDialog, ask_backup_folder, day_of, words_of
from sasaeai_desktop.ui.dialogs.try_backup import TryBackupDialog
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
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
        self._choices: list[Choice] = []
        self._elsewhere = SecondPlace(None, "")
        self.progress = ProgressPanel(name="backup_progress")
        self.progress.cancel.hide()
        self.body.addWidget(
            label(
                "まちがって消してしまったときや、ファイルがこわれたときに、控えを取った日のところまで もどせます。"
                "プログラムを閉じるときにも、書きかえがあれば 自動で取ります。",
                wrap=True,
            )
        )
        self.place = label("", "strong", tone="error", wrap=True, name="backup_place")
        self.place.hide()
        self.body.addWidget(self.place)
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
            trial = OutlineButton(
                "試しに戻してみる", name="backup_try", icon="check", on_click=self._choose_trial
            )
            row = FlowLayout(gap=12)
            row.addWidget(trial)
            row.addWidget(other)
            panel.column.addSpacing(8)
            panel.add_layout(row)
        self.body.addWidget(panel)
        if not context.desk.me.practice:
            self.body.addWidget(self._second_panel())
        self.body.addStretch(1)

    def _second_panel(self) -> Panel:
        panel = Panel(name="backup_elsewhere")
        self.same_button = OutlineButton(
            "前と同じ場所に写す", name="backup_copy", icon="usb", on_click=self._copy_again
        )
        other = QuietButton(
            "場所をえらんで写す", name="backup_copy_to", icon="folder", on_click=self._copy_to
        )
        row = FlowLayout(gap=12)
        row.addWidget(self.same_button)
        row.addWidget(other)
        self.second = label("", "body", wrap=True, name="backup_second")
        self.old = label("", "strong", tone="error", wrap=True, name="backup_old_copies")
        self.old.hide()
        panel.add(label("ほかの場所への控え", "subsection"), self.second, self.old)
        panel.add_layout(row)
        return panel

    def refresh(self, _changes: Changes | None) -> None:
        """Look which copies there are."""
        desk = self.context.desk
        self.context.tasks.run(lambda: _look(desk), lambda found: self._show(*found), owner=self)

    def _show(self, found: list[Choice], elsewhere: SecondPlace, odd: list[tuple[str, str]]) -> None:
        self._choices, self._elsewhere = found, elsewhere
        self.place.setText("\n".join(f"{what}{todo}" for what, todo in odd))
        self.place.setVisible(bool(odd))
        if not self.context.desk.me.practice:
            self._show_second(elsewhere)
        clear_layout(self._lines)
        for at, choice in enumerate(found):
            self._lines.addWidget(self._row(at, choice))
        if not found:
            self._lines.addWidget(label("まだ ありません。上の「いま控えを取る」で作れます。", wrap=True))

    def _show_second(self, elsewhere: SecondPlace) -> None:
        self.same_button.setVisible(elsewhere.folder is not None)
        self.old.setText(elsewhere.warning)
        self.old.setVisible(bool(elsewhere.warning))
        if elsewhere.folder is None:
            self.second.setText(
                "このパソコンが こわれたり なくなったりしたときのために、月に1回 USBメモリーなどにも写します。まだ 決まっていません。"
            )
        else:
            self.second.setText(
                f"{wareki(elsewhere.on)}に「{elsewhere.folder}」へ写しました。月に1回、「きょう」でお知らせします。"
            )

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

    def _choose_trial(self) -> None:
        if not self._choices:
            self.message.show_words("控えが まだ ありません。", "「いま控えを取る」を押してください。")
            return
        dialog = TryBackupDialog(self, self.context.tasks, self.context.desk, self._choices)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy_again(self) -> None:
        if self._elsewhere.folder is not None:
            self._copy(self._elsewhere.folder)

    def _copy_to(self) -> None:
        folder = self.ask_folder(self)
        if folder is not None:
            self._copy(folder)

    def _copy(self, folder: Path) -> None:
        desk = self.context.desk
        self.message.hide()
        self.progress.start("控えを写しています", "写したものを 読みなおして たしかめています")
        self.progress.cancel.hide()
        self.context.tasks.run(
            lambda: second_place.copy_to(desk, folder), lambda _done: self._copied(), self._failed, owner=self
        )

    def _copied(self) -> None:
        self.progress.finish("写しました", "USBメモリーは 取り外して、パソコンとは べつの所に しまいます。")
        self.refresh(None)

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


def _look(desk: Desk) -> tuple[list[Choice], SecondPlace, list[tuple[str, str]]]:
    return restoring.kept_here(desk.paths), second_place.second_place(desk), places.warnings(desk.paths)
