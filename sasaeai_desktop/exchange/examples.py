"""Rows that were left standing from a template are no records."""

from __future__ import annotations

from functools import cache
from typing import Any

from sasaeai_desktop.exchange.findings import LEFT_OUT_WORDS, LeftOut
from sasaeai_desktop.exchange.kinds.kind import Kind, Row
from sasaeai_desktop.exchange.memory import Memory
from sasaeai_desktop.exchange.parsed import ParsedTable


def leave_examples(spec: Kind, parsed: ParsedTable) -> None:
    """Leave out the example rows of a template.

    One that names nobody (a salon's number, a day, a person's number) may be somebody's own: it is an example only where
    the other example stands in the file too.
    """
    examples, first = _examples(spec), spec.columns[0].fields[0]
    keys = {getattr(row, first) for row in examples}
    found = [p for p in parsed.rows if getattr(p.values, first) in keys and p.values in examples]
    telling = [p for p in found if len({q.values for q in found}) > 1 or _names_an_example(p.values)]
    for row in telling:
        parsed.rows.remove(row)
        parsed.left_out.append(LeftOut(row.line, "example", LEFT_OUT_WORDS["example"]))


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
