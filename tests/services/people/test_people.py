from __future__ import annotations

import pytest

from sasaeai_desktop.db import fold
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.people import Consent, ConsentState, Purpose
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import acting
from sasaeai_desktop.services.people import consents, merging, people, person_page, twins
from sasaeai_desktop.services.salon import attending, guests, salons
from sasaeai_desktop.services.watch import registering, watching


def test_people_are_found_by_any_writing_of_their_name_in_kana_order(desk, town):
    town.person("髙橋 昭一郎", "たかはし しょういちろう", town="さくら")
    town.person("高木 ヨシ", "たかぎ よし", town="川端")
    town.person("𠮷田 清子", "よしだ きよこ", town="川端")
    town.person("佐藤 トミ", "さとう とみ", town="さくら")

    def names(text="", row=""):
        return [r.name for r in people.find_people(desk, text, row)]

    assert names() == ["佐藤 トミ", "高木 ヨシ", "髙橋 昭一郎", "𠮷田 清子"]
    assert names("高橋") == ["髙橋 昭一郎"]
    assert names("ﾀｶﾊｼ") == ["髙橋 昭一郎"]
    assert names("たかはししよ") == ["髙橋 昭一郎"]
    assert names("吉田") == ["𠮷田 清子"]
    assert names("川端") == ["高木 ヨシ", "𠮷田 清子"]
    assert names("", "た") == ["高木 ヨシ", "髙橋 昭一郎"]
    assert names("か", "た") == ["高木 ヨシ", "髙橋 昭一郎"]
    assert names("山") == []


def test_numbers_carry_the_laptops_letter_and_are_never_given_twice(desk, desks):
    first = people.save_person(desk, None, {"name": "一"}).result
    people.save_person(desk, None, {"name": "二"})
    people.delete_person(desk, first)
    people.save_person(desk, None, {"name": "三"})
    other = desks.new("B")
    people.save_person(other, None, {"name": "四"})
    numbers = [person_page.person_view(desk, r.id).person.number for r in people.find_people(desk)]
    assert sorted(numbers) == ["A-0002", "A-0003"]
    assert person_page.person_view(other, people.find_people(other)[0].id).person.number == "B-0001"


def test_a_managing_number_gives_the_same_id_on_two_laptops_and_is_refused_twice(desk, desks):
    values = {"name": "阿部 ハツ", "number": "0077"}
    here = people.save_person(desk, None, values).result
    there = people.save_person(desks.new("B"), None, values).result
    assert here == there
    with pytest.raises(InputError, match="0077"):
        people.save_person(desk, None, {"name": "別の方", "number": "0077"})


def test_a_person_without_a_name_is_not_written(desk):
    with pytest.raises(InputError, match="氏名"):
        people.save_person(desk, None, {"name": "　", "kana": "だれか"})
    assert people.find_people(desk) == []


def test_the_list_says_how_long_ago_by_each_ones_own_rhythm(desk, town):
    often = town.watched("高木 ヨシ", "たかぎ", every=4)
    seldom = town.watched("竹内 武", "たけうち", every=30)
    town.visit(often, "2026-05-26")
    town.visit(seldom, "2026-05-26")
    town.visit(often, "2026-06-09", result="absent")  # nobody was met
    town.person("田中 スミ", "たなか すみ")
    rows = {r.name: r for r in people.find_people(desk)}
    assert (rows["高木 ヨシ"].words, rows["高木 ヨシ"].overdue) == ("16日前", True)
    assert (rows["竹内 武"].words, rows["竹内 武"].overdue) == ("16日前", False)
    assert (rows["田中 スミ"].words, rows["田中 スミ"].state) == ("", "")
    assert [r.name for r in people.find_people(desk, watched=True)] == ["高木 ヨシ", "竹内 武"]


def test_one_in_hospital_is_not_overdue(desk, town):
    person = town.watched("竹内 武", start="2026-01-01")
    case = person_page.person_view(desk, person).case
    registering.set_case_state(desk, case.id, "hospital", "2026-06-01")
    row = people.find_people(desk)[0]
    assert (row.words, row.overdue) == ("入院中", False)
    assert person_page.person_view(desk, person).state_words == "いまは「入院中」です。"


def test_a_persons_page_holds_the_whole_person(desk, town):
    person = town.watched(
        "髙橋 昭一郎", "たかはし", every=4, birth="1941-09-01", sex="male", household="alone", town="さくら町内会",
        group="3班",
    )  # fmt: skip
    watcher = town.volunteer("原田 ミツ")
    registering.assign(desk, person, watcher)
    people.save_contact(desk, person, None, {"name": "長女", "relation": "子", "phone": "0166-00-0000"})
    for day in ("2025-06-30", "2025-07-01", "2026-04-02", "2026-05-26"):
        town.visit(person, day)
    watching.record_tally(desk, watching.TallyDraft("2026-04", "phone", 3, person=person))
    view = person_page.person_view(desk, person)
    assert view.about == "84歳・男・一人暮らし・さくら町内会3班"
    assert [w.name for w in view.watchers] == ["原田 ミツ"]
    assert view.state_words == "16日 会えていません。いつもは 4日に1回。"
    assert [m.label for m in view.months] == [f"{n}月" for n in (7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)]
    counts = {m.month: m.count for m in view.months}
    assert (counts["2025-07"], counts["2026-04"], counts["2026-05"], counts["2026-06"]) == (1, 4, 1, 0)
    assert view.year_total == 6
    assert [c.phone for c in view.contacts] == ["0166-00-0000"]


def test_a_months_count_is_a_contact_until_the_end_of_the_next_month(desk, town, on_day):
    person = town.watched("石川 正雄", every=4)
    watching.record_tally(desk, watching.TallyDraft("2026-05", "visit", 8, person=person))
    assert not people.find_people(desk)[0].overdue
    assert people.find_people(on_day(desk, "2026-09-01"))[0].overdue


# -- merges ----------------------------------------------------------------------------------------------------------


def test_merged_people_are_one_line_with_all_their_acts_and_unmerge_parts_them(desk, town):
    first = town.watched("小林 フミ", "こばやし ふみ", town="ひばり")
    second = town.person("小林 ふみ", "こばやし ふみ", town="ひばり", phone="0166-11-1111")
    town.visit(first, "2026-05-01")
    town.visit(second, "2026-06-10")
    hint = twins.likely_twins(desk)
    assert [{p.first.id, p.second.id} for p in hint] == [{first, second}]
    merge = merging.merge_people(desk, first, second).result
    rows = people.find_people(desk)
    assert len(rows) == 1
    assert rows[0].words == "きのう"
    view = person_page.person_view(desk, second)
    assert [v.date for v in view.visits] == ["2026-06-10", "2026-05-01"]
    assert view.person.phone == "0166-11-1111"
    assert view.case is not None
    assert twins.likely_twins(desk) == []
    merging.unmerge(desk, merge)
    assert len(people.find_people(desk)) == 2
    assert [v.date for v in person_page.person_view(desk, first).visits] == ["2026-05-01"]
    merging.merge_people(desk, second, first)  # again, the other way round: the same merge comes back
    assert [m.merge for m in merging.merges_of(desk, first)] == [merge]


def test_a_merged_guest_counts_once_in_a_session(desk, town):
    first, second = town.person("小林 フミ"), town.person("小林 ふみ")
    salon = salons.save_salon(desk, None, {"name": "お茶の間サロン", "type": "daily"}).result
    session = salons.plan_session(desk, salon, "2026-06-10").result
    attending.set_attendance(desk, session, {first, second})
    assert guests.open_session(desk, session).total == 2
    merging.merge_people(desk, first, second)
    assert guests.open_session(desk, session).total == 1
    assert salons.sessions_of_month(desk, "2026-06")[0].named == 1


def test_people_with_acts_are_not_deleted(desk, town):
    person = town.person("田中 スミ")
    visit = town.visit(person, "2026-06-10")
    with pytest.raises(InputError, match="消せません") as caught:
        people.delete_person(desk, person)
    assert "終了" in caught.value.todo
    watching.delete_visit(desk, visit)
    people.delete_person(desk, person)
    assert people.find_people(desk) == []
    undoing.undo_last(desk)
    assert [r.name for r in people.find_people(desk)] == ["田中 スミ"]


# -- consent ---------------------------------------------------------------------------------------------------------

REFER = Purpose.REFER


def given(desk, person, date=""):
    return consents.set_consent(
        desk, person, REFER, ConsentState.GIVEN, form="written", giver="self", date=date
    )


def test_consent_is_unknown_until_somebody_says_so_and_the_newest_day_counts(desk, town):
    person = town.person("田中 スミ")
    assert consents.consent_of(desk, person, REFER) is ConsentState.UNKNOWN
    given(desk, person, "2026-05-01")
    assert consents.consent_of(desk, person, REFER) is ConsentState.GIVEN
    consents.revoke_consent(desk, person, REFER, "2026-06-01")
    assert consents.consent_of(desk, person, REFER) is ConsentState.REFUSED
    given(desk, person, "2026-06-05")
    assert consents.consent_of(desk, person, REFER) is ConsentState.GIVEN
    consents.set_consent(desk, person, REFER, ConsentState.UNKNOWN, date="2026-06-05")
    assert consents.consent_of(desk, person, REFER) is ConsentState.UNKNOWN
    assert consents.consent_of(desk, person, Purpose.WATCH) is ConsentState.UNKNOWN


def test_a_consent_that_two_laptops_disagree_on_reads_as_refused_until_it_is_settled(
    desk, desks, town, carried
):
    person = town.person("田中 スミ")
    given(desk, person, "2026-06-01")
    other = desks.new("B")
    carried(desk, other)
    consents.set_consent(
        desk, person, REFER, ConsentState.GIVEN, form="oral", heard_by="原田", date="2026-06-01"
    )
    consents.set_consent(other, person, REFER, ConsentState.REFUSED, reason="家族が反対", date="2026-06-01")
    # the winner of the tie-break may be either; both must read it as refused
    carried(other, desk)
    carried(desk, other)
    assert consents.consent_of(desk, person, REFER) is ConsentState.REFUSED
    assert consents.consent_of(other, person, REFER) is ConsentState.REFUSED
    given(desk, person, "2026-06-01")
    assert consents.consent_of(desk, person, REFER) is ConsentState.GIVEN


def test_a_date_in_dispute_is_a_dispute_too(desk, desks, town, carried):
    person = town.person("田中 スミ")
    ent = given(desk, person, "2026-06-01").result
    other = desks.new("B")
    carried(desk, other)
    for place, day in ((desk, "2026-06-02"), (other, "2026-06-03")):
        with acting(place, "x") as session:
            session.record(Consent, ent, {"date": day})
    carried(other, desk)
    assert consents.consent_of(desk, person, REFER) is ConsentState.REFUSED


def test_a_revocation_elsewhere_beats_a_newer_consent_recorded_before_it(desk, desks, town, carried):
    person = town.person("田中 スミ")
    given(desk, person, "2026-05-01")
    other = desks.new("B")
    carried(desk, other)
    given(other, person, "2026-05-20")
    consents.revoke_consent(desk, person, REFER, "2026-06-01")
    carried(other, desk)
    assert consents.consent_of(desk, person, REFER) is ConsentState.REFUSED


def test_an_oral_consent_needs_who_heard_it(desk, town):
    with pytest.raises(InputError, match="聞いた方"):
        consents.set_consent(desk, town.person("田中 スミ"), REFER, ConsentState.GIVEN, form="oral")


def test_tables_equal_the_journal_after_all_this(desk, town):
    first, second = town.watched("一"), town.person("二")
    merging.merge_people(desk, first, second)
    given(desk, first)
    consents.revoke_consent(desk, first, REFER)
    with desk.database.read() as session:
        assert fold.check_fold(session) == []


def test_watched_people_are_found_by_the_name_of_who_watches_them(desk, town):
    watcher = town.volunteer("原田 ミツ", "はらだ みつ")
    mine = town.watched("高木 ヨシ", "たかぎ よし")
    town.watched("原 一郎", "はら いちろう")
    registering.assign(desk, mine, watcher, "2026-01-01")
    assert [r.name for r in people.find_people(desk, "はら", watched=True)] == ["原 一郎", "高木 ヨシ"]
    assert [r.name for r in people.find_people(desk, "原田", watched=True)] == ["高木 ヨシ"]
    assert people.find_people(desk, "原田") == []
