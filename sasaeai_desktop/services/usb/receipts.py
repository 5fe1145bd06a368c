"""Who holds what: how far others have confirmed what we wrote, how long we wait, and what went and came.

Sent is not confirmed: only the other's signed bundle says what it holds, and only its latest word counts, so that a
restored computer gets everything again. Source: shared design, sync section 3.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sasaeai_desktop.db import settings, streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.db.repositories.peers import LoggedBundle, Peer
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.sync import outgoing

Gaps = dict[str, list[tuple[int, str]]]
"""By stream: the first seq that is missing, and the id of the change before it (hex)."""

_OLD = 300  # days; an older day is told with its year


@dataclass(frozen=True, slots=True)
class Receipt:
    """How far a device has confirmed what we wrote.

    Attributes:
        unconfirmed: changes beyond what it said it holds last.
        confirmed_on: time of its last bundle here, empty before the first.
        waiting_since: day on which the oldest unconfirmed change was first written into a bundle for it; empty when
            none was, or nothing waits.
        not_written: how many of the unconfirmed were never written into a bundle for it.
        lost_numbers: numbers of our bundles that carried what it says did not arrive.
        words: all of it in one line.
    """

    device: str
    district: str
    letter: str
    council: bool
    unconfirmed: int
    confirmed_on: str
    waiting_since: str = ""
    not_written: int = 0
    lost_numbers: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ageing:
    """How long we have heard nothing: of a district at the council, of the council in a district.

    Attributes:
        code: the district's number, or the council's.
        heard_on: day of its last bundle here, empty before the first.
        silent_since: at the council: the first month (2024-03) that passed without the district's bundle; empty while
            none is due. One is expected each month.
        silent_months: how many months have passed so.
        unanswered_since: day of our first bundle to it after its last one here; empty when none waits for an answer.
        gap: whether something in the middle of its records did not arrive here.
        words: all of it in one line; empty when all is well.
    """

    code: str
    name: str
    heard_on: str
    silent_since: str = ""
    silent_months: int = 0
    unanswered_since: str = ""
    gap: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A stretch of one of our streams that a device has not confirmed."""

    stream: str
    first: int
    last: int


def receipts(desk: Desk) -> list[Receipt]:
    """Return, per known device, how many of the changes it may have are not confirmed by its own signed word."""
    with reading(desk) as session:
        mine = [s for s in streams.all_streams(session) if s.mine and s.seq]
        written = peers.logged(session, "out")
        known = [p for p in peers.all_peers(session) if not p.revoked_on and p.device != desk.me.device]
        return [_receipt(session, desk, peer, mine, written) for peer in known]


def _receipt(
    session: Connection, desk: Desk, peer: Peer, mine: list[Stream], written: list[LoggedBundle]
) -> Receipt:
    waiting = _waiting(session, desk, peer, mine)
    to_it = [line for line in written if peer.device in line.peer.split(",")]
    unconfirmed = sum(w.last - w.first + 1 for w in waiting)
    since, not_written = _how_long(waiting, to_it)
    return Receipt(
        peer.device,
        peer.district,
        peer.letter,
        peer.council,
        unconfirmed,
        peer.have_on,
        since,
        not_written,
        tuple(_carriers(stated_gaps(session, peer.device), to_it)),
        in_words(unconfirmed, peer.have_on, desk.today()),
    )


def _waiting(session: Connection, desk: Desk, peer: Peer, mine: list[Stream]) -> list[_Waiting]:
    route = _route_to(desk, peer)
    district = peer.district if desk.me.council else desk.me.code
    stated = peer.holds()
    found = []
    for stream in mine:
        if outgoing.may_carry(route, stream.name, district):
            held = outgoing.held_by(session, stream, stated.get(stream.name, []), up_to=stream.seq)
            if held < stream.seq:
                found.append(_Waiting(stream.name, held + 1, stream.seq))
    return found


def _route_to(desk: Desk, peer: Peer) -> Route:
    if desk.me.council:
        return Route.TO_DISTRICT
    return Route.TO_COUNCIL if peer.council else Route.TO_SIBLING


def _how_long(waiting: list[_Waiting], written: list[LoggedBundle]) -> tuple[str, int]:
    """Return the day of the first bundle with anything of what waits, and how much no bundle carried yet."""
    reaches = [(line.at[:10], json.loads(line.header).get("reach", {})) for line in written]
    since, never = "", 0
    # A bundle always begins at or before what waits, so its end tells whether it carried it.
    for each in waiting:
        days = [day for day, reach in reaches if reach.get(each.stream, 0) >= each.first]
        since = min([since, *days] if since else days, default="")
        top = max((reach.get(each.stream, 0) for _, reach in reaches), default=0)
        never += each.last - max(each.first - 1, min(top, each.last))
    return since, never


def _carriers(gaps: Gaps, written: list[LoggedBundle]) -> list[int]:
    """Return the numbers of the bundles that carried the first missing change of a gap."""
    found = set()
    for line in written:
        facts = json.loads(line.header)
        firsts, reach = facts.get("first", {}), facts.get("reach", {})
        for name, places in gaps.items():
            if any(firsts.get(name, 1) <= seq <= reach.get(name, 0) for seq, _ in places):
                found.add(line.number)
    return sorted(found)


def stated_gaps(session: Connection, device: str) -> Gaps:
    """Return what a device said last is missing in the middle of what it holds."""
    stored = json.loads(settings.text(session, f"gaps:{device}", "{}"))
    return {name: [(int(seq), str(before)) for seq, before in places] for name, places in stored.items()}


def in_words(unconfirmed: int, confirmed_on: str, today: str) -> str:
    """Say it as the window does: 「12件 未確認 - 最後の受領確認 10月3日」."""
    amount = f"{unconfirmed:,}件 未確認" if unconfirmed else "すべて 確認ずみ"
    last = f"最後の受領確認 {day_words(confirmed_on, today)}" if confirmed_on else "受領確認は まだありません"
    return f"{amount} - {last}"


def day_words(day: str, today: str) -> str:
    """Return a day as people say it: 10月3日, with its year when it is long ago."""
    then, now = date.fromisoformat(day[:10]), date.fromisoformat(today[:10])
    year = f"{then.year}年" if abs((now - then).days) > _OLD else ""
    return f"{year}{then.month}月{then.day}日"


# -- how long nothing was heard ---------------------------------------------------------------------------------------


def ageing(desk: Desk) -> list[Ageing]:
    """Return how long we have heard nothing: per district at the council, of the council in a district.

    A district on paper has no bundles, so it is not listed; neither is one that was never invited.
    """
    with reading(desk) as session:
        known = [p for p in peers.all_peers(session) if not p.revoked_on and p.device != desk.me.device]
        written = peers.logged(session, "out")
        if not desk.me.council:
            council = [p for p in known if p.council]
            return [_of_council(session, desk, council, written)] if council else []
        rows = session.exec_driver_sql("SELECT code, max(issued_on) FROM invitation GROUP BY code").all()
        invited = {str(code): str(on) for code, on in rows}
        districts = [d for d in select(session, District) if d.code in invited and not d.paper]
        districts.sort(key=lambda d: (len(d.code), d.code))
        return [
            _of_district(
                session, desk, d, [p for p in known if p.district == d.code], written, invited[d.code]
            )
            for d in districts
        ]


def _of_council(session: Connection, desk: Desk, council: list[Peer], written: list[LoggedBundle]) -> Ageing:
    heard = max(p.have_on for p in council)
    since = _unanswered(written, council, heard)
    name = desk.me.council_name or "市社協"
    gap = any(_gap_here(session, p.device) for p in council)
    words = []
    if since:
        words.append(f"{day_words(since, desk.today())}に渡したUSBへの返事が、まだ届いていません。")
    if gap:
        words.append(f"{name}からの途中の記録が 届いていません。")
    return Ageing(
        council[0].district, name, heard[:10], unanswered_since=since, gap=gap, words="".join(words)
    )


def _of_district(
    session: Connection,
    desk: Desk,
    district: District,
    laptops: list[Peer],
    written: list[LoggedBundle],
    invited_on: str,
) -> Ageing:
    heard = max((p.have_on for p in laptops), default="")
    due = _next_month((heard or invited_on)[:7])
    months = _months_between(due, desk.today()[:7])
    gap = any(_gap_here(session, p.device) for p in laptops)
    words = []
    if months > 0:
        year = f"{due[:4]}年" if due[:4] != desk.today()[:4] else ""
        words.append(f"{year}{int(due[5:])}月から、USBが届いていません。")
    if gap:
        words.append("途中の記録が 届いていません。")
    return Ageing(
        district.code,
        district.name,
        heard[:10],
        due if months > 0 else "",
        max(months, 0),
        _unanswered(written, laptops, heard),
        gap,
        "".join(words),
    )


def _unanswered(written: list[LoggedBundle], to: list[Peer], heard: str) -> str:
    """Return the day of the first bundle to any of these devices after their last one here."""
    devices = {p.device for p in to}
    days = [line.at for line in written if line.at > heard and devices & set(line.peer.split(","))]
    return min(days, default="")[:10]


def _gap_here(session: Connection, device: str) -> bool:
    """Say whether something of a device's streams lies here behind a gap."""
    found = session.exec_driver_sql(
        "SELECT 1 FROM segment JOIN stream ON stream.n = segment.stream "
        "WHERE stream.device = ? AND segment.first > stream.seq LIMIT 1",
        (device,),
    )
    return found.first() is not None


def _next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def _months_between(first: str, until: str) -> int:
    """Return how many months lie from ``first`` up to, but without, ``until``."""
    return (int(until[:4]) - int(first[:4])) * 12 + int(until[5:7]) - int(first[5:7])
