"""サロン of a district: places, sessions through the seasons, who came by name, how many without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from sasaeai_desktop.practice import places
from sasaeai_desktop.practice.days import OPEN, Span, churn, first, iso, last, weekday
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.figures import apportion
from sasaeai_desktop.practice.phrases import CANCEL_REASONS, SESSION_MEMOS, SNOW
from sasaeai_desktop.practice.records import AttendancePlan, ConsentPlan, RolePlan, SalonPlan, SessionPlan

_PROGRAMS = ("お茶飲み", "健康体操", "昼食会", "講話", "カラオケ", "パークゴルフ", "季節行事")
_COMMON = (40, 25, 10, 9, 7, 4, 5)
_SEASON = {1: 0.45, 2: 0.5, 3: 0.8, 8: 0.7, 12: 0.6}  # snow keeps people at home, August is for the graves
_SNOWY = ("12", "01", "02")
_NAMELESS_SHARE = 0.2  # of the salons note no names at all


@dataclass(frozen=True, slots=True)
class _Regular:
    """Someone who comes to a salon from ``joined`` until ``quits`` (staying away is the sign)."""

    person: str
    joined: int
    quits: int
    faithful: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A salon with what its sessions need."""

    salon: SalonPlan
    span: Span
    size: float
    regulars: tuple[_Regular, ...]


def salons(draft: Draft) -> None:
    """Add salons, their sessions and attendance."""
    rng = draft.chance("salons")
    spans = churn(rng, [(y.year, y.salons) for y in draft.share.years], 1, 0.04)
    begin, end = first(draft.years[0]), last(draft.years[-1])
    found = [_place(draft, rng, span, "daily") for span in spans]
    if rng.random() < 0.35:
        found.append(_place(draft, rng, (begin - 200, OPEN), "other"))
    if rng.random() < 0.3:  # closed before the first year: not counted
        _place(draft, rng, (begin - 1500, begin - 1 - int(rng.random() * 300)), "daily")
    known: set[tuple[str, str]] = set()
    for figures in draft.share.years:
        open_ones = [p for p in found if p.span[0] <= last(figures.year) and p.span[1] >= first(figures.year)]
        wanted = (figures.sessions, figures.participants)
        _year(draft, rng, figures.year, open_ones, wanted=wanted, known=known)
    assert all(s.date <= iso(end) for s in draft.sessions)


def _place(draft: Draft, rng: Random, span: Span, kind: str) -> _Place:
    n = len(draft.salons)
    town = draft.towns[n % len(draft.towns)].removesuffix("町内会")
    name = places.salon_name(rng, n, town, other=kind == "other")
    hosts = []
    for _ in range(2):
        host = draft.add_volunteer(rng, iso(span[0]))
        draft.roles.append(RolePlan(host, "salon_host", iso(span[0]), iso(span[1]), name))
        hosts.append(host)
    salon = SalonPlan(
        key=f"S{n + 1:02d}",
        name=name,
        type=kind,
        venue=places.venue(rng, town),
        hosts=tuple(hosts),
        start=iso(span[0]),
        end=iso(span[1]),
        advice_desk=rng.random() < 0.4,
        weekday=str(rng.randrange(5)),
    )
    draft.salons.append(salon)
    size = rng.uniform(0.6, 1.6) * (0.25 if kind == "other" else 1.0)
    nameless = n > 0 and rng.random() < _NAMELESS_SHARE
    return _Place(salon, span, size, () if nameless else _regulars(draft, rng, size))


def _regulars(draft: Draft, rng: Random, size: float) -> tuple[_Regular, ...]:
    """Draw the people who come: some are watched over, most are only on the salon's list."""
    begin, end = first(draft.years[0]), last(draft.years[-1])
    again = {
        m.b for m in draft.merges
    }  # a second entry is ticked beside the first one, never as a regular of its own
    watched = list(
        dict.fromkeys(c.person for c in draft.cases if c.state == "active" and c.person not in again)
    )
    count = 6 + int(13 * size)
    chosen = rng.sample(watched, min(len(watched), int(count * 0.4)))
    seconds = [k for k in draft.second if k not in chosen]
    chosen += seconds[: 1 + (rng.random() < 0.5)]
    while len(chosen) < count:
        person = draft.add_person(rng, watched=False)
        chosen.append(person.key)
        if rng.random() < 0.5:
            day = iso(begin + int(rng.random() * 300))
            draft.consents.append(
                ConsentPlan(person.key, "salon_list", "given", day, "written", "self", "", "", "")
            )
    regulars = []
    for key in chosen:
        joined = begin + int(rng.random() * (end - begin)) if rng.random() < 0.2 else begin
        quits = joined + 120 + int(rng.random() * (end - begin)) if rng.random() < 0.12 else OPEN
        regulars.append(_Regular(key, joined, quits, rng.uniform(0.3, 1.0)))
    return tuple(regulars)


def _year(
    draft: Draft,
    rng: Random,
    year: int,
    open_ones: Sequence[_Place],
    *,
    wanted: tuple[int, int],
    known: set[tuple[str, str]],
) -> None:
    """Add one year of sessions: so many held ones, so many participants, cancelled ones on top."""
    spans = [(max(first(year), p.span[0]), min(last(year), p.span[1])) for p in open_ones]
    rooms = [b - a + 1 for a, b in spans]
    counts = _within(
        apportion(wanted[0], [p.size * r for p, r in zip(open_ones, rooms, strict=True)], 1), rooms
    )
    held: list[tuple[_Place, SessionPlan]] = []
    for place, (a, b), count in zip(open_ones, spans, counts, strict=True):
        extra = min(b - a + 1 - count, sum(rng.random() < 0.035 for _ in range(count)))
        days = _session_days(rng, int(place.salon.weekday), a, b, count + extra)
        off = set(rng.sample(days, extra))
        for number, day in enumerate(days, 1):
            session = _session(
                rng, place.salon, number, day, key=f"{place.salon.key}-{year}-{number:03d}", off=day in off
            )
            if session.cancelled:
                draft.sessions.append(session)
            else:
                held.append((place, session))
    weights = [p.size * _SEASON.get(int(s.date[5:7]), 1.0) * rng.uniform(0.6, 1.4) for p, s in held]
    for (place, session), heads in zip(held, apportion(wanted[1], weights, 1), strict=True):
        draft.sessions.append(_attend(draft, rng, place, session, heads, known=known))


def _within(counts: list[int], rooms: Sequence[int]) -> list[int]:
    """Move sessions that do not fit into the days of one salon to the others."""
    over = sum(max(0, c - r) for c, r in zip(counts, rooms, strict=True))
    counts = [min(c, r) for c, r in zip(counts, rooms, strict=True)]
    for n, room in enumerate(rooms):
        more = min(over, room - counts[n])
        counts[n] += more
        over -= more
    assert over == 0, "more sessions than days"
    return counts


def _session_days(rng: Random, usual: int, lo: int, hi: int, count: int) -> list[int]:
    """Return different days, mostly on the salon's own weekday, fewer in winter."""
    drawn = []
    for day in range(lo, hi + 1):
        on = weekday(day)
        weight = 12.0 if on == usual else 0.4 if on < 5 else 0.1
        weight *= _SEASON.get(int(iso(day)[5:7]), 1.0)
        drawn.append((rng.random() ** (1 / weight), day))
    drawn.sort(reverse=True)
    return sorted(day for _, day in drawn[:count])


def _session(rng: Random, salon: SalonPlan, number: int, day: int, *, key: str, off: bool) -> SessionPlan:
    morning = rng.random() < 0.55
    return SessionPlan(
        key=key,
        salon=salon.key,
        number=number,
        date=iso(day),
        start="10:00" if morning else "13:30",
        end="12:00" if morning else "15:30",
        venue="" if rng.random() < 0.9 else places.venue(rng, salon.name[:2]),
        program=tuple(sorted(set(rng.choices(_PROGRAMS, _COMMON, k=2)))),
        elderly=0,
        disabled=0,
        children=0,
        guardians=0,
        others=0,
        staff=0 if off else rng.choice((2, 2, 3, 3, 4)),
        fee=rng.choice((0, 100, 100, 200, 300)),
        cancelled=off,
        cancel_reason=(SNOW if iso(day)[5:7] in _SNOWY else rng.choice(CANCEL_REASONS)) if off else "",
        memo="" if off else rng.choice(SESSION_MEMOS),
    )


def _attend(
    draft: Draft, rng: Random, place: _Place, session: SessionPlan, heads: int, *, known: set[tuple[str, str]]
) -> SessionPlan:
    """Let people come by name as far as the salon notes names; the rest of ``heads`` is counted by kind."""
    day = session.date
    named = 0
    limit = int(heads * rng.uniform(0.55, 0.85)) if place.regulars else 0
    for regular in place.regulars:
        if named >= limit:
            break
        if not iso(regular.joined) <= day < (iso(regular.quits) or "9999") or rng.random() > regular.faithful:
            continue
        mark = (place.salon.key, regular.person)
        new = mark not in known and regular.joined > first(draft.years[0])
        known.add(mark)
        draft.attendance.append(AttendancePlan(session.key, regular.person, new))
        named += 1
        second = draft.second.get(regular.person)
        if second and rng.random() < 0.5:  # ticked under both entries: one participant
            draft.attendance.append(AttendancePlan(session.key, second, newcomer=False))
    rest = heads - named
    disabled, children, guardians, others = (
        int(rest * rng.random() * part * 2) for part in (0.05, 0.09, 0.07, 0.06)
    )
    elderly = rest - disabled - children - guardians - others
    return replace(
        session, elderly=elderly, disabled=disabled, children=children, guardians=guardians, others=others
    )
