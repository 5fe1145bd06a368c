"""What was put aside: kept as it came, projected nowhere.

Either a revoked laptop wrote it beyond its trusted tips, and the journal does not hold it; or its writer has no say in it
(``OUTSIDE``), and the journal holds it as a link of its chain and nothing more.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import line_id

WAITING, RELEASED, KEPT_OUT = "", "released", "kept out"
OUTSIDE, OUTSIDE_SEEN = "outside", "outside seen"


@dataclass(frozen=True, slots=True)
class SetAside:
    """Consecutive changes of one stream that nobody has vouched for.

    Attributes:
        n: number of the item.
        at: when it was set aside, ISO time.
        device: the revoked owner.
        tip: id of the last change.
        bundle: sha256 of the file it came in; empty when it was held here before.
        decided: ``WAITING``, ``RELEASED`` or ``KEPT_OUT``; ``OUTSIDE`` or, once a person has seen it, ``OUTSIDE_SEEN``.
    """

    n: int
    at: str
    device: str
    stream: str
    first: int
    seq: int
    tip: bytes
    signature: bytes
    lines: list[bytes]
    bundle: str
    decided: str = WAITING


_COLUMNS = "n, at, device, stream, first, seq, tip, signature, lines, bundle, decided"


def all_items(connection: Connection, device: str = "") -> list[SetAside]:
    """Return every item, of one device when given, in the order of coming."""
    where, params = ("WHERE device = ?", (device,)) if device else ("", ())
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM quarantine {where} ORDER BY n", params)
    return [
        SetAside(
            r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], zlib.decompress(r[8]).split(b"\n"), r[9], r[10]
        )
        for r in rows
    ]


def find(connection: Connection, n: int) -> SetAside | None:
    """Return one item."""
    return next((item for item in all_items(connection) if item.n == n), None)


def waiting(connection: Connection) -> dict[str, int]:
    """Return how many changes of each device wait for a decision."""
    rows = connection.exec_driver_sql(
        "SELECT device, sum(seq - first + 1) FROM quarantine WHERE decided = '' GROUP BY device"
    )
    return {str(device): int(count) for device, count in rows}


def add(connection: Connection, item: SetAside) -> int:
    """Keep an item; ``n`` is given here and returned."""
    n = int(connection.exec_driver_sql("SELECT coalesce(max(n), 0) + 1 FROM quarantine").scalar() or 1)
    packed = zlib.compress(b"\n".join(item.lines))
    connection.exec_driver_sql(
        f"INSERT INTO quarantine ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (n, item.at, item.device, item.stream, item.first, item.seq, item.tip, item.signature, packed, item.bundle,
         item.decided),
    )  # fmt: skip
    return n


def replace_lines(connection: Connection, n: int, lines: list[bytes]) -> None:
    """Store an item's lines anew; only a legal erasure does, and only bodies change by it."""
    connection.exec_driver_sql(
        "UPDATE quarantine SET lines = ? WHERE n = ?", (zlib.compress(b"\n".join(lines)), n)
    )


def outside_ids(connection: Connection) -> set[bytes]:
    """Return the ids of changes in the journal that take no effect; nearly always none.

    A backup of the first schema has no place for them, and none.
    """
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'quarantine'"
    if connection.exec_driver_sql(sql).first() is None:
        return set()
    rows = connection.exec_driver_sql(
        "SELECT lines FROM quarantine WHERE decided IN (?, ?)", (OUTSIDE, OUTSIDE_SEEN)
    )
    return {line_id(line) for row in rows for line in zlib.decompress(row[0]).split(b"\n")}


def decide(connection: Connection, n: int, decided: str) -> None:
    """Note what a person decided about an item."""
    connection.exec_driver_sql("UPDATE quarantine SET decided = ? WHERE n = ?", (decided, n))


def remove(connection: Connection, n: int) -> None:
    """Drop an item that is held otherwise by now."""
    connection.exec_driver_sql("DELETE FROM quarantine WHERE n = ?", (n,))
