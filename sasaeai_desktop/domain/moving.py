"""転入の申し送り: what a council passes on of somebody who moved, to the district they moved to.

The council knows of a person only the copy of a つながりカード that their first district handed over with consent, so an
offer says what that copy says and no more; where to and how they were watched stands in its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Record, day_field, ref_field, text_field


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveOffer(Record):
    """An offer, with an id of its own and no id of the first district's.

    It stands in the council's reply stream of one district. Once it is withdrawn or deleted its words leave every
    journal (``db.offers``), so whatever is offered again is another record.
    """

    kind: ClassVar[str] = "move_offer"

    origin: str = text_field(Chain.SHARED)  # name of the first district
    name: str = text_field(Chain.SHARED)
    kana: str = text_field(Chain.SHARED)
    age_band: str = text_field(Chain.SHARED)  # 年代, "80代"
    sex: str = text_field(Chain.SHARED)
    phone: str = text_field(Chain.SHARED)
    facts: str = text_field(Chain.SHARED)  # day, new address, how watched, household, what is ordinary
    consent: str = text_field(Chain.SHARED)  # how it was given, in words
    written_on: str = day_field(Chain.SHARED)  # of the card
    offered_on: str = day_field(Chain.SHARED)
    withdrawn: str = day_field(Chain.SHARED)  # day on which it was taken back


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveLink(Record):
    """What an offer belongs to where it lies: stays there.

    At the council the card's copy that it was made of; at the district the entry that was made of it, or why not.
    """

    kind: ClassVar[str] = "move_link"

    offer: Id | None = ref_field(Chain.HOME)
    copy: Id | None = ref_field(Chain.HOME)
    person: Id | None = ref_field(Chain.HOME)
    refused: str = text_field(Chain.HOME)
    on: str = day_field(Chain.HOME)
