"""開示: everything about one person and nothing about others, as paper and JSON; everything, for leaving the program."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.activities import activities, trainings
from sasaeai_desktop.services.commissioner import months
from sasaeai_desktop.services.people import consents, people
from sasaeai_desktop.services.reports import disclosing, printing
from sasaeai_desktop.services.school import days, schools
from sasaeai_desktop.services.tables import leaving
from sasaeai_desktop.services.watch import registering, watching


def test_everything_about_one_person_is_told(desk, town):
    person = town.watched("高木 ヨシ", "たかぎ よし", phone="0166-22-1111", birth="1940-03-02")
    other = town.watched("森 春", "もり はる")
    helper = town.volunteer("原田 ミツ", "はらだ みつ")
    registering.assign(desk, person, helper, "2026-01-01")
    people.save_contact(desk, person, None, {"name": "高木 弘", "relation": "長男", "phone": "090-1111-2222"})
    consents.set_consent(desk, person, "watch", "given", form="written", giver="self")
    town.visit(person, "2026-06-01")
    town.visit(other, "2026-06-02")
    printing.print_form(desk, "register-card", person="A-0001")
    told = disclosing.disclose(desk, person).as_json()
    text = json.dumps(told, ensure_ascii=False)
    assert [k["kind"] for k in told["kept"]] == [
        "person", "contact", "consent", "case", "assignment", "visit", "provision",
    ]  # fmt: skip
    for words in ("高木 ヨシ", "昭和15年3月2日", "090-1111-2222", "原田 ミツ", "見守り台帳", "あり"):
        assert words in text
    assert "森 春" not in text
    printed = printing.print_form(desk, "person-disclosure", person="A-0001")
    assert (printed.names, printed.to, printed.cut) == (["高木 ヨシ"], "", [])
    with pytest.raises(InputError, match="どなた"):
        printing.print_form(desk, "person-disclosure")


def test_a_helper_is_told_of_trainings_posts_and_counts_and_of_nobody_else(desk, town):
    helper = town.volunteer("原田 ミツ", "はらだ みつ", role="welfare_commissioner")
    person = town.watched("森 春", "もり はる")
    registering.assign(desk, person, helper, "2026-01-01")
    town.visit(person, "2026-06-01", watchers=(helper,), memo="森さんは畑")
    said = {"type": "training", "state": "held", "date": "2026-05-10", "title": "傾聴の講座"}
    trainings.set_completed(desk, activities.save_activity(desk, None, said).result, {helper})
    months.save_sheet(desk, helper, "2026-05", {"days/days": 9})
    school = schools.save_school(desk, None, {"name": "東五条小", "points": "校門前"}).result
    schools.set_post(desk, school, helper, badge="7")
    days.save_day(desk, days.DayDraft(school=school, date="2026-06-08", present=frozenset({helper})))
    watching.record_tally(desk, watching.TallyDraft(month="2026-05", method="visit", count=4, person=person))
    told = disclosing.disclose(desk, helper).as_json()
    text = json.dumps(told, ensure_ascii=False)
    assert [k["kind"] for k in told["kept"]] == [
        "volunteer", "role", "assignment", "completion", "patrol", "patrol_post", "commissioner_count",
    ]  # fmt: skip
    for words in ("原田 ミツ", "傾聴の講座", "東五条小", "令和8年6月8日", "活動日数", "民生委員"):
        assert words in text, words
    assert "森" not in text
    printed = printing.print_form(desk, "person-disclosure", watcher="A-0001")
    assert (printed.names, printed.cut) == (["原田 ミツ"], [])
    assert "tally" in [k["kind"] for k in disclosing.disclose(desk, person).as_json()["kept"]]


def test_everything_is_written_out_with_its_explanation(desk, town, tmp_path: Path):
    person = town.watched("高木 ヨシ", "たかぎ よし")
    town.visit(person, "2026-06-01")
    folder = tmp_path / "out"
    files = leaving.export_everything(desk, folder)
    assert {p.stem for p in (folder / "すべて").iterdir()} == set(KINDS)
    assert all(p.is_file() for p in files)
    with (folder / "すべて" / "visit.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["person"], row["date"], row["method"]) == (person.hex(), "2026-06-01", "訪問")
    with (folder / "説明.csv").open(encoding="utf-8-sig", newline="") as file:
        explained = {(r["表"], r["列"]): r["列の名前"] for r in csv.DictReader(file)}
    assert explained["visit.csv", "memo"] == "メモ"
    assert all(words for words in explained.values())
    with pytest.raises(InputError, match="もうファイルがあります"):
        leaving.export_everything(desk, folder)
