"""A council with its district, and somebody at one of the desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sasaeai_desktop.services.desk.desk import Desk
from ui.pages.usb_desk import City, Driver, build_city

Opener = Callable[[Desk], Driver]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> City:
    return build_city(tmp_path_factory.mktemp("city"))


@pytest.fixture
def city(built: City, tmp_path: Path) -> City:
    return built.copied(tmp_path / "city")


@pytest.fixture
def drive(show) -> Iterator[Opener]:
    made: list[Driver] = []

    def opened(desk: Desk) -> Driver:
        made.append(Driver(desk, show))
        return made[-1]

    yield opened
    for driver in made:
        driver.close()
