"""Rows of the tallies table: a month's acts of a person or of a watcher.

A count belongs to whoever it was counted for, however it was typed: by hand in the window, from a table, or under the
entry of a person who was merged since. So a row is matched by (person, watcher, month, method), never by its id alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.watch import Tally
from sasaeai_desktop.exchange.kinds.watch import TallyRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_PERSON, UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.table import typed
from sasaeai_desktop.services.watch.watching import TallyDraft, tally_id

_TWICE = "同じ月と方法の回数が、前の行にもあります。どちらかの行を消してください。"
_MERGED = "まとめた方の月計が、2つ以上に分かれて入っています。画面の月計で直してください。"

_Whose = tuple[Id | None, Id | None, str, str]


@dataclass(frozen=True, slots=True)
class _Count:
    """One row: the line, what stands in 回数, and whose count it is."""

    line: int
    row: TallyRow
    whose: _Whose


def take_tallies(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a tallies table; the same file again changes nothing, another count corrects what is here."""
    here: dict[_Whose, list[Tally]] = {}
    for tally in base.select(intake.session.connection, Tally, "ORDER BY id"):
        here.setdefault(_canonical(intake, _whose(tally)), []).append(tally)
    asked: dict[_Whose, dict[_Whose, _Count]] = {}
    for line, row in typed(TallyRow, rows):
        count = _read(intake, line, row)
        if count is None:
            continue
        group = asked.setdefault(_canonical(intake, count.whose), {})
        before = group.setdefault(count.whose, count)
        if before.row.count != count.row.count:
            intake.reject(count.line, "回数", str(count.row.count), _TWICE)
        elif before is not count:
            intake.count("unchanged")
    for whose, group in asked.items():
        _take_group(intake, list(group.values()), here.get(whose, []))


def _take_group(intake: Intake, counts: list[_Count], here: list[Tally]) -> None:
    """The rows and the counts of one canonical person, watcher, month and method."""
    if len(counts) == 1 and len(here) > 1:
        _take_sum(intake, counts[0], here)
        return
    own = {_whose(tally): tally for tally in reversed(here)}
    free = [tally for tally in here if _whose(tally) not in {c.whose for c in counts}]
    for count in counts:
        tally = own.get(count.whose) or (free.pop(0) if free else None)
        if tally is None:
            _add(intake, count)
        else:
            intake.count(intake.put(Tally, tally.id, {"count": count.row.count}))


def _take_sum(intake: Intake, count: _Count, here: list[Tally]) -> None:
    """One row for several counts of merged entries: an exported table adds them up, an older one names one of them."""
    own = [tally.count or 0 for tally in here if _whose(tally) == count.whose]
    if count.row.count in (*own, sum(tally.count or 0 for tally in here)):
        intake.count("unchanged")
    else:
        intake.reject(count.line, "回数", str(count.row.count), _MERGED)


def _add(intake: Intake, count: _Count) -> None:
    person, watcher, month, method = count.whose
    draft = TallyDraft(month, method, count.row.count, person=person, watcher=watcher)
    values = {name: getattr(draft, name) for name in TallyDraft.__dataclass_fields__}
    ent = tally_id(intake.desk, draft)
    if intake.is_deleted(Tally, ent):  # deleted here: the same file again does not bring it back
        intake.count("unchanged")
    else:
        intake.count(intake.put(Tally, ent, values))


def _read(intake: Intake, line: int, row: TallyRow) -> _Count | None:
    person = intake.by_number(Person, row.person_number) if row.person_number else None
    watcher = intake.by_number(Volunteer, row.watcher_number) if row.watcher_number else None
    if row.person_number and person is None:
        intake.reject(line, "対象者番号", row.person_number, UNKNOWN_PERSON)
        return None
    if row.watcher_number and watcher is None:
        intake.reject(line, "担当者番号", row.watcher_number, UNKNOWN_WATCHER)
        return None
    whose = (person, watcher, row.month, row.method)
    findings = judging.judge_day(row.month, intake.today, field="month")
    if not _is_here(intake, whose, row.count):
        findings += judging.judge_count(row.count, session=False)
    if intake.stopped(line, findings, {"month": row.month, "count": str(row.count)}):
        return None
    return _Count(line, row, whose)


def _is_here(intake: Intake, whose: _Whose, count: int) -> bool:
    return any(t.count == count for t in intake.group(Tally, whose, _whose))


def _whose(tally: Tally) -> _Whose:
    return (tally.person, tally.watcher, tally.month, tally.method)


def _canonical(intake: Intake, whose: _Whose) -> _Whose:
    person, watcher, month, method = whose
    return (person and intake.canon(person), watcher and intake.canon(watcher), month, method)


def tally_rows(book: Book) -> Iterable[TallyRow]:
    """Yield the month counts; those of merged entries are one person's."""
    people, volunteers = book.numbers(Person), book.numbers(Volunteer)
    sums: Counter[tuple[str, str, str, str]] = Counter()
    for tally in base.select(book.connection, Tally, "ORDER BY month, id"):
        person = number_in(people, tally.person) if tally.person else ""
        watcher = number_in(volunteers, tally.watcher) if tally.watcher else ""
        sums[person, watcher, tally.month, tally.method] += tally.count or 0
    for (person, watcher, month, method), count in sums.items():
        yield TallyRow(person_number=person, watcher_number=watcher, month=month, method=method, count=count)
