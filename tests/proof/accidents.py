"""What happens to sticks and computers; the same shape as the deeds of ``deeds``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sasaeai_desktop.db import schema, streams
from sasaeai_desktop.db.lines import encode_body, encode_change
from sasaeai_desktop.db.write import WriteSession, begin_new_streams
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.people import Merge, Person
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk.desk import acting
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import container, outgoing
from sasaeai_desktop.sync.keys import USE_TIP
from tests.proof import parcels
from tests.proof.comparing import differing, dump, figures, hold
from tests.proof.deeds import Deed, known
from tests.proof.invariants import check_audiences, check_copies, check_parcel, check_receipts, check_step
from tests.proof.journal import shown_by_product
from tests.proof.memory import Crash
from tests.proof.parcels import Parcel
from tests.proof.settled import COUNCIL
from tests.proof.world import Seat, World

_BAG = 8
_YEARS = (1999, 2024, 2031, 2099)


def _target(world: World, n: int, to: int) -> tuple[Route, str] | None:
    seat, other = world.seats[n], world.seats[to % len(world.seats)]
    route = world.route(seat, other)
    return None if route is None else (route, world.code_for(route, other))


def send(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a bundle; it lies in a bag until somebody carries it, or for good."""
    target = _target(world, n, a)
    parcel = world.export(n, *target) if target else None
    if parcel is not None:
        check_parcel(world.seats[n], parcel)
        world.bag = [*world.bag, parcel][-_BAG:]


def deliver(world: World, n: int, a: int, b: int, c: int) -> None:
    """Take in a bundle from the bag, late, again or at the wrong place; then the same file once more."""
    if not world.bag:
        return
    parcel, seat = world.bag[a % len(world.bag)], world.seats[n]
    take(world, n, parcel)
    if c % 4 == 0:
        world.bag.remove(parcel)  # the others stay in the bag and may come again
    if c % 3 == 0:
        check_step(seat)


def take(world: World, n: int, parcel: Parcel) -> None:
    """Deliver one parcel and hold everything that an import must leave behind."""
    seat = world.seats[n]
    before, shown = dump(seat), _words_at_home(seat)
    done = world.deliver(n, parcel)
    check_unasked(seat, shown, parcel)
    meant = seat.device in parcel.to
    doubtful = bool(world.revoked)  # whoever knows of a revocation may refuse what others still take
    if done.state == "refused":
        hold(
            13,
            not (apart := differing(before, dump(seat))),
            f"refused ({done.check}) and yet changed: {apart}",
        )
        hold(1, doubtful or not meant, f"{seat.name} refuses what {parcel.seat} wrote for it: {done.check}")
        return
    hold(13, meant, f"{seat.name} took in what was not for it, from {parcel.seat}")
    lacking = [line for line in parcel.lines if line.id not in seat.facts.lines and not doubtful]
    hold(4, not lacking, f"{len(lacking)} changes of an accepted bundle are not here")
    hold(
        8,
        doubtful or world.last_word(seat, parcel) or done.state == "already",
        "its word on what it holds was not kept as it is",
    )
    check_copies(seat)
    check_receipts(seat)
    after = dump(seat)
    again = world.deliver(n, parcel)
    hold(2, again.state == "already" and not (apart := differing(after, dump(seat))), f"again: {again.state}")


def check_unasked(seat: Seat, before: dict[Any, list[str]], parcel: Parcel) -> None:
    """18: whatever a bundle asks to be erased, the words of before are still here."""
    if not any(line.kind == "erasure" for line in parcel.lines) or seat.council:
        return
    written = {(line.kind, line.ent) for line in parcel.lines if line.kind != "erasure" and line.w}
    after = _words_at_home(seat)
    lost = [place for place in before if place not in after and place[:2] not in written]
    hold(18, not lost, f"{seat.name} lost {lost[:2]} to an erasure that nobody here confirmed")


def _words_at_home(seat: Seat) -> dict[Any, list[str]]:
    shown = shown_by_product(seat.database.raw)
    return {
        place: said
        for place, said in shown.items()
        if place[0] in ("person", "case", "visit", "card", "consent")
    }


def spoil(world: World, n: int, a: int, b: int, c: int) -> None:
    """Deliver a bundle of which something on the stick went bad: refused, and nothing is changed."""
    if not world.bag:
        return
    parcel, seat = world.bag[a % len(world.bag)], world.seats[n]
    if b == 5:
        bad = world.boxed(parcels.renumbered(world.unboxed(parcel.blob)), seat)
    else:
        bad = parcels.spoiled(parcel.blob, 1 + b * 7919 + c * 104729)
    before = dump(seat)
    done = world.deliver(n, parcel, bad)
    hold(13, done.state == "refused", f"a spoiled bundle was {done.state}")
    hold(13, not (apart := differing(before, dump(seat))), f"a spoiled bundle changed {apart}")


def crash_import(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let the power go while a bundle comes in: all of it is there, or nothing of it."""
    if not world.bag:
        return
    parcel, seat = world.bag[a % len(world.bag)], world.seats[n]
    before = dump(seat)
    missing = {line.id for line in parcel.lines} - seat.facts.lines.keys()
    try:
        world.deliver(n, parcel, crash_in=b * 24 + c * 4)
    except Crash:
        world.learn(seat, wrote=False)
        came = missing & seat.facts.lines.keys()
        if came:
            hold(11, came == missing, f"{len(came)} of {len(missing)} changes came in")
            hold(11, world.last_word(seat, parcel), "changes came in without their sender's word")
            seat.stated[parcel.device] = parcel.held
        else:
            apart = differing(before, dump(seat))
            hold(11, not apart or world.last_word(seat, parcel), f"half an import is left: {apart}")
            if apart:
                seat.stated[parcel.device] = parcel.held
        check_step(seat)


def crash_export(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let the power go while a bundle is written: what was to be confirmed still goes with the next one."""
    target, seat = _target(world, n, a), world.seats[n]
    if target is None:
        return
    try:
        world.export(n, *target, crash_in=b * 24 + c * 4)
    except Crash:
        world.learn(seat, wrote=True)
        check_step(seat)


def lose(world: World, n: int, a: int, b: int, c: int) -> None:
    """Lose a stick."""
    if world.bag:
        del world.bag[a % len(world.bag)]


def set_clock(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let a computer have another idea of today."""
    world.seats[n].moment = datetime(_YEARS[a % 4], 1 + b, 1 + c, 12, 0).astimezone()
    seat = world.seats[n]
    seat.desk.clock = Clock(lambda: seat.moment)


def back_up(world: World, n: int, a: int, b: int, c: int) -> None:
    """Keep a copy."""
    world.back_up(n)


def restore(world: World, n: int, a: int, b: int, c: int) -> None:
    """Go back to a copy, by the program's own way."""
    world.restore(n, a)
    check_step(world.seats[n])


def copy_back(world: World, n: int, a: int, b: int, c: int) -> None:
    """Go back to a copy behind the program's back."""
    if n != COUNCIL:
        world.copy_back(n, a)


def clone(world: World, n: int, a: int, b: int, c: int) -> None:
    """Go on with two copies of one laptop."""
    if n != COUNCIL and not world.forked:
        world.clone(n)


def upgrade(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let an old program's computer get the new one."""
    world.upgrade(n)
    check_step(world.seats[n])


def forge(world: World, n: int, a: int, b: int, c: int) -> None:
    """Relay something that its owner did not sign, or that may not travel on this way: refused as a whole."""
    seat, other = world.seats[n], world.seats[a % len(world.seats)]
    target = _target(world, n, a)
    if target is None or seat.council or seat.old:
        return
    blob = _forged(seat, other, target, b)
    if blob is None:
        return
    before = dump(other)
    stick = world.stick() / "sasaeai-99-A-0001.age"
    stick.write_bytes(blob)
    parcel = world.parcel(stick, seat, frozenset(), target[0])
    done = world.deliver(a % len(world.seats), parcel)
    hold(13, done.state == "refused", f"what its owner never signed was {done.state}")
    hold(13, not (apart := differing(before, dump(other))), f"a forged bundle changed {apart}")
    check_audiences(other)


def _forged(seat: Seat, other: Seat, target: tuple[Route, str], variant: int) -> bytes | None:
    route = target[0]
    with seat.database.transaction() as connection, seat.database.journal_writing():
        keys = device_keys(connection)
        outgoing.sign_my_tips(connection, keys)
        cargo = outgoing.load(connection, route, seat.district, [{}])
    foreign = [
        t for t in cargo.tips if seat.device not in t["stream"] and ".open" in t["stream"] and t["seq"]
    ]
    if variant % 2 and foreign:
        tips, lines = _one_more(foreign[0], keys)
    elif route is Route.TO_COUNCIL:
        with seat.database.read() as connection:
            home = outgoing.load(connection, Route.TO_SIBLING, seat.district, [{}])
        tips, lines = home.tips, home.lines
        if not any(t["stream"].endswith(".home") for t in tips):
            return None
    else:
        return None
    header: dict[str, Any] = {
        "to": [other.device], "district": seat.district, "number": 99, "have": cargo.have, "tips": tips,
        "schema": schema.VERSION, "min_reader": 1, "regs": [],
    }  # fmt: skip
    with other.database.read() as connection:
        receiver = device_keys(connection).public.age
    return container.seal(header, lines, keys, [receiver])


def hostile_council(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let somebody with a copy of the council's computer write into a district: nothing there moves, whoever brings it."""
    seat, council = world.seats[n], world.seats[COUNCIL]
    if seat.council or seat.old:
        return
    blob = _by_a_hostile_council(council, seat, a, b)
    before, shown = figures(seat.desk), shown_by_product(seat.database.raw)
    stick = world.stick() / "sasaeai-99-A-0002.age"
    stick.write_bytes(blob)
    done = world.deliver(n, world.parcel(stick, council, frozenset(council.facts.lines), Route.TO_DISTRICT))
    hold(17, done.state == "applied", f"what a council has no say in was {done.state}: {done.check}")
    hold(17, figures(seat.desk) == before, "a council moved a district's figure")
    hold(17, shown_by_product(seat.database.raw) == shown, "a council wrote on a district's record")
    check_step(seat)


def _by_a_hostile_council(council: Seat, seat: Seat, a: int, b: int) -> bytes:
    """Return a bundle of a stream that only the copy of the council knows; the council itself is as it was."""
    whole = council.database.snapshot()
    try:
        with council.database.transaction() as connection, council.database.journal_writing():
            begin_new_streams(connection)
        with acting(council.desk, "書きかえました") as session:
            _write_what_it_may_not(session, seat, a, b)
        with council.database.transaction() as connection, council.database.journal_writing():
            keys = device_keys(connection)
            outgoing.sign_my_tips(connection, keys)
            cargo = outgoing.load(connection, Route.TO_DISTRICT, seat.district, [{}])
            mine = {s.name for s in streams.all_streams(connection) if s.mine}
            words = outgoing.load(connection, Route.TO_DISTRICT, seat.district, [])
    finally:
        council.database.load(whole)
    tips = [tip for tip in cargo.tips if tip["stream"] in mine]
    lines: list[bytes] = []
    at = 0
    for tip in cargo.tips:
        many = tip["seq"] - tip["first"] + 1
        lines += cargo.lines[at : at + many] if tip in tips else []
        at += many
    header: dict[str, Any] = {
        "to": [seat.device], "district": council.district, "number": 98,
        "have": {name: each for name, each in words.have.items() if name not in mine},
        "tips": tips, "schema": schema.VERSION, "min_reader": 1, "regs": [],
    }  # fmt: skip
    with seat.database.read() as connection:
        receiver = device_keys(connection).public.age
    return container.seal(header, lines, keys, [receiver])


def _write_what_it_may_not(session: WriteSession, seat: Seat, a: int, b: int) -> None:
    visits, people = known(seat, Visit), known(seat, Person)
    ent = visits[b % len(visits)]
    if a % 4 == 0:
        session.record(Visit, ent, {"date": "2022-02-02"}, district=seat.district)
    elif a % 4 == 1:
        session.record(Visit, ent, {"result": "seen"}, district=seat.district)
        session.delete(Visit, ent)
    elif a % 4 == 2:
        low, high = people[0], people[-1]
        session.record(Merge, session.new_id(), {"a": low, "b": high}, district=seat.district)
    else:
        values = {"person": people[0], "date": "2023-12-12", "method": "visit"}
        session.record_many(Visit, [(session.new_id(), values)], district=seat.district)


def _one_more(tip: dict[str, Any], keys: Any) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Return a stream's end with one change more, which only its owner may write."""
    body = encode_body(
        '{"start":["2001-01-01",[]]}', act="aa" * 16, by="bb" * 16, lam=5, on="2024-01-01", salt="cc" * 16
    )
    line, made = encode_change(
        tip["stream"], tip["seq"] + 1, bytes.fromhex(tip["tip"]), "role/" + "dd" * 16, body
    )
    seq = tip["seq"] + 1
    signature = keys.sign(USE_TIP, outgoing.tip_message(tip["stream"], seq, made))
    return [{"stream": tip["stream"], "first": seq, "seq": seq, "tip": made.hex(), "sig": signature.hex()}], [
        line
    ]


ALL: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        send, deliver, spoil, crash_import, crash_export, lose, set_clock, back_up, restore, copy_back, clone, upgrade,
        forge, hostile_council,
    )
}  # fmt: skip
