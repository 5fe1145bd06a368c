"""登校見守り of a district. The first district is of 新旭川's kind: four schools, 30 people, 360 times a year.

Source of 30 / 360: shared domain page, section 2.
"""

from __future__ import annotations

from random import Random

from sasaeai_desktop.practice.days import first, iso, last, weekday
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.programme_records import SchoolDayPlan, SchoolPlan
from sasaeai_desktop.practice.records import RolePlan

REFERENCE_PEOPLE, REFERENCE_TIMES, REFERENCE_SCHOOLS = 30, 360, 4
_POINTS = ("校門前", "大通りの横断歩道", "公園の角", "踏切")
_HOLIDAYS = ("08", "01")  # months with hardly a school day


def schools(draft: Draft) -> None:
    """Add schools and their days where a district stands at the crossings."""
    rng = draft.chance("school")
    if draft.share.index and rng.random() < 0.55:
        return
    reference = not draft.share.index
    count = REFERENCE_SCHOOLS if reference else 1 + int(rng.random() * 3)
    people = _people(draft, rng, REFERENCE_PEOPLE if reference else 3 + int(rng.random() * 12))
    made = [_school(draft, rng, n) for n in range(count)]
    for year in draft.years:
        if reference:
            _reference_year(draft, year, made, people)
        else:
            _year(draft, rng, year, made, people)


def _people(draft: Draft, rng: Random, count: int) -> list[str]:
    begin = first(draft.years[0])
    found = []
    for _ in range(count):
        volunteer = draft.add_volunteer(rng, iso(begin - 30))
        draft.roles.append(RolePlan(volunteer, "patrol", iso(begin - 30), "", rng.choice(draft.towns)))
        found.append(volunteer)
    return found


def _school(draft: Draft, rng: Random, n: int) -> SchoolPlan:
    town = draft.towns[n % len(draft.towns)].removesuffix("町内会")
    junior = n == REFERENCE_SCHOOLS - 1
    made = SchoolPlan(
        key=f"G{n + 1:02d}",
        name=f"{town}{'中' if junior else '小'}",
        type="junior_high" if junior else "elementary",
        points="\n".join(rng.sample(_POINTS, 2)),
    )
    draft.schools.append(made)
    return made


def _days(year: int) -> list[int]:
    return [
        d for d in range(first(year) + 7, last(year) - 6) if weekday(d) < 5 and iso(d)[5:7] not in _HOLIDAYS
    ]  # fmt: skip


def _reference_year(draft: Draft, year: int, made: list[SchoolPlan], people: list[str]) -> None:
    """Let three stand at each school on thirty days: 4 x 30 x 3 = 360 times, each of the thirty twelve times."""
    days = _days(year)[::5][:30]
    turn = 0
    for day in days:
        for school in made:
            three = tuple(people[(turn + k) % len(people)] for k in range(3))
            turn += 3
            draft.school_days.append(SchoolDayPlan(school.key, iso(day), 0, cancelled=False, people=three))


def _year(draft: Draft, rng: Random, year: int, made: list[SchoolPlan], people: list[str]) -> None:
    again = {m.a: m.b for m in draft.merges if m.kind == "volunteer"}
    for day in _days(year):
        for school in made:
            if rng.random() > 0.12:
                continue
            off = rng.random() < 0.04
            chosen = rng.sample(people, min(len(people), 1 + int(rng.random() * 3)))
            both = [k for pair in again.items() for k in pair] if rng.random() < 0.1 else []
            draft.school_days.append(
                SchoolDayPlan(
                    school.key,
                    iso(day),
                    0 if off or rng.random() < 0.7 else 1 + int(rng.random() * 3),
                    cancelled=off,
                    people=() if off else tuple(sorted({*chosen, *both})),
                )
            )
