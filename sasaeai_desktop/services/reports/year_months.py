"""A city's year month by month: what has come in from each district, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.figures.year import Annual, ReportState
from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.domain.keeping import Closing
from sasaeai_desktop.domain.labels import Labelled
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.common import last_of_month
from sasaeai_desktop.services.desk.desk import Desk, allow, reading

# Acts are many: a month of them is looked up by district and day. All else is few, and walked through once a year.
_VISITED = "SELECT 1 FROM visit WHERE district = ? AND gone = 0 AND date BETWEEN ? AND ? LIMIT 1"
_CAME = """
SELECT district, month FROM tally WHERE gone = 0 AND month BETWEEN :first AND :last
UNION SELECT district, substr(date, 1, 7) FROM session
 WHERE gone = 0 AND coalesce(planned, 0) = 0 AND date BETWEEN :first || '-01' AND :last || '-31'"""

_FIRST_VISIT = "SELECT min(date) FROM visit WHERE district = ? AND gone = 0"
_BEGAN = """
SELECT district, min(day) FROM (
SELECT district, min(month) || '-01' AS day FROM tally WHERE gone = 0 GROUP BY 1
UNION ALL SELECT district, min(date) FROM session WHERE gone = 0 GROUP BY 1
UNION ALL SELECT district, min(start) FROM "case" WHERE gone = 0 GROUP BY 1) GROUP BY 1"""


class MonthState(Labelled):
    """What a month of a district is at the council."""

    CLOSED = "closed", "月締め"
    DIFFERS = "differs", "数が合いません"
    CAME = "came", "届いた"
    EMPTY = "empty", "きろくなし"
    MISSING = "missing", "まだ"
    PAPER = "paper", "紙の報告"
    NOT_RUN = "not_run", "未実施"
    AHEAD = "ahead", ""


HERE = (MonthState.CLOSED, MonthState.DIFFERS, MonthState.CAME, MonthState.EMPTY, MonthState.PAPER)
"""States of which the council waits for nothing more."""


def year_by_month(desk: Desk, annual: Annual) -> dict[str, tuple[MonthState, ...]]:
    """Return twelve states, April first, by district code.

    A month without records has none (きろくなし) once the district's USB was taken in after the month's end and it tells
    of an earlier day; otherwise it is still missing.

    Args:
        desk: a council's open desk.
        annual: the year, as ``reports.annual`` gives it.
    """
    allow(desk, Deed.PAPER)
    months, today = months_of(annual.fiscal_year), desk.today()
    with reading(desk) as session:
        heard = _heard_on(session)
        closed = _closed(session, months)
        began: dict[str, str] = dict(session.exec_driver_sql(_BEGAN).all())
        came = _came(session, [line.code for line in annual.by_district], months)
        found = {}
        for line in annual.by_district:
            code = line.code
            whole = _whole_year(line.watch_state, line.salon_state)
            here = (_first_day(session, code, began.get(code)), heard.get(code, "")[:10])
            found[code] = tuple(
                MonthState.AHEAD if f"{month}-01" > today
                else whole or closed.get((code, month)) or _state(month, here, today, came=(code, month) in came)
                for month in months
            )  # fmt: skip
    return found


def due_month(months: tuple[str, ...], today: str) -> int:
    """Return which month is the last that is over (0 is April), -1 before the first of them is."""
    return max((at for at, month in enumerate(months) if last_of_month(month) < today), default=-1)


def _whole_year(*states: ReportState) -> MonthState | None:
    """Return what one word says of all months: a paper, or a year in which nothing is carried out."""
    if ReportState.PAPER in states:
        return MonthState.PAPER
    return MonthState.NOT_RUN if all(s is ReportState.NOT_RUN for s in states) else None


def _state(month: str, here: tuple[str, str], today: str, *, came: bool) -> MonthState:
    """Return the state of a month that no closing speaks of; ``here``: first day told of, day of the last USB."""
    last = last_of_month(month)
    if came:
        return MonthState.CAME
    if here[0] <= last < here[1]:
        return MonthState.EMPTY
    return MonthState.MISSING if last < today else MonthState.AHEAD


def _came(session: ReadSession, districts: Iterable[str], months: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return (district, month) of which records are here."""
    came = {(d, m) for d, m in session.exec_driver_sql(_CAME, {"first": months[0], "last": months[-1]})}
    for place in product(districts, months):
        district, month = place
        days = (district, f"{month}-01", last_of_month(month))
        if place not in came and session.exec_driver_sql(_VISITED, days).first() is not None:
            came.add(place)
    return came


def _first_day(session: ReadSession, district: str, other: str | None) -> str:
    """Return the first day that a district tells of at all, "9999" for none; ``other``: that of all but its acts."""
    visited = session.exec_driver_sql(_FIRST_VISIT, (district,)).scalar()
    return min(str(visited or "9999"), other or "9999")


def _heard_on(session: ReadSession) -> dict[str, str]:
    rows = session.exec_driver_sql(
        "SELECT district, max(have_on) FROM peer WHERE role = 'district' GROUP BY district"
    )
    return {str(district): str(on or "") for district, on in rows}


def _closed(session: ReadSession, months: tuple[str, ...]) -> dict[tuple[str, str], MonthState]:
    """Return the newest closing of each month by district, and whether its recount held."""
    same = {bytes(r[0]): bool(r[1]) for r in session.exec_driver_sql("SELECT closing, same FROM recount")}
    rows = select(
        session, Closing, "AND month >= ? AND month <= ? ORDER BY month, id", (months[0], months[-1])
    )
    return {
        (row.district, row.month): MonthState.CLOSED if same.get(row.id, True) else MonthState.DIFFERS
        for row in rows
    }
