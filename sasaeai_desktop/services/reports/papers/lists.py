"""Filling the lists of everybody who is watched: telephones, birthdays, address labels."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from sasaeai_desktop.domain.fiscal import FIRST_MONTH
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.forms import address_labels as label_form
from sasaeai_desktop.forms import birthday_list as birthday_form
from sasaeai_desktop.forms import phone_list as phone_form
from sasaeai_desktop.forms.address_labels import AddressLabels, Label
from sasaeai_desktop.forms.birthday_list import Birthday, BirthdayList
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.forms.phone_list import Called, PhoneList
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people.person_page import PersonView, person_view
from sasaeai_desktop.services.reports.papers.people import contacts_of, watched_people
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted


def _views(desk: Desk) -> list[PersonView]:
    return [person_view(desk, person) for person in watched_people(desk, None, None)]


def _place(who: Person) -> str:
    return f"{who.town} {who.group}".strip()


def phone_list(desk: Desk) -> PhoneList:
    """Return everybody's numbers, by kana.

    Raises:
        InputError: nobody is watched.
    """
    people: list[Called] = []
    for view in _views(desk):
        who, contacts = view.person, contacts_of(view)
        first = contacts[0] if contacts else None
        words = (f"{first.name}({first.relation})" if first.relation else first.name) if first else ""
        people.append(
            Called(
                name=who.name, kana=who.kana, place=_place(who),
                phone="\n".join(number for number in (who.phone, who.mobile) if number),
                contact=words, contact_phone=first.phone if first else "",
            )
        )  # fmt: skip
    return PhoneList(district=district_words(desk), as_of=desk.today(), people=tuple(people))


def birthday_list(desk: Desk, year: int) -> BirthdayList:
    """Return the birthdays of a fiscal year, from April on; who has no month of birth is left out.

    Raises:
        InputError: nobody is watched.
    """
    found: list[tuple[tuple[int, int], Birthday]] = []
    for view in _views(desk):
        who = view.person
        parts = [int(part) for part in who.birth.split("-")] if who.birth else []
        if len(parts) < 2:
            continue
        month, day = parts[1], parts[2] if len(parts) > 2 else 0
        words = f"{month}月{day}日" if day else f"{month}月"
        age = (year if month >= FIRST_MONTH else year + 1) - parts[0]
        line = Birthday(day=words, name=who.name, kana=who.kana, age=age, place=_place(who))
        found.append((((month - FIRST_MONTH) % 12, day), line))
    found.sort(key=lambda one: one[0])
    return BirthdayList(district=district_words(desk), year=year, people=tuple(line for _, line in found))


def address_labels(desk: Desk) -> AddressLabels:
    """Return a label for everybody whose address is known, by kana.

    Raises:
        InputError: nobody is watched.
    """
    who = [view.person for view in _views(desk)]
    labels = tuple(Label(postal=p.postal, address=p.address, name=p.name) for p in who if p.address)
    return AddressLabels(district=district_words(desk), labels=labels)


# -- drawn, with whose names stand on them -----------------------------------------------------------------------------


def _phones(desk: Desk, _wanted: Wanted, _report: Report) -> tuple[Drawn, list[str]]:
    found = phone_list(desk)
    return phone_form.draw(found, printed_on=desk.today()), [p.name for p in found.people]


def _birthdays(desk: Desk, wanted: Wanted, _report: Report) -> tuple[Drawn, list[str]]:
    found = birthday_list(desk, wanted.year)
    return birthday_form.draw(found, printed_on=desk.today()), [p.name for p in found.people]


def _labels(desk: Desk, _wanted: Wanted, _report: Report) -> tuple[Drawn, list[str]]:
    found = address_labels(desk)
    return label_form.draw(found, printed_on=desk.today()), [p.name for p in found.labels]


DRAW: MappingProxyType[str, Callable[[Desk, Wanted, Report], tuple[Drawn, list[str]]]] = MappingProxyType(
    {phone_form.NAME: _phones, birthday_form.NAME: _birthdays, label_form.NAME: _labels}
)
