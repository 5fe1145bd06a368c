"""Where powers are tried: a council and laptops on real files, and the hands of somebody who means ill."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import schema, settings, streams
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.own_streams import Writer
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.write import WriteSession, writing
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import users
from sasaeai_desktop.services.usb.inviting import device_keys, registration
from sasaeai_desktop.services.usb.receiving import Imported
from sasaeai_desktop.sync import container, outgoing
from sasaeai_desktop.vault.slots import PRACTICE
from tests.attacks.attack import Ground
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City

OTHER = "なつの かわべ 34"
NEXT = "あきの もみじ 56"
SECOND = "原田 ミツ"


class Stage(City):
    """A city in which attacks are tried."""

    def laptop(self, code: str = "12") -> Desk:
        """Return a district's laptop that the council has heard of, with two people and their visits."""
        desk = self.district(code, f"第{code}地区")
        self.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
        self.take(self.council, self.send(desk))
        self.take(desk, self.send(self.council, Route.TO_DISTRICT, code))
        return desk

    def pair(self) -> tuple[Desk, Desk]:
        """Return two laptops of one district, each of which knows the other, and the council both."""
        first = self.laptop()
        second = self.sibling(first)
        self.take(first, self.send(second, Route.TO_SIBLING))
        self.take(second, self.send(first, Route.TO_SIBLING))
        self.take(self.council, self.send(second))
        self.take(first, self.send(self.council, Route.TO_DISTRICT, "12"))
        return first, second

    def stolen(self, desk: Desk) -> Desk:
        """Return a desk on a copy of everything, as somebody may have taken it home."""
        folder = self.folder / f"stolen-{len(self.desks)}"
        desk.database.checkpoint()
        folder.mkdir()
        shutil.copyfile(desk.paths.database, folder / "desk.db")
        database = Database(folder / "desk.db", bytes.fromhex(desk.database._key))
        made = replace(desk, database=database, lock=None)
        self.desks.append(made)
        return made

    def let_in(self, desk: Desk) -> None:
        """Let somebody else open a laptop too."""
        users.add(desk, PASSPHRASE, SECOND, OTHER, kdf=PRACTICE)

    def put_out(self, desk: Desk) -> None:
        """Take that person off again."""
        users.disable(desk, PASSPHRASE, SECOND)

    def by_hand(self, source: Desk, target: Desk, route: Route, *, own: bool = True, **header: Any) -> Path:
        """Write a bundle of whatever lies in a desk's streams with the keys that lie there; asks no service."""
        with source.database.transaction() as connection, source.database.journal_writing():
            keys = device_keys(connection)
            outgoing.sign_my_tips(connection, keys)
            code = target.me.code if source.me.council else source.me.code
            cargo = outgoing.load(connection, route, code, [{}])
            mine = registration(connection)
            names = {s.name for s in streams.all_streams(connection) if s.mine or not own}
        tips, lines, at = [], [], 0
        for tip in cargo.tips:
            many = tip["seq"] - tip["first"] + 1
            if tip["stream"] in names:
                tips.append(tip)
                lines += cargo.lines[at : at + many]
            at += many
        facts: dict[str, Any] = {
            "to": [target.me.device], "district": source.me.code, "number": 90, "have": cargo.have, "tips": tips,
            "schema": schema.VERSION, "min_reader": 1, "regs": [], **({"reg": mine} if mine else {}), **header,
        }  # fmt: skip
        with reading(target) as session:
            receiver = device_keys(session).public.age
        path = self.folder / f"by-hand-{len(list(self.folder.glob('by-hand-*')))}.age"
        path.write_bytes(container.seal(facts, lines, keys, [receiver]))
        return path


def stage(ground: Ground) -> Stage:
    """Return a city on a ground."""
    made = Stage(ground.folder)
    ground.closing.append(made.close)
    return made


@contextlib.contextmanager
def hand_of(desk: Desk, *, council: bool | None = None) -> Iterator[WriteSession]:
    """Write into a desk's own streams whatever one likes, with none of the services in between."""
    writer = desk.writer()
    if council is not None:
        writer = Writer(writer.device, writer.district, council, writer.user)
    with writing(desk.database, writer, desk.clock, "") as session:
        yield session
        session.finish()


def acts(desk: Desk) -> int:
    """Return how many acts a desk counts for 2023."""
    return int(reports.annual(desk, 2023).watch.acts)


def names(desk: Desk) -> list[str]:
    """Return whom a desk knows."""
    return sorted(p.name for p in people.find_people(desk, ""))


def told(results: list[Imported]) -> str:
    """Return what the person who took bundles in is told."""
    return " ".join(" ".join([r.reason, *r.notices]) for r in results)


def peer_named(desk: Desk, device: str) -> peers.Peer | None:
    """Return what a desk knows of a device."""
    with reading(desk) as session:
        return peers.find(session, device)


def put(desk: Desk, name: str, value: object) -> None:
    """Set a setting behind the program's back."""
    with desk.database.transaction() as connection:
        settings.put(connection, name, value if isinstance(value, str) else json.dumps(value))
