"""試しに戻してみる: which backup, its passphrase, and what it would give back beside what is here now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import trying
from sasaeai_desktop.services.safety.restoring import Choice
from sasaeai_desktop.services.safety.trying import Trial
from sasaeai_desktop.ui.dialogs.fitted import FittedDialog
from sasaeai_desktop.ui.dialogs.restore import words_of
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField, PickField, sentence_of
from sasaeai_desktop.ui.widgets.labels import clear_layout, label

_ABOUT = "控えを よこで開いて、こわれていないことと、中の数を たしかめます。いまのきろくは 何も変わりません。"


class TryBackupDialog(FittedDialog):
    """Opens a backup aside and shows its numbers; nothing is put in its place.

    Args:
        parent: the page that asks.
        tasks: the worker.
        desk: the open desk.
        choices: the backups, newest first.
    """

    def __init__(self, parent: QWidget, tasks: Tasks, desk: Desk, choices: Sequence[Choice]) -> None:
        super().__init__(parent)
        self._tasks, self._desk, self._choices = tasks, desk, choices
        self.setObjectName("try_backup")
        self.setWindowTitle("試しに戻してみる")
        self.setMinimumWidth(px(680))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(label("控えを 試しに戻してみます", "subsection", wrap=True))
        column.addWidget(label(_ABOUT, "body", wrap=True))
        self.pick = PickField(
            "控え",
            tuple((str(at), words_of(choice)) for at, choice in enumerate(choices)),
            name="try_which",
        )
        column.addWidget(self.pick)
        self.passphrase = LineField("その控えを取ったときの合いことば", name="try_passphrase", required=True)
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.line.returnPressed.connect(self._try)
        column.addWidget(self.passphrase)
        self.state = label("", "strong", wrap=True, name="try_state")
        self.state.hide()
        column.addWidget(self.state)
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(32)
        self._numbers.setVerticalSpacing(4)
        column.addLayout(self._numbers)
        self.stop = QuietButton("とじる", name="try_stop", on_click=self.reject)
        self.do = OutlineButton("試してみる", name="try_do", on_click=self._try)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.do)
        column.addLayout(buttons)
        self.passphrase.focus()

    def _try(self) -> None:
        wrong = self.passphrase.check()
        self.passphrase.set_error(wrong)
        if wrong or not self.do.isEnabled():
            return
        desk, words = self._desk, self.passphrase.line.text()
        chosen = self._choices[int(self.pick.value() or 0)].path
        self.do.setEnabled(False)
        self.state.setText("控えを よこで開いています…")
        self.state.show()
        self._tasks.run(
            lambda: trying.try_out(desk, chosen, words), self.show_trial, self._refuse, owner=self
        )

    def show_trial(self, trial: Trial) -> None:
        """Show the numbers side by side."""
        self.do.setEnabled(True)
        same = (
            "いまと 同じ数です。"
            if trial.same
            else "いまと ちがう数が あります（控えのあとに 書いた分など）。"
        )
        self.state.setText(f"この控えは 開けて、こわれていません。{same}")
        clear_layout(self._numbers)
        for at, words in enumerate(("", "いま", "控え")):
            self._numbers.addWidget(label(words, "label"), 0, at, Qt.AlignmentFlag.AlignRight)
        for line, (title, now, then) in enumerate(trial.rows, 1):
            self._numbers.addWidget(label(title), line, 0)
            for at, number in ((1, now), (2, then)):
                shown = label(f"{number:,}", "strong" if now != then else "body", name=f"try_{line}_{at}")
                self._numbers.addWidget(shown, line, at, Qt.AlignmentFlag.AlignRight)
        self.adjustSize()

    def _refuse(self, error: UserError) -> None:
        self.do.setEnabled(True)
        self.state.hide()
        self.passphrase.set_error(sentence_of(error))
