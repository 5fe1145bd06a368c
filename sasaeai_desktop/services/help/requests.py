"""申込: received, matched, refused; the day's round of snow; the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import (
    HelpMember,
    HelpRequest,
    Repeat,
    RequestState,
    Side,
    WhyNot,
    Work,
)
from sasaeai_desktop.domain.help_days import days_of
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.common import (
    fresh_numbers,
    iso_day,
    last_of_month,
    month_day,
    not_after,
    san,
)
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.help.matching import best_helper
from sasaeai_desktop.services.help.members import MemberName, join, member_name, names_of
from sasaeai_desktop.services.watch.judged import died_before, refuse_impossible


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDraft:
    """A request as it is taken down; ``person`` becomes a 利用会員 if they are none yet. Codes of ``domain.help``."""

    person: Id
    work: str
    wanted_on: str = ""
    wanted_time: str = ""
    repeat: str = "once"
    until: str = ""
    note: str = ""
    received_on: str = ""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request in a list.

    Attributes:
        who: who asked; None when their name is not here.
        words: 「除雪　12月5日」.
        helpers: names, 「・」 between; "" while nobody is found.
        acts: how often it was done.
    """

    request: HelpRequest
    who: MemberName | None
    work: str
    state: str
    words: str
    helpers: str
    acts: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """What is asked for or was done on a day."""

    date: str
    request: Id
    work: str
    who: str
    helpers: str
    done: bool


def receive(desk: Desk, draft: RequestDraft) -> Done[Id]:
    """Take a request down.

    Raises:
        InputError: no work, a day that is none, before the person's birth or after 死亡, or nobody of this id.
    """
    with acting(desk, "") as session:
        day = desk.today()
        if draft.received_on:
            day = not_after(iso_day(draft.received_on, "受付日"), day, "受付日")
        refuse_impossible(session.connection, draft.person, day, desk.today())
        user = join(desk, session, Side.USER, draft.person, day)
        ent = _new(desk, session, user, day, draft)
        work = codes.works_in(session.connection).get(draft.work, draft.work)
        session.label = f"{san(member_name(session.connection, user))}の「{work}」を受け付けました"
    return Done(ent, session.changes)


def _new(desk: Desk, session: WriteSession, user: Id, day: str, draft: RequestDraft) -> Id:
    if draft.work not in codes.works_in(session.connection):
        raise InputError("作業が えらばれていません。", "お願いの作業を 1つえらんでください。")
    wanted = iso_day(draft.wanted_on, "希望日") if draft.wanted_on else ""
    if draft.until and draft.until < wanted:
        raise InputError("くり返しの終わりが、希望日より前です。", "日付を たしかめてください。")
    ent = session.new_id()
    number = next(fresh_numbers(session.connection, HelpRequest.kind, desk.me.letter))
    values = {
        "number": number, "user": user, "received_on": day, "work": draft.work, "wanted_on": wanted,
        "wanted_time": draft.wanted_time, "repeat": "" if draft.repeat == Repeat.ONCE else draft.repeat,
        "until": draft.until, "note": draft.note, "state": RequestState.RECEIVED,
    }  # fmt: skip
    session.record(HelpRequest, ent, values)
    return ent


def match(desk: Desk, request: Id, helpers: Sequence[Id]) -> Done[None]:
    """Let these members come; the request is matched from today.

    Raises:
        InputError: nobody was chosen, or it is done or called off already.
    """
    with acting(desk, "") as session:
        held = request_in(session.connection, request)
        if not helpers:
            raise InputError("協力会員が えらばれていません。", "来てくださる方を えらんでください。")
        _check_open(held)
        _match(session, held, helpers)
        names = "・".join(member_name(session.connection, h) or "協力会員" for h in helpers)
        asker = member_name(session.connection, held.user)
        session.label = f"{san(asker)}のお願いに {names}さんが決まりました"
    return Done(None, session.changes)


def _match(session: WriteSession, held: HelpRequest, helpers: Sequence[Id]) -> None:
    values: dict[str, object] = {"helpers": tuple(helpers), "state": RequestState.ARRANGING}
    if not held.matched_on:
        values["matched_on"] = session.today
    session.record(HelpRequest, held.id, values)


def _check_open(held: HelpRequest) -> None:
    if held.state not in (RequestState.RECEIVED, RequestState.ARRANGING):
        raise InputError(
            f"このお願いは、もう「{label_of(RequestState, held.state)}」になっています。",
            "新しいお願いとして受け付けてください。",
        )


def refuse(desk: Desk, request: Id, why: str, reason: str = "") -> Done[None]:
    """Write down that a request could not be met, and why (code of ``WhyNot``).

    Raises:
        InputError: no reason, or it is done or called off already.
    """
    if why not in {w.value for w in WhyNot}:
        raise InputError("理由が えらばれていません。", "できなかった理由を 1つえらんでください。")
    with acting(desk, "") as session:
        held = request_in(session.connection, request)
        _check_open(held)
        values = {"state": RequestState.IMPOSSIBLE, "why_not": why, "reason": reason.strip()}
        session.record(HelpRequest, request, values)
        session.label = f"{san(member_name(session.connection, held.user))}のお願いを「不可」にしました"
    return Done(None, session.changes)


def cancel(desk: Desk, request: Id, reason: str = "") -> Done[None]:
    """Write down that whoever asked called it off.

    Raises:
        InputError: it is done or called off already.
    """
    with acting(desk, "") as session:
        held = request_in(session.connection, request)
        _check_open(held)
        session.record(HelpRequest, request, {"state": RequestState.CANCELLED, "reason": reason.strip()})
        session.label = f"{san(member_name(session.connection, held.user))}のお願いを「取消」にしました"
    return Done(None, session.changes)


def request_in(connection: Connection, request: Id) -> HelpRequest:
    """Return a request.

    Raises:
        InputError: there is none of this id.
    """
    found = get(connection, HelpRequest, request)
    if found is None:
        raise InputError("このお願いが見つかりません。", "一覧で もう一度えらんでください。")
    return found


# -- lists -----------------------------------------------------------------------------------------------------------


def waiting_requests(desk: Desk) -> list[RequestRow]:
    """Requests that wait for somebody or for their day, by the wanted day."""
    with reading(desk) as session:
        return _rows(session, repo.open_requests(session))


def requests_between(desk: Desk, first: str, last: str) -> list[RequestRow]:
    """Requests received from ``first`` to ``last``, the latest first."""
    with reading(desk) as session:
        return _rows(session, repo.requests(session, first, last))


def request_row(desk: Desk, request: Id) -> RequestRow:
    """One request with its names.

    Raises:
        InputError: there is none of this id.
    """
    with reading(desk) as session:
        return _rows(session, [request_in(session, request)])[0]


def _rows(connection: Connection, held: Sequence[HelpRequest]) -> list[RequestRow]:
    labels = codes.works_in(connection)
    members = [m for r in held for m in (r.user, *r.helpers) if m]
    names = names_of(connection, members)
    counts: dict[Id, int] = {}
    for act in repo.acts_of_requests(connection, [r.id for r in held]):
        if act.request:
            counts[act.request] = counts.get(act.request, 0) + 1
    rows = []
    for r in held:
        work = labels.get(r.work, r.work)
        day = month_day(r.wanted_on) if r.wanted_on else "いつでも"
        again = f"　{label_of(Repeat, r.repeat)}" if r.repeat else ""
        rows.append(
            RequestRow(
                r, names.get(r.user) if r.user else None, work, label_of(RequestState, r.state),
                f"{work}　{day}{again}", "・".join(names[h].name for h in r.helpers if h in names),
                counts.get(r.id, 0),
            )
        )  # fmt: skip
    return rows


def calendar(desk: Desk, month: str) -> list[CalendarDay]:
    """What is asked for or was done in a month "2026-12", by day; repeated requests on each of their days."""
    first, last = f"{month}-01", last_of_month(month)
    with reading(desk) as session:
        labels = codes.works_in(session)
        acts = repo.acts(session, first, last)
        open_ones = repo.open_requests(session)
        named = [m for a in acts for m in (a.user, *a.helpers)]
        named += [m for r in open_ones for m in (r.user, *r.helpers)]
        names = names_of(session, [m for m in named if m])
    done = {(a.request, a.date) for a in acts if a.request}

    def called(ent: Id | None) -> str:
        return names[ent].name if ent in names else ""

    rows = [
        CalendarDay(
            a.date, a.request or a.id, labels.get(a.work, a.work), called(a.user),
            "・".join(called(h) for h in a.helpers if h in names), done=True,
        )
        for a in acts
    ]  # fmt: skip
    for r in open_ones:
        if r.wanted_on:
            rows += [
                CalendarDay(
                    day, r.id, labels.get(r.work, r.work), called(r.user),
                    "・".join(called(h) for h in r.helpers if h in names), done=False,
                )
                for day in days_of(r.wanted_on, r.repeat, r.until, last)
                if day >= first and (r.id, day) not in done
            ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.date, row.who, row.request))


# -- snow ------------------------------------------------------------------------------------------------------------


def snow_round(desk: Desk, day: str = "") -> Done[list[Id]]:
    """Make the day's round: a matched request for everyone with whom 除雪 is agreed; today when no day is given.

    A second round on the same day adds only who is new: both laptops reach the same requests. Whoever helped least
    lately is asked first; a helper may have several on one round.

    Returns:
        The requests that were made now.
    """
    wanted = iso_day(day, "除雪の日") if day else desk.today()
    made: list[Id] = []
    with acting(desk, "") as session:
        connection = session.connection
        numbers = fresh_numbers(connection, HelpRequest.kind, desk.me.letter)
        load: dict[Id, int] = {}
        users = [u for u in repo.members(connection, Side.USER.value, wanted) if Work.SNOW.value in u.works]
        of = people_repo.aliases(connection).of
        dead = died_before(connection, {of(u.person) for u in users if u.person}, wanted)
        for user in users:
            if user.person and of(user.person) in dead:
                continue
            ent = keyed_id(desk.me.secret, HelpRequest.kind, "snow", user.id.hex(), wanted)
            if get(connection, HelpRequest, ent) is None:
                helper = best_helper(desk, connection, user, Work.SNOW.value, wanted, load)
                session.record(HelpRequest, ent, _snow(user, wanted, next(numbers), desk.today(), helper))
                made.append(ent)
        session.label = f"{month_day(wanted)}の除雪 {len(made)}件を作りました"
    return Done(made, session.changes)


def _snow(user: HelpMember, wanted: str, number: str, today: str, helper: Id | None) -> dict[str, object]:
    values: dict[str, object] = {
        "number": number, "user": user.id, "received_on": min(today, wanted), "work": Work.SNOW,
        "wanted_on": wanted, "state": RequestState.RECEIVED,
    }  # fmt: skip
    if helper is not None:
        values |= {"helpers": (helper,), "matched_on": today, "state": RequestState.ARRANGING}
    return values
