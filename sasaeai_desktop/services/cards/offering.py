"""転入の申し送り at the council: what a card's copy says of somebody who moved is offered to the district they moved to.

It goes where the council's replies to that district go, and nowhere else. No name is filled in: a copy that was withdrawn
or erased withdraws its offer, before the next stick is written and after each one that is taken in.
"""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db import purge
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import cards as card_repo
from sasaeai_desktop.db.repositories import districts, moving, peers
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import CardCopy, ReferralCard, Response
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer
from sasaeai_desktop.services.cards.answering import answer_within
from sasaeai_desktop.services.cards.card_records import card_in
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading

ANSWER = "移る先の地区へ 申し送りました。"
_SAME = ("name", "kana", "age_band", "sex", "phone", "facts", "consent", "written_on")


@dataclass(frozen=True, slots=True)
class Receiver:
    """A district that somebody may have moved to; ``by_stick`` is whether it can be told by a file."""

    code: str
    name: str
    by_stick: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer that stands: its id, to whom, since when."""

    id: Id
    district: str
    district_name: str
    on: str


def receivers(desk: Desk, card: Id) -> list[Receiver]:
    """Return the districts a card's person may be offered to, in order of their codes; its own is none of them."""
    with reading(desk) as session:
        own = card_in(session, card).district
        return [r for r in _receivers(session) if r.code != own]


def standing(desk: Desk) -> dict[Id, Standing]:
    """Return the offers that stand, by the card they were made of."""
    with reading(desk) as session:
        names = districts.district_names(session)
        cards = _card_of_copy(session)
        linked = moving.links(session)
        found = {}
        for offer in moving.standing(session):
            link = linked.get(offer.id)
            card = cards.get(link.copy) if link is not None and link.copy is not None else None
            if card is not None:
                name = names.get(offer.district, ("", False))[0] or offer.district
                found[card] = Standing(offer.id, offer.district, name, offer.offered_on)
        return found


def offer(desk: Desk, card: Id, to: str, *, answered: bool = False) -> Done[Id]:
    """Offer a card's person to the district they moved to; it goes with the next stick to that district.

    Taking it back by 元にもどす takes the name out of the journal again; until a stick was written, nobody has seen it.

    Args:
        desk: the council's desk.
        card: a card of which a copy with a name is here.
        to: code of the district.
        answered: also answer the card with 他機関へ and the sentence ``ANSWER``.

    Raises:
        InputError: this is no council, there is no name, it stands offered already, or the district takes no file.
    """
    if not desk.me.council:
        raise InputError("申し送るのは市社協です。", "「ほかの地区へ移る」で、市社協へたのんでください。")
    with acting(desk, "") as session:
        connection = session.connection
        found = card_in(connection, card)
        copy = card_repo.copies_by_number(connection).get((found.district, found.number))
        if copy is None or not copy.name:
            raise InputError("このカードは、お名前を受け取っていません。", "地区に電話でたずねてください。")
        receiver = _receiver(connection, found, to)
        _once(connection, copy.id)
        names = districts.district_names(connection)
        ent = session.new_id()
        values: dict[str, object] = {name: getattr(copy, name) for name in _SAME}
        origin = names.get(found.district, ("", False))[0] or found.district
        values |= {"origin": origin, "offered_on": desk.today()}
        session.record(MoveOffer, ent, values, district=to)
        session.record(MoveLink, session.new_id(), {"offer": ent, "copy": copy.id, "on": desk.today()})
        if answered:
            answer_within(desk, session, card, Response.PASSED_ON.value, ANSWER, by=desk.user.name)
        session.label = f"{san(copy.name)}を {receiver.name}へ 申し送ることにしました"
    return Done(ent, session.changes)


def take_back(desk: Desk, ent: Id) -> Done[None]:
    """Withdraw an offer: whoever received it drops what it says with the next stick.

    Raises:
        InputError: it does not stand any more.
    """
    with acting(desk, "転入の申し送りを 取りやめました", undoable=False) as session:
        if ent not in {o.id for o in moving.standing(session.connection)}:
            raise InputError("この申し送りは、もう取りやめてあります。", "一覧を もう一度 見てください。")
        _withdraw(session, [ent])
    return Done(None, session.changes)


def withdraw_stale_offers(desk: Desk) -> Done[int]:
    """Withdraw offers whose copy is withdrawn or erased; call it before an export and after an import.

    Returns:
        How many were withdrawn; a district writes no offers.
    """
    with acting(desk, "同意のなくなった申し送りを 取り下げました", undoable=False) as session:
        stale = _stale(session.connection) if desk.me.council else []
        _withdraw(session, stale)
    return Done(len(stale), session.changes)


def _stale(connection: Connection) -> list[Id]:
    live = {copy.id for copy in select(connection, CardCopy, "AND withdrawn IS NULL AND name IS NOT NULL")}
    linked = moving.links(connection)
    return [o.id for o in moving.standing(connection) if o.id not in linked or linked[o.id].copy not in live]


def _withdraw(session: WriteSession, ents: list[Id]) -> None:
    for ent in ents:
        session.record(MoveOffer, ent, {"withdrawn": session.today})
    if ents:
        session.flush()
        purge.settle(session.connection, session.touched)


def _once(connection: Connection, copy: Id) -> None:
    """Refuse a second offer of a copy while one stands."""
    linked = moving.links(connection)
    if any(o.id in linked and linked[o.id].copy == copy for o in moving.standing(connection)):
        raise InputError(
            "この方は、もう申し送ってあります。", "ほかの地区へ申し送るときは、先に 取りやめてください。"
        )


def _receiver(connection: Connection, card: ReferralCard, code: str) -> Receiver:
    found = next((r for r in _receivers(connection) if r.code == code), None)
    if found is None or code == card.district:
        raise InputError(
            "移る先の地区が まだえらばれていません。", "カードを書いた地区のほかから、えらんでください。"
        )
    if not found.by_stick:
        raise InputError(f"{found.name}へは、USBで渡せません。", "カードを印刷して、紙で渡してください。")
    return found


def _receivers(connection: Connection) -> list[Receiver]:
    """Return all districts; a file needs a laptop there that is known and in use."""
    held = {p.district for p in peers.all_peers(connection) if not p.council and not p.revoked_on}
    return [
        Receiver(code, name or code, code in held and not paper)
        for code, (name, paper) in districts.district_names(connection).items()
    ]


def _card_of_copy(connection: Connection) -> dict[Id, Id]:
    """Return the card of every copy, by their number: at a council nothing else ties them."""
    copies = {(c.district, c.number): c.id for c in select(connection, CardCopy)}
    cards = select(connection, ReferralCard)
    return {copies[c.district, c.number]: c.id for c in cards if (c.district, c.number) in copies}
