"""相談窓口: which salons take worries in, the のぼり旗 handed out, and the cards that came by each."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.repositories import activities as repo
from sasaeai_desktop.db.repositories import salon as salon_repo
from sasaeai_desktop.db.repositories.base import get, select
from sasaeai_desktop.domain.activities import AdviceCounter
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.services.desk.common import iso_day
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A salon as 相談窓口.

    Attributes:
        open: it is one today.
        since: from when on, "" where nobody wrote it down.
        flags: のぼり旗 handed out in all; ``flag_on`` the last day.
        cards: cards of the year that came by it.
    """

    salon: Id
    name: str
    open: bool
    since: str
    flags: int
    flag_on: str
    cards: int


def counter_rows(desk: Desk, year: int) -> list[CounterRow]:
    """Every salon in force with how it stands as 相談窓口, those that are one first."""
    today = desk.today()
    with reading(desk) as session:
        salons = salon_repo.salons(session, today)
        held = repo.counters(session)
        span = (first_day(year), last_day(year))
        cards = select(
            session, ReferralCard, "AND written_on >= ? AND written_on <= ? AND at_counter = 1", span
        )
    rows = []
    for salon in salons:
        own = [c for c in held if c.salon == salon.id]
        current = next((c for c in own if not c.end or c.end > today), None)
        days = [c.flag_on for c in own if c.flags and c.flag_on]
        rows.append(
            CounterRow(
                salon.id, salon.name, bool(salon.advice_desk or current), current.start if current else "",
                sum(c.flags or 0 for c in own), max(days, default=""), sum(c.salon == salon.id for c in cards),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda r: not r.open)


def open_counter(desk: Desk, salon: Id, date: str, flags: int = 1) -> Done[Id]:
    """Make a salon a 相談窓口 from a day on, and write down the のぼり旗 handed to it.

    Raises:
        InputError: there is no such salon, the day is none, or the number of flags cannot be.
    """
    day = iso_day(date, "窓口の始まり")
    if not 0 <= flags <= 99:
        raise InputError("のぼり旗の数が、0から99までではありません。", "数を たしかめてください。")
    with acting(desk, "") as session:
        found = get(session.connection, Salon, salon)
        if found is None:
            raise InputError("このサロンが見つかりません。", "一覧で もう一度えらんでください。")
        current = next((c for c in repo.counters(session.connection, salon) if not c.end), None)
        flag = {"flags": flags, "flag_on": day} if flags else {}
        if current is not None and current.flags:
            ent = session.new_id()  # one more flag for a counter that has its own already
            session.record(AdviceCounter, ent, {"salon": salon, "start": day, "end": day, **flag})
        else:
            ent = current.id if current else session.new_id()
            session.record(
                AdviceCounter, ent, {"salon": salon, **({} if current else {"start": day}), **flag}
            )
        session.record(Salon, salon, {"advice_desk": True})
        session.label = f"{found.name}を相談窓口にしました" + (f"（のぼり旗 {flags}本）" if flags else "")
    return Done(ent, session.changes)


def close_counter(desk: Desk, salon: Id) -> Done[None]:
    """Let a salon be no 相談窓口 any longer, from tomorrow on.

    Raises:
        InputError: there is no such salon.
    """
    with acting(desk, "") as session:
        found = get(session.connection, Salon, salon)
        if found is None:
            raise InputError("このサロンが見つかりません。", "一覧で もう一度えらんでください。")
        held = repo.counters(session.connection, salon)
        for counter in held:
            if not counter.end:
                session.record(AdviceCounter, counter.id, {"end": desk.today()})
        if found.advice_desk and not held:  # marked before there were entries: the years so far keep it
            values = {"salon": salon, "start": found.start, "end": desk.today()}
            session.record(AdviceCounter, session.new_id(), values)
        session.record(Salon, salon, {"advice_desk": False})
        session.label = f"{found.name}の相談窓口を終わりにしました"
    return Done(None, session.changes)
