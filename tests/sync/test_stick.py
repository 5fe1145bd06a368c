"""Onto the stick: after a fault at any call, or the stick pulled at any moment, the whole file or nothing."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import pytest

from sasaeai_desktop.disk import RealFs, disk_error
from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.sync.stick import PART, safe_write, write_to_stick

T = TypeVar("T")
DATA = bytes(range(256)) * 300
NAME = "sasaeai-12-A-0007.age"
CALLS = [
    "parts",
    "exists",
    "free",
    "create",
    "write",
    "sync",
    "close",
    "rename",
    "sync_folder",
    "read",
]


class FaultyFs(RealFs):
    """The real disk, where one call fails: before it does anything, or after it did."""

    def __init__(self, fail: str = "", number: int = errno.EIO, *, after: bool = False) -> None:
        self.fail, self.number, self.after = fail, number, after
        self.calls: list[str] = []

    def _call(self, name: str, act: Callable[[], T]) -> T:
        self.calls.append(name)
        if name == self.fail and not self.after:
            raise OSError(self.number, "planted")
        result = act()
        if name == self.fail:
            raise OSError(self.number, "planted")
        return result

    def free(self, folder: Path) -> int:
        return self._call("free", lambda: super(FaultyFs, self).free(folder))

    def exists(self, path: Path) -> bool:
        return self._call("exists", lambda: super(FaultyFs, self).exists(path))

    def create(self, path: Path) -> BinaryIO:
        if self.fail == "create" and self.after:
            path.touch()
        else:
            return self._call("create", lambda: super(FaultyFs, self).create(path))
        raise OSError(self.number, "planted")

    def write(self, file: BinaryIO, data: bytes) -> None:
        half = data[: len(data) // 2] if self.fail == "write" else data
        self._call("write", lambda: super(FaultyFs, self).write(file, half))

    def sync(self, file: BinaryIO) -> None:
        self._call("sync", lambda: super(FaultyFs, self).sync(file))

    def close(self, file: BinaryIO) -> None:
        self._call("close", lambda: super(FaultyFs, self).close(file))

    def rename(self, old: Path, new: Path, *, overwrite: bool) -> None:
        self._call("rename", lambda: super(FaultyFs, self).rename(old, new, overwrite=overwrite))

    def sync_folder(self, folder: Path) -> None:
        self._call("sync_folder", lambda: super(FaultyFs, self).sync_folder(folder))

    def read(self, path: Path) -> bytes:
        return self._call("read", lambda: super(FaultyFs, self).read(path))

    def parts(self, folder: Path) -> list[Path]:
        return self._call("parts", lambda: super(FaultyFs, self).parts(folder))


def test_the_file_is_there_whole_by_the_agreed_sequence(tmp_path: Path) -> None:
    fs = FaultyFs()
    path = write_to_stick(tmp_path, NAME, DATA, fs)
    assert path.read_bytes() == DATA
    assert [item.name for item in tmp_path.iterdir()] == [NAME]
    assert fs.calls == CALLS


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fail", CALLS[1:])
def test_a_fault_at_any_call_leaves_nothing_and_the_next_try_succeeds(
    tmp_path: Path, fail: str, *, after: bool
) -> None:
    with pytest.raises(DiskError) as caught:
        write_to_stick(tmp_path, NAME, DATA, FaultyFs(fail, after=after))
    assert caught.value.what.endswith("。")
    assert "USBメモリー" in caught.value.what + caught.value.todo
    if (fail, after) == ("rename", True):  # it was renamed, whatever the system says: the whole file
        (tmp_path / NAME).rename(tmp_path / "kept")
        assert (tmp_path / "kept").read_bytes() == DATA
        (tmp_path / "kept").unlink()
    assert list(tmp_path.iterdir()) == []
    assert write_to_stick(tmp_path, NAME, DATA).read_bytes() == DATA


def test_a_disk_that_also_refuses_to_clean_up_leaves_only_what_readers_pass_over(tmp_path: Path) -> None:
    class Dead(FaultyFs):
        def remove(self, path: Path) -> None:
            raise OSError(errno.ENODEV, "gone")

    for fail in CALLS[1:]:
        folder = tmp_path / fail
        folder.mkdir()
        with pytest.raises(DiskError):
            write_to_stick(folder, NAME, DATA, Dead(fail))
        for left in folder.iterdir():
            assert left.name.endswith(PART) or left.read_bytes() == DATA


def test_what_reads_back_differently_is_not_called_written(tmp_path: Path) -> None:
    class Lying(RealFs):
        def read(self, path: Path) -> bytes:
            return super().read(path)[:-1] + b"?"

    with pytest.raises(DiskError):
        write_to_stick(tmp_path, NAME, DATA, Lying())
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"earlier")
    with pytest.raises(DiskError, match=NAME):
        write_to_stick(tmp_path, NAME, DATA)
    assert (tmp_path / NAME).read_bytes() == b"earlier"
    assert len(list(tmp_path.iterdir())) == 1


def test_leftovers_of_this_program_are_cleaned_and_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "sasaeai-12-A-0006.age.part").write_bytes(b"half")
    (tmp_path / "写真.part").write_bytes(b"somebody's")
    write_to_stick(tmp_path, NAME, DATA)
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted([NAME, "写真.part"])


def test_twice_the_space_is_asked_for(tmp_path: Path) -> None:
    class Small(RealFs):
        def free(self, folder: Path) -> int:
            return 2 * len(DATA) - 1

    with pytest.raises(DiskError, match="あきが足りない"):
        write_to_stick(tmp_path, NAME, DATA, Small())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../x.age", "a/b", "", "..", "/x"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        write_to_stick(tmp_path, name, DATA)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "あき"),
        (errno.EROFS, "止められて"),
        (errno.EACCES, "止められて"),
        (errno.ENODEV, "ぬけて"),
        (errno.ENOENT, "ぬけて"),
        (errno.EIO, "失敗"),
    ],
)
def test_each_fault_has_its_own_words(tmp_path: Path, number: int, word: str) -> None:
    with pytest.raises(DiskError, match=word):
        write_to_stick(tmp_path, NAME, DATA, FaultyFs("create", number))


def test_windows_calls_a_pulled_stick_a_missing_permission_and_we_do_not() -> None:
    error = OSError(errno.EACCES, "The device is not ready")
    error.winerror = 21  # type: ignore[attr-defined]  # as Windows sets it
    assert "ぬけて" in disk_error(error).what


def test_a_missing_folder_is_a_missing_stick(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="ぬけて"):
        write_to_stick(tmp_path / "gone", NAME, DATA)


def test_a_link_planted_under_the_unfinished_name_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"keep")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / f"{NAME}.part").symlink_to(precious)
    write_to_stick(stick, NAME, DATA)
    assert precious.read_bytes() == b"keep"
    assert (stick / NAME).read_bytes() == DATA


@pytest.mark.parametrize("fail", ["free", "create", "write", "sync", "close", "rename"])
def test_replacing_keeps_the_old_file_until_the_new_one_is_whole(tmp_path: Path, fail: str) -> None:
    path = tmp_path / "list.pdf"
    safe_write(path, b"old")
    with pytest.raises(DiskError):
        safe_write(path, DATA, FaultyFs(fail))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    safe_write(path, DATA)
    assert path.read_bytes() == DATA


class PulledFs:
    """A stick that may be pulled at any moment, as exFAT behaves.

    Bytes are sure to be there only after the file's sync, names only after the folder's. After every call all
    worlds that pulling it now could leave behind are looked at.
    """

    def __init__(self, skip: str = "") -> None:
        self.skip = skip  # a promise this stick does not keep
        self.sure_names: dict[str, int] = {}
        self.later_names: list[dict[str, int]] = []  # every state of the folder since its last sync
        self.now: list[bytearray] = []
        self.sure: list[bytes] = []
        self.bad: set[str] = set()

    def _names(self) -> dict[str, int]:
        return dict(self.later_names[-1] if self.later_names else self.sure_names)

    def worlds(self) -> Iterator[dict[str, bytes]]:
        for names in (self.sure_names, *self.later_names):
            for see in (lambda n: self.sure[n], lambda n: bytes(self.now[n][: len(self.now[n]) // 2])):
                yield {
                    name: self.sure[n] if self.sure[n] == self.now[n] else see(n) for name, n in names.items()
                }

    def _look(self, call: str) -> None:
        if any(world.get(NAME, DATA) != DATA for world in self.worlds()):
            self.bad.add(call)

    def free(self, folder: Path) -> int:
        return 1 << 30

    def exists(self, path: Path) -> bool:
        return path.name in self._names()

    def create(self, path: Path) -> BinaryIO:
        self.now.append(bytearray())
        self.sure.append(b"")
        self.later_names.append({**self._names(), path.name: len(self.now) - 1})
        self._look("create")
        file = io.BytesIO()
        file.number = len(self.now) - 1  # type: ignore[attr-defined]  # which file this is
        return file

    def write(self, file: BinaryIO, data: bytes) -> None:
        self.now[file.number] += data  # type: ignore[attr-defined]  # set by create
        self._look("write")

    def sync(self, file: BinaryIO) -> None:
        if self.skip != "sync":
            number: int = file.number  # type: ignore[attr-defined]  # set by create
            self.sure[number] = bytes(self.now[number])
        self._look("sync")

    def close(self, file: BinaryIO) -> None:
        self._look("close")

    def rename(self, old: Path, new: Path, *, overwrite: bool) -> None:
        names = self._names()
        names[new.name] = names.pop(old.name)
        self.later_names.append(names)
        self._look("rename")

    def sync_folder(self, folder: Path) -> None:
        if self.skip != "sync_folder":
            self.sure_names, self.later_names = self._names(), []
        self._look("sync_folder")

    def read(self, path: Path) -> bytes:
        return bytes(self.now[self._names()[path.name]])

    def remove(self, path: Path) -> None:
        raise AssertionError("nothing to remove")

    def parts(self, folder: Path) -> list[Path]:
        return []


def test_the_stick_may_be_pulled_at_any_moment_and_after_the_end_the_file_is_on_it() -> None:
    fs = PulledFs()
    write_to_stick(Path("stick"), NAME, DATA, fs)
    assert fs.bad == set()
    assert [world.get(NAME) for world in fs.worlds()] == [DATA, DATA]


@pytest.mark.parametrize("skip", ["sync", "sync_folder"])
def test_without_either_sync_the_file_would_be_lost(skip: str) -> None:
    """The stick above can tell: each of the two syncs is needed."""
    fs = PulledFs(skip)
    write_to_stick(Path("stick"), NAME, DATA, fs)
    assert any(world.get(NAME) != DATA for world in fs.worlds())
