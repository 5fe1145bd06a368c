"""Doors: odd folders, permissions, files that cannot be read, names that would steer a screen, files too large."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
from pathlib import Path
from typing import Any

from sasaeai_desktop.disk import RealFs
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, users
from sasaeai_desktop.services.usb import bundles
from sasaeai_desktop.sync import outgoing
from sasaeai_desktop.vault import keeper
from sasaeai_desktop.vault.slots import PRACTICE
from tests.attacks.attack import Attack, Ground
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City

STEERING = "鈴木\u202e 花子\x1b[2J<img src='file:///etc/passwd'>"


def odd_folder(name: str) -> Attack:
    def run(ground: Ground) -> str:
        desk = ground.begun(name)
        people.save_person(desk, None, {"name": "鈴木 花子"})
        desk.close()
        assert checking.check(ground.opened(name)).ok
        assert {p.name for p in ground.folder.iterdir()} == {name}, "a file lies beside the folder"
        assert (ground.folder / name / "desk.db").is_file()
        return ""

    return Attack(f"the data folder is called {name}", "", run)


def readable_by_others(ground: Ground) -> str:
    desk = ground.begun()
    people.save_person(desk, None, {"name": "鈴木 花子"})
    desk.close()
    out = ground.folder
    before = os.umask(0o022)
    try:
        for arguments in (
            ("backup", "create"),
            ("export", "people", "--out", out / "people.csv"),
            ("export", "people", "--out", out / "people.xlsx"),
            ("print", "consent", "--blank", "--out", out / "list.pdf"),
        ):
            done = ground.call("--data-dir", out / "desk", *arguments)
            assert done[0] == 0, done
    finally:
        os.umask(before)
    files = [p for p in out.rglob("*") if p.is_file() and p.suffix != ".lock"]
    assert len(files) > 6
    assert [p for p in files if stat.S_IMODE(p.stat().st_mode) & 0o077] == []
    return ""


def older_file_readable_by_others(ground: Ground) -> str:
    desk = ground.begun()
    desk.close()
    desk.paths.database.chmod(0o644)
    ground.opened()
    assert stat.S_IMODE(desk.paths.database.stat().st_mode) == 0o600
    return ""


def read_only_folder(ground: Ground) -> str:
    ground.begun().close()
    real = os.open

    def denied(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if str(ground.folder) in str(path) and flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise PermissionError(errno.EACCES, "planted", str(path))
        return real(path, flags, *rest, **named)

    ground.patch.setattr(os, "open", denied)
    return ground.told(ground.opened)


def no_place_for_folders(ground: Ground) -> str:
    ground.patch.setattr(Path, "mkdir", _denied)
    return ground.told(ground.begun)


def _denied(*_: Any, **__: Any) -> Any:
    raise PermissionError(errno.EACCES, "planted")


def _unreadable(ground: Ground, *names: str) -> None:
    real = RealFs.read

    def read(self: RealFs, path: Path) -> bytes:
        if path.name in names:
            raise PermissionError(errno.EACCES, "planted", str(path))
        return real(self, path)

    ground.patch.setattr(RealFs, "read", read)


def unreadable_vault(ground: Ground) -> str:
    ground.begun().close()
    _unreadable(ground, "vault.json", "vault-copy.json")
    said = ground.told(ground.opened)
    assert "なくなって" not in said, "what cannot be read is not called broken"
    return said


def one_vault_copy_unreadable(ground: Ground) -> str:
    ground.begun().close()
    _unreadable(ground, "vault.json")
    ground.opened()
    return ""


def both_vault_copies_broken(ground: Ground) -> str:
    desk = ground.begun()
    desk.close()
    for path in (desk.paths.vault, desk.paths.vault_copy):
        path.write_bytes(path.read_bytes()[:-40])
    return ground.told(ground.opened)


def one_vault_copy_broken(ground: Ground) -> str:
    desk = ground.begun()
    desk.close()
    desk.paths.vault.write_bytes(b"")
    ground.opened()
    assert keeper.users(desk.paths)
    return ""


def _with_steering_name(ground: Ground) -> Path:
    desk = ground.begun()
    users.add(desk, PASSPHRASE, STEERING, "みずうみの とおい ひかり 47", kdf=PRACTICE)
    desk.close()
    return desk.paths.data_dir


def steering_name_in_terminal(ground: Ground) -> str:
    _, out, _ = ground.call("--data-dir", _with_steering_name(ground), "user", "list")
    assert "\x1b" not in out
    assert "\u202e" not in out
    return out


def steering_name_in_json(ground: Ground) -> str:
    _, out, _ = ground.call("--data-dir", _with_steering_name(ground), "user", "list", "--json")
    assert "\u202e" not in out
    assert STEERING in {user["name"] for user in json.loads(out)}, "the document still says the name"
    return out


def steering_name_in_error(ground: Ground) -> str:
    desk = ground.begun()
    desk.close()
    _, _, err = ground.call("--data-dir", desk.paths.data_dir, "user", "disable", "\u202e\x1b]0;x\x07だれか")
    assert "\x1b" not in err
    assert "\u202e" not in err
    return err


def fingerprint_of_an_invitation(ground: Ground) -> str:
    council = ground.folder / "council"
    ground.call("--data-dir", council, "init", "--role", "council", "--code", "00", "--name", "市社協")
    asked = ("council", "invite", "--code", "12", "--name", "新旭川", "--out", ground.folder / "out")
    invited = ground.json("--data-dir", council, *asked)
    code, _, err = ground.call("--data-dir", ground.folder / "laptop", "init", "--invite", invited["path"])
    assert code == 0
    assert invited["fingerprint"] in err
    return err


def _filled_city(ground: Ground) -> tuple[City, Any]:
    city = ground.city()
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return city, desk


def too_large_for_one_file(ground: Ground) -> str:
    city, desk = _filled_city(ground)
    ground.patch.setattr(outgoing, "MAX_PART", 900)
    done = bundles.export(desk, Route.TO_COUNCIL, city.stick).result
    assert len(done.paths) > 3
    assert [r.state for r in city.take(city.council, *reversed(done.paths))] == ["applied"] * len(done.paths)
    acts = [reports.annual(d, 2023).watch.acts for d in (desk, city.council)]
    assert acts == [3, 3]
    assert checking.check(city.council).ok
    later = bundles.export(city.council, Route.TO_DISTRICT, city.stick, "12").result.paths
    city.take(desk, *later)
    ground.patch.setattr(outgoing, "MAX_PART", 96 << 20)
    assert bundles.contents(desk, Route.TO_COUNCIL).changes == 0, "all parts are confirmed"
    return ""


def stick_full_at_a_later_part(ground: Ground) -> str:
    city, desk = _filled_city(ground)
    ground.patch.setattr(outgoing, "MAX_PART", 900)
    real, written = RealFs.write, []

    def write(self: RealFs, file: io.BufferedWriter, data: bytes) -> None:
        written.append(len(data))
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "planted")
        real(self, file, data)

    ground.patch.setattr(RealFs, "write", write)
    said = ground.told(lambda: bundles.export(desk, Route.TO_COUNCIL, city.stick))
    assert list(city.stick.iterdir()) == [], "nothing that is noted nowhere lies there"
    return said


ROWS = [
    *map(odd_folder, ("何? #1", "100%20 本当", "a?mode=memory#x", "; DROP", "日本語の場所 ～①")),
    Attack("other people of the computer look into the files", "", readable_by_others),
    Attack("a file of an older program stands open to others", "", older_file_readable_by_others),
    Attack("the data folder is read-only", "「読み取り専用」をはずす", read_only_folder),
    Attack("nothing can be made where the data should lie", "書きこめません", no_place_for_folders),
    Attack("nobody may read the key file", "こわれているとは かぎりません", unreadable_vault),
    Attack("one copy of the key file cannot be read", "", one_vault_copy_unreadable),
    Attack("both copies of the key file are cut off", "控え", both_vault_copies_broken),
    Attack("one copy of the key file is empty", "", one_vault_copy_broken),
    Attack("a name with terminal and bidi signs is listed", "�", steering_name_in_terminal),
    Attack("the same as JSON", "\\u202e", steering_name_in_json),
    Attack("the same inside an error message", "�", steering_name_in_error),
    Attack("somebody else's invitation is slipped in", "見くらべる番号", fingerprint_of_an_invitation),
    Attack("a bundle is larger than one file may be", "", too_large_for_one_file),
    Attack("the stick is full at a later part", "あきが足りない", stick_full_at_a_later_part),
]
