"""安否確認一覧 by hand: printed, ticked, scanned, into the event; asked where in doubt, one undo."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.plans import SafetyEvent, SafetyTick
from sasaeai_desktop.forms import safety_list
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.plans import disaster
from sasaeai_desktop.services.reports.papers import plans as papers
from sasaeai_desktop.services.scan import scanning
from sasaeai_desktop.services.scan.safety_lists import SafetyProposal, accept_safety
from tests.scanning.pen import Pen
from tests.scanning.scanner import DRAWN_DPI, Scanner, rendered


def clocked(desk, time):
    return replace(desk, clock=Clock(now=lambda: datetime.fromisoformat(f"2026-06-11T{time}:00+09:00")))


@pytest.fixture
def many(desk, town):
    for n in range(14):
        town.watched(f"人 {n:02}", f"ひと {n:02}", town="さくら", group="1班")
    disaster.open_event(clocked(desk, "07:00"), "snow")
    return [row.person for row in disaster.board(desk).rows]


def paper(desk) -> list[Image.Image]:
    return rendered(safety_list.draw(papers.safety_list(desk, None), printed_on="2026-06-11").pdf)


def ticked(page: Image.Image, rows: int, shapes: dict[tuple[int, int], str]) -> Image.Image:
    page = page.copy()
    pen = Pen(page, DRAWN_DPI, random.Random(4))
    for box in safety_list.boxes(rows).boxes:
        if box.key[1:] in shapes:
            x, y, wide, high = box.rect
            pen.check((x, y + high / 2 - 4, wide, 8.0), shapes[box.key[1:]])
    return page


def read(desk, folder: Path, *pages: Image.Image) -> SafetyProposal:
    chance = random.Random(9)
    paths = []
    for at, page in enumerate(pages):
        paths.append(folder / f"{at}.png")
        Scanner(dust=0, noise=0, shade=0).scan(page, chance, upside_down=at == 1).convert("L").save(paths[-1])
    found = scanning.read_files(desk, paths)
    assert found.problems == ()
    (proposal,) = found.sheets
    assert isinstance(proposal, SafetyProposal)
    return proposal


def test_a_list_of_two_pages_comes_back_as_looks_of_one_action(desk, many, tmp_path):
    disaster.tick(clocked(desk, "07:10"), many[3], "help", seen_by="山田さん")
    disaster.tick(clocked(desk, "07:11"), many[4], "unknown")
    first, second = paper(desk)
    one = ticked(
        first, 12,
        {(0, 0): "レ", (1, 1): "✓", (2, 0): "○", (2, 1): "○", (3, 0): "レ", (4, 0): "レ", (5, 0): "✕"},
    )  # fmt: skip
    two = ticked(second, 2, {(1, 2): "レ"})
    proposal = read(desk, tmp_path, one, two)
    states = {m.order: (m.state, m.said, m.why) for m in proposal.marks}
    assert states == {
        1: ("new", "safe", ""), 2: ("new", "help", ""), 3: ("doubtful", "", "two"), 4: ("differs", "safe", ""),
        5: ("new", "safe", ""),  # nobody had found the fifth: seen now contradicts nobody
        6: ("doubtful", "safe", "cross"), 14: ("new", "unknown", ""),
    }  # fmt: skip
    assert (proposal.people, proposal.empty, proposal.pages, proposal.certain) == (14, 7, (1, 2), False)
    assert [m.recorded_words for m in proposal.marks if m.order == 4] == ["支援が必要　7時10分　山田さん"]
    later = clocked(desk, "09:00")
    with pytest.raises(InputError, match="いまより あと"):
        accept_safety(later, proposal, time="09:30")
    done = accept_safety(later, proposal, {many[2]: "help", many[3]: ""}, seen_by="佐藤さん", time="08:20")
    assert (done.result, done.changes.label) == (5, "大雪・暴風雪（6月11日）の一覧から 5人の安否を入れました")
    board = disaster.board(desk)
    assert (board.safe, board.help, board.unknown, board.left) == (2, 3, 1, 8)
    assert [r.seen for r in board.rows if r.person == many[1]] == ["8時20分　佐藤さん"]

    again = read(desk, tmp_path, one, two)
    assert {m.order for m in again.marks if m.state == "new"} == set()
    assert [m.order for m in again.questions] == [4, 6]  # nobody decided these
    assert accept_safety(later, again).result == 0
    undoing.undo_last(desk)
    assert disaster.board(desk).left == 12


def test_two_copies_in_two_hands_are_one_list_and_a_closed_event_is_counted_anew(desk, many, tmp_path):
    first, _ = paper(desk)
    assert papers.safety_list(desk, None).sheet_id == papers.safety_list(desk, None).sheet_id
    mine = ticked(first, 12, {(0, 0): "レ", (2, 0): "レ"})
    yours = ticked(first, 12, {(1, 1): "レ", (2, 2): "レ"})
    proposal = read(desk, tmp_path, mine, yours)
    assert {m.order: (m.state, m.why) for m in proposal.marks} == {
        1: ("new", ""), 2: ("new", ""), 3: ("doubtful", "twice"),
    }  # fmt: skip
    assert proposal.missing == (2,)
    disaster.close_event(clocked(desk, "10:00"))
    accept_safety(clocked(desk, "10:30"), proposal, time="07:30")
    with reading(desk) as session:
        (event,) = select(session, SafetyEvent)
        assert (event.safe, event.help, event.unknown) == (1, 1, 12)
        assert len(select(session, SafetyTick)) == 2
    undoing.undo_last(desk)
    with reading(desk) as session:
        assert select(session, SafetyEvent)[0].unknown == 14


def test_a_list_without_a_mark_says_so_and_a_blank_one_is_nobodys(desk, many, tmp_path):
    first, _ = paper(desk)
    proposal = read(desk, tmp_path, first)
    assert "この票には、印が 1つもありません。" in proposal.notices
    blank = rendered(safety_list.draw(safety_list.blank(), printed_on="2026-06-11").pdf)[0]
    Scanner(dust=0).scan(blank, random.Random(1)).convert("L").save(tmp_path / "blank.png")
    assert [p.kind for p in scanning.read_files(desk, [tmp_path / "blank.png"]).problems] == ["blank"]
