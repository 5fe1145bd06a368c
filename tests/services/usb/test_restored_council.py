"""A council set back to an older backup says so by what it states, and everything comes back to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import answering, cards, handing
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, putting_back, setup
from sasaeai_desktop.services.usb import inviting
from sasaeai_desktop.services.watch import watching
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City


def loaded(city: City, code: str, name: str) -> Desk:
    desk = city.district(code, name)
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return desk


def restore(city: City, backup: Path) -> Desk:
    paths = city.council.paths
    city.council.close()
    putting_back.restore_backup(paths, backup, PASSPHRASE, city.clock)
    city.council = setup.open_desk(paths, PASSPHRASE, city.clock)
    city.desks.append(city.council)
    return city.council


def answer(city: City, *districts: Desk) -> None:
    for desk in districts:
        (result,) = city.take(desk, city.send(city.council, Route.TO_DISTRICT, desk.me.code))
        assert result.state in ("applied", "already")


def report(city: City, *districts: Desk) -> list[str]:
    found = city.take(city.council, *[city.send(desk) for desk in districts])
    return [result.state for result in found]


def figures(desk: Desk) -> object:
    return reports.annual(desk, 2023).to_json()


def test_set_back_to_before_a_districts_first_bundle(city: City) -> None:
    first, second = loaded(city, "12", "新旭川"), loaded(city, "13", "東旭川")
    report(city, first)
    backup = backups.back_up(city.council)
    report(city, second)
    answer(city, first, second)
    whole, before = figures(city.council), checking.check(city.council).state_hash
    restore(city, backup.path)
    assert figures(city.council) != whole
    report(city, first, second)  # what they send is what the council had confirmed and more
    answer(city, first, second)
    report(city, first, second)
    assert figures(city.council) == whole
    assert checking.check(city.council) == checking.Checked(before, [])


def test_set_back_to_before_a_district_was_invited(city: City) -> None:
    first = loaded(city, "12", "新旭川")
    report(city, first)
    backup = backups.back_up(city.council)
    second = loaded(city, "13", "東旭川")
    report(city, second)
    answer(city, first, second)
    whole = figures(city.council)
    restore(city, backup.path)
    alone = city.take(city.council, city.send(second))[0]
    assert (alone.state, alone.check) == ("refused", "sender")
    answer(city, first)
    assert report(city, second, first) == ["already", "applied"]  # the other one brings the roster back
    answer(city, first, second)
    report(city, first, second)
    assert figures(city.council) == whole
    assert checking.check(city.council).ok


def test_set_back_to_before_it_answered_a_card(city: City) -> None:
    district = loaded(city, "12", "新旭川")
    person = people.find_people(district, "髙橋")[0].id
    draft = replace(
        cards.draft_for(district, person),
        consent="given",
        troubles=("housing",),
        facts="段でころんだ",
        written_on="2024-04-03",
    )
    ent = cards.write_card(district, draft).result
    handing.hand_over(district, ent, "2024-04-04", "手渡し")
    report(city, district)
    backup = backups.back_up(city.council)
    reply(city.council, "電話で聞きました")
    answer(city, district)
    assert answers(district) == ["電話で聞きました"]
    restore(city, backup.path)
    assert answers(city.council) == [""]
    answer(city, district)
    (back,) = city.take(city.council, city.send(district))
    assert any("もどりました" in notice for notice in back.notices)
    assert answers(city.council) == ["電話で聞きました"]
    reply(city.council, "訪ねます")  # in a new stream
    answer(city, district)
    assert answers(district) == answers(city.council) == ["訪ねます"]
    assert checking.check(city.council).ok
    assert checking.check(district).ok


def reply(council: Desk, words: str) -> None:
    (row,) = answering.council_cards(council)
    answering.answer_card(council, row.card.id, "passed_on", words)


def answers(desk: Desk) -> list[str]:
    with reading(desk) as session:
        return [card.answer or "" for card in select(session, ReferralCard)]


def test_laptops_that_never_meet_relay_open_records_through_the_council(city: City) -> None:
    first = loaded(city, "12", "新旭川")
    second = city.sibling(first)
    city.take(first, city.send(second, Route.TO_SIBLING))
    city.take(second, city.send(first, Route.TO_SIBLING))
    watching.record_visit(
        second, watching.VisitDraft(people.find_people(second, "髙橋")[0].id, "2024-03-30", "phone")
    )
    report(city, first, second)
    answer(city, first, second)
    watch = [reports.annual(desk, 2023).to_json()["watch"] for desk in (first, second, city.council)]
    assert watch[0] == watch[1] == watch[2]
    assert watch[0]["acts"] == 4
    assert {p.letter for p in inviting.known_devices(first) if not p.council} == {"B"}
    assert checking.check(first).ok
