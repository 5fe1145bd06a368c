"""Trainings: who completed which, the volunteers' own list, and whose refresher is due."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import activities as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.activities import SOON_DAYS, Activity, ActivityType, Completion
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.services.activities.activities import activity_in
from sasaeai_desktop.services.desk.common import days_before, last_of_month
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading


@dataclass(frozen=True, slots=True)
class Course:
    """A training that somebody completed; ``again_on`` the day its refresher is due, "" for never."""

    activity: Id
    title: str
    date: str
    again_on: str


@dataclass(frozen=True, slots=True)
class Trained:
    """A volunteer with the trainings completed, the newest first."""

    volunteer: Id
    name: str
    kana: str
    courses: tuple[Course, ...]


def completion_id(desk: Desk, activity: Id, volunteer: Id) -> Id:
    """Return the id that every laptop of the district reaches for one who completed a training."""
    return keyed_id(desk.me.secret, Completion.kind, activity.hex(), volunteer.hex())


def completed(desk: Desk, activity: Id) -> set[Id]:
    """Return who completed a training, canonical."""
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        return {alias.of(c.volunteer) for c in repo.completions(session, activity) if c.volunteer}


def set_completed(desk: Desk, activity: Id, volunteers: Collection[Id], date: str = "") -> Done[int]:
    """Write exactly who completed a training.

    Args:
        desk: the open desk of a district.
        activity: the training.
        volunteers: all who completed it.
        date: 修了日 of those who are new; the day of the training when not given.

    Raises:
        InputError: it is no training.
    """
    with acting(desk, "") as session:
        connection = session.connection
        held = activity_in(connection, activity)
        if held.type != ActivityType.TRAINING:
            raise InputError("修了を付けられるのは、研修だけです。", "研修をえらんでください。")
        alias = people_repo.aliases(connection)
        wanted = set(alias.canonical(volunteers))
        here: set[Id] = set()
        for completion in repo.completions(connection, activity):
            main = alias.of(completion.volunteer) if completion.volunteer else None
            if main not in wanted:
                session.delete(Completion, completion.id)
            elif main is not None:
                here.add(main)
        for volunteer in sorted(wanted - here):
            ent = completion_id(desk, activity, volunteer)
            if get(connection, Completion, ent) is not None:
                session.restore(Completion, ent)
            session.record(
                Completion, ent, {"activity": activity, "volunteer": volunteer, "date": date or held.date}
            )
        session.label = f"{held.title}の修了を保存しました（{len(wanted)}人）"
    return Done(len(wanted), session.changes)


def trained(desk: Desk) -> list[Trained]:
    """Everyone who completed a training, by kana; of the same title the newest counts."""
    with reading(desk) as session:
        return _trained(session)


def courses_of(desk: Desk, volunteer: Id) -> tuple[Course, ...]:
    """The trainings of one volunteer, the newest first."""
    with reading(desk) as session:
        main = people_repo.aliases(session).of(volunteer)
        return next((t.courses for t in _trained(session) if t.volunteer == main), ())


def _trained(connection: Connection) -> list[Trained]:
    alias = people_repo.aliases(connection)
    held = [c for c in repo.completions(connection) if c.activity and c.volunteer]
    acts = by_ids(connection, Activity, [c.activity for c in held if c.activity])
    found: dict[Id, dict[str, Course]] = {}
    for c in held:
        act = acts.get(c.activity) if c.activity else None
        if act is None or c.volunteer is None:
            continue
        course = Course(act.id, act.title, c.date, _again(c.date, act.refresher_months))
        found.setdefault(alias.of(c.volunteer), {})[act.title] = course  # by day, so the newest stays
    names = people_repo.volunteer_names(connection, alias.expand(found))
    kanas = people_repo.volunteer_readings(connection, alias.expand(found))
    rows = []
    for main, courses in found.items():
        name = next((names[i][0] for i in alias.all(main) if names.get(i, ("", ""))[0]), "（名簿にない方）")
        reading_of = next((kanas[i] for i in alias.all(main) if kanas.get(i)), "")
        newest = sorted(courses.values(), key=lambda c: (c.date, c.title), reverse=True)
        rows.append(Trained(main, name, reading_of, tuple(newest)))
    return sorted(rows, key=lambda t: (kana.sort_key(t.kana), t.volunteer))


def _again(day: str, months: int | None) -> str:
    if not day or not months:
        return ""
    at = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    month = f"{at // 12:04}-{at % 12 + 1:02}"
    return min(f"{month}-{day[8:]}", last_of_month(month))


def due(desk: Desk) -> list[tuple[Trained, Course]]:
    """Whose refresher is due within ``SOON_DAYS``, the most overdue first."""
    until = days_before(desk.today(), -SOON_DAYS)
    found = [(t, c) for t in trained(desk) for c in t.courses if c.again_on and c.again_on <= until]
    return sorted(found, key=lambda f: (f[1].again_on, f[0].kana))
