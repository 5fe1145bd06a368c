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
