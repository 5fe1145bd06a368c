"""What is computed from the projection and kept for speed: canonical ids after merges, and search keys."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.domain import addresses, kana
from sasaeai_desktop.domain.ids import Id

_SEARCHED = {
    "person": "name, kana, town, number, address, phone, mobile",
    "volunteer": "name, kana, town, number, NULL, phone, NULL",
}
"""What of a record is found by typing, in the order of ``_search_entry``."""


def refresh(connection: Connection, touched: dict[str, set[Id]]) -> None:
    """Bring canonical ids and search keys up to date for changed records by kind."""
    if touched.get("merge"):
        refresh_canon(connection)
    for kind in _SEARCHED:
        if touched.get(kind):
            refresh_search(connection, kind, touched[kind])


def refresh_all(connection: Connection) -> None:
    """Compute everything anew (after a rebuild)."""
    refresh_canon(connection)
    connection.exec_driver_sql("DELETE FROM search_key")
    connection.exec_driver_sql("DELETE FROM search_gram")
    for kind in _SEARCHED:
        ids = connection.exec_driver_sql(f"SELECT id FROM {kind}").scalars().all()
        refresh_search(connection, kind, [Id(i) for i in ids])


def refresh_canon(connection: Connection) -> None:
    """Give every merged id the smallest id of its connected component (shared design, sync section 1)."""
    found, kept = _canonical(connection), _kept(connection)
    gone = [(ent,) for ent in kept.keys() - found.keys()]
    other = [pair for pair in found.items() if pair not in kept.items()]
    if gone:
        connection.exec_driver_sql("DELETE FROM canon WHERE id = ?", gone)
    if other:
        connection.exec_driver_sql("INSERT OR REPLACE INTO canon VALUES (?, ?)", other)


def canon_differs(connection: Connection) -> bool:
    """Say whether the kept canonical ids are not those of the merges."""
    return _kept(connection) != _canonical(connection)


def _kept(connection: Connection) -> dict[bytes, bytes]:
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, canon FROM canon")}


def search_problems(connection: Connection) -> list[str]:
    """Return where the kept search keys are not those of the people and volunteers."""
    kept = {row[0]: tuple(row) for row in connection.exec_driver_sql("SELECT * FROM search_key")}
    grams: dict[bytes, set[str]] = {}
    for gram, ent in connection.exec_driver_sql("SELECT gram, ent FROM search_gram"):
        grams.setdefault(ent, set()).add(gram)
    problems = []
    for kind, columns in _SEARCHED.items():
        sql = f"SELECT id, {columns} FROM {kind} WHERE gone = 0"
        for ent, *texts in connection.exec_driver_sql(sql):
            found = kept.pop(ent, None), frozenset(grams.pop(ent, ()))
            if found != _search_entry(kind, ent, *texts):
                problems.append(f"{kind}/{ent.hex()}: search keys differ from the record")
    left = kept.keys() | grams.keys()
    return problems + [f"{ent.hex()}: search keys of nobody" for ent in sorted(left)]


def _canonical(connection: Connection) -> dict[bytes, bytes]:
    # A text in place of an id can only come from damage: it joins nobody, and the check tells of its row.
    pairs = connection.exec_driver_sql(
        "SELECT a, b FROM merge WHERE gone = 0 AND typeof(a) = 'blob' AND typeof(b) = 'blob'"
    )
    return components((bytes(a), bytes(b)) for a, b in pairs)


def components(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Return, for every id in a pair, the smallest id it is connected to.

    Examples:
        >>> components([(b"b", b"a"), (b"b", b"c")])
        {b'b': b'a', b'a': b'a', b'c': b'a'}
    """
    parent: dict[bytes, bytes] = {}

    def root(x: bytes) -> bytes:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {x: root(x) for x in parent}


def refresh_search(connection: Connection, kind: str, ids: Iterable[Id]) -> None:
    """Write the search keys of people or volunteers: name, kana, town, number, address, telephone, folded (domain section 6)."""
    keys: list[tuple[bytes, str, str, str, str]] = []
    grams: list[tuple[str, bytes]] = []
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        connection.exec_driver_sql(f"DELETE FROM search_key WHERE ent IN ({marks})", tuple(part))
        connection.exec_driver_sql(f"DELETE FROM search_gram WHERE ent IN ({marks})", tuple(part))
        rows = connection.exec_driver_sql(
            f"SELECT id, {_SEARCHED[kind]} FROM {kind} WHERE gone = 0 AND id IN ({marks})",
            tuple(part),
        )
        for ent, *texts in rows:
            key, pieces = _search_entry(kind, ent, *texts)
            keys.append(key)
            grams.extend((gram, ent) for gram in pieces)
    if keys:
        connection.exec_driver_sql("INSERT INTO search_key VALUES (?, ?, ?, ?, ?)", keys)
    if grams:
        connection.exec_driver_sql("INSERT INTO search_gram VALUES (?, ?)", grams)


_Key = tuple[bytes, str, str, str, str]


def _search_entry(
    kind: str,
    ent: bytes,
    name: str | None,
    reading: str | None,
    town: str | None,
    number: str | None,
    address: str | None,
    phone: str | None,
    mobile: str | None,
) -> tuple[_Key, frozenset[str]]:
    """Return the search key and the pieces of one record."""
    texts = [t for t in (name, reading, town, number) if t]
    parts = [key for text in texts for key in (kana.search_key(text), kana.plain_key(text))]
    parts += [kana.short_key(reading)] if reading else []
    parts += [addresses.address_key(t) for t in (town, address) if t]
    parts += [addresses.digits(t) for t in (phone, mobile) if t]
    parts = list(dict.fromkeys(part for part in parts if part))
    key = (ent, kind, kana.sort_key(reading or ""), kana.kana_row(reading or ""), "\x1f".join(parts))
    return key, frozenset[str]().union(*(kana.grams(p) for p in parts))
