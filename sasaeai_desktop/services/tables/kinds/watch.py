"""Rows of the visits table.

A visit has no number of its own: its id is keyed by its whole content and its ordinal among wholly equal rows, so the
same file adds nothing twice while two equal rows in one file are two acts; and a row also counts as known when an
unmatched act has its present content (shared design, sync section 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from sasaeai_desktop.db import conflicts
from sasaeai_desktop.db.lines import DELETED
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.exchange.kinds import watch as kinds
from sasaeai_desktop.exchange.kinds.watch import VisitRow
from sasaeai_desktop.exchange.rows import Parsed, normal_form
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_PERSON, UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, typed
from sasaeai_desktop.services.tables.kinds.tallies import take_tallies, tally_rows


def take_visits(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a visits table at once: equal rows are told apart by their ordinal."""
    seen: Counter[tuple[str, ...]] = Counter()
    resolved: list[tuple[Id, dict[str, object]]] = []
    for line, row in typed(VisitRow, rows):
        values = _visit_values(intake, line, row)
        if values is not None:
            form = normal_form(row)
            resolved.append((_visit_id(intake, row.date, form, seen[form]), values))
            seen[form] += 1
    unmatched = _acts_like(intake, [row for _, row in resolved], {ent for ent, _ in resolved})
    for ent, values in resolved:
        content = _content(intake, values)
        if intake.is_known(Visit, ent):
            intake.count("unchanged")
        elif unmatched[content] > 0:
            unmatched[content] -= 1
            intake.count("unchanged")
        else:
            intake.count(intake.put(Visit, ent, values))


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


def _acts_like(intake: Intake, rows: list[dict[str, object]], ids: set[Id]) -> Counter[tuple[object, ...]]:
    """Return the acts that are here under other ids, by content, over the days of the file."""
    if not rows:
        return Counter()
    days = [str(r["date"]) for r in rows]
    known = base.select(
        intake.session.connection, Visit, "AND date >= ? AND date <= ?", (min(days), max(days))
    )
    return Counter(
        _content(
            intake,
            {
                n: getattr(visit, n)
                for n in (
                    "date",
                    "time",
                    "person",
                    "method",
                    "result",
                    "condition",
                    "watchers",
                    "signs",
                    "memo",
                )
            },
        )
        for visit in [*(v for v in known if v.id not in ids), *_undecided(intake.session.connection)]
    )


def _content(intake: Intake, values: dict[str, object]) -> tuple[object, ...]:
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
