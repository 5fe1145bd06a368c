"""``python -m tests.proof machine``: the examples shared out among processes, each with a seed of its own."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from concurrent.futures import ProcessPoolExecutor

from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.proof.keys_machine import STEPS, KeysMachine
from tests.proof.machine import Machine, profile

_SHARE = 100


def _share(number: int, examples: int, keys: bool) -> tuple[int, float, str]:
    began = time.monotonic()
    failure = ""
    try:
        if keys:
            few = profile(examples, shrink=False, steps=STEPS)
            run_state_machine_as_test(seed(number)(KeysMachine), settings=few)
        else:
            run_state_machine_as_test(seed(number)(Machine), settings=profile(examples, shrink=False))
    except Exception as error:  # noqa: BLE001 - told to the one who started it, whatever it is
        failure = "".join(traceback.format_exception(error))
    return number, time.monotonic() - began, failure


def main(examples: int, processes: int, first_seed: int, *, keys: bool = False) -> int:
    """Run all examples; 0 when none fails. A failing one is printed with its steps and its seed.

    ``keys``: those of the machine of secrets and powers.
    """
    began = time.monotonic()
    shares = [min(_SHARE, examples - start) for start in range(0, examples, _SHARE)]
    failures = done = 0
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for number, seconds, failure in pool.map(
            _share, range(first_seed, first_seed + len(shares)), shares, [keys] * len(shares)
        ):
            done += shares[number - first_seed]
            failures += bool(failure)
            print(f"seed {number}: {seconds:.0f} s, {done} of {examples}", flush=True)
            if failure:
                print(failure, flush=True)
    print(
        f"{examples} examples, {failures} seeds with a failure, {time.monotonic() - began:.0f} s, {processes} processes"
    )
    return 1 if failures else 0
