"""Rows that were left standing from a template are no records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sasaeai_desktop.exchange.findings import LEFT_OUT_WORDS, LeftOut, check_count
from sasaeai_desktop.exchange.kinds.kind import Kind, Row
from sasaeai_desktop.exchange.memory import Memory
from sasaeai_desktop.exchange.parsed import Parsed


def without_examples(spec: Kind, rows: Iterable[Parsed], left_out: list[LeftOut]) -> Iterator[Parsed]:
    """Yield the rows that are no example rows of a template; those are put to ``left_out``.

    One that names nobody (a salon's number, a day, a person's number) may be somebody's own: it is an example only where
    the other example stands in the file too, and waits until the end to learn it.
    """
    examples, first = _examples(spec), spec.columns[0].fields[0]
    keys = {getattr(row, first) for row in examples}
    found: set[Row] = set()
    waiting: list[Parsed] = []
    for parsed in rows:
        if getattr(parsed.values, first) not in keys or parsed.values not in examples:
            yield parsed
            continue
        found.add(parsed.values)
        if _names_an_example(parsed.values):
            left_out.append(_example(parsed))
        else:
            waiting.append(parsed)
        check_count(len(waiting) + len(left_out))
    for parsed in waiting:
        if len(found) > 1:
            left_out.append(_example(parsed))
        else:
            yield parsed


def _example(row: Parsed) -> LeftOut:
    return LeftOut(row.line, "example", LEFT_OUT_WORDS["example"])


def _names_an_example(row: Row) -> bool:
    texts = (getattr(row, name) for name in row.__dataclass_fields__)  # type: ignore[attr-defined]  # every row is a dataclass
    return any(isinstance(text, str) and ("見本" in text or text.startswith("例 ")) for text in texts)


@cache
def _examples(spec: Kind) -> frozenset[Row]:
    """Return the two rows of a kind's template."""
    rows = []
    for which in (0, 1):
        values: dict[str, Any] = {}
        for column in spec.columns:
            memory = Memory(column)
            value = memory.parse(column.examples[which])
            values.update(zip(column.fields, (value,) if len(column.fields) == 1 else value, strict=True))
        rows.append(spec.row(**values))
    return frozenset(rows)
