"""The one way in: ``record()`` writes the journal and the projection in one transaction.

A ``WriteSession`` is one action of one person. It is committed once, by whoever opened it (``writing``), and can be
undone as a whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sasaeai_desktop.db import derived, settings, streams
from sasaeai_desktop.db.columns import full_insert_sql, written
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.heads import Head, apply_change, heads_of, notes_what_was_seen, pointers
from sasaeai_desktop.db.inserting import insert_many
from sasaeai_desktop.db.lines import (
    DELETED,
    LAM_LIMIT,
    SAW_HEADS,
    SEEN,
    Change,
    canonical,
    stream_name,
)
from sasaeai_desktop.db.own_streams import OwnStreams, Writer, random_hex
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.ids import Id, new_id
from sasaeai_desktop.domain.kinds import Chain, Record, Value, chains_of, fields_of, own_chain

SAW_BEFORE = "_saw"  # in an action's ``before``: what the deletes that it replaced had seen
_HELD = 20_000  # ids of one kind that an action remembers
_MANY = 200  # more changed records than this are told to the screens as "look again"


class WriteSession:
    """One action. Use ``record``, ``record_many`` and ``delete``; read through ``connection``."""

    def __init__(self, connection: Connection, writer: Writer, clock: Clock, label: str) -> None:
        self.connection = connection
        self.writer = writer
        self.clock = clock
        self.today = clock.today()
        self.label = label
        # False: 元にもどす passes over this action (what left the laptop cannot be taken back).
        self.undoable = True
        self.changes = Changes(label=label)  # filled by finish()
        self.act = os.urandom(16)
        self.touched: dict[str, set[Id]] = {}
        self.beyond: set[str] = set()  # kinds of which more was written than ``touched`` holds
        self._own = OwnStreams(connection, writer, self.act, self.today)
        self._before: dict[str, dict[str, list[tuple[Value, str]]]] = {}
        self._lam = settings.number(connection, "lam")
        self._counter = settings.number(connection, "counter")
        self._tag = bytes.fromhex(settings.text(connection, "tag"))
        self._tails = random_hex(8)
        self._known: dict[int, Stream] | None = None
        self._numbered = False
        self._finished = False

    # -- ids ------------------------------------------------------------------------------------------------------

    def new_id(self) -> Id:
        """Return a fresh id; its leading bytes grow from action to action, and within one tell no order.

        Else the ids of what one list brought would stand in the order of the list (shared design, sync section 8).
        """
        if not self._numbered:
            self._numbered = True
            self._counter += 1
        return new_id(self._tag, self._counter, bytes.fromhex(next(self._tails)))

    # -- writing --------------------------------------------------------------------------------------------------

    def record(
        self, kind: type[Record], ent: Id, values: Mapping[str, object], *, district: str = ""
    ) -> bool:
        """Write fields of one record; fields that already have the given value are left alone.

        Args:
            kind: the record's kind.
            ent: its id; a new record begins with the first write.
            values: attribute values by field name; unset ("" or None) is a value too.
            district: whose record it is, on a council; empty for one's own.

        Returns:
            Whether anything was written.
        """
        fields = fields_of(kind)
        at = pointers(self.connection, kind.kind, ent)
        if at is None:
            self.record_many(kind, [(ent, values)], district=district)
            return True
        owner = self._owner(kind.kind, ent, district)
        wrote = False
        for chain in chains_of(kind):
            mine = {
                n: json.loads(written(fields[n], v)[0]) for n, v in values.items() if fields[n].chain is chain
            }
            if mine:
                wrote |= self._edit(kind, ent, chain, at[chain], mine, owner)
        if wrote:
            self._touch(kind.kind, ent)
        return wrote

    @collector_paused()
    def record_many(
        self, kind: type[Record], rows: Iterable[tuple[Id, Mapping[str, object]]], *, district: str = ""
    ) -> int:
        """Write new records in bulk; none of the ids may be known yet. Returns how many.

        They are written in the order of their ids, which says nothing of the order they were given in: a list of
        residents must not be told from the order of what the council gets.

        Raises:
            ValueError: a value has not the form its field is declared in; a fault of the caller.
        """
        fields = fields_of(kind)
        chains = chains_of(kind)
        opened = [
            self._own.opened(self._audience(chain, district or self.writer.district)) for chain in chains
        ]
        about = stream_name(opened[0].stream.name).about
        self._lam = min(self._lam + 1, LAM_LIMIT)
        width = len(chains)
        places = {
            name: (n, field, chains.index(field.chain))
            for n, (name, field) in enumerate(fields.items(), 2 + width)
        }
        empty: list[Any] = [None] * (2 + width + len(fields))
        empty[1] = about
        batch: list[list[Any]] = []
        for ent, values in sorted(rows, key=_id_of):
            row = empty.copy()
            row[0] = ent
            parts: list[list[str]] = [[] for _ in chains]
            for name, value in values.items():
                n, field, chain = places[name]
                text, stored = written(field, value)
                if stored is not None:
                    row[n] = stored
                    parts[chain].append(f'"{name}":[{text},[]]')
            where = f"{kind.kind}/{ent.hex()}"
            for chain, part in enumerate(parts):
                if part or chain == 0:
                    part.sort()  # by name: a quote sorts before every letter of one
                    row[2 + chain] = self._own.append(
                        opened[chain], where, f"{{{','.join(part)}}}", self._lam
                    )[0]
            batch.append(row)
        if batch:
            insert_many(self.connection, full_insert_sql(kind.kind), batch)
            self._touch_many(kind.kind, {row[0] for row in batch})
        return len(batch)

    def _touch_many(self, kind: str, ents: set[Id]) -> None:
        """Note new records; of very many only that there are more (``beyond``), with what is derived of them done."""
        noted = self.touched.setdefault(kind, set())
        if len(noted) + len(ents) <= _HELD:
            noted |= ents
        else:
            self.beyond.add(kind)
            derived.refresh(self.connection, {kind: ents})

    def delete(self, kind: type[Record], ent: Id, *, held: Mapping[int, Change] | None = None) -> None:
        """Delete a record, as far as this installation has seen it; ``held``: see ``heads_of``."""
        self._set_deleted(kind, ent, deleted=True, held=held)

    def restore(self, kind: type[Record], ent: Id) -> None:
        """Take a delete back."""
        self._set_deleted(kind, ent, deleted=False)

    def write_heads(
        self, kind: type[Record], ent: Id, field: str, values: list[Value], replaced: list[Head]
    ) -> None:
        """Write one change per value, each replacing the same heads (undoing a resolution restores all its heads)."""
        chain = Chain.HOME if field == SEEN else fields_of(kind)[field].chain
        owner = self._owner(kind.kind, ent, "")
        before = {field: [(h.value, h.id.hex()) for h in replaced]}
        gone = sorted(h.id.hex() for h in replaced)
        for value in values:
            self._write(kind, ent, chain, {field: (value, gone)}, owner, before=before)
        self._touch(kind.kind, ent)

    def write_deleted(
        self,
        kind: type[Record],
        ent: Id,
        old: list[tuple[Value, dict[str, Any] | None]],
        replaced: list[Head],
    ) -> None:
        """Write deletes as they stood before a dispute was settled, each with what it had seen (undo)."""
        chain = own_chain(kind)
        owner = self._owner(kind.kind, ent, "")
        before = {DELETED: [(h.value, h.id.hex()) for h in replaced]}
        gone = sorted(h.id.hex() for h in replaced)
        for value, saw in old:
            self._write(kind, ent, chain, {DELETED: (value, gone)}, owner, before=before, saw=saw)
        self._touch(kind.kind, ent)

    def took_in(self, touched: Mapping[str, set[Id]], max_lam: int) -> None:
        """Note what ``absorb`` brought within this action (services/bundles.py): changed records, and the largest lam."""
        for kind, ids in touched.items():
            self.touched.setdefault(kind, set()).update(ids)
        self._lam = max(self._lam, min(max_lam, LAM_LIMIT))

    # -- inside ---------------------------------------------------------------------------------------------------

    def _edit(
        self, kind: type[Record], ent: Id, chain: Chain, at: int | None, values: dict[str, Value], owner: str
    ) -> bool:
        heads: dict[str, list[Head]] = {}
        self._own.store_up_to(at)
        for head in heads_of(self.connection, kind.kind, ent, chain, at):
            heads.setdefault(head.field, []).append(head)
        w: dict[str, tuple[Value, list[str]]] = {}
        before: dict[str, list[tuple[Value, str]]] = {}
        for name, value in values.items():
            live = heads.get(name, [])
            if not (len(live) == 1 and live[0].value == value) and (live or value is not None):
                w[name] = (value, sorted(h.id.hex() for h in live))
                before[name] = [(h.value, h.id.hex()) for h in live]
        if not w:
            return False
        self._write(kind, ent, chain, w, owner, before=before)
        return True

    def _set_deleted(
        self, kind: type[Record], ent: Id, *, deleted: bool, held: Mapping[int, Change] | None = None
    ) -> None:
        chain = own_chain(kind)
        at = pointers(self.connection, kind.kind, ent)
        assert at is not None, "only a known record can be deleted"
        self._own.store_up_to(at[chain])
        heads = heads_of(self.connection, kind.kind, ent, chain, at[chain], held)
        live = [h for h in heads if h.field == DELETED]
        if not live and not deleted:
            return
        owner = self._owner(kind.kind, ent, "")
        saw = self._seen(chain, heads, owner) if deleted else None
        w: dict[str, tuple[Value, list[str]]] = {DELETED: (deleted, sorted(h.id.hex() for h in live))}
        before: dict[str, list[tuple[Value, str]]] = {DELETED: [(h.value, h.id.hex()) for h in live]}
        if any(h.value is True for h in live) or (live and not self._is_gone(kind.kind, ent)):
            # Deleted here, edited there: an undo must bring back what each delete had seen, or the question is lost.
            before[SAW_BEFORE] = [(canonical(h.saw), h.id.hex()) for h in live]
        self._write(kind, ent, chain, w, owner, before=before, saw=saw, held=held)
        if deleted and notes_what_was_seen(kind.kind) and not self.writer.council:
            self._note_what_was_seen(kind, ent, at[Chain.HOME], owner, held)
        self._touch(kind.kind, ent)

    def _note_what_was_seen(
        self,
        kind: type[Record],
        ent: Id,
        at: int | None,
        owner: str,
        held: Mapping[int, Change] | None,
    ) -> None:
        """Say at home how far the words at home were known to who deletes: the open chain may not tell of them."""
        self._own.store_up_to(at)
        heads = heads_of(self.connection, kind.kind, ent, Chain.HOME, at, held)
        notes = [h for h in heads if h.field == SEEN]
        told = canonical(self._seen(Chain.HOME, heads, owner))
        before: dict[str, list[tuple[Value, str]]] = {SEEN: [(h.value, h.id.hex()) for h in notes]}
        w: dict[str, tuple[Value, list[str]]] = {SEEN: (told, sorted(h.id.hex() for h in notes))}
        self._write(kind, ent, Chain.HOME, w, owner, before=before, held=held)

    def _is_gone(self, kind: str, ent: Id) -> bool:
        row = self.connection.exec_driver_sql(f'SELECT gone FROM "{kind}" WHERE id = ?', (ent,)).first()
        return bool(row and row[0])

    def _seen(self, chain: Chain, heads: list[Head], owner: str) -> dict[str, Any]:
        """Return the tips of all streams of a chain, as a delete states them; of shared replies only the owner's.

        Where a stream has two histories (a copied laptop), the lower tip, and by name the heads that were seen.
        """
        if self._known is None:
            self._known = {s.number: s for s in streams.all_streams(self.connection)}
        self._known.update((stream.number, stream) for stream in self._own.streams())
        saw: dict[str, Any] = {}
        for stream in self._known.values():
            audience = stream.audience
            answers = chain is Chain.OPEN and audience.startswith("reply-")
            if audience == chain or answers or (chain is Chain.SHARED and audience == f"reply-{owner}"):
                if stream.name in saw:
                    saw[SAW_HEADS] = sorted(h.id.hex() for h in heads)
                saw[stream.name] = min(stream.seq, saw.get(stream.name, stream.seq))
        return saw

    def _write(
        self,
        kind: type[Record],
        ent: Id,
        chain: Chain,
        w: dict[str, tuple[Value, list[str]]],
        owner: str,
        *,
        before: dict[str, list[tuple[Value, str]]],
        saw: dict[str, Any] | None = None,
        held: Mapping[int, Change] | None = None,
    ) -> None:
        opened = self._own.opened(self._audience(chain, owner))
        self._lam = min(self._lam + 1, LAM_LIMIT)
        at, change_id = self._own.append(
            opened,
            f"{kind.kind}/{ent.hex()}",
            canonical(w),
            self._lam,
            canonical(saw) if saw is not None else "",
        )
        self._before[str(at)] = before
        change = Change(
            at,
            change_id,
            kind.kind,
            ent,
            w,
            self._lam,
            saw,
            self.act.hex(),
            self.writer.user.hex(),
            self.today,
        )
        apply_change(self.connection, stream_name(opened.stream.name), change, held=held)

    def _audience(self, chain: Chain, owner: str) -> str:
        told = chain is Chain.OPEN or (chain is Chain.SHARED and owner != self.writer.district)
        return f"reply-{owner}" if self.writer.council and told else chain.value

    def _owner(self, kind: str, ent: bytes, district: str) -> str:
        if district or not self.writer.council:
            return district or self.writer.district
        row = self.connection.exec_driver_sql(f'SELECT district FROM "{kind}" WHERE id = ?', (ent,)).first()
        return str(row[0]) if row and row[0] else self.writer.district

    def _touch(self, kind: str, ent: Id) -> None:
        self.touched.setdefault(kind, set()).add(ent)

    def flush(self) -> None:
        """Store the lines written so far, so that they can be read back."""
        self._own.store()

    def assert_finished(self) -> None:
        """Fail when something was written and ``finish`` was not the last step: rows would lack their changes."""
        assert self._finished or not self._own.streams(), "finish() was not called"
        assert not self._own.unstored, "written after finish()"

    def finish(self) -> Changes:
        """Store what is left and bring everything derived up to date; called once, before the commit."""
        self.flush()
        self._finished = True
        derived.refresh(self.connection, self.touched)
        settings.put(self.connection, "lam", str(self._lam))
        settings.put(self.connection, "counter", str(self._counter))
        ids = {
            k: frozenset(v) if len(v) <= _MANY and k not in self.beyond else frozenset()
            for k, v in self.touched.items()
        }
        recorded = bool(self._own.ranges) and self.undoable
        self.changes = Changes(ids=ids, label=self.label, action=self.act if recorded else None)
        if not recorded:
            return self.changes
        self.connection.exec_driver_sql(
            "INSERT INTO action (act, at, by, label, changes, before, undone) VALUES (?, ?, ?, ?, ?, ?, 0)",
            (self.act, self.clock.now().isoformat(timespec="seconds"), self.writer.user, self.label,
             json.dumps(self._own.ranges), canonical(self._before)),
        )  # fmt: skip
        return self.changes


def _id_of(row: tuple[Id, Mapping[str, object]]) -> Id:
    return row[0]


@contextmanager
def writing(database: Database, writer: Writer, clock: Clock, label: str) -> Iterator[WriteSession]:
    """Open one action: committed as a whole at the end of the block, or not at all.

    Services call ``session.finish()`` as their last step; a block that wrote and did not, is rolled back.

    Raises:
        DiskError: the disk is full or failed; nothing was written.
    """
    with database.transaction() as connection, database.journal_writing():
        session = WriteSession(connection, writer, clock, label)
        yield session
        session.assert_finished()


def begin_new_streams(connection: Connection) -> None:
    """Leave the old streams as they are and write into new ones from now on (after a restore or a copy)."""
    connection.exec_driver_sql("UPDATE stream SET mine = 0 WHERE mine = 1")
    settings.put(connection, "incarnation", os.urandom(4).hex())
