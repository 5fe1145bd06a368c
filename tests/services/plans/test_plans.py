"""個別避難計画: no consent, no plan; versions, reviews, copies, and who has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.plans import EvacuationPlan, PlanCopy, PlanLink, PlanSupporter
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import consents, erasing, merging
from sasaeai_desktop.services.people.person_page import person_view
from sasaeai_desktop.services.plans import giving, listing, plans, suggesting
from sasaeai_desktop.services.plans.plans import PlanDraft, SupporterDraft
from sasaeai_desktop.services.watch import registering

DRAFT = PlanDraft(
    needs=("walk", "stand"), place="さくら小学校", route="中通りを まっすぐ", way="車いす", devices="酸素"
)


@pytest.fixture
def sumi(town):
    return town.watched("田中 スミ", "たなか すみ", town="さくら町内会", group="3班", phone="0166-11-2233")


def agree(desk, person, state="given"):
    consents.set_consent(desk, person, "evacuation", state, form="written", giver="self")


def stored(desk, kind):
    with desk.database.read() as session:
        return select(session, kind)


def test_no_consent_no_plan_and_consent_taken_back_ends_it(desk, sumi):
    for state in (None, "unknown", "refused"):
        if state:
            agree(desk, sumi, state)
        with pytest.raises(InputError, match="同意していません"):
            plans.save_plan(desk, sumi, DRAFT)
    assert stored(desk, EvacuationPlan) == []
    agree(desk, sumi)
    plans.save_plan(desk, sumi, DRAFT)
    giving.give_copy(desk, sumi, by_usb=True)
    assert [c.name for c in stored(desk, PlanCopy)] == ["田中 スミ"]
    assert consents.revoke_consent(desk, sumi, "evacuation", "2026-06-11").result == 1
    view = plans.plan_view(desk, sumi)
    assert (view.plan, view.consent.value) == (None, "refused")
    assert [(c.name, c.place, c.withdrawn) for c in stored(desk, PlanCopy)] == [("", "", "2026-06-11")]
    with pytest.raises(InputError, match="渡せません"):
        giving.give_copy(desk, sumi, "民生委員")


def test_a_change_makes_a_version_and_supporters_have_dates(desk, town, sumi, on_day):
    agree(desk, sumi)
    sato, ito = town.volunteer("佐藤 一郎", "さとう いちろう"), town.volunteer("伊藤 花子", "いとう はなこ")
    both = (SupporterDraft(volunteer=sato), SupporterDraft(volunteer=ito))
    draft = PlanDraft(place="さくら小学校", supporters=both)
    ent = plans.save_plan(desk, sumi, draft).result
    assert plans.save_plan(desk, sumi, draft).result == ent
    view = plans.plan_view(desk, sumi)
    assert (view.plan.version, [s.name for s in view.supporters]) == (1, ["佐藤 一郎", "伊藤 花子"])
    later = on_day(desk, "2026-06-20")
    plans.save_plan(
        later, sumi, PlanDraft(place="公民館", supporters=(both[1], SupporterDraft(name="となりの 山田")))
    )
    view = plans.plan_view(later, sumi)
    assert (view.plan.version, view.plan.place) == (2, "公民館")
    assert [s.name for s in view.supporters] == ["伊藤 花子", "となりの 山田"]
    assert {(s.start, s.end) for s in stored(desk, PlanSupporter)} == {
        ("2026-06-11", "2026-06-20"), ("2026-06-11", ""), ("2026-06-20", ""),
    }  # fmt: skip
    undoing.undo_last(later)
    assert [s.name for s in plans.plan_view(later, sumi).supporters] == ["佐藤 一郎", "伊藤 花子"]


def test_a_review_is_due_after_a_year_or_when_the_supporter_stops(desk, town, sumi, on_day):
    agree(desk, sumi)
    sato = town.volunteer("佐藤 一郎", "さとう いちろう")
    held = registering.assign(desk, sumi, sato, "2026-01-10").result
    plans.save_plan(desk, sumi, PlanDraft(supporters=(SupporterDraft(volunteer=sato),)))
    assert listing.due_reviews(desk) == []
    (late,) = listing.due_reviews(on_day(desk, "2027-06-11"))
    assert (late.due_on, late.due_words) == ("2027-06-11", "1年たちました")
    july = on_day(desk, "2026-07-10")
    registering.unassign(july, held, "2026-07-01")
    assert [r.due_words for r in listing.due_reviews(july)] == ["佐藤 一郎さんが 担い手をおりました"]
    plans.review_plan(july, sumi)
    assert listing.due_reviews(july) == []
    view = plans.plan_view(july, sumi)
    assert (view.reviewed_on, view.due_on, view.due_words) == ("2026-07-10", "2027-07-10", "")


def test_a_plan_of_somebody_who_died_is_to_be_ended_not_reviewed(desk, town, sumi, on_day):
    agree(desk, sumi)
    plans.save_plan(desk, sumi, PlanDraft(place="さくら小学校"))
    registering.end_watch(desk, person_view(desk, sumi).case.id, "died", "2026-06-10")
    assert [r.due_words for r in listing.due_reviews(desk)] == ["亡くなられました。計画を 終わりにします"]


def test_suggestions_say_why(desk, town, sumi):
    own, near = town.volunteer("佐藤 一郎", "さとう いちろう"), town.volunteer("伊藤 花子", "いとう はなこ")
    town.volunteer("遠い 方", "とおい かた")
    registering.assign(desk, sumi, own, "2026-01-10")
    from sasaeai_desktop.services.people import volunteers  # noqa: PLC0415

    volunteers.save_volunteer(desk, near, {"town": "さくら町内会"})
    town.person(
        "山田 太郎", "やまだ たろう", town="さくら町内会", group="3班", birth="1970-01-01", phone="22-1111"
    )
    town.person("老人 三郎", "ろうじん さぶろう", town="さくら町内会", group="3班", birth="1940-01-01")
    found = suggesting.supporter_hints(desk, sumi)
    assert [(h.name, h.reasons) for h in found] == [
        ("佐藤 一郎", ("いつもの担い手",)), ("伊藤 花子", ("同じ町内会",)), ("山田 太郎", ("同じ班の ご近所",)),
    ]  # fmt: skip


def test_who_has_no_plan_and_why(desk, town, sumi):
    refused, alone = town.watched("断る 方", "ことわる かた"), town.watched("ひとり 方", "ひとり かた")
    ready = town.watched("できる 方", "できる かた")
    registering.assign(desk, ready, town.volunteer("佐藤 一郎"), "2026-01-10")
    agree(desk, refused, "refused")
    agree(desk, alone)
    agree(desk, ready)
    page = listing.plan_page(desk)
    assert [(r.name, r.words) for r in page.without] == [
        ("できる 方", "まだ作っていない"), ("ひとり 方", "支援者がいない"), ("田中 スミ", "同意がまだ"), ("断る 方", "同意しない"),
    ]  # fmt: skip
    plans.save_plan(desk, ready, DRAFT)
    page = listing.plan_page(desk)
    assert ([r.name for r in page.plans], page.no_supporter, len(page.without)) == (["できる 方"], 1, 3)


def test_a_copy_by_usb_has_no_person_and_is_on_record(desk, desks, carried, sumi):
    agree(desk, sumi)
    plan = plans.save_plan(desk, sumi, DRAFT).result
    giving.give_copy(desk, sumi, "民生委員 鈴木さん", "2026-06-01")
    giving.give_copy(desk, sumi, by_usb=True)
    (copy,) = stored(desk, PlanCopy)
    assert copy.id not in (plan, sumi)
    assert (copy.name, copy.needs, copy.given_on) == ("田中 スミ", ("stand", "walk"), "2026-06-11")
    assert [(p.to, p.medium, p.people) for p in stored(desk, Provision)] == [
        ("民生委員 鈴木さん", "紙", (sumi,)), ("みどり市社会福祉協議会", "USBの受け渡しファイル", (sumi,)),
    ]  # fmt: skip
    council = desks.new("A", code="00", council=True)
    carried(desk, council)
    assert [c.name for c in stored(council, PlanCopy)] == ["田中 スミ"]
    assert stored(council, PlanLink) == []
    (known,) = stored(council, EvacuationPlan)
    assert (known.person, known.made_on, known.place, known.needs) == (sumi, "2026-06-11", "", ())
    giving.give_copy(desk, sumi, by_usb=True)  # a newer one takes its place
    assert sorted(c.name for c in stored(desk, PlanCopy)) == ["", "田中 スミ"]


def test_a_consent_taken_back_on_the_sibling_calls_the_copy_back(desk, desks, carried, sumi):
    agree(desk, sumi)
    plans.save_plan(desk, sumi, DRAFT)
    other = desks.new("B")
    carried(desk, other)
    giving.give_copy(desk, sumi, by_usb=True)
    consents.revoke_consent(other, sumi, "evacuation")
    carried(other, desk)
    assert giving.withdraw_stale_plans(desk).result == 1
    assert [c.name for c in stored(desk, PlanCopy)] == [""]
    assert giving.withdraw_stale_plans(desk).result == 0


def test_merged_people_have_one_plan_and_an_erased_one_leaves_no_word(desk, town, sumi):
    agree(desk, sumi)
    plans.save_plan(desk, sumi, DRAFT)
    giving.give_copy(desk, sumi, by_usb=True)
    twin = town.person("田中 スミ", "たなか すみ")
    merging.merge_people(desk, sumi, twin)
    assert plans.plan_view(desk, twin).plan == plans.plan_view(desk, sumi).plan
    erasing.erase_person(desk, sumi, "本人の申し出")
    (plan,) = stored(desk, EvacuationPlan)
    assert (plan.person is not None, plan.made_on, plan.place, plan.devices) == (True, "2026-06-11", "", "")
    assert [c.name for c in stored(desk, PlanCopy)] in ([], [""])


def test_days_of_a_plan_that_cannot_be_are_refused(desk, town):
    born = town.person("森 春", "もり はる", birth="2020-04-01")
    agree(desk, born)
    for day, words in (("2019-01-01", "生まれる前"), ("2035-01-01", "先の日")):
        with pytest.raises(InputError, match=words):
            plans.save_plan(desk, born, replace(DRAFT, made_on=day))
    plans.save_plan(desk, born, replace(DRAFT, made_on="2026-05-01"))
    for act in (plans.review_plan, plans.end_plan):
        for day, words in (("2026-04-30", "作成日より前"), ("2035-01-01", "先の日")):
            with pytest.raises(InputError, match=words):
                act(desk, born, day)
    plans.end_plan(desk, born, "2026-05-02")
