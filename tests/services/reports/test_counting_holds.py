"""Counting that holds: whatever was typed, moved, merged, imported and taken back, report = trace = a count of one's own."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import backups, deciding, undoing
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.inbox import inbox, settling
from sasaeai_desktop.services.inbox.finding import Oddity
from sasaeai_desktop.services.inbox.item import TAKE, TYPE
from sasaeai_desktop.services.inbox.settling import Answer
from sasaeai_desktop.services.people import merging, people, volunteers
from sasaeai_desktop.services.reports import noting, reports
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.tables import importing
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.services.watch.watching import TallyDraft, VisitDraft
from tests.services.conftest import Desks

YEARS = (2024, 2025)
DAYS = ("2024-03-31", "2024-04-01", "2024-10-05", "2025-03-31", "2025-04-01", "2026-03-31")
MONTHS = ("2024-10", "2025-04", "2026-03")


def year_of(day: str) -> int:
    return int(day[:4]) - (day[5:7] < "04")


@dataclass
class Truth:
    """What was meant, kept in lists by hand: nothing here asks the program."""

    acts: dict[object, tuple[int, str, str]] = field(default_factory=dict)  # key -> person, day, method
    tallies: dict[tuple[str, int, str], int] = field(default_factory=dict)  # "p"/"w", who, month -> count
    cases: list[tuple[int, str]] = field(default_factory=list)  # person, start ("" for none)
    roles: list[tuple[int, str, str]] = field(default_factory=list)  # volunteer, start, end
    sessions: dict[object, tuple[str, bool, frozenset[int]]] = field(
        default_factory=dict
    )  # day, held, who came
    merged: bool = False  # persons 0 and 1 are one

    def who(self, person: int) -> int:
        return 0 if self.merged and person == 1 else person

    def figures(self, year: int) -> dict[str, int]:
        dated = [a for a in self.acts.values() if year_of(a[1]) == year]
        told = {key: n for key, n in self.tallies.items() if year_of(f"{key[2]}-01") == year}
        counted = sum(told.values())
        first, last = f"{year}-04-01", f"{year + 1}-03-31"
        watching_now = {
            v for v, start, end in self.roles if start and start <= last and (not end or end >= first)
        }
        held = [s for s in self.sessions.values() if s[1] and year_of(s[0]) == year]
        return {
            "watch.acts": len(dated) + counted,
            "watch.acts_tallied": counted,
            "watch.acts_by_method.phone": sum(a[2] == "phone" for a in dated)
            + sum(n for (whose, _, _), n in told.items() if whose == "w"),
            "watch.people": len({self.who(p) for p, start in self.cases if start and start <= last}),
            "watch.watchers": len(watching_now),
            "salon.sessions": len(held),
            "salon.participants": sum(len({self.who(p) for p in s[2]}) for s in held),
        }

    def both_ways(self, year: int) -> int:
        acts = {(self.who(p), day[:7]) for p, day, _ in self.acts.values()}
        told = {
            (self.who(who), month) for (whose, who, month), n in self.tallies.items() if whose == "p" and n
        }
        return sum(year_of(f"{month}-01") == year for _, month in acts & told)


class Story:
    """Does each deed at the desk and in the truth beside it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.people = [
            people.save_person(desk, None, {"name": f"森 花{n}", "number": f"T{n}"}).result for n in range(3)
        ]
        self.watchers = [
            volunteers.save_volunteer(desk, None, {"name": f"林 一{n}"}).result for n in range(2)
        ]
        self.salon = salons.save_salon(
            desk, None, {"name": "さくら", "type": "daily", "start": "2020-01-01"}
        ).result
        self.truth = Truth()
        self.before: list[Truth] = []
        self.gone: set[object] = (
            set()
        )  # imported acts that a person deleted: the same file does not bring them back

    def do(self, deed: int, a: int, b: int) -> None:
        deeds: list[Callable[[int, int], bool]] = [
            self.visit, self.move, self.delete, self.tally, self.count_of_watcher, self.merge, self.unmerge,
            self.watch, self.role, self.hold, self.postpone, self.call_off, self.read_list, self.undo,
        ]  # fmt: skip
        kept = copy.deepcopy(self.truth)
        action = deeds[deed % len(deeds)]
        if action(a, b) and action != self.undo:
            self.before.append(kept)

    def visit(self, a: int, b: int) -> bool:
        person, day = a % 3, DAYS[b % len(DAYS)]
        ent = watching.record_visit(self.desk, VisitDraft(self.people[person], day, "visit")).result
        self.truth.acts[ent] = (person, day, "visit")
        return True

    def _act(self, a: int) -> Id | None:
        typed = [k for k in self.truth.acts if isinstance(k, bytes)]
        return Id(typed[a % len(typed)]) if typed else None

    def move(self, a: int, b: int) -> bool:
        ent = self._act(a)
        if ent is None:
            return False
        person, was, method = self.truth.acts[ent]
        day = DAYS[b % len(DAYS)]
        watching.edit_visit(
            self.desk, ent, VisitDraft(self.people[person], day, method, memo=f"{a} {b} {was}")
        )
        self.truth.acts[ent] = (person, day, method)
        return True

    def delete(self, a: int, _b: int) -> bool:
        ent = self._act(a)
        if ent is None:
            return False
        watching.delete_visit(self.desk, ent)
        del self.truth.acts[ent]
        return True

    def tally(self, a: int, b: int) -> bool:
        person, month = a % 3, MONTHS[b % 3]
        draft = TallyDraft(month, "visit", 1 + (a + b) % 5, person=self.people[person])
        if self.truth.tallies.get(("p", person, month)) == draft.count:
            return False
        watching.record_tally(self.desk, draft)
        self.truth.tallies["p", person, month] = draft.count
        return True

    def count_of_watcher(self, a: int, b: int) -> bool:
        who, month = a % 2, MONTHS[b % 3]
        draft = TallyDraft(month, "phone", 1 + (a * b) % 7, watcher=self.watchers[who])
        if self.truth.tallies.get(("w", who, month)) == draft.count:
            return False
        watching.record_tally(self.desk, draft)
        self.truth.tallies["w", who, month] = draft.count
        return True

    def merge(self, _a: int, _b: int) -> bool:
        if self.truth.merged:
            return False
        merging.merge_people(self.desk, *self.people[:2])
        self.truth.merged = True
        return True

    def unmerge(self, _a: int, _b: int) -> bool:
        if not self.truth.merged:
            return False
        merging.unmerge(self.desk, merging.merge_between(self.desk, *self.people[:2]))
        self.truth.merged = False
        return True

    def watch(self, a: int, b: int) -> bool:
        person, start = a % 3, (*DAYS, "")[b % (len(DAYS) + 1)]
        registering.start_watches(
            self.desk, [registering.CaseDraft(person=self.people[person], start=start, state="active")]
        )
        self.truth.cases.append((person, start))
        return True

    def role(self, a: int, b: int) -> bool:
        start = (*DAYS, "")[b % (len(DAYS) + 1)]
        end = DAYS[-1] if a % 2 else ""
        volunteers.add_roles(self.desk, [(self.watchers[a % 2], "watcher", start, end, "")])
        self.truth.roles.append((a % 2, start, end))
        return True

    def hold(self, a: int, b: int) -> bool:
        day = DAYS[b % len(DAYS)]
        if any(s[0] == day for s in self.truth.sessions.values()):
            return False
        ent = salons.save_session(
            self.desk, None, {"salon": self.salon, "date": day, "planned": False}
        ).result
        self.truth.sessions[ent] = (day, True, frozenset())
        self.before.append(copy.deepcopy(self.truth))
        self.before[-1].sessions.pop(ent)
        came = {n for n in range(3) if a >> n & 1}
        attending.set_attendance(self.desk, ent, [self.people[n] for n in came])
        empty = copy.deepcopy(self.truth)
        self.truth.sessions[ent] = (day, True, frozenset(came))
        self.before.append(empty)
        return False  # two actions, noted here

    def _session(self, a: int) -> object | None:
        held = [k for k, s in self.truth.sessions.items() if s[1]]
        return held[a % len(held)] if held else None

    def postpone(self, a: int, b: int) -> bool:
        ent, day = self._session(a), DAYS[b % len(DAYS)]
        if ent is None or any(s[0] == day for s in self.truth.sessions.values()):
            return False
        assert isinstance(ent, bytes)
        salons.save_session(self.desk, Id(ent), {"date": day})
        self.truth.sessions[ent] = (day, *self.truth.sessions[ent][1:])
        return True

    def call_off(self, a: int, _b: int) -> bool:
        ent = self._session(a)
        if ent is None:
            return False
        assert isinstance(ent, bytes)
        salons.cancel_session(self.desk, Id(ent), "雨")
        day, _, came = self.truth.sessions[ent]
        self.truth.sessions[ent] = (day, False, came)
        return True

    def read_list(self, a: int, b: int) -> bool:
        """One of a few files of phone calls; the same again brings nothing new, an undone one comes back."""
        calls = sorted({(DAYS[1 + (b + n) % 4], (a + n) % 3) for n in range(2)})
        path = self.folder / "calls.csv"
        rows = "".join(f"{day},T{person},電話,会えた・話せた\n" for day, person in calls)
        path.write_text(f"実施日,対象者番号,方法,結果\n{rows}", encoding="utf-8")
        report = importing.import_table(self.desk, "visits", path, confirm=("before_registration",)).result
        if not report.written:  # two merged people called on one day: asked about, nothing is taken
            assert {q.code for q in report.asked} == {"same_act"}
            assert self.truth.merged
            return False
        new = {("call", person, day): (person, day, "phone") for day, person in calls}
        fresh = {k: v for k, v in new.items() if k not in self.truth.acts}
        if self.truth.merged:  # a call of the other entry on that day is the same call
            here = {
                (self.truth.who(p), day) for p, day, method in self.truth.acts.values() if method == "phone"
            }
            fresh = {k: v for k, v in fresh.items() if (self.truth.who(v[0]), v[1]) not in here}
        assert report.added == len(fresh)
        self.truth.acts.update(fresh)
        return bool(fresh)

    def undo(self, _a: int, _b: int) -> bool:
        if self.before:
            assert undoing.undo_last(self.desk).result == ""
            self.truth = self.before.pop()
        return False

    def check(self) -> None:
        for year in YEARS:
            whole = reports.annual(self.desk, year)
            for path, count in self.truth.figures(year).items():
                assert whole.amount(path) == count, (path, year)
                assert sum(r["count"] for r in reports.trace(self.desk, path, year)["records"]) == count, path
            told = [n.count for n in noting.notes(self.desk, year) if n.code == "acts_and_tally"]
            assert sum(told) == self.truth.both_ways(year)
        no_start = sum(not start for _, start in self.truth.cases) + sum(not r[1] for r in self.truth.roles)
        asked = [i for i in inbox.items(self.desk) if i.oddity is Oddity.NO_START]
        assert len(asked) == no_start


@given(
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 7), st.integers(0, 11)), min_size=6, max_size=16)
)
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a story is short: shrinking it would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_report_is_its_trace_is_a_count_of_ones_own(
    desks: Desks, deeds: list[tuple[int, int, int]]
) -> None:
    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory() as folder:
        patched.setattr(
            backups, "changed_since_backup", lambda _desk: False
        )  # these desks have no vault to copy
        desk = desks.new()
        story = Story(desk, Path(folder))
        for deed in deeds:
            story.do(*deed)
        story.check()
        desks.made.remove(desk)
        desk.close()


# -- each rule alone -----------------------------------------------------------------------------------------------------


def asked(desk: Desk, oddity: Oddity) -> list:
    return [i for i in inbox.items(desk) if i.oddity is oddity]


def test_acts_and_counts_of_merged_entries_and_of_watchers_are_flagged_once(town) -> None:
    desk = town.desk
    one, other = town.watched("森 キヨ"), town.watched("森 きよ")
    watcher = town.volunteer("林 一郎")
    town.visit(one, "2026-05-10")
    watching.record_tally(desk, TallyDraft("2026-05", "visit", 4, person=other))
    assert asked(desk, Oddity.BOTH_WAYS) == []
    merging.merge_people(desk, one, other)
    (item,) = asked(desk, Oddity.BOTH_WAYS)
    assert [s.words for s in item.sides] == ["1回ずつのきろく 1回（10日）", "月計 4回"]
    (note,) = [n for n in noting.notes(desk, 2026) if n.figure == "watch.acts"]
    assert "1人月" in note.words
    settling.resolve(desk, item.key, Answer(deciding.BOTH))
    assert [n.code for n in noting.notes(desk, 2026)] == []
    undoing.undo_last(desk)
    settling.resolve(desk, asked(desk, Oddity.BOTH_WAYS)[0].key, Answer(TAKE, 2))
    assert reports.annual(desk, 2026).watch.acts == 4
    # the watcher's own 月計 beside that of somebody he looks after, under the other entry
    registering.assign(desk, one, watcher, "2026-04-01")
    watching.record_tally(desk, TallyDraft("2026-05", "visit", 30, watcher=watcher))
    (item,) = asked(desk, Oddity.BOTH_WAYS)
    assert [s.words for s in item.sides] == ["方ごとの月計 4回", "担当者の月計 30回"]
    assert [n.code for n in noting.notes(desk, 2026)] == ["watcher_tally"]
    settling.resolve(desk, item.key, Answer(TAKE, 1))
    assert reports.annual(desk, 2026).watch.acts == 4
    watching.record_tally(desk, TallyDraft("2026-05", "visit", 6, person=one))
    (item,) = asked(desk, Oddity.TWICE_TALLY)
    assert reports.annual(desk, 2026).watch.acts == 10
    settling.resolve(desk, item.key, Answer(TAKE, 1 + ["6回" in s.words for s in item.sides].index(True)))
    assert reports.annual(desk, 2026).watch.acts == 6


def test_without_a_start_nothing_counts_until_it_is_said(town) -> None:
    desk = town.desk
    person = town.person("森 キヨ")
    town.visit(person, "2026-05-10")
    registering.start_watches(desk, [registering.CaseDraft(person=person, start="", state="active")])
    helper = volunteers.save_volunteer(desk, None, {"name": "林 一郎"}).result
    volunteers.add_roles(desk, [(helper, "watcher", "", "", "")])
    watch = reports.annual(desk, 2026).watch
    assert (watch.people, watch.watchers, watch.acts) == (0, 0, 1)
    told = {(n.figure, n.code) for n in noting.notes(desk, 2026)}
    assert told == {
        ("watch.people", "no_start"),
        ("watch.watchers", "no_start"),
        ("watch.acts", "unregistered"),
    }
    for item in asked(desk, Oddity.NO_START):
        settling.resolve(desk, item.key, Answer(TYPE, text="R8.4.1"))
    watch = reports.annual(desk, 2026).watch
    assert (watch.people, watch.watchers) == (1, 1)
    assert noting.notes(desk, 2026) == []
    registering.start_watches(desk, [registering.CaseDraft(person=person, start="", state="active")] * 40)
    (item,) = asked(desk, Oddity.NO_START)
    assert "40件" in item.title


@pytest.mark.parametrize(("side", "held"), [(1, (0, 0)), (2, (1, 3))])
def test_who_came_to_a_session_that_was_called_off_is_said(town, side: int, held: tuple[int, int]) -> None:
    desk = town.desk
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily"}).result
    session = salons.plan_session(desk, salon, "2026-06-02").result
    attending.set_attendance(desk, session, [town.person("森 キヨ")])
    attending.set_counts(desk, session, elderly=2)
    salons.cancel_session(desk, session, "大雪")
    assert [n.code for n in noting.notes(desk, 2026)] == ["cancelled_attended"]
    assert reports.annual(desk, 2026).salon.participants == 0
    (item,) = asked(desk, Oddity.CANCELLED)
    settling.resolve(desk, item.key, Answer(TAKE, side))
    figures = reports.annual(desk, 2026).salon
    assert (figures.sessions, figures.participants) == held
    assert noting.notes(desk, 2026) == []


def test_a_card_that_is_closed_or_old_or_led_to_support_is_never_late(desk: Desk) -> None:
    from sasaeai_desktop.domain.cards import ReferralCard  # noqa: PLC0415 - only here
    from sasaeai_desktop.services.cards import cards  # noqa: PLC0415

    handed = {"written_on": "2026-04-20", "handed_on": "2026-04-20", "state": "handed"}
    old = {"written_on": "2024-10-01", "handed_on": "2024-10-01", "state": "handed"}
    with acting(desk, "cards") as session:
        for values in (
            handed, {**handed, "closed_on": "2026-05-01", "state": "closed"}, {**handed, "response": "supported"}, old,
        ):  # fmt: skip
            session.record(ReferralCard, session.new_id(), {"number": "x", **values})
    assert sum(row.late for rows in cards.board(desk).values() for row in rows) == 1
    assert [reports.annual(desk, year).cards.late for year in (2024, 2025, 2026)] == [1, 1, 1]
