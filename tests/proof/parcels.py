"""A bundle as a file in somebody's hand: what it says, read without the program, and ways to spoil it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sasaeai_desktop.domain.routes import Route
from tests.proof.journal import Line, read_line

_MAGIC = 8


@dataclass(frozen=True)
class Parcel:
    """One written bundle.

    Attributes:
        held: ids of all changes that its sender held when it was written.
    """

    path: Path
    blob: bytes
    seat: str
    device: str
    held: frozenset[str]
    route: Route
    header: dict[str, Any]
    lines: list[Line]

    @property
    def to(self) -> list[str]:
        """Device ids of the receivers."""
        return list(self.header["to"])

    @property
    def have(self) -> dict[str, list[tuple[int, str]]]:
        """What the sender says it holds."""
        return {name: [(seq, tip) for seq, tip in tips] for name, tips in self.header["have"].items()}


def read(
    path: Path, seat: str, device: str, held: frozenset[str], route: Route, unbox: Callable[[bytes], bytes]
) -> Parcel:
    """Read a file; ``unbox`` takes the encryption off, with a receiver's key."""
    blob = path.read_bytes()
    plain = unbox(blob)
    (length,) = struct.unpack_from(">I", plain, _MAGIC)
    header = json.loads(plain[_MAGIC + 4 : _MAGIC + 4 + length])
    packed = plain[_MAGIC + 4 + length + 64 :]
    lines = [read_line(line) for line in zlib.decompress(packed).split(b"\n")[:-1]]
    return Parcel(path, blob, seat, device, held, route, header, lines)


def renumbered(plain: bytes) -> bytes:
    """Return an opened bundle with another number in its header, under the signature of the old one."""
    (length,) = struct.unpack_from(">I", plain, _MAGIC)
    head = plain[_MAGIC + 4 : _MAGIC + 4 + length]
    number = json.loads(head)["number"]
    other = head.replace(f'"number":{number}'.encode(), f'"number":{number + 1}'.encode())
    return plain[:_MAGIC] + struct.pack(">I", len(other)) + other + plain[_MAGIC + 4 + length :]


def spoiled(blob: bytes, how: int) -> bytes:
    """Return a file with one bit turned, cut short, or with something behind it."""
    at = how % len(blob)
    if how % 7 == 0:
        return blob[:at]
    if how % 7 == 1:
        return blob + b"\0"
    return blob[:at] + bytes([blob[at] ^ (1 << how % 8)]) + blob[at + 1 :]
