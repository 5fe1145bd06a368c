"""What the council knows of its districts: names, grants, papers, and of whom anything came."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import ReadSession


def grants(connection: ReadSession, year: int) -> dict[tuple[str, str], tuple[bool, int]]:
    """Return (carried out, yen) by district code and programme."""
    rows = connection.exec_driver_sql(
        "SELECT of_district, programme, carried_out, amount_yen FROM grant WHERE gone = 0 AND year = ?",
        (year,),
    )
    return {(d or "", p or ""): (bool(out), int(yen or 0)) for d, p, out, yen in rows}


def statements(connection: ReadSession, year: int) -> dict[str, tuple[bytes, str]]:
    """Return (id, figures JSON) of the paper statements of a year by district code."""
    rows = connection.exec_driver_sql(
        "SELECT of_district, id, figures FROM statement WHERE gone = 0 AND year = ?", (year,)
    )
    return {d or "": (i, f or "{}") for d, i, f in rows}


def districts_heard_from(connection: ReadSession) -> set[str]:
    """Return codes of districts of which anything came: records, or a bundle that had nothing to tell."""
    rows = connection.exec_driver_sql(
        "SELECT district FROM stream WHERE audience = 'open' AND seq > 0 "
        "UNION SELECT district FROM peer WHERE role = 'district' AND have_on <> ''"
    )
    return {row[0] for row in rows}


def district_names(connection: Connection) -> dict[str, tuple[str, bool]]:
    """Return (name, reports on paper) by code, as the council lists them."""
    rows = connection.exec_driver_sql("SELECT code, name, paper FROM district WHERE gone = 0 ORDER BY code")
    return {code or "": (name or "", bool(paper)) for code, name, paper in rows}
