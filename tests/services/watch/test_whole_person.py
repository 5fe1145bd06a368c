from __future__ import annotations

import pytest

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people, person_page, volunteers
from sasaeai_desktop.services.people.consents import ConsentDraft
from sasaeai_desktop.services.watch.whole_person import (
    NewCase,
    NewWatcher,
    PersonEntry,
    correct_person,
    register_person,
)

GIVEN = ConsentDraft("watch", "given", form="oral", date="2026-06-01", heard_by="原田 ミツ")


@pytest.fixture
def watcher(desk):
    return volunteers.save_volunteer(desk, None, {"name": "原田 ミツ", "kana": "はらだ みつ"}).result


def _entry(watcher) -> PersonEntry:
    return PersonEntry(
        values={"name": "田中 スミ", "kana": "たなか すみ"},
        begin=NewCase("2026-06-01", 4, ("1",), watcher),
        watcher=NewWatcher(watcher, "2026-06-01"),
        consents=(GIVEN,),
    )


def test_a_person_is_registered_as_a_whole_in_one_step_that_one_undo_takes_back(desk, watcher):
    done = register_person(desk, _entry(watcher))
    assert done.changes.label == "田中 スミさんを登録しました"
    view = person_page.person_view(desk, done.result)
    assert view.person.number == "A-0001"
    assert (view.case.start, view.case.every_days, view.case.weekdays) == ("2026-06-01", 4, ("1",))
    assert (view.coordinator, [w.name for w in view.watchers]) == ("原田 ミツ", ["原田 ミツ"])
    assert view.consents[Purpose.WATCH] is ConsentState.GIVEN
    assert undoing.undo_last(desk).changes.label == "元にもどしました：田中 スミさんを登録しました"
    assert people.find_people(desk) == []
    assert volunteers.volunteer_view(desk, watcher).people == ()


@pytest.mark.parametrize(
    "broken",
    [
        {"begin": NewCase("")},
        {"watcher": NewWatcher(b"w" * 16, "きのう")},
        {"consents": (ConsentDraft("watch", "given", form="oral"),)},
    ],
)
def test_what_is_refused_in_a_later_part_leaves_nobody_behind(desk, watcher, broken):
    whole = _entry(watcher)
    parts = {name: getattr(whole, name) for name in ("values", "begin", "watcher", "consents")}
    with pytest.raises(InputError):
        register_person(desk, PersonEntry(**{**parts, **broken}))
    assert people.find_people(desk) == []
    done = register_person(desk, whole)  # put right, it is one person
    assert [row.id for row in people.find_people(desk)] == [done.result]
    assert person_page.person_view(desk, done.result).person.number == "A-0001"


def test_a_correction_is_all_or_nothing_and_one_step_too(desk, watcher):
    person = register_person(desk, _entry(watcher)).result
    before = person_page.person_view(desk, person)
    other = volunteers.save_volunteer(desk, None, {"name": "林 富士子", "kana": "はやし ふじこ"}).result
    changed = {
        "values": {"phone": "0166-12-3456"},
        "case": (before.case.id, {"every_days": 7}),
        "leaves": before.watchers[0].assignment,
        "watcher": NewWatcher(other),
    }
    refused = PersonEntry(**changed, consents=(ConsentDraft("watch", "given", form="oral"),))
    with pytest.raises(InputError, match="聞いた方"):
        correct_person(desk, person, refused)
    assert person_page.person_view(desk, person) == before
    done = correct_person(desk, person, PersonEntry(**changed))
    assert done.changes.label == "田中 スミさんの名簿を直しました"
    after = person_page.person_view(desk, person)
    assert (after.person.phone, after.case.every_days) == ("0166-12-3456", 7)
    assert "林 富士子" in [w.name for w in after.watchers]
    undoing.undo_last(desk)
    assert person_page.person_view(desk, person) == before
