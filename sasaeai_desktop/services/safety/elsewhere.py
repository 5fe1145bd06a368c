"""Copies of backups in other places, when a secret has ended: re-sealed as soon as they can be reached, else told of.

Which copies lie where is noted inside the encrypted file. Before the data get a new key all of them are marked as open to
a secret that ended; re-sealing takes the mark away, copy by copy, wherever it was cut off.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.disk import REAL, Fs
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.vault import resealing
from sasaeai_desktop.vault.resealing import Keys

FOLDER = "ささえあいデスクの控え"
_PLACES = (
    "second_places"  # JSON {folder: {"copies": [names], "old": [names that an ended secret still opens]}}
)
_CHOSEN = "second_place"  # the folder of last time, all that earlier programs noted


@dataclass(slots=True)
class Place:
    """Another place, and the copies there by name; ``old`` are those that a secret that ended still opens."""

    folder: Path
    copies: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)


def folder_in(connection: Connection, folder: Path) -> Path:
    """Return where the copies of this desk lie in a place."""
    return folder / FOLDER / f"{settings.text(connection, 'code')}-{settings.text(connection, 'letter', 'A')}"


def places(connection: Connection) -> list[Place]:
    """Return every place that copies went to."""
    noted = json.loads(settings.text(connection, _PLACES, "{}"))
    found = [Place(Path(name), list(said["copies"]), list(said["old"])) for name, said in noted.items()]
    chosen = settings.text(connection, _CHOSEN)
    if chosen and chosen not in noted:
        found.append(Place(Path(chosen), _there(folder_in(connection, Path(chosen)))))
    return found


def remember(connection: Connection, folder: Path) -> None:
    """Note the copies that lie in a place now; those sealed just now are open to today's secrets only."""
    known = {place.folder: place for place in places(connection)}
    place = known.setdefault(folder, Place(folder))
    place.copies = _there(folder_in(connection, folder))
    place.old = [name for name in place.old if name in place.copies]
    _note(connection, known.values())


def mark_old(connection: Connection) -> None:
    """Mark all copies everywhere, before a secret ends."""
    found = places(connection)
    for place in found:
        place.old = list(dict.fromkeys([*place.old, *place.copies]))
    _note(connection, found)


def carry_over(today: Connection, restored: Connection) -> None:
    """Let a backup that takes today's place know the places that today's file knows."""
    settings.put(restored, _PLACES, settings.text(today, _PLACES, "{}"))


def files(connection: Connection) -> list[Path]:
    """Return the slot files of all copies that can be reached."""
    folders = [folder_in(connection, place.folder) for place in places(connection)]
    return [file for folder in folders for name in _there(folder) for file in _slot_files(folder / name)]


def reseal(paths: AppPaths, database: Database, data_key: bytes, keys: Keys, *, fs: Fs = REAL) -> int:
    """Re-seal what is marked and can be reached; returns how many copies an ended secret still opens."""
    with database.read() as connection:
        found = [place for place in places(connection) if place.old]
        folders = {place.folder: folder_in(connection, place.folder) for place in found}
    for place in found:
        place.old = [
            name
            for name in place.old
            if not _resealed(paths, folders[place.folder] / name, data_key, keys, fs)
        ]
    if found:
        with database.transaction() as connection:
            left = {place.folder: place for place in places(connection)}
            left.update((place.folder, place) for place in found)
            _note(connection, left.values())
    return sum(len(place.old) for place in found)


def _resealed(paths: AppPaths, copy: Path, data_key: bytes, keys: Keys, fs: Fs) -> bool:
    try:
        slots = _slot_files(copy)
        return bool(slots) and all(resealing.reseal(paths, file, data_key, keys, fs=fs) for file in slots)
    except (OSError, UserError):
        return False  # another stick, write protected, or pulled: it stays marked


def _slot_files(copy: Path) -> list[Path]:
    try:
        return sorted(copy.glob("vault*.json"))
    except OSError:
        return []


def _there(folder: Path) -> list[str]:
    try:
        return sorted(p.name for p in folder.glob("*.backup"))
    except OSError:
        return []


def _note(connection: Connection, found: Iterable[Place]) -> None:
    noted = {str(p.folder): {"copies": p.copies, "old": p.old} for p in found}
    settings.put(connection, _PLACES, json.dumps(noted, ensure_ascii=False))
