from __future__ import annotations

from datetime import date, timedelta

import pytest

from sasaeai_desktop.db import fold
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.salon import attending, guests, salons
from sasaeai_desktop.services.watch import registering


@pytest.fixture
def salon(desk):
    return salons.save_salon(
        desk, None, {"name": "お茶の間サロン さくら", "type": "daily", "venue": "さくら会館"}
    ).result


@pytest.fixture
def weeks(desk, salon):
    """Hold a session on each of so many Fridays up to 2026-06-05 with the guests given by index; return their ids."""

    def hold(*came):
        last = date(2026, 6, 5)
        days = [(last - timedelta(days=7 * n)).isoformat() for n in range(len(came))][::-1]
        held = [{"salon": salon, "date": day, "planned": False} for day in days]
        ents = [salons.save_session(desk, None, values).result for values in held]
        attending.set_attendances(desk, {e: [(p, False) for p in c] for e, c in zip(ents, came, strict=True)})
        return ents

    return hold


def test_attendance_is_ticked_taken_back_and_ticked_again(desk, salon, town):
    first, second = town.person("原田 ミツ"), town.person("中島 久")
    session = salons.plan_session(desk, salon, "2026-06-11", start="10:00").result
    done = attending.mark_present(desk, session, first, present=True)
    assert done.changes.label == "原田 ミツさんを「来た」にしました"
    assert attending.set_attendance(desk, session, {first, second}).result == 2
    attending.mark_present(desk, session, first, present=False)
    assert [g.name for g in guests.open_session(desk, session).sometimes if g.present] == ["中島 久"]
    attending.mark_present(desk, session, first, present=True)
    assert guests.open_session(desk, session).total == 2
    undoing.undo_last(desk)
    assert guests.open_session(desk, session).total == 1
    attending.set_attendance(desk, session, {first})
    assert [g.name for g in guests.open_session(desk, session).sometimes if g.present] == ["原田 ミツ"]
    with desk.database.read() as reader:
        assert fold.check_fold(reader) == []


def test_two_laptops_that_tick_the_same_guest_count_one(desk, desks, salon, town, carried):
    person = town.person("原田 ミツ")
    session = salons.plan_session(desk, salon, "2026-06-11").result
    other = desks.new("B")
    carried(desk, other)
    attending.set_attendance(desk, session, {person})
    attending.set_attendance(other, session, {person})
    carried(other, desk)
    assert guests.open_session(desk, session).total == 1
    attending.mark_present(desk, session, person, present=False)
    assert guests.open_session(desk, session).total == 0


def test_two_laptops_that_plan_the_same_day_plan_one_session(desk, desks, salon, carried):
    other = desks.new("B")
    carried(desk, other)
    salons.plan_session(desk, salon, "2026-06-12")
    salons.plan_session(other, salon, "2026-06-12")
    carried(other, desk)
    assert len(salons.sessions_of_month(desk, "2026-06")) == 1
    with pytest.raises(InputError, match="もう開催"):
        salons.plan_session(desk, salon, "2026-06-12")


def test_counts_without_a_name_add_to_the_total_and_staff_do_not(desk, salon, town):
    session = salons.plan_session(desk, salon, "2026-06-11").result
    attending.set_attendance(desk, session, {town.person("一"), town.person("二")})
    assert attending.set_counts(desk, session, elderly=4, children=2, staff=3).result == 8
    assert attending.set_counts(desk, session, children=1).result == 7
    (row,) = salons.sessions_of_month(desk, "2026-06")
    assert (row.named, row.unnamed, row.total, row.staff) == (2, 5, 7, 3)
    with pytest.raises(InputError):
        attending.set_counts(desk, session, elderly=-1)


def test_regular_guests_come_first_and_who_stays_away_is_shown(desk, salon, town, weeks):
    always, gone, once = (
        town.person("阿部 ハツ", "あべ"),
        town.person("小林 フミ", "こばやし"),
        town.person("渡邉 弘", "わたなべ"),
    )
    weeks({always, gone}, {always, gone}, {always, gone, once}, {always}, {always}, {always})
    session = salons.plan_session(desk, salon, "2026-06-11").result
    view = guests.open_session(desk, session)
    assert [g.name for g in view.regulars] == ["阿部 ハツ", "小林 フミ"]
    assert [g.name for g in view.sometimes] == ["渡邉 弘"]
    assert (view.regulars[1].stays_away, view.regulars[1].words) == (True, "3回 お休み")
    assert (view.rhythm, view.number) == ("毎週", 7)
    (away,) = guests.stay_away(desk)
    assert (away.name, away.words, away.usual) == ("小林 フミ", "サロンを3回 お休み", "いつもは 毎週来る方")
    assert (
        attending.everyone_present(desk, session).result == 1
    )  # the one who stays away is asked for by name
    attending.mark_present(desk, session, gone, present=True)
    assert [g.stays_away for g in guests.open_session(desk, session).regulars] == [False, False]


def test_a_cancelled_session_makes_nobody_absent_and_counts_nowhere(desk, salon, town, weeks):
    guest, other = town.person("小林 フミ"), town.person("阿部 ハツ")
    sessions = weeks({guest}, {guest}, {guest}, {other}, {other}, {other})
    assert len(guests.stay_away(desk)) == 1
    done = salons.cancel_session(desk, sessions[-1], "大雪")
    assert done.changes.label == "お茶の間サロン さくらの6月5日を中止にしました"
    assert guests.stay_away(desk) == []
    assert sum(f.sessions for f in salons.month_figures(desk, 2026)) == 5
    assert [f.participants for f in salons.month_figures(desk, 2026) if f.month == "2026-06"] == [0]
    assert salons.list_salons(desk)[0].sessions == 5


def test_who_goes_to_another_salon_does_not_stay_away(desk, salon, town, weeks):
    guest, other = town.person("小林 フミ"), town.person("阿部 ハツ")
    weeks({guest}, {guest}, {guest}, {other}, {other}, {other})
    second = salons.save_salon(desk, None, {"name": "ひばりサロン"}).result
    session = salons.plan_session(desk, second, "2026-06-04").result
    attending.set_attendance(desk, session, {guest})
    assert guests.stay_away(desk) == []


def test_a_session_whose_names_nobody_typed_accuses_nobody(desk, salon, town, weeks):
    guest, other = town.person("小林 フミ"), town.person("阿部 ハツ")
    weeks({guest}, {guest}, {guest}, {other}, {other})
    session = salons.plan_session(desk, salon, "2026-06-11").result
    attending.set_counts(desk, session, elderly=9)
    assert guests.stay_away(desk) == []
    attending.set_attendance(desk, session, {other})
    assert len(guests.stay_away(desk)) == 1


def test_who_is_known_to_have_moved_or_lies_in_hospital_does_not_stay_away(desk, salon, town, weeks):
    moved, ill, stopped = town.watched("一"), town.watched("二"), town.watched("三")
    host = town.person("阿部 ハツ")
    weeks(*[{moved, ill, stopped}] * 3, *[{host}] * 3)
    cases = {p: person_page.person_view(desk, p).case.id for p in (moved, ill, stopped)}
    registering.end_watch(desk, cases[moved], "moved", "2026-05-20")
    registering.set_case_state(desk, cases[ill], "hospital")
    registering.end_watch(desk, cases[stopped], "declined", "2026-05-20")
    assert [g.name for g in guests.stay_away(desk)] == ["三"]


def test_a_new_guest_is_written_down_in_place(desk, salon):
    session = salons.plan_session(desk, salon, "2026-06-11").result
    person = attending.add_guest(desk, session, "山田 幸子", "やまだ さちこ").result
    (guest,) = guests.open_session(desk, session).sometimes
    assert (guest.person, guest.present, guest.newcomer) == (person, True, True)
    assert person_page.person_view(desk, person).person.number == "A-0001"
    undoing.undo_last(desk)
    assert people.find_people(desk) == []
    assert guests.open_session(desk, session).total == 0


def test_a_session_with_guests_is_not_deleted(desk, salon, town):
    session = salons.plan_session(desk, salon, "2026-06-11").result
    attending.set_attendance(desk, session, {town.person("一")})
    with pytest.raises(InputError, match="消せません"):
        salons.delete_session(desk, session)
    attending.set_attendance(desk, session, set())
    salons.delete_session(desk, session)
    assert salons.sessions_of_month(desk, "2026-06") == []
    salons.plan_session(desk, salon, "2026-06-11")
    assert len(salons.sessions_of_month(desk, "2026-06")) == 1


def test_a_planned_session_counts_only_once_its_attendance_is_saved(desk, town, on_day):
    salon = salons.save_salon(desk, None, {"name": "お茶の間", "type": "daily"}).result
    ahead = salons.plan_session(desk, salon, "2026-06-12").result
    assert reports.annual(desk, 2026).salon.sessions == 0
    guest = town.person("阿部 ハツ", "あべ はつ")
    with pytest.raises(InputError, match="きょうより先"):  # nobody has come to what is still to come
        attending.save_session_sheet(desk, ahead, {guest}, {"elderly": 2})
    done = attending.save_session_sheet(
        on_day(desk, "2026-06-12"), ahead, {guest}, {"elderly": 2, "fee": 100}
    )
    assert (reports.annual(desk, 2026).salon.sessions, reports.annual(desk, 2026).salon.participants) == (
        1,
        3,
    )
    assert done.changes.action is not None
    undoing.undo(desk, done.changes.action)
    assert reports.annual(desk, 2026).salon.sessions == 0
    assert not any(g.present for g in guests.open_session(desk, ahead).sometimes)
