"""Fixtures for every room: no test sees the data or the settings of whoever runs it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.vault.slots import PRACTICE

PASSPHRASE = "ふゆの さんぽ 12"

# The suite tries the same examples each time, so that a change is judged by what it does and not by the luck of the day;
# SASAEAI_RANDOM=1 tries others.
settings.register_profile("same", derandomize=True)
settings.load_profile("default" if os.environ.get("SASAEAI_RANDOM") else "same")


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the runner's own SASAEAI_ variables, and point the default data folder to nowhere."""
    for name in [n for n in os.environ if n.startswith("SASAEAI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SASAEAI_DATA_DIR", str(tmp_path_factory.getbasetemp() / "not-set-up"))


@pytest.fixture(scope="session")
def passphrase() -> str:
    """The passphrase of every installation that tests begin."""
    return PASSPHRASE


# A test makes many objects and few circles: looking for them less often takes a tenth off the suite's time.
gc.set_threshold(50_000, 20, 50)


BeginDesk = Callable[[str], Path]


@pytest.fixture
def begun(tmp_path: Path) -> BeginDesk:
    """Begin an installation whose passphrase is cheap to check: "00" is a council, else a district's code."""

    def begin(code: str) -> Path:
        folder = tmp_path / f"desk-{code}"
        start = setup.begin_council if code == "00" else setup.begin_district
        name = "市社協" if code == "00" else f"第{code}地区"
        start(app_paths(folder), code, name, PASSPHRASE, Clock(), kdf=PRACTICE).desk.close()
        return folder

    return begin


@pytest.fixture
def opened() -> Callable[[Path], Desk]:
    """Open an installation; close it yourself before a command opens it."""
    return lambda folder: setup.open_desk(app_paths(folder), PASSPHRASE, Clock())
