"""Killed, interrupted, out of room: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

VISITS = 2500


@pytest.fixture
def long_list(run: Any) -> Path:
    """A table that takes a while; no two rows are equal."""
    days = [f"2023-{month:02}-{day:02}" for month in range(4, 13) for day in range(1, 29)]
    days.remove("2023-10-05")  # on file already: it would be asked whether the act was corrected
    day = len(days)
    rows = [f"{days[n % day]},{n // day % 24:02}:{n // day // 24:02},T1,訪問,{n}回目" for n in range(VISITS)]
    return run.save("long.csv", "実施日,時刻,対象者番号,方法,メモ\n" + "\n".join(rows) + "\n")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def test_killed_while_importing_a_table(run: Any, kill_when: Any, long_list: Path) -> None:
    """Either none of its rows or all of them; what was there before stays."""
    laptop = run.folder / "laptop"
    backups = laptop / "backups"
    kept = len(list(backups.glob("*.backup")))
    moments = (
        lambda: list(backups.glob("*.part")),
        lambda: len(list(backups.glob("*.backup"))) > kept,
        lambda: _size(laptop / "desk.db-wal") > 200_000,
    )
    killed = 0
    for seen in moments:
        killed += kill_when(seen, "laptop", "import", "visits", long_list)
        run.checked("laptop")
        assert run.annual("laptop")["watch"]["acts"] in {16, 16 + VISITS}
        kept = len(list(backups.glob("*.backup")))
    assert killed >= 2
    run("laptop", "import", "visits", long_list)
    assert run.annual("laptop")["watch"]["acts"] == 16 + VISITS


def test_killed_while_exporting_and_importing_a_bundle(run: Any, kill_when: Any, long_list: Path) -> None:
    run("laptop", "import", "visits", long_list)
    stick, council = run.folder / "stick", run.folder / "council"
    stick.mkdir()
    out = ("laptop", "bundle", "export", "--to", "council", "--out", stick)
    killed = 0
    for seen in (lambda: _size(run.folder / "laptop" / "desk.db-wal"), lambda: list(stick.iterdir())):
        killed += kill_when(seen, *out)
        run.checked("laptop")
    whole = Path(run(*out, "--json").json["path"])
    assert not list(stick.glob("*.part"))
    for least in (1, 100_000):
        killed += kill_when(
            lambda least=least: _size(council / "desk.db-wal") > least, "council", "bundle", "import", whole
        )
        run.checked("council")
        assert run.annual("council")["watch"]["acts"] in {0, 16 + VISITS}
    assert killed >= 2
    files = run("council", "bundle", "import", *stick.glob("*.age"), "--json").json["files"]
    assert {f["state"] for f in files} <= {
        "applied",
        "already",
    }  # whatever has its name on the stick is whole
    assert run.annual("council")["watch"]["acts"] == 16 + VISITS


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_stops_without_a_trace(run: Any, kill_when: Any, long_list: Path) -> None:
    before = run.checked("laptop")
    backups = run.folder / "laptop" / "backups"
    kept = len(list(backups.iterdir()))
    begun = kill_when(
        lambda: len(list(backups.iterdir())) > kept,
        "laptop",
        "import",
        "visits",
        long_list,
        with_signal=signal.SIGINT,
    )
    assert begun
    assert run.checked("laptop") == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
def test_no_room_left(run: Any, long_list: Path) -> None:
    """A limit on the size of files stands in for a full disk: every write beyond it fails."""
    import resource  # noqa: PLC0415 - not on Windows

    def little_room(size: int) -> Any:
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    before = run.checked("laptop")
    laptop = run.folder / "laptop"
    now = _size(laptop / "desk.db")
    full = run(
        "laptop", "import", "visits", long_list, "--json", code=5, preexec_fn=little_room(now + 64_000)
    )
    assert full.json["exit_code"] == 5
    no_backup = run("laptop", "backup", "create", code=5, preexec_fn=little_room(now // 2))
    assert len(no_backup.err.strip().splitlines()) == 2
    run(
        "laptop", "check", code=5, preexec_fn=little_room(2000)
    )  # it cannot even be opened, and is not damaged
    assert run.checked("laptop") == before
    assert not list((laptop / "backups").glob("*.part"))
    run("laptop", "import", "visits", long_list)
    before = run.checked("laptop")
    run(
        "laptop",
        "bundle",
        "export",
        "--to",
        "council",
        "--out",
        "stick",
        code=5,
        preexec_fn=little_room(80_000),
    )
    run("laptop", "export", "visits", "--out", "visits.csv", code=5, preexec_fn=little_room(80_000))
    assert run.checked("laptop") == before
    assert not list(run.folder.glob("stick/*"))
    assert not list(run.folder.glob("visits.csv.part"))


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


def test_a_beginning_that_was_cut_off_is_begun_anew(run: Any, kill_when: Any) -> None:
    folder = run.folder / "new"
    init = ("new", "init", "--role", "district", "--code", "14", "--name", "永山")
    assert kill_when((folder / "vault.json").exists, *init)
    assert run("new", "check", code=3).out == ""
    run(*init)
    assert run.annual("new")["by_district"][0]["name"] == "永山"
    run(*init, code=2)  # now there is something to lose


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
def test_no_room_to_begin(run: Any) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    init = ("new", "init", "--role", "district", "--code", "14", "--name", "永山")
    run(*init, code=5, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)))
    assert [p.name for p in (run.folder / "new").iterdir() if p.is_file()] in ([], ["desk.lock"])
    run(*init)
