"""Undo: an action as a whole, as far as nobody has written since; and back again."""

from __future__ import annotations

import pytest
from dbdesk import Desk, Desks

from sasaeai_desktop.db import actions
from sasaeai_desktop.db.actions import Undone, last_actions
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import Visit


@pytest.fixture
def desk(desks: Desks) -> Desk:
    return desks.new(1)


def undo(desk: Desk, act: bytes | None) -> Undone:
    assert act is not None
    with desk.act("undo") as session:
        done = actions.undo(session, act)
    assert desk.problems() == []
    return done


def names(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT name, phone, gone FROM person")


def test_a_field_goes_back_and_forth(desk: Desk) -> None:
    ent = desk.new(Person, name="a", phone="1")
    desk.put(Person, ent, name="b", phone="")
    done = undo(desk, desk.last.action)
    assert (done.label, done.kept) == ("action", ())
    assert names(desk) == [("a", "1", 0)]
    undo(desk, desk.last.action)
    assert names(desk) == [("b", None, 0)]
    undo(desk, desk.last.action)
    assert names(desk) == [("a", "1", 0)]


def test_a_field_written_twice_in_one_action_goes_back_to_before_it(desk: Desk) -> None:
    ent = desk.new(Person, name="a")
    with desk.act() as session:
        session.record(Person, ent, {"name": "b"})
        session.record(Person, ent, {"name": "c", "phone": "1"})
    assert undo(desk, desk.last.action).kept == ()
    assert names(desk) == [("a", None, 0)]


def test_what_was_made_is_deleted_and_can_be_brought_back(desk: Desk) -> None:
    desk.new(Person, name="a")
    undo(desk, desk.last.action)
    assert names(desk) == [("a", None, 1)]
    assert desk.rows("SELECT * FROM search_key") == []
    undo(desk, desk.last.action)
    assert names(desk) == [("a", None, 0)]
    assert desk.rows("SELECT * FROM search_key") != []


def test_made_and_edited_in_one_action_is_deleted(desk: Desk) -> None:
    with desk.act() as session:
        ent = session.new_id()
        session.record(Visit, ent, {"date": "2023-10-05"})
        session.record(Visit, ent, {"memo": "x", "result": "met"})
    assert undo(desk, desk.last.action).kept == ()
    assert desk.rows("SELECT gone FROM visit") == [(1,)]


def test_a_bulk_import_goes_as_a_whole_but_for_what_was_changed_since(desk: Desk, desks: Desks) -> None:
    with desk.act("import") as session:
        ents = [session.new_id() for _ in range(300)]
        session.record_many(Visit, [(e, {"date": "2023-10-05", "memo": "m", "result": "met"}) for e in ents])
    act = desk.last.action
    sibling = desks.new(2)
    sibling.take_from(desk)
    sibling.put(Visit, ents[0], result="absent")
    sibling.put(Visit, ents[1], memo="written at the sibling, at home only")
    desk.put(Visit, ents[2], time="10:00")
    desk.take_from(sibling)
    done = undo(desk, act)
    assert sorted(done.kept) == sorted(
        [("visit", ents[0], "result"), ("visit", ents[1], "memo"), ("visit", ents[2], "time")]
    )
    assert desk.rows("SELECT count(*), sum(gone) FROM visit") == [(300, 297)]
    assert desk.rows("SELECT count(*) FROM segment WHERE stream = 1") <= [(6,)]
    sibling.take_from(desk)
    assert sibling.state() == desk.state()


def test_what_somebody_changed_since_is_kept_and_reported(desk: Desk, desks: Desks) -> None:
    ent = desk.new(Person, name="a", phone="1")
    sibling = desks.new(2)
    sibling.take_from(desk)
    desk.put(Person, ent, name="b", phone="2")
    act = desk.last.action
    sibling.put(Person, ent, phone="3")  # at the same time
    desk.take_from(sibling)
    assert undo(desk, act).kept == (("person", ent, "phone"),)
    assert desk.rows("SELECT name FROM person") == [("a",)]
    assert desk.heads(ent, "phone") == ['"2"', '"3"']


def test_undoing_a_resolution_restores_all_its_heads(desk: Desk, desks: Desks) -> None:
    ent = desk.new(Person, name="a")
    sibling = desks.new(2)
    sibling.take_from(desk)
    desk.put(Person, ent, name="b")
    sibling.put(Person, ent, name="c")
    desk.take_from(sibling)
    desk.put(Person, ent, name="d")
    assert desk.heads(ent, "name") == ['"d"']
    undo(desk, desk.last.action)
    assert desk.heads(ent, "name") == ['"b"', '"c"']
    undo(desk, desk.last.action)
    assert desk.heads(ent, "name") == ['"d"']


def test_a_delete_is_taken_back_and_repeated(desk: Desk) -> None:
    ent = desk.new(Person, name="a")
    with desk.act() as session:
        session.delete(Person, ent)
    undo(desk, desk.last.action)
    assert names(desk) == [("a", None, 0)]
    undo(desk, desk.last.action)
    assert names(desk) == [("a", None, 1)]


def test_only_ones_own_and_only_once(desk: Desk) -> None:
    desk.new(Person, name="a")
    act = desk.last.action
    assert act
    with pytest.raises(InputError), desk.act(user=b"x" * 16) as session:
        actions.undo(session, act)
    with desk.db.read() as connection:
        assert last_actions(connection, b"x" * 16) == []
        assert [a.act for a in last_actions(connection, desk.writer.user)] == [act]
    undo(desk, act)
    with pytest.raises(InputError):
        undo(desk, act)
    assert names(desk) == [("a", None, 1)]


def test_a_field_changed_several_times_walks_back_step_by_step(desk: Desk, desks: Desks) -> None:
    ent = desk.new(Person, name="a", phone="1")
    steps = []
    for phone in ("2", "3", "4"):
        desk.put(Person, ent, phone=phone)
        steps.append(desk.last.action)
    seen = []
    for act in reversed(steps):
        assert act is not None
        with desk.act("元にもどす") as session:
            session.undoable = False  # as the service does: an undo is no action of its own
            assert actions.undo(session, act).kept == ()
        seen += [row[0] for row in desk.rows("SELECT phone FROM person")]
    assert seen == ["3", "2", "1"]
    assert desk.problems() == []


def test_a_value_typed_again_by_somebody_else_is_not_taken_for_ones_own(desk: Desk, desks: Desks) -> None:
    ent = desk.new(Person, name="a", phone="1")
    desk.put(Person, ent, phone="2")
    mine = desk.last.action
    desk.put(Person, ent, phone="3")
    desk.put(Person, ent, phone="2")
    assert undo(desk, mine).kept == (("person", ent, "phone"),)
