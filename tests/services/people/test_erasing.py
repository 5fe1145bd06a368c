"""Erasing a person by law: here, on the sibling, at the council for copies, and out of the backups."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sasaeai_desktop.db import erasures, streams
from sasaeai_desktop.db.repositories import base, quarantine
from sasaeai_desktop.domain.cards import CardCopy, Destination
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Form, fields_of
from sasaeai_desktop.domain.people import ConsentState, Purpose, Volunteer
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.watch import Sheet, Visit
from sasaeai_desktop.services.activities import activities, trainings
from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk import backups, undoing
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.inbox import inbox
from sasaeai_desktop.services.inbox.item import Oddity
from sasaeai_desktop.services.money import ledger, year_closing
from sasaeai_desktop.services.people import consents, erasing, erasures_asked, mentions, people, volunteers
from sasaeai_desktop.services.reports import reports, trace_names
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.school import schools
from sasaeai_desktop.services.today import worklist
from sasaeai_desktop.services.watch import sheets, watching
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

NAMES = ("髙橋", "昭一郎", "ﾀｶﾊｼ", "たかはし", "タカハシ", "5条通4丁目", "庭の豆")


@pytest.fixture
def north(city: City) -> Desk:
    desk = city.district("12", "北")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return desk


def takahashi(desk: Desk) -> Id:
    return erasing.person_numbered(desk, "001")


def plain_text(desk: Desk) -> str:
    """Return every byte of the database, decrypted into a plain file as SQLite pages, and every unpacked line."""
    plain = desk.paths.data_dir / "plain.db"
    plain.unlink(missing_ok=True)
    desk.database.checkpoint()
    raw = sqlcipher.connect(str(desk.paths.database))
    raw.execute(f"PRAGMA key = \"x'{desk.database._key}'\"")
    raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.close()
    pages = plain.read_bytes()
    sqlite3.connect(plain).close()
    plain.unlink()
    lines = []
    with desk.database.read() as connection:
        for stream in streams.all_streams(connection):
            for part in erasures.parts_of_number(connection, stream.number):
                lines += part.lines
        lines += [line for item in quarantine.all_items(connection) for line in item.lines]
    return (pages + b"\n".join(lines)).decode(errors="replace")


def names_left(desk: Desk) -> list[str]:
    text = plain_text(desk)
    return [name for name in NAMES if name in text]


def test_a_person_is_erased_here_and_on_the_sibling_and_no_total_moves(city: City, north: Desk) -> None:
    sibling = city.sibling(north)
    city.take(north, city.send(sibling, Route.TO_SIBLING))
    early = city.send(north, Route.TO_SIBLING)
    city.take(sibling, early)
    city.take(city.council, city.send(north))
    people.save_person(north, takahashi(north), {"note": "髙橋 昭一郎さんは犬好き"})
    before = [reports.annual(desk, 2023).to_json() for desk in (north, sibling, city.council)]
    backups.back_up(north)
    backups.back_up(sibling)
    assert len(names_left(north)) > 3

    done = erasing.erase_person(north, takahashi(north), "ご本人の求めによる").result
    (taken,) = city.take(sibling, city.send(north, Route.TO_SIBLING))
    city.take(city.council, city.send(north))

    assert names_left(north) == []
    assert len(names_left(sibling)) > 3  # nothing goes before a person there says so
    (told,) = city.confirm_erasures(sibling)
    assert names_left(sibling) == []
    assert done.backups >= 1
    assert len(backups.kept(north.paths)) == len(backups.kept(sibling.paths)) == 1
    assert taken.notices == []
    assert "控え" in told
    assert [reports.annual(desk, 2023).to_json() for desk in (north, sibling, city.council)] == before
    for desk in (north, sibling, city.council):
        assert checking.check(desk).problems == []
    assert checking.check(north).state_hash == checking.check(sibling).state_hash
    assert checking.verify_backup(north.paths, backups.kept(north.paths)[0].path, "ふゆの さんぽ") > 0
    third = city.sibling(north)
    city.take(north, city.send(third, Route.TO_SIBLING))
    city.take(third, city.send(sibling, Route.TO_SIBLING))  # stripped lines, relayed with the erasure
    city.take(third, city.send(north, Route.TO_SIBLING))
    assert names_left(third) == []
    assert reports.annual(third, 2023).to_json() == before[0]


def test_a_helper_is_erased_with_their_posts_and_no_total_moves(city: City, north: Desk) -> None:
    helper = erasing.person_numbered(north, "V01", Volunteer)
    volunteers.save_volunteer(north, helper, {"phone": "0166-55-7777", "note": "渡邊さんは車がある"})
    school = schools.save_school(north, None, {"name": "東五条小", "points": "校門前"}).result
    schools.set_post(north, school, helper, badge="7")
    course = {"type": "training", "state": "held", "date": "2023-05-10", "title": "入門の講座"}
    trainings.set_completed(north, activities.save_activity(north, None, course).result, {helper})
    sibling = city.sibling(north)
    city.take(north, city.send(sibling, Route.TO_SIBLING))
    city.take(sibling, city.send(north, Route.TO_SIBLING))
    city.take(city.council, city.send(north))
    before = [reports.annual(desk, 2023).to_json() for desk in (north, sibling, city.council)]
    plan = erasing.plan_erasure(north, helper)
    assert (plan.name, dict(plan.goes), dict(plan.stays)) == (
        "渡邊 節子",
        {"担い手との組み合わせ": 2, "担い手の名前・電話など": 1, "登校見守りの当番": 1},
        {"役割の数": 3, "研修の修了の数": 1},
    )
    with pytest.raises(InputError, match="理由に"):
        erasing.erase_person(north, helper, "渡邊さんの求め")
    erasing.erase_person(north, helper, "ご本人の求めによる")
    city.take(sibling, city.send(north, Route.TO_SIBLING))
    city.take(city.council, city.send(north))
    words = ("渡邊", "節子", "0166-55-7777", "車がある")
    assert [w for w in words if w in plain_text(north)] == []
    assert {w for w in words if w in plain_text(sibling)} != set()
    with reading(sibling) as session:
        (waits,) = erasures_asked.waiting(session)
        assert erasures_asked.asked(session, waits).names == ("渡邊 節子",)
    city.confirm_erasures(sibling)
    assert [w for w in words if w in plain_text(sibling)] == []
    assert [reports.annual(desk, 2023).to_json() for desk in (north, sibling, city.council)] == before
    for desk in (north, sibling, city.council):
        assert checking.check(desk).problems == []
    assert volunteers.find_volunteers(north) == []
    assert {item.oddity for item in inbox.items(north)} == {Oddity.LAPTOP}  # nobody is missed


def test_the_plan_names_what_goes_and_what_stays(north: Desk) -> None:
    plan = erasing.plan_erasure(north, takahashi(north))
    assert plan.name == "髙橋 昭一郎"
    assert dict(plan.goes) == {
        "名前・住所・電話など": 1,
        "同意の記録": 1,
        "担い手との組み合わせ": 1,
        "見守り登録の言葉": 1,
        "見守りのメモ・様子・サイン": 2,
    }
    assert dict(plan.stays) == {"見守りの回数": 2, "見守り登録の数": 1}


def test_cards_and_their_copies_go_but_the_ledger_of_provisions_stays(city: City, north: Desk) -> None:
    person = takahashi(north)
    draft = CardDraft(person=person, facts="髙橋さんは屋根の雪で困っている", consent=ConsentState.GIVEN)
    card = cards.write_card(north, draft).result
    handing.hand_over(north, card, to=Destination.COUNCIL)
    city.take(city.council, city.send(north))
    assert "髙橋" in plain_text(city.council)

    erasing.erase_person(north, person, "ご家族の求めによる")
    city.take(city.council, city.send(north))

    assert names_left(city.council) == []
    assert len(backups.kept(city.council.paths)) == 1
    with reading(north) as session:
        kept = session.exec_driver_sql("SELECT names FROM provision").scalars().all()
    assert set(kept) == {"髙橋 昭一郎"}
    assert cards.card_view(north, card).card.name == ""
    assert checking.check(city.council).problems == []


def test_lists_and_sheets_go_on_without_the_person(north: Desk) -> None:
    with reading(north) as session:
        (watcher,) = base.select(session, Volunteer)
    made = sheets.make_sheet(north, watcher.id, "2024-03").result
    person, rows_before = takahashi(north), made.rows
    erasing.erase_person(north, person, "ご本人の求めによる")
    rows = sheets.open_sheet(north, made.sheet).rows
    assert [r.person for r in rows] == [r.person for r in rows_before if r.person != person]
    with reading(north) as session:
        stored = session.exec_driver_sql(f"SELECT rows FROM {Sheet.kind}").scalar()
    assert len(str(stored).split()) == len(rows_before)
    assert person.hex() not in str(stored)
    assert all(item.person != person for item in worklist.worklist(north).people)
    assert people.find_people(north, "髙橋") == []


def test_a_reason_must_not_name_the_person(north: Desk) -> None:
    with pytest.raises(InputError, match="お名前"):
        erasing.erase_person(north, takahashi(north), "髙橋昭一郎さんのご希望")
    with pytest.raises(InputError):
        erasing.erase_person(north, takahashi(north), " ")
    assert people.find_people(north, "髙橋") != []


def test_a_revoked_consent_takes_the_copy_back_and_a_new_one_makes_a_new_copy(
    city: City, north: Desk
) -> None:
    person = takahashi(north)
    card = cards.write_card(
        north, CardDraft(person=person, facts="雪かき", consent=ConsentState.GIVEN)
    ).result
    first = handing.hand_over(north, card, to=Destination.COUNCIL).result
    old = city.send(north)
    city.take(city.council, old)
    consents.revoke_consent(north, person, Purpose.REFER)
    with pytest.raises(InputError):
        handing.share_again(north, card)
    city.take(city.council, city.send(north))

    with reading(city.council) as session:
        row = session.exec_driver_sql("SELECT number, withdrawn, name, facts FROM card_copy").one()
    assert row[0] is not None
    assert tuple(row[1:]) == ("2024-04-05", None, None)
    assert names_left(city.council) == []

    consents.set_consent(north, person, Purpose.REFER, ConsentState.GIVEN)
    second = handing.share_again(north, card).result
    city.take(city.council, city.send(north))
    assert second != first
    with reading(city.council) as session:
        live = session.exec_driver_sql(f"SELECT id, name FROM {CardCopy.kind} WHERE withdrawn IS NULL").all()
    assert [tuple(r) for r in live] == [(second, "髙橋 昭一郎")]
    assert city.take(city.council, old)[0].state == "already"
    assert checking.check(city.council).problems == []


def test_a_restored_backup_set_aside_goes_with_the_backups(north: Desk, tmp_path: Path) -> None:
    aside = north.paths.data_dir / "20240101-120000-before-restore"
    aside.mkdir()
    (aside / "desk.db").write_bytes(b"old")
    erasing.erase_person(north, takahashi(north), "ご本人の求めによる")
    assert not aside.exists()


def test_nobody_is_asked_where_an_erased_person_is(city: City, north: Desk) -> None:
    erasing.erase_person(north, takahashi(north), "ご本人の求めによる")
    assert inbox.items(north) == []
    rows = reports.trace(north, "watch.acts", 2023)["records"]
    assert set(trace_names.named(north, rows).names.values()) >= {"（消去した方）", "𠮷田 ヨシ江"}


def test_the_history_of_an_act_says_that_its_words_were_erased(north: Desk) -> None:
    person = takahashi(north)
    with reading(north) as session:
        visit = base.select(session, Visit, "AND person = ?", (person,))[0]
    erasing.erase_person(north, takahashi(north), "ご本人の求めによる")
    lines = undoing.history(north, "visit", visit.id)
    assert [line.words for line in lines if "消去されました" in line.words] != []
    assert all(name not in line.words for line in lines for name in NAMES)


NO_WORDS = {
    "number", "key", "sex", "postal", "town", "group", "household", "mobile", "fax", "source", "relation", "purpose", "state", "form",
    "giver",
    "age_band", "urgency", "trigger", "category", "method", "condition", "end_reason", "handed_how", "consent", "consent_form",
    "consent_giver", "consent_relation", "destination", "weekday", "year_start", "prefer", "repeat", "rule", "pay", "receipt", "unit",
    "badge", "issue", "jpeg", "rows", "item", "choice", "of", "up_to", "medium",
}  # fmt: skip
"""Codes, numbers and short words of a list; a picture of a receipt can only be looked at."""
OWN_WORDS = {
    "person": {"name", "kana", "address", "phone"}, "volunteer": {"kana"}, "user": {"name", "role"}, "erasure": {"reason"},
    "provision": {"what", "names", "to", "purpose", "by"},  # the law keeps it
    "help_rule": {"name"}, "plan_copy": {"address"},
}  # fmt: skip


def test_every_text_that_may_name_somebody_is_looked_through():
    for kind, declared in KINDS.items():
        texts = {
            f.name for f in fields_of(declared).values()
            if f.form is Form.TEXT and f.chain in (Chain.HOME, Chain.SHARED)
        }  # fmt: skip
        known = set(mentions._TEXTS.get(kind, ())) | NO_WORDS | OWN_WORDS.get(kind, set())
        assert texts <= known, (kind, texts - known)
        assert set(mentions._TEXTS.get(kind, ())) <= fields_of(declared).keys(), kind


def test_texts_of_others_that_name_the_person_are_shown_beforehand(desk, town):
    gone, other = (
        town.watched("髙橋 ハツ", "たかはし はつ", phone="0166-22-1234"),
        town.watched("森 春", "もり はる"),
    )
    for person, memo in (
        (gone, "高橋さんは元気"),
        (other, "隣の高橋さんと話した"),
        (other, "℡22-1234へ"),
        (other, "高い橋を渡った"),
    ):
        watching.record_visit(desk, watching.VisitDraft(person, "2026-06-01", "visit", memo=memo))
    plan = erasing.plan_erasure(desk, gone)
    assert [(m.kind, m.text) for m in plan.mentions] == [
        ("見守り", "隣の高橋さんと話した"),
        ("見守り", "℡22-1234へ"),
    ]
    lines = {"programme": "salon", "account": "venue", "yen": 500, "date": "2025-06-01"}
    line = ledger.save_line(desk, None, ledger.LineDraft(text="髙橋 ハツ様へ お茶代", **lines)).result
    year_closing.close_year(desk, 2025, auditors="森 春")
    ledger.save_line(desk, line, ledger.LineDraft(text="お茶代", receipt="1", **lines))
    act = {"type": "event", "state": "held", "date": "2026-05-01", "title": "集い", "place": "たかはし宅"}
    activities.save_activity(desk, None, act)
    kinds = [(m.kind, m.text) for m in erasing.plan_erasure(desk, gone).mentions]
    assert kinds[2:] == [
        ("活動", "たかはし宅"),
        ("決算", "髙橋 ハツ様へ お茶代"),
    ]  # the closed year still says it
    for reason in ("たかはしさんの求め", "22-1234の方の求め"):
        with pytest.raises(InputError, match="理由に"):
            erasing.erase_person(desk, gone, reason)
