"""The commands: ``python -m tests.proof machine | keys | mutations | simulator``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict


def main(arguments: list[str]) -> int:
    """Run one of the proofs; 0 when it holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    machine = commands.add_parser("machine", help="stateful examples, over several processes")
    machine.add_argument("--examples", type=int, default=10_000)
    machine.add_argument("--processes", type=int, default=3)
    machine.add_argument("--seed", type=int, default=1)
    keys = commands.add_parser(
        "keys", help="examples of secrets that end and powers that are bounded, on real files"
    )
    keys.add_argument("--examples", type=int, default=400)
    keys.add_argument("--processes", type=int, default=2)
    keys.add_argument("--seed", type=int, default=1)
    mutations = commands.add_parser("mutations", help="plant every fault and see who finds it")
    mutations.add_argument("names", nargs="*")
    mutations.add_argument("--processes", type=int, default=3)
    mutations.add_argument("--examples", type=int, default=400)
    one = commands.add_parser("planted", help="plant one fault in this process")
    one.add_argument("name")
    one.add_argument("--examples", type=int, default=400)
    simulator = commands.add_parser("simulator", help="twelve months of trips, counted twice")
    simulator.add_argument("--districts", type=int, default=48)
    simulator.add_argument("--scale", type=float, default=1.0, help="acts in proportion to a whole city's")
    simulator.add_argument("--seeds", type=int, nargs="+", default=[1])
    simulator.add_argument("--months", type=int, default=12)
    given = parser.parse_args(arguments)
    if given.command in ("machine", "keys"):
        from tests.proof import runs  # noqa: PLC0415 - the other commands need no hypothesis

        return runs.main(given.examples, given.processes, given.seed, keys=given.command == "keys")
    if given.command == "mutations":
        from tests.proof.mutations import main as plant_all  # noqa: PLC0415

        return plant_all(given.names, given.processes, given.examples)
    if given.command == "planted":
        from tests.proof.mutations import plant_and_run  # noqa: PLC0415

        print(json.dumps(asdict(plant_and_run(given.name, given.examples))))
        return 0
    from tests.proof.simulator import main as simulate  # noqa: PLC0415

    return simulate(given.districts, given.scale, given.seeds, given.months)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
