"""An act typed on the screen, judged by the person's life and registrations: refused when it cannot be, else asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as watch_repo
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import CaseState, EndReason, WatchCase
from sasaeai_desktop.services.desk.common import last_of_month, refuse, san
from sasaeai_desktop.services.desk.desk import Desk, reading


def act_questions(desk: Desk, person: Id, day: str) -> list[Finding]:
    """Return what is asked beside the field before an act is recorded; each may offer the likely day."""
    with reading(desk) as session:
        found = judge_act(session, person, day, desk.today())
    return judging.questions([*found, *judging.judge_typed_day(day, desk.today())])


def refuse_impossible(connection: Connection, person: Id, day: str, today: str) -> None:
    """Refuse an act before the person's birth or after 死亡.

    Raises:
        InputError: it cannot be.
    """
    refuse(judge_act(connection, person, day, today), "日を たしかめてください。")


def refuse_any(connection: Connection, people: Iterable[Id], day: str, today: str) -> None:
    """Refuse that people took part in something before their birth or after 死亡; the sentence says who.

    Raises:
        InputError: it cannot be.
    """
    found = first_findings(connection, ((person, day) for person in people), today)
    wrong = {person: said for (person, _), said in found.items() if said.impossible}
    names = people_repo.names(connection, people_repo.aliases(connection), wrong)
    for person, said in wrong.items():
        who = f"{san(names[person].name)}: " if person in names else ""
        refuse([replace(said, words=who + said.words)], "えらんだ方と日を たしかめてください。")


def died_before(connection: Connection, people: Iterable[Id], day: str) -> set[Id]:
    """Return who of some people (canonical ids) had died before a day, as far as a registration says so."""
    alias = people_repo.aliases(connection)
    cases = watch_repo.cases_of(connection, alias.expand(people))
    return {alias.of(c.person) for c in cases if c.person and _death(c) and _death(c) < day}


def refuse_month(connection: Connection, person: Id, month: str, today: str) -> None:
    """Refuse a 月計 of a month that ends before the person's birth, or begins after 死亡.

    Raises:
        InputError: it cannot be.
    """
    todo = "年月を たしかめてください。"
    last = [
        f
        for f in judge_act(connection, person, last_of_month(month), "9999-12-31")
        if f.rule.code == "before_birth"
    ]
    first = [f for f in judge_act(connection, person, f"{month}-01", today) if f.rule.code == "after_death"]
    refuse([*last, *first], todo)


def refuse_start(connection: Connection, person: Id, start: str) -> None:
    """Refuse a registration that begins before the person's birth.

    Raises:
        InputError: it cannot be.
    """
    ids = people_repo.aliases(connection).all(person)
    births = [p.birth for p in base.by_ids(connection, Person, ids).values() if p.birth]
    if start and births:
        refuse(
            judging.judge_act(start, "9999-12-31", birth=min(births)),
            "見守り開始日か生年月日を たしかめてください。",
        )


def judge_act(connection: Connection, person: Id, day: str, today: str) -> list[Finding]:
    """Judge the day of an act of a person, also under a merged entry."""
    return judging.judge_act(day, today, **_life(connection, person, people_repo.aliases(connection)))


def first_findings(
    connection: Connection, places: Iterable[tuple[Id, str]], today: str
) -> dict[tuple[Id, str], Finding]:
    """Judge many acts, such as the marks of a paper; of each the weightiest finding, nothing where all is fine.

    Args:
        connection: a read session.
        places: person and ISO day.
        today: ISO date.
    """
    found: dict[tuple[Id, str], Finding] = {}
    lives: dict[Id, dict[str, str]] = {}
    alias = people_repo.aliases(connection)
    for person, day in sorted(places):
        if person not in lives:
            lives[person] = _life(connection, person, alias)
        said = judging.judge_act(day, today, **lives[person])
        first = next(iter([*judging.refused(said), *judging.questions(said)]), None)
        if first is not None:
            found[person, day] = first
    return found


def _life(connection: Connection, person: Id, alias: Aliases) -> dict[str, str]:
    """Return birth, death and first registration of a person, by the names that ``judging.judge_act`` takes."""
    ids = alias.all(person)
    births = [p.birth for p in base.by_ids(connection, Person, ids).values() if p.birth]
    cases = watch_repo.cases_of(connection, ids)
    starts = [c.start for c in cases if c.start and c.state != CaseState.CONSIDERED]
    return {
        "birth": min(births, default=""), "died": max(map(_death, cases), default=""),
        "start": min(starts, default=""),
    }  # fmt: skip


def _death(case: WatchCase) -> str:
    return case.end if case.end_reason == EndReason.DIED else ""
