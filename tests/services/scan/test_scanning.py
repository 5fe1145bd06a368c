"""From a printed sheet through pen and scanner back into the records."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from sasaeai_desktop.domain.paper_boxes import Key
from sasaeai_desktop.forms import salon_roster, visit_sheet
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.reports.papers import sheets as papers
from sasaeai_desktop.services.salon import attending, guests, salons
from sasaeai_desktop.services.scan import scanning
from sasaeai_desktop.services.scan.rosters import CANCELLED, NewGuest, accept_roster
from sasaeai_desktop.services.scan.visits import NoteTyped, accept_visits
from sasaeai_desktop.services.watch import registering, sheet_marks, sheets
from sasaeai_desktop.services.watch.sheet_marks import SheetMark
from tests.scanning.pen import Pen
from tests.scanning.scanner import DRAWN_DPI, Scanner, rendered

MONTH = "2026-05"


def drawn(page: Image.Image, layout, shapes: dict[Key, str], areas: Iterable[Key] = ()) -> Image.Image:
    pen = Pen(page, DRAWN_DPI, random.Random(4))
    for box in layout.boxes:
        if box.key in shapes:
            pen.check(box.rect, shapes[box.key])
    for area in layout.areas:
        if area.key in areas:
            pen.word(area.rect)
    return page


def scanned_file(folder: Path, pages: list[Image.Image], name: str = "scan.pdf", **spoilt: object) -> Path:
    """Write pages as a scanner gives them, the second one upside down."""
    chance = random.Random(9)
    scans = [
        Scanner(dust=0, **spoilt).scan(page, chance, upside_down=at == 1).convert("L")  # type: ignore[arg-type]
        for at, page in enumerate(pages)
    ]
    path = folder / name
    more = {"save_all": True, "append_images": scans[1:], "resolution": 200} if path.suffix == ".pdf" else {}
    scans[0].save(path, **more)
    return path


@pytest.fixture
def round_of(desk, town):
    watcher = town.volunteer("山口 節子", "やまぐち せつこ")
    people = [town.watched(f"阿部 {n}", f"あべ {n}") for n in ("一", "二", "三", "四", "五")]
    for order, person in enumerate(people):
        registering.assign(desk, person, watcher, "2026-01-01", order)
    return watcher, people


def printed(desk, watcher) -> list[Image.Image]:
    return rendered(visit_sheet.draw(papers.visit_sheet(desk, MONTH, watcher), printed_on="2026-05-01").pdf)


def test_a_sheet_of_two_pages_comes_back_as_marks_and_twice_changes_nothing(desk, round_of, tmp_path):
    watcher, people = round_of
    first, second = printed(desk, watcher)
    layout = visit_sheet.boxes(MONTH)
    one = drawn(first, layout, {("mark", 0, 4, 0): "レ", ("mark", 0, 31, 1): "○", ("mark", 3, 16, 2): "◎"})
    two = drawn(second, layout, {("mark", 0, 17, 0): "✓"})
    found = scanning.read_files(desk, [scanned_file(tmp_path, [two, one])])
    (proposal,) = found.sheets
    assert (found.problems, proposal.missing, proposal.notices, proposal.certain) == ((), (), (), True)
    expected = {
        (people[0], 4, "visit"), (people[0], 31, "phone"), (people[3], 16, "pattern"), (people[4], 17, "visit"),
    }  # fmt: skip
    assert {m.place for m in proposal.marks if m.state == "new"} == expected
    done = accept_visits(desk, proposal)
    assert (done.result, done.changes.label) == (4, "山口 節子さんの5月の訪問票を保存しました")
    view = sheets.open_sheet(desk, proposal.view.sheet)
    assert [(m.method, m.result) for m in view.rows[3].marks[16]] == [("pattern", "seen")]

    again = scanning.read_files(desk, [tmp_path / "scan.pdf"]).sheets[0]
    assert again.known
    assert accept_visits(desk, again).changes.ids == {}
    undoing.undo_last(desk)
    assert sheets.open_sheet(desk, proposal.view.sheet).rows[0].count == 0


def test_doubt_and_difference_wait_for_a_person(desk, round_of, tmp_path):
    watcher, people = round_of
    first, _ = printed(desk, watcher)
    sheet = sheets.make_sheet(desk, watcher, MONTH).result.sheet
    typed = [SheetMark(people[0], 8, "phone", memo="風邪"), SheetMark(people[1], 9, "visit")]
    sheet_marks.save_marks(desk, sheet, typed)
    shapes = {
        ("mark", 0, 8, 0): "レ",  # 電 is recorded that day
        ("mark", 0, 12, 0): "不",
        ("mark", 1, 20, 0): "○", ("mark", 1, 20, 1): "○",  # two methods
        ("mark", 2, 21, 0): "レ", ("mark", 2, 23, 0): "✕",
    }  # fmt: skip
    path = scanned_file(tmp_path, [drawn(first, visit_sheet.boxes(MONTH), shapes)], "a.png")
    proposal = scanning.read_files(desk, [path]).sheets[0]
    states = {(m.row, m.day, m.method): m.state for m in proposal.marks}
    assert states == {
        (0, 8, "visit"): "differs", (0, 8, "phone"): "typed", (0, 12, "visit"): "doubtful",
        (1, 9, "visit"): "typed", (1, 20, "visit"): "doubtful", (1, 20, "phone"): "doubtful",
        (2, 21, "visit"): "new", (2, 23, "visit"): "doubtful",
    }  # fmt: skip
    assert not proposal.certain
    assert proposal.missing == (2,)
    assert accept_visits(desk, proposal).result == 1  # questions without an answer are left out
    before = sheets.open_sheet(desk, sheet)
    assert before.rows[0].marks[8][0].memo == "風邪"

    answers = {
        (people[0], 8, "visit"): "mark", (people[0], 12, "visit"): "absent",
        (people[1], 20, "visit"): "mark", (people[1], 20, "phone"): "nothing",
    }  # fmt: skip
    accept_visits(desk, proposal, answers, [NoteTyped(people[2], 21, ("mail_piled",), "庭にいた")])
    view = sheets.open_sheet(desk, sheet)
    said = {
        r: {d: [(m.method, m.result) for m in ms] for d, ms in view.rows[r].marks.items()} for r in (0, 1)
    }
    assert said[0] == {8: [("visit", "met")], 12: [("visit", "absent")]}
    assert view.rows[0].marks[12][0].condition == ""  # who was not met is not said to be as usual
    assert said[1] == {9: [("visit", "met")], 20: [("visit", "met")]}
    noted = view.rows[2].marks[21][0]
    assert (noted.signs, noted.memo, noted.condition) == (("mail_piled",), "庭にいた", "concern")


def test_signs_and_memo_are_shown_and_not_read(desk, round_of, tmp_path):
    watcher, people = round_of
    first, _ = printed(desk, watcher)
    layout = visit_sheet.boxes(MONTH)
    page = drawn(first, layout, {("sign", 2, 3): "✕"}, [("memo", 2), ("total", 0)])
    proposal = scanning.read_files(desk, [scanned_file(tmp_path, [page], "a.jpg")]).sheets[0]
    notes = {n.person: n for n in proposal.notes}
    assert set(notes) == {people[0], people[2]}
    assert (notes[people[2]].signs, notes[people[2]].memo) == (("not_seen",), True)
    assert (notes[people[0]].total, notes[people[0]].memo) == (True, False)
    assert proposal.known  # nothing to write by itself


def test_pages_that_are_none_of_ours_are_named(desk, desks, town, round_of, tmp_path):
    watcher, _ = round_of
    ours = printed(desk, watcher)[0]
    blank = rendered(visit_sheet.draw(visit_sheet.blank(), printed_on="2026-05-01").pdf)[0]
    cat = Image.effect_mandelbrot((900, 700), (-2, -1, 1, 1), 60)
    noise = tmp_path / "broken.png"
    noise.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    torn = tmp_path / "torn.jpg"
    file = io.BytesIO()
    ours.save(file, "JPEG")
    torn.write_bytes(file.getvalue()[: len(file.getvalue()) // 3])
    pages = scanned_file(tmp_path, [blank, cat])
    found = scanning.read_files(desk, [pages, noise, torn, tmp_path / "gone.pdf"])
    assert [(p.file, p.kind) for p in found.problems if p.kind == "file"] == [
        ("broken.png", "file"), ("gone.pdf", "file"), ("torn.jpg", "file"),
    ]  # fmt: skip
    assert {p.kind for p in found.problems} == {"file", "blank", "codes"}
    foreign = scanning.read_files(desks.new("B", code="13"), [scanned_file(tmp_path, [ours], "ours.png")])
    assert [(p.kind, p.what) for p in foreign.problems] == [("foreign", "この地区の票ではありません。")]
    error = scanning.nothing_read(foreign)
    assert error is not None
    assert error.exit_code == 2


def test_a_sheet_that_was_printed_again_says_so(desk, town, round_of, tmp_path):
    watcher, _ = round_of
    old = printed(desk, watcher)[0]
    registering.assign(desk, town.watched("石川 清子", "いしかわ"), watcher, "2026-05-20")
    sheets.make_sheet(desk, watcher, MONTH)
    page = drawn(old, visit_sheet.boxes(MONTH), {("mark", 0, 4, 0): "レ"})
    proposal = scanning.read_files(desk, [scanned_file(tmp_path, [page])]).sheets[0]
    assert proposal.old
    assert not proposal.certain
    assert proposal.notices[0].startswith("もう一度印刷した票があります。")
    assert accept_visits(desk, proposal).result == 1


def test_a_page_scanned_twice_doubts_where_both_differ(desk, round_of, tmp_path):
    watcher, _ = round_of
    layout = visit_sheet.boxes(MONTH)
    first = drawn(printed(desk, watcher)[0], layout, {("mark", 0, 4, 0): "レ", ("mark", 0, 7, 0): "レ"})
    later = drawn(printed(desk, watcher)[0], layout, {("mark", 0, 4, 0): "レ"})
    proposal = scanning.read_files(desk, [scanned_file(tmp_path, [first, later])]).sheets[0]
    assert {m.day: m.state for m in proposal.marks} == {4: "new", 7: "doubtful"}


@pytest.fixture
def salon(desk, town):
    ent = salons.save_salon(
        desk, None, {"name": "さくらサロン", "type": "daily", "start": "2020-04-01"}
    ).result
    ladies = [town.person(f"井上 {n}", f"いのうえ {n}") for n in ("あい", "かよ", "さち")]
    days = ["2026-04-03", "2026-04-10", "2026-04-17", "2026-06-26"]
    for day in ("2026-03-06", "2026-03-13"):
        held = salons.plan_session(desk, ent, day).result
        attending.set_attendance(desk, held, ladies)
    return ent, ladies, [salons.plan_session(desk, ent, day).result for day in days]


def test_a_roster_comes_back_as_attendance(desk, salon, tmp_path):
    ent, ladies, sessions = salon
    roster = papers.salon_roster(desk, "2026-04", ent)
    plan = salon_roster.plan(roster)[0]
    layout = salon_roster.boxes(plan)
    assert len(roster.regulars) + len(roster.occasional) == 3
    shapes = {
        ("came", 0, 0): "○", ("came", 2, 0): "○", ("came", 1, 1): "レ", ("came", 0, 1): "レ crossed",
        ("came", 3, 1): "レ", ("cancelled", 2): "レ", ("came", 0, 3): "レ",
    }  # fmt: skip
    areas = [("name", 3), ("count", 2, 0), ("total", 0, 0)]
    page = drawn(rendered(salon_roster.draw(roster, printed_on="2026-04-01").pdf)[0], layout, shapes, areas)
    path = scanned_file(tmp_path, [page])
    proposal = scanning.read_files(desk, [path]).sheets[0]
    day, second, third, _ = (column.day for column in proposal.columns)
    states = {m.place: m.state for m in proposal.marks}
    clear = {(ladies[0], day), (ladies[2], day), (ladies[1], second)}
    # Each sheet has its own corner codes, so a clear tick is doubted now and then; it is never left out.
    doubted = {place for place in clear if states.get(place) == "doubtful"}
    assert len(doubted) <= 1
    assert states == {
        **dict.fromkeys(clear - doubted, "new"), **dict.fromkeys(doubted, "doubtful"),
        (ladies[0], second): "doubtful", (CANCELLED, third): "doubtful", (ladies[0], "2026-06-26"): "future",
    }  # fmt: skip
    assert [(n.row, n.days) for n in proposal.newcomers] == [(3, (second,))]
    written = {c.field for c in proposal.columns[0].counts if c.written}
    assert written == {"children", "total"}

    answers = {**dict.fromkeys(doubted, True), (ladies[0], second): False, (CANCELLED, third): True}
    new = [NewGuest("上田 春", "うえだ はる", (second,))]
    done = accept_roster(desk, proposal, answers, {day: {"children": 2}}, new)
    assert (done.result, done.changes.label) == (4, "さくらサロンの出席表を保存しました")
    views = [guests.open_session(desk, session) for session in sessions]
    assert [(v.named, v.total, v.session.cancelled) for v in views] == [
        (2, 4, False), (2, 2, False), (0, 0, True), (0, 0, False),
    ]  # fmt: skip
    again = scanning.read_files(desk, [path]).sheets[0]
    kept = {place: answer for place, answer in answers.items() if place[0] != CANCELLED}
    assert accept_roster(desk, again, kept).changes.ids == {}
    undoing.undo_last(desk)
    assert guests.open_session(desk, sessions[0]).named == 0


def test_a_roster_with_other_days_is_another_sheet(desk, salon):
    ent, _, _ = salon
    before = papers.salon_roster(desk, "2026-04", ent)
    salons.plan_session(desk, ent, "2026-05-08")
    after = papers.salon_roster(desk, "2026-04", ent)
    assert before.sheet_id != after.sheet_id
    assert (before.number, after.number) == ("0401", "0402")


def test_on_a_roster_a_cross_beside_rings_rather_means_absent(desk, salon, tmp_path):
    roster = papers.salon_roster(desk, "2026-04", salon[0])
    layout = salon_roster.boxes(salon_roster.plan(roster)[0])
    page = rendered(salon_roster.draw(roster, printed_on="2026-04-01").pdf)[0]
    shapes = {("came", 0, 0): "○", ("came", 1, 0): "✕", ("came", 2, 0): "／"}
    path = scanned_file(tmp_path, [drawn(page, layout, shapes)], "roster.png")
    (proposal,) = scanning.read_files(desk, [path]).sheets
    assert [(m.state, m.likely, m.why) for m in proposal.marks] == [
        ("new", True, ""), ("doubtful", False, "absent"), ("doubtful", False, "absent"),
    ]  # fmt: skip
    assert accept_roster(desk, proposal).result == 1


def test_an_empty_sheet_two_states_and_an_empty_back_are_said(desk, round_of, tmp_path):
    watcher, _ = round_of
    first, _ = printed(desk, watcher)
    layout = visit_sheet.boxes(MONTH)
    early = drawn(first.copy(), layout, {("mark", 0, 4, 0): "レ"})
    empty = scanning.read_files(desk, [scanned_file(tmp_path, [first], "empty.png")])
    assert "この票には、印が 1つもありません。" in empty.sheets[0].notices
    late = drawn(early.copy(), layout, {("mark", 0, 11, 0): "レ", ("mark", 1, 12, 1): "レ"})
    back = Image.new("L", first.size, 252)
    found = scanning.read_files(desk, [scanned_file(tmp_path, [early, back, late], "both.pdf")])
    assert (found.pages, found.backs, found.problems) == (3, 1, ())
    (proposal,) = found.sheets
    assert any("2枚あり" in notice and "2つ" in notice for notice in proposal.notices)
    assert [(m.day, m.state, m.why) for m in proposal.marks] == [
        (4, "new", ""), (11, "doubtful", "twice"), (12, "doubtful", "twice"),
    ]  # fmt: skip
