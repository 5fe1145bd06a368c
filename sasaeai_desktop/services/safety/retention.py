"""保存と廃棄: what may go this year, letting it go, and the record of it. Counts stay, as with every erasure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.db import erasing as bodies
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import traces
from sasaeai_desktop.db.repositories.base import by_ids, select
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import CardLink, CardState, ReferralCard
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.keeping import CopyErasure, Disposal, Erasure, RetentionRule
from sasaeai_desktop.domain.people import Person, Source
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.retention import CITY_LIST, CLASSES, RecordClass, over_before
from sasaeai_desktop.domain.watch import CaseState, Visit
from sasaeai_desktop.services.desk.common import days_before
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading
from sasaeai_desktop.services.people.erasing import erase_within, renew_backups
from sasaeai_desktop.services.safety import holdings

KINDS = ("person", "case", "visit", "card", "retention", "disposal", *holdings.KINDS)
"""The kinds after a change of which the review is to be read again."""
SHOWN = 8  # of each class; the rest is a count
_SOON = 60  # days before the date of return of a city list


@dataclass(frozen=True, slots=True)
class Due:
    """Something that may go: a person, an act, a card; or a person whose list is to be returned.

    Attributes:
        id: of the record.
        name: whose it is, for the person who decides.
        since: ISO day from which it was kept, or by which it is to be returned.
    """

    id: Id
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class ClassDue:
    """A class with its years, how much of it may go today, and the first of it."""

    record_class: RecordClass
    years: int
    count: int
    first: tuple[Due, ...]


def review(desk: Desk, only: str = "") -> list[ClassDue]:
    """Return every class with what may go today, or one by its code; the yearly look in April."""
    wanted = [c for c in (*CLASSES, CITY_LIST) if only in ("", c.code)]
    with reading(desk) as session:
        years = _years(session)
        return [_class_due(session, c, desk.today(), years[c.code]) for c in wanted]


def _class_due(connection: Connection, record_class: RecordClass, today: str, years: int) -> ClassDue:
    if record_class.code == Visit.kind:  # tens of thousands of acts: counted, not loaded
        count = _visits_due_count(connection, today, years)
        return ClassDue(record_class, years, count, tuple(_visits_due(connection, today, years, SHOWN)))
    due = _DUE[record_class.code](connection, today, years)
    return ClassDue(record_class, years, len(due), tuple(due[:SHOWN]))


def set_years(desk: Desk, code: str, years: int) -> Done[None]:
    """Say how long a class of records is kept.

    Raises:
        InputError: there is no such class, or the years are not 1 to 30.
    """
    allow(desk, Deed.ERASE)
    found = next((c for c in CLASSES if c.code == code), None)
    if found is None or not 1 <= years <= 30:
        raise InputError("保存の年数は、1年から30年までです。", "年数を たしかめてください。")
    with acting(desk, f"「{found.label}」を{years}年 取っておくことにしました") as session:
        ent = keyed_id(desk.me.secret, RetentionRule.kind, code)
        session.record(RetentionRule, ent, {"of": code, "years": years})
    return Done(None, session.changes)


def dispose(desk: Desk, code: str, chosen: Iterable[Id] | None = None, *, witness: str = "") -> Done[int]:
    """Let records go whose years are over, and write the 廃棄記録; it cannot be undone.

    Args:
        desk: the open desk of a district.
        code: of a class; ``city_list`` is given back instead.
        chosen: which of those that are due; all when not given.
        witness: who stood by.

    Returns:
        How many went.

    Raises:
        InputError: there is no such class, or nothing of it is due.
    """
    allow(desk, Deed.ERASE)
    record_class = next((c for c in (*CLASSES, CITY_LIST) if c.code == code), None)
    years, due = 0, list[Due]()
    if record_class is not None:
        with reading(desk) as look:
            years = _years(look)[code]
            due = _DUE[code](look, desk.today(), years)
    wanted = None if chosen is None else set(chosen)
    due = [d for d in due if wanted is None or d.id in wanted]
    if record_class is None or not due:
        raise InputError("いま廃棄できる記録は ありません。", "「保存と廃棄」で たしかめてください。")
    returned = record_class is CITY_LIST
    why = "返却の期限のため" if returned else f"{years}年を過ぎたため"
    with acting(
        desk, f"{record_class.label}を{len(due)}件 廃棄しました", undoable=False, deed=Deed.ERASE
    ) as session:
        if returned:
            session.label = f"市から借りた名簿 {len(due)}人分を返しました"
        _GO[code](desk, session, [d.id for d in due])
        values = {
            "on": session.today, "of": code, "what": record_class.label, "count": len(due), "witness": witness,
            "how": "返却" if returned else "消去", "why": why, "by": desk.user.name,
        }  # fmt: skip
        session.record(Disposal, session.new_id(), values)
    if not returned:
        renew_backups(desk)
    return Done(len(due), session.changes)


def disposals(desk: Desk, first: str, last: str) -> list[Disposal]:
    """Return what was disposed of from ``first`` to ``last``, by day."""
    with reading(desk) as session:
        return select(session, Disposal, 'AND "on" >= ? AND "on" <= ? ORDER BY "on", id', (first, last))


# -- what is due -----------------------------------------------------------------------------------------------------


def _years(connection: Connection) -> dict[str, int]:
    said = {r.of: r.years for r in select(connection, RetentionRule) if r.years}
    return {c.code: said.get(c.code) or c.years for c in (*CLASSES, CITY_LIST)}


def _over(ended: str, today: str, years: int) -> bool:
    return bool(ended) and ended < over_before(today, years)


def _people_due(connection: Connection, today: str, years: int) -> list[Due]:
    """Return people whose every registration ended long enough ago, and of whom nothing was written since."""
    alias, before = people_repo.aliases(connection), over_before(today, years)
    last: dict[Id, str] = {}
    for person, state, end in connection.exec_driver_sql(_REGISTERED):
        ent = alias.of(Id(person))
        last[ent] = max(last.get(ent, ""), end if end and state == CaseState.ENDED else _STILL)
    ended = {ent: end for ent, end in last.items() if end < before}
    busy = traces.traced_since(connection, alias, ended, before)
    names = people_repo.names(connection, alias, ended.keys() - busy)
    return [Due(ent, name.name, ended[ent]) for ent, name in names.items()]


_REGISTERED = 'SELECT person, state, "end" FROM "case" WHERE gone = 0 AND person IS NOT NULL'
_STILL = "9999"  # a registration that goes on ends after every day
_WORDED = (
    "FROM visit WHERE gone = 0 AND date < ?"
    " AND (memo IS NOT NULL OR condition IS NOT NULL OR signs IS NOT NULL OR next_on IS NOT NULL)"
)


def _visits_due_count(connection: Connection, today: str, years: int) -> int:
    counted = connection.exec_driver_sql(f"SELECT count(*) {_WORDED}", (over_before(today, years),))
    return int(counted.scalar() or 0)


def _visits_due(connection: Connection, today: str, years: int, limit: int = -1) -> list[Due]:
    """Return acts that still hold words, the oldest first; all without a limit."""
    rows = connection.exec_driver_sql(
        f"SELECT id, person, date {_WORDED} ORDER BY date, id LIMIT ?", (over_before(today, years), limit)
    ).all()
    alias = people_repo.aliases(connection)
    names = people_repo.names(connection, alias, {Id(person) for _, person, _ in rows if person})
    named = {ent: row.name for ent, row in names.items()}
    return [
        Due(Id(ent), named.get(alias.of(Id(person)), "") if person else "", date)
        for ent, person, date in rows
    ]


def _cards_due(connection: Connection, today: str, years: int) -> list[Due]:
    cards = select(
        connection, ReferralCard, "AND state = ? ORDER BY closed_on, id", (CardState.CLOSED.value,)
    )
    return [
        Due(c.id, c.number, c.closed_on)
        for c in cards
        if _over(c.closed_on or c.handed_on, today, years) and (c.facts or c.thoughts or c.name or c.person)
    ]


def _to_return(connection: Connection, today: str, _years: int) -> list[Due]:
    soon = days_before(today, -_SOON)
    where = "AND source = ? AND return_due IS NOT NULL AND return_due <= ? ORDER BY return_due, id"
    people = select(connection, Person, where, (Source.CITY_LIST.value, soon))
    return [Due(p.id, p.name, p.return_due) for p in people]


def _held_due(code: str, connection: Connection, today: str, years: int) -> list[Due]:
    """Return what is over of a programme's records, as its holdings declare it."""
    return [
        Due(h.id, h.name, h.ended) for h in holdings.held(connection, code) if _over(h.ended, today, years)
    ]


_HELD = sorted({h.of for h in holdings.HOLDINGS})
_DUE: dict[str, Callable[[Connection, str, int], list[Due]]] = {
    "person": _people_due, "visit": _visits_due, "card": _cards_due, CITY_LIST.code: _to_return,
    **{code: partial(_held_due, code) for code in _HELD},
}  # fmt: skip


# -- letting go ------------------------------------------------------------------------------------------------------

_WHY = "保存の年数を過ぎたため"


def _let_people_go(desk: Desk, session: WriteSession, ents: list[Id]) -> None:
    alias = people_repo.aliases(session.connection)
    for ent in ents:
        erase_within(desk, session, alias.all(ent), _WHY)


def _let_visits_go(_desk: Desk, session: WriteSession, ents: list[Id]) -> None:
    bodies.erase(session, Erasure, [(Visit.kind, ent) for ent in ents], {"reason": _WHY})


def _let_cards_go(_desk: Desk, session: WriteSession, ents: list[Id]) -> None:
    connection = session.connection
    links = [link for link in select(connection, CardLink) if link.card in set(ents)]
    named = [(ReferralCard.kind, ent) for ent in ents] + [(CardLink.kind, link.id) for link in links]
    bodies.erase(session, Erasure, named, {"reason": _WHY})
    copies = [("card_copy", link.copy) for link in links if link.copy]
    if copies:
        bodies.erase(session, CopyErasure, copies)


def _give_back(_desk: Desk, session: WriteSession, ents: list[Id]) -> None:
    """The list is given back; who is watched stays in the register from another source."""
    for ent in by_ids(session.connection, Person, ents):
        session.record(Person, ent, {"return_due": ""})


def _let_held_go(code: str, _desk: Desk, session: WriteSession, ents: list[Id]) -> None:
    holdings.let_go(session, code, ents, _WHY)


_GO: dict[str, Callable[[Desk, WriteSession, list[Id]], None]] = {
    "person": _let_people_go, "visit": _let_visits_go, "card": _let_cards_go, "city_list": _give_back,
    **{code: partial(_let_held_go, code) for code in _HELD},
}  # fmt: skip
