"""元にもどす over thirty steps and many pages, and what the pages tell of a record's past."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import people, person_page, volunteers
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui.pages.salon.one_salon import OneSalonPage
from sasaeai_desktop.ui.pages.salon.session import SessionPage
from sasaeai_desktop.ui.pages.watch.record import RecordPage
from ui.pages.watch_desk import TODAY, Round
from ui.sitting import Sitting


def _thirty_steps(here: Sitting, round_: Round) -> list[str]:
    """Do thirty things on as many pages as there are; returns what the bar says of each."""
    desk, labels = here.desk, []
    card = CardDraft(
        person=round_.tanaka, name="田中 スミ", written_on=TODAY, troubles=("care",), consent="none"
    )

    def keep(done) -> Id:
        labels.append(done.changes.label)
        here.window.hub.announce(done.changes)  # as the pages do: it was done in this sitting
        return done.result

    for n in range(4):
        keep(watching.record_visit(desk, VisitDraft(round_.takahashi, f"2026-06-0{n + 1}", "visit")))
        keep(people.save_person(desk, round_.takahashi, {"phone": f"0166-{n}"}))
        keep(volunteers.save_volunteer(desk, None, {"name": f"担い手 {n}"}))
        salon = keep(salons.save_salon(desk, None, {"name": f"サロン {n}", "type": "daily"}))
        session = keep(salons.plan_session(desk, salon, TODAY))
        keep(attending.save_session_sheet(desk, session, [round_.tanaka], {"elderly": 3}))
        if n < 3:
            keep(cards.write_card(desk, card))
            keep(people.save_person(desk, None, {"name": f"新しい方 {n}"}))
    assert len(labels) == 30
    return labels


def test_ctrl_z_walks_back_thirty_steps_over_all_pages(here: Sitting, built: Round) -> None:
    before = checking.check(here.desk)
    people_before = people.find_people(here.desk)
    labels = _thirty_steps(here, built)
    for at, label in enumerate(reversed(labels)):
        here.window.tabs.setCurrentIndex(at % here.window.tabs.count())
        QTest.keyClick(here.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        here.settle()
        said = here.window.status.what.text()
        assert said.startswith(f"取り消したのは「{label}」です。")
        if at < 29:
            assert here.window.status.following.text() == f"つぎに もどせること：{labels[28 - at]}"
    assert people.find_people(here.desk) == people_before
    assert salons.list_salons(here.desk) == []
    assert not any(cards.board(here.desk).values())
    assert person_page.person_view(here.desk, built.takahashi).person.phone == ""
    assert before.ok
    assert checking.check(here.desk).ok
    assert here.window.status.undo_button.isVisible()  # what was done before that can still be taken back


def test_a_text_field_keeps_ctrl_z_for_its_own_letters(here: Sitting, built: Round) -> None:
    watching.record_visit(here.desk, VisitDraft(built.takahashi, TODAY, "visit"))
    field = here.window.header.find_field
    field.setFocus()
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    here.settle()
    assert field.text() == ""
    assert undoing.last_actions(here.desk, 1)[0].label.startswith("髙橋 昭一郎さんの訪問")


def _past(here: Sitting, press: Callable[[], object]) -> str:
    press()
    here.settle()
    page = here.page()
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_each_record_tells_who_wrote_what_and_when(here: Sitting, built: Round) -> None:
    desk = here.desk
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily", "venue": "集会所"}).result
    salons.save_salon(desk, salon, {"venue": "公民館"})
    session = salons.plan_session(desk, salon, TODAY, start="10:00").result
    attending.save_session_sheet(desk, session, [built.tanaka], {"elderly": 3})
    visit = person_page.person_view(desk, built.takahashi).visits[0]
    watching.edit_visit(desk, visit.id, VisitDraft(built.takahashi, visit.date, "visit", memo="豆のつる"))
    draft = CardDraft(
        person=built.tanaka, name="田中 スミ", written_on=TODAY, troubles=("care",), consent="none"
    )
    card = cards.write_card(desk, draft).result
    here.window.open("watch", built.takahashi)
    here.settle()

    context = here.page().context
    here.page().push(RecordPage(context, built.takahashi, visit))
    here.settle()
    said = _past(here, lambda: here.click("record_history_open"))
    assert "メモを「庭の豆に水やり中。」から「豆のつる」にしました" in said
    assert "佐々木 恵子" in said
    assert "令和8年6月11日（木）" in said
    here.page().push(SessionPage(context, session))
    here.settle()
    said = _past(here, lambda: here.click("session_history"))
    assert "出席　田中 スミ" in said
    assert "「3」" in said
    here.page().push(OneSalonPage(context, salon, plan=lambda _s: None, open_session=lambda _s: None))
    here.settle()
    assert "会場を「集会所」から「公民館」にしました" in _past(here, lambda: here.click("one_salon_history"))
    here.window.open("cards", card)
    here.settle()
    assert "はじめて書きました" in _past(here, lambda: here.click("card_history"))
