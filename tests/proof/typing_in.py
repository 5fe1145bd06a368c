"""What the people of one district type in, month by month, and what of it the oracle counts.

Everything that two laptops may both type has an id they both reach, so that typing a lost month again counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from sasaeai_desktop.db.repositories.watch import known
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.watch import Tally, Visit
from sasaeai_desktop.practice import fill
from sasaeai_desktop.practice.fill_programmes import (
    activity_rows,
    commissioner_rows,
    evacuation_rows,
    flag_rows,
    goal_rows,
    help_rows,
    ledger_rows,
    school_rows,
)
from sasaeai_desktop.practice.records import DistrictPlan
from sasaeai_desktop.services.cards import answering, handing
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.people import merging
from sasaeai_desktop.services.watch import watching

Rows = list[tuple[type[Record], Id, dict[str, object]]]


@dataclass
class Paper:
    """What lies on a district's table: its plan of the year, and what the oracle takes for typed and not undone.

    Attributes:
        struck: places in ``plan.visits`` that were typed by mistake and taken back.
        typed: places in ``plan.visits`` that were typed and stand; the same for sessions, tallies and cards by key.
    """

    plan: DistrictPlan
    random: Random
    secret: bytes = b""
    struck: set[int] = field(default_factory=set)
    typed: dict[str, set[Any]] = field(
        default_factory=lambda: {n: set() for n in ("visits", "tallies", "sessions", "cards", "months")}
    )
    answered: set[str] = field(default_factory=set)
    merged: bool = False
    lists: Any = None

    def write_lists(self, desk: Desk) -> None:
        """Type the lists that stand at the beginning of the year: people, helpers, registrations, salons."""
        self.secret = desk.me.secret
        self.lists = fill._District(desk, self.plan)
        self.lists._write_people()
        self.lists._write_volunteers()
        self.lists._write_registrations()
        self.lists._write_salons()
        for n in range(len(self.plan.visits)):
            if self.random.random() < 0.004:
                self.struck.add(n)

    def can_type(self, desk: Desk) -> bool:
        """Say whether a laptop has the lists already."""
        with desk.database.read() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM person").scalar()
        return count == len(self.plan.people)

    def _keyed(self, *parts: str) -> Id:
        return keyed_id(self.secret, *parts)

    # -- one month -----------------------------------------------------------------------------------------------------

    def type_month(self, desk: Desk, month: str, share: int = 0, shares: int = 1) -> None:
        """Type what one laptop types of a month; what it knows already it passes over."""
        rows = [*self._visits(month, share, shares), *self._tallies(month, share, shares)]
        if share == 0:
            rows += self._sessions(month)
            rows += self._programmes(desk, month)
        _write(desk, rows, f"{int(month[5:])}月分を入れました")
        if share == 0:
            self._cards(desk, month)

    def _visits(self, month: str, share: int, shares: int) -> Rows:
        rows: Rows = []
        for n, visit in enumerate(self.plan.visits):
            if visit.date[:7] != month or n in self.struck or n % shares != share:
                continue
            rows.append((Visit, self.visit_id(n), self._visit_values(n)))
            self.typed["visits"].add(n)
        return rows

    def visit_id(self, n: int) -> Id:
        """Return the id of a mark on paper: everyone who types it reaches it."""
        return self._keyed("mark", str(n))

    def _visit_values(self, n: int) -> dict[str, object]:
        visit = self.plan.visits[n]
        return {
            "person": self.lists._people[visit.person],
            "watchers": tuple(self.lists._volunteers[w] for w in visit.watchers),
            **fill._values(visit, fill._VISIT),
        }

    def _tallies(self, month: str, share: int, shares: int) -> Rows:
        rows: Rows = []
        for n, tally in enumerate(self.plan.tallies):
            if tally.month != month or n % shares != share:
                continue
            person, watcher = self.lists._people.get(tally.person), self.lists._volunteers.get(tally.watcher)
            ent = self._keyed(Tally.kind, tally.person, tally.watcher, tally.month, tally.method)
            rows.append(
                (Tally, ent, {"person": person, "watcher": watcher, **fill._values(tally, fill._TALLY)})
            )
            self.typed["tallies"].add(n)
        return rows

    def _sessions(self, month: str) -> Rows:
        rows: Rows = []
        for held in self.plan.sessions:
            if held.date[:7] != month:
                continue
            ent = self._keyed(Session.kind, held.key)
            rows.append(
                (Session, ent, {"salon": self.lists._salons[held.salon], **fill._values(held, fill._SESSION)})
            )
            for key, newcomer in self.lists._attended.get(held.key, ()):
                person = self.lists._people[key]
                tick = self._keyed(Attendance.kind, ent.hex(), person.hex())
                rows.append((Attendance, tick, {"session": ent, "person": person, "newcomer": newcomer}))
            self.typed["sessions"].add(held.key)
        return rows

    def _programmes(self, desk: Desk, month: str) -> Rows:
        """Return what the programmes of その他の活動 did in a month, and the lists that they stand on."""
        self.typed["months"].add(month)
        plan, people, volunteers = _in_months(self.plan, {month}), self.lists._people, self.lists._volunteers
        kinds = [
            *evacuation_rows(desk, plan, people, volunteers),
            *help_rows(desk, plan, people, volunteers),
            *school_rows(desk, plan, volunteers),
            *activity_rows(desk, plan, volunteers),
            *flag_rows(desk, plan, self.lists._salons),
            *goal_rows(desk, plan),
            *ledger_rows(desk, plan),
            *commissioner_rows(desk, plan, volunteers),
        ]
        return [(kind, ent, values) for kind, rows in kinds for ent, values in rows]

    def card_id(self, key: str) -> Id:
        """Return the id of a card of the plan."""
        return self._keyed(ReferralCard.kind, key)

    def _cards(self, desk: Desk, month: str) -> None:
        writer = fill._Cards(desk, self.plan, self.lists._people, self.lists._volunteers, self.lists._salons)
        for number, card in enumerate(self.plan.cards):
            if card.written_on[:7] != month:
                continue
            ent = self.card_id(card.key)
            with desk.database.read() as connection:
                held = known(connection, ReferralCard.kind, [ent])
            if not held:
                values = writer._as_written(card, f"{desk.me.name}-R5-{number + 1:03}")
                _write(desk, [(ReferralCard, ent, values)], "カードを書きました")
                if card.handed_on:
                    handing.hand_over(_on(desk, card.handed_on), ent, card.handed_on, card.handed_how)
            self.typed["cards"].add(card.key)
            if card.answered_on and card.destination != "council" and card.key not in self.answered:
                self.answer(desk, card.key)

    def answer(self, desk: Desk, key: str) -> None:
        """Write a card's answer, at the council or from paper at the district."""
        card = next(c for c in self.plan.cards if c.key == key)
        write = answering.answer_card if desk.me.council else answering.receive_answer
        write(
            _on(desk, card.answered_on),  # an answer is typed on its own day, later than its card
            self.card_id(key),
            card.response,
            card.answer or "伝えました",
            on=card.answered_on,
            by=card.received_by,
        )
        self.answered.add(key)

    def forget_lost_answers(self, desk: Desk) -> None:
        """Take answers on paper that a laptop lost for not typed yet, so that they are typed again with the rest."""
        with desk.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT id FROM card WHERE answered_on IS NOT NULL").scalars()
            shown = {bytes(row) for row in rows}
        ours = {c.key for c in self.plan.cards if c.destination != "council"}
        self.answered -= {key for key in self.answered & ours if self.card_id(key) not in shown}

    # -- mistakes --------------------------------------------------------------------------------------------------------

    def mistakes(self, desk: Desk, month: str) -> int:
        """Type acts that never were and take them back with 元にもどす; change one and change it back. Returns how many."""
        wrong = [n for n in sorted(self.struck) if self.plan.visits[n].date[:7] == month]
        _write(desk, [(Visit, self.visit_id(n), self._visit_values(n)) for n in wrong], "まちがえました")
        if wrong:
            undoing.undo_last(desk)
        right = [n for n in self.typed["visits"] if self.plan.visits[n].date[:7] == month]
        if right:
            n = self.random.choice(sorted(right))
            with desk.database.read() as connection:
                held = known(connection, Visit.kind, [self.visit_id(n)])
            if held:
                visit = self.plan.visits[n]
                for method in ("pattern" if visit.method != "pattern" else "phone", visit.method):
                    with acting(desk, "直しました") as session:
                        session.record(Visit, self.visit_id(n), {"method": method})
        return len(wrong)

    def strike_again(self, desk: Desk) -> None:
        """Take back once more what a restored laptop shows again."""
        with desk.database.read() as connection:
            held = known(connection, Visit.kind, [self.visit_id(n) for n in self.struck])
        for ent, gone in held.items():
            if not gone:
                watching.delete_visit(desk, Id(ent))

    def merge_people(self, desk: Desk) -> None:
        """Say at the end of the year which entries are one."""
        for merge in self.plan.merges:
            known_ids = self.lists._people if merge.kind == "person" else self.lists._volunteers
            merging.merge_people(desk, known_ids[merge.a], known_ids[merge.b])
        self.merged = True

    # -- the oracle ------------------------------------------------------------------------------------------------------

    def counted(self) -> DistrictPlan:
        """Return the plan reduced to what was typed and stands."""
        plan = self.plan
        return replace(
            _in_months(plan, self.typed["months"]),
            visits=tuple(v for n, v in enumerate(plan.visits) if n in self.typed["visits"]),
            tallies=tuple(t for n, t in enumerate(plan.tallies) if n in self.typed["tallies"]),
            sessions=tuple(s for s in plan.sessions if s.key in self.typed["sessions"]),
            attendance=tuple(a for a in plan.attendance if a.session in self.typed["sessions"]),
            cards=tuple(
                replace(c, answered_on=c.answered_on if c.key in self.answered else "")
                for c in plan.cards
                if c.key in self.typed["cards"]
            ),
            merges=plan.merges if self.merged else (),
        )


def _on(desk: Desk, day: str) -> Desk:
    """Return the desk on a day, when that lies after its own."""
    return replace(desk, clock=clock_at(day)) if day > desk.today() else desk


def _in_months(plan: DistrictPlan, months: set[str]) -> DistrictPlan:
    """Reduce the programmes of その他の活動 to what was begun in some months; what follows goes with its beginning."""
    plans = tuple(p for p in plan.plans if p.made_on[:7] in months)
    requests = tuple(r for r in plan.requests if r.received_on[:7] in months)
    acts = tuple(a for a in plan.activities if a.date[:7] in months)
    made, asked = {p.key for p in plans}, {r.key for r in requests}
    return replace(
        plan,
        plans=plans,
        supporters=tuple(s for s in plan.supporters if s.plan in made),
        reviews=tuple(r for r in plan.reviews if r.plan in made),
        events=tuple(e for e in plan.events if e.opened_on[:7] in months),
        requests=requests,
        acts=tuple(a for a in plan.acts if a.request in asked),
        activities=acts,
        completions=tuple(c for c in plan.completions if c.activity in {a.key for a in acts}),
        flags=tuple(f for f in plan.flags if f.date[:7] in months),
        counts=tuple(c for c in plan.counts if c.month in months),
        goals=plan.goals if months else (),
        efforts=plan.efforts if months else (),
        goal_years=plan.goal_years if months else (),
        ledger=tuple(x for x in plan.ledger if x.date[:7] in months),
        school_days=tuple(d for d in plan.school_days if d.date[:7] in months),
    )


def _write(desk: Desk, rows: Iterable[tuple[type[Record], Id, dict[str, object]]], label: str) -> None:
    """Write new records in one action, in bulk; those that are here already stay as they are."""
    by_kind: dict[type[Record], dict[Id, dict[str, object]]] = {}
    for kind, ent, values in rows:
        by_kind.setdefault(kind, {})[ent] = values
    if not by_kind:
        return
    with acting(desk, label) as session:
        for kind, wanted in by_kind.items():
            held = known(session.connection, kind.kind, wanted)
            session.record_many(kind, ((ent, values) for ent, values in wanted.items() if ent not in held))
