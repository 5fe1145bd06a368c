"""同意: recorded per purpose, dated, revocable; read as the most restrictive live head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from sasaeai_desktop.db import erasing
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import rewritten
from sasaeai_desktop.db.lines import DELETED
from sasaeai_desktop.db.repositories import cards as card_repo
from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import CardCopy
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, fields_of
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Consent, ConsentForm, ConsentGiver, ConsentState, Purpose
from sasaeai_desktop.services.desk.common import iso_day, need, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.plan_consent import end_plans


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """What was said about one purpose; codes of ``domain.people``, ``date`` "" for today."""

    purpose: str
    state: str
    form: str = ""
    giver: str = ""
    relation: str = ""
    date: str = ""
    reason: str = ""
    heard_by: str = ""
    how: str = ""


_READ = ("person", "purpose", "state", "date", "revoked_on")


def consent_of(desk: Desk, person: Id, purpose: str) -> ConsentState:
    """How a purpose reads today: the most restrictive live head of the newest consent; a conflict is なし."""
    with reading(desk) as session:
        return read_consent(session, repo.aliases(session).all(person), purpose)


def consent_history(desk: Desk, person: Id) -> list[Consent]:
    """All consents of a person, newest first."""
    with reading(desk) as session:
        return repo.consents_of(session, repo.aliases(session).all(person))


def read_consent(connection: Connection, ids: Sequence[Id], purpose: str) -> ConsentState:
    """Read a purpose of one person (all merged ids).

    Every record says something from its day on: what it states, or なし from the day it was revoked or while two
    laptops disagree on it. The newest day counts, and on one day the most restrictive word.
    """
    return _newest([_said(connection, c) for c in repo.consents_of(connection, ids, purpose)])


def read_consents(
    connection: Connection, alias: Aliases, people: Iterable[Id], purpose: str
) -> dict[Id, ConsentState]:
    """Read a purpose of many people by canonical id, as ``read_consent`` does for one."""
    said: dict[Id, list[tuple[str, ConsentState]]] = {ent: [] for ent in alias.canonical(people)}
    twice = rewritten(connection, Consent.kind)
    for consent in repo.consents_for(connection, purpose):
        main = alias.of(consent.person) if consent.person else None
        if main in said:
            said[main].append(_said(connection, consent, once=consent.id not in twice))
    return {ent: _newest(words) for ent, words in said.items()}


def _said(connection: Connection, consent: Consent, *, once: bool = False) -> tuple[str, ConsentState]:
    """Return the day from which a record says something, and what it says; ``once`` for one never written again."""
    live = {} if once else repo.live_values(connection, Consent.kind, consent.id)
    days = [str(v) for f in ("date", "revoked_on") for v in live.get(f, []) if v]
    newest = max([consent.date, consent.revoked_on, *days])
    revoked = bool(consent.revoked_on) or any(live.get("revoked_on", []))
    disputed = any(len({repr(v) for v in live.get(f, [])}) > 1 for f in _READ) or any(live.get(DELETED, []))
    if revoked or disputed:
        return newest, ConsentState.REFUSED
    return newest, next((s for s in ConsentState if s == consent.state), ConsentState.UNKNOWN)


def _newest(said: Sequence[tuple[str, ConsentState]]) -> ConsentState:
    day = max((d for d, _ in said), default="")
    words = {state for d, state in said if d == day}
    if ConsentState.REFUSED in words:
        return ConsentState.REFUSED
    return ConsentState.GIVEN if words == {ConsentState.GIVEN} else ConsentState.UNKNOWN


def set_consent(
    desk: Desk,
    person: Id,
    purpose: str,
    state: str,
    *,
    form: str = "",
    giver: str = "",
    relation: str = "",
    date: str = "",
    reason: str = "",
    heard_by: str = "",
    how: str = "",
) -> Done[Id]:
    """Record a consent, a refusal or 未確認 for one purpose; ``date`` is today when not given.

    What was recorded on the same day (or of later ones, by mistake) for the purpose is corrected by it. A refusal of
    つなぐ also withdraws the copies of this person's cards; without 避難支援者への提供 their plan ends.

    Raises:
        InputError: an oral consent without who heard it, or a proxy without the relation.
    """
    draft = ConsentDraft(purpose, state, form, giver, relation, date, reason, heard_by, how)
    with acting(desk, "") as session:
        ent = write_consent(session, person, draft)
        ids = repo.aliases(session.connection).all(person)
        session.label = _label(session, ids, purpose, f"を「{label_of(ConsentState, state)}」にしました")
    return Done(ent, session.changes)


def write_consent(session: WriteSession, person: Id, draft: ConsentDraft) -> Id:
    """Record what was said about one purpose, within an action.

    Raises:
        InputError: as ``set_consent``.
    """
    purpose, state, form, giver, relation, date, reason, heard_by, how = astuple(draft)
    day = iso_day(date, "同意の日") if date else session.today
    if state == ConsentState.GIVEN and form == ConsentForm.ORAL and not heard_by:
        raise InputError("口頭の同意に、聞いた方のお名前がありません。", "だれが聞いたかを入れてください。")
    if state == ConsentState.GIVEN and giver == ConsentGiver.PROXY:
        need(relation, "代理の方の続柄")
    values: dict[str, object] = {
        "person": person, "purpose": purpose, "state": state, "date": day, "form": form, "giver": giver,
        "relation": relation, "reason": reason, "heard_by": heard_by, "how": how, "revoked_on": "",
    }  # fmt: skip
    ids = repo.aliases(session.connection).all(person)
    corrected = [
        c for c in repo.consents_of(session.connection, ids, purpose) if max(c.date, c.revoked_on) >= day
    ]
    ent = corrected[0].id if corrected else session.new_id()
    session.record(Consent, ent, values)
    for other in corrected[1:]:
        session.delete(Consent, other.id)
    if state != ConsentState.GIVEN:
        _without_consent(session, ids, purpose, day, refused=state == ConsentState.REFUSED)
    return ent


def revoke_consent(desk: Desk, person: Id, purpose: str, date: str = "", reason: str = "") -> Done[int]:
    """Take back the consents for a purpose; for つなぐ also the copies of cards, for 避難支援者への提供 the plan.

    Returns:
        How many copies were withdrawn.
    """
    day = iso_day(date, "取り消した日") if date else desk.today()
    withdrawn = 0
    with acting(desk, "") as session:
        ids = repo.aliases(session.connection).all(person)
        session.label = _label(session, ids, purpose, "を取り消しました")
        open_ones = [c for c in repo.consents_of(session.connection, ids, purpose) if not c.revoked_on]
        for consent in open_ones:
            values = {"revoked_on": day, **({"reason": reason} if reason else {})}
            session.record(Consent, consent.id, values)
        if not open_ones:
            refused = {
                "person": person,
                "purpose": purpose,
                "state": ConsentState.REFUSED,
                "date": day,
                "reason": reason,
            }
            session.record(Consent, session.new_id(), refused)
        withdrawn = _without_consent(session, ids, purpose, day, refused=True)
    return Done(withdrawn, session.changes)


def _without_consent(
    session: WriteSession, ids: Sequence[Id], purpose: str, day: str, *, refused: bool
) -> int:
    """Call back what a purpose allowed; returns how many copies were withdrawn. No consent, no plan."""
    if purpose == Purpose.REFER and refused:
        return withdraw_copies(session, ids, day)
    if purpose == Purpose.EVACUATION:
        return end_plans(session, ids, day)
    return 0


def withdraw_copies(session: WriteSession, ids: Sequence[Id], day: str) -> int:
    """Withdraw the copies of all cards of a person: whoever received them drops what they say."""
    cards = card_repo.cards_of_person(session.connection, ids)
    return sum(withdraw_copies_of_card(session, card.id, day) for card in cards)


def withdraw_copies_of_card(session: WriteSession, card: Id, day: str) -> int:
    """Withdraw the copies of one card; returns how many there were.

    All that a copy says is unset, for a receiver whose program is older, and its body is erased: whoever received it
    drops it from the journal too. What is left says which card's copy was withdrawn, and when.
    """
    emptied = {name: None for name in fields_of(CardCopy) if name not in ("number", "withdrawn")}
    open_copies = [c for c in card_repo.copies_of(session.connection, card) if not c.withdrawn]
    for copy in open_copies:
        up_to = erasing.tips(session, Chain.SHARED)
        session.record(CardCopy, copy.id, {**emptied, "withdrawn": day})
        erasing.erase_copies(session, [copy.id], up_to)
        session.record(CardCopy, copy.id, {"number": copy.number})
    if open_copies:
        session.undoable = False  # what was shared is called back; a new consent makes a new copy
    return len(open_copies)


def _label(session: WriteSession, ids: Sequence[Id], purpose: str, verb: str) -> str:
    found = repo.people(session.connection, repo.aliases(session.connection), ids[:1])
    name = next((p.name for p in found.values()), "")
    return f"{san(name)}の同意（{label_of(Purpose, purpose)}）{verb}"
