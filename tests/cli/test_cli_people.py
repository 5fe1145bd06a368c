"""Commands about people: the check of a summary, twins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.services.city import PEOPLE


def test_a_summary_is_checked_against_everyone(call: Any, begun: Any, tmp_path: Path) -> None:
    folder = begun("12")
    table, text = tmp_path / "people.csv", tmp_path / "summary.txt"
    table.write_text(PEOPLE, encoding="utf-8")
    assert call("import", "people", table, "--data-dir", folder).code == 0
    text.write_text("80代の方。タカハシさん。", encoding="utf-8")
    said = call("cards", "check-summary", "--text-file", text, "--data-dir", folder, "--json")
    assert (said.code, said.json) == (4, {"found": [{"text": "タカハシ", "start": 6, "kind": "kana"}]})
    assert "7文字目の「タカハシ」" in said.err
    text.write_text("80代の方。夜に眠れない。", encoding="utf-8")
    clean = call("cards", "check-summary", "--text-file", text, "--data-dir", folder, "--json")
    assert (clean.code, clean.json) == (0, {"found": []})
    assert "見つかりませんでした。読みなおしてください" in clean.err
    missing = call("cards", "check-summary", "--text-file", tmp_path / "none.txt", "--data-dir", folder)
    assert missing.code == 2


def test_twins_are_listed_merged_and_parted_without_a_trace(call: Any, begun: Any, tmp_path: Path) -> None:
    folder = begun("12")
    table = tmp_path / "people.csv"
    table.write_text(
        "管理番号,氏名,ふりがな,生年月日\n1,髙橋 悅子,たかはし えつこ,S15.3.2\n2,高橋 悦子,ﾀｶﾊｼ ｴﾂｺ,S15.2.3\n3,森 春,もり はる,\n",
        encoding="utf-8",
    )
    told = call("import", "people", table, "--data-dir", folder, "--json").json
    (notice,) = [n["words"] for n in told["notices"] if n["code"] == "twins"]
    assert notice.startswith("二重登録かもしれない組が 1組あります。")
    before = call("check", "--data-dir", folder, "--json").json["state_hash"]
    (pair,) = call("people", "twins", "--data-dir", folder, "--json").json["pairs"]
    assert {pair["a"], pair["b"]} == {"1", "2"}
    assert "生年月日の 月と日が入れかわっている（+5）" in pair["reasons"]
    assert call("people", "merge", "1", "2", "--data-dir", folder).code == 0
    assert call("people", "twins", "--data-dir", folder, "--json").json == {"pairs": []}
    assert call("people", "merge", "1", "2", "--data-dir", folder).code == 2
    assert call("people", "unmerge", "2", "1", "--data-dir", folder).code == 0
    assert call("check", "--data-dir", folder, "--json").json == {
        "ok": True, "state_hash": before, "problems": [],
    }  # fmt: skip
    assert call("people", "unmerge", "2", "1", "--data-dir", folder).code == 2
    assert call("people", "merge", "1", "9", "--data-dir", folder).code == 2
