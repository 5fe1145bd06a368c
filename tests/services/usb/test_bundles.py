"""Bundles between real installations: what comes in, what is refused, what never leaves."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import CardCopy
from sasaeai_desktop.domain.council import District, Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.cards import answering, cards, handing
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import consents, people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, putting_back, setup
from sasaeai_desktop.services.usb import bundles, inviting, opening, receipts, receiving
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.sync import container
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City


@pytest.fixture
def district(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return desk


def year(desk: Desk) -> dict[str, object]:
    return reports.annual(desk, 2023).to_json()


def plain_text(city: City, bundle: Path) -> str:
    """Return everything a bundle says, as the council decrypts it."""
    with reading(city.council) as session:
        keys = inviting.device_keys(session)
        header, blocks = opening.opened(session, city.council, opening.read(bundle))
    assert keys.device in header["to"]
    return repr(header) + b"\n".join(line for block in blocks for line in block.lines).decode()


def test_the_council_counts_what_the_district_counts(city: City, district: Desk) -> None:
    (result,) = city.take(city.council, city.send(district))
    assert (result.state, result.conflicts, result.notices) == ("applied", 0, [])
    mine, theirs = year(district), year(city.council)
    assert theirs["watch"] == mine["watch"]
    assert theirs["watch"]["acts"] == 3  # type: ignore[index]
    assert theirs["by_district"][0]["name"] == "新旭川"  # type: ignore[index]


def test_the_same_file_again_and_the_same_content_exported_anew_change_nothing(
    city: City, district: Desk
) -> None:
    first = city.send(district)
    city.take(city.council, first)
    before = checking.check(city.council).state_hash
    again = city.send(district)  # the council has not answered: everything is sent once more
    assert again != first
    assert [r.state for r in city.take(city.council, first, again)] == ["already", "already"]
    assert checking.check(city.council).state_hash == before


def test_nothing_new_is_sent_once_the_council_has_said_what_it_holds(city: City, district: Desk) -> None:
    city.take(city.council, city.send(district))
    assert receipts.receipts(district)[0].unconfirmed == 3 + 2 + 2  # acts, registrations and roles
    city.take(district, city.send(city.council, Route.TO_DISTRICT, "12"))
    assert receipts.receipts(district)[0].unconfirmed == 0
    assert bundles.contents(district, Route.TO_COUNCIL).changes == 0


def test_no_name_leaves_without_consent(city: City, district: Desk) -> None:
    bundle = city.send(district)
    said = plain_text(city, bundle)
    for secret in (
        "髙橋",
        "昭一郎",
        "𠮷田",
        "ヨシ江",
        "たかはし",
        "タカハシ",
        "893番地",
        "0166-00",
        '"1940',
        '"1944',
        "豆に",
        "渡邊",
    ):
        assert secret not in said, secret
    assert receiving.inspect(city.council, bundle).names == []
    assert not any(".home" in stream for stream in receiving.inspect(city.council, bundle).streams)


def test_who_wrote_the_card_is_listed_too_but_provided_is_whom_it_is_about(
    city: City, district: Desk
) -> None:
    person = people.find_people(district, "髙橋")[0].id
    draft = _with(cards.draft_for(district, person), "given")
    ent = cards.write_card(district, replace(draft, writer=None, writer_name="原田 ミツ")).result
    handing.hand_over(district, ent, "2024-04-04", "手渡し")
    assert bundles.contents(district, Route.TO_COUNCIL).names == ["原田 ミツ", "髙橋 昭一郎"]
    assert receiving.inspect(city.council, city.send(district)).names == ["原田 ミツ", "髙橋 昭一郎"]
    with reading(district) as session:
        notes = select(session, Provision, "AND medium = 'USB'")
    assert [note.names for note in notes] == ["髙橋 昭一郎"]


def test_a_card_goes_with_its_name_only_under_consent_and_leaves_a_provision(
    city: City, district: Desk
) -> None:
    with_consent, without = (row.id for row in people.find_people(district, ""))
    for person, consent in ((with_consent, "given"), (without, "refused")):
        draft = cards.draft_for(district, person)
        ent = cards.write_card(district, _with(draft, consent)).result
        handing.hand_over(district, ent, "2024-04-04", "手渡し")
    assert bundles.contents(district, Route.TO_COUNCIL).names == ["髙橋 昭一郎"]
    bundle = city.send(district)
    assert receiving.inspect(city.council, bundle).names == ["髙橋 昭一郎"]
    assert "𠮷田" not in plain_text(city, bundle)
    city.take(city.council, bundle)
    with reading(city.council) as session:
        assert [c.name for c in select(session, CardCopy)] == ["髙橋 昭一郎"]
    consents.revoke_consent(district, with_consent, "refer")
    city.take(city.council, city.send(district))
    assert [c.name for c in cards_seen(city)] == ["名前なし", "名前なし"]


def _with(draft: cards.CardDraft, consent: str) -> cards.CardDraft:
    return replace(
        draft, consent=consent, troubles=("housing",), facts="段でころんだ", written_on="2024-04-03"
    )


def cards_seen(city: City) -> list[object]:
    return list(answering.council_cards(city.council))


def test_any_order_gives_one_state(city: City, district: Desk, tmp_path: Path) -> None:
    other = city.district("13", "東旭川")
    city.load(other, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    files = [city.send(district), city.send(other)]
    city.council.close()
    copy = tmp_path / "council-copy"
    shutil.copytree(city.council.paths.data_dir, copy)
    results = []
    for folder, order in ((city.council.paths.data_dir, files), (copy, files[::-1])):
        council = setup.open_desk(app_paths(folder), PASSPHRASE, city.clock)
        assert [r.state for r in city.take(council, *order)] == ["applied", "applied"]
        results.append((checking.check(council), year(council)))
        council.close()
    assert results[0] == results[1]
    assert results[0][0].ok


@pytest.mark.parametrize("place", [30, 300, -40])
def test_a_flipped_byte_is_refused_and_nothing_changes(city: City, district: Desk, place: int) -> None:
    bundle = city.send(district)
    data = bytearray(bundle.read_bytes())
    data[place] ^= 1
    bundle.write_bytes(data)
    before = checking.check(city.council).state_hash
    (result,) = city.take(city.council, bundle)
    assert result.state == "refused"
    assert result.reason
    assert checking.check(city.council).state_hash == before


def test_another_councils_bundle_and_an_unknown_sender_are_refused(city: City, tmp_path: Path) -> None:
    elsewhere = City(tmp_path / "elsewhere")
    stranger = elsewhere.district("12", "よその町")
    (for_another,) = city.take(city.council, elsewhere.send(stranger))
    assert (for_another.state, for_another.check) == ("refused", "recipient")
    # the same stranger writes to our council's key, which is no secret
    with reading(city.council) as ours, stranger.database.transaction() as theirs:
        public = inviting.device_keys(ours).public
        inviting.know_device(theirs, public, "00", "2024-04-01", council=True, letter="A")
    (unknown,) = city.take(city.council, elsewhere.send(stranger))
    assert (unknown.state, unknown.check) == ("refused", "sender")
    assert reports.annual(city.council, 2023).by_district == []
    elsewhere.close()


def test_an_invitation_works_once(city: City) -> None:
    invited = inviting.invite_district(city.council, "12", "新旭川", city.folder / "invitations").result
    first, second = (city._begin(name, invited.path) for name in ("one", "two"))
    assert city.take(city.council, city.send(first))[0].state == "applied"
    refused = city.take(city.council, city.send(second))[0]
    assert (refused.state, refused.check) == ("refused", "sender")


def test_siblings_that_import_one_list_count_it_once_and_relay_each_other(city: City, district: Desk) -> None:
    sibling = city.sibling(district)
    city.load(sibling, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    city.take(city.council, city.send(district), city.send(sibling))
    assert year(city.council)["watch"] == year(district)["watch"]
    city.take(district, city.send(sibling, Route.TO_SIBLING))
    city.take(sibling, city.send(district, Route.TO_SIBLING))
    assert checking.check(district).state_hash == checking.check(sibling).state_hash
    assert receiving.inspect(sibling, city.send(district, Route.TO_SIBLING)).names == [
        "渡邊 節子",
        "髙橋 昭一郎",
        "𠮷田 ヨシ江",
    ]


def test_a_siblings_chain_reaches_the_council_through_the_other(city: City, district: Desk) -> None:
    sibling = city.sibling(district)
    person = people.find_people(district, "髙橋")[0].id
    city.take(district, city.send(sibling, Route.TO_SIBLING))
    city.take(sibling, city.send(district, Route.TO_SIBLING))
    watching.record_visit(sibling, watching.VisitDraft(person, "2024-03-30", "phone"))
    city.take(district, city.send(sibling, Route.TO_SIBLING))
    (result,) = city.take(city.council, city.send(district))
    assert result.state == "applied"
    assert year(city.council)["watch"]["acts"] == 4  # type: ignore[index]


def test_a_lost_stick_heals_with_the_next_one(city: City, district: Desk) -> None:
    city.send(district).unlink()
    city.load(district, visits=VISITS + "2023-11-01,002,V01,訪問,,,\n")
    city.take(city.council, city.send(district))
    assert year(city.council)["watch"]["acts"] == 4  # type: ignore[index]


def test_a_restored_laptop_gets_its_open_records_back_and_begins_new_streams(
    city: City, district: Desk
) -> None:
    backup = backups.back_up(district)
    city.load(district, visits=VISITS + "2023-11-01,002,V01,訪問,,,\n")
    city.take(city.council, city.send(district))
    district.close()
    putting_back.restore_backup(district.paths, backup.path, PASSPHRASE, city.clock)
    restored = setup.open_desk(district.paths, PASSPHRASE, city.clock)
    assert year(restored)["watch"]["acts"] == 3  # type: ignore[index]
    city.take(city.council, city.send(restored))  # states its older tips, so everything comes back
    (result,) = city.take(restored, city.send(city.council, Route.TO_DISTRICT, "12"))
    assert any("もどりました" in notice for notice in result.notices)
    assert year(restored)["watch"]["acts"] == 4  # type: ignore[index]
    assert result.state == "applied"
    city.load(restored, visits="実施日,対象者番号,方法\n2023-12-01,001,電話\n")
    assert city.take(city.council, city.send(restored))[0].state == "applied"
    assert year(city.council)["watch"]["acts"] == 5  # type: ignore[index]
    assert checking.check(restored).ok
    restored.close()


def test_there_must_be_somebody_to_write_to(city: City) -> None:
    alone = setup.begin_district(
        app_paths(city.folder / "alone"), "40", "ひとり", PASSPHRASE, city.clock, kdf=setup.slots.PRACTICE
    ).desk
    with pytest.raises(InputError, match="まだ登録されていません"):
        city.send(alone)
    alone.close()


def test_a_newer_programs_bundle_asks_for_an_update(city: City, district: Desk) -> None:
    bundle = city.send(district)
    with reading(city.council) as session:
        identity = inviting.device_keys(session).age_secret
    with reading(district) as session:
        keys = inviting.device_keys(session)
    header, lines = container.open_(
        bundle.read_bytes(), identity, lambda _: keys.public.sign, city.council.me.device
    )
    newer = {k: v for k, v in header.items() if k not in ("from", "count", "raw", "zlen", "sha256")} | {
        "min_reader": 99
    }
    with reading(city.council) as session:
        blob = container.seal(newer, lines, keys, [inviting.device_keys(session).public.age])
    bundle.write_bytes(blob)
    (result,) = city.take(city.council, bundle)
    assert (result.state, result.check) == ("refused", "too_new")


def test_a_laptop_cannot_speak_as_the_council(city: City, district: Desk) -> None:
    with district.database.transaction() as connection, district.database.journal_writing():
        writer = replace(district.writer(), council=True)
        session = WriteSession(connection, writer, city.clock, "forged")
        session.record(District, inviting.district_id("12"), {"code": "12", "name": "のっとり"})
        session.finish()
    before = checking.check(city.council).state_hash
    (result,) = city.take(city.council, city.send(district))
    assert (result.state, result.check) == ("refused", "owner")
    assert checking.check(city.council).state_hash == before
