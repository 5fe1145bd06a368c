"""The slot file and its copy: written whole one after the other, a damaged one mended from the other."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import Any

from sasaeai_desktop.disk import REAL, Fs, safe_write
from sasaeai_desktop.domain.errors import DiskError, LockedError, RefusedError
from sasaeai_desktop.paths import AppPaths

VERSION = 2  # 1: slots sealed the data key itself
MAX_BYTES = 1 << 20

Content = dict[str, Any]


def exists(paths: AppPaths) -> bool:
    """Say whether there is a slot file, whole or damaged."""
    return paths.vault.exists() or paths.vault_copy.exists()


def save(paths: AppPaths, content: Content, fs: Fs = REAL) -> None:
    """Write both copies, each as a whole, the second only after the first is safe.

    Raises:
        DiskError: the disk failed; at least one whole copy, old or new, is there.
    """
    data = encode(
        {
            **content,
            "version": max(VERSION, content.get("version", 0)),
            "revision": content.get("revision", 0) + 1,
        }
    )
    safe_write(paths.vault, data, fs)
    safe_write(paths.vault_copy, data, fs)


def load(paths: AppPaths, fs: Fs = REAL) -> Content:
    """Return the content of the newest whole copy; a missing, damaged or older one is written anew from it.

    Raises:
        LockedError: there is no slot file: nothing was set up here.
        DiskError: neither could be read: that says nothing about what stands in them.
        RefusedError: both are damaged (check ``vault``), or written by a newer program (check ``too_new``).
    """
    places = (paths.vault, paths.vault_copy)
    troubles: list[OSError] = []
    stored = [_read(place, fs, troubles) for place in places]
    contents = [content for content in map(decode, stored) if content is not None]
    if not contents and troubles:
        raise _unreadable(paths) from troubles[0]
    if not contents:
        raise _nothing_whole(paths, there=any(stored))
    newest = max(contents, key=lambda content: int(content["revision"]))  # the first of two equal ones
    if newest["version"] > VERSION:
        raise RefusedError(
            "このパソコンの鍵は、もっと新しいプログラムで作られています。",
            "プログラムを新しくしてから、もう一度開いてください。",
            check="too_new",
        )
    data = encode(newest)
    for place, found in zip(places, stored, strict=True):
        if found != data:
            with contextlib.suppress(DiskError):  # a disk that cannot be written to can still be read from
                safe_write(place, data, fs)
    return newest


def encode(content: Content) -> bytes:
    """Return the file's bytes with their checksum."""
    body = {name: value for name, value in content.items() if name != "sha256"}
    return _text({**body, "sha256": hashlib.sha256(_text(body)).hexdigest()})


def decode(data: bytes) -> Content | None:
    """Return the content, or None when the bytes are not a whole slot file."""
    try:
        content = json.loads(data)
        body = {name: value for name, value in content.items() if name != "sha256"}
        whole = hashlib.sha256(_text(body)).hexdigest() == content["sha256"]
        shaped = type(content["version"]) is int and type(content["revision"]) is int
        slots = all(isinstance(slot, dict) for slot in content["slots"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return content if whole and shaped and slots else None


def _read(path: Any, fs: Fs, troubles: list[OSError]) -> bytes:
    """Return what stands in a copy; b"" where there is none, or where it could not be read (see ``troubles``)."""
    try:
        data = fs.read(path)
    except FileNotFoundError:
        return b""
    except OSError as error:
        troubles.append(error)
        return b""
    return data if len(data) <= MAX_BYTES else b""


def _unreadable(paths: AppPaths) -> DiskError:
    return DiskError(
        f"鍵のファイル「{paths.vault}」を読めません。こわれているとは かぎりません。",
        "この場所を使ってよい人として パソコンに入っているか、ディスクがつながっているかを 確かめてください。",
    )


def _text(value: Content) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _nothing_whole(paths: AppPaths, *, there: bool) -> LockedError | RefusedError:
    if not there and not paths.database.exists() and not exists(paths):
        return LockedError(
            f"このフォルダー「{paths.data_dir}」では、まだ準備ができていません。",
            "はじめての準備をするか、フォルダーをえらびなおしてください。",
        )
    return RefusedError(
        "鍵のファイルが2つとも、こわれているか、なくなっています。",
        f"控え「{paths.backups}」のいちばん新しいものから、もとにもどしてください。",
        check="vault",
    )
