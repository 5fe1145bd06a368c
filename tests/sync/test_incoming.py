"""What a bundle's blocks must be, and what the device that takes them in learns of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import putting_back, setup
from sasaeai_desktop.services.usb import receiving
from sasaeai_desktop.sync import incoming
from sasaeai_desktop.sync.outgoing import may_carry
from tests.services.city import PASSPHRASE, PEOPLE, City

STREAM = "12.0123456789abcdef.01234567.open"


def entry(**changed: Any) -> dict[str, Any]:
    return {"stream": STREAM, "first": 1, "seq": 2, "tip": "00" * 16, "sig": "00" * 64, **changed}


def test_lines_are_cut_into_their_streams_blocks() -> None:
    one, two = entry(), entry(stream=STREAM.replace("open", "shared"), first=4, seq=4)
    blocks = incoming.blocks_of({"tips": [one, two]}, [b"a", b"b", b"c"])
    assert [(b.first, b.seq, b.lines) for b in blocks] == [(1, 2, [b"a", b"b"]), (4, 4, [b"c"])]


@pytest.mark.parametrize(
    "tips",
    [
        [entry(seq=3)],
        [entry(seq=1)],
        [entry(first=0)],
        [entry(first=True)],
        [entry(tip="zz")],
        [{"stream": STREAM}],
        [entry(first=4, seq=1)],
        [None],
    ],
)
def test_a_header_that_does_not_fit_its_lines_is_refused(tips: list[Any]) -> None:
    with pytest.raises(RefusedError) as caught:
        incoming.blocks_of({"tips": tips}, [b"a", b"b"])
    assert caught.value.check == "tips"


@pytest.mark.parametrize(
    ("route", "audience", "allowed"),
    [
        (Route.TO_COUNCIL, "open", True),
        (Route.TO_COUNCIL, "shared", True),
        (Route.TO_COUNCIL, "home", False),
        (Route.TO_SIBLING, "home", True),
        (Route.TO_DISTRICT, "home", False),
        (Route.TO_DISTRICT, "common", True),
    ],
)
def test_which_chain_may_travel_where(route: Route, audience: str, allowed: bool) -> None:
    assert may_carry(route, STREAM.replace("open", audience), "12") is allowed


@pytest.mark.parametrize("route", list(Route))
def test_nothing_goes_to_another_district(route: Route) -> None:
    for audience in ("open", "home", "shared", "reply-12"):
        assert not may_carry(route, STREAM.replace("open", audience), "13")


def test_a_laptop_restored_to_a_time_before_its_first_change_hears_what_came_back(tmp_path: Path) -> None:
    city = City(tmp_path)
    district = city.district("12", "新旭川")
    sibling = city.sibling(district)
    city.take(district, city.send(sibling, Route.TO_SIBLING))
    backup = backups.back_up(district)
    city.load(district, people=PEOPLE)
    city.take(sibling, city.send(district, Route.TO_SIBLING))
    district.close()
    putting_back.restore_backup(district.paths, backup.path, PASSPHRASE, city.clock)
    restored = setup.open_desk(district.paths, PASSPHRASE, city.clock)
    city.take(sibling, city.send(restored, Route.TO_SIBLING))
    (result,) = receiving.import_files(restored, [city.send(sibling, Route.TO_SIBLING)]).result
    assert any("もどりました" in notice for notice in result.notices)
    assert len(people.find_people(restored, "")) == 2
    restored.close()
    city.close()
