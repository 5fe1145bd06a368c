"""Killed, interrupted, out of room: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

VISITS = 4000


@pytest.fixture
def long_list(run: Any) -> Path:
    """A table that takes a while; no two rows are equal."""
    days = [f"2023-{month:02}-{day:02}" for month in range(4, 13) for day in range(1, 29)]
    rows = [f"{days[n % len(days)]},{n // len(days) % 24:02}:{n // len(days) // 24:02},T1,訪問,会えた・話せた,変わりなし,{n}回目"
            for n in range(VISITS)]  # fmt: skip
    return run.save("long.csv", "実施日,時刻,対象者番号,方法,結果,様子,メモ\n" + "\n".join(rows) + "\n")


def _seconds(run: Any, *arguments: object) -> float:
    began = time.monotonic()
    run(*arguments, code=None)
    return time.monotonic() - began


def test_killed_while_importing_a_table(run: Any, kill_after: Any, long_list: Path) -> None:
    """Either none of its rows or all of them; what was there before stays."""
    start_up = _seconds(run, "laptop", "backup", "list")
    killed = 0
    for share in (1.2, 1.8, 2.4, 3.0, 4.0):
        killed += kill_after(start_up * share, "laptop", "import", "visits", long_list)
        run.checked("laptop")
        assert run.annual("laptop")["watch"]["acts"] in {16, 16 + VISITS}
    assert killed >= 2
    run("laptop", "import", "visits", long_list)
    assert run.annual("laptop")["watch"]["acts"] == 16 + VISITS
    assert not list((run.folder / "laptop" / "backups").glob("*.part"))


def test_killed_while_exporting_and_importing_a_bundle(run: Any, kill_after: Any, long_list: Path) -> None:
    run("laptop", "import", "visits", long_list)
    usb = run.folder / "stick"
    usb.mkdir()
    whole = _seconds(run, "laptop", "bundle", "export", "--to", "council", "--out", "elsewhere")
    for share in (0.5, 0.7, 0.85, 0.95):
        kill_after(whole * share, "laptop", "bundle", "export", "--to", "council", "--out", usb)
    run.checked("laptop")
    run("laptop", "bundle", "export", "--to", "council", "--out", usb)
    files = sorted(usb.glob("*.age"))
    assert files
    for share in (0.6, 0.8):
        kill_after(whole * share, "council", "bundle", "import", files[-1])
        run.checked("council")
        assert run.annual("council")["watch"]["acts"] in {0, 16 + VISITS}
    states = {f["state"] for f in run("council", "bundle", "import", *files, "--json").json["files"]}
    assert states <= {"applied", "already"}  # whatever has its name on the stick is whole
    assert run.annual("council")["watch"]["acts"] == 16 + VISITS
    assert not list(usb.glob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_stops_without_a_trace(run: Any, long_list: Path) -> None:
    before = run.checked("laptop")
    process = run.start("laptop", "import", "visits", long_list)
    time.sleep(_seconds(run, "laptop", "backup", "list") * 2)
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert "Traceback" not in err
    assert process.returncode in {130, 0}
    assert (run.checked("laptop") == before) == (process.returncode == 130)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
def test_no_room_left(run: Any, long_list: Path) -> None:
    """A limit on the size of files stands in for a full disk: every write beyond it fails."""
    import resource  # noqa: PLC0415 - not on Windows

    def little_room(size: int) -> Any:
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    before = run.checked("laptop")
    now = (run.folder / "laptop" / "desk.db").stat().st_size
    full = run("laptop", "import", "visits", long_list, "--json", code=5, preexec_fn=little_room(now + 64_000))
    assert full.json["exit_code"] == 5
    no_backup = run("laptop", "backup", "create", code=5, preexec_fn=little_room(now // 2))
    assert len(no_backup.err.strip().splitlines()) == 2
    run("laptop", "bundle", "export", "--to", "council", "--out", "stick", code=5, preexec_fn=little_room(2000))
    run("laptop", "export", "people", "--out", "people.xlsx", code=5, preexec_fn=little_room(2000))
    assert run.checked("laptop") == before
    assert not list(run.folder.glob("stick/*"))
    assert not list(run.folder.glob("people.xlsx*"))
    assert not list((run.folder / "laptop" / "backups").glob("*.part"))
    run("laptop", "import", "visits", long_list)
    assert run.annual("laptop")["watch"]["acts"] == 16 + VISITS


def test_a_reader_that_has_seen_enough(run: Any) -> None:
    process = run.start("laptop", "report", "trace", "watch.acts", "--year", 2023, "--json")
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert err == ""


def test_words_reach_a_console_that_lacks_them(run: Any) -> None:
    """𠮷 is not in cp932; the program writes UTF-8 whatever the console says."""
    run("laptop", "export", "people", "--out", "people.csv")
    assert "𠮷田" in (run.folder / "people.csv").read_text(encoding="utf-8-sig")
    refused = run("laptop", "export", "people", "--out", "people-cp932.csv", "--encoding", "cp932", code=2)
    assert "𠮷" in refused.err
    assert not (run.folder / "people-cp932.csv").exists()
    raw = subprocess.run(
        run.command("laptop", "--help"), capture_output=True, check=True, cwd=run.folder,
        env=run.env | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ).stdout  # fmt: skip
    assert "使い方" in raw.decode("utf-8")
