"""The window's life: first screen, unlocking, the pages around one open desk, and a clean end.

The first screen is painted before anything heavy is imported; the worker thread imports the services while the
person types, opens the desk, and owns its database until the end.
"""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from sasaeai_desktop.crash import CrashLog, last_crash
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.ui import opening, tidying
from sasaeai_desktop.ui.door import Door
from sasaeai_desktop.ui.entrance import Entrance
from sasaeai_desktop.ui.idle import IdleWatch
from sasaeai_desktop.ui.layouts import PAINTED_MS
from sasaeai_desktop.ui.logo import PROGRAM
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.install import install

if TYPE_CHECKING:  # brings the database and the pages, which the first screen does not wait for
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.ui.desk_window import DeskWindow

_RESTORED = "控えのきろくに もどしました。"
_RESTORED_TODO = "その控えを取ったときの合いことばで ひらいてください。"


def run(
    paths: AppPaths,
    clock: Clock,
    *,
    user: str = "",
    passphrase: str | None = None,
    crashes: CrashLog | None = None,
    opened: Path | None = None,
) -> int:
    """Show the window until it is closed.

    Args:
        paths: the installation.
        clock: the time.
        user: name of the person to unlock for, where there are several.
        passphrase: unlocks without the unlock screen when given.
        crashes: where a bug is noted.
        opened: an invitation or a stick's file that the person pressed.

    Returns:
        The exit code.

    Raises:
        UserError: the given passphrase is wrong, or the desk could not be opened with it.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    tidying.here_alone(app)
    # Qt never lets Python see Ctrl-C; what is saved is safe whenever the process ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = Program(app, paths, clock, user=user, crashes=crashes)
    program.door.pressed = opened
    program.start(passphrase)
    code = app.exec()
    program.tasks.stop()
    if program.refusal is not None:
        raise program.refusal
    return code


class Program(QObject):
    """Everything between the first screen and the last backup.

    Attributes:
        tasks: the worker thread; it owns the desk's database.
        door: how a desk is opened, and come back to.
        desk: what is open, None before unlocking.
        window: the pages, None before unlocking.
        refusal: why a passphrase given beforehand did not open the desk.
    """

    ended = Signal()
    _broke = Signal(object)

    def __init__(
        self,
        app: QApplication,
        paths: AppPaths,
        clock: Clock,
        *,
        user: str = "",
        crashes: CrashLog | None = None,
    ) -> None:
        super().__init__()
        self._app, self.paths, self._clock, self._crashes = app, paths, clock, crashes
        self.desk: Desk | None = None
        self.window: DeskWindow | None = None
        self._waiting_window: DeskWindow | None = None
        self.refusal: UserError | None = None
        self._ending = False
        self._lock_wanted = False
        self._own_preferences = Preferences(paths.data_dir / "window.json")
        self.preferences = self._own_preferences
        app.setApplicationName(PROGRAM)  # what a screen reader calls us; else it is the name of a file
        install(app, self.preferences.text_size, self.preferences.theme)
        self.entrance = Entrance()
        self.entrance.closed.connect(self._leave)
        self.tasks = Tasks(self, show_error=self._show_error, crashed=self._note_crash)
        self.door = Door(self.entrance, self.tasks, paths, clock, user=user)
        self.door.opened.connect(self._opened)
        self.door.refused.connect(self._refuse)
        self.door.restored.connect(self._restored)
        self.door.unlocking.connect(self._prepare_window)
        self.door.warming.done.connect(self._build_waiting_window)
        self.idle = IdleWatch(
            app, minutes=lambda: self.preferences.idle_minutes, busy=lambda: self.tasks.busy
        )
        self.idle.due.connect(self.lock)
        self.tasks.idle.connect(self._lock_after_work)
        self._broke.connect(self._say_broken)
        if crashes is not None:
            crashes.install(lambda _kind, error, _trace: self._broke.emit(error))

    # In

    def start(self, passphrase: str | None = None) -> None:
        """Paint the first screen, and only then make ready what comes next."""
        self.door.show(self.preferences)
        self.entrance.show_large()
        if passphrase is not None:
            self.door.open_with(passphrase)
        else:
            self.entrance.painted.connect(self.door.warming.begin)

    def _refuse(self, error: UserError) -> None:
        self.refusal = error
        self._app.exit(error.exit_code)

    def _opened(self, desk: Desk) -> None:
        """Go on where the desk was locked, or show the window of another person or of the first unlocking."""
        if not self.locked:
            self.show_window(desk)
            return
        self.door.left = None
        assert self.window is not None, "a locked desk has its window"
        if desk is self.desk:
            self.tasks.release()
            self.window.come_back(self.entrance)
            self._put_entrance_away()
            self.idle.start()
            return
        self.tasks.release(drop=True)
        self.window.deleteLater()
        self.show_window(desk)

    # 席をはなれる

    @property
    def locked(self) -> bool:
        """Whether the desk is closed until somebody comes back."""
        return self.door.left is not None

    def lock(self) -> None:
        """Close the file, forget the key, and ask for the passphrase; every open form is kept as it stands.

        Work under way is finished first. Practice is not locked: nobody is asked for its passphrase.
        """
        if self.desk is None or self.window is None or self.locked or self._ending or self.desk.me.practice:
            return
        if self.tasks.busy:
            self._lock_wanted = True
            self.window.note("いまの仕事が おわったら 閉じます。")
            return
        dialogs = [w for w in self._app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        for dialog in dialogs:
            getattr(dialog, "put_aside", dialog.reject)()  # one that takes input keeps it first
        QTimer.singleShot(0, self, self._lock_now)

    # 練習モード

    def practise(self, what: str) -> None:
        """Open practice, begin it anew, change sides in it, or end it (``settings_window.BEGIN`` and the like).

        Practice lies in a folder of its own: the real desk is closed meanwhile, with its backup, and asks for its
        passphrase again afterwards.
        """
        from sasaeai_desktop.ui.pages import settings_window as ways  # noqa: PLC0415 - after unlocking

        window, desk = self.window, self.desk
        if window is None or desk is None or (what == ways.AGAIN and not ways.may_throw_away(window)):
            return
        self._take_down(
            window,
            "練習の名簿を作っています。" if what in (ways.BEGIN, ways.AGAIN) else "画面をかえています。",
        )
        paths, clock = self.paths, self._clock
        council = desk.me.council if desk.me.practice else False
        council = not council if what == ways.OTHER_ROLE else council

        def work() -> Desk | None:
            from sasaeai_desktop.ui.first_run import practising  # noqa: PLC0415 - on the worker

            opening.close(desk)
            if what == ways.END:
                return None
            if what == ways.AGAIN:
                practising.throw_away(paths)
            return practising.open_practice(paths, clock, council=council)

        self.tasks.run(work, self._changed_sides, self._practice_failed)

    def _take_down(self, window: DeskWindow, words: str) -> None:
        self.idle.stop()
        self.entrance.setGeometry(window.geometry())
        window.put_aside()
        self.entrance.show_screen_words(words)
        self.entrance.show()
        self.window, self.desk = None, None
        window.deleteLater()

    # 控えにもどす

    def restore(self, backup: Path, passphrase: str) -> None:
        """Close the desk, put a checked backup in its place, and ask for the backup's passphrase."""
        window, desk, clock = self.window, self.desk, self._clock
        if window is None or desk is None:
            return
        self._take_down(window, "控えのきろくに もどしています")
        self.entrance.show_work("控えを写しています", "このまま お待ちください。", 0, 0)
        self.tasks.run(
            lambda: opening.restore(desk, backup, passphrase, clock), self._restored, self._practice_failed
        )

    def _restored(self, _none: object = None) -> None:
        self._changed_sides(None)
        self.entrance.show_words(_RESTORED, _RESTORED_TODO)

    def _changed_sides(self, desk: Desk | None) -> None:
        if desk is not None:
            self.show_window(desk)
            return
        self.preferences = self._own_preferences
        self.door.asked = True
        self.door.show(self.preferences)

    def _practice_failed(self, error: UserError) -> None:
        self._changed_sides(None)
        self.entrance.show_words(error.what, error.todo)

    def _lock_after_work(self) -> None:
        if self._lock_wanted:
            self._lock_wanted = False
            QTimer.singleShot(0, self, self.lock)

    def _lock_now(self) -> None:
        if self.window is None or self.desk is None or self.locked:
            return
        self.door.left, self.door.asked = self.desk, True
        self.idle.stop()
        desk, window = self.desk, self.window
        self.entrance.setGeometry(window.geometry())
        window.put_aside()
        self.door.show(self.preferences)
        self.entrance.show()
        self.tasks.run(lambda: opening.put_away(desk))
        self.tasks.hold()

    # Inside

    def _prepare_window(self) -> None:
        """Build the window while the key is worked out, if the passphrase came before all was ready (``Warming``).

        The first screen is painted before, and nothing is imported for it.
        """
        if opening.pages_loaded():
            QTimer.singleShot(PAINTED_MS, self, self._build_waiting_window)

    def _build_waiting_window(self) -> None:
        from sasaeai_desktop.ui.desk_window import DeskWindow  # noqa: PLC0415 - loaded by now

        if self.window is None and self._waiting_window is None and not self._ending:
            council, practice = self.preferences.opened  # it will be of the same kind again
            self._waiting_window = DeskWindow(
                self.tasks, self.preferences, council=council, practice=practice
            )

    def _window_of(self, desk: Desk) -> DeskWindow:
        """Return the window that waits for its desk if it is for such a one, else another."""
        from sasaeai_desktop.ui.desk_window import DeskWindow  # noqa: PLC0415 - after unlocking

        waiting, self._waiting_window = self._waiting_window, None
        if waiting is not None:
            if waiting.fits(desk):
                waiting.seat(desk)
                return waiting
            waiting.deleteLater()
        return DeskWindow.of(desk, self.tasks, self.preferences)

    def show_window(self, desk: Desk) -> None:
        """Show the pages of an open desk."""
        self.desk = desk
        if desk.paths != self.paths:  # practice lies in a folder of its own
            self.preferences = self._own_preferences.copied()
        self.preferences.organisation = desk.me.name
        self.preferences.opened = desk.me.council, desk.me.practice
        self.window = self._window_of(desk)
        self.window.closing.connect(self._leave)
        self.window.lock_requested.connect(self.lock)
        self.window.practice_wanted.connect(self.practise)
        self.window.restore_wanted.connect(self.restore)
        if not desk.me.practice:
            self.idle.start()
        self.window.show_like(self.entrance)
        self._put_entrance_away()
        pressed, self.door.pressed = self.door.pressed, None
        if pressed is not None and not desk.me.practice:
            self.window.open_file(pressed)
        crash = last_crash(self.paths)
        if crash is not None:
            self.window.message.show_words(
                "前に使っていたとき、プログラムのまちがいで 止まりました。保存したものは 残っています。",
                f"つづくときは、「{crash.log}」を 作った人に見せてください。",
            )

    def _put_entrance_away(self) -> None:
        """Hide the first screen, and let go of its picture: 4 MB that a hidden window keeps."""
        self.entrance.hide()
        self.entrance.destroy()

    def _show_error(self, error: UserError) -> None:
        """Show what nobody else took."""
        if self.window is not None:
            self.window.show_error(error)

    def _note_crash(self, error: BaseException) -> None:
        """Write a bug that happened on the worker into the log, and say so where the person is."""
        if self._crashes is not None:
            self._crashes.write(error)
        self._say_broken(error)

    def _say_broken(self, _error: object) -> None:
        where = self.paths.log / "crash.log"
        what = "プログラムのまちがいで、いまのことは できませんでした。前に保存したものは 残っています。"
        todo = f"つづくときは、「{where}」を 作った人に見せてください。"
        if self.window is not None:
            self.window.message.show_words(what, todo)
        else:
            self.entrance.show_words(what, todo)

    # Out

    def _leave(self) -> None:
        """Keep a backup when something changed, close the desk on its own thread, and end."""
        if self._ending:
            return
        self._ending = True
        self.idle.stop()
        if self.desk is None:
            self._end()
            return
        desk = self.desk
        if self.locked:  # the file is closed already, and there is no key for a backup
            self.tasks.run(desk.close, lambda _none: self._end(), through=True)
            return
        self.entrance.show_screen_words("もしもの控えを作っています。このまま お待ちください。")
        self.entrance.show_large()
        self.tasks.run(lambda: opening.close(desk), lambda _none: self._end(), self._end_without_backup)

    def _end_without_backup(self, error: UserError) -> None:
        self.entrance.show_words(f"もしもの控えを作れませんでした。{error.what}", error.todo)
        self.entrance.offer_end(self._end)

    def _end(self) -> None:
        self.entrance.hide()
        self.ended.emit()
        self._app.quit()
