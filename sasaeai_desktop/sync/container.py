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
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pyrage

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import RefusedError

from . import limits
from .keys import SIGNATURE_BYTES, USE_BUNDLE, DeviceKeys
from .keys import verify as signature_holds

MAGIC = b"SASAEAI1"
READER = 2  # what this program can read; a bundle asks for at least so much by its min_reader

MAX_FILE = 64 << 20
MAX_RAW = 256 << 20
MAX_HEADER = 1 << 20
MAX_LINE = 1 << 20
MAX_LINES = 2_000_000
_PIECE = 256 << 10
_MAX_AGE_HEADER = 256 << 10  # room for some 2,000 receivers; each costs the reader a key agreement
_AGE_START = b"age-encryption.org/v1\n"
_AGE_HEADER_END = b"\n--- "
_PREFIX = len(MAGIC) + 4

Header = dict[str, Any]
Verifier = Callable[[Header], bytes]


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
    head, signature, packed = _split(_decrypt(blob, identity))
    header = strictjson.loads(head)
    if not _complete(header):
        raise _refuse("header")
    sender_key = verify(header)
    if not signature_holds(sender_key, USE_BUNDLE, head, signature):
        raise _refuse("signature")
    mine = {me} if isinstance(me, str) else set(me)
    if not mine & set(header["to"]):
        raise _refuse("to")
    if header["min_reader"] > reader:
        raise _refuse("too_new")
    return header, _lines(header, packed)


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
        raise _refuse("size")
    if not blob.startswith(_AGE_START):
        raise _refuse("age")
    if blob.find(_AGE_HEADER_END, 0, _MAX_AGE_HEADER) < 0:
        raise _refuse("damaged")
    try:
        mine = [identity] if isinstance(identity, str) else identity
        plain: bytes = pyrage.decrypt(blob, [pyrage.x25519.Identity.from_str(each) for each in mine])
    except pyrage.DecryptError as error:
        # age does not say more: a receiver's line that was changed looks like a file for somebody else.
        raise _refuse("recipient" if "matching keys" in str(error) else "damaged") from error
    return plain


def _split(plain: bytes) -> tuple[bytes, bytes, bytes]:
    """Return header bytes, signature and compressed lines."""
    if not plain.startswith(MAGIC) or len(plain) < _PREFIX:
        raise _refuse("magic")
    (length,) = struct.unpack_from(">I", plain, len(MAGIC))
    start = _PREFIX + length
    if length > MAX_HEADER or len(plain) < start + SIGNATURE_BYTES:
        raise _refuse("header")
    return plain[_PREFIX:start], plain[start : start + SIGNATURE_BYTES], plain[start + SIGNATURE_BYTES :]


def _lines(header: Header, packed: bytes) -> list[bytes]:
    """Inflate within the declared size and cut into lines."""
    if len(packed) != header["zlen"] or hashlib.sha256(packed).hexdigest() != header["sha256"]:
        raise _refuse("body")
    if header["raw"] > MAX_RAW or header["count"] > MAX_LINES:
        raise _refuse("size")
    lines: list[bytes] = []
    total, rest = 0, b""
    for piece in _inflated(packed, header["raw"]):
        total += len(piece)
        *whole, rest = (rest + piece).split(b"\n")
        if len(lines) + len(whole) > header["count"]:
            raise _refuse("count")
        if not all(whole) or max(map(len, (*whole, rest))) > MAX_LINE:
            raise _refuse("line")
        lines += whole
    if total != header["raw"]:
        raise _refuse("inflate")
    if len(lines) != header["count"]:
        raise _refuse("count")
    if rest:
        raise _refuse("line")
    return lines


def _inflated(packed: bytes, size: int) -> Iterator[bytes]:
    """Give what comes out of the compression, piece by piece: what is wrong shows before it has filled the memory."""
    inflater, left = zlib.decompressobj(), size
    try:
        for start in range(0, len(packed), _PIECE):
            given, more = packed[start : start + _PIECE], True
            while more:
                room = min(_PIECE, left + 1)
                piece = inflater.decompress(given, room)
                left -= len(piece)
                if left < 0 or inflater.unused_data or (inflater.eof and start + _PIECE < len(packed)):
                    raise _refuse("inflate")
                if piece:
                    yield piece
                given = inflater.unconsumed_tail
                # A full piece may leave more inside that needs no further bytes to come out.
                more = bool(given) or (len(piece) == room and not inflater.eof)
    except zlib.error as error:
        raise _refuse("inflate") from error
    if not inflater.eof:
        raise _refuse("inflate")


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


_AGAIN = "送り主に、もう一度書き出してもらってください。"
_COPY_AGAIN = (
    "USBメモリーからもう一度読みこんでください。だめなときは、送り主にもう一度書き出してもらってください。"
)

_WORDS = {
    "size": ("この受け渡しファイルは大きすぎて、読みこめません。", _AGAIN),
    "age": ("これは、このプログラムの受け渡しファイルではありません。", "ファイルをえらびなおしてください。"),
    "recipient": (
        "この受け渡しファイルは、ここの鍵では開けません。ほかの相手にあてたものか、こわれています。",
        "送り主に、どこあてに書き出したかを聞いてください。",
    ),
    "damaged": ("この受け渡しファイルは、とちゅうでこわれています。", _COPY_AGAIN),
    "magic": (
        "鍵は開きましたが、中身はこのプログラムの受け渡しファイルではありません。",
        "ファイルをえらびなおしてください。",
    ),
    "header": ("受け渡しファイルのはじめの部分が、決まった形になっていません。", _AGAIN),
    "signature": (
        "受け渡しファイルに、名のった送り主のしるしがついていません。だれかが作りかえたおそれがあります。",
        "このファイルは使わずに、送り主に聞いてください。",
    ),
    "to": (
        "この受け渡しファイルは、送り主がほかの相手にあてたものです。",
        "送り主に、ここあてに書き出してもらってください。",
    ),
    "too_new": (
        "この受け渡しファイルは、もっと新しいプログラムで作られています。",
        "このパソコンのプログラムを新しくしてから、もう一度読みこんでください。",
    ),
    "body": ("受け渡しファイルの中身が、送り主の書いた中身とちがっています。", _COPY_AGAIN),
    "inflate": ("受け渡しファイルの中身の大きさが、書いてある大きさとちがいます。", _AGAIN),
    "count": ("受け渡しファイルの中のきろくの数が、書いてある数とちがいます。", _AGAIN),
    "line": ("受け渡しファイルの中に、長すぎるきろくか、空のきろくがあります。", _AGAIN),
}


def _refuse(check: str) -> RefusedError:
    what, todo = _WORDS[check]
    return RefusedError(what, todo, check=check)
