"""Commands of 転入の申し送り, from the council's desk to the list of the other district."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.services.city import PASSPHRASE, City
from tests.services.move import NAME, Move


def test_somebody_who_moved_is_offered_and_taken_up(
    call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SASAEAI_PASSPHRASE", PASSPHRASE)
    city = City(tmp_path)
    Move(city)
    city.close()
    at = {name: ("--data-dir", tmp_path / name, "--json") for name in ("council", "district-31-2")}
    number = "新旭川-R6-001"
    assert call("cards", "offer", "なし", "--to", "31", *at["council"]).code == 2
    made = call("cards", "offer", number, "--to", "31", *at["council"]).json
    sent = call(
        "bundle", "export", "--to", "district", "--code", "31", "--out", tmp_path / "out", *at["council"]
    ).json
    assert sent["names"] == [NAME]
    assert call("bundle", "import", sent["path"], *at["district-31-2"]).code == 0
    (offer,) = call("cards", "arrivals", *at["district-31-2"]).json
    assert (offer["id"], offer["name"], offer["origin"]) == (made["id"], NAME, "新旭川")
    said = call("cards", "take-up", offer["id"], "--start", "2024-04-05", *at["district-31-2"])
    assert (said.code, "名簿に入れました" in said.err) == (0, True)
    assert call("cards", "decline", offer["id"], "--reason", "うちではない", *at["district-31-2"]).code == 2
    assert call("cards", "offer", number, "--take-back", *at["council"]).json["taken_back"] is True
