"""Many bundles at once: opened ahead by a second process, with the same outcome as one after the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.usb import opening, receiving
from sasaeai_desktop.sync import ahead
from sasaeai_desktop.sync.ahead import SecondProcess
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City

MORE = "実施日,対象者番号,担当者番号,方法,結果,様子,メモ\nR5.11.{day},001,V01,電話,不在,変わりなし,\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[City, list[Path]]:
    """A council that was closed, and files of two districts: some go on where others end, one is damaged, one foreign."""
    city = City(tmp_path_factory.mktemp("many"))
    found = []
    for code, name in (("12", "新旭川"), ("13", "末広")):
        desk = city.district(code, name)
        city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
        found.append(city.send(desk))
        city.load(desk, visits=MORE.format(day=len(found)))
        found.append(city.send(desk))
    city.close()
    damaged, foreign = city.folder / "damaged.age", city.folder / "foreign.age"
    damaged.write_bytes(found[0].read_bytes()[:-9] + b"123456789")
    foreign.write_text("no bundle")
    return city, [found[0], damaged, found[1], foreign, found[2], found[3], found[0]]


@pytest.fixture
def fresh(place: tuple[City, list[Path]], tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Makes copies of that council."""
    made: list[Desk] = []

    def copy() -> Desk:
        folder = tmp_path / str(len(made))
        shutil.copytree(place[0].folder / "council", folder)
        made.append(setup.open_desk(app_paths(folder), PASSPHRASE, place[0].clock))
        return made[-1]

    yield copy
    for desk in made:
        desk.close()


STATES = ["applied", "refused", "applied", "refused", "applied", "applied", "already"]


def test_a_second_process_changes_nothing_but_who_does_the_work(
    place: tuple[City, list[Path]], fresh: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, outcomes = opening.opened, []
    for cores in (1, 2):
        monkeypatch.setattr(ahead, "_cores", lambda cores=cores: cores)
        ready: list[bool] = []

        def watched(connection, desk, letter, ready=ready):  # type: ignore[no-untyped-def]
            ready.append(letter.ahead is not None)
            return opened(connection, desk, letter)

        monkeypatch.setattr(opening, "opened", watched)
        desk = fresh()
        results = receiving.import_files(desk, place[1]).result
        told = [(r.path.name, r.state, r.check, r.changes, r.notices) for r in results]
        monkeypatch.setattr(checking, "_WORTH_A_PROCESS", 0)
        outcomes.append((told, checking.check(desk)))
        assert ready.count(True) == (4 if cores > 1 else 0)
    assert outcomes[0] == outcomes[1]
    told, checked = outcomes[0]
    assert [state for _, state, *_ in told] == STATES
    assert told[2][3] == 1  # of the second bundle only what the first had not brought
    assert checked.problems == []


def test_stopping_ends_the_second_process_and_keeps_what_was_taken_in(
    place: tuple[City, list[Path]], fresh: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[SecondProcess] = []
    start = SecondProcess.started

    def started() -> SecondProcess | None:
        second = start()
        assert second is not None
        begun.append(second)
        return second

    monkeypatch.setattr(SecondProcess, "started", started)
    monkeypatch.setattr(ahead, "_cores", lambda: 2)

    def progress(done: int, _files: int) -> None:
        if done == 2:
            raise InterruptedError

    desk, files = fresh(), place[1]
    with pytest.raises(InterruptedError):
        receiving.import_files(desk, files, progress)
    (second,) = begun
    assert second._process.returncode is not None
    assert [r.state for r in receiving.import_files(desk, [files[0], files[2]]).result] == [
        "already",
        "applied",
    ]
    assert checking.check(desk).problems == []


def test_a_second_process_that_was_lost_on_the_way_is_done_without(
    place: tuple[City, list[Path]], fresh: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_cores", lambda: 2)
    answer = SecondProcess.answer

    def lost(self: SecondProcess) -> object:
        self._process.kill()
        self._process.wait()
        return answer(self)

    monkeypatch.setattr(SecondProcess, "answer", lost)
    desk = fresh()
    assert [r.state for r in receiving.import_files(desk, place[1]).result] == STATES
    assert checking.check(desk).problems == []
