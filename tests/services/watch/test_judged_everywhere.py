"""What a service is told is judged like a table: what cannot be is refused with a sentence, whatever it is of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.watch import WatchCase
from sasaeai_desktop.services.cards import answering, cards, handing
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.help import acts, members, requests, tickets
from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.plans import disaster, plans
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.watch import registering, sheet_marks, sheets, watching
from sasaeai_desktop.services.watch.sheet_marks import SheetMark
from sasaeai_desktop.services.watch.watching import TallyDraft

Refused = dict[str, Callable[[], object]]


def test_what_cannot_be_is_refused_with_a_sentence(town) -> None:
    desk = town.desk
    late = town.person("森 キヨ", birth="2026-04-10")
    dead = town.watched("林 一郎", birth="1940-03-02", start="2020-04-01")
    case = registering.start_watch(desk, late, "2026-04-20").result
    with reading(desk) as session:
        (ended,) = (c.id for c in select(session, WatchCase) if c.person == dead)
    registering.end_watch(desk, ended, "died", "2026-03-20")
    salon = salons.save_salon(desk, None, {"name": "さくら"}).result
    ahead = salons.plan_session(desk, salon, "2026-06-20").result
    card = cards.write_card(desk, cards.CardDraft(facts="困っている", written_on="2026-05-01")).result
    watcher = town.volunteer("渡邊 節子")
    registering.assign(desk, late, watcher, "2026-04-01")
    sheet = sheets.make_sheet(desk, watcher, "2026-04").result.sheet
    helper = members.save_helper(desk, watcher, members.MemberDraft()).result
    asked = requests.receive(desk, requests.RequestDraft(person=late, work="snow")).result
    refused: Refused = {
        "生まれる前": lambda: watching.record_tally(desk, TallyDraft("2026-03", "visit", 2, person=late)),
        "亡くなった": lambda: watching.record_tallies(desk, [TallyDraft("2026-04", "phone", 2, person=dead)]),
        "生まれる前の日": lambda: registering.edit_watch(desk, case, {"start": "2026-04-01"}),
        "始まりより前": lambda: registering.edit_watch(desk, ended, {"end": "2019-01-01"}),
        "生まれる前の日です": lambda: sheet_marks.save_marks(desk, sheet, [SheetMark(late, 9, "visit")]),
        "きょうより先": lambda: attending.set_counts(desk, ahead, elderly=3),
        "渡した日が、きょうより先": lambda: handing.hand_over(desk, card, on="2026-07-01"),
        "終結|始まりより前": lambda: answering.close_card(desk, card, "2026-04-01"),
        "1日をこえ": lambda: acts.complete(
            desk, acts.ActDraft(request=asked, minutes=6000, helpers=(helper,), date="2026-06-01")
        ),
    }
    for words, deed in refused.items():
        with pytest.raises(InputError, match=words):
            deed()
    watching.record_tally(
        desk, TallyDraft("2026-04", "visit", 2, person=late)
    )  # the month of the birth is fine
    watching.record_tally(desk, TallyDraft("2026-03", "visit", 2, person=dead))
    assert [f.rule.code for f in watching.count_questions({late: 201, dead: 3})] == ["count_of_month"]
    assert [f.rule.code for f in attending.count_questions(501)] == ["count_of_session"]


def test_nothing_is_done_for_somebody_after_their_death(town, on_day) -> None:
    """Whatever is said of a dead person on a later day is refused; what was agreed before stays, and can be settled."""
    desk, earlier = town.desk, on_day(town.desk, "2026-05-01")
    dead = town.watched("林 一郎", birth="1940-03-02", start="2020-04-01")
    other = town.watched("森 キヨ")
    helper = members.save_helper(desk, town.volunteer("渡邊 節子"), members.MemberDraft()).result
    user = members.save_user(earlier, dead, members.MemberDraft(works=("snow",))).result
    asked = requests.receive(earlier, requests.RequestDraft(person=dead, work="snow")).result
    tickets.issue(earlier, 50, 100)
    tickets.sell(earlier, user, 10)
    consents.set_consent(desk, dead, "evacuation", "given", form="written", giver="self")
    plans.save_plan(earlier, dead, plans.PlanDraft(place="公民館"))
    salon = salons.save_salon(desk, None, {"name": "さくら"}).result
    held = salons.plan_session(desk, salon, "2026-05-25").result
    before = salons.plan_session(desk, salon, "2026-05-18").result
    with reading(desk) as session:
        (case,) = (c.id for c in select(session, WatchCase) if c.person == dead)
    registering.end_watch(desk, case, "died", "2026-05-20")
    disaster.open_event(desk, "snow")
    deeds: list[Callable[[], object]] = [
        lambda: requests.receive(desk, requests.RequestDraft(person=dead, work="snow")),
        lambda: acts.complete(desk, acts.ActDraft(request=asked, helpers=(helper,), date="2026-05-21")),
        lambda: tickets.sell(desk, user, 1),
        lambda: plans.save_plan(desk, dead, plans.PlanDraft(made_on="2026-06-01")),
        lambda: plans.review_plan(desk, dead),
        lambda: disaster.tick(desk, dead, "safe"),
        lambda: attending.mark_present(desk, held, dead, True),
        lambda: attending.set_attendance(desk, held, [other, dead]),
    ]
    for deed in deeds:
        with pytest.raises(InputError, match="亡くなった方の"):
            deed()
    with pytest.raises(InputError, match="林 一郎さん"):  # of many it says who
        attending.set_attendance(desk, held, [other, dead])
    assert [row.name for row in disaster.board(desk).rows] == ["森 キヨ"]
    assert requests.snow_round(desk).result == []
    assert attending.set_attendance(desk, before, [other, dead]).result == 2  # before the death
    acts.complete(desk, acts.ActDraft(request=asked, helpers=(helper,), date="2026-05-19"))
    tickets.give_back(desk, user, 10)  # to the family
    plans.end_plan(desk, dead)
