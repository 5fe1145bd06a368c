"""転出: a person who moves to another district is closed here, and with consent offered there through the council."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.cards import CardTrigger, Destination, Trouble, Urgency
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentState, Household, Purpose
from sasaeai_desktop.domain.rhythm import rhythm_words
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.domain.watch import CaseState, EndReason
from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk.common import iso_day, need, san
from sasaeai_desktop.services.desk.desk import Desk, Done
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.people.person_page import PersonView, person_view
from sasaeai_desktop.services.watch import registering


@dataclass(frozen=True, slots=True)
class MovedAway:
    """What became of it.

    Attributes:
        ended: whether a registration ended with it.
        card: the つながりカード by which the council is asked to pass it on; None without consent.
    """

    ended: bool
    card: Id | None


def move_away(
    desk: Desk, person: Id, day: str, to: str, *, address: str = "", phone: str = ""
) -> Done[MovedAway]:
    """End the 見守り of a person who moves, and where 社協・包括へつなぐ is consented hand a card to the council.

    Three steps that can each be taken back, but for the card that was handed over: names that left stay on record.

    Args:
        desk: the open desk.
        person: who moves.
        day: ISO date, the last one here.
        to: the new district or town, in words.
        address: the new address.
        phone: the new telephone number.

    Raises:
        InputError: no place, or the day is none or lies before the start.
    """
    last, place = iso_day(day, "移る日"), need(to, "移る先")
    view = person_view(desk, person)
    changes = None
    running = view.case is not None and view.case.state != CaseState.ENDED
    if running and view.case is not None:
        changes = registering.end_watch(desk, view.case.id, EndReason.MOVED.value, last).changes
    note = f"{wareki(last)} {place}へ転出" + (f"（{address}）" if address else "")
    said = "　".join(part for part in (view.person.note, note) if part)
    noted = people.save_person(desk, person, {"note": said}).changes
    changes = changes.joined(noted) if changes is not None else noted
    card = None
    if view.consents[Purpose.REFER] is ConsentState.GIVEN:
        written = cards.write_card(desk, _card(desk, view, last, place, address, phone))
        handed = handing.hand_over(desk, written.result, how="USBの受け渡しファイル")
        card, changes = written.result, changes.joined(written.changes).joined(handed.changes)
    return Done(MovedAway(running, card), changes)


def _card(desk: Desk, view: PersonView, day: str, place: str, address: str, phone: str) -> CardDraft:
    """Write what the other district needs to begin: where, how they were watched, what is ordinary."""
    record = view.consent_records[Purpose.REFER]
    case, person = view.case, view.person
    rhythm = rhythm_words(case.every_days) if case is not None else ""
    facts = [
        f"{wareki(day)}に {place}へ移ります。" + (f"新しい住所 {address}。" if address else ""),
        f"これまでの見守り：{rhythm or '決まりなし'}。" if case is not None else "",
        f"世帯：{label_of(Household, person.household)}。" if person.household else "",
        f"ふだんの様子：{person.baseline}" if person.baseline else "",
    ]
    base = cards.draft_for(desk, person.id)
    values = {name: getattr(base, name) for name in CardDraft.__dataclass_fields__}
    return CardDraft(
        **{
            **values,
            "phone": phone or base.phone,
            "trigger": CardTrigger.SELF.value,
            "troubles": (Trouble.OTHER.value,),
            "trouble_note": "ほかの地区への転出",
            "facts": "".join(facts),
            "thoughts": f"{san(person.name)}の見守りを、移る先の地区へ 引き継いでください。",
            "urgency": Urgency.MONTH.value,
            "consent": ConsentState.GIVEN.value,
            "consent_form": record.form,
            "consent_giver": record.giver,
            "consent_relation": record.relation,
            "consent_on": record.date,
            "destination": Destination.COUNCIL.value,
        }
    )
