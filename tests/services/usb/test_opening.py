"""Many bundles at once: opened ahead by a second process, with the same outcome as one after the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.usb import opening, receiving
from sasaeai_desktop.sync.ahead import SecondProcess
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City

MORE = "実施日,対象者番号,担当者番号,方法,結果,様子,メモ\nR5.11.{day},001,V01,電話,不在,変わりなし,\n"


@pytest.fixture
def files(city: City) -> list[Path]:
    """Five files of two districts: one that goes on where another ends, and a damaged and a foreign one."""
    found = []
    for code, name in (("12", "新旭川"), ("13", "末広")):
        desk = city.district(code, name)
        city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
        found.append(city.send(desk))
        city.load(desk, visits=MORE.format(day=len(found)))
        found.append(city.send(desk))
    damaged, foreign = city.folder / "damaged.age", city.folder / "foreign.age"
    damaged.write_bytes(found[0].read_bytes()[:-9] + b"123456789")
    foreign.write_text("no bundle")
    return [found[0], damaged, found[1], foreign, found[2], found[3], found[0]]


def copy_of(city: City, name: str) -> Desk:
    folder = city.folder / name
    shutil.copytree(city.folder / "council", folder)
    return city._keep(setup.open_desk(app_paths(folder), PASSPHRASE, city.clock))


def test_a_second_process_changes_nothing_but_who_does_the_work(
    city: City, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    city.council.close()
    city.desks.remove(city.council)
    opened = opening.opened
    outcomes = []
    for cores in (1, 2):
        monkeypatch.setattr(opening, "_cores", lambda cores=cores: cores)
        ready: list[bool] = []

        def watched(connection, desk, letter, ready=ready):  # type: ignore[no-untyped-def]
            ready.append(letter.ahead is not None)
            return opened(connection, desk, letter)

        monkeypatch.setattr(opening, "opened", watched)
        desk = copy_of(city, f"council-{cores}")
        results = receiving.import_files(desk, files).result
        told = [(r.path.name, r.state, r.check, r.changes, r.notices) for r in results]
        outcomes.append((told, checking.check(desk)))
        assert ready.count(True) == (4 if cores > 1 else 0)
    assert outcomes[0] == outcomes[1]
    told, checked = outcomes[0]
    assert [state for _, state, *_ in told] == [
        "applied", "refused", "applied", "refused", "applied", "applied", "already",
    ]  # fmt: skip
    assert told[2][3] == 1  # of the second bundle only what the first had not brought
    assert checked.problems == []


def test_stopping_ends_the_second_process_and_keeps_what_was_taken_in(
    city: City, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[SecondProcess] = []
    start = SecondProcess.started

    def started() -> SecondProcess | None:
        second = start()
        assert second is not None
        begun.append(second)
        return second

    monkeypatch.setattr(SecondProcess, "started", started)
    monkeypatch.setattr(opening, "_cores", lambda: 2)

    def progress(done: int, _files: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        receiving.import_files(city.council, files, progress)
    (second,) = begun
    assert second._process.returncode is not None
    assert city.take(city.council, files[0])[0].state == "already"
    assert city.take(city.council, files[2])[0].state == "applied"
    assert checking.check(city.council).problems == []


def test_a_second_process_that_was_lost_on_the_way_is_done_without(
    city: City, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_cores", lambda: 2)
    answer = SecondProcess.answer

    def lost(self: SecondProcess) -> object:
        self._process.kill()
        self._process.wait()
        return answer(self)

    monkeypatch.setattr(SecondProcess, "answer", lost)
    states = [r.state for r in city.take(city.council, *files)]
    assert states == ["applied", "refused", "applied", "refused", "applied", "applied", "already"]
    assert checking.check(city.council).problems == []
