"""A sample of the proof that no ledger is ever off by a yen."""

from __future__ import annotations

from pathlib import Path

from tests.ledgers.random_ledgers import differing, write
from tests.services.conftest import Desks


def test_forty_random_ledgers_are_right_to_the_yen(tmp_path: Path) -> None:
    desks = Desks(tmp_path)
    desk = desks.new()
    assert differing(desk, write(desk, 40, 7)) == []
    desks.close()
