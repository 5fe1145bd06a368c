"""Pages judged in a second process are read as here, and whoever has none reads them alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from sasaeai_desktop.domain.paper_boxes import PageBoxes
from sasaeai_desktop.forms import codes
from sasaeai_desktop.scanning import beside
from sasaeai_desktop.scanning.reading import PageFound, find_pages, read_page
from sasaeai_desktop.services.scan.judging import Judging
from sasaeai_desktop.sync.ahead import SecondProcess
from tests.scanning.filled import roster_pages
from tests.scanning.scanner import Scanner


@pytest.fixture(scope="module")
def page() -> tuple[PageFound, PageBoxes]:
    chance = random.Random(4)
    filled = next(roster_pages(chance, strange=0.1, faint=0.0))
    (found,) = find_pages(Scanner().scan(filled.page, chance).convert("L"), codes.decode, codes.MIDDLES)
    return found, filled.layout


@pytest.fixture
def second() -> Iterator[SecondProcess]:
    started = SecondProcess.started(beside.SCANS)
    assert started is not None
    yield started
    started.end()


def test_four_pages_come_back_in_their_order_as_they_are_read_here(
    page: tuple[PageFound, PageBoxes], second: SecondProcess
) -> None:
    judge = Judging(second)
    coming = [judge.page(*page) for _ in range(4)]
    assert [one() for one in coming] == [read_page(*page)] * 4
    judge.end()
    second.ask(beside.SCANS, *beside.given(*page))
    assert second.answer() is not None  # it was there all the time


def test_where_the_second_process_is_gone_or_never_was_the_pages_are_read_here(
    page: tuple[PageFound, PageBoxes], second: SecondProcess
) -> None:
    second._process.kill()
    for judge in (Judging(second), Judging(None)):
        assert judge.page(*page)() == read_page(*page)
        judge.end()
