"""Volunteers of a district: who held which role from when to when."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from sasaeai_desktop.practice.days import OPEN, Span, churn, first, iso, split
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.names import PLAIN_TWIN
from sasaeai_desktop.practice.phrases import DUPLICATE_NOTE
from sasaeai_desktop.practice.records import MergePlan, RolePlan


def _hold(draft: Draft, rng: Random, volunteer: str, role: str, span: Span) -> None:
    """Note a role; now and then it ended and was taken up again within the year (still one person)."""
    area = rng.choice(draft.towns)
    for part in split(rng, span, draft.years) if rng.random() < 0.03 else (span,):
        draft.roles.append(RolePlan(volunteer, role, iso(part[0]), iso(part[1]), area))
    draft.holders.setdefault(role, []).append((volunteer, span))


def _fill(draft: Draft, role: str, figure: str, shared: float, rate: float) -> None:
    """Fill a role to its figures; a part of its holders are volunteers who hold another role already."""
    rng = draft.chance(role)
    others = [v.key for v in draft.volunteers]
    rng.shuffle(others)
    spans = churn(rng, [(y.year, getattr(y, figure)) for y in draft.share.years], 1, rate)
    for n, span in enumerate(spans):
        taken = n and others and rng.random() < shared
        volunteer = others.pop() if taken else draft.add_volunteer(rng, iso(span[0]))
        _hold(draft, rng, volunteer, role, span)


def _twin(draft: Draft) -> None:
    """Enter one watcher twice, as two lists came together, and merge the entries: counted once."""
    rng = draft.chance("twin")
    lasting = [v for v, span in draft.holders["watcher"] if span[1] == OPEN]
    if len(lasting) < 10:
        return
    key = lasting[5]
    kept = next(v for v in draft.volunteers if v.key == key)
    again = f"V{len(draft.volunteers) + 1:03d}"
    family, given = kept.name.split(" ")
    draft.volunteers.append(
        replace(kept, key=again, name=f"{PLAIN_TWIN.get(family, family)} {given}", note=DUPLICATE_NOTE)
    )
    own = next(s for v, s in draft.holders["watcher"] if v == key)
    start = max(own[0], first(draft.years[-1]) + rng.randrange(60))
    draft.roles.append(RolePlan(again, "watcher", iso(start), "", rng.choice(draft.towns)))
    draft.merges.append(MergePlan("volunteer", key, again))


def watch_helpers(draft: Draft) -> None:
    """Add 担い手, 世話係 and 地域コーディネーター, some in two roles, some of earlier years."""
    _fill(draft, "watcher", "watchers", 0.0, 0.08)
    draft.show_watcher = draft.holders["watcher"][0][0]
    _fill(draft, "block_coordinator", "block_coordinators", 0.35, 0.06)
    _fill(draft, "area_coordinator", "area_coordinators", 0.45, 0.05)
    rng = draft.chance("past")
    before = first(draft.years[0])
    for role in ("watcher", "watcher", "block_coordinator"):
        end = before - 1 - int(rng.random() * 400)
        volunteer = draft.add_volunteer(rng, iso(end - 900))
        draft.roles.append(RolePlan(volunteer, role, iso(end - 900), iso(end), rng.choice(draft.towns)))
    commissioner = draft.add_volunteer(rng, "")
    draft.roles.append(
        RolePlan(commissioner, "welfare_commissioner", "2022-12-01", "2025-11-30", rng.choice(draft.towns))
    )
    _twin(draft)
