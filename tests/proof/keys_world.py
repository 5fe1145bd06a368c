"""A council and two laptops on real files, with people who come and go, and everything that somebody may have copied.

What a secret could open is tried with the secret itself: today's file beside every slot file there is or ever was.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyrage

from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import erasing, people
from sasaeai_desktop.services.safety import access, escrow, putting_back, second_place, setup, users
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.vault import resealing
from sasaeai_desktop.vault.slots import PRACTICE
from tests.attacks.stage import Stage, acts, hand_of, names
from tests.proof.comparing import hold
from tests.services.city import PASSPHRASE, TODAY

SECOND = "原田 ミツ"


@cache
def template() -> Path:
    """Return a folder with a council and two laptops that know each other; every example gets a copy."""
    folder = Path(tempfile.mkdtemp(prefix="sasaeai-keys-"))
    city = Stage(folder)
    city.pair()
    (folder / "order").write_text("\n".join(d.paths.data_dir.name for d in city.desks))
    city.close()
    return folder


@dataclass
class Secrets:
    """What opens a laptop, and what opened it once.

    Attributes:
        passphrase: of the person at the desk.
        second: of a second person, "" when nobody else opens it.
        paper: of its paper, "" when it was never seen.
        ended: (what it was, secret) that must open nothing written since.
        copies: slot files that somebody copied.
        thieves: desks on copies of everything, whose device keys ended since.
    """

    passphrase: str = PASSPHRASE
    second: str = ""
    paper: str = ""
    entrusted: bool = False
    ended: list[tuple[str, str]] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)
    thieves: list[Desk] = field(default_factory=list)


class KeysWorld:
    """One example: every deed takes a few small numbers."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sasaeai-keys-"))
        shutil.copytree(template(), self.folder, dirs_exist_ok=True)
        self.city = Stage.__new__(Stage)
        self.city.folder, self.city.clock, self.city.stick = (
            self.folder,
            clock_at(TODAY),
            self.folder / "stick",
        )
        self.city.desks = []
        self.day = TODAY
        order = (self.folder / "order").read_text().splitlines()
        self.council, self.first, self.second = (self._open(app_paths(self.folder / n)) for n in order)
        self.city.council = self.council
        self.secrets = Secrets()
        self.made = 0
        self.newest: Path | None = None
        self.elsewhere = self.folder / "drawer"
        self.elsewhere.mkdir()

    def _open(self, paths: AppPaths, passphrase: str = PASSPHRASE) -> Desk:
        desk = setup.open_desk(paths, passphrase, Clock(lambda: clock_at(self.day).now()))
        self.city.desks.append(desk)
        return desk

    def close(self) -> None:
        """Let everything go."""
        self.city.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh(self) -> str:
        """Return a word that nobody has used."""
        self.made += 1
        return f"あたらしい ことば {self.made}"

    # -- what people do ----------------------------------------------------------------------------------------------

    def write(self, a: int) -> None:
        """Enter a person and an act at one of the laptops."""
        desk = (self.first, self.second)[a % 2]
        self.made += 1
        person = people.save_person(desk, None, {"name": f"あとの 人{self.made}"}).result
        watching.record_visit(desk, watching.VisitDraft(person, min("2023-12-01", desk.today()), "visit"))

    def change_passphrase(self, _a: int) -> None:
        """A person at the first laptop takes another passphrase."""
        s, new = self.secrets, self.fresh()
        old = s.passphrase

        def change() -> None:
            access.change_passphrase(self.first, old, new, kdf=PRACTICE)
            s.passphrase = new

        self._end("passphrase", old, change)

    def new_paper(self, _a: int) -> None:
        """The first laptop gets a new paper."""
        s = self.secrets
        old, s.paper = s.paper, access.new_paper_key(self.first, s.passphrase).result
        if old:
            s.ended.append(("paper", old))
            self._written()

    def come(self, _a: int) -> None:
        """A second person may open the first laptop."""
        s = self.secrets
        if not s.second:
            s.second = self.fresh()
            users.add(self.first, s.passphrase, SECOND, s.second, kdf=PRACTICE)

    def go(self, _a: int) -> None:
        """The second person is taken off, having copied everything the day before."""
        s = self.secrets
        if s.second:
            thief = self.city.stolen(self.first)
            thief.clock = clock_at(TODAY)
            s.thieves.append(thief)
            gone, s.second = s.second, ""
            self._end("a removed person", gone, lambda: users.disable(self.first, s.passphrase, SECOND))

    def entrust(self, a: int) -> None:
        """A key is entrusted to the council, or taken back."""
        s = self.secrets
        if not s.entrusted:
            escrow.give(self.first, s.passphrase)
            s.entrusted = True
        elif a % 2:
            key = escrow.open_entrusted(self.council, self.first.paths.data_dir).result.key
            self._end("what was entrusted", key, lambda: escrow.take_back(self.first, s.passphrase))
            s.entrusted = False

    def _end(self, what: str, secret: str, work: Callable[[], object]) -> None:
        self.copy_slots(0)
        work()
        self.secrets.ended.append((what, secret))
        self._written()

    def _written(self) -> None:
        people.save_person(self.first, None, {"name": f"あとの 人{self.made}"})
        self.check_secrets()

    def copy_slots(self, _a: int) -> None:
        """Somebody copies the slot file of the first laptop."""
        self.made += 1
        copy = self.folder / f"copied-{self.made}.json"
        shutil.copyfile(self.first.paths.vault, copy)
        self.secrets.copies.append(copy)

    # -- backups -----------------------------------------------------------------------------------------------------

    def back_up(self, a: int) -> None:
        """Take a backup of the first laptop, whatever its clock says."""
        self.day = ("2024-04-05", "2099-01-01", "2015-02-03", "2024-04-06", "2023-12-31", "2031-05-05")[a % 6]
        self.write(0)
        self.newest = backups.back_up(self.first).path
        self.check_newest()

    def copy_elsewhere(self, a: int) -> None:
        """Put the newest backup on a stick; the stick may be pulled, or be in again."""
        if a % 3 == 2:
            away = self.folder / "pulled"
            there = self.elsewhere if self.elsewhere.exists() else away
            there.rename(away if there == self.elsewhere else self.elsewhere)
        elif self.elsewhere.exists():
            self.newest = None  # it may have taken a backup of its own
            second_place.copy_to(self.first, self.elsewhere)
            self.check_secrets()

    def restore(self, a: int) -> None:
        """An old backup takes today's place, opened with what opens today."""
        kept = backups.kept(self.first.paths)
        if not kept:
            return
        self.first.close()
        with contextlib.suppress(UserError):  # of before the person's present passphrase
            putting_back.restore_backup(
                self.first.paths, kept[a % len(kept)].path, self.secrets.passphrase, self.first.clock
            )
        self.first = self._open(self.first.paths, self.secrets.passphrase)
        self.newest = None
        s = self.secrets
        s.entrusted = bool(escrow.state(self.first).on)
        here = {u.name for u in users.users(self.first) if u.here}
        hold(16, bool(s.second) or SECOND not in here, "a backup brought a removed person back")
        self._written()

    def reopen(self, _a: int) -> None:
        """Close the first laptop and open it again."""
        self.first.close()
        self.first = self._open(self.first.paths, self.secrets.passphrase)
        self.check_secrets()

    # -- sticks ------------------------------------------------------------------------------------------------------

    def exchange(self, _a: int) -> None:
        """Carry everything to everyone by the ordinary way."""
        city = self.city
        for source, target, route in (
            (self.first, self.second, Route.TO_SIBLING), (self.second, self.first, Route.TO_SIBLING),
            (self.first, self.council, Route.TO_COUNCIL), (self.second, self.council, Route.TO_COUNCIL),
            (self.council, self.first, Route.TO_DISTRICT), (self.council, self.second, Route.TO_DISTRICT),
        ):  # fmt: skip
            with contextlib.suppress(
                UserError
            ):  # a laptop restored to before it was let in has nobody to write to
                city.take(target, city.send(source, route, "12" if route is Route.TO_DISTRICT else ""))
        hold(17, acts(self.council) == acts(self.second), "the council counts otherwise than the district")
        self._old_keys_read_nothing()

    def _old_keys_read_nothing(self) -> None:
        """16: once everybody has heard of the new keys, no stick can be read with a removed person's."""
        if not self.secrets.thieves:
            return
        self.write(1)
        sticks = [
            self.city.send(self.second, Route.TO_SIBLING),
            self.city.send(self.council, Route.TO_DISTRICT, "12"),
        ]
        for thief in self.secrets.thieves:
            with reading(thief) as session:
                old = pyrage.x25519.Identity.from_str(device_keys(session).age_secret)
            for path in sticks:
                with contextlib.suppress(pyrage.DecryptError):
                    pyrage.decrypt(path.read_bytes(), [old])
                    hold(16, False, "the keys of a removed person read a stick of today")

    def forge(self, a: int) -> None:
        """A removed person writes an act with a copy of everything, for the council or the other laptop."""
        if not self.secrets.thieves:
            return
        thief = self.secrets.thieves[a % len(self.secrets.thieves)]
        self.exchange(0)
        person = people.find_people(thief, "")[0].id
        watching.record_visit(thief, watching.VisitDraft(person, "2023-11-11", "visit"))
        target, route = ((self.council, Route.TO_COUNCIL), (self.second, Route.TO_SIBLING))[a % 2]
        self._unmoved(17, target, self.city.by_hand(thief, target, route), "a removed person's act counts")

    def hostile_sibling(self, a: int) -> None:
        """Somebody at a copy of the other laptop wants people erased, without a word to anybody."""
        self.exchange(0)
        thief = self.city.stolen(self.second)
        thief.clock = clock_at(TODAY)
        for person in people.find_people(thief, "")[: 1 + a % 3]:
            erasing.erase_person(thief, person.id, "申し出")
        path = self.city.by_hand(thief, self.first, Route.TO_SIBLING)
        before = names(self.first)
        self.city.take(self.first, path)
        hold(18, names(self.first) == before, "an erasure from outside took names that nobody here gave away")

    def hostile_council(self, a: int) -> None:
        """Somebody at a copy of the council's computer writes into the district."""
        self.exchange(0)
        thief = self.city.stolen(self.council)
        with reading(self.first) as session:
            visit = bytes(
                session.exec_driver_sql("SELECT id FROM visit WHERE gone = 0 ORDER BY id LIMIT 1").scalar()
            )
        with hand_of(thief) as session:
            if a % 3 == 0:
                session.record(Visit, Id(visit), {"date": "2022-02-02"}, district="12")
            elif a % 3 == 1:
                session.delete(Visit, Id(visit))
            else:
                session.record_many(
                    Visit, [(session.new_id(), {"date": "2023-12-12", "method": "visit"})], district="12"
                )
        path = self.city.by_hand(thief, self.first, Route.TO_DISTRICT)
        self._unmoved(17, self.first, path, "a council moved what is not its own")

    def _unmoved(self, number: int, desk: Desk, path: Path, words: str) -> None:
        before = acts(desk), names(desk)
        self.city.take(desk, path)
        hold(number, (acts(desk), names(desk)) == before, words)

    # -- what must hold ----------------------------------------------------------------------------------------------

    def check_secrets(self) -> None:
        """16: no secret that ended opens today's file, nor a backup that is kept here or can be reached."""
        paths = self.first.paths
        kept = [b.path / "vault.json" for b in backups.kept(paths)]
        away = sorted(self.elsewhere.rglob("vault.json"))
        told = {f"{n}" for _, old in second_place.second_place(self.first).old for n in old}
        for what, secret in self.secrets.ended:
            if secret in (self.secrets.passphrase, self.secrets.second):
                continue
            for file in [paths.vault, paths.vault_copy, *kept, *self.secrets.copies, *away]:
                key = resealing.opener(secret)(file)
                if key is None:
                    continue
                hold(16, not self._opens(key), f"{what} opens today's file beside {file.name}")
                hold(16, file not in kept, f"{what} opens a backup that is kept")
                hold(
                    16,
                    file not in away or file.parent.name in told,
                    f"{what} opens a copy elsewhere, and nobody is told",
                )
        key = resealing.opener(self.secrets.passphrase)(paths.vault)
        hold(16, key is not None and self._opens(key), "who should open it cannot")

    def _opens(self, key: bytes) -> bool:
        if not self.first.database.lend_key(lambda own: own == key):
            with contextlib.suppress(UserError):
                Database(self.first.paths.database, key).close()
                return True
            return False
        return True

    def check_newest(self) -> None:
        """20: the backup made last is the newest, whatever the clock was; it is neither hidden nor thinned away."""
        kept = [b.path for b in backups.kept(self.first.paths)]
        hold(
            20,
            bool(kept) and kept[0] == self.newest,
            f"the newest backup is not first among {[p.name for p in kept]}",
        )


DEEDS: dict[str, Callable[[KeysWorld, int], Any]] = {
    deed.__name__: deed
    for deed in (
        KeysWorld.write, KeysWorld.change_passphrase, KeysWorld.new_paper, KeysWorld.come, KeysWorld.go, KeysWorld.entrust,
        KeysWorld.copy_slots, KeysWorld.back_up, KeysWorld.copy_elsewhere, KeysWorld.restore, KeysWorld.reopen,
        KeysWorld.exchange, KeysWorld.forge, KeysWorld.hostile_sibling, KeysWorld.hostile_council,
    )
}  # fmt: skip
