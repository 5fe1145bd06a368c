"""goals: an example taken in, how it stands, what became of an effort."""

from __future__ import annotations

from typing import Any


def test_a_plan_by_command(call: Any, begun: Any) -> None:
    folder = begun("12")
    assert call("goals", "example", "years", "--data-dir", folder, "--json").json["added"] == 12
    said = ("--plan", "見本B（3つの目標）", "--year", "2024", "--data-dir", folder)
    assert call("goals", "result", "--effort", "4", "--note", "三丁目", *said).code == 0
    assert call("goals", "result", "--goal", "2", "--reached", "7", *said).code == 0
    (plan,) = call("goals", "status", "--year", "2024", "--data-dir", folder, "--json").json
    (goal,) = [g for g in plan["goals"] if g["code"] == "2"]
    assert (goal["done"], goal["target"], goal["reached"], goal["state"]) == (1, 6, 7, "達成")
    assert call("goals", "result", "--effort", "99", *said).code == 2
