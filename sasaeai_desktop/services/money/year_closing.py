"""決算: a year is closed by a record of how it stood; what was changed afterwards is listed, never hidden."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import money as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, year_label
from sasaeai_desktop.domain.ids import keyed_id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.money import (
    Account,
    LedgerLine,
    MoneyYear,
    Snapshot,
    YearClosing,
    packed,
    side_of,
    unpacked,
)
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.common import iso_day, month_day
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.money.accounts import money_year_id
from sasaeai_desktop.services.money.computing import stated_units


@dataclass(frozen=True, slots=True)
class Closed:
    """How a year was closed.

    Attributes:
        record: the closing; None while the year is open.
        later: what differs now from what was closed, a sentence each.
    """

    record: YearClosing | None
    later: tuple[str, ...]


def closed(desk: Desk, year: int) -> Closed:
    """Return whether a year is closed, and what was changed since."""
    with reading(desk) as session:
        return closed_in(session, desk, year)


def closed_in(connection: Connection, desk: Desk, year: int) -> Closed:
    """As ``closed``, within a session."""
    record = next((c for c in repo.closings(connection, year) if c.district == desk.me.code), None)
    if record is None:
        return Closed(None, ())
    if not record.lines:
        return Closed(record, ())  # its years are over and its words are gone: nothing is left to compare
    before = unpacked(record.lines)
    now = _lines(repo.lines(connection, year))
    later = [f"消した行：{_words(before[key])}" for key in before if key not in now]
    later += [f"足した行：{_words(now[key])}" for key in now if key not in before]
    later += [
        f"直した行：{_words(before[key])} → {_words(now[key])}"
        for key in before
        if key in now and now[key] != before[key]
    ]
    sums = json.loads(record.figures) if record.figures else {}
    current = _figures(connection, desk.me.code, year)
    for programme in sorted(sums.keys() | current.keys()):
        was, is_now = sums.get(programme, [0] * 4), current.get(programme, [0] * 4)
        if was[3] != is_now[3] and not later:
            later.append(
                f"{label_of(Programme, programme)}の返納が {was[3]:,}円から {is_now[3]:,}円に変わりました"
            )
    return Closed(record, tuple(later))


def close_year(desk: Desk, year: int, *, auditors: str = "", audited_on: str = "") -> Done[Closed]:
    """Write down how a year stands. Closed again, it stands as it does now.

    Args:
        desk: the open desk of a district.
        year: fiscal year.
        auditors: 監事, one a line.
        audited_on: the day of the audit, "" before it.

    Raises:
        InputError: this is a council, the year has not begun, or nothing was written in it.
    """
    if desk.me.council:
        raise InputError("決算は、地区のパソコンでします。", "市社協では、届いた決算を見られます。")
    if first_day(year) > desk.today():
        raise InputError("まだ始まっていない年度です。", "年度を たしかめてください。")
    if audited_on:
        iso_day(audited_on, "監査の日")
    stated = {p.value: stated_units(desk, year, p.value) for p in Programme}
    with acting(desk, f"{year_label(year)}の収支を締めました", deed=Deed.MONEY) as session:
        connection = session.connection
        lines = _lines(repo.lines(connection, year))
        if not lines:
            raise InputError(
                "この年度には、収支の行が ありません。", "収入と支出を書いてから、締めてください。"
            )
        ent = keyed_id(desk.me.secret, YearClosing.kind, str(year))
        values = {
            "year": year, "on": desk.today(), "figures": json.dumps(_figures(connection, desk.me.code, year), sort_keys=True),
            "lines": packed(lines), "by": desk.user.name,
            "auditors": auditors.strip(), "audited_on": audited_on,
        }  # fmt: skip
        if get(connection, YearClosing, ent) is not None:
            session.restore(YearClosing, ent)
        session.record(YearClosing, ent, values)
        for programme, units in stated.items():
            if units:
                state = {"year": year, "programme": programme, "units": units}
                session.record(MoneyYear, money_year_id(desk, year, programme), state)
    return Done(closed(desk, year), session.changes)


def reopen_year(desk: Desk, year: int) -> Done[None]:
    """Take a closing back that was made by mistake.

    Raises:
        InputError: the year is not closed.
    """
    with acting(desk, f"{year_label(year)}の収支を、締める前にもどしました", deed=Deed.MONEY) as session:
        found = closed_in(session.connection, desk, year).record
        if found is None:
            raise InputError("この年度は、まだ締めていません。", "年度を たしかめてください。")
        session.delete(YearClosing, found.id)
    return Done(None, session.changes)


def _figures(connection: Connection, district: str, year: int) -> dict[str, list[int]]:
    return {
        programme: [b.income, b.spent, b.carried, b.returned]
        for (code, programme), b in repo.balances(connection, year).items()
        if code == district
    }


def _lines(held: list[LedgerLine]) -> Snapshot:
    return {
        x.id.hex(): [x.programme, x.account, x.yen or 0, x.date, x.text, x.receipt, int(x.own)] for x in held
    }


def _words(parts: list[str | int]) -> str:
    programme, account, yen, day, text, receipt, _ = parts
    side = side_of(str(account)).label
    words = (
        month_day(str(day)) if day else "", label_of(Programme, str(programme)), side, label_of(Account, str(account)),
        f"{yen:,}円", str(text), f"領収書 {receipt}" if receipt else "",
    )  # fmt: skip
    return " ".join(w for w in words if w)
