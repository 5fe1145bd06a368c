"""Every row of the table holds; a row is a module's ``Attack``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.attack import Attack, Ground
from tests.attacks.table import as_text, rows

ROWS: list[Attack] = rows()


@pytest.fixture
def ground(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Ground]:
    made = Ground(tmp_path, monkeypatch, capsys)
    yield made
    monkeypatch.undo()
    for close in reversed(made.closing):
        close()


@pytest.mark.parametrize("attack", ROWS, ids=lambda attack: attack.name)
def test_the_person_sees_what_the_table_says(attack: Attack, ground: Ground) -> None:
    assert attack.sees in attack.run(ground)


def test_no_row_stands_twice() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert as_text(ROWS).count("\n") == len(ROWS) + 1
