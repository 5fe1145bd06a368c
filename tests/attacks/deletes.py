"""Deletes and erasures of another laptop: what had not been seen is not lost, what was not confirmed is not done."""

from __future__ import annotations

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk import backups, undoing
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.inbox import finding, inbox, settling
from sasaeai_desktop.services.inbox.settling import Answer
from sasaeai_desktop.services.people import erasing, people
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.tables.exporting import export_table
from sasaeai_desktop.services.tables.importing import import_table
from sasaeai_desktop.services.usb import traffic
from sasaeai_desktop.services.watch import watching
from tests.attacks.attack import Attack, Ground
from tests.attacks.stage import Stage, acts, names, stage

NOTE = "新聞がたまり、応答が弱い。"


def _note_and_delete(ground: Ground, *, seen: bool = False) -> tuple[Stage, Desk, Desk, Id]:
    """One laptop deletes a visit, the other marks 異変 on it; then both hear of each other."""
    city = stage(ground)
    first, second = city.pair()
    person = _person(first)
    visit = watching.timeline(first, person)[0].id
    draft = watching.VisitDraft(person, "2023-10-05", "visit", condition="alarm", memo=NOTE)
    if seen:
        watching.edit_visit(second, visit, draft)
        city.take(first, city.send(second, Route.TO_SIBLING))
        watching.delete_visit(first, visit)
    else:
        watching.delete_visit(first, visit)
        watching.edit_visit(second, visit, draft)
    _exchange(city, first, second)
    return city, first, second, visit


def _person(desk: Desk) -> Id:
    with reading(desk) as session:
        sql = "SELECT person FROM visit WHERE date = '2023-10-05' LIMIT 1"
        return Id(session.exec_driver_sql(sql).scalar() or b"")


def _exchange(city: Stage, first: Desk, second: Desk) -> None:
    city.take(first, city.send(second, Route.TO_SIBLING))
    city.take(second, city.send(first, Route.TO_SIBLING))
    city.take(city.council, city.send(first), city.send(second))


def _asked(desk: Desk) -> list[inbox.Item]:
    return [i for i in inbox.items(desk) if i.oddity is finding.Oddity.DELETED]


def _memo(desk: Desk, visit: Id) -> tuple[object, ...]:
    with reading(desk) as session:
        row = session.exec_driver_sql("SELECT gone, condition, memo FROM visit WHERE id = ?", (visit,)).one()
    return tuple(row)


def a_note_nobody_had_seen(ground: Ground) -> str:
    city, first, second, visit = _note_and_delete(ground)
    for desk in (first, second):
        (item,) = _asked(desk)
        assert NOTE in "".join(side.words for side in item.sides)
        assert _memo(desk, visit) == (1, "alarm", NOTE)
        assert acts(desk) == acts(city.council) == 2
        assert checking.check(desk).ok
    out = ground.folder / "visits.csv"
    export_table(first, "visits", out)
    assert NOTE in out.read_text(encoding="utf-8")
    report = import_table(first, "visits", out).result
    assert (report.added, report.rejected) == (0, []), (report, out.read_text(encoding="utf-8"))
    back = next(n for n, side in enumerate(item.sides, 1) if side.verb == "もどす")
    settling.resolve(second, item.key, Answer("take", back))
    _exchange(city, first, second)
    for desk in (first, second):
        assert _asked(desk) == []
        assert _memo(desk, visit) == (0, "alarm", NOTE)
        assert acts(desk) == acts(city.council) == 3
    return item.title


def a_note_that_stays_deleted(ground: Ground) -> str:
    city, first, second, visit = _note_and_delete(ground)
    (item,) = _asked(first)
    settling.resolve(first, item.key, Answer("take", 1))
    assert _asked(first) == []
    done = undoing.undo_last(first)
    assert done is not None
    assert len(_asked(first)) == 1, "the undone answer asks again"
    settling.resolve(first, item.key, Answer("take", 1))
    _exchange(city, first, second)
    assert _asked(second) == []
    assert _memo(second, visit)[0] == 1
    assert checking.check(second).state_hash == checking.check(first).state_hash
    return item.sides[0].verb


def a_note_that_was_seen(ground: Ground) -> str:
    _, first, second, visit = _note_and_delete(ground, seen=True)
    assert _asked(first) == _asked(second) == []
    assert _memo(second, visit)[0] == 1
    return ""


def an_erasure_from_the_other_laptop(ground: Ground) -> str:
    city = stage(ground)
    first, second = city.pair()
    kept = backups.back_up(second).path
    person = people.find_people(first, "髙橋")[0].id
    erasing.erase_person(first, person, "本人の求め")
    before = _home(second)
    city.take(second, city.send(first, Route.TO_SIBLING))
    assert _home(second) == before, "it changed something before anybody said so"
    assert kept.exists()
    assert checking.check(second).ok
    (item,) = [i for i in inbox.items(second) if i.oddity is finding.Oddity.ERASURE]
    city.take(first, city.send(second, Route.TO_SIBLING))
    (line,) = [each for each in traffic.traffic(first).lines if each.name.startswith("パソコン")]
    assert any("待っています" in words for words in line.details), line
    settling.resolve(second, item.key, Answer("take", 1))
    assert names(second) == names(first) == ["𠮷田 ヨシ江"]
    assert not kept.exists(), "a backup of before still holds the words"
    assert acts(second) == acts(first) == 3
    assert checking.check(second).ok
    city.take(first, city.send(second, Route.TO_SIBLING))
    assert not any("待っています" in w for each in traffic.traffic(first).lines for w in each.details)
    return f"{item.about}　{item.title}"


def an_erasure_that_is_refused(ground: Ground) -> str:
    city = stage(ground)
    first, second = city.pair()
    person = people.find_people(first, "髙橋")[0].id
    erasing.erase_person(first, person, "本人の求め")
    city.take(second, city.send(first, Route.TO_SIBLING))
    (item,) = [i for i in inbox.items(second) if i.oddity is finding.Oddity.ERASURE]
    settling.resolve(second, item.key, Answer("take", 2))
    assert "髙橋 昭一郎" in names(second)
    assert [i for i in inbox.items(second) if i.oddity is finding.Oddity.ERASURE] == []
    city.take(first, city.send(second, Route.TO_SIBLING))
    assert names(first) == ["𠮷田 ヨシ江"]
    return " ".join(words for line in traffic.traffic(first).lines for words in line.details)


def _home(desk: Desk) -> object:
    with reading(desk) as session:
        kinds = ("person", "contact", "consent", "visit", "case", "assignment")
        return [session.exec_driver_sql(f'SELECT * FROM "{kind}" ORDER BY id').all() for kind in kinds]


ROWS = [
    Attack("another laptop erases a person: nothing goes before somebody here says so", "髙橋 昭一郎", an_erasure_from_the_other_laptop),
    Attack("a person here does not want what another laptop erased to go", "消さないことにしました", an_erasure_that_is_refused),
    Attack("a laptop deletes a visit on which the other has noted 異変", "消した方と、書きたした方がいます", a_note_nobody_had_seen),
    Attack("the same, and a person says that it stays deleted", "消したままにする", a_note_that_stays_deleted),
    Attack("a laptop deletes a visit whose note it had seen", "", a_note_that_was_seen),
]  # fmt: skip
