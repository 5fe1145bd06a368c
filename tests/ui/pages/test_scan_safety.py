"""A scanned 安否確認一覧 in the window: what is sure is ticked, the rest is asked with one key, and one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.plans import disaster
from sasaeai_desktop.services.scan.safety_lists import SafetyProposal, Seen
from sasaeai_desktop.services.watch import registering
from sasaeai_desktop.ui.pages.scan.safety import ScanSafetyPage
from sasaeai_desktop.ui.pages.scan.safety_state import SafetyState
from ui.rules import faults

from .desk_room import Room, new_room

Show = Callable[[QWidget], QWidget]
STATES = (("new", "safe", ""), ("doubtful", "", "two"), ("differs", "safe", ""))


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path)
    for guest in made.guests:
        registering.start_watch(made.desk, guest, "2026-01-10", every_days=7)
    yield made
    made.tasks.stop()
    made.desk.close()


def read_list(room: Room) -> SafetyProposal:
    event = disaster.open_event(room.desk, "snow").result
    disaster.tick(room.desk, disaster.board(room.desk).rows[2].person, "help")
    board = disaster.board(room.desk)
    marks = tuple(
        Seen(
            row.person, row.name, row.town, at + 1, *STATES[at], row.state, f"支援が必要　{row.seen}" if row.state else "",
            1, (124.4, 51.5 + at * 17.8, 70.6, 17.8),
        )
        for at, row in enumerate(board.rows[:3])
    )  # fmt: skip
    return SafetyProposal(
        Id(b"s" * 16),
        "0601",
        event,
        board.title,
        board.event.opened_on,
        "2026-06",
        4,
        1,
        marks,
        {1: b""},
        (1,),
        (),
        (),
    )


def test_doubt_is_answered_with_a_key_and_everything_is_one_undo(room: Room, show: Show) -> None:
    state = SafetyState(read_list(room))
    page = room.show(show, lambda context: ScanSafetyPage(context, state, lambda: None))
    assert faults(page) == []
    assert page.questions.left() == 2
    assert page.list.current_key() == state.proposal.marks[1].person  # the first that nobody decided
    room.click("scan_safety_primary")
    assert "あと 2つ" in page.message.what.text()
    room.qtbot.keyClick(page.list, Qt.Key.Key_3)
    room.settle()
    assert "画面のきろくは「支援が必要" in page.questions.why.text()
    room.qtbot.keyClick(page.list, Qt.Key.Key_1)
    room.settle()
    page.by.set_value("山田さん")
    room.click("scan_safety_primary")
    room.settle()
    board = disaster.board(room.desk)
    assert (board.safe, board.help, board.unknown, board.left, state.saved) == (2, 0, 1, 1, True)
    undoing.undo_last(room.desk)
    assert disaster.board(room.desk).left == 3


def test_a_row_that_was_read_wrong_is_set_right_in_the_list(room: Room, show: Show) -> None:
    state = SafetyState(read_list(room))
    page = room.show(show, lambda context: ScanSafetyPage(context, state, lambda: None))
    page.list.choose(state.proposal.marks[0].person)
    room.qtbot.keyClick(page.list, Qt.Key.Key_0)
    room.settle()
    assert state.answers[state.proposal.marks[0].person] == ""
    assert state.fresh() == 0
