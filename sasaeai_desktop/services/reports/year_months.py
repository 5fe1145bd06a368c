"""A city's year month by month: what has come in from each district, and what is still missing."""

from __future__ import annotations

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.figures.year import Annual, ReportState
from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.domain.keeping import Closing
from sasaeai_desktop.domain.labels import Labelled
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.common import last_of_month
from sasaeai_desktop.services.desk.desk import Desk, allow, reading

# A month is looked up by district and day; walking over all acts of ten years would take a second.
_CAME = """
SELECT 1 FROM visit k WHERE k.district = :district AND k.gone = 0 AND k.date BETWEEN :first AND :last
UNION ALL SELECT 1 FROM tally k WHERE k.district = :district AND k.gone = 0 AND k.month = :month
UNION ALL SELECT 1 FROM session k WHERE k.district = :district AND k.gone = 0 AND k.date BETWEEN :first AND :last
   AND coalesce(k.planned, 0) = 0
LIMIT 1"""

# The first day that a district tells of at all.
_BEGAN = """
SELECT min(day) FROM (
SELECT min(date) AS day FROM visit WHERE district = :district AND gone = 0
UNION ALL SELECT min(month) || '-01' FROM tally WHERE district = :district AND gone = 0
UNION ALL SELECT min(date) FROM session WHERE district = :district AND gone = 0
UNION ALL SELECT min(start) FROM "case" WHERE district = :district AND gone = 0)"""


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
        found = {}
        for line in annual.by_district:
            whole = _whole_year(line.watch_state, line.salon_state)
            began = session.exec_driver_sql(_BEGAN, {"district": line.code}).scalar() or "9999"
            here = (began, heard.get(line.code, "")[:10])
            found[line.code] = tuple(
                MonthState.AHEAD if f"{month}-01" > today
                else whole or closed.get((line.code, month)) or _state(session, line.code, month, here, today)
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


def _state(session: ReadSession, district: str, month: str, here: tuple[str, str], today: str) -> MonthState:
    """Return the state of a month that no closing speaks of; ``here``: first day told of, day of the last USB."""
    last = last_of_month(month)
    bound = {"district": district, "month": month, "first": f"{month}-01", "last": last}
    if session.exec_driver_sql(_CAME, bound).first() is not None:
        return MonthState.CAME
    if here[0] <= last < here[1]:
        return MonthState.EMPTY
    return MonthState.MISSING if last < today else MonthState.AHEAD


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
