"""計画目標: both known shapes come in, go out and stand; acts, efforts and targets of a year; no word too much at the council."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from sasaeai_desktop import paths
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.goals import plans, progress, ties
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.tables import exporting, plan_examples
from sasaeai_desktop.services.tables.importing import import_table

A, B = "見本A（4つの地域像）", "見本B（3つの目標）"


def the(desk, name):
    return next(p for p in plans.plans(desk) if p.name == name)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def both(desk):
    """Both shipped plans."""
    desk.paths.vault.write_text("{}", encoding="utf-8")  # a backup is made before an import
    for name in plan_examples.NAMES:
        plan_examples.take_example(desk, name)
    return desk


def test_both_shapes_come_in(both):
    matrix, years = the(both, A), the(both, B)
    assert [g.code for depth, g in matrix.goals if not depth] == ["1", "2", "3", "4"]
    assert len(matrix.goals) == 15
    second = next(e for e in matrix.efforts if e.number == "2")
    assert (second.who, len(second.goals), second.schedule) == ("社協", 7, ())
    assert [e.number for e in matrix.efforts][:3] == ["1", "2", "3"]  # 10 comes after 9
    assert years.years == tuple(range(2022, 2028))
    help_ = next(e for e in years.efforts if e.number == "2")
    assert help_.years == {2023: "start", 2024: "on", 2025: "on", 2026: "on", 2027: "on"}
    assert [(e.target, e.unit, e.every) for e in years.efforts_for("2")][:1] == [(6, "か所", False)]
    assert next(g for _, g in years.goals if g.code == "3").every


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_both_shapes_go_out_and_come_back_unchanged(both, tmp_path, ending):
    for kind, count in (("goals", 18), ("efforts", 27)):
        path = tmp_path / f"{kind}.{ending}"
        assert exporting.export_table(both, kind, path) == count
        report = import_table(both, kind, path).result
        assert (report.read, report.unchanged, report.rejected, report.unknown_columns) == (
            count,
            count,
            [],
            (),
        )
    if ending == "csv":
        efforts = rows_of(tmp_path / "efforts.csv")
        assert [y for y in efforts[0] if y.isdecimal()] == [str(y) for y in range(2022, 2028)]
        assert {e["2023"] for e in efforts if e["計画"] == B} == {"→", "◎", "", "○"}
        shipped = {e["番号"]: e for e in rows_of(paths.resource("plans/years-efforts.csv"))}
        for row in (e for e in efforts if e["計画"] == B):
            assert {k: v for k, v in row.items() if k != "計画"} == {
                k: v for k, v in shipped[row["番号"]].items() if k != "計画"
            }


def test_a_table_names_what_cannot_be(both, tmp_path):
    path = tmp_path / "efforts.csv"
    path.write_text(
        f"計画,番号,題,目標,2024,5.5\n{A},201,新しい,9.9,,\n{A},202,講座,1.1,◎,○\n{A},203,年,1.1,いつか,\n",
        encoding="utf-8",
    )
    report = import_table(both, "efforts", path, skip_bad=True).result
    assert [(r.line, r.column) for r in report.rejected] == [(4, "予定"), (2, "目標"), (3, "目標")]
    goals = tmp_path / "goals.csv"
    goals.write_text(f"計画,記号,上位,題\n{A},5.1,5,下\nA/B,1,,斜線\n{A},6,6,輪\n", encoding="utf-8")
    report = import_table(both, "goals", goals, skip_bad=True).result
    assert [r.column for r in report.rejected] == ["上位", "計画", "記号"]


def test_a_plan_as_an_office_keeps_it_is_read(both, tmp_path):
    """Two rows of headers, merged, under a title; the plan's name is said, not written in each row."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["第7期 計画に位置づける取り組み"])
    sheet.append(["No.", "担当課", "事業名", "内容", "1 受け止める", "", "2 協力する", "", ""])
    sheet.append(["", "", "", "", "1.1", "1.2", "2.1", "2.2", "2.3"])
    sheet.append([301, "福祉課", "出前の講座", "", "○", "", "", "◎", ""])
    sheet.append([302, "福祉課", "相談の日", "毎月", "", "○", "", "", "○"])
    for cells in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:I2"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "plan.xlsx")
    report = import_table(both, "efforts", tmp_path / "plan.xlsx", mapping={f"={A}": "計画"}).result
    assert (report.added, report.rejected, report.unknown_columns) == (2, [], ())
    told = {e.number: (e.who, e.title, e.outline, e.goals) for e in the(both, A).efforts}
    assert told["301"] == ("福祉課", "出前の講座", "", ("1.1", "2.2"))
    assert told["302"] == ("福祉課", "相談の日", "毎月", ("1.2", "2.3"))


def test_a_year_of_a_plan(both, desks, carried, town):
    years = the(both, B)
    said = {
        "type": "event",
        "state": "held",
        "date": "2026-05-10",
        "title": "つどい",
        "goals": (f"{B}/2", f"{A}/2.1"),
    }
    act = activities.save_activity(both, None, said).result
    activities.save_activity(both, None, {**said, "date": "2026-05-11", "state": "cancelled", "reason": "雨"})
    four = next(e for e in years.efforts if e.number == "4")
    plans.set_result(both, four.id, 2026, {"done": True, "note": "三丁目で"})
    goal = years.goal("2")
    plans.set_result(both, goal.id, 2026, {"reached": 4})
    now = progress.progress(both, B, 2026)
    row = now.row("2")
    assert (row.planned, row.done, row.acts, row.target, row.reached, row.state) == (2, 1, 1, 6, 4, "まだ")
    assert [(e.effort.number, e.mark, e.planned, e.done) for e in now.efforts("2")] == [
        ("4", "on", True, True), ("5", "", False, False), ("6", "on", True, False),
    ]  # fmt: skip
    every = now.row("3")
    assert (every.target, every.asked, every.reached, every.state) == (0, 1, 0, "まだ")
    activities.save_activity(both, act, {"goals": (f"{B}/2", f"{B}/3")})
    assert progress.progress(both, B, 2026).row("3").state == "達成"
    assert progress.progress(both, A, 2023).row("2.1").planned == 0  # the plan begins in 2024
    assert progress.progress(both, A, 2026).row("2.1").planned == 4
    told = {(g["plan"], g["code"]): g for g in reports.annual(both, 2026).to_json()["goals"]}
    assert told[(B, "2")] == {
        "plan": B, "code": "2", "planned": 2, "done": 1, "acts": 1, "target": 6, "asked": 0, "reached": 4,
    }  # fmt: skip
    for name in ("planned", "done", "acts", "reached"):
        traced = reports.trace(both, f"goals.{B}/2.{name}", 2026)
        assert sum(r["count"] for r in traced["records"]) == traced["value"] == told[(B, "2")][name]
    council = desks.new(council=True)
    carried(both, council)
    there = {(g["plan"], g["code"]): g for g in reports.annual(council, 2026).to_json()["goals"]}
    assert there == told
    with reading(council) as session:
        words = session.exec_driver_sql("SELECT count(title), count(outline), count(who) FROM effort").one()
        notes = session.exec_driver_sql("SELECT count(note) FROM goal_year").scalar()
    assert (tuple(words), notes) == ((0, 0, 0), 0)
    council.paths.vault.write_text("{}", encoding="utf-8")
    plan_examples.take_example(council, "years")  # its own copy has the words, and moves no number
    assert {(g["plan"], g["code"]): g for g in reports.annual(council, 2026).to_json()["goals"]} == told
    seen = progress.progress(council, B, 2026)
    assert (seen.row("2").reached, seen.row("2").done) == (4, 1)
    assert next((e.effort.title, e.done, e.note) for e in seen.efforts("2")) == (
        "だれでも来られる場を開く",
        True,
        "",
    )
    with pytest.raises(InputError, match="ここには ありません"):
        plans.set_result(council, four.id, 2026, {"done": False})  # a district's own
    undoing.undo_last(both)
    assert progress.progress(both, B, 2026).row("3").acts == 0


def test_what_is_suggested_for_a_kind_of_activity(both):
    offered = ties.ties(both, 2026)
    assert f"{A}/2" not in {t.key for t in offered}  # what has goals below it is no goal to tie to
    assert set(ties.suggested(offered, "training")) == {f"{A}/1.1", f"{A}/2.2"}
    assert ties.suggested(ties.ties(both, 2035), "training") == ()


def test_a_plan_is_written_by_hand(desk):
    first = plans.save_goal(desk, None, {"plan": "地区の計画", "code": "1", "title": "つながる"}).result
    with pytest.raises(InputError, match="もうあります"):
        plans.save_goal(desk, None, {"plan": "地区の計画", "code": "1", "title": "べつ"})
    with pytest.raises(InputError, match="目標がありません"):
        plans.save_effort(desk, None, {"plan": "地区の計画", "number": "1", "title": "講座", "goals": ("2",)})
    plans.save_effort(
        desk, None,
        {"plan": "地区の計画", "number": "1", "title": "講座", "goals": ("1",), "schedule": ("2026 start",)},
    )  # fmt: skip
    assert progress.progress(desk, "地区の計画", 2026).row("1").planned == 1
    assert progress.progress(desk, "地区の計画", 2027).row("1").planned == 0
    plans.delete_goal(desk, first)
    assert the(desk, "地区の計画").goals == ()
    plans.save_goal(desk, None, {"plan": "地区の計画", "code": "1", "title": "もう一度"})
    assert [g.title for _, g in the(desk, "地区の計画").goals] == ["もう一度"]
    for values, words in (
        ({"plan": "a/b", "code": "1", "title": "x"}, "「/」"), ({"plan": "a", "code": "1", "title": ""}, "題"),
        ({"plan": "a", "code": "1", "title": "x", "parent": "1"}, "上の目標"),
        ({"plan": "a", "code": "1", "title": "x", "target": -1}, "目標値"),
        ({"plan": "a", "code": "1", "title": "x", "first_year": 2027, "last_year": 2026}, "終わりの年度"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words):
            plans.save_goal(desk, None, values)


def test_both_papers(both):
    printed = printing.print_form(both, "plan-matrix", year=2026)
    assert printed.pages >= 2
    assert printing.print_form(both, "plan-progress", year=2026).pages >= 2
