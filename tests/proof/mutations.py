"""``python -m tests.proof mutations``: plants one fault after the other, each in a process of its own, and prints who found it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.proof import keys_machine, planted, planted_keys, stories
from tests.proof.machine import Machine, profile

EXAMPLES = 400
"""What every fault, and the program without one, is given."""
_SEED = 5
_FILES = 40  # an example on real files takes as long as so many others
NOTHING = "(nothing planted)"


@dataclass(frozen=True)
class Verdict:
    """What became of one planted fault; ``broken`` is the invariant that failed, "" when none did."""

    name: str
    broken: str
    other: str
    seconds: float


def plant_and_run(name: str, examples: int) -> Verdict:
    """Plant a fault in this process (it stays) and let the machine look for it."""
    began = time.monotonic()
    if name != NOTHING:
        {**planted.ALL, **planted_keys.ALL}[name]()
    broken = other = by = ""
    try:
        if name not in planted_keys.ALL:
            for by, story in stories.ALL.items():  # noqa: B007 - told when it fails
                story.run()
            by = "the machine"
            run_state_machine_as_test(seed(_SEED)(Machine), settings=profile(examples, shrink=False))
        if name not in planted.ALL:
            for by, steps in keys_machine.STORIES.items():  # noqa: B007 - told when it fails
                keys_machine.told(*steps)
            by = "the machine of keys"
            few = profile(max(1, examples // _FILES), shrink=False, steps=keys_machine.STEPS)
            run_state_machine_as_test(seed(_SEED)(keys_machine.KeysMachine), settings=few)
    except AssertionError as error:
        text = str(error).splitlines()[0] if str(error) else repr(error)
        broken, other = (f"{by}: {text}", "") if text.startswith("invariant") else ("", f"{by}: {text}")
    except Exception as error:  # noqa: BLE001 - whatever it is, the planted fault only broke the program
        other = f"{by}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    return Verdict(name, broken, other, time.monotonic() - began)


def _in_process(name: str, examples: int) -> Verdict:
    command = [sys.executable, "-m", "tests.proof", "planted", name, "--examples", str(examples)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.strip():
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        return Verdict(name, "", last, 0.0)
    return Verdict(**json.loads(done.stdout.strip().splitlines()[-1]))


def main(names: list[str], processes: int, examples: int) -> int:
    """Print the table; 0 when the program alone holds and every fault was found by an invariant."""
    wanted = [NOTHING, *(names or [*planted.ALL, *planted_keys.ALL])]
    began = time.monotonic()
    with ThreadPoolExecutor(processes) as pool:
        survived = 0
        print(f"{'planted fault':26} {'seconds':>8}  found by")
        for verdict in pool.map(lambda name: _in_process(name, examples), wanted):
            clean = verdict.name == NOTHING
            good = (not verdict.broken and not verdict.other) if clean else bool(verdict.broken)
            survived += not good
            words = verdict.broken or (f"ONLY BROKE: {verdict.other}" if verdict.other else "nobody")
            print(
                f"{verdict.name:26} {verdict.seconds:8.1f}  {'' if good else '*** '}{words[:140]}", flush=True
            )
    print(f"{len(wanted) - 1} faults, {survived} not as wanted, {time.monotonic() - began:.0f} s")
    return 1 if survived else 0
