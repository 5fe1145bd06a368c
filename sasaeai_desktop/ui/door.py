"""The way into a desk: the first screen, the passphrase, the paper key, and what is said when they do not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import RefusedError, UserError, WrongPassphraseError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.ui import opening
from sasaeai_desktop.ui.entrance import Entrance
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Report, Tasks
from sasaeai_desktop.ui.unlock import UnlockScreen
from sasaeai_desktop.ui.warming import Warming

if TYPE_CHECKING:  # brings the database, which the first screen does not wait for
    from sasaeai_desktop.services.desk.desk import Desk

INVITATION = ".sasaeai-invite"
_UNNAMED = "合いことばを入れて ひらきます"
_UPGRADING = "新しい形に なおしています"
_UPGRADE_TODO = "前のプログラムのデータです。もしもの控えをとってから、なおします。このまま お待ちください。"
_LOCKED = (
    "席をはなれている間、閉じています。書きかけは とってあります。べつの人も、自分の合いことばで ひらけます。"
)


class Door(QObject):
    """Asks for what opens the desk, and has the worker open it.

    Signals:
        opened(Desk): here it is; the same desk again where one was left.
        refused(UserError): the words given beforehand did not open it; nobody was asked.
        restored(): a backup was put into an empty data folder.
        unlocking(): a passphrase is there, and the worker works out the key.

    Attributes:
        left: the desk that somebody left (席をはなれる) and that is to be come back to, None else.
        asked: whether a person sits before the screen, who can try again.
        warming: loads what comes after the first screen, until a passphrase is there.
        pressed: an invitation or a stick's file that the person pressed, and that nobody has looked at yet.
    """

    opened = Signal(object)
    refused = Signal(object)
    restored = Signal()
    unlocking = Signal()

    def __init__(
        self, entrance: Entrance, tasks: Tasks, paths: AppPaths, clock: Clock, *, user: str = ""
    ) -> None:
        super().__init__()
        self._entrance, self._tasks, self._paths, self._clock, self._user = (
            entrance,
            tasks,
            paths,
            clock,
            user,
        )
        self.warming = Warming(tasks)
        self.left: Desk | None = None
        self.asked = True
        self.pressed: Path | None = None

    def is_set_up(self) -> bool:
        """Say whether an installation lies in the data folder."""
        return any(p.exists() for p in (self._paths.vault, self._paths.vault_copy, self._paths.database))

    def show(self, preferences: Preferences) -> None:
        """Show the screen of this data folder: はじめて, or the passphrase."""
        self._preferences = preferences
        if self.is_set_up():
            self._show_unlock()
        else:
            self._show_first_run()

    def open_with(self, passphrase: str) -> None:
        """Open with words given beforehand, without asking."""
        self.asked = False
        self._unlock_screen.show_busy()
        self._unlock(passphrase)

    def _show_unlock(self) -> None:
        notice = _LOCKED if self.left is not None else ""
        self._unlock_screen = UnlockScreen(self._preferences.organisation or _UNNAMED, notice)
        self._unlock_screen.submitted.connect(self._unlock)
        self._unlock_screen.paper_key_wanted.connect(self._show_paper_unlock)
        self._entrance.show_screen(self._unlock_screen)

    def _show_paper_unlock(self) -> None:
        from sasaeai_desktop.ui.paper_unlock import PaperUnlock  # noqa: PLC0415 - seldom needed

        screen = PaperUnlock()
        screen.submitted.connect(lambda key, new: self.unlock_with_paper(screen, key, new))
        screen.left.connect(self._show_unlock)
        self._entrance.show_screen(screen)

    def _show_first_run(self) -> None:
        from sasaeai_desktop.ui.first_run.wizard import FirstRun  # noqa: PLC0415 - once in a laptop's life

        screen = FirstRun(self._tasks, self._paths, self._clock)
        screen.ready.connect(self.opened)
        screen.restored.connect(self.restored)
        self._entrance.show_screen(screen)
        if self.pressed is not None and self.pressed.suffix == INVITATION:
            screen.take_invitation(self.pressed)
            self.pressed = None

    def _unlock(self, passphrase: str) -> None:
        self.warming.stop()
        paths, clock, left = self._paths, self._clock, self.left
        user = self._unlock_screen.person.text().strip() or self._user

        def work(report: Report) -> Desk:
            if left is not None:
                return opening.come_back(left, passphrase, user)
            return opening.open_desk(paths, passphrase, clock, user, report)

        self._tasks.run(work, self.opened.emit, self._refuse, self._show_upgrade, through=True)
        self.unlocking.emit()

    def unlock_with_paper(self, screen: QWidget, key: str, passphrase: str) -> None:
        """Open with the paper key of ``screen`` (``PaperUnlock``), and set a new passphrase."""
        paths, clock, left = self._paths, self._clock, self.left

        def work(report: Report) -> Desk:
            if left is not None:
                return opening.come_back_with_paper(left, key, passphrase)
            return opening.open_desk_with_paper(paths, key, passphrase, clock, report)

        show = getattr(screen, "show_problem")  # noqa: B009 - the screen is imported when it is wanted

        def refuse(error: UserError) -> None:
            self._entrance.hide_work()
            show(error)

        self._tasks.run(work, self.opened.emit, refuse, self._show_upgrade, owner=screen, through=True)

    def _restore_newest(self, passphrase: str) -> None:
        """Go back to the newest backup: what lies here is not as it was left."""
        paths, clock = self._paths, self._clock
        self._mend(lambda: opening.restore_newest(paths, passphrase, clock), self.restored.emit)

    def _go_on(self, passphrase: str) -> None:
        """Go on with the files as they are; they are set aside first."""
        paths, clock = self._paths, self._clock
        self._mend(lambda: opening.as_it_is(paths, passphrase, clock), lambda: self._unlock(passphrase))

    def _mend(self, work: Callable[[], object], then: Callable[[], object]) -> None:
        self._unlock_screen.show_busy()
        self._entrance.show_work("ファイルを なおしています", "このまま お待ちください。", 0, 0)

        def done(_none: object) -> None:
            self._entrance.hide_work()
            then()

        self._tasks.run(work, done, self._refuse, through=True)

    def _show_upgrade(self, done: int, total: int, _doing: str) -> None:
        """An older program's data are brought up to date, which may take a minute."""
        self._entrance.show_work(_UPGRADING, _UPGRADE_TODO, done, total)

    def _refuse(self, error: UserError) -> None:
        self._entrance.hide_work()
        if not self.asked:
            self.refused.emit(error)
        elif isinstance(error, WrongPassphraseError):
            self._unlock_screen.show_wrong()
        else:
            self._unlock_screen.show_problem(f"{error.what}{error.todo}")
            if isinstance(error, RefusedError) and error.check == "state" and self.left is None:
                self._unlock_screen.offer(
                    (
                        ("いちばん新しい控えに もどす", "unlock_restore", self._restore_newest),
                        ("いまのファイルのまま使う", "unlock_as_it_is", self._go_on),
                    )
                )
