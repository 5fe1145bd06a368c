"""きょう: what needs doing, from the same queries as the lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import cards as card_repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as plan_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.history import last_export
from sasaeai_desktop.db.repositories.people import PersonName
from sasaeai_desktop.db.repositories.watch import DayMark
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.rhythm import open_plan, usual_words, waiting_words
from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.services.cards.card_records import days_waiting, is_late, late_after
from sasaeai_desktop.services.desk.backups import kept
from sasaeai_desktop.services.desk.common import ago_words, days_before, days_between, month_day
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.standing import Standing, standings
from sasaeai_desktop.services.plans.disaster import current, event_title
from sasaeai_desktop.services.plans.listing import reviews_due
from sasaeai_desktop.services.safety import elsewhere, places, second_place
from sasaeai_desktop.services.salon.guests import AwayGuest, away_guests
from sasaeai_desktop.services.salon.salons import SessionRow, session_rows

STRIP = 28
PLANS_BACK = 92  # a plan older than this is no plan any more
_WEEK, _MONTH = 7, 31
OVERDUE, STAY_AWAY, NEVER, PLANNED = "overdue", "stay_away", "never", "planned"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One person to think of.

    Attributes:
        kind: "overdue", "stay_away", "never" or "planned".
        head: 「16日 会えていません」.
        second: 「いつもは 4日に1回」.
        strip: 28 states, oldest first, the last is today: "met", "away" (不在, absent from the salon), "due", "".
        gap_from: index in ``strip`` of the first day of the gap still open, -1 for none.
    """

    person: Id
    name: str
    town: str
    age: int | None
    kind: str
    head: str
    second: str
    strip: tuple[str, ...]
    gap_from: int


@dataclass(frozen=True, slots=True)
class WaitingCards:
    """Cards handed over that have no answer: how many, the oldest in days, whether any is late."""

    count: int
    oldest_days: int
    late: bool
    words: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A 次回予定 of the coming week. ``words``: 「6月15日 月」."""

    person: Id
    name: str
    date: str
    words: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """The page きょう.

    Attributes:
        others: people with a registration in force who are not in ``people``.
        salons: sessions from today to the seventh day, cancelled ones not.
        answered: cards whose answer waits to be passed on.
        disaster: the 安否確認 that is open, 「大雪・暴風雪（12月3日）」; "" for none.
        export_words: 「きのう 書き出しました」, 「まだ 書き出していません」; ``export_late`` after a month.
        backup_words: 「きのう 午後5時に取りました」; ``backup_fresh`` within a week.
    """

    today: str
    people: tuple[WorkItem, ...]
    others: int
    salons: tuple[SessionRow, ...]
    cards: WaitingCards
    answered: int
    disaster: str
    plans: tuple[PlanLine, ...]
    export_words: str
    export_late: bool
    backup_words: str
    backup_fresh: bool


def worklist(desk: Desk) -> Worklist:
    """What needs doing today."""
    today = desk.today()
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        active = alias.canonical(repo.active_people(session, today))
        stands = standings(session, alias, active, today)
        active = [ent for ent in active if stands[ent].watched]
        away = {g.person: g for g in away_guests(session, alias, today)}
        first = days_before(today, PLANS_BACK)
        marks: dict[Id, list[DayMark]] = {}
        for mark in repo.day_marks(session, alias.expand([*active, *away]), first):
            marks.setdefault(alias.of(mark.person), []).append(mark)
        plans = {ent: day for ent in active if (day := _open_plan(marks.get(ent, []), today))}
        chosen = _chosen(active, stands, away, plans, today)
        names = people_repo.names(session, alias, [*chosen, *plans])
        people = [
            _item(names[ent], kind, stands.get(ent), away.get(ent), marks.get(ent, []), today)
            for ent, kind in chosen.items()
            if ent in names
        ]
        listed = set(chosen)
        coming = [
            (day, ent)
            for ent, day in plans.items()
            if today < day <= days_before(today, -_WEEK) and ent in names
        ]
        export_words, export_late = _export(session, today)
        event = current(session)
        backup_words, backup_fresh = _backup(session, desk, today)
        return Worklist(
            today=today,
            people=tuple(people),
            others=sum(ent not in listed for ent in active),
            salons=_coming_sessions(session, today),
            cards=_waiting(session, today),
            answered=len(card_repo.answered(session)),
            disaster=event_title(event) if event else "",
            plans=tuple(
                PlanLine(e, names[e].name, day, f"{month_day(day)} {weekday(day)}")
                for day, e in sorted(coming)
            ),
            export_words=export_words,
            export_late=export_late,
            backup_words=backup_words,
            backup_fresh=backup_fresh,
        )


def reviews_waiting(desk: Desk) -> int:
    """Return how many 避難計画 are due for a review; it takes as long as the rest of the page."""
    with reading(desk) as session:
        return len(reviews_due(session, desk.today())) if plan_repo.any_plan(session) else 0


def _open_plan(marks: Iterable[DayMark], today: str) -> str:
    return open_plan(((mark.date, mark.next_on) for mark in marks), today)


def _chosen(
    active: list[Id], stands: dict[Id, Standing], away: dict[Id, AwayGuest], plans: dict[Id, str], today: str
) -> dict[Id, str]:
    """Return whom to think of and why, each once: longest beyond the rhythm first, then the salon, then plans."""
    late = sorted((e for e in active if stands[e].overdue), key=lambda e: -stands[e].due.late_by)
    found = {ent: OVERDUE for ent in late if not stands[ent].due.never}
    found.update({ent: STAY_AWAY for ent in away if ent not in found})
    found.update({ent: NEVER for ent in late if stands[ent].due.never and ent not in found})
    due = sorted(ent for ent, day in plans.items() if day <= today)
    found.update({ent: PLANNED for ent in due if ent not in found})
    return found


def _item(
    name: PersonName,
    kind: str,
    stand: Standing | None,
    guest: AwayGuest | None,
    marks: list[DayMark],
    today: str,
) -> WorkItem:
    strip, gap = _strip(marks, today), -1
    every = stand.case.every_days if stand and stand.case else None
    if kind == STAY_AWAY and guest is not None:
        head, second = guest.words, guest.usual
    elif kind == PLANNED:
        head = "きょうが 訪ねる日" if _open_plan(marks, today) == today else "訪ねる予定の日を すぎました"
        memo = next((m.memo for m in reversed(marks) if m.memo), "")
        second = f"前回は {memo}" if memo else usual_words(every)
        strip[-1] = strip[-1] or "due"
    else:
        assert stand is not None, "late people are watched"
        start = stand.case.start if stand.case else today
        head = waiting_words(stand.due)
        second = usual_words(every) if kind == OVERDUE else f"{month_day(start)}に登録した方"
        since = stand.last if kind == OVERDUE else start
        gap = max(0, STRIP - 1 - days_between(since, today))
    return WorkItem(
        name.id, name.name, name.town, legal_age(name.birth, today), kind, head, second, tuple(strip), gap
    )


def _strip(marks: Iterable[DayMark], today: str) -> list[str]:
    strip = [""] * STRIP
    for mark in marks:
        at = STRIP - 1 - days_between(mark.date, today)
        if 0 <= at < STRIP and mark.date <= today and strip[at] != "met":
            strip[at] = "met" if mark.met else "away"
    return strip


def _coming_sessions(connection: Connection, today: str) -> tuple[SessionRow, ...]:
    rows = session_rows(connection, today, days_before(today, -_WEEK + 1))
    return tuple(r for r in rows if not r.cancelled)


def _waiting(connection: Connection, today: str) -> WaitingCards:
    cards = card_repo.waiting(connection)
    after = late_after(connection)
    days = [d for c in cards if (d := days_waiting(c, today)) is not None]
    late = any(is_late(c, today, after) for c in cards)
    words = f"{len(days)}枚　古いものは {ago_words(max(days))}" if days else "待っているカードは ありません"
    return WaitingCards(len(days), max(days, default=0), late, words)


def _export(connection: Connection, today: str) -> tuple[str, bool]:
    at = last_export(connection)
    if not at:
        return "まだ 書き出していません", True
    days = days_between(at[:10], today)
    return f"{ago_words(days)} 書き出しました", days > _MONTH


def _backup(connection: Connection, desk: Desk, today: str) -> tuple[str, bool]:
    made = kept(desk.paths)
    if not made:
        return "まだ 取っていません", False
    if places.warnings(desk.paths):
        return "データの場所に 気をつけることが あります", False
    if any(place.old for place in elsewhere.places(connection)):
        return "ほかの場所の控えの鍵を 付けかえてください", False
    if second_place.is_due(connection, today, min(b.made_at for b in made)[:10]):
        return "USBなど ほかの場所へ 写す月です", False
    at = made[0].made_at
    hour = int(at[11:13])
    half = f"午前{hour}" if hour < 12 else f"午後{hour - 12}"
    days = days_between(at[:10], today)
    return f"{ago_words(days)} {half}時に取りました", days <= _WEEK
