from __future__ import annotations

import pytest

from sasaeai_desktop.db import fold
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import person_page
from sasaeai_desktop.services.watch import registering, sheet_marks, sheets, watching
from sasaeai_desktop.services.watch.sheet_marks import SheetMark


@pytest.fixture
def round_of(desk, town):
    """山口さん and two people, in round order."""
    watcher = town.volunteer("山口 節子", "やまぐち せつこ")
    second = town.watched("石川 正雄", "いしかわ まさお")
    first = town.person("阿部 ハツ", "あべ はつ", town="さくら")
    registering.start_watch(desk, first, "2026-01-10", every_days=4, weekdays=("0", "3"))
    registering.assign(desk, second, watcher, "2026-01-01", 2)
    registering.assign(desk, first, watcher, "2026-01-01", 1)
    return watcher, first, second


def test_a_sheet_is_made_once_and_opened_by_its_number(desk, round_of):
    watcher, *_ = round_of
    view = sheets.make_sheet(desk, watcher, "2026-05").result
    assert [r.name for r in view.rows] == ["阿部 ハツ", "石川 正雄"]
    assert (view.number, view.rows[0].plan) == ("0501", "月・木")
    assert sorted(view.rows[0].planned) == [4, 7, 11, 14, 18, 21, 25, 28]
    assert sheets.make_sheet(desk, watcher, "2026-05").result.sheet == view.sheet
    assert sheets.open_sheet(desk, "０５０１", "2026-05").sheet == view.sheet
    assert sheets.open_sheet(desk, view.sheet).rows == view.rows
    assert [(x.watcher_name, x.number, x.people) for x in sheets.sheets_of_month(desk, "2026-05")] == [
        ("山口 節子", "0501", 2)
    ]
    with pytest.raises(InputError, match="見つかりません"):
        sheets.open_sheet(desk, "0599", "2026-05")


def test_someone_who_joins_makes_a_new_sheet_and_the_old_one_still_opens(desk, town, round_of):
    watcher, *_ = round_of
    old = sheets.make_sheet(desk, watcher, "2026-05").result
    registering.assign(desk, town.watched("𠮷川 清子", "よしかわ"), watcher, "2026-05-20")
    new = sheets.make_sheet(desk, watcher, "2026-05").result
    assert (new.number, len(new.rows)) == ("0502", 3)
    assert len(sheets.open_sheet(desk, old.sheet).rows) == 2


def test_one_who_ended_before_the_month_is_not_on_its_sheet(desk, round_of):
    watcher, first, _ = round_of
    registering.end_watch(desk, person_page.person_view(desk, first).case.id, "moved", "2026-04-30")
    assert [r.name for r in sheets.make_sheet(desk, watcher, "2026-05").result.rows] == ["石川 正雄"]


def test_saving_the_grid_adds_edits_and_deletes_in_one_action(desk, round_of):
    watcher, first, second = round_of
    sheet = sheets.make_sheet(desk, watcher, "2026-05").result.sheet
    marks = [SheetMark(first, 1, "visit"), SheetMark(first, 4, "visit"), SheetMark(second, 1, "phone")]
    done = sheet_marks.save_marks(desk, sheet, marks)
    assert (done.result, done.changes.label) == (3, "山口 節子さんの5月の訪問票を保存しました")
    changed = [
        SheetMark(first, 1, "visit", result="absent"),  # changed
        SheetMark(first, 4, "visit"),
        SheetMark(first, 7, "pattern", result="seen", memo="庭にいた"),  # new
    ]
    sheet_marks.save_marks(desk, sheet, changed)
    view = sheets.open_sheet(desk, sheet)
    assert {d: [(m.method, m.result) for m in ms] for d, ms in view.rows[0].marks.items()} == {
        1: [("visit", "absent")], 4: [("visit", "met")], 7: [("pattern", "seen")],
    }  # fmt: skip
    assert view.rows[1].marks == {}
    assert [v.watchers for v in watching.timeline(desk, first)] == [(watcher,)] * 3
    undoing.undo_last(desk)
    view = sheets.open_sheet(desk, sheet)
    assert (sorted(view.rows[0].marks), sorted(view.rows[1].marks)) == ([1, 4], [1])
    assert view.rows[0].marks[1][0].result == "met"
    sheet_marks.save_marks(desk, sheet, changed)
    sheet_marks.save_marks(desk, sheet, marks)  # what was unticked comes back under its old id
    assert sheets.open_sheet(desk, sheet).rows[1].count == 1
    with desk.database.read() as session:
        assert fold.check_fold(session) == []


def test_saving_the_same_grid_again_changes_nothing(desk, round_of):
    watcher, first, _ = round_of
    sheet = sheets.make_sheet(desk, watcher, "2026-05").result.sheet
    marks = [SheetMark(first, 1, "visit", signs=("thin", "bruise"))]
    sheet_marks.save_marks(desk, sheet, marks)
    assert sheet_marks.save_marks(desk, sheet, marks).changes.ids == {}


def test_an_act_that_is_in_already_is_on_the_grid_and_not_counted_twice(desk, town, round_of):
    watcher, first, _ = round_of
    other = town.volunteer("原田 ミツ")
    mine = town.visit(first, "2026-05-01", watchers=(watcher,), time="10:00")
    town.visit(first, "2026-05-02", watchers=(other,))
    shared = town.visit(first, "2026-05-03", watchers=(watcher, other))
    sheet = sheets.make_sheet(desk, watcher, "2026-05").result.sheet
    assert sorted(sheets.open_sheet(desk, sheet).rows[0].marks) == [1, 3]
    sheet_marks.save_marks(desk, sheet, [SheetMark(first, 1, "visit")])
    acts = {v.id: v for v in watching.timeline(desk, first)}
    assert len(acts) == 3
    assert acts[mine].time == "10:00"
    assert acts[shared].watchers == (other,)  # it was not on this paper: it stays the other watcher's


def test_two_laptops_that_type_the_same_paper_have_the_same_acts(desk, desks, round_of, carried):
    watcher, first, second = round_of
    other = desks.new("B")
    carried(desk, other)
    marks = [SheetMark(first, 1, "visit"), SheetMark(first, 1, "phone"), SheetMark(second, 30, "pattern")]
    for laptop in (desk, other):
        sheet_marks.save_marks(laptop, sheets.make_sheet(laptop, watcher, "2026-05").result.sheet, marks)
    here, there = ({v.id for p in (first, second) for v in watching.timeline(d, p)} for d in (desk, other))
    assert here == there
    assert len(here) == 3
    carried(other, desk)
    assert len(watching.visits_of_month(desk, "2026-05")) == 3
    for number in ("0501", "Ｂ0501"):  # each laptop printed its own number on it
        assert sheets.open_sheet(desk, number, "2026-05").rows[0].count == 2


@pytest.mark.parametrize(
    ("month", "day", "words"), [("2026-06", 12, "きょうより先"), ("2026-04", 31, "31日はありません")]
)
def test_days_that_cannot_be_are_refused_whole(desk, round_of, month, day, words):
    watcher, first, _ = round_of
    sheet = sheets.make_sheet(desk, watcher, month).result.sheet
    with pytest.raises(InputError, match=words):
        sheet_marks.save_marks(desk, sheet, [SheetMark(first, 1, "visit"), SheetMark(first, day, "visit")])
    assert watching.timeline(desk, first) == []
