"""The window's commands as processes of their own, without a screen."""

from __future__ import annotations

import struct
import sys
from typing import Any

import pytest


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_pictures_of_a_page_leave_the_data_alone(run: Any) -> None:
    before = run.checked("laptop")
    command = ("screenshots", "--out", "pictures", "--today", "2024-03-15", "--page")
    written = run("laptop", *command, "watch", "--json").json
    assert written == ["pictures/watch.png"]
    assert _size((run.folder / written[0]).read_bytes()) == (1366, 768)
    assert run("laptop", *command, "unlock", "--text", 28, "--json").json == ["pictures/unlock.png"]
    assert run.checked("laptop") == before


def test_selftest_goes_through_the_main_job_on_a_copy(run: Any) -> None:
    before = run.checked("laptop")
    steps = run("laptop", "selftest", "--json").json
    assert len(steps) >= 6
    assert all(step["ok"] for step in steps), steps
    assert run.checked("laptop") == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_no_screen_is_said_plainly(run: Any) -> None:
    env = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    said = run("laptop", code=2, env=env)
    assert "画面がない" in said.err
