"""A sample of the stateful examples; ``python -m tests.proof machine`` runs 10,000, ``mutations`` plants faults."""

from __future__ import annotations

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.proof import planted, stories
from tests.proof.comparing import Broken
from tests.proof.keys_machine import STEPS, STORIES, KeysMachine, told
from tests.proof.machine import FileMachine, Machine, profile
from tests.proof.stories import Story


@pytest.mark.slow
def test_any_year_of_accidents_ends_in_one_state() -> None:
    run_state_machine_as_test(Machine, settings=profile(14, shrink=True, derandomize=True))


@pytest.mark.slow
def test_the_same_holds_for_real_files_and_real_containers() -> None:
    run_state_machine_as_test(FileMachine, settings=profile(4, shrink=False, derandomize=True))


def test_a_planted_fault_is_found_by_the_name_of_its_invariant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sasaeai_desktop.sync.incoming.verify", lambda *_: True)
    with pytest.raises(Broken, match="invariant 13"):
        Story("two laptops", (("forge", 2, 0, 1, 0),)).run()


@pytest.mark.parametrize("name", stories.ALL)
def test_a_story_ends_well(name: str) -> None:
    stories.ALL[name].run()


@pytest.mark.slow
def test_no_ended_secret_opens_and_no_power_goes_too_far() -> None:
    few = profile(4, shrink=False, derandomize=True, steps=STEPS)
    run_state_machine_as_test(KeysMachine, settings=few)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_of_keys_ends_well(name: str) -> None:
    told(*STORIES[name])


def test_a_planted_key_fault_is_found_by_the_name_of_its_invariant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sasaeai_desktop.services.safety.elsewhere._resealed", lambda *_: True)
    with pytest.raises(Broken, match="invariant 16"):
        told("copy_elsewhere", "copy_elsewhere 2", "change_passphrase", "copy_elsewhere 2", "reopen")


def test_every_fault_of_the_design_is_planted() -> None:
    wanted = {
        "last_writer_wins", "forgets_the_replaced", "purge_resurrected", "ids_of_place", "receipts_as_union", "name_in_open",
        "unsigned_relay",
    }  # fmt: skip
    assert wanted <= planted.ALL.keys()
