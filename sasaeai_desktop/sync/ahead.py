"""A second process of our own that takes lines apart ahead: of the next bundle, while the last is written; of the journal, for a check.

What it does needs no key, no database and no trust: it gets compressed lines (of a bundle whose sender is known, or as they
are held), and gives them back inflated, checked and decoded. Everything that depends on what is held here, or on who may
write what, stays with whoever asks, in the transaction of the bundle. Whatever goes wrong there (not to be started, killed,
damaged lines) only means that who asks does the same work itself, and says what is wrong.

Nothing but numbers, texts, bytes and lists of them goes through the two pipes, nothing is written anywhere else, and the
process ends with its pipes.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, FileIO
from itertools import islice
from operator import length_hint
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from sasaeai_desktop.db.lines import Change
from sasaeai_desktop.db.pieces import Piece
from sasaeai_desktop.db.stamps import Meanwhile, Stamped, Wanted, stamped
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.sync import pipes
from sasaeai_desktop.sync.inflating import Declared, lines_of

if TYPE_CHECKING:
    import subprocess

    from sasaeai_desktop.db.stretches import Stretch

_SECOND = "--second"  # as ``__main__`` knows it
_EXPECT, _APART, _WANTED, _STAMPED = "expect", "apart", "wanted", "stamped"
_PATIENCE_S = 20.0  # longer than any honest bundle takes; who waits so long is better served by oneself
_LEAST, _MOST = 4, 128  # pieces at a time: 5 ms to 0.2 s of work
_END = object()


class Span(NamedTuple):
    """Where a stream's lines lie in a bundle: how many, from which seq, and how many of them are held already."""

    stream: str
    first: int
    many: int
    held: int


Answer: TypeAlias = "list[list[Stretch]]"
"""What lies beyond the held lines of each span, taken apart."""


class SecondProcess:
    """The second process, as whoever started it sees it: it answers in the order in which it was asked."""

    def __init__(self, process: subprocess.Popen[bytes], to: int, back: int) -> None:
        self._process = process
        self._to, self._from = os.fdopen(to, "wb"), FileIO(back)
        self._asked = 0

    @classmethod
    def started(cls) -> SecondProcess | None:
        """Start it; None where that cannot be done."""
        import subprocess  # noqa: PLC0415 - not for every start

        asks, to = pipes.wide_pipe()
        back, answers = pipes.wide_pipe()
        try:
            process = subprocess.Popen(  # noqa: S603 - ourselves
                _command(),
                stdin=asks,
                stdout=answers,
                stderr=subprocess.PIPE,  # wine gives Python pipes only; nothing is ever written there
                env={name: value for name, value in os.environ.items() if not name.startswith("SASAEAI_")},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError):
            os.close(to)
            os.close(back)
            return None
        finally:
            os.close(asks)
            os.close(answers)
        return cls(process, to, back)

    def ask(self, task: str, *given: Any) -> None:
        """Give it something to do, also while it does something else; every answer has to be fetched."""
        self._asked += 1
        self._tell(task, *given)

    def _tell(self, task: str, *given: Any) -> None:
        if self._process.returncode is not None:
            return
        try:
            pipes.send(self._to, (task, *given))
        except OSError:
            self.end()

    def answer(self) -> Any:
        """Wait for what was asked for first; None where who asked has to do it."""
        if not self._asked or self._process.returncode is not None:
            return None
        self._asked -= 1
        try:
            if pipes.comes(self._from, _PATIENCE_S):
                return pipes.receive(self._from)
        except (OSError, EOFError, ValueError, TypeError):
            pass
        self.end()
        return None

    # A bundle

    def expect_bundles(self) -> None:
        """Let it load what taking a bundle apart needs: every kind of record."""
        self._tell(_EXPECT)

    def ask_apart(self, packed: bytes, declared: Declared, spans: Sequence[Span]) -> None:
        """Let it take a bundle's lines apart."""
        self.ask(_APART, packed, tuple(declared), [tuple(span) for span in spans])

    def apart(self) -> Answer | None:
        """Return the bundle that was asked for first."""
        given = self.answer()
        return None if given is None else [[_stretch(each) for each in stretches] for stretches in given]

    # The journal

    def stamped(
        self, pieces: Iterable[Piece], wanted: Wanted, meanwhile: Meanwhile = bool
    ) -> Iterator[tuple[Piece, Stamped]]:
        """Check and stamp pieces of the journal; as ``stamps.each_stamped``.

        While many are done there, what else there is to do is done here, and when that is done, pieces too. It gets ever fewer
        at a time, so that both end together.
        """
        left = iter(pieces)
        self.ask(_WANTED, *wanted)
        while not self._answers() and meanwhile():
            pass  # it is still starting
        self.answer()
        while there := list(islice(left, _share(left))):
            self.ask(_STAMPED, *map(tuple, there))
            here: list[tuple[Piece, Stamped]] = []
            while not self._answers():
                if meanwhile():
                    continue
                piece = next(left, None)
                if piece is None:
                    break
                here.append((piece, stamped(piece, wanted)))
            given = self.answer() or [None] * len(there)
            yield from (
                (piece, _stamped(each) or stamped(piece, wanted))
                for piece, each in zip(there, given, strict=True)
            )
            yield from here

    def _answers(self) -> bool:
        """Say whether an answer begins to come, or none will."""
        return not self._asked or self._process.returncode is not None or pipes.comes(self._from, 0)

    def end(self) -> None:
        """End it at once, whatever it is doing."""
        self._process.kill()
        for pipe in (self._to, self._from, self._process.stderr):
            with contextlib.suppress(OSError):  # what was not sent yet needs not be
                assert pipe is not None
                pipe.close()
        self._process.wait()


@contextmanager
def helping(*, worth: bool) -> Iterator[SecondProcess | None]:
    """Give a second process while some work lasts; None where the work is not worth it or there is one core only."""
    second = SecondProcess.started() if worth and _cores() > 1 else None
    try:
        yield second
    finally:
        if second is not None:
            second.end()


def _cores() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1


def _command() -> list[str]:
    """Return how this program is called: by Python, or on Windows by the program that brings its own."""
    program = Path(sys.executable)
    by_python = program.stem.lower().startswith("python")
    return [str(program), *(["-m", "sasaeai_desktop"] if by_python else []), _SECOND]


def _share(left: Iterator[Piece]) -> int:
    """Return how many pieces it gets at a time."""
    return min(max(length_hint(left) // 4, _LEAST), _MOST)


def _plain(stretch: Stretch) -> tuple[Any, ...]:
    begun = {kind: tuple(new) for kind, new in stretch.begun.items()}
    return tuple(stretch._replace(begun={}, rest=[])), begun, [tuple(change) for change in stretch.rest]


def _stretch(plain: tuple[Any, ...]) -> Stretch:
    from sasaeai_desktop.db.stretches import Begun, Stretch  # noqa: PLC0415 - knows all kinds; a check does without

    bare, begun, rest = plain
    news = {kind: Begun(*new) for kind, new in begun.items()}
    return Stretch(*bare)._replace(begun=news, rest=[Change(*change) for change in rest])


@collector_paused()
def taken_apart(packed: bytes, declared: Declared, spans: Sequence[Span]) -> Answer:
    """Inflate a bundle's lines and take apart what is not held.

    Raises:
        RefusedError: they are not what was declared, or do not chain.
    """
    from sasaeai_desktop.db.stretches import take_apart  # noqa: PLC0415 - as above

    lines = lines_of(packed, declared)
    answer: Answer = []
    position = 0
    for span in spans:
        beyond = lines[position + span.held : position + span.many]
        answer.append(list(take_apart(span.stream, span.first + span.held, beyond)))
        position += span.many
    return answer


def _stamped(answer: Any) -> Stamped | None:
    if answer is None:
        return None
    stamps, counts, read = answer
    return Stamped(stamps, counts, [Change(*change) for change in read])


class _Answering:
    """Does what was asked for; returns plain values."""

    def __init__(self) -> None:
        self._wanted = Wanted(frozenset(), frozenset(), {})

    def done(self, task: str, given: Sequence[Any]) -> Any:
        if task == _WANTED:
            self._wanted = Wanted(*given)
            return True
        if task == _STAMPED:
            found = [stamped(Piece(*each), self._wanted) for each in given]
            return [(f.stamps, f.counts, list(map(tuple, f.read))) for f in found]
        packed, declared, spans = given
        answer = taken_apart(packed, Declared(*declared), [Span(*span) for span in spans])
        return [[_plain(stretch) for stretch in stretches] for stretches in answer]


def serve(source: BufferedReader, sink: IO[bytes]) -> int:
    """Be the second process: answer until the pipe is closed; None says that something was wrong.

    Threads of their own read what is asked and send what was answered, so that neither process waits for a full pipe.
    """
    asked: SimpleQueue[Any] = SimpleQueue()
    answers: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_read_all, args=(source, asked), daemon=True).start()
    sending = threading.Thread(target=_send_all, args=(answers, sink), daemon=True)
    sending.start()
    answering = _Answering()
    while (each := asked.get()) is not _END:
        task, *given = each
        if task == _EXPECT:
            import sasaeai_desktop.db.stretches  # noqa: F401, PLC0415 - for ``taken_apart``

            continue
        try:
            answers.put(answering.done(task, given))
        except RefusedError:
            answers.put(None)
    answers.put(_END)
    sending.join()
    return 0


def _read_all(source: BufferedReader, asked: SimpleQueue[Any]) -> None:
    with contextlib.suppress(EOFError, OSError):
        while True:
            asked.put(pipes.receive(source))
    asked.put(_END)


def _send_all(answers: SimpleQueue[Any], sink: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # who asked is gone, and the other pipe ends with it
        while (answer := answers.get()) is not _END:
            pipes.send(sink, answer)


def main() -> int:
    """Serve whoever started this process."""
    return serve(cast("BufferedReader", sys.stdin.buffer), sys.stdout.buffer)
