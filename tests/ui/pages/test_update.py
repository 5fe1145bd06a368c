"""A newer program on the council's stick, and files that are pressed, as a person meets them."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from sasaeai_desktop.db import schema
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.usb import updating
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import release as releases
from sasaeai_desktop.sync.keys import DeviceKeys
from sasaeai_desktop.sync.release import Release
from ui.pages.conftest import Opener
from ui.pages.usb_desk import City

BYTES = b"a newer program"


def write(stick: Path, keys: DeviceKeys, version: str = "99.0.1") -> None:
    release = Release(
        version, schema.VERSION, sys.platform, "new.exe", len(BYTES), hashlib.sha256(BYTES).hexdigest()
    )
    (stick / "new.exe").write_bytes(BYTES)
    (stick / releases.FILE).write_bytes(releases.sealed(release, keys))


def test_the_window_offers_the_councils_newer_program_and_hands_over_to_its_installer(
    city: City, drive: Opener
) -> None:
    council = city.open(city.council)
    with reading(council) as session:
        keys = device_keys(session)
    council.close()
    laptop = drive(city.open(city.district))
    laptop.usb(city.stick)
    write(city.stick, DeviceKeys.generate())
    pressed = city.stick / "sasaeai-07-C-0001.age"  # the whole stick is looked at
    laptop.window.open_file(pressed)
    laptop.settle()
    assert "市社協が渡したものだと たしかめられません" in laptop.words("usb_receive_wrong")
    assert not laptop.seen("usb_receive_update")
    write(city.stick, keys)
    page = laptop.page()
    page.look(city.stick)  # type: ignore[attr-defined]  # the receiving page
    laptop.settle()
    assert "新しいプログラム 99.0.1 が入っています" in laptop.words("usb_receive_update")
    laptop.click("usb_update")
    started: list[Path] = []
    laptop.page().start = lambda path: started.append(path) or False  # type: ignore[attr-defined, func-returns-value]
    laptop.click("update_primary")
    assert started == [updating.kept_in(laptop.desk) / "new.exe"]
    assert started[0].read_bytes() == BYTES
    assert str(started[0]) in laptop.text("update_words")
    write(city.stick, keys, "0.0.1")  # an old stick: kept as an update keeps it
    before = updating.look(laptop.desk, city.stick)
    assert before is not None
    updating.go_back(laptop.desk, before)
    for _ in ("the update", "what was received"):
        laptop.page().leave()
    laptop.settle().click("usb_settings")
    assert laptop.page().back_button.isVisible(), (
        "beside the program of before, もどる still leads back to USB受け渡し"
    )
    laptop.click("settings_before")
    assert "前のプログラム 0.0.1 です" in laptop.text("update_words")
    laptop.page().start = lambda path: started.append(path) or False  # type: ignore[attr-defined, func-returns-value]
    laptop.click("update_primary")
    assert started[1] == started[0]


def test_a_pressed_invitation_shows_whom_it_is_from(city: City, drive: Opener) -> None:
    laptop = drive(city.open(city.district))
    laptop.window.open_file(next(city.folder.glob("*.sasaeai-invite")))
    laptop.settle()
    assert "みどり市社協から、みどりが丘地区社協（07番）への招待です" in laptop.words("usb_join_result")
