"""Meetings, events, papers, trainings and groups of a district; the first one's year is that of 新旭川, 令和3年度.

Source: shared programmes page, section 1: 推進委員会 3 全体会議 and 3 実務者会議, a forum planned for 20 March and postponed.
"""

from __future__ import annotations

from random import Random

from sasaeai_desktop.practice.days import first, iso, last
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.programme_records import ActivityPlan, BodyPlan, CompletionPlan, FlagPlan

_BODIES = (
    ("commissioners", "民児協"), ("seniors", "寿会"), ("care_centre", "地域包括支援センター"), ("school", "小学校"),
    ("welfare", "デイサービス ひまわり"), ("volunteers", "傾聴の会"), ("university", "北都大学 社会福祉学科"), ("office", "市社協"),
)  # fmt: skip
_COURSES = (
    ("地域サポーター養成講座 入門編", 36),
    ("傾聴ボランティア養成講座 実践編", 0),
    ("サロン世話人の説明会", 12),
)
_EVENTS = ("まちづくりフォーラム", "世代間交流会", "敬老のつどい", "もちつき大会")
_LOCAL = ("雪あかりの夕べ", "こども食堂", "地域の茶の間", "ラジオ体操の会")


def activities(draft: Draft) -> None:
    """Add groups and activities where a district writes them down here; the first one always does."""
    rng = draft.chance("activities")
    _flags(draft, rng)
    if draft.share.index and rng.random() < 0.5:
        return
    bodies = _bodies(draft, rng)
    for year in draft.years:
        if not draft.share.index:
            _reference_year(draft, rng, year, bodies)
        else:
            _year(draft, rng, year, bodies)


def _bodies(draft: Draft, rng: Random) -> list[str]:
    begin = iso(first(draft.years[0]) - 400)
    named = [("town", town) for town in draft.towns[:6]] + [
        (t, f"{draft.share.name} {n}") for t, n in _BODIES
    ]
    chosen = named if not draft.share.index else rng.sample(named, min(len(named), 4 + int(rng.random() * 8)))
    for n, (of_type, name) in enumerate(chosen):
        ended = iso(first(draft.years[-1]) - 30) if draft.share.index and rng.random() < 0.05 else ""
        draft.bodies.append(BodyPlan(f"D{n + 1:02d}", name, of_type, begin, ended))
    return [b.key for b in draft.bodies]


def _add(draft: Draft, **values: object) -> ActivityPlan:
    plain: dict[str, object] = {
        "state": "held", "participants": 0, "copies": 0, "bodies": (), "replaced_by": "", "place": "", "contents": "",
        "decisions": "", "reason": "", "refresher_months": 0,
    }  # fmt: skip
    made = ActivityPlan(key=f"K{len(draft.activities) + 1:03d}", **{**plain, **values})  # type: ignore[arg-type]  # as named above
    draft.activities.append(made)
    return made


def _reference_year(draft: Draft, rng: Random, year: int, bodies: list[str]) -> None:
    for n, title in enumerate(("全体会議", "実務者会議") * 3):
        _add(
            draft, type="meeting", date=iso(first(year) + 20 + 55 * n), title=f"推進委員会 第{n // 2 + 1}回 {title}",
            place="地区センター", participants=14 + n, bodies=tuple(sorted(bodies[: 6 + n])), contents="今年度の取り組み",
            decisions="まちづくりフォーラムを 延期します。" if n == 5 else "つぎの月の当番を決めました。",
        )  # fmt: skip
    _add(
        draft, type="event", date=f"{year + 1}-03-20", title="まちづくりフォーラム", place="公民館", state="postponed",
        reason="感染症が広がっているため",
    )  # fmt: skip
    for n in range(2):
        _add(
            draft,
            type="paper",
            date=iso(first(year) + 90 + 180 * n),
            title=f"地区社協だより 第{2 * (year - 2000) + n}号",
            copies=2600,
        )
    for n, (title, months) in enumerate(_COURSES[:2]):
        _training(draft, rng, iso(first(year) + 60 + 120 * n), title, months)
    _add(
        draft, type="local", date=iso(first(year) + 300), title=_LOCAL[0], place="神社の前", participants=120
    )
    _add(
        draft, type="joint", date=iso(first(year) + 200), title="学校と いっしょの清掃", participants=45, bodies=tuple(sorted(bodies[-4:])),
    )  # fmt: skip


def _year(draft: Draft, rng: Random, year: int, bodies: list[str]) -> None:
    for _ in range(3 + int(rng.random() * 8)):
        of_type = rng.choices(
            ("meeting", "event", "paper", "training", "local", "joint"), (6, 2, 2, 1, 1, 1)
        )[0]
        day = iso(first(year) + int(rng.random() * (last(year) - first(year))))
        if of_type == "training":
            _training(draft, rng, day, *rng.choice(_COURSES))
            continue
        dice = rng.random()
        state = "held" if dice < 0.85 else "postponed" if dice < 0.92 else "cancelled"
        held = state == "held"
        titles = {
            "meeting": ("役員会", "推進委員会"),
            "event": _EVENTS,
            "paper": ("地区社協だより",),
            "local": _LOCAL,
            "joint": ("ふれあい清掃",),
        }
        _add(
            draft, type=of_type, date=day, title=rng.choice(titles[of_type]), state=state, place="地区センター",
            participants=5 + int(rng.random() * 60) if held and of_type != "paper" else 0,
            copies=300 + 50 * int(rng.random() * 40) if held and of_type == "paper" else 0,
            bodies=_some(rng, bodies) if of_type in ("meeting", "joint") else (),
            reason="" if held else rng.choice(("大雪のため", "感染症のため", "会場が使えないため")),
        )  # fmt: skip


def _some(rng: Random, bodies: list[str]) -> tuple[str, ...]:
    return tuple(sorted(rng.sample(bodies, min(len(bodies), 1 + int(rng.random() * 5)))))


def _training(draft: Draft, rng: Random, day: str, title: str, months: int) -> None:
    able = [v.key for v in draft.volunteers]
    chosen = rng.sample(able, min(len(able), 2 + int(rng.random() * 9)))
    made = _add(
        draft, type="training", date=day, title=title, place="地区センター", participants=len(chosen) + int(rng.random() * 5),
        refresher_months=months,
    )  # fmt: skip
    for key in chosen:
        draft.completions.append(CompletionPlan(made.key, key, day))


def _flags(draft: Draft, rng: Random) -> None:
    """Hand a flag to every salon that is a counter, when it becomes one."""
    for salon in draft.salons:
        if salon.advice_desk and rng.random() < 0.8:
            day = salon.start or iso(first(draft.years[0]))
            draft.flags.append(FlagPlan(salon.key, day, salon.end, 1 + (rng.random() < 0.2)))
