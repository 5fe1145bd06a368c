"""Judging and taking in what a bundle carries: one transaction, all or nothing.

Source: shared design, sync sections 2 to 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sasaeai_desktop.db import derived, purge
from sasaeai_desktop.db.absorb import absorb_stream
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.judging import Judge
from sasaeai_desktop.db.lines import StreamName, stream_name
from sasaeai_desktop.db.streams import branches
from sasaeai_desktop.db.stretches import Begun, Stretch
from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.sync.keys import USE_TIP, verify
from sasaeai_desktop.sync.outgoing import may_carry, tip_message

_WRITERS = {"card": "writer_name", "card_copy": "writer"}  # the field with the name of who wrote it
_NAMED_KINDS = (
    "person",
    "volunteer",
    "member",
    "contact",
    "card",
    "card_copy",
    "plan_supporter",
    "plan_copy",
    "move_offer",
)


@dataclass(slots=True)
class Taken:
    """What a bundle brought.

    Attributes:
        added: changes that were new.
        known: changes held already.
        own_lost: changes of my own earlier streams that I had lost.
        gaps: streams with something missing, and the first missing seq.
        forked: streams of which two histories came.
        touched: changed records by kind.
        max_lam: largest tie-break number seen.
        erased: bodies that erasures took away here.
        begun: records that were begun by columns, by kind.
        rewritten: kinds of which other changes took effect too.
        ranges: (stream, first, last) of what came, as it lies in the journal.
        outside: (stream, seq, line) of changes that are held and not applied, as their writer has no say in them.
    """

    added: int = 0
    known: int = 0
    own_lost: int = 0
    gaps: dict[str, int] = field(default_factory=dict)
    forked: list[str] = field(default_factory=list)
    touched: dict[str, set[Id]] = field(default_factory=dict)
    max_lam: int = 0
    erased: int = 0
    outside: list[tuple[str, int, bytes]] = field(default_factory=list)
    ranges: list[tuple[str, int, int]] = field(default_factory=list)
    begun: dict[str, list[Begun]] = field(default_factory=dict)
    rewritten: set[str] = field(default_factory=set)

    def only_begun(self, kind: str) -> list[Begun]:
        """Return all that came of a kind, if it came by columns and nothing else touched it; else nothing."""
        news = self.begun.get(kind, [])
        whole = sum(len(new.ents) for new in news) == len(self.touched.get(kind, ()))
        return news if whole and kind not in self.rewritten else []


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive changes of one stream up to a tip its owner signed; ``ahead`` is what was taken apart of them already."""

    stream: str
    first: int
    seq: int
    tip: bytes
    signature: bytes
    lines: Sequence[bytes]
    ahead: Sequence[Stretch] = ()


def blocks_of(
    header: dict[str, Any], lines: Sequence[bytes], ahead: Sequence[Sequence[Stretch]] = ()
) -> list[Block]:
    """Cut a bundle's lines into its streams' blocks.

    Args:
        header: of the bundle.
        lines: all of it.
        ahead: what was taken apart already, for each of the streams that the header names; empty where nothing was.

    Raises:
        RefusedError: the header does not describe these lines (check ``tips``).
    """
    blocks, position = [], 0
    try:
        for entry, stretches in zip(header["tips"], ahead or [()] * len(header["tips"]), strict=True):
            first, seq = entry["first"], entry["seq"]
            if not (type(first) is int and type(seq) is int and 1 <= first <= seq + 1):
                raise _refuse_tips()
            stop = position + seq - first + 1
            if stop > len(lines):
                raise _refuse_tips()
            blocks.append(
                Block(entry["stream"], first, seq, bytes.fromhex(entry["tip"]), bytes.fromhex(entry["sig"]),
                      lines[position:stop], stretches)
            )  # fmt: skip
            position = stop
    except (KeyError, TypeError, ValueError) as error:
        raise _refuse_tips() from error
    if position != len(lines):
        raise _refuse_tips()
    return blocks


def check_blocks(
    blocks: list[Block],
    route: Route,
    district: str,
    owner_key: Callable[[StreamName], bytes],
    vouched: Callable[[Block], bool] = lambda _: False,
) -> None:
    """Refuse streams that may not travel here, or whose tip their owner did not sign.

    Args:
        blocks: of one bundle.
        route: how it came.
        district: whose bundle it is.
        owner_key: the signing key of a stream's owner; raises RefusedError when it is unknown, or may not own such a
            stream.
        vouched: whether a block ends where somebody trusted has vouched for it, so that it needs no signature.

    Raises:
        RefusedError: check ``audience`` or ``tip``.
    """
    for block in blocks:
        parts = stream_name(block.stream)
        if not may_carry(route, block.stream, district):
            raise RefusedError(
                "ファイルの中に、ここへ渡してはいけない記録が入っています。取り込みませんでした。",
                "渡した方に知らせてください。",
                check="audience",
            )
        key = owner_key(parts)
        if vouched(block):
            continue
        if not verify(key, USE_TIP, tip_message(block.stream, block.seq, block.tip), block.signature):
            raise _refuse_tips("tip")


def take_in(
    connection: Connection,
    blocks: list[Block],
    me: str,
    progress: Callable[[int], None] | None = None,
    into: Taken | None = None,
    judge: Judge | None = None,
) -> Taken:
    """Absorb every block; the caller commits, or rolls back on any error.

    Args:
        connection: inside a write transaction with the guards open.
        blocks: checked by ``check_blocks``.
        me: this device's id: what it brings of my own streams I had lost.
        progress: called with the number of changes after each block.
        into: what the same bundle brought before; added to and returned.
        judge: says what may not take effect here (``powers.beyond``).

    Raises:
        RefusedError: a block does not chain, or holds what may not be in it.
    """
    taken = into if into is not None else Taken()
    stripped: list[purge.Stripped] = []
    for block in blocks:
        if not block.lines:
            continue
        held = max((s.seq for s in branches(connection, block.stream)), default=0)
        done = absorb_stream(
            connection,
            block.stream,
            block.first,
            block.lines,
            (block.seq, block.tip, block.signature),
            judge,
            block.ahead,
        )
        taken.outside += [(block.stream, seq, line) for seq, line in done.outside]
        taken.added += done.added
        if done.added and stream_name(block.stream).device != me:
            begins = block.first if done.forked else max(block.first, held + 1)
            taken.ranges.append((block.stream, min(begins, block.seq), block.seq))
        taken.known += done.known
        stripped += done.stripped
        taken.own_lost += done.added if stream_name(block.stream).device == me else 0
        taken.max_lam = max(taken.max_lam, done.max_lam)
        if done.gap:
            taken.gaps[block.stream] = done.gap
        if done.forked:
            taken.forked.append(block.stream)
        taken.rewritten |= done.rewritten
        for kind, news in done.begun.items():
            taken.begun.setdefault(kind, []).extend(news)
        for kind, ids in done.touched.items():
            taken.touched.setdefault(kind, set()).update(ids)
        if progress is not None:
            progress(len(block.lines))
    taken.erased += purge.settle(connection, taken.touched, stripped).bodies
    if taken.touched.get("merge"):
        derived.refresh_canon(connection)  # a closed month is counted again before this action is finished
    return taken


def names_in(lines: Iterable[bytes], *, writers: bool = True) -> list[str]:
    """Return whose names stand in these changes, sorted: shown before a bundle is written and when it is inspected.

    Args:
        lines: changes.
        writers: also who wrote a card; without them, only those whom the records are about.
    """
    found: set[str] = set()
    marks = tuple(
        (f'"ent":"{kind}/'.encode(), _WRITERS.get(kind) if writers else None) for kind in _NAMED_KINDS
    )
    for line in lines:
        head, _, body = line.partition(b"\t")
        for mark, writer in marks:
            if mark in head and (b'"name":' in body or (writer and writer.encode() in body)):
                written = strictjson.loads(body)["w"]
                entries = (written.get("name"), written.get(writer))
                found.update(e[0] for e in entries if e and e[0] and isinstance(e[0], str))
    return sorted(found)


def _refuse_tips(check: str = "tips") -> RefusedError:
    return RefusedError(
        "ファイルの中の記録が、書いたパソコンの署名と合いません。取り込みませんでした。",
        "渡した方に、もう一度書き出してもらってください。",
        check=check,
    )
