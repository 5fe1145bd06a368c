"""What every command has in hand: the data folder, the passphrase, the open desk, words to the person."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import InputError, LockedError
from sasaeai_desktop.domain.plain import plain
from sasaeai_desktop.paths import AppPaths

if TYPE_CHECKING:  # services bring the database, which --list and --blank do not wait for
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.vault.slots import Derived

PASSPHRASE_VARIABLE = "SASAEAI_PASSPHRASE"  # noqa: S105 - the name of a variable
_BAR = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gives back.

    Attributes:
        document: the JSON document of ``--json``.
        lines: the same for people and pipes, on stdout.
        code: exit code.
    """

    document: Any
    lines: list[str] = field(default_factory=list)
    code: int = 0


@dataclass
class Cli:
    """One call of the program."""

    args: Namespace
    paths: AppPaths
    clock: Clock
    _derived: Callable[[], Derived] = field(default=dict, init=False)

    def say(self, *sentences: str) -> None:
        """Tell the person something, on stderr."""
        print(plain("".join(sentences)), file=sys.stderr, flush=True)

    def here(self) -> bool:
        """Say whether an installation lies in the data folder."""
        return any(p.exists() for p in (self.paths.vault, self.paths.vault_copy, self.paths.database))

    def given_passphrase(self) -> str | None:
        """Return the passphrase from --passphrase-file or the environment, None when neither says one.

        Raises:
            InputError: the file cannot be read.
        """
        return self._given

    @cached_property
    def _given(self) -> str | None:
        file: Path | None = self.args.passphrase_file
        if file is None:
            return os.environ.get(PASSPHRASE_VARIABLE) or None
        return self.first_line(file)  # once: it may be a pipe

    def begin_key(self) -> None:
        """Begin to work the key out of a given passphrase, while the command and all it needs are imported."""
        if not self.here():
            return
        with suppress(InputError):  # told where the passphrase is wanted
            given = self.given_passphrase()
            if given is not None:
                from sasaeai_desktop.services.safety import key_ahead  # noqa: PLC0415 - only then

                self._derived = key_ahead.derive(self.paths, given)

    def wait_for_key(self) -> None:
        """Wait for the work that was begun, so that none goes on when the program ends."""
        self._derived()

    def first_line(self, file: Path) -> str:
        """Return the passphrase in a file.

        Raises:
            InputError: the file cannot be read, or says none.
        """
        try:
            first = file.read_text(encoding="utf-8-sig").splitlines()[:1]
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"合いことばのファイル「{file}」を読めません。", "ファイルの場所と中身を確かめてください。"
            ) from error
        if not first or not first[0]:
            raise InputError(
                f"合いことばのファイル「{file}」の1行目に、何もありません。",
                "1行目に合いことばを書いてください。",
            )
        return first[0]

    def passphrase(self) -> str:
        """Return the passphrase, asked for when it was not given.

        Raises:
            LockedError: there is nobody to ask.
        """
        given = self.given_passphrase()
        return given if given is not None else _ask("合いことば: ")

    def ask(self, words: str) -> str:
        """Return a secret that is typed and not shown.

        Raises:
            LockedError: there is nobody to ask.
        """
        if not _somebody_there():
            raise LockedError(
                f"{words}が入っていません。", f"ファイルで渡すか、端末から始めて、{words}を入れてください。"
            )
        return _ask(f"{words}: ")

    def new_passphrase(self) -> str:
        """Return the passphrase of a new installation; typed twice when it is typed.

        Raises:
            LockedError: there is nobody to ask.
            InputError: the two differ.
        """
        given = self.given_passphrase()
        return given if given is not None else self.ask_new_passphrase("これから使う合いことば")

    def ask_new_passphrase(self, words: str) -> str:
        """Return a passphrase that is typed twice.

        Raises:
            LockedError: there is nobody to ask.
            InputError: the two differ.
        """
        first = _ask(f"{words}: ")
        if _ask("もう一度、同じ合いことば: ") != first:
            raise InputError("2回の合いことばがちがいます。", "もう一度、はじめからやってください。")
        return first

    @contextmanager
    def desk(self, passphrase: str | None = None) -> Iterator[Desk]:
        """Open the installation, and close it at the end; asks for the passphrase unless it is known already.

        Raises:
            LockedError: nothing was set up here, wrong passphrase, or another copy is running.
            RefusedError: a file is damaged or of a newer program.
        """
        from sasaeai_desktop.services.safety.setup import open_desk  # noqa: PLC0415 - heavy

        # Asking for a passphrase that opens nothing would be a tease: open_desk says that nothing is here.
        if passphrase is None:
            passphrase = self.passphrase() if self.here() else ""
        with self.progress("データを新しい形に直しています") as progress:
            desk = open_desk(
                self.paths,
                passphrase,
                self.clock,
                user=self.args.user,
                progress=progress,
                derived=self._derived,
            )
        try:
            yield desk
        finally:
            desk.close()

    def confirm(self, question: str) -> None:
        """Ask for a yes unless ``--yes`` was given.

        Raises:
            InputError: the answer was no, or there is nobody to ask.
        """
        if self.args.yes:
            return
        if not _somebody_there():
            raise InputError(
                "確かめる人がいないので、何もしませんでした。",
                "よければ --yes を付けて、もう一度やってください。",
            )
        print(f"{plain(question)} (はい / いいえ): ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in {"はい", "y", "yes"}:
            raise InputError("やめました。何も変わっていません。")

    @contextmanager
    def progress(self, words: str) -> Iterator[Callable[[int, int], None] | None]:
        """Give what draws a bar on stderr, None when nobody looks at it."""
        if not sys.stderr.isatty():
            yield None
            return
        bar = _Bar(words)
        try:
            yield bar
            bar.fill()
        finally:
            bar.end()


class _Bar:
    """A progress bar; drawn anew only when it looks different."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._shown = ""

    def __call__(self, done: int, total: int) -> None:
        """Draw ``done`` of ``total``."""
        share = min(1.0, done / total) if total else 1.0
        filled = int(share * _BAR)
        text = f"\r{self._words} [{'#' * filled}{'.' * (_BAR - filled)}] {int(share * 100):3}%"
        if text == self._shown:
            return
        self._shown = text
        print(text, end="", file=sys.stderr, flush=True)

    def fill(self) -> None:
        """Draw the end, if anything was drawn."""
        if self._shown:
            self(1, 1)

    def end(self) -> None:
        """Leave the line, so that the next sentence begins a new one."""
        if self._shown:
            print(file=sys.stderr, flush=True)


def _ask(words: str) -> str:
    if not _somebody_there():
        raise LockedError(
            "合いことばが入っていません。",
            f"{PASSPHRASE_VARIABLE} か --passphrase-file で渡すか、端末から始めてください。",
        )
    try:
        return getpass.getpass(words)
    except EOFError as error:
        raise LockedError("合いことばが入っていません。", "合いことばを入れてください。") from error


def _somebody_there() -> bool:
    """Say whether a person can answer; without one, getpass would wait for a terminal forever."""
    return sys.stdin is not None and sys.stdin.isatty()
