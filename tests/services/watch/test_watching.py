from __future__ import annotations

import pytest

from sasaeai_desktop.db import fold
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people, person_page, volunteers
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.services.watch.registering import AssignmentDraft, CaseDraft
from sasaeai_desktop.services.watch.watching import TallyDraft, VisitDraft


def test_a_recorded_act_says_what_was_done_and_can_be_taken_back(desk, town):
    person = town.watched("田中 スミ")
    done = watching.record_visit(desk, VisitDraft(person, "2026-06-11", "phone", memo="声に張りあり"))
    assert done.changes.label == "田中 スミさんの電話をきろくしました"
    assert done.changes.touches("visit")
    assert [v.memo for v in watching.timeline(desk, person)] == ["声に張りあり"]
    back = undoing.undo_last(desk)
    assert back is not None
    assert back.result == ""
    assert back.changes.label == "元にもどしました：田中 スミさんの電話をきろくしました"
    assert watching.timeline(desk, person) == []


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ({"date": "2026-06-12"}, "きょうより先"),
        ({"date": "2026-13-01"}, "読み取れません"),
        ({"method": "fax"}, "方法"),
        ({"result": ""}, "結果"),
        ({"next_on": "2026-06-01"}, "次回予定"),
    ],
)
def test_what_cannot_be_is_not_recorded(desk, town, draft, words):
    person = town.watched("田中 スミ")
    values = {"date": "2026-06-11", "method": "visit", **draft}
    with pytest.raises(InputError, match=words):
        watching.record_visit(desk, VisitDraft(person, **values))
    assert watching.timeline(desk, person) == []


def test_the_timeline_turns_its_pages_without_losing_acts_of_one_day(desk, town):
    person = town.watched("田中 スミ")
    drafts = [VisitDraft(person, f"2026-06-{1 + n // 5:02}", "visit", memo=str(n)) for n in range(23)]
    assert watching.record_visits(desk, drafts).result == 23
    seen, before = [], None
    while page := watching.timeline(desk, person, before, 4):
        seen += page
        before = page[-1]
    assert sorted(int(v.memo) for v in seen) == list(range(23))
    assert [v.date for v in seen] == sorted((v.date for v in seen), reverse=True)


def test_an_act_changed_and_deleted(desk, town):
    person = town.watched("田中 スミ")
    visit = town.visit(person, "2026-06-10")
    watching.edit_visit(
        desk, visit, VisitDraft(person, "2026-06-09", "phone", condition="concern", signs=("thin",))
    )
    (shown,) = watching.timeline(desk, person)
    assert (shown.date, shown.method, shown.condition, shown.signs) == (
        "2026-06-09",
        "phone",
        "concern",
        ("thin",),
    )
    watching.delete_visit(desk, visit)
    assert watching.timeline(desk, person) == []
    undoing.undo_last(desk)
    assert len(watching.timeline(desk, person)) == 1


def test_a_registration_begins_changes_and_ends_with_its_assignments(desk, town, on_day):
    person = town.person("髙橋 昭一郎")
    watcher = town.volunteer("原田 ミツ")
    case = registering.start_watch(desk, person, "2026-04-01", every_days=4, weekdays=("0", "3")).result
    with pytest.raises(InputError, match="もう始まっています"):
        registering.start_watch(desk, person, "2026-05-01")
    registering.assign(desk, person, watcher, "2026-04-01")
    with pytest.raises(InputError, match="もうこの方の担い手"):
        registering.assign(desk, person, watcher)
    done = registering.end_watch(desk, case, "facility", "2026-06-10")
    assert done.changes.label == "髙橋 昭一郎さんの見守りを終了（施設入所）にしました"
    view = person_page.person_view(on_day(desk, "2026-06-11"), person)
    assert (view.case.state, view.case.end, view.watchers) == ("ended", "2026-06-10", ())
    assert volunteers.find_volunteers(desk)[0].people == 0
    undoing.undo_last(desk)
    assert volunteers.find_volunteers(desk)[0].people == 1
    registering.end_watch(desk, case, "declined", "2026-06-10")
    registering.start_watch(desk, person, "2026-06-11")  # and again
    assert person_page.person_view(desk, person).case.state == "active"


def test_considered_is_not_in_force_and_gets_its_start_with_the_first_state(desk, town):
    person = town.person("中村 清")
    case = registering.start_watch(desk, person, "", state="considered").result
    assert people.find_people(desk)[0].words == "要検討"
    registering.set_case_state(desk, case, "active", "2026-06-01")
    assert person_page.person_view(desk, person).case.start == "2026-06-01"


def test_many_at_once(desk, town):
    ents = people.save_people(desk, [{"name": f"人{n}"} for n in range(5)]).result
    helpers = [volunteers.save_volunteer(desk, None, {"name": "担"}).result]
    assert (
        registering.start_watches(desk, [CaseDraft(person=e, start="2026-04-01") for e in ents]).result == 5
    )
    assert (
        registering.assign_many(desk, [AssignmentDraft(e, helpers[0], "2026-04-01") for e in ents]).result
        == 5
    )
    assert volunteers.add_roles(desk, [(helpers[0], "watcher", "2026-04-01", "", "")]).result == 1
    (row,) = volunteers.find_volunteers(desk, role="watcher")
    assert row.words == "担い手　5人"
    assert len(people.find_people(desk, watched=True)) == 5
    with desk.database.read() as session:
        assert fold.check_fold(session) == []


def test_a_months_count_typed_again_is_the_new_count(desk, town):
    person = town.watched("田中 スミ")
    watching.record_tally(desk, TallyDraft("2026-05", "visit", 4, person=person))
    watching.record_tallies(desk, [TallyDraft("2026-05", "visit", 6, person=person)])
    assert [t.count for t in watching.tallies_of_month(desk, "2026-05")] == [6]


def test_the_list_of_a_month_is_what_happened_in_it(desk, town):
    person = town.watched("田中 スミ")
    watcher = town.volunteer("原田 ミツ")
    for day in ("2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01"):
        town.visit(person, day, watchers=(watcher,))
    rows = watching.visits_of_month(desk, "2026-05")
    assert [(r.visit.date, r.name, r.watchers) for r in rows] == [
        ("2026-05-01", "田中 スミ", "原田 ミツ"),
        ("2026-05-31", "田中 スミ", "原田 ミツ"),
    ]


# -- volunteers ------------------------------------------------------------------------------------------------------


def test_roles_count_on_their_days_only(desk, town):
    ent = town.volunteer("原田 ミツ", "はらだ みつ")
    role = volunteers.add_role(desk, ent, "block_coordinator", "2026-04-01").result
    assert volunteers.find_volunteers(desk, "はらだ")[0].roles == ("担い手", "世話係")
    assert [r.name for r in volunteers.find_volunteers(desk, role="block_coordinator", on="2026-03-31")] == []
    done = volunteers.end_role(desk, role, "2026-05-31")
    assert done.changes.label == "原田 ミツさんの「世話係」を終わりにしました"
    assert volunteers.find_volunteers(desk)[0].roles == ("担い手",)
    with pytest.raises(InputError, match="消せません"):
        volunteers.delete_volunteer(desk, ent)


def test_a_volunteers_page_lists_people_in_round_order(desk, town):
    watcher = town.volunteer("原田 ミツ")
    for order, name in ((2, "二"), (1, "一"), (None, "三")):
        registering.assign(desk, town.watched(name), watcher, "2026-04-01", order)
    view = volunteers.volunteer_view(desk, watcher)
    assert [p.name for p in view.people] == ["一", "二", "三"]
