"""A sample of ``python -m tests.crash``: each act cut off at some of its calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import checking, in_place, putting_back, setup
from tests.crash import faults, scenes
from tests.crash.acts import ACTS
from tests.crash.recording import Op, available
from tests.crash.worlds import Way, after
from tests.services.city import PASSPHRASE, PEOPLE, VOLUNTEERS, City

EVERY = {
    "take-in": 101,
    "back-up": 71,
    "restore": 21,
    "passphrase": 151,
    "export": 23,
    "rotate": 101,
    "put-out": 401,
    "elsewhere": 601,
    "take-back": 601,
}


@pytest.mark.skipif(not available(), reason="needs strace")
@pytest.mark.parametrize("act", ACTS)
def test_an_act_cut_off_anywhere_is_before_or_after_it(tmp_path: Path, act: str) -> None:
    (scene,) = scenes.scenes(tmp_path, (act,))
    found, wrong = scenes.try_all(scene, tmp_path / "found", seed=5, every=EVERY[act], rounds=1)
    assert wrong == []
    assert len(found) > 1, "the sample saw one state only"


def test_a_stick_that_fails_leaves_the_whole_bundle_or_none_and_the_next_export_carries_it_all(
    tmp_path: Path,
) -> None:
    counts, wrong = faults.try_all(tmp_path, every=9)
    assert wrong == []
    assert {"told as failed", "killed"} <= set(counts)


def test_the_harness_tells_when_a_sync_is_left_out() -> None:
    """A file renamed into place without an fsync, told as done: after a power cut it is empty or not there."""
    import random  # noqa: PLC0415 - only here

    ops = [Op("create", "stick/x.part"), Op("write", "stick/x.part", data=b"whole"), Op("sync", "stick/x.part"),
           Op("rename", "stick/x.part", other="stick/x"), Op("sync", "stick"), Op("ack", "ack", at=1)]  # fmt: skip
    for missing, there in ((None, b"whole"), (2, b""), (4, None)):
        kept = [op for n, op in enumerate(ops) if n != missing]
        image, acked = after({"stick": None}, kept, len(kept), Way.NOTHING_UNSYNCED, random.Random(0))
        assert acked == 1
        assert image.get("stick/x") == there
        image, _ = after({"stick": None}, kept, len(kept), Way.KILLED, random.Random(0))
        assert image["stick/x"] == b"whole"


def test_a_restore_cut_off_when_all_was_ready_is_ended_by_whoever_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = City(tmp_path)
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE)
    backup = backups.back_up(desk)
    people.save_person(desk, None, {"name": "あとの 人"})
    desk.close()
    elsewhere = app_paths(tmp_path / "elsewhere").make()  # a new computer: nothing was there before
    for paths in (desk.paths, elsewhere):
        with monkeypatch.context() as cut_off:
            cut_off.setattr(in_place, "finish_restore", lambda _: None)
            putting_back.restore_backup(paths, backup.path, PASSPHRASE, city.clock)
        assert setup.is_begun(paths)
        opened = setup.open_desk(paths, PASSPHRASE, city.clock)
        assert len(people.find_people(opened, "")) == 2
        assert checking.check(opened).ok
        opened.close()
        assert not (paths.data_dir / "restore.ready").exists()
    assert sorted(path.name for path in backup.path.iterdir()) == ["desk.db", "extent.json", "vault.json"]
    city.close()
