"""A newer program by stick: only our council's, only whole, only newer, and never without a backup before."""

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
    (folder / "new.exe").write_bytes(BYTES)
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
    for name in ("a.exe", "b.exe"):
        (copy.parent / name).write_bytes(b"older")
    updating.fetch(district, offer)
    assert len(list(copy.parent.iterdir())) == 2, "this one and the one before"


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
        ({"version": "0.0.1"}, updating.OLDER),
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
