"""The bundle file: signed, then encrypted.

    age( MAGIC | u32 length of header | header JSON | Ed25519 signature over domain + header | zlib(lines) )

age says nothing about who wrote a file, so the header is signed and holds the hash of the compressed lines,
and it names its receivers, so a bundle cannot be re-encrypted to somebody else. Everything is decrypted in
memory in one go: reading age as a stream would hand out bytes before their authenticity is known. Nothing is
inflated before the signature holds.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pyrage

from sasaeai_desktop.domain import strictjson

from . import limits
from .inflating import MAX_LINE, MAX_LINES, MAX_RAW, declared, lines_of
from .keys import SIGNATURE_BYTES, USE_BUNDLE, DeviceKeys
from .keys import verify as signature_holds
from .refusing import refused

MAGIC = b"SASAEAI1"
READER = 2  # what this program can read; a bundle asks for at least so much by its min_reader

MAX_FILE = 64 << 20
MAX_HEADER = 1 << 20
_MAX_AGE_HEADER = 256 << 10  # room for some 2,000 receivers; each costs the reader a key agreement
_AGE_START = b"age-encryption.org/v1\n"
_AGE_HEADER_END = b"\n--- "
_PREFIX = len(MAGIC) + 4

Header = dict[str, Any]
Verifier = Callable[[Header], bytes]


class Envelope(NamedTuple):
    """A bundle that was decrypted: header, its bytes, their signature and the compressed lines; not believed yet."""

    header: Header
    head: bytes
    signature: bytes
    packed: bytes


def seal(
    header: Header, lines: Iterable[bytes] | bytes, keys: DeviceKeys, recipients: Sequence[str]
) -> bytes:
    r"""Return the bytes of a bundle file.

    Args:
        header: at least to (sorted device ids), district, number, have, tips, schema, min_reader; reg
            optional. ``from`` and the sizes are filled in here.
        lines: changes without their line end, or all of them joined, each ended by ``\n``.
        keys: the sender's keys.
        recipients: age recipients (``age1...``) of everyone in ``to``.

    Raises:
        ValueError: the caller built something no receiver would accept (too large, a line with a line end).
    """
    raw, count = _joined(lines)
    packed = zlib.compress(raw, 6)
    full = {
        **header,
        "from": keys.device,
        "count": count,
        "raw": len(raw),
        "zlen": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
    }
    head = strictjson.dumps(full)
    if not _complete(full) or len(head) > MAX_HEADER or not recipients:
        raise ValueError("header incomplete or too long, or nobody to write to")
    signature = keys.sign(USE_BUNDLE, head)
    plain = b"".join((MAGIC, struct.pack(">I", len(head)), head, signature, packed))
    blob: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(each) for each in recipients])
    if len(blob) > MAX_FILE:
        raise ValueError("bundle too large: write several")
    return blob


def open_(
    blob: bytes,
    identity: str | Sequence[str],
    verify: Verifier,
    me: str | Sequence[str],
    *,
    reader: int = READER,
) -> tuple[Header, list[bytes]]:
    """Return header and lines of a bundle that is whole, from a known sender, and for this device.

    Args:
        blob: the file.
        identity: this device's age identity (``AGE-SECRET-KEY-1...``), or several while an old one is still in use.
        verify: gets the header, returns the raw public signing key of its sender or raises RefusedError.
        me: this device's id, or also those it had before its keys were renewed.
        reader: what this program can read.

    Raises:
        RefusedError: with ``check`` one of size, age, recipient, damaged, magic, header, json, what
            ``verify`` says, signature, to, too_new, body, inflate, count, line; nothing was used.
    """
    envelope = decrypted(blob, identity)
    believe(envelope, verify, me, reader=reader)
    return envelope.header, lines_of(envelope.packed, declared(envelope.header))


def decrypted(blob: bytes, identity: str | Sequence[str]) -> Envelope:
    """Take the age layer off a bundle and read its header; ``believe`` has to follow before anything else is read.

    Raises:
        RefusedError: check size, age, recipient, damaged, magic, header or json.
    """
    head, signature, packed = _split(_decrypt(blob, identity))
    header = strictjson.loads(head)
    if not _complete(header):
        raise refused("header")
    return Envelope(header, head, signature, packed)


def believe(envelope: Envelope, verify: Verifier, me: str | Sequence[str], *, reader: int = READER) -> None:
    """See to it that a bundle is from a known sender, for this device, and for this program.

    Raises:
        RefusedError: what ``verify`` says, or check signature, to or too_new.
    """
    header = envelope.header
    if not signature_holds(verify(header), USE_BUNDLE, envelope.head, envelope.signature):
        raise refused("signature")
    mine = {me} if isinstance(me, str) else set(me)
    if not mine & set(header["to"]):
        raise refused("to")
    if header["min_reader"] > reader:
        raise refused("too_new")


def file_name(district: str, letter: str, number: int) -> str:
    """Return the name of a bundle file, without any person's name: ``sasaeai-12-A-0007.age``."""
    return f"sasaeai-{district}-{letter}-{number:04d}.age"


def _joined(lines: Iterable[bytes] | bytes) -> tuple[bytes, int]:
    """Return all lines as one text and how many there are; the same limits as the reader's."""
    if isinstance(lines, bytes):
        raw, count = lines, lines.count(b"\n")
        each = raw.split(b"\n")
        if each.pop():
            raise ValueError("the last line has no end")
    else:
        each = list(lines)
        count = len(each)
        raw = b"".join(line + b"\n" for line in each)
    if raw.count(b"\n") != count or not all(each):
        raise ValueError("a line is empty or has a line end inside")
    if len(raw) > MAX_RAW or count > MAX_LINES or max(map(len, each), default=0) > MAX_LINE:
        raise ValueError("bundle too large: write several")
    return raw, count


def _decrypt(blob: bytes, identity: str | Sequence[str]) -> bytes:
    """Take the age layer off, in one go."""
    if len(blob) > MAX_FILE:
        raise refused("size")
    if not blob.startswith(_AGE_START):
        raise refused("age")
    if blob.find(_AGE_HEADER_END, 0, _MAX_AGE_HEADER) < 0:
        raise refused("damaged")
    try:
        mine = [identity] if isinstance(identity, str) else identity
        plain: bytes = pyrage.decrypt(blob, [pyrage.x25519.Identity.from_str(each) for each in mine])
    except pyrage.DecryptError as error:
        # age does not say more: a receiver's line that was changed looks like a file for somebody else.
        raise refused("recipient" if "matching keys" in str(error) else "damaged") from error
    return plain


def _split(plain: bytes) -> tuple[bytes, bytes, bytes]:
    """Return header bytes, signature and compressed lines."""
    if not plain.startswith(MAGIC) or len(plain) < _PREFIX:
        raise refused("magic")
    (length,) = struct.unpack_from(">I", plain, len(MAGIC))
    start = _PREFIX + length
    if length > MAX_HEADER or len(plain) < start + SIGNATURE_BYTES:
        raise refused("header")
    return plain[_PREFIX:start], plain[start : start + SIGNATURE_BYTES], plain[start + SIGNATURE_BYTES :]


def _complete(header: Any) -> bool:
    """Say whether a header has all its fields, each of the agreed type."""
    if not isinstance(header, dict):
        return False
    numbers = ("number", "schema", "min_reader", "count", "raw", "zlen")
    texts = ("from", "district", "sha256")
    to = header.get("to")
    return (
        all(type(header.get(name)) is int and header[name] >= 0 for name in numbers)
        and all(isinstance(header.get(name), str) for name in texts)
        and limits.is_have(header.get("have"))
        and limits.is_tips(header.get("tips"))
        and isinstance(header.get("reg", {}), dict)
        and isinstance(header.get("regs", []), list)
        and isinstance(to, list)
        and bool(to)
        and all(isinstance(each, str) for each in to)
        and to == sorted(set(to))
    )
