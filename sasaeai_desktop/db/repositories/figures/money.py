"""Counting 助成金・収支. Rules: ``domain/figures/money.py``, ``domain.money.Balance``."""

from __future__ import annotations

from collections.abc import Iterator

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories import money
from sasaeai_desktop.db.repositories.figures.query import Count, Queries, Query, Span
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.money import KEYS, Side

_KEY = (
    "CASE k.programme "
    + " ".join(f"WHEN '{p}' THEN '{key}'" for p, key in KEYS.items())
    + " ELSE k.programme END"
)


def _lines(side: Side) -> tuple[Query]:
    columns = "k.id, k.district, k.date, k.account, k.programme"
    source = (
        "FROM ledger_line k WHERE k.gone = 0 AND k.year = CAST(substr(:first, 1, 4) AS INTEGER) "
        f"AND k.side = '{side}' AND coalesce(k.yen, 0) <> 0"
    )
    return (Query("ledger_line", columns, source, each="k.yen", by=_KEY),)


def _walk(session: ReadSession, span: Span) -> Iterator[Count]:
    for (district, programme), b in money.balances(session, fiscal_year(span.first)).items():
        key = KEYS.get(programme, programme)
        yield district, "income", key, b.income
        yield district, "spent", key, b.spent
        yield district, "carried", key, b.carried
        yield district, "returned", key, b.returned


QUERIES = Queries(
    {"income": _lines(Side.INCOME), "spent": _lines(Side.EXPENSE)},
    frozenset({"income", "spent", "carried", "returned"}),
    _walk,
)
"""繰越 and 返納 have no records of their own: their trace names the districts."""
