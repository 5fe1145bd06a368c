"""Bundles that the first version wrote, read by today's; ``tests/data/bundles/make_bundles.py`` made them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop.db import settings, state
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.usb import receiving
from sasaeai_desktop.vault.slots import PRACTICE
from tests.services.city import PASSPHRASE, TODAY

FOLDER = Path(__file__).parents[1] / "data" / "bundles"
TOLD: dict[str, Any] = json.loads((FOLDER / "bundles.json").read_text(encoding="utf-8"))
DEVICES: dict[str, dict[str, Any]] = TOLD["devices"]


def receiver(folder: Path, name: str) -> Desk:
    """Begin an installation of today that has an old device's keys, and knows the others."""
    old = DEVICES[name]
    paths, clock = app_paths(folder / name), clock_at(TODAY)
    begin = setup.begin_council if old["council"] else setup.begin_district
    desk = begin(
        paths, old["code"], "みどり市社協" if old["council"] else "新旭川", PASSPHRASE, clock, kdf=PRACTICE
    ).desk
    with desk.database.transaction() as connection:
        settings.put(connection, "keys", json.dumps({"seed": old["seed"], "age_secret": old["age_secret"]}))
        for other in DEVICES.values():
            if other is not old:
                peer = peers.Peer(
                    other["device"],
                    other["code"],
                    other["council"],
                    other["letter"],
                    other["sign"],
                    other["age"],
                )
                peers.save(connection, peer)
    desk.close()
    opened = setup.open_desk(paths, PASSPHRASE, clock)
    assert opened.me.device == old["device"]
    return opened


@pytest.mark.parametrize("name", DEVICES)
def test_what_the_first_version_wrote_is_taken_in_whole(tmp_path: Path, name: str) -> None:
    desk = receiver(tmp_path, name)
    mine = [told for told in TOLD["bundles"] if told["to"] == name]
    assert mine
    for told in mine:
        path = FOLDER / told["file"]
        seen = receiving.inspect(desk, path)
        assert (seen.changes, seen.number, seen.sender) == (
            told["changes"],
            told["number"],
            DEVICES[told["from"]]["device"],
        )
        (result,) = receiving.import_files(desk, [path]).result
        assert result.state == "applied", result
        if name != "laptop":  # which had written more itself
            with reading(desk) as session:
                assert state.state_hash(session, open_only=True) == told["open_state"]
    found = checking.check(desk)
    assert found.ok, found.problems
    desk.close()


def test_there_is_a_bundle_of_every_route() -> None:
    routes = {(told["from"], told["to"]) for told in TOLD["bundles"]}
    assert routes == {
        ("laptop", "council"),
        ("sibling", "laptop"),
        ("laptop", "sibling"),
        ("council", "laptop"),
    }
