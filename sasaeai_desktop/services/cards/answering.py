"""A card answered: by the council, or written in at the district, and told to the one who wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.repositories import cards as repo
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.cards import CardCopy, CardState, Destination, ReferralCard, Response
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.cards.card_records import (
    NAMELESS,
    card_in,
    days_waiting,
    is_late,
    late_after,
    state_of,
    trouble_words,
)
from sasaeai_desktop.services.desk.common import iso_day, need, not_after, refuse
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading

_STATE_OF = {Response.RECEIVED: CardState.RECEIVED, Response.CHECKING: CardState.WORKING}


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
    state: CardState


def receive_answer(
    desk: Desk, card: Id, response: str, answer: str = "", *, on: str = "", by: str = ""
) -> Done[CardState]:
    """Write in an answer that came by paper or telephone (district); returns the card's new state.

    Raises:
        InputError: the card was not handed over, or an answer lacks its words.
    """
    with acting(desk, "") as session:
        state = answer_within(desk, session, card, response, answer, on=on, by=by)
    return Done(state, session.changes)


def answer_card(
    desk: Desk, card: Id, response: str, answer: str = "", *, on: str = "", by: str = ""
) -> Done[CardState]:
    """Answer a district's card (council); returns its new state.

    Args:
        desk: the open desk.
        card: its id.
        response: code of ``Response``: 受付 and 確認中 move it on, the others are the answer.
        answer: 地域へ伝えてよい内容.
        on: day, today when not given.
        by: who took it, the person at the desk when not given.

    Raises:
        InputError: this is no council, or an answer lacks its words.
    """
    if not desk.me.council:
        raise InputError(
            "返事を書くのは市社協です。", "市社協からの返事は「返事を書き入れる」で入れてください。"
        )
    with acting(desk, "") as session:
        state = answer_within(desk, session, card, response, answer, on=on, by=by or desk.user.name)
    return Done(state, session.changes)


def answer_within(
    desk: Desk, session: WriteSession, card: Id, response: str, answer: str, *, on: str = "", by: str = ""
) -> CardState:
    """Write an answer within an action.

    Raises:
        InputError: as ``answer_card``.
    """
    day = not_after(on, desk.today(), "返事の日") if on else desk.today()
    found = card_in(session.connection, card)
    kind = next((r for r in Response if r == response), None)
    if kind is None:
        raise InputError("対応状況が まだえらばれていません。", "対応状況をえらんでください。")
    if not found.handed_on:
        raise InputError("このカードは、まだ渡していません。", "先に「カードを渡す」をしてください。")
    if day < found.handed_on:
        raise InputError("返事の日が、渡した日より前です。", "日付を たしかめてください。")
    values: dict[str, object] = {"response": kind}
    if not found.received_on:
        values["received_on"] = day
    if by and not found.received_by:
        values["received_by"] = by
    state = _STATE_OF.get(kind, CardState.ANSWERED)
    if state is CardState.ANSWERED:
        values |= {"answer": need(answer, "地域へ伝えてよい内容"), "answered_on": day}
    elif answer:
        values["answer"] = answer
    session.record(ReferralCard, card, {**values, "state": state})
    session.label = f"つながりカード {found.number} を「{state.label}」にしました"
    return state


def acknowledge_answer(desk: Desk, card: Id, on: str = "") -> Done[None]:
    """Record the day on which the answer reached the one who wrote the card (受領日).

    Raises:
        InputError: there is no answer yet.
    """
    day = iso_day(on, "伝えた日") if on else desk.today()
    with acting(desk, "") as session:
        found = card_in(session.connection, card)
        if not found.answered_on:
            raise InputError(
                "このカードには、まだ返事がありません。", "返事が届いてから もう一度押してください。"
            )
        session.record(ReferralCard, card, {"returned_on": day})
        session.label = f"つながりカード {found.number} の返事を伝えました"
    return Done(None, session.changes)


def close_card(desk: Desk, card: Id, on: str = "") -> Done[None]:
    """Close a card (終結)."""
    day = not_after(on, desk.today(), "終結の日") if on else desk.today()
    with acting(desk, "") as session:
        found = card_in(session.connection, card)
        refuse(judging.judge_span(found.written_on, day), "終結の日を たしかめてください。")
        session.record(ReferralCard, card, {"state": CardState.CLOSED, "closed_on": day})
        session.label = f"つながりカード {found.number} を終結にしました"
    return Done(None, session.changes)


def council_cards(desk: Desk, *, closed: bool = False) -> list[CouncilCard]:
    """Cards that districts handed to this council, oldest first; closed ones only when asked for."""
    today = desk.today()
    with reading(desk) as session:
        copies = repo.copies_by_number(session)
        names = {d.code: d.name for d in select(session, District)}
        after = late_after(session)
        found = []
        for card in repo.handed_to(session, Destination.COUNCIL, closed=closed):
            copy = copies.get((card.district, card.number))
            found.append(
                CouncilCard(
                    card, copy, card.district, names.get(card.district, card.district),
                    (copy.name if copy else "") or NAMELESS, trouble_words(copy) if copy else "",
                    days_waiting(card, today) or 0, is_late(card, today, after), state_of(card),
                )
            )  # fmt: skip
    return found
