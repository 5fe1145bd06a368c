"""People and keys: who opens the desk, a new data key that survives any cut, and a new key to be written to."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sasaeai_desktop.db import settings
from sasaeai_desktop.disk import RealFs
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import (
    DiskError,
    InputError,
    LockedError,
    RefusedError,
    WrongPassphraseError,
)
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import access, checking, key_rotation, setup, users
from sasaeai_desktop.services.usb import exchange_keys, inviting
from sasaeai_desktop.vault import keeper, slots, store
from sasaeai_desktop.vault.keeper import Next
from sasaeai_desktop.vault.slots import PRACTICE
from tests.services.city import PASSPHRASE, PEOPLE, VOLUNTEERS, City

OTHER = "なつの かわべ"


@pytest.fixture
def district(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE)
    return desk


def opened(city: City, desk: Desk, passphrase: str) -> Desk:
    desk.close()
    again = setup.open_desk(desk.paths, passphrase, city.clock)
    city.desks.append(again)
    return again


def test_a_person_whose_passphrase_cannot_be_kept_is_nobody(
    district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskError("いっぱいです。")

    monkeypatch.setattr(keeper, "add_user", full)
    with pytest.raises(DiskError):
        users.add(district, PASSPHRASE, "原田 ミツ", OTHER, kdf=PRACTICE)
    assert "原田 ミツ" not in [u.name for u in users.users(district)]


def names(desk: Desk) -> list[str]:
    return [p.name for p in people.find_people(desk, "")]


def test_a_new_key_leaves_every_passphrase_and_the_paper_as_they_were(city: City, district: Desk) -> None:
    paper = access.new_paper_key(district, PASSPHRASE).result
    users.add(district, PASSPHRASE, "原田 ミツ", OTHER, kdf=PRACTICE)
    before, file = keeper.unlock(district.paths, PASSPHRASE), district.paths.database.read_bytes()
    hash_before = checking.check(district).state_hash
    key_rotation.rotate(district, PASSPHRASE)
    assert names(district) == ["髙橋 昭一郎", "𠮷田 ヨシ江"]  # still open
    people.save_person(district, None, {"name": "あとの 人", "kana": "あとの ひと"})
    after = keeper.unlock(district.paths, PASSPHRASE)
    assert after.data_key != before.data_key
    assert district.paths.database.read_bytes()[:16] != file[:16]
    assert keeper.unlock(district.paths, OTHER).data_key == after.data_key
    assert keeper.unlock_with_paper(district.paths, paper).data_key == after.data_key
    again = opened(city, district, OTHER)
    assert again.user.name == "原田 ミツ"
    assert len(names(again)) == 3
    assert checking.check(again).state_hash != hash_before
    assert checking.check(again).ok
    assert "next" not in store.load(again.paths)
    assert not list(again.paths.data_dir.glob("*.part*"))
    assert backups.back_up(again).bytes > 0


def test_who_is_taken_off_opens_nothing_any_more(city: City, district: Desk) -> None:
    users.add(district, PASSPHRASE, "原田 ミツ", OTHER, kdf=PRACTICE)
    backup = backups.back_up(district)
    aside = Path(shutil.copytree(backup.path, district.paths.data_dir / "20240405-120000-before-restore"))
    old = keeper.unlock(district.paths, OTHER).data_key
    assert [(u.name, u.here, u.me) for u in users.users(district)] == [
        ("はじめの人", True, True),
        ("原田 ミツ", True, False),
    ]
    users.disable(district, PASSPHRASE, "原田 ミツ")
    with pytest.raises(WrongPassphraseError):
        keeper.unlock(district.paths, OTHER)
    with pytest.raises(WrongPassphraseError):
        checking.verify_backup(district.paths, backup.path, OTHER)
    assert checking.verify_backup(district.paths, backup.path, PASSPHRASE) > 0
    with pytest.raises(WrongPassphraseError):
        checking.verify_backup(district.paths, aside, OTHER)
    assert keeper.unlock(district.paths, PASSPHRASE).data_key != old
    assert [(u.name, u.disabled) for u in users.users(district)][1] == ("原田 ミツ", True)
    district.close()
    lock = setup.take_lock(district.paths)
    with pytest.raises(RefusedError):
        setup.open_with_key(district.paths, old, district.user.id, city.clock, lock)
    lock.release()


def test_what_cannot_be_is_said(district: Desk) -> None:
    with pytest.raises(LockedError):
        users.add(district, "ちがう", "原田 ミツ", OTHER, kdf=PRACTICE)
    with pytest.raises(InputError, match="名前"):
        users.add(district, PASSPHRASE, "　", OTHER, kdf=PRACTICE)
    with pytest.raises(InputError, match="自分"):
        users.disable(district, PASSPHRASE, "はじめの人")
    with pytest.raises(InputError, match="見つかりません"):
        users.disable(district, PASSPHRASE, "だれか")
    with pytest.raises(LockedError):
        key_rotation.rotate(district, "ちがう")
    assert [u.name for u in users.users(district)] == ["はじめの人"]


def test_nobody_learns_that_somebody_else_has_the_same_passphrase(district: Desk) -> None:
    added = users.add(district, PASSPHRASE, "原田 ミツ", PASSPHRASE, role="世話係", kdf=PRACTICE).result
    first = district.user
    district.close()
    told: set[str] = set()
    for name, words in (("", PASSPHRASE), ("だれか", PASSPHRASE)):
        with pytest.raises(WrongPassphraseError) as refused:
            setup.open_desk(district.paths, words, district.clock, user=name)
        told.add(f"{refused.value.what}{refused.value.todo}")
    assert len(told) == 1
    for name, who in (("原田 ミツ", added.id), (first.name, first.id)):
        opened = setup.open_desk(district.paths, PASSPHRASE, district.clock, user=name)
        assert opened.user.id == who
        opened.close()


def test_a_slot_of_the_first_form_is_read_and_rewritten(district: Desk) -> None:
    """The first program sealed the data key itself; no other copy of such a file can be made any more."""
    data_key = keeper.unlock(district.paths, PASSPHRASE).data_key
    content = store.load(district.paths)
    user = content["slots"][0]
    plain = {name: user[name] for name in ("id", "type", "user", "kdf")}
    key = slots._passphrase_key(plain, PASSPHRASE)
    nonce = bytes(12)
    sealed = AESGCM(key).encrypt(nonce, data_key, slots._bound(plain))
    content["slots"][0] = {**plain, "nonce": nonce.hex(), "sealed": sealed.hex()}
    store.save(district.paths, content)
    assert keeper.unready(district.paths) == (user["user"],)
    with pytest.raises(InputError, match="準備"):
        key_rotation.check_ready(district)
    assert keeper.unlock(district.paths, PASSPHRASE).data_key == data_key
    assert keeper.unready(district.paths) == ()
    assert keeper.unlock(district.paths, PASSPHRASE).data_key == data_key


def test_a_planted_public_key_is_not_given_the_next_key(district: Desk) -> None:
    content = store.load(district.paths)
    stranger = slots.seal_user(bytes(32), content["slots"][0]["user"], "どろぼう", PRACTICE)
    content["slots"][0] |= {"public": stranger["public"]}
    store.save(district.paths, content)
    with pytest.raises(InputError, match="準備"):
        keeper.announce_rotation(district.paths, _data_key(district), Next(bytes(range(32))), bytes(16))


def _data_key(desk: Desk) -> bytes:
    return bytes.fromhex(desk.database._key)


class Cut(RealFs):
    """A disk that fails, or a process that dies, at the n-th call that matters."""

    def __init__(self, at: int, death: type[BaseException]) -> None:
        self.left = at
        self.death = death
        self.file: BinaryIO | None = None

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            if self.file is not None and self.death is Killed:
                self.file.close()  # as the system does for a dead process
            raise OSError(errno.EIO, "cut") if self.death is OSError else self.death("cut")

    def create(self, path: Path) -> BinaryIO:
        self._count()
        self.file = super().create(path)
        return self.file

    def write(self, file: BinaryIO, data: bytes) -> None:
        self._count()
        super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        self._count()
        super().sync(file)

    def rename(self, old: Path, new: Path, *, overwrite: bool) -> None:
        self._count()
        super().rename(old, new, overwrite=overwrite)
        self._count()

    def sync_folder(self, folder: Path) -> None:
        self._count()
        super().sync_folder(folder)


class Killed(BaseException):
    """The process is gone: nothing after it runs but what the test does."""


@pytest.mark.parametrize("death", [OSError, Killed])
def test_a_new_key_survives_a_cut_at_every_step(
    city: City, district: Desk, death: type[BaseException]
) -> None:
    hash_before = checking.check(district).state_hash
    desk, cuts = district, 0
    while True:
        fs = Cut(cuts + 1, death)
        try:
            key_rotation.renew_data_key(desk, _data_key(desk), Next(os.urandom(32)), PASSPHRASE, fs=fs)
        except (DiskError, Killed):
            cuts += 1
        else:
            break
        if death is OSError:
            assert checking.check(desk).state_hash == hash_before  # it stays open
            assert desk.database._key == keeper.unlock(desk.paths, PASSPHRASE).data_key.hex()
        desk = opened(city, desk, PASSPHRASE)
        assert checking.check(desk).state_hash == hash_before
        assert "next" not in store.load(desk.paths)
    assert cuts > 20
    assert checking.check(desk).ok


def test_bundles_under_way_still_open_until_everyone_writes_to_the_new_key(
    city: City, district: Desk
) -> None:
    on_the_way = city.send(district)
    key_rotation.rotate(city.council, PASSPHRASE)
    assert len(_identities(city.council)) == 2
    assert city.take(city.council, on_the_way)[0].state == "applied"  # written to the old key
    assert len(_identities(city.council)) == 2
    city.take(district, city.send(city.council, Route.TO_DISTRICT, "12"))
    with reading(city.council) as session:
        new = inviting.device_keys(session).public.age
    assert [p.age_key for p in inviting.known_devices(district) if p.council] == [new]
    assert city.take(city.council, city.send(district))[0].state == "already"
    assert len(_identities(city.council)) == 1  # everyone in use has written to the new one


def _identities(desk: Desk) -> list[str]:
    with reading(desk) as session:
        return exchange_keys.identities(session)


def test_a_districts_new_key_reaches_its_siblings_by_the_roster_too(city: City, district: Desk) -> None:
    sibling = city.sibling(district)
    city.take(city.council, city.send(district), city.send(sibling))
    city.take(sibling, city.send(city.council, Route.TO_DISTRICT, "12"))
    key_rotation.rotate(district, PASSPHRASE)
    city.take(city.council, city.send(district))
    city.take(sibling, city.send(city.council, Route.TO_DISTRICT, "12"))
    with reading(district) as session:
        new = inviting.device_keys(session).public.age
    assert [p.age_key for p in inviting.known_devices(sibling) if p.device == district.me.device] == [new]
    assert city.take(district, city.send(sibling, Route.TO_SIBLING))[0].state == "applied"


def test_an_old_key_is_forgotten_after_400_days(city: City, district: Desk) -> None:
    city.take(city.council, city.send(district))
    city.district("13", "東旭川")
    city.take(city.council, city.send(city.desks[-1]))
    key_rotation.rotate(city.council, PASSPHRASE)
    later = replace(city.council, clock=clock_at("2025-05-11"))
    city.take(district, city.send(city.council, Route.TO_DISTRICT, "12"))
    almost = replace(city.council, clock=clock_at("2025-05-09"))
    city.take(almost, city.send(district))
    assert len(_identities(city.council)) == 2  # 13 has not written to the new key
    person = people.find_people(district, "髙橋")[0].id
    people.save_person(district, person, {"phone": "0166-00-9999"})
    city.take(later, city.send(district))
    assert len(_identities(city.council)) == 1


def test_the_exported_identity_opens_what_was_written_before_and_after(city: City, district: Desk) -> None:
    key_rotation.rotate(city.council, PASSPHRASE)
    out = city.folder / "identity.txt"
    exchange_keys.export_identity(city.council, out)
    lines = [line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("AGE-SECRET")]
    assert lines == _identities(city.council)
    with reading(city.council) as session:
        assert settings.text(session, "old_age") != "[]"
