"""安否確認: an event is opened, everybody watched or planned is looked for, every look is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.clock import minutes_of, time_of
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import group_number
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Household, Person
from sasaeai_desktop.domain.plans import (
    Disaster,
    EvacuationPlan,
    Look,
    Need,
    Safety,
    SafetyEvent,
    SafetyTick,
    latest,
    minutes_until,
    need_weight,
)
from sasaeai_desktop.services.desk.common import month_day, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.person_page import name_in, no_such_person
from sasaeai_desktop.services.plans.listing import newest_by_person
from sasaeai_desktop.services.watch.judged import died_before, refuse_impossible

_AT_ONCE = 5  # minutes: looks typed so close together are one after the other, whatever minute they got


@dataclass(frozen=True, slots=True)
class SafetyRow:
    """One person to look for.

    Attributes:
        needs: 「歩く・立つ」, "" when nothing is known.
        help_words: who would help, "" when nobody is known.
        place: 避難先, "" without a plan.
        state: code of ``Safety``, "" while nobody looked.
        seen: 「9時05分　山田さん」, "" while nobody looked.
        looks: how many looks there were.
    """

    person: Id
    name: str
    kana: str
    age: int | None
    town: str
    group: str
    phone: str
    weight: int
    needs: str
    help_words: str
    place: str
    planned: bool
    state: str
    seen: str
    looks: int


@dataclass(frozen=True, slots=True)
class Board:
    """The list of an event, by 班, most in need first, and the live count: ``left`` is whom nobody has seen yet."""

    event: SafetyEvent
    title: str
    rows: tuple[SafetyRow, ...]
    safe: int
    help: int
    unknown: int
    left: int
    minutes_half: int | None
    minutes_all: int | None


def open_event(desk: Desk, disaster: str, name: str = "") -> Done[Id]:
    """Open a 安否確認 now.

    Raises:
        InputError: one is open already, or there is no such kind.
    """
    if disaster not in {d.value for d in Disaster}:
        raise InputError(f"「{disaster}」という災害はありません。", _choices(Disaster))
    now = desk.clock.now()
    with acting(desk, "") as session:
        if current(session.connection) is not None:
            raise InputError(
                "安否確認は、もう始まっています。", "いまの安否確認を 終えてから始めてください。"
            )
        ent = session.new_id()
        values = {
            "disaster": disaster, "name": name.strip(), "opened_on": desk.today(), "opened_time": now.strftime("%H:%M"),
        }  # fmt: skip
        session.record(SafetyEvent, ent, values)
        session.label = f"{label_of(Disaster, disaster)}の安否確認を始めました"
    return Done(ent, session.changes)


def _choices(kind: type[Disaster | Safety]) -> str:
    return f"{'、'.join(f'{x.value}（{x.label}）' for x in kind)} からえらんでください。"


def current(connection: Connection) -> SafetyEvent | None:
    """Return the event that is open; of several (two laptops opened one each) the earliest."""
    found = [e for e in repo.events(connection) if not e.closed_on]
    return found[-1] if found else None


def current_event(desk: Desk) -> SafetyEvent | None:
    """Return the event that is open, None when there is none."""
    with reading(desk) as session:
        return current(session)


def events(desk: Desk) -> list[SafetyEvent]:
    """All events, the latest first."""
    with reading(desk) as session:
        return repo.events(session)


def tick(
    desk: Desk, person: Id, state: str, seen_by: str = "", note: str = "", event: Id | None = None
) -> Done[Id]:
    """Write down that somebody looked at a person now: one key on the page.

    Args:
        desk: the open desk.
        person: who was looked at.
        state: code of ``Safety``.
        seen_by: who saw it; the person at the desk when empty.
        note: what was seen.
        event: which event; the open one when not given.

    Raises:
        InputError: no event is open, there is no such state or person, or the person had died before today.
    """
    if state not in {s.value for s in Safety}:
        raise InputError(f"「{state}」という安否はありません。", _choices(Safety))
    now = desk.clock.now()
    with acting(desk, "") as session:
        held = get(session.connection, SafetyEvent, event) if event else current(session.connection)
        if held is None:
            raise InputError("安否確認が始まっていません。", "「安否確認を始める」を押してください。")
        name = name_in(session.connection, person)
        if not name and get(session.connection, Person, person) is None:
            raise no_such_person()
        refuse_impossible(session.connection, person, desk.today(), desk.today())
        alias = people_repo.aliases(session.connection)
        ent, who = session.new_id(), alias.of(person)
        last = last_moments(session.connection, held.id, alias.all(person)).get(who, "")
        values = {
            "event": held.id, "person": who, "state": state,
            "date": desk.today(), "time": time_after(last, desk.today(), now.strftime("%H:%M")),
            "seen_by": seen_by.strip() or desk.user.name, "note": note.strip(),
        }  # fmt: skip
        session.record(SafetyTick, ent, values)
        session.label = f"{san(name)}を「{label_of(Safety, state)}」にしました"
    return Done(ent, session.changes)


def last_moments(connection: Connection, event: Id, who: Sequence[Id] = ()) -> dict[Id, str]:
    """Return when people were looked at last ("2026-06-01T09:05"), by canonical id; all of the event or some entries."""
    alias = people_repo.aliases(connection)
    looks = repo.ticks_of(connection, event, who)  # the earliest first
    return {alias.of(t.person): f"{t.date}T{t.time or '00:00'}" for t in looks if t.person is not None}


def time_after(last: str, day: str, time: str) -> str:
    """Return the time of a look that was decided after another: of several in one minute the latest has to count.

    Args:
        last: when somebody looked before, as ``last_moments`` says it, or "".
        day: ISO date of the look.
        time: "09:05".
    """
    if last[:10] != day or last[11:] >= "23:59":
        return time
    before = minutes_of(last[11:])
    return time_of(before + 1) if 0 <= before - minutes_of(time) < _AT_ONCE else time


def board(desk: Desk, event: Id | None = None) -> Board:
    """The list of an event, the open one when not given.

    Raises:
        InputError: no event is open.
    """
    with reading(desk) as session:
        held = get(session, SafetyEvent, event) if event else current(session)
        if held is None:
            raise InputError("安否確認が始まっていません。", "「安否確認を始める」を押してください。")
        return board_in(session, held, desk.today())


def event_title(event: SafetyEvent) -> str:
    """大雪・暴風雪（12月3日）."""
    words = event.name or label_of(Disaster, event.disaster)
    return f"{words}（{month_day(event.opened_on)}）" if event.opened_on else words


def paper_title(event: SafetyEvent) -> str:
    """大雪・暴風雪（令和8年12月3日）: a paper is kept for years."""
    words = event.name or label_of(Disaster, event.disaster)
    return f"{words}（{wareki(event.opened_on)}）" if event.opened_on else words


def board_in(
    session: ReadSession | Connection, event: SafetyEvent, today: str, also: Iterable[Id] = ()
) -> Board:
    """Return the list of an event within a session; ``also`` who stood on a paper of it (canonical ids)."""
    alias = people_repo.aliases(session)
    ticks: dict[Id, SafetyTick] = {}
    looks: list[Look] = []
    for held in repo.ticks_of(session, event.id):
        assert held.person is not None, "the query asks for it"
        ticks[held.id] = held
        looks.append(Look(alias.of(held.person), held.state, f"{held.date}T{held.time or '00:00'}", held.id))
    last = latest(looks)
    wanted = alias.canonical(repo.to_look_for(session, today))
    dead = died_before(session, wanted, today)
    wanted = list(dict.fromkeys([*(p for p in wanted if p not in dead), *last, *also]))
    people = people_repo.people(session, alias, wanted)
    plans = newest_by_person(session, alias)
    supporters = _supporters(session, plans)
    counts: dict[Id, int] = {}
    for look in looks:
        counts[look.person] = counts.get(look.person, 0) + 1
    rows = []
    for ent, person in people.items():
        if person.name:
            newest = last.get(ent)
            seen = ticks[newest.id] if newest else None
            plan = plans.get(ent)
            rows.append(_row(person, plan, supporters.get(ent, []), seen, counts.get(ent, 0), today))
    rows = _ordered(rows)
    states = [row.state for row in rows]
    opened = f"{event.opened_on}T{event.opened_time or '00:00'}"
    return Board(
        event, event_title(event), tuple(rows), states.count(Safety.SAFE), states.count(Safety.HELP),
        states.count(Safety.UNKNOWN), states.count(""), minutes_until(looks, len(rows), opened, 50),
        minutes_until(looks, len(rows), opened, 100),
    )  # fmt: skip


def _supporters(connection: Connection, plans: dict[Id, EvacuationPlan]) -> dict[Id, list[str]]:
    by_plan = {plan.id: ent for ent, plan in plans.items()}
    held = [s for s in repo.supporters_of(connection, by_plan) if not s.end and s.plan]
    names = people_repo.volunteer_names(connection, [s.volunteer for s in held if s.volunteer])
    found: dict[Id, list[str]] = {}
    for s in held:
        assert s.plan is not None
        name, phone = names.get(s.volunteer, ("", "")) if s.volunteer else ("", "")
        found.setdefault(by_plan[s.plan], []).append(f"{name or s.name} {s.phone or phone}".strip())
    return found


def _row(
    person: Person,
    plan: EvacuationPlan | None,
    supporters: list[str],
    seen: SafetyTick | None,
    looks: int,
    today: str,
) -> SafetyRow:
    needs = plan.needs if plan else ()
    alone = person.household == Household.ALONE
    more = f"・ほか{len(supporters) - 1}人" if len(supporters) > 1 else ""
    helping = f"支援者 {supporters[0]}{more}" if supporters else ""
    clock = f"{int(seen.time[:2])}時{seen.time[3:]}分" if seen and seen.time else ""
    return SafetyRow(
        person.id, person.name, person.kana, legal_age(person.birth, today), person.town, person.group,
        person.phone or person.mobile, need_weight(needs, supporters=len(supporters), household_alone=alone),
        "・".join(n.label for n in Need if n.value in needs), helping, plan.place if plan else "", plan is not None,
        seen.state if seen else "", f"{clock}　{seen.seen_by}".strip() if seen else "", looks,
    )  # fmt: skip


def _ordered(rows: Iterable[SafetyRow]) -> list[SafetyRow]:
    """Group by 町内会 and 班, the one with the most needy person first; within it the most in need first."""
    groups: dict[tuple[str, str], list[SafetyRow]] = {}
    for row in rows:
        groups.setdefault((row.town, row.group), []).append(row)
    for some in groups.values():
        some.sort(key=lambda r: (-r.weight, kana.sort_key(r.kana), r.person))

    def place(key: tuple[str, str]) -> tuple[int, str, int, str]:
        town, group = key
        number = group_number(group)
        return (-groups[key][0].weight, town, number if number is not None else 9999, group)

    return [row for key in sorted(groups, key=place) for row in groups[key]]


def close_event(desk: Desk, event: Id | None = None, note: str = "") -> Done[Board]:
    """Close an event and write its counts; closing it again counts anew, when more ticks came from another laptop.

    Raises:
        InputError: there is no such event, or none is open.
    """
    now = desk.clock.now()
    with acting(desk, "") as session:
        held = get(session.connection, SafetyEvent, event) if event else current(session.connection)
        if held is None:
            raise InputError("始まっている安否確認がありません。", "一覧から えらんでください。")
        values: dict[str, object] = {}
        if not held.closed_on:
            values |= {"closed_on": desk.today(), "closed_time": now.strftime("%H:%M")}
        if note:
            values["note"] = note
        found = write_counts(session, held, desk.today(), values)
        session.label = f"{event_title(held)}の安否確認を終えました"
    return Done(found, session.changes)


def write_counts(
    session: WriteSession, event: SafetyEvent, today: str, values: Mapping[str, object] | None = None
) -> Board:
    """Write the counts of an event that is closed, or is being closed, into it."""
    found = board_in(session.connection, event, event.closed_on or today)
    counts: dict[str, object] = {
        "people": len(found.rows), "safe": found.safe, "help": found.help, "unknown": found.unknown + found.left,
        "minutes_half": found.minutes_half, "minutes_all": found.minutes_all,
    }  # fmt: skip
    session.record(SafetyEvent, event.id, counts | dict(values or {}))
    return replace(found, event=get(session.connection, SafetyEvent, event.id) or event)
