"""The paper 訪問票: made once per watcher and month, its people in the order of the round."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, from_hex, keyed_id
from sasaeai_desktop.domain.rhythm import planned_days, rhythm_words
from sasaeai_desktop.domain.watch import Sheet, Visit, WatchCase
from sasaeai_desktop.services.desk.common import last_of_month, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.person_page import about_person
from sasaeai_desktop.services.people.standing import best_case, in_force

_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Mark:
    """One act as the grid shows it. Codes of ``domain.watch``."""

    method: str
    result: str
    condition: str
    signs: tuple[str, ...] = ()
    memo: str = ""
    visit: Id | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One block of the paper.

    Attributes:
        plan: 「月・木」, 「週に1回」, or "".
        planned: days of the month on which a visit is planned.
        marks: acts by day, of this watcher or without a watcher.
    """

    person: Id
    name: str
    kana: str
    town: str
    group: str
    about: str
    baseline: str
    plan: str
    planned: frozenset[int]
    marks: dict[int, tuple[Mark, ...]]

    @property
    def count(self) -> int:
        """How many acts stand in the block."""
        return sum(len(m) for m in self.marks.values())


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet: rows in paper order; without a number it was not made yet."""

    sheet: Id
    number: str
    month: str
    watcher: Id
    watcher_name: str
    coordinator: str
    coordinator_phone: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A watcher in the list of a month; ``sheet`` is None until one is made, ``marks`` how many acts are in."""

    sheet: Id | None
    number: str
    watcher: Id
    watcher_name: str
    people: int
    marks: int


def make_sheet(desk: Desk, watcher: Id, month: str) -> Done[SheetView]:
    """Make the sheet of a watcher and month, or find the one that is already there with the same rows.

    Its id is keyed by watcher, month and rows: a sibling laptop that prints the same sheet reaches the same one.

    Raises:
        InputError: the watcher has nobody to visit in that month.
    """
    with acting(desk, "", undoable=False) as session:
        connection = session.connection
        alias = people_repo.aliases(connection)
        planned = _planned(desk, connection, alias, watcher, month)
        sheet = put_down(desk, session, planned)
        name = _name(connection, watcher)
        session.label = f"{san(name)}の{int(month[5:7])}月の訪問票を作りました"
        view = _view(connection, alias, sheet, desk.today())
    return Done(view, session.changes)


def look_at(desk: Desk, watcher: Id, month: str) -> SheetView:
    """Return the sheet of a watcher and month as it stands, or as it would be made; nothing is written.

    One that was not made yet has no number; ``sheet_marks.save_round`` makes it with the first marks.

    Raises:
        InputError: the watcher has nobody to visit in that month.
    """
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        planned = _planned(desk, session, alias, watcher, month)
        made = get(session, Sheet, planned.id)
        return _view(session, alias, made or planned, desk.today())


def _planned(desk: Desk, connection: Connection, alias: Aliases, watcher: Id, month: str) -> Sheet:
    """Return the sheet that fits the round today, without its number."""
    rows = round_of(connection, alias, watcher, month)
    if not rows:
        raise InputError(
            f"{san(_name(connection, watcher))}が この月に見守る方が いません。",
            "名簿で、見守る方の担い手をえらんでください。",
        )
    text = " ".join(ent.hex() for ent in rows)
    ent = keyed_id(desk.me.secret, Sheet.kind, repo.VISIT_SHEET, watcher.hex(), month, text)
    return Sheet(id=ent, form=repo.VISIT_SHEET, month=month, watcher=watcher, rows=text)


def put_down(desk: Desk, session: WriteSession, planned: Sheet) -> Sheet:
    """Make a planned sheet unless it is there already, and return it as it is on file."""
    known = repo.known(session.connection, Sheet.kind, [planned.id])
    if known.get(planned.id):
        session.restore(Sheet, planned.id)
    if planned.id not in known:
        values = {
            "form": planned.form, "number": _next_number(desk, session.connection, planned.month),
            "month": planned.month, "watcher": planned.watcher, "rows": planned.rows,
        }  # fmt: skip
        session.record(Sheet, planned.id, values)
    sheet = get(session.connection, Sheet, planned.id)
    assert sheet is not None, "it was just written"
    return sheet


def _name(connection: Connection, watcher: Id) -> str:
    return next((name for name, _ in people_repo.volunteer_names(connection, [watcher]).values()), "")


def open_sheet(desk: Desk, sheet: Id | str, month: str = "") -> SheetView:
    """Open a sheet by its id, or by its number as printed ("0512", full-width digits too).

    Raises:
        InputError: there is no such sheet.
    """
    with reading(desk) as session:
        found = _find(session, sheet, month)
        if found is None or found.watcher is None:
            raise InputError(
                "その訪問票が見つかりません。", "票の右上の番号を たしかめて、もう一度入れてください。"
            )
        return _view(session, people_repo.aliases(session), found, desk.today())


def _find(connection: Connection, sheet: Id | str, month: str) -> Sheet | None:
    if isinstance(sheet, bytes):
        return get(connection, Sheet, Id(sheet))
    typed = unicodedata.normalize("NFKC", sheet).strip()
    if len(typed) == 32:
        try:
            return get(connection, Sheet, from_hex(typed.lower()))
        except ValueError:
            return None
    found = repo.sheets_numbered(connection, typed.upper().replace(" ", "").replace("-", ""), month)
    return found[0] if found else None


def sheets_of_month(desk: Desk, month: str) -> list[SheetLine]:
    """All watchers with people in a month, in order of kana, with the sheet that fits their round today."""
    last = last_of_month(month)
    lines: list[tuple[str, SheetLine]] = []
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        made = {s.id: s for s in repo.sheets_of_month(session, month)}
        watchers = alias.canonical(sorted(repo.watching_volunteers(session, f"{month}-01", last)))
        names = people_repo.volunteer_names(session, watchers)
        readings = people_repo.volunteer_readings(session, watchers)
        for watcher in watchers:
            rows = round_of(session, alias, watcher, month)
            if not rows:
                continue
            text = " ".join(ent.hex() for ent in rows)
            sheet = made.get(
                keyed_id(desk.me.secret, Sheet.kind, repo.VISIT_SHEET, watcher.hex(), month, text)
            )
            visits = visits_on_paper(session, alias, watcher, rows, month)
            name = names.get(watcher, ("", ""))[0]
            line = SheetLine(
                sheet.id if sheet else None,
                sheet.number if sheet else "",
                watcher,
                name,
                len(rows),
                len(visits),
            )
            lines.append((kana.sort_key(readings.get(watcher, "")), line))
    lines.sort(key=lambda entry: (entry[0], entry[1].watcher_name))
    return [line for _, line in lines]


def round_of(connection: Connection, alias: Aliases, watcher: Id, month: str) -> list[Id]:
    """Return whom a watcher visits in a month, in the order of the round, then of kana."""
    first, last = f"{month}-01", last_of_month(month)
    order: dict[Id, int] = {}
    for assignment in repo.assignments_by(connection, alias.all(watcher), first, last):
        if assignment.person:
            order.setdefault(
                alias.of(assignment.person), assignment.order if assignment.order is not None else 9999
            )
    watched: set[Id] = set()
    for case in repo.cases_of(connection, alias.expand(order)):
        if case.person and (in_force(case, last) or in_force(case, first) or first <= case.start <= last):
            watched.add(alias.of(case.person))
    names = people_repo.names(connection, alias, watched)
    return sorted(names, key=lambda ent: (order[ent], kana.sort_key(names[ent].kana), ent))


def _next_number(desk: Desk, connection: Connection, month: str) -> str:
    """Return the next short number: month and count, "0512"; other laptops than the first put their letter before."""
    prefix = ("" if desk.me.letter == "A" else desk.me.letter) + month[5:7]
    taken = [n[len(prefix) :] for n in repo.sheet_numbers(connection, month) if n.startswith(prefix)]
    return f"{prefix}{1 + max((int(t) for t in taken if t.isdigit()), default=0):02}"


def visits_on_paper(
    connection: Connection, alias: Aliases, watcher: Id, rows: Iterable[Id], month: str
) -> list[Visit]:
    """Return the acts that stand on a watcher's paper: theirs, and those that name no watcher."""
    mine = set(alias.all(watcher))
    found = repo.visits_between(connection, alias.expand(rows), f"{month}-01", last_of_month(month))
    return [v for v in found if not v.watchers or mine & set(v.watchers)]


def _view(connection: Connection, alias: Aliases, sheet: Sheet, today: str) -> SheetView:
    assert sheet.watcher is not None, "a visit sheet is a watcher's"
    mains = alias.canonical(Id(bytes.fromhex(h)) for h in sheet.rows.split())
    people = people_repo.people(connection, alias, mains)
    cases: dict[Id, list[WatchCase]] = {}
    for held in repo.cases_of(connection, alias.expand(mains)):
        if held.person:
            cases.setdefault(alias.of(held.person), []).append(held)
    marks: dict[Id, dict[int, tuple[Mark, ...]]] = {ent: {} for ent in mains}
    for visit in visits_on_paper(connection, alias, sheet.watcher, mains, sheet.month):
        assert visit.person is not None, "found by person"
        days, day = marks[alias.of(visit.person)], int(visit.date[8:10])
        mark = Mark(visit.method, visit.result, visit.condition, visit.signs, visit.memo, visit.id)
        days[day] = (*days.get(day, ()), mark)
    rows = []
    best = {ent: best_case(cases.get(ent, ()), last_of_month(sheet.month)) for ent in mains}
    for ent in mains:
        person, case = people.get(ent), best[ent]
        if person is None:
            continue
        planned = frozenset(planned_days(sheet.month, case.weekdays)) if case else frozenset()
        rows.append(
            SheetRow(
                ent, person.name, person.kana, person.town, person.group, about_person(person, today),
                person.baseline, plan_words(case), planned, marks[ent],
            )
        )  # fmt: skip
    coordinators = [c.coordinator for c in best.values() if c and c.coordinator]
    names = people_repo.volunteer_names(connection, [sheet.watcher, *coordinators])
    coordinator = (
        names.get(max(set(coordinators), key=coordinators.count), ("", "")) if coordinators else ("", "")
    )
    name = names.get(sheet.watcher, ("", ""))[0]
    return SheetView(sheet.id, sheet.number, sheet.month, sheet.watcher, name, *coordinator, tuple(rows))


def plan_words(case: WatchCase | None) -> str:
    """月・木, else 週に1回, else ""."""
    if case is None:
        return ""
    days = "・".join(_WEEKDAYS[int(d)] for d in case.weekdays if d in "0123456")
    return days or rhythm_words(case.every_days)
