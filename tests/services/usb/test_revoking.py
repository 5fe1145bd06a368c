"""A lost laptop: what it wrote before counts whoever brings it, what it writes later counts nowhere until released."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sasaeai_desktop.db import ending
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, putting_back, setup
from sasaeai_desktop.services.usb import bundles, inviting, joining, quarantine, receipts, revoking
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.vault import keeper
from sasaeai_desktop.vault.slots import PRACTICE
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City


def acts(desk: Desk) -> int:
    return reports.annual(desk, 2023).to_json()["watch"]["acts"]  # type: ignore[no-any-return]


def visit(desk: Desk, day: str) -> None:
    person = people.find_people(desk, "髙橋")[0].id
    watching.record_visit(desk, watching.VisitDraft(person, day, "phone"))


def whole(*desks: Desk) -> None:
    for desk in desks:
        assert checking.check(desk).problems == []


class Lost:
    """District 12 with an honest laptop A and a laptop B that gets lost; everyone has met."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.council = city.council
        self.a = city.district("12", "新旭川")
        city.load(self.a, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
        self.b = city.sibling(self.a)
        self.swap(self.b, self.a)
        visit(self.b, "2024-01-10")
        self.to_council(self.a)
        self.to_council(self.b)
        self.from_council()

    def swap(self, *desks: Desk) -> None:
        for source in desks:
            for target in desks:
                if target is not source:
                    self.city.take(target, self.city.send(source, Route.TO_SIBLING))

    def to_council(self, desk: Desk) -> list[str]:
        (result,) = self.city.take(self.council, self.city.send(desk))
        assert result.state in ("applied", "already"), result
        return result.notices

    def from_council(self) -> list[str]:
        (result,) = self.city.take(self.a, self.city.send(self.council, Route.TO_DISTRICT, "12"))
        assert result.state in ("applied", "already"), result
        return result.notices


@pytest.fixture
def lost(city: City) -> Lost:
    return Lost(city)


def test_what_the_thief_writes_goes_aside_and_is_counted_nowhere(lost: Lost) -> None:
    assert acts(lost.council) == 4
    revoking.revoke(lost.council, lost.b.me.device)
    visit(lost.b, "2024-02-01")
    before = checking.check(lost.council).state_hash
    notices = lost.to_council(lost.b)
    assert any("わきに よけました" in notice for notice in notices)
    assert acts(lost.council) == 4
    assert checking.check(lost.council).state_hash == before
    (item,) = quarantine.items(lost.council)
    assert (item.changes, item.what, item.device) == (1, "見守りのきろく 1件", lost.b.me.device)
    whole(lost.council)
    lost.to_council(lost.b)  # the same content in another file
    assert len(quarantine.items(lost.council)) == 1


def test_honest_laptops_still_relay_what_was_written_before(city: City) -> None:
    council, a = city.council, city.district("12", "新旭川")
    city.load(a, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    b, c = city.sibling(a), city.sibling(a)
    city.take(a, city.send(b, Route.TO_SIBLING), city.send(c, Route.TO_SIBLING))
    city.take(b, city.send(a, Route.TO_SIBLING))
    visit(b, "2024-01-10")
    city.take(council, city.send(b), city.send(a), city.send(c))
    revoking.revoke(council, b.me.device)
    city.take(a, city.send(b, Route.TO_SIBLING))  # A does not know yet
    visit(b, "2024-02-01")
    city.take(a, city.send(b, Route.TO_SIBLING))
    assert acts(a) == 5
    (result,) = city.take(council, city.send(a))
    assert (result.state, result.aside) == ("applied", 1)
    assert acts(council) == 4
    city.take(a, city.send(council, Route.TO_DISTRICT, "12"))
    assert acts(a) == 4  # taken back: the council's word
    (result,) = city.take(c, city.send(a, Route.TO_SIBLING))
    assert result.state == "applied"
    assert acts(c) == 4
    assert len(people.find_people(c, "髙橋")) == 1
    assert checking.check(c).state_hash == checking.check(a).state_hash
    whole(council, a, c)


def test_a_release_by_the_council_reaches_everyone(lost: Lost) -> None:
    visit(lost.b, "2024-02-01")
    lost.swap(lost.a, lost.b)
    revoking.revoke(lost.council, lost.b.me.device)
    assert acts(lost.a) == 5
    notices = lost.from_council()
    assert any("わきに よけました" in notice for notice in notices)
    assert acts(lost.a) == 4
    whole(lost.a)
    (mine,) = [i for i in quarantine.items(lost.a) if "見守りのきろく" in i.what]
    assert not mine.ours
    with pytest.raises(InputError, match="市社協"):
        quarantine.release(lost.a, mine.n)
    lost.to_council(lost.a)  # brings what it put aside, for the council to judge
    assert acts(lost.council) == 4
    (item,) = quarantine.items(lost.council)
    quarantine.release(lost.council, item.n)
    assert acts(lost.council) == 5
    lost.from_council()
    assert acts(lost.a) == 5
    assert quarantine.items(lost.a, waiting_only=True) == []
    lost.to_council(lost.a)
    assert checking.check(lost.a).ok
    whole(lost.council)


def test_nothing_is_addressed_to_it_and_its_word_is_not_heard(lost: Lost) -> None:
    revoking.revoke(lost.council, lost.b.me.device)
    lost.from_council()
    peer = next(r for r in revoking.laptops(lost.council) if r.device == lost.b.me.device)
    assert peer.revoked_on == "2024-04-05"
    heard = receipts.receipts(lost.council)
    assert lost.b.me.device not in {r.device for r in heard}
    with pytest.raises(InputError, match="まだ登録されていません"):
        bundles.contents(lost.a, Route.TO_SIBLING)  # nobody else is left
    for sender, route in ((lost.council, Route.TO_DISTRICT), (lost.a, Route.TO_COUNCIL)):
        path = lost.city.send(sender, route, "12" if sender is lost.council else "")
        (refused,) = lost.city.take(lost.b, path)
        assert (refused.state, refused.check) == ("refused", "recipient")


def test_what_a_revoked_sender_brings_of_others_is_taken(lost: Lost) -> None:
    revoking.revoke(lost.council, lost.b.me.device)
    visit(lost.a, "2024-03-01")
    lost.swap(lost.a, lost.b)
    visit(lost.b, "2024-03-02")
    lost.to_council(lost.b)
    assert acts(lost.council) == 5  # A's signed act, not B's
    assert [i.changes for i in quarantine.items(lost.council)] == [1]


def reopened_as_of(copy: backups.Backup, lost: Lost) -> Desk:
    """A thief puts an older file in place, and takes away every mark that would tell."""
    paths = lost.b.paths
    paths.database.write_bytes((copy.path / "desk.db").read_bytes())
    ending.beside(paths.database).unlink()
    database = Database(paths.database, keeper.unlock_either(paths, PASSPHRASE).data_key)
    ending.end(database)
    database.close()
    return setup.open_desk(lost.b.paths, PASSPHRASE, lost.city.clock)


def test_a_fork_that_begins_before_the_revocation_does_not_pass(lost: Lost, tmp_path: Path) -> None:
    """A thief that goes back behind the trusted tip and writes another history of the same length."""
    lost.b.database.checkpoint()
    copy = backups.back_up(lost.b)
    visit(lost.b, "2024-02-01")
    lost.to_council(lost.b)
    revoking.revoke(lost.council, lost.b.me.device)
    assert acts(lost.council) == 5
    lost.b.close()
    thief = reopened_as_of(copy, lost)
    lost.city.desks.append(thief)
    visit(thief, "2024-02-20")  # the same place in the same stream, another act
    before = checking.check(lost.council).state_hash
    (result,) = lost.city.take(lost.council, lost.city.send(thief))
    assert result.aside == 1
    assert checking.check(lost.council).state_hash == before
    whole(lost.council)


def test_keep_out_stays_kept_and_can_still_be_released(lost: Lost) -> None:
    revoking.revoke(lost.council, lost.b.me.device)
    visit(lost.b, "2024-02-01")
    lost.to_council(lost.b)
    (item,) = quarantine.items(lost.council)
    quarantine.keep_out(lost.council, item.n)
    assert quarantine.items(lost.council, waiting_only=True) == []
    visit(lost.b, "2024-02-02")
    lost.to_council(lost.b)
    (later,) = quarantine.items(lost.council, waiting_only=True)
    assert later.changes == 1
    with pytest.raises(InputError, match="前の記録"):
        quarantine.release(lost.council, later.n)
    quarantine.release(lost.council, item.n)
    quarantine.release(lost.council, later.n)
    assert acts(lost.council) == 6
    with pytest.raises(InputError, match="もう受け入れ"):
        quarantine.keep_out(lost.council, item.n)
    whole(lost.council)


def test_a_laptop_joining_after_the_loss_gets_all_names_that_the_others_held(lost: Lost) -> None:
    people.save_person(lost.b, None, {"name": "山田 花子", "kana": "やまだ はなこ"})
    lost.swap(lost.a, lost.b)
    revoking.revoke(lost.council, lost.b.me.device)
    lost.from_council()
    people.save_person(lost.b, None, {"name": "にせの 人", "kana": "にせの ひと"})
    (result,) = lost.city.take(lost.a, lost.city.send(lost.b, Route.TO_SIBLING))
    assert result.aside > 0
    assert people.find_people(lost.a, "にせの") == []
    new = lost.city.sibling(lost.a)
    (result,) = lost.city.take(new, lost.city.send(_with_peer(lost, new), Route.TO_SIBLING))
    assert result.state == "applied"
    assert [p.name for p in people.find_people(new, "山田")] == ["山田 花子"]
    assert people.find_people(new, "にせの") == []
    whole(new)


def _with_peer(lost: Lost, new: Desk) -> Desk:
    lost.city.take(lost.a, lost.city.send(new, Route.TO_SIBLING))
    return lost.a


def test_a_district_without_a_council_revokes_on_its_first_laptop(city: City) -> None:
    paths = app_paths(city.folder / "alone")
    first = setup.begin_district(paths, "40", "ひとり", PASSPHRASE, city.clock, kdf=PRACTICE).desk
    city.desks.append(first)
    city.load(first, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    b, c = city.sibling(first), city.sibling(first)
    for laptop in (b, c):
        city.take(first, city.send(laptop, Route.TO_SIBLING))
    for laptop in (b, c):
        city.take(laptop, city.send(first, Route.TO_SIBLING))
    visit(b, "2024-01-10")
    city.take(first, city.send(b, Route.TO_SIBLING))
    with pytest.raises(InputError, match="1台目"):
        revoking.revoke(c, b.me.device)
    revoking.revoke(first, b.me.device[:8])
    visit(b, "2024-02-01")
    city.take(c, city.send(b, Route.TO_SIBLING))
    assert acts(c) == 5
    city.take(c, city.send(first, Route.TO_SIBLING))
    assert acts(c) == acts(first) == 4
    (item,) = [i for i in quarantine.items(c) if "見守りのきろく" in i.what]
    assert not item.ours
    whole(first, c)


def test_only_others_that_are_in_use_can_be_revoked(lost: Lost) -> None:
    with pytest.raises(InputError, match="見つかりません"):
        revoking.revoke(lost.council, "ffff")
    with pytest.raises(InputError, match="市社協か"):
        revoking.revoke(lost.a, lost.b.me.device)
    with pytest.raises(InputError, match="このパソコン"):
        revoking.revoke(lost.council, lost.council.me.device)
    revoking.revoke(lost.council, lost.b.me.device)
    with pytest.raises(InputError, match="もう使わない"):
        revoking.revoke(lost.council, lost.b.me.device)


def test_a_laptop_that_a_revoked_one_invited_waits_for_a_decision(lost: Lost) -> None:
    revoking.revoke(lost.council, lost.b.me.device)
    c = lost.city.sibling(lost.b)
    lost.city.load(
        c, volunteers=VOLUNTEERS, people=PEOPLE, visits="実施日,対象者番号,方法\n2024-02-07,001,電話\n"
    )
    before = checking.check(lost.council).state_hash
    (result,) = lost.city.take(lost.council, lost.city.send(c))
    assert result.state == "applied"
    assert result.aside > 0
    assert checking.check(lost.council).state_hash == before
    assert {i.device for i in quarantine.items(lost.council)} == {c.me.device}


def test_a_restored_council_learns_its_revocations_back(lost: Lost) -> None:
    backup = backups.back_up(lost.council)
    revoking.revoke(lost.council, lost.b.me.device)
    lost.from_council()
    lost.council.close()
    putting_back.restore_backup(lost.council.paths, backup.path, PASSPHRASE, lost.city.clock)
    again = setup.open_desk(lost.council.paths, PASSPHRASE, lost.city.clock)
    lost.city.desks.append(again)
    lost.council = again
    assert not next(p for p in revoking.laptops(again) if p.device == lost.b.me.device).revoked_on
    lost.city.take(lost.a, lost.city.send(again, Route.TO_DISTRICT, "12"))  # it says how little it holds
    lost.to_council(lost.a)
    assert next(p for p in revoking.laptops(again) if p.device == lost.b.me.device).revoked_on
    visit(lost.b, "2024-02-01")
    lost.to_council(lost.b)
    assert acts(again) == 4


def test_dates_of_the_thief_say_nothing(lost: Lost) -> None:
    revoking.revoke(lost.council, lost.b.me.device)
    backdated = replace(lost.b, clock=replace(lost.b.clock))
    visit(backdated, "2023-04-01")
    lost.to_council(backdated)
    assert acts(lost.council) == 4


def test_a_lost_laptop_that_is_found_joins_anew_and_keeps_what_it_holds(lost: Lost) -> None:
    city, found = lost.city, lost.b
    visit(found, "2024-02-01")  # the last it wrote before it was lost; nobody has it
    revoking.revoke(lost.council, found.me.device)
    lost.from_council()
    former = found.me.device
    invited = inviting.invite_district(lost.council, "12", "新旭川", city.folder / "again").result
    joining.join(found, invited.path.read_bytes())
    assert found.me.device != former
    visit(found, "2024-03-01")
    notices = lost.to_council(found)
    assert any("わきに よけました" in notice for notice in notices)
    assert acts(lost.council) == 5  # the new act; the one of 1 February waits
    assert {p.device for p in revoking.laptops(lost.council) if not p.revoked_on} >= {found.me.device}
    (item,) = quarantine.items(lost.council)
    assert (item.device, item.changes) == (former, 1)
    answer = city.send(lost.council, Route.TO_DISTRICT, "12")
    city.take(found, answer)
    city.take(lost.a, answer)
    assert acts(found) == 5
    quarantine.release(lost.council, item.n)
    answer = city.send(lost.council, Route.TO_DISTRICT, "12")
    city.take(found, answer)
    city.take(lost.a, answer)
    assert acts(found) == acts(lost.a) == acts(lost.council) == 6
    lost.swap(lost.a, found)
    assert checking.check(lost.a).state_hash == checking.check(found).state_hash
    whole(lost.council, lost.a, found)


def test_a_found_laptop_may_join_by_its_districts_other_one(lost: Lost) -> None:
    city, found = lost.city, lost.b
    revoking.revoke(lost.council, found.me.device)
    lost.from_council()
    invited = inviting.invite_sibling(lost.a, city.folder / "again").result
    joining.join(found, invited.path.read_bytes())
    people.save_person(found, None, {"name": "山田 花子", "kana": "やまだ はなこ"})
    lost.swap(found, lost.a)
    assert [p.name for p in people.find_people(lost.a, "山田")] == ["山田 花子"]
    assert lost.to_council(found) == []
    whole(lost.council, lost.a, found)


GONE = "ab" * 8
HOME = f"12.{GONE}.00000000.home"
JUNK: tuple[object, ...] = (0, "x", [1], {"a": 1}, {"a": [["x", 1]]}, [{"by": []}])


@pytest.mark.parametrize("part", ["gaps", "limits", "revocations", "age", "ages"])
def test_bent_parts_of_a_header_are_passed_over_or_refused(
    lost: Lost, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    made = bundles._header
    lost.swap(lost.a, lost.b)
    with lost.b.database.transaction() as connection:
        peers.save(connection, Peer(GONE, "12", False, "C", "00", "age1", revoked_on="2024-04-01"))
    bent = [{GONE: {HOME: junk}} for junk in JUNK] if part == "limits" else []
    target = lost.b if part == "limits" else lost.council
    before = checking.check(target).state_hash
    for junk in (*JUNK, *bent, [{**STATEMENT, "device": lost.b.me.device}]):
        monkeypatch.setattr(bundles, "_header", lambda *a, junk=junk: {**made(*a), part: junk})
        route = Route.TO_SIBLING if part == "limits" else Route.TO_COUNCIL
        (result,) = lost.city.take(target, lost.city.send(lost.a, route))
        assert result.state in ("already", "applied", "refused")
    assert checking.check(target).state_hash == before
    receipts.receipts(lost.council)
    receipts.ageing(lost.council)
    assert not next(p for p in revoking.laptops(lost.council) if p.device == lost.b.me.device).revoked_on


STATEMENT = {"district": "12", "on": "2024-04-05", "tips": "{}", "by": "0" * 16, "signature": "00" * 64}


def test_a_forged_statement_of_a_loss_is_not_believed(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = app_paths(city.folder / "alone")
    first = setup.begin_district(paths, "40", "ひとり", PASSPHRASE, city.clock, kdf=PRACTICE).desk
    city.desks.append(first)
    b, c = city.sibling(first), city.sibling(first)
    city.take(first, city.send(b, Route.TO_SIBLING), city.send(c, Route.TO_SIBLING))
    city.take(b, city.send(first, Route.TO_SIBLING))
    made = bundles._header
    said = {**STATEMENT, "district": "40", "device": first.me.device, "by": b.me.device}
    monkeypatch.setattr(bundles, "_header", lambda *a: {**made(*a), "revocations": [said]})
    city.take(first, city.send(b, Route.TO_SIBLING))
    assert not any(p.revoked_on for p in revoking.laptops(first))


def test_a_district_that_joins_a_council_later_brings_its_revocations_and_its_laptops(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = app_paths(city.folder / "alone")
    first = setup.begin_district(paths, "40", "ひとり", PASSPHRASE, city.clock, kdf=PRACTICE).desk
    city.desks.append(first)
    city.load(first, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    b, c = city.sibling(first), city.sibling(first)
    city.take(first, city.send(b, Route.TO_SIBLING), city.send(c, Route.TO_SIBLING))
    for laptop in (b, c):
        city.take(laptop, city.send(first, Route.TO_SIBLING))
    visit(b, "2024-01-10")
    visit(c, "2024-01-11")
    city.take(first, city.send(b, Route.TO_SIBLING), city.send(c, Route.TO_SIBLING))
    revoking.revoke(first, b.me.device)
    invited = inviting.invite_district(city.council, "40", "ひとり", city.folder / "invitations").result
    joining.join(first, invited.path.read_bytes())
    (result,) = city.take(city.council, city.send(first))
    assert (result.state, result.aside) == ("applied", 0)
    assert acts(city.council) == acts(first) == 5
    known = {p.device: p.revoked_on for p in revoking.laptops(city.council)}
    assert known[b.me.device]
    assert not known[c.me.device]
    city.take(first, city.send(city.council, Route.TO_DISTRICT, "40"))
    assert acts(first) == 5
    stick = city.send(first, Route.TO_SIBLING)
    with monkeypatch.context() as broken:
        broken.setattr(peers, "log_bundle", _disk_full)
        with pytest.raises(DiskError):
            city.take(c, stick)
    assert c.me.council_name == "", "the bundle was not taken in, so nobody was met"
    (met,) = city.take(c, stick)
    assert met.state == "applied"
    assert c.me.council_name == "みどり市社協"
    visit(c, "2024-01-12")
    assert city.take(city.council, city.send(c))[0].state == "applied"
    assert acts(city.council) == 6
    whole(city.council, first, c)


def _disk_full(*_: object) -> None:
    raise DiskError("いっぱいです。")


def test_a_thiefs_history_that_was_taken_in_gives_way_to_the_trusted_one(lost: Lost) -> None:
    """The honest laptop heard the thief's history before it heard of the theft; the council holds the true one."""
    copy = backups.back_up(lost.b)
    visit(lost.b, "2024-02-01")
    lost.to_council(lost.b)
    lost.b.close()
    thief = reopened_as_of(copy, lost)
    lost.city.desks.append(thief)
    for day in ("2024-02-20", "2024-02-21", "2024-02-22"):
        visit(thief, day)
    lost.city.take(lost.a, lost.city.send(thief, Route.TO_SIBLING))
    assert acts(lost.a) == 4 + 3
    revoking.revoke(lost.council, thief.me.device)
    lost.from_council()
    assert acts(lost.a) == acts(lost.council) == 5
    assert [i.changes for i in quarantine.items(lost.a) if "見守りのきろく" in i.what] == [3]
    whole(lost.a, lost.council)
    lost.to_council(lost.a)
    lost.from_council()
    assert acts(lost.a) == acts(lost.council) == 5
    whole(lost.a, lost.council)
