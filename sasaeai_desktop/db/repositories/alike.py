"""What 名寄せ and the offer of like names compare: everyone, or some."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.people import marks
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.ids import Id

_MOST = 1500  # ids in one question

TWIN_FIELDS = ("name", "kana", "birth", "sex", "phone", "mobile", "address", "town")
"""What 名寄せ compares."""


def twin_rows(connection: Connection, only: Iterable[Id] | None = None) -> list[tuple[object, ...]]:
    """Return (id, number, name, kana, birth, sex, phone, mobile, address, town) of everyone, or of some."""
    columns = ", ".join(f"coalesce({name}, '')" for name in ("number", *TWIN_FIELDS))
    sql = f"SELECT id, {columns} FROM person WHERE gone = 0"
    if only is None:
        return [tuple(row) for row in connection.exec_driver_sql(f"{sql} ORDER BY id")]
    some = sorted(only)[:_MOST]
    return [
        tuple(row)
        for row in connection.exec_driver_sql(f"{sql} AND id IN ({marks(some)}) ORDER BY id", tuple(some))
    ]


def born_on(connection: Connection, birth: str) -> list[Id]:
    """Return the people of a birth date, "" for nobody."""
    sql = "SELECT id FROM person WHERE gone = 0 AND birth = ? LIMIT 200"
    return [Id(row[0]) for row in connection.exec_driver_sql(sql, (birth,))] if birth else []


def people_count(connection: Connection) -> int:
    """Return how many entries the register has."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM person WHERE gone = 0").scalar() or 0)


def name_keys(connection: Connection) -> dict[tuple[Id, int], str]:
    """Return the search keys of everyone's name and reading, for finding what is nearest: (id, which) to key."""
    rows = connection.exec_driver_sql("SELECT id, name, kana FROM person WHERE gone = 0 ORDER BY id")
    return {
        (Id(ent), at): kana.search_key(text) for ent, *texts in rows for at, text in enumerate(texts) if text
    }
