"""What people do at their computers. Every deed takes a seat and a few small numbers, so that a run can be told again.

A deed that the program refuses in words changes nothing. What each deed must leave behind it checks itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasaeai_desktop.db import actions, conflicts
from sasaeai_desktop.db.heads import heads_of, pointers
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import Person, Role, Volunteer
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.domain.watch import Visit, WatchCase
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.salon import attending
from sasaeai_desktop.services.watch import sheet_marks, sheets, watching
from tests.proof.comparing import dump, hold
from tests.proof.journal import ANSWER, COUNCILS_OWN
from tests.proof.settled import HOME
from tests.proof.world import Seat, World

Deed = Callable[[World, int, int, int, int], None]

DAYS = ("2023-04-01", "2023-07-15", "2024-03-31", "")
_EDITS: tuple[tuple[type, str, str], ...] = (
    (Role, "start", "day"),
    (Role, "end", "day"),
    (Role, "area", "home"),
    (WatchCase, "state_on", "day"),
    (WatchCase, "note", "home"),
    (Visit, "result", "result"),
    (Visit, "memo", "home"),
    (Session, "elderly", "count"),
    (Session, "memo", "home"),
    (Salon, "name", "open"),
    (Person, "note", "home"),
    (Person, "phone", "home"),
    (Volunteer, "note", "home"),
)
_DELETABLE = (Role, WatchCase, Visit, Person, Volunteer, Salon)


def _value(what: str, number: int) -> object:
    return {
        "day": DAYS[number % 4],
        "home": f"{HOME}{number}" if number % 5 else "",
        "open": f"公開{number}",
        "result": ("met", "absent", "seen")[number % 3],
        "count": number,
    }[what]


def known(seat: Seat, kind: type, *, gone: bool | None = None) -> list[Id]:
    """Return the records of a kind at a desk, always in one order; a council's own view of all districts."""
    where = "" if gone is None else f" WHERE gone = {int(gone)}"
    rows = seat.database.raw.execute(f'SELECT id FROM "{kind.kind}"{where} ORDER BY id').fetchall()
    return [Id(bytes(row[0])) for row in rows]


def pick(seat: Seat, kind: type, number: int, *, gone: bool | None = False) -> Id | None:
    """Choose one record of a kind."""
    found = known(seat, kind, gone=gone)
    return found[number % len(found)] if found else None


# -- writing -----------------------------------------------------------------------------------------------------------


def edit(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write one field."""
    seat = world.seats[n]
    if seat.council:
        return  # it writes what it has a say in: ``council_word``, ``answer``
    kind, name, what = _EDITS[a % len(_EDITS)]
    ent = pick(seat, kind, b, gone=None)
    if ent is None or (
        seat.old and (kind.kind, name) in (("visit", "memo"), ("role", "end"), ("salon", "name"))
    ):
        return
    put(world, n, kind, ent, {name: _value(what, c)})


def edit_two(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write an open and a home field of one record in one action."""
    if world.seats[n].council:
        return
    ent = pick(world.seats[n], WatchCase, a)
    if ent is not None:
        put(world, n, WatchCase, ent, {"state_on": _value("day", b), "note": _value("home", c)})


def put(world: World, n: int, kind: type, ent: Id, values: dict[str, object]) -> None:
    """Write some fields of one record in one action."""

    def work(desk: Desk) -> None:
        with acting(desk, "書きました") as session:
            session.record(kind, ent, values)

    world.do(n, work)


def begin(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a new record."""
    if world.seats[n].council:
        return
    kind, values = (
        (Role, {"role": "watcher", "start": DAYS[b % 4], "area": _value("home", c)}),
        (Person, {"name": f"{HOME}新しい人{c}", "number": f"N{n}{b}"}),
        (Salon, {"type": "daily", "start": "2023-04-01"}),
    )[a % 3]

    def work(desk: Desk) -> None:
        with acting(desk, "書きました") as session:
            session.record_many(kind, [(session.new_id(), values)])

    world.do(n, work)


def visit(world: World, n: int, a: int, b: int, c: int) -> None:
    """Record an act: with an id of its own, or one that a sibling who types the same paper reaches too."""
    seat = world.seats[n]
    person = pick(seat, Person, a)
    if seat.council or seat.old or person is None:
        return
    day = f"2023-08-{1 + b % 3:02}"
    ent = keyed_id(seat.desk.me.secret, "mark", person.hex(), day) if c % 2 else None
    draft = watching.VisitDraft(person, day, ("visit", "phone")[c % 2], memo=f"{HOME}{c}", id=ent)
    world.do(n, lambda desk: watching.record_visit(desk, draft))


def tally(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a month's count; the same person and month again changes it."""
    seat = world.seats[n]
    person = pick(seat, Person, a)
    if seat.council or seat.old or person is None:
        return
    draft = watching.TallyDraft(f"2023-1{b % 3}", "phone", c, person=person)
    world.do(n, lambda desk: watching.record_tally(desk, draft))


def sheet(world: World, n: int, a: int, b: int, c: int) -> None:
    """Type a paper sheet in; a sibling may type the same one."""
    seat = world.seats[n]
    watcher = _who_watches(seat)
    if seat.council or seat.old or watcher is None:
        return
    month = ("2023-05", "2023-06")[a % 2]
    view = world.do(n, lambda desk: sheets.make_sheet(desk, watcher, month).result)
    if view is None or not view.rows:
        return
    ticks = [
        sheet_marks.SheetMark(view.rows[k % len(view.rows)].person, 3 + k, ("visit", "phone")[c % 2])
        for k in range(4)
        if b >> k & 1
    ]
    if world.do(n, lambda desk: sheet_marks.save_marks(desk, view.sheet, ticks)) is not None:
        world.sheets.setdefault((seat.district, month), set()).add(view.sheet)
        before = dump(seat)
        world.do(n, lambda desk: sheet_marks.save_marks(desk, view.sheet, ticks))
        hold(10, _visits(dump(seat)) == _visits(before), "the same sheet typed again changed the acts")


def _who_watches(seat: Seat) -> Id | None:
    """Return the helper whom the district's people are given to: only that one has a sheet."""
    row = seat.database.raw.execute("SELECT volunteer FROM assignment WHERE gone = 0 ORDER BY id").fetchone()
    return None if row is None else Id(row[0])


def _visits(tables: dict[str, Any]) -> object:
    return tables["visit"]


def attend(world: World, n: int, a: int, b: int, c: int) -> None:
    """Mark somebody present at a session, or take it back."""
    seat = world.seats[n]
    person, session = pick(seat, Person, a), pick(seat, Session, b)
    if seat.council or person is None or session is None:
        return
    world.do(n, lambda desk: attending.mark_present(desk, session, person, bool(c % 2)))


def delete(world: World, n: int, a: int, b: int, c: int) -> None:
    """Delete a record, as far as it is known here."""
    seat = world.seats[n]
    kind = _DELETABLE[a % len(_DELETABLE)]
    ent = pick(seat, kind, b)
    if ent is not None and not seat.council:

        def work(desk: Desk) -> None:
            with acting(desk, "消しました") as session:
                session.delete(kind, ent)

        world.do(n, work)


def restore_record(world: World, n: int, a: int, b: int, c: int) -> None:
    """Take a delete back."""
    seat = world.seats[n]
    kind = _DELETABLE[a % len(_DELETABLE)]
    ent = pick(seat, kind, b, gone=True)
    if ent is not None and not seat.council:

        def work(desk: Desk) -> None:
            with acting(desk, "もどしました") as session:
                session.restore(kind, ent)

        world.do(n, work)


def undo(world: World, n: int, a: int, b: int, c: int) -> None:
    """Take an action back: what somebody wrote since stays, everything else is as it was before."""
    seat = world.seats[n]
    with seat.database.read() as connection:
        mine = actions.last_actions(connection, seat.desk.user.id)
    if not mine:
        return
    act = mine[a % len(mine)].act
    facts = seat.facts
    mine_said = {
        place: line.w[place[2]][0]
        for line in sorted(facts.lines.values(), key=lambda line: (line.lam, line.seq))
        if line.act == act.hex()
        for place in line.places()
    }
    others = {
        place: [line.id for line in facts.live(place)]
        for place, said in mine_said.items()
        # an undo that brought the action's own word back is no other word
        if any(line.act != act.hex() and line.w[place[2]][0] != said for line in facts.live(place))
    }
    if world.do(n, lambda desk: undoing.undo(desk, act)) is None:
        return
    for place, before in others.items():
        hold(4, [line.id for line in seat.facts.live(place)] == before, f"undo wrote over {place}")


def resolve(world: World, n: int, a: int, b: int, c: int) -> None:
    """Decide a conflict: one of its values for a field, delete or keep for a record."""
    seat = world.seats[n]
    with seat.database.read() as connection:
        waiting = [x for x in conflicts.open_conflicts(connection) if not (seat.old and x.kind not in KINDS)]
    mine = [x for x in waiting if _may_write(seat, x)]
    if not mine:
        return
    chosen = mine[a % len(mine)]
    kind = KINDS[chosen.kind]

    def work(desk: Desk) -> bool:
        with acting(desk, "決めました") as session:
            if chosen.field != "_del":
                value = chosen.values[b % len(chosen.values)][0]
                replaced = [h for h in _heads(session.connection, chosen) if h.field == chosen.field]
                session.write_heads(kind, chosen.ent, chosen.field, [value], replaced)
            elif b % 2:
                session.restore(kind, chosen.ent)
            else:
                session.delete(kind, chosen.ent)
        return True

    world.do(n, work)
    with seat.database.read() as connection:
        left = {(x.ent, x.field) for x in conflicts.open_conflicts(connection)}
    hold(5, (chosen.ent, chosen.field) not in left, f"{chosen.kind} {chosen.field} is still asked about")


def _heads(connection: Any, chosen: conflicts.Conflict) -> list[Any]:
    at = pointers(connection, chosen.kind, chosen.ent) or {}
    return [h for chain, p in at.items() for h in heads_of(connection, chosen.kind, chosen.ent, chain, p)]


def _may_write(seat: Seat, item: conflicts.Conflict) -> bool:
    if not seat.council:
        return True
    return item.kind in COUNCILS_OWN or (item.kind == "card" and item.field in ANSWER)


ALL: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        edit,
        edit_two,
        begin,
        visit,
        tally,
        sheet,
        attend,
        delete,
        restore_record,
        undo,
        resolve,
    )
}
