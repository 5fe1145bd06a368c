"""Backups that open again, the check that finds what is wrong, and the log that cannot be rewritten quietly."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop.domain.errors import LockedError, RefusedError
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk import audit, backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import checking, putting_back, setup
from tests.services.city import PASSPHRASE, PEOPLE, City


@pytest.fixture
def district(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(desk, people=PEOPLE)
    return desk


def test_a_backup_opens_with_the_same_passphrase_and_holds_everything(district: Desk) -> None:
    backup = backups.back_up(district)
    with reading(district) as session:
        changes = session.exec_driver_sql("SELECT sum(seq) FROM stream").scalar()
    assert checking.verify_backup(district.paths, backup.path, PASSPHRASE) == changes
    assert backup.path in [b.path for b in backups.kept(district.paths)]
    with pytest.raises(LockedError):
        checking.verify_backup(district.paths, backup.path, "ちがう")
    assert not list(district.paths.backups.glob("*.part"))


def test_nothing_in_a_backup_is_in_the_clear(district: Desk) -> None:
    backup = backups.back_up(district)
    for file in backup.path.iterdir():
        assert "髙橋".encode() not in file.read_bytes()


def test_a_restore_brings_the_old_state_back_and_keeps_the_present_one_aside(
    city: City, district: Desk
) -> None:
    backup = backups.back_up(district)
    people.save_person(district, None, {"name": "あとの 人"})
    district.close()
    aside = putting_back.restore_backup(district.paths, backup.path, PASSPHRASE, city.clock)
    restored = setup.open_desk(district.paths, PASSPHRASE, city.clock)
    assert people.find_people(restored, "あとの") == []
    assert len(people.find_people(restored, "")) == 2
    assert checking.check(restored).ok
    assert aside is not None
    assert (aside / "desk.db").exists()
    restored.close()


def test_a_damaged_backup_is_refused_and_the_present_data_stays(
    city: City, district: Desk, tmp_path: Path
) -> None:
    backup = backups.back_up(district)
    broken = tmp_path / "broken.backup"
    shutil.copytree(backup.path, broken)
    data = bytearray((broken / "desk.db").read_bytes())
    data[len(data) // 2] ^= 0xFF
    (broken / "desk.db").write_bytes(data)
    district.close()
    with pytest.raises(RefusedError):
        putting_back.restore_backup(district.paths, broken, PASSPHRASE, city.clock)
    again = setup.open_desk(district.paths, PASSPHRASE, city.clock)
    assert len(people.find_people(again, "")) == 2
    again.close()


def test_the_check_finds_a_row_that_is_not_in_the_journal(district: Desk) -> None:
    assert checking.check(district).ok
    with district.database.transaction() as connection, district.database.journal_writing():
        connection.exec_driver_sql("UPDATE person SET name = '別人' WHERE number = '001'")
    told = [problem.split(": ")[1] for problem in checking.check(district).problems]
    assert told == ["row differs from its change", "search keys differ from the record"]


def test_who_looks_on_can_end_a_check_anywhere(district: Desk) -> None:
    heard: list[tuple[int, int]] = []
    whole = checking.check(district, lambda step, total: heard.append((step, total)))
    assert heard[0][1] > 0
    assert heard[-1] == (0, 0)  # beyond the journal there is still something to compare
    for last in range(len(heard)):
        said: list[int] = []

        def enough(_step: int, _total: int, last: int = last, said: list[int] = said) -> None:
            said.append(last)
            if len(said) > last:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            checking.check(district, enough)
    assert checking.check(district) == whole


def test_the_check_finds_a_change_that_was_rewritten(district: Desk) -> None:
    with district.database.transaction() as connection, district.database.journal_writing():
        connection.exec_driver_sql("UPDATE segment SET before = x'00' WHERE first = 1 AND stream = 1")
    assert not checking.check(district).ok


def test_only_one_copy_may_run(city: City, district: Desk) -> None:
    with pytest.raises(LockedError, match="もう開いています"):
        setup.open_desk(district.paths, PASSPHRASE, city.clock)


@pytest.mark.parametrize("lost", ["the file", "its content", "both keys"])
def test_lost_files_are_told_and_a_backup_brings_them_back(city: City, district: Desk, lost: str) -> None:
    paths, backup = district.paths, backups.back_up(district, "manual")
    before = checking.check(district).state_hash
    district.close()
    if lost == "the file":
        paths.database.unlink()
    elif lost == "its content":
        paths.database.write_bytes(b"")
    else:
        paths.vault.unlink()
        paths.vault_copy.unlink()
    with pytest.raises(RefusedError) as told:
        setup.open_desk(paths, PASSPHRASE, city.clock)
    assert "もどしてください" in told.value.todo
    assert paths.database.is_file() == (lost != "the file")
    putting_back.restore_backup(paths, backup.path, PASSPHRASE, city.clock)
    opened = setup.open_desk(paths, PASSPHRASE, city.clock)
    assert checking.check(opened).state_hash == before
    opened.close()


def test_a_wrong_passphrase_and_an_empty_folder_say_so(city: City, district: Desk, tmp_path: Path) -> None:
    district.close()
    with pytest.raises(LockedError):
        setup.open_desk(district.paths, "ちがう", city.clock)
    with pytest.raises(LockedError, match="まだデータがありません"):
        setup.open_desk(app_paths(tmp_path / "nothing"), PASSPHRASE, city.clock)
    setup.open_desk(district.paths, PASSPHRASE, city.clock).close()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM search_gram", "search keys differ from the record"),
        ("UPDATE search_key SET text = 'x'", "search keys differ from the record"),
        ("INSERT INTO search_key VALUES (x'01', 'person', '', '', '')", "search keys of nobody"),
        ("DROP TRIGGER guard_visit_delete", "guard_visit_delete: guard missing or changed"),
    ],
)
def test_the_check_finds_what_is_kept_beside_the_journal(
    desk: Desk, town: Any, damage: str, told: str
) -> None:
    town.person("佐藤 花子", "さとう はなこ")
    assert checking.check(desk).ok
    with desk.database.transaction() as connection:
        connection.exec_driver_sql(damage)
    assert [problem.endswith(told) for problem in checking.check(desk).problems] == [True]


@pytest.mark.parametrize(
    "change",
    ["UPDATE access_log SET what = 'print' WHERE n = 2", "DELETE FROM access_log WHERE n = 1"],
    ids=["rewritten", "taken out"],
)
def test_the_check_tells_when_the_log_was_rewritten(district: Desk, change: str) -> None:
    with district.database.transaction() as connection:
        for what in ("export people 2", "export-identity key.txt", "key rotate"):
            audit.log_access(connection, district, what)
    assert checking.check(district).ok
    with district.database.transaction() as connection:
        connection.exec_driver_sql(change)
    assert any("access log" in problem for problem in checking.check(district).problems)
