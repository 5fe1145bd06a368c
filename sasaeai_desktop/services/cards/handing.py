"""A card handed over: with consent a copy of it travels."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import cards as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import CardCopy, CardLink, CardState, Destination, ReferralCard
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.cards.card_records import card_in, consent_words, is_dangerous, may_be_named
from sasaeai_desktop.services.desk.common import not_after
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.desk.provisions import note_provision
from sasaeai_desktop.services.people.consents import withdraw_copies_of_card
from sasaeai_desktop.services.people.person_page import name_in


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
        danger_reason: why the named sheet is handed over in person without consent (life in danger, suspected
            abuse); recorded, and never a copy.

    Returns:
        Id of the copy, None when no name leaves in a bundle.

    Raises:
        InputError: it was handed over before, or the day lies before it was written.
    """
    day = not_after(on, desk.today(), "渡した日") if on else desk.today()
    copy: Id | None = None
    with acting(desk, "") as session:
        connection = session.connection
        found = card_in(connection, card)
        if found.handed_on:
            raise InputError("このカードは、もう渡してあります。", "返事を待つか、返事を書き入れてください。")
        if day < found.written_on:
            raise InputError("渡した日が、書いた日より前です。", "日付を たしかめてください。")
        receiver = to or found.destination or Destination.COUNCIL.value
        values = {
            "state": CardState.HANDED,
            "handed_on": day,
            "handed_how": how,
            "destination": receiver,
            "danger_reason": danger_reason,
        }
        session.record(ReferralCard, card, values)
        if danger_reason:
            name = _name(connection, found)
            _note(desk, session, found, day, name, receiver, danger_reason, how or "紙（手渡し）")
        elif receiver == Destination.COUNCIL and not is_dangerous(found) and may_be_named(connection, found):
            copy = _copy(desk, session, found, day, receiver)
        session.label = f"つながりカード {found.number} を{label_of(Destination, receiver)}に渡しました"
    return Done(copy, session.changes)


def may_share_again(connection: Connection, card: ReferralCard) -> bool:
    """Say whether a card that the council got without a name may have its copy now: a consent came, or came back."""
    shared = any(not copy.withdrawn for copy in repo.copies_of(connection, card.id))
    return (
        bool(card.handed_on)
        and card.destination == Destination.COUNCIL
        and card.state != CardState.CLOSED
        and not shared
        and not is_dangerous(card)
        and may_be_named(connection, card)
    )


def share_again(desk: Desk, card: Id) -> Done[Id]:
    """Make a new copy, with an id of its own, of a card that was handed to the council before there was consent.

    Handing over is an act: a new consent alone fills nothing in.

    Raises:
        InputError: there is no consent, or the council has a copy, or never had the card.
    """
    with acting(desk, "") as session:
        found = card_in(session.connection, card)
        if not may_share_again(session.connection, found):
            raise InputError(
                "このカードの写しは、いまは渡せません。",
                "同意が「あり」か、もう渡してあるかを たしかめてください。",
            )
        copy = _copy(desk, session, found, desk.today(), Destination.COUNCIL.value)
        session.label = f"つながりカード {found.number} の写しを、もう一度渡すことにしました"
    return Done(copy, session.changes)


def withdraw_stale_copies(desk: Desk) -> Done[int]:
    """Withdraw copies whose name may not leave any more; call it before an export and after an import.

    A consent may have been taken back, or come into dispute, on a sibling laptop that knew nothing of the copy.

    Returns:
        How many copies were withdrawn.
    """
    withdrawn = 0
    with acting(desk, "同意のなくなったカードの写しを取り下げました", undoable=False) as session:
        for card in repo.cards_with_copies(session.connection):
            if is_dangerous(card) or not may_be_named(session.connection, card):
                withdrawn += withdraw_copies_of_card(session, card.id, desk.today())
    return Done(withdrawn, session.changes)


def _copy(desk: Desk, session: WriteSession, card: ReferralCard, day: str, receiver: str) -> Id:
    """Write the copy that the council gets, with an id of its own and no person, its link, and the record of it."""
    name = _name(session.connection, card)
    writers = people_repo.volunteer_names(session.connection, [card.writer] if card.writer else [])
    copy, link = session.new_id(), session.new_id()
    same = ("number", "written_on", "trigger", "kana", "town", "age_band", "sex", "phone", "troubles", "facts",
            "thoughts", "urgency")  # fmt: skip
    values: dict[str, object] = {field: getattr(card, field) for field in same}
    values |= {
        "name": name,
        "writer": card.writer_name or next((n for n, _ in writers.values()), ""),
        "consent": consent_words(card),
        "destination": receiver,
    }
    session.record(CardCopy, copy, values)
    session.record(CardLink, link, {"card": card.id, "copy": copy})
    _note(
        desk,
        session,
        card,
        day,
        name,
        receiver,
        "困りごとをつなぐため（本人の同意）",
        "USBの受け渡しファイル",
    )
    return copy


def _note(
    desk: Desk,
    session: WriteSession,
    card: ReferralCard,
    day: str,
    name: str,
    receiver: str,
    why: str,
    medium: str,
) -> None:
    to = desk.me.council_name if receiver == Destination.COUNCIL else ""
    note_provision(
        session,
        desk,
        what=f"つながりカード {card.number}",
        names=[name],
        people=(card.person,) if card.person else (),
        to=to or label_of(Destination, receiver),
        purpose=why,
        medium=medium,
        day=day,
    )


def _name(connection: Connection, card: ReferralCard) -> str:
    return card.name or (name_in(connection, card.person) if card.person else "")
