"""SQLite's words in PostgreSQL's: as far as a machine can say them, for measuring what is left for a hand.

Nothing of this is meant for the program. It lets the product's own services run over PostgreSQL, so that their times are
measured and not those of an imitation; and it counts which of their statements needed which change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from sasaeai_desktop.db import tables

_PIECES = re.compile(r"""('(?:[^']|'')*')|("(?:[^"]|"")*")|(x'[0-9a-f]*')""", re.IGNORECASE)


class Wording(NamedTuple):
    """One statement for PostgreSQL.

    Attributes:
        text: with ``%s`` or ``%(name)s``.
        numbered: the values are to be given by name, ``p1`` being the first.
        changed: the names of the changes that were needed, besides the marks of values.
    """

    text: str
    numbered: bool
    changed: tuple[str, ...]


def _marks(code: str) -> str:
    code = code.replace("%", "%%")
    code = re.sub(r"\?(\d+)", r"%(p\1)s", code)
    code = code.replace("?", "%s")
    return re.sub(r"(?<![:\w]):([a-z_]\w*)", r"%(\1)s", code)


_CHANGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("CROSS JOIN ON", lambda c: re.sub(r"\bCROSS JOIN (\S+(?: \w)? ON)\b", r"JOIN \1", c)),
    ("word of SQL as a table", lambda c: re.sub(r"\b(FROM|INTO|UPDATE|JOIN) (grant|user|case|group)\b", r'\1 "\2"', c)),
    ("JOIN without ON", lambda c: re.sub(r"(?<!CROSS )\bJOIN (json_each\([^)]*\) \w+\b(?! ON))", r"CROSS JOIN \1", c)),
    ("number as a truth", lambda c: re.sub(r"\(\? AND\b", "(?::int <> 0 AND", re.sub(
        r"\bcoalesce\((\w+ = 0(?: OR \w+ = 0)*), 0\)", r"coalesce(\1, false)", c))),
    ("HAVING by name", lambda c: c.replace("HAVING n >", "HAVING count(*) >")),
    ("INDEXED BY", lambda c: re.sub(r"\s+INDEXED BY \w+", "", c)),
    ("IS column", lambda c: re.sub(r"\bIS NOT (?!NULL\b|DISTINCT\b)", "IS DISTINCT FROM ", re.sub(
        r"\bIS (?!NULL\b|NOT\b|DISTINCT\b)", "IS NOT DISTINCT FROM ", c))),
    ("word of SQL as a name", lambda c: re.sub(r"(?<![\w\"])(\w+\.)?(user|end|case|group)(?=\s*(,|\)|=|IS\b|<|>|$))(?! WHEN)",
                                        _quoted, c)),
)  # fmt: skip


def _quoted(found: re.Match[str]) -> str:
    table, word = found.group(1) or "", found.group(2)
    return f'{table}"{word}"' if table or word in ("user", "case", "group") else found.group(0)


_STEPPED = (
    "WITH RECURSIVE\n  d(v) AS"  # figures/watch: SQLite steps through an index that a GROUP BY would not use
)
_GROUPED = """SELECT k.district, k.method, k.result, count(*) FROM visit k
 WHERE k.gone = 0 AND k.date >= %(first)s AND k.date <= %(last)s GROUP BY 1, 2, 3"""

_COLUMNS = (
    "SELECT ordinal_position, column_name FROM information_schema.columns WHERE table_name = '{}' ORDER BY 1"
)


@lru_cache(maxsize=4096)
def to_postgres(statement: str) -> Wording:
    """Return a statement in PostgreSQL's words; a statement that has no such is returned as it is."""
    if statement.startswith("PRAGMA user_version"):
        return Wording("SELECT 10", numbered=False, changed=("PRAGMA",))
    if found := re.fullmatch(r'PRAGMA table_info\("(\w+)"\)', statement):
        return Wording(_COLUMNS.format(found.group(1)), numbered=False, changed=("PRAGMA",))
    if statement.strip().startswith(_STEPPED):
        return Wording(_GROUPED, numbered=False, changed=("written anew by hand",))
    changed: list[str] = []
    pieces: list[str] = []
    at = 0
    for found in _PIECES.finditer(statement):
        pieces.append(_code(statement[at : found.start()], changed))
        literal = found.group(0)
        if found.group(3):
            literal = f"'\\x{literal[2:-1]}'::bytea"
            changed.append("x'' literal")
        pieces.append(literal.replace("%", "%%"))
        at = found.end()
    pieces.append(_code(statement[at:], changed))
    text = "".join(pieces)
    if "INSERT OR IGNORE" in text:
        text = text.replace("INSERT OR IGNORE", "INSERT") + " ON CONFLICT DO NOTHING"
        changed.append("INSERT OR")
    if found := re.match(r"INSERT OR REPLACE INTO (\w+)", text):
        text = text.replace("INSERT OR REPLACE", "INSERT") + _instead(found.group(1))
        changed.append("INSERT OR")
    named = _with_aliases(text)
    if named != text:
        changed.append("FROM (SELECT) without a name")
    return Wording(named, "%(p1)s" in named, tuple(dict.fromkeys(changed)))


def _code(code: str, changed: list[str]) -> str:
    for name, change in _CHANGES:
        other = change(code)
        if other != code:
            changed.append(name)
            code = other
    return _marks(code)


def _instead(table: str) -> str:
    """Return what lets a row take the place of the one with its key."""
    columns = tables.metadata.tables[table].columns
    keys = ", ".join(column.name for column in columns if column.primary_key)
    others = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in columns if not c.primary_key)
    return f" ON CONFLICT ({keys}) DO UPDATE SET {others}"


def _with_aliases(text: str) -> str:
    """Give every subquery in FROM a name; PostgreSQL asks for one before version 16."""
    number, start = 0, 0
    while True:
        found = re.compile(r"\b(?:FROM|JOIN|,)\s+\((?=\s*(?:SELECT|VALUES|WITH)\b)").search(text, start)
        if found is None:
            return text
        end = _closing(text, found.end())
        start = found.end()
        follows = re.match(r"\s*(?:AS\s+)?([a-z_]\w*|\")", text[end:])
        if follows is None or follows.group(1) in ("where", "group", "order"):
            number += 1
            text = f"{text[:end]} AS s{number}{text[end:]}"


def _closing(text: str, at: int) -> int:
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


_PLAIN_INSERT = re.compile(
    r'INSERT INTO ("?\w+"?)(?: \(([^)]*)\))? VALUES \(((?:\?|\d+)(?:, (?:\?|\d+))*)\)$', re.IGNORECASE
)


class Rows(NamedTuple):
    """An INSERT of many rows as COPY takes them; ``fixed`` are the numbers that stand in the statement itself."""

    copy: str
    fixed: tuple[int | None, ...]


@lru_cache(maxsize=512)
def as_copy(statement: str) -> Rows | None:
    """Return a plain INSERT as a COPY; None for any other statement."""
    found = _PLAIN_INSERT.match(statement.strip())
    if found is None:
        return None
    table, columns, values = found.groups()
    fixed = tuple(None if v == "?" else int(v) for v in values.split(", "))
    return Rows(f"COPY {table} {f'({columns})' if columns else ''} FROM STDIN", fixed)
