"""つながりカード of a district: in every state, with and without consent, some long unanswered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sasaeai_desktop.practice.days import first, iso, last
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.phrases import ANSWERS, CARD_TEXTS, CARE_CENTRES
from sasaeai_desktop.practice.records import CardPlan, DistrictPlan, PersonPlan

_STATES = ("written", "handed", "received", "working", "answered", "closed")
_NOW = (14, 24, 16, 18, 18, 10)  # how far cards of the last months have come
_THEN = (3, 4, 3, 5, 35, 50)  # and older ones
_OLD = 100  # days before the end of the plan
_DANGEROUS = {"abuse"}  # such a card goes on paper, from hand to hand
_WAITS = (6, 9, 12, 30, 45)  # days at most from one state to the next


def cards(draft: Draft) -> None:
    """Add the cards of every year; nothing is dated after the last year's end."""
    rng = draft.chance("cards")
    watched = {c.person for c in draft.cases}
    people = [p for p in draft.people if p.key in watched] or draft.people
    for figures in draft.share.years:
        count = 1 + figures.salons // 2 + figures.people // 32
        lo, hi = first(figures.year), last(figures.year)
        written = sorted(min(hi, lo + int(rng.random() * 366)) for _ in range(count))
        for n, day in enumerate(written, 1):
            state = rng.choices(_STATES, _THEN if day < last(draft.years[-1]) - _OLD else _NOW)[0]
            key = f"C{figures.year}-{n:03d}"
            draft.cards.append(_card(draft, rng, key, days=_reach(rng, day, state, draft), people=people))
    if draft.share.index == 0:
        _let_one_travel_by_name(draft)


def _let_one_travel_by_name(draft: Draft) -> None:
    """Let the first district hand one card over with its name, so that a small city shows that too."""
    agreed = {c.person for c in draft.consents if (c.purpose, c.state) == ("refer", "given")}
    person = next((p for p in draft.people if p.key in agreed), None)
    for n, card in enumerate(draft.cards):
        if person is not None and card.handed_on and not _DANGEROUS.intersection(card.troubles):
            draft.cards[n] = replace(
                card,
                person=person.key,
                town=person.town,
                age_band=_age_band(person, card.written_on) or "80代",
                sex=person.sex,
                summary="",
                consent="given",
                consent_form="oral",
                destination="council",
            )
            return


def with_one_waiting(plan: DistrictPlan, today: str) -> DistrictPlan:
    """Let a card with a name be on its way to the council since yesterday: whoever practises there has one to answer."""
    named = next(c for c in plan.cards if c.consent == "given" and c.destination == "council" and c.person)
    yesterday = (date.fromisoformat(today) - timedelta(1)).isoformat()
    troubles, facts, thoughts, _ = CARD_TEXTS[0]
    waiting = replace(
        named,
        key="C-waiting",
        written_on=yesterday,
        salon="",
        troubles=tuple(sorted(troubles)),
        facts=facts,
        thoughts=thoughts,
        urgency="week",
        state="handed",
        response="",
        **_way(Random(today), {"handed": yesterday}),  # noqa: S311 - invented, and the same on one day
    )
    return replace(plan, cards=(*plan.cards, waiting))


def _reach(rng: Random, day: int, state: str, draft: Draft) -> list[str]:
    """Return the days of the states reached, from 記入 on; the end of the plan cuts the loop short."""
    days = [day]
    for wait in _WAITS[: _STATES.index(state)]:
        days.append(days[-1] + 1 + int(rng.random() * wait))
    return [iso(d) for d in days if d <= last(draft.years[-1])]


def _card(draft: Draft, rng: Random, key: str, *, days: list[str], people: list[PersonPlan]) -> CardPlan:
    troubles, facts, thoughts, summary = rng.choice(CARD_TEXTS)
    person = rng.choice(people) if people and rng.random() < 0.85 else None
    salon = (
        rng.choice([s for s in draft.salons if s.start <= days[0]] or draft.salons)
        if rng.random() < 0.45
        else None
    )
    writer = rng.choice(salon.hosts) if salon else draft.show_watcher or draft.volunteers[0].key
    consent = rng.choices(("given", "refused", "unknown"), (64, 14, 22))[0] if person else "unknown"
    at, state = dict(zip(_STATES, days, strict=False)), _STATES[len(days) - 1]
    response = _response(rng, at, state)
    about = _about(draft, rng, person, days[0])
    written = _written(rng, consent, summary)
    return CardPlan(
        key=key,
        written_on=days[0],
        writer=writer,
        salon=salon.key if salon else "",
        troubles=tuple(sorted(troubles)),
        facts=facts,
        thoughts=thoughts,
        consent=consent,
        state=state,
        response=response,
        **about,
        **written,
        **_way(rng, at),
    )


def _response(rng: Random, at: dict[str, str], state: str) -> str:
    """Return what came back of a card, "" while nothing did."""
    response = ""
    if "received" in at:
        response = "received" if state == "received" else "checking"
    if "answered" in at:
        response = rng.choice(("supported", "watching", "passed_on"))
    return "closed" if state == "closed" else response


def _about(draft: Draft, rng: Random, person: PersonPlan | None, day: str) -> dict[str, str]:
    """Return whom a card is about, and who said it."""
    return {
        "person": person.key if person else "",
        "town": person.town if person else rng.choice(draft.towns),
        "age_band": _age_band(person, day) or "80代",
        "sex": person.sex if person else "",
        "trigger": rng.choices(("self", "family", "neighbour", "observed"), (35, 15, 20, 30))[0],
    }


def _written(rng: Random, consent: str, summary: str) -> dict[str, str]:
    """Return what is written beside the story: how urgent, with which consent, for whom."""
    given = consent == "given"
    return {
        "summary": summary if not given and rng.random() < 0.6 else "",
        "urgency": rng.choices(("today", "week", "month", "none"), (6, 30, 40, 24))[0],
        "consent_form": ("written" if rng.random() < 0.5 else "oral") if given else "",
        "destination": rng.choices(("council", "care_centre", "commissioner", "city"), (60, 26, 9, 5))[0],
    }


def _way(rng: Random, at: dict[str, str]) -> dict[str, str]:
    """Return the card's way from hand to hand, by the days of the states it reached."""
    handed, answered = at.get("handed", ""), at.get("answered", "")
    return {
        "handed_on": handed,
        "handed_how": rng.choice(("手渡し", "USBで渡した")) if handed else "",
        "received_on": at.get("received", ""),
        "received_by": rng.choice(CARE_CENTRES) if "received" in at else "",
        "answer": rng.choice(ANSWERS) if answered else "",
        "answered_on": answered,
        "returned_on": answered if answered and rng.random() < 0.8 else "",
        "closed_on": at.get("closed", ""),
    }


def _age_band(person: PersonPlan | None, day: str) -> str:
    if person is None or not person.birth:
        return ""
    return f"{(int(day[:4]) - int(person.birth[:4])) // 10 * 10}代"
