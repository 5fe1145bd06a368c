"""利用券: issued, sold, used, returned; how many are left with whom."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.domain import judging, kana
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import TicketMove, Tickets
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.common import iso_day, not_after, refuse, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.help.members import member_name, names_of, refuse_member

_CHECK = "枚数と金額を たしかめてください。"


@dataclass(frozen=True, slots=True)
class Holder:
    """A member with tickets: ``left`` = sold - used - returned."""

    member: Id
    name: str
    sold: int
    used: int
    returned: int

    @property
    def left(self) -> int:
        """How many the member has."""
        return self.sold - self.used - self.returned


@dataclass(frozen=True, slots=True)
class TicketPage:
    """All tickets: ``stock`` = issued - sold + returned lies with the association."""

    face_yen: int
    issued: int
    sold: int
    used: int
    returned: int
    holders: tuple[Holder, ...]

    @property
    def stock(self) -> int:
        """How many the association has."""
        return self.issued - self.sold + self.returned

    @property
    def left(self) -> int:
        """How many the members have."""
        return self.sold - self.used - self.returned


def ticket_page(desk: Desk) -> TicketPage:
    """All movements summed up."""
    with reading(desk) as session:
        moves = repo.tickets(session)
        names = names_of(session, [m.member for m in moves if m.member])
        face = face_value(session)
    total = dict.fromkeys(TicketMove, 0)
    by_member: dict[Id, dict[TicketMove, int]] = {}
    for held in moves:
        move = next((m for m in TicketMove if m == held.move), None)
        if move is None:
            continue
        total[move] += held.count or 0
        if held.member:
            of = by_member.setdefault(held.member, dict.fromkeys(TicketMove, 0))
            of[move] += held.count or 0
    holders = [
        (kana.sort_key(names[m].kana), Holder(m, names[m].name, of[TicketMove.SOLD], of[TicketMove.USED], of[TicketMove.RETURNED]))
        for m, of in by_member.items()
        if m in names
    ]  # fmt: skip
    return TicketPage(
        face, total[TicketMove.ISSUED], total[TicketMove.SOLD], total[TicketMove.USED], total[TicketMove.RETURNED],
        tuple(h for _, h in sorted(holders, key=lambda pair: (pair[0], pair[1].member))),
    )  # fmt: skip


def face_value(connection: Connection) -> int:
    """Return the yen of one ticket, as issued last; 0 when none was."""
    issued = [t for t in repo.tickets(connection) if t.move == TicketMove.ISSUED and t.face_yen]
    return (issued[-1].face_yen or 0) if issued else 0


def balances(connection: Connection) -> dict[Id, int]:
    """Return how many tickets each member has."""
    signs = {TicketMove.SOLD: 1, TicketMove.USED: -1, TicketMove.RETURNED: -1}
    found: dict[Id, int] = {}
    for held in repo.tickets(connection):
        if held.member:
            sign = next((s for m, s in signs.items() if m == held.move), 0)
            found[held.member] = found.get(held.member, 0) + sign * (held.count or 0)
    return found


def issue(desk: Desk, count: int, face_yen: int, date: str = "") -> Done[Id]:
    """Print new tickets of so many yen each.

    Raises:
        InputError: a number that cannot be, or another face value than the tickets that are out.
    """
    if count <= 0 or face_yen <= 0:
        raise InputError(
            "枚数か金額が、0か それより小さくなっています。", "1か、それより大きい数を入れてください。"
        )
    refuse(judging.judge_tickets(count, face_yen), _CHECK)
    day = _day(desk, date)
    with acting(desk, f"利用券（{face_yen}円）を {count}枚 発行しました") as session:
        face = face_value(session.connection)
        if face and face != face_yen:
            raise InputError(
                f"いまの利用券は {face}円です。",
                "同じ金額で発行してください。ちがう金額の券は まぜられません。",
            )
        ent = session.new_id()
        session.record(
            Tickets, ent, {"date": day, "move": TicketMove.ISSUED, "count": count, "face_yen": face_yen}
        )
    return Done(ent, session.changes)


def sell(desk: Desk, member: Id, count: int, date: str = "") -> Done[Id]:
    """Sell tickets to a 利用会員.

    Raises:
        InputError: none were issued, there are not so many, or the day lies after the member's 死亡.
    """
    page = ticket_page(desk)
    if count > page.stock:
        raise InputError(f"手もとの利用券は {page.stock}枚です。", "先に発行するか、枚数を減らしてください。")
    return _move(desk, TicketMove.SOLD, member, count, date, "に利用券を {}枚 売りました")


def give_back(desk: Desk, member: Id, count: int, date: str = "") -> Done[Id]:
    """Take unused tickets back for their money.

    Raises:
        InputError: the member has not so many.
    """
    with reading(desk) as session:
        left = balances(session).get(member, 0)
    if count > left:
        raise InputError(f"残りの利用券は {left}枚です。", "枚数を たしかめてください。")
    return _move(desk, TicketMove.RETURNED, member, count, date, "の利用券を {}枚 引き取りました")


def _move(desk: Desk, move: TicketMove, member: Id, count: int, date: str, words: str) -> Done[Id]:
    if count <= 0:
        raise InputError(
            "枚数が、0か それより小さくなっています。", "1か、それより大きい数を入れてください。"
        )
    refuse(judging.judge_tickets(count), _CHECK)
    day = _day(desk, date)
    with acting(desk, "") as session:
        face = face_value(session.connection)
        ent = session.new_id()
        values = {"date": day, "move": move, "count": count, "face_yen": face, "member": member}
        if move is TicketMove.SOLD:  # what is left over is taken back after a death too
            refuse_member(session.connection, member, day, desk.today())
        session.record(Tickets, ent, values)
        session.label = san(member_name(session.connection, member)) + words.format(count)
    return Done(ent, session.changes)


def _day(desk: Desk, date: str) -> str:
    return not_after(iso_day(date, "日付"), desk.today(), "日付") if date else desk.today()
