"""引き継ぎ on 1 December: people, roles, 世話係 and 民生委員 go to another in one action, and the sheet says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.people import Role
from sasaeai_desktop.domain.watch import Assignment
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people, person_page, volunteers
from sasaeai_desktop.services.reports import printing
from sasaeai_desktop.services.watch import handing_on, registering


@pytest.fixture
def change(desk, town):
    old, new = town.volunteer("原田 ミツ", "はらだ みつ"), town.volunteer("工藤 ひとみ", "くどう ひとみ")
    ones = [
        town.watched(n, k)
        for n, k in (("高木 ヨシ", "たかぎ よし"), ("森 春", "もり はる"), ("林 清", "はやし きよし"))
    ]
    for order, person in enumerate(ones):
        registering.assign(desk, person, old, "2026-01-01", order)
    volunteers.add_role(desk, old, "welfare_commissioner", "2023-12-01", area="川端町内会")
    people.save_person(desk, ones[0], {"commissioner": "原田ミツ"})
    town.visit(ones[1], "2026-06-01")
    return old, new, ones


def rows(desk, kind):
    with desk.database.read() as session:
        return select(session, kind)


def test_one_page_hands_everything_on_and_one_step_takes_it_back(desk, change, on_day):
    old, new, ones = change
    held = handing_on.to_hand_on(desk, old)
    assert ([p.person for p in held.people], held.first_day, len(held.commissioned)) == (
        ones,
        "2026-12-01",
        1,
    )
    (role,) = [r for r in held.roles if r.role == "welfare_commissioner"]
    done = handing_on.hand_on(desk, old, new, "2026-12-01", ones[:2], [role.id])
    assert done.changes.label == "原田 ミツさんから工藤 ひとみさんへ 2人と役割1つを引き継ぎました"
    assert len(volunteers.volunteer_view(on_day(desk, "2026-11-30"), old).people) == 3
    later = on_day(desk, "2026-12-01")
    assert [p.person for p in volunteers.volunteer_view(later, new).people] == ones[:2]
    assert [p.person for p in volunteers.volunteer_view(later, old).people] == ones[2:]
    assert [r.name for r in volunteers.find_volunteers(later, role="welfare_commissioner")] == ["工藤 ひとみ"]
    assert (
        next(r for r in rows(desk, Role) if r.volunteer == new and r.start == "2026-12-01").area
        == "川端町内会"
    )
    assert person_page.person_view(desk, ones[0]).person.commissioner == "工藤 ひとみ"
    undoing.undo_last(desk)
    assert len(rows(desk, Assignment)) == 3
    assert {a.end for a in rows(desk, Assignment)} == {""}
    assert person_page.person_view(desk, ones[0]).person.commissioner == "原田ミツ"


def test_what_cannot_be_handed_on_is_refused(desk, change):
    old, new, ones = change
    with pytest.raises(InputError, match="同じです"):
        handing_on.hand_on(desk, old, old, "2026-12-01", ones)
    with pytest.raises(InputError, match="えらばれていません"):
        handing_on.hand_on(desk, old, new, "2026-12-01", [])
    role = next(r for r in handing_on.to_hand_on(desk, old).roles if r.role == "welfare_commissioner")
    with pytest.raises(InputError, match="後です"):
        handing_on.hand_on(desk, old, new, "2023-12-01", [], [role.id])


def test_the_sheet_is_printed_before_and_after(desk, change, tmp_path: Path):
    old, new, ones = change
    (open_one,) = handing_on.passed_on(desk, old)
    assert (open_one.to, open_one.day, open_one.people) == (None, "", tuple(ones))
    handing_on.hand_on(desk, old, new, "2026-07-01", ones[:2])
    (passed,) = handing_on.passed_on(desk, old)
    assert (passed.to, passed.day, passed.people) == (new, "2026-07-01", tuple(ones[:2]))
    number = volunteers.volunteer_view(desk, old).volunteer.number
    printed = printing.print_form(desk, "handover", watcher=number)
    assert printed.names == ["森 春", "高木 ヨシ"]
    assert printing.print_form(desk, "handover").pages == printed.pages == 1
