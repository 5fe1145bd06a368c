"""Two who write at once: nothing is dropped, one value is shown everywhere, a person decides; deletes and merges."""

from __future__ import annotations

import itertools

import pytest
from dbdesk import COUNCIL, Desk, Desks
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.db.derived import components
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Merge, Person, Role
from sasaeai_desktop.domain.watch import Visit


@pytest.fixture
def pair(desks: Desks) -> tuple[Desk, Desk]:
    return desks.new(1), desks.new(2)


def both_ways(*desks: Desk) -> None:
    for _ in range(2):
        for one, other in itertools.permutations(desks, 2):
            other.take_from(
                one, COUNCIL if one.writer.council or other.writer.council else ("open", "home", "shared")
            )


def shown(desk: Desk, ent: Id, field: str) -> object:
    return desk.rows(f"SELECT \"{field}\" FROM role WHERE id = x'{ent.hex()}'")[0][0]


def test_two_edits_are_two_heads_until_somebody_decides(pair: tuple[Desk, Desk]) -> None:
    a, b = pair
    ent = a.new(Person, name="x", phone="1", note="n")
    b.take_from(a)
    a.put(Person, ent, name="a", phone="2")
    b.put(Person, ent, name="b", note="m")
    both_ways(a, b)
    assert a.heads(ent, "name") == b.heads(ent, "name") == ['"a"', '"b"']
    for desk in pair:
        row = desk.row(Person, ent)
        assert row
        assert (row["phone"], row["note"]) == ("2", "m")  # different fields never conflict
    assert a.rows("SELECT name FROM person") == b.rows("SELECT name FROM person")
    loser = {"a": "b", "b": "a"}[a.rows("SELECT name FROM person")[0][0]]
    assert b.put(Person, ent, name=loser)
    both_ways(a, b)
    assert a.heads(ent, "name") == b.heads(ent, "name") == [f'"{loser}"']
    assert a.state() == b.state()
    assert a.problems() == b.problems() == []


def test_strictly_serial_edits_never_conflict(pair: tuple[Desk, Desk]) -> None:
    a, b = pair
    ent = a.new(Person, name="0")
    for n in range(6):
        reader, writer = (a, b) if n % 2 else (b, a)
        reader.take_from(writer)
        reader.put(Person, ent, name=str(n))
    both_ways(a, b)
    assert a.heads(ent, "name") == b.heads(ent, "name") == ['"5"']


def test_equal_values_do_not_ask(pair: tuple[Desk, Desk]) -> None:
    a, b = pair
    ent = a.new(Person, name="x")
    b.take_from(a)
    for desk in pair:
        desk.put(Person, ent, name="same")
    both_ways(a, b)
    assert len(set(a.heads(ent, "name"))) == 1
    assert a.rows("SELECT name FROM person") == b.rows("SELECT name FROM person") == [("same",)]


def test_the_shown_value_is_the_councils_then_the_later_then_the_larger_id(desks: Desks) -> None:
    a, b, council = desks.new(1), desks.new(2), desks.new(9, "00", council=True)
    ent = a.new(Role, role="watcher")
    both_ways(a, b, council)
    council.put(Role, ent, start="2001-01-01")
    for n in range(1, 4):
        a.put(Role, ent, start=f"2002-01-0{n}", end=f"2002-01-0{n}")
    b.put(Role, ent, start="2003-01-01", end="2003-01-01")
    a.day, b.day = "2000-01-01", "2099-12-31"  # clocks play no part
    both_ways(a, b, council)
    assert {shown(d, ent, "start") for d in (a, b, council)} == {"2001-01-01"}
    assert {shown(d, ent, "end") for d in (a, b, council)} == {"2002-01-03"}
    one, two = a.new(Role, role="x"), a.new(Role, role="y")
    both_ways(a, b)
    for ent in (one, two):
        for desk in (a, b):
            desk.put(Role, ent, role=f"by {desk.writer.device}")
    both_ways(a, b)
    for ent in (one, two):
        top = max(a.rows(f"SELECT lam, id, value FROM head WHERE ent = x'{ent.hex()}' AND field = 'role'"))
        assert f'"{shown(a, ent, "role")}"' == f'"{shown(b, ent, "role")}"' == top[2]


def test_an_edit_that_a_delete_had_not_seen_keeps_the_row(pair: tuple[Desk, Desk]) -> None:
    a, b = pair
    ent = a.new(Visit, date="2023-10-05", result="met")
    late = a.new(Visit, date="2023-10-06", result="met")
    b.take_from(a)
    with a.act() as session:
        session.delete(Visit, ent)
        session.delete(Visit, late)
    b.put(Visit, late, result="absent")
    b.put(Visit, ent, memo="only at home: deleted here, and the council counts the same")
    both_ways(a, b)
    for desk in pair:
        gone = {row[0]: row[1] for row in desk.rows("SELECT id, gone FROM visit")}
        assert gone == {ent: 1, late: 0}
        assert desk.problems() == []
    with b.act() as session:
        session.delete(Visit, late)
    both_ways(a, b)
    assert a.rows("SELECT gone FROM visit") == b.rows("SELECT gone FROM visit") == [(1,), (1,)]
    with a.act() as session:
        session.restore(Visit, ent)
    both_ways(a, b)
    assert {row[0]: row[1] for row in b.rows("SELECT id, gone FROM visit")} == {ent: 0, late: 1}


def test_the_council_sees_the_same_deletes_as_the_laptops(desks: Desks) -> None:
    a, council = desks.new(1), desks.new(9, "00", council=True)
    ent = a.new(Visit, date="2023-10-05", memo="x")
    with a.act() as session:
        session.delete(Visit, ent)
    a.put(Visit, ent, memo="later")
    council.take_from(a, COUNCIL)
    assert a.rows("SELECT gone FROM visit") == council.rows("SELECT gone FROM visit") == [(1,)]


def test_a_record_of_which_only_the_home_part_is_here_can_be_deleted(pair: tuple[Desk, Desk]) -> None:
    a, b = pair
    ent = a.new(Visit, date="2023-10-05", memo="x")
    blocks = a.carried()
    b.take([block for block in blocks if block[0].endswith("home")])
    with b.act() as session:
        session.delete(Visit, ent)
    assert b.rows("SELECT gone FROM visit") == [(1,)]
    assert b.problems() == []
    b.take(blocks)
    a.take_from(b)
    assert (
        a.rows("SELECT gone FROM visit") == b.rows("SELECT gone FROM visit") == [(0,)]
    )  # it had not seen the visit
    assert a.state() == b.state()
    assert a.problems() == b.problems() == []


def test_a_record_and_its_namesake_of_another_kind_do_not_mix(desks: Desks) -> None:
    a = desks.new(1)
    ent = Id(b"\x01" * 16)
    for kind in (Person, Visit):
        with a.act() as session:
            session.record_many(kind, [(ent, {})])
    a.put(Person, ent, note="person")
    with a.act() as session:
        session.delete(Visit, ent)
    assert a.rows("SELECT gone FROM person") == [(0,)]
    assert a.problems() == []
    before = a.tables()
    a.rebuilt()
    assert a.tables() == before


def test_merged_people_have_one_canonical_id_and_unmerging_brings_all_back(pair: tuple[Desk, Desk]) -> None:
    a, b = pair
    ids = [a.new(Person, name=str(n)) for n in range(4)]
    first = a.new(Merge, a=ids[1], b=ids[0])
    a.new(Merge, a=ids[2], b=ids[1])
    b.take_from(a)
    for desk in pair:
        assert desk.rows("SELECT id, canon FROM canon ORDER BY id") == [(i, ids[0]) for i in ids[:3]]
    with b.act() as session:
        session.delete(Merge, first)
    a.take_from(b)
    for desk in pair:
        assert desk.rows("SELECT id, canon FROM canon ORDER BY id") == [(i, ids[1]) for i in ids[1:3]]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10), st.randoms())
def test_the_canonical_id_is_the_smallest_of_all_connected(
    pairs: list[tuple[int, int]], random: object
) -> None:
    group = {n: n for pair in pairs for n in pair}
    for _ in group:
        for x, y in pairs:
            group[x] = group[y] = min(group[x], group[y])
    as_bytes = [(bytes([x]), bytes([y])) for x, y in pairs]
    random.shuffle(as_bytes)  # type: ignore[attr-defined]
    assert components(as_bytes) == {bytes([n]): bytes([low]) for n, low in group.items()}
