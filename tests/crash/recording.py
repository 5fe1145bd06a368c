"""What a process really did to a folder, call by call, as the system saw it (strace, Linux only)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ACK = "ack"  # the process writes a line here once a step is finished and told to the person

_CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,fsync,fdatasync,sync_file_range,ftruncate,truncate,fallocate,rename,renameat,"
    "renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,sendfile,copy_file_range"
)
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) = (-?\d+)(?:<[^>]*>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_FD = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True, slots=True)
class Op:
    """One call that changes something, or makes a change sure.

    Attributes:
        what: write, create, cut, sync, rename, remove, mkdir, rmdir, copy or ack.
        path: relative to the folder; "." for the folder itself.
        other: the new name of a rename, the source of a copy.
        at: offset of a write, size of a cut, number of an ack.
        data: what was written.
    """

    what: str
    path: str
    other: str = ""
    at: int = 0
    data: bytes = b""


def available() -> bool:
    """Say whether processes can be watched here: some containers have strace and forbid it."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    return (
        subprocess.run(
            ["strace", "-qq", "-o", os.devnull, "true"], capture_output=True, check=False
        ).returncode
        == 0
    )


def record(folder: Path, module: str, *arguments: str) -> list[Op]:
    """Run ``python -m MODULE ARGUMENTS`` and return what it did inside the folder.

    Raises:
        RuntimeError: the process failed, or did something to the folder that is not understood here.
    """
    trace = folder.with_name(folder.name + ".trace")
    command = ["strace", "-f", "-y", "-xx", "-qq", "-s", "64000000", "-e", f"trace={_CALLS}", "-o", str(trace), sys.executable,
               "-m", module, *arguments]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} {arguments}: {done.stderr[-2000:]}")
    lines = trace.read_text("ascii", "replace").splitlines()
    trace.unlink()
    return _ops(lines, os.path.realpath(folder))


def _ops(lines: Sequence[str], root: str) -> list[Op]:
    ops: list[Op] = []
    places: dict[tuple[str, str], int] = {}  # how far plain writes to an open file have come
    for line in lines:
        match = _LINE.match(line)
        if match is None or match[3].startswith("-"):
            continue
        call, arguments, result = match[1], match[2], int(match[3])
        texts = [(_unhex(text), bool(cut)) for text, cut in _TEXT.findall(re.sub(_FD, "", arguments))]
        held = [(number, _within(_unhex(path).decode(), root)) for number, path in _FD.findall(arguments)]
        ops += _op(call, arguments, result, texts, held, places, root)
    return [op for op in ops if not op.path.endswith("-shm")]  # SQLite makes the shared memory anew


def _op(
    call: str,
    arguments: str,
    result: int,
    texts: list[tuple[bytes, bool]],
    held: list[tuple[str, str | None]],
    places: dict[tuple[str, str], int],
    root: str,
) -> list[Op]:
    names = [_named(text.decode("utf-8", "replace"), root) for text, _ in texts]
    if call in ("openat", "open"):
        name = names[0]
        if name is None:
            return []
        places[str(result), name] = 0
        made = [Op("create", name)] if "O_CREAT" in arguments else []
        return made + ([Op("cut", name)] if "O_TRUNC" in arguments else [])
    if call in ("rename", "renameat", "renameat2"):
        return _renamed(names, arguments)
    plain = {"unlink": "remove", "unlinkat": "remove", "mkdir": "mkdir", "mkdirat": "mkdir", "rmdir": "rmdir"}
    if call in plain:
        what = "rmdir" if "AT_REMOVEDIR" in arguments else plain[call]
        parent = held[0][1] if held else None
        name = (
            names[0] if texts[0][0].startswith(b"/") or parent is None else f"{parent}/{texts[0][0].decode()}"
        )
        return [Op(what, os.path.normpath(name))] if name is not None else []
    number, path = held[0] if held else ("", None)
    if path is None:
        return []
    if call in ("fsync", "fdatasync"):
        return [Op("sync", path)]
    if call == "ftruncate":
        return [Op("cut", path, at=int(arguments.rsplit(", ", 1)[1]))]
    if call == "pwrite64":
        return [Op("write", path, at=int(arguments.rsplit(", ", 1)[1]), data=_whole(texts)[:result])]
    if call == "write":
        at = places.get((number, path), 0)
        places[number, path] = at + result
        data = _whole(texts)[:result]
        return [Op("ack", ACK, at=int(data))] if path == ACK else [Op("write", path, at=at, data=data)]
    if call in ("sendfile", "copy_file_range"):
        source = held[1][1] if call == "sendfile" else held[0][1]
        target = held[0][1] if call == "sendfile" else held[1][1]
        return [Op("copy", str(target), other=str(source))] if result else []
    raise RuntimeError(f"not understood: {call}({arguments[:200]})")


def _renamed(names: list[str | None], arguments: str) -> list[Op]:
    old, new = names[0], names[1]
    if old is None and new is None:
        return []
    if old is None or new is None:
        raise RuntimeError(f"a rename out of the folder: {arguments[:200]}")
    return [Op("rename", old, other=new)]


def _whole(texts: list[tuple[bytes, bool]]) -> bytes:
    data, cut = texts[0]
    if cut:
        raise RuntimeError("strace cut a write short")
    return data


def _unhex(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _named(path: str, root: str) -> str | None:
    """As ``_within``; an act that names paths without their beginning stands in the folder."""
    return _within(path, root) if path.startswith("/") else os.path.normpath(path)


def _within(path: str, root: str) -> str | None:
    """Return a path relative to the folder, or None outside of it."""
    if path == root:
        return "."
    return path[len(root) + 1 :] if path.startswith(root + "/") else None
