"""Everything carried to everyone: what must then be equal, whole and found again, as named checks."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from typing import Any

from sasaeai_desktop.db import conflicts, fold, streams
from sasaeai_desktop.db.absorb import absorb_stream, finish
from sasaeai_desktop.db.lines import line_id
from sasaeai_desktop.domain.kinds import Chain, fields_of
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.usb import receipts, setting_aside
from tests.proof import town_deeds
from tests.proof.comparing import differing, figures, hold, projected
from tests.proof.invariants import check_copies, check_receipts, check_step
from tests.proof.journal import DELETED, SEEN, Line, Place, as_text, facts_of, shown_by_product
from tests.proof.settled import HOME, PLANS, borrowed, give_back, template
from tests.proof.world import Seat, World

# -- in the end ------------------------------------------------------------------------------------------------------


def check_all(world: World) -> None:
    """Carry everything to everyone, then hold what must be equal, whole and found again."""
    staying = [seat for seat in world.seats if seat.device not in world.revoked]
    alive = {
        line.id: line for seat in staying for line in seat.facts.lines.values() if not outcast(world, line)
    }
    hold(1, world.exchange(), "somebody still lacks what others have")
    for n, seat in enumerate(world.seats):
        if not seat.council:
            town_deeds.confirm(world, n, 0, 0, 0)
    if not world.forked and not world.revoked and world.random.random() < 0.2:
        # A bundle with names in it is written down, which is news in itself: at the latest the second round is quiet.
        # (A double asks again and again for names that it has.)
        hold(1, world.last_round() or world.last_round(), "a bundle with nothing new in it brought something")
        check_confirmed(world)
    shown = {seat.name: shown_by_product(seat.database.raw) for seat in staying}
    chosen = world.random.choice(staying)
    check_step(chosen)
    check_step(world.seats[0])
    for seat in staying:
        check_copies(seat)
        check_erased(world, seat)
        check_outcast(world, seat)
        check_recounts(seat)
        check_sheets(world, seat)
        check_tables(seat)
        check_receipts(seat)
        check_held(world, seat, alive)
        check_folded(seat, shown[seat.name])
        check_conflicts(world, seat)
    check_alike(world, staying, shown)
    if world.files:
        check_files(world)
    if world.random.random() < 0.5:
        check_any_order(world, chosen, shown[chosen.name])
    else:
        check_rebuild(chosen)


def outcast(world: World, line: Line) -> bool:
    """Say whether a change is a revoked laptop's beyond what still counts; its home chains are judged by each sibling."""
    vouched = world.revoked.get(line.stream.split(".")[1])
    return vouched is not None and line.id not in vouched


def check_outcast(world: World, seat: Seat) -> None:
    """13: what a revoked laptop wrote later is in nobody's journal."""
    for line in seat.facts.lines.values():
        bad = line.audience in ("open", "shared") and outcast(world, line)
        hold(13, not bad, f"{seat.name} counts {line.kind} that a revoked laptop wrote")


def check_recounts(seat: Seat) -> None:
    """10: where the same chains are held, the recount of a closed month is the same."""
    rows = seat.database.raw.execute("SELECT detail FROM recount WHERE same = 0").fetchall()
    hold(10, not rows, f"{seat.name} counts a closed month otherwise: {rows}")


def check_sheets(world: World, seat: Seat) -> None:
    """10: a mark on one paper is one act, however many laptops typed that paper."""
    raw = seat.database.raw
    if raw.execute("SELECT 1 FROM merge").fetchone():
        return  # whose marks are whose changes with the entries
    for (district, month), papers in world.sheets.items():
        if len(papers) == 1:
            sql = (
                "SELECT person, date, method FROM visit WHERE gone = 0 AND district = ? AND substr(date, 1, 7) = ? "
                "AND substr(date, 9) > '02' GROUP BY 1, 2, 3 HAVING count(*) > 1"
            )
            twice = raw.execute(sql, (district, month)).fetchall()
            hold(10, not twice, f"{seat.name} counts marks of one paper twice: {twice[:2]}")


def check_tables(seat: Seat) -> None:
    """10: a row of a table is one act, however many laptops took that table in."""
    sql = "SELECT district, date, count(*) FROM visit WHERE gone = 0 AND date IN (?, ?) GROUP BY 1, 2"
    for district, day, count in seat.database.raw.execute(sql, town_deeds.TABLE_DAYS):
        said = f"{seat.name} counts {count} acts of {district} on {day}: more than the table has"
        hold(10, count <= town_deeds.TABLE_EQUAL, said)


def check_erased(world: World, seat: Seat) -> None:
    """7: every body that an erasure held here covers is gone, whichever bundle brought it."""
    if world.forked:
        return  # which of two histories is meant, test_purge says
    for kind, audience in (("erasure", "home"), ("copy_erasure", "shared")):
        for ent in {e for k, e, _ in list(seat.facts.writes) if k == kind}:
            (what, *_) = [*seat.facts.values((kind, ent, "what")), None]
            (up_to, *_) = [*seat.facts.values((kind, ent, "up_to")), None]
            tips = {
                name: max(seq for seq, _ in each) for name, each in json.loads(up_to or "{}").items() if each
            }
            for line in seat.facts.lines.values():
                covered = line.audience == audience and f"{line.kind}/{line.ent}" in (what or ())
                if covered and line.seq <= tips.get(line.stream, 0):
                    hold(7, line.bare, f"{seat.name} still holds the words of {line.kind}: {line.w}")


def check_files(world: World) -> None:
    """14: no file that is left, database, stick or copy, holds a text of somebody's home in plain."""
    for path in world.folder.rglob("*"):
        if path.is_file() and path.suffix != ".csv":  # a table is a file that somebody asked for by name
            hold(14, HOME.encode() not in path.read_bytes(), path.name)


def check_held(world: World, seat: Seat, alive: dict[str, Any]) -> None:
    """4: every change that was anywhere reaches everyone who may have it."""
    for line in alive.values():
        owed = line.audience == "common" or (
            (seat.council or line.about == seat.district) and not (seat.council and line.audience == "home")
        )
        if seat.council and line.stream.startswith(f"{seat.district}."):
            continue  # the council's own home chain is nobody else's, and a restored one may lack it
        if owed and line.audience == "home" and not _reachable(world, seat):
            continue
        hold(
            4,
            not owed or line.id in seat.facts.lines,
            f"{seat.name} lacks {line.kind} {line.w} of {line.stream}",
        )


def _reachable(world: World, seat: Seat) -> bool:
    """Say whether names can come back: from a sibling laptop, which a lone or copied one has not."""
    staying = [s for s in world.seats if s.device not in world.revoked]
    others = {s.device for s in staying if s.district == seat.district}
    return len(others) > 1 or sum(s.device == seat.device for s in staying) == 1


Shown = dict[Place, list[str]]


def check_folded(seat: Seat, shown: Shown) -> None:
    """4: the product's live values are those that no known change replaces, and what is shown is the first of them."""
    facts = facts_of(seat.desk)
    for place in facts.writes:
        expected = sorted(text for text in map(as_text, facts.values(place)))
        found = sorted(shown.get(place, []))
        hold(4, [t for t in expected if t != "null"] == [t for t in found if t != "null"],
             f"{seat.name}: {place} should be {expected}, is {found}")  # fmt: skip
        hold(4, facts.live(place), f"{seat.name}: nothing is left of {place}")


def check_conflicts(world: World, seat: Seat) -> None:
    """5: conflicts are exactly the fields with several live values, and never where everybody had seen the others."""
    with seat.database.read() as connection:
        asked = {(c.kind, c.ent.hex(), c.field) for c in conflicts.open_conflicts(connection)}
    facts = seat.facts
    differing_places = {place for place in facts.writes if len(facts.values(place)) > 1 and place[2] != SEEN}
    deletes = {place for place in facts.writes if place[2] == DELETED and True in facts.values(place)}
    for place in asked - deletes:
        hold(5, place in differing_places, f"{seat.name} asks about {place}: {facts.values(place)}")
    hold(4, differing_places <= asked, f"{seat.name} does not ask about {differing_places - asked}")
    bare = {(line.kind, line.ent) for line in facts.lines.values() if line.bare}
    for place in differing_places:
        hold(
            5,
            place[:2] in bare or place in world.concurrent,
            f"{seat.name}: {place} is in conflict: {facts.values(place)}",
        )
    for kind, ent, _ in deletes:
        check_deleted(world, seat, kind, ent, (kind, ent, DELETED) in asked)


def check_deleted(world: World, seat: Seat, kind: str, ent: str, asked: bool) -> None:
    """4 and 5: a record is gone unless somebody edited what the delete had not seen; then it is shown and asked about."""
    facts = seat.facts
    delete = facts.live((kind, ent, DELETED))[0]
    gone = bool(
        seat.database.raw.execute(
            f'SELECT gone FROM "{kind}" WHERE id = ?', (bytes.fromhex(ent),)
        ).fetchone()[0]
    )
    if any(line.bare for line in facts.lines.values() if (line.kind, line.ent) == (kind, ent)):
        return  # with its words went what the delete had seen
    if delete.w[DELETED][0] is not True:
        hold(4, not gone, f"{seat.name}: {kind} is gone though it was restored")
        return
    _, seen = world.writers[delete.id]
    edits = [
        head
        for name in fields_of(KINDS[kind])
        for head in facts.live((kind, ent, name))
        if head.chain is delete.chain and head.id != delete.id
    ]
    unseen = [head for head in edits if head.id not in seen]
    if unseen:
        hold(4, not gone, f"{seat.name}: {kind} is gone though {unseen[0].w} was not seen")
        hold(4, asked, f"{seat.name} does not ask about the deleted {kind}")
    elif not world.forked:
        hold(5, gone, f"{seat.name} shows {kind}, whose delete had seen everything")
        check_words_at_home(world, seat, kind, ent, asked)


def check_words_at_home(world: World, seat: Seat, kind: str, ent: str, asked: bool) -> None:
    """19: words at home that no deleter had seen are asked about, though the record is gone."""
    facts = seat.facts
    deletes = [line for line in facts.live((kind, ent, DELETED)) if line.w[DELETED][0] is True]
    if seat.council or any(not facts.live((kind, ent, SEEN)) for _ in deletes):
        return  # the former program left no word of what it had seen
    seen = frozenset[str]().union(*(world.writers[line.id][1] for line in deletes))
    words = [
        line
        for name, declared in fields_of(KINDS[kind]).items()
        if declared.chain is Chain.HOME and deletes[0].chain is not Chain.HOME
        for line in facts.live((kind, ent, name))
        if line.w[name][0] and line.id not in seen and line.act not in {d.act for d in deletes}
    ]
    hold(
        19,
        asked or not words,
        f"{seat.name} does not ask about {words[0].w if words else ''} on a deleted {kind}",
    )


def check_alike(world: World, staying: list[Seat], shown: dict[str, Shown]) -> None:
    """1: siblings agree in everything, council and laptops in all that the council may have."""
    for code in world.codes:
        members = [seat for seat in staying if seat.council or seat.district == code]
        states = [(seat, _state(seat, shown[seat.name], code, everything=False)) for seat in members]
        for seat, state in states[1:]:
            hold(
                1,
                state == states[0][1],
                f"{seat.name} and {states[0][0].name}: {first_apart(state, states[0][1])}",
            )
        laptops = [seat for seat in members if not seat.council]
        full = [
            (seat, _state(seat, shown[seat.name], code, everything=True))
            for seat in laptops
            if _reachable(world, seat)
        ]
        for seat, state in full[1:]:
            hold(
                1, state == full[0][1], f"{seat.name} and {full[0][0].name}: {first_apart(state, full[0][1])}"
            )
        if not laptops:
            continue
        canon = [
            sorted(seat.database.raw.execute("SELECT id, canon FROM canon").fetchall()) for seat in laptops
        ]
        hold(1, all(each == canon[0] for each in canon), "canonical ids differ")
        check_totals(world, code, laptops)


def check_totals(world: World, code: str, laptops: list[Seat]) -> None:
    """10: the council counts for a district what each of its laptops counts."""
    city = figures(world.seats[0].desk)
    line = next(d for d in city["by_district"] if d["code"] == code)
    for seat in laptops:
        own = figures(seat.desk)["by_district"][0]
        for part in ("watch", "salon"):
            hold(
                10,
                line[part] == own[part],
                f"{part} of {code}: council {line[part]}, {seat.name} {own[part]}",
            )


def _state(seat: Seat, shown: Shown, code: str, *, everything: bool) -> Shown:
    found: Shown = {}
    raw = seat.database.raw
    of_district = {
        kind: {
            row[0].hex(): row[1]
            for row in raw.execute(f'SELECT id, gone FROM "{kind}" WHERE district = ?', (code,))
        }
        for kind in KINDS
    }
    for place, values in shown.items():
        kind, ent, name = place
        if ent not in of_district[kind]:
            continue
        marks = {DELETED: Chain.OPEN, SEEN: Chain.HOME}
        chain = marks[name] if name in marks else fields_of(KINDS[kind])[name].chain
        if everything or chain in (Chain.OPEN, Chain.SHARED):
            said = sorted(v for v in values if v != "null")
            if said and (name != DELETED or everything):
                found[place] = said
    for kind, ents in of_district.items():
        own = min((f.chain for f in fields_of(KINDS[kind]).values()), key=list(Chain).index)
        # A record of which only words at home are here has nothing that the council could lack.
        begun = {row[0].hex() for row in raw.execute(f'SELECT id FROM "{kind}" WHERE at_{own} IS NOT NULL')}
        for ent, gone in ents.items():
            if ent in begun and (everything or own in (Chain.OPEN, Chain.SHARED)):
                found[kind, ent, "gone"] = [str(gone)]
    return found


def first_apart(one: Shown, other: Shown) -> object:
    return next(
        (
            f"{p}: {one.get(p)} / {other.get(p)}"
            for p in sorted(one.keys() | other.keys())
            if one.get(p) != other.get(p)
        ),
        "",
    )


def check_confirmed(world: World) -> None:
    """8: once everything has gone round and come back, nothing is unconfirmed any more."""
    for seat in world.seats:
        for receipt in receipts.receipts(seat.desk):
            hold(8, not receipt.unconfirmed, f"{seat.name}: {receipt.unconfirmed} for {receipt.device}")


def check_any_order(world: World, seat: Seat, one: Shown) -> None:
    """3: an empty desk that gets the same changes in any order and any pieces, some of them twice, is in the same state."""
    with seat.database.read() as connection:
        held = streams.all_streams(connection)
        if any(s.branch for s in held):
            return  # two histories of one stream come in whole pieces only; test_absorb proves those
        blocks = [
            (s.name, first + 1, lines[first:last], (last, line_id(lines[last - 1]), b"signature"))
            for s in held
            if s.seq
            for lines in [streams.lines_between(connection, s.number, 1, s.seq)]
            for first, last in _pieces(world, len(lines))
        ]
    world.random.shuffle(blocks)
    empty = _empty(seat)
    try:
        with empty.database.transaction() as connection, empty.database.journal_writing():
            judge = setting_aside.judge(seat.desk)
            for done in [absorb_stream(connection, *block, judge) for block in blocks + blocks[:2]]:
                finish(connection, done)
        other = shown_by_product(empty.database.raw)
        hold(3, one == other, f"{seat.name}: {first_apart(one, other)}")
        for kind in KINDS:
            rows = [
                [tuple(r) for r in d.database.raw.execute(f'SELECT id, gone FROM "{kind}" ORDER BY id')]
                for d in (seat, empty)
            ]
            hold(3, rows[0] == rows[1], f"{seat.name}: {kind} gone here or there only")
    finally:
        give_back(empty.database)


def _pieces(world: World, count: int) -> list[tuple[int, int]]:
    cuts = sorted({0, count, *(world.random.randrange(count + 1) for _ in range(2))})
    return list(itertools.pairwise(cuts))


def _empty(seat: Seat) -> Seat:
    database = borrowed()
    database.load(template(next(iter(PLANS))).snapshots[0])
    for name in ("setting", "peer"):
        rows = seat.database.raw.execute(f'SELECT * FROM "{name}"').fetchall()
        database.raw.execute(f'DELETE FROM "{name}"')
        database.raw.executemany(
            f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows
        ) if rows else None
    raw = database.raw
    with database.journal_writing():
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if name not in ("setting", "peer"):
                raw.execute(f'DELETE FROM "{name}"')
    made = Seat("an empty desk", seat.district, seat.desk, database, seat.moment)
    made.desk = replace(seat.desk, database=database)
    return made


def check_rebuild(seat: Seat) -> None:
    """6: emptied and folded again, the tables are as they were."""
    before = projected(seat)
    with seat.database.transaction() as connection, seat.database.journal_writing():
        fold.rebuild(connection)
    hold(6, not (apart := differing(before, projected(seat))), f"{seat.name}: {apart}")
