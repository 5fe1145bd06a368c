"""close and erase: what they print, what they leave, and what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.services.city import PEOPLE, VISITS, VOLUNTEERS


def filled(call: Any, folder: Path, tmp_path: Path) -> Path:
    for kind, text in (("volunteers", VOLUNTEERS), ("people", PEOPLE), ("visits", VISITS)):
        table = tmp_path / f"{kind}.csv"
        table.write_text(text, encoding="utf-8")
        assert call("import", kind, table, "--data-dir", folder).code == 0
    return folder


def test_a_month_is_closed_and_listed(call: Any, begun: Any, tmp_path: Path) -> None:
    folder = filled(call, begun("12"), tmp_path)
    made = call("close", "--month", "2023-10", "--data-dir", folder, "--json").json
    assert (made["month"], made["outcome"], made["figures"]["acts"]) == ("2023-10", "own", 3)
    assert call("close", "--list", "--data-dir", folder, "--json").json == [made]
    said = call("close", "--list", "--data-dir", folder)
    assert "見守りの回数" in said.out
    for month in ("0001-01", "２０２３-10", "2023-13"):
        assert call("close", "--month", month, "--data-dir", folder).code == 2
    both = call("close", "--data-dir", folder)
    assert (both.code, both.out) == (2, "")


def test_erasing_asks_first_and_tells_what_went_and_what_stays(call: Any, begun: Any, tmp_path: Path) -> None:
    folder = filled(call, begun("12"), tmp_path)
    before = call("report", "annual", "--year", "2023", "--data-dir", folder, "--json").json
    given = ("erase", "--person", "001", "--reason", "ご本人の求めによる", "--data-dir", folder, "--json")
    unasked = call(*given)
    assert unasked.code == 2
    assert "消えるもの" in unasked.err
    done = call(*given, "--yes")
    assert done.code == 0
    assert done.json["stays"] == {"見守りの回数": 2, "見守り登録の数": 1}
    assert done.json["backups_replaced"] > 0
    assert done.json["backups_left"] == ""
    assert call("report", "annual", "--year", "2023", "--data-dir", folder, "--json").json == before
    assert call("check", "--data-dir", folder, "--json").json["ok"] is True
    again = call(*given, "--yes")
    assert again.code == 2
    assert "登録されていません" in again.err
