"""つながりカード: written, handed over, answered."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.cards import CardCopy, CardState, ReferralCard
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import Desk, Done

NAMELESS = "名前なし"


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
        next_words: what to do next, for the primary button.
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
    next_words: str


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


@dataclass(frozen=True, slots=True)
class SummaryCheck:
    """What stands against a 名前のない要旨: ``refused`` must be changed, ``warnings`` are for the writer to judge."""

    refused: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilCard:
    """A card as the council sees it: the open part, and the copy where there is consent."""

    card: ReferralCard
    copy: CardCopy | None
    district: str
    district_name: str
    name: str
    troubles: str
    days_waiting: int
    late: bool


def board(desk: Desk, year: int | None = None) -> dict[CardState, list[CardRow]]:
    """Cards by state, oldest first: those of a fiscal year (this one when not given), and open ones of years before."""
    raise NotImplementedError


def card_view(desk: Desk, card: Id) -> CardView:
    """Open a card.

    Raises:
        InputError: there is no such card.
    """
    raise NotImplementedError


def draft_for(desk: Desk, person: Id | None = None, salon: Id | None = None) -> CardDraft:
    """A draft with what is known of a person filled in."""
    raise NotImplementedError


def draft_of(desk: Desk, card: Id) -> CardDraft:
    """A card as a draft, to be changed."""
    raise NotImplementedError


def write_card(desk: Desk, draft: CardDraft) -> Done[Id]:
    """Write a card; it gets its number 地区-年度-連番.

    Raises:
        InputError: nothing is written of the worry, or a consent lacks how it was given.
    """
    raise NotImplementedError


def save_card(desk: Desk, card: Id, draft: CardDraft) -> Done[Id]:
    """Change a card; a consent taken back withdraws its copy."""
    raise NotImplementedError


def check_summary(desk: Desk, card: Id, summary: str) -> SummaryCheck:
    """Look for the person's name, reading or telephone (refused) and town (warning) in a 名前のない要旨."""
    raise NotImplementedError


def confirm_summary(desk: Desk, card: Id, summary: str) -> Done[tuple[str, ...]]:
    """Keep the 名前のない要旨 that its writer confirmed: it travels to the council. Returns the warnings.

    Raises:
        InputError: the person can be told from it.
    """
    raise NotImplementedError


def hand_over(
    desk: Desk, card: Id, on: str = "", how: str = "", to: str = "", *, danger_reason: str = ""
) -> Done[Id | None]:
    """Hand a card over. With consent and the council as receiver a copy is made, and a 第三者提供記録 with it.

    Args:
        desk: the open desk.
        card: its id.
        on: day, today when not given.
        how: 渡し方 in words.
        to: code of ``Destination``; the card's own when not given.
        danger_reason: why the named sheet is handed over without consent (life in danger, suspected abuse); recorded.

    Returns:
        Id of the copy, None when no name leaves the laptop.
    """
    raise NotImplementedError


def receive_answer(
    desk: Desk, card: Id, response: str, answer: str = "", on: str = "", by: str = ""
) -> Done[CardState]:
    """Write in an answer that came by paper or telephone (district)."""
    raise NotImplementedError


def answer_card(
    desk: Desk, card: Id, response: str, answer: str = "", on: str = "", by: str = ""
) -> Done[CardState]:
    """Answer a district's card (council); returns its new state.

    Raises:
        InputError: this is no council, or an answer lacks its words.
    """
    raise NotImplementedError


def acknowledge_answer(desk: Desk, card: Id, on: str = "") -> Done[None]:
    """Record the day on which the answer reached the one who wrote the card (受領日)."""
    raise NotImplementedError


def close_card(desk: Desk, card: Id, on: str = "") -> Done[None]:
    """Close a card (終結)."""
    raise NotImplementedError


def delete_card(desk: Desk, card: Id) -> Done[None]:
    """Delete a card that was not handed over.

    Raises:
        InputError: it was handed over: 終結 is the way then.
    """
    raise NotImplementedError


def council_cards(desk: Desk, *, closed: bool = False) -> list[CouncilCard]:
    """Cards that districts handed to this council, oldest first; closed ones only when asked for."""
    raise NotImplementedError


def late_after_days(desk: Desk) -> int:
    """After how many days without an answer a card is late."""
    raise NotImplementedError


def set_late_after_days(desk: Desk, days: int) -> None:
    """Set after how many days a card is late."""
    raise NotImplementedError
