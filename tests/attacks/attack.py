"""One row of the table, and the ground on which it is carried out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop.__main__ import main
from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.vault.slots import PRACTICE
from tests.services.city import PASSPHRASE, TODAY, City


@dataclass
class Ground:
    """A folder of its own, and short ways to what rows need."""

    folder: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]
    closing: list[Callable[[], object]] = field(default_factory=list)

    def paths(self, name: str = "desk") -> AppPaths:
        return app_paths(self.folder / name)

    def begun(self, name: str = "desk", *, clock: Clock | None = None) -> Desk:
        """A district's desk, open."""
        when = clock or clock_at(TODAY)
        desk = setup.begin_district(self.paths(name), "12", "新旭川", PASSPHRASE, when, kdf=PRACTICE).desk
        self.closing.append(desk.close)
        return desk

    def opened(self, name: str = "desk", passphrase: str = PASSPHRASE, *, clock: Clock | None = None) -> Desk:
        desk = setup.open_desk(self.paths(name), passphrase, clock or clock_at(TODAY))
        self.closing.append(desk.close)
        return desk

    def city(self, clock: Clock | None = None) -> City:
        made = City(self.folder, clock)
        self.closing.append(made.close)
        return made

    def call(self, *arguments: object, passphrase: str = PASSPHRASE) -> tuple[int, str, str]:
        """Run a command; returns its exit code, stdout and stderr."""
        self.patch.setenv("SASAEAI_PASSPHRASE", passphrase)
        self.capture.readouterr()
        code = main([str(each) for each in arguments])
        said = self.capture.readouterr()
        return code, said.out, said.err

    def json(self, *arguments: object) -> Any:
        return json.loads(self.call(*arguments, "--json")[1])

    def told(self, act: Callable[[], object]) -> str:
        """Return what the person is told when an act is refused."""
        with pytest.raises(UserError) as refused:
            act()
        return f"{refused.value.what}{refused.value.todo}"


@dataclass(frozen=True)
class Attack:
    """What is done, what the person sees of it, and how it is carried out here.

    Attributes:
        name: what somebody does, or what goes wrong.
        sees: words that the person is shown; "" where all simply goes on.
        run: carries it out, asserts what must hold, and returns what the person was told.
    """

    name: str
    sees: str
    run: Callable[[Ground], str]
