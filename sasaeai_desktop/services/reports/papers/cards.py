"""Filling つながりカード: the named one, and the one without a name."""

from __future__ import annotations

from dataclasses import replace

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import cards as card_repo
from sasaeai_desktop.domain.cards import CardCopy, Destination, ReferralCard, Response, Trouble, Urgency
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentForm, ConsentGiver, ConsentState, Sex, Volunteer
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.forms.card import Card
from sasaeai_desktop.forms.card_no_name import NamelessCard
from sasaeai_desktop.forms.card_parts import Answer
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.reports.papers.sheets import district_words


def cards_to_print(desk: Desk, year: int, person: Id | None, card: Id | None) -> list[ReferralCard]:
    """Return one card, a person's cards, or all of a fiscal year, oldest first.

    Raises:
        InputError: there is none.
    """
    with reading(desk) as session:
        if card is not None:
            found = [c for c in [base.get(session, ReferralCard, card)] if c]
        elif person is not None:
            found = base.select(
                session, ReferralCard, "AND person = ? ORDER BY written_on, number", (person,)
            )
        else:
            span = (first_day(year), last_day(year))
            found = base.select(
                session, ReferralCard, "AND written_on BETWEEN ? AND ? ORDER BY written_on, number", span
            )
        if desk.me.council:
            copies = card_repo.copies_by_number(session)
            found = [_as_received(c, copies.get((c.district, c.number))) for c in found]
    if not found:
        raise InputError("印刷するつながりカードがありません。", "年度や お名前の番号を確かめてください。")
    return found


def _as_received(card: ReferralCard, copy: CardCopy | None) -> ReferralCard:
    """Return a card as a council has it: what its district keeps at home stands in the copy, where there is one."""
    if copy is None:
        return card
    return replace(
        card, name=copy.name, kana=copy.kana, town=copy.town, age_band=copy.age_band, sex=copy.sex, phone=copy.phone,
        troubles=copy.troubles, facts=copy.facts, thoughts=copy.thoughts, urgency=copy.urgency, trigger=copy.trigger,
        writer_name=copy.writer, consent=ConsentState.GIVEN.value,
    )  # fmt: skip


def named(desk: Desk, card: ReferralCard) -> Card:
    """Return the card as it is kept, with the name."""
    writer, role = _writer(desk, card)
    return Card(
        number=card.number, district=district_words(desk), written_on=card.written_on, writer=writer, writer_role=role,
        consent=label_of(ConsentState, card.consent), consent_form=label_of(ConsentForm, card.consent_form),
        consent_giver=label_of(ConsentGiver, card.consent_giver), consent_relation=card.consent_relation,
        consent_on=card.consent_on, name=card.name, kana=card.kana, age_band=card.age_band,
        sex=label_of(Sex, card.sex), town=card.town, phone=card.phone, troubles=_troubles(card),
        trouble_note=card.trouble_note, urgency=label_of(Urgency, card.urgency), facts=card.facts,
        thoughts=card.thoughts, destination=label_of(Destination, card.destination), handed_how=card.handed_how,
        handed_on=card.handed_on, answer=_answer(card),
    )  # fmt: skip


def nameless(desk: Desk, card: ReferralCard) -> NamelessCard:
    """Return the card without a name: only the summary that its writer confirmed."""
    writer, role = _writer(desk, card)
    consent = label_of(ConsentState, card.consent)
    return NamelessCard(
        number=card.number, district=district_words(desk), written_on=card.written_on, writer=writer, writer_role=role,
        consent="" if card.consent == ConsentState.GIVEN else consent, age_band=card.age_band,
        sex=label_of(Sex, card.sex), troubles=_troubles(card), urgency=label_of(Urgency, card.urgency),
        summary=card.summary, confirmed=bool(card.summary), destination=label_of(Destination, card.destination),
        handed_how=card.handed_how, handed_on=card.handed_on, answer=_answer(card),
    )  # fmt: skip


def _writer(desk: Desk, card: ReferralCard) -> tuple[str, str]:
    with reading(desk) as session:
        volunteer = base.get(session, Volunteer, card.writer) if card.writer else None
        salon = base.get(session, Salon, card.salon) if card.salon else None
    name = volunteer.name if volunteer else card.writer_name
    return name, f"サロン世話人（{salon.name}）" if salon else "担い手" if volunteer else ""


def _troubles(card: ReferralCard) -> tuple[str, ...]:
    return tuple(t.label for t in Trouble if t in card.troubles)


def _answer(card: ReferralCard) -> Answer:
    return Answer(
        received_on=card.received_on, received_by=card.received_by, response=label_of(Response, card.response),
        text=card.answer, answered_on=card.answered_on, returned_on=card.returned_on,
    )  # fmt: skip
