"""How few clicks the most frequent work takes in the program's own window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.salon import attending, guests, salons
from sasaeai_desktop.ui.pages.salon.session import SessionPage
from ui.pages.watch_desk import TODAY, empty_desk
from ui.sitting import Sitting


@pytest.fixture
def here(tmp_path: Path, show) -> Iterator[Sitting]:
    desk = empty_desk(tmp_path / "desk")
    names = [{"name": f"常連 {n}", "kana": f"じょうれん {n}"} for n in range(25)]
    ladies = people.save_people(desk, names).result
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily"}).result
    for day in ("05-07", "05-14", "05-21", "05-28"):
        held = salons.plan_session(desk, salon, f"2026-{day}").result
        attending.set_attendance(desk, held, ladies)
    salons.plan_session(desk, salon, TODAY)
    sitting = Sitting(desk, show)
    yield sitting
    sitting.end()


def test_a_session_of_25_regulars_of_whom_23_came_takes_at_most_8_clicks(here: Sitting) -> None:
    session = next(row for row in salons.sessions_of_month(here.desk, "2026-06") if row.date == TODAY)
    here.window.open("salon", session.id)
    here.settle()
    assert isinstance(here.page(), SessionPage)
    clicks = ("everyone", "guest_3", "guest_17", "session_primary")
    for name in clicks:
        here.click(name)
    assert guests.open_session(here.desk, session.id).named == 23
    assert len(clicks) <= 8
