"""The two plans that come with the program, one of each known shape; taken in as any table is."""

from __future__ import annotations

from collections.abc import Mapping

from sasaeai_desktop import paths
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.services.desk.desk import Desk, Done
from sasaeai_desktop.services.tables.importing import import_table

NAMES: Mapping[str, str] = {
    "matrix": "地域像と取り組みの表（○を付ける形）",
    "years": "目標と年度の表（◎と→を付ける形）",
}
"""Name of an example, and how it is called."""


def take_example(desk: Desk, name: str) -> Done[int]:
    """Take in the goals and efforts of an example; returns how many records are new.

    Raises:
        KeyError: there is no such example.
    """
    if name not in NAMES:
        raise KeyError(name)
    changes, added = Changes(), 0
    for kind in ("goals", "efforts"):
        done = import_table(desk, kind, paths.resource(f"plans/{name}-{kind}.csv"))
        changes, added = changes.joined(done.changes), added + done.result.added
    return Done(added, changes)
