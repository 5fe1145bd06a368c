"""A forgotten passphrase: the paper key opens, here and in a backup, and the person gets a new passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop.services.safety import access


def test_the_paper_key_gives_a_new_passphrase_and_opens_backups(
    call: Any, begun: Any, opened: Any, tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun("12")
    desk = opened(folder)
    key = access.new_paper_key(desk, passphrase).result
    desk.close()
    backup = call("backup", "create", "--data-dir", folder, "--json").json["path"]
    paper = tmp_path / "paper.txt"
    paper.write_text(key.lower().replace("-", " ") + "\n", encoding="utf-8")
    recover = ("key", "recover", "--paper-file", paper, "--data-dir", folder, "--json")

    monkeypatch.setenv("SASAEAI_PASSPHRASE", key)
    assert call("check", "--data-dir", folder).code == 3  # every day it is the passphrase
    assert call("backup", "verify", backup, "--data-dir", folder, "--json").json["ok"] is True
    assert call("backup", "restore", backup, "--yes", "--data-dir", folder).code == 0

    monkeypatch.setenv("SASAEAI_PASSPHRASE", "あたらしい あさ")
    assert call(*recover).code == 0
    assert call("check", "--data-dir", folder, "--json").json["ok"] is True
    monkeypatch.setenv("SASAEAI_PASSPHRASE", passphrase)
    assert call("check", "--data-dir", folder).code == 3

    paper.write_text(key.replace(key[0], "7" if key[0] != "7" else "8", 1), encoding="utf-8")
    wrong = call(*recover)
    assert (wrong.code, "1番目" in wrong.json["error"]) == (2, True)
    assert call("key", "recover", "--data-dir", tmp_path / "nothing").code == 3
    unasked = call("key", "recover", "--data-dir", folder, "--json")
    assert (unasked.code, "復旧キー" in unasked.json["error"]) == (3, True)
