"""Every kind of table file by its name, with how it is taken in and written out."""

from __future__ import annotations

from sasaeai_desktop.exchange.kinds.registry import kind_of
from sasaeai_desktop.services.tables.kinds import (
    activities,
    cards,
    commissioner,
    goals,
    groups,
    money,
    people,
    plans,
    salon,
    school,
    watch,
)
from sasaeai_desktop.services.tables.kinds import help as neighbours
from sasaeai_desktop.services.tables.kinds.table import TableKind

_MODULES = (
    people,
    watch,
    salon,
    cards,
    money,
    plans,
    neighbours,
    school,
    groups,
    goals,
    activities,
    commissioner,
)
_TABLES: dict[str, TableKind] = {t.kind.name: t for module in _MODULES for t in module.TABLES}


def table_of(name: str) -> TableKind:
    """Return a kind of table file.

    Raises:
        InputError: there is no such kind.
    """
    return _TABLES[kind_of(name).name]
