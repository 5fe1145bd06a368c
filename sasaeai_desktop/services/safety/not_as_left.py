"""What is told of a data file that is not as it was left, and the ways on from there."""

from __future__ import annotations

from sasaeai_desktop.db.ending import Finding, Trouble
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import backups

STATE = "state"
"""``RefusedError.check`` where the files are not as they were left."""

_TROUBLES = {
    Trouble.FOREIGN_LOG: "データのファイル（desk.db）と、その続き（desk.db-wal）が 合いません。"
    "写したり、OneDriveなどで そろえたりしたときに、べつの日のものが まざったようです。まぜずに そのままにしてあります。",
    Trouble.LOST_LOG: "前に使ったとき きちんと閉じられず、そのときの続き（desk.db-wal）が なくなっています。",
    Trouble.LESS: "データのファイルに、前に保存したところまでの きろくが ありません。"
    "古いファイルに入れかわったか、続きが とちゅうで切れています。",
}


def refusal(paths: AppPaths, found: Finding) -> RefusedError:
    """Return what is wrong with the files, and the newest good state to go back to."""
    count = f"（およそ{found.missing:,}件）" if found.missing else ""
    newest = next(iter(backups.kept(paths)), None)
    way = "いまのファイルのまま使うか（sasaeai backup accept）を、えらんでください。"
    if newest is not None:
        at = newest.made_at
        way = f"いちばん新しい控え（{at[:10]} {at[11:16]}）に もどすか（sasaeai backup restore）、{way}"
    return RefusedError(f"{_TROUBLES[found.trouble]}{count}", way, check=STATE)
