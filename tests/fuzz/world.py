"""Three installations that receive bundles, and a way to put each back to where it was."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sasaeai_desktop.db import ending
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.streams import all_streams
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import statements
from sasaeai_desktop.services.salon import salons
from sasaeai_desktop.services.usb import inviting
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.sync.keys import DeviceKeys
from tests.fuzz.drafts import Draft, decrypted, taken_apart
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

LATER = (
    "実施日,対象者番号,担当者番号,方法,結果,様子,メモ\n"
    "2024-04-01,001,V01,訪問,会えた・話せた,変わりなし,雪どけ\n"
    "2024-04-02,002,V01,電話,不在,気になる,るす電\n"
)


@dataclass(slots=True)
class Victim:
    """An installation that a bundle is meant for.

    Attributes:
        name: council, sibling or laptop.
        desk: open.
        sender: keys of who writes to it, and may be hostile.
        draft: what the sender really has to say, not yet taken in.
        blob: the same as the program wrote it.
        older: another good bundle of the same sender, taken in before.
        known: ids of the devices it knows.
        known: ids of the devices it knows.
        image: the database file, to go back to; ``before`` a hash of it all.
    """

    name: str
    desk: Desk
    keys: DeviceKeys
    sender: DeviceKeys
    draft: Draft
    blob: bytes
    older: bytes
    known: frozenset[str] = frozenset()
    image: bytes = b""
    before: str = ""

    def hold(self) -> None:
        """Remember the present state."""
        self.desk.database.checkpoint()
        self.image = self.desk.database.path.read_bytes()
        self.before = self.state()
        self.known = self.devices()

    def go_back(self) -> None:
        """Return to the state remembered."""
        path, key = self.desk.database.path, bytes.fromhex(self.desk.database._key)
        self.desk.database.close()
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.write_bytes(self.image)
        self.desk.database = Database(path, key)

    def closed_copy(self, folder: Path) -> Path:
        """Copy the installation as one that was closed cleanly, for another process to open."""
        shutil.copytree(self.desk.paths.data_dir, folder)
        ending.beside(folder / "desk.db").unlink(missing_ok=True)
        copy = Database(folder / "desk.db", bytes.fromhex(self.desk.database._key))
        ending.end(copy)
        copy.close()
        return folder

    def devices(self) -> frozenset[str]:
        """Return the ids of the devices it knows."""
        with reading(self.desk) as session:
            return frozenset(peer.device for peer in peers.all_peers(session))

    def state(self) -> str:
        """Return a hash over every row of every table: what a refusal must not move."""
        digest = hashlib.sha256()
        with reading(self.desk) as session:
            for (name,) in session.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).all():
                digest.update(name.encode())
                digest.update(repr(session.exec_driver_sql(f'SELECT * FROM "{name}"').all()).encode())
        return digest.hexdigest()


@dataclass(slots=True)
class World:
    """Everyone.

    Attributes:
        city: the installations.
        victims: who receives.
        others: keys of devices that are known, but are not the sender: of another district, of the district, the council.
        stranger: keys nobody knows.
    """

    city: City
    victims: list[Victim]
    others: list[DeviceKeys]
    stranger: DeviceKeys
    folder: Path


def keys_of(desk: Desk) -> DeviceKeys:
    """Return a desk's secret keys."""
    with reading(desk) as session:
        return inviting.device_keys(session)


def build(folder: Path) -> World:
    """Make a council, a district with two laptops and another district, all with something to tell."""
    city = City(folder)
    laptop, other = city.district("12", "新旭川"), city.district("13", "永山")
    sibling = city.sibling(laptop)
    city.load(laptop, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    _fill(laptop)
    city.take(city.council, city.send(laptop), city.send(sibling), city.send(other))
    city.take(laptop, city.send(sibling, Route.TO_SIBLING))
    city.take(sibling, city.send(laptop, Route.TO_SIBLING))
    city.take(laptop, city.send(city.council, Route.TO_DISTRICT, "12"))
    older = {
        "council": city.send(laptop),
        "sibling": city.send(laptop, Route.TO_SIBLING),
        "laptop": city.send(city.council, Route.TO_DISTRICT, "12"),
    }
    _go_on(city, laptop)
    with acting(city.council, "名簿", undoable=False) as session:
        session.record(District, inviting.district_id("14"), {"code": "14", "name": "東旭川"})
    statements.record_statement(city.council, "14", "東旭川", 2023, {"watch.acts": 7})
    routes: list[tuple[str, Desk, Desk, Callable[[], Path]]] = [
        ("council", city.council, laptop, lambda: city.send(laptop)),
        ("sibling", sibling, laptop, lambda: city.send(laptop, Route.TO_SIBLING)),
        ("laptop", laptop, city.council, lambda: city.send(city.council, Route.TO_DISTRICT, "12")),
    ]
    written = {name: send() for name, _, _, send in routes}
    victims = [
        _victim(name, desk, source, written[name].read_bytes(), older[name].read_bytes())
        for name, desk, source, _ in routes
    ]
    return World(
        city,
        victims,
        [keys_of(d) for d in (other, sibling, laptop, city.council)],
        DeviceKeys.generate(),
        folder,
    )


def _victim(name: str, desk: Desk, source: Desk, blob: bytes, older: bytes) -> Victim:
    keys, sender = keys_of(desk), keys_of(source)
    draft = taken_apart(decrypted(blob, keys.age_secret), sender, [keys.public.age])
    with reading(desk) as session:
        held = {stream.name: stream.seq for stream in all_streams(session)}
    for piece in draft.pieces:
        piece.known = max(0, min(len(piece.lines), held.get(piece.stream, 0) + 1 - piece.entry["first"]))
    victim = Victim(name, desk, keys, sender, draft, blob, older)
    victim.hold()
    return victim


def _fill(desk: Desk) -> None:
    """Write what tables do not bring: a salon, a card with consent."""
    salon = salons.save_salon(
        desk, None, {"number": "S1", "name": "ひまわり", "type": "daily", "start": "2020-04-01"}
    ).result
    salons.save_session(desk, None, {"salon": salon, "date": "2024-03-06", "elderly": 8, "staff": 2})
    person = people.find_people(desk, "髙橋")[0].id
    draft = replace(cards.draft_for(desk, person), consent="given", troubles=("housing",), facts="段でころんだ",
                    written_on="2024-04-01")  # fmt: skip
    handing.hand_over(desk, cards.write_card(desk, draft).result, "2024-04-02", "手渡し")


def _go_on(city: City, laptop: Desk) -> None:
    """Go on after the first exchange: new records, an edit, a delete, an undo."""
    city.load(laptop, visits=LATER)
    person = people.find_people(laptop, "髙橋")[0].id
    people.save_person(laptop, person, {"phone": "0166-00-9999"})
    newest, older = watching.timeline(laptop, person)[:2]
    watching.delete_visit(laptop, newest.id)
    people.save_person(laptop, None, {"name": "小林 キミ", "kana": "こばやし きみ"})
    undoing.undo_last(laptop)
    assert older.id != newest.id
