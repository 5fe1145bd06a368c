"""A sample of ``python -m tests.fuzz``: every class of mutation a few times, and the worst of the bombs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.fuzz import bombs, files, world
from tests.fuzz.judging import MUTATIONS, attempt


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    made = world.build(tmp_path_factory.mktemp("fuzz"))
    yield made
    made.city.close()


def test_no_bundle_is_accepted_that_must_be_refused_and_none_ends_in_a_fault(here: world.World) -> None:
    verdicts = [attempt(here, 7, number) for number in range(3 * len(MUTATIONS))]
    assert [(v.name, v.victim, v.outcome, v.fault) for v in verdicts if v.fault] == []
    outcomes = Counter(v.outcome for v in verdicts)
    assert outcomes["applied"] > 10
    assert sum(outcome.startswith("refused") for outcome in outcomes) > 15, outcomes


def test_no_other_file_ends_in_a_fault() -> None:
    ends, wrong = files.run(160, 7)
    assert wrong == []
    assert len(ends) == 8


def test_a_bomb_of_a_gigabyte_stays_small(here: world.World, tmp_path: Path) -> None:
    """Each in a process of its own, whose peak is measured; the nightly run has more of them."""
    data, path = here.victims[0].closed_copy(tmp_path / "data"), tmp_path / "bomb.age"
    for what, blob in islice(bombs.bundles(here), 2):
        path.write_bytes(blob)
        found = bombs.taken("bundle", data, path)
        assert str(found["outcome"]).startswith("refused"), (what, found)
        assert float(found["peak_mb"]) < bombs.MOST_MB, (what, found)
