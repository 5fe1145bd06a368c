"""個別避難計画 and 安否確認 of a district: plans only where the consent was given, some without anybody to help."""

from __future__ import annotations

from datetime import date
from random import Random

from sasaeai_desktop.practice.days import OPEN, first, iso, last
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.programme_records import (
    EvacuationPlanPlan,
    EventPlan,
    ReviewPlan,
    SupporterPlan,
)

_NEEDS = ("walk", "stand", "see", "hear", "judge")
_REASONS = (
    "ひざが悪く、長い道を歩けない",
    "目が見えにくい",
    "耳が遠く、放送が聞こえない",
    "夜は一人で動けない",
    "車いすを使っている",
)
_ROUTES = (
    "中通りを北へ。橋は渡らない。",
    "川ぞいを通らず、公園の中を行く。",
    "坂をさけて、大通りを行く。",
    "",
)
_WAYS = ("歩いて", "車いすを押す（2人）", "近所の車で", "支えながら歩く")
_ROOMS = ("1階の奥", "2階の南がわ", "居間", "玄関の横の部屋")
_DEVICES = ("血圧の薬", "補聴器の電池", "酸素", "めがね・入れ歯", "")
_DISASTERS = ("snow", "flood", "quake", "outage")


def plans(draft: Draft) -> None:
    """Add plans of those who agreed, with their supporters and reviews, and a disaster now and then."""
    rng = draft.chance("plans")
    if draft.share.index and rng.random() < 0.35:
        return  # many districts have none yet
    second = {m.b for m in draft.merges if m.kind == "person"}
    agreed = {c.person: c.date for c in draft.consents if c.purpose == "evacuation" and c.state == "given"}
    end = last(draft.years[-1])
    for case in draft.cases:
        if (
            case.state != "active"
            or case.person not in agreed
            or case.person in second
            or rng.random() < 0.25
        ):
            continue
        begun = max(agreed[case.person], case.start, iso(first(draft.years[0]) - 200))
        day = date.fromisoformat(begun).toordinal()
        if day < end:
            # Somebody entered twice has the plan under the second entry.
            _plan(
                draft, rng, draft.second.get(case.person, case.person), day + int(rng.random() * (end - day))
            )
    _events(draft, rng)


def _plan(draft: Draft, rng: Random, person: str, day: int) -> None:
    end = last(draft.years[-1])
    key = f"E{len(draft.plans) + 1:03d}"
    ended = day + 30 + int(rng.random() * (end - day)) if end - day > 60 and rng.random() < 0.08 else OPEN
    place = rng.choice(draft.towns).removesuffix("町内会")
    draft.plans.append(
        EvacuationPlanPlan(
            key=key,
            person=person,
            made_on=iso(day),
            ended_on=iso(ended),
            needs=tuple(sorted(set(rng.choices(_NEEDS, (6, 4, 2, 3, 1), k=2)))),
            hazards=(rng.choice(("flood", "quake", "snow")),),
            reason=rng.choice(_REASONS),
            place=f"{place}小学校",
            route=rng.choice(_ROUTES),
            way=rng.choice(_WAYS),
            room=rng.choice(_ROOMS),
            devices=rng.choice(_DEVICES),
        )
    )
    watching = [a.volunteer for a in draft.assignments if a.person == person and not a.end]
    helping = rng.random()
    if watching and helping < 0.85:
        left = (
            iso(min(end, day + 40)) if helping > 0.8 else ""
        )  # a supporter who gave it up, and nobody came after
        draft.supporters.append(SupporterPlan(key, watching[0], iso(day), left))
    seen = day
    while seen + 365 < min(end, ended) and rng.random() < 0.8:
        seen += 340 + int(rng.random() * 60)
        if seen <= min(end, ended):
            draft.reviews.append(ReviewPlan(key, iso(seen)))


def _events(draft: Draft, rng: Random) -> None:
    for figures in draft.share.years:
        if figures.people and rng.random() < 0.4:
            day = iso(first(figures.year) + 120 + int(rng.random() * 200))
            help_, unknown = int(rng.random() * 4), int(rng.random() * 3)
            half = 20 + int(rng.random() * 60)
            drill = rng.random() < 0.25
            draft.events.append(
                EventPlan(
                    disaster="drill" if drill else rng.choice(_DISASTERS),
                    opened_on=day,
                    opened_time="07:10",
                    closed_on=day,
                    closed_time="15:40",
                    people=figures.people,
                    safe=figures.people - min(figures.people, help_ + unknown),
                    help=min(figures.people, help_),
                    unknown=min(figures.people, help_ + unknown) - min(figures.people, help_),
                    minutes_half=half,
                    minutes_all=half + 200 if not unknown else None,
                )
            )
