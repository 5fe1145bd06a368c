"""Rows of the visits table.

A visit has no number of its own: its id is keyed by its whole content and its ordinal among wholly equal rows, so the
same file adds nothing twice while two equal rows in one file are two acts; and a row also counts as known when an
unmatched act has its present content (shared design, sync section 1).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sasaeai_desktop.db import conflicts
from sasaeai_desktop.db.lines import DELETED
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.watch import CaseState, EndReason, Visit, WatchCase
from sasaeai_desktop.exchange.kinds import watch as kinds
from sasaeai_desktop.exchange.kinds.watch import VisitRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.exchange.row_texts import normal_form
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_PERSON, UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, typed
from sasaeai_desktop.services.tables.kinds.tallies import take_tallies, tally_rows


def take_visits(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a visits table at once: equal rows are told apart by their ordinal."""
    seen: Counter[tuple[str, ...]] = Counter()
    resolved: list[_Act] = []
    lives = Lives(intake)
    for line, row in typed(VisitRow, rows):
        values = _visit_values(intake, line, row)
        if values is not None:
            form = normal_form(row)
            resolved.append(_Act(line, _visit_id(intake, row.date, form, seen[form]), values))
            seen[form] += 1
    here = _here(intake, resolved)
    odd = judging.odd_days([str(act.values["date"]) for act in resolved], intake.today)
    fresh: deque[_Act] = deque()
    seen.clear()
    for act in resolved:
        if intake.is_known(Visit, act.ent) and not intake.comes_back(Visit, act.ent):
            if intake.is_deleted(Visit, act.ent):
                intake.note("deleted_before", act.line)
            intake.count("unchanged")
        elif here.match(_content(intake, act.values)):
            intake.count("unchanged")
        else:
            fresh.append(act)
    resolved.clear()
    while fresh:  # each is let go when it is taken: a city's year of acts is held once, not twice
        _take_new(intake, here, lives, odd, fresh.popleft())


def _take_new(intake: Intake, here: _Here, lives: Lives, odd: dict[str, Finding], act: _Act) -> None:
    """An act that is not here: judged, and a correction of one that is here asked about."""
    day = str(act.values["date"])
    findings = lives.judged(act.values["person"], day)
    if day in odd and not judging.refused(findings):
        findings.append(odd[day])
    if intake.stopped(act.line, findings, {"date": day}):
        return
    before = here.corrected_by(_deed(intake, act.values), act.values)
    if before is None:
        intake.count(intake.put(Visit, act.ent, act.values))
    elif not intake.ask(act.line, "実施日", day, "same_act"):
        here.taken.add(before.id)
        intake.count(intake.put(Visit, before.id, {n: v for n, v in act.values.items() if n != "person"}))


@dataclass(frozen=True, slots=True)
class _Act:
    """One row with its numbers resolved."""

    line: int
    ent: Id
    values: dict[str, object]


class Lives:
    """When people were born, died and were registered: what the day of an act is judged by."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        connection = intake.session.connection
        self._births = {intake.canon(p.id): p.birth for p in base.select(connection, Person) if p.birth}
        self._starts: dict[Id, str] = {}
        self._deaths: dict[Id, str] = {}
        for case in base.select(connection, WatchCase):
            if case.person is None:
                continue
            who = intake.canon(case.person)
            if case.start and case.state != CaseState.CONSIDERED:
                self._starts[who] = min(case.start, self._starts.get(who, case.start))
            if case.end and case.end_reason == EndReason.DIED:
                self._deaths[who] = case.end
        self._judged: dict[tuple[object, str], list[Finding]] = {}

    def judged(self, person: object, day: str) -> list[Finding]:
        """Judge the day of an act of a person."""
        assert isinstance(person, bytes)
        who = self._intake.canon(Id(person))
        return judging.judge_act(
            day,
            self._intake.today,
            birth=self._births.get(who, ""),
            died=self._deaths.get(who, ""),
            start=self._starts.get(who, ""),
        )


class _Here:
    """The acts that are here over the days of the file, and not under an id of the file."""

    def __init__(
        self,
        by_content: dict[tuple[object, ...], list[Visit]],
        by_deed: dict[tuple[object, ...], list[Visit]],
    ) -> None:
        self._by_content = by_content
        self._by_deed = by_deed
        self.taken: set[Id] = set()

    def match(self, content: tuple[object, ...]) -> bool:
        """Say whether an act of this content is here that no earlier row has matched."""
        left = self._by_content.get(content)
        if not left:
            return False
        self.taken.add(left.pop().id)
        return True

    def corrected_by(self, deed: tuple[object, ...], values: Mapping[str, object]) -> Visit | None:
        """Return the act of the same day, person and method that a row seems to correct, None when there is none."""
        for visit in self._by_deed.get(deed, []):
            other_time = visit.time and values["time"] and visit.time != values["time"]
            if visit.id not in self.taken and not other_time:
                return visit
        return None


def _visit_values(intake: Intake, line: int, row: VisitRow) -> dict[str, object] | None:
    person = intake.by_number(Person, row.person_number)
    watchers = [intake.by_number(Volunteer, n) for n in row.watcher_numbers]
    if person is None:
        intake.reject(line, "対象者番号", row.person_number, UNKNOWN_PERSON)
    for number, watcher in zip(row.watcher_numbers, watchers, strict=True):
        if watcher is None:
            intake.reject(line, "担当者番号", number, UNKNOWN_WATCHER)
    if person is None or None in watchers:
        return None
    return {
        "date": row.date,
        "time": row.time,
        "person": person,
        "method": row.method,
        "result": row.result,
        "condition": row.condition,
        "watchers": tuple(w for w in watchers if w is not None),
        "signs": row.signs,
        "memo": row.full_memo,
    }


def _visit_id(intake: Intake, day: str, form: tuple[str, ...], ordinal: int) -> Id:
    # Two leading bytes that grow with the day keep the inserts of a year beside each other.
    prefix = (date.fromisoformat(day).toordinal() & 0xFFFF).to_bytes(2, "big")
    return keyed_id(intake.desk.me.secret, "visit", *form, str(ordinal), prefix=prefix)


_FIELDS = ("date", "time", "person", "method", "result", "condition", "watchers", "signs", "memo")


def _here(intake: Intake, acts: list[_Act]) -> _Here:
    """Return the acts that are here under other ids than the file's, over its days."""
    by_content: dict[tuple[object, ...], list[Visit]] = {}
    by_deed: dict[tuple[object, ...], list[Visit]] = {}
    if acts:
        ids = {act.ent for act in acts}
        days = [str(act.values["date"]) for act in acts]
        span = (min(days), max(days))
        for visit in base.select(intake.session.connection, Visit, "AND date >= ? AND date <= ?", span):
            if visit.id not in ids:
                values = {name: getattr(visit, name) for name in _FIELDS}
                by_content.setdefault(_content(intake, values), []).append(visit)
                by_deed.setdefault(_deed(intake, values), []).append(visit)
        for visit in _undecided(intake.session.connection):
            values = {name: getattr(visit, name) for name in _FIELDS}
            by_content.setdefault(_content(intake, values), []).append(visit)
    return _Here(by_content, by_deed)


def _deed(intake: Intake, values: Mapping[str, object]) -> tuple[object, ...]:
    """Return day, person and method of an act."""
    person = values["person"]
    return values["date"], intake.canon(Id(person)) if isinstance(person, bytes) else None, values["method"]


def _content(intake: Intake, values: Mapping[str, object]) -> tuple[object, ...]:
    watchers, signs = values["watchers"], values["signs"]
    assert isinstance(watchers, tuple)
    assert isinstance(signs, tuple)
    person = values["person"]
    assert person is None or isinstance(person, bytes)
    return (values["date"], values["time"], person and intake.canon(Id(person)), values["method"],
            values["result"], values["condition"], tuple(sorted(intake.canon(w) for w in watchers)),
            tuple(sorted(signs)), values["memo"])  # fmt: skip


def _undecided(connection: Connection) -> list[Visit]:
    """Return acts that somebody deleted while somebody else wrote on them: until it is decided their words are kept.

    They are in no count, and in a table that is written out; the same table taken in again brings nothing new.
    """
    asked = [
        c.ent for c in conflicts.open_conflicts(connection) if (c.kind, c.field) == (Visit.kind, DELETED)
    ]
    unseen = [ent for ent in asked if conflicts.words_unseen(connection, Visit.kind, ent)]
    return list(base.by_ids(connection, Visit, unseen).values())


def _visits(book: Book) -> Iterable[VisitRow]:
    people, volunteers = book.numbers(Person), book.numbers(Volunteer)
    held = base.select(book.connection, Visit, "ORDER BY date, id")
    held += _undecided(book.connection)
    for visit in sorted(held, key=lambda v: (v.date, v.id)):
        yield VisitRow(
            date=visit.date, time=visit.time, person_number=number_in(people, visit.person),
            watcher_numbers=tuple(number_in(volunteers, w) for w in visit.watchers), method=visit.method,
            result=visit.result, condition=visit.condition, signs=visit.signs, memo=visit.memo,
        )  # fmt: skip


TABLES = (
    TableKind(kinds.VISITS, take_visits, _visits),
    TableKind(kinds.TALLIES, take_tallies, tally_rows),
)
