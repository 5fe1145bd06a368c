"""What the council's rules come to for each district, with every step: the units are counted from the year's records.

A district's own laptop counts everything. Ages do not leave it: what a rule counts of 65歳以上 is counted there and stated with
the application (``MoneyYear.units``), so that the council computes with the stated number. A rule of a paper district counts
what its paper says.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories import districts
from sasaeai_desktop.db.repositories import money as repo
from sasaeai_desktop.db.repositories.figures import counting
from sasaeai_desktop.db.repositories.money import SessionSize
from sasaeai_desktop.domain.activities import ActivityType
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.cards import LATE_AFTER_DAYS
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.figures.registry import BY_NAME
from sasaeai_desktop.domain.grants import Computed, GrantRule, Unit, compute
from sasaeai_desktop.domain.money import Balance, MoneyYear
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.salon import SalonType
from sasaeai_desktop.services.desk.desk import Desk, allow, reading

_OLD = 65
_FIGURES: dict[tuple[str, str], str] = {
    (Programme.WATCH, Unit.PERSON): "watch.people",
    (Programme.WATCH, Unit.ACT): "watch.acts",
    (Programme.SALON, Unit.SALON): "salon.salons",
    (Programme.SALON, Unit.SESSION): "salon.sessions",
    (Programme.SALON, Unit.ACT): "salon.sessions",
    (Programme.SALON, Unit.PARTICIPANT): "salon.participants",
    (Programme.HELP, Unit.ACT): "help.acts",
    (Programme.HELP, Unit.PERSON): "help.users",
    (Programme.VOLUNTEER_CENTRE, Unit.ACT): "help.acts",
    (Programme.VOLUNTEER_CENTRE, Unit.PERSON): "help.users",
    (Programme.SCHOOL, Unit.SESSION): "school.days",
    (Programme.SCHOOL, Unit.ACT): "school.days",
    (Programme.SCHOOL, Unit.PARTICIPANT): "school.attendances",
    (Programme.SCHOOL, Unit.PERSON): "school.people",
    (Programme.NEWSLETTER, Unit.COPY): "activities.paper.copies",
}
"""Which figure of the year a rule of a programme counts."""
_ACTIVITIES: dict[str, tuple[ActivityType, ...]] = {
    Programme.LOCAL: (ActivityType.LOCAL,),
    Programme.NEWSLETTER: (ActivityType.PAPER,),
    Programme.OTHER: (ActivityType.MEETING, ActivityType.EVENT, ActivityType.TRAINING, ActivityType.JOINT),
}
"""Whose sessions are activities, and of which kinds."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A district's programmes with what the rules come to, by programme code."""

    code: str
    name: str
    programmes: dict[str, Computed]

    @property
    def yen(self) -> int:
        """All programmes together."""
        return sum(c.yen for c in self.programmes.values())


def compute_year(desk: Desk, year: int) -> list[Amounts]:
    """Return what the rules of a fiscal year come to: of this district, or of every district on a council."""
    allow(desk, Deed.PAPER)
    with reading(desk) as session:
        rules = _by_programme(session, year)
        counted = Counted.read(session, desk, year)
        names = {c: n for c, (n, _) in districts.district_names(session).items()} | {
            desk.me.code: desk.me.name
        }
    codes = sorted(counted.codes) if desk.me.council else [desk.me.code]
    return [
        Amounts(
            code,
            names.get(code) or code,
            {p: compute(of, counted.counter(code, p)) for p, of in rules.items()},
        )
        for code in codes
    ]


def compute_programme(desk: Desk, year: int, programme: str) -> Computed | None:
    """Return what the rules come to for one programme of this district; None where the council has no rule for it."""
    with reading(desk) as session:
        rules = _by_programme(session, year).get(programme)
        if not rules:
            return None
        return compute(rules, Counted.read(session, desk, year).counter(desk.me.code, programme))


def stated_units(desk: Desk, year: int, programme: str) -> str:
    """Return the JSON of what only this district can count for the rules of a programme; "" for nothing."""
    with reading(desk) as session:
        rules = [r for r in _by_programme(session, year).get(programme, []) if r.unit == Unit.ELDERLY]
        if not rules:
            return ""
        count = Counted.read(session, desk, year).counter(desk.me.code, programme)
        return json.dumps(
            {r.id.hex(): count(r, Unit.ELDERLY, r.each_least or 0) for r in rules}, sort_keys=True
        )


def _by_programme(session: ReadSession, year: int) -> dict[str, list[GrantRule]]:
    found: dict[str, list[GrantRule]] = {}
    for rule in repo.rules(session, year):
        found.setdefault(rule.programme, []).append(rule)
    return found


@dataclass(slots=True)
class Counted:
    """What the rules can ask for, counted once for all districts.

    Attributes:
        numbers: figures of the year by district and key path.
        activities: (kind, participants) of held activities by district.
        sessions: held サロン sessions by district; ``named_old`` how many named guests of one were 65 or older.
        own: code of the district whose ages are here, "" on a council.
    """

    codes: set[str]
    numbers: dict[str, dict[str, int]]
    sessions: dict[str, list[SessionSize]]
    activities: dict[str, list[tuple[str, int]]]
    named_old: dict[bytes, int]
    daily: set[bytes]
    balances: dict[tuple[str, str], Balance]
    states: dict[tuple[str, str], MoneyYear]
    own: str
    _units: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: ReadSession, desk: Desk, year: int) -> Counted:
        """Count a fiscal year."""
        numbers: dict[str, dict[str, int]] = defaultdict(dict)
        late = settings.number(session, "late_after_days", LATE_AFTER_DAYS)
        for section in (BY_NAME[name] for name in {path.partition(".")[0] for path in _FIGURES.values()}):
            for code, figure, of, n in counting.count(session, section, year, late_after=late):
                path = section.leaf(figure, of).path if of else figure.path
                numbers[code][path] = numbers[code].get(path, 0) + n
        if desk.me.council:
            for code, (_, text) in districts.statements(session, year).items():
                if not any(numbers.get(code, {}).values()):
                    numbers[code] = {k: int(v) for k, v in json.loads(text).items()}
        sizes: dict[str, list[SessionSize]] = defaultdict(list)
        old: dict[bytes, int] = defaultdict(int)
        days = {}
        for size in repo.session_sizes(session, year):
            sizes[size.district].append(size)
            days[size.session] = size.date
        activities: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for code, kind, participants in repo.activity_sizes(session, year):
            activities[code].append((kind, participants))
        if not desk.me.council:
            for held, birth in repo.births_of_guests(session, year):
                old[held] += (legal_age(birth, days[held]) or 0) >= _OLD
        rows = session.exec_driver_sql(
            "SELECT id FROM salon WHERE gone = 0 AND type = ?", (SalonType.DAILY.value,)
        )
        return cls(
            codes=set(districts.district_names(session)) | set(numbers) - {desk.me.code}, numbers=numbers, sessions=sizes,
            activities=activities,
            named_old=old, daily={bytes(r[0]) for r in rows}, balances=repo.balances(session, year),
            states={(m.district, m.programme): m for m in repo.money_years(session, year)},
            own="" if desk.me.council else desk.me.code,
        )  # fmt: skip

    def counter(self, code: str, programme: str) -> Count:
        """Return what counts for one district and programme."""
        return Count(self, code, programme)

    def stated(self, code: str, programme: str) -> dict[str, int]:
        """Return what a district stated, by rule."""
        found = self.states.get((code, programme))
        return json.loads(found.units) if found is not None and found.units else {}

    def towns(self, code: str, programme: str) -> int:
        """Return the number of 町内会: as stated for the programme, else for any other of the year."""
        own = self.states.get((code, programme))
        if own is not None and own.towns:
            return own.towns
        return max((m.towns or 0 for (c, _), m in self.states.items() if c == code), default=0)


@dataclass(frozen=True, slots=True)
class Count:
    """Counts units for one district and programme."""

    of: Counted
    code: str
    programme: str

    def __call__(self, rule: GrantRule, unit: str, each_least: int) -> int:
        """Return how many units there are; 0 of what is not counted for the programme."""
        if unit == Unit.DISTRICT:
            return 1
        if unit == Unit.TOWN:
            return self.of.towns(self.code, self.programme)
        if unit == Unit.SPENT:
            balance = self.of.balances.get((self.code, self.programme))
            return balance.eligible if balance is not None else 0
        if self.programme == Programme.SALON and (unit == Unit.ELDERLY or each_least > 1):
            return self._sessions(rule, unit, each_least)
        if self.programme in _ACTIVITIES and unit in (Unit.SESSION, Unit.ACT, Unit.PARTICIPANT):
            return self._activities(unit, each_least)
        path = _FIGURES.get((self.programme, unit))
        return self.of.numbers.get(self.code, {}).get(path, 0) if path else 0

    def _activities(self, unit: str, each_least: int) -> int:
        kinds = _ACTIVITIES[self.programme]
        fitting = [
            n for kind, n in self.of.activities.get(self.code, ()) if kind in kinds and n >= each_least
        ]
        return sum(fitting) if unit == Unit.PARTICIPANT else len(fitting)

    def _sessions(self, rule: GrantRule, unit: str, each_least: int) -> int:
        held = self.of.sessions.get(self.code, [])
        if unit == Unit.SALON:
            times: dict[bytes, int] = defaultdict(int)
            for size in held:
                times[size.salon] += size.salon in self.of.daily
            return sum(n >= each_least for n in times.values())
        fitting = [size for size in held if size.guests >= each_least]
        if unit == Unit.ELDERLY:
            if self.code != self.of.own:
                return self.of.stated(self.code, self.programme).get(rule.id.hex(), 0)
            return sum(size.elderly + self.of.named_old.get(size.session, 0) for size in fitting)
        return sum(size.guests for size in fitting) if unit == Unit.PARTICIPANT else len(fitting)
