"""What a card says of itself: its state, its age, whether its name may leave the laptop."""

from __future__ import annotations

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.cards import LATE_AFTER_DAYS, CardCopy, CardState, ReferralCard, Response, Trouble
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, fiscal_year
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentForm, ConsentGiver, ConsentState, Purpose
from sasaeai_desktop.services.desk.common import days_between, month_day
from sasaeai_desktop.services.people.consents import read_consent

NAMELESS = "名前なし"
_WAITING = (CardState.HANDED, CardState.RECEIVED, CardState.WORKING)


def state_of(card: ReferralCard) -> CardState:
    """Return the state of a card; one that a newer program wrote reads as 記入."""
    return next((s for s in CardState if s == card.state), CardState.WRITTEN)


def days_waiting(card: ReferralCard, today: str) -> int | None:
    """Return days since a card was handed over; None when it was not, or is answered."""
    waits = state_of(card) in _WAITING and card.handed_on and not card.answered_on and not card.closed_on
    waits = waits and card.response not in (Response.SUPPORTED, Response.CLOSED)
    return days_between(card.handed_on, today) if waits else None


def is_late(card: ReferralCard, today: str, after: int) -> bool:
    """Whether a card, handed over in this fiscal year or the one before, has had no answer for more than ``after`` days."""
    days = days_waiting(card, today)
    recent = card.handed_on >= first_day(fiscal_year(today) - 1)
    return days is not None and days > after and recent


def is_dangerous(card: ReferralCard) -> bool:
    """Whether abuse is suspected or a life in danger: such a card never travels in a bundle (shared domain page, section 3)."""
    return Trouble.ABUSE in card.troubles or bool(card.danger_reason)


def state_since(card: ReferralCard) -> str:
    """Return the day on which a card came into its present state."""
    days = {
        CardState.WRITTEN: card.written_on,
        CardState.HANDED: card.handed_on,
        CardState.RECEIVED: card.received_on,
        CardState.WORKING: card.received_on,
        CardState.ANSWERED: card.answered_on,
        CardState.CLOSED: card.closed_on,
    }
    return days[state_of(card)] or card.handed_on or card.written_on


def late_after(connection: Connection) -> int:
    """Return after how many days without an answer a card is late."""
    return settings.number(connection, "late_after_days", LATE_AFTER_DAYS)


def trouble_words(card: ReferralCard | CardCopy) -> str:
    """病気・健康・障がい／住まい, in the order of the form."""
    return "／".join(k.label for k in Trouble if k in card.troubles)


def consent_words(card: ReferralCard) -> str:
    """Return 「本人の同意あり（口頭 5月30日）」."""
    if card.consent != ConsentState.GIVEN:
        return "本人の同意なし" if card.consent == ConsentState.REFUSED else "本人の同意は未確認"
    giver = "代理の方" if card.consent_giver == ConsentGiver.PROXY else "本人"
    details = [
        label_of(ConsentForm, card.consent_form),
        month_day(card.consent_on) if card.consent_on else "",
    ]
    words = " ".join(d for d in details if d)
    return f"{giver}の同意あり" + (f"（{words}）" if words else "")


def may_be_named(connection: Connection, card: ReferralCard) -> bool:
    """Whether the card's name may leave the laptop: consent for this card, and no なし of the person for つなぐ."""
    if card.consent != ConsentState.GIVEN or _disputed_consent(connection, card):
        return False
    if card.person is None:
        return True
    ids = people_repo.aliases(connection).all(card.person)
    return read_consent(connection, ids, Purpose.REFER) is not ConsentState.REFUSED


def _disputed_consent(connection: Connection, card: ReferralCard) -> bool:
    live = people_repo.live_values(connection, ReferralCard.kind, card.id)
    return any(len({repr(v) for v in live.get(f, [])}) > 1 for f in ("consent", "person"))


def card_in(connection: Connection, card: Id) -> ReferralCard:
    """Return a card.

    Raises:
        InputError: there is no such card.
    """
    found = get(connection, ReferralCard, card)
    if found is None:
        raise InputError("このカードが見つかりません。", "つながりカードの一覧から えらび直してください。")
    return found
