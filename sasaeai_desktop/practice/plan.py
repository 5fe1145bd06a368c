"""A practice city whose figures are known beforehand, from a seed alone: no clock, files or services.

``city_plan`` shares the year figures among the districts; ``district_plan`` then makes one district's
records, in any order and any process: the same seed gives the same records.
"""

from __future__ import annotations

from random import Random

from sasaeai_desktop.practice import (
    activities,
    cards,
    commissioner,
    figures,
    goals,
    helpers,
    money,
    places,
    plans,
    salon,
    school,
    watch,
)
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.help import neighbours
from sasaeai_desktop.practice.records import (
    CityPlan,
    DistrictPlan,
    DistrictShare,
    GrantPlan,
    StatementPlan,
    YearFigures,
)

LAST_YEAR = 2023
_STATED = {
    "watch.people": "people",
    "watch.watchers": "watchers",
    "watch.block_coordinators": "block_coordinators",
    "watch.area_coordinators": "area_coordinators",
    "watch.acts": "acts",
    "watch.grant_yen": "watch_yen",
    "salon.salons": "salons",
    "salon.sessions": "sessions",
    "salon.participants": "participants",
    "salon.grant_yen": "salon_yen",
}
"""What stands on a paper district's sheet; of the rest it says nothing."""


def city_plan(seed: int, districts: int = 49, years: int = 1) -> CityPlan:
    """Return a city of so many districts over so many fiscal years, the last one 2023.

    The last district reports on paper (unless it is the only one). Of fifty, about one does not carry out
    見守り and about four (at least one of three or more) report it by 月計.

    Raises:
        ValueError: less than one district or year.
    """
    if districts < 1 or years < 1:
        raise ValueError("a city has at least one district and one year")
    rng = Random(f"{seed}/city/{districts}")  # noqa: S311 - practice data, wanted the same each time
    styles = _styles(rng, districts)
    span = tuple(range(LAST_YEAR - years + 1, LAST_YEAR + 1))
    shares = figures.shares(rng, [s != "none" for s in styles], span)
    return CityPlan(
        seed=seed,
        years=span,
        council_code=places.COUNCIL_CODE,
        council_name=places.COUNCIL,
        districts=tuple(
            DistrictShare(
                index=n,
                code=f"{n + 1:02d}",
                name=places.district_name(n),
                style=styles[n],
                paper=0 < n == districts - 1,
                years=shares[n],
            )
            for n in range(districts)
        ),
    )


def _styles(rng: Random, districts: int) -> list[str]:
    """Return how each district reports 見守り. The first one has dated visits, the last one is on paper."""
    styles = ["visits"] * districts
    inner = list(range(1, districts - 1))
    rng.shuffle(inner)
    for _ in range(min(len(inner), districts - figures.scaled(figures.REFERENCE_WATCH_DISTRICTS, districts))):
        styles[inner.pop()] = "none"
    for n in range(min(len(inner), max(1, round(4 * districts / figures.REFERENCE_DISTRICTS)))):
        styles[inner.pop()] = ("person_tally", "watcher_tally")[n % 2]
    return styles


def district_plan(plan: CityPlan, index: int) -> DistrictPlan:
    """Return all records of a district (index from 0); one on paper has statements and grants only."""
    return records_of(plan.seed, plan.districts[index])


def records_of(seed: int, share: DistrictShare) -> DistrictPlan:
    """Return records that come to a district's figures exactly; its years follow each other, the last is 2023."""
    rng = Random(f"{seed}/{share.code}/towns")  # noqa: S311 - practice data
    size = max(3, share.years[-1].block_coordinators)
    draft = Draft(seed, share, places.towns(rng, share.name, size))
    if share.paper:
        draft.statements = [
            StatementPlan(share.code, y.year, tuple((key, getattr(y, name)) for key, name in _STATED.items()))
            for y in share.years
        ]
    else:
        if share.style != "none":
            helpers.watch_helpers(draft)
            watch.watch_acts(draft, watch.watch_people(draft))
        salon.salons(draft)
        cards.cards(draft)
        plans.plans(draft)
        neighbours(draft)
        school.schools(draft)
        activities.activities(draft)
        goals.goals(draft)
        money.ledgers(draft)
        commissioner.commissioners(draft)
    draft.grants = grants_of(share)
    return draft.freeze()


def grants_of(share: DistrictShare) -> list[GrantPlan]:
    """Return a district's grants of every year; on paper, 見守り and サロン stand on the statement."""
    return [grant for year in share.years for grant in _grants(share, year)]


def _grants(share: DistrictShare, year: YearFigures) -> list[GrantPlan]:
    own = {"watch": (share.style != "none", year.watch_yen), "salon": (True, year.salon_yen)}
    others = {"local": year.local_yen, "volunteer_centre": year.centre_yen, "newsletter": year.newsletter_yen}
    listed = {} if share.paper else own
    listed |= {name: (yen > 0, yen) for name, yen in others.items() if yen or name != "volunteer_centre"}
    return [GrantPlan(share.code, year.year, name, done, yen) for name, (done, yen) in listed.items()]
