"""What every kind of row needs while it is taken in: numbers to ids, new records gathered, counts, rejects.

An empty cell never erases what was typed before: it is simply not said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kinds import Record, fields_of, to_journal
from sasaeai_desktop.exchange.rows import Reject
from sasaeai_desktop.services.desk.desk import Desk

R = TypeVar("R", bound=Record)

UNKNOWN_PERSON = "この番号の対象者は登録されていません。"
UNKNOWN_WATCHER = "この番号の担い手は登録されていません。"


@dataclass(slots=True)
class Intake:
    """One file on its way in, inside one action."""

    desk: Desk
    session: WriteSession
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Reject] = field(default_factory=list)
    fresh: dict[type[Record], dict[Id, dict[str, object]]] = field(default_factory=dict)
    consents: dict[tuple[Id, str], str] | None = None
    districts: dict[Id, str] = field(default_factory=dict)
    _numbers: dict[str, dict[str, Id]] = field(default_factory=dict)
    _known: dict[str, set[bytes]] = field(default_factory=dict)
    _changed: dict[tuple[type[Record], Id], dict[str, object]] = field(default_factory=dict)
    _alike: dict[str, dict[tuple[object, ...], Record]] = field(default_factory=dict)
    _canon: dict[Id, Id] | None = None

    def keyed(self, *parts: str) -> Id:
        """Return the id that every laptop of the district reaches for these parts."""
        return keyed_id(self.desk.me.secret, *parts)

    def by_number(self, kind: type[Record], number: str) -> Id | None:
        """Return the record with a 管理番号, also one that came in this file; None when unknown."""
        return self._numbers_of(kind).get(number)

    def id_for_number(self, kind: type[Record], number: str) -> Id:
        """Return the record with a 管理番号, or the id it will have: a reference may come before its record."""
        return self.by_number(kind, number) or self.keyed(kind.kind, number)

    def remember_number(self, kind: type[Record], number: str, ent: Id) -> None:
        """Let later rows of this file find a record by its number."""
        self._numbers_of(kind)[number] = ent

    def _numbers_of(self, kind: type[Record]) -> dict[str, Id]:
        found = self._numbers.get(kind.kind)
        if found is None:
            column = "key" if kind.kind == "card" else "number"
            rows = self.session.connection.exec_driver_sql(
                f'SELECT "{column}", id FROM "{kind.kind}" WHERE gone = 0 AND "{column}" IS NOT NULL ORDER BY id DESC'
            )
            found = self._numbers[kind.kind] = {number: Id(ent) for number, ent in rows}
        return found

    def is_known(self, kind: type[Record], ent: Id) -> bool:
        """Say whether a record is in the database already, also when it was deleted."""
        known = self._known.get(kind.kind)
        if known is None:
            rows = self.session.connection.exec_driver_sql(f'SELECT id FROM "{kind.kind}"').scalars()
            known = self._known[kind.kind] = set(rows)
        return ent in known

    def canon(self, ent: Id) -> Id:
        """Return the canonical id of a person or volunteer: exports name merged entries by it."""
        if self._canon is None:
            self._canon = base.canonical_ids(self.session.connection)
        return self._canon.get(ent, ent)

    def first_like(
        self, kind: type[R], key: tuple[object, ...], of: Callable[[R], tuple[object, ...] | None]
    ) -> R | None:
        """Return the record with some content that is here already, under whatever id; None when there is none.

        What a person typed has an id of its own, and comes back in an exported table without it.

        Args:
            kind: what to look for.
            key: the content.
            of: the content of a record, None when it does not count.
        """
        index = self._alike.get(kind.kind)
        if index is None:
            index = self._alike[kind.kind] = {}
            for record in base.select(self.session.connection, kind, "ORDER BY id"):
                content = of(record)
                if content is not None:
                    index.setdefault(content, record)
        found = index.get(key)
        return found if isinstance(found, kind) else None

    def put(self, kind: type[Record], ent: Id, values: Mapping[str, object], *, district: str = "") -> str:
        """Write what a row says of a record; returns "added", "updated" or "unchanged"."""
        said = {name: value for name, value in values.items() if value not in ("", None, ())}
        if self.is_known(kind, ent):
            return self._change(kind, ent, said, district)
        fresh = self.fresh.setdefault(kind, {})
        if district:
            self.districts[ent] = district
        if ent not in fresh:
            fresh[ent] = dict(said)
            return "added"
        before = dict(fresh[ent])
        fresh[ent].update(said)
        return "unchanged" if fresh[ent] == before else "updated"

    def _change(self, kind: type[Record], ent: Id, said: Mapping[str, object], district: str) -> str:
        """Keep what a row changes of a known record until the end: changes are not written in the list's order."""
        waiting = self._changed.setdefault((kind, ent), {})
        here = {**self._said(kind, ent), **waiting}
        fields = fields_of(kind)
        new = {
            n: v for n, v in said.items() if to_journal(fields[n], v) != to_journal(fields[n], here.get(n))
        }
        waiting.update(new)
        if district:
            self.districts[ent] = district
        return "updated" if new else "unchanged"

    def _said(self, kind: type[Record], ent: Id) -> dict[str, object]:
        found = base.get(self.session.connection, kind, ent)
        return {n: getattr(found, n) for n in fields_of(kind)} if found is not None else {}

    def count(self, *outcomes: str) -> None:
        """Count one row by what became of its records: added when its main record is new."""
        if outcomes[0] == "added":
            self.added += 1
        elif any(o != "unchanged" for o in outcomes):
            self.updated += 1
        else:
            self.unchanged += 1

    def reject(self, line: int, column: str, value: str, reason: str) -> None:
        """Refuse a row; ``reason`` names no value, it may go into a file on a stick."""
        self.rejected.append(Reject(line, column, value, reason))

    def store(self) -> None:
        """Write the gathered new records in bulk, and what changed of the known ones; in no order of the list."""
        for (changed, ent), values in sorted(self._changed.items(), key=lambda c: c[0][1]):
            if values:
                self.session.record(changed, ent, values, district=self.districts.get(ent, ""))
        self._changed.clear()
        for kind, rows in self.fresh.items():
            owners: dict[str, list[tuple[Id, Mapping[str, object]]]] = {}
            for ent, values in rows.items():
                owners.setdefault(self.districts.get(ent, ""), []).append((ent, values))
            for district, of_district in owners.items():
                self.session.record_many(kind, of_district, district=district)
        self.fresh.clear()
