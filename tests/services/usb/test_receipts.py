"""What others have confirmed, how long we wait, and which bundles did not arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import putting_back, setup
from sasaeai_desktop.services.usb import receipts
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City

HEADER = "実施日,対象者番号,担当者番号,方法\n"


@pytest.fixture
def district(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return desk


def on(desk: Desk, day: str) -> Desk:
    return replace(desk, clock=clock_at(day))


def visits(city: City, desk: Desk, first: str, count: int) -> None:
    start = date.fromisoformat(first)
    rows = "".join(f"{start + timedelta(days=n)},001,V01,電話\n" for n in range(count))
    city.load(desk, visits=HEADER + rows)


def answer(city: City, district: Desk, day: str) -> None:
    city.take(on(district, day), city.send(on(city.council, day), Route.TO_DISTRICT, "12"))


def test_sent_is_not_confirmed_and_the_oldest_stick_is_named(city: City, district: Desk) -> None:
    city.take(city.council, city.send(on(district, "2024-04-05")))
    answer(city, district, "2024-04-06")
    (now,) = receipts.receipts(on(district, "2024-04-07"))
    assert (now.unconfirmed, now.waiting_since, now.not_written) == (0, "", 0)
    assert now.words == "すべて 確認ずみ - 最後の受領確認 4月6日"
    visits(city, district, "2024-03-01", 3)
    (now,) = receipts.receipts(on(district, "2024-04-07"))
    assert (now.unconfirmed, now.waiting_since, now.not_written) == (3, "", 3)
    city.send(on(district, "2024-04-08"))
    visits(city, district, "2024-03-11", 2)
    city.send(on(district, "2024-05-09"))
    (now,) = receipts.receipts(on(district, "2025-05-10"))
    assert (now.unconfirmed, now.waiting_since, now.not_written) == (5, "2024-04-08", 0)
    assert now.words == "5件 未確認 - 最後の受領確認 2024年4月6日"


def test_the_district_knows_since_when_no_answer_came(city: City, district: Desk) -> None:
    assert receipts.ageing(district)[0].words == ""
    city.take(city.council, city.send(on(district, "2024-04-08")))
    city.send(on(district, "2024-05-08"))
    (waiting,) = receipts.ageing(on(district, "2024-06-01"))
    assert (waiting.unanswered_since, waiting.heard_on) == ("2024-04-08", "")
    assert waiting.words == "4月8日に渡したUSBへの返事が、まだ届いていません。"
    answer(city, district, "2024-06-02")
    (answered,) = receipts.ageing(on(district, "2024-06-03"))
    assert (answered.unanswered_since, answered.heard_on, answered.words) == ("", "2024-06-02", "")


def test_the_council_knows_whose_bundle_is_missing_since_which_month(city: City, district: Desk) -> None:
    city.district("13", "東旭川")
    city.take(on(city.council, "2024-05-20"), city.send(district))
    heard, never = receipts.ageing(on(city.council, "2024-06-30"))
    assert (heard.code, heard.silent_since, heard.silent_months) == ("12", "", 0)
    assert (never.code, never.silent_since, never.silent_months) == ("13", "2024-05", 1)
    heard, never = receipts.ageing(on(city.council, "2025-02-01"))
    assert (heard.silent_since, heard.silent_months) == ("2024-06", 8)
    assert heard.words == "2024年6月から、USBが届いていません。"
    assert never.words == "2024年5月から、USBが届いていません。"


def test_a_restored_council_names_the_gap_and_the_sticks_that_carried_it(city: City, district: Desk) -> None:
    backup = backups.back_up(city.council)
    first = city.send(district)
    city.take(city.council, first)
    answer(city, district, "2024-04-06")
    visits(city, district, "2024-03-01", 2)
    second = city.send(district)  # begins behind what the council had confirmed
    council = restored(city, city.council, backup.path)
    (result,) = city.take(council, second)
    assert any("足りません" in notice for notice in result.notices)
    assert receipts.ageing(council)[0].gap
    (before,) = receipts.receipts(district)
    assert before.lost_numbers == ()
    city.take(district, city.send(council, Route.TO_DISTRICT, "12"))
    (after,) = receipts.receipts(district)
    assert after.lost_numbers == (1,)
    assert after.unconfirmed == 3 + 2 + 2 + 2  # everything, as the council said it holds nothing
    third = city.send(district)
    (healed,) = city.take(council, third)
    assert healed.state == "applied"
    assert not any("足りません" in notice for notice in healed.notices)
    assert not receipts.ageing(council)[0].gap
    city.take(district, city.send(council, Route.TO_DISTRICT, "12"))
    (whole,) = receipts.receipts(district)
    assert (whole.unconfirmed, whole.lost_numbers) == (0, ())


def restored(city: City, desk: Desk, backup: Path) -> Desk:
    desk.close()
    putting_back.restore_backup(desk.paths, backup, PASSPHRASE, city.clock)
    again = setup.open_desk(desk.paths, PASSPHRASE, city.clock)
    city.desks.append(again)
    return again
