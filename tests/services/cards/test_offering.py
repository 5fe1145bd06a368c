"""転入の申し送り over real bundles: one district hands over, the council offers, another takes up; and nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.lines import stream_name
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.cards import CardState
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.council import District, Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer
from sasaeai_desktop.domain.people import Person, Purpose
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.watch import WatchCase
from sasaeai_desktop.services.cards import answering, arriving, offering
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.inbox import inbox, settling
from sasaeai_desktop.services.inbox.finding import Oddity
from sasaeai_desktop.services.people import consents, erasing, people
from sasaeai_desktop.services.reports import disclosing, printing
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.services.safety import checking, retention
from sasaeai_desktop.services.usb import bundles, inviting, opening
from sasaeai_desktop.services.watch.whole_person import NewCase, PersonEntry
from sasaeai_desktop.sync import powers
from tests.services.city import City
from tests.services.conftest import Desks
from tests.services.move import NAME, NEW_PHONE, Move

Carried = Callable[[Desk, Desk], None]


@pytest.fixture
def move(city: City) -> Move:
    return Move(city)


def stored(desk: Desk, kind: type[Record]) -> list[Record]:
    with desk.database.read() as session:
        return select(session, kind)


def journal(desk: Desk) -> str:
    """Everything the desk's journal holds."""
    with desk.database.read() as session:
        held = streams.all_streams(session)
        return b"\n".join(
            line for s in held for line in streams.lines_between(session, s.number, 1, s.seq)
        ).decode()


def healthy(desks: Iterable[Desk]) -> bool:
    return all(checking.check(desk).ok for desk in desks)


def test_the_one_district_is_offered_what_the_card_says_and_takes_it_up(move: Move) -> None:
    city, second = move.city, move.second
    assert [(r.code, r.by_stick) for r in offering.receivers(city.council, move.card)] == [
        ("31", True),
        ("40", True),
    ]
    offering.offer(city.council, move.card, "31", answered=True)
    with pytest.raises(InputError, match="もう申し送って"):
        offering.offer(city.council, move.card, "40")
    inside = bundles.contents(city.council, Route.TO_DISTRICT, "31")
    assert (inside.names, inside.counts["move_offer"]) == ([NAME], 1)
    city.take(second, move.to(second))
    assert [(p.to, p.names, p.medium) for p in stored(city.council, Provision)] == [("川端", NAME, "USB")]
    (item,) = inbox.items(second)
    assert (item.oddity, item.about) == (
        Oddity.MOVED_IN,
        f"{NAME}　たかはし しょういちろう　80代　{NEW_PHONE}",
    )
    assert "川端町1条2丁目" in item.sides[0].words
    assert item.sides[0].source.words.startswith("新旭川から　本人の同意あり")
    (offer,) = arriving.arrivals(second)
    entry = PersonEntry(
        values={**arriving.first_values(offer), "address": "川端町1条2丁目"}, begin=NewCase("2024-04-05")
    )
    person = arriving.take_up(second, offer.id, entry)
    (found,) = stored(second, Person)
    assert (found.name, found.kana, found.phone, found.sex) == (
        NAME,
        "たかはし しょういちろう",
        NEW_PHONE,
        offer.sex,
    )
    assert "新旭川から 転入の申し送り（80代・本人の同意あり" in found.note
    assert [c.start for c in stored(second, WatchCase)] == ["2024-04-05"]
    assert inbox.items(second) == []
    undoing.undo(second, person.changes.action)
    assert (stored(second, Person), len(inbox.items(second))) == ([], 1)
    card = next(c for c in answering.council_cards(city.council) if c.card.id == move.card)
    assert (card.state, card.card.answer) == (CardState.ANSWERED, offering.ANSWER)
    assert healthy(city.desks)


def test_no_other_district_gets_a_head_or_a_word_of_it_and_no_id_of_the_first(move: Move) -> None:
    move.offer()
    sibling = move.city.sibling(move.second)
    for desk in (move.first, move.second, move.third):
        move.city.take(desk, move.to(desk))
    for desk in (move.first, move.third):
        assert "move_offer" not in journal(desk)
    assert "move_offer" in journal(move.second)
    assert move.person.hex() not in journal(move.second)
    assert NAME not in journal(move.third)
    move.city.take(move.second, move.city.send(sibling, Route.TO_SIBLING))
    move.city.take(sibling, move.city.send(move.second, Route.TO_SIBLING))
    assert [o.name for o in arriving.arrivals(sibling)] == [NAME]
    assert healthy([*move.city.desks])


def test_a_consent_taken_back_takes_the_words_out_of_every_journal(move: Move) -> None:
    city, second = move.city, move.second
    move.offer()
    city.take(second, move.to(second))
    old = move.to(second)
    assert NEW_PHONE in journal(second)
    consents.revoke_consent(move.first, move.person, Purpose.REFER)
    city.take(city.council, city.send(move.first))
    assert NEW_PHONE not in journal(city.council)
    assert offering.standing(city.council) == {}
    city.take(second, move.to(second))
    city.take(second, old)
    assert (NEW_PHONE in journal(second), arriving.arrivals(second), inbox.items(second)) == (False, [], [])
    late = city.sibling(second)
    city.take(second, city.send(late, Route.TO_SIBLING))
    city.take(late, city.send(second, Route.TO_SIBLING))
    assert "move_offer" in journal(late)
    assert healthy(city.desks)


def test_undone_before_a_stick_is_written_the_name_never_leaves_and_after_it_is_dropped(move: Move) -> None:
    council, second = move.city.council, move.second
    undoing.undo(council, offering.offer(council, move.card, "31").changes.action)
    assert bundles.contents(council, Route.TO_DISTRICT, "31").names == []
    move.city.take(second, move.to(second))
    assert (NEW_PHONE in journal(second), arriving.arrivals(second)) == (False, [])
    done = offering.offer(council, move.card, "31")
    move.city.take(second, move.to(second))
    assert [o.name for o in arriving.arrivals(second)] == [NAME]
    undoing.undo(council, done.changes.action)
    move.city.take(second, move.to(second))
    assert (NEW_PHONE in journal(second), arriving.arrivals(second)) == (False, [])
    again = move.offer()
    offering.take_back(council, again)
    with pytest.raises(InputError, match="取りやめて"):
        offering.take_back(council, again)
    assert bundles.contents(council, Route.TO_DISTRICT, "31").names == []
    assert healthy(move.city.desks)


def test_a_program_that_could_not_let_go_of_it_is_asked_to_be_newer(move: Move) -> None:
    def asks(desk: Desk, file: Path) -> int:
        with desk.database.read() as session:
            header, _ = opening.opened(session, desk, opening.read(file))
        return int(header["min_reader"])

    assert asks(move.second, move.to(move.second)) == 1
    move.offer()
    assert asks(move.second, move.to(move.second)) == 2
    assert asks(move.third, move.to(move.third)) == 1


def test_the_same_person_is_looked_for_and_a_refusal_stays_here(move: Move) -> None:
    second = move.second
    here = people.save_person(
        second, None, {"name": NAME, "kana": "たかはし しょういちろう", "phone": NEW_PHONE}
    ).result
    offer = move.offer()
    move.city.take(second, move.to(second))
    (item,) = inbox.items(second)
    with pytest.raises(InputError, match="もう名簿にいる"):
        settling.resolve(second, item.key, settling.Answer("take", 1))
    taken = arriving.take_up(second, offer, person=here)
    assert (taken.result, [p.id for p in stored(second, Person)]) == (here, [here])
    undoing.undo(second, taken.changes.action)
    said = settling.resolve(second, item.key, settling.Answer("value", text="別の地区でした")).result
    assert "市社協へは 電話で" in said
    assert [x.refused for x in stored(second, MoveLink)] == ["別の地区でした"]
    assert inbox.items(second) == []
    move.city.take(move.city.council, move.city.send(second))
    assert "別の地区でした" not in journal(move.city.council)


def test_a_district_on_paper_gets_the_card_itself(move: Move) -> None:
    with acting(move.city.council, "北 reports on paper") as session:
        session.record(District, inviting.district_id("50"), {"code": "50", "name": "北", "paper": True})
    with pytest.raises(InputError, match="USBで渡せません"):
        offering.offer(move.city.council, move.card, "50")
    printed = printing.preview(move.city.council, "card", Wanted("2024-04", 2024, card=move.card))
    assert printed.names == [NAME]
    printing.note_names(move.city.council, printed, "紙")
    assert [p.medium for p in stored(move.city.council, Provision)] == ["紙"]


def test_only_a_council_writes_offers_and_nothing_but_their_fields(move: Move) -> None:
    council, district = (
        stream_name(f"{code}.{'0' * 16}.{'0' * 8}.{audience}")
        for code, audience in (("00", "reply-31"), ("12", "shared"))
    )
    assert powers.may_write(council, MoveOffer.kind, {"name", "withdrawn"})
    assert not powers.may_write(council, MoveOffer.kind, {"name", "person"})
    assert not powers.may_write(council, MoveLink.kind, {"person"})
    assert not powers.may_write(district, MoveOffer.kind, {"name"})
    with acting(move.first, "a district makes one up") as session:
        session.record(MoveOffer, session.new_id(), {"name": NAME, "origin": "うそ"})
    (result,) = move.city.take(move.city.council, move.city.send(move.first))
    assert "送り主が書いてよいものではない記録 1件" in "".join(result.notices)
    assert stored(move.city.council, MoveOffer) == []


def came(desks: Desks, carried: Carried) -> tuple[Desk, Desk, Id]:
    """A council, a district to which it offered somebody, and the offer; brought without a file."""
    council, second = desks.new("Z", council=True), desks.new("A", code="31")
    with acting(council, "an offer") as session:
        offer = session.new_id()
        values = {
            "name": NAME,
            "phone": NEW_PHONE,
            "facts": "週2回の見守り。",
            "origin": "新旭川",
            "offered_on": session.today,
        }
        session.record(MoveOffer, offer, values, district="31")
    carried(council, second)
    return council, second, offer


def test_erased_and_disclosed_with_the_person_it_became(desks: Desks, carried: Carried) -> None:
    council, second, offer = came(desks, carried)
    person = arriving.take_up(second, offer).result
    told = disclosing.disclose(second, person)
    assert [k.title for k in told.kept if k.kind == MoveOffer.kind] == ["転入の申し送り"]
    assert ("転入の申し送り", 1) in erasing.plan_erasure(second, person).goes
    erasing.erase_person(second, person, "本人の申し出")
    carried(second, council)
    assert all(NEW_PHONE not in journal(desk) and NAME not in journal(desk) for desk in (second, council))
    assert (stored(council, MoveOffer), inbox.items(second)) == ([], [])
    assert healthy([council, second])


def test_withdrawn_after_it_was_taken_up_the_district_is_asked_about_the_person(
    desks: Desks, carried: Carried
) -> None:
    council, second, offer = came(desks, carried)
    person = arriving.take_up(second, offer).result
    offering.take_back(council, offer)
    carried(council, second)
    assert NEW_PHONE not in journal(council)
    (item,) = inbox.items(second)
    assert (item.oddity, item.about, item.person) == (Oddity.MOVED_ENDED, f"{NAME}さん", person)
    settling.resolve(second, item.key, settling.Answer("both"))
    assert (inbox.items(second), [p.id for p in stored(second, Person)]) == ([], [person])


def test_let_go_when_its_years_are_over_and_the_entry_stays(desks: Desks, carried: Carried) -> None:
    _, second, offer = came(desks, carried)
    person = arriving.take_up(second, offer).result
    almost, later = (replace(second, clock=clock_at(day)) for day in ("2032-03-31", "2032-04-01"))
    assert not any(c.count for c in retention.review(almost) if c.record_class.code == "move")
    assert retention.dispose(later, "move").result == 1
    assert [p.id for p in stored(later, Person)] == [person]
    assert (stored(later, MoveOffer), stored(later, MoveLink), inbox.items(later)) == ([], [], [])
    assert healthy([later])
