"""Rows of the cards table."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import activities, base
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.age import age_band
from sasaeai_desktop.domain.cards import CardState, ReferralCard, Response
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import ConsentState, Person, Volunteer
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.exchange.kinds import cards as kinds
from sasaeai_desktop.exchange.kinds.cards import CardRow
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each

_STATE_OF_RESPONSE = {
    Response.RECEIVED.value: CardState.RECEIVED,
    Response.CHECKING.value: CardState.WORKING,
    Response.CLOSED.value: CardState.CLOSED,
}


def take_card(intake: Intake, line: int, row: CardRow) -> None:
    """A card by its 管理番号. Nothing is handed over by an import: that is an act of its own."""
    person = intake.by_number(Person, row.person_number) if row.person_number else None
    if row.person_number and person is None:
        intake.reject(line, "対象者番号", row.person_number, "この番号の対象者は登録されていません。")
        return
    findings = [
        *judging.judge_day(row.written_on, intake.today, field="written_on"),
        *judging.judge_day(row.handed_on, intake.today, field="handed_on"),
        *judging.judge_span(row.written_on, row.handed_on, field="handed_on"),
    ]
    if intake.stopped(line, findings, {"written_on": row.written_on, "handed_on": row.handed_on}):
        return
    ent = intake.id_for_number(ReferralCard, row.number)
    intake.remember_number(ReferralCard, row.number, ent)
    values: dict[str, object] = {
        name: getattr(row, name)
        for name in ("written_on", "trigger", "troubles", "trouble_note", "facts", "thoughts", "urgency", "consent",
                     "destination", "handed_on", "response", "answered_on", "answer")
    }  # fmt: skip
    number = cards.imported_number(intake.desk, ent, row.written_on or intake.desk.today())
    values |= {"key": row.number, "number": number, "state": _state(row).value, "person": person}
    if row.writer_number:
        values["writer"] = intake.id_for_number(Volunteer, row.writer_number)
    if row.salon_number:
        salon = intake.id_for_number(Salon, row.salon_number)
        there = activities.at_counter(intake.session.connection, salon, row.written_on)
        values |= {"salon": salon, "at_counter": there or None}
    values["consent"] = row.consent or ConsentState.UNKNOWN.value
    here = (
        base.get(intake.session.connection, ReferralCard, ent) if intake.is_known(ReferralCard, ent) else None
    )
    if here is not None:
        values = _beyond(intake, here, values)
    elif person is not None:
        values |= _identity(intake, person, row.written_on)
    intake.count(intake.put(ReferralCard, ent, values))


_ORDER = [state.value for state in CardState]


def _beyond(intake: Intake, here: ReferralCard, values: dict[str, object]) -> dict[str, object]:
    """Return what a row says that may change a card: its printed number stays, and its state never goes back."""
    said = {name: value for name, value in values.items() if name != "number"}
    for name in ("person", "writer", "salon"):
        before, now = getattr(here, name), said.get(name)
        if isinstance(now, bytes) and before is not None and intake.canon(before) == intake.canon(Id(now)):
            del said[name]  # the same one, perhaps under a merged entry
    if here.state in _ORDER and _ORDER.index(here.state) > _ORDER.index(str(said["state"])):
        del said["state"]
    return said


def _state(row: CardRow) -> CardState:
    if row.response in _STATE_OF_RESPONSE:
        return _STATE_OF_RESPONSE[row.response]
    if row.answered_on or row.response:
        return CardState.ANSWERED
    return CardState.HANDED if row.handed_on else CardState.WRITTEN


def _identity(intake: Intake, person: Id, on: str) -> dict[str, object]:
    found = base.get(intake.session.connection, Person, person)
    if found is None:
        return {}
    return {"name": found.name, "kana": found.kana, "town": found.town, "sex": found.sex, "phone": found.phone,
            "age_band": age_band(found.birth, on)}  # fmt: skip


def _cards(book: Book) -> Iterable[CardRow]:
    people, volunteers, salons = book.numbers(Person), book.numbers(Volunteer), book.numbers(Salon)
    for card in base.select(book.connection, ReferralCard, "ORDER BY written_on, number"):
        said = {
            name: getattr(card, name)
            for name in ("written_on", "trigger", "troubles", "trouble_note", "facts", "thoughts", "urgency", "consent",
                         "destination", "handed_on", "response", "answered_on", "answer")
        }  # fmt: skip
        yield CardRow(
            number=card.key or card.number, writer_number=volunteers.get(card.writer, "") if card.writer else "",
            salon_number=salons.get(card.salon, "") if card.salon else "",
            person_number=people.get(card.person, "") if card.person else "", **said,
        )  # fmt: skip


TABLES = (TableKind(kinds.CARDS, each(CardRow, take_card), _cards),)
