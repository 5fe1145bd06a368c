"""The power goes while somebody types: the next start gives everything back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from e2e.conftest import PASSPHRASE

AT_THE_WINDOW = Path(__file__).with_name("at_the_window.py")


def _sit(folder: Path, what: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(AT_THE_WINDOW), str(folder), PASSPHRASE, what],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not of this system")
def test_every_field_is_back_after_kill_9(run: Any) -> None:
    folder = run.folder / "laptop"
    cut = _sit(folder, "type")
    assert cut.returncode == -signal.SIGKILL, cut.stderr
    typed = json.loads(cut.stdout)
    assert typed[0]["marks"] == "電"
    assert typed[1]["person_name_field"] == "yamada"
    lying_open = [p for p in folder.rglob("*") if p.is_file() and b"yamada" in p.read_bytes()]
    assert lying_open == []
    again = _sit(folder, "again")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout) == typed
