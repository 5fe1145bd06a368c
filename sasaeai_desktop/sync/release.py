"""A newer program on the council's stick: which file, for which data, and the council's word for it.

The word is the council's, by the key that a district compared on paper when it joined. No key of the program's makers is
kept in the program: nobody but the council hands this program out, and who handed out the first installer could have
given any. A district that has joined no council takes nothing from a stick by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.sync.keys import USE_UPDATE, DeviceKeys, PublicKeys, verify

FILE = "sasaeai-update.json"
_LONGEST = 4096  # bytes of the note
_LARGEST = 200_000_000  # bytes of an installer
_FORMAT = "sasaeai-update"


@dataclass(frozen=True, slots=True)
class Release:
    """What a note says of an installer beside it.

    Attributes:
        version: of the program, as 0.2.0.
        schema: of the data that it writes.
        system: ``win32`` or ``linux``.
        file: name of the installer in the same folder.
        size: in bytes.
        sha256: its digest.
    """

    version: str
    schema: int
    system: str
    file: str
    size: int
    sha256: str

    def check(self, data: bytes) -> None:
        """Compare an installer with its note.

        Raises:
            RefusedError: it is another file (check ``installer``).
        """
        if len(data) != self.size or hashlib.sha256(data).hexdigest() != self.sha256:
            raise RefusedError(
                "USBの新しいプログラムが、市社協の書いたものと ちがいます。入れませんでした。",
                "市社協に、もう一度 作ってもらってください。",
                check="installer",
            )


def sealed(release: Release, keys: DeviceKeys) -> bytes:
    """Return the note, signed."""
    said = {"format": _FORMAT, **asdict(release)}
    signed = {**said, "by": keys.device, "signature": keys.sign(USE_UPDATE, _bytes_of(said)).hex()}
    return json.dumps(signed, ensure_ascii=False, indent=1).encode()


def opened(note: bytes, councils: Iterable[PublicKeys]) -> Release:
    """Read a note that one of these councils signed.

    Raises:
        RefusedError: it is no such note, or nobody known signed it (checks ``note``, ``signer``).
    """
    try:
        said: dict[str, Any] = json.loads(note[:_LONGEST])
        signer, signature = said.pop("by"), bytes.fromhex(said.pop("signature"))
        if said.pop("format") != _FORMAT:
            raise ValueError("another kind of note")
        release = _release(said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused("note") from error
    known = next((keys for keys in councils if keys.device == signer), None)
    if known is None or not verify(known.sign, USE_UPDATE, _bytes_of({"format": _FORMAT, **said}), signature):
        raise _refused("signer")
    return release


def _release(said: dict[str, Any]) -> Release:
    release = Release(**said)
    numbers = (release.schema, release.size)
    words = (release.version, release.system, release.file, release.sha256)
    if not all(type(n) is int and n > 0 for n in numbers) or not all(type(w) is str for w in words):
        raise ValueError("values of other types")
    if release.size > _LARGEST or release.file not in {
        Path(release.file).name,
        PureWindowsPath(release.file).name,
    }:
        raise ValueError("too large, or a place elsewhere")
    order(release.version)
    return release


def order(version: str) -> tuple[int, ...]:
    """Return a version as numbers to compare.

    Raises:
        ValueError: it is no version.
    """
    return tuple(int(part) for part in version.split("."))


def _bytes_of(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _refused(check: str) -> RefusedError:
    return RefusedError(
        "USBにある新しいプログラムは、この地区の市社協が渡したものだと たしかめられません。入れませんでした。",
        "どこから来たUSBかを、市社協に電話でたしかめてください。",
        check=check,
    )
