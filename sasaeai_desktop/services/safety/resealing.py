"""Kept backups when a secret has ended: today's people and paper open them, and nobody else does.

A backup keeps its own key. That key is noted inside the encrypted file before a new one is made, so that what a power cut
stopped is ended at the next opening, without anybody's passphrase. A backup whose key nobody here knows goes: only a
secret that ended could open it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.disk import REAL, Fs, disk_error, remove_tree
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.safety import elsewhere
from sasaeai_desktop.vault import keeper, resealing

_FORMER = "former_keys"  # JSON [hex]: keys of backups
_DUE = (
    "reseal_from"  # id of the key that was in force when re-sealing was called for; empty when nothing is due
)


@dataclass(frozen=True, slots=True)
class Resealed:
    """What became of the kept backups.

    Attributes:
        kept: how many today's people can open.
        left: how many are gone, as nobody here could have opened them.
        waiting: why some wait for the next opening, "" when none does.
        away: how many copies in other places the secrets of before still open, as they could not be reached.
    """

    kept: int = 0
    left: int = 0
    waiting: str = ""
    away: int = 0

    @property
    def words(self) -> str:
        """What a person should know of it, "" when there is nothing."""
        gone = f"いまの鍵では開けない もしもの控え {self.left}個は、消しました。" if self.left else ""
        wait = f"もしもの控えの鍵は、つぎに開いたときに 付けかえます。{self.waiting}" if self.waiting else ""
        away = (
            f"ほかの場所の控え {self.away}個は、つながっていないので 前の鍵で開けるままです。"
            "つないで 控えを写すと、いまの鍵に付けかわります。"
            if self.away
            else ""
        )
        return gone + wait + away


def prepare(paths: AppPaths, database: Database, data_key: bytes, secret: str) -> None:
    """Note the keys of all kept backups, before the data get a new one.

    Args:
        paths: the installation.
        database: its open file.
        data_key: the present key.
        secret: of the person at the desk; it opens what earlier programs left without a note.
    """
    with database.transaction() as connection:
        known = resealing.by_id([data_key, *_former(settings.text(connection, _FORMER, "[]"))])
        opens = resealing.opener(secret)
        needed = {keeper.key_id(data_key)}
        for file in [*_slot_files(paths), *elsewhere.files(connection)]:
            name = resealing.wanted(file)
            needed.add(name)
            key = None if name in known else opens(file)
            if key is not None:
                known[keeper.key_id(key)] = key
        if any(place.old or place.copies for place in elsewhere.places(connection)):
            needed |= known.keys()  # a stick that is not in now may hold backups of any of them
        kept = [key.hex() for name, key in known.items() if name in needed]
        settings.put(connection, _FORMER, json.dumps(kept))
        settings.put(connection, _DUE, keeper.key_id(data_key))
        elsewhere.mark_old(connection)


def finish(paths: AppPaths, database: Database, data_key: bytes, *, fs: Fs = REAL) -> Resealed:
    """Re-seal what is due; harmless when nothing is.

    Args:
        paths: the installation.
        database: its open file.
        data_key: the key in force now.
        fs: the disk.
    """
    with database.read() as connection:
        due = settings.text(connection, _DUE)
        keys = resealing.by_id(_former(settings.text(connection, _FORMER, "[]")))
    away = elsewhere.reseal(paths, database, data_key, keys | resealing.by_id([data_key]), fs=fs)
    if not due:
        return Resealed(away=away)
    kept = left = 0
    if due != keeper.key_id(data_key):  # else the new key never came
        keys |= resealing.by_id([data_key])
        try:
            for folder in _folders(paths):
                files = _slot_files_in(folder)
                if files and all(resealing.reseal(paths, file, data_key, keys, fs=fs) for file in files):
                    kept += 1
                else:
                    remove_tree(folder)
                    left += 1
        except OSError as error:
            return Resealed(kept, left, disk_error(error, "控えを置く場所").what, away)
        except UserError as error:
            return Resealed(kept, left, error.what, away)
    with database.transaction() as connection:
        settings.put(connection, _DUE, "")
    return Resealed(kept, left, away=away)


def finish_elsewhere(paths: AppPaths, database: Database) -> int:
    """Re-seal the copies in other places that can be reached now; returns how many are left."""
    with database.read() as connection:
        keys = resealing.by_id(_former(settings.text(connection, _FORMER, "[]")))
    return database.lend_key(
        lambda key: elsewhere.reseal(paths, database, key, keys | resealing.by_id([key]))
    )


def _former(text: str) -> list[bytes]:
    return [bytes.fromhex(key) for key in json.loads(text)]


def carry_over(today: Connection, restored: Connection, data_key: bytes) -> None:
    """Note in a backup that takes today's place what today's file knows: the keys of the other backups, and its own."""
    known = [data_key.hex(), *json.loads(settings.text(today, _FORMER, "[]"))]
    known += json.loads(settings.text(restored, _FORMER, "[]"))
    settings.put(restored, _FORMER, json.dumps(list(dict.fromkeys(known))))
    settings.put(restored, _DUE, settings.text(today, _DUE))
    elsewhere.carry_over(today, restored)


def _folders(paths: AppPaths) -> list[Path]:
    return [backup.path for backup in backups.kept(paths)] + backups.set_aside(paths)


def _slot_files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("vault*.json"))


def _slot_files(paths: AppPaths) -> list[Path]:
    return [file for folder in _folders(paths) for file in _slot_files_in(folder)]
