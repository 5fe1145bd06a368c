"""Deeds of 避難計画, 安否確認, おたすけ, 登校見守り, 活動, 計画目標 and 収支: names and texts stay at home, a plan's copy has consent."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import activities as acts_repo
from sasaeai_desktop.db.repositories import goals as goals_repo
from sasaeai_desktop.db.repositories import groups as groups_repo
from sasaeai_desktop.db.repositories import help as help_repo
from sasaeai_desktop.db.repositories import school as school_repo
from sasaeai_desktop.domain.help import Side
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.plans import EvacuationPlan
from sasaeai_desktop.services.activities import activities, trainings
from sasaeai_desktop.services.goals import plans as goal_plans
from sasaeai_desktop.services.groups import groups
from sasaeai_desktop.services.help import acts, members, requests
from sasaeai_desktop.services.money import ledger as lines
from sasaeai_desktop.services.money import year_closing
from sasaeai_desktop.services.money.ledger import LineDraft
from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.plans import disaster, giving, plans
from sasaeai_desktop.services.school import days, schools
from tests.proof.deeds import Deed, pick
from tests.proof.settled import HOME
from tests.proof.world import World

DAY = "2024-03-21"


def plan(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a plan of somebody who agreed, and hand its copy to the council."""
    seat = world.seats[n]
    person, helper = pick(seat, Person, a), pick(seat, Volunteer, b)
    if seat.council or seat.old or person is None:
        return
    world.do(
        n,
        lambda desk: consents.set_consent(
            desk, person, "evacuation", "given", form="written", date="2024-03-20"
        ),
    )
    draft = plans.PlanDraft(
        made_on=DAY, place=f"{HOME}避難先", reason=f"{HOME}わけ", needs=("walk",), devices=f"{HOME}薬{c}",
        supporters=(plans.SupporterDraft(volunteer=helper), plans.SupporterDraft(name=f"{HOME}となり{c}")),
    )  # fmt: skip
    world.do(n, lambda desk: plans.save_plan(desk, person, draft))
    world.do(n, lambda desk: plans.review_plan(desk, person, "2024-03-22"))
    if c % 2:
        world.do(n, lambda desk: giving.give_copy(desk, person, date="2024-03-23", by_usb=True))


def plan_consent(world: World, n: int, a: int, b: int, c: int) -> None:
    """Take the consent back, or refuse it: the plan ends, its copy is called back."""
    seat = world.seats[n]
    held = pick(seat, EvacuationPlan, a)
    row = seat.database.raw.execute("SELECT person FROM evacuation_plan WHERE id = ?", (held,)).fetchone()
    if seat.council or seat.old or row is None or row[0] is None:
        return
    person = row[0]
    day = f"2024-04-{1 + b % 3:02}"
    if c % 2:
        world.do(n, lambda desk: consents.revoke_consent(desk, person, "evacuation", day))
    else:
        world.do(n, lambda desk: consents.set_consent(desk, person, "evacuation", "refused", date=day))


def safety(world: World, n: int, a: int, b: int, c: int) -> None:
    """Look for somebody in a disaster, and end it now and then."""
    seat = world.seats[n]
    person = pick(seat, Person, a)
    if seat.council or seat.old or person is None:
        return
    world.do(n, lambda desk: disaster.open_event(desk, "snow", f"{HOME}の前の道"))
    state = ("safe", "help", "unknown")[b % 3]
    world.do(n, lambda desk: disaster.tick(desk, person, state, f"{HOME}見た人"))
    if c == 5:
        world.do(n, disaster.close_event)


def help_done(world: World, n: int, a: int, b: int, c: int) -> None:
    """Ask for help and have it done."""
    seat = world.seats[n]
    person, helper = pick(seat, Person, a), pick(seat, Volunteer, b)
    if seat.council or seat.old or person is None or helper is None:
        return
    world.do(
        n,
        lambda desk: members.save_helper(
            desk, helper, members.MemberDraft(start="2024-03-01", note=f"{HOME}{c}")
        ),
    )
    draft = requests.RequestDraft(person=person, work="snow", received_on=DAY, note=f"{HOME}お願い")
    done = world.do(n, lambda desk: requests.receive(desk, draft))
    with seat.desk.database.read() as session:
        helpers = tuple(m.id for m in help_repo.members(session, Side.HELPER.value))[:2]
    if done is not None and helpers:
        act = acts.ActDraft(request=done.result, date=DAY, minutes=30, helpers=helpers, note=f"{HOME}メモ")
        world.do(n, lambda desk: acts.complete(desk, act))


def school_day(world: World, n: int, a: int, b: int, c: int) -> None:
    """Tick who stood at a school."""
    seat = world.seats[n]
    helper = pick(seat, Volunteer, a)
    if seat.council or seat.old or helper is None:
        return
    with seat.desk.database.read() as session:
        held = school_repo.schools(session)
    if not held:
        values = {"number": "G1", "name": "公開小学校", "points": f"{HOME}の角"}
        world.do(n, lambda desk: schools.save_school(desk, None, values))
        return
    day = f"2024-03-{11 + b % 5}"
    world.do(n, lambda desk: days.stand(desk, held[0].id, day, helper, c % 3 < 2))


def ledger(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a line of the ledger, and close the year now and then."""
    seat = world.seats[n]
    if seat.council or seat.old:
        return
    draft = LineDraft(
        programme=("salon", "watch")[a % 2], account=("grant", "venue", "fees")[b % 3], yen=100 + c, date=DAY,
        text=f"{HOME}の会場", payee=f"{HOME}商店", no_receipt=True,
    )  # fmt: skip
    world.do(n, lambda desk: lines.save_line(desk, None, draft))
    if c % 3 == 0:
        world.do(n, lambda desk: year_closing.close_year(desk, 2023, auditors=f"{HOME}監事"))


def activity(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a group and a meeting it attends, or who completed a training."""
    seat = world.seats[n]
    if seat.council or seat.old:
        return
    body = {
        "number": f"D{a % 3}",
        "name": f"公開町内会{a % 3}",
        "type": "town",
        "chief": f"{HOME}会長",
        "phone": f"{HOME}電話",
    }
    with seat.desk.database.read() as session:
        held = groups_repo.bodies(session)
        done = acts_repo.activities(session, "2024-03-01", "2024-03-31", "training")
    if len(held) < 2 and not any(g.number == body["number"] for g in held):
        world.do(n, lambda desk: groups.save_group(desk, None, body))
        return
    helper = pick(seat, Volunteer, b)
    if done and helper is not None and c % 2:
        world.do(n, lambda desk: trainings.set_completed(desk, done[0].id, {helper}))
        return
    values = {
        "type": ("meeting", "training")[b % 2], "state": "held", "date": DAY, "title": f"{HOME}会議", "contents": f"{HOME}内容",
        "participants": c, "bodies": tuple(sorted(g.id for g in held)), "place": f"{HOME}会館",
    }  # fmt: skip
    world.do(n, lambda desk: activities.save_activity(desk, None, values))


def goal(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a plan's goal, an effort for it, or what became of the effort."""
    seat = world.seats[n]
    if seat.council or seat.old:
        return
    with seat.desk.database.read() as session:
        goals, efforts = goals_repo.goals(session), goals_repo.efforts(session)
    if not goals:
        values = {"plan": "公開計画", "code": f"{a % 2}", "title": "公開目標", "target": 1 + c}
        world.do(n, lambda desk: goal_plans.save_goal(desk, None, values))
    elif len(efforts) < 2 and not any(e.number == str(a % 2) for e in efforts):
        words = {"title": f"{HOME}取り組み", "who": f"{HOME}会", "outline": f"{HOME}概要"}
        said = {"plan": goals[0].plan, "number": str(a % 2), "goals": (goals[0].code,), **words}
        world.do(n, lambda desk: goal_plans.save_effort(desk, None, said))
    else:
        item = (*efforts, *goals)[b % (len(efforts) + len(goals))]
        result = {"done": bool(c % 2), "reached": c, "note": f"{HOME}メモ"}
        world.do(n, lambda desk: goal_plans.set_result(desk, item.id, 2023, result))


ALL: dict[str, Deed] = {
    "plan": plan, "plan_consent": plan_consent, "safety": safety, "help_done": help_done, "school_day": school_day,
    "ledger": ledger,
    "activity": activity,
    "goal": goal,
}  # fmt: skip
