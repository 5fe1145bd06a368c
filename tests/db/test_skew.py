"""Old reader + upgrade = new reader: an older program keeps, unread and untouched, what only a newer one understands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from dbdesk import Desk, Desks

from sasaeai_desktop.db import columns, erasing, fold, purge, schema, settings
from sasaeai_desktop.domain import kinds, registry
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import Closing, Erasure
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import Visit

_NEW_KINDS = ("closing", "erasure", "copy_erasure", "decision")
_NEW_FIELDS = {"visit": ("result", "signs"), "person": ("fax",)}
_CACHES = (
    columns.chain_fields,
    columns.chain_columns,
    columns.insert_sql,
    columns.extend_sql,
    columns.pointer_columns,
)


@contextmanager
def older_program(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be the program before these kinds and fields were thought of; it settles no erasures either."""
    with monkeypatch.context() as older:
        for kind in _NEW_KINDS:
            older.delitem(registry.KINDS, kind)
        for kind, gone in _NEW_FIELDS.items():
            fields = kinds.fields_of(registry.KINDS[kind])
            older.setitem(kinds._fields, kind, {n: f for n, f in fields.items() if n not in gone})
        older.setattr(purge, "settle", lambda *_args, **_more: purge.Purged(0, {}))
        for cached in _CACHES:
            cached.cache_clear()
        yield
    for cached in _CACHES:
        cached.cache_clear()


def write_what_is_new(newer: Desk) -> tuple[Id, Id]:
    person = newer.new(Person, name="消田 花子", kana="けしだ はなこ", fax="0166-00-2222")
    other = newer.new(Person, name="山田 一郎", fax="0166-00-3333")
    visit = newer.new(Visit, date="2023-10-05", person=other, method="drone", result="waved", signs=("x9",))
    newer.put(
        Visit, visit, result="waved back", memo="m"
    )  # an edit of a field that the older program does not know
    newer.new(Closing, month="2023-10", figures=json.dumps({"acts": 1, "acts.drone": 1}), tips="{}")
    with newer.act() as session:
        erasing.erase(session, Erasure, [("person", person)])
    return person, visit


def test_an_older_reader_keeps_relays_and_after_the_upgrade_knows_all(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, old, third = desks.new(1), desks.new(2), desks.new(3)
    person, visit = write_what_is_new(newer)
    with older_program(monkeypatch):
        old.take_from(newer)
        assert old.rows("SELECT method, result FROM visit") == [("drone", None)]
        assert old.rows("SELECT count(*) FROM erasure") == [(0,)]
        assert old.problems() == []
        old.put(Visit, visit, memo="edited by the older program")
        relayed = old.carried()
    newer.take(relayed)
    third.take(relayed)
    assert third.state() == newer.state() != old.state()

    old.rebuilt()

    assert old.state() == newer.state()
    assert old.problems() == []
    assert old.row(Person, person) is None
    assert old.tables() == {**third.tables(), "search_key": old.tables()["search_key"]}
    row = old.row(Visit, visit)
    assert row is not None
    assert (row["result"], row["method"], row["memo"]) == (
        "waved back",
        "drone",
        "edited by the older program",
    )
    assert [block[2] for block in relayed if block[0].startswith(f"12.{newer.writer.device}")] == [
        block[2] for block in newer.carried() if block[0].startswith(f"12.{newer.writer.device}")
    ]


def test_lines_erased_while_the_program_was_old_are_stripped_by_the_upgrade(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, old = desks.new(1), desks.new(2)
    person = newer.new(Person, name="消田 花子")
    with older_program(monkeypatch):
        old.take_from(newer)
        old.put(Person, person, note="書き足した")
    with newer.act() as session:
        erasing.erase(session, Erasure, [("person", person)])
    with older_program(monkeypatch):
        old.take_from(newer)
        assert old.rows("SELECT name FROM person") == [("消田 花子",)]
    old.rebuilt()
    assert old.rows("SELECT name, note FROM person") == [(None, "書き足した")]
    assert not any(b"\xe6\xb6\x88\xe7\x94\xb0" in line for block in old.carried() for line in block[2])
    newer.take_from(old)
    assert newer.state() == old.state()


def test_opening_an_older_file_folds_its_journal_anew(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    newer, old = desks.new(1), desks.new(2)
    write_what_is_new(newer)
    with older_program(monkeypatch):
        old.take_from(newer)
    kept = ("setting", "peer", "action", "quarantine", "recount", "draft", "bundle_log", "access_log")
    with old.importing() as connection:
        settings.put(connection, "letter", "Q")
        connection.exec_driver_sql("INSERT INTO draft VALUES ('visit/1', x'01', x'02', '2023', '{}')")
        connection.exec_driver_sql("INSERT INTO recount VALUES (x'01', '2023', 1, '{}')")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION - 1}")
    before = {table: old.rows(f"SELECT * FROM {table}") for table in kept if table != "setting"}
    monkeypatch.setattr(schema, "_statements", lambda _number: [])
    seen: list[tuple[int, int]] = []

    assert schema.migrate(old.db, lambda done, total: seen.append((done, total)))

    assert old.state() == newer.state()
    assert old.problems() == []
    assert seen[-1][0] == seen[-1][1] > 0
    assert {table: old.rows(f"SELECT * FROM {table}") for table in before} == before
    assert ("letter", "Q") in old.rows("SELECT * FROM setting")
    seen.clear()
    assert not schema.migrate(old.db, lambda done, total: seen.append((done, total)))
    assert seen == []


def test_a_journal_that_cannot_be_folded_leaves_the_older_file_as_it_was(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = desks.new(1)
    old.new(Person, name="山田 一郎")
    before = old.tables()
    with old.importing() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION - 1}")
    monkeypatch.setattr(schema, "_statements", lambda _number: [])

    def fails(*_args: object, **_more: object) -> None:
        raise RuntimeError("pulled")

    monkeypatch.setattr(fold, "apply_all", fails)
    with pytest.raises(RuntimeError, match="pulled"):
        schema.migrate(old.db)
    assert old.tables() == before
    with old.db.read() as connection:
        assert schema.version_of(connection) == schema.VERSION - 1
