"""サロン: places, sessions, who came, who stays away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import salon as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain import fiscal
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, from_hex, keyed_id
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.services.desk.common import fresh_numbers, iso_day, last_of_month, month_day, need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.salon.guests import (
    salon_in,
    session_in,
)


@dataclass(frozen=True, slots=True)
class SalonRow:
    """One salon in the list; figures of the present fiscal year. ``hosts`` are names."""

    id: Id
    number: str
    name: str
    type: str
    venue: str
    hosts: str
    start: str
    end: str
    sessions: int
    participants: int
    last_on: str
    next_on: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in a list or calendar; ``total`` = ``named`` + ``unnamed``, staff apart."""

    id: Id
    salon: Id
    salon_name: str
    date: str
    start: str
    end: str
    venue: str
    cancelled: bool
    named: int
    unnamed: int
    total: int
    staff: int


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """Held sessions and participants of a month; ``label`` "4月"."""

    month: str
    label: str
    sessions: int
    participants: int


# -- salons ----------------------------------------------------------------------------------------------------------


def list_salons(desk: Desk, *, ended: bool = False) -> list[SalonRow]:
    """Salons by number; ended ones only when asked for."""
    today = desk.today()
    year = fiscal.fiscal_year(today)
    with reading(desk) as session:
        salons = repo.salons(session, "" if ended else today)
        hosts = people_repo.volunteer_names(session, [i for s in salons for i in _host_ids(s)])
        lines = repo.session_lines(session, fiscal.first_day(year), fiscal.last_day(year))
        rows = []
        for salon in salons:
            held = [x for x in lines if x.salon == salon.id and x.held]
            ahead = [x.date for x in lines if x.salon == salon.id and not x.cancelled and x.date >= today]
            rows.append(
                SalonRow(
                    salon.id, salon.number, salon.name, salon.type, salon.venue,
                    "・".join(hosts[i][0] for i in _host_ids(salon) if i in hosts), salon.start, salon.end,
                    len(held), sum(x.named + x.unnamed for x in held),
                    held[-1].date if held else "", ahead[0] if ahead else "",
                )
            )  # fmt: skip
    return rows


def _host_ids(salon: Salon) -> list[Id]:
    return [from_hex(h) for h in salon.hosts.split()]


def save_salon(desk: Desk, salon: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new salon (None) or change one.

    Args:
        desk: the open desk.
        salon: its id.
        values: fields of ``Salon``; ``hosts`` may be a tuple of volunteer ids.

    Raises:
        InputError: no name, or the 管理番号 is another's.
    """
    with acting(desk, "") as session:
        connection = session.connection
        number = str(values.get("number") or "").strip()
        if number and people_repo.number_taken(connection, Salon.kind, number, (salon,) if salon else ()):
            raise InputError(f"サロン番号「{number}」は、もう使われています。", "ほかの番号にしてください。")
        written = dict(values)
        if isinstance(written.get("hosts"), tuple | list):
            written["hosts"] = " ".join(h.hex() for h in written["hosts"])  # type: ignore[attr-defined]
        if salon is None or "name" in values:
            session.label = f"{need(values.get('name'), 'サロンの名称')}を保存しました"
        else:
            session.label = f"{salon_in(connection, salon).name}を保存しました"
        if salon is None:
            ent = keyed_id(desk.me.secret, Salon.kind, number) if number else session.new_id()
            written["number"] = number or next(fresh_numbers(connection, Salon.kind, desk.me.letter))
        else:
            ent = salon
        session.record(Salon, ent, written)
    return Done(ent, session.changes)


# -- sessions --------------------------------------------------------------------------------------------------------


def sessions_of_month(desk: Desk, month: str) -> list[SessionRow]:
    """Sessions of all salons in a month, by date."""
    with reading(desk) as session:
        return session_rows(session, f"{month}-01", last_of_month(month))


def sessions_of_salon(desk: Desk, salon: Id, year: int | None = None) -> list[SessionRow]:
    """Sessions of one salon, newest first; of a fiscal year when given."""
    first, last = (fiscal.first_day(year), fiscal.last_day(year)) if year else ("0000", "9999-12-31")
    with reading(desk) as session:
        return session_rows(session, first, last, salon)[::-1]


def session_rows(connection: Connection, first: str, last: str, salon: Id | None = None) -> list[SessionRow]:
    """Return sessions from ``first`` to ``last``, by date; of one salon when given."""
    return [_row(line) for line in repo.session_lines(connection, first, last, salon=salon)]


def _row(x: repo.SessionLine) -> SessionRow:
    return SessionRow(
        x.id, x.salon, x.salon_name, x.date, x.start, x.end, x.venue, x.cancelled,
        x.named, x.unnamed, x.named + x.unnamed, x.staff,
    )  # fmt: skip


def save_session(desk: Desk, session: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Plan a session (None) or change one (fields of ``Session``; a new one needs salon and date).

    Raises:
        InputError: no salon or date, or the salon has a session on that day already.
    """
    with acting(desk, "") as writing:
        connection = writing.connection
        known = get(connection, Session, session) if session else None
        salon = values.get("salon", known.salon if known else None)
        date = iso_day(str(values.get("date", known.date if known else "")), "開催日")
        if not isinstance(salon, bytes):
            raise InputError("どのサロンか えらばれていません。", "サロンをえらんでください。")
        name = salon_in(connection, Id(salon)).name
        others = [s for s in repo.held_on_day(connection, Id(salon), date) if s.id != session]
        if others and not values.get("cancelled"):
            raise InputError(
                f"{name}は、{month_day(date)}にもう開催があります。", "その日の開催を開いてください。"
            )
        if session is None:
            ent = session_id(desk, Id(salon), date)
            if get(connection, Session, ent):
                ent = writing.new_id()  # the day's first one was cancelled or deleted; it stays what it is
            writing.label = f"{name}の{month_day(date)}の開催を入れました"
        else:
            ent = session
            writing.label = f"{name}の{month_day(date)}の開催を保存しました"
        # What is written down before anybody came is a plan, and counts once its attendance is saved.
        if any(values.get(name) for name in _COUNTS):
            values = {**values, "planned": False}
        elif session is None:
            values = {"planned": True, **values}
        writing.record(Session, ent, values)
    return Done(ent, writing.changes)


_COUNTS = ("elderly", "disabled", "children", "guardians", "others", "staff")


def session_id(desk: Desk, salon: Id, date: str) -> Id:
    """Return the id that every laptop of the district reaches for a salon's session on a day."""
    return keyed_id(desk.me.secret, Session.kind, salon.hex(), date)


def plan_session(
    desk: Desk, salon: Id, date: str, *, start: str = "", end: str = "", venue: str = ""
) -> Done[Id]:
    """Plan a session."""
    return save_session(
        desk, None, {"salon": salon, "date": date, "start": start, "end": end, "venue": venue}
    )


def cancel_session(desk: Desk, session: Id, reason: str = "") -> Done[None]:
    """Mark a session 中止; its attendance stays on record but counts nowhere."""
    with acting(desk, "") as writing:
        name, found = session_in(writing.connection, session)
        writing.label = f"{name}の{month_day(found.date)}を中止にしました"
        writing.record(Session, session, {"cancelled": True, "cancel_reason": reason})
    return Done(None, writing.changes)


def delete_session(desk: Desk, session: Id) -> Done[None]:
    """Delete a session written by mistake.

    Raises:
        InputError: somebody is marked as present: 中止 is the way then.
    """
    with acting(desk, "") as writing:
        name, found = session_in(writing.connection, session)
        if repo.attendance(writing.connection, [session]):
            raise InputError(
                "参加した方の きろくがあるので消せません。", "開かなかったときは「中止」にしてください。"
            )
        writing.label = f"{name}の{month_day(found.date)}の開催を消しました"
        writing.delete(Session, session)
    return Done(None, writing.changes)


def month_figures(desk: Desk, year: int, salon: Id | None = None) -> list[MonthFigure]:
    """The twelve months of a fiscal year, of one salon or all."""
    with reading(desk) as session:
        lines = repo.session_lines(session, fiscal.first_day(year), fiscal.last_day(year), salon=salon)
    held = [x for x in lines if x.held]
    return [
        MonthFigure(
            month,
            f"{int(month[5:7])}月",
            sum(x.date[:7] == month for x in held),
            sum(x.named + x.unnamed for x in held if x.date[:7] == month),
        )
        for month in fiscal.months_of(year)
    ]


def salon_of(desk: Desk, salon: Id) -> Salon:
    """One salon as a record.

    Raises:
        InputError: there is no such salon.
    """
    with reading(desk) as session:
        return salon_in(session, salon)
