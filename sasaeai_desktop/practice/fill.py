"""Writing a plan into an open installation, as its people would: lists first, then what was done by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import CardState, ReferralCard
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.council import Grant, grant_id
from sasaeai_desktop.domain.eras import short_wareki
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import (
    Consent,
    ConsentState,
    EmergencyContact,
    Merge,
    Person,
    Role,
    Volunteer,
)
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.domain.watch import Assignment, Tally, Visit, WatchCase
from sasaeai_desktop.practice.fill_programmes import write_programmes
from sasaeai_desktop.practice.records import (
    CardPlan,
    DistrictPlan,
    GrantPlan,
    SessionPlan,
    TallyPlan,
    VisitPlan,
)
from sasaeai_desktop.services.cards.handing import hand_over
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.reports.statements import record_statement

T = TypeVar("T")
Values = dict[str, object]
Rows = Iterable[tuple[Id, Values]]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Fields that a plan and its record call by the same name.
_PERSON = _names("name kana birth sex postal address town group phone mobile household baseline source note")
_CONTACT = _names("order name relation phone")
_CONSENT = _names("purpose state date form giver relation reason")
_VOLUNTEER = _names("name kana phone town pledged_on insured training note")
_ROLE = _names("role start end area")
_CASE = _names("start end state state_on end_reason trigger category method every_days weekdays")
_ASSIGNMENT = _names("start end order")
_SALON = _names("name type venue start end advice_desk weekday")
_VISIT = _names("date time method result condition signs memo next_on")
_TALLY = _names("month method count")
_SESSION = _names(
    "number date start end venue program elderly disabled children guardians others staff fee cancelled"
    " cancel_reason memo"
)
_CARD = _names(
    "written_on trigger town age_band sex troubles facts thoughts summary urgency consent consent_form"
    " destination"
)
_ANSWER = _names("state received_on received_by response answer answered_on returned_on closed_on")
_GRANT = _names("year programme carried_out amount_yen")


def fill_district(desk: Desk, plan: DistrictPlan) -> None:
    """Write a district's plan into its empty laptop.

    Each month is typed on the last day that it speaks of, as from sheets; everything is an action of the
    person at the desk.

    Args:
        desk: the open desk of that district.
        plan: its records; a district on paper has none, see ``fill_council``.
    """
    _District(desk, plan).write()


def fill_council(desk: Desk, plans: Iterable[DistrictPlan]) -> None:
    """Write what the council itself types: all grants, and the papers of districts without a program.

    Args:
        desk: the open desk of the council.
        plans: the districts' plans; only grants and statements are taken from them.
    """
    for plan in plans:
        code, name = plan.share.code, plan.share.name
        for statement in plan.statements:
            record_statement(desk, code, name, statement.year, dict(statement.figures))
        if plan.grants:
            with acting(desk, f"{name}の助成金を入れました") as session:
                session.record_many(Grant, _grants(plan.grants), district=code)


def _grants(grants: Iterable[GrantPlan]) -> Rows:
    for g in grants:
        yield grant_id(g.district, g.year, g.programme), {"of_district": g.district, **_values(g, _GRANT)}


def _values(plan: object, names: Iterable[str]) -> Values:
    return {name: getattr(plan, name) for name in names}


@contextmanager
def _at(desk: Desk, day: str) -> Iterator[None]:
    """Let the desk stand at a day of the past while something of that day is typed."""
    clock = desk.clock
    desk.clock = clock_at(min(day, clock.today()))
    try:
        yield
    finally:
        desk.clock = clock


class _District:
    """One district's plan on its way into its desk; knows the ids of what the plan names by key."""

    def __init__(self, desk: Desk, plan: DistrictPlan) -> None:
        self._desk = desk
        self._plan = plan
        self._people: dict[str, Id] = {}
        self._volunteers: dict[str, Id] = {}
        self._salons: dict[str, Id] = {}
        self._attended: dict[str, list[tuple[str, bool]]] = {}
        for tick in plan.attendance:
            self._attended.setdefault(tick.session, []).append((tick.person, tick.newcomer))

    def write(self) -> None:
        """Write everything."""
        plan = self._plan
        with _at(self._desk, f"{plan.share.years[0].year}-04-01"):
            self._write_people()
            self._write_volunteers()
            self._write_registrations()
            self._write_salons()
        self._monthly(plan.visits, lambda v: v.date, self._write_visits)
        self._monthly(plan.tallies, lambda t: f"{t.month}-28", self._write_tallies)
        self._monthly(plan.sessions, lambda s: s.date, self._write_sessions)
        self._write_merges()
        _Cards(self._desk, plan, self._people, self._volunteers, self._salons).write()
        write_programmes(self._desk, plan, self._people, self._volunteers, self._salons)
        with acting(self._desk, "助成金を入れました") as session:
            session.record_many(Grant, _grants(plan.grants))

    # -- lists -----------------------------------------------------------------------------------------------

    def _write_people(self) -> None:
        plan, people = self._plan, self._people
        heard = {v.key: v.name for v in plan.volunteers}
        with acting(self._desk, f"名簿を入れました（{len(plan.people)}人）") as session:
            people.update((p.key, session.new_id()) for p in plan.people)
            session.record_many(
                Person, ((people[p.key], {"number": p.key, **_values(p, _PERSON)}) for p in plan.people)
            )
            contacts: Iterator[Values] = (
                {"person": people[c.person], **_values(c, _CONTACT)} for c in plan.contacts
            )
            session.record_many(EmergencyContact, _new(session, contacts))
            consents: Iterator[Values] = (
                {"person": people[c.person], "heard_by": heard.get(c.heard_by, ""), **_values(c, _CONSENT)}
                for c in plan.consents
            )
            session.record_many(Consent, _new(session, consents))

    def _write_volunteers(self) -> None:
        plan, volunteers = self._plan, self._volunteers
        with acting(self._desk, f"担い手・協力者を入れました（{len(plan.volunteers)}人）") as session:
            volunteers.update((v.key, session.new_id()) for v in plan.volunteers)
            session.record_many(
                Volunteer,
                ((volunteers[v.key], {"number": v.key, **_values(v, _VOLUNTEER)}) for v in plan.volunteers),
            )
            roles: Iterator[Values] = (
                {"volunteer": volunteers[r.volunteer], **_values(r, _ROLE)} for r in plan.roles
            )
            session.record_many(Role, _new(session, roles))

    def _write_registrations(self) -> None:
        plan, people, volunteers = self._plan, self._people, self._volunteers
        if not plan.cases:
            return
        with acting(self._desk, f"見守りの登録と担当を入れました（{len(plan.cases)}件）") as session:
            cases: Iterator[Values] = (
                {
                    "person": people[c.person],
                    "coordinator": volunteers[c.coordinator],
                    **_values(c, _CASE),
                }
                for c in plan.cases
            )
            session.record_many(WatchCase, _new(session, cases))
            assignments: Iterator[Values] = (
                {
                    "person": people[a.person],
                    "volunteer": volunteers[a.volunteer],
                    **_values(a, _ASSIGNMENT),
                }
                for a in plan.assignments
            )
            session.record_many(Assignment, _new(session, assignments))

    def _write_salons(self) -> None:
        plan, salons = self._plan, self._salons
        with acting(self._desk, f"サロンを入れました（{len(plan.salons)}か所）") as session:
            salons.update((s.key, session.new_id()) for s in plan.salons)
            rows: list[tuple[Id, Values]] = []
            for s in plan.salons:
                hosts = " ".join(self._volunteers[h].hex() for h in s.hosts)
                rows.append((salons[s.key], {"number": s.key, "hosts": hosts, **_values(s, _SALON)}))
            session.record_many(Salon, rows)

    def _write_merges(self) -> None:
        """Say which entries are one person; ids as ``services.merging`` gives them."""
        for merge in self._plan.merges:
            known = self._people if merge.kind == "person" else self._volunteers
            low, high = sorted((known[merge.a], known[merge.b]))
            with acting(self._desk, "同じ人を一人にまとめました") as session:
                session.record_many(
                    Merge, [(self._keyed(Merge.kind, low.hex(), high.hex()), {"a": low, "b": high})]
                )

    def _keyed(self, *parts: str) -> Id:
        """Return the id that every laptop of the district reaches."""
        return keyed_id(self._desk.me.secret, *parts)

    # -- what was done, month by month -----------------------------------------------------------------------

    def _monthly(
        self,
        records: Sequence[T],
        day_of: Callable[[T], str],
        write: Callable[[WriteSession, list[T]], str],
    ) -> None:
        """Write records in one action per month; ``write`` returns what the action is called."""
        months: dict[str, list[T]] = {}
        for record in records:
            months.setdefault(day_of(record)[:7], []).append(record)
        for month in sorted(months):
            last = max(map(day_of, months[month]))
            with _at(self._desk, last), acting(self._desk, "") as session:
                session.label = f"{int(month[5:])}月分：{write(session, months[month])}"

    def _write_visits(self, session: WriteSession, visits: Sequence[VisitPlan]) -> str:
        people, volunteers = self._people, self._volunteers
        rows: Iterator[Values] = (
            {
                "person": people[v.person],
                "watchers": tuple(volunteers[w] for w in v.watchers),
                **_values(v, _VISIT),
            }
            for v in visits
        )
        return f"見守りを{session.record_many(Visit, _new(session, rows))}件きろくしました"

    def _write_tallies(self, session: WriteSession, tallies: Sequence[TallyPlan]) -> str:
        rows: list[tuple[Id, Values]] = []
        for t in tallies:
            person, watcher = self._people.get(t.person), self._volunteers.get(t.watcher)
            ent = self._keyed(Tally.kind, t.person, t.watcher, t.month, t.method)
            rows.append((ent, {"person": person, "watcher": watcher, **_values(t, _TALLY)}))
        session.record_many(Tally, rows)
        return f"月計を{sum(t.count for t in tallies)}回分入れました"

    def _write_sessions(self, session: WriteSession, sessions: Sequence[SessionPlan]) -> str:
        held: list[tuple[Id, Values]] = []
        ticks: list[tuple[Id, Values]] = []
        for s in sessions:
            ent = session.new_id()
            held.append((ent, {"salon": self._salons[s.salon], **_values(s, _SESSION)}))
            for key, newcomer in self._attended.get(s.key, ()):
                person = self._people[key]
                tick = self._keyed(Attendance.kind, ent.hex(), person.hex())
                ticks.append((tick, {"session": ent, "person": person, "newcomer": newcomer}))
        session.record_many(Session, held)
        session.record_many(Attendance, ticks)
        return f"サロンの開催を{len(sessions)}回きろくしました"


def _new(session: WriteSession, rows: Iterable[Values]) -> Rows:
    """Give every row an id of its own."""
    return ((session.new_id(), values) for values in rows)


class _Cards:
    """A district's cards, each as far as it has come.

    The council's answers are written here too, as if they had come by paper: so the figures are known before
    any bundle travels back.
    """

    def __init__(
        self,
        desk: Desk,
        plan: DistrictPlan,
        people: Mapping[str, Id],
        volunteers: Mapping[str, Id],
        salons: Mapping[str, Id],
    ) -> None:
        self._desk = desk
        self._plan = plan
        self._people = people
        self._volunteers = volunteers
        self._salons = salons
        self._counters = {s.key for s in plan.salons if s.advice_desk}
        self._persons = {p.key: p for p in plan.people}
        self._writers = {v.key: v.name for v in plan.volunteers}

    def write(self) -> None:
        """Write all cards, and hand over those that are."""
        numbers: Counter[int] = Counter()
        for card in self._plan.cards:
            year = fiscal_year(card.written_on)
            numbers[year] += 1
            number = f"{self._desk.me.name}-{_era_year(year)}-{numbers[year]:03d}"
            with (
                _at(self._desk, card.written_on),
                acting(self._desk, f"{number}のカードを書きました") as session,
            ):
                ent = session.new_id()
                session.record_many(ReferralCard, [(ent, self._as_written(card, number))])
            if card.handed_on:
                self._pass_on(card, ent)

    def _as_written(self, card: CardPlan, number: str) -> Values:
        person = self._persons.get(card.person)
        values: Values = {
            **_values(card, _CARD),
            "key": card.key,
            "number": number,
            "state": CardState.WRITTEN.value,
            "writer": self._volunteers[card.writer],
            "writer_name": self._writers[card.writer],
            "salon": self._salons.get(card.salon),
            "at_counter": card.salon in self._counters,
            "person": self._people.get(card.person),
        }
        if person is not None:
            values |= {"name": person.name, "kana": person.kana, "phone": person.phone or person.mobile}
        if card.consent == ConsentState.GIVEN:
            values |= {"consent_giver": "self", "consent_on": card.written_on}
        return values

    def _pass_on(self, card: CardPlan, ent: Id) -> None:
        """Hand a card over (with consent its name goes with it) and note what came of it."""
        with _at(self._desk, card.handed_on):
            hand_over(self._desk, ent, card.handed_on, card.handed_how)
        if card.received_on:
            latest = card.closed_on or card.answered_on or card.received_on
            with _at(self._desk, latest), acting(self._desk, "カードの返事をきろくしました") as session:
                session.record(ReferralCard, ent, _values(card, _ANSWER))


def _era_year(year: int) -> str:
    """R5 for the fiscal year 2023."""
    return short_wareki(f"{year}-10-01").partition(".")[0]
