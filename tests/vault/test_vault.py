"""The vault: what opens it, what does not, and what it survives."""

from __future__ import annotations

import errno
import json
import re
import threading
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from sasaeai_desktop import vault
from sasaeai_desktop.disk import RealFs
from sasaeai_desktop.domain.errors import DiskError, InputError, LockedError, RefusedError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.vault import slots, store

CHEAP = vault.PRACTICE
ANNA, BEN = "a1", "b2"


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return app_paths(tmp_path / "desk").make()


@pytest.fixture
def made(paths: AppPaths) -> tuple[bytes, str]:
    return vault.create(paths, ANNA, "ふゆの さんぽ 12", kdf=CHEAP)


def test_passphrase_and_paper_open_the_same_random_key(paths: AppPaths, made: tuple[bytes, str]) -> None:
    data_key, text = made
    assert len(data_key) == 32
    opened = vault.unlock(paths, "ふゆの さんぽ 12")
    assert (opened.data_key, opened.user) == (data_key, ANNA)
    assert vault.unlock(paths, "ふゆの さんぽ 12", ANNA) == opened
    by_paper = vault.unlock_with_paper(paths, text.lower().replace("-", " "))
    assert (by_paper.data_key, by_paper.user) == (data_key, "")
    assert data_key.hex() not in repr(opened)
    assert str(data_key) not in repr(opened)


@pytest.mark.parametrize("typed", ["ふゆの　さんぽ　１２", "ふゆの さんほ\u309a 12"])
def test_full_width_and_decomposed_typing_opens_too(
    paths: AppPaths, made: tuple[bytes, str], typed: str
) -> None:
    assert vault.unlock(paths, typed).data_key == made[0]


@pytest.mark.parametrize("typed", ["", "ふゆの さんぽ 13", "ふゆのさんぽ12", "\udcff"])
def test_a_wrong_passphrase_stays_outside(paths: AppPaths, made: tuple[bytes, str], typed: str) -> None:
    with pytest.raises(LockedError):
        vault.unlock(paths, typed)
    with pytest.raises(LockedError):
        vault.unlock(paths, "ふゆの さんぽ 12", BEN)


def test_nothing_in_the_files_opens_them(paths: AppPaths, made: tuple[bytes, str]) -> None:
    data_key, text = made
    for place in (paths.vault, paths.vault_copy):
        stored = place.read_text(encoding="utf-8")
        assert data_key.hex() not in stored
        assert text not in stored
        assert "ふゆ" not in stored


def test_two_people_have_a_slot_each_and_changing_one_leaves_the_other(
    paths: AppPaths, made: tuple[bytes, str]
) -> None:
    data_key, text = made
    vault.add_user(paths, data_key, BEN, "べん2", kdf=CHEAP)
    before = {slot["user"]: slot for slot in store.load(paths)["slots"]}
    vault.change_passphrase(paths, data_key, ANNA, "あたらしい", kdf=CHEAP)
    after = {slot["user"]: slot for slot in store.load(paths)["slots"]}
    assert vault.users(paths) == (ANNA, BEN)
    assert {name for name in before if before[name] != after[name]} == {ANNA}
    assert vault.unlock(paths, "あたらしい").user == ANNA
    assert vault.unlock(paths, "べん2").user == BEN
    assert vault.unlock_with_paper(paths, text).data_key == data_key
    with pytest.raises(LockedError):
        vault.unlock(paths, "ふゆの さんぽ 12")


def test_a_new_paper_key_replaces_the_old(paths: AppPaths, made: tuple[bytes, str]) -> None:
    data_key, old = made
    new = vault.set_paper_key(paths, data_key)
    assert vault.unlock_with_paper(paths, new).data_key == data_key
    with pytest.raises(LockedError, match="古い"):
        vault.unlock_with_paper(paths, old)
    assert vault.unlock(paths, "ふゆの さんぽ 12").data_key == data_key


def test_what_cannot_be_is_said(paths: AppPaths, made: tuple[bytes, str]) -> None:
    data_key, _ = made
    with pytest.raises(InputError):
        vault.create(paths, BEN, "x", kdf=CHEAP)
    with pytest.raises(InputError):
        vault.add_user(paths, data_key, ANNA, "x", kdf=CHEAP)
    with pytest.raises(InputError):
        vault.change_passphrase(paths, data_key, BEN, "x", kdf=CHEAP)
    with pytest.raises(InputError):
        vault.add_user(paths, data_key, BEN, "　", kdf=CHEAP)
    with pytest.raises(ValueError, match="another vault"):
        vault.set_paper_key(paths, bytes(32))
    assert vault.unlock(paths, "ふゆの さんぽ 12").data_key == data_key


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "flipped", "newer by hand", "a folder's worth"])
@pytest.mark.parametrize("which", ["vault", "vault_copy"])
def test_a_damaged_copy_is_mended_from_the_other(
    paths: AppPaths, made: tuple[bytes, str], which: str, damage: str
) -> None:
    place: Path = getattr(paths, which)
    good = place.read_bytes()
    hurt(place, damage)
    assert vault.unlock(paths, "ふゆの さんぽ 12").data_key == made[0]
    assert paths.vault.read_bytes() == paths.vault_copy.read_bytes() == good


def hurt(place: Path, damage: str) -> None:
    data = place.read_bytes()
    match damage:
        case "gone":
            place.unlink()
        case "empty":
            place.write_bytes(b"")
        case "cut":
            place.write_bytes(data[: len(data) // 2])
        case "flipped":
            place.write_bytes(data.replace(b'"user": "a1"', b'"user": "a3"'))
        case "newer by hand":
            place.write_bytes(data.replace(b'"revision": 1', b'"revision": 9'))
        case _:
            place.write_bytes(b"[" * 3_000_000)


def test_every_flipped_byte_of_one_copy_is_noticed(paths: AppPaths, made: tuple[bytes, str]) -> None:
    good = paths.vault.read_bytes()
    content = store.decode(good)
    for n in range(len(good)):
        damaged = store.decode(good[:n] + bytes([good[n] ^ 4]) + good[n + 1 :])
        assert damaged is None or damaged == content, n


def test_when_both_are_damaged_the_backups_are_named(paths: AppPaths, made: tuple[bytes, str]) -> None:
    for place in (paths.vault, paths.vault_copy):
        hurt(place, "flipped")
    with pytest.raises(RefusedError) as caught:
        vault.unlock(paths, "ふゆの さんぽ 12")
    assert caught.value.check == "vault"
    assert str(paths.backups) in caught.value.todo
    paths.vault.unlink()
    paths.vault_copy.unlink()
    paths.database.write_bytes(b"x")
    with pytest.raises(RefusedError):
        vault.unlock(paths, "ふゆの さんぽ 12")


def test_where_nothing_was_set_up_it_says_so(paths: AppPaths) -> None:
    assert not vault.exists(paths)
    with pytest.raises(LockedError, match="準備"):
        vault.unlock(paths, "x")


def test_of_two_whole_copies_the_newer_counts(paths: AppPaths, made: tuple[bytes, str]) -> None:
    old = paths.vault_copy.read_bytes()
    vault.change_passphrase(paths, made[0], ANNA, "あたらしい", kdf=CHEAP)
    new = paths.vault.read_bytes()
    for older in (paths.vault, paths.vault_copy):
        older.write_bytes(old)
        assert vault.unlock(paths, "あたらしい").data_key == made[0]
        assert older.read_bytes() == new


def test_slots_and_fields_of_a_newer_program_are_kept(paths: AppPaths, made: tuple[bytes, str]) -> None:
    escrow = {"id": "e", "type": "escrow", "age": "age1...", "deep": {"list": [1, None]}}
    content = store.load(paths)
    content["slots"].insert(0, escrow)
    content["slots"][1]["colour"] = "blue"
    store.save(paths, {**content, "note": "kept"})
    vault.add_user(paths, made[0], BEN, "べん2", kdf=CHEAP)
    vault.set_paper_key(paths, made[0])
    kept = store.load(paths)
    assert kept["slots"][0] == escrow
    assert kept["slots"][1]["colour"] == "blue"
    assert kept["note"] == "kept"
    assert vault.unlock(paths, "ふゆの さんぽ 12").user == ANNA


def test_a_newer_file_asks_for_the_newer_program(paths: AppPaths, made: tuple[bytes, str]) -> None:
    store.save(paths, {**store.load(paths), "version": store.VERSION + 1})
    with pytest.raises(RefusedError) as caught:
        vault.unlock(paths, "ふゆの さんぽ 12")
    assert caught.value.check == "too_new"


def test_a_slot_is_bound_to_its_id_its_type_and_its_person() -> None:
    slot = slots.seal_user(bytes(32), ANNA, "pass", CHEAP)
    assert slots.open_user(slot, "pass") == bytes(32)
    for field, value in (("user", BEN), ("id", "00" * 16), ("type", "paper"), ("nonce", "00" * 12)):
        assert slots.open_user({**slot, field: value}, "pass") is None


@pytest.mark.parametrize(
    "kdf",
    [
        {},
        {"name": "scrypt"},
        {"memory": 1 << 40},
        {"t": 0},
        {"p": True},
        {"memory": "8"},
        {"salt": "x"},
        None,
    ],
)
def test_a_slot_with_an_unknown_or_monstrous_kdf_opens_nothing(kdf: dict[str, object] | None) -> None:
    slot = slots.seal_user(bytes(32), ANNA, "pass", CHEAP)
    slot["kdf"] = {**slot["kdf"], **kdf} if kdf else kdf
    assert slots.open_user(slot, "pass") is None


def test_real_use_costs_64_mib_and_practice_says_it_is_weak(paths: AppPaths) -> None:
    vault.create(paths, ANNA, "pass")
    (kdf,) = [slot["kdf"] for slot in store.load(paths)["slots"] if slot["type"] == "user"]
    assert (kdf["name"], kdf["memory"], kdf["t"], kdf["p"]) == ("argon2id", 64 * 1024, 3, 4)
    opened = vault.unlock(paths, "pass")
    assert not opened.weak
    vault.change_passphrase(paths, opened.data_key, ANNA, "pass", kdf=CHEAP)
    assert vault.unlock(paths, "pass").weak


class FailingFs(RealFs):
    """A disk that fails at its nth change."""

    def __init__(self, fail_at: int) -> None:
        self.left = fail_at

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.EIO, "broken")

    def create(self, path: Path) -> BinaryIO:
        self._count()
        return super().create(path)

    def write(self, file: BinaryIO, data: bytes) -> None:
        if self.left == 1:
            super().write(file, data[: len(data) // 2])
        self._count()
        super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        self._count()
        super().sync(file)

    def rename(self, old: Path, new: Path, *, overwrite: bool) -> None:
        self._count()
        super().rename(old, new, overwrite=overwrite)

    def sync_folder(self, folder: Path) -> None:
        self._count()
        super().sync_folder(folder)


@pytest.mark.parametrize("call", range(1, 11))
def test_a_fault_while_changing_leaves_the_old_or_the_new_passphrase(
    paths: AppPaths, made: tuple[bytes, str], call: int
) -> None:
    with pytest.raises(DiskError):
        vault.change_passphrase(paths, made[0], ANNA, "new", kdf=CHEAP, fs=FailingFs(call))
    opened = []
    for passphrase in ("ふゆの さんぽ 12", "new"):
        try:
            opened.append(vault.unlock(paths, passphrase).data_key)
        except LockedError:
            continue
    assert opened == [made[0]]
    assert vault.unlock_with_paper(paths, made[1]).data_key == made[0]
    assert paths.vault.read_bytes() == paths.vault_copy.read_bytes()


def test_messages_are_japanese_sentences(paths: AppPaths, made: tuple[bytes, str]) -> None:
    with pytest.raises(LockedError) as caught:
        vault.unlock(paths, "x")
    assert re.fullmatch(r"[ぁ-んァ-ヶ一-龠ー、。]+", caught.value.what + caught.value.todo)
    assert json.loads(paths.vault.read_text(encoding="utf-8"))["version"] == store.VERSION


def test_two_keys_are_never_worked_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work: list[int] = []
    most: list[int] = []

    class Watched:
        def __init__(self, **_asked: object) -> None:
            pass

        def derive(self, secret: bytes) -> bytes:
            at_work.append(1)
            most.append(len(at_work))
            time.sleep(0.02)
            at_work.pop()
            return secret

    monkeypatch.setattr(slots, "Argon2id", Watched)
    slot = {"kdf": {"name": "argon2id", "salt": "00", "memory": 8, "t": 1, "p": 1}}
    threads = [threading.Thread(target=slots._passphrase_key, args=(slot, "x")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]
