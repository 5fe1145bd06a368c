"""A table longer than memory should hold: read from the disk, laid aside encrypted, and otherwise as any other."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from sasaeai_desktop.db import scratch, write
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange import findings
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.tables.exporting import export_table
from sasaeai_desktop.services.tables.importing import ImportReport, import_table
from sasaeai_desktop.services.tables.kinds import intake, pile, watch
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS
from tests.services.conftest import Desks


@pytest.fixture(autouse=True)
def vault_file(desk: Desk) -> None:
    """These desks are built without a vault; a backup copies its file."""
    desk.paths.vault.write_text("{}", encoding="utf-8")


def take(desk: Desk, kind: str, text: str, folder: Path, **options: bool) -> ImportReport:
    path = folder / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    return import_table(desk, kind, path, **options).result


def everything(desk: Desk, folder: Path) -> list[tuple[int, int, int, int, bool]]:
    """Take in a district twice over, with two equal acts and one known under another id."""
    said = []
    acts = VISITS + VISITS.splitlines()[1] + "\n" + "2023-10-20,001,V01,電話,,,\n" * 3
    for _ in range(2):
        for kind, text in (("volunteers", VOLUNTEERS), ("people", PEOPLE), ("visits", acts)):
            take(desk, kind, text, folder, dry_run=True)
            r = take(desk, kind, text, folder)
            said.append((r.read, r.added, r.updated, r.unchanged, r.written))
    return said


def written_out(desk: Desk, folder: Path) -> list[bytes]:
    found = []
    for kind in ("people", "volunteers", "visits"):
        export_table(desk, kind, folder / "out.csv", "utf-8")
        found.append((folder / "out.csv").read_bytes())
    return found


def test_what_is_laid_aside_is_taken_in_like_what_is_held(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = desks.new(), desks.new("B")
    for desk in (one, other):
        desk.paths.vault.write_text("{}", encoding="utf-8")
    expected = everything(one, tmp_path)
    monkeypatch.setattr(pile, "MOST", 1)
    monkeypatch.setattr(watch, "_OTHERS", 0)
    monkeypatch.setattr(intake, "_HELD", 0)
    monkeypatch.setattr(intake, "_PART", 2)
    monkeypatch.setattr(write, "_HELD", 1)
    assert everything(other, tmp_path) == expected
    assert written_out(other, tmp_path) == written_out(one, tmp_path)
    whole = checking.check(other)
    assert whole.problems == []
    assert not (other.paths.data_dir / scratch.NAME).exists()
    before = whole.state_hash
    take(
        other,
        "visits",
        "実施日,対象者番号,方法\n" + "2023-11-01,001,訪問\n2023-11-02,001,訪問\n" * 3,
        tmp_path,
    )
    assert checking.check(other).state_hash != before
    undoing.undo_last(other)
    assert checking.check(other).problems == []
    again = take(other, "visits", VISITS + "2023-11-01,001,V01,訪問,,,\n", tmp_path)
    assert (again.added, again.unchanged) == (1, 3)


def test_a_file_that_is_laid_aside_holds_nothing_that_can_be_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(pile, "MOST", 1)
    close = scratch.Scratch.close

    def looked_at(self: scratch.Scratch) -> None:
        self._connection.execute("COMMIT")  # now it is on the disk
        seen.append((desk.paths.data_dir / scratch.NAME).read_bytes())
        close(self)

    monkeypatch.setattr(scratch.Scratch, "close", looked_at)
    take(desk, "people", PEOPLE, tmp_path, dry_run=True)
    assert seen
    assert all(len(data) >= 8192 and "髙橋".encode() not in data and b"0166" not in data for data in seen)


def test_memory_does_not_grow_with_the_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(desk, "volunteers", VOLUNTEERS, tmp_path)
    take(desk, "people", PEOPLE, tmp_path)
    monkeypatch.setattr(pile, "MOST", 100)

    def peak(rows: int) -> int:
        path = tmp_path / "long.csv"
        body = "".join(f"2023-10-{n % 28 + 1:02},001,V01,訪問,,,めも {n}\n" for n in range(rows))
        path.write_text(VISITS.splitlines()[0] + "\n" + body, encoding="utf-8")
        tracemalloc.start()
        report = import_table(desk, "visits", path, dry_run=True).result
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (report.read, report.added) == (rows, rows)
        return top

    short, long = peak(300), peak(900)
    # Held in memory a row costs some 1,000 bytes; what is left is its line, its day and what the collector has not met.
    assert (long - short) / 600 < 600


def test_a_file_of_nothing_but_faults_and_a_line_without_an_end_are_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MOST", 20)
    with pytest.raises(InputError, match="20か所をこえました"):
        take(desk, "visits", "実施日,対象者番号,方法\n" + "いつか,x,訪問\n" * 30, tmp_path)
    with pytest.raises(InputError, match="長すぎます"):
        take(desk, "visits", "実施日,対象者番号,方法\n" + "あ" * (1 << 20), tmp_path)
