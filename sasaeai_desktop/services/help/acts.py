"""実施: what was done, how long, what it costs and how it was paid; undone as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.clock import minutes_of
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import (
    Charge,
    HelpAct,
    HelpRequest,
    Pay,
    RequestState,
    TicketMove,
    Tickets,
    charge,
    helpers_part,
)
from sasaeai_desktop.domain.help_days import next_day
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.common import iso_day, month_day, not_after, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.help.members import member_name, names_of, refuse_member
from sasaeai_desktop.services.help.prices import rule_or_refuse
from sasaeai_desktop.services.help.requests import request_in
from sasaeai_desktop.services.help.tickets import balances, face_value

_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDraft:
    """One act as it is typed.

    Attributes:
        request: what was asked.
        date: ISO day, today when empty.
        start: 「09:30」; with ``end`` it gives the minutes, else ``minutes`` says them.
        rule: 料金区分 by name; "" for help that costs nothing.
        helpers: who came; who was matched when empty.
        pay: code of ``Pay``.
        finished: False when a request that is not repeated still goes on.
    """

    request: Id
    date: str = ""
    start: str = ""
    end: str = ""
    minutes: int = 0
    rule: str = ""
    expenses: int = 0
    pay: str = "none"
    helpers: tuple[Id, ...] = ()
    note: str = ""
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act in a list, with names."""

    act: HelpAct
    work: str
    who: str
    helpers: tuple[str, ...]


def complete(desk: Desk, draft: ActDraft) -> Done[Id]:
    """Write down that a request was done, with its money.

    A repeated request waits for its next day; another one is done. Tickets are taken from whoever asked.

    Raises:
        InputError: a day in the future or after the asker's 死亡, an end before the start, nobody who came, an unknown
            price, or too few tickets.
    """
    with acting(desk, "") as session:
        held = request_in(session.connection, draft.request)
        ent = write_act(desk, session, held, draft)
        work = codes.works_in(session.connection).get(held.work, held.work)
        session.label = f"{san(member_name(session.connection, held.user))}の「{work}」を きろくしました"
    return Done(ent, session.changes)


def write_act(desk: Desk, session: WriteSession, held: HelpRequest, draft: ActDraft) -> Id:
    """Write an act within an action.

    Raises:
        InputError: as ``complete``.
    """
    if held.state in (RequestState.IMPOSSIBLE, RequestState.CANCELLED):
        raise InputError("このお願いは、取り消されています。", "新しいお願いとして受け付けてください。")
    day = not_after(iso_day(draft.date, "実施日"), desk.today(), "実施日") if draft.date else desk.today()
    refuse_member(session.connection, held.user, day, desk.today())
    helpers = draft.helpers or held.helpers
    if not helpers:
        raise InputError("だれが行ったか えらばれていません。", "行った協力会員を えらんでください。")
    minutes = minutes_between(draft.start, draft.end) if draft.end else draft.minutes
    if draft.expenses < 0 or minutes < 0:
        raise InputError("時間か実費が、0より小さくなっています。", "数を たしかめてください。")
    if minutes > _DAY:
        raise InputError("かかった時間が、1日をこえています。", "分で入れているか たしかめてください。")
    done, percent = _charge(session.connection, draft, minutes)
    ent = session.new_id()
    paid = _pay(session, held.user, ent, day, draft.pay, done.yen)
    values = {
        "request": held.id, "user": held.user, "helpers": helpers, "date": day, "minutes": minutes,
        "work": held.work, "charged_yen": done.yen, "helper_yen": helpers_part(percent, done),
        "start": draft.start, "end": draft.end, "rule": draft.rule, "expenses_yen": draft.expenses or None,
        "pay": draft.pay, "note": draft.note, **paid,
    }  # fmt: skip
    session.record(HelpAct, ent, values)
    session.record(HelpRequest, held.id, _after(held, day, finished=draft.finished))
    return ent


def minutes_between(start: str, end: str) -> int:
    """Return the minutes from "09:30" to "11:00".

    Raises:
        InputError: no start, or the end lies before it.
    """
    if not start:
        raise InputError("始めた時刻が入っていません。", "始めた時刻と終えた時刻を入れてください。")
    passed = minutes_of(end) - minutes_of(start)
    if passed < 0:
        raise InputError("終えた時刻が、始めた時刻より前です。", "時刻を たしかめてください。")
    return passed


def _charge(connection: Connection, draft: ActDraft, minutes: int) -> tuple[Charge, int]:
    if not draft.rule:
        return Charge(0, 0, 0, draft.expenses), 100
    rule = rule_or_refuse(connection, draft.rule)
    percent = 100 if rule.helper_percent is None else rule.helper_percent
    return charge(rule, minutes, draft.start, draft.expenses), percent


def _pay(session: WriteSession, user: Id | None, act: Id, day: str, pay: str, yen: int) -> dict[str, object]:
    """Return how an act was paid; tickets are taken from the user, what they do not cover is cash."""
    if pay == Pay.CASH:
        return {"cash_yen": yen}
    if pay != Pay.TICKET or yen == 0:
        return {}
    face = face_value(session.connection)
    if not face:
        raise InputError("利用券が まだありません。", "利用券を発行して、売ってから使ってください。")
    count = yen // face
    left = balances(session.connection).get(user, 0) if user else 0
    if count > left:
        raise InputError(
            f"利用券が足りません（要る券 {count}枚、残り {left}枚）。", "利用券を売るか、現金にしてください。"
        )
    values = {
        "date": day,
        "move": TicketMove.USED,
        "count": count,
        "face_yen": face,
        "member": user,
        "act": act,
    }
    session.record(Tickets, session.new_id(), values)
    return {"tickets": count, "ticket_yen": count * face, "cash_yen": yen - count * face or None}


def _after(held: HelpRequest, day: str, *, finished: bool) -> Mapping[str, object]:
    """Return what becomes of a request once it was done on a day."""
    values: dict[str, object] = {}
    if not held.matched_on:
        values["matched_on"] = day
    following = next_day(max(held.wanted_on or day, day), held.repeat) if held.repeat else ""
    if following and (not held.until or following <= held.until):
        return {**values, "state": RequestState.ARRANGING, "wanted_on": following}
    return {**values, "state": RequestState.DONE if finished else RequestState.ARRANGING}


def delete_act(desk: Desk, act: Id) -> Done[None]:
    """Take an act back that was written by mistake; its tickets are given back, its request waits again.

    Raises:
        InputError: there is no such act, or a receipt names it.
    """
    with acting(desk, "") as session:
        held = get(session.connection, HelpAct, act)
        if held is None:
            raise InputError("この実施のきろくが見つかりません。", "一覧で もう一度えらんでください。")
        if any(act in r.acts and not r.void for r in repo.receipts(session.connection)):
            raise InputError("領収書を出しているので消せません。", "先に領収書を「書き損じ」にしてください。")
        for moved in repo.tickets(session.connection):
            if moved.act == act:
                session.delete(Tickets, moved.id)
        session.delete(HelpAct, act)
        if held.request is not None and not [
            a for a in repo.acts_of_requests(session.connection, [held.request]) if a.id != act
        ]:
            session.record(HelpRequest, held.request, {"state": RequestState.ARRANGING})
        session.label = f"{month_day(held.date)}の実施のきろくを消しました"
    return Done(None, session.changes)


def acts_between(desk: Desk, first: str, last: str) -> list[ActRow]:
    """Acts from ``first`` to ``last``, by day."""
    with reading(desk) as session:
        labels = codes.works_in(session)
        held = repo.acts(session, first, last)
        names = names_of(session, [m for a in held for m in (a.user, *a.helpers) if m])
    return [
        ActRow(
            a, labels.get(a.work, a.work), names[a.user].name if a.user in names else "",
            tuple(names[h].name for h in a.helpers if h in names),
        )
        for a in held
    ]  # fmt: skip
