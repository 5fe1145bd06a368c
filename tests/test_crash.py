"""The crash log: says where, never whom, and is shown once."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sasaeai_desktop import crash
from sasaeai_desktop.crash import CrashLog, last_crash
from sasaeai_desktop.paths import AppPaths, app_paths

NAME = "髙橋 花子"


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return app_paths(tmp_path)


def failing(name: str) -> None:
    try:
        {}[name]
    except KeyError as error:
        raise ValueError(f"no such person: {name}") from error


def caught() -> Exception:
    try:
        failing(NAME)
    except ValueError as error:
        return error
    raise AssertionError


def log_of(paths: AppPaths) -> CrashLog:
    return CrashLog(paths, lambda: datetime(2023, 10, 5, 9, 30, tzinfo=UTC))


def test_the_entry_says_where_and_what_but_nobodys_name(paths: AppPaths) -> None:
    path = log_of(paths).write(caught())
    text = path.read_text(encoding="utf-8")
    assert "in failing" in text
    assert "builtins.ValueError" in text
    assert "caused by:" in text
    assert "builtins.KeyError" in text
    assert "2023-10-05 09:30:00" in text
    assert NAME not in text
    assert str(Path.home()) not in text


def test_a_crash_is_shown_once_and_the_next_one_again(paths: AppPaths) -> None:
    assert last_crash(paths) is None
    log_of(paths).write(OSError(28, f"no space for {NAME}"))
    shown = last_crash(paths)
    assert shown is not None
    assert shown.text.startswith("== 2023")
    assert "OSError errno 28" in shown.text
    assert shown.log.parent == paths.log
    assert last_crash(paths) is None
    log_of(paths).write(caught())
    again = last_crash(paths)
    assert again is not None
    assert "ValueError" in again.text
    assert "OSError" not in again.text


def test_the_log_stays_small_however_often_it_breaks(paths: AppPaths) -> None:
    error = caught()
    for _ in range(1000):
        log_of(paths).write(error)
    sizes = [path.stat().st_size for path in paths.log.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= crash.MAX_BYTES
    assert min(sizes) > 0


def test_a_full_disk_while_writing_is_no_second_crash(
    paths: AppPaths, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.log.write_text("a file where the folder should be", encoding="utf-8")
    log_of(paths).write(caught())
    assert "could not be written" in capsys.readouterr().err


PROGRAM = """
import sys, threading, faulthandler
from pathlib import Path
from sasaeai_desktop.crash import CrashLog
from sasaeai_desktop.paths import app_paths
log = CrashLog(app_paths(Path(sys.argv[1])))
log.install(lambda kind, error, trace: print("told", kind.__name__, flush=True))
if sys.argv[2] == "thread":
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
elif sys.argv[2] == "main":
    raise LookupError("secret words")
elif sys.argv[2] == "hard":
    faulthandler._sigsegv()
elif sys.argv[2] == "break":
    raise KeyboardInterrupt
log.close()
"""


def run(paths: AppPaths, how: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(paths.data_dir), how],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout


@pytest.mark.parametrize(("how", "kind"), [("main", "LookupError"), ("thread", "ZeroDivisionError")])
def test_what_nobody_caught_is_written_and_told(paths: AppPaths, how: str, kind: str) -> None:
    assert f"told {kind}" in run(paths, how)
    shown = last_crash(paths)
    assert shown is not None
    assert kind in shown.text
    assert "secret words" not in shown.text
    assert not shown.hard


def test_a_dying_process_says_where_it_was(paths: AppPaths) -> None:
    run(paths, "hard")
    shown = last_crash(paths)
    assert shown is not None
    assert shown.hard
    assert "Segmentation fault" in shown.text
    assert last_crash(paths) is None


@pytest.mark.parametrize("how", ["clean", "break"])
def test_a_clean_end_leaves_nothing_to_show(paths: AppPaths, how: str) -> None:
    assert run(paths, how) == ""
    assert last_crash(paths) is None
