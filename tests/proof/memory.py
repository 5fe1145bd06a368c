"""The machine's own surroundings: databases in memory, randomness by seed, and a box without a lock.

Nothing of the merge is replaced. What is: the place of the database, the system's randomness, and age's encryption (the
container around it, with its signature, hashes and limits, is the real one).
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import event

from sasaeai_desktop.db.connection import Engine, Params, Result
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.sync import container, invitation
from sasaeai_desktop.sync.keys import DeviceKeys


class Crash(Exception):  # noqa: N818 - it is the power, not a fault
    """The power goes. (No BaseException: SQLAlchemy would drop the connection, and the file in memory with it.)"""


class Crashing(Database):
    """The product's database class, which can be made to crash at a statement."""

    crash_in = -1  # statements until the crash; below zero: never

    def _count(self, *_: object) -> None:
        if self.crash_in >= 0:
            self.crash_in -= 1
            if self.crash_in < 0:
                raise Crash

    @property
    def raw(self) -> Any:
        """The driver's own connection."""
        return self._driver()


class _Counting(Engine):
    """The product's engine for the way to the first page, which tells of every statement before it is sent."""

    def __init__(self, connect: Callable[[], Any], told: Callable[[], None]) -> None:
        super().__init__(connect)
        self._told = told

    def execute(self, sql: str, params: Params) -> Result:
        self._told()
        return super().execute(sql, params)


class FileDatabase(Crashing):
    """A real encrypted file, asked directly: the same services find the same as over SQLAlchemy."""

    def __init__(self, path: Path, key: bytes, **_: object) -> None:
        super().__init__(path, key, bare=True)

    def _make_engine(self) -> Engine:
        super()._make_engine()  # makes the file private
        return _Counting(self._connect, self._count)

    def snapshot(self) -> Path:
        """Return a copy of the file as of now."""
        self.copies = getattr(self, "copies", 0) + 1
        copy = self.path.with_name(f"{self.path.name}.copy-{self.copies}")
        self.copy_into(copy)
        return copy

    def load(self, snapshot: Any) -> None:
        """Become what a snapshot holds: another file, or a database in memory that is written out encrypted."""
        key = self._key
        self.close()
        for path in self.path.parent.glob(f"{self.path.name}*"):
            if path != snapshot and ".copy-" not in path.name:
                path.unlink()
        if isinstance(snapshot, Path):
            shutil.copyfile(snapshot, self.path)
        else:
            version = snapshot.execute("PRAGMA user_version").fetchone()[0]
            snapshot.execute(f"ATTACH ? AS copy KEY \"x'{key}'\"", (str(self.path),))
            snapshot.execute("SELECT sqlcipher_export('copy')").fetchall()
            snapshot.execute(f"PRAGMA copy.user_version = {version}")
            snapshot.execute("DETACH copy")
        self._key = key
        self.engine = self._make_engine()


class MemoryDatabase(Crashing):
    """A database that is in no file, through SQLAlchemy."""

    def _make_engine(self) -> Engine:
        engine = super()._make_engine()
        event.listen(engine, "before_cursor_execute", self._count)
        return engine

    def _connect(self) -> Any:
        made = sqlcipher.connect(":memory:", check_same_thread=False, isolation_level=None)
        made.execute("PRAGMA foreign_keys = ON")
        made.create_function("journal_is_writing", 0, self.writer)
        return made

    def snapshot(self) -> Any:
        """Return a copy of everything as of now."""
        copy = sqlcipher.connect(":memory:", check_same_thread=False)
        self.raw.backup(copy)
        return copy

    def load(self, snapshot: Any) -> None:
        """Become what a snapshot holds."""
        snapshot.backup(self.raw)


class _NoRecipient:
    """Stands where pyrage has its recipients and identities: both are just their text here."""

    @staticmethod
    def from_str(text: str) -> str:
        return text


class PlainAge:
    """A box that looks like age's and hides nothing."""

    class x25519:  # noqa: N801 - pyrage's own name
        Recipient = _NoRecipient
        Identity = _NoRecipient

    class DecryptError(Exception):
        """Never raised: everybody has the key."""

    @staticmethod
    def encrypt(plain: bytes, _recipients: list[str]) -> bytes:
        return b"age-encryption.org/v1\n--- \n" + plain

    @staticmethod
    def decrypt(blob: bytes, _identities: list[str]) -> bytes:
        return blob.removeprefix(b"age-encryption.org/v1\n--- \n")


_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def age_identity(secret: bytes) -> str:
    """Return a secret as age writes it (Bech32, BIP 173): pyrage draws its own and takes no seed."""
    prefix = "age-secret-key-"
    bits = "".join(f"{byte:08b}" for byte in secret) + "0000"
    data = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    check = 1
    expanded = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *data, *[0] * 6]
    for value in expanded:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for n, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> n & 1 else 0
    data += [(check ^ 1) >> 5 * (5 - n) & 31 for n in range(6)]
    return f"{prefix}1{''.join(_ALPHABET[d] for d in data)}".upper()


def _device_keys() -> DeviceKeys:
    return DeviceKeys(os.urandom(32), age_identity(os.urandom(32)))


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(os.urandom(32))


_kept: dict[str, DeviceKeys] = {}


def _read_keys(data: dict[str, str]) -> DeviceKeys:
    """Read a device's keys once: working the public half out anew at every step costs more than the step."""
    if data["seed"] not in _kept:
        _kept[data["seed"]] = _from_dict(data)
    return _kept[data["seed"]]


_from_dict = DeviceKeys.from_dict


class _Vouchers:
    generate = staticmethod(_private_key)
    from_private_bytes = staticmethod(Ed25519PrivateKey.from_private_bytes)


@contextmanager
def injected(
    seed: object, *, in_memory: bool = True, without_backups: bool = True
) -> Iterator[random.Random]:
    """Let all ids, salts and secrets come from a seed; in memory also without files and without encryption."""
    source = random.Random(f"{seed}")
    before = (
        os.urandom,
        container.pyrage,
        backups.changed_since_backup,
        backups.replace_old_backups,
        setup.Database,
    )
    keys = DeviceKeys.generate, DeviceKeys.from_dict, invitation.Ed25519PrivateKey
    os.urandom = source.randbytes
    DeviceKeys.generate = staticmethod(_device_keys)  # type: ignore[assignment,method-assign]
    DeviceKeys.from_dict = staticmethod(_read_keys)  # type: ignore[assignment,method-assign]
    invitation.Ed25519PrivateKey = _Vouchers  # type: ignore[assignment,misc]
    if in_memory:
        container.pyrage = PlainAge  # type: ignore[assignment]
        setup.Database = MemoryDatabase  # type: ignore[misc]
    if without_backups:
        backups.changed_since_backup = lambda _desk: False
        backups.replace_old_backups = lambda _desk: 0
    try:
        yield source
    finally:
        (
            os.urandom,
            container.pyrage,
            backups.changed_since_backup,
            backups.replace_old_backups,
            setup.Database,
        ) = before  # type: ignore[misc]
        DeviceKeys.generate, DeviceKeys.from_dict, invitation.Ed25519PrivateKey = keys  # type: ignore[method-assign,misc]


def scratch() -> Path | None:
    """Return where sticks are plugged in: memory where the system has such a folder."""
    shm = Path("/dev/shm")
    return shm if shm.is_dir() and os.access(shm, os.W_OK) else None
