"""How the program reaches its database, counted: in the source by room, and on the ways that a council really goes."""

from __future__ import annotations

import ast
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import event

import sasaeai_desktop
from sasaeai_desktop.db.schema import guard_statements
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import receiving
from tests.postgres import ways
from tests.postgres.desks import file_desk
from tests.postgres.wording import to_postgres

_HOUSE = Path(sasaeai_desktop.__file__).parent
_WORDS = {
    "PRAGMA": r"\bPRAGMA ",
    "BEGIN IMMEDIATE, VACUUM INTO": r"BEGIN IMMEDIATE|VACUUM INTO",
    "INSERT OR": r"INSERT OR (?:IGNORE|REPLACE)",
    "INDEXED BY": r"\bINDEXED BY\b",
    "CROSS JOIN for an order": r"\bCROSS JOIN\b",
    "IS column": r"\bIS (?:NOT )?(?!NULL\b|NOT NULL\b|\s)(?:\?|:?[a-z_]+\.?[a-z_]*)(?=\s|$|\)|\{)",
    "instr": r"\binstr\(",
    "hex, group_concat": r"\bhex\(|\bgroup_concat\(",
    "GLOB": r"\bGLOB\b",
    "date(x, '-n days')": r"\bdate\(:",
    "json_each, json_extract": r"\bjson_(?:each|extract)\(",
    "sqlite_master": r"\bsqlite_master\b",
    "TEMP VIEW over a table": r"CREATE TEMP",
    "WITH RECURSIVE": r"\bWITH RECURSIVE\b",
    "WITHOUT ROWID": r"\bWITHOUT ROWID\b",
}
_SQL = re.compile(
    r"\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|PRAGMA|CREATE|VACUUM|BEGIN|JOIN|WITH)\b|:(?:first|last)\b|\binstr\("
)


def _room(path: Path) -> str:
    parts = path.relative_to(_HOUSE).parts
    return "/".join(parts[:2]) if parts[0] == "db" and len(parts) > 2 else parts[0]


def _texts(tree: ast.AST) -> Iterator[str]:
    """Yield every text of a module that is SQL, with {} where something is put in; docstrings are none."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | inside:
            text = node.value
        if _SQL.search(text):
            yield text


def by_room() -> dict[str, Counter[str]]:
    """Return what of SQLite's own each room says: driver calls, marks of values, words."""
    found: dict[str, Counter[str]] = {}
    for path in sorted(_HOUSE.rglob("*.py")):
        counts = found.setdefault(_room(path), Counter())
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "exec_driver_sql":
                counts["driver calls"] += 1
        for text in _texts(tree):
            counts["texts with ?"] += "?" in text
            for name, pattern in _WORDS.items():
                counts[name] += len(re.findall(pattern, text))
    for path in sorted(_HOUSE.rglob("*.sql")):
        counts = found.setdefault("db/migrations", Counter())
        for name, pattern in _WORDS.items():
            counts[name] += len(re.findall(pattern, path.read_text(encoding="utf-8")))
    found["db"]["guards that call Python"] = len(guard_statements())
    return {room: counts for room, counts in found.items() if sum(counts.values())}


def _caller() -> str:
    """Return the room whose code sent the statement."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith("sasaeai_desktop"):
            return name.removeprefix("sasaeai_desktop.")
        frame = frame.f_back
    return "?"


def on_the_ways(city: Path) -> dict[str, str]:
    """Return every distinct statement that a council's ways send, with the module that sends it."""
    sent: dict[str, str] = {}

    def note(desk: Desk) -> None:
        @event.listens_for(desk.database.engine, "before_cursor_execute")
        def _(_connection, _cursor, statement, _values, _context, _many):
            sent.setdefault(re.sub(r"(\?, )+\?", "?, ..", statement), _caller())

    with file_desk(city / "council-before") as desk:
        note(desk)
        receiving.import_files(desk, sorted((city / "bundles").glob("*.age")))
        for way in ways.CHECKS.values():
            way(desk)
    with file_desk(city / "council") as desk, tempfile.TemporaryDirectory() as to:
        note(desk)
        for page in ways.PAGES.values():
            page(desk)
        for write in ways.WRITES.values():
            write(desk, Path(to))
    return sent


def report(city: Path) -> None:
    """Print both counts."""
    rooms = by_room()
    names = sorted({name for counts in rooms.values() for name, n in counts.items() if n})
    print("In the source:")
    for name in names:
        where = {room: counts[name] for room, counts in rooms.items() if counts[name]}
        print(f"  {name:28}{sum(where.values()):5}  " + ", ".join(f"{r} {n}" for r, n in where.items()))
    sent = on_the_ways(city)
    print(f"On the ways of a council: {len(sent)} distinct statements")
    for room, n in Counter(module.split(".")[0] for module in sent.values()).most_common():
        print(f"  sent by {room}: {n}")
    changes = [to_postgres(statement).changed for statement in sent]
    print(f"  as they are but for the marks of values: {sum(not c for c in changes)}")
    for name, n in Counter(name for c in changes for name in c).most_common():
        print(f"  {name}: {n}")
