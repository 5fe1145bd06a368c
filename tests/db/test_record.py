"""The one way in: split by chain, nothing for nothing, and bulk writes equal to single ones."""

from __future__ import annotations

import json
from datetime import date

import pytest
from dbdesk import Desk, Desks
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.db import settings, streams
from sasaeai_desktop.db.columns import records_from, to_column, written
from sasaeai_desktop.domain.council import Grant
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Field, Form, to_journal
from sasaeai_desktop.domain.people import Household, Person, Role
from sasaeai_desktop.domain.watch import Visit, WatchCase

SECRET = "ひみつの名前"
PERSON = Id(b"p" * 16)
VISIT = {
    "date": "2023-10-05",
    "person": PERSON,
    "method": "visit",
    "result": "met",
    "memo": SECRET,
    "watchers": (Id(b"w" * 16), Id(b"a" * 16)),
    "signs": ("mail", "light"),
}


@pytest.fixture
def desk(desks: Desks) -> Desk:
    return desks.new(1)


def lines_of(desk: Desk, audience: str) -> list[bytes]:
    return [
        line for name, _, lines, _ in desk.carried((audience,)) if name.endswith(audience) for line in lines
    ]


@pytest.mark.parametrize("bulk", [True, False])
def test_home_fields_never_stand_in_open_lines(desk: Desk, bulk: bool) -> None:
    if bulk:
        ent = desk.new(Visit, **VISIT)
    else:
        ent = desk.new(Visit)
        desk.put(Visit, ent, **VISIT)
    person = desk.new(Person, name=SECRET, phone="0166-00-1111")
    desk.put(Visit, ent, memo=SECRET + "2")
    with desk.act() as session:
        session.delete(Person, person)
    opened = lines_of(desk, "open")
    assert opened
    for line in opened:
        body = json.loads(line.split(b"\t")[1])
        assert body["w"].keys() <= {"date", "person", "method", "result"}
        assert SECRET not in line.decode()
        assert b"person/" not in line.split(b"\t")[0]
    assert any(SECRET in line.decode() for line in lines_of(desk, "home"))
    assert desk.problems() == []


def test_a_record_is_read_back_as_it_was_written(desk: Desk) -> None:
    ent = desk.new(Visit, **VISIT)
    row = desk.row(Visit, ent)
    assert row
    names = [n for n in row if n != "gone" and not n.startswith("at_")]
    (visit,) = records_from(Visit, [[row[n] for n in names]])
    assert visit == Visit(
        id=ent,
        district="12",
        **{**VISIT, "watchers": (Id(b"a" * 16), Id(b"w" * 16)), "signs": ("light", "mail")},
    )
    assert row["gone"] == 0


def test_bulk_and_single_writes_say_the_same(desk: Desk, desks: Desks) -> None:
    one, other = desk.new(Visit, **VISIT), desk.new(Visit)
    desk.put(Visit, other, **VISIT)
    first, second = desk.row(Visit, one), desk.row(Visit, other)
    assert first
    assert second
    assert {n: v for n, v in first.items() if n in VISIT} == {n: v for n, v in second.items() if n in VISIT}


def test_what_is_so_already_writes_nothing(desk: Desk) -> None:
    ent = desk.new(Person, name="a")
    before = len(lines_of(desk, "home"))
    assert desk.put(Person, ent, name="a") is False
    assert desk.put(Person, ent, phone="", note=None) is False
    assert len(lines_of(desk, "home")) == before
    assert desk.last.action is None
    assert desk.put(Person, ent, name="a", phone="1") is True
    body = json.loads(lines_of(desk, "home")[-1].split(b"\t")[1])
    assert list(body["w"]) == ["phone"]


def test_unset_is_a_value_and_the_empty_text_is_null(desk: Desk) -> None:
    ent = desk.new(Person, name="a", phone="1")
    assert desk.put(Person, ent, phone="")
    body = json.loads(lines_of(desk, "home")[-1].split(b"\t")[1])
    assert body["w"]["phone"][0] is None
    row = desk.row(Person, ent)
    assert row
    assert row["phone"] is None
    assert desk.put(Person, ent, phone=None) is False


def test_only_the_chain_that_changed_gets_a_line(desk: Desk) -> None:
    ent = desk.new(Visit, date="2023-10-05")
    counts = [len(lines_of(desk, a)) for a in ("open", "home")]
    desk.put(Visit, ent, memo="x")
    assert [len(lines_of(desk, a)) for a in ("open", "home")] == [counts[0], counts[1] + 1]
    desk.put(Visit, ent, memo="y", result="met")
    assert [len(lines_of(desk, a)) for a in ("open", "home")] == [counts[0] + 1, counts[1] + 2]
    assert desk.problems() == []


def test_a_record_without_values_is_a_record(desk: Desk, desks: Desks) -> None:
    ent = desk.new(WatchCase, note="x")
    empty = desk.new(Person)
    sibling, council = desks.new(2), desks.new(9, "00", council=True)
    sibling.take_from(desk)
    council.take_from(desk, ("open",))
    assert sibling.row(Person, empty)
    assert council.row(WatchCase, ent)
    assert desk.problems() == sibling.problems() == council.problems() == []
    before = desk.tables()
    desk.rebuilt()
    assert desk.tables() == before


def test_an_enum_is_kept_as_its_code(desk: Desk) -> None:
    ent = desk.new(Person, household=Household.ALONE)
    desk.put(Person, ent, household=Household.ELDERLY)
    assert type(desk.rows("SELECT household FROM person")[0][0]) is str
    assert desk.rows("SELECT household FROM person") == [("elderly",)]


@pytest.mark.parametrize("values", [{"name": 5}, {"nonsense": "x"}, {"name": b"x"}])
def test_a_value_of_another_form_is_a_fault_of_the_caller(desk: Desk, values: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, AssertionError)):
        desk.new(Person, **values)
    ent = desk.new(Person)
    with pytest.raises((ValueError, KeyError, AssertionError)):
        desk.put(Person, ent, **values)
    assert desk.problems() == []


def test_the_council_writes_what_a_district_owns_into_its_reply(desks: Desks) -> None:
    council, district = desks.new(9, "00", council=True), desks.new(1, "07")
    with council.act() as session:
        grant = session.new_id()
        session.record(Grant, grant, {"of_district": "07", "year": 2023}, district="07")
    council.put(Grant, grant, amount_yen=5000)
    (name,) = [name for name, *_ in council.carried()]
    assert name.endswith(".reply-07")
    district.take_from(council)
    assert district.rows('SELECT district, amount_yen FROM "grant"') == [("07", 5000)]
    role = district.new(Role, role="watcher")
    council.take_from(district, ("open",))
    council.put(Role, role, start="2023-04-01")
    district.take_from(council)
    row = district.row(Role, role)
    assert row
    assert (row["start"], row["district"]) == ("2023-04-01", "07")
    before = council.tables()
    council.rebuilt()
    assert council.tables() == before


def test_lam_grows_beyond_all_that_was_seen(desks: Desks) -> None:
    first, second = desks.new(1), desks.new(2)
    ent = first.new(Person, name="a")
    for n in range(5):
        first.put(Person, ent, name=f"{n}")
    second.take_from(first)
    second.put(Person, ent, name="last")
    bodies = [json.loads(line.split(b"\t")[1]) for line in lines_of(second, "home")]
    assert max(b["lam"] for b in bodies if b["w"].get("name", [""])[0] == "last") > max(
        b["lam"] for b in bodies if b["w"].get("name", [""])[0] != "last"
    )
    with second.db.read() as connection:
        assert settings.number(connection, "lam") == 7


def test_one_action_many_edits_is_few_segments(desk: Desk) -> None:
    with desk.act() as session:
        ents = [session.new_id() for _ in range(50)]
        session.record_many(Person, [(e, {"name": "a"}) for e in ents])
    with desk.act() as session:
        for ent in ents:
            session.record(Person, ent, {"name": "b"})
            session.record(Person, ent, {"name": "c"})
    assert desk.rows("SELECT count(*) FROM segment") == [(2,)]
    assert desk.rows("SELECT DISTINCT name FROM person") == [("c",)]
    with desk.db.read() as connection:
        assert len(streams.lines_between(connection, 1, 51, 150)) == 100
    assert desk.problems() == []


DAYS = st.dates(date(1800, 1, 1), date(2999, 12, 31)).map(date.isoformat)
VALUES = {
    Form.DAY: st.just("") | DAYS,
    Form.BIRTH: st.just("") | st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda d: d[0][: d[1]]),
    Form.MONTH: st.just("") | DAYS.map(lambda day: day[:7]),
    Form.TIME: st.just("") | st.times().map(lambda time: time.isoformat("minutes")),
    Form.TEXT: st.text(st.characters(codec="utf-8"), max_size=20),
    Form.NUMBER: st.none() | st.integers(-(2**63), 2**63 - 1),
    Form.FLAG: st.booleans(),
    Form.REF: st.none() | st.binary(min_size=16, max_size=16),
    Form.REFS: st.lists(st.binary(min_size=16, max_size=16), max_size=3, unique=True).map(tuple),
    Form.TEXTS: st.lists(st.text(st.characters(codec="utf-8"), max_size=5), max_size=3, unique=True).map(
        tuple
    ),
}


@given(st.sampled_from(list(Form)).flatmap(lambda form: st.tuples(st.just(form), VALUES[form])))
def test_the_quick_way_to_write_a_value_is_the_declared_one(case: tuple[Form, object]) -> None:
    form, value = case
    field = Field("f", Chain.HOME, form)
    text, stored = written(field, value)
    assert json.loads(text) == to_journal(field, value)
    assert stored == to_column(field, to_journal(field, value))


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (Form.DAY, "20231005"), (Form.DAY, "2023-02-29"), (Form.DAY, "2023-10"), (Form.DAY, "９999-01-01"),
        (Form.DAY, "9999-12-31"), (Form.DAY, "-"), (Form.BIRTH, "1940-13"), (Form.BIRTH, "194"), (Form.MONTH, "2023-1"),
        (Form.MONTH, "2023-10-05"), (Form.TIME, "24:00"), (Form.TIME, "9:30"),
    ],
)  # fmt: skip
def test_what_is_no_date_never_gets_into_a_date_field(form: Form, value: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        to_column(Field("f", Chain.HOME, form), value)
