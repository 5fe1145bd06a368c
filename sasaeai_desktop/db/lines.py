"""One change as the bytes that are kept, hashed and carried: ``head TAB body``, never encoded again.

    head = {stream, seq, prev, ent, bh: sha256(body)}          id = sha256(head bytes), first 16 bytes
    body = {v, salt, w: {field: [value, [ids replaced]]}, lam, by, act, on}   (+ saw, with a delete)

Ids and hashes are lower-case hex; ``ent`` is ``kind/id``. Source: shared design, sync section 1.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Value

BODY_VERSION = 1
LAM_LIMIT = 1 << 40
MAX_LINE = 256 * 1024
MAX_FIELDS = 100
NO_CHANGE = bytes(16)
DELETED = "_del"

_SEQ_BITS = 40
_STREAM_NAME = re.compile(r"([0-9A-Za-z]{1,8})\.([0-9a-f]{16})\.([0-9a-f]{8})\.(open|home|shared|common|reply-([0-9A-Za-z]{1,8}))")
_ENT = re.compile(r"([a-z_]{1,32})/([0-9a-f]{32})")
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
        raise _damaged("stream name")
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


def encode_change(
    stream: str, seq: int, prev: bytes, kind: str, ent: bytes, body: dict[str, Any]
) -> tuple[bytes, bytes]:
    """Return (line, id) of a new change."""
    body_bytes = _encode(body).encode()
    # Written by hand: every part is plain ASCII without quotes, and this is the hot path of bulk writes.
    head = (
        f'{{"bh":"{hashlib.sha256(body_bytes).hexdigest()}","ent":"{kind}/{ent.hex()}","prev":"{prev.hex()}",'
        f'"seq":{seq},"stream":"{stream}"}}'
    ).encode()
    return head + b"\t" + body_bytes, hashlib.sha256(head).digest()[:16]


class Change(NamedTuple):
    """A change taken apart; ``w`` is empty when its body was purged."""

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


def decode_lines(
    name: str, number: int, first: int, lines: list[bytes], before: bytes | None = None
) -> tuple[list[Change], bytes]:
    """Check and take apart consecutive changes of one stream.

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
    loads, sha = strictjson.loads, hashlib.sha256
    changes: list[Change] = []
    prev = before.hex() if before is not None else None
    first_prev = before or b""
    base = pointer(number, 0)
    for seq, line in enumerate(lines, first):
        if len(line) > MAX_LINE:
            raise _damaged("line length")
        head_bytes, _, body_bytes = line.partition(b"\t")
        head = loads(head_bytes)
        try:
            if head["stream"] != name or head["seq"] != seq or type(head["seq"]) is not int:
                raise _damaged("stream order")
            if prev is None:
                first_prev = bytes.fromhex(head["prev"])
            elif head["prev"] != prev:
                raise _damaged("chain")
            digest = sha(head_bytes).digest()[:16]
            prev = digest.hex()
            match = _ENT.fullmatch(head["ent"])
            if match is None:
                raise _damaged("entity")
            kind, ent = match.groups()
            if body_bytes:
                if sha(body_bytes).hexdigest() != head["bh"]:
                    raise _damaged("body hash")
                body = loads(body_bytes)
                w = body["w"]
                if len(w) > MAX_FIELDS or not 0 <= body["lam"] <= LAM_LIMIT:
                    raise _damaged("caps")
                changes.append(
                    Change(base + seq, digest, kind, Id(bytes.fromhex(ent)), w, body["lam"], body.get("saw"),
                           body["act"], body["by"], body["on"])
                )  # fmt: skip
            else:
                changes.append(Change(base + seq, digest, kind, Id(bytes.fromhex(ent)), {}, 0, None, "", "", ""))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _damaged("shape") from error
    return changes, first_prev


def _damaged(check: str) -> RefusedError:
    return RefusedError(
        "ファイルの中身が こわれているか、書きかえられています。",
        "渡した方に、もう一度書き出してもらってください。",
        check=check,
    )
