"""What must hold of a folder in which an act was cut off: before the act or after it, never between."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sasaeai_desktop.domain.errors import LockedError, UserError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import checking, escrow, second_place, users
from sasaeai_desktop.services.usb import bundles, receiving
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.vault import keeper, resealing
from sasaeai_desktop.vault.slots import PRACTICE
from tests.crash import acts
from tests.crash.recording import Op, record
from tests.crash.worlds import STICK, Image, Way, after, image_of, lay_out
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City

Look = Callable[[Path], str]
"""Says in a word which state a folder is in; whatever it raises is a fault."""


@dataclass(slots=True)
class Scene:
    """An act, watched once.

    Attributes:
        name: of the act.
        before: the folder before it.
        ops: what it did.
        look: tells the states apart.
        states: the words of the states in their order: one more than there are acknowledged steps.
    """

    name: str
    before: Image
    ops: list[Op]
    look: Look
    states: list[str] = field(default_factory=list)


def checked(folder: Path, passphrase: str = PASSPHRASE) -> str:
    """Open the installation, let it prove itself, and return its state."""
    desk = acts.opened(folder, passphrase)
    try:
        found = checking.check(desk)
        assert found.ok, found.problems
        return found.state_hash
    finally:
        desk.close()


def _with_backups(folder: Path) -> str:
    """Return the state, and how many backups there are; each of them must open and be whole."""
    state = checked(folder)
    paths = app_paths(folder / "data")
    made = backups.kept(paths)
    for backup in made:
        checking.verify_backup(paths, backup.path, PASSPHRASE)
    return f"{state} {len(made)} backups"


def _with_passphrase(folder: Path) -> str:
    """Return which passphrase opens; it opens the backups too, and the other one nothing."""
    try:
        found, given, ended = f"old {checked(folder)}", PASSPHRASE, acts.OTHER
    except LockedError:
        found, given, ended = f"new {checked(folder, acts.OTHER)}", acts.OTHER, PASSPHRASE
    _check_backups(folder, given, ended)
    return found


def _with_copies_elsewhere(folder: Path) -> str:
    """As ``_with_passphrase``; the copies on the stick follow at the latest when it is opened with the stick in."""
    with contextlib.chdir(folder):
        found = _with_passphrase(folder)
        given, ended = (PASSPHRASE, acts.OTHER) if found.startswith("old") else (acts.OTHER, PASSPHRASE)
        desk = acts.opened(folder, given)
        assert second_place.second_place(desk).old == (), "a copy that could be reached is still marked"
        desk.close()
        copies = sorted((folder / STICK).rglob("vault.json"))
        assert copies, "a copy is lost"
        for file in copies:
            assert resealing.opener(given)(file) is not None, "nobody opens a copy any more"
            assert resealing.opener(ended)(file) is None, "a secret that ended opens a copy"
    return found


def _entrusted(key: str) -> Look:
    """Return what tells whether the council's key still opens, and holds that it opens no backup if not."""

    def look(folder: Path) -> str:
        checked(folder)
        paths = app_paths(folder / "data")
        try:
            keeper.unlock_with_paper(paths, key)
            return "entrusted"
        except LockedError:
            _check_backups(folder, PASSPHRASE, key)
            return "taken back"

    return look


def _put_out(device: str) -> Look:
    """Return what tells whether the second person still gets in, and holds that nothing of before is left if not."""

    def look(folder: Path) -> str:
        checked(folder)
        paths = app_paths(folder / "data")
        try:
            keeper.unlock(paths, acts.SECOND_PASSPHRASE)
            _check_backups(folder, PASSPHRASE, acts.OTHER)
            return "the second person gets in"
        except LockedError:
            _check_backups(folder, PASSPHRASE, acts.SECOND_PASSPHRASE)
        desk = acts.opened(folder)
        desk.close()
        assert desk.me.device != device, "the device still has its old keys"
        return "the second person is out"

    return look


def _check_backups(folder: Path, opens: str, ended: str) -> None:
    paths = app_paths(folder / "data")
    assert backups.kept(paths), "a backup is lost"
    for backup in backups.kept(paths):
        checking.verify_backup(paths, backup.path, opens)
        try:
            checking.verify_backup(paths, backup.path, ended)
        except LockedError:
            continue
        raise AssertionError("a secret that ended, or never was, opens a backup")


def _with_keys(folder: Path) -> str:
    """Return the state, and the public key that others write to."""
    state = checked(folder)
    desk = acts.opened(folder)
    try:
        with reading(desk) as session:
            return f"{state} {device_keys(session).public.age}"
    finally:
        desk.close()


def _with_stick(council: Path, scratch: Path) -> Look:
    """Return what lets the council read what lies on the stick, and then take the laptop's next export."""

    def look(folder: Path) -> str:
        checked(folder)
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(council, scratch / "data")
        receiver = acts.opened(scratch)
        found = sorted((folder / STICK).glob("*.age"))
        for path in found:
            (result,) = receiving.import_files(receiver, [path]).result
            assert result.state == "applied", (path.name, result)
        laptop = acts.opened(folder)
        again = bundles.export(laptop, Route.TO_COUNCIL, scratch / STICK).result
        laptop.close()
        (result,) = receiving.import_files(receiver, [again.path]).result
        assert result.state == ("already" if found else "applied"), result
        whole = checking.check(receiver)
        receiver.close()
        assert whole.ok, whole.problems
        return f"{whole.state_hash} {len(found)} on the stick"

    return look


def scenes(folder: Path, names: tuple[str, ...] = tuple(acts.ACTS)) -> Iterator[Scene]:
    """Make a small city, let a process of its own do each act in a copy of it, and watch."""
    city = City(folder / "city")
    laptop = city.district("12", "新旭川")
    city.load(laptop, volunteers=VOLUNTEERS, people=PEOPLE)
    first = city.send(laptop)
    city.load(laptop, visits=VISITS)
    second = city.send(laptop)
    users.add(laptop, PASSPHRASE, acts.SECOND, acts.SECOND_PASSPHRASE, kdf=PRACTICE)
    escrow.give(laptop, PASSPHRASE)
    key = escrow.open_entrusted(city.council, laptop.paths.data_dir).result.key
    backups.back_up(laptop)
    people.save_person(laptop, None, {"name": "小林 キミ", "kana": "こばやし きみ"})
    council, home = city.council.paths.data_dir, laptop.paths.data_dir
    city.close()
    looks: dict[str, Look] = {
        "take-in": checked,
        "back-up": _with_backups,
        "restore": checked,
        "passphrase": _with_passphrase,
        "export": _with_stick(council, folder / "receiver"),
        "rotate": _with_keys,
        "put-out": _put_out(laptop.me.device),
        "elsewhere": _with_copies_elsewhere,
        "take-back": _entrusted(key),
    }
    for name in names:
        place = folder / name
        shutil.copytree(council if name == "take-in" else home, place / "data")
        (place / STICK).mkdir()
        if name == "take-in":
            for path in (first, second):
                shutil.copy(path, place / STICK)
        if name == "elsewhere":
            with contextlib.chdir(place):
                desk = acts.opened(place)
                second_place.copy_to(desk, Path(STICK))
                desk.close()
        before = image_of(place)
        ops = record(place, "tests.crash.acts", name, str(place))
        scene = Scene(name, before, ops, looks[name])
        scene.states = _states(scene, folder / "found")
        yield scene


def _states(scene: Scene, place: Path) -> list[str]:
    """Return the states that the acknowledged steps lead to."""
    stops = [0, *(n + 1 for n, op in enumerate(scene.ops) if op.what == "ack")]
    states = []
    for stop in stops:
        image, _ = after(scene.before, scene.ops, stop, Way.KILLED, random.Random(0))
        lay_out(image, place)
        states.append(scene.look(place))
    if len(set(states)) != len(states):
        raise AssertionError(f"{scene.name}: the states cannot be told apart: {states}")
    return states


def try_all(
    scene: Scene, place: Path, seed: int, every: int = 1, rounds: int = 2
) -> tuple[Counter[str], list[str]]:
    """Cut the act off before every n-th call and after the last, in each way.

    Returns how often each state was found, and what is wrong.
    """
    found: Counter[str] = Counter()
    faults: list[str] = []
    ways = [Way.KILLED, Way.NOTHING_UNSYNCED, *[Way.SOME_UNSYNCED] * rounds]
    stops = sorted({*range(0, len(scene.ops), every), len(scene.ops)})
    for number, (stop, way) in enumerate((stop, way) for stop in stops for way in ways):
        image, acked = after(scene.before, scene.ops, stop, way, random.Random(f"{seed}:{number}"))
        lay_out(image, place)
        try:
            state = scene.look(place)
        except (UserError, AssertionError) as error:
            wrong = f"{type(error).__name__}: {getattr(error, 'what', error)}"
        else:
            wrong = "" if state in scene.states else "a state between"
            if not wrong and scene.states.index(state) < acked:
                wrong = "what was acknowledged is lost"
        found[wrong or f"step {scene.states.index(state)}"] += 1
        if wrong:
            last = scene.ops[stop - 1] if stop else None
            faults.append(
                f"{scene.name}, {way.value}, after call {stop} ({last and (last.what, last.path, last.other)}): {wrong}"
            )
    return found, faults
