"""The machine of secrets and powers: invariants 16, 17, 18 and 20 over real files, one story after the other."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.proof.keys_world import DEEDS, KeysWorld

STEPS = 9


class KeysMachine(RuleBasedStateMachine):
    """Draws the deeds; ``KeysWorld`` does them and looks what holds."""

    def __init__(self) -> None:
        super().__init__()
        self.world: KeysWorld | None = None

    @initialize()
    def settle(self) -> None:
        self.world = KeysWorld()

    def teardown(self) -> None:
        if self.world is not None:
            world, self.world = self.world, None
            world.close()


def _rule(name: str) -> Any:
    def happen(self: KeysMachine, a: int) -> None:
        assert self.world is not None
        DEEDS[name](self.world, a)

    happen.__name__ = happen.__qualname__ = name
    return rule(a=st.integers(0, 5))(happen)


for _name in DEEDS:
    setattr(KeysMachine, _name, _rule(_name))


def told(*steps: str) -> None:
    """Take the steps of a story ("go", "back_up 3") one after the other."""
    world = KeysWorld()
    try:
        for step in steps:
            name, _, a = step.partition(" ")
            DEEDS[name](world, int(a or 0))
    finally:
        world.close()


STORIES: dict[str, tuple[str, ...]] = {
    "somebody leaves with a copy": ("come", "back_up", "copy_slots", "go", "exchange", "forge", "forge 1", "restore"),
    "an old backup comes back": ("come", "back_up", "go", "restore", "reopen"),
    "secrets end one after the other": ("new_paper", "back_up", "new_paper", "entrust", "change_passphrase", "entrust 1"),
    "sticks in a drawer": ("copy_elsewhere", "copy_elsewhere 2", "change_passphrase", "copy_elsewhere 2", "copy_elsewhere", "reopen"),
    "a clock at 2099, then at 2015": ("back_up 1", "back_up 2", "back_up", "back_up 4", "restore 2", "back_up 2"),
    "hostile hands": ("write", "hostile_sibling 1", "hostile_council", "hostile_council 1", "hostile_council 2", "exchange"),
}  # fmt: skip
"""Short stories that meet every invariant; each planted fault is tried on them before the machine draws its own."""
