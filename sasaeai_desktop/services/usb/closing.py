"""月締め: a month's totals with how far the chains reached, written by a district and counted again by who gets it.

A closing locks nothing: what is written for the month afterwards is listed as 「月締めのあとの変更」.
Source: shared design, sync section 2.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import Change, decode_lines, stream_name, unpointer
from sasaeai_desktop.db.packing import unpack
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.council import DeskUser, District
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.keeping import Closing
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.watch.month_figures import (
    Figures,
    Tips,
    differing,
    figures_at,
    is_as_now,
    month_figures,
    of_district,
    open_streams,
    open_tips,
    tips_from,
    words_for,
)

OWN, SAME, DIFFERS, LATER = "own", "same", "differs", "later"
"""What a recount said: written by this laptop itself, equal, different, or not all of it is here yet."""

_DATED = ("visit", "session")
_MONTH = re.compile(r"(?:19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class MonthClosed:
    """One closing of a month.

    Attributes:
        id: of the closing.
        month: 2023-10.
        district: code, and its name in ``district_name``.
        closed_on: the day it was written; "" when it cannot be read.
        by: name of who wrote it, "" where it is not known (a council knows no names of users).
        device: whose laptop, 16 hex digits.
        figures: as they were then, by key; ``words_for`` names a key.
        now: the same as counted here today.
        outcome: ``OWN``, ``SAME``, ``DIFFERS`` or ``LATER``.
        differing: (theirs, ours) by figure, when the recount differs.
        changes_since: changes to the month's acts and sessions that the closing did not hold.
        newest: whether no later closing of this laptop for the month replaces it.
    """

    id: Id
    month: str
    district: str
    district_name: str
    closed_on: str
    by: str
    device: str
    figures: Figures
    now: Figures
    outcome: str
    differing: dict[str, tuple[int, int]]
    changes_since: int
    newest: bool


@dataclass(slots=True)
class Recounted:
    """What an import's recount found: how many were equal, and a sentence for each that was not."""

    same: int = 0
    notices: list[str] = field(default_factory=list)


def close_month(desk: Desk, month: str) -> Done[MonthClosed]:
    """Write a month's totals down, with how far the district's open chains reach here.

    A month may be closed again; the newest closing counts.

    Raises:
        InputError: this is a council, or it is no month, or a month that has not begun.
    """
    if desk.me.council:
        raise InputError("月締めは、地区のパソコンでします。", "市社協では、届いた月締めを見られます。")
    if not _MONTH.fullmatch(month):
        raise InputError(f"「{month}」という月は読み取れません。", "2023-10 のように入れてください。")
    if month > desk.today()[:7]:
        raise InputError("まだ始まっていない月です。", "月を たしかめてください。")
    with acting(desk, f"{wareki(month)}の月締めをしました", undoable=False, deed=Deed.EXCHANGE) as session:
        tips = open_tips(session.connection, desk.me.code)
        figures = figures_at(session.connection, month, desk.me.code, tips) or {}
        values = {
            "month": month,
            "figures": json.dumps(figures, sort_keys=True),
            "tips": json.dumps(tips, sort_keys=True),
        }
        ent = session.new_id()
        session.record(Closing, ent, values)
    made = next(c for c in closings(desk, month=month) if c.id == ent)
    return Done(made, session.changes)


def closings(desk: Desk, *, district: str = "", month: str = "") -> list[MonthClosed]:
    """Return the closings held here, newest month first, a month's newest closing first.

    Args:
        desk: the open desk.
        district: only this district's.
        month: only this month's.
    """
    with reading(desk) as session:
        rows = _rows(session, district, month)
        names = {d.code: d.name for d in select(session, District)} | {desk.me.code: desk.me.name}
        users = {u.id.hex(): u.name for u in select(session, DeskUser)}
        now = {m: month_figures(session, m) for m in {row.month for row in rows}}
        recounts = {
            Id(r[0]): (bool(r[1]), json.loads(r[2]))
            for r in session.exec_driver_sql("SELECT closing, same, detail FROM recount")
        }
        since = _changes_since(session, rows)
        found: list[MonthClosed] = []
        seen: set[tuple[str, str]] = set()
        for row in rows:
            device, change = _written(session, row.id)
            same, detail = recounts.get(row.id, (False, {}))
            outcome = LATER if row.id not in recounts else SAME if same else DIFFERS
            found.append(
                MonthClosed(
                    id=row.id,
                    month=row.month,
                    district=row.district,
                    district_name=names.get(row.district, row.district),
                    closed_on=change.on if change else "",
                    by=users.get(change.by, "") if change else "",
                    device=device,
                    figures=_figures_from(row.figures),
                    now=now[row.month].get(row.district) or of_district(session, row.month, row.district),
                    outcome=OWN if device == desk.me.device else outcome,
                    differing={f: (int(a), int(b)) for f, (a, b) in detail.items()},
                    changes_since=since.get(row.id, 0),
                    newest=(row.month, device) not in seen,
                )
            )
            seen.add((row.month, device))
    return found


def recount(connection: Connection, me: str, at: str) -> Recounted:
    """Count every closing of another laptop whose tips are all here and that was not counted yet.

    Called once per bundle taken in, within its transaction; costs one query where nobody closes months.

    Args:
        connection: inside the write transaction.
        me: this device; its own closings are not counted again.
        at: the moment, ISO.
    """
    done = Recounted()
    waiting = connection.exec_driver_sql(
        "SELECT id FROM closing WHERE gone = 0 AND id NOT IN (SELECT closing FROM recount) ORDER BY id"
    ).scalars()
    for ent in list(waiting):
        device, _ = _written(connection, Id(ent))
        row = select(connection, Closing, "AND id = ?", (ent,))[0]
        tips = _tips(row)
        if tips is None or device == me:
            continue
        ours = figures_at(connection, row.month, row.district, tips)
        if ours is None:
            continue
        apart = differing(_figures_from(row.figures), ours)
        connection.exec_driver_sql(
            "INSERT INTO recount VALUES (?, ?, ?, ?)", (ent, at, int(not apart), json.dumps(apart))
        )
        done.same += not apart
        done.notices += [
            f"{row.district}地区の{wareki(row.month)}の月締めで、{words_for(figure)}の数が合いません。"
            f"地区では {theirs}、こちらで数えると {mine} です。"
            for figure, (theirs, mine) in apart.items()
        ]
    return done


def problems(connection: Connection) -> list[str]:
    """Return closings that hold no more: the tables are just those of their tips, and give other figures.

    Where something that is counted came later, the fold of the journal is the proof.
    """
    found = []
    now: dict[str, dict[str, Figures]] = {}
    for row in select(connection, Closing):
        tips = _tips(row)
        told = connection.exec_driver_sql("SELECT same FROM recount WHERE closing = ?", (row.id,)).scalar()
        if tips is None or told == 0 or not is_as_now(connection, row.district, tips):
            continue  # told = 0 never held: the import said so, and it is no fault of this file
        if row.month not in now:
            now[row.month] = month_figures(connection, row.month)
        ours = now[row.month].get(row.district, {})
        found += [
            f"closing {row.district}/{row.month}: {figure} was {theirs}, is {mine}"
            for figure, (theirs, mine) in differing(_figures_from(row.figures), ours).items()
        ]
    return found


def _rows(connection: Connection, district: str, month: str) -> list[Closing]:
    rows = select(connection, Closing, "ORDER BY month DESC, id DESC")
    return [
        row
        for row in rows
        if district in ("", row.district) and month in ("", row.month) and _MONTH.fullmatch(row.month)
    ]


def _tips(row: Closing) -> Tips | None:
    """Return the tips of a closing, None when it is not one that this program can count."""
    return tips_from(row.tips) if row.tips and _MONTH.fullmatch(row.month) else None


def _figures_from(text: str) -> Figures:
    """Read the figures of a closing; what is no number there is left out."""
    try:
        stated = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): v for k, v in stated.items() if type(v) is int} if isinstance(stated, dict) else {}


def _written(connection: Connection, ent: Id) -> tuple[str, Change | None]:
    """Return the device that wrote a closing, and its change (None when it was edited since)."""
    at = connection.exec_driver_sql(
        "SELECT coalesce(nullif(at_open, 0), (SELECT min(at) FROM head WHERE ent = closing.id)) FROM closing "
        "WHERE id = ?",
        (ent,),
    ).scalar()
    if not at:
        return "", None
    number, _ = unpointer(at)
    name = connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
    return stream_name(str(name)).device, streams.change_at(connection, at)


# -- what was changed afterwards ---------------------------------------------------------------------------------------


def _changes_since(connection: Connection, rows: list[Closing]) -> dict[Id, int]:
    """Count, for each closing, later changes of acts, tallies, sessions and attendance that ever stood in its month."""
    counts: dict[Id, int] = {}
    by_district: dict[str, list[tuple[Closing, Tips]]] = {}
    for row in rows:
        tips = _tips(row)
        if tips is not None:
            by_district.setdefault(row.district, []).append((row, tips))
    for district, asked in by_district.items():
        for month, name, seq in _month_changes(connection, district):
            for row, tips in asked:
                if row.month == month and seq > max((s for s, _ in tips.get(name, [])), default=0):
                    counts[row.id] = counts.get(row.id, 0) + 1
    return counts


def _month_changes(connection: Connection, district: str) -> list[tuple[str, str, int]]:
    """Return (month, stream, seq) of every change to what is counted, once per month its record ever stood in."""
    months: dict[Id, set[str]] = {}
    met: list[tuple[Id, str, int]] = []
    session_of: dict[Id, Id] = {}
    for stream in open_streams(connection, district):
        rows = connection.exec_driver_sql(
            "SELECT first, packed, lines FROM segment WHERE stream = ? ORDER BY first", (stream.number,)
        )
        for first, packed, data in rows:
            changes, _ = decode_lines(stream.name, stream.number, first, unpack(packed, data))
            for change in changes:
                if change.kind in (*_DATED, "tally", "attendance"):
                    met.append((change.ent, stream.name, unpointer(change.at)[1]))
                    day = change.w.get("date") or change.w.get("month")
                    if day and isinstance(day[0], str):
                        months.setdefault(change.ent, set()).add(day[0][:7])
                    session = change.w.get("session")
                    if session and isinstance(session[0], str):
                        session_of[change.ent] = Id(bytes.fromhex(session[0]))
    return [
        (month, name, seq)
        for ent, name, seq in met
        for month in sorted(months.get(session_of.get(ent, ent), set()))
    ]
