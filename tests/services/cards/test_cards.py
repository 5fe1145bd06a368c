from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.cards import CardCopy, CardLink, CardState
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.services.cards import answering, cards, handing, summaries
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.cards.handing import withdraw_stale_copies
from sasaeai_desktop.services.desk.desk import acting
from sasaeai_desktop.services.people import consents, people


@pytest.fixture
def person(town):
    return town.person(
        "渡邉 弘", "わたなべ ひろし", birth="1944-03-01", town="川端町内会", phone="0166-22-3344"
    )


def written(desk, person=None, **values):
    base = cards.draft_for(desk, person)
    draft = CardDraft(**{**{n: getattr(base, n) for n in CardDraft.__dataclass_fields__},
                         "troubles": ("housing", "health"), "facts": "玄関の段で2回ころんだ。", **values})  # fmt: skip
    return cards.write_card(desk, draft).result


GIVEN = {"consent": "given", "consent_form": "oral", "consent_giver": "self", "consent_on": "2026-05-30"}


def stored(desk, kind):
    with desk.database.read() as session:
        return select(session, kind)


def test_a_card_gets_its_number_and_stands_on_the_board(desk, desks, person):
    card = written(desk, person)
    nameless = written(desk, town="川端町内会", age_band="80代")
    other = written(desks.new("B"))
    view = cards.card_view(desk, card)
    assert (view.card.number, view.who) == ("みどり-R8-001", "渡邉 弘さん 80代・川端町内会")
    assert cards.card_view(desk, nameless).card.number == "みどり-R8-002"
    assert cards.card_view(desks.made[1], other).card.number == "みどり-R8-B001"
    rows = cards.board(desk)[CardState.WRITTEN]
    assert [(r.name, r.has_name, r.troubles, r.day_words) for r in rows] == [
        ("渡邉 弘", True, "病気・健康・障がい／住まい", "きょう"),
        ("名前なし", False, "病気・健康・障がい／住まい", "きょう"),
    ]


def test_an_empty_card_is_not_written(desk):
    with pytest.raises(InputError, match="困りごと"):
        cards.write_card(desk, CardDraft(facts=" "))


def test_with_consent_a_copy_without_person_id_travels_and_is_on_record(desk, person):
    card = written(desk, person, **GIVEN)
    copy = handing.hand_over(desk, card).result
    (held,) = stored(desk, CardCopy)
    assert (held.id, held.name, held.facts, held.consent) == (
        copy, "渡邉 弘", "玄関の段で2回ころんだ。", "本人の同意あり（口頭 5月30日）",
    )  # fmt: skip
    assert copy not in (card, person)
    assert [(x.card, x.copy) for x in stored(desk, CardLink)] == [(card, copy)]
    (note,) = stored(desk, Provision)
    assert (note.people, note.names, note.to, note.by) == (
        (person,),
        "渡邉 弘",
        "みどり市社会福祉協議会",
        "佐々木 恵子",
    )
    with pytest.raises(InputError, match="もう渡して"):
        handing.hand_over(desk, card)


@pytest.mark.parametrize(
    ("values", "to"),
    [
        ({}, "council"),
        ({"consent": "refused"}, "council"),
        (GIVEN, "care_centre"),
        ({**GIVEN, "troubles": ("abuse",)}, "council"),
    ],
)
def test_without_consent_or_another_receiver_or_danger_no_copy_is_made(desk, person, values, to):
    card = written(desk, person, **values)
    assert handing.hand_over(desk, card, to=to).result is None
    assert stored(desk, CardCopy) == []
    assert cards.card_view(desk, card).state is CardState.HANDED


def test_a_persons_refusal_beats_the_consent_on_the_card(desk, person):
    consents.set_consent(desk, person, Purpose.REFER, ConsentState.REFUSED)
    card = written(desk, person, **GIVEN)
    assert not cards.card_view(desk, card).consent
    assert handing.hand_over(desk, card).result is None


def test_danger_is_handed_over_by_name_on_paper_with_its_reason_on_record(desk, person):
    card = written(desk, person, **GIVEN)
    assert handing.hand_over(desk, card, danger_reason="命の危険").result is None
    assert stored(desk, CardCopy) == []
    (note,) = stored(desk, Provision)
    assert (note.purpose, note.medium, note.names) == ("命の危険", "紙（手渡し）", "渡邉 弘")


def test_a_consent_taken_back_withdraws_every_copy_of_the_person(desk, person):
    handing.hand_over(desk, written(desk, person, **GIVEN))
    card = written(desk, person, **GIVEN)
    handing.hand_over(desk, card)
    assert consents.revoke_consent(desk, person, Purpose.REFER).result == 2
    assert {c.withdrawn for c in stored(desk, CardCopy)} == {"2026-06-11"}
    assert cards.card_view(desk, card).copy is None


def test_a_refusal_withdraws_every_copy_of_the_person(desk, person):
    handing.hand_over(desk, written(desk, person, **GIVEN))
    consents.set_consent(desk, person, Purpose.WATCH, ConsentState.REFUSED)
    assert [c.withdrawn for c in stored(desk, CardCopy)] == [""]
    consents.set_consent(desk, person, Purpose.REFER, ConsentState.REFUSED)
    assert [c.withdrawn for c in stored(desk, CardCopy)] == ["2026-06-11"]


def test_a_consent_changed_on_the_card_withdraws_its_copy(desk, person):
    card = written(desk, person, **GIVEN)
    handing.hand_over(desk, card)
    draft = cards.draft_of(desk, card)
    cards.save_card(desk, card, CardDraft(**{**{n: getattr(draft, n) for n in CardDraft.__dataclass_fields__},
                                            "consent": "refused"}))  # fmt: skip
    assert [c.withdrawn for c in stored(desk, CardCopy)] == ["2026-06-11"]


def test_a_consent_on_the_card_in_dispute_makes_no_copy(desk, desks, person, carried):
    card = written(desk, person, **GIVEN)
    other = desks.new("B")
    carried(desk, other)
    for laptop, consent in ((desk, "unknown"), (other, "refused")):
        with acting(laptop, "x") as session:
            session.record(cards.ReferralCard, card, {"consent": consent})
    with acting(desk, "x") as session:
        session.record(cards.ReferralCard, card, {"consent": "given"})
    carried(other, desk)
    assert handing.hand_over(desk, card).result is None


# -- the nameless summary --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "summary",
    [
        "渡辺 弘さんがころんだ",
        "渡邊さんが困っている",
        "ワタナベさんのこと",
        "電話は０１６６（22）3344",
        "わたなべひろし",
    ],
)
def test_a_summary_that_tells_the_person_is_refused(desk, person, summary):
    card = written(desk, person)
    with pytest.raises(InputError, match="要旨の"):
        summaries.confirm_summary(desk, card, summary)
    assert cards.card_view(desk, card).card.summary == ""


def test_what_is_found_is_changed_or_the_writer_says_why_it_is_nobody(desk, person):
    card = written(desk, person)
    text = "川端町内会の80代の男性。段差でころんだ。"
    with pytest.raises(InputError, match="「川端」は、名簿にある 町内会"):
        summaries.confirm_summary(desk, card, text)
    done = summaries.confirm_summary(desk, card, text, "町内会だけでは どなたか わからない")
    assert done.result == ("1文字目の「川端」は、名簿にある 町内会と同じです。",)
    view = cards.card_view(desk, card).card
    assert (view.summary, view.summary_why) == (text, "町内会だけでは どなたか わからない")
    assert summaries.confirm_summary(desk, card, "80代の男性。段差でころんだ。", "わけ").result == ()
    view = cards.card_view(desk, card).card
    assert (view.summary, view.summary_why) == ("80代の男性。段差でころんだ。", "")


def test_others_of_the_district_are_looked_for_too(desk, person, town):
    card = written(desk, person)
    neighbour = town.person("森 春", "もり はる", phone="0166-22-8888")
    people.save_contact(desk, neighbour, None, {"name": "工藤 ひとみ", "phone": "090-1111-2222"})
    for text in ("森さんのお宅の前", "むすめのひとみさん", "1111-2222へ", "℡22-8888"):
        assert summaries.check_summary(desk, card, text).found, text
    assert not summaries.check_summary(desk, card, "森の中で春を待つ。").found


# -- the answer ------------------------------------------------------------------------------------------------------


def test_the_answer_of_the_council_comes_back_and_the_card_is_closed(desk, desks, person, carried, on_day):
    card = written(on_day(desk, "2026-05-20"), person, **GIVEN)
    plain = written(on_day(desk, "2026-05-20"), person)
    for ent in (card, plain):
        handing.hand_over(on_day(desk, "2026-05-21"), ent)
    council = desks.new("Z", council=True)
    carried(desk, council)
    listed = answering.council_cards(council)
    assert [(c.card.number, c.name, c.days_waiting, c.late) for c in listed] == [
        ("みどり-R8-001", "渡邉 弘", 21, True), ("みどり-R8-002", "名前なし", 21, True),
    ]  # fmt: skip
    assert answering.answer_card(council, card, "checking").result is CardState.WORKING
    with pytest.raises(InputError, match="伝えてよい内容"):
        answering.answer_card(council, card, "supported")
    answering.answer_card(council, card, "supported", "手すりをつけることになりました。")
    carried(council, desk)
    view = cards.card_view(desk, card)
    assert (view.state, view.card.answer, view.card.received_by) == (
        CardState.ANSWERED, "手すりをつけることになりました。", "市の担当",
    )  # fmt: skip
    assert not view.late
    answering.acknowledge_answer(desk, card)
    answering.close_card(desk, card)
    assert [r.id for r in cards.board(desk)[CardState.CLOSED]] == [card]
    with pytest.raises(InputError, match="市社協"):
        answering.answer_card(desk, plain, "received")
    assert answering.receive_answer(desk, plain, "received", by="市の担当").result is CardState.RECEIVED


def test_the_council_sees_no_name_after_the_consent_is_taken_back(desk, desks, person, carried):
    handing.hand_over(desk, written(desk, person, **GIVEN))
    council = desks.new("Z", council=True)
    carried(desk, council)
    assert [c.name for c in answering.council_cards(council)] == ["渡邉 弘"]
    consents.revoke_consent(desk, person, Purpose.REFER)
    carried(desk, council)
    assert [c.name for c in answering.council_cards(council)] == ["名前なし"]
    (emptied,) = stored(council, CardCopy)
    assert (emptied.name, emptied.facts, emptied.phone, emptied.troubles) == ("", "", "", ())


def test_a_copy_made_while_a_sibling_recorded_the_refusal_is_withdrawn_before_it_travels(
    desk, desks, person, carried
):
    card = written(desk, person, **GIVEN)
    other = desks.new("B")
    carried(desk, other)
    consents.set_consent(other, person, Purpose.REFER, ConsentState.REFUSED)
    handing.hand_over(desk, card)
    assert withdraw_stale_copies(desk).result == 0
    carried(other, desk)
    assert withdraw_stale_copies(desk).result == 1
    assert [c.name for c in stored(desk, CardCopy)] == [""]
    assert withdraw_stale_copies(desk).changes.action is None


def test_a_card_is_late_after_the_set_days(desk, person, on_day):
    card = written(on_day(desk, "2026-05-28"), person)
    handing.hand_over(on_day(desk, "2026-05-28"), card)
    assert cards.late_after_days(desk) == 14
    assert not cards.board(desk)[CardState.HANDED][0].late  # the fourteenth day
    assert cards.board(on_day(desk, "2026-06-12"))[CardState.HANDED][0].late
    cards.set_late_after_days(desk, 7)
    assert cards.board(desk)[CardState.HANDED][0].late


def test_an_open_card_of_last_year_stays_on_the_board(desk, on_day):
    before = on_day(desk, "2026-03-20")
    old, closed = written(before), written(before)
    answering.close_card(before, closed)
    assert [r.id for rows in cards.board(desk).values() for r in rows] == [old]
    assert sum(len(rows) for rows in cards.board(desk, 2025).values()) == 2
    assert cards.card_view(desk, old).card.number == "みどり-R7-001"
