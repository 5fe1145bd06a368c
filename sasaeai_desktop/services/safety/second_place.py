"""控えのほかの場所: a stick or a folder that gets the newest backup, remembered and reminded of once a month."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.backup import Kept, to_remove
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.disk import disk_error, rename, sync_file, sync_folder
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk import audit, backups
from sasaeai_desktop.services.desk.common import days_between
from sasaeai_desktop.services.desk.desk import Desk, Done, allow, reading
from sasaeai_desktop.services.safety import elsewhere, resealing

EVERY_DAYS = 31
_PLACE, _ON = "second_place", "second_on"


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where the second copies go.

    Attributes:
        folder: None before anybody chose one.
        on: ISO day of the last copy, or "".
        old: (folder, names) of copies that a passphrase or paper of before still opens, as they could not be reached.
    """

    folder: Path | None
    on: str
    old: tuple[tuple[Path, tuple[str, ...]], ...] = ()

    @property
    def warning(self) -> str:
        """What a person must know of the old copies, "" when there are none."""
        said = []
        for folder, names in self.old:
            days = "、".join(
                dict.fromkeys(f"{n[:4]}年{int(n[4:6])}月{int(n[6:8])}日" for n in names if n[:8].isdigit())
            )
            said.append(f"「{folder}」の控え {len(names)}個（{days}）")
        if not said:
            return ""
        return (
            "、".join(said) + "は、前の合いことばや 前の復旧キーで まだ開けます。"
            "その場所をつないで 控えを写すと、いまの鍵に付けかわります。"
        )


def second_place(desk: Desk) -> SecondPlace:
    """Return the remembered place."""
    with reading(desk) as session:
        place = settings.text(session, _PLACE)
        old = tuple((p.folder, tuple(p.old)) for p in elsewhere.places(session) if p.old)
        return SecondPlace(Path(place) if place else None, settings.text(session, _ON), old)


def is_due(connection: Connection, today: str, first_backup: str) -> bool:
    """Say whether the last copy elsewhere (or the first backup here, when there is none) is over a month old."""
    since = settings.text(connection, _ON) or first_backup
    return bool(since) and days_between(since, today) > EVERY_DAYS


def copy_to(desk: Desk, folder: Path) -> Done[Path]:
    """Take a backup if anything changed, copy the newest one to another place, and remember the place.

    Old copies of this desk are thinned there by the same rule as here.

    Args:
        desk: the open desk.
        folder: a stick or folder that is there.

    Returns:
        The folder of the copy.

    Raises:
        InputError: the place lies inside the data folder, where it would be lost with it.
        DiskError: the place failed; nothing half-written lies there.
    """
    allow(desk, Deed.BACKUP)
    if folder.resolve().is_relative_to(desk.paths.data_dir.resolve()):
        raise InputError(
            "そこは、いまのデータと同じ場所です。", "USBメモリーなど、べつの場所をえらんでください。"
        )
    if backups.changed_since_backup(desk) or not backups.kept(desk.paths):
        backups.back_up(desk)
    newest = backups.kept(desk.paths)[0].path
    with reading(desk) as session:
        place = elsewhere.folder_in(session, folder)
    target = place / newest.name
    if not target.exists():
        _copy_whole(newest, target)
    _thin_out(place, desk.today())
    with desk.database.transaction() as connection:
        settings.put(connection, _PLACE, str(folder))
        settings.put(connection, _ON, desk.today())
        elsewhere.remember(connection, folder)
        audit.log_access(connection, desk, "backup elsewhere")
    resealing.finish_elsewhere(desk.paths, desk.database)
    return Done(target, Changes(label="控えを ほかの場所へ写しました"))


def _copy_whole(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for file in source.iterdir():
            shutil.copyfile(file, part / file.name)
            sync_file(part / file.name)
            if _hash(part / file.name) != _hash(file):
                raise DiskError(
                    "写したものを読みなおすと、元とちがいました。", "べつのUSBメモリーで やってみてください。"
                )
        rename(part, target)
        sync_folder(target.parent)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise disk_error(error, "控えを写す場所") from error
    except DiskError:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _thin_out(place: Path, today: str) -> None:
    there = [backups.describe(path) for path in place.glob("*.backup")]
    rows = [Kept(b.path.name, b.made_at[:10], b.made_at, b.ordinal, b.tips) for b in there]
    for name in to_remove(rows, today):
        shutil.rmtree(place / name, ignore_errors=True)
