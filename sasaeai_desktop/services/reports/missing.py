"""「まだ足りないもの」: what to write or to look over before a district hands its year in.

Nothing is counted here in a way of its own: closings, the ledger, cards and notes beside figures are asked where they live.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.db.repositories import cards as card_repo
from sasaeai_desktop.db.repositories import uncounted
from sasaeai_desktop.db.repositories.salon import SessionLine, session_lines
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, last_day, months_of, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import Labelled
from sasaeai_desktop.domain.money import Side
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.cards.card_records import days_waiting
from sasaeai_desktop.services.desk.common import ago_words, days_before
from sasaeai_desktop.services.desk.desk import Desk, allow, reading
from sasaeai_desktop.services.money import ledger, year_closing
from sasaeai_desktop.services.reports import noting
from sasaeai_desktop.services.usb import custody


class What(Labelled):
    """The kinds of what may be missing, in the order in which they are shown."""

    PLANNED = "sessions_planned", "開いたかどうか 書いていない開催"
    EMPTY = "sessions_empty", "出席も人数もない開催"
    CANCELLED = "cancelled_attended", "中止なのに参加者がいる開催"
    TWICE = "acts_and_tally", "1回ずつと月計の両方がある月"
    NO_START = "no_start", "始まりの日のない登録・役割"
    CARDS = "cards_waiting", "渡したまま 返事のないカード"
    RECEIPTS = "receipts", "領収書の番号がない支出"
    MONTHS = "months_open", "月締めをしていない月"
    LEDGER = "ledger_open", "年度を締めていない収支"
    LEDGER_CHANGED = "ledger_changed", "締めたあとに変わった収支"


_TODO = {
    What.PLANNED: "出席か人数を書くか、中止にします。",
    What.EMPTY: "出席か人数を書きます。どなたも来なかった日は、そのままでかまいません。",
    What.CANCELLED: "「たしかめること」で、開いたのか 中止なのかを えらびます。",
    What.TWICE: "「たしかめること」で、同じ回数かどうかを えらびます。",
    What.NO_START: "「たしかめること」で、始まりの日を入れます。",
    What.CARDS: "返事を聞いて、カードに書きます。",
    What.RECEIPTS: "領収書をさがして、番号を書きます。もらえないものは、そのままでかまいません。",
    What.MONTHS: "月をえらんで、月締めをします。",
    What.LEDGER: "決算をして、年度を締めます。",
    What.LEDGER_CHANGED: "変わったところを見て、もう一度 締めます。",
}
_UNITS = {
    What.PLANNED: "回", What.EMPTY: "回", What.CANCELLED: "回", What.CARDS: "枚", What.LEDGER: "行", What.MONTHS: "か月",
}  # fmt: skip
_NOTED = {
    "cancelled_attended": What.CANCELLED,
    noting.BOTH_WAYS: What.TWICE,
    "watcher_tally": What.TWICE,
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a kind.

    Attributes:
        kind: session, card, ledger_line or month.
        id: of the record; None for a month.
        words: the day or month, and what it is; no names of people.
        right: how much or since when, "" for nothing.
        month: "2023-10" of a month, "" else.
    """

    kind: str
    id: Id | None
    words: str
    right: str = ""
    month: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the entry of ``records`` in ``report missing --json``."""
        return {
            "kind": self.kind,
            "id": self.id.hex() if self.id else None,
            "month": self.month or None,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Lack:
    """One kind that is missing; ``records`` is empty where another page lists them."""

    what: What
    count: int
    records: tuple[Record, ...] = ()

    @property
    def how_many(self) -> str:
        """「3回」."""
        return f"{self.count:,}{_UNITS.get(self.what, '件')}"

    @property
    def todo(self) -> str:
        """What to do about it, one or two sentences."""
        return _TODO[self.what]

    def to_json(self) -> dict[str, Any]:
        """Return the entry of ``missing`` in ``report missing --json``."""
        return {
            "code": self.what.value,
            "label": self.what.label,
            "count": self.count,
            "todo": self.todo,
            "records": [record.to_json() for record in self.records],
        }


def missing(desk: Desk, year: int) -> list[Lack]:
    """Return what a district still lacks for a fiscal year; empty when all is there.

    Args:
        desk: the open desk of a district.
        year: fiscal year; of the present one only what is over is asked for.

    Raises:
        InputError: this is a council.
    """
    if desk.me.council:
        raise InputError(
            "足りないものは、地区のパソコンで見ます。",
            "市社協では、「地区」のページで 届いた月を見られます。",
        )
    allow(desk, Deed.PAPER)
    found = [*_sessions(desk, year), *_noted(desk, year), *_cards(desk, year), *_money(desk, year)]
    months = custody.open_months(desk, months_of(year))
    found.append(_lack(What.MONTHS, [Record("month", None, wareki(m), month=m) for m in months]))
    order = list(What)
    return sorted((lack for lack in found if lack.count), key=lambda lack: order.index(lack.what))


def _lack(what: What, records: Sequence[Record]) -> Lack:
    return Lack(what, len(records), tuple(records))


def _sessions(desk: Desk, year: int) -> Iterator[Lack]:
    """Tell of sessions up to yesterday: what is held today may still be going on."""
    last = min(last_day(year), days_before(desk.today(), 1))
    with reading(desk) as session:
        lines = session_lines(session, first_day(year), last)
    yield _lack(What.PLANNED, [_session(s) for s in lines if s.planned and not s.cancelled])
    yield _lack(What.EMPTY, [_session(s) for s in lines if s.held and not s.named + s.unnamed])


def _session(line: SessionLine) -> Record:
    return Record("session", line.id, f"{wareki(line.date)}　{line.salon_name}")


def _noted(desk: Desk, year: int) -> Iterator[Lack]:
    """Tell what is said beside the figures and settled in たしかめること."""
    counts: dict[What, int] = {}
    for note in noting.notes(desk, year):
        if note.code in _NOTED:
            counts[_NOTED[note.code]] = counts.get(_NOTED[note.code], 0) + note.count
    with reading(desk) as session:
        starts = uncounted.without_start_counts(session, year)
    yield from (Lack(what, count) for what, count in counts.items())
    yield Lack(What.NO_START, sum(count for _role, _district, count in starts))


def _cards(desk: Desk, year: int) -> Iterator[Lack]:
    """Tell of cards handed over in the year or before it that wait to this day."""
    with reading(desk) as session:
        waiting = card_repo.waiting(session)
    records = []
    for card in waiting:
        days = days_waiting(card, desk.today())
        if days is not None and card.handed_on <= last_day(year):
            words = f"{wareki(card.handed_on)}に渡したカード　{card.number}"
            records.append(Record("card", card.id, words, ago_words(days)))
    yield _lack(What.CARDS, records)


def _money(desk: Desk, year: int) -> Iterator[Lack]:
    """Tell of the ledger; that it is not closed, from the year's last month on."""
    lines = ledger.lines(desk, year)
    bare = [_line(r) for r in lines if r.line.side == Side.EXPENSE and not r.line.receipt]
    yield _lack(What.RECEIPTS, bare)
    closed = year_closing.closed(desk, year)
    if closed.record is not None:
        yield Lack(What.LEDGER_CHANGED, len(closed.later))
    elif desk.today()[:7] >= months_of(year)[-1]:
        yield Lack(What.LEDGER, len(lines))


def _line(row: ledger.LineRow) -> Record:
    day = wareki(row.line.date) if row.line.date else ""
    words = "　".join(part for part in (day, row.account, row.line.text) if part)
    return Record("ledger_line", row.line.id, words, f"{row.line.yen or 0:,}円")


def heading(year: int, found: Sequence[Lack]) -> str:
    """Return 「令和5年度　3つ」, or only the year when nothing is missing."""
    return f"{year_label(year)}　{len(found)}つ" if found else year_label(year)
