"""Every kind of table file by its name; a new one is a declaration in its subject's module."""

from __future__ import annotations

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.signs import Sign, load_signs
from sasaeai_desktop.exchange.kinds import (
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
from sasaeai_desktop.exchange.kinds import help as neighbours
from sasaeai_desktop.exchange.kinds.kind import Kind, Row

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
_KINDS: dict[str, Kind] = {k.name: k for module in _MODULES for k in module.KINDS}
_BY_ROW = {kind.row: kind.name for kind in _KINDS.values()}

KIND_NAMES = tuple(_KINDS)
"""The names, in the order in which they are offered: what others refer to comes first."""

ALL_HEADERS = frozenset(header for kind in _KINDS.values() for header in kind.headers)
"""Every header of the contract, to know a row of headers when one sees it."""


def kind_of(name: str, signs: tuple[Sign, ...] | None = None) -> Kind:
    """Return a kind of table file by its name on the command line.

    Args:
        name: one of ``KIND_NAMES``.
        signs: every sign known here, the council's own too; only the built-in ones when not given.

    Raises:
        InputError: there is no such kind.
    """
    kind = _KINDS.get(name)
    if kind is None:
        raise InputError(
            f"「{name}」という表の種類はありません。", f"種類は {' | '.join(KIND_NAMES)} から選んでください。"
        )
    return kind.with_signs(load_signs() if signs is None else signs) if kind.with_signs else kind


def kind_of_row(row: Row, signs: tuple[Sign, ...] | None = None) -> Kind:
    """Return the kind of table file that a row belongs to.

    Args:
        row: a row of any kind.
        signs: as for ``kind_of``.
    """
    return kind_of(_BY_ROW[type(row)], signs)


def offered(*, office: bool = False) -> tuple[tuple[str, str], ...]:
    """Return (name, title) of the kinds that a district's window offers.

    Args:
        office: those of その他の活動 come first, else those that stand beside the names.
    """
    kinds = [kind for kind in _KINDS.values() if not kind.council]
    return tuple(
        (kind.name, kind.title) for kind in sorted(kinds, key=lambda kind: kind.office is not office)
    )


def headers(name: str) -> tuple[str, ...]:
    """Return the headers of a kind in the order of the contract."""
    return kind_of(name).headers


def template_rows(name: str) -> list[list[str]]:
    """Return the two example rows of a kind's template, in the order of its headers."""
    columns = kind_of(name).columns
    return [[column.examples[which] for column in columns] for which in (0, 1)]
