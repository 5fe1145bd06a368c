"""転出: closed here; offered elsewhere only with consent, through the council."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.cards import CardCopy, CardState
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.cards import cards, moving
from sasaeai_desktop.services.people import consents, person_page


def stored(desk, kind):
    with desk.database.read() as session:
        return select(session, kind)


def test_without_consent_it_is_closed_and_nobody_is_told(desk, town):
    person = town.watched("高木 ヨシ", "たかぎ よし")
    moved = moving.move_away(desk, person, "2026-06-30", "川端地区").result
    assert (moved.ended, moved.card) == (True, None)
    view = person_page.person_view(desk, person)
    assert (view.case.state, view.case.end, view.case.end_reason) == ("ended", "2026-06-30", "moved")
    assert view.person.note == "令和8年6月30日 川端地区へ転出"
    assert stored(desk, CardCopy) == stored(desk, Provision) == []


def test_with_consent_the_council_is_asked_to_pass_it_on(desk, town):
    person = town.watched("森 春", "もり はる")
    consents.set_consent(desk, person, "refer", "given", form="written", giver="self", date="2026-05-01")
    moved = moving.move_away(
        desk, person, "2026-06-30", "川端地区", address="川端町1条2丁目", phone="0166-99-0000"
    ).result
    view = cards.card_view(desk, moved.card)
    assert (view.state, view.name) == (CardState.HANDED, "森 春")
    (copy,) = stored(desk, CardCopy)
    assert (copy.name, copy.phone) == ("森 春", "0166-99-0000")
    assert "川端地区へ移ります。新しい住所 川端町1条2丁目" in copy.facts
    assert len(stored(desk, Provision)) == 1


def test_where_to_is_needed(desk, town):
    with pytest.raises(InputError, match="移る先"):
        moving.move_away(desk, town.person("林 清", "はやし きよし"), "2026-06-30", " ")
