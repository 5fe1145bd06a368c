"""What every kind of row needs while it is taken in: numbers to ids, new records gathered, counts, what is asked and refused.

An empty cell never erases what was typed before: it is simply not said.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sasaeai_desktop.db.actions import undone_records
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.judging import RULES, Finding
from sasaeai_desktop.domain.kinds import Record, fields_of, to_journal
from sasaeai_desktop.exchange.findings import Asked, Notes, Reject, check_count, note_line
from sasaeai_desktop.exchange.kinds.kind import Kind
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.tables.kinds.pile import Pile

R = TypeVar("R", bound=Record)

_PART = 5120  # records written at once: ten of the journal's segments
_HELD = 50_000  # of more records than this it is asked one by one whether they are here

UNKNOWN_PERSON = "この番号の対象者は登録されていません。"
UNKNOWN_WATCHER = "この番号の担い手は登録されていません。"


@dataclass(slots=True)
class Intake:
    """One file on its way in, inside one action."""

    desk: Desk
    session: WriteSession
    kind: Kind
    pile: Pile
    confirmed: frozenset[str] = frozenset()
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Reject] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    notes: Notes = field(default_factory=dict)
    consents: dict[tuple[Id, str], str] | None = None
    districts: dict[Id, str] = field(default_factory=dict)
    _numbers: dict[str, dict[str, Id]] = field(default_factory=dict)
    _changed: dict[tuple[type[Record], Id], dict[str, object]] = field(default_factory=dict)
    _numbers_back: dict[str, dict[Id, str]] = field(default_factory=dict)
    _known: dict[str, dict[bytes, bool] | None] = field(default_factory=dict)
    _alike: dict[str, dict[tuple[object, ...], Record]] = field(default_factory=dict)
    _groups: dict[str, dict[Hashable, list[Record]]] = field(default_factory=dict)
    _canon: dict[Id, Id] | None = None
    _undone: set[tuple[str, bytes]] | None = None

    @property
    def today(self) -> str:
        """Today, ISO."""
        return self.desk.today()

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

    def number_of(self, kind: type[Record], canonical: Id) -> str:
        """Return the 管理番号 of somebody, "" when there is none."""
        if kind.kind not in self._numbers_back:
            back = {self.canon(ent): number for number, ent in self._numbers_of(kind).items()}
            self._numbers_back[kind.kind] = back
        return self._numbers_back[kind.kind].get(canonical, "")

    def numbers_like(self, kind: type[Record], number: str) -> list[str]:
        """Return the numbers here that differ from one only by zeros in front."""
        bare = number.lstrip("0")
        return (
            [n for n in self._numbers_of(kind) if n != number and n.lstrip("0") == bare]
            if bare.isdigit()
            else []
        )

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
        return self._gone(kind, ent) is not None

    def comes_back(self, kind: type[Record], ent: Id) -> bool:
        """Say whether a record is gone only because the import that wrote it was undone."""
        if not self._gone(kind, ent):
            return False
        if self._undone is None:
            self._undone = undone_records(self.session.connection, "を取り込みました")
        return (kind.kind, ent) in self._undone

    def _gone(self, kind: type[Record], ent: Id) -> bool | None:
        """Say whether a record was deleted; None when it never was here."""
        connection = self.session.connection
        if kind.kind not in self._known:
            many = connection.exec_driver_sql(
                f'SELECT count(*) FROM (SELECT 1 FROM "{kind.kind}" LIMIT {_HELD + 1})'
            )
            rows = (
                connection.exec_driver_sql(f'SELECT id, gone FROM "{kind.kind}"')
                if many.scalar() <= _HELD
                else None
            )
            self._known[kind.kind] = None if rows is None else {ent: bool(gone) for ent, gone in rows}
        known = self._known[kind.kind]
        if known is not None:
            return known.get(ent)
        row = connection.exec_driver_sql(f'SELECT gone FROM "{kind.kind}" WHERE id = ?', (ent,)).first()
        return None if row is None else bool(row[0])

    def canon(self, ent: Id) -> Id:
        """Return the canonical id of a person or volunteer: exports name merged entries by it."""
        if self._canon is None:
            self._canon = base.canonical_ids(self.session.connection)
        return self._canon.get(ent, ent)

    def get(self, kind: type[R], ent: Id) -> R | None:
        """Return a record as it is here; None when it is not here or deleted."""
        if self._gone(kind, ent) is not False:
            return None
        return base.get(self.session.connection, kind, ent)

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

    def group(self, kind: type[R], key: Hashable, of: Callable[[R], Hashable]) -> list[R]:
        """Return all records of a kind with one key; ``of`` must be the same for every call of a kind."""
        groups = self._groups.get(kind.kind)
        if groups is None:
            groups = self._groups[kind.kind] = {}
            for record in base.select(self.session.connection, kind, "ORDER BY id"):
                groups.setdefault(of(record), []).append(record)
        return [record for record in groups.get(key, []) if isinstance(record, kind)]

    def put(self, kind: type[Record], ent: Id, values: Mapping[str, object], *, district: str = "") -> str:
        """Write what a row says of a record; returns "added", "updated" or "unchanged".

        A record that is gone because its import was undone comes back; one that a person deleted does not.
        """
        said = {name: value for name, value in values.items() if value not in ("", None, ())}
        gone = self._gone(kind, ent)
        if gone is not None:
            if gone:
                if not self.comes_back(kind, ent):
                    return "unchanged"
                self.session.restore(kind, ent)
                if (known := self._known[kind.kind]) is not None:
                    known[ent] = False
                self.session.record(kind, ent, said, district=district)
                return "added"
            return self._change(kind, ent, said, district)
        if district:
            self.districts[ent] = district
        before = self.pile.get(kind, ent)
        self.pile.put(kind, ent, {**(before or {}), **said})
        if before is None:
            return "added"
        return "unchanged" if {**before, **said} == before else "updated"

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

    def is_deleted(self, kind: type[Record], ent: Id) -> bool:
        """Say whether a person deleted a record here; an import does not bring it back."""
        return bool(self._gone(kind, ent)) and not self.comes_back(kind, ent)

    def count(self, *outcomes: str) -> None:
        """Count one row by what became of its records: added when its main record is new."""
        if outcomes[0] == "added":
            self.added += 1
        elif any(o != "unchanged" for o in outcomes):
            self.updated += 1
        else:
            self.unchanged += 1

    # What is told

    def reject(self, line: int, column: str, value: str, reason: str) -> None:
        """Refuse a row; ``reason`` names no value, it may go into a file on a stick."""
        self.rejected.append(Reject(line, column, value, reason))
        check_count(len(self.rejected))

    def ask(self, line: int, column: str, value: str, code: str) -> bool:
        """Ask about a row; False when its question is answered with yes, so that the row is taken."""
        if code in self.confirmed:
            return False
        self.asked.append(Asked(line, column, value, RULES[code].words, code))
        check_count(len(self.asked))
        return True

    def note(self, code: str, line: int) -> None:
        """Note that something was done with a row that the person should know."""
        note_line(self.notes, code, line)

    def stopped(self, line: int, findings: Iterable[Finding], values: Mapping[str, str]) -> bool:
        """Refuse or ask about a row by what the rules say of it; True when it must not be taken.

        Args:
            line: its line.
            findings: of its values.
            values: field -> text, for the report.
        """
        stop = False
        for found in findings:
            column = next((c.header for c in self.kind.columns if found.field in c.fields), "")
            value = values.get(found.field, "")
            if found.impossible:
                self.reject(line, column, value, found.rule.words)
                stop = True
            else:
                stop = self.ask(line, column, value, found.rule.code) or stop
        return stop

    def store(self) -> None:
        """Write the gathered new records in bulk, and what changed of the known ones; in no order of the list."""
        for (changed, ent), values in sorted(self._changed.items(), key=lambda c: c[0][1]):
            if values:
                self.session.record(changed, ent, values, district=self.districts.get(ent, ""))
        self._changed.clear()
        for kind in self.pile.kinds():
            owned: dict[str, list[tuple[Id, Mapping[str, object]]]] = {}
            for ent, said in self.pile.records(kind):
                part = owned.setdefault(self.districts.get(ent, ""), [])
                part.append((ent, said))
                if len(part) == _PART:
                    _store(self.session, kind, owned)
            _store(self.session, kind, owned)


def _store(
    session: WriteSession, kind: type[Record], owned: dict[str, list[tuple[Id, Mapping[str, object]]]]
) -> None:
    """Write new records of each district; no more of the journal's lines than one part are held."""
    for district, records in owned.items():
        session.record_many(kind, records, district=district)
        if len(records) == _PART:
            session.flush()
    owned.clear()
