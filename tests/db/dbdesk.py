"""An installation for tests: a real encrypted file in a temporary folder, and ways to carry changes to another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import absorb, fold, settings, state, streams
from sasaeai_desktop.db.absorb import Absorbed
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.own_streams import Writer
from sasaeai_desktop.db.schema import migrate
from sasaeai_desktop.db.tables import kind_tables
from sasaeai_desktop.db.write import WriteSession, writing
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record

KEY = b"k" * 32
SIBLING = ("open", "home", "shared")
COUNCIL = ("open", "shared")


@dataclass
class Desk:
    """One installation."""

    db: Database
    writer: Writer
    day: str = "2023-10-05"

    @contextmanager
    def act(self, label: str = "action", user: bytes | None = None) -> Iterator[WriteSession]:
        writer = (
            self.writer
            if user is None
            else Writer(self.writer.device, self.writer.district, self.writer.council, user)
        )
        with writing(self.db, writer, clock_at(self.day), label) as session:
            yield session
            self.last = session.finish()

    def put(self, kind: type[Record], ent: Id, **values: object) -> bool:
        with self.act() as session:
            return session.record(kind, ent, values)

    def new(self, kind: type[Record], **values: object) -> Id:
        with self.act() as session:
            ent = session.new_id()
            session.record_many(kind, [(ent, values)])
            return ent

    def row(self, kind: type[Record], ent: Id) -> Mapping[str, Any] | None:
        with self.db.read() as connection:
            found = connection.exec_driver_sql(f'SELECT * FROM "{kind.kind}" WHERE id = ?', (ent,))
            names, row = found.keys(), found.first()
            return None if row is None else dict(zip(names, row, strict=True))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.db.read() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    def heads(self, ent: Id, field: str) -> list[Any]:
        with self.db.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT value FROM head WHERE ent = ? AND field = ? ORDER BY value", (ent, field)
            )
            return [row[0] for row in found]

    def problems(self) -> list[str]:
        with self.db.read() as connection:
            return fold.check_fold(connection)

    def state(self, *, open_only: bool = False) -> str:
        with self.db.read() as connection:
            return state.state_hash(connection, open_only=open_only)

    def carried(
        self, audiences: tuple[str, ...] = SIBLING
    ) -> list[tuple[str, int, list[bytes], tuple[int, bytes, bytes]]]:
        """Return every stream's held lines as a bundle would bring them."""
        found = []
        with self.db.read() as connection:
            for stream in streams.all_streams(connection):
                if stream.seq and (
                    stream.audience in audiences or stream.audience.startswith(("reply", "common"))
                ):
                    lines = streams.lines_between(connection, stream.number, 1, stream.seq)
                    found.append((stream.name, 1, lines, (stream.seq, stream.tip, b"signature")))
        return found

    @contextmanager
    def importing(self) -> Iterator[Connection]:
        with self.db.transaction() as connection, self.db.journal_writing():
            yield connection

    def take(self, blocks: list[Any]) -> list[Absorbed]:
        with self.importing() as connection:
            done = [absorb.absorb_stream(connection, *block) for block in blocks]
            for each in done:
                absorb.finish(connection, each)
        return done

    def take_from(self, other: Desk, audiences: tuple[str, ...] = SIBLING) -> list[Absorbed]:
        return self.take(other.carried(audiences))

    def rebuilt(self) -> None:
        with self.importing() as connection:
            fold.rebuild(connection)

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return everything a rebuild must give again: projection, heads, canonical ids, search keys.

        Not ``dead``: which replaced writes came after what replaced them depends on the order, and nothing else.
        """
        names = (*kind_tables, "head", "canon", "search_key", "search_gram")
        return {name: sorted(self.rows(f'SELECT * FROM "{name}"'), key=repr) for name in names}


class Desks:
    """Makes installations quickly: the schema is made once and copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[Database] = []
        self.template = folder / "template.db"
        database = Database(self.template, KEY)
        migrate(database)
        database.checkpoint()
        database.close()

    def new(self, number: int, district: str = "12", *, council: bool = False) -> Desk:
        path = self.folder / f"desk-{len(self.made)}.db"
        shutil.copy(self.template, path)
        return self.open(path, number, district, council=council, begin=True)

    def open(
        self, path: Path, number: int, district: str = "12", *, council: bool = False, begin: bool = False
    ) -> Desk:
        database = Database(path, KEY)
        self.made.append(database)
        with database.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA synchronous = OFF")  # only tests can afford that
        if begin:
            with database.transaction() as connection:
                settings.begin(connection)
        return Desk(database, Writer(f"{number:016x}", district, council, bytes([number]) * 16))

    def restored(self, desk: Desk, number: int) -> Desk:
        """Return a copy of a desk as a backup would bring it back: same device, same streams."""
        path = self.folder / f"desk-{len(self.made)}.db"
        desk.db.copy_into(path)
        return self.open(path, number, desk.writer.district, council=desk.writer.council)

    def close(self) -> None:
        for database in self.made:
            database.close()
