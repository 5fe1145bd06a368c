"""A district with one to three laptops, perhaps a second district, and a council: each with its own wrong clock.

Everything goes through the services that the window and the command line use; sticks are real files in a folder.
"""

from __future__ import annotations

import itertools
import random
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import fold
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import bundles, exchange_keys, receiving
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.services.usb.receiving import Imported
from sasaeai_desktop.sync import container, outgoing
from sasaeai_desktop.sync.outgoing import sign_my_tips
from tests.proof import oldprogram, parcels
from tests.proof.journal import Facts, Line, Place, raw_lines, read_line
from tests.proof.memory import FileDatabase, MemoryDatabase, injected, scratch
from tests.proof.parcels import Parcel
from tests.proof.settled import PLANS, borrowed, give_back, template


@dataclass
class Seat:
    """One computer.

    Attributes:
        facts: what its journal holds, read independently.
        stated: per sender, what its latest bundle here said that it held: ids of changes.
        backups: copies of its file as of some moments.
        old: whether it still runs the former program.
    """

    name: str
    district: str
    desk: Desk
    database: MemoryDatabase | FileDatabase
    moment: datetime
    facts: Facts = field(default_factory=Facts)
    stated: dict[str, frozenset[str]] = field(default_factory=dict)
    backups: list[tuple[Any, dict[str, frozenset[str]]]] = field(default_factory=list)
    old: bool = False

    @property
    def council(self) -> bool:
        return self.desk.me.council

    @property
    def device(self) -> str:
        return self.desk.me.device


class World:
    """All computers, all sticks, and what is known of both beside the program."""

    def __init__(self, plan: str, seed: int = 0, *, files: bool = False) -> None:
        made = template(plan)
        self.files = files
        self._injected = injected(f"world {seed}", in_memory=not files)
        self.random: random.Random = self._injected.__enter__()
        self.folder = Path(tempfile.mkdtemp(prefix="sasaeai-proof-", dir=scratch()))
        self.sticks = 0
        self.seats: list[Seat] = []
        self.bag: list[Parcel] = []
        self.writers: dict[
            str, tuple[Line, frozenset[str]]
        ] = {}  # change -> what its writer held of the record
        self.by_record: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.concurrent: set[Place] = set()
        self.forked = False
        self.sheets: dict[tuple[str, str], set[bytes]] = {}  # (district, month) -> papers that were typed in
        self.revoked: dict[str, frozenset[str]] = {}  # device -> what of its chains still counts
        self.codes = tuple(dict.fromkeys(PLANS[plan]))
        for n, (desk, snapshot) in enumerate(zip(made.desks, made.snapshots, strict=True)):
            self._sit(f"{'council' if n == 0 else f'laptop {n}'}", desk, snapshot)
        for seat in self.seats:
            for line in self.learn(seat, wrote=False):
                if line.id not in self.writers:
                    self.writers[line.id] = line, frozenset()
                    self.by_record[line.kind, line.ent].append(line.id)

    def _sit(self, name: str, desk: Desk, snapshot: Any) -> Seat:
        database = self._database()
        database.load(snapshot)
        seat = Seat(name, desk.me.code, desk, database, datetime(2024, 4, 5, 14, 31).astimezone())
        seat.desk = replace(desk, database=database, clock=Clock(lambda: seat.moment), lock=None)
        self.seats.append(seat)
        return seat

    def _database(self) -> MemoryDatabase | FileDatabase:
        if not self.files:
            return borrowed()
        folder = self.folder / f"seat-{len(self.seats)}"
        folder.mkdir()
        return FileDatabase(folder / "desk.db", b"k" * 32)

    def close(self) -> None:
        """Give everything back."""
        for seat in self.seats:
            if isinstance(seat.database, MemoryDatabase):
                give_back(seat.database)
            else:
                seat.database.close()
        self._injected.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    # -- what the machine knows beside the program ----------------------------------------------------------------

    def learn(self, seat: Seat, *, wrote: bool) -> list[Line]:
        """Read what is new in a seat's journal; with ``wrote`` it is what the seat itself just wrote."""
        fresh = []
        known = seat.facts.segments
        rows = seat.database.raw.execute("SELECT stream, first, last, packed, lines FROM segment").fetchall()
        found = {}
        for stream, first, last, packed, data in rows:
            where = (stream, first, last)
            found[where] = data
            if known.get(where) != data:
                fresh += [read_line(line) for line in raw_lines(packed, data)]
        fresh = [line for line in fresh if line.id not in seat.facts.lines or line.bare]
        if wrote:
            for line in sorted(fresh, key=lambda line: (line.lam, line.seq)):
                if line.id not in self.writers:
                    self._written(seat, line)
        if known.keys() - found.keys() or any(line.bare for line in fresh):
            seat.facts = Facts()  # segments were rewritten: look at everything anew
            for _, _, _, packed, data in rows:
                for text in raw_lines(packed, data):
                    seat.facts.add(read_line(text))
        else:
            for line in fresh:
                seat.facts.add(line)
        seat.facts.segments = found
        return fresh

    def _written(self, seat: Seat, line: Line) -> None:
        record = (line.kind, line.ent)
        others = self.by_record[record]
        held = frozenset(i for i in others if i in seat.facts.lines)
        self.writers[line.id] = line, held
        for other in others:
            if other not in held:
                mine, theirs = set(line.w), set(self.writers[other][0].w)
                self.concurrent.update((*record, name) for name in mine & theirs)
                if "_del" in mine | theirs:
                    self.concurrent.add((*record, "_del"))
        others.append(line.id)
        seat.facts.add(line)

    @contextmanager
    def at(self, n: int) -> Iterator[Seat]:
        """Sit down at a computer, with the program that runs there; what is written is noted."""
        seat = self.seats[n]
        with oldprogram.running() if seat.old else nullcontext():
            yield seat

    def do(self, n: int, work: Callable[[Desk], Any]) -> Any:
        """Let a person do something; a refusal in words changes nothing. Returns its result or None."""
        with self.at(n) as seat:
            try:
                result = work(seat.desk)
            except UserError:
                result = None
            self.learn(seat, wrote=True)
        return result

    # -- sticks ---------------------------------------------------------------------------------------------------

    def stick(self) -> Path:
        """Return a new empty stick."""
        self.sticks += 1
        path = self.folder / f"stick-{self.sticks}"
        path.mkdir()
        return path

    def export(self, n: int, route: Route, code: str = "", crash_in: int = -1) -> Parcel | None:
        """Write a bundle; None when there is nobody to write to."""
        with self.at(n) as seat:
            try:
                with crashing(seat, crash_in):
                    done = bundles.export(seat.desk, route, self.stick(), code).result
            except UserError:
                return None
            finally:
                self.learn(seat, wrote=True)
            held = frozenset(seat.facts.lines)
            return self.parcel(done.path, seat, held, route)

    def parcel(self, path: Path, seat: Seat, held: frozenset[str], route: Route) -> Parcel:
        """Read a bundle as one of its receivers can."""

        return parcels.read(path, seat.name, seat.device, held, route, self.unboxed)

    def unboxed(self, blob: bytes) -> bytes:
        """Take the encryption off, with the key of whoever has it."""
        for seat in self.seats:
            with seat.database.read() as connection:
                identities = exchange_keys.identities(connection)
            for identity in identities:
                try:
                    key = container.pyrage.x25519.Identity.from_str(identity)
                    return bytes(container.pyrage.decrypt(blob, [key]))
                except container.pyrage.DecryptError:
                    continue
        raise AssertionError("nobody can open it")

    def boxed(self, plain: bytes, seat: Seat) -> bytes:
        """Encrypt something for a seat, as anybody can."""
        with seat.database.read() as connection:
            receiver = device_keys(connection).public.age
        return bytes(container.pyrage.encrypt(plain, [container.pyrage.x25519.Recipient.from_str(receiver)]))

    def deliver(self, n: int, parcel: Parcel, blob: bytes | None = None, crash_in: int = -1) -> Imported:
        """Plug a stick in and take its file in, as the services do for several files."""
        path = self.stick() / parcel.path.name
        path.write_bytes(parcel.blob if blob is None else blob)
        with self.at(n) as seat:
            with crashing(seat, crash_in):
                done = receiving.import_files(seat.desk, [path]).result[0]
            if (done.state != "refused" and done.state != "already") or (
                done.state == "already" and self.last_word(seat, parcel)
            ):
                seat.stated[parcel.device] = parcel.held
            self._learn_import(seat)
        return done

    def _learn_import(self, seat: Seat) -> None:
        """What came in was written elsewhere; what the import itself wrote (a stale copy withdrawn) was written here."""
        fresh = self.learn(seat, wrote=False)
        for line in sorted(fresh, key=lambda line: (line.lam, line.seq)):
            if line.id not in self.writers and line.stream.split(".")[1] == seat.device:
                self._written(seat, line)

    def last_word(self, seat: Seat, parcel: Parcel) -> bool:
        """Say whether what a seat keeps as a peer's word is just this parcel's."""
        with seat.database.read() as connection:
            peer = peers.find(connection, parcel.device)
        return peer is not None and peer.holds() == parcel.have

    # -- accidents ------------------------------------------------------------------------------------------------

    def back_up(self, n: int) -> None:
        """Keep a copy of a computer's file."""
        seat = self.seats[n]
        seat.backups.append((seat.database.snapshot(), dict(seat.stated)))

    def restore(self, n: int, which: int) -> None:
        """Bring an old copy back by the program's way: new streams from now on."""
        seat = self.seats[n]
        if not seat.backups:
            return
        snapshot, stated = seat.backups[which % len(seat.backups)]
        self._become(seat, snapshot, stated)
        with seat.database.transaction() as connection, seat.database.journal_writing():
            sign_my_tips(connection, device_keys(connection))
            begin_new_streams(connection)
        self.learn(seat, wrote=False)

    def _become(self, seat: Seat, snapshot: Any, stated: dict[str, frozenset[str]]) -> None:
        seat.database.load(snapshot)
        seat.stated = dict(stated)
        seat.facts = Facts()

    def copy_back(self, n: int, which: int) -> None:
        """Put an old copy back behind the program's back (a folder copied over)."""
        seat = self.seats[n]
        if seat.backups:
            self.forked = True
            self._become(seat, *seat.backups[which % len(seat.backups)])
            self.learn(seat, wrote=False)

    def clone(self, n: int) -> None:
        """Copy a computer's whole disk onto another one, and go on with both."""
        source = self.seats[n]
        self.forked = True
        seat = self._sit(f"{source.name} copied", source.desk, source.database.snapshot())
        seat.moment, seat.old, seat.stated = source.moment, source.old, dict(source.stated)
        self.learn(seat, wrote=False)

    def upgrade(self, n: int) -> None:
        """Let the new program begin on a computer: it folds its journal anew."""
        seat = self.seats[n]
        if seat.old:
            seat.old = False
            with seat.database.transaction() as connection, seat.database.journal_writing():
                fold.rebuild(connection)
            seat.facts = Facts()
            self.learn(seat, wrote=False)

    # -- everything to everyone -----------------------------------------------------------------------------------

    def exchange(self, most: int = 8) -> bool:
        """Carry everything to everyone by the ordinary way; say whether everyone then has all that they may have."""
        for n, seat in enumerate(self.seats):
            if seat.old:
                self.upgrade(n)
        everyone = list(itertools.permutations(range(len(self.seats)), 2))
        for (
            n,
            m,
        ) in (
            everyone
        ):  # what they said last that they hold may be out of date: then a gap is told, and closed below
            if self._lacks(n, m):
                self._carry(n, m)
        for _ in range(most):
            if not any(self._lacks(n, m) for n, m in everyone):
                return True
            self._round(everyone=False)
        return False

    def last_round(self) -> bool:
        """Let everyone hear of everyone once more; say whether nothing new moved any more."""
        return not self._round(everyone=True)

    def _round(self, *, everyone: bool) -> bool:
        """Everyone meets everyone they write to, or only those who lack something; say whether anything moved.

        Who is met speaks first, so that the answer holds all that they lack; where a laptop has a double under its
        own name, the word that counts must be theirs, and they listen once more.
        """
        moved = False
        for n, m in itertools.combinations(range(len(self.seats)), 2):
            if everyone or self._lacks(n, m) or self._lacks(m, n):
                for source, target in ((m, n), (n, m), (m, n)) if self.forked else ((m, n), (n, m)):
                    moved |= self._carry(source, target)
        return moved

    def _counts(self, line: Line) -> bool:
        """Say whether a change is taken in by everyone who may have it."""
        vouched = self.revoked.get(line.stream.split(".")[1])
        return vouched is None or line.id in vouched

    def _lacks(self, n: int, m: int) -> bool:
        """Say whether one computer has something that another may have from it and has not."""
        seat, other = self.seats[n], self.seats[m]
        route = self.route(seat, other)
        if route is None or {seat.device, other.device} & self.revoked.keys():
            return False
        return any(
            outgoing.may_carry(route, line.stream, other.district if seat.council else seat.district)
            and self._counts(line)
            for change in seat.facts.lines.keys() - other.facts.lines.keys()
            for line in (seat.facts.lines[change],)
        )

    def _carry(self, n: int, m: int) -> bool:
        seat, other = self.seats[n], self.seats[m]
        route = self.route(seat, other)
        if route is None or {seat.device, other.device} & self.revoked.keys():
            return False
        parcel = self.export(n, route, self.code_for(route, other))
        if parcel is None or other.device not in parcel.to:
            return False
        done = self.deliver(m, parcel)
        assert done.state != "refused", f"invariant 1: {seat.name} to {other.name} is refused: {done.check}"
        return done.changes > 0

    @staticmethod
    def code_for(route: Route, other: Seat) -> str:
        """Return the district that a council names when it writes to one."""
        return other.district if route is Route.TO_DISTRICT else ""

    @staticmethod
    def route(seat: Seat, other: Seat) -> Route | None:
        """Return how one writes to another, None when it does not."""
        if seat.council:
            return None if other.council else Route.TO_DISTRICT
        if other.council:
            return Route.TO_COUNCIL
        return Route.TO_SIBLING if seat.district == other.district and seat.device != other.device else None


@contextmanager
def crashing(seat: Seat, statements: int) -> Iterator[None]:
    """Let the power go at a statement; a crash that never comes is a run without one."""
    seat.database.crash_in = statements
    try:
        yield
    finally:
        seat.database.crash_in = -1
