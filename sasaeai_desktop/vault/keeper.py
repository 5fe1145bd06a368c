"""Who may open the desk: a random data key in slots, one for each person and one for the paper key.

When a secret ends (another passphrase, another paper, a person less) the data gets a new key that the secret never
opened: a slot file of before opens the file of before (``announce_rotation``). Whoever holds the data key may change
slots, so the caller asks for the old passphrase (or the paper key) by unlocking first.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
from dataclasses import dataclass, field
from typing import Any

from sasaeai_desktop.disk import REAL as REAL_DISK
from sasaeai_desktop.disk import Fs
from sasaeai_desktop.domain.errors import DiskError, InputError, LockedError, WrongPassphraseError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.vault import paper, slots, store
from sasaeai_desktop.vault.slots import Derived, Kdf, Slot

ENDED = "ended"
"""In the slot file: ids of slots that ended, so that no older slot file brings them back."""


@dataclass(frozen=True)
class Unlocked:
    """What an opened vault hands out.

    Attributes:
        data_key: raw key of the database (32 bytes); in memory only.
        user: opaque id of the person, "" when the paper key opened it.
        weak: the slot is cheaper to guess than real use allows (practice).
        escrow: it was the key that had been entrusted to the council.
    """

    data_key: bytes = field(repr=False)
    user: str
    weak: bool = False
    escrow: bool = False


def exists(paths: AppPaths) -> bool:
    """Say whether a vault was made here, whole or damaged."""
    return store.exists(paths)


def create(
    paths: AppPaths, user: str, passphrase: str, *, kdf: Kdf = slots.REAL, fs: Fs = REAL_DISK
) -> tuple[bytes, str]:
    """Make a new vault with one person's slot and a paper slot.

    Args:
        paths: the installation; its folder must be there.
        user: opaque id of the person, no name.
        passphrase: what the person will type.
        kdf: cost of a guess; cheaper than ``slots.FLOOR`` for practice and tests only.
        fs: the disk.

    Returns:
        The data key (32 bytes) and the paper key as text to print.

    Raises:
        InputError: there is a vault already, or the passphrase is empty.
        DiskError: the disk failed.
    """
    if store.exists(paths):
        raise InputError("ここには、もう鍵があります。", "べつのフォルダーをえらんでください。")
    _check_passphrase(passphrase)
    data_key, paper_key = os.urandom(slots.KEY_BYTES), os.urandom(paper.KEY_BYTES)
    content = {
        "version": store.VERSION,
        "key_id": key_id(data_key),
        "slots": [slots.seal_user(data_key, user, passphrase, kdf), slots.seal_paper(data_key, paper_key)],
    }
    store.save(paths, content, fs)
    return data_key, paper.write(paper_key)


def unlock(paths: AppPaths, passphrase: str, user: str | None = None) -> Unlocked:
    """Return the data key for a passphrase.

    Args:
        paths: the installation.
        passphrase: as typed; width and composition of characters do not matter.
        user: opaque id of the person; None tries every person's slot.

    Raises:
        LockedError: no slot opens, or nothing was set up here.
        RefusedError: both copies of the slot file are damaged.
    """
    return unlock_all(paths, passphrase, user, first=True)[0]


def unlock_all(
    paths: AppPaths,
    passphrase: str,
    user: str | None = None,
    *,
    first: bool = False,
    derived: Derived | None = None,
) -> list[Unlocked]:
    """Return everyone whose slot a passphrase opens; raises as ``unlock``.

    Args:
        paths: the installation.
        passphrase: as typed.
        user: opaque id of the only person to try; None tries everyone.
        first: whether the first one found is enough.
        derived: what was worked out of this passphrase before (``key_ahead.derive``).
    """
    found: list[Unlocked] = []
    for slot in _of_type(settle(paths), slots.USER):
        if user is None or slot.get("user") == user:
            data_key = slots.open_user(slot, passphrase, derived)
            if data_key is not None:
                weak = slots.kdf_of(slot).below(slots.FLOOR)
                if not slots.has_own_key(slot):
                    with contextlib.suppress(DiskError):  # next time, then
                        own = slots.seal_user(data_key, slot["user"], passphrase, slots.kdf_of(slot))
                        _replace(paths, data_key, own, REAL_DISK)
                found.append(Unlocked(data_key, slot["user"], weak))
                if first:
                    break
    if found:
        return found
    raise WrongPassphraseError(
        "合いことばがちがいます。",
        "大文字と小文字を見なおして、もう一度入れてください。わからないときは、復旧キーの紙で開けます。",
    )


def unlock_with_paper(paths: AppPaths, text: str) -> Unlocked:
    """Return the data key for the paper key, or for the key the council had in trust, however it was typed.

    Raises:
        InputError: a symbol is missing or wrong; the message names the group.
        LockedError: it is the paper key of another vault, or one that was replaced.
        RefusedError: both copies of the slot file are damaged.
    """
    key = paper.read(text)
    content = settle(paths)
    for slot in _of_type(content, slots.PAPER) + _of_type(content, slots.ESCROW):
        data_key = slots.open_paper(slot, key)
        if data_key is not None:
            return Unlocked(data_key, "", escrow=slot["type"] == slots.ESCROW)
    raise LockedError(
        "この復旧キーでは開けません。べつのパソコンのものか、古いものです。",
        "いちばん新しい復旧キーの紙をさがしてください。",
    )


def unlock_either(paths: AppPaths, text: str) -> Unlocked:
    """Return the data key for a passphrase, or for the paper key given in its place (a backup, a broken computer).

    Raises:
        LockedError: neither opens it.
        RefusedError: both copies of the slot file are damaged.
    """
    return unlock_with_paper(paths, text) if paper.is_whole(text) else unlock(paths, text)


def users(paths: AppPaths) -> tuple[str, ...]:
    """Return the opaque ids of everyone with a slot; needs no key.

    Raises:
        LockedError: nothing was set up here.
        RefusedError: both copies of the slot file are damaged.
    """
    return tuple(slot["user"] for slot in _of_type(store.load(paths), slots.USER))


def add_user(
    paths: AppPaths,
    data_key: bytes,
    user: str,
    passphrase: str,
    *,
    kdf: Kdf = slots.REAL,
    fs: Fs = REAL_DISK,
) -> None:
    """Give another person a slot.

    Raises:
        InputError: this person has one already, or the passphrase is empty.
        DiskError: the disk failed.
    """
    if user in users(paths):
        raise InputError("この人は、もう登録されています。", "合いことばを変える画面を使ってください。")
    _check_passphrase(passphrase)
    _replace(paths, data_key, slots.seal_user(data_key, user, passphrase, kdf), fs)


def change_passphrase(
    paths: AppPaths,
    data_key: bytes,
    user: str,
    passphrase: str,
    *,
    kdf: Kdf = slots.REAL,
    fs: Fs = REAL_DISK,
) -> None:
    """Rewrite one person's slot for a new passphrase; the old one opens nothing from then on.

    Raises:
        InputError: this person has no slot, or the passphrase is empty.
        DiskError: the disk failed.
    """
    if user not in users(paths):
        raise InputError("この人は登録されていません。", "先に、使う人として登録してください。")
    _check_passphrase(passphrase)
    _replace(paths, data_key, slots.seal_user(data_key, user, passphrase, kdf), fs)


def escrow_slot(paths: AppPaths) -> Slot | None:
    """Return the slot of what is entrusted to the council, None when nothing is; raises as ``users``."""
    return next(iter(_of_type(store.load(paths), slots.ESCROW)), None)


def add_escrow(paths: AppPaths, data_key: bytes, slot: Slot, *, fs: Fs = REAL_DISK) -> None:
    """Put a slot for the council (``slots.seal_escrow``, with its box) into the vault; raises as ``add_user``."""
    _replace(paths, data_key, slot, fs)


def set_paper_key(paths: AppPaths, data_key: bytes, *, fs: Fs = REAL_DISK) -> str:
    """Make a new paper key and return it as text to print; the old paper opens nothing from then on.

    Raises:
        DiskError: the disk failed.
    """
    key = os.urandom(paper.KEY_BYTES)
    _replace(paths, data_key, slots.seal_paper(data_key, key), fs)
    return paper.write(key)


# -- a new data key ---------------------------------------------------------------------------------------------------


def unready(paths: AppPaths) -> tuple[str, ...]:
    """Return the people whose slots have the first program's form: they must open the desk once before a new key.

    The paper key's slot is named by "".
    """
    found = store.load(paths)["slots"]
    return tuple(
        str(s.get("user", ""))
        for s in found
        if s.get("type") in (slots.USER, slots.PAPER) and not slots.has_own_key(s)
    )


@dataclass(frozen=True)
class Next:
    """A new data key, and what becomes of the slots with it.

    Attributes:
        key: the next data key (32 random bytes).
        without: a person whose slot goes; "" for nobody.
        instead: a slot that holds the next key already and takes the place of its person's, or of the paper's.
        ends_escrow: whether what is entrusted to the council ends.
    """

    key: bytes = field(repr=False)
    without: str = ""
    instead: Slot | None = None
    ends_escrow: bool = False

    def replaces(self, slot: Slot) -> bool:
        """Say whether a slot of today ends with it."""
        if self.instead is not None and _place(slot) == _place(self.instead):
            return True
        if self.ends_escrow and slot.get("type") == slots.ESCROW:
            return True
        return bool(self.without) and _place(slot) == (slots.USER, self.without)


def with_passphrase(user: str, passphrase: str, *, kdf: Kdf = slots.REAL, ends_escrow: bool = False) -> Next:
    """Return a new data key with which a person's former passphrase ends, and perhaps what the council had in trust.

    Raises:
        InputError: the passphrase is empty.
    """
    _check_passphrase(passphrase)
    key = os.urandom(slots.KEY_BYTES)
    return Next(key, instead=slots.seal_user(key, user, passphrase, kdf), ends_escrow=ends_escrow)


def with_paper() -> tuple[Next, str]:
    """Return a new data key with which the former paper ends, and the new paper key as text to print."""
    key, paper_key = os.urandom(slots.KEY_BYTES), os.urandom(paper.KEY_BYTES)
    return Next(key, instead=slots.seal_paper(key, paper_key)), paper.write(paper_key)


def announce_rotation(paths: AppPaths, old: bytes, coming: Next, salt: bytes, *, fs: Fs = REAL_DISK) -> None:
    """Write down that the database may be replaced by one with another key; until ``settle`` both can be opened.

    Args:
        paths: the installation.
        old: the present data key.
        coming: the next one.
        salt: first 16 bytes of the new database file; which of the two lies there, decides.
        fs: the disk.

    Raises:
        InputError: a slot is not ready for it.
        DiskError: the disk failed; the old key still opens.
    """
    content = _checked(paths, old, fs)
    stay = [s for s in content["slots"] if not coming.replaces(s)]
    try:
        following = rewrapped(stay, old, coming.key)
    except ValueError as error:
        raise InputError(
            "鍵を新しくする準備が、まだできていない人がいます。",
            "使う人ごとに1回ずつ開いてから、もう一度やってみてください。紙の復旧キーも、新しくしてください。",
        ) from error
    if coming.instead is not None:
        following.append(coming.instead)
    ended = [*content.get(ENDED, []), *(s["id"] for s in content["slots"] if coming.replaces(s))]
    news = {"salt": salt.hex(), "key_id": key_id(coming.key), "slots": following, ENDED: ended}
    store.save(paths, {**content, "next": news}, fs)


def rewrapped(of: list[Slot], old: bytes, new: bytes) -> list[Slot]:
    """Return slots with another data key inside; what a newer program put beside them stays as it is.

    Raises:
        ValueError: one of them cannot be given a new key.
    """
    known = (slots.USER, slots.PAPER, slots.ESCROW)
    return [slots.rewrap(s, old, new) if s.get("type") in known else s for s in of]


def settle(paths: AppPaths, fs: Fs = REAL_DISK) -> store.Content:
    """Finish a rotation that was begun, or forget it, by which database file lies there; return the slots in force.

    Raises:
        LockedError: nothing was set up here.
        RefusedError: both copies of the slot file are damaged.
        DiskError: the disk failed; nothing is lost, and the next opening does it again.
    """
    content = store.load(paths, fs)
    coming = content.get("next")
    if coming is None:
        return content
    kept = {name: value for name, value in content.items() if name != "next"}
    if _salt(paths) == coming["salt"]:
        kept |= {name: coming[name] for name in ("key_id", "slots", ENDED) if name in coming}
    store.save(paths, kept, fs)
    return kept


def _salt(paths: AppPaths) -> str:
    try:
        with paths.database.open("rb") as file:
            return file.read(16).hex()
    except OSError:
        return ""


def _checked(paths: AppPaths, data_key: bytes, fs: Fs) -> store.Content:
    content = settle(paths, fs)
    if not hmac.compare_digest(content["key_id"], key_id(data_key)):
        raise ValueError("this data key belongs to another vault")
    return content


def _replace(paths: AppPaths, data_key: bytes, new: Slot, fs: Fs) -> None:
    """Put a slot in place of the one of the same type and person; every other slot stays as it is."""
    content = _checked(paths, data_key, fs)
    old = content["slots"]
    places = [n for n, slot in enumerate(old) if _place(slot) == _place(new)]
    kept = [slot for n, slot in enumerate(old) if n not in places]
    kept.insert(places[0] if places else len(kept), new)
    store.save(paths, {**content, "slots": kept}, fs)


def _place(slot: Slot) -> tuple[Any, Any]:
    """Return whose slot it is; the paper's is nobody's."""
    return slot.get("type"), slot.get("user")


def _of_type(content: store.Content, kind: str) -> list[Slot]:
    return [
        slot for slot in content["slots"] if slot.get("type") == kind and isinstance(slot.get("user"), str)
    ]


def key_id(data_key: bytes) -> str:
    """Return a mark of the data key that tells nothing about it (it is random, 256 bits)."""
    return hmac.new(data_key, b"sasaeai-vault-key-id", hashlib.sha256).hexdigest()[:16]


def _check_passphrase(passphrase: str) -> None:
    if not passphrase.strip():
        raise InputError("合いことばが入っていません。", "合いことばを決めて、入れてください。")
