"""What a bundle brought, judged by the same rules as everything else: it is taken, and one item tells what looked odd.

Which records were odd is kept with the line of the bundle; whether they still are is asked anew each time.
Rules: shared domain page, section 7.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base, peers
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.eras import span_of
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.help import HelpAct, HelpRequest, Receipt, Tickets
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person, Role
from sasaeai_desktop.domain.plans import EvacuationPlan, SafetyTick
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.school import SchoolDay
from sasaeai_desktop.domain.watch import CaseState, EndReason, Tally, Visit, WatchCase

if TYPE_CHECKING:  # to count what is odd needs neither
    from sasaeai_desktop.db.stretches import Begun
    from sasaeai_desktop.sync.incoming import Taken

MOST = 200
"""So many odd records of one bundle are kept by name; more are only counted."""
_OFTEN = 3  # a year with so many acts in one bundle was brought whole
_PART = 900


@dataclass(frozen=True, slots=True)
class Odd:
    """A record that a rule speaks of: the rule's code, its kind, its id."""

    code: str
    kind: str
    id: Id


@dataclass(frozen=True, slots=True)
class OddBundle:
    """A bundle that brought odd records: what is still odd, and how many more there were than are kept."""

    sha256: str
    peer: str
    at: str
    odd: tuple[Odd, ...]
    more: int


def judge_taken(connection: Connection, taken: Taken, today: str) -> list[Odd]:
    """As ``judge``, for what a bundle brought; acts that came by the thousand are not read back to see that all are fine."""
    touched: dict[str, Collection[Id]] = dict(taken.touched)
    if _visits_are_fine(connection, taken.only_begun(Visit.kind), today):
        del touched[Visit.kind]
    came = taken.only_begun(Attendance.kind)
    if _attendance_is_fine(connection, came, today):
        del touched[Attendance.kind]
        sessions = {Id(ent) for new in came for ent in new.column("session") or () if ent}
        touched[Session.kind] = sessions.union(touched.get(Session.kind, ()))
    return judge(connection, touched, today)


def judge(connection: Connection, touched: Mapping[str, Collection[Id]], today: str) -> list[Odd]:
    """Judge records as they are now.

    Args:
        connection: a read or write session.
        touched: ids by kind; kinds without a rule are passed over.
        today: ISO date.

    Returns:
        In the order of the kinds; a record may stand under several rules.
    """
    found: list[Odd] = []
    came = _sessions_of(connection, touched.get(Attendance.kind, ()))
    for kind, ask in _RULES.items():
        ids = {*touched.get(kind, ()), *came} if kind == Session.kind else touched.get(kind)
        if ids:
            found += [Odd(f.rule.code, kind, ent) for ent, f in ask(connection, ids, today)]
    return found


def _sessions_of(connection: Connection, attendances: Collection[Id]) -> set[Id]:
    """Return the sessions that somebody came to: one that was called off before is odd only now."""
    return {Id(r[0]) for r in _rows(connection, "SELECT session FROM attendance", attendances) if r[0]}


def to_header(found: list[Odd]) -> dict[str, object]:
    """Return what the line of a bundle keeps of it."""
    kept = [[o.code, o.kind, o.id.hex()] for o in found[:MOST]]
    return {"odd": kept, "odd_more": len(found) - len(kept)} if found else {}


def bundles(connection: Connection, today: str) -> list[OddBundle]:
    """Return the bundles whose odd records are still odd, the newest first."""
    found = []
    for line in peers.logged_oddly(connection):
        facts = json.loads(line.header)
        touched: dict[str, set[Id]] = {}
        listed = [Odd(code, kind, Id(bytes.fromhex(ent))) for code, kind, ent in facts["odd"]]
        for odd in listed:
            touched.setdefault(odd.kind, set()).add(odd.id)
        still = {*judge(connection, touched, today)}
        # Whether a day lies far from the others of its bundle cannot be asked again of a few of them.
        here = tuple(o for o in listed if o in still or (o.code in _OF_WHOLE and _is_here(connection, o)))
        if here:
            found.append(OddBundle(line.sha256, line.peer, line.at, here, int(facts.get("odd_more", 0))))
    return found


_OF_WHOLE = frozenset(("far_from_file", "very_old_day"))


def _is_here(connection: Connection, odd: Odd) -> bool:
    row = connection.exec_driver_sql(f'SELECT gone FROM "{odd.kind}" WHERE id = ?', (odd.id,)).first()
    return row is not None and not row[0]


_Said = Iterator[tuple[Id, Finding]]


def _rows(
    connection: Connection, sql: str, ids: Collection[Id], *, column: str = "id", gone: bool = False
) -> Iterator[Any]:
    """Yield rows of records that are not deleted, or of those too; ``sql`` selects up to FROM."""
    wanted = list(ids)
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        where = f"WHERE {'' if gone else 'gone = 0 AND '}{column} IN ({', '.join('?' * len(part))})"
        yield from connection.exec_driver_sql(f"{sql} {where}", tuple(part)).all()


def _visits(connection: Connection, ids: Collection[Id], today: str) -> _Said:
    rows = _rows(connection, f'SELECT id, date, person FROM "{Visit.kind}"', ids)
    acts = [row for row in rows if row[1]]
    lives = _Lives(connection, {person for _, _, person in acts if person})
    for ent, day, person in acts:
        if not lives.covers(person, day, today):
            yield from ((Id(ent), found) for found in lives.judged(person, day, today))
    days = Counter(day for _, day, _ in acts)
    odd = judging.odd_days([*days.elements()], today)
    if odd:
        years: Counter[int] = Counter()
        for day, count in days.items():
            years[fiscal_year(day)] += count
        for ent, day, _ in acts:
            if day in odd and years[fiscal_year(day)] < _OFTEN:
                yield Id(ent), odd[day]


def _visits_are_fine(connection: Connection, news: list[Begun], today: str) -> bool:
    """Say whether nothing is to be said of visits that all were begun by columns."""
    acts = _pairs(news, "date", "person")
    if not acts:
        return False
    days = [day for day, _ in acts if day]
    lives = _Lives(connection, {person for _, person in acts if person})
    return all(lives.covers(person, day, today) for day, person in acts if day) and not judging.odd_days(
        days, today
    )


def _attendance_is_fine(connection: Connection, news: list[Begun], today: str) -> bool:
    """Say whether nothing is to be said of those who came, that is of their lives."""
    acts = _pairs(news, "session", "person")
    if not acts:
        return False
    days = dict(
        _rows(connection, "SELECT id, date FROM session", {session for session, _ in acts}, gone=True)
    )
    lives = _Lives(connection, {person for _, person in acts if person})
    went = ((days.get(session), person) for session, person in acts if person)
    return all(lives.covers(person, day, today) for day, person in went if day)


def _pairs(news: list[Begun], one: str, other: str) -> list[tuple[Any, Any]]:
    """Return two fields of records that were begun; nothing where some came without them."""
    columns = [(new.column(one), new.column(other)) for new in news]
    if any(a is None or b is None for a, b in columns):
        return []
    return [pair for a, b in columns for pair in zip(a or (), b or (), strict=True)]


class _Lives:
    """Births, deaths and first registrations of people, as far as they are known here: a council knows no births."""

    def __init__(self, connection: Connection, people: Collection[Id]) -> None:
        canon = base.canonical_ids(connection)
        self._canon, mains = canon, {canon.get(ent, ent) for ent in people}
        wanted = {*mains, *(ent for ent, main in canon.items() if main in mains)}
        births = _rows(connection, "SELECT id, birth FROM person", wanted)
        self._births = {self._main(ent): str(birth) for ent, birth in births if birth}
        self._starts: dict[object, str] = {}
        self._deaths: dict[object, str] = {}
        sql = 'SELECT person, start, "end", end_reason, state FROM "case"'
        for person, start, end, reason, state in _rows(connection, sql, wanted, column="person"):
            who = self._main(person)
            if start and state != CaseState.CONSIDERED:
                self._starts[who] = min(start, self._starts.get(who, start))
            if end and reason == EndReason.DIED:
                self._deaths[who] = end
        self._days: dict[str, list[Finding]] = {}
        self._spans: dict[object, tuple[str, str]] = {}

    def _main(self, ent: object) -> object:
        return self._canon.get(Id(ent), ent) if isinstance(ent, bytes) else ent

    def covers(self, person: object, day: str, today: str) -> bool:
        """Say at once that a day lies where nothing is to be said of it, as nearly all do."""
        span = self._spans.get(person)
        if span is None:
            who = self._main(person)
            birth = self._births.get(who, "")
            born = span_of(birth)[0].isoformat() if birth else ""
            first, last = max(born, self._starts.get(who, "")), min(self._deaths.get(who) or today, today)
            span = self._spans[person] = first, last
        return span[0] <= day <= span[1]

    def judged(self, person: object, day: str, today: str) -> list[Finding]:
        who = self._main(person)
        birth, died = self._births.get(who, ""), self._deaths.get(who, "")
        start = self._starts.get(who, "")
        if birth or died or start > day:
            return judging.judge_act(day, today, birth=birth, died=died, start=start)
        if day not in self._days:  # of a year's acts of a district there are a few hundred days
            self._days[day] = judging.judge_act(day, today)
        return self._days[day]


def _tallies(connection: Connection, ids: Collection[Id], today: str) -> _Said:
    sql = f'SELECT id, month, count, person FROM "{Tally.kind}"'
    for ent, month, count, person in _rows(connection, sql, ids):
        said = judging.judge_day(month or "", today, field="month")
        said += judging.judge_count(count, session=False) if person else []
        yield from ((Id(ent), f) for f in said)


def _sessions(connection: Connection, ids: Collection[Id], today: str) -> _Said:
    unnamed = " + ".join(
        f"coalesce({c}, 0)" for c in ("elderly", "disabled", "children", "guardians", "others")
    )
    named = "(SELECT count(*) FROM attendance a WHERE a.session = session.id AND a.gone = 0)"
    sql = f"SELECT id, date, coalesce(cancelled, 0), {unnamed} + {named} FROM session"
    for ent, day, cancelled, came in _rows(connection, sql, ids):
        if cancelled and came:
            yield Id(ent), judging.finding("cancelled_attended", "cancelled")
        said = judging.judge_day(day or "", today) if came and not cancelled else []
        yield from ((Id(ent), f) for f in (*said, *judging.judge_count(came, session=True)))


def _people(connection: Connection, ids: Collection[Id], today: str) -> _Said:
    watched = {
        Id(r) for r in connection.exec_driver_sql('SELECT person FROM "case" WHERE gone = 0 AND person IS NOT NULL').scalars()
    }  # fmt: skip
    for ent, name, birth in _rows(connection, f'SELECT id, name, birth FROM "{Person.kind}"', ids):
        said = judging.judge_birth(birth or "", today, watched=Id(ent) in watched)
        yield from ((Id(ent), f) for f in (*said, *judging.judge_name(name or "")))


def _spans(kind: str, start: str = "start", end: str = "end") -> Callable[..., _Said]:
    def ask(connection: Connection, ids: Collection[Id], _today: str) -> _Said:
        sql = f'SELECT id, "{start}", "{end}" FROM "{kind}"'
        for ent, first, last in _rows(connection, sql, ids):
            yield from ((Id(ent), f) for f in judging.judge_span(first or "", last or ""))

    return ask


def _cards(connection: Connection, ids: Collection[Id], today: str) -> _Said:
    sql = f'SELECT id, written_on, handed_on, answered_on FROM "{ReferralCard.kind}"'
    for ent, written, handed, answered in _rows(connection, sql, ids):
        said = [f for day in (written, handed, answered) for f in judging.judge_day(day or "", today)][:1]
        said += judging.judge_span(written or "", handed or "") or judging.judge_span(
            handed or "", answered or ""
        )
        yield from ((Id(ent), f) for f in said)


def _days(kind: str, field: str = "date") -> Callable[..., _Said]:
    def ask(connection: Connection, ids: Collection[Id], today: str) -> _Said:
        for ent, day in _rows(connection, f'SELECT id, "{field}" FROM "{kind}"', ids):
            yield from ((Id(ent), f) for f in judging.judge_day(day or "", today, field=field))

    return ask


_USER = "(SELECT m.person FROM help_member m WHERE m.id = {}.user)"
_LIVED = frozenset(("before_birth", "after_death"))


def _lived(kind: str, day: str = "date", person: str = "person") -> Callable[..., _Said]:
    """Return a rule for what people did or had done for them: not before their birth, nor after 死亡."""

    def ask(connection: Connection, ids: Collection[Id], today: str) -> _Said:
        acts = [*_rows(connection, f'SELECT id, {day}, {person.format(kind)} FROM "{kind}"', ids)]
        lives = _Lives(connection, {Id(who) for _, _, who in acts if who})
        for ent, on, who in acts:
            quiet = not (on and who) or lives.covers(who, on, today)
            said = [] if quiet else lives.judged(who, on, today)
            yield from ((Id(ent), f) for f in said if f.rule.code in _LIVED)

    return ask


def _both(*rules: Callable[..., _Said]) -> Callable[..., _Said]:
    def ask(connection: Connection, ids: Collection[Id], today: str) -> _Said:
        for rule in rules:
            yield from rule(connection, ids, today)

    return ask


_RULES: dict[str, Callable[[Connection, Collection[Id], str], Iterable[tuple[Id, Finding]]]] = {
    Visit.kind: _visits,
    Tally.kind: _tallies,
    Session.kind: _sessions,
    Person.kind: _people,
    WatchCase.kind: _spans(WatchCase.kind),
    Role.kind: _spans(Role.kind),
    ReferralCard.kind: _cards,
    EvacuationPlan.kind: _days(EvacuationPlan.kind, "made_on"),
    Attendance.kind: _lived(
        Attendance.kind, "(SELECT s.date FROM session s WHERE s.id = attendance.session)"
    ),
    SafetyTick.kind: _lived(SafetyTick.kind),
    HelpRequest.kind: _lived(HelpRequest.kind, "received_on", _USER),
    HelpAct.kind: _both(_days(HelpAct.kind), _lived(HelpAct.kind, person=_USER)),
    Tickets.kind: _days(Tickets.kind),
    Receipt.kind: _days(Receipt.kind),
    SchoolDay.kind: _days(SchoolDay.kind),
}
