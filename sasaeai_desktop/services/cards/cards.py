"""つながりカード: written, handed over, answered."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.repositories import cards as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.activities import at_counter
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import fiscal
from sasaeai_desktop.domain.age import age_band
from sasaeai_desktop.domain.cards import CardCopy, CardState, ReferralCard, Trouble
from sasaeai_desktop.domain.eras import ERAS, era_parts
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import ConsentGiver, ConsentState
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.services.cards.card_records import (
    NAMELESS,
    card_in,
    consent_words,
    days_waiting,
    is_dangerous,
    is_late,
    late_after,
    may_be_named,
    state_of,
    state_since,
    trouble_words,
)
from sasaeai_desktop.services.desk.common import days_between, need, not_after, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.people.consents import withdraw_copies_of_card
from sasaeai_desktop.services.people.person_page import name_in

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card on the board. ``days`` in its present state; ``late``: no answer for longer than the setting."""

    id: Id
    number: str
    name: str
    troubles: str
    days: int
    day_words: str
    late: bool
    has_name: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """A card opened.

    Attributes:
        who: 「渡邉 弘さん 80代・川端町内会」.
        consent_words: 「本人の同意あり（口頭 5月30日）」.
        consent: whether its name may leave the laptop today (card and person both).
        days_waiting: days since it was handed over, None when it was not or is answered.
        copy: the copy the council gets, None when there is none.
    """

    card: ReferralCard
    state: CardState
    name: str
    who: str
    writer: str
    salon: str
    troubles: tuple[str, ...]
    consent_words: str
    consent: bool
    dangerous: bool
    late: bool
    days_waiting: int | None
    waiting_words: str
    copy: CardCopy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDraft:
    """What is written on a card. Codes of ``domain.cards``; a name is not needed."""

    person: Id | None = None
    name: str = ""
    kana: str = ""
    town: str = ""
    age_band: str = ""
    sex: str = ""
    phone: str = ""
    written_on: str = ""
    writer: Id | None = None
    writer_name: str = ""
    salon: Id | None = None
    trigger: str = ""
    troubles: tuple[str, ...] = ()
    trouble_note: str = ""
    facts: str = ""
    thoughts: str = ""
    urgency: str = ""
    consent: str = "unknown"
    consent_form: str = ""
    consent_giver: str = ""
    consent_relation: str = ""
    consent_on: str = ""
    destination: str = "council"


def late_after_days(desk: Desk) -> int:
    """After how many days without an answer a card is late."""
    with reading(desk) as session:
        return late_after(session)


def set_late_after_days(desk: Desk, days: int) -> None:
    """Set after how many days a card is late (a choice of this laptop; not in the journal).

    Raises:
        InputError: less than one day.
    """
    allow(desk, Deed.EVERYONE)
    if days < 1:
        raise InputError("日数が小さすぎます。", "1日より長くしてください。")
    with desk.database.transaction() as connection:
        settings.put(connection, "late_after_days", str(days))


# -- the board and one card ------------------------------------------------------------------------------------------


def board(desk: Desk, year: int | None = None) -> dict[CardState, list[CardRow]]:
    """Cards by state, oldest first.

    Args:
        desk: the open desk.
        year: fiscal year in which they were written, the present one when not given; the present year also shows
            open cards of the years before.
    """
    today = desk.today()
    present = fiscal.fiscal_year(today)
    chosen = present if year is None else year
    found: dict[CardState, list[CardRow]] = {state: [] for state in CardState}
    with reading(desk) as session:
        first, last = fiscal.first_day(chosen), fiscal.last_day(chosen)
        after, alias = late_after(session), people_repo.aliases(session)
        cards = repo.cards_of_year(session, first, last, carry_over=chosen == present)
        names = people_repo.names(session, alias, {c.person for c in cards if c.person})
        for card in cards:
            person = names.get(alias.of(card.person)) if card.person else None
            name = card.name or (person.name if person else "")
            days = days_between(state_since(card), today) if state_since(card) else 0
            found[state_of(card)].append(
                CardRow(
                    card.id, card.number, name or NAMELESS, trouble_words(card), days,
                    "きょう" if days == 0 else f"{days}日前", is_late(card, today, after), bool(name),
                )
            )  # fmt: skip
    return found


def card_view(desk: Desk, card: Id) -> CardView:
    """Open a card.

    Raises:
        InputError: there is no such card.
    """
    today = desk.today()
    with reading(desk) as session:
        found = card_in(session, card)
        name = found.name or (name_in(session, found.person) if found.person else "")
        salon = get(session, Salon, found.salon) if found.salon else None
        writers = people_repo.volunteer_names(session, [found.writer] if found.writer else [])
        copies = [c for c in repo.copies_of(session, card) if not c.withdrawn]
        waiting = days_waiting(found, today)
        place = "・".join(p for p in (found.age_band, found.town) if p)
        return CardView(
            card=found,
            state=state_of(found),
            name=name,
            who=" ".join(p for p in (san(name) if name else NAMELESS, place) if p),
            writer=found.writer_name or next((n for n, _ in writers.values()), ""),
            salon=salon.name if salon else "",
            troubles=tuple(k.label for k in Trouble if k in found.troubles),
            consent_words=consent_words(found),
            consent=may_be_named(session, found),
            dangerous=is_dangerous(found),
            late=is_late(found, today, late_after(session)),
            days_waiting=waiting,
            waiting_words=f"渡してから{waiting}日たちました" if waiting else "",
            copy=copies[0] if copies else None,
        )


# -- writing ---------------------------------------------------------------------------------------------------------


def draft_for(desk: Desk, person: Id | None = None, salon: Id | None = None) -> CardDraft:
    """A draft with what is known of a person filled in."""
    today = desk.today()
    if person is None:
        return CardDraft(written_on=today, salon=salon)
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        found = people_repo.people(session, alias, [person]).get(alias.of(person))
    if found is None:
        return CardDraft(written_on=today, salon=salon)
    return CardDraft(
        person=found.id, name=found.name, kana=found.kana, town=found.town, age_band=age_band(found.birth, today),
        sex=found.sex, phone=found.phone or found.mobile, written_on=today, salon=salon,
    )  # fmt: skip


def draft_of(desk: Desk, card: Id) -> CardDraft:
    """A card as a draft, to be changed."""
    with reading(desk) as session:
        found = card_in(session, card)
    return CardDraft(**{name: getattr(found, name) for name in CardDraft.__dataclass_fields__})


def write_card(desk: Desk, draft: CardDraft) -> Done[Id]:
    """Write a card; it gets its number 地区-年度-連番.

    Raises:
        InputError: nothing is written of the worry, the day is in the future, or a consent lacks who gave it.
    """
    _check(draft, desk.today())
    with acting(desk, "") as session:
        day = draft.written_on or desk.today()
        values = {**_values(draft), "at_counter": at_counter(session.connection, draft.salon, day)}
        number = _next_number(desk, session, day)
        ent = session.new_id()
        values.update(number=number, written_on=day, state=CardState.WRITTEN)
        session.record(ReferralCard, ent, values)
        session.label = f"つながりカード {number} を書きました"
    return Done(ent, session.changes)


def save_card(desk: Desk, card: Id, draft: CardDraft) -> Done[Id]:
    """Change a card; a consent taken back withdraws its copy.

    Raises:
        InputError: as ``write_card``.
    """
    _check(draft, desk.today())
    with acting(desk, "") as session:
        found = card_in(session.connection, card)
        values = _values(draft)
        day = draft.written_on or found.written_on
        values["at_counter"] = at_counter(session.connection, draft.salon, day)
        if found.handed_on:
            values.pop("destination")  # where it went is what happened
        session.record(ReferralCard, card, {**values, "written_on": day})
        if draft.consent != ConsentState.GIVEN or is_dangerous(card_in(session.connection, card)):
            withdraw_copies_of_card(session, card, desk.today())
        session.label = f"つながりカード {found.number} を直しました"
    return Done(card, session.changes)


def _values(draft: CardDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in CardDraft.__dataclass_fields__}


def _check(draft: CardDraft, today: str) -> None:
    if draft.written_on:
        not_after(draft.written_on, today, "書いた日")
    if not draft.troubles and not draft.facts.strip():
        raise InputError(
            "困りごとが まだ書かれていません。", "困りごとをえらぶか、見たこと・聞いたことを書いてください。"
        )
    if draft.consent == ConsentState.GIVEN and draft.consent_giver == ConsentGiver.PROXY:
        need(draft.consent_relation, "代理の方の続柄")


def imported_number(desk: Desk, card: Id, day: str) -> str:
    """Return the number of a card that came by a table: 「みどり-R8-XK4F7QP」.

    The office's own number stays at home. This one is made of the card's id, so that two laptops that take in the same
    table give the same, and it tells nothing of the list.
    """
    value = int.from_bytes(card[-5:], "big")
    signs = "".join(_SIGNS[value >> 5 * n & 31] for n in range(6))
    return f"{_prefix(desk, day)}X{signs}"


def _next_number(desk: Desk, session: WriteSession, day: str) -> str:
    """Return the next number 「みどり-R8-007」; other laptops than the first put their letter before the count."""
    mine = "" if desk.me.letter == "A" else desk.me.letter
    prefix = f"{_prefix(desk, day)}{mine}"
    taken = [n[len(prefix) :] for n in repo.numbers_from(session.connection, prefix)]
    return f"{prefix}{1 + max((int(t) for t in taken if t.isdigit()), default=0):03}"


def _prefix(desk: Desk, day: str) -> str:
    era, year, _, _ = era_parts(f"{fiscal.fiscal_year(day)}-12-31")
    letter = next((e.letter for e in ERAS if e.name == era), "")
    return f"{short_district(desk.me.name)}-{letter}{year}-"


def short_district(name: str) -> str:
    """みどりが丘 of みどりが丘地区社会福祉協議会."""
    for tail in ("社会福祉協議会", "社協", "地区"):
        name = name.removesuffix(tail)
    return name


def delete_card(desk: Desk, card: Id) -> Done[None]:
    """Delete a card that was not handed over.

    Raises:
        InputError: it was handed over: 終結 is the way then.
    """
    with acting(desk, "") as session:
        found = card_in(session.connection, card)
        if found.handed_on:
            raise InputError("渡したカードは消せません。", "用がすんだときは「終結」にしてください。")
        session.delete(ReferralCard, card)
        session.label = f"つながりカード {found.number} を消しました"
    return Done(None, session.changes)
