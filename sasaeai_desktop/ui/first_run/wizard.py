"""はじめて: who, how, name, passphrase, the paper key; もどる keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.dialogs.restore import RestoreDialog, ask_backup_folder
from sasaeai_desktop.ui.first_run import steps as s
from sasaeai_desktop.ui.logo import PROGRAM, Logo
from sasaeai_desktop.ui.paper_unlock import centred
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import Button, PrimaryButton
from sasaeai_desktop.ui.widgets.labels import Surface, label

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.services.safety.restoring import Choice
    from sasaeai_desktop.services.safety.setup import Begun
    from sasaeai_desktop.services.usb.ledger import Seen
    from sasaeai_desktop.ui.printing import Shown


class FirstRun(QWidget):
    """One panel, one step at a time.

    Signals:
        ready(Desk): the desk is open and the paper key was copied.
        restored(): a backup lies here now and waits for its passphrase.

    Args:
        tasks: the worker that will own the database.
        paths: the empty data folder.
        clock: the time.
    """

    ready = Signal(object)
    restored = Signal()

    def __init__(self, tasks: Tasks, paths: AppPaths, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("first_run")
        self._tasks, self._paths, self._clock = tasks, paths, clock
        self.ask_file: Callable[[QWidget], Path | None] = _ask_invitation
        self.ask_folder: Callable[[QWidget], Path | None] = ask_backup_folder
        self._desk: Desk | None = None
        self._before: list[s.Step] = []
        self.who, self.how, self.file = s.WhoStep(), s.HowStep(), s.FileStep()
        self.district, self.council = s.NameStep(council=False), s.NameStep(council=True)
        self.person, self.work, self.paper = s.PersonStep(), s.WorkStep(), s.PaperStep()
        self._build()
        self.file.file_wanted.connect(self._choose_file)
        self.paper.print_wanted.connect(self._print_paper)
        self.paper.looked_again.connect(lambda: self.show_step(self.paper))
        self.show_step(self.who)

    def _build(self) -> None:
        self.heading = label("", "section", wrap=True, name="first_heading")
        self.back = Button("もどる", name="first_back", kind="small", icon="back", on_click=self.go_back)
        self.next = PrimaryButton("つぎへ", name="first_next", on_click=self.go_on)
        self._stack = QStackedWidget()
        for step in (
            self.who,
            self.how,
            self.file,
            self.district,
            self.council,
            self.person,
            self.work,
            self.paper,
        ):
            self._stack.addWidget(step)
            step.answered.connect(self.go_on)
        panel = Surface("panel", pad=32, gap=20, name="first_panel")
        panel.setMaximumWidth(px(880))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Logo(52))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(f"{PROGRAM}　はじめて", "second"))
        words.addWidget(self.heading)
        head.addLayout(words, 1)
        panel.add_layout(head)
        panel.add(self._stack)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        panel.add_layout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = centred(panel, "first_scroll")
        column.addWidget(self._area)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    # Steps

    def step(self) -> s.Step:
        """Return the step that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, s.Step)
        return shown

    def show_step(self, step: s.Step) -> None:
        """Show a step as it was left."""
        for at in range(self._stack.count()):  # only the shown step asks for room
            other = self._stack.widget(at)
            assert other is not None
            kind = QSizePolicy.Policy.Preferred if other is step else QSizePolicy.Policy.Ignored
            other.setSizePolicy(QSizePolicy.Policy.Preferred, kind)
            other.updateGeometry()
        self._stack.setCurrentWidget(step)
        self._area.verticalScrollBar().setValue(0)
        lines = step.findChildren(QLineEdit)
        (lines[0] if lines else self).setFocus()
        self.heading.setText(step.heading)
        self.next.set_words(step.button)
        self.next.setVisible(bool(step.button))
        self.back.setVisible(bool(self._before) and step not in (self.work, self.paper))

    def _advance(self, step: s.Step) -> None:
        self._before.append(self.step())
        self.show_step(step)

    def go_back(self) -> None:
        """Show the step before; what was typed stays."""
        if self._before and self.step() not in (self.work, self.paper):
            self.show_step(self._before.pop())

    def go_on(self) -> None:
        """Go to the next step if this one is answered."""
        here = self.step()
        if here is self.work or not here.check():
            return
        if here is self.who:
            self._after_who()
        elif here is self.how:
            self._advance(self.file if self.how.invited else self.district)
        elif here in (self.file, self.district, self.council):
            self._advance(self.person)
        elif here is self.person:
            self._begin()
        elif here is self.paper and self._desk is not None:
            self._try_paper(self._desk)

    def _after_who(self) -> None:
        if self.who.who == s.PRACTICE:
            self._practise()
        elif self.who.who == s.RESTORE:
            self._choose_backup()
        else:
            self._advance(self.council if self.who.who == s.COUNCIL else self.how)

    def take_invitation(self, path: Path) -> None:
        """Begin at a district's invitation that was pressed; もどる leads to the questions that it answers."""
        self.who.who, self.how.invited = s.DISTRICT, True
        self._before = [self.who, self.how]
        self.show_step(self.file)
        self._look_at(path)

    def _choose_file(self) -> None:
        path = self.ask_file(self)
        if path is not None:
            self._look_at(path)

    def _look_at(self, path: Path) -> None:
        def look() -> tuple[Seen, bytes]:
            from sasaeai_desktop.services.usb.ledger import look_at_invitation  # noqa: PLC0415 - on the worker

            return look_at_invitation(path)

        self._tasks.run(look, self._show_file, self.file.show_problem, owner=self)

    def _show_file(self, found: tuple[Seen, bytes]) -> None:
        seen, data = found
        self.file.show_file(
            f"{seen.issuer}から、{seen.name}（{seen.code}番）への招待です", seen.fingerprint, data
        )

    # Setting up

    def _begin(self) -> None:
        person, passphrase = self.person.person.value(), self.person.passphrase.value()
        invited = self.how.invited and self.who.who == s.DISTRICT
        council = self.who.who == s.COUNCIL
        names = (self.council if council else self.district).values()
        paths, clock, data = self._paths, self._clock, self.file.data

        def work() -> Begun:
            from sasaeai_desktop.services.safety import setup  # noqa: PLC0415 - on the worker

            if invited:
                return setup.begin_invited(paths, data, passphrase, clock, person=person)
            begin = setup.begin_council if council else setup.begin_district
            return begin(paths, *names, passphrase, clock, person=person)

        self._advance(self.work)
        self.work.begin("かぎを作り、きろくの場所を準備しています")
        self._tasks.run(work, self._begun, self._failed, owner=self)

    def _begun(self, begun: Begun) -> None:
        self._desk = begun.desk
        self.paper.key.show_key(begun.paper_key)
        if begun.desk.me.council_name and not begun.desk.me.council:
            from sasaeai_desktop.services.safety import escrow  # noqa: PLC0415 - the services are loaded by now

            self.paper.offer_escrow(begun.desk.me.council_name, escrow.WORDS)
        self._before.clear()
        self.show_step(self.paper)

    def _try_paper(self, desk: Desk) -> None:
        """First out of sight with the key, then what was typed from the paper must open the data."""
        if not self.paper.tried:
            self.paper.begin_trial()
            self.show_step(self.paper)
            return
        typed, entrust = self.paper.trial.typed(), self.paper.entrust.isChecked()

        def work() -> None:
            from sasaeai_desktop.services.safety import access, escrow  # noqa: PLC0415 - on the worker

            access.try_paper_key(desk, typed)
            if entrust and not escrow.state(desk).on:
                escrow.give_at_setup(desk)

        self._tasks.run(work, lambda _none: self.ready.emit(desk), self.paper.show_problem, owner=self)

    def _print_paper(self) -> None:
        desk, key = self._desk, "-".join(self.paper.key.groups)
        assert desk is not None, "the key is shown once the desk is there"

        def draw() -> Shown:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab comes with it
            from sasaeai_desktop.ui.printing import shown  # noqa: PLC0415 - only when something is printed

            return shown(printing.recovery_key(desk, key))

        self._tasks.run(draw, self._preview, self.person.show_problem, owner=self)

    def _preview(self, drawn: Shown) -> None:
        from sasaeai_desktop.ui.printing import preview_of  # noqa: PLC0415 - only when something is printed

        ask(preview_of(self, drawn, "はじめて"))
        drawn.pages.close()

    def _failed(self, error: UserError) -> None:
        step = self._before.pop()
        self.show_step(step)
        step.show_problem(error)

    def _practise(self) -> None:
        from sasaeai_desktop.ui.first_run.practising import open_practice  # noqa: PLC0415 - brings the services

        paths, clock = self._paths, self._clock
        self._advance(self.work)
        self.work.begin("練習の名簿を作っています（はじめての時は 少しかかります）")
        self._tasks.run(
            lambda: open_practice(paths, clock), self.ready.emit, self._practice_failed, owner=self
        )

    def _practice_failed(self, error: UserError) -> None:
        self.show_step(self._before.pop())
        self.heading.setText(f"{error.what}{error.todo}")

    # 控えからもどす

    def _choose_backup(self) -> None:
        folder, paths = self.ask_folder(self), self._paths
        if folder is None:
            return

        def look() -> list[Choice]:
            from sasaeai_desktop.services.safety import restoring  # noqa: PLC0415 - on the worker

            return restoring.kept_in(paths, folder)

        self._tasks.run(look, self._ask_restore, self.who.show_problem, owner=self)

    def _ask_restore(self, found: list[Choice]) -> None:
        self.who.problem.hide()
        dialog = RestoreDialog(self, self._tasks, self._paths, found, fresh=True)
        dialog.ready.connect(self._restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, prepared: Path, passphrase: str) -> None:
        paths, clock = self._paths, self._clock

        def work() -> None:
            from sasaeai_desktop.services.safety import restoring  # noqa: PLC0415 - on the worker

            restoring.restore(paths, prepared, passphrase, clock)

        self._advance(self.work)
        self.work.begin("控えのきろくを このパソコンに入れています")
        self._tasks.run(work, lambda _none: self.restored.emit(), self._failed, owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Let nothing be yellow before somebody uses the keyboard."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
            return
        super().keyPressEvent(event)


def _ask_invitation(parent: QWidget) -> Path | None:
    return files.open_file(parent, "招待ファイルをえらびます", "招待ファイル (*.sasaeai-invite)")
