"""The commands of 安否確認 and おたすけ, and the tables they live on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PEOPLE = (
    "管理番号,氏名,ふりがな,町内会,班,見守り開始日,同意_避難支援\n"
    "P1,田中 スミ,たなか すみ,さくら,3班,2023-04-01,あり\nP2,佐藤 ハナ,さとう はな,さくら,1班,2023-04-01,\n"
)


def _table(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_disaster_by_the_command_line(call: Any, begun: Any, tmp_path: Path) -> None:
    here = ("--data-dir", begun("12"))
    call("import", "people", _table(tmp_path, "p.csv", PEOPLE), *here)
    plans = "対象者番号,避難先,必要な配慮\nP1,小学校,歩く\n"
    assert call("import", "plans", _table(tmp_path, "plans.csv", plans), *here, "--json").json["added"] == 1
    assert call("safety", "tick", "--person", "P1", "--state", "safe", *here).code == 2
    opened = call("safety", "open", "--kind", "snow", *here, "--json").json
    assert ([r["name"] for r in opened["rows"]], opened["left"]) == (["田中 スミ", "佐藤 ハナ"], 2)
    assert call("safety", "tick", "--person", "P1", "--state", "支援が必要", "--by", "山田", *here).code == 0
    left = call("safety", "list", "--left", *here, "--json").json
    assert ([r["name"] for r in left["rows"]], left["help"]) == (["佐藤 ハナ"], 1)
    out = tmp_path / "list.pdf"
    assert call("print", "safety-list", "--out", out, *here, "--json").json["names"] == [
        "佐藤 ハナ",
        "田中 スミ",
    ]
    bad = call("safety", "close", "--out", tmp_path / "x.xlsx", "--names", "danger", *here)
    assert (bad.code, (tmp_path / "x.xlsx").exists()) == (2, False)
    done = call("safety", "close", "--out", tmp_path / "x.csv", "--names", "consented", *here, "--json").json
    assert (done["names"], done["closed"] is not None, done["people"]) == (["田中 スミ"], True, 2)
    text = (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert "田中 スミ" in text
    assert "佐藤 ハナ" not in text
    assert (
        call("print", "evacuation-plan", "--person", "P1", "--out", out, *here, "--json").json["pages"] == 2
    )
    assert call("print", "evacuation-plan", "--person", "P2", "--out", out, *here).code == 2


def test_a_month_of_help_is_settled(call: Any, begun: Any, tmp_path: Path) -> None:
    here = ("--data-dir", begun("12"))
    call("import", "people", _table(tmp_path, "p.csv", PEOPLE), *here)
    volunteers = "管理番号,氏名,役割,開始日\nV1,近井 一,協力会員,2023-04-01\nV2,遠山 二,協力会員,2023-04-01\n"
    call("import", "volunteers", _table(tmp_path, "v.csv", volunteers), *here)
    requests = "管理番号,受付日,利用者番号,作業,状態\nH1,2023-12-01,P1,除雪,実施\n"
    call("import", "help-requests", _table(tmp_path, "r.csv", requests), *here)
    acts = "依頼番号,実施日,開始,終了,担当者番号,金額,支払\nH1,2023-12-05,8:00,8:50,V1;V2,601,現金\n"
    call("import", "help-acts", _table(tmp_path, "a.csv", acts), *here)
    shown = call("help", "settle", "--month", "2023-12", "--dry-run", *here, "--json").json
    assert shown["settled_on"] is None
    done = call("help", "settle", "--month", "R5.12", *here, "--json").json
    assert (done["yen_charged"], done["yen_to_helpers"], done["yen_kept"]) == (601, 601, 0)
    assert sorted(h["yen"] for h in done["helpers"]) == [300, 301]
    assert done["settled_on"]
    assert call("help", "settle", "--month", "2023-11", *here).code == 2
    for form in ("help-record", "help-settlement", "help-request"):
        out = tmp_path / f"{form}.pdf"
        assert call("print", form, "--month", "2023-12", "--out", out, *here).code == 0
        assert out.stat().st_size > 1000
