"""Beginning an installation, opening it, and making devices known to each other."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection

from sasaeai_desktop.db import schema, settings
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.council import DeskUser, District
from sasaeai_desktop.domain.errors import InputError, LockedError, RefusedError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services import safety
from sasaeai_desktop.services.desk import Desk, DeskPerson, Done, Installation, acting, reading
from sasaeai_desktop.sync import invitation as invitations
from sasaeai_desktop.sync.invitation import CouncilInvitation, Invitation, SiblingInvitation
from sasaeai_desktop.sync.keys import DeviceKeys, PublicKeys
from sasaeai_desktop.vault import keeper, slots
from sasaeai_desktop.vault.slots import Kdf

COUNCIL_CACHE_MB = 64
CACHE_MB = 16
FIRST_PERSON = "はじめの人"


@dataclass(frozen=True, slots=True)
class Begun:
    """A new installation: the open desk, and the paper key to print."""

    desk: Desk
    paper_key: str


def begin_council(
    paths: AppPaths,
    code: str,
    name: str,
    passphrase: str,
    clock: Clock,
    *,
    person: str = "",
    kdf: Kdf = slots.REAL,
) -> Begun:
    """Set up 市社協.

    Raises:
        InputError: something was set up here before, or a name is missing.
        DiskError: the disk failed; nothing is left half-made.
    """
    return _begin(paths, {"role": "council", "code": code, "name": name}, passphrase, clock, person, kdf)


def begin_district(
    paths: AppPaths,
    code: str,
    name: str,
    passphrase: str,
    clock: Clock,
    *,
    person: str = "",
    kdf: Kdf = slots.REAL,
) -> Begun:
    """Set up a district's first laptop without a council; it can ``join`` later. Raises as ``begin_council``."""
    facts = {"role": "district", "code": code, "name": name, "letter": "A", "secret": os.urandom(32).hex()}
    return _begin(paths, facts, passphrase, clock, person, kdf)


def begin_invited(
    paths: AppPaths,
    invitation_file: bytes,
    passphrase: str,
    clock: Clock,
    *,
    person: str = "",
    kdf: Kdf = slots.REAL,
) -> Begun:
    """Set up a laptop by an invitation, of the council or of another laptop of the district.

    Raises:
        RefusedError: the invitation is damaged or no invitation.
        InputError: something was set up here before.
        DiskError: the disk failed; nothing is left half-made.
    """
    invitation = invitations.from_bytes(invitation_file)
    secret = invitation.district_secret if isinstance(invitation, SiblingInvitation) else os.urandom(32)
    letter = invitation.letter if isinstance(invitation, SiblingInvitation) else "A"
    facts = {
        "role": "district",
        "code": invitation.district_code,
        "name": invitation.district_name,
        "letter": letter,
        "secret": secret.hex(),
    }
    return _begin(paths, facts, passphrase, clock, person, kdf, invitation)


def _begin(
    paths: AppPaths,
    facts: dict[str, str],
    passphrase: str,
    clock: Clock,
    person: str,
    kdf: Kdf,
    invitation: Invitation | None = None,
) -> Begun:
    if not facts["code"].strip() or not facts["name"].strip():
        raise InputError("番号か名前が入っていません。", "地区（または市社協）の番号と名前を入れてください。")
    if not facts["code"].isascii() or not facts["code"].isalnum() or len(facts["code"]) > 8:
        raise InputError(
            "番号に使えない文字があります。", "番号は半角の数字か英字で、8文字までにしてください。"
        )
    paths.make()
    lock = take_lock(paths)
    try:
        if is_begun(paths):
            raise InputError(
                "この場所には、すでにデータがあります。", "べつの場所をえらぶか、そのまま開いてください。"
            )
        _clear(paths)
        _unfinished(paths).touch()
    except BaseException:
        lock.release()
        raise
    database: Database | None = None
    try:
        user = os.urandom(16)
        data_key, paper_key = keeper.create(paths, user.hex(), passphrase, kdf=kdf)
        database = Database(paths.database, data_key, cache_mb=_cache(facts["role"]))
        schema.migrate(database)
        keys = DeviceKeys.generate()
        with database.transaction() as connection:
            settings.begin(connection)
            for name, value in {"secret": os.urandom(32).hex(), "letter": "A", **facts}.items():
                settings.put(connection, name, value)
            settings.put(connection, "keys", json.dumps(keys.to_dict()))
            if invitation is not None:
                _accept(connection, invitation, keys, clock.today())
        desk = _desk(paths, database, Id(user), clock, lock)
        with acting(desk, "使う人を登録しました", undoable=False) as session:
            session.record(DeskUser, Id(user), {"name": person or FIRST_PERSON, "role": ""})
        _unfinished(paths).unlink()
    except BaseException:
        if database is not None:
            database.close()  # Windows removes no open file
        _clear(paths)
        lock.release()
        raise
    desk.user = DeskPerson(Id(user), person or FIRST_PERSON)
    return Begun(desk, paper_key)


def is_begun(paths: AppPaths) -> bool:
    """Say whether an installation lies here that was set up to the end."""
    return (keeper.exists(paths) or paths.database.exists()) and not _unfinished(paths).exists()


def _unfinished(paths: AppPaths) -> Path:
    """Return the mark of a beginning that was cut off: nobody was told that anything is there yet."""
    return paths.data_dir / "begin.part"


def _clear(paths: AppPaths) -> None:
    sides = (paths.database.with_name(paths.database.name + end) for end in ("-wal", "-shm"))
    for path in (paths.vault, paths.vault_copy, paths.database, *sides, _unfinished(paths)):
        path.unlink(missing_ok=True)


def open_desk(paths: AppPaths, passphrase: str, clock: Clock, *, user: str = "") -> Desk:
    """Open an installation with a person's passphrase.

    Args:
        paths: where it lies.
        passphrase: as typed.
        clock: the time.
        user: name of the person, where there are several; empty tries everyone's slot.

    Raises:
        LockedError: wrong passphrase, nothing set up here, or another copy is running.
        RefusedError: a file is damaged or of a newer program.
    """
    something = keeper.exists(paths) or paths.database.is_file()
    if not something or _unfinished(paths).exists():
        raise LockedError(
            "この場所には、まだデータがありません。",
            "はじめに sasaeai init で準備するか、場所を確かめてください。",
        )
    lock = take_lock(paths)
    try:
        unlocked = keeper.unlock(paths, passphrase)
        desk = open_with_key(paths, unlocked.data_key, Id(bytes.fromhex(unlocked.user)), clock, lock)
        if user and desk.user.name != user:
            desk.close()
            raise LockedError(
                "お名前と合いことばの組み合わせがちがいます。",
                "お名前と合いことばを確かめて、もう一度入れてください。",
            )
    except BaseException:
        lock.release()
        raise
    return desk


def open_with_key(
    paths: AppPaths, data_key: bytes, user: Id, clock: Clock, lock: FileLock | None = None
) -> Desk:
    """Open an installation whose data key is known (after unlocking in steps, or in tests).

    Raises:
        RefusedError: the file is missing, empty, damaged or of a newer program.
    """
    if not paths.database.is_file():
        raise _no_database("データのファイルが見つかりません。")
    database = Database(paths.database, data_key)
    try:
        with database.read() as session:
            version = schema.version_of(session)
        if version == 0:
            raise _no_database("データのファイルが からっぽです。")
        if version < schema.VERSION:
            safety.make_backup(paths, database, clock, "upgrade")
        schema.migrate(database)
        return _desk(paths, database, user, clock, lock)
    except BaseException:
        database.close()
        raise


def _no_database(what: str) -> RefusedError:
    return RefusedError(what, "もしもの控え（バックアップ）から もどしてください。", check="database")


def _desk(paths: AppPaths, database: Database, user: Id, clock: Clock, lock: FileLock | None) -> Desk:
    with database.read() as connection:
        facts = {
            name: settings.text(connection, name)
            for name in ("role", "code", "name", "letter", "secret", "council_name", "practice", "keys")
        }
        person = base.get(connection, DeskUser, user)
    me = Installation(
        council=facts["role"] == "council",
        code=facts["code"],
        name=facts["name"],
        device=DeviceKeys.from_dict(json.loads(facts["keys"])).device,
        letter=facts["letter"],
        secret=bytes.fromhex(facts["secret"]),
        council_name=facts["council_name"],
        practice=facts["practice"] == "1",
    )
    name = person.name if person else ""
    return Desk(paths, database, me, DeskPerson(user, name, person.role if person else ""), clock, lock)


def _cache(role: str) -> int:
    return COUNCIL_CACHE_MB if role == "council" else CACHE_MB


def take_lock(paths: AppPaths) -> FileLock:
    """Keep a second running copy out of a data folder until the lock is released; keep it referenced.

    Raises:
        LockedError: another copy is running.
    """
    # Not per thread: a Qt worker thread loses what Python keeps per thread, and could never release it.
    lock = FileLock(str(paths.lock), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(
            "ささえあいデスクは、もう開いています。",
            "開いている画面を使うか、それを閉じてから もう一度やってみてください。",
        ) from error
    return lock


# -- devices become known ----------------------------------------------------------------------------------------


def device_keys(connection: Connection) -> DeviceKeys:
    """Return this device's own keys."""
    return DeviceKeys.from_dict(json.loads(settings.text(connection, "keys")))


def _accept(connection: Connection, invitation: Invitation, keys: DeviceKeys, today: str) -> None:
    """Note who invited us, and what we shall send to be known."""
    reg = invitations.accept(invitation, keys, settings.text(connection, "letter", "A"))
    settings.put(connection, "reg", json.dumps(reg))
    if invitation.council is not None:
        settings.put(connection, "council_name", invitation.council_name)
        _know(connection, invitation.council, invitation.council_code, today, council=True, letter="A")
    if isinstance(invitation, SiblingInvitation):
        _know(connection, invitation.inviter, invitation.district_code, today, council=False, letter="A")


def _know(
    connection: Connection, keys: PublicKeys, district: str, today: str, *, council: bool, letter: str
) -> None:
    names = keys.to_dict()
    peers.save(
        connection,
        peers.Peer(keys.device, district, council, letter, names["sign"], names["age"], since=today),
    )


def join(desk: Desk, invitation_file: bytes) -> Done[str]:
    """Join a council after having begun without one; returns its name.

    Raises:
        RefusedError: the invitation is damaged or for another district.
    """
    invitation = invitations.from_bytes(invitation_file)
    if (
        not isinstance(invitation, CouncilInvitation)
        or desk.me.council
        or invitation.district_code != desk.me.code
    ):
        raise RefusedError(
            f"この招待ファイルは、{desk.me.name}（{desk.me.code}番）あてではありません。",
            "市社協に、この地区の招待ファイルを作ってもらってください。",
            check="district",
        )
    with acting(desk, f"{invitation.council_name}とつながりました", undoable=False) as session:
        _accept(session.connection, invitation, device_keys(session.connection), session.today)
        settings.put(session.connection, "name", invitation.district_name)
    desk.me = replace(desk.me, council_name=invitation.council_name, name=invitation.district_name)
    return Done(invitation.council_name, session.changes)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was written: its file, and the fingerprint to compare on paper."""

    path: Path
    fingerprint: str


def district_id(code: str) -> Id:
    """Return the id of a district in the council's list; anyone who types the same code reaches the same one."""
    return keyed_id(b"sasaeai", "district", code)


def invite_district(desk: Desk, code: str, name: str, folder: Path) -> Done[Invited]:
    """Invite a district: lists it, and writes its invitation file.

    Raises:
        InputError: this is not a council.
        DiskError: the file could not be written.
    """
    if not desk.me.council:
        raise InputError(
            "招待ファイルを作れるのは市社協だけです。", "2台目のパソコンには device invite を使ってください。"
        )
    with acting(desk, f"{name}の招待ファイルを作りました", undoable=False) as session:
        number = settings.number(session.connection, "invitations") + 1
        settings.put(session.connection, "invitations", str(number))
        keys = device_keys(session.connection)
        invitation = invitations.invite_district(
            keys,
            council_code=desk.me.code,
            council_name=desk.me.name,
            district_code=code,
            district_name=name,
            number=number,
        )
        peers.add_invitation(
            session.connection,
            peers.Invitation(str(number), code, name, "A", invitation.secret.hex(), session.today),
        )
        session.record(District, district_id(code), {"code": code, "name": name})
        path = _write_invitation(folder, invitation, keys)
    return Done(Invited(path, keys.public.fingerprint), session.changes)


def invite_sibling(desk: Desk, folder: Path) -> Done[Invited]:
    """Invite a second laptop of the same district; the file holds the district secret and belongs in one hand.

    Raises:
        InputError: a council has no sibling laptops here.
        DiskError: the file could not be written.
    """
    if desk.me.council:
        raise InputError("市社協では、地区の招待ファイルを作ります。", "council invite を使ってください。")
    with acting(desk, "2台目のパソコンの招待ファイルを作りました", undoable=False) as session:
        known = peers.all_peers(session.connection)
        taken = settings.number(session.connection, "letters_given") + 1
        settings.put(session.connection, "letters_given", str(taken))
        letter = desk.me.letter + chr(ord("A") + taken) if desk.me.letter != "A" else chr(ord("A") + taken)
        council = next((p for p in known if p.council and not p.revoked_on), None)
        keys = device_keys(session.connection)
        invitation = invitations.invite_sibling(
            keys,
            district_code=desk.me.code,
            district_name=desk.me.name,
            district_secret=desk.me.secret,
            letter=letter,
            council_code=council.district if council else "",
            council_name=desk.me.council_name,
            council=PublicKeys.from_dict({"sign": council.sign_key, "age": council.age_key})
            if council
            else None,
        )
        path = _write_invitation(folder, invitation, keys)
    return Done(Invited(path, keys.public.fingerprint), session.changes)


def _write_invitation(folder: Path, invitation: Invitation, keys: DeviceKeys) -> Path:
    path = folder / invitation.file_name
    folder.mkdir(parents=True, exist_ok=True)
    safe_write(path, invitations.to_bytes(invitation, keys))
    return path


def export_identity(desk: Desk, out: Path) -> Done[Path]:
    """Write the age identity, so that the public age tool can open bundles without this program; logged.

    Raises:
        DiskError: the file could not be written.
    """
    with acting(desk, "復号の鍵を書き出しました", undoable=False) as session:
        keys = device_keys(session.connection)
        lines = (
            f"# {desk.me.name} ({desk.me.code}) sasaeai age identity, {session.today}",
            f"# public key: {keys.public.age}",
            keys.age_secret,
        )
        safety.log_access(session.connection, desk, f"export-identity {out.name}")
        safe_write(out, ("\n".join(lines) + "\n").encode())
    return Done(out, session.changes)


def known_devices(desk: Desk) -> list[peers.Peer]:
    """Return every device this installation knows."""
    with reading(desk) as session:
        return peers.all_peers(session)


def no_changes(label: str = "") -> Changes:
    """Return that nothing journaled changed."""
    return Changes(label=label)


def registration(connection: Connection) -> dict[str, Any] | None:
    """Return the block that makes this device known to others, or None for a council."""
    text = settings.text(connection, "reg")
    return json.loads(text) if text else None
