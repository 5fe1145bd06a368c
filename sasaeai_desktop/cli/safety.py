"""backup create, list, verify, restore; check."""

from __future__ import annotations

import sys
from pathlib import Path

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.backups import Backup
from sasaeai_desktop.services.safety import checking, places, putting_back, restoring, second_place, trying
from sasaeai_desktop.services.safety.setup import take_lock


def create(cli: Cli) -> Answer:
    """Make a backup."""
    with cli.desk() as desk:
        backup = backups.back_up(desk)
    cli.say("もしもの控えを取りました。")
    return Answer(_backup(backup), [str(backup.path)])


def list_all(cli: Cli) -> Answer:
    """List the backups, newest first; needs no passphrase."""
    found = backups.kept(cli.paths)
    return Answer([_backup(b) for b in found], [f"{b.made_at}  {b.bytes:>12,}  {b.path}" for b in found])


def _backup(backup: Backup) -> dict[str, object]:
    changes = None if backup.tips is None else sum(seq for ends in backup.tips.values() for seq, _ in ends)
    return {"path": str(backup.path), "made_at": backup.made_at, "bytes": backup.bytes, "changes": changes}


def verify(cli: Cli) -> Answer:
    """Open a backup and check it whole."""
    path = _chosen(cli)
    changes = checking.verify_backup(cli.paths, path, cli.passphrase())
    cli.say("この控えは開けて、こわれていません。")
    return Answer({"path": str(path), "ok": True, "changes": changes}, [str(path)])


def restore(cli: Cli) -> Answer:
    """Put a backup in place of the present data, which is set aside."""
    path = _chosen(cli)
    if cli.here() and sys.stdin is not None and sys.stdin.isatty():
        cli.confirm(f"今のデータをわきに取っておき、{path.name}からもどします。よいですか。")
    passphrase = cli.passphrase()
    lock = take_lock(cli.paths.make())
    try:
        aside = putting_back.restore_backup(cli.paths, path, passphrase, cli.clock)
    finally:
        lock.release()
    cli.say(f"「{path.name}」からもどしました。", f"前のデータは「{aside}」にあります。" if aside else "")
    return Answer({"path": str(path), "former": str(aside) if aside else None}, [str(cli.paths.data_dir)])


def second(cli: Cli) -> Answer:
    """Copy the newest backup to another place, the remembered one unless a place is given."""
    with cli.desk() as desk:
        given: Path | None = cli.args.to
        folder = given.absolute() if given is not None else second_place.second_place(desk).folder
        if folder is None:
            raise InputError(
                "ほかの場所が、まだ決まっていません。", "--to で、USBメモリーなどの場所を付けてください。"
            )
        path = second_place.copy_to(desk, folder).result
        warning = second_place.second_place(desk).warning
    if warning:
        cli.say(warning)
    cli.say(f"いちばん新しい控えを「{path}」に写しました。月に1回、思い出してもらえます。")
    return Answer({"path": str(path)}, [str(path)])


def try_out(cli: Cli) -> Answer:
    """Open a backup aside and compare what stands in it with the present data."""
    path = _chosen(cli)
    passphrase = cli.passphrase()
    with cli.desk(passphrase) as desk:
        trial = trying.try_out(desk, path, passphrase)
    rows = [{"title": title, "now": now, "backup": then} for title, now, then in trial.rows]
    lines = [f"{title}  いま {now:,}  控え {then:,}" for title, now, then in trial.rows]
    cli.say(
        "この控えは開けて、こわれていません。"
        + ("いまと同じです。" if trial.same else "いまと ちがう数が あります。")
    )
    return Answer({"path": str(path), "same": trial.same, "rows": rows}, lines)


def accept(cli: Cli) -> Answer:
    """Go on with the present files although they are not as they were left; they are set aside first."""
    cli.confirm("いまのファイルのまま使います（いまのものは、わきにも取っておきます）。よいですか。")
    restoring.as_it_is(cli.paths, cli.passphrase(), cli.clock)
    cli.say("いまのファイルのまま使えるようにしました。足りないきろくは、USBで受け取ると また入ります。")
    return Answer({"path": str(cli.paths.data_dir)}, [str(cli.paths.data_dir)])


def _chosen(cli: Cli) -> Path:
    """Return the backup that was named by its path or its name, else the newest."""
    given: str = cli.args.backup
    if given:
        for path in (Path(given), cli.paths.backups / given):
            if path.is_dir():
                return path.absolute()
        raise InputError(
            f"「{given}」という控えがありません。", "sasaeai backup list で、控えの名前を確かめてください。"
        )
    found = backups.kept(cli.paths)
    if not found:
        raise InputError("控えがまだありません。", "sasaeai backup create で、控えを取ってください。")
    return found[0].path


def check(cli: Cli) -> Answer:
    """Prove that the data is whole."""
    with cli.desk() as desk:
        found = checking.check(desk)
    for what, todo in places.warnings(cli.paths):
        cli.say(what, todo)
    for problem in found.problems:
        cli.say(f"合わないところ: {problem}")
    if found.ok:
        cli.say("データは、こわれていません。")
    else:
        cli.say("データに合わないところがあります。", "sasaeai backup restore で、控えからもどしてください。")
    document = {"ok": found.ok, "state_hash": found.state_hash, "problems": found.problems}
    return Answer(document, [found.state_hash], code=0 if found.ok else RefusedError.exit_code)
