"""受け渡しのようす: what others have confirmed, whose stick is missing since when, recounts, and laptops that were stopped."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.keeping import Closing
from sasaeai_desktop.services.desk.common import days_between
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import erasures_asked
from sasaeai_desktop.services.people.erasures_asked import Elsewhere
from sasaeai_desktop.services.usb import quarantine, receipts, revoking
from sasaeai_desktop.services.usb.closing import DIFFERS, LATER, SAME
from sasaeai_desktop.services.usb.quarantine import Item
from sasaeai_desktop.services.usb.receipts import Ageing, Receipt, day_words
from sasaeai_desktop.services.usb.revoking import Laptop
from sasaeai_desktop.services.watch.month_figures import words_for

FINE, WAITING, LATE = "done", "open", "attention"
_LATE_DAYS = 40  # a month and the time to bring the answer: longer waits are worth a word
_MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One whom we exchange with.

    Attributes:
        code: the district's number, "" for others.
        state: ``FINE``, ``WAITING`` or ``LATE``.
        words: how far things are confirmed, in one line.
        details: what else is to be known, one sentence each.
    """

    code: str
    name: str
    state: str
    words: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A closing and its recount: ``outcome`` SAME, DIFFERS, or LATER while not all of it is here."""

    month: str
    name: str
    outcome: str
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the page shows."""

    lines: tuple[Line, ...]
    months: tuple[ClosedMonth, ...]
    aside: tuple[Item, ...]
    laptops: tuple[Laptop, ...]

    @property
    def late(self) -> int:
        """How many lines are late."""
        return sum(line.state == LATE for line in self.lines)


def traffic(desk: Desk) -> Traffic:
    """Return how things stand with everybody we exchange with, the late ones first."""
    confirmed, silent = receipts.receipts(desk), receipts.ageing(desk)
    lines = _districts(desk, confirmed, silent) if desk.me.council else _others(desk, confirmed, silent)
    lines.sort(key=lambda line: line.state != LATE)
    with reading(desk) as session:
        months = _months(session, desk)
    return Traffic(
        tuple(lines),
        tuple(months),
        tuple(quarantine.items(desk, waiting_only=True)),
        tuple(revoking.laptops(desk)),
    )


def _others(desk: Desk, confirmed: list[Receipt], silent: list[Ageing]) -> list[Line]:
    """The council and the other laptops, as a district sees them."""
    found = []
    erased = {each.device: _erasures(each) for each in erasures_asked.elsewhere(desk)}
    for receipt in confirmed:
        if receipt.council:
            name = desk.me.council_name or "市社協"
            more = [a.words for a in silent if a.words]
        else:
            name, more = f"パソコン{receipt.letter}" if receipt.letter else "もう1台のパソコン", []
        details = [*more, *_details(desk, receipt, told=bool(more)), *erased.get(receipt.device, [])]
        found.append(Line("", name, _state(desk, receipt, more), receipt.words, tuple(details)))
    return found


def _erasures(there: Elsewhere) -> list[str]:
    """Return what another laptop has not erased yet, or will not."""
    found = []
    if there.waiting:
        found.append(f"消去 {there.waiting}件が、このパソコンの人の たしかめを 待っています。")
    if there.refused:
        found.append(f"消去 {there.refused}件は、このパソコンの人が 消さないことにしました。")
    return found


def _districts(desk: Desk, confirmed: list[Receipt], silent: list[Ageing]) -> list[Line]:
    found = []
    for ageing in silent:
        mine = [r for r in confirmed if r.district == ageing.code and not r.council]
        heard = (
            f"最後のUSB {day_words(ageing.heard_on, desk.today())}" if ageing.heard_on else "USBは まだです"
        )
        details = [ageing.words] if ageing.words else []
        details += [d for r in mine for d in _details(desk, r)]
        waiting = sum(r.unconfirmed for r in mine)
        words = f"{heard}　返事 {waiting:,}件 未確認" if waiting else heard
        late = bool(ageing.silent_since or ageing.gap)
        state = LATE if late else WAITING if waiting or not ageing.heard_on else FINE
        found.append(Line(ageing.code, f"{ageing.code}　{ageing.name}", state, words, tuple(details)))
    return found


def _details(desk: Desk, receipt: Receipt, *, told: bool = False) -> list[str]:
    """Return what a receipt says besides; ``told``: since when we wait is said already."""
    found = []
    if receipt.waiting_since and not told:
        since = day_words(receipt.waiting_since, desk.today())
        found.append(f"{since}に わたした分から、受け取ったしるしを 待っています。")
    if receipt.not_written:
        found.append(f"{receipt.not_written:,}件は まだ USBに書き出していません。")
    if receipt.lost_numbers:
        numbers = "・".join(f"{n}番" for n in receipt.lost_numbers)
        found.append(f"{numbers}のUSBが 届いていません。つぎに書き出すと、もう一度 入ります。")
    return found


def _state(desk: Desk, receipt: Receipt, more: list[str]) -> str:
    if not receipt.unconfirmed and not more:
        return FINE
    since = receipt.waiting_since
    late = bool(receipt.lost_numbers) or bool(since and days_between(since, desk.today()) > _LATE_DAYS)
    return LATE if late else WAITING


def _months(session: Connection, desk: Desk) -> list[ClosedMonth]:
    """Return closings with what their recount said, newest month first; of a month and district the newest one."""
    names = {d.code: d.name for d in select(session, District)}
    told = {
        bytes(r[0]): (bool(r[1]), json.loads(r[2]))
        for r in session.exec_driver_sql("SELECT closing, same, detail FROM recount")
    }
    rows = select(session, Closing, "ORDER BY month DESC, district, id DESC")
    found: dict[tuple[str, str], ClosedMonth] = {}
    for row in rows:
        same, apart = told.get(row.id, (False, {}))
        outcome = LATER if row.id not in told else SAME if same else DIFFERS
        name = names.get(row.district, row.district) if desk.me.council else desk.me.name
        words = tuple(
            f"{words_for(figure)}　地区 {theirs:,}・こちら {ours:,}"
            for figure, (theirs, ours) in apart.items()
        )
        found.setdefault((row.month, row.district), ClosedMonth(row.month, name, outcome, words))
    months = sorted({month for month, _ in found}, reverse=True)[:_MONTHS_SHOWN]
    return [closed for closed in found.values() if closed.month in months]
