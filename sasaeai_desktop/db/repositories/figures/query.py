"""What a query of a figure is: the FROM and WHERE that choose its records, and what each of them adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.domain.fiscal import first_day, last_day

Count = tuple[str, str, str, int]
"""District (or month), figure name, code ("" without codes), number."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are counted, both included."""

    first: str
    last: str

    @classmethod
    def of_year(cls, year: int) -> Span:
        """The fiscal year, April to March."""
        return cls(first_day(year), last_day(year))

    @classmethod
    def year_end(cls, year: int) -> Span:
        """31 March alone (年度末現在)."""
        return cls(last_day(year), last_day(year))

    def params(self, **more: object) -> dict[str, object]:
        """Return the bound values."""
        return {"first": self.first, "last": self.last, **more}


@dataclass(frozen=True, slots=True)
class Query:
    """Records of a figure; its main table is ``k``, its days are ``:first`` to ``:last``.

    Attributes:
        kind: the records' kind as ``report trace`` names it.
        columns: what a trace shows of a record, e.g. "k.id, k.district, k.date".
        source: FROM and WHERE; more conditions may follow. Figures of one source are counted in one walk over it.
        where: which of the source's records the figure counts, "" for all; of the year's days it may name what the
            source does not.
        each: SQL of what one record adds to the figure.
        per: SQL of what counts once (a canonical person), "" where each record does.
        by: SQL of the code, for a figure or a section with codes.
        month: SQL of the month a record falls into.
        district: SQL of the district it belongs to.
        counted: SELECT of its own for the count where the plain one were too slow, with rows of ``{key}`` (district or
            month) and number; several rows of one key are added up.
    """

    kind: str
    columns: str
    source: str
    where: str = ""
    each: str = "1"
    per: str = ""
    by: str = ""
    month: str = "substr(k.date, 1, 7)"
    district: str = "k.district"
    counted: str = ""

    def count_sql(self, key: str) -> str:
        """Return the SELECT of (key, number)."""
        if self.counted:
            return f"SELECT key, sum(n) FROM ({self.counted.format(key=key)}) GROUP BY key"
        return f"SELECT {key}, {self.number_sql()} {self.source} GROUP BY 1"

    def number_sql(self) -> str:
        """Return the number of a group of the source's records."""
        number = f"count(DISTINCT {self.per})" if self.per else "count(*)"
        if not self.per and self.each != "1":
            number = f"sum({self.each})"
        return f"{number} FILTER (WHERE {self.where})" if self.where else number

    def trace_sql(self, *, coded: bool) -> str:
        """Return the SELECT of the records; ``count`` is what each adds to the figure."""
        each = "1" if self.per else self.each
        where = f" AND ({self.where})" if self.where else ""
        code = f" AND coalesce({self.by}, '') = :code" if coded else ""
        group = f" GROUP BY {self.district}, {self.per}" if self.per else ""
        return (
            f"SELECT '{self.kind}' AS kind, {self.columns}, {each} AS count {self.source}{where}{code}{group}"
        )


@dataclass(frozen=True, slots=True)
class Queries:
    """How a programme's figures are counted.

    Attributes:
        of: by figure name (that of the year, also for one at the year's end); several are added up. Figures
            without one ("districts", "grant_yen") are filled in by the report.
        together: figures that one walk over the records counts, so that a city's year stays fast.
        walk: gives those per district.
    """

    of: Mapping[str, tuple[Query, ...]]
    together: frozenset[str] = field(default_factory=frozenset)
    walk: Callable[[ReadSession, Span], Iterable[Count]] = lambda _session, _span: ()
