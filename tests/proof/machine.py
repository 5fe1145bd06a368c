"""The hypothesis machine: people write, sticks travel, computers break, and in the end everything is compared."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from sasaeai_desktop.domain.kinds import fields_of
from sasaeai_desktop.domain.plans import SafetyEvent
from tests.proof import accidents, deeds, ending, invariants, programme_deeds, town_deeds
from tests.proof.comparing import hold
from tests.proof.deeds import Deed
from tests.proof.journal import shown_by_product
from tests.proof.settled import PLANS
from tests.proof.world import World

STEPS = 22
DEEDS: dict[str, Deed] = {**deeds.ALL, **town_deeds.ALL, **programme_deeds.ALL, **accidents.ALL}
_OFTEN = {"edit": 3, "edit_two": 2, "send": 4, "deliver": 5}
"""Deeds that a run consists of mostly have several rules."""

Step = tuple[str, int, int, int, int]


class Run:
    """One example: a world, and the steps that were taken in it, so that it can be told again."""

    def __init__(self, plan: str, old: int, seed: int, *, files: bool = False) -> None:
        self.plan, self.old, self.seed = plan, old, seed
        self.steps: list[Step] = []
        self.world = World(plan, seed, files=files)
        if 0 < old < len(self.world.seats):
            self.world.seats[old].old = True

    def take(self, step: Step) -> None:
        """Let one thing happen."""
        self.steps.append(step)
        name, n, a, b, c = step
        seats = len(self.world.seats)
        DEEDS[name](self.world, n % seats, a, b, c)
        invariants.check_step_quickly(self.world, n % seats)

    def end(self) -> None:
        """Compare everything with everything."""
        try:
            ending.check_all(self.world)
        finally:
            self.world.close()

    def again_with_other_clocks(self) -> None:
        """9: the same steps with other clocks end in the same live values."""
        before = [shown_by_product(seat.database.raw) for seat in self.world.seats]
        other = Run(self.plan, self.old, self.seed)
        try:
            for name, n, a, b, c in self.steps:
                # only forward: who says that a date is in the future is the clock's one right
                later = (name, n, 2 + a % 2, c, b) if name == "set_clock" else (name, n, a, b, c)
                other.take(later)
            after = [shown_by_product(seat.database.raw) for seat in other.world.seats]
            for seat, one, two in zip(
                self.world.seats, map(_undated, before), map(_undated, after), strict=True
            ):
                hold(9, one == two, f"{seat.name}: {ending.first_apart(one, two)}")
        finally:
            other.world.close()


_OF_THE_CLOCK = {
    ("erasure", "on"), ("erasure", "up_to"), ("copy_erasure", "on"), ("copy_erasure", "up_to"), ("card_copy", "withdrawn"),
    ("provision", "date"), ("closing", "tips"), ("device", "revoked_on"), ("device", "revoked_tips"),
    ("plan_copy", "withdrawn"), ("plan_link", "withdrawn"), ("help_member", "start"), ("role", "start"),
    *(("safety_event", name) for name in fields_of(SafetyEvent)), ("safety_tick", "date"), ("safety_tick", "time"),
}  # fmt: skip
"""Fields that say on which day something was done, or name changes by their ids: a change's bytes hold its writer's date."""


def _undated(shown: dict[Any, list[str]]) -> dict[Any, list[str]]:
    return {place: values for place, values in shown.items() if (place[0], place[2]) not in _OF_THE_CLOCK}


class Machine(RuleBasedStateMachine):
    """Draws the plan and the steps; ``Run`` does the rest.

    Attributes:
        files: whether the databases are real encrypted files and the bundles are really encrypted.
    """

    files = False

    def __init__(self) -> None:
        super().__init__()
        self.run: Run | None = None
        self.twice = False

    @initialize(
        plan=st.sampled_from(sorted(PLANS)),
        old=st.sampled_from([0, 0, 0, 2]),
        seed=st.integers(0, 3),
        twice=st.integers(0, 9),
    )
    def settle(self, plan: str, old: int, seed: int, twice: int) -> None:
        self.run = Run(plan, old, seed, files=self.files)
        self.twice = twice == 9 and not self.files

    def step(self, name: str, n: int, a: int, b: int, c: int) -> None:
        assert self.run is not None
        if name == "set_clock" and self.twice:
            a = 2 + a % 2
        self.run.take((name, n, a, b, c))

    def teardown(self) -> None:
        if self.run is not None:
            run, self.run = self.run, None
            try:
                if self.twice:
                    run.again_with_other_clocks()
            except BaseException:
                run.world.close()
                raise
            run.end()


_small, _number = st.integers(0, 5), st.integers(0, 5)


def _rule(name: str) -> Any:
    def happen(self: Machine, n: int, a: int, b: int, c: int) -> None:
        self.step(name, n, a, b, c)

    happen.__name__ = happen.__qualname__ = name
    return rule(n=_number, a=_small, b=_small, c=_small)(happen)


for _name in DEEDS:
    for _copy in range(_OFTEN.get(_name, 1)):
        setattr(Machine, _name if not _copy else f"{_name}_{_copy + 1}", _rule(_name))


class FileMachine(Machine):
    """The same with real files and real containers."""

    files = True


def profile(examples: int, *, shrink: bool, derandomize: bool = False, steps: int = STEPS) -> settings:
    """Return the settings of a run."""
    phases = [Phase.generate, *([Phase.shrink] if shrink else [])]
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=derandomize,
        phases=phases,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
