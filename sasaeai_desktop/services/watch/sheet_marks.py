"""Typing a 訪問票 in: the acts of its month become what the grid says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import watch as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.repositories.people import Aliases
from sasaeai_desktop.db.repositories.watch import VISIT_SHEET
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.watch import Sheet, Visit
from sasaeai_desktop.services.desk.common import last_of_month, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.watch.judged import refuse_impossible
from sasaeai_desktop.services.watch.sheets import SheetView, put_down, visits_on_paper


@dataclass(frozen=True, slots=True)
class SheetMark:
    """One act as the grid gives it back."""

    person: Id
    day: int
    method: str
    result: str = "met"
    condition: str = "same"
    signs: tuple[str, ...] = ()
    memo: str = ""


def save_marks(desk: Desk, sheet: Id, marks: Iterable[SheetMark]) -> Done[int]:
    """Let the month be as the grid says: new acts added, changed ones edited, unticked ones deleted; one action.

    Args:
        desk: the open desk.
        sheet: its id.
        marks: all marks of the sheet.

    Returns:
        How many acts the sheet has now.

    Raises:
        InputError: a day that the month has not, or that is in the future.
    """
    with acting(desk, "") as session:
        found = get(session.connection, Sheet, sheet)
        if found is None or found.watcher is None:
            raise InputError("その訪問票が見つかりません。", "票の番号から もう一度開いてください。")
        count = _save(desk, session, found, marks)
    return Done(count, session.changes)


def save_round(desk: Desk, view: SheetView, marks: Iterable[SheetMark]) -> Done[int]:
    """Save the marks of a sheet that may not have been made yet (``sheets.look_at``); it is made with them.

    Args:
        desk: the open desk.
        view: the sheet as it was looked at.
        marks: all marks of the sheet.

    Returns:
        How many acts the sheet has now.

    Raises:
        InputError: a day that the month has not, or that is in the future.
    """
    with acting(desk, "") as session:
        rows = " ".join(row.person.hex() for row in view.rows)
        planned = Sheet(id=view.sheet, form=VISIT_SHEET, month=view.month, watcher=view.watcher, rows=rows)
        count = _save(desk, session, put_down(desk, session, planned), marks)
    return Done(count, session.changes)


def _save(desk: Desk, session: WriteSession, sheet: Sheet, marks: Iterable[SheetMark]) -> int:
    connection = session.connection
    assert sheet.watcher is not None, "a visit sheet is a watcher's"
    alias = people_repo.aliases(connection)
    mains = alias.canonical(Id(bytes.fromhex(h)) for h in sheet.rows.split())
    held = _slots(visits_on_paper(connection, alias, sheet.watcher, mains, sheet.month), alias)
    wanted = _wanted(marks, sheet.month, desk.today(), alias)
    for slot, visit in held.items():
        if slot not in wanted:
            _untick(session, visit, alias.all(sheet.watcher))
    fresh: dict[Id, dict[str, object]] = {}
    for person, day in sorted({slot[:2] for slot in wanted if slot not in held}):
        refuse_impossible(connection, person, day, desk.today())
    for slot, mark in wanted.items():
        values = _values(sheet, slot, mark)
        if slot in held:
            _edit(session, held[slot], values, sheet.watcher)
        else:
            fresh[_mark_id(desk, sheet.id, slot)] = values
    _add(session, fresh)
    name = next((n for n, _ in people_repo.volunteer_names(connection, [sheet.watcher]).values()), "")
    session.label = f"{san(name)}の{int(sheet.month[5:7])}月の訪問票を保存しました"
    return len(wanted)


_Slot = tuple[Id, str, str, int]
"""Person, date, method, and which of several equal ones."""


def _slots(visits: Iterable[Visit], alias: Aliases) -> dict[_Slot, Visit]:
    found: dict[_Slot, Visit] = {}
    for visit in visits:
        assert visit.person is not None, "found by person"
        found[_free(found, alias.of(visit.person), visit.date, visit.method)] = visit
    return found


def _wanted(marks: Iterable[SheetMark], month: str, today: str, alias: Aliases) -> dict[_Slot, SheetMark]:
    found: dict[_Slot, SheetMark] = {}
    last = int(last_of_month(month)[8:10])
    for mark in marks:
        if not 1 <= mark.day <= last:
            raise InputError(f"{int(month[5:7])}月に {mark.day}日はありません。", "日を たしかめてください。")
        date = f"{month}-{mark.day:02}"
        if date > today:
            raise InputError(
                f"{int(month[5:7])}月{mark.day}日は、きょうより先の日です。",
                "きょうまでの日に入れてください。",
            )
        found[_free(found, alias.of(mark.person), date, mark.method)] = mark
    return found


def _free(found: Iterable[_Slot], person: Id, date: str, method: str) -> _Slot:
    taken = set(found)
    n = 0
    while (person, date, method, n) in taken:
        n += 1
    return person, date, method, n


def _mark_id(desk: Desk, sheet: Id, slot: _Slot) -> Id:
    """Return the id that two laptops reach for one mark on paper (shared design, sync section 1)."""
    person, date, method, n = slot
    more = (str(n),) if n else ()
    return keyed_id(desk.me.secret, "mark", sheet.hex(), person.hex(), date, method, *more)


def _values(sheet: Sheet, slot: _Slot, mark: SheetMark) -> dict[str, object]:
    return {
        "date": slot[1], "person": slot[0], "method": slot[2], "result": mark.result, "condition": mark.condition,
        "watchers": (sheet.watcher,), "signs": mark.signs, "memo": mark.memo,
    }  # fmt: skip


def _edit(session: WriteSession, visit: Visit, values: dict[str, object], watcher: Id) -> None:
    keep = {"date", "person", "method", *(("watchers",) if watcher in visit.watchers else ())}
    changed = {n: v for n, v in values.items() if n not in keep and _plain(getattr(visit, n)) != _plain(v)}
    if changed:
        session.record(Visit, visit.id, changed)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, tuple) else value


def _untick(session: WriteSession, visit: Visit, mine: tuple[Id, ...]) -> None:
    """Take an act off this paper; one that another watcher shared stays theirs."""
    others = tuple(w for w in visit.watchers if w not in mine)
    if others:
        session.record(Visit, visit.id, {"watchers": others})
    else:
        session.delete(Visit, visit.id)


def _add(session: WriteSession, fresh: dict[Id, dict[str, object]]) -> None:
    known = repo.known(session.connection, Visit.kind, fresh)
    for ent, gone in sorted(known.items()):  # not in the order of the paper
        if gone:
            session.restore(Visit, ent)
        session.record(Visit, ent, fresh[ent])
    session.record_many(Visit, ((i, v) for i, v in fresh.items() if i not in known))
