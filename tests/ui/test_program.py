"""The window's life: はじめて, unlocking, the paper key, bugs, and a clean end with a backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sasaeai_desktop.crash import CrashLog
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import LockedError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import inviting
from sasaeai_desktop.ui.dialogs.help import HelpDialog
from sasaeai_desktop.ui.first_run.wizard import FirstRun
from sasaeai_desktop.ui.page_specs import COUNCIL, DISTRICT
from sasaeai_desktop.ui.paper_unlock import PaperUnlock
from sasaeai_desktop.ui.program import Program
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.vault import PRACTICE
from ui.patience import PATIENCE, breathe
from ui.rules import faults

PASSPHRASE = "mikan-taiko-yuki"
CLOCK = clock_at("2026-06-11")
V1 = Path(__file__).parents[1] / "data" / "v1"  # written by the first released program
V1_PASSPHRASE = "ふゆの さんぽ"


class Life:
    """A program over one data folder, driven as by a person."""

    def __init__(self, app: QApplication, paths: AppPaths, *, crashes: CrashLog | None = None) -> None:
        app.setQuitOnLastWindowClosed(False)
        self.ended = False
        self.program = Program(app, paths, CLOCK, crashes=crashes)
        self.program.ended.connect(self._end)

    def _end(self) -> None:
        self.ended = True

    def start(self, passphrase: str | None = None) -> Life:
        self.program.start(passphrase)
        self.program.entrance.showNormal()
        self.program.entrance.resize(1366, 768)
        return self.settle()

    def settle(self) -> Life:
        for _ in range(5000 * PATIENCE):
            breathe()
            if not self.program.tasks.busy:
                break
        QTest.qWait(2)
        if self.program.entrance.isVisible():
            assert faults(self.program.entrance) == []
        return self

    def screen(self) -> Any:
        screen = self.program.entrance.screen_shown()
        assert screen is not None
        return screen

    def find(self, name: str) -> Any:
        top: QWidget = self.program.window or self.program.entrance
        found = [w for w in top.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"{name} is not on the screen"
        return found[0]

    def click(self, name: str) -> Life:
        self.find(name).click()
        return self.settle()

    def unlock(self, passphrase: str) -> Life:
        self.find("unlock_passphrase").setText(passphrase)
        return self.click("unlock_open")

    def close(self) -> None:
        if self.program.window is not None and not self.ended:
            self.program.window.close()
            self.settle()
        self.program.tasks.stop()
        for window in (self.program.window, self.program._waiting_window, self.program.entrance):
            if window is not None:
                window.hide()
                window.deleteLater()  # windows that stay alive are dressed again with every text size
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def live(qapp, tmp_path: Path) -> Iterator[Callable[..., Life]]:
    made: list[Life] = []

    def living(**more: Any) -> Life:
        made.append(Life(qapp, app_paths(tmp_path / "desk"), **more))
        return made[-1]

    yield living
    for life in made:
        life.close()


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return app_paths(tmp_path / "desk")


@pytest.fixture
def paper(paths: AppPaths) -> str:
    """An installation with one person; returns its paper key."""
    begun = setup.begin_district(
        paths, "07", "みどりが丘", PASSPHRASE, CLOCK, person="佐々木 恵子", kdf=PRACTICE
    )
    begun.desk.close()
    return begun.paper_key


def test_a_wrong_passphrase_is_said_in_place_and_the_right_one_opens(paper: str, live) -> None:
    life = live().start()
    life.unlock("tigau-kotoba")
    assert "合いことばが ちがいます" in life.find("unlock_error").text()
    assert life.program.window is None
    life.unlock(PASSPHRASE)
    assert life.find("organisation").text() == "みどりが丘"
    assert life.find("user").text() == "佐々木 恵子"


def test_an_older_programs_data_show_how_far_they_are_brought_up_to_date(paths: AppPaths, live) -> None:
    paths.make()
    for name in ("desk.db", "vault.json"):
        shutil.copy(V1 / "district" / name, paths.data_dir / name)
    life = live()
    shown: list[tuple[str, int, int]] = []
    show_work = life.program.entrance.show_work

    def seen(heading: str, doing: str, step: int, total: int) -> None:
        show_work(heading, doing, step, total)
        bar = life.find("entrance_work_bar")
        shown.append((heading, bar.value(), bar.maximum()))

    life.program.entrance.show_work = seen
    life.start().unlock(V1_PASSPHRASE)
    assert {heading for heading, _, _ in shown} == {"新しい形に なおしています"}
    assert shown[0][2] == 0  # the backup: nobody knows how long
    assert shown[-1][1] == shown[-1][2] > 0
    assert life.program.window is not None


def test_every_tab_of_the_design_is_there(paper: str, live) -> None:
    assert [tab.title for tab in DISTRICT] == [
        "きょう", "見守り", "サロン", "つながりカード", "その他の活動", "名簿", "報告・印刷", "USB受け渡し",
    ]  # fmt: skip
    assert COUNCIL[0].title == "地区"
    life = live().start().unlock(PASSPHRASE)
    assert [tab.name for tab in life.program.window.tab_list] == [tab.name for tab in DISTRICT]
    for tab in DISTRICT:
        life.program.window.open(tab.name)
        life.settle()
        assert life.program.window.current_page().objectName() == tab.name


def test_closing_keeps_a_backup_only_of_what_changed_and_releases_the_lock(
    paper: str, paths: AppPaths, live
) -> None:
    life = live().start().unlock(PASSPHRASE)
    people.save_person(life.program.desk, None, {"name": "髙橋 昭一郎", "kana": "たかはし"})
    life.program.window.close()
    life.settle()
    assert life.ended
    assert len(backups.kept(paths)) == 1
    again = live().start()
    assert again.find("unlock_desk").text() == "みどりが丘"
    again.unlock(PASSPHRASE)
    again.program.window.close()
    again.settle()
    assert len(backups.kept(paths)) == 1


def test_a_second_copy_is_kept_out_with_words(paper: str, paths: AppPaths, live) -> None:
    other = setup.open_desk(paths, PASSPHRASE, CLOCK)
    life = live().start().unlock(PASSPHRASE)
    assert "もう開いています" in life.find("unlock_error").text()
    other.close()


def test_the_paper_opens_with_a_new_passphrase(paper: str, paths: AppPaths, live) -> None:
    life = live().start().click("unlock_paper")
    screen = life.screen()
    assert isinstance(screen, PaperUnlock)
    wrong = paper[:-1] + ("0" if paper[-1] != "0" else "1")
    screen.key.set_value(wrong)
    for field in (screen.new.first, screen.new.again):
        field.set_value("atarasii-kotoba")
    life.click("paper_open")
    assert "8番目のまとまり" in life.find("paper_problem").text()
    screen.key.set_value(paper.lower().replace("-", "　"))
    life.click("paper_open")
    assert life.program.window is not None
    life.program.window.close()
    life.settle()
    with pytest.raises(LockedError):
        setup.open_desk(paths, PASSPHRASE, CLOCK)
    setup.open_desk(paths, "atarasii-kotoba", CLOCK).close()


def test_the_first_run_asks_one_thing_at_a_time_and_keeps_what_was_typed(paths: AppPaths, live) -> None:
    life = live().start()
    first = life.screen()
    assert isinstance(first, FirstRun)
    life.click("first_district").click("first_without_file").click("first_next")
    assert "「地区の番号」を入れてください。" in _words(first)
    first.district.code.set_value("１２")
    first.district.name.set_value("みどりが丘地区社協")
    life.click("first_next").click("first_back")
    assert first.district.values() == ("12", "みどりが丘地区社協")
    life.click("first_next")
    first.person.person.set_value("佐々木 恵子")
    first.person.passphrase.first.set_value("mizikai")
    first.person.passphrase.again.set_value("mizikaku")
    life.click("first_next")
    assert "8文字より 長く" in _words(first)
    assert "上の合いことばと ちがいます" in _words(first)
    for field in (first.person.passphrase.first, first.person.passphrase.again):
        field.set_value(PASSPHRASE)
    life.click("first_next")
    groups = first.paper.key.groups
    life.click("first_next")
    assert groups[2] not in _words(first), "the trial is of the paper, not of the screen"
    first.paper.trial.fields[3].set_value("00000")
    first.paper.trial.fields[6].set_value(groups[5])
    life.click("first_next")
    assert life.program.window is None
    assert "3番と ちがいます" in _words(first)
    life.click("first_key_again").click("first_next")
    first.paper.trial.fields[3].set_value(groups[2].lower())
    first.paper.trial.fields[6].set_value(groups[5])
    kept = paths.vault.read_bytes(), paths.vault_copy.read_bytes()
    other = paths.data_dir.parent / "other"
    setup.begin_district(app_paths(other), "13", "べつ", PASSPHRASE, CLOCK, kdf=PRACTICE).desk.close()
    for file in (paths.vault, paths.vault_copy):
        file.write_bytes(app_paths(other).vault.read_bytes())
    life.click("first_next")
    assert life.program.window is None, "it must open this computer's slot, not only look like the key"
    assert "この復旧キーでは開けません" in _words(first)
    paths.vault.write_bytes(kept[0])
    paths.vault_copy.write_bytes(kept[1])
    life.click("first_next")
    assert life.find("organisation").text() == "みどりが丘地区社協"
    assert life.program.desk.user.name == "佐々木 恵子"
    assert paths.vault.exists()


def test_practice_lies_apart_and_is_marked(paths: AppPaths, live) -> None:
    life = live().start().click("first_practice")
    assert life.find("practice_band") is not None
    assert life.program.desk.paths.data_dir == paths.data_dir / "practice"
    assert not paths.vault.exists()


def test_a_bug_is_logged_without_words_and_said_where_the_person_is(
    paper: str, paths: AppPaths, live
) -> None:
    log = CrashLog(paths.make())
    life = live(crashes=log).start().unlock(PASSPHRASE)
    life.program.tasks.run(lambda: people.no_such_thing)  # type: ignore[attr-defined]
    life.settle()
    assert "プログラムのまちがい" in life.find("window_message_what").text()
    assert "AttributeError" in (paths.log / "crash.log").read_text(encoding="utf-8")
    log.close()
    life.program.window.close()
    life.settle()
    again = live().start().unlock(PASSPHRASE)
    assert "前に使っていたとき" in again.find("window_message_what").text()


def test_undo_find_and_help_reach_the_pages(paper: str, live) -> None:
    life = live().start().unlock(PASSPHRASE)
    window = life.program.window
    window.undo_last()
    life.settle()
    assert life.find("status_when").text() == "もどせることは、もう ありません。"
    saved = people.save_person(life.program.desk, None, {"name": "髙橋 昭一郎", "kana": "たかはし"})
    window.hub.announce(saved.changes)
    life.settle().click("status_undo")
    assert people.find_people(life.program.desk) == []
    assert life.find("status_when").text() == "元にもどしました"
    assert (
        life.find("status_what")
        .text()
        .startswith("取り消したのは「髙橋 昭一郎さんを名簿に入れました」です。")
    )
    window.find_words("たか")
    life.settle()
    assert window.current_page().objectName() == "watch"
    dialog = HelpDialog(window, window.current_page().help_name())
    dialog.show()
    assert "見守り" in dialog.windowTitle()
    assert faults(dialog) == []
    dialog.close()


@pytest.mark.parametrize("size", [20, 28])
def test_the_first_screens_keep_the_rules(qapp, live, size: int) -> None:
    install(qapp, size)
    life = live().start()
    life.program.preferences.text_size = size
    install(qapp, size)
    first = life.screen()
    for step in (first.who, first.how, first.file, first.district, first.person):
        first.show_step(step)
        life.settle()
        assert faults(life.program.entrance) == []
    life.program.entrance.show_screen(PaperUnlock())
    life.settle()
    assert faults(life.program.entrance) == []


def _words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_pressed_invitation_begins_at_what_it_says(tmp_path: Path, live) -> None:
    council = setup.begin_council(
        app_paths(tmp_path / "c"), "00", "みどり市社協", PASSPHRASE, CLOCK, person="市", kdf=PRACTICE
    )
    invited = inviting.invite_district(council.desk, "07", "みどりが丘", tmp_path).result.path
    council.desk.close()
    life = live()
    life.program.door.pressed = invited
    life.start()
    assert life.find("first_file_who").text() == "みどり市社協から、みどりが丘（07番）への招待です"
    life.click("first_next")
    assert life.screen().step() is life.screen().person
    life.click("first_back").click("first_back")
    assert life.screen().step() is life.screen().how, "what the file answers can still be answered otherwise"
