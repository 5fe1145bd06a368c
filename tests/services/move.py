"""Somebody who moves from one district to another, over real installations."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import moving, offering
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from tests.services.city import PEOPLE, VOLUNTEERS, City

NAME, NEW_PHONE = "髙橋 昭一郎", "0166-99-0000"


class Move:
    """髙橋 昭一郎 moves from 新旭川 (12) to 川端 (31); みなみ (40) has nothing to do with it."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.first, self.second, self.third = (
            city.district(*d) for d in (("12", "新旭川"), ("31", "川端"), ("40", "みなみ"))
        )
        city.load(self.first, volunteers=VOLUNTEERS, people=PEOPLE)
        for desk in (self.second, self.third):
            city.take(city.council, city.send(desk))
        self.person = people.find_people(self.first, NAME)[0].id
        moved = moving.move_away(
            self.first, self.person, "2024-04-04", "川端地区", address="川端町1条2丁目", phone=NEW_PHONE
        )
        assert moved.result.card is not None
        self.card = moved.result.card
        city.take(city.council, city.send(self.first))

    def offer(self) -> Id:
        return offering.offer(self.city.council, self.card, "31").result

    def to(self, desk: Desk) -> Path:
        """Write the council's stick for a district's laptops."""
        return self.city.send(self.city.council, Route.TO_DISTRICT, desk.me.code)
