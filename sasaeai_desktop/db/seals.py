"""The seals of a file's pages, looked at without SQLCipher: of every page, used or not, on two cores.

SQLCipher 4 ends each page of 4096 bytes with 16 random bytes and a seal of 64: HMAC-SHA512 over all that is before it (without
the file's salt, its first 16 bytes) and the page's number. The seals' key comes from the raw key and the salt by two rounds of
PBKDF2. Source: https://www.zetetic.net/sqlcipher/design/; ``tests/db/test_seals.py`` compares with SQLCipher's own word.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import pbkdf2_hmac, sha512
from pathlib import Path

_PAGE, _SEAL, _SALT = 4096, 64, 16
_NEVER_WRITTEN = (1 << 30) // _PAGE  # SQLite locks bytes at 1 GB, and leaves their page as it is
_READ = 1 << 20  # bytes
_THREADS = 2  # while a page is hashed the other one goes on


def problems(path: Path, key: bytes) -> list[str]:
    """Say which pages of a file are not as SQLCipher wrote them; empty when all are.

    Args:
        path: a file that nobody writes to, without a write-ahead log.
        key: raw 32 bytes.

    Raises:
        OSError: it cannot be read.
    """
    length = path.stat().st_size
    if length < _PAGE or length % _PAGE:
        return [f"{length} bytes are no whole pages"]
    with path.open("rb") as file:
        salt = file.read(_SALT)
    sealing = pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, dklen=32)
    share = -(-(length // _PAGE) // _THREADS)
    parts = [range(start, min(start + share, length // _PAGE)) for start in range(0, length // _PAGE, share)]
    with ThreadPoolExecutor(_THREADS) as threads:
        broken = threads.map(lambda part: _broken(path, sealing, part), parts)
        return [f"page {number + 1} is not as it was written" for part in broken for number in part]


def _broken(path: Path, key: bytes, pages: Sequence[int]) -> list[int]:
    inner, outer = (sha512(bytes(b ^ pad for b in key.ljust(128, b"\0"))) for pad in (0x36, 0x5C))  # HMAC's
    found = []
    with path.open("rb", buffering=_READ) as file:
        file.seek(pages[0] * _PAGE)
        for number in pages:
            page = file.read(_PAGE)
            within, seal = inner.copy(), outer.copy()
            within.update(page[0 if number else _SALT : -_SEAL] + (number + 1).to_bytes(4, "little"))
            seal.update(within.digest())
            if seal.digest() != page[-_SEAL:] and number != _NEVER_WRITTEN:
                found.append(number)
    return found
