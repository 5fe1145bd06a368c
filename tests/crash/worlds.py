"""The folders that may be found after the process or the power was gone before a certain call.

A kill leaves everything that was called. A power cut leaves for sure only what was synced: bytes by an fsync of their file,
names by any later fsync, as file systems with a journal keep them in order; on the stick (exFAT) by an fsync of their
folder alone. Of the rest any part may be there: the worst is none of it, and at random some, torn at the disk's 512 bytes.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from tests.crash.recording import Op

Image = dict[str, bytes | None]
"""Files by relative path; None is a folder."""

_SECTOR = 512
STICK = "stick"
_NAMES = ("create", "rename", "remove", "mkdir", "rmdir")


class Way(Enum):
    """How it ended."""

    KILLED = "killed"
    NOTHING_UNSYNCED = "power cut, nothing unsynced kept"
    SOME_UNSYNCED = "power cut, some unsynced kept"


def image_of(folder: Path) -> Image:
    """Return what lies in a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if not path.name.endswith("-shm")
    }


def lay_out(image: Image, folder: Path) -> None:
    """Put a folder on the disk anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in image.items():
        path = folder / name
        if data is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def after(before: Image, ops: Sequence[Op], stop: int, way: Way, chance: random.Random) -> tuple[Image, int]:
    """Return the folder when it ended just before call ``stop``, and the last number acknowledged by then."""
    done = list(ops[:stop])
    acked = max((op.at for op in done if op.what == "ack"), default=0)
    kept = [True] * len(done) if way is Way.KILLED else _kept(done, way, chance)
    files: dict[str, bytearray | None] = {n: None if d is None else bytearray(d) for n, d in before.items()}
    for op, sure in zip(done, kept, strict=True):
        if sure is not False:
            _apply(files, op, torn=chance if sure is None else None)
    return {n: None if d is None else bytes(d) for n, d in files.items()}, acked


def _kept(ops: list[Op], way: Way, chance: random.Random) -> list[bool | None]:
    """Say of every call whether its effect is there: True, False, or None for torn."""
    names_sure = max((n for n, op in enumerate(ops) if op.what == "sync"), default=-1)
    unsure = [n for n, op in enumerate(ops) if op.what in _NAMES and n > names_sure]
    names_until = names_sure
    if way is Way.SOME_UNSYNCED and unsure:
        names_until = chance.choice([names_sure, *unsure])  # names are kept in order
    kept: list[bool | None] = []
    for n, op in enumerate(ops):
        if op.what in _NAMES and op.path.startswith(STICK + "/"):
            sure = _folder_synced(ops, n)
            kept.append(sure or (way is Way.SOME_UNSYNCED and chance.random() < 0.5))
        elif op.what in _NAMES:
            kept.append(n <= names_until)
        elif op.what in ("sync", "ack") or _is_synced(ops, n):
            kept.append(True)
        elif way is Way.NOTHING_UNSYNCED:
            kept.append(False)
        else:
            kept.append(chance.choice((True, False, None)))
    return kept


def _folder_synced(ops: list[Op], at: int) -> bool:
    """Say whether the folder of a name was synced after the name was given or taken."""
    folder = str(Path(ops[at].other or ops[at].path).parent)
    return any(op.what == "sync" and op.path == folder for op in ops[at + 1 :])


def _is_synced(ops: list[Op], at: int) -> bool:
    """Say whether the file that a call wrote to was synced later, under whatever name it bore then.

    A file that takes its name later is another file: its sync says nothing of this one's bytes.
    """
    name = ops[at].path
    for op in ops[at + 1 :]:
        if op.what == "sync" and op.path == name:
            return True
        if op.what == "rename" and (name == op.path or name.startswith(op.path + "/")):
            name = op.other + name[len(op.path) :]
        elif (op.what == "rename" and op.other == name) or (op.what == "remove" and op.path == name):
            return False
    return False


def _apply(files: dict[str, bytearray | None], op: Op, torn: random.Random | None) -> None:
    match op.what:
        case "create":
            files.setdefault(op.path, bytearray())
        case "mkdir":
            files.setdefault(op.path, None)
        case "remove" | "rmdir":
            files.pop(op.path, None)
        case "rename":
            for name in [n for n in files if n == op.path or n.startswith(op.path + "/")]:
                files[op.other + name[len(op.path) :]] = files.pop(name)
        case "cut":
            _bytes(files, op.path)[op.at :] = b""
            _bytes(files, op.path).extend(bytes(max(0, op.at - len(_bytes(files, op.path)))))
        case "copy":
            files[op.path] = bytearray(files.get(op.other) or b"")
        case "write":
            data = op.data
            if torn is not None:
                data = data[: torn.randrange(len(data) + 1) // _SECTOR * _SECTOR]
            into = _bytes(files, op.path)
            into.extend(bytes(max(0, op.at - len(into))))
            into[op.at : op.at + len(data)] = data


def _bytes(files: dict[str, bytearray | None], path: str) -> bytearray:
    """Return a file's bytes; a name that did not survive holds bytes nobody sees."""
    found = files.get(path)
    return found if found is not None else bytearray()
