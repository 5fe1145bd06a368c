"""What is entrusted to a council: without a district's word nothing opens, and its end is an end."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk import audit, backups
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import access, escrow, key_rotation, setup
from sasaeai_desktop.vault import keeper, slots, store
from sasaeai_desktop.vault.slots import PRACTICE
from tests.attacks.attack import Attack, Ground
from tests.attacks.ended_keys import opens
from tests.attacks.stage import OTHER, Stage, stage
from tests.services.city import PASSPHRASE


def _again(city: Stage, desk: Desk, passphrase: str = PASSPHRASE) -> Desk:
    desk.close()
    again = setup.open_desk(desk.paths, passphrase, desk.clock)
    city.desks.append(again)
    return again


def never_agreed(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    assert escrow.state(desk).on == ""
    assert {s["type"] for s in store.load(desk.paths)["slots"]} == {slots.USER, slots.PAPER}
    return ground.told(lambda: escrow.open_entrusted(city.council, desk.paths.data_dir))


def lost_everything(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    escrow.give(desk, PASSPHRASE)
    people.save_person(desk, None, {"name": "あとの 人"})
    copy = backups.back_up(desk).path
    stick = Path(shutil.copytree(copy, ground.folder / "stick" / copy.name))
    opened = escrow.open_entrusted(city.council, stick).result
    assert (opened.code, opened.on) == ("12", desk.today())
    assert any("12番の地区から あずかった鍵を開けました" in e.words for e in audit.entries(city.council))
    ground.told(lambda: access.try_paper_key(desk, opened.key))  # it is no paper
    desk.close()
    again = access.open_desk_with_paper(desk.paths, opened.key, OTHER, desk.clock, kdf=PRACTICE)
    city.desks.append(again)
    assert [p.name for p in people.find_people(again, "あとの")] == ["あとの 人"]
    assert escrow.state(again).on == "", "what was told to somebody has served"
    assert not opens(again, stick / "vault.json", opened.key)
    assert not opens(again, again.paths.vault, opened.key)
    return next(e.words for e in audit.entries(again) if "あずけてあった" in e.words)


def taken_back(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    escrow.give(desk, PASSPHRASE)
    copied = ground.folder / "copied.json"
    shutil.copy(desk.paths.vault, copied)
    kept = backups.back_up(desk).path
    key = escrow.open_entrusted(city.council, copied).result.key
    assert opens(desk, copied, key), "the attack itself must work before"
    words = escrow.take_back(desk, PASSPHRASE).changes.label
    people.save_person(desk, None, {"name": "あとの 人"})
    for file in (copied, kept / "vault.json", desk.paths.vault):
        assert not opens(desk, file, key), file
    ground.told(lambda: escrow.open_entrusted(city.council, kept))
    return words


def council_has_new_keys(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    escrow.give(desk, PASSPHRASE)
    former = city.stolen(city.council)
    key_rotation.rotate(city.council, PASSPHRASE)
    assert escrow.open_entrusted(city.council, desk.paths.data_dir).result.code == "12", (
        "nobody is left behind"
    )
    old = escrow.open_entrusted(former, desk.paths.data_dir).result.key
    copied = ground.folder / "copied.json"
    shutil.copy(desk.paths.vault, copied)
    city.take(desk, city.send(city.council, Route.TO_DISTRICT, "12"))
    assert escrow.state(desk).stale
    again = _again(city, desk)
    assert not escrow.state(again).stale
    for file in (copied, again.paths.vault):
        assert not opens(again, file, old), file
    assert escrow.open_entrusted(city.council, again.paths.data_dir).result.code == "12"
    return ground.told(lambda: escrow.open_entrusted(former, again.paths.data_dir))


def box_of_another_vault(ground: Ground) -> str:
    city = stage(ground)
    desk, other = city.laptop(), city.laptop("13")
    for each in (desk, other):
        escrow.give(each, PASSPHRASE)
    content = store.load(desk.paths)
    theirs = keeper.escrow_slot(other.paths)
    assert theirs is not None
    for slot in content["slots"]:
        if slot["type"] == slots.ESCROW:
            slot[slots.ESCROW] = theirs[slots.ESCROW]
    place = ground.folder / "mixed.json"
    place.write_bytes(store.encode(content))
    return ground.told(lambda: escrow.open_entrusted(city.council, place))


def planted_council_slot(ground: Ground) -> str:
    """Somebody who may write to the disk adds a slot for a key of their own: it is never given the data key."""
    city = stage(ground)
    desk = city.laptop()
    theirs = slots.seal_escrow(os.urandom(32), os.urandom(20))
    content = store.load(desk.paths)
    store.save(desk.paths, {**content, "slots": [*content["slots"], theirs]})
    return ground.told(lambda: access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE))


ROWS = [
    Attack("a council opens a district that entrusted nothing", "あずけていません", never_agreed),
    Attack("a district lost passphrase and paper, and had entrusted a key", "市社協に あずけてあった鍵で開き", lost_everything),
    Attack("the council opens a district that took its key back", "やめました", taken_back),
    Attack("the council's former keys open a district", "あずけられたものではありません", council_has_new_keys),
    Attack("the box of another district is slipped into a slot file", "べつの控えのもの", box_of_another_vault),
    Attack("somebody plants a slot that looks entrusted", "準備が、まだできていない", planted_council_slot),
]  # fmt: skip
