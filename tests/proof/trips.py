"""Sticks between laptops and a council, and what becomes of them on the way."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import bundles, receiving
from sasaeai_desktop.services.usb.receiving import Imported
from tests.proof.parcels import spoiled
from tests.services.city import City


@dataclass
class Stick:
    """A bundle under way."""

    blob: bytes
    name: str
    to: list[Laptop]
    due: int


@dataclass
class Laptop:
    """A computer with its wrong clock and, where it is one that comes to grief, an old copy of its file."""

    desk: Desk
    wrong_by: int = 0
    copy: Any = None
    gone: bool = False

    @property
    def code(self) -> str:
        return self.desk.me.code

    def set_day(self, day: str) -> None:
        """Let its clock say a day, wrong as it is."""
        moment = datetime.fromisoformat(f"{day}T14:31:00").astimezone() + timedelta(days=self.wrong_by)
        self.desk.clock = Clock(lambda: moment)


class DifferError(AssertionError):
    """A figure is not what the oracle counts."""


@dataclass
class Told:
    """What happened in a run, for the table."""

    happened: Counter[str] = field(default_factory=Counter)
    acts: int = 0
    seconds: float = 0.0


class Trips:
    """Who there is, and the sticks that are under way."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = Random(f"year {seed}")
        self.told = Told()
        self.folder = folder
        self.laptops: dict[str, list[Laptop]] = {}
        self.sticks: list[Stick] = []
        self.files = 0
        self.city = City(folder)
        self.council = Laptop(self.city.council)

    # -- sticks ----------------------------------------------------------------------------------------------------------

    def _write(self, laptop: Laptop, route: Route, code: str = "") -> tuple[bytes, str] | None:
        self.files += 1
        stick = self.folder / f"stick-{self.files}"
        try:
            path = bundles.export(laptop.desk, route, stick, code).result.path
        except UserError:
            return None
        finally:
            for file in stick.glob("*"):
                blob = file.read_bytes()
            shutil.rmtree(stick, ignore_errors=True)
        self.told.happened["sticks"] += 1
        return blob, path.name

    def _read(self, laptop: Laptop, blob: bytes, name: str) -> Imported:
        self.files += 1
        path = self.folder / f"in-{self.files}-{name}"
        path.write_bytes(blob)
        done = receiving.import_files(laptop.desk, [path]).result[0]
        path.unlink()
        return done

    def _hand(self, laptop: Laptop, route: Route, to: list[Laptop], code: str = "") -> int:
        """Carry one bundle safely; returns how many changes were new."""
        written = self._write(laptop, route, code)
        if written is None:
            return 0
        found = 0
        for other in to:
            done = self._read(other, *written)
            if done.state == "refused":
                raise DifferError(f"{laptop.code} to {other.code}: refused, {done.check} {done.reason}")
            found += done.changes
        return found

    def _send(self, laptop: Laptop, route: Route, to: list[Laptop], month: int, code: str = "") -> None:
        """Put a bundle on its way; what becomes of the stick is a matter of luck."""
        written = self._write(laptop, route, code)
        if written is None:
            return
        luck, happened = self.random.random(), self.told.happened
        if luck < 0.08:
            happened["lost"] += 1
            return
        if luck < 0.18:
            happened["late"] += 1
            self.sticks.append(Stick(*written, to, month + self.random.randint(1, 3)))
            return
        if luck < 0.23:
            self._swap(written)
            if luck < 0.205:
                return  # and nobody brings it back
        elif luck < 0.28:
            happened["spoiled"] += 1
            for other in to:
                done = self._read(other, spoiled(written[0], self.random.randrange(1, 1 << 30)), written[1])
                if done.state != "refused":
                    raise DifferError(f"a spoiled stick was {done.state}")
            return
        elif luck < 0.36:
            happened["repeated"] += 1
            self.sticks.append(Stick(*written, to, month + 1))
        self.sticks.append(Stick(*written, to, month))

    def _swap(self, written: tuple[bytes, str]) -> None:
        """Give the stick to somebody it is not meant for."""
        self.told.happened["swapped"] += 1
        members = self.random.choice(list(self.laptops.values()))
        wrong = members[0]
        done = self._read(wrong, *written)
        if done.state == "refused":
            self.told.happened["refused"] += 1

    def _deliver(self, month: int) -> None:
        due = [stick for stick in self.sticks if stick.due <= month]
        self.sticks = [stick for stick in self.sticks if stick.due > month]
        self.random.shuffle(due)
        for stick in due:
            for laptop in stick.to:
                if not laptop.gone:
                    done = self._read(laptop, stick.blob, stick.name)
                    self.told.happened[done.state] += 1
