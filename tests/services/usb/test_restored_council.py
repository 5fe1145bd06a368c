"""A council set back to an older backup says so by what it states, and everything comes back to it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from sasaeai_desktop.db.conflicts import open_conflicts
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
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


def hand_over_a_card(district: Desk) -> None:
    person = people.find_people(district, "髙橋")[0].id
    draft = replace(
        cards.draft_for(district, person),
        consent="given",
        troubles=("housing",),
        facts="段でころんだ",
        written_on="2024-04-03",
    )
    handing.hand_over(district, cards.write_card(district, draft).result, "2024-04-04", "手渡し")


def test_set_back_to_before_it_answered_a_card(city: City) -> None:
    district = loaded(city, "12", "新旭川")
    hand_over_a_card(district)
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


def test_a_district_believes_two_lives_of_its_council_at_once(city: City) -> None:
    """What several desks of a council are to rest on (tests/postgres/README.md): each writes chains of its own life."""
    district = loaded(city, "12", "新旭川")
    hand_over_a_card(district)
    report(city, district)
    one = city.council
    copy = app_paths(city.folder / "second")
    one.database.checkpoint()
    shutil.copytree(one.paths.data_dir, copy.data_dir, ignore=shutil.ignore_patterns("*.lock", "backups"))
    other = setup.open_desk(copy, PASSPHRASE, city.clock)
    city.desks.append(other)
    with other.database.transaction() as connection, other.database.journal_writing():
        begin_new_streams(connection)
    for council, words in ((one, "電話で聞きました"), (other, "訪ねます")):
        reply(council, words)
        (result,) = city.take(district, city.send(council, Route.TO_DISTRICT, "12"))
        assert (result.state, result.notices) == ("applied", [])
    with reading(district) as session:
        found = {
            conflict.field: {value for value, _ in conflict.values} for conflict in open_conflicts(session)
        }
    assert found["answer"] == {"電話で聞きました", "訪ねます"}  # a question for a person, not the later one
    assert checking.check(district).ok
