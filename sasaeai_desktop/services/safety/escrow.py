"""市社協へのあずけ: with a person's word, the council can help a district that lost passphrase and paper; without, never.

A slot of its own is added to the vault, and what opens it lies beside it, sealed to the council's key. Taking it back gives
the data a new key, like every secret that ends. When the council's own keys change, the box is made anew for them. Source:
shared design, sync section 6 ("optional council escrow, said openly") and 8.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.peers import Peer
from sasaeai_desktop.disk import REAL, Fs
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, Done, allow, reading
from sasaeai_desktop.services.safety import key_rotation, tries
from sasaeai_desktop.services.usb import exchange_keys
from sasaeai_desktop.sync import escrow
from sasaeai_desktop.sync.escrow import Boxed
from sasaeai_desktop.sync.keys import PublicKeys
from sasaeai_desktop.vault import keeper, paper, slots, store
from sasaeai_desktop.vault.keeper import Next
from sasaeai_desktop.vault.slots import Slot

WORDS = (
    "合いことばも 復旧キーの紙も なくしたとき、市社協に たのんで開けてもらえるようになります。"
    "あずけた鍵は、このパソコンと控えの中に、市社協の鍵でしか開かない箱に入れて置きます。どこにも送りません。"
    "市社協の人は、このパソコンか控えのファイルを手にしたときだけ、中を読めるようになります。"
    "いつでも やめられます。"
)
"""What a person must know before agreeing."""

_TO, _ON, _BOX = "to", "on", "box"


@dataclass(frozen=True, slots=True)
class Escrow:
    """How things stand.

    Attributes:
        council: whom the district could entrust a key to, "" when it has joined none (or is one).
        fingerprint: the number of that council's computer to compare.
        on: ISO day since when a key is entrusted, "" when none is.
        stale: it is sealed to a key that the council no longer uses; the next opening makes it anew.
    """

    council: str
    fingerprint: str
    on: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What the council tells a district that brought its slot file.

    Attributes:
        code: of the district.
        name: of the district.
        on: ISO day on which it was agreed to.
        key: to be typed like a paper key on the district's computer; it opens until it was used once.
    """

    code: str
    name: str
    on: str
    key: str


def state(desk: Desk) -> Escrow:
    """Return how things stand at a district."""
    with reading(desk) as session:
        council = _council(session)
    held = _slot(desk)
    if council is None or desk.me.council:
        return Escrow("", "", str(held[slots.ESCROW][_ON]) if held else "")
    number = PublicKeys.from_dict({"sign": council.sign_key, "age": council.age_key}).fingerprint
    if held is None:
        return Escrow(desk.me.council_name, number, "")
    entrusted = held[slots.ESCROW]
    return Escrow(desk.me.council_name, number, str(entrusted[_ON]), entrusted[_TO] != council.age_key)


def give(desk: Desk, passphrase: str) -> Done[None]:
    """Entrust a key to the council: the person at the desk agrees, with the passphrase.

    Raises:
        LockedError: the passphrase is wrong.
        InputError: there is no council to entrust it to, or it was done before.
        DiskError: the disk failed; nothing is entrusted.
    """
    allow(desk, Deed.KEYS)
    data_key = tries.unlock(desk.paths, passphrase, desk.clock, desk.user.id.hex()).data_key
    return _give(desk, data_key)


def give_at_setup(desk: Desk) -> Done[None]:
    """As ``give``, right after the installation was begun by the person who agrees."""
    allow(desk, Deed.KEYS)
    return desk.database.lend_key(lambda key: _give(desk, key))


def _give(desk: Desk, data_key: bytes) -> Done[None]:
    with reading(desk) as session:
        council = _council(session)
    if council is None or desk.me.council:
        raise InputError(
            "市社協と まだつながっていないので、あずけられません。",
            "招待ファイルで つながってから、あずけてください。",
        )
    if _slot(desk) is not None:
        raise InputError("鍵は、もう市社協に あずけてあります。", "そのままで だいじょうぶです。")
    keeper.add_escrow(desk.paths, data_key, _sealed(desk, council, data_key))
    _log(desk, "escrow given")
    return Done(None, Changes(label=f"{desk.me.council_name}に 鍵をあずけました"))


def take_back(desk: Desk, passphrase: str, *, fs: Fs = REAL) -> Done[None]:
    """Entrust it no longer: the data get a new key, and what the council could open before opens nothing from then on.

    Raises:
        LockedError: the passphrase is wrong.
        InputError: nothing is entrusted, or somebody must open once before a new key.
        DiskError: the disk failed; it is still entrusted.
    """
    allow(desk, Deed.KEYS)
    data_key = tries.unlock(desk.paths, passphrase, desk.clock, desk.user.id.hex()).data_key
    if _slot(desk) is None:
        raise InputError("鍵は、市社協に あずけていません。", "そのままで だいじょうぶです。")
    key_rotation.check_ready(desk)
    coming = Next(os.urandom(slots.KEY_BYTES), ends_escrow=True)
    done = key_rotation.renew_data_key(desk, data_key, coming, passphrase, fs=fs)
    _log(desk, "escrow taken back")
    return Done(None, Changes(label=key_rotation.label_with("市社協に あずけた鍵を やめました", done)))


def follow(desk: Desk) -> bool:
    """Seal anew what is entrusted to a key that the council no longer uses; says whether that was needed."""
    held = _slot(desk)
    if held is None or desk.me.council:
        return False
    with reading(desk) as session:
        council = _council(session)
    if council is None or council.age_key == held[slots.ESCROW][_TO] or keeper.unready(desk.paths):
        return False
    coming_key = os.urandom(slots.KEY_BYTES)
    coming = Next(coming_key, instead=_sealed(desk, council, coming_key, on=str(held[slots.ESCROW][_ON])))
    desk.database.lend_key(lambda key: key_rotation.renew_data_key(desk, key, coming, ""))
    _log(desk, "escrow sealed anew")
    return True


def open_entrusted(desk: Desk, place: Path) -> Done[Opened]:
    """At the council: open what a district entrusted, from its slot file, its data folder, or a backup of it.

    Args:
        desk: a council's open desk.
        place: ``vault.json``, or the folder it lies in.

    Raises:
        InputError: this is no council, no slot file lies there, or nothing was entrusted to this council.
        RefusedError: the file or the box is damaged.
    """
    allow(desk, Deed.KEYS)
    if not desk.me.council:
        raise InputError("あずかった鍵を開けるのは、市社協だけです。", "市社協に たのんでください。")
    content = _content(place)
    slot = next((s for s in content["slots"] if s.get("type") == slots.ESCROW), None)
    if slot is None:
        raise InputError(
            "この地区は、市社協に鍵を あずけていません。", "地区の合いことばか、復旧キーの紙が いります。"
        )
    with reading(desk) as session:
        mine = exchange_keys.identities_for_escrow(session)
    boxed = escrow.open_box(str(slot.get(slots.ESCROW, {}).get(_BOX, "")), str(slot.get("id")), mine)
    if slots.open_paper(slot, boxed.key) is None:
        raise RefusedError(
            "あずけた鍵が、こわれています。", "ほかの日の控えで、もう一度ためしてください。", check="escrow"
        )
    _log(desk, f"escrow opened {boxed.code}")
    opened = Opened(boxed.code, boxed.name, boxed.on, paper.write(boxed.key))
    return Done(opened, Changes(label=f"{boxed.name}から あずかった鍵を開けました"))


def _content(place: Path) -> store.Content:
    for file in (place, place / "vault.json", place / "vault-copy.json") if place.is_dir() else (place,):
        if file.is_file():
            content = store.decode(file.read_bytes()[: store.MAX_BYTES])
            if content is not None:
                return content
    raise InputError(
        f"「{place.name}」に、鍵のファイル（vault.json）が ありません。",
        "地区のデータのフォルダーか、控えのフォルダーを えらんでください。",
    )


def _slot(desk: Desk) -> Slot | None:
    return keeper.escrow_slot(desk.paths)


def _sealed(desk: Desk, council: Peer, data_key: bytes, *, on: str = "") -> Slot:
    """Return a slot whose key only the council's box holds; nobody is shown it."""
    key = os.urandom(paper.KEY_BYTES)
    slot = slots.seal_escrow(data_key, key)
    day = on or desk.today()
    box = escrow.seal(Boxed(slot["id"], desk.me.code, desk.me.name, day, key=key), council.age_key)
    return {**slot, slots.ESCROW: {_TO: council.age_key, _ON: day, _BOX: box}}


def _council(connection: Connection) -> Peer | None:
    return next((p for p in peers.all_peers(connection) if p.council and not p.revoked_on), None)


def _log(desk: Desk, what: str) -> None:
    with desk.database.transaction() as connection:
        audit.log_access(connection, desk, what)
