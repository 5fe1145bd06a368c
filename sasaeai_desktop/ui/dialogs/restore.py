"""Ask before the desk goes back to a backup: what happens, which one, and the passphrase of its time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.dialogs.fitted import FittedDialog
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField, PickField, sentence_of
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.status import clock_words

if TYPE_CHECKING:  # brings the services, which はじめて does not wait for
    from sasaeai_desktop.services.safety.restoring import Choice

_OVER = (
    "いまのきろくは「もどす前のきろく」として のこり、あとで それにもどすこともできます。"
    "控えのあとに書いたものは 画面から なくなります。USBで ほかのパソコンに渡してあるものは、USBで受け取ると また入ります。"
    "もどしたあとは、その控えを取ったときの合いことばで ひらきます。"
)
_NEW = (
    "控えのきろくを、このパソコンに入れます。おわったら、その控えを取ったときの合いことばで ひらきます。"
    "前のパソコンは、もう使わないでください。"
)


class RestoreDialog(FittedDialog):
    """「もどす / やめる」; the backup is checked with the passphrase before anything is touched.

    Signals:
        ready(Path, str): the backup is whole and opens with the passphrase; the dialog is gone.

    Args:
        parent: the page that asks.
        tasks: the worker.
        paths: the installation that will be restored.
        choices: the backups, newest first; one of several can be picked.
        fresh: nothing is here yet that could be lost.
    """

    ready = Signal(object, str)

    def __init__(
        self, parent: QWidget, tasks: Tasks, paths: AppPaths, choices: Sequence[Choice], *, fresh: bool
    ) -> None:
        super().__init__(parent)
        self._tasks, self._paths, self._choices = tasks, paths, choices
        question = (
            f"{day_of(choices[0])}の控えに もどしますか" if len(choices) == 1 else "どの控えに もどしますか"
        )
        self.setObjectName("restore")
        self.setWindowTitle(question)
        self.setMinimumWidth(px(680))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(label(question, "subsection", wrap=True))
        self.pick = PickField(
            "控え",
            tuple((str(at), words_of(choice)) for at, choice in enumerate(choices)),
            name="restore_which",
        )
        self.pick.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if len(choices) > 1:
            column.addWidget(self.pick)
        else:
            self.pick.hide()
            self.pick.setParent(self)
        column.addWidget(label(_NEW if fresh else _OVER, "body", wrap=True, name="restore_what"))
        self.passphrase = LineField(
            "その控えを取ったときの合いことば",
            name="restore_passphrase",
            required=True,
            support="わからないときは、そのころの復旧キーを入れても もどせます。",
        )
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.line.returnPressed.connect(self._try)
        self.show_button = QuietButton("文字を見せる", name="restore_show", on_click=self._toggle)
        column.addWidget(self.passphrase)
        column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.state = label("", "second", wrap=True, name="restore_state")
        self.state.hide()
        column.addWidget(self.state)
        self.stop = QuietButton("やめる", name="restore_stop", on_click=self.reject)
        self.do = OutlineButton("もどす", name="restore_do", on_click=self._try)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.do)
        column.addLayout(buttons)
        self.passphrase.focus()

    def _toggle(self) -> None:
        hidden = self.passphrase.line.echoMode() == QLineEdit.EchoMode.Password
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.show_button.set_words("文字をかくす" if hidden else "文字を見せる")

    def _try(self) -> None:
        wrong = self.passphrase.check()
        self.passphrase.set_error(wrong)
        if wrong or not self.do.isEnabled():
            return
        # As typed: blanks at the ends belong to a passphrase.
        paths, words = self._paths, self.passphrase.line.text()
        chosen = self._choices[int(self.pick.value() or 0)].path

        def work() -> Path:
            from sasaeai_desktop.services.safety import restoring  # noqa: PLC0415 - on the worker

            return restoring.prepare(paths, chosen, words)

        self.do.setEnabled(False)
        self.state.setText("控えが読めることを たしかめています…")
        self.state.show()
        self._tasks.run(work, lambda path: self._go(path, words), self._refuse, owner=self)

    def _go(self, prepared: Path, words: str) -> None:
        if self.isVisible():  # not after やめる
            self.accept()
            self.ready.emit(prepared, words)

    def _refuse(self, error: UserError) -> None:
        self.do.setEnabled(True)
        self.state.hide()
        self.passphrase.set_error(sentence_of(error))


def words_of(choice: Choice) -> str:
    """Return day, time and size of a backup, and why it was made."""
    size = max(1, round(choice.bytes / 1_000_000))
    at = clock_words(datetime.fromisoformat(choice.made_at))
    return "　".join(words for words in (day_of(choice), at, f"{size}MB", choice.why) if words)


def day_of(choice: Choice) -> str:
    """Return the day of a backup in the Japanese calendar."""
    return wareki(choice.made_at[:10])


def ask_backup_folder(parent: QWidget) -> Path | None:
    """Ask where the backups lie; None after やめる."""
    return files.folder(parent, "控えの入っている場所をえらびます")
