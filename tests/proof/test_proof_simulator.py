"""A tiny year on sticks; ``python -m tests.proof simulator`` runs a whole city's."""

from __future__ import annotations

import pytest

from tests.proof.simulator import differing, simulate
from tests.proof.trips import DifferError


@pytest.mark.slow
def test_a_quarter_of_trips_ends_in_the_oracles_figures() -> None:
    told = simulate(seed=1, districts=3, months=3)
    assert told.acts > 5000
    assert told.happened["lost"]
    assert told.happened["come_back"]


def test_a_figure_that_differs_is_named() -> None:
    with pytest.raises(DifferError, match=r"council\.watch\.acts: the program says 1, the oracle 2"):
        differing({"watch": {"acts": 1}}, {"watch": {"acts": 2}}, "council")
