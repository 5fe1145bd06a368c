"""All rows together: every module of this folder that has ``ROWS`` is a part of the table."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from tests.attacks.attack import Attack


def areas() -> dict[str, list[Attack]]:
    """Return the rows by the module they stand in."""
    found = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    named = [name for name in found if not name.startswith(("test_", "_"))]
    modules = {name: importlib.import_module(f"tests.attacks.{name}") for name in named}
    return {name: list(module.ROWS) for name, module in modules.items() if hasattr(module, "ROWS")}


def rows() -> list[Attack]:
    """Return every row."""
    return [row for area in areas().values() for row in area]


def as_text(found: list[Attack]) -> str:
    """Return the table for people to read (Markdown)."""
    lines = ["| 何が起きるか（attack or fault） | 画面に出る言葉 |", "| --- | --- |"]
    return "\n".join(
        [*lines, *(f"| {row.name} | {row.sees or '（そのまま つづけられます）'} |" for row in found)]
    )
