"""Legal erasure: names go everywhere and stay gone, in any order of arrival, and no total moves."""

from __future__ import annotations

import itertools
import json
import random
from contextlib import suppress
from typing import Any

import pytest
from dbdesk import COUNCIL, Desk, Desks

from sasaeai_desktop.db import erasing, erasures, purge, streams
from sasaeai_desktop.db.lines import line_id
from sasaeai_desktop.domain.cards import CardCopy
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import CopyErasure, Erasure
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import Visit

NAME, MEMO = "消田 花子", "花子さんは庭で豆に水やり中"


def erase(desk: Desk, *records: tuple[str, Id], kind: type[Erasure | CopyErasure] = Erasure) -> None:
    with desk.act() as session:
        session.undoable = False
        erasing.erase(session, kind, records)


def known_person(desk: Desk) -> tuple[Id, Id]:
    """Write somebody down with one act; returns the ids of both."""
    person = desk.new(Person, name=NAME, kana="けしだ はなこ")
    visit = desk.new(Visit, date="2023-10-05", person=person, method="visit", memo=MEMO)
    return person, visit


def said(desk: Desk) -> str:
    """Return everything that stands in any table, compressed lines unpacked, as one text to search for names."""
    found = []
    with desk.db.read() as connection:
        tables = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
        for table in tables:
            found += [repr(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]
        for stream in streams.all_streams(connection):
            for part in erasures.parts_of_number(connection, stream.number):
                found += [line.decode() for line in part.lines]
    return "\n".join(found)


def is_gone(desk: Desk) -> bool:
    text = said(desk)
    return not any(part in text for part in ("消田", "花子", "けしだ", "ケシダ"))


def is_whole(desk: Desk) -> bool:
    folded = desk.problems()
    with desk.db.read() as connection:
        return [*folded, *purge.problems(connection)] == []


def test_an_erasure_takes_names_out_of_every_table_and_leaves_the_act(desks: Desks) -> None:
    a = desks.new(1)
    person, visit = known_person(a)
    other = a.new(Person, name="山田 一郎")
    a.put(Person, person, phone="0166-00-1111")
    with a.db.transaction() as connection:
        draft = ("visit/" + person.hex(), b"u", person, "2023-10-05", json.dumps({"memo": MEMO}))
        connection.exec_driver_sql("INSERT INTO draft VALUES (?, ?, ?, ?, ?)", draft)
        log = ("out", "ff", "d", 1, "at", 1, "{}", json.dumps([NAME, "山田 一郎"], ensure_ascii=False), "p")
        connection.exec_driver_sql(f"INSERT INTO bundle_log VALUES (NULL{', ?' * 9})", log)
    with a.act(f"{NAME}さんのサロンの出席") as session:
        session.record(Person, other, {"phone": "1"})

    erase(a, ("person", person), ("visit", visit))

    assert is_gone(a)
    assert is_whole(a)
    assert a.row(Person, person) is None
    kept = a.row(Visit, visit)
    assert kept is not None
    assert (kept["date"], kept["person"], kept["memo"]) == ("2023-10-05", person, None)
    assert a.row(Person, other)["name"] == "山田 一郎"  # type: ignore[index]  # it is there
    assert a.rows("SELECT names FROM bundle_log") == [(f'["{purge.GONE_NAME}", "山田 一郎"]',)]
    before = a.tables()
    a.rebuilt()
    assert a.tables() == before


def test_old_bundles_bring_nothing_back_in_any_order(desks: Desks) -> None:
    a = desks.new(1)
    person, visit = known_person(a)
    old = a.carried()
    a.put(Person, person, phone="0166-00-1111")
    middle = a.carried()
    erase(a, ("person", person), ("visit", visit))
    new = a.carried()
    states = set()
    for number, order in enumerate(itertools.permutations([old, middle, new])):
        b = desks.new(10 + number)
        for bundle in (*order, *order):
            b.take(bundle)
        assert is_gone(b)
        assert is_whole(b)
        assert b.rows("SELECT count(*) FROM visit WHERE gone = 0") == [(1,)]
        states.add(b.state())
    assert states == {a.state()}


def test_what_is_written_after_the_erasure_lives(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    person, visit = known_person(a)
    b.take_from(a)
    b.put(Person, person, note="戻ってこられた")  # not seen by the erasure
    erase(a, ("person", person), ("visit", visit))
    a.put(Person, person, number="A-0001")
    old = b.carried()
    b.take_from(a)
    a.take(old)
    for desk in (a, b):
        row = desk.row(Person, person)
        assert row is not None
        assert (row["name"], row["note"], row["number"]) == (None, "戻ってこられた", "A-0001")
        assert is_gone(desk)
        assert is_whole(desk)
    assert a.state() == b.state()


def test_a_body_that_nobody_erased_may_not_be_missing(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    known_person(a)
    before = b.tables()
    for name, first, lines, signed in a.carried(("home",)):
        bare = [line.split(b"\t")[0] + b"\t" for line in lines]
        with pytest.raises(RefusedError) as refused:
            b.take([(name, first, bare, signed)])
        assert refused.value.check == "erased"
    assert b.tables() == before
    assert b.rows("SELECT * FROM segment") == []


def test_a_sibling_relays_what_was_erased_without_its_body(desks: Desks) -> None:
    a, b, c = desks.new(1), desks.new(2), desks.new(3)
    person, visit = known_person(a)
    old = a.carried()
    b.take(old)
    with b.act() as session:
        session.undoable = False
        erasing.erase(session, Erasure, [("person", person), ("visit", visit)])
    c.take(b.carried())
    c.take(old)
    a.take_from(c)
    assert all(is_gone(desk) and is_whole(desk) for desk in (a, b, c))
    assert a.state() == b.state() == c.state()


def test_another_history_of_a_copied_laptop_keeps_what_the_erasure_never_saw(desks: Desks) -> None:
    a = desks.new(1)
    person = a.new(Person, name=NAME, kana="けしだ はなこ")
    early = a.carried()
    copy = desks.restored(a, 1)  # the same streams, from here on another history
    copy.put(Person, person, note="写しで書いた")
    for n in range(3):
        a.put(Person, person, phone=f"{n}", kana=f"けしだ{n}")
    eraser = desks.new(2)
    eraser.take_from(a)
    erase(eraser, ("person", person))
    histories = {"early": early, "copy": copy.carried(), "erasure": eraser.carried()}
    states = set()
    for number, order in enumerate(itertools.permutations(histories)):
        c = desks.new(20 + number)
        for name in order:
            c.take(histories[name])
            assert is_whole(c)
        row = c.row(Person, person)
        assert row is not None
        assert (row["name"], row["note"], row["phone"]) == (None, "写しで書いた", None)
        assert is_gone(c)
        states.add(c.state())
    assert len(states) == 1


def test_lines_are_shown_nowhere_while_nobody_knows_whether_they_are_meant(desks: Desks) -> None:
    a, b, c = desks.new(1), desks.new(2), desks.new(3)
    person, _ = known_person(a)
    old = a.carried()
    a.put(Person, person, phone="1")
    b.take_from(a)
    erase(b, ("person", person))
    alone = [block for block in b.carried() if f".{b.writer.device}." in block[0]]
    c.take(alone)  # the erasure, and none of the lines
    c.take(old)  # not as far as the erasure's tip: which history is meant?
    assert c.row(Person, person) is None
    assert is_whole(c)
    assert c.rows("SELECT * FROM search_key") == []
    c.rebuilt()
    assert c.row(Person, person) is None
    c.take_from(a)
    assert NAME not in said(c)
    assert is_whole(c)
    c.take_from(b)
    assert c.state() == b.state()


def test_a_withdrawn_copy_leaves_the_council_too(desks: Desks) -> None:
    a, council = desks.new(1), desks.new(9, "00", council=True)
    copy = a.new(CardCopy, number="12-R5-001", name=NAME, facts=MEMO)
    old = a.carried(COUNCIL)
    council.take(old)
    erase(a, ("card_copy", copy), kind=CopyErasure)
    a.put(CardCopy, copy, number="12-R5-001", withdrawn="2023-10-06")
    council.take_from(a, COUNCIL)
    council.take(old)
    row = council.row(CardCopy, copy)
    assert row is not None
    assert (row["number"], row["withdrawn"], row["name"]) == ("12-R5-001", "2023-10-06", None)
    assert is_gone(council)
    assert is_whole(council)


def test_a_district_erases_nothing_of_another(desks: Desks) -> None:
    a, other, council = desks.new(1, "12"), desks.new(2, "34"), desks.new(9, "00", council=True)
    copy = a.new(CardCopy, name=NAME)
    council.take_from(a, COUNCIL)
    (stream, _, lines, _) = next(block for block in a.carried(("shared",)))
    up_to = json.dumps({stream: [[len(lines), line_id(lines[-1]).hex()]]})
    other.new(CopyErasure, what=(f"card_copy/{copy.hex()}",), up_to=up_to)
    council.take_from(other, COUNCIL)
    assert council.row(CardCopy, copy)["name"] == NAME  # type: ignore[index]  # it is there
    assert is_whole(council)


def test_check_notices_bodies_taken_away_or_left(desks: Desks) -> None:
    a = desks.new(1)
    person, _ = known_person(a)
    ((name, *_),) = a.carried(("home",))
    with a.importing() as connection:
        part = next(erasures.parts_of(connection, name))
        bare = [line.split(b"\t")[0] + b"\t" for line in part.lines]
        streams.replace_lines(connection, part.stream, part.first, bare)
        assert [p.split(": ")[1] for p in purge.problems(connection)] == ["body missing without an erasure"]
        streams.replace_lines(connection, part.stream, part.first, part.lines)
    erase(a, ("person", person))
    with a.importing() as connection:
        streams.replace_lines(connection, part.stream, part.first, part.lines)
        assert [p.split(": ")[1] for p in purge.problems(connection)] == ["erased body still here"]


@pytest.mark.parametrize("seed", range(8))
def test_any_bundles_of_any_age_in_any_order_end_in_one_state(desks: Desks, seed: int) -> None:
    """Two laptops write, erase and exchange; a third gets whole, cut and old bundles of both, shuffled."""
    chance = random.Random(seed)
    a, b = desks.new(1), desks.new(2)
    people: list[tuple[Id, Id]] = []
    erased: set[Id] = set()
    bag: list[list[Any]] = []
    for _ in range(14):
        desk, other = chance.choice([(a, b), (b, a)])
        step = chance.choice(["new", "new", "edit", "edit", "erase", "take", "take"])
        held = [p for p in people if desk.row(Person, p[0]) is not None]
        if step == "new":
            people.append(known_person(desk))
        elif step == "edit" and held:
            desk.put(Person, chance.choice(held)[0], note=f"{NAME} {chance.random()}")
        elif step == "erase" and held:
            person, visit = chance.choice(held)
            erase(desk, ("person", person), ("visit", visit))
            erased.add(person)
        elif step == "take":
            desk.take_from(other)
        for name, first, lines, (seq, tip, sign) in desk.carried():
            cut = chance.randint(0, len(lines) - 1)
            bag.append([(name, first, lines, (seq, tip, sign))])
            if cut:
                bag.append([(name, 1, lines[:cut], (cut, line_id(lines[cut - 1]), sign))])
            bag.append([(name, cut + 1, lines[cut:], (seq, tip, sign))])
        bag.append(desk.carried())
    a.take_from(b)
    b.take_from(a)
    c = desks.new(3)
    chance.shuffle(bag)
    for _ in range(2):
        for bundle in bag:
            with suppress(RefusedError):  # only one whose erasure has not come yet; all is here in the end
                c.take(bundle)
            for desk in (a, b):
                if chance.random() < 0.05:
                    desk.take(bundle)
    c.take_from(a)
    assert all(is_whole(desk) for desk in (a, b, c))
    assert a.state() == b.state() == c.state()
    assert c.rows("SELECT count(*) FROM visit WHERE gone = 0") == [(len(people),)]
    c.rebuilt()
    assert is_whole(c)
    assert c.state() == a.state()


def by(desk: Desk, blocks: list[Any]) -> list[Any]:
    """Return only what a desk wrote itself."""
    return [block for block in blocks if f".{desk.writer.device}." in block[0]]


def test_what_turns_out_not_to_be_meant_is_shown_again(desks: Desks) -> None:
    a, eraser, c = desks.new(1), desks.new(2), desks.new(3)
    person = a.new(Person, name=NAME)
    copy = desks.restored(a, 1)
    copy.put(Person, person, note="写しで書いた")
    a.new(Person, name="山田 一郎")
    eraser.take_from(a)
    erase(eraser, ("person", person))
    c.take(by(eraser, eraser.carried()))
    c.take_from(copy)
    assert c.row(Person, person) is None  # which history is meant, only the other one will tell
    c.take_from(a)  # it brings nothing about the person that was not here
    row = c.row(Person, person)
    assert row is not None
    assert (row["name"], row["note"]) == (None, "写しで書いた")
    assert is_whole(c)


def test_what_an_erased_change_had_replaced_lives_wherever_it_is(desks: Desks) -> None:
    a, b, eraser, c = (desks.new(n) for n in range(1, 5))
    person = a.new(Person, name=NAME)
    b.take_from(a)
    b.put(Person, person, note="b")
    a.take_from(b)
    a.put(Person, person, note="a")
    eraser.take(by(a, a.carried()))  # b's own stick has not come yet
    c.take(by(a, a.carried()))
    erase(eraser, ("person", person))
    for desk in (a, b, c):
        desk.take_from(eraser)
        desk.take(by(b, b.carried()))
        row = desk.row(Person, person)
        assert row is not None
        assert (row["name"], row["note"]) == (None, "b")
        assert is_whole(desk)
    assert a.state() == b.state() == c.state()


def test_what_lies_behind_a_gap_is_erased_too_and_what_fills_it(desks: Desks) -> None:
    a, b = desks.new(1), desks.new(2)
    person, _ = known_person(a)
    for n in range(5):
        a.put(Person, person, note=f"{NAME}{n}")
    ((name, first, lines, signed),) = a.carried(("home",))
    b.take([(name, first, lines[:2], (2, line_id(lines[1]), b""))])
    b.take([(name, 5, lines[4:], signed)])
    assert f"{NAME}4" in said(b)
    erase(b, ("person", person))
    assert NAME not in said(b)
    b.take([(name, 1, lines, signed)])
    assert NAME not in said(b)
    assert is_whole(b)
