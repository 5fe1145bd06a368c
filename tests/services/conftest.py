"""Desks on a real encrypted file, built without the vault."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sasaeai_desktop.db import absorb, schema, settings, streams
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.council import DeskUser
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import Method
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk, DeskPerson, Installation, acting
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.services.watch import registering, watching
from tests.services.city import City

TODAY = "2026-06-11"
"""A Thursday: the day of the target pictures."""

SECRET = bytes(range(32))
KEY = b"k" * 32


class Desks:
    """Makes installations quickly: the schema is made once and copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[Desk] = []
        self.template = folder / "template.db"
        database = Database(self.template, KEY)
        schema.migrate(database)
        database.checkpoint()
        database.close()

    def new(self, letter: str = "A", *, code: str = "12", council: bool = False) -> Desk:
        paths = app_paths(self.folder / f"desk-{len(self.made)}").make()
        shutil.copy(self.template, paths.database)
        database = Database(paths.database, KEY)
        with database.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA synchronous = OFF")  # only tests can afford that
        with database.transaction() as connection:
            settings.begin(connection)
        number = len(self.made) + 1
        me = Installation(
            council=council,
            code="00" if council else code,
            name="みどり市社会福祉協議会" if council else "みどり地区社会福祉協議会",
            device=f"{number:016x}",
            letter=letter,
            secret=SECRET,
            council_name="みどり市社会福祉協議会",
        )
        user = DeskPerson(Id(bytes([number]) * 16), "佐々木 恵子" if number == 1 else "市の担当", "管理者")
        desk = Desk(paths, database, me, user, clock_at(TODAY))
        with acting(desk, "begin") as session:
            session.record(DeskUser, user.id, {"name": user.name})
        self.made.append(desk)
        return desk

    def close(self) -> None:
        for desk in self.made:
            desk.close()


def carry(source: Desk, target: Desk) -> None:
    """Bring what one installation holds to another, as a bundle would; a council gets no home chains."""
    audiences = ("open", "shared") if target.me.council else ("open", "home", "shared")
    with source.database.read() as connection:
        blocks = [
            (s.name, 1, streams.lines_between(connection, s.number, 1, s.seq), (s.seq, s.tip, b"signature"))
            for s in streams.all_streams(connection)
            if s.seq and s.audience.startswith((*audiences, "reply", "common"))
        ]
    with target.database.transaction() as connection, target.database.journal_writing():
        for block in blocks:
            absorb.finish(connection, absorb.absorb_stream(connection, *block))


def at(desk: Desk, day: str) -> Desk:
    """Return the same desk on another day."""
    return replace(desk, clock=clock_at(day))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(desks: Desks) -> Desk:
    """A district's desk with nobody in it yet."""
    return desks.new()


@pytest.fixture
def carried() -> Callable[[Desk, Desk], None]:
    return carry


@pytest.fixture
def on_day() -> Callable[[Desk, str], Desk]:
    return at


class Town:
    """Writes people down in few words."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def person(self, name: str, kana: str = "", **values: object) -> Id:
        return people.save_person(self.desk, None, {"name": name, "kana": kana, **values}).result

    def volunteer(self, name: str, kana: str = "", role: str = "watcher") -> Id:
        ent = volunteers.save_volunteer(self.desk, None, {"name": name, "kana": kana}).result
        volunteers.add_role(self.desk, ent, role, "2020-04-01")
        return ent

    def watched(
        self, name: str, kana: str = "", start: str = "2026-01-10", every: int = 7, **values: object
    ) -> Id:
        person = self.person(name, kana, **values)
        registering.start_watch(self.desk, person, start, every_days=every)
        return person

    def visit(self, person: Id, day: str, method: str = Method.VISIT, **values: object) -> Id:
        draft = watching.VisitDraft(person, day, method, **values)  # type: ignore[arg-type]
        return watching.record_visit(self.desk, draft).result


@pytest.fixture
def town(desk: Desk) -> Town:
    return Town(desk)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """A council that has invited nobody yet."""
    made = City(tmp_path)
    yield made
    made.close()
