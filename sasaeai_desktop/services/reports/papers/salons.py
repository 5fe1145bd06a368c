"""Filling the papers of サロン: a session's diary and a salon's year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import salon as salon_repo
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.db.repositories.salon import SessionLine
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, last_day, months_of
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.salon import Salon, SalonType, Session
from sasaeai_desktop.forms.salon_calendar import Meeting, SalonCalendar
from sasaeai_desktop.forms.salon_diary import SalonDiary
from sasaeai_desktop.forms.salon_report import Held, Month, SalonReport
from sasaeai_desktop.services.desk.common import last_of_month
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.salon.guests import salon_in, session_in

_KINDS = ("elderly", "disabled", "children", "guardians", "others")


def sessions_to_print(desk: Desk, month: str, salon: Id | None) -> list[Id]:
    """Return the sessions of a month, of one salon or all, in order of salon and day.

    Raises:
        InputError: there is none.
    """
    with reading(desk) as session:
        lines = salon_repo.session_lines(session, f"{month}-01", last_of_month(month), salon=salon)
        order = {s.id: n for n, s in enumerate(salon_repo.salons(session))}
    if not lines:
        raise InputError("この月のサロンの開催が、ありません。", "月か サロンを えらび直してください。")
    lines.sort(key=lambda line: (order.get(line.salon, len(order)), line.date, line.start, line.id))
    return [line.id for line in lines]


def diary(desk: Desk, ent: Id) -> SalonDiary:
    """Return a session's サロン日誌; of a session that is only planned the counts stay open."""
    with reading(desk) as session:
        _, found = session_in(session, ent)
        assert found.salon is not None, "checked"
        salon = salon_in(session, found.salon)
        line = salon_repo.session_lines(session, found.date, found.date, session=ent)[0]
        order = found.number or _order(session, salon.id, line)
        came = [c.newcomer for c in salon_repo.attendance(session, [ent])]
        later = salon_repo.session_lines(session, found.date, "9999-12-31", salon=salon.id)
        following = [x.date for x in later if x.date > found.date and not x.cancelled]
        hosts = _hosts(session, salon)
    known = line.held
    return SalonDiary(
        district=district_words(desk), salon=salon.name, order=order, date=found.date, start=found.start, end=found.end,
        venue=found.venue or salon.venue, hosts=hosts, cancelled=found.cancelled, cancel_reason=found.cancel_reason,
        program=found.program,
        named=line.named if known else None,
        counts=tuple(getattr(found, k) or 0 for k in _KINDS) if known else (None,) * len(_KINDS),
        total=line.named + line.unnamed if known else None, newcomers=sum(came) if known else None,
        staff=line.staff if known else None, fee=found.fee, memo=found.memo,
        next_on=following[0] if following else "",
    )  # fmt: skip


def _order(connection: Connection, salon: Id, line: SessionLine) -> int | None:
    """Return which held session of its fiscal year it is; None of a cancelled one."""
    if line.cancelled:
        return None
    year = int(line.date[:4]) - (line.date[5:7] < "04")
    before = salon_repo.session_lines(connection, first_day(year), line.date, salon=salon)
    return sum(x.held and x.id != line.id for x in before) + 1


def _hosts(connection: Connection, salon: Salon) -> str:
    found = people_repo.volunteer_names(connection, [from_hex(h) for h in salon.hosts.split()])
    return "・".join(name for name, _ in found.values())


def calendar(desk: Desk, month: str, salon: Id | None) -> SalonCalendar:
    """Return a month's sessions of one salon or all, by day and time."""
    with reading(desk) as session:
        lines = salon_repo.session_lines(session, f"{month}-01", last_of_month(month), salon=salon)
        name = salon_in(session, salon).name if salon is not None else ""
    lines.sort(key=lambda line: (line.date, line.start, line.salon_name))
    meetings = tuple(
        Meeting(
            date=line.date, time=f"{line.start}〜" if line.start else "", salon=line.salon_name, venue=line.venue,
            cancelled=line.cancelled,
        )
        for line in lines
    )  # fmt: skip
    return SalonCalendar(district=district_words(desk), month=month, salon=name, meetings=meetings)


def salons_to_print(desk: Desk, year: int, salon: Id | None) -> list[Id]:
    """Return one salon, or all that were in force in a fiscal year, by number.

    Raises:
        InputError: there is none.
    """
    if salon is not None:
        return [salon]
    with reading(desk) as session:
        found = [s.id for s in salon_repo.salons(session, first_day(year)) if s.start <= last_day(year)]
    if not found:
        raise InputError("この年度のサロンが、ありません。", "サロンのページで登録してください。")
    return found


def report(desk: Desk, ent: Id, year: int) -> SalonReport:
    """Return a salon's year; its sums are those of the district's report."""
    first, last = first_day(year), last_day(year)
    with reading(desk) as session:
        salon = salon_in(session, ent)
        lines = salon_repo.session_lines(session, first, last, salon=ent)
        ids = [line.id for line in lines]
        records = base.by_ids(session, Session, ids)
        newcomers = _newcomers(session, ids)
        hosts = _hosts(session, salon)
    return SalonReport(
        district=district_words(desk), salon=salon.name, number=salon.number, type=label_of(SalonType, salon.type),
        venue=salon.venue, hosts=hosts, advice_desk=salon.advice_desk, year=year,
        months=tuple(_months(lines, records, year)),
        held=tuple(_held(line, records[line.id], newcomers.get(line.id, 0)) for line in lines if not line.planned),
    )  # fmt: skip


def _newcomers(connection: Connection, sessions: Sequence[Id]) -> dict[Id, int]:
    found: dict[Id, int] = {}
    for start in range(0, len(sessions), 1000):
        part = tuple(sessions[start : start + 1000])
        sql = (
            f"SELECT session, count(*) FROM attendance WHERE gone = 0 AND newcomer = 1 AND session IN ({marks(part)}) "
            "GROUP BY session"
        )
        found.update((Id(s), int(n)) for s, n in connection.exec_driver_sql(sql, part))
    return found


def _months(lines: list[SessionLine], records: dict[Id, Session], year: int) -> Iterator[Month]:
    for month in months_of(year):
        held = [line for line in lines if line.held and line.date[:7] == month]
        kinds = (sum(getattr(records[line.id], kind) or 0 for line in held) for kind in _KINDS)
        yield Month(
            sessions=len(held),
            participants=sum(line.named + line.unnamed for line in held),
            kinds=(sum(line.named for line in held), *kinds),
            staff=sum(line.staff for line in held),
        )


def _held(line: SessionLine, record: Session, newcomers: int) -> Held:
    program = record.cancel_reason if line.cancelled else "・".join(record.program)
    return Held(
        date=line.date, order=record.number, program=program, participants=line.named + line.unnamed,
        kinds=(line.named, *(getattr(record, kind) or 0 for kind in _KINDS)), newcomers=newcomers, staff=line.staff,
        cancelled=line.cancelled,
    )  # fmt: skip
