"""見守り of a district: who is registered, who looks after whom, and every act of every year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from sasaeai_desktop.practice.days import OPEN, Span, churn, first, iso, last, rhythm, split
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.figures import apportion
from sasaeai_desktop.practice.names import HARD_FAMILIES, PLAIN_TWIN
from sasaeai_desktop.practice.phrases import ABSENT_MEMOS, CONCERNS, DUPLICATE_NOTE, MEMOS
from sasaeai_desktop.practice.records import (
    AssignmentPlan,
    CasePlan,
    ConsentPlan,
    MergePlan,
    TallyPlan,
    VisitPlan,
)

_METHODS = ("visit", "phone", "pattern")
_HABITS = {
    "visit": (80, 92, 100),
    "phone": (15, 90, 100),
    "pattern": (20, 30, 100),
}  # cumulative, by planned method
_RESULTS = {
    "visit": (("met", 86.0), ("seen", 94.0), ("absent", 99.2), ("no_answer", 100.0)),
    "phone": (("met", 96.2), ("no_answer", 100.0)),
    "pattern": (("seen", 100.0),),
}  # cumulative per cent


@dataclass(frozen=True, slots=True)
class _Watched:
    """Someone who gets acts: within ``span``, every so many days."""

    key: str
    span: Span
    every: float
    weekdays: tuple[int, ...]
    method: str


def watch_people(draft: Draft) -> list[_Watched]:
    """Add the registered people, and those who must not be counted, and return everyone who gets acts."""
    rng = draft.chance("people")
    keep = min(len(HARD_FAMILIES), *(y.people for y in draft.share.years))
    spans = churn(rng, [(y.year, y.people) for y in draft.share.years], keep, 0.09)
    watched = [_register(draft, rng, n, span) for n, span in enumerate(spans)]
    watched += _duplicates(draft, rng, watched, keep)
    watched += _uncounted(draft, rng, len(spans))
    _assign(draft, rng, watched, keep)
    return watched


def _register(draft: Draft, rng: Random, n: int, span: Span) -> _Watched:
    person = draft.add_person(rng, family=HARD_FAMILIES[n] if n < len(HARD_FAMILIES) else None, watched=True)
    every = rng.choices((4, 7, 14, 30), (12, 48, 25, 15))[0]
    weekdays = tuple(sorted(rng.sample(range(6), 2 if every == 4 else 1)))
    seen = _Watched(person.key, span, every, weekdays, rng.choices(_METHODS, (62, 20, 18))[0])
    for part in split(rng, span, draft.years) if n > 9 and rng.random() < 0.015 else (span,):
        _case(draft, rng, seen, part)
    _consents(draft, rng, person.key, span)
    return seen


def _case(draft: Draft, rng: Random, seen: _Watched, span: Span, state: str = "") -> None:
    ended = span[1] != OPEN
    horizon = last(draft.years[-1])
    if not state:
        state = "ended" if ended else rng.choices(("active", "hospital", "paused"), (95, 3, 2))[0]
    state_on = span[1] if ended else span[0] + int(rng.random() * (horizon - span[0] + 1))
    reasons = ("facility", "moved", "died", "declined", "other")
    draft.cases.append(
        CasePlan(
            person=seen.key,
            start=iso(span[0]),
            end=iso(span[1]),
            state=state,
            state_on=iso(span[0]) if state == "active" else iso(state_on),
            end_reason=rng.choices(reasons, (35, 20, 28, 8, 9))[0] if ended else "",
            trigger=rng.choices(("self", "around", "commissioner", "other"), (38, 30, 27, 5))[0],
            category=rng.choices(("elderly", "disabled", "ill", "parenting", "other"), (88, 5, 4, 1, 2))[0],
            method=seen.method,
            every_days=int(seen.every),
            weekdays=tuple(str(w) for w in seen.weekdays),
            coordinator=rng.choice(draft.holders["block_coordinator"])[0],
        )
    )


def _consents(draft: Draft, rng: Random, key: str, span: Span) -> None:
    """Note consents: most said yes to 見守り, some have not been told yet, which is not a yes."""
    heard = draft.show_watcher if rng.random() < 0.3 else rng.choice(draft.holders["watcher"])[0]
    for purpose, given, refused in (("watch", 0.74, 0.02), ("refer", 0.52, 0.08), ("evacuation", 0.3, 0.1)):
        dice = rng.random()
        state = "given" if dice < given else "refused" if dice < given + refused else "unknown"
        told = state != "unknown"
        proxy = told and rng.random() < 0.06
        draft.consents.append(
            ConsentPlan(
                person=key,
                purpose=purpose,
                state=state,
                date=iso(span[0]) if told else "",
                form=("written" if rng.random() < 0.7 else "oral") if told else "",
                giver=("proxy" if proxy else "self") if told else "",
                relation="長女" if proxy else "",
                heard_by=heard if told else "",
                reason="考えたいとのこと" if state == "refused" else "",
            )
        )


def _duplicates(draft: Draft, rng: Random, watched: Sequence[_Watched], keep: int) -> list[_Watched]:
    """Enter some people a second time and merge the entries: acts of both count, the person once."""
    able = [w for w in watched[keep:] if w.span[1] == OPEN and w.span[0] < first(draft.years[-1])]
    count = min(len(able), max(1, round(len(watched) * 0.015)))
    seconds = []
    for seen in rng.sample(able, count):
        kept = next(p for p in draft.people if p.key == seen.key)
        key = f"P{len(draft.people) + 1:04d}"
        family, given = kept.name.split(" ")
        twin = replace(
            kept, key=key, name=f"{PLAIN_TWIN.get(family, family)} {given}", phone="", note=DUPLICATE_NOTE
        )
        draft.people.append(twin)
        start = first(draft.years[-1]) + int(rng.random() * 200)
        second = replace(seen, key=key, span=(start, OPEN), every=seen.every * 2)
        if rng.random() < 0.7:
            _case(draft, rng, second, second.span)
        draft.merges.append(MergePlan("person", seen.key, key))
        draft.second[seen.key] = key
        seconds.append(second)
    if len(watched) >= 100 and seconds:  # three entries of one person, merged in a row
        key = f"P{len(draft.people) + 1:04d}"
        draft.people.append(replace(draft.people[-1], key=key))
        draft.merges.append(MergePlan("person", seconds[-1].key, key))
        seconds.append(replace(seconds[-1], key=key, every=60))
    return seconds


def _uncounted(draft: Draft, rng: Random, size: int) -> list[_Watched]:
    """Add people who are not 対象者 (要検討, no registration, ended long ago). Their acts are acts."""
    lo, hi = first(draft.years[-1]), last(draft.years[-1])
    extra = []
    for n in range(max(1, round(size * 0.04))):
        person = draft.add_person(rng, watched=True)
        seen = _Watched(person.key, (lo + int(rng.random() * 300), OPEN), 90, (n % 5,), "visit")
        _case(draft, rng, seen, seen.span, "considered")
        if n % 2:  # most have no first day yet
            draft.cases[-1] = replace(draft.cases[-1], start="", state_on=iso(seen.span[0]))
        if n % 3 == 0:
            extra.append(seen)
    for n in range(max(1, round(size * 0.02))):
        person = draft.add_person(rng, watched=n % 2 == 0)
        extra.append(_Watched(person.key, (lo, hi), 60, (), "visit"))
    for _ in range(max(1, round(size * 0.03))):
        person = draft.add_person(rng, watched=True)
        end = first(draft.years[0]) - 1 - int(rng.random() * 200)
        _case(draft, rng, _Watched(person.key, (0, 0), 7, (2,), "phone"), (end - 700, end))
    return extra


def _assign(draft: Draft, rng: Random, watched: Sequence[_Watched], keep: int) -> None:
    """Give everyone a watcher, and another when one stops; the first ``keep`` stay with the first."""
    watchers = draft.holders["watcher"]
    begin, horizon = first(draft.years[0]), last(draft.years[-1])
    orders: Counter[str] = Counter()
    for n, seen in enumerate(watched):
        day, stop = seen.span[0], min(seen.span[1], horizon)
        while day <= stop:
            known = max(day, begin)
            able = [w for w in watchers if w[1][0] <= known <= w[1][1]]
            volunteer, life = watchers[0] if n < keep else rng.choice(able)
            end = min(life[1], seen.span[1])
            orders[volunteer] += 1
            draft.rounds.setdefault(seen.key, []).append((day, end, volunteer))
            draft.assignments.append(
                AssignmentPlan(seen.key, volunteer, iso(max(day, life[0])), iso(end), orders[volunteer])
            )
            day = end + 1


def watch_acts(draft: Draft, watched: Sequence[_Watched]) -> None:
    """Add the acts of every year, exactly as many as wanted, as dated visits or as 月計."""
    rng = draft.chance("acts")
    for figures in draft.share.years:
        lo, hi = first(figures.year), last(figures.year)
        able = [(w, max(lo, w.span[0]), min(hi, w.span[1])) for w in watched]
        able = [(w, a, b) for w, a, b in able if a <= b]
        counts = _share_acts(figures.acts, able)
        tally: Counter[tuple[str, str, str]] = Counter()
        acts: list[VisitPlan] = []
        for (seen, a, b), count in zip(able, counts, strict=True):
            if not count:
                continue
            days = rhythm(rng, a, b, count, seen.weekdays)
            methods = rng.choices(_METHODS, cum_weights=_HABITS[seen.method], k=count)
            if draft.share.style == "visits":
                acts += _visits(draft, rng, seen, days, methods)
            else:
                by_person = draft.share.style == "person_tally"
                for day, method in zip(days, methods, strict=True):
                    tally[
                        (seen.key if by_person else _watcher(draft, seen.key, day), iso(day)[:7], method)
                    ] += 1
        acts.sort(key=lambda v: (v.date, v.person))
        draft.visits += acts
        for (key, month, method), count in sorted(tally.items()):
            own = ("", key) if draft.share.style == "watcher_tally" else (key, "")
            draft.tallies.append(TallyPlan(*own, month, method, count))


def _share_acts(total: int, able: Sequence[tuple[_Watched, int, int]]) -> list[int]:
    """Share the year's acts by each person's rhythm; nobody gets more acts than they have days."""
    counts = apportion(total, [(b - a + 1) / w.every for w, a, b in able])
    over = 0
    for n, (_, a, b) in enumerate(able):
        room = b - a + 1
        over += max(0, counts[n] - room)
        counts[n] = min(counts[n], room)
    for n, (_, a, b) in enumerate(able):
        more = min(over, b - a + 1 - counts[n])
        counts[n] += more
        over -= more
    assert over == 0, "more acts than days"
    return counts


def _watcher(draft: Draft, key: str, day: int) -> str:
    return next((v for a, b, v in draft.rounds[key] if a <= day <= b), draft.show_watcher)


def _visits(
    draft: Draft,
    rng: Random,
    seen: _Watched,
    days: Sequence[int],
    methods: Sequence[str],
) -> list[VisitPlan]:
    """Return one person's acts of a year on the given days."""
    out: list[VisitPlan] = []
    r = rng.random
    rounds = draft.rounds[seen.key]
    usual = f"{9 + int(r() * 8):02d}"
    keeps_time = r() < 0.6
    for day, method in zip(days, methods, strict=True):
        first_day, last_day, watcher = rounds[0]
        if not first_day <= day <= last_day:
            watcher = _watcher(draft, seen.key, day)
        chance = r() * 100
        result = next(name for name, limit in _RESULTS[method] if chance < limit)
        condition, memo, next_on = "same", "", ""
        signs: tuple[str, ...] = ()
        dice = r()
        if result in {"absent", "no_answer"}:
            condition = "" if dice < 0.7 else "same"
            memo = ABSENT_MEMOS[int(r() * 4)] if dice < 0.5 else ""
        elif dice < 0.03:
            condition = "concern" if dice > 0.002 else "alarm"
            memo, signs = CONCERNS[int(r() * len(CONCERNS))]
            next_on = iso(day + 2)
        elif dice > 0.88:
            memo = MEMOS[int(r() * len(MEMOS))]
        both: tuple[str, ...] = (watcher,)
        if dice * 1000 % 7 < 1 and watcher != draft.show_watcher:
            both = (draft.show_watcher, watcher)
        time = f"{usual}:{int(r() * 12) * 5:02d}" if keeps_time else ""
        out.append(VisitPlan(iso(day), time, seen.key, both, method, result, condition, signs, memo, next_on))
    return out
