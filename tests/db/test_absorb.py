"""Taking in what others wrote: again, in any order, with gaps and forks; and refusing what does not belong."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from dbdesk import COUNCIL, Desk, Desks

from sasaeai_desktop.db import absorb, columns, settings, write
from sasaeai_desktop.db.lines import NO_CHANGE, canonical, encode_body, encode_change, line_id
from sasaeai_desktop.domain import kinds, registry
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import Visit

Block = tuple[str, int, list[bytes], tuple[int, bytes, bytes]]


def cut(block: Block, first: int, last: int) -> Block:
    """Return a part of a block, as another bundle with its own signed tip would bring it."""
    name, begin, lines, _ = block
    part = lines[first - begin : last - begin + 1]
    return name, first, part, (last, line_id(part[-1]), b"signature")


def forged(audience: str, ent: str, w: dict[str, Any], *, district: str = "12", **more: Any) -> Block:
    """Return a block that a program of its own making would send."""
    name = f"{district}.00000000000000ff.00000000.{audience}"
    body = encode_body(
        canonical(w), act="01" * 16, by="02" * 16, lam=1, on="2023-10-05", salt="03" * 16, **more
    )
    line, tip = encode_change(name, 1, NO_CHANGE, ent, body)
    return name, 1, [line], (1, tip, b"signature")


def busy(desk: Desk) -> list[Id]:
    """Write new records, edits and deletes."""
    ents = [desk.new(Visit, date=f"2023-10-{n:02}", result="met", memo="m") for n in range(1, 7)]
    for n, ent in enumerate(ents):
        desk.put(Visit, ent, result="absent", memo=f"{n}")
    with desk.act() as session:
        session.delete(Visit, ents[0])
    desk.put(Visit, ents[0], date="2023-11-01")
    desk.new(Person, name="a", kana="あ")
    return ents


def test_the_same_again_changes_nothing(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    busy(a)
    first = b.take_from(a)
    assert [d.known for d in first] == [0] * len(first)
    before = (b.tables(), b.rows("SELECT * FROM segment"), b.rows("SELECT * FROM stream"))
    again = b.take_from(a)
    assert [d.added for d in again] == [0] * len(again)
    assert [d.known for d in again] == [d.added for d in first]
    assert (b.tables(), b.rows("SELECT * FROM segment"), b.rows("SELECT * FROM stream")) == before
    assert a.state() == b.state()


def test_any_order_of_bundles_gives_one_state(desks: Desks) -> None:
    a = desks.new(1)
    busy(a)
    (block,) = [b for b in a.carried() if b[0].endswith("open")]
    last = block[3][0]
    parts = [cut(block, 1, 4), cut(block, 5, 9), cut(block, 10, last)]
    states = set()
    for order in itertools.permutations(parts):
        council = desks.new(9, "00", council=True)
        for part in order:
            council.take([part])
            assert council.problems() == []
        states.add(council.state(open_only=True))
        assert council.rows("SELECT id, gone, date, result FROM visit") == a.rows(
            "SELECT id, gone, date, result FROM visit"
        )
        assert council.rows("SELECT seq, tip FROM stream") == [block[3][:2]]
    assert states == {a.state(open_only=True)}


def test_a_gap_is_named_and_filled(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    busy(a)
    (block,) = [x for x in a.carried() if x[0].endswith("home")]
    last = block[3][0]
    (done,) = b.take([cut(block, 4, 6)])
    assert (done.added, done.gap) == (3, 1)
    (done,) = b.take([cut(block, 8, last)])
    assert done.gap == 1
    (done,) = b.take([cut(block, 1, 3)])
    assert (done.added, done.gap) == (3, 0)
    assert b.rows("SELECT seq FROM stream") == [(6,)]
    (done,) = b.take([block])  # overlaps both sides of what is held behind the gap
    assert (done.added, done.known, done.gap) == (1, last - 1, 0)
    assert b.rows("SELECT seq, tip FROM stream") == [block[3][:2]]
    assert b.problems() == []
    assert a.rows("SELECT id, memo FROM visit") == b.rows("SELECT id, memo FROM visit")


@pytest.mark.parametrize("case", ["short", "long", "other tip", "flipped", "missing inside", "from zero"])
def test_what_does_not_reach_the_signed_tip_is_refused_and_changes_nothing(desks: Desks, case: str) -> None:
    a, b = desks.new(1), desks.new(2)
    busy(a)
    (name, first, lines, signed) = next(x for x in a.carried() if x[0].endswith("open"))
    seq, _, signature = signed
    wrong: Block = {
        "short": (name, first, lines[:-1], signed),
        "long": (name, first, lines, (seq - 1, line_id(lines[-2]), signature)),
        "other tip": (name, first, lines, (seq, b"x" * 16, signature)),
        "flipped": (name, first, [lines[0].replace(b"2023-10-01", b"2023-10-09"), *lines[1:]], signed),
        "missing inside": (name, first + 1, [lines[0], *lines[2:]], signed),
        "from zero": (name, 0, [lines[0], *lines], signed),
    }[case]
    before = b.tables()
    with pytest.raises(RefusedError):
        b.take([wrong])
    assert b.tables() == before
    assert b.rows("SELECT * FROM stream") == []


def test_a_tampered_line_behind_what_is_known_is_refused(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    busy(a)
    block = next(x for x in a.carried() if x[0].endswith("home"))
    b.take([cut(block, 1, 5)])
    name, first, lines, signed = block
    lines = [*lines[:6], lines[6][:-3] + b"x" + lines[6][-2:], *lines[7:]]
    with pytest.raises(RefusedError):
        b.take([(name, first, lines, signed)])
    assert b.rows("SELECT seq FROM stream") == [(5,)]


@pytest.mark.parametrize(
    ("audience", "ent", "w"),
    [
        ("open", "person/" + "11" * 16, {"name": ["x", []]}),
        ("open", "visit/" + "11" * 16, {"memo": ["x", []]}),
        ("open", "visit/" + "11" * 16, {"date": ["2023-10-05", []], "memo": ["x", ["22" * 16]]}),
        ("home", "visit/" + "11" * 16, {"date": ["2023-10-05", []]}),
        ("home", "visit/" + "11" * 16, {"_del": [True, []]}),
        ("common", "visit/" + "11" * 16, {"date": ["2023-10-05", []]}),
        ("open", "visit/" + "11" * 16, {"date": [5, []]}),
        ("open", "visit/" + "11" * 16, {"person": ["11", []]}),
        ("home", "visit/" + "11" * 16, {"signs": [[1], []]}),
        ("open", "tally/" + "11" * 16, {"count": [True, []]}),
        ("open", "tally/" + "11" * 16, {"count": ["5", ["22" * 16]]}),
        ("open", "visit/" + "11" * 16, {"_del": ["yes", []]}),
    ],
)
def test_a_field_in_the_wrong_chain_or_form_is_refused(
    desks: Desks, audience: str, ent: str, w: dict[str, Any]
) -> None:
    b = desks.new(2)
    with pytest.raises(RefusedError) as caught:
        b.take([forged(audience, ent, w)])
    assert caught.value.check in {"chain", "field"}
    assert b.rows("SELECT * FROM stream") == []


def test_a_restored_laptop_takes_its_lost_changes_back(desks: Desks) -> None:
    a, sibling = desks.new(1), desks.new(2)
    a.new(Person, name="kept")
    old = desks.restored(a, 1)
    a.new(Person, name="lost")
    sibling.take_from(a)
    done = old.take_from(sibling)
    assert [d.added for d in done] == [1]
    assert not any(d.forked for d in done)
    assert sorted(old.rows("SELECT name FROM person")) == [("kept",), ("lost",)]
    with old.importing() as connection:
        write.begin_new_streams(connection)
    old.new(Person, name="new")
    sibling.take_from(old)
    assert sibling.state() == old.state()
    assert len(sibling.rows("SELECT n FROM stream")) == 2


def test_two_histories_of_one_stream_are_both_kept_everywhere(desks: Desks) -> None:
    a, sibling, council = desks.new(1), desks.new(2), desks.new(9, "00", council=True)
    ent = a.new(Visit, date="2023-10-01", result="met", memo="0")
    copy = desks.restored(a, 1)
    a.put(Visit, ent, result="absent")
    lost = a.new(Visit, date="2023-10-02")
    copy.put(Visit, ent, result="seen")
    new = copy.new(Visit, date="2023-10-03")
    third = desks.restored(copy, 1)
    third.new(Visit, date="2023-10-04")
    copy.new(Visit, date="2023-10-05")
    sibling.take_from(a)
    done = copy.take_from(sibling)
    assert any(d.forked for d in done)
    assert sum(d.added for d in done) >= 2
    with copy.importing() as connection:
        write.begin_new_streams(connection)
    copy.new(Visit, date="2023-10-06")
    assert {lost, new} <= {row[0] for row in copy.rows("SELECT id FROM visit")}
    assert copy.heads(ent, "result") == ['"absent"', '"seen"']
    for _ in range(2):
        for one, other in itertools.permutations((a, copy, third, sibling), 2):
            other.take_from(one)
        council.take_from(sibling, COUNCIL)
    assert len({d.state() for d in (a, copy, third, sibling)}) == 1
    assert len({d.state(open_only=True) for d in (a, council)}) == 1
    for desk in (a, copy, third, sibling, council):
        assert desk.problems() == []
        before = desk.tables()
        desk.rebuilt()
        assert desk.tables() == before
    with sibling.act() as session:
        session.delete(Visit, ent)
    copy.take_from(sibling)
    for desk in (sibling, copy):
        assert desk.rows(f"SELECT gone FROM visit WHERE id = x'{ent.hex()}'") == [(1,)]


def test_what_two_branches_share_takes_effect_once(desks: Desks) -> None:
    a, sibling = desks.new(1), desks.new(2)
    ent = a.new(Visit, date="2023-10-01", result="met")
    copy = desks.restored(a, 1)
    a.new(Visit, date="2023-10-02")
    copy.put(Visit, ent, result="seen")
    third = desks.restored(copy, 1)
    copy.new(Visit, date="2023-10-03")
    third.new(Visit, date="2023-10-04")
    sibling.take_from(a)
    sibling.take_from(copy)
    sibling.put(Visit, ent, result="absent")
    sibling.take_from(third)  # brings "seen" once more, which the sibling has replaced
    assert sibling.heads(ent, "result") == ['"absent"']
    assert sibling.problems() == []
    before = sibling.tables()
    sibling.rebuilt()
    assert sibling.tables() == before


def test_a_delete_that_saw_one_of_two_histories_does_not_hide_the_other(desks: Desks) -> None:
    a, sibling = desks.new(1), desks.new(2)
    ent = a.new(Visit, date="2023-10-01", result="met")
    copy = desks.restored(a, 1)
    copy.put(Visit, ent, result="seen")
    for n in range(3):
        a.new(Visit, date=f"2023-10-0{n + 2}")
    sibling.take_from(a)
    with sibling.act() as session:
        session.delete(Visit, ent)
    assert sibling.rows(f"SELECT gone FROM visit WHERE id = x'{ent.hex()}'") == [(1,)]
    done = sibling.take_from(copy)
    assert any(d.forked and ent in d.touched["visit"] for d in done)
    assert sibling.rows(f"SELECT gone FROM visit WHERE id = x'{ent.hex()}'") == [(0,)]
    assert sibling.problems() == []


def test_a_fork_behind_a_gap_is_kept_too(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    for n in range(4):
        a.new(Person, name=f"{n}")
    copy = desks.restored(a, 1)
    for n in range(4):
        a.new(Person, name=f"a{n}")
        copy.new(Person, name=f"b{n}")
    (mine,), (other,) = a.carried(), copy.carried()
    b.take([cut(mine, 1, 2)])
    b.take([cut(mine, 6, 8)])
    (done,) = b.take([cut(other, 3, 8)])
    assert done.forked
    b.take([mine])
    assert len(b.rows("SELECT id FROM person")) == 12
    assert b.problems() == []


def test_finishing_raises_the_tie_break_and_refreshes_what_is_derived(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    ent = a.new(Person, name="髙橋", kana="たかはし")
    a.put(Person, ent, phone="1")
    with b.importing() as connection:
        together = absorb.Absorbed()
        for block in a.carried():
            done = absorb.absorb_stream(connection, *block)
            together.max_lam = max(together.max_lam, done.max_lam)
            together.touched.update(done.touched)
        absorb.finish(connection, together)
        assert settings.number(connection, "lam") == 2
        absorb.finish(connection, absorb.Absorbed(max_lam=1))
        assert settings.number(connection, "lam") == 2
    assert b.tables()["search_key"] == a.tables()["search_key"] != []
    with a.act() as session:
        session.delete(Person, ent)
    b.take_from(a)
    assert b.rows("SELECT * FROM search_key") == b.rows("SELECT * FROM search_gram") == []


def test_what_a_newer_program_wrote_waits_for_the_upgrade(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    b = desks.new(2)
    ent = "11" * 16
    newer = forged("open", f"visit/{ent}", {"date": ["2023-10-05", []], "result": ["met", []]})
    kind = forged("home", f"person/{ent}", {"name": ["x", []], "note": ["y", []]})
    with monkeypatch.context() as older:
        older.delitem(registry.KINDS, "person")
        older.setitem(
            kinds._fields, "visit", {n: f for n, f in kinds.fields_of(Visit).items() if n != "result"}
        )
        caches = (columns.chain_fields, columns.chain_columns, columns.insert_sql, columns.pointer_columns)
        for cached in caches:
            cached.cache_clear()
        (one, two) = b.take([newer, kind])
        assert (one.added, two.added) == (1, 1)
        assert b.rows("SELECT date, result FROM visit") == [("2023-10-05", None)]
        assert b.problems() == []
    for cached in caches:
        cached.cache_clear()
    assert b.problems() != []
    b.rebuilt()
    assert b.rows("SELECT date, result FROM visit") == [("2023-10-05", "met")]
    assert b.rows("SELECT name, note FROM person") == [("x", "y")]
    assert b.problems() == []
    assert [x[2] for x in b.carried()] == [newer[2], kind[2]]  # passed on as they came


def test_a_rebuild_passes_over_what_an_older_program_let_in_unread(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    b = desks.new(2)
    ent = "11" * 16
    with monkeypatch.context() as older:
        older.delitem(registry.KINDS, "person")
        older.delitem(registry.KINDS, "visit")
        b.take([forged("open", f"person/{ent}", {"name": ["x", []]})])
        b.take(
            [
                forged(
                    "home",
                    f"visit/{ent}",
                    {"memo": [5, []], "date": ["2023-10-05", []], "time": ["10:00", []]},
                )
            ]
        )
    b.rebuilt()
    assert b.rows("SELECT name FROM person") == []
    assert b.rows("SELECT memo, date, time FROM visit") == [(None, None, "10:00")]
    assert b.problems() == []
