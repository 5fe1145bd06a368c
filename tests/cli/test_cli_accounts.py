"""Accounts by the command line: roles, passphrases that are too weak, waits after wrong ones, and the log of it all."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import Call

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import setup, tries
from sasaeai_desktop.vault.slots import PRACTICE

WATCHER = "yama-kawa-taiko-mikan"


@pytest.fixture
def shared(tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A laptop of two, with one planted person."""
    folder = tmp_path / "desk"
    desk = setup.begin_district(app_paths(folder), "12", "新旭川", passphrase, Clock(), kdf=PRACTICE).desk
    people.save_person(desk, None, {"name": "ひみつだ 花子", "number": "S-1", "phone": "090-7777-1234"})
    desk.close()
    (tmp_path / "new.txt").write_text(WATCHER, encoding="utf-8")
    return folder


def test_a_watcher_gets_nothing_by_any_command(
    shared: Path, call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at = ("--data-dir", shared)
    added = call(
        *at, "user", "add", "見守 太郎", "--role", "担い手", "--new-passphrase-file", tmp_path / "new.txt"
    )
    assert added.code == 0, added.err
    monkeypatch.setenv("SASAEAI_PASSPHRASE", WATCHER)
    out = tmp_path / "out"
    out.mkdir()
    commands = [
        ("export", "people", "--out", out / "p.csv"),
        ("export", "visits", "--out", out / "v.xlsx"),
        ("print", "register-card", "--person", "S-1", "--out", out / "r.pdf"),
        ("report", "annual", "--year", "2023", "--json"),
        ("report", "trace", "watch.people", "--year", "2023", "--json"),
        ("report", "missing", "--year", "2023", "--json"),
        ("bundle", "export", "--to", "sibling", "--out", out),
        ("erase", "--person", "S-1", "--reason", "x", "--yes"),
        ("conflicts", "list"),
        ("people", "twins", "--json"),
        ("audit", "list"),
        ("user", "add", "x", "--new-passphrase-file", tmp_path / "new.txt"),
        ("key", "paper", "--out", out / "k.pdf"),
        ("device", "invite", "--out", out),
        ("council", "export-identity", "--out", out / "i", "--yes"),
        ("backup", "second", "--to", out),
    ]
    for command in commands:
        said = call(*at, *command)
        assert "ひみつだ" not in said.out + said.err, command
        assert "7777" not in said.out + said.err, command
        assert said.code in {0, 2, 3}, (command, said.err)
    left = [p for p in out.rglob("*") if p.is_file() and p.stat().st_size]
    assert left == []
    assert call(*at, "user", "role", "はじめの人", "世話係").code == 3


def test_a_new_passphrase_and_the_log(shared: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    at = ("--data-dir", shared)
    monkeypatch.setenv("SASAEAI_NEW_PASSPHRASE", "sakura2024")
    weak = call(*at, "user", "passphrase")
    assert weak.code == 2
    assert "言葉を3つ4つ" in weak.err
    monkeypatch.setenv("SASAEAI_NEW_PASSPHRASE", WATCHER)
    assert call(*at, "user", "passphrase").code == 0
    assert call(*at, "check").code == 3
    monkeypatch.setenv("SASAEAI_PASSPHRASE", WATCHER)
    listed = call(*at, "audit", "list", "--json").json
    said = [line["what"] for line in listed]
    assert "合いことばを変えました" in said
    assert "このまえに、合いことばの まちがいが 1回 ありました" in said


def test_wrong_passphrases_wait_longer_each_time_also_after_a_restart(shared: Path) -> None:
    paths = app_paths(shared)
    for _ in range(tries.FREE + 1):
        with pytest.raises(setup.LockedError, match="合いことば"):
            setup.open_desk(paths, "ちがう言葉", Clock())
        if tries.tries_of(paths).wrong > tries.FREE:
            break
    with pytest.raises(setup.LockedError) as waiting:
        setup.open_desk(paths, "ちがう言葉", Clock())
    assert "秒 まって" in waiting.value.todo
    assert tries.tries_of(paths).wrong == tries.FREE + 1
