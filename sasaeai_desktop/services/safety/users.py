"""使う人: who may open this computer's desk, each with an own passphrase."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.disk import REAL, Fs
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.council import DeskUser
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Volunteer
from sasaeai_desktop.domain.permissions import Deed, DeskRole, role_of
from sasaeai_desktop.services.desk import audit, own
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.safety import key_rotation, passphrases, tries
from sasaeai_desktop.services.usb import rekeying, renewal
from sasaeai_desktop.vault import keeper, slots
from sasaeai_desktop.vault.keeper import Next
from sasaeai_desktop.vault.slots import Kdf


@dataclass(frozen=True, slots=True)
class User:
    """A person who types at a desk.

    Attributes:
        here: whether this person can open this very computer.
        disabled: whether this person was taken off the list.
        me: whether it is who sits here now.
    """

    id: Id
    name: str
    role: str
    here: bool
    disabled: bool
    me: bool


def users(desk: Desk) -> list[User]:
    """Return everyone who can or could open a desk of this district, those of this computer first."""
    slots_here = set(keeper.users(desk.paths))
    with reading(desk) as session:
        rows = select(session, DeskUser)
    found = [
        User(r.id, r.name, r.role, r.id.hex() in slots_here, r.disabled, r.id == desk.user.id) for r in rows
    ]
    return sorted(found, key=lambda u: (not u.here, u.disabled, not u.me, u.name))


def add(
    desk: Desk,
    passphrase: str,
    name: str,
    new_passphrase: str,
    *,
    role: str = "",
    volunteer: str = "",
    kdf: Kdf = slots.REAL,
) -> Done[User]:
    """Let another person open this computer with a passphrase of their own.

    Args:
        desk: the open desk.
        passphrase: of the person at the desk.
        name: of the new person.
        new_passphrase: what the new person will type.
        role: one of ``DeskRole``; "" for all rights.
        volunteer: 管理番号 of the 担い手 in the 名簿 that the person is; "" for the one of the same name.
        kdf: cost of a guess; cheaper for practice and tests only.

    Raises:
        LockedError: the passphrase is wrong.
        InputError: a name or passphrase is missing, or already somebody's here.
        DiskError: the disk failed; the person cannot open the desk.
    """
    allow(desk, Deed.KEYS)
    data_key = tries.unlock(desk.paths, passphrase, desk.clock, desk.user.id.hex()).data_key
    name = name.strip()
    if not name:
        raise InputError("使う人の名前が入っていません。", "名前を入れてください。")
    if any(u.name == name and u.here for u in users(desk)):
        raise InputError(f"「{name}」さんは、もう登録されています。", "べつの書き方の名前にしてください。")
    role = _role_words(role) if role else ""
    if not kdf.below(slots.FLOOR):
        passphrases.check_new(new_passphrase)
    user = Id(os.urandom(16))
    with acting(desk, f"{name}さんを、使う人に加えました", undoable=False, deed=Deed.KEYS) as session:
        session.record(DeskUser, user, {"name": name, "role": role})
        if volunteer:
            own.link(session.connection, user, _volunteer(session, volunteer))
        audit.log_access(session.connection, desk, f"user add {user.hex()}")
        # Last: when the slot cannot be written, the records of it go too.
        keeper.add_user(desk.paths, data_key, user.hex(), new_passphrase, kdf=kdf)
    return Done(User(user, name, role, here=True, disabled=False, me=False), session.changes)


def set_role(desk: Desk, name: str, role: str, *, volunteer: str = "") -> Done[User]:
    """Give a person of this computer another role; it counts from the next opening.

    Args:
        desk: the open desk.
        name: of the person, or the id's first digits.
        role: one of ``DeskRole``.
        volunteer: 管理番号 of the 担い手 in the 名簿 that the person is; "" leaves that as it is.

    Raises:
        InputError: nobody of that name, oneself, or no such role.
    """
    allow(desk, Deed.KEYS)
    user = _pick(desk, name, doing="自分の役割は、自分では変えられません。")
    words = _role_words(role)
    with acting(desk, f"{user.name}さんの役割を変えました", undoable=False, deed=Deed.KEYS) as session:
        session.record(DeskUser, user.id, {"role": words})
        if volunteer:
            own.link(session.connection, user.id, _volunteer(session, volunteer))
        audit.log_access(session.connection, desk, f"user role {user.id.hex()}")
    return Done(replace(user, role=words), session.changes)


def _role_words(role: str) -> str:
    """Return the role as it is written down.

    Raises:
        InputError: there is no such role.
    """
    if role not in {r.label for r in DeskRole} | {r.value for r in DeskRole}:
        known = "、".join(r.label for r in DeskRole)
        raise InputError(f"「{role}」という役割は ありません。", f"{known} の どれかにしてください。")
    return role_of(role).label


def disable(desk: Desk, passphrase: str, name: str, *, fs: Fs = REAL) -> Done[User]:
    """Take a person off: the slot goes, and the data and this computer get new keys that the person never had.

    The backups made before are kept, for those who stay. What others send is sealed to the new keys as soon as they
    have heard of them, and what is signed with the old ones beyond today counts nowhere.

    Args:
        desk: the open desk.
        passphrase: of the person at the desk.
        name: of the person to go, or the id's first digits.
        fs: the disk.

    Raises:
        LockedError: the passphrase is wrong.
        InputError: nobody of that name opens this computer, it is oneself, or a slot is not ready for a new key.
        DiskError: the disk failed; the desk is open, and the person may still be able to.
    """
    allow(desk, Deed.KEYS)
    data_key = tries.unlock(desk.paths, passphrase, desk.clock, desk.user.id.hex()).data_key
    user = _pick(desk, name)
    key_rotation.check_ready(desk, user.id.hex())
    with acting(
        desk, f"{user.name}さんを、使う人からはずしました", undoable=False, deed=Deed.KEYS
    ) as session:
        if base.get(session.connection, DeskUser, user.id) is not None:
            session.record(DeskUser, user.id, {"disabled": True})
        audit.log_access(session.connection, desk, f"user disable {user.id.hex()}")
        renewal.call_for(session.connection)
    coming = Next(os.urandom(slots.KEY_BYTES), without=user.id.hex())
    done = key_rotation.renew_data_key(desk, data_key, coming, passphrase, fs=fs)
    rekeying.renew(desk)  # under the new data key only: the person may hold the old one
    gone = User(user.id, user.name, user.role, here=False, disabled=True, me=False)
    label = key_rotation.label_with(f"{user.name}さんを、使う人からはずしました", done)
    return Done(gone, Changes(ids=session.changes.ids, label=label))


def _volunteer(session: WriteSession, number: str) -> Id:
    found = select(session.connection, Volunteer, "AND number = ?", (number,))
    if len(found) != 1:
        raise InputError(f"担い手の番号「{number}」が 名簿に見つかりません。", "番号を確かめてください。")
    return found[0].id


def _pick(desk: Desk, name: str, *, doing: str = "自分をはずすことはできません。") -> User:
    here = [u for u in users(desk) if u.here]
    found = [u for u in here if name and (u.name == name or u.id.hex().startswith(name.lower()))]
    if len(found) != 1:
        raise InputError(
            f"このパソコンを使う人に、「{name}」さんが見つかりません。",
            "sasaeai user list で、名前を確かめてください。",
        )
    if found[0].me:
        raise InputError(doing, "ほかの管理者の方に たのんでください。")
    return found[0]
