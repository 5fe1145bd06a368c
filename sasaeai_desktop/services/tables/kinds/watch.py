"""Rows of the visits table.

A visit has no number of its own: its id is keyed by its whole content and its ordinal among wholly equal rows, so the
same file adds nothing twice while two equal rows in one file are two acts; and a row also counts as known when an
unmatched act has its present content (shared design, sync section 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice

from sasaeai_desktop.db import conflicts
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import DELETED
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.exchange.kinds import watch as kinds
from sasaeai_desktop.exchange.kinds.watch import VisitRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.exchange.row_texts import normal_form
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_PERSON, UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.lives import Lives
from sasaeai_desktop.services.tables.kinds.pile import Act
from sasaeai_desktop.services.tables.kinds.table import TableKind, typed
from sasaeai_desktop.services.tables.kinds.tallies import take_tallies, tally_rows


def take_visits(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a visits table at once: equal rows are told apart by their ordinal."""
    again: dict[Id, int] = {}  # how often a content came, where it came more than once
    days: list[str] = []
    known_days: dict[str, str] = {}
    lives = Lives(intake)
    for line, row in typed(VisitRow, rows):
        values = _visit_values(intake, line, row)
        if values is not None:
            form = normal_form(row)
            ent = first = _visit_id(intake, row.date, form, 0)
            if intake.pile.has(first):
                again[first] = again.get(first, 1) + 1
                ent = _visit_id(intake, row.date, form, again[first] - 1)
            intake.pile.add(Act(line, ent, values))
            days.append(known_days.setdefault(row.date, row.date))
    here = _Here(intake, days)
    odd = judging.odd_days(days, intake.today)
    for act in intake.pile.acts():
        if intake.is_known(Visit, act.ent) and not intake.comes_back(Visit, act.ent):
            if intake.is_deleted(Visit, act.ent):
                intake.note("deleted_before", act.line)
            intake.count("unchanged")
        elif here.match(act.values):
            intake.count("unchanged")
        else:
            _take_new(intake, here, lives, odd, act)


def _take_new(intake: Intake, here: _Here, lives: Lives, odd: dict[str, Finding], act: Act) -> None:
    """An act that is not here: judged, and a correction of one that is here asked about."""
    day = str(act.values["date"])
    findings = lives.judged(act.values["person"], day)
    if day in odd and not judging.refused(findings):
        findings.append(odd[day])
    if intake.stopped(act.line, findings, {"date": day}):
        return
    before = here.corrected_by(act.values)
    if before is None:
        intake.count(intake.put(Visit, act.ent, act.values))
    elif not intake.ask(act.line, "実施日", day, "same_act"):
        here.taken.add(before.id)
        intake.count(intake.put(Visit, before.id, {n: v for n, v in act.values.items() if n != "person"}))


class _Here:
    """The acts that are here over the days of the file, and not under an id of the file; each is met once.

    Args:
        intake: the file.
        days: of its rows.
    """

    def __init__(self, intake: Intake, days: list[str]) -> None:
        self._intake = intake
        self.taken: set[Id] = set()
        self._undecided: dict[tuple[object, ...], list[Visit]] = {}
        connection = intake.session.connection
        for visit in _undecided(connection):
            self._undecided.setdefault(_content(intake, _said(visit)), []).append(visit)
        span = (min(days), max(days)) if days else ("", "")
        ids = connection.exec_driver_sql(
            "SELECT id FROM visit WHERE gone = 0 AND date >= ? AND date <= ?", span
        )
        others = list(islice((Id(row[0]) for row in ids if not intake.pile.has(Id(row[0]))), _OTHERS + 1))
        # Of very many the few that matter for a row are looked up with it.
        self._held: dict[tuple[object, ...], list[Visit]] | None = None if len(others) > _OTHERS else {}
        if self._held is not None:
            for visit in sorted(base.by_ids(connection, Visit, others).values(), key=lambda v: v.id):
                self._held.setdefault(_deed(intake, _said(visit)), []).append(visit)
            self._persons: dict[Id, list[Id]] = {}
        else:
            self._persons = _merged(intake)

    def _of_deed(self, values: Mapping[str, object]) -> list[Visit]:
        deed = _deed(self._intake, values)
        if self._held is not None:
            return self._held.get(deed, [])
        day, person, _ = deed
        assert isinstance(person, bytes)
        persons = self._persons.get(Id(person), [Id(person)])
        marks = ", ".join("?" * len(persons))
        where = f"AND date = ? AND person IN ({marks}) ORDER BY id"
        found = base.select(self._intake.session.connection, Visit, where, (day, *persons))
        return [v for v in found if _deed(self._intake, _said(v)) == deed and not self._intake.pile.has(v.id)]

    def match(self, values: Mapping[str, object]) -> bool:
        """Say whether an act of this content is here that no earlier row has matched."""
        content = _content(self._intake, values)
        same = [v for v in self._of_deed(values) if _content(self._intake, _said(v)) == content]
        for visit in reversed([*same, *self._undecided.get(content, [])]):
            if visit.id not in self.taken:
                self.taken.add(visit.id)
                return True
        return False

    def corrected_by(self, values: Mapping[str, object]) -> Visit | None:
        """Return the act of the same day, person and method that a row seems to correct, None when there is none."""
        for visit in self._of_deed(values):
            other_time = visit.time and values["time"] and visit.time != values["time"]
            if visit.id not in self.taken and not other_time:
                return visit
        return None


def _merged(intake: Intake) -> dict[Id, list[Id]]:
    """Return everyone who is the same person, by canonical id."""
    found: dict[Id, list[Id]] = {}
    for ent, one in base.canonical_ids(intake.session.connection).items():
        found.setdefault(one, []).append(ent)
    return {one: sorted({one, *all_}) for one, all_ in found.items()}


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


_OTHERS = 20_000  # acts over the days of a file that are held while it is taken in
_FIELDS = ("date", "time", "person", "method", "result", "condition", "watchers", "signs", "memo")


def _said(visit: Visit) -> dict[str, object]:
    return {name: getattr(visit, name) for name in _FIELDS}


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
