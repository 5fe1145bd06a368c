"""Proving that the tables equal the journal, and making them anew from it.

``check_fold`` walks every change once: a record that points to its only change must hold just that change's values, which
stamps tell without reading them (``said``); records with more are folded (``folded``) and compared with their heads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import length_hint
from typing import NamedTuple

from sasaeai_desktop.db import derived, erasures, purge, said, settings, streams
from sasaeai_desktop.db.absorb import Absorbed
from sasaeai_desktop.db.columns import chain_fields, chain_of, chain_row, pointer_columns
from sasaeai_desktop.db.connection import Connection, Row
from sasaeai_desktop.db.folded import Folded, differences, held_heads
from sasaeai_desktop.db.lines import Change, StreamName, pointer, stream_name, unpointer
from sasaeai_desktop.db.pieces import Piece, Pieces
from sasaeai_desktop.db.projecting import apply_all
from sasaeai_desktop.db.repositories import quarantine
from sasaeai_desktop.db.stamps import Meanwhile, Stamped, Stamps, Wanted, each_stamped
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.bulk import Stepwise, collector_paused
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.kinds import Chain
from sasaeai_desktop.domain.registry import KINDS

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


Stamping = Callable[[Iterator[Piece], Wanted, Meanwhile], Iterator[tuple[Piece, Stamped]]]
"""Checks and stamps pieces of the journal in their order; may let other work be done while it waits."""


def all_changes(connection: Connection) -> Iterator[tuple[StreamName, list[Change]]]:
    """Give every held change once, a segment at a time, streams in order.

    Those whose writer has no say in them are passed over: they are links of their chains, and take no effect.

    Raises:
        RefusedError: the journal is damaged.
    """
    once = _Once(connection, quarantine.outside_ids(connection))
    for piece in _pieces(connection, once.held):
        yield stream_name(piece.stream), once.of(piece, piece.decoded())


class _Once:
    """Passes over changes that are hidden, or were met before: what two histories of a stream share takes effect once."""

    def __init__(self, connection: Connection, hidden: AbstractSet[bytes]) -> None:
        self.held = streams.all_streams(connection)
        self.hidden = frozenset(hidden)
        branches = Counter(stream.name for stream in self.held)
        self.parted = frozenset(name for name, count in branches.items() if count > 1)
        self._seen: set[bytes] = set()

    def of(self, piece: Piece, changes: list[Change]) -> list[Change]:
        """Return which of a piece's changes take effect."""
        if self.hidden:
            changes = [change for change in changes if change.id not in self.hidden]
        if piece.stream in self.parted:
            changes = [change for change in changes if change.id not in self._seen]
            self._seen.update(change.id for change in changes)
        return changes


def _pieces(connection: Connection, held: list[Stream]) -> Pieces:
    many = connection.exec_driver_sql("SELECT count(*) FROM segment").scalar() or 0
    return Pieces(_each_piece(connection, held), int(many))


def _each_piece(connection: Connection, held: list[Stream]) -> Iterator[Piece]:
    for stream in held:
        rows = connection.exec_driver_sql(
            "SELECT first, before, packed, lines FROM segment WHERE stream = ? ORDER BY first",
            (stream.number,),
        )
        for row in rows:
            yield Piece(stream.name, stream.number, *row)


@collector_paused()
def rebuild(connection: Connection, progress: Progress | None = None) -> None:
    """Empty the projection and fold the journal into it again (after an upgrade, or to mend).

    Erasures are carried out too: an older program may have kept them unread. What no journal holds (settings, peers,
    drafts, quarantine, recounts, the undo list) stays as it is but for what they take away.

    Args:
        connection: inside a write transaction with the guards open.
        progress: called with (changes folded, changes held).
    """
    for table in (*KINDS, "head", "dead"):
        connection.exec_driver_sql(f'DELETE FROM "{table}"')
    done = Absorbed()
    folded = 0
    held = int(
        connection.exec_driver_sql("SELECT coalesce(sum(last - first + 1), 0) FROM segment").scalar() or 0
    )
    for name, changes in all_changes(connection):
        apply_all(connection, name, changes, done, strict=False)
        folded += len(changes)
        if progress is not None:
            progress(folded, held)
    purge.settle(connection, {}, everything=True)
    if done.max_lam > settings.number(connection, "lam"):
        settings.put(connection, "lam", str(done.max_lam))  # an older program may have kept it unread
    derived.refresh_all(connection)


@dataclass(slots=True)
class _Check:
    """A fold under way: what was met, what is wrong."""

    problems: list[str] = field(default_factory=list)
    rewritten: dict[str, set[bytes]] = field(
        default_factory=dict
    )  # records that say they have heads, by kind
    stamps: Stamps = field(default_factory=Stamps)  # of the changes that were not read
    pointed: Counter[str] = field(default_factory=Counter)  # changes that a row has to point to, by kind
    doubtful: dict[int, list[_Doubt]] = field(default_factory=dict)  # rows that say otherwise, by pointer
    folded: dict[str, dict[bytes, Folded]] = field(default_factory=dict)  # records with heads, by kind

    def add(self, kind: str, ent: bytes, what: str) -> None:
        """Note a fault of one record."""
        self.problems.append(f"{kind}/{ent.hex()}: {what}")


class _Doubt(NamedTuple):
    """A row that does not say word for word what its only change in a chain says."""

    kind: str
    ent: bytes
    chain: Chain
    values: Row


Watch = Callable[[int, int], object]
"""Hears how far a check is: pieces of the journal looked through, and of how many; 0 of 0 beyond that. What it raises ends it."""


def unwatched(_step: int, _total: int) -> None:
    """Nobody looks on."""


@collector_paused()
def check_fold(
    connection: Connection,
    stamping: Stamping = each_stamped,
    watch: Watch = unwatched,
    rows: said.Rows | None = None,
) -> list[str]:
    """Return where the tables differ from the folded journal; empty when they are equal.

    Args:
        connection: a read session.
        stamping: checks and stamps the journal.
        watch: hears how far it is.
        rows: the tables, to be walked through meanwhile (``said.by_rows``); None has them walked through here.
    """
    check = _Check()
    walk, counts = rows or Stepwise(said.by_rows(connection)), Stepwise(_counts(connection))
    try:
        _walk_journal(connection, stamping, check, lambda: walk.step() or counts.step(), watch)
        while walk.step() or counts.step():  # nobody was waited for
            watch(0, 0)
        for kind in said.differing(walk.result(), check.stamps):
            watch(0, 0)
            _compare_rows(connection, kind, check)
        _settle_doubts(connection, check)
    except RefusedError as error:
        return [f"journal: {error.check}"]
    check.problems += _tips_apart(connection)
    heads = held_heads(connection)
    for kind in KINDS:
        for ent, what in differences(connection, kind, check.folded.get(kind, {}), heads.get(kind, {})):
            check.add(kind, ent, what)
        _compare_counts(kind, counts.result()[kind], check)
    if derived.canon_differs(connection):
        check.problems.append("merge: canonical ids differ from the merges")
    return check.problems


def _walk_journal(
    connection: Connection, stamping: Stamping, check: _Check, meanwhile: Meanwhile, watch: Watch
) -> None:
    """Check every line; keep the stamps of most changes, and compare or fold those that are read."""
    for kind in KINDS:
        where = " OR ".join(f"{column} = 0" for column in pointer_columns(kind))
        check.rewritten[kind] = set(
            connection.exec_driver_sql(f'SELECT id FROM "{kind}" WHERE {where}').scalars()
        )
    once = _Once(connection, quarantine.outside_ids(connection) | erasures.withheld(connection))
    kinds = {stream.name: _compared_kinds(stream.name) for stream in once.held}
    compared = {stream: which for stream, which in kinds.items() if stream not in once.parted}
    wanted = Wanted(frozenset[bytes]().union(*check.rewritten.values()), once.hidden, compared)
    pieces, at = _pieces(connection, once.held), 0
    many = length_hint(pieces)

    def waiting() -> bool:
        watch(at, many)
        return meanwhile()

    for at, (piece, found) in enumerate(stamping(pieces, wanted, waiting)):
        watch(at, many)
        check.stamps.add(pointer(piece.number, piece.first), found.stamps)
        check.pointed.update(found.counts)
        by_kind: dict[str, list[Change]] = {}
        for change in once.of(piece, found.read):
            if change.act and change.kind in kinds[piece.stream]:
                by_kind.setdefault(change.kind, []).append(change)
        for kind, changes in by_kind.items():
            _check_read(connection, stream_name(piece.stream), kind, changes, check)


def _compared_kinds(stream: str) -> frozenset[str]:
    """Return the kinds of which rows say what changes of a stream wrote."""
    name = stream_name(stream)
    return frozenset(kind for kind in KINDS if f"at_{chain_of(name, kind)}" in pointer_columns(kind))


def _check_read(
    connection: Connection, name: StreamName, kind: str, changes: list[Change], check: _Check
) -> None:
    """Compare changes that were read with their rows, or fold them where they are not the only ones."""
    chain = chain_of(name, kind)
    columns = "".join(f', "{f.name}"' for f in chain_fields(kind, chain))
    rows: dict[bytes, Row] = {}
    for start in range(0, len(changes), 1000):
        part = [c.ent for c in changes[start : start + 1000]]
        sql = f'SELECT id, at_{chain}{columns} FROM "{kind}" WHERE id IN ({", ".join("?" * len(part))})'
        rows.update((row[0], row) for row in connection.exec_driver_sql(sql, tuple(part)).all())
    for change in changes:
        found = rows.get(change.ent)
        if found is None:
            check.add(kind, change.ent, "no row")
        elif found[1] == change.at:
            check.pointed[kind] += 1
            check.stamps.put(
                change.at, *said.of_rows(kind, chain, [change.ent], [[value] for value in found[2:]])
            )
            if found[2:] != tuple(chain_row(kind, chain, change.w)):
                check.add(kind, change.ent, "row differs from its change")
        elif found[1] == 0:
            check.folded.setdefault(kind, {}).setdefault(change.ent, Folded()).take(
                kind, name.rank, chain, change
            )
        else:
            check.add(kind, change.ent, "row points elsewhere")


def _compare_rows(connection: Connection, kind: str, check: _Check) -> None:
    """Find the rows of a kind that say something else than their changes' stamps."""
    for chain, (ids, pointers, *columns) in said.pointing(connection, kind):
        says = said.of_rows(kind, chain, ids, columns)
        for ent, at, here, there, *values in zip(
            ids, pointers, says, check.stamps.of(pointers), *columns, strict=True
        ):
            if here != there:
                check.doubtful.setdefault(at, []).append(_Doubt(kind, ent, chain, tuple(values)))


def _settle_doubts(connection: Connection, check: _Check) -> None:
    """Read the changes of which rows say something else word for word, and compare the values."""
    held: dict[int, tuple[StreamName, Change]] = {}
    for at in sorted(check.doubtful):
        if at not in held:
            held = _around(connection, at)
        name, change = held.get(at, (None, None))
        for doubt in check.doubtful[at]:
            if name is None or change is None or (change.kind, change.ent) != doubt[:2] or not change.act:
                check.add(doubt.kind, doubt.ent, "row points elsewhere")
            elif chain_of(name, doubt.kind) is not doubt.chain or not _says(doubt, change):
                check.add(doubt.kind, doubt.ent, "row differs from its change")


def _around(connection: Connection, at: int) -> dict[int, tuple[StreamName, Change]]:
    """Return the changes of the segment in which a pointer's is held, by their pointers."""
    number, seq = unpointer(at)
    row = connection.exec_driver_sql(
        "SELECT name, n, first, before, packed, lines FROM segment JOIN stream ON n = segment.stream "
        "WHERE segment.stream = ? AND first <= ? ORDER BY first DESC LIMIT 1",
        (number, seq),
    ).first()
    if row is None:
        return {}
    piece = Piece(*row)
    return {change.at: (stream_name(piece.stream), change) for change in piece.decoded()}


def _says(doubt: _Doubt, change: Change) -> bool:
    try:
        return doubt.values == tuple(chain_row(doubt.kind, doubt.chain, change.w))
    except ValueError:
        return False


class _Counts(NamedTuple):
    """Of the rows of one kind: pointers to changes, rows without any, and rows that are gone without heads to say so."""

    pointing: int
    orphans: int
    gone: int


def _counts(connection: Connection) -> Generator[None, None, dict[str, _Counts]]:
    """Count the rows of each kind; gives way after each."""
    found: dict[str, _Counts] = {}
    for kind in KINDS:
        columns = pointer_columns(kind)
        counts = ", ".join(f"coalesce(sum({c} > 0), 0)" for c in columns)
        any_zero = " OR ".join(f"{c} = 0" for c in columns)
        all_null = " AND ".join(f"{c} IS NULL" for c in columns)
        *pointing, orphans, gone = connection.exec_driver_sql(
            f"SELECT {counts}, coalesce(sum({all_null}), 0), "
            f'coalesce(sum(coalesce(gone, 1) != 0 AND NOT coalesce({any_zero}, 0)), 0) FROM "{kind}"'
        ).one()
        found[kind] = _Counts(sum(pointing), orphans, gone)
        yield
    return found


def _compare_counts(kind: str, counts: _Counts, check: _Check) -> None:
    """Every row must be accounted for: it points to changes that were met, or has folded heads."""
    if counts.pointing != check.pointed[kind]:
        check.problems.append(f"{kind}: {counts.pointing} pointers for {check.pointed[kind]} changes")
    if counts.orphans:
        check.problems.append(f"{kind}: {counts.orphans} rows without a change")
    if counts.gone:
        check.problems.append(f"{kind}: {counts.gone} rows gone without a delete")
    for ent in check.rewritten[kind] - check.folded.get(kind, {}).keys():
        check.add(kind, ent, "row without a change")


def _tips_apart(connection: Connection) -> list[str]:
    """Return streams whose tip is not where their joined segments end."""
    apart = []
    for stream in streams.all_streams(connection):
        row = connection.exec_driver_sql(
            "SELECT tip FROM segment WHERE stream = ? AND last = ?", (stream.number, stream.seq)
        ).first()
        held = row[0] if row else None
        if stream.seq and held != stream.tip and not (held is None and stream.branch):
            apart.append(f"{stream.name}: tip differs from the journal")
    return apart
