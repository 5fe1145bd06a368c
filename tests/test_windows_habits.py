"""What Windows does to files, drives, clocks and consoles, with its errors faked: the rest runs under wine."""

from __future__ import annotations

import io
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from sasaeai_desktop import crash, disk, windows
from sasaeai_desktop.cli import main as cli
from sasaeai_desktop.crash import last_crash
from sasaeai_desktop.domain import clock
from sasaeai_desktop.domain.errors import DiskError
from sasaeai_desktop.exchange.writing import write_table
from sasaeai_desktop.paths import app_paths


def windows_error(number: int, path: Path | str = "") -> OSError:
    """As Python makes it on Windows: EACCES with the system's own number beside it."""
    error = OSError(13, "held", str(path))
    error.winerror = number  # type: ignore[attr-defined]
    return error


class Held:
    """A file that another program lets go of after so many tries."""

    def __init__(self, tries: int, number: int = 32) -> None:
        self.left, self.number = tries, number
        self.waited: list[float] = []

    def act(self) -> None:
        if self.left:
            self.left -= 1
            raise windows_error(self.number)


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_an_antivirus_looks_at_is_waited_for(number: int) -> None:
    held = Held(4, number)
    disk.patiently(held.act, held.waited.append)
    assert held.waited == list(disk.PATIENCE[:4])


def test_waiting_ends_and_other_faults_are_told_at_once() -> None:
    held = Held(100)
    with pytest.raises(OSError, match="held"):
        disk.patiently(held.act, held.waited.append)
    assert 2 < sum(held.waited) < 5
    full = Held(100, 112)  # ERROR_DISK_FULL
    with pytest.raises(OSError, match="held"):
        disk.patiently(full.act, full.waited.append)
    assert not full.waited


def test_folders_and_files_are_renamed_and_removed_with_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []
    removing = shutil.rmtree

    def once(path: Path) -> None:
        tries.append(str(path))
        if len(tries) == 1:
            raise windows_error(32, path)
        removing(path)

    monkeypatch.setattr(disk, "PATIENCE", (0.0,))
    monkeypatch.setattr(disk.shutil, "rmtree", once)
    (tmp_path / "part").mkdir()
    disk.rename(tmp_path / "part", tmp_path / "backup")
    disk.remove_tree(tmp_path / "backup")
    assert len(tries) == 2
    assert not list(tmp_path.iterdir())


def test_who_holds_a_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "見守り訪問票.pdf"
    told = disk.held_error(windows_error(5, path), lambda _path: ("Adobe Acrobat", "Explorer"))
    assert told is not None
    assert (
        "「見守り訪問票.pdf」を、べつのプログラム「Adobe Acrobat」・「Explorer」が使っています" in told.what
    )
    assert "USB" not in told.what + told.todo
    nameless = disk.disk_error(windows_error(32, path))
    assert "べつのプログラムが使っています" in nameless.what
    assert "ウイルス対策" in nameless.todo
    nobody = disk.held_error(windows_error(5, path), lambda _path: ())
    assert nobody is None, "no permission: the words on a folder where nobody may write"
    assert disk.held_error(OSError(28, "full")) is None


def test_a_table_or_paper_that_is_open_elsewhere_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_old: Path, new: Path, *, overwrite: bool) -> None:
        raise windows_error(32, new)

    monkeypatch.setattr(disk, "PATIENCE", ())
    monkeypatch.setattr(disk, "_move", held)
    for write in (
        lambda: write_table(tmp_path / "名簿.csv", ["氏名"], [["一"]]),
        lambda: disk.safe_write(tmp_path / "票.pdf", b"%PDF"),
    ):
        with pytest.raises(DiskError) as told:
            write()
        assert "べつのプログラムが使っています" in told.value.what
    assert not list(tmp_path.iterdir()), "nothing half-written is left"


@pytest.mark.parametrize(
    ("kind", "bus", "root", "stick"),
    [(2, 0, "E:/", True), (3, 7, "F:/", True), (3, 12, "D:/", True), (3, 7, "c:/", False), (3, 17, "D:/", False), (4, 7, "Z:/", False)],
)  # fmt: skip
def test_a_stick_that_calls_itself_fixed_is_known_by_its_bus(
    kind: int, bus: int, root: str, stick: bool
) -> None:
    assert windows.counts_as_stick(kind, bus, root, "C:") is stick


HANDLED = """Windows fatal exception: code 0x8001010d

Thread 0x00000a10 (most recent call first):
  File "C:\\Users\\tanaka\\AppData\\Local\\Programs\\sasaeai\\packages\\sasaeai_desktop\\ui\\program.py", line 70 in run
"""
DEADLY = HANDLED.replace("code 0x8001010d", "access violation")


def test_what_a_library_handled_is_no_crash_and_no_login_name_stays(tmp_path: Path) -> None:
    paths = app_paths(tmp_path).make()
    log = paths.log / "crash-hard.log"
    log.write_text(HANDLED, encoding="utf-8")
    assert last_crash(paths) is None
    log.write_text(HANDLED + DEADLY + HANDLED, encoding="utf-8")
    told = last_crash(paths)
    assert told is not None
    assert told.hard
    text = log.read_text(encoding="utf-8")
    assert text == told.text
    assert text.count("Windows fatal exception") == 1
    assert 'File "sasaeai_desktop/ui/program.py", line 70 in run' in text
    assert "tanaka" not in text
    assert last_crash(paths) is None, "told once"
    assert crash._short("C:\\Users\\tanaka\\start.py") == "start.py"
    assert crash._short("/home/tanaka/start.py") == "start.py"


def test_days_before_1970_have_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Windows(datetime):
        def astimezone(self, tz: object = None) -> datetime:
            raise OSError(22, "Invalid argument")

    moment = Windows(1965, 4, 1, 14, 31)
    assert clock.at_home(moment).utcoffset() is not None
    assert clock.clock_at("1950-01-01").today() == "1950-01-01"


def test_a_pipe_to_a_japanese_console_gets_its_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    monkeypatch.setattr(cli, "console_encoding", lambda: "cp932")
    monkeypatch.setattr(cli.sys, "stdout", stream)
    cli._reconfigure(stream)
    print("髙橋 𠮷田")
    cli._print_json({"name": "𠮷田"})
    stream.flush()
    words, document = raw.getvalue().split(b"\n", 1)
    assert words.decode("cp932") == "髙橋 \\U00020bb7田", "what the page lacks is escaped"
    assert json.loads(document.decode("ascii")) == {"name": "𠮷田"}
    assert windows.console_encoding() == "utf-8", "on this system"
