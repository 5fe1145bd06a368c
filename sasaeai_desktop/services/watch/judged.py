"""An act typed on the screen, judged by the person's life and registrations: refused when it cannot be, else asked about."""

from __future__ import annotations

from sqlalchemy import Connection

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import CaseState, EndReason, WatchCase
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
    for found in judging.refused(judge_act(connection, person, day, today)):
        raise InputError(found.words, "日を たしかめてください。")


def judge_act(connection: Connection, person: Id, day: str, today: str) -> list[Finding]:
    """Judge the day of an act of a person, also under a merged entry."""
    ids = people_repo.aliases(connection).all(person)
    births = [p.birth for p in base.by_ids(connection, Person, ids).values() if p.birth]
    marks = ", ".join("?" * len(ids))
    cases = base.select(connection, WatchCase, f"AND person IN ({marks})", tuple(ids))
    starts = [c.start for c in cases if c.start and c.state != CaseState.CONSIDERED]
    deaths = [c.end for c in cases if c.end and c.end_reason == EndReason.DIED]
    return judging.judge_act(
        day,
        today,
        birth=min(births, default=""),
        died=max(deaths, default=""),
        start=min(starts, default=""),
    )
