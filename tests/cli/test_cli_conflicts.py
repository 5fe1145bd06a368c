"""conflicts list and resolve: what waits, and one option that settles it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

TABLES = {
    "people": "管理番号,氏名,見守り開始日\n001,髙橋 昭一郎,2023-04-01\n",
    "visits": "実施日,対象者番号,方法,結果\n2023-10-05,001,訪問,会えた・話せた\n2023-10-09,001,電話,不在\n",
    "tallies": "対象者番号,年月,方法,回数\n001,2023-10,訪問,3\n",
}


@pytest.fixture
def there(call: Any, begun: Any, tmp_path: Path) -> tuple[str, Path]:
    where = ("--data-dir", begun("12"))
    for kind, text in TABLES.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        assert call("import", kind, path, *where).code == 0
    return where


def acts(call: Any, where: Any) -> int:
    return int(call("report", "annual", "--year", "2023", "--json", *where).json["watch"]["acts"])


def test_what_waits_is_listed_with_its_ways_and_settled(call: Any, there: Any) -> None:
    listed = call("conflicts", "list", "--json", *there).json
    assert [item["oddity"] for item in listed] == ["acts_and_tally"]
    assert listed[0]["about"] == "髙橋 昭一郎さん　令和5年10月"
    assert listed[0]["ways"] == ["take", "both"]
    assert [side["words"] for side in listed[0]["sides"]] == [
        "1回ずつのきろく 2回（5日、9日）",
        "月計 3回",
    ]
    assert acts(call, there) == 5
    said = call("conflicts", "list", *there)
    assert said.out.splitlines()[0] == listed[0]["key"]
    assert "--take 2" in said.out
    assert "--keep-both" in said.out
    done = call("conflicts", "resolve", listed[0]["key"], "--take", 2, "--json", *there)
    assert (done.code, done.json["left"]) == (0, 0)
    assert acts(call, there) == 3
    assert call("conflicts", "list", "--json", *there).json == []


def test_no_way_or_a_wrong_one_changes_nothing(call: Any, there: Any) -> None:
    key = call("conflicts", "list", "--json", *there).json[0]["key"]
    for options in ((), ("--take", 1, "--keep-both"), ("--take", 7), ("--value", "3")):
        said = call("conflicts", "resolve", key, *options, *there)
        assert said.code == 2, options
        assert said.err.count("。") >= 2
    assert call("conflicts", "resolve", "number-00", "--wait", *there).code == 2
    assert len(call("conflicts", "list", "--json", *there).json) == 1
