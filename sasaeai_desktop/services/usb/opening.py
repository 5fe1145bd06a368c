"""Bundle files opened: read, decrypted, from a known sender; the next one already while the last is written.

What is done ahead is done again in the bundle's own turn wherever what is held here has a say in it: whether the file is
known, which keys are ours, who its sender is, which streams may come and how far they are held.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain.errors import RefusedError, UserError
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.usb import exchange_keys, rekeying, roster
from sasaeai_desktop.sync import ahead, container, incoming, inflating
from sasaeai_desktop.sync.container import Envelope, Header
from sasaeai_desktop.sync.incoming import Block

_WORTH_A_PROCESS = 4  # files; a second process takes as long to start as one of them does
_AHEAD = 2  # files; a large one is taken apart while two are written


@dataclass(slots=True)
class Letter:
    """A bundle's file as it was read.

    Attributes:
        digest: sha256 of the file, hex.
        blob: the file; b"" once it was decrypted.
        ahead: what was taken apart of each stream before the bundle's turn; None where nothing was.
    """

    path: Path
    digest: str
    blob: bytes
    ahead: ahead.Answer | None = None
    _envelope: Envelope | None = field(default=None, repr=False)
    _identities: list[str] = field(default_factory=list, repr=False)

    def decrypted(self, connection: Connection) -> Envelope:
        """Take the age layer off, with the keys that are ours now.

        Raises:
            RefusedError: as ``container.decrypted``.
        """
        identities = exchange_keys.identities(connection)
        if self._envelope is None or identities != self._identities:
            self._envelope, self._identities = container.decrypted(self.blob, identities), identities
        return self._envelope


def read(path: Path) -> Letter:
    """Read a bundle's file.

    Raises:
        RefusedError: it is not there, or larger than any bundle.
        DiskError: it cannot be read.
    """
    if not path.is_file():
        raise RefusedError(
            f"「{path.name}」というファイルがありません。",
            "ファイルの場所と名前を確かめてください。",
            check="missing",
        )
    try:
        if path.stat().st_size > container.MAX_FILE:
            raise RefusedError(
                "ファイルが大きすぎます。",
                "ささえあいデスクのUSBのファイルか、確かめてください。",
                check="size",
            )
        blob = path.read_bytes()
    except OSError as error:
        raise disk_error(error, "USBメモリー") from error
    return Letter(path, hashlib.sha256(blob).hexdigest(), blob)


def believed(connection: Connection, desk: Desk, letter: Letter) -> Envelope:
    """Decrypt a bundle, and see to it that it is for us and from whom we know.

    Raises:
        RefusedError: as ``container.open_``, before anything of its lines is read.
    """

    def sender_key(header: Header) -> bytes:
        known = roster.known_and_claimed(connection, desk, header)
        return bytes.fromhex(roster.sign_key_of(known, header["from"]))

    envelope = letter.decrypted(connection)
    container.believe(envelope, sender_key, rekeying.own_ids(connection, desk))
    return envelope


def opened(connection: Connection, desk: Desk, letter: Letter) -> tuple[Header, list[Block]]:
    """Return a bundle's header and its blocks.

    Raises:
        RefusedError: as ``container.open_`` and ``incoming.blocks_of``.
    """
    header, packed = believed(connection, desk, letter)[0::3]
    declared = inflating.declared(header)
    if letter.ahead is None:
        return header, incoming.blocks_of(header, inflating.lines_of(packed, declared))
    lines = inflating.Later(declared.many, lambda: inflating.lines_of(packed, declared))
    return header, incoming.blocks_of(header, lines, letter.ahead)


class Ahead:
    """Opens the next of several files while one is written; ``second`` takes their lines apart meanwhile."""

    def __init__(self, desk: Desk, files: Sequence[Path], second: ahead.SecondProcess | None) -> None:
        self._desk, self._files, self._second = desk, files, second
        self._opened: deque[Letter | None] = deque()

    def begin(self) -> None:
        """Begin to open the first files; whoever has something else to do does it before, while the second process starts."""
        if self._second is not None:
            self._opened += [self._ask(self._second, number) for number in range(_AHEAD)]

    def letter(self, number: int) -> Letter | None:
        """Return a file, one after the other, if it was opened ahead; and begin to open one more."""
        if self._second is None:
            return None
        self._opened.append(self._ask(self._second, number + _AHEAD))
        letter = self._opened.popleft()
        if letter is not None:
            letter.ahead = self._second.apart()
        return letter

    def _ask(self, second: ahead.SecondProcess, number: int) -> Letter | None:
        if number >= len(self._files):
            return None
        try:
            letter = read(self._files[number])
            with reading(self._desk) as session:
                if peers.logged(session, "in", letter.digest):
                    return None
                header, packed = believed(session, self._desk, letter)[0::3]
                held = {s.name: s.seq for s in streams.all_streams(session)}
        except UserError:
            return None  # whatever it is, it is told in the bundle's turn, and may be otherwise by then
        second.ask_apart(packed, inflating.declared(header), _spans(header, held))
        return letter


def _spans(header: Header, held: Mapping[str, int]) -> list[ahead.Span]:
    """Return where the streams' lines lie, as ``incoming.blocks_of`` cuts them."""
    spans = []
    for entry in header["tips"]:
        stream, first, count = entry["stream"], entry["first"], entry["seq"] - entry["first"] + 1
        known = held.get(stream, 0) + 1 - first
        spans.append(ahead.Span(stream, first, count, max(0, min(known, count))))
    return spans


@contextmanager
def second_process(files: Sequence[Path]) -> Iterator[ahead.SecondProcess | None]:
    """Give what takes bundles apart meanwhile; for few files, or on a machine with one core, there is none."""
    with ahead.helping(worth=len(files) >= _WORTH_A_PROCESS) as second:
        if second is not None:
            second.expect_bundles()
        yield second


@contextmanager
def opening_ahead(
    desk: Desk, files: Sequence[Path], second: ahead.SecondProcess | None = None
) -> Iterator[Ahead]:
    """Give what opens files ahead.

    Args:
        desk: the open desk.
        files: the bundle files.
        second: was started before the desk was opened; None starts one where it is worth it.
    """
    with nullcontext(second) if second is not None else second_process(files) as helper:
        yield Ahead(desk, files, helper)
