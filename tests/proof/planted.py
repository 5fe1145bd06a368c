"""Faults that somebody might build in, each as a change of the running program; the machine must find every one.

A fault is planted in a process of its own. It changes what the program does, not whether it runs: ``mutations`` counts it
as caught only when an invariant fails, never when something merely breaks.
"""

from __future__ import annotations

import inspect
import os
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from sasaeai_desktop.db import (
    absorb,
    actions,
    columns,
    conflicts,
    erasures,
    fold,
    heads,
    lines,
    purge,
    streams,
    usual,
    write,
)
from sasaeai_desktop.db.repositories import peers, quarantine
from sasaeai_desktop.domain import kinds
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.cards import card_records
from sasaeai_desktop.services.desk.desk import acting
from sasaeai_desktop.services.people import consents, merging
from sasaeai_desktop.services.tables.kinds import watch as watch_rows
from sasaeai_desktop.services.usb import bundles, receiving
from sasaeai_desktop.sync import container, incoming, outgoing, powers, vouched

Plant = Callable[[], None]


def swap(old: object, new: object) -> None:
    """Let every room of the program use another function."""
    for name, module in list(sys.modules.items()):
        if name.startswith("sasaeai_desktop"):
            for key, value in list(vars(module).items()):
                if value is old:
                    setattr(module, key, new)


def rewrite(module: ModuleType, function: str, *changes: tuple[str, str]) -> None:
    """Let a function run with other words in its source; each must stand in it."""
    old = getattr(module, function)
    source = inspect.getsource(old)
    for before, after in changes:
        assert before in source, f"{function} has no {before!r} any more: plant the fault anew"
        source = source.replace(before, after)
    exec(compile(source, f"planted {function}", "exec"), vars(module))
    swap(old, getattr(module, function))


def rewrite_method(owner: type, function: str, *changes: tuple[str, str]) -> None:
    """As ``rewrite``, for a method."""
    source = textwrap.dedent(inspect.getsource(getattr(owner, function)))
    for before, after in changes:
        assert before in source, f"{function} has no {before!r} any more: plant the fault anew"
        source = source.replace(before, after)
    module = sys.modules[owner.__module__]
    exec(compile(source, f"planted {function}", "exec"), vars(module))
    setattr(owner, function, vars(module).pop(function))


# -- the merge -----------------------------------------------------------------------------------------------------------


def last_writer_wins() -> None:
    """The wall clock decides, and only one value is kept."""
    begin = write.WriteSession.__init__

    def with_clock(self: Any, connection: Any, writer: Any, clock: Any, label: str) -> None:
        begin(self, connection, writer, clock, label)
        self._lam = max(0, int(clock.now().timestamp()))

    def put(connection: Any, kind: str, ent: bytes, written: list[tuple[Any, list[str]]]) -> None:
        for head, _replaced in written:
            where = (ent, head.field)
            sql = "SELECT max(lam) FROM head WHERE ent = ? AND field = ?"
            newest = connection.exec_driver_sql(sql, where).scalar()
            if newest is None or newest <= head.lam:
                connection.exec_driver_sql("DELETE FROM head WHERE ent = ? AND field = ?", where)
                heads._insert(connection, kind, ent, [head])

    write.WriteSession.__init__ = with_clock  # type: ignore[method-assign]
    heads._put = put
    swap(fold.check_fold, lambda _connection: [])  # it folds by itself and would tell at once


def forgets_the_replaced() -> None:
    """What was replaced before it was seen comes back to life when it arrives."""
    rewrite(heads, "_put", ('"INSERT OR IGNORE INTO dead VALUES (?, ?, ?)"', '"SELECT ?, ?, ?"'))


def ids_of_place() -> None:
    """A change's id is its place in the stream instead of its content."""
    rewrite(lines, "line_id", ('hashlib.sha256(line.partition(b"\\t")[0])', "_place(line)"))
    rewrite(lines, "encode_change", ("hashlib.sha256(head)", "_place(head)"))
    rewrite(lines, "chained", ("sha(line[:split])", "_place(line[:split])"))
    swap(usual.usual, lambda *_: None)  # all line by line
    vars(lines)["_place"] = _place


def _place(line: bytes) -> Any:
    import hashlib  # noqa: PLC0415
    import json  # noqa: PLC0415

    head = json.loads(line.partition(b"\t")[0])
    return hashlib.sha256(f"{head['stream']} {head['seq']}".encode())


def delete_sees_all() -> None:
    """A delete holds against edits that it had not seen."""
    swap(heads.late_edits, lambda *_: [])
    swap(
        fold._should_be_gone,
        lambda _c, _k, folded: int(bool((d := folded.shown("_del")) and d.value is True)),
    )


def equal_values_ask() -> None:
    """Two laptops that wrote the same are asked which it shall be."""
    rewrite(conflicts, "open_conflicts", ("HAVING min(value) <> max(value)", "HAVING count(*) > 1"))
    swap(conflicts._differ, lambda values: len(values) > 1)


def lam_without_cap() -> None:
    """The tie-break number grows beyond what a reader accepts."""
    write.LAM_LIMIT = 1 << 62  # type: ignore[misc]


def gap_jumped() -> None:
    """What lies behind a gap counts as held: nobody sends what is missing any more."""
    whole = outgoing.load

    def load(connection: Any, *rest: Any, **more: Any) -> Any:
        cargo = whole(connection, *rest, **more)
        for stream in streams.all_streams(connection):
            sql = "SELECT last, tip FROM segment WHERE stream = ? ORDER BY first DESC LIMIT 1"
            row = connection.exec_driver_sql(sql, (stream.number,)).first()
            if row is not None and stream.name in cargo.have:
                cargo.have[stream.name] = [[row[0], row[1].hex()]]
        return cargo

    swap(whole, load)


def rebuild_drops_home() -> None:
    """Folding anew forgets the home chains."""
    whole = absorb.apply_all

    def apply_all(connection: Any, name: Any, *rest: Any, **more: Any) -> None:
        if name.audience != "home":
            whole(connection, name, *rest, **more)

    fold.apply_all = apply_all


def upgrade_without_rebuild() -> None:
    """The new program leaves what the old one did not understand in the journal."""
    swap(fold.rebuild, lambda _connection: None)
    swap(fold.check_fold, lambda _connection: [])


def undo_writes_over() -> None:
    """元にもどす puts the old value back though somebody has written since."""
    rewrite(
        actions,
        "_undo_fields",
        ("if not live or not all(_is_of(session, head, ids, said[name]) for head in live):", "if not live:"),
    )


# -- erasure, consent, who may have what -----------------------------------------------------------------------------------


def purge_resurrected() -> None:
    """An erasure takes away what is there, and an old bundle brings it back."""
    whole = purge.settle

    def settle(connection: Any, touched: Any, stripped: Any = (), **more: Any) -> Any:
        if touched.keys() & {"erasure", "copy_erasure"} or more:
            return whole(connection, touched, stripped, **more)
        return purge.Purged(0, {})

    swap(whole, settle)


def name_in_open() -> None:
    """The name on a card is declared in the open chain."""
    fields = kinds.fields_of(kinds_of("card"))
    fields["name"] = replace(fields["name"], chain=Chain.OPEN)
    for cached in (columns.chain_fields, columns.chain_columns, columns.insert_sql, columns.extend_sql):
        cached.cache_clear()


def kinds_of(name: str) -> Any:
    """Return a kind's class."""
    from sasaeai_desktop.domain.registry import KINDS  # noqa: PLC0415

    return KINDS[name]


def copy_without_consent() -> None:
    """A copy is made whatever the person said."""
    swap(card_records.may_be_named, lambda _connection, _card: True)


def withdrawn_copy_stays() -> None:
    """A copy that was withdrawn is only marked so."""
    swap(consents.withdraw_copies_of_card, _mark_only)


def _mark_only(session: Any, card: Id, day: str) -> int:
    from sasaeai_desktop.db.repositories import cards  # noqa: PLC0415
    from sasaeai_desktop.domain.cards import CardCopy  # noqa: PLC0415

    live = [c for c in cards.copies_of(session.connection, card) if not c.withdrawn]
    for copy in live:
        session.record(CardCopy, copy.id, {"withdrawn": day})
    return len(live)


def _open_field(kind: str, name: str) -> None:
    """Declare a field in the open chain."""
    fields = kinds.fields_of(kinds_of(kind))
    fields[name] = replace(fields[name], chain=Chain.OPEN)
    for cached in (columns.chain_fields, columns.chain_columns, columns.insert_sql, columns.extend_sql):
        cached.cache_clear()


def plan_place_in_open() -> None:
    """Where somebody flees to is declared in the open chain."""
    _open_field("evacuation_plan", "place")


def help_note_in_open() -> None:
    """What somebody asked for, in words, is declared in the open chain."""
    _open_field("help_request", "note")


def event_name_in_open() -> None:
    """The name of a disaster is declared in the open chain."""
    _open_field("safety_event", "name")


def school_points_in_open() -> None:
    """Where people stand is declared in the open chain."""
    _open_field("school", "points")


def ledger_payee_in_open() -> None:
    """Whom a district paid is declared in the open chain."""
    _open_field("ledger_line", "payee")


def meeting_title_in_open() -> None:
    """What a meeting is called is declared in the open chain."""
    _open_field("activity", "title")


def effort_words_in_open() -> None:
    """Who does what for a plan, in words, is declared in the open chain."""
    _open_field("effort", "who")


def plan_without_consent() -> None:
    """A plan's copy stays with the council though the consent was taken back on another laptop."""
    from sasaeai_desktop.services.people import plan_consent  # noqa: PLC0415
    from sasaeai_desktop.services.plans import giving  # noqa: PLC0415

    swap(giving.withdraw_stale_plans, lambda _desk: None)
    swap(plan_consent.end_plans, lambda _session, _ids, _day: 0)


def withdrawn_plan_stays() -> None:
    """A plan's copy that was withdrawn is only marked so."""
    from sasaeai_desktop.services.people import plan_consent  # noqa: PLC0415

    swap(plan_consent.withdraw_plan_copies, _mark_plan_only)


def _mark_plan_only(session: Any, plan: Id, day: str) -> int:
    from sasaeai_desktop.db.repositories import plans  # noqa: PLC0415
    from sasaeai_desktop.domain.plans import PlanCopy, PlanLink  # noqa: PLC0415

    links = [x for x in plans.links_of(session.connection, [plan]) if x.copy and not x.withdrawn]
    for link in links:
        session.record(PlanCopy, link.copy, {"withdrawn": day})
        session.record(PlanLink, link.id, {"withdrawn": day})
    return len(links)


def ended_offer_keeps_its_words() -> None:
    """An offer that was withdrawn is only marked so: its bodies stay in the journals."""
    from sasaeai_desktop.db import offers  # noqa: PLC0415

    offers.strip = lambda _connection, _records: 0  # type: ignore[assignment]


def stale_offer_stands() -> None:
    """An offer outlives the copy that it was made of."""
    from sasaeai_desktop.services.cards import offering  # noqa: PLC0415

    swap(offering._stale, lambda _connection: [])


def help_forgotten_by_an_erasure() -> None:
    """An erasure leaves what somebody asked for in words."""
    from sasaeai_desktop.services.people import erasing  # noqa: PLC0415

    erasing._BY.pop("help_request")
    erasing._BY.pop("help_act")


def audience_unchecked() -> None:
    """Any chain may travel on any way."""
    incoming.may_carry = lambda *_: True


def home_to_council() -> None:
    """The bundle for the council carries the home chains too."""
    outgoing.may_carry = lambda _route, name, district: (
        lines.stream_name(name).audience == "common" or lines.stream_name(name).about == district
    )
    incoming.may_carry = lambda *_: True


# -- sticks and receipts ---------------------------------------------------------------------------------------------------


def receipts_as_union() -> None:
    """What a peer ever said it held counts for ever."""
    whole = peers.save

    def save(connection: Any, peer: Any) -> None:
        known = peers.find(connection, peer.device)
        if known is not None:
            stated = known.holds()
            for name, tips in peer.holds().items():
                stated[name] = sorted({*map(tuple, stated.get(name, [])), *tips})
            peer = replace(peer, have=lines.canonical(stated))
        whole(connection, peer)

    swap(whole, save)


def sent_is_confirmed() -> None:
    """What was written to a stick counts as received."""
    whole = bundles.export

    def export(desk: Any, *rest: Any, **more: Any) -> Any:
        done = whole(desk, *rest, **more)
        with desk.database.transaction() as connection:
            mine = {s.name: [[s.seq, s.tip.hex()]] for s in streams.all_streams(connection) if s.seq}
            to = peers.logged(connection, "out")[0].peer.split(",")
            for peer in peers.all_peers(connection):
                if peer.device in to:
                    peers.save(connection, replace(peer, have=lines.canonical(mine)))
        return done

    swap(whole, export)


def unsigned_relay() -> None:
    """What is relayed needs no signature of its owner."""
    incoming.verify = lambda *_: True


def unsigned_bundle() -> None:
    """A bundle's own signature is not looked at."""
    container.signature_holds = lambda *_: True


def half_an_import() -> None:
    """What came in is committed before the import is through."""
    whole = incoming.take_in

    def take_in(connection: Any, *rest: Any, **more: Any) -> Any:
        done = whole(connection, *rest, **more)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return done

    swap(whole, take_in)


def quarantine_ignored() -> None:
    """What a revoked laptop writes later is taken in like everything else."""
    swap(vouched.cut, lambda _connection, block, _tips: (block, None))
    swap(vouched.withdraw, lambda *_: [])


def new_file_is_known() -> None:
    """A file is taken for known once some have come in, and its content is passed over."""
    whole = peers.logged

    def logged(connection: Any, direction: str, sha256: str = "") -> Any:
        found = whole(connection, direction, sha256)
        return found or (whole(connection, "in")[3:4] if direction == "in" and sha256 else found)

    receiving.peers = _Peers(logged)  # type: ignore[assignment]


class _Peers:
    def __init__(self, logged: Any) -> None:
        self.logged = logged

    def __getattr__(self, name: str) -> Any:
        return getattr(peers, name)


# -- counting --------------------------------------------------------------------------------------------------------------


def merge_rewrites() -> None:
    """Merging two entries writes the one's id into the other's acts."""
    whole = merging.merge_people

    def merge_people(desk: Any, first: Id, second: Id) -> Any:
        done = whole(desk, first, second)
        low, high = sorted((first, second))
        with acting(desk, "まとめました") as session:
            sql = "SELECT id FROM visit WHERE person = ?"
            for ent in session.connection.exec_driver_sql(sql, (high,)).scalars().all():
                session.record(Visit, Id(ent), {"person": low})
        return done

    swap(whole, merge_people)


def random_row_id() -> None:
    """A row of a table gets a random id, so that the same file counts twice."""
    swap(watch_rows._visit_id, lambda *_: Id(os.urandom(16)))
    watch_rows._Here.match = lambda *_: False  # type: ignore[method-assign]


def mark_with_its_own_id() -> None:
    """A mark typed from paper gets an id of its own on each laptop."""
    from sasaeai_desktop.services.watch import sheet_marks  # noqa: PLC0415

    swap(sheet_marks._mark_id, lambda *_: Id(os.urandom(16)))


def erasures_do_not_wait() -> None:
    """What another laptop erased goes as soon as its bundle comes in."""
    swap(erasures.spoken, lambda _connection: None)


def confirmed_by_the_asker() -> None:
    """An erasure counts as confirmed when its writer confirmed it."""
    whole = erasures.orders
    swap(whole, lambda connection: [replace(order, confirmed=True) for order in whole(connection)])


def delete_forgets_home() -> None:
    """A delete looks at its own chain alone."""
    swap(heads.unseen_at_home, lambda *_: [])


def note_claims_everything() -> None:
    """A delete says at home that it had seen what came later, too."""
    rewrite_method(
        write.WriteSession, "_note_what_was_seen", ("self._seen(Chain.HOME, heads, owner)", "_all_of(self)")
    )
    vars(write)["_all_of"] = lambda session: {
        s.name: 1 << 30 for s in streams.all_streams(session.connection) if s.audience == "home"
    }


def council_writes_anything() -> None:
    """What a council sends takes effect, whatever it is."""
    swap(powers.may_write, lambda *_: True)


def council_deletes() -> None:
    """The list of what a council may write names fields, and forgets the delete."""
    whole = powers.may_write
    swap(
        whole, lambda name, kind, fields: whole(name, kind, fields - {"_del"}) if fields - {"_del"} else True
    )


def set_aside_comes_back() -> None:
    """What was put aside as beyond a writer's powers is folded in again with everything else."""
    swap(quarantine.outside_ids, lambda _connection: set())


ALL: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        last_writer_wins, forgets_the_replaced, ids_of_place, delete_sees_all, equal_values_ask, lam_without_cap,
        gap_jumped, rebuild_drops_home, upgrade_without_rebuild, undo_writes_over, purge_resurrected, name_in_open,
        copy_without_consent, withdrawn_copy_stays, plan_place_in_open, help_note_in_open, event_name_in_open,
        school_points_in_open, ledger_payee_in_open, meeting_title_in_open, effort_words_in_open,
        plan_without_consent, withdrawn_plan_stays, help_forgotten_by_an_erasure,
        ended_offer_keeps_its_words, stale_offer_stands,
        audience_unchecked, home_to_council, receipts_as_union,
        sent_is_confirmed, unsigned_relay, unsigned_bundle, half_an_import, quarantine_ignored, new_file_is_known,
        merge_rewrites, random_row_id, mark_with_its_own_id, council_writes_anything, council_deletes, set_aside_comes_back,
        erasures_do_not_wait, confirmed_by_the_asker, delete_forgets_home, note_claims_everything,
    )
}  # fmt: skip
