"""A bundle taken apart, so that any part of it can be wrong, and put together again without any of the writer's checks."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyrage

from sasaeai_desktop.db.lines import NO_CHANGE, line_id
from sasaeai_desktop.sync.container import MAGIC
from sasaeai_desktop.sync.keys import SIGNATURE_BYTES, USE_BUNDLE, USE_TIP, DeviceKeys
from sasaeai_desktop.sync.outgoing import tip_message

_SIZES = ("from", "count", "raw", "zlen", "sha256")  # what the writer of the file fills in


def text_of(value: object) -> bytes:
    """Return compact JSON with sorted keys; floats, NaN and half characters as they come."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


@dataclass(slots=True)
class Line:
    """One change: its head's parts and its body's bytes. ``raw`` stands for both when it is set."""

    head: dict[str, Any]
    body: bytes
    raw: bytes | None = None

    def bytes(self) -> bytes:
        """Return the line as it travels."""
        return self.raw if self.raw is not None else text_of(self.head) + b"\t" + self.body

    def said(self) -> dict[str, Any]:
        """Return what the body says."""
        said: dict[str, Any] = json.loads(self.body)
        return said

    def say(self, said: object) -> None:
        """Replace the body; its hash follows."""
        self.put(text_of(said))

    def put(self, body: bytes) -> None:
        """Replace the body's bytes; its hash follows."""
        self.body = body
        self.head["bh"] = hashlib.sha256(body).hexdigest()


@dataclass(slots=True)
class Piece:
    """The changes of one stream, and what the header says of them."""

    entry: dict[str, Any]
    lines: list[Line]
    known: int = 0  # so many of the lines the receiver holds; it passes over them unread

    @property
    def stream(self) -> str:
        """Name of the stream."""
        return str(self.entry["stream"])

    def chain(self, start: int = 0) -> None:
        """Make the lines from one on follow each other again, as their writer would have."""
        for n in range(max(start, 1), len(self.lines)):
            self.lines[n].head["prev"] = line_id(self.lines[n - 1].bytes()).hex()
            self.lines[n].head["seq"] = self.lines[n - 1].head["seq"] + 1

    def sign(self, keys: DeviceKeys) -> None:
        """Sign how far the lines reach."""
        if self.lines:
            tip = line_id(self.lines[-1].bytes())
            self.entry["seq"] = self.entry["first"] + len(self.lines) - 1
        else:
            tip = bytes.fromhex(self.entry["tip"])
        self.entry["tip"] = tip.hex()
        message = tip_message(self.stream, self.entry["seq"], tip)
        self.entry["sig"] = keys.sign(USE_TIP, message).hex()

    def rename(self, stream: str) -> None:
        """Make it another stream, that begins here."""
        self.entry.update(stream=stream, first=1)
        for line in self.lines:
            line.head["stream"] = stream
        if self.lines:
            self.lines[0].head.update(prev=NO_CHANGE.hex(), seq=1)
        self.chain()


@dataclass(slots=True)
class Draft:
    """A bundle about to be written.

    Attributes:
        header: without sizes and sender.
        pieces: its streams.
        keys: who signs it.
        recipients: age recipients.
        lies: parts of the header that are not what they should be; ``...`` leaves one out.
        head: the header's bytes, when JSON itself is to be wrong.
        packed: the compressed lines, when they are to be wrong.
        raw: the lines' bytes before compression, when they are to be wrong.
        plain: everything inside the encryption, when the frame is to be wrong.
    """

    header: dict[str, Any]
    pieces: list[Piece]
    keys: DeviceKeys
    recipients: Sequence[str]
    lies: dict[str, Any] = field(default_factory=dict)
    head: bytes | None = None
    packed: bytes | None = None
    raw: bytes | None = None
    plain: bytes | None = None
    count: int | None = None

    def full_header(self) -> dict[str, Any]:
        """Return the header with its sizes, and its lies."""
        raw, packed = self._body()
        count = self.count if self.count is not None else raw.count(b"\n")
        full = {
            **self.header,
            "tips": [piece.entry for piece in self.pieces],
            "from": self.keys.device,
            "count": count,
            "raw": len(raw),
            "zlen": len(packed),
            "sha256": hashlib.sha256(packed).hexdigest(),
            **self.lies,
        }
        return {name: value for name, value in full.items() if value is not ...}

    def _body(self) -> tuple[bytes, bytes]:
        if self.raw is None:
            self.raw = b"".join(line.bytes() + b"\n" for piece in self.pieces for line in piece.lines)
        if self.packed is None:
            self.packed = zlib.compress(self.raw, 1)
        return self.raw, self.packed

    def frame(self, signer: DeviceKeys | None = None, use: bytes = USE_BUNDLE) -> bytes:
        """Return what goes into the encryption."""
        if self.plain is not None:
            return self.plain
        head = self.head if self.head is not None else text_of(self.full_header())
        signature = (signer or self.keys).sign(use, head)
        return MAGIC + struct.pack(">I", len(head)) + head + signature + self._body()[1]

    def seal(self, signer: DeviceKeys | None = None) -> bytes:
        """Return the file."""
        return encrypted(self.frame(signer), self.recipients)


def encrypted(plain: bytes, recipients: Sequence[str]) -> bytes:
    """Put the age layer around."""
    blob: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(each) for each in recipients])
    return blob


def decrypted(blob: bytes, age_secret: str) -> bytes:
    """Take the age layer off."""
    plain: bytes = pyrage.decrypt(blob, [pyrage.x25519.Identity.from_str(age_secret)])
    return plain


def taken_apart(plain: bytes, keys: DeviceKeys, recipients: Sequence[str]) -> Draft:
    """Return the parts of a bundle that the program wrote."""
    (length,) = struct.unpack_from(">I", plain, len(MAGIC))
    start = len(MAGIC) + 4
    header = json.loads(plain[start : start + length])
    lines = zlib.decompress(plain[start + length + SIGNATURE_BYTES :]).split(b"\n")[:-1]
    pieces, position = [], 0
    for entry in header.pop("tips"):
        stop = position + entry["seq"] - entry["first"] + 1
        pieces.append(Piece(entry, [_line(each) for each in lines[position:stop]]))
        position = stop
    return Draft({n: v for n, v in header.items() if n not in _SIZES}, pieces, keys, recipients)


def _line(data: bytes) -> Line:
    head, _, body = data.partition(b"\t")
    return Line(json.loads(head), body)


def copied(draft: Draft) -> Draft:
    """Return a draft that can be changed without touching the other."""
    pieces = [
        Piece(dict(p.entry), [Line(dict(x.head), x.body) for x in p.lines], p.known) for p in draft.pieces
    ]
    return Draft(dict(draft.header), pieces, draft.keys, draft.recipients)
