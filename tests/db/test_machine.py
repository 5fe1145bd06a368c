"""Two laptops and a council in any order of edits, deletes, undos, merges and sticks: one state everywhere.

Invariants of the shared design, sync section 7: convergence, idempotence, any order, nothing lost, rebuild = tables.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dbdesk import COUNCIL, SIBLING, Desk, Desks
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sasaeai_desktop.db import actions, fold
from sasaeai_desktop.db.lines import DELETED, SEEN, line_id
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Merge, Person, Role

LAPTOPS, ALL = st.sampled_from([0, 1]), st.sampled_from([0, 1, 2])
TEXTS = st.sampled_from(["", "a", "b", "c"])
DAYS = {"": "", "a": "2001-01-01", "b": "2002-02-02", "c": "2003-03-03"}


def audiences(*desks: Desk) -> tuple[str, ...]:
    return COUNCIL if any(desk.writer.council for desk in desks) else SIBLING


class Exchange(RuleBasedStateMachine):
    """What people do, each on their own machine."""

    desks: Desks

    def __init__(self) -> None:
        super().__init__()
        self.all = [self.desks.new(1), self.desks.new(2), self.desks.new(9, "00", council=True)]
        self.bag: list[tuple[tuple[str, ...], Any]] = []

    def known(self, desk: Desk, kind: str) -> list[Id]:
        return [Id(row[0]) for row in desk.rows(f"SELECT id FROM {kind} ORDER BY id")]

    @rule(n=LAPTOPS, role=TEXTS, area=TEXTS)
    def begin(self, n: int, role: str, area: str) -> None:
        self.all[n].new(Role, role=role, area=area)

    @rule(n=LAPTOPS)
    def begin_person(self, n: int) -> None:
        self.all[n].new(Person, name=f"{n}")

    @rule(n=ALL, which=st.integers(0, 3), field=st.sampled_from(["role", "start"]), value=TEXTS)
    def edit(self, n: int, which: int, field: str, value: str) -> None:
        ents = self.known(self.all[n], "role")
        if ents:
            written = DAYS[value] if field == "start" else value
            self.all[n].put(Role, ents[which % len(ents)], **{field: written})

    @rule(n=LAPTOPS, which=st.integers(0, 3), value=TEXTS)
    def edit_at_home(self, n: int, which: int, value: str) -> None:
        ents = self.known(self.all[n], "role")
        if ents:
            self.all[n].put(Role, ents[which % len(ents)], area=value, term=value)

    @rule(n=ALL, which=st.integers(0, 3), back=st.booleans())
    def delete(self, n: int, which: int, back: bool) -> None:
        ents = self.known(self.all[n], "role")
        if ents:
            with self.all[n].act() as session:
                (session.restore if back else session.delete)(Role, ents[which % len(ents)])

    @rule(n=LAPTOPS, one=st.integers(0, 3), other=st.integers(0, 3))
    def merge(self, n: int, one: int, other: int) -> None:
        ents = self.known(self.all[n], "person")
        if len(ents) > 1:
            self.all[n].new(Merge, a=ents[one % len(ents)], b=ents[other % len(ents)])

    @rule(n=ALL, back=st.integers(0, 2))
    def undo(self, n: int, back: int) -> None:
        desk = self.all[n]
        with desk.db.read() as connection:
            mine = actions.last_actions(connection, desk.writer.user)
        if mine:
            with desk.act("undo") as session:
                actions.undo(session, mine[back % len(mine)].act)

    @rule(n=ALL, day=st.dates(date(1990, 1, 1), date(2099, 12, 31)))
    def set_the_clock(self, n: int, day: Any) -> None:
        self.all[n].day = day.isoformat()

    @rule(n=ALL, to=ALL, start=st.integers(0, 100), stop=st.integers(0, 100))
    def pack(self, n: int, to: int, start: int, stop: int) -> None:
        """A stick with a part of every stream."""
        part = []
        for name, _, lines, _ in self.all[n].carried(audiences(self.all[n], self.all[to])):
            first = start % len(lines)
            last = first + stop % (len(lines) - first)
            part.append(
                (name, first + 1, lines[first : last + 1], (last + 1, line_id(lines[last]), b"signature"))
            )
        self.bag.append((audiences(self.all[n], self.all[to]), part))

    @precondition(lambda self: self.bag)
    @rule(n=ALL, which=st.integers(0, 5))
    def unpack(self, n: int, which: int) -> None:
        carried, part = self.bag[which % len(self.bag)]
        if "home" not in carried or not self.all[n].writer.council:
            desk = self.all[n]
            desk.take(part)
            before = desk.tables()
            assert sum(done.added for done in desk.take(part)) == 0
            assert desk.tables() == before

    @invariant()
    def tables_are_the_folded_journal(self) -> None:
        for desk in self.all:
            assert desk.problems() == []

    def teardown(self) -> None:
        try:
            self.exchange_and_compare()
        finally:
            for desk in self.all:
                desk.db.close()
                for path in desk.db.path.parent.glob(f"{desk.db.path.name}*"):
                    path.unlink()

    def exchange_and_compare(self) -> None:
        alive = {change for desk in self.all for change in ids(desk, audiences(desk, self.all[2]))}
        for one, other in [*itertools.permutations(self.all, 2)] * 2:
            other.take_from(one, audiences(one, other))
        a, b, council = self.all
        assert ids(council, COUNCIL) >= alive, "a change was lost"
        assert a.state() == b.state()
        assert len({desk.state(open_only=True) for desk in self.all}) == 1
        counted = 'SELECT id, gone, role, start FROM "role" ORDER BY id'
        assert a.rows(counted) == b.rows(counted) == council.rows(counted)
        assert a.tables()["canon"] == b.tables()["canon"] == council.tables()["canon"]
        for desk in self.all:
            self.every_value_lives_or_was_replaced(desk)
            before = desk.tables()
            desk.rebuilt()
            assert desk.tables() == before
            assert desk.problems() == []

    @staticmethod
    def every_value_lives_or_was_replaced(desk: Desk) -> None:
        """Work the heads out once more, by the words of the design, and compare with what is shown."""
        writes: dict[tuple[Id, str], dict[bytes, tuple[int, int, bytes, Any]]] = {}
        replaced: set[tuple[Id, str, bytes]] = set()
        with desk.db.read() as connection:
            for name, changes in fold.all_changes(connection):
                for change in changes:
                    for field, (value, gone) in change.w.items():
                        writes.setdefault((change.ent, field), {})[change.id] = (
                            name.rank,
                            change.lam,
                            change.id,
                            value,
                        )
                        replaced |= {(change.ent, field, bytes.fromhex(old)) for old in gone}
        shown = {row[0]: row for row in desk.rows('SELECT id, role, start, area, term FROM "role"')}
        for (ent, field), known in writes.items():
            live = [write for i, write in known.items() if (ent, field, i) not in replaced]
            assert live
            heads = desk.heads(ent, field)
            assert not heads or len(heads) == len(live)
            if ent in shown and field not in {DELETED, SEEN}:
                column = ("", "role", "start", "area", "term").index(field)
                assert shown[ent][column] == max(live)[3]


def ids(desk: Desk, carried: tuple[str, ...]) -> set[bytes]:
    with desk.db.read() as connection:
        return {
            change.id
            for name, changes in fold.all_changes(connection)
            for change in changes
            if name.audience in carried or name.reply_to
        }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    folder: Path = tmp_path_factory.mktemp("machine")
    desks = Desks(folder)
    yield desks
    desks.close()


@pytest.mark.slow
def test_any_exchange_ends_in_one_state(made: Desks) -> None:
    Exchange.desks = made
    run_state_machine_as_test(
        Exchange,
        settings=settings(
            max_examples=10,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
