"""A newer program by stick, and back: only our council's, only whole, and never without a backup before."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sasaeai_desktop import __version__
from sasaeai_desktop.db import schema
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.usb import updating
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import release as releases
from sasaeai_desktop.sync.keys import DeviceKeys
from sasaeai_desktop.sync.release import Release
from tests.services.city import City

BYTES = b"a newer program"


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk]]:
    """A council and a district that has joined it."""
    city = City(tmp_path_factory.mktemp("city"))
    yield city.council, city.district("12", "北")
    city.close()


def note(council: Desk, folder: Path, **changed: object) -> Path:
    """Write what a newer council would."""
    said = {"version": "99.0.1", "schema": schema.VERSION + 1, "system": sys.platform, "file": "new.exe",
            "size": len(BYTES), "sha256": hashlib.sha256(BYTES).hexdigest(), **changed}  # fmt: skip
    keys = said.pop("keys", None)
    if keys is None:
        with reading(council) as session:
            keys = device_keys(session)
    folder.mkdir(exist_ok=True)
    (folder / str(said["file"])).write_bytes(BYTES)
    (folder / releases.FILE).write_bytes(releases.sealed(Release(**said), keys))  # type: ignore[arg-type]
    return folder


def test_a_council_hands_out_the_version_that_it_runs(joined: tuple[Desk, Desk], tmp_path: Path) -> None:
    council, district = joined
    setup = tmp_path / f"sasaeai-{__version__}-setup.exe"
    setup.write_bytes(BYTES)
    stick = tmp_path / "stick"
    stick.mkdir()
    updating.write_update(council, setup, stick)
    assert (stick / setup.name).read_bytes() == BYTES
    found = updating.look(district, stick)
    assert found is not None
    assert found.release.version == __version__
    assert found.state == (updating.SAME if sys.platform == "win32" else updating.OTHER_SYSTEM)
    older = tmp_path / "sasaeai-0.0.1-setup.exe"
    older.write_bytes(BYTES)
    for desk, file in ((council, older), (district, setup)):
        with pytest.raises(InputError):
            updating.write_update(desk, file, stick)


def test_a_newer_program_is_verified_and_kept_with_a_backup_before(
    joined: tuple[Desk, Desk], tmp_path: Path
) -> None:
    council, district = joined
    assert updating.look(district, tmp_path) is None
    offer = updating.look(district, note(council, tmp_path / "stick"))
    assert offer is not None
    assert offer.state == updating.NEWER
    before = len(list(district.paths.backups.iterdir()))
    copy = updating.fetch(district, offer)
    assert copy.read_bytes() == BYTES
    assert copy.parent == updating.kept_in(district)
    made = backups.kept(district.paths)
    assert len(made) == before + 1
    assert any("-upgrade" in b.path.name for b in made)
    for name in (f"sasaeai-{__version__}-setup.exe", "b.exe", "b.exe.json", "c.exe"):
        (copy.parent / name).write_bytes(b"older")
    updating.fetch(district, updating.look(district, note(council, tmp_path / "stick", file="newest.exe")))
    assert sorted(p.name for p in copy.parent.iterdir()) == [
        "newest.exe", "newest.exe.json", f"sasaeai-{__version__}-setup.exe",
    ], "the new one and that of this version, not what came between"  # fmt: skip


def test_one_goes_back_to_the_kept_program_of_before_after_an_update(
    joined: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    council, district = joined
    assert updating.kept_before(district) is None, "what is kept is newer, or nobody's word is beside it"
    offer = updating.look(
        district, note(council, tmp_path / "stick", version="98.0.0", schema=schema.VERSION)
    )
    assert offer is not None
    kept = updating.fetch(district, offer)
    monkeypatch.setattr(updating, "__version__", "99.0.1")  # updated twice since
    before = updating.kept_before(district)
    assert before is not None
    assert (before.release.version, before.installer, before.state) == ("98.0.0", kept, updating.BEFORE)
    held = len(backups.kept(district.paths))
    assert updating.go_back(district, before) == kept
    assert len(backups.kept(district.paths)) == held + 1, "a backup first"
    again = updating.look(district, tmp_path / "stick")
    assert again is not None
    assert updating.go_back(district, again) == kept, "from the council's old stick as well"
    with pytest.raises(RefusedError) as refused:
        updating.fetch(district, again)
    assert refused.value.check == "downgrade", "never as an update"
    kept.write_bytes(BYTES[:-1] + b"!")
    with pytest.raises(RefusedError) as refused:
        updating.go_back(district, before)
    assert refused.value.check == "installer"
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)  # the update changed the form of the data
    older = updating.kept_before(district)
    assert older is not None
    assert older.state == updating.OLDER
    with pytest.raises(RefusedError) as refused:
        updating.go_back(district, older)
    assert refused.value.check == "downgrade"


def test_another_programs_bytes_are_refused_and_nothing_is_kept(
    joined: tuple[Desk, Desk], tmp_path: Path
) -> None:
    council, district = joined
    offer = updating.look(district, note(council, tmp_path / "stick", file="other.exe"))
    assert offer is not None
    offer.installer.write_bytes(BYTES[:-1] + b"!")
    with pytest.raises(RefusedError) as refused:
        updating.fetch(district, offer)
    assert refused.value.check == "installer"
    assert not (updating.kept_in(district) / "other.exe").exists()


def test_only_our_councils_word_counts(joined: tuple[Desk, Desk], tmp_path: Path) -> None:
    council, district = joined
    stranger = note(council, tmp_path / "stick", keys=DeviceKeys.generate())
    with pytest.raises(RefusedError) as refused:
        updating.look(district, stranger)
    assert refused.value.check == "signer"
    changed = json.loads((note(council, stranger) / releases.FILE).read_text())
    for twisted in (
        {**changed, "version": "99.0.2"},
        {**changed, "file": "../x.exe"},
        {"format": "other"},
        [],
    ):
        (stranger / releases.FILE).write_text(json.dumps(twisted))
        with pytest.raises(RefusedError) as refused:
            updating.look(district, stranger)
        assert refused.value.check in {"signer", "note"}
    with pytest.raises(RefusedError):
        releases.opened(b"x" * 5000, [])


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"version": "0.0.1", "schema": schema.VERSION - 1}, updating.OLDER),
        ({"version": "0.0.1", "schema": schema.VERSION}, updating.BEFORE),
        ({"schema": schema.VERSION - 1}, updating.OLDER),
        ({"version": __version__, "schema": schema.VERSION}, updating.SAME),
        ({"system": "solaris"}, updating.OTHER_SYSTEM),
    ],
)
def test_nothing_is_installed_that_could_not_read_our_data(
    joined: tuple[Desk, Desk], tmp_path: Path, changed: dict[str, object], state: str
) -> None:
    council, district = joined
    offer = updating.look(district, note(council, tmp_path / "stick", **changed))
    assert offer is not None
    assert offer.state == state
    with pytest.raises(RefusedError) as refused:
        updating.fetch(district, offer)
    assert refused.value.check == "downgrade"
