"""たしかめること: two laptops write without knowing of each other; a person settles it once, for both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sasaeai_desktop.db import fold
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.base import get, select
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk import deciding, undoing
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.inbox import finding, inbox, settling
from sasaeai_desktop.services.inbox.finding import Oddity
from sasaeai_desktop.services.inbox.item import SAME, TAKE, TYPE, Item
from sasaeai_desktop.services.inbox.settling import Answer
from sasaeai_desktop.services.people import lookalikes, merging, people
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import TallyDraft, VisitDraft

Carry = Callable[[Desk, Desk], None]


@pytest.fixture
def pair(desks) -> tuple[Desk, Desk]:
    return desks.new("A"), desks.new("B")


@pytest.fixture
def both(carried: Carry, pair: tuple[Desk, Desk]) -> Callable[[], None]:
    def exchange() -> None:
        one, other = pair
        carried(one, other)
        carried(other, one)

    return exchange


def person_in(desk: Desk, name: str = "髙橋 昭一郎", **values: object) -> Id:
    return people.save_person(desk, None, {"name": name, **values}).result


def only(desk: Desk, oddity: Oddity) -> Item:
    found = inbox.items(desk)
    assert [item.oddity for item in found] == [oddity]
    assert finding.count(desk) == 1
    return found[0]


def taking(desk: Desk, item: Item, words: str) -> Answer:
    """The answer that chooses the side with these words."""
    at = next(n for n, side in enumerate(item.sides, 1) if words in side.words)
    return Answer(TAKE, at)


def whole(desk: Desk) -> None:
    with reading(desk) as session:
        assert fold.check_fold(session) == []


def disagree(pair: tuple[Desk, Desk], both: Callable[[], None]) -> Id:
    a, b = pair
    ent = person_in(a, phone="0166-00-0000")
    both()
    for desk, phone in ((a, "0166-11-1111"), (b, "0166-22-2222")):
        people.save_person(desk, ent, {"name": "髙橋 昭一郎", "phone": phone})
    both()
    return ent


def phone_of(desk: Desk, ent: Id) -> str:
    with reading(desk) as session:
        found = get(session, Person, ent)
        assert found is not None
        return found.phone


# -- fields ----------------------------------------------------------------------------------------------------------


def test_both_values_stand_side_by_side_with_who_and_when_under_one_key(pair, both) -> None:
    a, b = pair
    with a.database.transaction() as connection:
        device = peers.Peer(b.me.device, "12", False, "B", "", "", since="2026-06-01")
        peers.save(connection, device)
    ent = disagree(pair, both)
    item = only(a, Oddity.CONFLICT)
    assert item.key == only(b, Oddity.CONFLICT).key
    assert item.about == "髙橋 昭一郎さん"
    assert item.person == ent
    assert item.title.startswith("電話が 2つあります")
    told = {side.words: side.source.words for side in item.sides}
    assert told == {
        "0166-11-1111": "佐々木 恵子　このパソコン　6月11日",
        "0166-22-2222": "市の担当　パソコンB　6月11日",
    }
    assert [s.shown for s in item.sides] == [True, False]
    assert phone_of(a, ent) == item.sides[0].words


@pytest.mark.parametrize(
    ("answer", "phone"),
    [(Answer(TAKE, 2), None), (Answer(TYPE, text="0166-33-3333"), "0166-33-3333")],
)
def test_a_conflict_settled_here_is_gone_there_and_can_be_undone(pair, both, answer, phone) -> None:
    a, b = pair
    ent = disagree(pair, both)
    item = only(a, Oddity.CONFLICT)
    wanted = phone or str(item.sides[1].value)
    done = settling.resolve(a, item.key, answer)
    assert wanted in done.changes.label
    assert finding.count(a) == 0
    assert finding.count(b) == 1
    both()
    assert finding.count(b) == 0
    assert phone_of(b, ent) == wanted
    undoing.undo_last(a)
    assert {s.words for s in only(a, Oddity.CONFLICT).sides} == {"0166-11-1111", "0166-22-2222"}
    both()
    assert only(b, Oddity.CONFLICT).key == item.key
    whole(a)
    whole(b)


def test_settled_differently_on_both_it_asks_again(pair, both) -> None:
    a, b = pair
    disagree(pair, both)
    key = only(a, Oddity.CONFLICT).key
    settling.resolve(a, key, Answer(TAKE, 1))
    settling.resolve(b, key, Answer(TAKE, 2))
    both()
    assert {s.words for s in only(b, Oddity.CONFLICT).sides} == {"0166-11-1111", "0166-22-2222"}
    for desk in pair:
        settling.resolve(desk, key, Answer(TYPE, text="0166-44-4444"))
    both()
    assert [finding.count(desk) for desk in pair] == [0, 0]


def test_sets_and_long_texts_can_be_put_together(pair, both) -> None:
    a, b = pair
    ent = person_in(a)
    visit = watching.record_visit(a, VisitDraft(ent, "2026-06-01", "visit")).result
    both()
    for desk, signs, memo in ((a, ("mail",), "新聞がある"), (b, ("curtain", "mail"), "雨戸が閉まる")):
        watching.edit_visit(desk, visit, VisitDraft(ent, "2026-06-01", "visit", signs=signs, memo=memo))
    both()
    for item in inbox.items(a):
        settling.resolve(a, item.key, Answer(deciding.BOTH))
    with reading(a) as session:
        kept = get(session, Visit, visit)
    assert kept is not None
    assert kept.signs == ("curtain", "mail")
    assert set(kept.memo.split("／")) == {"新聞がある", "雨戸が閉まる"}


@pytest.mark.parametrize("keep", [True, False])
def test_deleted_here_and_edited_there_is_kept_or_goes_for_both(pair, both, keep: bool) -> None:
    a, b = pair
    ent = person_in(a)
    visit = watching.record_visit(a, VisitDraft(ent, "2026-06-01", "visit")).result
    both()
    watching.delete_visit(a, visit)
    watching.edit_visit(b, visit, VisitDraft(ent, "2026-06-02", "visit"))
    both()
    item = only(b, Oddity.DELETED)
    assert [s.verb for s in item.sides] == ["残す", "消す"]
    assert item.sides[0].source.who == "市の担当"
    assert item.sides[1].source.who == "佐々木 恵子"
    settling.resolve(b, item.key, Answer(TAKE, 1 if keep else 2))
    both()
    for desk in pair:
        assert finding.count(desk) == 0
        with reading(desk) as session:
            assert len(select(session, Visit)) == int(keep)
        whole(desk)
    undoing.undo_last(b)
    assert only(b, Oddity.DELETED).key == item.key


# -- the same twice --------------------------------------------------------------------------------------------------


def twice(pair: tuple[Desk, Desk], both: Callable[[], None]) -> Id:
    ent = person_in(pair[0])
    both()
    for desk, memo in zip(pair, ("庭で会う", "玄関で会う"), strict=True):
        watching.record_visit(desk, VisitDraft(ent, "2026-06-01", "visit", memo=memo))
    both()
    return ent


def test_one_act_typed_on_two_laptops_is_asked_once_and_one_goes(pair, both) -> None:
    a, b = pair
    ent = twice(pair, both)
    item = only(a, Oddity.TWICE_VISIT)
    assert item.key == only(b, Oddity.TWICE_VISIT).key
    assert item.about == "髙橋 昭一郎さん　6月1日の訪問"
    settling.resolve(a, item.key, taking(a, item, "玄関"))
    both()
    for desk in pair:
        with reading(desk) as session:
            assert [v.memo for v in select(session, Visit)] == ["玄関で会う"]
    assert finding.count(b) == 0
    undoing.undo_last(a)
    assert only(a, Oddity.TWICE_VISIT).person == ent


def test_two_that_are_really_two_are_never_asked_again_on_either_laptop(pair, both) -> None:
    a, b = pair
    twice(pair, both)
    key = only(a, Oddity.TWICE_VISIT).key
    settling.resolve(a, key, Answer(deciding.BOTH))
    assert finding.count(a) == 0
    undoing.undo_last(a)
    assert only(a, Oddity.TWICE_VISIT).key == key
    settling.resolve(a, key, Answer(deciding.BOTH))
    settling.resolve(replace(b, clock=_tomorrow()), key, Answer(deciding.BOTH))
    both()
    assert [finding.count(desk) for desk in pair] == [0, 0]


def _tomorrow():
    from sasaeai_desktop.domain.clock import clock_at  # noqa: PLC0415 - one use

    return clock_at("2026-06-12")


def test_two_acts_of_one_laptop_or_of_two_watchers_are_no_double(pair, both) -> None:
    a, b = pair
    ent = person_in(a)
    for _ in range(2):
        watching.record_visit(a, VisitDraft(ent, "2026-06-01", "visit"))
    watching.record_visit(b, VisitDraft(ent, "2026-06-01", "phone"))
    both()
    assert inbox.items(a) == inbox.items(b) == []


def test_an_act_corrected_later_or_of_a_merged_person_is_still_seen_twice(pair, both) -> None:
    a, b = pair
    first, second = person_in(a), person_in(a, kana="たかはし")
    both()
    one = watching.record_visit(a, VisitDraft(first, "2026-06-02", "visit")).result
    watching.edit_visit(a, one, VisitDraft(first, "2026-06-01", "visit"))
    watching.record_visit(b, VisitDraft(second, "2026-06-01", "visit"))
    both()
    assert finding.count(a) == 0
    merging.merge_people(a, first, second)
    assert only(a, Oddity.TWICE_VISIT).about.endswith("6月1日の訪問")


def test_two_sessions_of_a_day_become_one_with_everybody(pair, both) -> None:
    a, b = pair
    salon = salons.save_salon(a, None, {"name": "さくらサロン", "type": "daily"}).result
    guests = [person_in(a, name) for name in ("小林 フミ", "森 キヨ")]
    both()
    for desk, day, guest in ((a, "2026-06-02", guests[0]), (b, "2026-06-03", guests[1])):
        held = salons.plan_session(desk, salon, day).result
        attending.set_attendance(desk, held, [guest])
        if desk is b:
            salons.save_session(desk, held, {"date": "2026-06-02"})
    both()
    item = only(a, Oddity.TWICE_SESSION)
    settling.resolve(a, item.key, Answer(TAKE, 1))
    both()
    for desk in pair:
        assert finding.count(desk) == 0
        with reading(desk) as session:
            held = select(session, Session)
            assert len(held) == 1
            came = {e.person for e in select(session, Attendance, "AND session = ?", (held[0].id,))}
        assert came == set(guests)


# -- numbers, what is missing, counts, days --------------------------------------------------------------------------


def same_number(pair: tuple[Desk, Desk], both: Callable[[], None]) -> tuple[Id, Id]:
    a, b = pair
    first = person_in(a, "髙橋 昭一郎", number="077")
    with acting(b, "import") as session:  # as a table import on the other laptop would
        second = session.new_id()
        session.record(Person, second, {"name": "森 キヨ", "number": "077"})
    both()
    return first, second


def test_one_of_two_with_one_number_gets_the_next_free_one(pair, both) -> None:
    a, _ = pair
    first, second = same_number(pair, both)
    item = only(a, Oddity.NUMBER)
    settling.resolve(a, item.key, taking(a, item, "森 キヨ"))
    both()
    for desk in pair:
        assert finding.count(desk) == 0
        with reading(desk) as session:
            numbers = {p.id: p.number for p in select(session, Person)}
        assert numbers == {first: "A-0001", second: "077"}


def test_two_with_one_number_may_be_one_person(pair, both) -> None:
    a, b = pair
    first, second = same_number(pair, both)
    settling.resolve(a, only(a, Oddity.NUMBER).key, Answer(SAME))
    both()
    assert finding.count(b) == 0
    assert merging.merges_of(b, first)[0].second in (first, second)


def test_what_has_not_arrived_waits_for_the_next_stick_and_heals(pair, both, carried, on_day) -> None:
    a, b = pair
    ent = Id(bytes(range(16)))
    watching.record_visit(a, VisitDraft(ent, "2026-06-01", "visit", watchers=(Id(bytes(16)),)))
    both()
    items = inbox.items(b)
    assert [i.oddity for i in items] == [Oddity.MISSING, Oddity.MISSING]
    assert {i.about for i in items} == {"見守り 1件", "見守り"}
    for item in items:
        settling.resolve(b, item.key, Answer(deciding.WAIT))
    assert finding.count(b) == 0
    assert finding.count(on_day(b, "2026-07-20")) == 2
    with acting(a, "late") as session:
        session.record(Person, ent, {"name": "森 キヨ"})
    both()
    assert finding.count(on_day(b, "2026-07-20")) == 1


def test_acts_of_somebody_missing_can_be_given_to_one_of_the_roster(pair) -> None:
    a, _ = pair
    person_in(a, "森 キヨ", number="5")
    watching.record_visit(a, VisitDraft(Id(b"\xff" * 16), "2026-06-01", "visit"))
    watching.record_visit(a, VisitDraft(Id(b"\x00" * 16), "2026-06-02", "visit"))
    for item in inbox.items(a):
        with pytest.raises(InputError, match="登録されていません"):
            settling.resolve(a, item.key, Answer(TYPE, text="6"))
        settling.resolve(a, item.key, Answer(TYPE, text="５"))
    assert finding.count(a) == 0
    row = people.find_people(a, "森")[0]
    assert len(watching.timeline(a, row.id)) == 2


@pytest.mark.parametrize(("side", "acts", "tallies"), [(1, 2, 0), (2, 0, 1)])
def test_a_month_with_acts_and_a_count_is_settled_either_way(pair, side, acts, tallies) -> None:
    a, _ = pair
    ent = person_in(a)
    for day in ("2026-05-02", "2026-05-09"):
        watching.record_visit(a, VisitDraft(ent, day, "visit"))
    watching.record_tally(a, TallyDraft("2026-05", "visit", 4, person=ent))
    item = only(a, Oddity.BOTH_WAYS)
    assert "2回（2日、9日）" in item.sides[0].words
    assert "4回" in item.sides[1].words
    settling.resolve(a, item.key, Answer(TAKE, side))
    assert finding.count(a) == 0
    with reading(a) as session:
        assert len(select(session, Visit)) == acts
    assert len(watching.tallies_of_month(a, "2026-05")) == tallies


def test_a_day_to_come_is_corrected_and_a_wrong_clock_is_one_item(pair, on_day) -> None:
    a, _ = pair
    ent = person_in(a)
    ahead = on_day(a, "2026-08-01")
    visit = watching.record_visit(ahead, VisitDraft(ent, "2026-07-01", "visit")).result
    item = only(a, Oddity.FUTURE)
    with pytest.raises(InputError, match="きょうより先"):
        settling.resolve(a, item.key, Answer(TYPE, text="R8.6.12"))
    settling.resolve(a, item.key, Answer(TYPE, text="R8.6.10"))
    assert finding.count(a) == 0
    with reading(a) as session:
        assert [v.date for v in select(session, Visit) if v.id == visit] == ["2026-06-10"]
    drafts = [VisitDraft(ent, f"2026-07-{day:02}", "phone") for day in range(1, 32)]
    watching.record_visits(ahead, drafts)
    assert "31件" in only(a, Oddity.FUTURE).title


def test_two_laptops_of_one_letter_part(pair) -> None:
    _, b = pair
    with b.database.transaction() as connection:
        peers.save(connection, peers.Peer(f"{0:016x}", "12", False, "B", "", "", since="2026-06-01"))
    item = only(b, Oddity.LETTER)
    with pytest.raises(InputError, match="もう使われています"):
        settling.resolve(b, item.key, Answer(TYPE, text="b"))
    settling.resolve(b, item.key, Answer(TYPE, text="Ｃ"))
    assert b.me.letter == "C"
    assert finding.count(b) == 0


# -- the council -----------------------------------------------------------------------------------------------------


def test_a_council_sees_open_fields_without_names(desks, pair, both, carried) -> None:
    a, b = pair
    council = desks.new(council=True)
    ent = person_in(a, phone="1")
    visit = watching.record_visit(a, VisitDraft(ent, "2026-06-01", "visit")).result
    both()
    for desk, day in ((a, "2026-06-02"), (b, "2026-06-03")):
        people.save_person(desk, ent, {"name": "髙橋 昭一郎", "phone": day})
        watching.edit_visit(desk, visit, VisitDraft(ent, day, "visit", memo=day))
    both()
    for desk in pair:
        carried(desk, council)
    item = only(council, Oddity.CONFLICT)
    assert "髙橋" not in repr(item)
    assert item.about in ("12番の地区　6月2日の訪問", "12番の地区　6月3日の訪問")
    with pytest.raises(InputError):  # the district's figures are its own
        settling.resolve(council, item.key, Answer(TAKE, 1))
    assert [way.code for way in item.ways] == [deciding.WAIT]
    assert "地区で決めれば" in item.why
    settling.resolve(a, item.key, taking(a, item, "6月2日"))
    carried(a, council)
    assert finding.count(council) == 0


def test_an_item_that_is_gone_or_a_way_that_does_not_fit_is_told(pair, both) -> None:
    a, _ = pair
    disagree(pair, both)
    key = only(a, Oddity.CONFLICT).key
    for answer in (Answer(deciding.WAIT), Answer(TAKE, 3), Answer(TYPE, text="　")):
        with pytest.raises(InputError):
            settling.resolve(a, key, answer)
    with pytest.raises(InputError, match="もう ありません"):
        settling.resolve(a, "conflict-0000", Answer(TAKE, 1))
    assert finding.count(a) == 1


def test_two_who_look_alike_are_two_on_both_laptops_until_somebody_asks_again(pair, both) -> None:
    a, b = pair
    facts = {"kana": "たかはし しょういちろう", "town": "さくら町内会"}
    first, second = person_in(a, **facts), person_in(a, "高橋 昭一郎", **facts)
    both()
    assert len(lookalikes.open_pairs(b)) == 1
    lookalikes.say_different(a, first, second)
    both()
    for desk in pair:
        assert lookalikes.open_pairs(desk) == []
        assert len(lookalikes.settled_pairs(desk)) == 1
        assert finding.count(desk) == 0
    lookalikes.ask_again(b, second, first)
    both()
    assert [len(lookalikes.open_pairs(desk)) for desk in pair] == [1, 1]
    undoing.undo_last(b)
    assert lookalikes.open_pairs(b) == []
