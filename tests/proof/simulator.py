"""``python -m tests.proof simulator``: a city's year on sticks, in one process, the same for the same seed.

Districts type their month, sticks are lost, repeated, swapped, spoiled and late, clocks are wrong, laptops come back from
old copies, one is copied, one is stolen, the council itself is restored. Beside it all an oracle keeps plain sets of what was
typed and not taken back; in the end the council's report and every district's own must be what the oracle counts.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from sasaeai_desktop.db.engine import IN_MEMORY
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.practice.expected import Expected
from sasaeai_desktop.practice.fill import fill_council
from sasaeai_desktop.practice.plan import LAST_YEAR, city_plan, district_plan, grants_of
from sasaeai_desktop.practice.records import CityPlan, DistrictPlan
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.usb import closing, revoking
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync.outgoing import sign_my_tips
from tests.proof.memory import MemoryDatabase, injected, scratch
from tests.proof.trips import DifferError, Laptop, Told, Trips
from tests.proof.typing_in import Paper

_CLOCKS = (0, 0, 0, 3, -2, 366 * 76)  # days by which a laptop's clock is wrong


class Year(Trips):
    """One city's year."""

    def __init__(self, seed: int, districts: int, folder: Path, months: int) -> None:
        super().__init__(seed, folder)
        self.plan: CityPlan = city_plan(seed, districts + 1)  # the last one reports on paper
        self.months = months_of(LAST_YEAR)[:months]
        self.papers: dict[str, Paper] = {}
        for share in self.plan.districts:
            if not share.paper:
                self._settle(share.code, share.name, share.index, seed)
        fill_council(self.city.council, (self._council_plan(s) for s in self.plan.districts))
        self._introduce()

    def _settle(self, code: str, name: str, index: int, seed: int) -> None:
        first = self.city.district(code, name)
        self.laptops[code] = [Laptop(first, self.random.choice(_CLOCKS))]
        if index % 3 == 1:
            self.laptops[code].append(Laptop(self.city.sibling(first), self.random.choice(_CLOCKS)))
        self.papers[code] = Paper(district_plan(self.plan, index), Random(f"paper {seed} {code}"))
        self.papers[code].write_lists(first)

    def _council_plan(self, share: Any) -> DistrictPlan:
        return (
            district_plan(self.plan, share.index)
            if share.paper
            else DistrictPlan(share, grants=tuple(grants_of(share)))
        )

    def _introduce(self) -> None:
        for members in self.laptops.values():
            for laptop in members:
                self._hand(laptop, Route.TO_COUNCIL, [self.council])
            for laptop in members[1:]:
                self._hand(laptop, Route.TO_SIBLING, members[:1])

    # -- the year --------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Let the year pass."""
        trouble = self._troubles()
        for number, month in enumerate(self.months):
            for laptop in self._all():
                laptop.set_day(f"{month}-28")
            for code, members in self.laptops.items():
                self._type(code, members, month)
            self._travel(number)
            self._deliver(number)
            for what, code in trouble.get(number, ()):
                self.told.happened[what] += 1
                getattr(self, f"_{what}")(code, number)
            self._council_answers(f"{month}-28")
        for laptop in self._all():
            laptop.set_day(f"{LAST_YEAR + 1}-04-20")
        self._deliver(99)
        self._round_off()

    def _all(self) -> list[Laptop]:
        return [
            self.council,
            *(each for members in self.laptops.values() for each in members if not each.gone),
        ]

    def _type(self, code: str, members: list[Laptop], month: str) -> None:
        paper = self.papers[code]
        ready = [each for each in members if not each.gone and paper.can_type(each.desk)]
        for share, laptop in enumerate(ready):
            paper.type_month(laptop.desk, month, share, len(ready))
        if len(ready) > 1 and self.random.random() < 0.3:
            self.told.happened["typed twice"] += 1
            paper.type_month(ready[1].desk, month, 0, len(ready))  # both took the same paper home
        self.told.happened["taken back"] += paper.mistakes(ready[0].desk, month)
        try:
            closing.close_month(ready[0].desk, month)
        except UserError:
            self.told.happened["not closed: the clock"] += 1

    def _travel(self, number: int) -> None:
        for code, members in self.laptops.items():
            here = [each for each in members if not each.gone]
            for laptop in here:
                self._send(laptop, Route.TO_COUNCIL, [self.council], number)
                if len(here) > 1:
                    self._send(
                        laptop, Route.TO_SIBLING, [each for each in here if each is not laptop], number
                    )
            self._send(self.council, Route.TO_DISTRICT, here, number, code)

    def _council_answers(self, day: str) -> None:
        from sasaeai_desktop.db.repositories.watch import known  # noqa: PLC0415

        for paper in self.papers.values():
            due = [
                c
                for c in paper.plan.cards
                if c.answered_on
                and c.destination == "council"
                and c.answered_on <= day
                and c.key not in paper.answered
            ]
            with self.council.desk.database.read() as connection:
                held = known(connection, "card", [paper.card_id(c.key) for c in due])
            for card in due:
                if paper.card_id(card.key) in held:
                    try:
                        paper.answer(self.council.desk, card.key)
                    except UserError:
                        self.told.happened["not handed over yet"] += 1

    def _round_off(self) -> None:
        """Carry everything safely until nothing is new any more; then merge, answer what is left, and once more."""
        self._exchange()
        for code, members in self.laptops.items():
            if self.months[-1].endswith("-03"):
                self.papers[code].merge_people(next(each for each in members if not each.gone).desk)
        self._council_answers("9999-12-31")
        self._exchange()

    def _exchange(self) -> None:
        for _ in range(8):
            moved = 0
            for code, members in self.laptops.items():
                here = [each for each in members if not each.gone]
                for laptop in here:
                    moved += self._hand(laptop, Route.TO_COUNCIL, [self.council])
                    moved += self._hand(self.council, Route.TO_DISTRICT, here, code)
                    if len(here) > 1:
                        moved += self._hand(
                            laptop, Route.TO_SIBLING, [each for each in here if each is not laptop]
                        )
            if not moved:
                return
        raise DifferError("the exchange does not come to rest")

    # -- accidents -------------------------------------------------------------------------------------------------------

    def _troubles(self) -> dict[int, list[tuple[str, str]]]:
        """Choose who comes to grief, and when."""
        codes = sorted(self.laptops)
        pairs = [code for code in codes if len(self.laptops[code]) > 1]
        last = len(self.months) - 1
        found: dict[int, list[tuple[str, str]]] = {}

        def plan(month: int, what: str, code: str) -> None:
            if 0 <= month <= last:
                found.setdefault(month, []).append((what, code))

        for code in self.random.sample(codes, max(1, len(codes) // 6)):
            begun = self.random.randrange(0, max(1, last - 1))
            plan(begun, "keep", code)
            plan(min(last, begun + 2), "come_back", code)
        plan(last // 2, "copied", self.random.choice(codes))
        if pairs:
            plan(last * 2 // 3, "stolen", self.random.choice(pairs))
        plan(last // 2, "keep_council", "")
        plan(last * 3 // 4, "council_comes_back", "")
        return found

    def _keep(self, code: str, _month: int) -> None:
        laptop = self.laptops[code][0]
        laptop.copy = laptop.desk.database.snapshot()  # type: ignore[attr-defined]

    def _come_back(self, code: str, month: int) -> None:
        """A laptop breaks and comes back as it was months ago; what nobody else has is typed again from paper."""
        laptop, paper = self.laptops[code][0], self.papers[code]
        self._restore(laptop)
        here = [each for each in self.laptops[code] if not each.gone]
        for other in here[1:]:
            self._hand(laptop, Route.TO_SIBLING, [other])
            self._hand(other, Route.TO_SIBLING, [laptop])
        self._hand(laptop, Route.TO_COUNCIL, [self.council])
        self._hand(self.council, Route.TO_DISTRICT, [laptop], code)
        self._type_again(laptop, paper, month)

    def _type_again(self, laptop: Laptop, paper: Paper, month: int) -> None:
        paper.strike_again(laptop.desk)
        paper.forget_lost_answers(laptop.desk)
        for each in self.months[: month + 1]:
            paper.type_month(laptop.desk, each)

    def _restore(self, laptop: Laptop) -> None:
        if laptop.copy is None:
            return
        database = laptop.desk.database
        assert isinstance(database, MemoryDatabase)
        database.load(laptop.copy)
        with database.transaction() as connection, database.journal_writing():
            sign_my_tips(connection, device_keys(connection))
            begin_new_streams(connection)

    def _keep_council(self, _code: str, _month: int) -> None:
        self.council.copy = self.council.desk.database.snapshot()  # type: ignore[attr-defined]

    def _council_comes_back(self, _code: str, _month: int) -> None:
        """The council is as it was; what it answered since and nobody has heard is answered again."""
        self._restore(self.council)
        for code, members in self.laptops.items():
            here = [each for each in members if not each.gone]
            for laptop in here:
                self._hand(laptop, Route.TO_COUNCIL, [self.council])
            self._hand(self.council, Route.TO_DISTRICT, here, code)
            for laptop in here:
                self._hand(laptop, Route.TO_COUNCIL, [self.council])
        for paper in self.papers.values():
            ours = {c.key for c in paper.plan.cards if c.destination == "council"}
            with self.council.desk.database.read() as connection:
                rows = connection.exec_driver_sql(
                    "SELECT id FROM card WHERE answered_on IS NOT NULL"
                ).scalars()
                known = {bytes(row) for row in rows}
            paper.answered -= {key for key in paper.answered & ours if paper.card_id(key) not in known}

    def _copied(self, code: str, month: int) -> None:
        """A laptop's disk is copied; both are written on for a while, then the copy's stick comes in and it is put away."""
        laptop, paper = self.laptops[code][0], self.papers[code]
        database = MemoryDatabase(IN_MEMORY, b"k" * 32)
        database.load(laptop.desk.database.snapshot())  # type: ignore[attr-defined]
        copy = Laptop(replace(laptop.desk, database=database), laptop.wrong_by)
        if month + 1 < len(self.months):
            following = self.months[month + 1]
            paper.type_month(copy.desk, following, 0, 3)
            paper.type_month(laptop.desk, following, 1, 3)
        for each in (laptop, copy):
            self._hand(each, Route.TO_COUNCIL, [self.council])
        self._hand(laptop, Route.TO_COUNCIL, [self.council])
        self._hand(self.council, Route.TO_DISTRICT, [laptop], code)
        database.close()

    def _stolen(self, code: str, month: int) -> None:
        """A second laptop is stolen: the council revokes it, what it had not brought is typed again, what the thief brings lies aside."""
        first, second = self.laptops[code][:2]
        thiefs = self._thief(code, second, month)
        second.gone = True
        self._hand(first, Route.TO_COUNCIL, [self.council])
        revoking.revoke(self.council.desk, second.desk.me.device)
        if thiefs is not None:
            self._read(self.council, *thiefs)
        self._hand(self.council, Route.TO_DISTRICT, [first], code)
        self._type_again(first, self.papers[code], month)

    def _thief(self, code: str, laptop: Laptop, month: int) -> tuple[bytes, str] | None:
        """Let a thief write acts that never were."""
        from sasaeai_desktop.services.watch import watching  # noqa: PLC0415

        person = next(iter(self.papers[code].lists._people.values()))
        drafts = [watching.VisitDraft(person, f"{self.months[month]}-27", "phone") for _ in range(5)]
        watching.record_visits(laptop.desk, drafts)
        return self._write(laptop, Route.TO_COUNCIL)

    # -- the count -------------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Hold the council's report and every district's own against the oracle.

        Raises:
            DifferError: a figure differs; its place is named.
        """
        expected = Expected(self.plan)
        for share in self.plan.districts:
            paper = self.papers.get(share.code)
            expected.add(paper.counted() if paper else district_plan(self.plan, share.index))
        report = reports.annual(self.council.desk, LAST_YEAR).to_json()
        differing(report, expected.report(LAST_YEAR), "council")
        self.told.acts = report["watch"]["acts"]
        for code, members in self.laptops.items():
            for laptop in members:
                if not laptop.gone:
                    own = reports.annual(laptop.desk, LAST_YEAR).to_json()
                    differing(own, expected.district_report(LAST_YEAR, code), f"district {code}")

    def close(self) -> None:
        """Give everything back."""
        self.city.close()


def differing(report: Any, wanted: Any, path: str) -> None:
    """Find the first figure that differs.

    Raises:
        DifferError: there is one.
    """
    if isinstance(wanted, dict) and isinstance(report, dict):
        for key in sorted(wanted.keys() | report.keys()):
            differing(report.get(key), wanted.get(key), f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(report, list) and len(wanted) == len(report):
        for n, (mine, other) in enumerate(zip(report, wanted, strict=True)):
            differing(mine, other, f"{path}[{n}]")
    elif report != wanted:
        raise DifferError(f"{path}: the program says {report!r}, the oracle {wanted!r}")


def simulate(seed: int, districts: int, months: int = 12) -> Told:
    """Run one year.

    Raises:
        DifferError: a figure is not what the oracle counts.
    """
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="sasaeai-year-", dir=scratch()))
    try:
        with injected(f"year {seed}"):
            year = Year(seed, districts, folder, months)
            try:
                year.run()
                year.compare()
            finally:
                year.close()
    finally:
        shutil.rmtree(folder)
    year.told.seconds = time.monotonic() - began
    return year.told


def main(districts: int, scale: float, seeds: list[int], months: int) -> int:
    """Run several years and print a line for each; 0 when all are counted right."""
    wrong = 0
    size = max(2, round((districts + 1) * scale) - 1)  # one more reports on paper
    for seed in seeds:
        try:
            told = simulate(seed, size, months)
        except DifferError as error:
            wrong += 1
            print(f"seed {seed}: {error}", flush=True)
            continue
        happened = ", ".join(f"{name} {count}" for name, count in sorted(told.happened.items()))
        print(
            f"seed {seed}: {size} districts, {told.acts} acts, all figures equal, {told.seconds:.0f} s ({happened})",
            flush=True,
        )
    return 1 if wrong else 0
