"""The former program: it knows fewer kinds and fewer fields, and must pass on what it does not understand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sasaeai_desktop.db import columns
from sasaeai_desktop.domain import kinds
from sasaeai_desktop.domain.registry import KINDS

UNKNOWN_KINDS = ("tally", "grant")
UNKNOWN_FIELDS = (("visit", "memo"), ("role", "end"), ("salon", "name"))

_CACHES = (
    columns.chain_fields,
    columns.own_chain_of,
    columns.pointer_columns,
    columns.insert_sql,
    columns.extend_sql,
    columns.full_insert_sql,
    columns.chain_columns,
    columns._reading,
)


@contextmanager
def running() -> Iterator[None]:
    """Let the declarations be those of the former program for a while."""
    order = list(KINDS.items())
    fields = {}
    for name, _ in UNKNOWN_FIELDS:
        kinds.fields_of(KINDS[name])
        fields[name] = kinds._fields[name]
    try:
        for name in UNKNOWN_KINDS:
            del KINDS[name]
        for name, gone in UNKNOWN_FIELDS:
            kinds._fields[name] = {k: v for k, v in kinds._fields[name].items() if k != gone}
        _forget()
        yield
    finally:
        KINDS.clear()
        KINDS.update(order)
        kinds._fields.update(fields)
        _forget()


def _forget() -> None:
    for cached in _CACHES:
        cached.cache_clear()
