"""民生委員 of a district with the counts of their months; both splits come to the same."""

from __future__ import annotations

from sasaeai_desktop.domain.commissioner import CONTENT, FIELD, codes_of
from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.practice.days import first, iso
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.programme_records import CommissionerPlan
from sasaeai_desktop.practice.records import RolePlan


def commissioners(draft: Draft) -> None:
    """Add the counts where a district's commissioners write them down here; the first one's always do."""
    rng = draft.chance("commissioner")
    if draft.share.index and rng.random() < 0.7:
        return
    begin = iso(first(draft.years[0]) - 120)
    people = [draft.add_volunteer(rng, begin) for _ in range(1 + int(rng.random() * 3))]
    draft.roles += [
        RolePlan(key, "welfare_commissioner", begin, "", rng.choice(draft.towns)) for key in people
    ]
    for year in draft.years:
        for month in months_of(year):
            for key in people:
                times = int(rng.random() * 7)
                counts = {"visits/contact": int(rng.random() * 25), "days/days": 3 + int(rng.random() * 15)}
                counts["other/council"], counts["liaison/members"] = 1, int(rng.random() * 4)
                for group in (CONTENT, FIELD):
                    for _ in range(times):
                        name = f"{group}/{rng.choice(codes_of(group))[0]}"
                        counts[name] = counts.get(name, 0) + 1
                draft.counts += [
                    CommissionerPlan(key, month, name, n) for name, n in sorted(counts.items()) if n
                ]
