"""名前のない要旨: held against everyone of the district before its writer may agree to it."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.nameless import Finder, Found, Telling
from sasaeai_desktop.services.cards.card_records import card_in
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.known import everyone

LOOKED_AT = "この地区の名簿・緊急連絡先・世帯の方・担い手の、お名前・ふりがな・電話・生年月日・住所・町内会と くらべました。"
NOTHING_FOUND = "見つかりませんでした。読みなおしてください。"

_NAMES = (Telling.NAME, Telling.KANA, Telling.PHONE, Telling.NUMBER)


@dataclass(frozen=True, slots=True)
class SummaryCheck:
    """By what somebody could be told; the writer changes it, or says why it is nobody's."""

    found: tuple[Found, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        """What names somebody or their telephone, in words."""
        return tuple(_words(f) for f in self.found if f.kind in _NAMES)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What somebody could be guessed from (birth date, address, town), in words."""
        return tuple(_words(f) for f in self.found if f.kind not in _NAMES)


def _words(found: Found) -> str:
    same = "名簿にある" if found.kind is Telling.TOWN else "名簿の どなたかの"
    return f"{found.start + 1}文字目の「{found.text}」は、{same} {found.kind.words}と同じです。"


def check_summary(desk: Desk, card: Id, summary: str) -> SummaryCheck:
    """Look in a 名前のない要旨 for everyone of the district, and for whom the card names beside them."""
    with reading(desk) as session:
        return _check(session, summary, card_in(session, card))


def check_text(desk: Desk, text: str) -> SummaryCheck:
    """Look in any text for everyone of the district."""
    with reading(desk) as session:
        return _check(session, text)


def _check(connection: Connection, text: str, card: ReferralCard | None = None) -> SummaryCheck:
    if card is None:
        known = everyone(connection)
    else:  # whom it names need not be in the register
        known = everyone(connection, names=[(card.name, card.kana)], phones=[card.phone], towns=[card.town])
    return SummaryCheck(tuple(Finder(known).find(text)))


def confirm_summary(desk: Desk, card: Id, summary: str, why: str = "") -> Done[tuple[str, ...]]:
    """Keep the 名前のない要旨 that its writer confirmed: it travels to the council.

    Args:
        desk: the open desk.
        card: its id.
        summary: the text.
        why: why what was found is nobody's name (春 is the season); kept at home with the card.

    Returns:
        What was found, in words.

    Raises:
        InputError: somebody can be told from it, and nothing is said why that is nobody.
    """
    with acting(desk, "") as session:
        card_found = card_in(session.connection, card)
        check = _check(session.connection, summary, card_found)
        told = (*check.refused, *check.warnings)
        if told and not why.strip():
            raise InputError(
                "要旨の" + told[0],
                "わからない書き方に直すか、だれのことでもないわけを書いてください。",
            )
        values = {"summary": summary.strip(), "summary_why": why.strip() if told else ""}
        session.record(ReferralCard, card, values)
        session.label = f"つながりカード {card_found.number} の要旨を保存しました"
    return Done(told, session.changes)
