"""つながりカード: consent first, a name leaves only in plain words, the council answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sasaeai_desktop.domain.cards import CardState, ReferralCard
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.small import build_practice
from sasaeai_desktop.services.cards import answering, cards, handing
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import bundles, receiving
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.pages.cards.council import CouncilCardsPage
from sasaeai_desktop.ui.pages.cards.page import CardsPage
from sasaeai_desktop.ui.pages.cards.summary_page import SummaryPage
from sasaeai_desktop.ui.pages.cards.write import WritePage
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.widgets.fields import AreaField
from sasaeai_desktop.ui.widgets.paper import DateStamp
from sasaeai_desktop.ui.widgets.tiles import CardTile
from ui.keys import write
from ui.rules import faults

from .desk_room import TODAY, Room, crash, new_room

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = new_room(qtbot, tmp_path)
    yield made
    made.tasks.stop()
    made.desk.close()


def write_card(room: Room, **values: object) -> Id:
    """A card of 渡邉 弘, with oral consent unless told otherwise."""
    base = cards.draft_for(room.desk, room.guests[3])
    consent = {"consent": "given", "consent_form": "oral", "consent_giver": "self", "consent_on": TODAY}
    draft = replace(base, **{"troubles": ("housing",), "facts": "玄関でころんだ。", **consent, **values})
    return cards.write_card(room.desk, draft).result


def card_of(room: Room, card: Id) -> ReferralCard:
    return cards.card_view(room.desk, card).card


def only_card(room: Room) -> ReferralCard:
    rows = [row for found in cards.board(room.desk).values() for row in found]
    assert len(rows) == 1
    return card_of(room, rows[0].id)


def tiles(room: Room) -> list[CardTile]:
    return room.page().findChildren(CardTile)


def area(room: Room, name: str) -> QPlainTextEdit:
    found = room.page().findChild(QPlainTextEdit, name)
    assert found is not None
    return found


def test_the_board_shows_cards_at_their_station(room: Room, show: Show) -> None:
    cards.set_late_after_days(room.desk, 10)
    late = write_card(room, written_on="2026-05-30")
    handing.hand_over(room.desk, late, "2026-05-30")
    answering.receive_answer(room.desk, late, "received", on="2026-05-31")
    write_card(room, person=None, name="", consent="unknown")
    page = room.show(show, CardsPage)
    shown = {t.title: (t.nameless, t.late) for t in tiles(room)}
    assert shown == {"渡邉 弘": (False, True), "名前なし": (True, False)}
    assert page.findChild(QWidget, "station_received").findChild(CardTile).title == "渡邉 弘"
    assert room.words("waiting") == "受付から12日たちました"
    assert "8.5.31" in page.findChild(DateStamp).accessibleName()


def test_a_card_is_begun_for_a_person_of_another_page(room: Room, show: Show) -> None:
    page = room.show(show, CardsPage)
    page.show_subject(("new", room.guests[3]))
    room.settle()
    assert "渡邉 弘さん" in room.words("who_words")


def test_an_empty_page_says_what_it_is_for(room: Room, show: Show) -> None:
    room.show(show, CardsPage)
    room.click("cards_empty_start")
    assert isinstance(room.page(), WritePage)


def test_a_card_with_consent_is_written_from_the_register(room: Room, show: Show) -> None:
    room.show(show, CardsPage)
    room.click("cards_empty_start")
    room.click("write_primary")
    assert "本人の同意" in room.words("consent_error")
    assert "どなたのことか" in room.words("who_search_error")
    room.click("consent_given")
    room.click("consent_form_oral")
    room.click("consent_giver_proxy")
    write(room.find(QLineEdit, "consent_relation"), "長女")
    write(room.find(QLineEdit, "who_search"), "わたなべ")
    room.qtbot.waitUntil(lambda: room.page().findChild(QWidget, "who_found_0") is not None, timeout=3000)
    room.click("who_found_0")
    assert "渡邉 弘さん" in room.words("who_words")
    room.click("trouble_housing")
    room.click("urgency_month")
    write(area(room, "facts"), "玄関でころんだ。")
    write(area(room, "thoughts"), "手すりがいる。")
    room.click("write_primary")
    assert isinstance(room.page(), CardsPage)  # with consent no summary is asked for
    card = only_card(room)
    assert (card.person, card.name, card.consent, card.consent_relation) == (
        room.guests[3],
        "渡邉 弘",
        "given",
        "長女",
    )
    assert (card.facts, card.thoughts, card.consent_on) == ("玄関でころんだ。", "手すりがいる。", TODAY)


def test_without_consent_the_summary_is_checked_before_it_may_go(room: Room, show: Show) -> None:
    room.show(show, CardsPage)
    room.click("cards_empty_start")
    room.click("consent_unknown")
    room.click("who_known")
    write(room.find(QLineEdit, "who_search"), "わたなべ")
    room.qtbot.waitUntil(lambda: room.page().findChild(QWidget, "who_found_0") is not None, timeout=3000)
    room.click("who_found_0")
    room.click("trouble_health")
    room.click("write_primary")
    assert isinstance(room.page(), SummaryPage)
    text = area(room, "summary_text")
    assert text.toPlainText() == "80代の方。困りごとは、病気・健康・障がい。"
    text.setPlainText("川端町内会の渡辺さん。")
    room.qtbot.waitUntil(lambda: "7文字目の「渡辺」" in room.words("summary_text_error"), timeout=3000)
    assert room.page().findChild(QWidget, "summary_warning").isVisible()
    room.click("summary_primary")
    assert isinstance(room.page(), SummaryPage)  # refused: the name can be read
    assert room.page().findChild(QWidget, "summary_why").isVisible()
    text.setPlainText("80代の方。夜に眠れない。")
    room.click("summary_primary")
    assert isinstance(room.page(), CardsPage)
    assert only_card(room).summary == "80代の方。夜に眠れない。"


def test_partial_identity_is_enough(room: Room, show: Show) -> None:
    room.show(show, CardsPage)
    room.click("cards_empty_start")
    room.click("consent_refused")
    write(room.find(QLineEdit, "who_town"), "さくら町内会")
    room.click("trouble_food")
    room.click("write_primary")
    card = only_card(room)
    assert (card.person, card.name, card.town, card.consent) == (None, "", "さくら町内会", "refused")


def test_what_is_half_written_comes_back(room: Room, show: Show) -> None:
    room.show(show, CardsPage)
    room.click("cards_empty_start")
    room.click("consent_unknown")
    write(area(room, "facts"), "夜に電灯がつかない。")
    room.qtbot.keyClick(room.page(), Qt.Key.Key_Escape)
    room.click("write_back")
    room.click("cards_primary")
    assert area(room, "facts").toPlainText() == "夜に電灯がつかない。"
    assert room.page().consent.state.value() == "unknown"
    room.click("write_fresh")
    assert area(room, "facts").toPlainText() == ""
    room.click("write_back")
    room.click("cards_primary")
    assert area(room, "facts").toPlainText() == ""


def test_consent_and_names_stay_in_sight_while_the_card_is_written(room: Room, show: Show) -> None:
    room.show(show, CardsPage)
    room.click("cards_empty_start")
    assert "まだ" in room.words("watch_consent")
    room.click("consent_given")
    assert "渡ります" in room.words("watch_consent")
    write(area(room, "facts"), "小林 フミさんが 心配していた。")
    room.qtbot.waitUntil(lambda: "「小林 フミ」" in room.words("watch_names"), timeout=3000)
    room.click("consent_refused")
    assert "出ません" in room.words("watch_consent")
    scroll = room.find(QScrollArea, "write_scroll_paper")
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())  # type: ignore[attr-defined]
    room.settle()
    for name in ("watch_consent", "watch_names"):
        assert room.find(QLabel, name).visibleRegion().boundingRect().height() > 20
    area(room, "facts").setPlainText("夜に眠れない。")
    room.qtbot.waitUntil(lambda: "見つかりませんでした" in room.words("watch_names"), timeout=3000)


def test_handing_over_says_whose_name_leaves(room: Room, show: Show) -> None:
    card = write_card(room)
    room.show(show, CardsPage)
    room.click("card_hand")
    assert "渡邉 弘さんのお名前が 市社協に渡ります" in room.words("leaving_heading")
    room.click("hand_primary")
    assert cards.card_view(room.desk, card).copy is not None
    assert card_of(room, card).state == CardState.HANDED


def test_without_consent_no_name_leaves_and_a_summary_is_needed(room: Room, show: Show) -> None:
    card = write_card(room, consent="unknown", consent_form="", consent_giver="", consent_on="")
    room.show(show, CardsPage)
    room.click("card_hand")
    assert room.words("leaving_heading") == "お名前は このパソコンから出ません"
    room.click("hand_primary")
    assert "要旨" in room.words("hand_message_what")
    assert card_of(room, card).handed_on == ""
    room.click("hand_summary")
    room.click("summary_primary")
    assert "80代の方" in room.words("leaving_detail")
    room.click("hand_primary")
    view = cards.card_view(room.desk, card)
    assert (view.state, view.copy) == (CardState.HANDED, None)


def test_danger_goes_on_paper_with_a_chosen_reason_and_never_in_a_bundle(room: Room, show: Show) -> None:
    card = write_card(room, troubles=("abuse",))
    room.show(show, CardsPage)
    room.click("card_hand")
    assert "出ません" in room.words(
        "leaving_heading"
    )  # consent or not: suspected abuse does not travel by USB
    room.click("hand_reason_虐待・DVの疑いがあるため")
    assert "紙で" in room.words("leaving_heading")
    room.click("hand_primary")
    view = cards.card_view(room.desk, card)
    assert (view.copy, view.card.handed_how) == (None, "紙を手渡し")


def test_an_answer_is_written_in_told_and_closed(room: Room, show: Show) -> None:
    card = write_card(room)
    handing.hand_over(room.desk, card)
    room.show(show, CardsPage)
    room.click("card_answer")
    room.click("response_supported")
    room.click("answer_primary")
    assert "地域へ伝えてよい内容" in room.words("answer_text_error")
    write(area(room, "answer_text"), "手すりの相談員が うかがいます。")
    room.click("answer_primary")
    assert card_of(room, card).state == CardState.ANSWERED
    room.settle()
    said = "\n".join(text.text() for text in room.page().findChildren(QLabel))
    assert said.index("うかがいます") < said.index("見たこと・聞いたこと")  # what came back is seen first
    room.click("card_told")
    assert card_of(room, card).returned_on == TODAY
    room.click("card_close")
    assert card_of(room, card).state == CardState.CLOSED
    assert room.changes[-1].action is not None


def test_a_receipt_needs_no_words(room: Room, show: Show) -> None:
    card = write_card(room)
    handing.hand_over(room.desk, card)
    room.show(show, CardsPage)
    room.click("card_answer")
    room.click("response_received")
    write(room.find(QLineEdit, "answer_by"), "市社協 森")
    room.click("answer_primary")
    assert (card_of(room, card).state, card_of(room, card).received_by) == (CardState.RECEIVED, "市社協 森")


def test_a_card_is_changed_and_deleted(room: Room, show: Show) -> None:
    card = write_card(room)
    room.show(show, CardsPage)
    room.click("card_edit")
    assert room.page().who.values()["person"] == room.guests[3]
    room.page().findChild(AreaField, "facts_field").set_value("玄関で2回ころんだ。")
    room.click("write_primary")
    assert card_of(room, card).facts == "玄関で2回ころんだ。"
    room.click("card_delete")
    assert not any(cards.board(room.desk).values())
    assert room.changes[-1].action is not None


@pytest.fixture
def council(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """市社協 with one card of its practice district that waits for an answer."""
    clock = clock_at(TODAY)
    practice = build_practice(app_paths(tmp_path), clock)
    draft = CardDraft(
        name="渡邉 弘", troubles=("housing",), facts="玄関でころんだ。", consent="given", consent_form="oral",
        consent_giver="self", consent_on=TODAY,
    )  # fmt: skip
    card = cards.write_card(practice.desk, draft).result
    handing.hand_over(practice.desk, card)
    exported = bundles.export(practice.desk, Route.TO_COUNCIL, tmp_path / "stick").result
    practice.desk.close()
    desk = setup.open_desk(practice.council, practice.passphrase, clock)
    receiving.import_files(desk, [exported.path])
    made = Room(desk, qtbot, Tasks(show_error=crash, crashed=crash))
    made.guests += [
        card,
        *(
            c.card.id
            for c in answering.council_cards(desk)
            if c.state == CardState.HANDED and c.card.id != card
        ),
    ]
    yield made
    made.tasks.stop()
    desk.close()


def test_the_council_answers_cards_of_its_districts(council: Room, show: Show) -> None:
    page = council.show(show, CouncilCardsPage)
    for card in council.guests:
        page.show_subject(card)
        council.settle()
        council.click("cards_primary")
        council.click("response_supported")
        write(area(council, "answer_text"), "手すりの相談員が うかがいます。")
        council.click("answer_primary")
        council.settle()
    assert not page.primary.isVisible()  # none is left to answer
    found = next(c for c in answering.council_cards(council.desk) if c.card.id == council.guests[0])
    assert (found.state, found.name, found.card.received_by) == (
        CardState.ANSWERED,
        "渡邉 弘",
        council.desk.user.name,
    )
    assert faults(council.page()) == []


@pytest.mark.parametrize("size", [20, 28])
def test_the_rules_hold(qapp, room: Room, show: Show, size: int) -> None:
    install(qapp, size)
    write_card(room, consent="unknown", consent_form="", consent_giver="", consent_on="")
    room.show(show, CardsPage)
    assert faults(room.page()) == []
    room.click("card_hand")
    assert faults(room.page()) == []
    room.click("hand_summary")
    assert faults(room.page()) == []
    room.click("summary_back")
    room.click("hand_back")
    room.click("cards_primary")
    room.click("consent_given")
    room.click("write_primary")
    assert faults(room.page()) == []


def test_a_summary_left_half_typed_comes_back(room: Room, show: Show) -> None:
    write_card(room, consent="unknown", consent_form="", consent_giver="", consent_on="")
    room.show(show, CardsPage)
    room.click("card_summary")
    area(room, "summary_text").setPlainText("80代の方。")
    room.click("summary_back")
    room.click("card_summary")
    assert area(room, "summary_text").toPlainText() == "80代の方。"


@pytest.mark.parametrize(
    ("consent", "title"), [("given", "つながりカード"), ("unknown", "つながりカード（名前なし）")]
)
def test_a_card_prints_with_its_name_only_with_consent(
    room: Room, show: Show, monkeypatch: pytest.MonkeyPatch, consent: str, title: str
) -> None:
    titles: list[str] = []

    def look(preview: PrintPreview) -> int:
        titles.append(preview.windowTitle().split("　")[1])
        return 0

    monkeypatch.setattr(PrintPreview, "exec", look)
    write_card(room, consent=consent)
    room.show(show, CardsPage)
    room.click("card_print")
    assert titles == [title]


def test_at_large_text_the_open_card_comes_into_view(qapp, room: Room, show: Show) -> None:
    install(qapp, 28)
    write_card(room)
    page = room.show(show, CardsPage)
    tiles(room)[0].click()
    room.settle()
    bar = page.findChild(QScrollArea, "cards_scroll").verticalScrollBar()
    room.qtbot.waitUntil(lambda: bar.value() > 0, timeout=2000)


def test_a_consent_that_comes_later_makes_a_new_copy_by_one_click(room: Room, show: Show) -> None:
    card = write_card(room)
    first = handing.hand_over(room.desk, card, TODAY).result
    consents.revoke_consent(room.desk, room.guests[3], "refer")
    page = room.show(show, CardsPage)
    assert page.findChild(QAbstractButton, "card_share") is None
    consents.set_consent(room.desk, room.guests[3], "refer", "given", form="written", giver="self")
    page.refresh(None)
    room.settle()
    assert faults(page) == []
    room.click("card_share")
    made = cards.card_view(room.desk, card).copy
    assert made is not None
    assert made.id != first
    assert page.findChild(QAbstractButton, "card_share") is None
