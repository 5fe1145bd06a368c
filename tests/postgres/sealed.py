"""The other way: every desk keeps its own encrypted file, and the server (or a folder) only passes sealed changes on.

A desk is a life of the council's device: it has chains of its own under the council's one key, as a restored laptop has
today, so a district believes it without learning anything new. What a desk has written or taken in goes out as a parcel:
consecutive signed changes of each chain, sealed with a key that all desks of the council have. Taking a parcel in is the
merge of the house, so order, repetition and a lost connection do not matter.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sasaeai_desktop.db import conflicts, streams
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.usb import bundles, receiving
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import incoming, outgoing
from sasaeai_desktop.sync.incoming import Block
from tests.postgres import ways
from tests.postgres.cluster import Cluster, cluster
from tests.postgres.database import PostgresDatabase
from tests.postgres.desks import file_desk, no_backups
from tests.postgres.moving import move
from tests.postgres.together import at

_DESKS, _STEPS, _ANSWERS = int(os.environ.get("SASAEAI_DESKS", "8")), 400, 40


class Carrier(Protocol):
    """What passes parcels on: keeps all of them, in some order."""

    def put(self, parcel: bytes) -> None:
        """Keep one; it is on the disk when this returns."""

    def beyond(self, last: int) -> list[tuple[int, bytes]]:
        """Return those after a number."""


class ServerCarrier:
    """One table of a PostgreSQL: it can read nothing of it but sizes and times."""

    def __init__(self, server: Cluster) -> None:
        self._connection = server.connect(autocommit=True)
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS parcel (n bigserial PRIMARY KEY, sealed bytea NOT NULL)"
        )

    def put(self, parcel: bytes) -> None:
        """Insert and tell; one writer at a time, so that numbers appear in their order."""
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(17)")
            self._connection.execute("INSERT INTO parcel (sealed) VALUES (%s)", (parcel,))
            self._connection.execute("NOTIFY parcels")

    def beyond(self, last: int) -> list[tuple[int, bytes]]:
        """Return those after a number."""
        return self._connection.execute(
            "SELECT n, sealed FROM parcel WHERE n > %s ORDER BY n", (last,)
        ).fetchall()


class FolderCarrier:
    """A folder that all desks see; each parcel is a file that appears whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, parcel: bytes) -> None:
        """Write, bring to the disk, and give it its name."""
        part = self._folder / f"{os.urandom(4).hex()}.part"
        with part.open("wb") as file:
            file.write(parcel)
            file.flush()
            os.fsync(file.fileno())
        part.rename(self._folder / f"{len(list(self._folder.glob('*.parcel'))) + 1:08}.parcel")

    def beyond(self, last: int) -> list[tuple[int, bytes]]:
        """Return those after a number."""
        found = sorted(self._folder.glob("*.parcel"))
        return [(int(p.stem), p.read_bytes()) for p in found if int(p.stem) > last]


class Member:
    """One desk of the council with its own file."""

    def __init__(self, desk: Desk, key: bytes, *, fresh: bool = True) -> None:
        self.desk, self._seal = desk, AESGCM(key)
        with desk.database.transaction() as connection, desk.database.journal_writing():
            outgoing.sign_my_tips(connection, device_keys(connection))
            if fresh:
                begin_new_streams(connection)
            self._sent = {(s.name, s.branch): s.seq for s in streams.all_streams(connection)}
        self._last = 0
        self.bytes = 0

    def resume(self, carrier: Carrier) -> None:
        """Learn from the carrier what of this desk lies there already; the rest is to be sent."""
        self._sent = {}
        for _, parcel in carrier.beyond(0):
            for block in self._blocks(parcel):
                self._note(block)
        with self.desk.database.read() as session:  # what all desks began with is in nobody's parcel
            for stream in streams.all_streams(session):
                if not stream.mine:
                    self._sent.setdefault((stream.name, stream.branch), stream.seq)

    def send(self, carrier: Carrier) -> None:
        """Pass on what is new here."""
        with self.desk.database.transaction() as connection, self.desk.database.journal_writing():
            outgoing.sign_my_tips(connection, device_keys(connection))
            heads, lines = [], []
            for stream in streams.all_streams(connection):
                first = self._sent.get((stream.name, stream.branch), 0) + 1
                if first <= stream.signed_seq <= stream.seq:
                    heads.append(
                        [
                            stream.name,
                            first,
                            stream.signed_seq,
                            stream.signed_tip.hex(),
                            stream.signature.hex(),
                        ]
                    )
                    lines += streams.lines_between(connection, stream.number, first, stream.signed_seq)
                    self._sent[(stream.name, stream.branch)] = stream.signed_seq
        if heads:
            nonce = os.urandom(12)
            raw = zlib.compress(b"\n".join([json.dumps(heads).encode(), *lines]), 1)
            parcel = nonce + self._seal.encrypt(nonce, raw, b"")
            self.bytes += len(parcel)
            carrier.put(parcel)

    def take(self, carrier: Carrier) -> int:
        """Take in what others passed on; returns how many changes were new."""
        added = 0
        for number, parcel in carrier.beyond(self._last):
            blocks = self._blocks(parcel)
            with acting(self.desk, "taken", undoable=False, deed=None) as session:
                taken = incoming.take_in(session.connection, blocks, "")
                session.took_in(taken.touched, taken.max_lam)
            added += taken.added
            for block in blocks:
                self._note(block)
            self._last = number
        return added

    def _blocks(self, parcel: bytes) -> list[Block]:
        first, *lines = zlib.decompress(self._seal.decrypt(parcel[:12], parcel[12:], b"")).split(b"\n")
        blocks, place = [], 0
        for name, start, seq, tip, signature in json.loads(first):
            stop = place + seq - start + 1
            blocks.append(
                Block(name, start, seq, bytes.fromhex(tip), bytes.fromhex(signature), lines[place:stop])
            )
            place = stop
        return blocks

    def _note(self, block: Block) -> None:
        key = (block.stream, 0)
        self._sent[key] = max(self._sent.get(key, 0), block.seq)


def waiting(desk: Desk) -> list[Any]:
    return [card for card in ways.open_cards(desk) if card.handed_on]


def _conflicts(member: Member) -> int:
    with member.desk.database.read() as session:
        return len(conflicts.open_conflicts(session))


def _one_answer_seen(a: Member, b: Member, carrier: Carrier, name: str) -> None:
    """Print how long from the press of the button until the other desk's list shows the answer."""
    times, busy = [], time.process_time()
    for n in range(_ANSWERS):
        card, words = waiting(a.desk)[0], f"返事{name}{n}"
        start = time.perf_counter()
        ways.answer(a.desk, card, words)
        a.send(carrier)
        b.take(carrier)
        shown = next(row for row in ways.open_cards(b.desk) if row.id == card.id)
        times.append(time.perf_counter() - start)
        assert shown.answer == words
    busy = (time.process_time() - busy) / _ANSWERS
    print(
        f"{name}: answer at A seen at B: median {at(0.5, times):.0f}, 95th {at(0.95, times):.0f} ms; {1000 * busy:.0f} ms of processor"
    )


def _two_answers(a: Member, b: Member, carrier: Carrier) -> None:
    """Two desks answer one card before they hear of each other."""
    card = waiting(a.desk)[0]
    for member, words in ((a, "包括が訪ねます。"), (b, "市社協が電話します。")):
        member.take(carrier)
        ways.answer(member.desk, card, words)
    for member in (a, b, a, b):
        member.send(carrier)
        member.take(carrier)
    same = ways.state_hash(a.desk) == ways.state_hash(b.desk)
    print(
        f"two answers to one card: conflicts at A {_conflicts(a)}, at B {_conflicts(b)}; same state: {same}"
    )


def _two_answers_in_one_database(city: Path) -> None:
    """The same with one set of tables: both forms were open before either was saved."""
    with cluster() as server, file_desk(city / "council") as desk:
        move(desk.database, server)
        there = type(desk)(desk.paths, PostgresDatabase(server), desk.me, desk.user, desk.clock)
        card = waiting(there)[0]
        for words in ("包括が訪ねます。", "市社協が電話します。"):
            ways.answer(there, card, words)
        with there.database.read() as session:
            found = len(conflicts.open_conflicts(session))
        readable = _readable(server, "市社協が電話します。")
    print(
        f"the same in one set of tables: conflicts {found} (the later answer stands); answer readable on the server: {readable}"
    )


def _readable(server: Cluster, words: str) -> bool:
    """Say whether a text stands anywhere in the server's files."""
    server.run("psql", *server.options(), "-c", "CHECKPOINT", server.database)
    wanted = words.encode()
    return any(wanted in path.read_bytes() for path in server.data.rglob("*") if path.is_file())


def _bundles_once(a: Member, b: Member, carrier: Carrier, files: list[Path]) -> None:
    """All bundles at A; what B spends to hear of them; then the same sticks at B."""
    busy = time.process_time()
    receiving.import_files(a.desk, files)
    here = time.process_time() - busy
    size, busy = a.bytes, time.process_time()
    a.send(carrier)
    sending = time.process_time() - busy
    size, busy = a.bytes - size, time.process_time()
    added = b.take(carrier)
    there = time.process_time() - busy
    states = {taken.state for taken in receiving.import_files(b.desk, files).result}
    print(
        f"{len(files)} bundles at A: {here:.1f} s of processor, {sending:.1f} s to seal; {added} changes, {size / 1e6:.1f} MB"
    )
    print(f"B takes them from A: {there:.1f} s of processor; the same sticks at B afterwards: {states}")
    print(f"same state: {ways.state_hash(a.desk) == ways.state_hash(b.desk)}")


def _at_the_district(a: Member, b: Member, city: Path) -> None:
    """Each desk writes a stick of its own for one district, which knows nothing of desks."""
    cards = waiting(a.desk)
    code = max({card.district for card in cards}, key=lambda c: sum(card.district == c for card in cards))
    mine = [card for card in cards if card.district == code][:2]
    with file_desk(city / f"district-{code}") as district, tempfile.TemporaryDirectory() as sticks:
        told = []
        for member, card, name in zip((a, b), mine, "ab", strict=False):
            ways.answer(member.desk, card, f"机{name}の返事")
            sent = bundles.export(member.desk, Route.TO_DISTRICT, Path(sticks) / name, code).result
            told += receiving.import_files(district, [sent.path]).result
        with district.database.read() as session:
            there = [(get(session, ReferralCard, card.id) or card).answer for card in mine]
        print(
            f"a district takes a stick of each desk: {[(t.state, t.conflicts, t.notices, t.reason) for t in told]}"
        )
        print(f"the answers there: {there}")


def _many(
    members: list[Member], carrier: Carrier, server: Cluster, files: list[Path], expected: dict[str, Any]
) -> None:
    """Desks do things in any order, with a power cut of the server in the middle."""
    chance, told = random.Random(17), []
    left = {id(m): chance.sample(files, len(files)) for m in members}
    for step in range(_STEPS):
        member = chance.choice(members)
        match chance.randrange(3):
            case 0:
                member.send(carrier)
            case 1:
                member.take(carrier)
        if left[id(member)]:
            receiving.import_file(member.desk, left[id(member)].pop())
        elif cards := waiting(member.desk):
            told.append(f"{step}番目の返事")
            ways.answer(member.desk, chance.choice(cards[:10]), told[-1])
        if step == _STEPS // 2:
            server.kill()
            for each in members:  # nobody at a desk need notice
                if cards := waiting(each.desk):
                    told.append(f"サーバーのない間の返事{len(told)}")
                    ways.answer(each.desk, cards[0], told[-1])
            server.start()
            carrier = ServerCarrier(server)
    for _ in range(2):
        for member in members:
            member.send(carrier)
        for member in members:
            member.take(carrier)
    hashes = {ways.state_hash(member.desk) for member in members}
    held = [answers_in(member.desk) for member in members]
    lost = sum(words not in each for each in held for words in told)
    double = sum(n > 1 for each in held for n in each.values())
    report_now = ways.PAGES["report: the year"](members[-1].desk)
    same = all(report_now[k] == expected[k] for k in expected if k not in ("cards", "by_district"))
    print(
        f"{len(members)} desks, {_STEPS} deeds, {len(told)} answers, some while the server was away: "
        f"{len(hashes)} state; lost {lost}, double {double}"
    )
    print(
        f"report as counted while inventing: {same}; conflicts waiting for a person: {_conflicts(members[0])}"
    )
    print(f"problems: {[p for m in members[:2] for p in ways.CHECKS['check: whole'](m.desk)]}")
    print(f"an answer readable in the server's files: {_readable(server, told[-1])}")


def answers_in(desk: Desk) -> dict[str, int]:
    found: dict[str, int] = {}
    with desk.database.read() as session:
        for stream in streams.all_streams(session):
            if stream.audience.startswith("reply-"):
                for line in streams.lines_between(session, stream.number, 1, stream.seq):
                    said = json.loads(line.partition(b"\t")[2])["w"].get("answer")
                    if said:
                        found[said[0]] = found.get(said[0], 0) + 1
    return found


def report(city: Path) -> None:
    """Measure two desks, then let many work."""
    no_backups()
    key = os.urandom(32)
    files = sorted((city / "bundles").glob("*.age"))
    expected = json.loads((city / "expected.json").read_text(encoding="utf-8"))
    with cluster() as server, ExitStack() as stack:
        carrier = ServerCarrier(server)
        a, b = (Member(stack.enter_context(file_desk(city / "council-before")), key) for _ in range(2))
        _bundles_once(a, b, carrier, files)
        _one_answer_seen(a, b, carrier, "server")
        _two_answers(a, b, carrier)
        _at_the_district(a, b, city)
        folder = FolderCarrier(a.desk.paths.data_dir / "shared")
        a._last = b._last = 0
        _one_answer_seen(a, b, folder, "folder")
    with cluster() as server, ExitStack() as stack:
        desks = [stack.enter_context(file_desk(city / "council-before")) for _ in range(_DESKS)]
        _many([Member(desk, key) for desk in desks], ServerCarrier(server), server, files, expected)
    _two_answers_in_one_database(city)
