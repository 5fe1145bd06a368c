"""Rows of the schools and school-days tables."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Volunteer
from sasaeai_desktop.domain.school import Patrol, School, SchoolDay
from sasaeai_desktop.exchange.kinds import school as kinds
from sasaeai_desktop.exchange.kinds.school import DayRow, SchoolRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.school.days import day_id, patrol_id
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each, typed


def take_school(intake: Intake, _line: int, row: SchoolRow) -> None:
    """A school by its 管理番号."""
    ent = intake.id_for_number(School, row.number)
    intake.remember_number(School, row.number, ent)
    points = "\n".join(
        p.strip() for p in row.points.replace("；", ";").replace(";", "\n").splitlines() if p.strip()
    )
    values = {"number": row.number, "name": row.name, "type": row.type, "points": points}
    intake.count(intake.put(School, ent, values))


def take_days(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a school-days table; a row adds people to a day and takes nobody away."""
    connection = intake.session.connection
    here = {(d.school, d.date): d.id for d in base.select(connection, SchoolDay, "ORDER BY id DESC")}
    stood = {
        (p.day, intake.canon(p.volunteer)) for p in base.select(connection, Patrol) if p.day and p.volunteer
    }
    for line, row in typed(DayRow, rows):
        _take_day(intake, here, stood, line, row)


def _take_day(
    intake: Intake, here: dict[tuple[Id | None, str], Id], stood: set[tuple[Id, Id]], line: int, row: DayRow
) -> None:
    school = intake.by_number(School, row.school_number)
    if school is None:
        intake.reject(line, "学校番号", row.school_number, "この番号の学校は登録されていません。")
        return
    volunteers = [intake.by_number(Volunteer, n) for n in row.volunteer_numbers]
    for number, volunteer in zip(row.volunteer_numbers, volunteers, strict=True):
        if volunteer is None:
            intake.reject(line, "担当者番号", number, UNKNOWN_WATCHER)
            return
    if row.start and row.end and row.end < row.start:
        intake.reject(line, "終了", row.end, "終了が開始より前です。")
        return
    ent = here.setdefault((school, row.date), day_id(intake.desk, school, row.date))
    values = {
        "school": school, "date": row.date, "start": row.start, "end": row.end, "unnamed": row.unnamed,
        "memo": row.memo,
    }  # fmt: skip
    outcomes = [intake.put(SchoolDay, ent, values)]
    for volunteer in volunteers:
        assert volunteer is not None, "looked up above"
        main = intake.canon(volunteer)
        if (ent, main) not in stood:
            stood.add((ent, main))
            patrol = patrol_id(intake.desk, ent, main)
            if not intake.is_known(Patrol, patrol):  # taken back here: the same file does not bring it back
                outcomes.append(intake.put(Patrol, patrol, {"day": ent, "volunteer": main}))
    intake.count(*outcomes)


def _schools(book: Book) -> Iterable[SchoolRow]:
    for school in base.select(book.connection, School, "ORDER BY number, id"):
        yield SchoolRow(
            number=school.number or school.id.hex()[:12], name=school.name, type=school.type,
            points=";".join(school.points.splitlines()),
        )  # fmt: skip


def _days(book: Book) -> Iterable[DayRow]:
    schools, volunteers = book.numbers(School), book.numbers(Volunteer)
    stood: dict[Id, set[Id]] = {}
    for p in base.select(book.connection, Patrol):
        if p.day is not None and p.volunteer is not None:
            stood.setdefault(p.day, set()).add(book.of(p.volunteer))
    for day in base.select(
        book.connection, SchoolDay, "AND coalesce(cancelled, 0) = 0 ORDER BY date, school, id"
    ):
        numbers = sorted(number_in(volunteers, v) for v in stood.get(day.id, ()))
        yield DayRow(
            school_number=number_in(schools, day.school), date=day.date, start=day.start, end=day.end,
            volunteer_numbers=tuple(numbers), unnamed=day.unnamed, memo=day.memo,
        )  # fmt: skip


TABLES = (
    TableKind(kinds.SCHOOLS, each(SchoolRow, take_school), _schools),
    TableKind(kinds.DAYS, take_days, _days),
)
