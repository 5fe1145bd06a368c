"""Data of the first released schema opens with today's program; ``tests/data/v1/make_fixture.py`` made them."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sasaeai_desktop.db import schema
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, putting_back, setup
from sasaeai_desktop.services.usb import closing
from sasaeai_desktop.services.usb import receiving as incoming
from sasaeai_desktop.vault import keeper
from tests.services.city import PASSPHRASE, TODAY

V1 = Path(__file__).parents[2] / "data" / "v1"
BUNDLE = V1 / "sasaeai-12-A-0001.age"


@pytest.fixture
def figures() -> Any:
    return json.loads((V1 / "figures.json").read_text(encoding="utf-8"))


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Desk]:
    """The district's folder as the older program wrote it, opened by this one."""
    paths = app_paths(tmp_path / "district").make()
    for name in ("desk.db", "vault.json"):
        shutil.copy(V1 / "district" / name, paths.data_dir / name)
    desk = setup.open_desk(paths, PASSPHRASE, clock_at(TODAY))
    yield desk
    desk.close()


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Desk]:
    """The council before the district's first bundle; its plain tables are encrypted anew with its own key."""
    paths = app_paths(tmp_path / "council").make()
    with zipfile.ZipFile(V1 / "council.zip") as packed:
        packed.extractall(paths.data_dir)
    _encrypt(paths)
    desk = setup.open_desk(paths, PASSPHRASE, clock_at(TODAY))
    yield desk
    desk.close()


def _encrypt(paths: AppPaths) -> None:
    plain = paths.data_dir / "plain.db"
    key = keeper.unlock(paths, PASSPHRASE).data_key.hex()
    raw = sqlcipher.connect(str(plain))
    raw.execute("ATTACH DATABASE ? AS secret KEY ?", (str(paths.database), f"x'{key}'"))
    raw.execute("SELECT sqlcipher_export('secret')")
    raw.execute("PRAGMA secret.user_version = 1")
    raw.close()
    plain.unlink()


def _of_then(found: Any, then: Any) -> Any:
    """Return what of today's figures that release knew: the programmes added since are other keys."""
    if isinstance(then, dict):
        return {name: _of_then(found[name], value) for name, value in then.items()}
    if isinstance(then, list):
        return [_of_then(one, value) for one, value in zip(found, then, strict=True)]
    return found


def test_a_district_of_the_first_schema_is_whole_and_counts_the_same(district: Desk, figures: Any) -> None:
    with reading(district) as session:
        assert schema.version_of(session) == schema.VERSION
    assert checking.check(district).problems == []
    assert _of_then(reports.annual(district, 2023).to_json(), figures["district"]) == figures["district"]
    assert [b.path.name.split("-")[-1] for b in backups.kept(district.paths)] == ["upgrade.backup"]
    assert people.find_people(district, "たかはし") != []
    assert closing.close_month(district, "2023-10").result.figures["acts"] == 3


def test_its_bundle_still_comes_in_at_its_council(council: Desk, figures: Any) -> None:
    (taken,) = incoming.import_files(council, [BUNDLE]).result
    assert (taken.state, taken.notices) == ("applied", [])
    assert _of_then(reports.annual(council, 2023).to_json(), figures["council"]) == figures["council"]
    assert checking.check(council).problems == []


def test_a_backup_of_the_first_schema_is_verified_and_restored(
    tmp_path: Path, district: Desk, figures: Any
) -> None:
    paths = app_paths(tmp_path / "other").make()
    backup = backups.kept(district.paths)[0].path
    assert checking.verify_backup(paths, backup, PASSPHRASE) > 0
    putting_back.restore_backup(paths, backup, PASSPHRASE, clock_at(TODAY))
    restored = setup.open_desk(paths, PASSPHRASE, clock_at(TODAY))
    assert _of_then(reports.annual(restored, 2023).to_json(), figures["district"]) == figures["district"]
    assert checking.check(restored).problems == []
    restored.close()
