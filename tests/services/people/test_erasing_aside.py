"""A legal erasure reaches what was put aside of a revoked laptop, and a release afterwards brings no name back."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.erasures import about_of
from sasaeai_desktop.db.repositories import quarantine as stored
from sasaeai_desktop.domain.cards import Destination
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import ConsentState
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import erasing, people
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.usb import quarantine, revoking
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City
from tests.services.people.test_erasing import NAMES, names_left, takahashi


class Lost:
    """District 12 with the laptops A and C, and B that the council revoked and that went on writing."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.a = city.district("12", "新旭川")
        city.load(self.a, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
        self.b, self.c = city.sibling(self.a), city.sibling(self.a)
        self.yoshida = self.visit(self.a, people.find_people(self.a, "よしだ")[0].id, "編み物")
        for sibling in (self.b, self.c, self.b):
            self.swap(sibling, self.a)
            self.swap(self.a, sibling)
        city.take(city.council, city.send(self.a), city.send(self.b))
        revoking.revoke(city.council, self.b.me.device)
        person = takahashi(self.b)
        people.save_person(self.b, person, {"note": "髙橋 昭一郎さんは犬好き"})
        self.visit(self.b, person, "髙橋さんは庭の豆")
        city.take(self.a, city.send(city.council, Route.TO_DISTRICT, "12"))

    def swap(self, source: Desk, target: Desk) -> None:
        (result,) = self.city.take(target, self.city.send(source, Route.TO_SIBLING))
        assert result.state in ("applied", "already"), result

    def visit(self, desk: Desk, person: Id, memo: str) -> Id:
        return watching.record_visit(desk, VisitDraft(person, "2024-03-01", "visit", memo=memo)).result

    def erase(self) -> None:
        erasing.erase_person(self.a, takahashi(self.a), "ご本人の求めによる")


@pytest.fixture
def lost(city: City) -> Lost:
    return Lost(city)


def names_aside(desk: Desk) -> set[str]:
    """Return the kinds of records that lie aside and say a name."""
    with desk.database.read() as connection:
        lines = [line for item in stored.all_items(connection) for line in item.lines]
    return {
        about_of(line).decode().partition("/")[0]
        for line in lines
        if any(name.encode() in line for name in NAMES)
    }


def everything(desk: Desk) -> list[quarantine.Item]:
    return sorted(quarantine.items(desk, waiting_only=True), key=lambda item: item.n)


def test_what_lies_aside_is_erased_and_may_still_be_released(lost: Lost) -> None:
    old = lost.city.send(lost.b, Route.TO_SIBLING)
    (result,) = lost.city.take(lost.a, old)
    assert result.aside == 3
    waiting = [item.changes for item in everything(lost.a)]
    lost.erase()
    assert names_left(lost.a) == []
    (again,) = lost.city.take(lost.a, lost.city.send(lost.b, Route.TO_SIBLING))  # with all bodies
    assert (again.aside, names_left(lost.a)) == (0, [])
    assert [item.changes for item in everything(lost.a)] == waiting
    for item in everything(lost.a):
        if item.ours:  # the home chain; the council decides about the others
            assert quarantine.release(lost.a, item.n).result > 0
    assert names_left(lost.a) == []
    assert checking.check(lost.a).problems == []
    lost.swap(lost.a, lost.c)
    lost.city.confirm_erasures(lost.c)
    assert names_left(lost.c) == []
    assert checking.check(lost.c).problems == []


def test_an_erasure_that_comes_later_reaches_what_lies_aside_at_the_others(lost: Lost) -> None:
    city = lost.city
    draft = CardDraft(person=takahashi(lost.b), facts="髙橋さんは屋根の雪", consent=ConsentState.GIVEN)
    handing.hand_over(lost.b, cards.write_card(lost.b, draft).result, to=Destination.COUNCIL)
    lost.swap(lost.a, lost.c)  # it learns of the loss
    for desk in (lost.a, lost.c):
        assert city.take(desk, city.send(lost.b, Route.TO_SIBLING))[0].aside
    assert city.take(city.council, city.send(lost.b))[0].aside
    assert "髙橋" in names_left(city.council)  # the copy of the card
    lost.erase()
    lost.swap(lost.a, lost.c)
    city.confirm_erasures(lost.c)
    city.take(city.council, city.send(lost.a))
    for desk in (lost.a, lost.c):
        assert names_aside(desk) == {"provision"}  # the law demands that this record be kept
    assert names_left(city.council) == []
    for item in everything(city.council):
        assert quarantine.release(city.council, item.n).result > 0
    assert names_left(city.council) == []
    city.take(lost.a, city.send(city.council, Route.TO_DISTRICT, "12"))
    for desk in (city.council, lost.a, lost.c):
        assert names_aside(desk) <= {"provision"}
        assert checking.check(desk).problems == []


def test_whom_an_unvouched_change_says_a_record_is_about_does_not_count(lost: Lost) -> None:
    """A thief that writes 髙橋's id into a visit of 𠮷田: what is held of that visit outlives the erasure of 髙橋."""
    draft = VisitDraft(takahashi(lost.b), "2024-03-01", "visit", memo="髙橋さん")
    watching.edit_visit(lost.b, lost.yoshida, draft)
    lost.city.take(lost.a, lost.city.send(lost.b, Route.TO_SIBLING))
    lost.erase()
    with lost.a.database.read() as connection:
        memos = (
            connection.exec_driver_sql("SELECT memo FROM visit WHERE id = ?", (lost.yoshida,)).scalars().all()
        )
    assert memos == ["編み物"]
