"""転入の申し送り at the district: somebody who moved here is put on the list, or is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import moving
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk.common import need, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.people.person_page import name_in
from sasaeai_desktop.services.people.twins import alike_entries
from sasaeai_desktop.services.watch.whole_person import PersonEntry, correct_within, register_within

_SAME = ("name", "kana", "sex", "phone")
"""What a new entry begins with; all else stands in the words of the offer."""


def arrivals(desk: Desk) -> list[MoveOffer]:
    """Return the offers that wait here, oldest first; none at a council, which writes them."""
    allow(desk, Deed.SETTLE)
    if desk.me.council:
        return []
    with reading(desk) as session:
        return moving.undecided(session)


def first_values(offer: MoveOffer) -> dict[str, str]:
    """Return what an entry made of an offer begins with, by field of ``Person``."""
    return {name: value for name in _SAME if (value := getattr(offer, name))}


def words(offer: MoveOffer) -> str:
    """Return what came with an offer, for the 備考 of the entry: from where, when, and in the words of the card."""
    about = "・".join(part for part in (offer.age_band, offer.consent) if part)
    came = f"{wareki(offer.offered_on)} {offer.origin}から 転入の申し送り" + (f"（{about}）" if about else "")
    return f"{came}：{offer.facts}" if offer.facts else came


def take_up(
    desk: Desk, ent: Id, entry: PersonEntry | None = None, person: Id | None = None, *, new: bool = False
) -> Done[Id]:
    """Put somebody who moved here on the list, or note it with the entry they have; one action.

    Args:
        desk: a district's desk.
        ent: the offer.
        entry: what is written of the person, 見守り with it; what came with the offer when not given.
        person: who they are on this list already; None for a new entry.
        new: a person at the desk says that nobody of the list is meant.

    Returns:
        The person's id.

    Raises:
        InputError: the offer is settled or withdrawn, somebody alike is on the list and nobody said who it is, or a part
            of the entry cannot be.
    """
    with acting(desk, "", deed=Deed.SETTLE) as session:
        main = take_within(desk, session, ent, entry, person, new=new)
    return Done(main, session.changes)


def take_within(
    desk: Desk,
    session: WriteSession,
    ent: Id,
    entry: PersonEntry | None = None,
    person: Id | None = None,
    *,
    new: bool = False,
) -> Id:
    """As ``take_up``, within an action; sets its label."""
    offer = _waiting(session.connection, ent)
    said = entry or PersonEntry(values={} if person else first_values(offer))
    if not (person or new):
        _ask_who(session.connection, said.values)
    noted = replace(said, values={**said.values, "note": _note(session, offer, person, said.values)})
    main = correct_within(session, person, noted) if person else register_within(desk, session, noted)
    session.record(MoveLink, session.new_id(), {"offer": ent, "person": main, "on": session.today})
    session.label = f"{san(name_in(session.connection, main))}を、転入の申し送りから名簿に入れました"
    return main


def _ask_who(connection: Connection, values: Mapping[str, object]) -> None:
    alike = alike_entries(connection, values)
    if alike:
        names = "、".join(
            dict.fromkeys(f"{san(name_in(connection, i))}（{words}）" for i, words in alike[:2])
        )
        raise InputError(
            f"もう名簿にいる方かもしれません。{names}。",
            "同じ方なら その方に、ちがう方なら 新しい方として、入れなおしてください。",
        )


def decline(session: WriteSession, ent: Id, reason: str) -> str:
    """Note within an action that an offer is not taken up, and why; returns it in words.

    The reason stays here: a district has no way to write to the council but by a card of its own.

    Raises:
        InputError: no reason, or the offer is settled or withdrawn.
    """
    why = need(reason, "受けない わけ")
    offer = _waiting(session.connection, ent)
    session.record(MoveLink, session.new_id(), {"offer": ent, "refused": why, "on": session.today})
    return f"{san(offer.name)}の申し送りを、受けないことにしました（市社協へは 電話で知らせてください）"


def decline_offer(desk: Desk, ent: Id, reason: str) -> Done[str]:
    """As ``decline``, as an action of its own."""
    with acting(desk, "", deed=Deed.SETTLE) as session:
        session.label = decline(session, ent, reason)
    return Done(session.label, session.changes)


def _waiting(connection: Connection, ent: Id) -> MoveOffer:
    found = next((offer for offer in moving.undecided(connection) if offer.id == ent), None)
    if found is None:
        raise InputError(
            "この申し送りは、もう決めてあるか、取り下げられました。",
            "「たしかめること」を もう一度 見てください。",
        )
    return found


def _note(session: WriteSession, offer: MoveOffer, person: Id | None, values: Mapping[str, object]) -> str:
    """Return the 備考 of the entry: what stood there, and what came."""
    held = get(session.connection, Person, person) if person is not None else None
    before = str(values.get("note") or (held.note if held is not None else ""))
    return "　".join(part for part in (before, words(offer)) if part)
