"""One change as the bytes that are kept, hashed and carried: ``head TAB body``, never encoded again.

    head = {stream, seq, prev, ent, bh: sha256(body)}          id = sha256(head bytes), first 16 bytes
    body = {v, salt, w: {field: [value, [ids replaced]]}, lam, by, act, on}   (+ saw, with a delete)

Ids and hashes are lower-case hex; ``ent`` is ``kind/id``. Source: shared design, sync section 1.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any, NamedTuple

from sasaeai_desktop.db.usual import Usual, usual
from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Value
from sasaeai_desktop.domain.moving import MoveOffer

BODY_VERSION = 1
LAM_LIMIT = 1 << 40
MAX_LINE = 256 * 1024
MAX_FIELDS = 100
MAX_TEXT = 64  # act, by, on
NO_CHANGE = bytes(16)
DELETED = "_del"
SEEN = (
    "_seen"  # beside a delete, at home: the tips of the home chains its writer had seen (JSON as in ``saw``)
)
SAW_HEADS = "heads"  # in ``saw``: ids of the heads a delete had seen, where a stream has two histories

_SEQ_BITS = 40
_STREAM_NAME = re.compile(
    r"([0-9A-Za-z]{1,8})\.([0-9a-f]{16})\.([0-9a-f]{8})\.(open|home|shared|common|reply-([0-9A-Za-z]{1,8}))"
)
_HEAD = re.compile(
    rb'\{"bh":"([0-9a-f]{64})","ent":"([a-z_]{1,32})/([0-9a-f]{32})","prev":"([0-9a-f]{32})",'
    rb'"seq":([1-9][0-9]{0,12}),"stream":"([0-9A-Za-z.-]{1,64})"\}\t'
)
_BODY = re.compile(
    rb'\{"act":"([0-9a-f]{32})","by":"([0-9a-f]{2,64})","lam":(0|[1-9][0-9]{0,12}),"on":"([0-9-]{10})",'
    rb'"salt":"[0-9a-f]{32}","v":1,"w":(\{.*\})\}',
    re.DOTALL,
)
_ID = re.compile(r"[0-9a-f]{32}")
_CONTROL = re.compile(r"[\x00-\x1f]")
_NOTHING: list[str] = []  # replaced by a first write; shared, never changed
_HEX = re.compile(r"[0-9a-f]{2,64}")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class StreamName:
    """The parts of a stream's name; a stream is the chain of one device for one audience."""

    text: str
    district: str
    device: str
    incarnation: str
    audience: str
    reply_to: str

    @property
    def rank(self) -> int:
        """1 for the council's streams: between equals its word is shown first."""
        return int(self.audience == "common" or bool(self.reply_to))

    @property
    def about(self) -> str:
        """Code of the district whose records stand in it."""
        return self.reply_to or self.district


def stream_name(text: str) -> StreamName:
    """Take a stream's name apart.

    Raises:
        RefusedError: it is not one.
    """
    match = _STREAM_NAME.fullmatch(text)
    if match is None:
        raise damaged("stream name")
    district, device, incarnation, audience, reply_to = match.groups()
    return StreamName(text, district, device, incarnation, audience, reply_to or "")


def pointer(stream: int, seq: int) -> int:
    """Return the number by which a row points to its only change."""
    return stream << _SEQ_BITS | seq


def unpointer(at: int) -> tuple[int, int]:
    """Return (stream number, seq) of a pointer."""
    return at >> _SEQ_BITS, at & ((1 << _SEQ_BITS) - 1)


def canonical(value: object) -> str:
    """Return a value as compact JSON with sorted keys, as it is hashed and compared."""
    return _encode(value)


def encode_body(w: str, *, act: str, by: str, lam: int, on: str, salt: str, saw: str = "") -> bytes:
    """Return a body as its canonical bytes.

    Written by hand, in the order of ``canonical``: every part but ``w`` and ``saw`` is plain ASCII without
    quotes, and this is the hot path of bulk writes.

    Args:
        w: what is written, canonical JSON of an object.
        act: id of the action, hex.
        by: id of the person, hex.
        lam: the tie-break number.
        on: ISO date, for display only.
        salt: 32 hex digits.
        saw: with a delete, the tips its writer had seen, canonical JSON; else empty.

    Raises:
        InputError: the text holds half a character (a lone surrogate), which no other program could read.
    """
    seen = f'"saw":{saw},' if saw else ""
    try:
        return (
            f'{{"act":"{act}","by":"{by}","lam":{lam},"on":"{on}","salt":"{salt}",{seen}"v":{BODY_VERSION},"w":{w}}}'
        ).encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "文字になっていない文字が入っています。", "その文字を消してから、もう一度やってみてください。"
        ) from error


def encode_change(stream: str, seq: int, prev: bytes, about: str, body: bytes) -> tuple[bytes, bytes]:
    """Return (line, id) of a new change; ``about`` is ``kind/id``.

    Raises:
        InputError: the change is longer than any reader accepts.
    """
    head = (
        f'{{"bh":"{hashlib.sha256(body).hexdigest()}","ent":"{about}","prev":"{prev.hex()}",'
        f'"seq":{seq},"stream":"{stream}"}}'
    ).encode()
    if len(head) + 1 + len(body) > MAX_LINE:
        raise InputError("文章が長すぎて、きろくできません。", "文章を短くしてください。")
    return head + b"\t" + body, hashlib.sha256(head).digest()[:16]


class Change(NamedTuple):
    """A change taken apart; ``w`` and ``act`` are empty when its body was purged."""

    at: int
    id: bytes
    kind: str
    ent: Id
    w: dict[str, tuple[Value, list[str]]]
    lam: int
    saw: dict[str, Any] | None
    act: str
    by: str
    on: str


def line_id(line: bytes) -> bytes:
    """Return the id of a change from its line; its body plays no part, so it may be purged."""
    return hashlib.sha256(line.partition(b"\t")[0]).digest()[:16]


def prev_of(line: bytes) -> bytes:
    """Return the id that a line names as the change before it.

    Raises:
        RefusedError: the head has not its one form.
    """
    match = _HEAD.match(line)
    if match is None:
        raise damaged("head")
    return bytes.fromhex(match[4].decode())


def decode_lines(
    name: str, number: int, first: int, lines: Sequence[bytes], before: bytes | None = None
) -> tuple[list[Change], bytes]:
    """Check and take apart consecutive changes of one stream.

    Heads are accepted in their one canonical form only: no two programs can read one head in two ways.

    Args:
        name: the stream's name, which every head must repeat.
        number: the stream's number here, for the pointers.
        first: seq of the first line.
        lines: exact bytes of the changes.
        before: the id that the first line must name as ``prev``; None accepts any.

    Returns:
        The changes and the ``prev`` of the first.

    Raises:
        RefusedError: a head does not chain, a body does not match its hash, or a part has the wrong shape.
    """
    previous = prev_of(lines[0]) if before is None and lines else before or b""
    columns = usual(name, first, previous, b"\n".join(lines))
    if columns is not None and len(columns.ids) == len(lines):
        return _from_columns(pointer(number, first), columns), previous
    return read_links(name, chained(name, number, first, lines, previous)), previous


def _from_columns(at: int, columns: Usual) -> list[Change]:
    """Return changes taken apart, of which the first has a pointer; otherwise as ``read_links``."""
    kinds, acts, bys, ons = (
        map(bytes.decode, column) for column in (columns.kinds, columns.acts, columns.bys, columns.ons)
    )
    lams = list(map(int, columns.lams))
    written = [_written(b"{%b}" % inside, lam) for inside, lam in zip(columns.written, lams, strict=True)]
    fields = zip(count(at), columns.ids, kinds, columns.ents, written, lams, repeat(None), acts, bys, ons)
    return list(map(Change._make, fields))


Link = tuple[int, bytes, str, Id, bytes]
"""Pointer, id, kind, entity and body of a change whose hashes were checked; the body is empty when it was purged."""


def chained(name: str, number: int, first: int, lines: Sequence[bytes], before: bytes) -> Iterator[Link]:
    """Give lines one by one, as far as they chain and their bodies match their hashes; otherwise as ``decode_lines``."""
    sha, head_of = hashlib.sha256, _HEAD.match
    prev, stream, base = before.hex().encode(), name.encode(), pointer(number, 0)
    for seq, line in enumerate(lines, first):
        if len(line) > MAX_LINE:
            raise damaged("line length")
        head = head_of(line)
        if head is None:
            raise damaged("head")
        body_hash, kind, ent, named_prev, named_seq, named_stream = head.groups()
        if named_stream != stream or int(named_seq) != seq:
            raise damaged("stream order")
        if named_prev != prev:
            raise damaged("chain")
        split = head.end() - 1
        digest = sha(line[:split]).digest()[:16]
        prev = digest.hex().encode()
        body = line[split + 1 :]
        if body and sha(body).hexdigest().encode() != body_hash:
            raise damaged("body hash")
        yield base + seq, digest, kind.decode(), Id(bytes.fromhex(ent.decode())), body


def read_links(stream: str, links: Iterable[Link]) -> list[Change]:
    """Return changes of a stream taken apart.

    Raises:
        RefusedError: a body has the wrong shape, or is missing where nothing may take it away.
    """
    body_of = _BODY.fullmatch
    changes: list[Change] = []
    for at, digest, kind, ent, body in links:
        parts = body_of(body)
        if parts is None:
            changes.append(_unusual(stream, body, Change(at, digest, kind, ent, {}, 0, None, "", "", "")))
            continue
        act, by, lam, on, written = parts.groups()
        tie = int(lam)
        w = _written(written, tie)
        changes.append(Change(at, digest, kind, ent, w, tie, None, act.decode(), by.decode(), on.decode()))
    return changes


def usual_values(body: bytes) -> bytes | None:
    """Return what a body of the usual parts writes, as it stands there; None where the body is to be read as a whole."""
    parts = _BODY.fullmatch(body)
    return parts[5] if parts is not None and int(parts[3]) <= LAM_LIMIT else None


def _unusual(stream: str, body: bytes, bare: Change) -> Change:
    """Return a change whose body is missing, which only a purge of names may cause, or has more than the usual parts."""
    if body:
        return _decode_body(body, bare)
    if not may_be_bare(stream, bare.kind):
        raise damaged("body missing")
    return bare


def may_be_bare(stream: str, kind: str) -> bool:
    """Say whether lines of a kind may stand in a stream without their bodies: what names somebody there may end."""
    return stream.endswith((".home", ".shared")) or (kind == MoveOffer.kind and ".reply-" in stream)


def _decode_body(body: bytes, bare: Change) -> Change:
    """Take a body apart that has more than the usual parts (a delete, a newer program's)."""
    value = strictjson.loads(body)
    try:
        w, lam, saw, texts = (
            value["w"],
            value["lam"],
            value.get("saw"),
            (value["act"], value["by"], value["on"]),
        )
        well_formed = (
            type(lam) is int
            and value["v"] == BODY_VERSION
            and (saw is None or type(saw) is dict)
            and all(type(text) is str and len(text) <= MAX_TEXT for text in texts)
            and all(_HEX.fullmatch(text) for text in texts[:2])
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise damaged("shape") from error
    if not well_formed:
        raise damaged("shape")
    _check_written(w, lam)
    act, by, on = texts
    return bare._replace(w=w, lam=lam, saw=saw, act=act, by=by, on=on)


def _written(data: bytes, lam: int) -> dict[str, tuple[Value, list[str]]]:
    """Take apart what a body writes.

    Raises:
        RefusedError: it has the wrong shape, or its tie-break number is too large.
    """
    w = _plain(data)
    if w is None or lam > LAM_LIMIT:
        w = strictjson.loads(data)
        _check_written(w, lam)
    return w


def _plain(data: bytes) -> dict[str, tuple[Value, list[str]]] | None:
    """Take apart what nearly all changes are, {"field": ["text", []], ...}; None for everything else.

    A text without backslash and control characters, with four quotes to each entry, can be read in one way only; it
    is three times as fast to cut it up as to scan it as JSON.
    """
    if not (data.startswith(b'{"') and data.endswith(b'",[]]}')) or b"\\" in data:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if not text.isprintable() and _CONTROL.search(text):  # nearly every text is
        return None
    parts = text[2:-6].split('",[]],"')
    if len(parts) > MAX_FIELDS or text.count('"') != 4 * len(parts):
        return None
    w: dict[str, tuple[Value, list[str]]] = {}
    for part in parts:
        name, found, value = part.partition('":["')
        if not found or name in w:
            return None
        w[name] = (value, _NOTHING)
    return w


def _check_written(w: Any, lam: int) -> None:
    """Refuse anything but {field: [value, [ids replaced]]} within the caps."""
    if type(w) is not dict or len(w) > MAX_FIELDS or not 0 <= lam <= LAM_LIMIT:
        raise damaged("caps")
    for entry in w.values():
        if type(entry) is not list or len(entry) != 2 or type(entry[1]) is not list:
            raise damaged("shape")
        for replaced in entry[1]:
            if type(replaced) is not str or _ID.fullmatch(replaced) is None:
                raise damaged("shape")


def damaged(check: str) -> RefusedError:
    """Return the refusal of lines that are not as they were written; ``check`` names what is wrong."""
    return RefusedError(
        "ファイルの中身が こわれているか、書きかえられています。",
        "渡した方に、もう一度書き出してもらってください。",
        check=check,
    )
