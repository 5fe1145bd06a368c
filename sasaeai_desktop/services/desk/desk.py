"""The desk: what every service works on. Composed once (``app.py``, the command line, practice), passed explicitly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from filelock import FileLock

from sasaeai_desktop.db import ending
from sasaeai_desktop.db.engine import Database, ReadSession
from sasaeai_desktop.db.own_streams import Writer
from sasaeai_desktop.db.write import WriteSession, writing
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.paths import AppPaths

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Installation:
    """Who this installation is.

    Attributes:
        council: True for 市社協, False for a 地区社協's laptop.
        code: district code; the council's own code for a council.
        name: 地区 or 市社協 name, as printed.
        device: 16 hex digits.
        letter: laptop's letter, first part of the numbers it gives (A-0123).
        secret: the district secret behind keyed ids (32 bytes), shared with sibling laptops only.
        council_name: name of the council it reports to, empty before it has joined one.
        practice: whether this is 練習モード.
    """

    council: bool
    code: str
    name: str
    device: str
    letter: str
    secret: bytes = field(repr=False)
    council_name: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """Who sits at the desk."""

    id: Id
    name: str
    role: str = ""


@dataclass(slots=True)
class Desk:
    """One open installation with one person at it."""

    paths: AppPaths
    database: Database
    me: Installation
    user: DeskPerson
    clock: Clock
    lock: FileLock | None = None  # kept referenced: it keeps a second running copy out

    def writer(self) -> Writer:
        """Return who the journal names as writing."""
        return Writer(self.me.device, self.me.code, self.me.council, self.user.id)

    def today(self) -> str:
        """Return today's date, ISO."""
        return self.clock.today()

    def put_away(self) -> None:
        """Close the file cleanly and forget its key; what cannot be marked is closed all the same."""
        with suppress(UserError):
            if self.database.marks is not None:
                ending.end(self.database)
        self.database.close()

    def close(self) -> None:
        """Close the file, forget its key, and let others into the data folder."""
        self.put_away()
        if self.lock is not None:
            self.lock.release()


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a service did: its result, and which records changed."""

    result: T
    changes: Changes


@contextmanager
def acting(desk: Desk, label: str, *, undoable: bool = True) -> Iterator[WriteSession]:
    """Open one action of the person at the desk; everything in it is committed once, or not at all.

    ``session.changes`` holds what changed after the block. ``session.label`` may be set inside it.

    Args:
        desk: the open desk.
        label: what is being done, as the undo bar will say it (「田中 スミさんの電話をきろくしました」).
        undoable: False for what cannot be taken back, such as the record of a print.
    """
    with writing(desk.database, desk.writer(), desk.clock, label) as session:
        session.undoable = undoable
        yield session
        session.finish()


@contextmanager
def reading(desk: Desk) -> Iterator[ReadSession]:
    """Read at one moment."""
    with desk.database.read() as session:
        yield session
