from __future__ import annotations

from sasaeai_desktop.db import fold
from sasaeai_desktop.db.repositories.history import steps_of_all
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.people import erasing, people, person_page
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import VisitDraft


def test_undo_walks_back_and_never_to_and_fro(desk, town):
    person = town.watched("田中 スミ")
    for day in ("2026-06-01", "2026-06-02"):
        watching.record_visit(desk, VisitDraft(person, day, "visit"))
    labels = []
    for _ in range(4):
        done = undoing.undo_last(desk)
        labels.append(done.changes.label)
        assert done.changes.action is None
    assert labels == [
        "元にもどしました：田中 スミさんの訪問をきろくしました",
        "元にもどしました：田中 スミさんの訪問をきろくしました",
        "元にもどしました：田中 スミさんの見守りを始めました",
        "元にもどしました：田中 スミさんを名簿に入れました",
    ]
    assert people.find_people(desk) == []


def test_what_somebody_changed_since_is_kept_and_said(desk, desks, town, carried):
    person = town.person("田中 スミ", phone="1")
    done = people.save_person(desk, person, {"phone": "2", "town": "さくら"})
    other = desks.new("B")
    carried(desk, other)
    people.save_person(other, person, {"phone": "3"})
    carried(other, desk)
    undone = undoing.undo(desk, done.changes.action)
    assert undone.result == "「電話」は、あとで直されているので そのままにしました。"
    shown = person_page.person_view(desk, person).person
    assert (shown.phone, shown.town) == ("3", "")


def test_nothing_to_take_back(desk, town):
    undoing.undo_last(desk)  # the beginning of the desk
    assert undoing.undo_last(desk) is None


def test_the_history_of_a_record_in_plain_words(desk, desks, town, carried):
    person = town.person("田中 スミ", "たなか すみ", phone="0166-1")
    people.save_person(desk, person, {"phone": "0166-2", "sex": "female"})
    other = desks.new("B")
    carried(desk, other)
    people.save_person(other, person, {"phone": ""})
    carried(other, desk)
    people.delete_person(desk, person)
    undoing.undo_last(desk)
    lines = undoing.history(desk, "person", person)
    assert [(x.on, x.by) for x in lines] == [
        ("2026-06-11", "佐々木 恵子"), ("2026-06-11", "佐々木 恵子"), ("2026-06-11", "市の担当"),
        ("2026-06-11", "佐々木 恵子"), ("2026-06-11", "佐々木 恵子"),
    ]  # fmt: skip
    words = [x.words for x in lines]
    assert words[0] == "消したのを もどしました"
    assert words[1] == "消しました"
    assert words[2] == "電話の「0166-2」を消しました"
    assert set(words[3].split("。")) == {"電話を「0166-1」から「0166-2」にしました", "性別を「女」にしました"}
    assert words[4].startswith("はじめて書きました")


def test_the_history_names_people_and_joins_what_one_action_did(desk, town):
    person = town.watched("田中 スミ")
    watcher = town.volunteer("原田 ミツ")
    visit = town.visit(person, "2026-06-10")
    watching.edit_visit(
        desk, visit, VisitDraft(person, "2026-06-09", "phone", watchers=(watcher,), memo="声に張り")
    )
    newest, first = undoing.history(desk, "visit", visit)
    assert "方法を「訪問」から「電話」にしました" in newest.words
    assert "担い手を「原田 ミツ」にしました" in newest.words
    assert "メモを「声に張り」にしました" in newest.words
    assert "対象者「田中 スミ」" in first.words


def test_a_history_misses_no_change_that_the_journal_holds(desk, desks, town, carried):
    often, erased = town.person("田中 スミ"), town.person("佐藤 ハナ", phone="0166-9")
    other = desks.new("B")
    carried(desk, other)
    for n in range(4):
        people.save_person(desk, often, {"phone": f"0166-{n}", "sex": ("female", "male")[n % 2]})
        people.save_person(other, often, {"phone": f"0167-{n}", "town": f"さくら{n}"})
        if n % 2:
            carried(desk, other)
            carried(other, desk)
    people.save_person(desk, erased, {"phone": "0166-8"})
    erasing.erase_person(desk, erased, "本人の申し出")
    with reading(desk) as session:
        held: dict[tuple[str, bytes], set[bytes]] = {}
        for _, changes in fold.all_changes(session):
            for change in changes:
                held.setdefault((change.kind, change.ent), set()).add(change.id)
        assert len(held["person", often]) == 9
        each = {key: steps_of_all(session, [key])[key] for key in held}
        assert steps_of_all(session, held) == each
    assert {key: {step.change.id for step in steps} for key, steps in each.items()} == held
