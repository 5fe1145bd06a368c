"""Keys that ended: what an old passphrase, an old paper, a removed person or their copies can still do."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace
from pathlib import Path

import pyrage

from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.domain.errors import LockedError, RefusedError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import access, checking, putting_back, second_place, setup, trying
from sasaeai_desktop.services.today.worklist import worklist
from sasaeai_desktop.services.usb import quarantine, revoking
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.sync import registration
from sasaeai_desktop.sync.keys import DeviceKeys
from sasaeai_desktop.vault import keeper, slots, store
from sasaeai_desktop.vault import resealing as vault_resealing
from sasaeai_desktop.vault.slots import PRACTICE
from tests.attacks.attack import Attack, Ground
from tests.attacks.stage import NEXT, OTHER, Stage, acts, hand_of, names, peer_named, put, stage, told
from tests.services.city import PASSPHRASE


def opens(desk: Desk, slot_file: Path, secret: str) -> bool:
    """Say whether a secret opens today's file together with a slot file of whatever time."""
    places = AppPaths(
        **{**_fields(desk.paths), "vault": slot_file, "vault_copy": slot_file.with_suffix(".copy")}
    )
    with contextlib.suppress(LockedError):
        key = keeper.unlock_either(places, secret).data_key
        with contextlib.suppress(RefusedError):
            Database(desk.paths.database, key).close()
            return True
    return False


def _fields(paths: AppPaths) -> dict[str, Path]:
    return {name: getattr(paths, name) for name in paths.__dataclass_fields__}


def old_passphrase(ground: Ground) -> str:
    desk = ground.begun()
    kept = backups.back_up(desk).path / "vault.json"
    copied = Path(shutil.copy(kept, ground.folder / "copied.json"))
    assert opens(desk, copied, PASSPHRASE), "the attack itself must work before"
    words = access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE).changes.label
    people.save_person(desk, None, {"name": "あとの 人"})
    for file in (kept, copied, desk.paths.vault):
        assert not opens(desk, file, PASSPHRASE), file
    assert opens(desk, desk.paths.vault, OTHER)
    return words


def old_paper(ground: Ground) -> str:
    desk = ground.begun()
    old = access.new_paper_key(desk, PASSPHRASE).result
    copied = Path(shutil.copy(desk.paths.vault, ground.folder / "copied.json"))
    kept = backups.back_up(desk).path
    assert opens(desk, copied, old)
    new = access.new_paper_key(desk, PASSPHRASE).result
    for file in (kept / "vault.json", copied, desk.paths.vault):
        assert not opens(desk, file, old), file
    assert opens(desk, desk.paths.vault, new)
    assert checking.verify_backup(desk.paths, kept, new) > 0
    return ground.told(lambda: checking.verify_backup(desk.paths, kept, old))


def forgotten_passphrase(ground: Ground) -> str:
    desk = ground.begun()
    paper = access.new_paper_key(desk, PASSPHRASE).result
    copied = Path(shutil.copy(desk.paths.vault, ground.folder / "copied.json"))
    desk.close()
    again = access.open_desk_with_paper(desk.paths, paper, NEXT, desk.clock, kdf=PRACTICE)
    ground.closing.append(again.close)
    assert not opens(again, copied, PASSPHRASE)
    assert opens(again, again.paths.vault, NEXT)
    again.close()
    return ground.told(lambda: setup.open_desk(desk.paths, PASSPHRASE, desk.clock))


def kept_backup(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    city.let_in(desk)
    kept = backups.back_up(desk).path
    city.put_out(desk)
    assert checking.verify_backup(desk.paths, kept, PASSPHRASE) > 0
    return ground.told(lambda: checking.verify_backup(desk.paths, kept, OTHER))


def backup_of_an_unknown_key(ground: Ground) -> str:
    desk = ground.begun()
    kept = backups.back_up(desk).path
    foreign = ground.begun("other")
    odd = backups.back_up(foreign).path
    access.change_passphrase(
        foreign, PASSPHRASE, NEXT, kdf=PRACTICE
    )  # re-sealed: our passphrase opens it no more
    shutil.copytree(odd, kept.with_name("20240101-000000-manual.backup"))
    words = access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE).changes.label
    assert [b.path for b in backups.kept(desk.paths)] == [kept]
    return words


def restored_from_a_stick(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    city.let_in(desk)
    stick = Path(shutil.copytree(backups.back_up(desk).path, ground.folder / "stick-of-the-shelf"))
    city.put_out(desk)
    desk.close()
    putting_back.restore_backup(desk.paths, stick, PASSPHRASE, desk.clock)
    words = ground.told(lambda: setup.open_desk(desk.paths, OTHER, desk.clock))
    again = setup.open_desk(desk.paths, PASSPHRASE, desk.clock)
    city.desks.append(again)
    assert not opens(again, stick / "vault.json", OTHER)
    assert len(names(again)) == 2
    return words


def restored_with_an_old_passphrase(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    city.let_in(desk)
    stick = Path(shutil.copytree(backups.back_up(desk).path, ground.folder / "stick-of-the-shelf"))
    city.put_out(desk)
    access.change_passphrase(desk, PASSPHRASE, NEXT, kdf=PRACTICE)
    desk.close()
    putting_back.restore_backup(
        desk.paths, stick, PASSPHRASE, desk.clock
    )  # only the passphrase of its time opens it
    city.desks.append(setup.open_desk(desk.paths, PASSPHRASE, desk.clock))
    return ground.told(lambda: keeper.unlock(desk.paths, OTHER))


def planted_in_the_slot_file(ground: Ground) -> str:
    desk = ground.begun()
    content = store.load(desk.paths)
    stranger = slots.seal_user(bytes(32), content["slots"][0]["user"], "どろぼう", PRACTICE)
    content["slots"][1] |= {"public": stranger["public"]}
    store.save(desk.paths, content)
    words = ground.told(lambda: access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE))
    assert opens(desk, desk.paths.vault, PASSPHRASE)
    return words


# -- the device's keys -----------------------------------------------------------------------------------------------


def _removed(ground: Ground) -> tuple[Stage, Desk, Desk, Desk]:
    """Return a city, its two laptops, and the first one's whole disk in the hands of somebody who was taken off."""
    city = stage(ground)
    first, second = city.pair()
    city.let_in(first)
    thief = city.stolen(first)
    city.put_out(first)
    return city, first, second, thief


def _tell_everyone(city: Stage, first: Desk, second: Desk) -> None:
    assert [r.state for r in city.take(city.council, city.send(first))] == ["applied"]
    assert [r.state for r in city.take(second, city.send(first, Route.TO_SIBLING))] == ["applied"]
    city.take(first, city.send(second, Route.TO_SIBLING), city.send(city.council, Route.TO_DISTRICT, "12"))


def _forge_visit(thief: Desk, memo: str = "") -> None:
    person = people.find_people(thief, "")[0].id
    watching.record_visit(thief, watching.VisitDraft(person, "2023-11-11", "visit", memo=memo))


def reads_on(ground: Ground) -> str:
    city, first, second, thief = _removed(ground)
    _tell_everyone(city, first, second)
    people.save_person(second, None, {"name": "あとの 人"})
    with reading(thief) as session:
        old = pyrage.x25519.Identity.from_str(device_keys(session).age_secret)
    for path in (city.send(second, Route.TO_SIBLING), city.send(city.council, Route.TO_DISTRICT, "12")):
        with contextlib.suppress(pyrage.DecryptError):
            pyrage.decrypt(path.read_bytes(), [old])
            raise AssertionError(f"{path.name} is sealed to keys that ended")
        assert city.take(first, path)[0].state != "refused"
    assert "あとの 人" in names(first)
    return ""


def forges_for_the_council(ground: Ground) -> str:
    city, first, second, thief = _removed(ground)
    _tell_everyone(city, first, second)
    before = acts(city.council)
    _forge_visit(thief)
    words = told(city.take(city.council, city.by_hand(thief, city.council, Route.TO_COUNCIL)))
    assert acts(city.council) == before == acts(first)
    assert checking.check(city.council).ok
    return words


def forged_before_the_news(ground: Ground) -> str:
    city, first, _second, thief = _removed(ground)
    before = acts(city.council)
    _forge_visit(thief)
    city.take(city.council, city.by_hand(thief, city.council, Route.TO_COUNCIL))
    assert acts(city.council) == before + 1, "nobody can know yet"
    words = told(city.take(city.council, city.send(first)))
    assert acts(city.council) == before
    assert checking.check(city.council).ok
    return words


def forges_for_the_sibling(ground: Ground) -> str:
    city, first, second, thief = _removed(ground)
    _forge_visit(thief, memo="にせの メモ")
    city.take(second, city.by_hand(thief, second, Route.TO_SIBLING))
    words = told(city.take(second, city.send(first, Route.TO_SIBLING)))
    assert acts(second) == acts(first)
    with reading(second) as session:
        assert not session.exec_driver_sql("SELECT 1 FROM visit WHERE memo = 'にせの メモ'").first()
    assert checking.check(second).ok
    assert names(second) == names(first)
    return words


def forges_for_the_council_by_its_own_keys(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    city.let_in(city.council)
    thief = city.stolen(city.council)
    city.put_out(city.council)
    assert [r.state for r in city.take(desk, city.send(city.council, Route.TO_DISTRICT, "12"))] == ["applied"]
    from sasaeai_desktop.services.desk import codes  # noqa: PLC0415 - only here

    codes.add(thief, codes.SIGNS, "にせの言葉")
    words = told(city.take(desk, city.by_hand(thief, desk, Route.TO_DISTRICT)))
    assert "にせの言葉" not in [e.label for e in codes.entries(desk, codes.SIGNS)]
    codes.add(city.council, codes.SIGNS, "本当の言葉")
    city.take(desk, city.send(city.council, Route.TO_DISTRICT, "12"))
    assert "本当の言葉" in [e.label for e in codes.entries(desk, codes.SIGNS)]
    newcomer = city.district("13", "第13地区")  # it never knew the old keys
    city.take(city.council, city.send(newcomer))
    assert [r.state for r in city.take(newcomer, city.send(city.council, Route.TO_DISTRICT, "13"))] == [
        "applied"
    ]
    return words


def names_an_heir_first(ground: Ground) -> str:
    city, first, _second, thief = _removed(ground)
    with reading(thief) as session:
        old = device_keys(session)
    mine = DeviceKeys.generate()
    put(thief, "reg", registration.succeed(old, mine.public, "A", "2024-04-05", "{}", "12"))
    put(thief, "keys", mine.to_dict())
    heir = replace(thief, me=replace(thief.me, device=mine.device))
    assert city.take(city.council, city.by_hand(heir, city.council, Route.TO_COUNCIL))[0].state == "applied"
    words = told(city.take(city.council, city.send(first)))
    revoking.revoke(city.council, mine.device)
    assert [r.state for r in city.take(city.council, city.send(first))] == ["applied"]
    return words


def a_strangers_succession(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    stranger, mine = DeviceKeys.generate(), DeviceKeys.generate()
    with reading(desk) as session:
        real = device_keys(session).public
    said = registration.succeed(stranger, mine.public, "A", "2024-04-05", "{}", "12")
    said |= {"former": real.device, "former_sign_key": real.sign.hex(), "former_age_key": real.age}
    copy = city.stolen(desk)
    put(copy, "keys", mine.to_dict())
    put(copy, "reg", said)
    liar = replace(copy, me=replace(copy.me, device=mine.device))
    words = told(city.take(city.council, city.by_hand(liar, city.council, Route.TO_COUNCIL)))
    assert peer_named(city.council, mine.device) is None
    return words


def the_last_honest_stick(ground: Ground) -> str:
    city, first, second, _ = _removed(ground)
    _tell_everyone(city, first, second)
    before = acts(first)
    _forge_visit(first)
    assert told(city.take(city.council, city.send(first))) == ""
    assert acts(city.council) == acts(first) == before + 1
    assert quarantine.items(city.council) == []
    with hand_of(first) as session:
        assert session.writer.device == first.me.device
    return ""


def restored_after_the_keys_ended(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    kept = backups.back_up(desk).path
    city.let_in(desk)
    city.put_out(desk)
    desk.close()
    putting_back.restore_backup(desk.paths, kept, PASSPHRASE, desk.clock)
    again = setup.open_desk(desk.paths, PASSPHRASE, desk.clock)
    city.desks.append(again)
    assert again.me.device == desk.me.device, "it went back to keys that ended"
    _forge_visit(again)
    words = told(city.take(city.council, city.send(again)))
    assert acts(city.council) == acts(again)
    return words


def _copied_elsewhere(ground: Ground) -> tuple[Desk, Path, Path]:
    """Return a desk, its stick, and the slot file of the copy on it."""
    desk = ground.begun()
    stick = ground.folder / "stick"
    stick.mkdir()
    copy = second_place.copy_to(desk, stick).result
    return desk, stick, copy / "vault.json"


def _opens_copy(desk: Desk, slot_file: Path, secret: str) -> bool:
    key = vault_resealing.opener(secret)(slot_file)
    if key is None:
        return False
    Database(slot_file.with_name("desk.db"), key).close()
    return desk.paths.data_dir not in slot_file.parents


def copy_in_a_second_place(ground: Ground) -> str:
    desk, stick, slots_there = _copied_elsewhere(ground)
    assert _opens_copy(desk, slots_there, PASSPHRASE)
    words = access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE).changes.label
    assert not _opens_copy(desk, slots_there, PASSPHRASE)
    assert _opens_copy(desk, slots_there, OTHER)
    assert second_place.second_place(desk).old == ()
    assert trying.try_out(desk, slots_there.parent, OTHER).same
    access.change_passphrase(desk, OTHER, NEXT, kdf=PRACTICE)
    assert not _opens_copy(desk, slots_there, OTHER)
    assert stick.is_dir()
    return words


def copy_that_was_not_plugged_in(ground: Ground) -> str:
    desk, stick, slots_there = _copied_elsewhere(ground)
    pulled = stick.rename(ground.folder / "in the drawer")
    words = access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE).changes.label
    assert "ほかの場所の控え 1個は" in words
    assert worklist(desk).backup_words == "ほかの場所の控えの鍵を 付けかえてください"
    said = second_place.second_place(desk).warning
    access.change_passphrase(desk, OTHER, NEXT, kdf=PRACTICE)
    desk.close()
    desk = ground.opened(passphrase=NEXT)
    assert second_place.second_place(desk).warning == said, "another opening forgets nothing"
    pulled.rename(stick)
    assert _opens_copy(desk, slots_there, PASSPHRASE), "it lay in the drawer"
    second_place.copy_to(desk, stick)
    assert not _opens_copy(desk, slots_there, PASSPHRASE)
    assert not _opens_copy(desk, slots_there, OTHER)
    assert _opens_copy(desk, slots_there, NEXT)
    assert second_place.second_place(desk).warning == ""
    return said


ROWS = [
    Attack("the old passphrase with the newest backup's slot file, and with a copy of it", "合いことばを変えました", old_passphrase),
    Attack("the old recovery paper, after a new one was printed", "この復旧キーでは開けません", old_paper),
    Attack("the forgotten passphrase, found again after the paper gave a new one", "合いことばがちがいます", forgotten_passphrase),
    Attack("the passphrase of a person who was taken off, at a kept backup", "合いことばがちがいます", kept_backup),
    Attack("a kept backup whose key nobody here knows", "開けない もしもの控え 1個は、消しました", backup_of_an_unknown_key),
    Attack("the old passphrase at a copy in a second place", "合いことばを変えました", copy_in_a_second_place),
    Attack("the same, with the stick in a drawer at the time", "前の復旧キーで まだ開けます", copy_that_was_not_plugged_in),
    Attack("a backup from a shelf brings a removed person back", "合いことばがちがいます", restored_from_a_stick),
    Attack("the same, opened with a passphrase that was changed since", "合いことばがちがいます", restored_with_an_old_passphrase),
    Attack("somebody plants a key of their own in the slot file", "準備が、まだできていない", planted_in_the_slot_file),
    Attack("a removed person reads later sticks with a copy of the old keys", "", reads_on),
    Attack("a removed person forges a visit for the council", "わきに よけました", forges_for_the_council),
    Attack("a visit forged before the news of the new keys came", "わきに よけました", forged_before_the_news),
    Attack("a removed person forges a visit for the other laptop", "わきに よけました", forges_for_the_sibling),
    Attack("somebody who left the council writes to a district", "わきに よけました", forges_for_the_council_by_its_own_keys),
    Attack("a removed person names new keys before the laptop does", "どちらかが にせものです", names_an_heir_first),
    Attack("a stranger names new keys for a laptop", "招待のしるしも合いません", a_strangers_succession),
    Attack("a laptop goes on writing under its new keys", "", the_last_honest_stick),
    Attack("a backup of before the keys ended takes today's place", "", restored_after_the_keys_ended),
]  # fmt: skip
