"""The desk: what every service works on. Composed once (``app.py``, the command line, practice), passed explicitly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from filelock import FileLock

from sasaeai_desktop.db import ending
from sasaeai_desktop.db.engine import Database, ReadSession
from sasaeai_desktop.db.limits import widen
from sasaeai_desktop.db.own_streams import Writer
from sasaeai_desktop.db.write import WriteSession, writing
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import NotAllowedError, UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.permissions import Deed, DeskRole, least_role, may, role_of
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import own

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

    @property
    def desk_role(self) -> DeskRole:
        """What the person may do."""
        return role_of(self.role)


@dataclass(slots=True)
class Desk:
    """One open installation with one person at it."""

    paths: AppPaths
    database: Database
    me: Installation
    user: DeskPerson
    clock: Clock
    lock: FileLock | None = None  # kept referenced: it keeps a second running copy out
    seen: set[tuple[str, Id]] = field(default_factory=set)  # (day, person): looked at and written down

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


def allow(desk: Desk, deed: Deed) -> None:
    """See to it that the person at the desk may do something; every service asks, here or through ``acting``.

    Raises:
        NotAllowedError: says whose work it is.
    """
    if may(desk.user.desk_role, deed):
        return
    raise NotAllowedError(
        f"「{deed.label}」のは、{least_role(deed).label}から上の人の しごとです。",
        "その人にたのむか、「席をはなれる」で 人をかえてください。",
    )


@contextmanager
def acting(
    desk: Desk, label: str, *, undoable: bool = True, deed: Deed | None = Deed.EVERYONE
) -> Iterator[WriteSession]:
    """Open one action of the person at the desk; everything in it is committed once, or not at all.

    ``session.changes`` holds what changed after the block. ``session.label`` may be set inside it.

    Args:
        desk: the open desk.
        label: what is being done, as the undo bar will say it (「田中 スミさんの電話をきろくしました」).
        undoable: False for what cannot be taken back, such as the record of a print.
        deed: what of the table of permissions it is; None for what the program does by itself.

    Raises:
        NotAllowedError: the person's role is not for it; nothing was read or written.
    """
    if deed is not None:
        allow(desk, deed)
    with writing(desk.database, desk.writer(), desk.clock, label) as session:
        session.undoable = undoable
        yield session
        if deed is not None:
            own.check_touched(desk_limits(desk), session)
        session.finish()


@contextmanager
def reading(desk: Desk) -> Iterator[ReadSession]:
    """Read at one moment; who may not see everyone sees own people only, whatever is asked (``db.limits``)."""
    with desk.database.read() as session:
        limits = desk_limits(desk)
        if limits is None:
            yield session
            return
        own.narrow(session, limits)
        try:
            yield session
        finally:
            widen(session)


def desk_limits(desk: Desk) -> own.Limits | None:
    """Return whose people the person at the desk may see; None for everyone's."""
    if may(desk.user.desk_role, Deed.EVERYONE):
        return None
    return own.Limits(desk.user.id, desk.user.name, desk.today())
