"""A scanned サロン出席表 beside what is recorded: one column per session.

Written through `attending.save_sessions_at_once`, one action for the whole sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import salon as salon_repo
from sasaeai_desktop.db.repositories import scanned
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.paper_boxes import Key, Rect
from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.domain.sheet_rows import RosterRows, roster_rows
from sasaeai_desktop.domain.watch import Sheet
from sasaeai_desktop.forms import salon_roster
from sasaeai_desktop.forms.salon_roster import Guest, SalonRoster
from sasaeai_desktop.scanning.judge import BoxRead, Verdict
from sasaeai_desktop.scanning.reading import PageRead
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.services.desk.desk import Desk, Done, reading
from sasaeai_desktop.services.salon import attending
from sasaeai_desktop.services.salon.guests import salon_in
from sasaeai_desktop.services.scan.meaning import said_of, with_absences

NEW, SAME, DOUBTFUL, ONLY_TYPED, FUTURE = "new", "same", "doubtful", "typed", "future"
COUNTS = ("elderly", "disabled", "children", "guardians", "others")  # the rows of counts, from the top down
CANCELLED = Id(b"")
"""Stands for the box 中止 where a person's id is asked for."""

Place = tuple[Id, str]
"""Person and day."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A guest of the sheet; ``index`` is the row's number on paper."""

    person: Id
    name: str
    kana: str
    index: int


@dataclass(frozen=True, slots=True)
class Came:
    """A box that holds something, on paper or in the records; see `scan_visits.ScanMark`."""

    person: Id
    day: str
    state: str
    likely: bool = False
    why: str = ""
    page: int = 0
    rect: Rect = (0.0, 0.0, 0.0, 0.0)

    @property
    def place(self) -> Place:
        """What identifies it."""
        return self.person, self.day

    @property
    def asks(self) -> bool:
        """Whether a person has to decide."""
        return self.state == DOUBTFUL


@dataclass(frozen=True, slots=True)
class Count:
    """A cell with a written number, for a person to read; ``field`` of the session, "total" for the sum."""

    field: str
    page: int
    rect: Rect
    written: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the sheet.

    Attributes:
        session: None where no session is registered on that day.
        counts: cells of the counts without names, the total and the helpers.
    """

    day: str
    session: Session | None
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class NewName:
    """A row for somebody new whose name or attendance is written in.

    Attributes:
        days: days that are ticked.
        rect: of the written name.
    """

    row: int
    page: int
    rect: Rect
    days: tuple[str, ...]
    doubtful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterProposal:
    """One roster as read; see `scan_visits.VisitProposal`."""

    sheet: Id
    number: str
    salon: Id
    salon_name: str
    month: str
    rows: tuple[RosterRow, ...]
    columns: tuple[Column, ...]
    marks: tuple[Came, ...]
    newcomers: tuple[NewName, ...]
    pictures: Mapping[int, bytes]
    pages: tuple[int, ...]
    missing: tuple[int, ...]
    notices: tuple[str, ...]
    old: bool = False
    unsure: bool = False

    @property
    def form(self) -> str:
        """Name of the form."""
        return salon_roster.NAME

    @property
    def questions(self) -> tuple[Came, ...]:
        """Boxes that a person has to decide."""
        return tuple(m for m in self.marks if m.asks)

    def count(self, state: str) -> int:
        """Return how many boxes are in a state."""
        return sum(m.state == state for m in self.marks)

    @property
    def known(self) -> bool:
        """Whether everything on paper is recorded already."""
        return not self.count(NEW) and not self.questions

    @property
    def certain(self) -> bool:
        """Whether nothing has to be decided or looked at."""
        return not self.questions and not self.old and not self.unsure


# -- what was read ---------------------------------------------------------------------------------------------------


def propose_roster(desk: Desk, sheet: Sheet, pages: Mapping[int, PageRead], total: int) -> RosterProposal:
    """Put what was read beside what is recorded."""
    pages = with_absences(pages)
    rows = roster_rows(sheet.rows)
    assert rows is not None, "its boxes were found"
    assert sheet.salon is not None, "a roster is a salon's"
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        salon = salon_in(session, sheet.salon)
        sessions = scanned.sessions_on(session, sheet.salon, rows.days)
        people = [alias.of(p) for p in (*rows.regulars, *rows.occasional)]
        names = people_repo.names(session, alias, people)
        came = {
            (alias.of(c.person), day)
            for day, held in sessions.items()
            for c in salon_repo.attendance(session, [held.id])
        }
        beside = scanned.rosters_beside(session, sheet)
    old = any(other.number > sheet.number for other in beside)
    shown = tuple(
        RosterRow(p, names[p].name, names[p].kana, at + 1) for at, p in enumerate(people) if p in names
    )
    plans = salon_roster.plan(_empty(rows))
    boxes: dict[Place, tuple[int, BoxRead, Rect]] = {}
    newcomers: list[NewName] = []
    notices: list[str] = []
    for number, page in pages.items():
        plan = plans[number - 1]
        rects = {box.key: box.rect for box in salon_roster.boxes(plan).boxes}
        _take_boxes(page, number, plan.days, people, rects, boxes)
        newcomers += _newcomers(page, number, plan, len(people))
        notices += _spare(page, plan.days)
    missing = tuple(n for n in range(1, total + 1) if n not in pages)
    columns = tuple(_column(day, sessions.get(day), pages, plans) for day in rows.days)
    marks = _marks(desk, people, columns, boxes, came)
    notices = [*_notices(old, missing, columns, pages), *notices, *said_of(pages.values())]
    return RosterProposal(
        sheet.id, sheet.number, sheet.salon, salon.name, sheet.month, shown, columns, tuple(marks),
        tuple(newcomers), {n: p.picture for n, p in pages.items()}, tuple(pages), missing, tuple(notices), old,
        any(page.unsure for page in pages.values()),
    )  # fmt: skip


def _empty(rows: RosterRows) -> SalonRoster:
    nobody = Guest(name="")
    return SalonRoster(
        sessions=rows.days,
        regulars=(nobody,) * len(rows.regulars),
        occasional=(nobody,) * len(rows.occasional),
    )


def _take_boxes(
    page: PageRead, number: int, days: tuple[str, ...], people: list[Id], rects: Mapping[Key, Rect],
    boxes: dict[Place, tuple[int, BoxRead, Rect]],
) -> None:  # fmt: skip
    for one in page.boxes:
        day = days[int(one.key[-1])]
        if one.verdict is Verdict.EMPTY or not day:
            continue
        x, y, wide, high = rects[one.key]
        rect = (x + one.shift[0], y + one.shift[1], wide, high)
        if one.key[0] == "cancelled":
            boxes[CANCELLED, day] = (number, one, rect)
        elif int(one.key[1]) < len(people):
            boxes[people[int(one.key[1])], day] = (number, one, rect)


def _newcomers(page: PageRead, number: int, plan: salon_roster.Plan, known: int) -> list[NewName]:
    areas = {area.key: area.rect for area in salon_roster.boxes(plan).areas}
    found: list[NewName] = []
    for row in plan.rows:
        if row.kind != "new" and not (row.kind == "guest" and row.index >= known):
            continue
        here = [
            b for b in page.boxes if b.key[0] == "came" and b.key[1] == row.index and plan.days[int(b.key[2])]
        ]
        ticked = tuple(plan.days[int(b.key[2])] for b in here if b.verdict is Verdict.TICKED)
        doubtful = tuple(plan.days[int(b.key[2])] for b in here if b.verdict is Verdict.DOUBTFUL)
        name = areas.get(("name", row.index))
        if name is not None and (ticked or doubtful or ("name", row.index) in page.written):
            found.append(NewName(row.index, number, name, ticked, doubtful))
    return found


def _spare(page: PageRead, days: tuple[str, ...]) -> list[str]:
    """Say where a column without a printed day was used."""
    used = {
        int(one.key[-1])
        for one in page.boxes
        if one.verdict is not Verdict.EMPTY and not days[int(one.key[-1])] and one.key[0] == "came"
    }
    if not used:
        return []
    return [f"日を書き足した列が {len(used)}つあります。その日の出席は、サロンの画面で入れてください。"]


def _column(
    day: str, session: Session | None, pages: Mapping[int, PageRead], plans: tuple[salon_roster.Plan, ...]
) -> Column:
    counts: list[Count] = []
    for number, page in pages.items():
        plan = plans[number - 1]
        if day not in plan.days:
            continue
        column = plan.days.index(day)
        for area in salon_roster.boxes(plan).areas:
            kind, index = area.key[0], area.key[1]
            if kind in ("count", "total", "staff") and area.key[-1] == column:
                field = COUNTS[int(index)] if kind == "count" else str(kind)
                counts.append(Count(field, number, area.rect, area.key in page.written))
    return Column(day, session, tuple(counts))


def _marks(
    desk: Desk, people: list[Id], columns: tuple[Column, ...], boxes: Mapping[Place, tuple[int, BoxRead, Rect]],
    came: set[Place],
) -> list[Came]:  # fmt: skip
    found: list[Came] = []
    for column in columns:
        future = column.day > desk.today()
        for person in (CANCELLED, *dict.fromkeys(people)):
            known = (person, column.day) in came
            if person == CANCELLED:
                known = column.session is not None and column.session.cancelled
            if (person, column.day) in boxes:
                page, one, rect = boxes[person, column.day]
                state = SAME if known else DOUBTFUL if one.verdict is Verdict.DOUBTFUL else NEW
                if column.session is None or future:
                    state = FUTURE
                found.append(Came(person, column.day, state, one.likely, one.why, page, rect))
            elif known:
                found.append(Came(person, column.day, ONLY_TYPED))
    return found


def _notices(
    old: bool, missing: tuple[int, ...], columns: Iterable[Column], pages: Mapping[int, PageRead]
) -> list[str]:
    said: list[str] = []
    if old:
        said.append("もう一度印刷した出席表があります。これは古いほうの出席表です。")
    if missing:
        said.append(f"{'・'.join(str(n) for n in missing)}ページ目が ありません。")
    gone = [month_day(column.day) for column in columns if column.session is None]
    if gone:
        said.append(f"{'・'.join(gone)}の開催が登録されていません。さきにサロンの画面で登録してください。")
    if any(page.unsure for page in pages.values()):
        said.append("線の場所が はっきりしないので、どの印も たしかめてください。")
    return said


# -- what is accepted ------------------------------------------------------------------------------------------------


def _settled(
    proposal: RosterProposal, day: str, present: set[Id], given: Mapping[Place, bool]
) -> tuple[set[Id], bool]:
    """Return who was there on a day, and whether it is newly cancelled."""
    marks = {mark.person: mark for mark in proposal.marks if mark.day == day}
    said = {person: True for person, mark in marks.items() if mark.state == NEW}
    said |= {person: answer for (person, on), answer in given.items() if on == day}
    after, cancelled = set(present), False
    for person, answer in said.items():
        mark = marks.get(person)
        if mark is not None and mark.state == FUTURE:
            continue
        if person == CANCELLED:
            cancelled = answer and (mark is None or mark.state != SAME)
        else:
            (after.add if answer else after.discard)(person)
    return after, cancelled


@dataclass(frozen=True, slots=True)
class NewGuest:
    """Somebody new as a person read the name."""

    name: str
    kana: str
    days: tuple[str, ...]


def accept_roster(
    desk: Desk,
    proposal: RosterProposal,
    answers: Mapping[Place, bool] | None = None,
    counts: Mapping[str, Mapping[str, int | None]] | None = None,
    newcomers: Iterable[NewGuest] = (),
) -> Done[int]:
    """Write what is sure and what a person decided; returns how many attendances are new.

    Who is recorded as present stays, unless an answer says no. A session of which nothing is new stays as it is.

    Args:
        desk: the open desk.
        proposal: as read.
        answers: what a person said of single boxes; a question without an answer is left out.
        counts: by day, the numbers without names that were typed from the paper.
        newcomers: people written in by hand.
    """
    given, typed = dict(answers or {}), dict(counts or {})
    fresh = 0
    people = list(newcomers)
    wanted: list[attending.SessionSheet] = []
    for column in proposal.columns:
        if column.session is None:
            continue
        with reading(desk) as session:
            alias = people_repo.aliases(session)
            present = {alias.of(c.person) for c in salon_repo.attendance(session, [column.session.id])}
        after, cancelled = _settled(proposal, column.day, present, given)
        values: dict[str, object] = {
            name: number
            for name, number in typed.get(column.day, {}).items()
            if number is not None and number != (getattr(column.session, name) or 0)
        }
        guests = tuple((g.name, g.kana) for g in people if column.day in g.days)
        if cancelled:
            values = {"cancelled": True}
            after, guests = present, ()
        if after != present or values or guests:
            wanted.append(attending.SessionSheet(column.session.id, frozenset(after), values, guests))
            fresh += len(after - present) + len(guests)
    if not wanted:
        return Done(0, Changes())
    label = f"{proposal.salon_name}の出席表を保存しました"
    return Done(fresh, attending.save_sessions_at_once(desk, label, wanted).changes)
