"""Who joins, and what others changed: told to a person, and refused with one click."""

from __future__ import annotations

from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.inbox import arrived, finding, inbox, settling
from sasaeai_desktop.services.inbox.settling import Answer
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.usb import inviting, revoking
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.vault.slots import PRACTICE
from tests.attacks.attack import Attack, Ground
from tests.attacks.stage import Stage, acts, names, stage, told
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS


def new_laptops(desk: Desk) -> list[inbox.Item]:
    return [i for i in inbox.items(desk) if i.oddity is finding.Oddity.LAPTOP]


def own_number(desk: Desk) -> str:
    return next(laptop.fingerprint for laptop in revoking.laptops(desk) if laptop.mine)


def a_stolen_invitation(ground: Ground) -> str:
    city = stage(ground)
    invited = inviting.invite_district(city.council, "12", "新旭川", city.folder / "invitations").result
    blob = invited.path.read_bytes()
    thief, real = (
        setup.begin_invited(app_paths(city.folder / who), blob, PASSPHRASE, city.clock, kdf=PRACTICE).desk
        for who in ("thief", "real")
    )
    city.desks += [thief, real]
    city.load(thief, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    city.take(city.council, city.send(thief))
    (item,) = new_laptops(city.council)
    assert own_number(thief) in item.sides[0].words
    assert acts(city.council) == 3
    late = told(city.take(city.council, city.send(real)))
    assert own_number(thief) in late, "the real one hears whose number has used it"
    settling.resolve(city.council, item.key, Answer("take", 2))
    assert acts(city.council) == 0
    found = checking.check(city.council).problems
    assert found == [], found
    assert new_laptops(city.council) == []
    return item.title


def an_honest_newcomer(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    (item,) = new_laptops(city.council)
    assert own_number(desk) in item.sides[0].words
    assert own_number(city.council) in [p.fingerprint for p in revoking.laptops(desk) if p.council]
    settling.resolve(city.council, item.key, Answer("take", 1))
    assert new_laptops(city.council) == []
    assert acts(city.council) == 3
    return item.sides[0].verb


def a_stolen_sibling_invitation(ground: Ground) -> str:
    city = stage(ground)
    first = city.laptop()
    thief = city.sibling(first)
    people.save_person(thief, None, {"name": "にせの 人"})
    city.take(first, city.send(thief, Route.TO_SIBLING))
    (item,) = new_laptops(first)
    assert "にせの 人" in names(first)
    words = settling.resolve(first, item.key, Answer("take", 2)).result
    assert "にせの 人" not in names(first)
    assert checking.check(first).ok
    return words


def renewed_keys(ground: Ground) -> str:
    city, first, _ = _pair(ground)
    city.let_in(first)
    city.put_out(first)
    city.take(city.council, city.send(first))
    (item,) = new_laptops(city.council)
    assert own_number(first) in item.sides[0].words
    return item.title


def _pair(ground: Ground) -> tuple[Stage, Desk, Desk]:
    city = stage(ground)
    first, second = city.pair()
    for desk in (city.council, first, second):
        for item in new_laptops(desk):
            settling.resolve(desk, item.key, Answer("take", 1))
    return city, first, second


def another_laptop_changes_a_record(ground: Ground) -> str:
    city, first, second = _pair(ground)
    person = people.find_people(second, "髙橋")[0].id
    people.save_person(second, person, {"name": "髙橋 昭一郎", "phone": "0166-99-9999"})
    watching.delete_visit(second, watching.timeline(second, person)[0].id)
    people.save_person(second, None, {"name": "あとの 人"})
    city.take(first, city.send(second, Route.TO_SIBLING))
    (latest, *_) = arrived.arrivals(first)
    assert "住民・対象者 1件" in latest.new
    assert {line.source.where for line in latest.lines} == {"パソコンB"}
    return "　".join(f"{line.about} {line.words} {line.source.words}" for line in latest.lines)


ROWS = [
    Attack("a stolen invitation is used before the invited laptop uses it", "新しいパソコンが 仲間に入りました", a_stolen_invitation),
    Attack("an honest laptop joins, and both sides see one number", "覚えがある", an_honest_newcomer),
    Attack("a stranger joins by the invitation for a second laptop", "市社協にも すぐ知らせてください", a_stolen_sibling_invitation),
    Attack("a laptop comes with new keys", "パソコンの鍵が 新しくなりました", renewed_keys),
    Attack("another laptop changes a phone number and deletes a visit", "電話を「0166-99-9999」に", another_laptop_changes_a_record),
]  # fmt: skip
