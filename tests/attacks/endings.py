"""Backups and clocks, and files that are not as they were left: lost, halved or foreign logs, exchanged files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import checking, places, putting_back, restoring, second_place, trying
from sasaeai_desktop.services.today.worklist import worklist
from tests.attacks.attack import Attack, Ground
from tests.services.city import PASSPHRASE, TODAY


def names(desk: Desk) -> set[str]:
    return {found.name for found in people.find_people(desk)}


def write(desk: Desk, *added: str) -> None:
    for name in added:
        people.save_person(desk, None, {"name": name})


# -- clocks ---------------------------------------------------------------------------------------------------------


def wrong_clock(days: tuple[str, ...]) -> Callable[[Ground], str]:
    """Keep the true newest in front and alive, whatever days the laptop believed in."""

    def run(ground: Ground) -> str:
        desk = ground.begun(clock=clock_at("2026-06-01"))
        for at, day in enumerate(days):
            desk.clock = clock_at(day)
            write(desk, f"{at}番めの 人")
            made = backups.back_up(desk)
            assert backups.kept(desk.paths)[0].path == made.path, f"the backup of {day} is not the newest"
        desk.close()
        newest = backups.kept(desk.paths)[0].path
        putting_back.restore_backup(desk.paths, newest, PASSPHRASE, clock_at(TODAY))
        assert len(names(ground.opened())) == len(days)
        return ""

    return run


def copies_of_two_places(ground: Ground) -> str:
    """A stick with older copies whose clock was ahead does not stand before today's."""
    desk = ground.begun(clock=clock_at("2099-01-01"))
    write(desk, "前の 人")
    old = backups.back_up(desk).path
    stick = ground.folder / "stick"
    shutil.copytree(old, stick / old.name)
    desk.clock = clock_at("2026-06-01")
    write(desk, "あとの 人")
    new = backups.back_up(desk).path
    shutil.copytree(new, stick / new.name)
    assert [c.path.name for c in restoring.kept_in(desk.paths, stick)] == [new.name, old.name]
    return ""


def restored_then_worked_on(ground: Ground) -> str:
    """What was done after a restore is newer than the larger state before it."""
    desk = ground.begun()
    write(desk, "山田 一")
    small = backups.back_up(desk).path
    write(desk, *(f"{n}番めの 人" for n in range(6)))
    backups.back_up(desk)
    desk.close()
    putting_back.restore_backup(desk.paths, small, PASSPHRASE, clock_at("2015-01-01"))
    again = ground.opened(clock=clock_at("2015-01-01"))
    write(again, "もどしたあとの 人")
    made = backups.back_up(again).path
    assert backups.kept(again.paths)[0].path == made
    assert restoring.kept_here(again.paths)[0].path == made
    return ""


# -- files not as they were left -------------------------------------------------------------------------------------


def _pulled(ground: Ground, desk: Desk) -> dict[str, bytes]:
    """Return the files of a desk in use, as a power cut leaves them."""
    return {
        p.name: p.read_bytes()
        for p in desk.paths.data_dir.iterdir()
        if p.is_file() and not p.name.endswith(("-shm", ".lock"))
    }


def _put(ground: Ground, files: dict[str, bytes]) -> None:
    folder = ground.paths().data_dir
    for path in [p for p in folder.iterdir() if p.is_file()]:
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _story(ground: Ground) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """Return the files after a clean day, in the middle of the next, and after that one's clean end."""
    desk = ground.begun()
    write(desk, "髙橋 昭一郎")
    backups.back_up(desk)
    desk.close()
    closed = _pulled(ground, desk)
    desk = ground.opened()
    write(desk, "吉田 ヨシ江", "佐藤 三郎")
    cut = _pulled(ground, desk)
    desk.close()
    return closed, cut, _pulled(ground, desk)


def power_cut(ground: Ground) -> str:
    _, cut, _ = _story(ground)
    _put(ground, cut)
    assert len(names(ground.opened())) == 3
    return ""


def lost_log(ground: Ground) -> str:
    _, cut, _ = _story(ground)
    del cut["desk.db-wal"]
    _put(ground, cut)
    return _told_and_both_ways_open(ground, {"髙橋 昭一郎"})


def lost_log_and_note(ground: Ground) -> str:
    _, cut, _ = _story(ground)
    del cut["desk.db-wal"], cut["desk.db-tips"]
    _put(ground, cut)
    return ground.told(ground.opened)


def halved_log(ground: Ground) -> str:
    _, cut, _ = _story(ground)
    cut["desk.db-wal"] = cut["desk.db-wal"][: len(cut["desk.db-wal"]) // 2]
    _put(ground, cut)
    return _told_and_both_ways_open(ground, None)


def foreign_log_beside_a_closed_file(ground: Ground) -> str:
    """A sync tool brought back yesterday's file and left today's log."""
    closed, cut, _ = _story(ground)
    _put(ground, closed | {"desk.db-wal": cut["desk.db-wal"]})
    return _told_and_both_ways_open(ground, {"髙橋 昭一郎"})


def older_log_beside_a_file_in_use(ground: Ground) -> str:
    """A log of an earlier day lies beside the file of a later one."""
    _, cut, _ = _story(ground)
    _put(ground, cut)
    desk = ground.opened()
    write(desk, "小林 四郎")
    later = _pulled(ground, desk)
    desk.close()
    _put(ground, later | {"desk.db-wal": cut["desk.db-wal"]})
    return ground.told(ground.opened)


def older_log_beside_a_closed_file(ground: Ground) -> str:
    _, cut, ended = _story(ground)
    _put(ground, ended)
    desk = ground.opened()
    write(desk, "小林 四郎")
    desk.close()
    later = _pulled(ground, desk)
    _put(ground, later | {"desk.db-wal": cut["desk.db-wal"]})
    return _told_and_both_ways_open(ground, {"髙橋 昭一郎", "吉田 ヨシ江", "佐藤 三郎", "小林 四郎"})


def older_file_in_place(ground: Ground) -> str:
    """A sync tool put an older whole file in place of today's."""
    closed, _, ended = _story(ground)
    _put(ground, ended | {"desk.db": closed["desk.db"]})
    return _told_and_both_ways_open(ground, {"髙橋 昭一郎"})


def whole_folder_copied_back(ground: Ground) -> str:
    """An older copy of the whole folder is the person's own doing and agrees with itself."""
    closed, _, _ = _story(ground)
    _put(ground, closed)
    assert names(ground.opened()) == {"髙橋 昭一郎"}
    return ""


def empty_log_of_a_cut_opening(ground: Ground) -> str:
    _, cut, _ = _story(ground)
    _put(ground, cut)
    ground.opened().close()
    assert checking.check(ground.opened()).ok
    return ""


def _told_and_both_ways_open(ground: Ground, as_it_is: set[str] | None) -> str:
    """The desk says what is wrong and changes nothing; going back and going on both end in a whole desk."""
    folder = ground.paths().data_dir
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.suffix != ".lock"}
    said = ground.told(ground.opened)
    after = {n: (folder / n).read_bytes() for n in before if not n.endswith("-shm")}
    assert after == {n: data for n, data in before.items() if not n.endswith("-shm")}, "something was merged"
    assert "いちばん新しい控え" in said
    kept = ground.folder / "kept"
    shutil.copytree(folder, kept)
    restoring.as_it_is(ground.paths(), PASSPHRASE, clock_at(TODAY))
    desk = ground.opened()
    assert checking.check(desk).ok
    assert as_it_is is None or names(desk) == as_it_is
    assert len(backups.set_aside(desk.paths)) == 1
    desk.close()
    shutil.rmtree(folder)
    Path(kept).rename(folder)
    newest = backups.kept(ground.paths())[0].path
    putting_back.restore_backup(ground.paths(), newest, PASSPHRASE, clock_at(TODAY))
    assert names(ground.opened()) == {"髙橋 昭一郎"}
    return said


def by_command(ground: Ground) -> str:
    _, cut, _ = _story(ground)
    del cut["desk.db-wal"]
    _put(ground, cut)
    at = ("--data-dir", ground.paths().data_dir)
    code, _, said = ground.call(*at, "check")
    assert code == 4
    assert ground.call(*at, "backup", "accept", "--yes")[0] == 0
    assert ground.call(*at, "check")[0] == 0
    return said


# -- a second place, a trial, odd places ------------------------------------------------------------------------------


def trial_of_a_backup(ground: Ground) -> str:
    desk = ground.begun()
    write(desk, "髙橋 昭一郎")
    made = backups.back_up(desk).path
    before = {p: p.read_bytes() for p in made.iterdir()}
    write(desk, "吉田 ヨシ江")
    trial = trying.try_out(desk, made, PASSPHRASE)
    assert {title: (now, then) for title, now, then in trial.rows}["名簿の方"] == (2, 1)
    assert not trial.same
    assert {p: p.read_bytes() for p in made.iterdir()} == before
    assert not list(desk.paths.backups.glob("*.part"))
    data = bytearray((made / "desk.db").read_bytes())
    data[len(data) // 2] ^= 1
    (made / "desk.db").write_bytes(data)
    return ground.told(lambda: trying.try_out(desk, made, PASSPHRASE))


def month_without_a_copy_elsewhere(ground: Ground) -> str:
    desk = ground.begun(clock=clock_at("2026-04-01"))
    backups.back_up(desk)
    desk.clock = clock_at("2026-05-20")
    backups.back_up(desk)
    said = worklist(desk).backup_words
    stick = ground.folder / "stick"
    stick.mkdir()
    copy = second_place.copy_to(desk, stick).result
    assert worklist(desk).backup_fresh
    assert second_place.second_place(desk).folder == stick
    assert checking.verify_backup(desk.paths, copy, PASSPHRASE) > 0
    desk.clock = clock_at("2026-06-25")
    assert not worklist(desk).backup_fresh
    return said


def copy_into_the_data_itself(ground: Ground) -> str:
    desk = ground.begun()
    return ground.told(lambda: second_place.copy_to(desk, desk.paths.backups))


def folder_of_a_sync_program(ground: Ground) -> str:
    desk = ground.begun("OneDrive - 市社協/ささえあい")
    desk.close()
    said = ground.call("--data-dir", desk.paths.data_dir, "check")[2]
    for folder in ("Dropbox", "Google ドライブ/x", "マイドライブ", "iCloud Drive", "BoxingClub", "box"):
        assert bool(places.synced_by(Path("/home/k") / folder)) == (folder != "BoxingClub")
    return said


def copies_beside_the_file(ground: Ground) -> str:
    desk = ground.begun()
    beside = ("desk (1).db", "desk - コピー.db", "desk-LAPTOP7.db", "vault (2).json", "deskのコピー.db")
    for name in beside:
        (desk.paths.data_dir / name).write_bytes(b"x")
    assert set(places.copies(desk.paths)) == set(beside)
    return "".join(places.warnings(desk.paths)[0])


ROWS = [
    Attack("a backup is tried out, then one that is damaged", "こわれて", trial_of_a_backup),
    Attack("a month without a copy in another place", "写す月です", month_without_a_copy_elsewhere),
    Attack("the other place is the data itself", "同じ場所", copy_into_the_data_itself),
    Attack("the data lies in a folder of OneDrive", "OneDrive", folder_of_a_sync_program),
    Attack("copies lie beside the file", "写しのようなファイル", copies_beside_the_file),
    Attack("the clock stood in 2099 for a day", "", wrong_clock(("2026-06-01", "2099-01-01", "2026-06-02"))),
    Attack("the clock stood in 2015 for a day", "", wrong_clock(("2026-06-01", "2015-01-01", "2026-06-02"))),
    Attack(
        "the clock went back ever further",
        "",
        wrong_clock(tuple(f"20{year}-01-01" for year in range(40, 12, -2))),
    ),
    Attack(
        "eight days of 2099, then a year's days again",
        "",
        wrong_clock((*(f"2099-02-0{n}" for n in range(1, 9)), *(f"2026-{m:02}-15" for m in range(1, 7)))),
    ),
    Attack("older copies on a stick have later days", "", copies_of_two_places),
    Attack("a small state after a restore, a large one before it", "", restored_then_worked_on),
    Attack("power cut with a log beside the file", "", power_cut),
    Attack("the log is gone after a power cut", "なくなっています", lost_log),
    Attack("log and note are gone after a power cut", "なくなっています", lost_log_and_note),
    Attack("the log is cut in half", "きろくが ありません", halved_log),
    Attack("today's log beside yesterday's closed file", "まざった", foreign_log_beside_a_closed_file),
    Attack("an earlier log beside a file in use", "まざった", older_log_beside_a_file_in_use),
    Attack("an earlier log beside a closed file", "まざった", older_log_beside_a_closed_file),
    Attack("an older whole file in place of today's", "きろくが ありません", older_file_in_place),
    Attack("the whole folder as it was yesterday", "", whole_folder_copied_back),
    Attack("opened and closed after a power cut", "", empty_log_of_a_cut_opening),
    Attack("the same by the command line", "sasaeai backup accept", by_command),
]
