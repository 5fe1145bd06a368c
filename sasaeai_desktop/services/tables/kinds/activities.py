"""Rows of the activities and completions tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.activities import Activity, ActivityState, ActivityType, Completion
from sasaeai_desktop.domain.goals import Goal
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Volunteer
from sasaeai_desktop.exchange.folding import matching_key
from sasaeai_desktop.exchange.kinds import activities as kinds
from sasaeai_desktop.exchange.kinds.activities import ActivityRow, CompletionRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.activities.trainings import completion_id
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each, typed


def take_activities(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of an activities table, each by its 管理番号."""
    bodies = {
        matching_key(b.name): b.id for b in base.select(intake.session.connection, Body, "ORDER BY id DESC")
    }
    goals = _goals_by_code(intake)
    for line, row in typed(ActivityRow, rows):
        _take(intake, bodies, goals, line, row)


def _goals_by_code(intake: Intake) -> dict[str, str]:
    """Return how a goal is named by its 記号 alone, where only one plan has it."""
    found: dict[str, set[str]] = {}
    for goal in base.select(intake.session.connection, Goal):
        found.setdefault(goal.code, set()).add(goal.key)
    return {code: next(iter(keys)) for code, keys in found.items() if len(keys) == 1}


def _take(intake: Intake, bodies: dict[str, Id], goals: dict[str, str], line: int, row: ActivityRow) -> None:
    found = []
    for word in row.bodies:
        body = intake.by_number(Body, word) or bodies.get(matching_key(word))
        if body is None:
            intake.reject(
                line,
                "出席団体",
                word,
                "この番号か名前の団体は登録されていません。先に団体の表を取り込んでください。",
            )
            return
        found.append(body)
    ent = intake.id_for_number(Activity, row.number)
    state = row.state or _unsaid_state(intake, ent, row.date)
    if state == ActivityState.HELD and row.date > intake.today:
        intake.reject(line, "実施日", row.date, "まだ来ていない日の活動が「実施」になっています。")
        return
    if row.state in (ActivityState.POSTPONED, ActivityState.CANCELLED) and not row.reason:
        intake.reject(line, "理由", "", "延期・中止の理由が入っていません。")
        return
    intake.remember_number(Activity, row.number, ent)
    values = {
        "number": row.number, "type": row.type, "date": row.date, "title": row.title, "place": row.place, "state": state,
        "reason": row.reason, "participants": row.participants, "bodies": tuple(sorted(found)), "copies": row.copies,
        "goals": tuple(sorted({goals.get(g, g) for g in row.goals})), "contents": row.contents,
    }  # fmt: skip
    intake.count(intake.put(Activity, ent, values))


def _unsaid_state(intake: Intake, ent: Id, day: str) -> str:
    """Return the state of an activity in a table without that column: as it is here, or by its day."""
    here = intake.get(Activity, ent)
    by_day = ActivityState.PLANNED if day > intake.today else ActivityState.HELD
    return here.state if here is not None and here.state else by_day.value


def take_completion(intake: Intake, line: int, row: CompletionRow) -> None:
    """Who completed a training; a row adds and takes nobody away."""
    activity = intake.by_number(Activity, row.activity_number)
    held = intake.get(Activity, activity) if activity else None
    if held is None or held.type != ActivityType.TRAINING:
        intake.reject(line, "講座番号", row.activity_number, "この番号の研修は登録されていません。")
        return
    volunteer = intake.by_number(Volunteer, row.volunteer_number)
    if volunteer is None:
        intake.reject(line, "担当者番号", row.volunteer_number, UNKNOWN_WATCHER)
        return
    main = intake.canon(volunteer)

    def whose(completion: Completion) -> Hashable:
        return (completion.activity, intake.canon(completion.volunteer)) if completion.volunteer else None

    day = {"date": row.date or held.date}
    if here := intake.group(Completion, (held.id, main), whose):  # perhaps of an entry merged into this one
        intake.count(
            "unchanged" if day["date"] in {c.date for c in here} else intake.put(Completion, here[0].id, day)
        )
        return
    values = {"activity": held.id, "volunteer": main, **day}
    intake.count(intake.put(Completion, completion_id(intake.desk, held.id, main), values))


def _activities(book: Book) -> Iterable[ActivityRow]:
    bodies = book.numbers(Body)
    for a in base.select(book.connection, Activity, "ORDER BY date, number, id"):
        yield ActivityRow(
            number=a.number or a.id.hex()[:12], type=a.type, date=a.date, title=a.title or a.type, place=a.place, state=a.state,
            reason=a.reason, participants=a.participants, bodies=tuple(sorted(number_in(bodies, b) for b in a.bodies)),
            copies=a.copies, goals=a.goals, contents=a.contents,
        )  # fmt: skip


def _completions(book: Book) -> Iterable[CompletionRow]:
    activities, volunteers = book.numbers(Activity), book.numbers(Volunteer)
    for c in base.select(book.connection, Completion, "ORDER BY date, id"):
        if c.activity is not None and c.volunteer is not None:
            yield CompletionRow(
                activity_number=number_in(activities, c.activity), volunteer_number=number_in(volunteers, c.volunteer),
                date=c.date,
            )  # fmt: skip


TABLES = (
    TableKind(kinds.ACTIVITIES, take_activities, _activities),
    TableKind(kinds.COMPLETIONS, each(CompletionRow, take_completion), _completions),
)
