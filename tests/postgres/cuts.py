"""Fifty kills (-9) of a desk that has its own file, while it answers cards and passes its changes on.

What it has said is saved must reach the other desk once: after each kill the desk is opened again, learns from the
carrier itself what of its own lies there, and passes the rest on.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from pathlib import Path
from typing import Any

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.practice.city import TODAY
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety.setup import open_with_key
from tests.postgres import ways
from tests.postgres.cluster import Cluster, cluster
from tests.postgres.desks import file_desk
from tests.postgres.sealed import Member, ServerCarrier, answers_in, waiting

_MOMENTS = int(os.environ.get("SASAEAI_MOMENTS", "50"))


def _opened(desk: Desk, key: bytes) -> Desk:
    """Open a desk's folder again, as after a power cut."""
    return open_with_key(desk.paths, key, desk.user.id, clock_at(TODAY))


def _work(desk: Desk, key: bytes, seal: bytes, server: Cluster, told: Any, moment: int) -> None:
    member = Member(_opened(desk, key), seal, fresh=False)
    carrier = ServerCarrier(server)
    member.resume(carrier)
    member.send(carrier)
    for n in range(10_000):
        words = f"{moment}回目の{n}"
        ways.answer(member.desk, waiting(member.desk)[n % 5], words)
        told.send(words)
        if n % 3 == 0:  # so that a kill finds something that was not passed on
            member.send(carrier)


def report(city: Path) -> None:
    """Kill, open, compare."""
    chance, seal = random.Random(17), os.urandom(32)
    fork = multiprocessing.get_context("fork")
    with cluster() as server, file_desk(city / "council") as one, file_desk(city / "council") as two:
        other, carrier = Member(two, seal), ServerCarrier(server)
        key = one.database.lend_key(bytes)
        Member(one, seal)  # a life of its own
        one.put_away()
        told: list[str] = []
        for moment in range(_MOMENTS):
            ours, its = fork.Pipe(duplex=False)
            worker = fork.Process(target=_work, args=(one, key, seal, server, its, moment))
            worker.start()
            its.close()
            told.append(ours.recv())
            time.sleep(chance.uniform(0, 1))
            worker.kill()
            worker.join()
            try:
                while True:
                    told.append(ours.recv())
            except EOFError:
                pass
        again = Member(_opened(one, key), seal, fresh=False)
        again.resume(carrier)
        again.send(carrier)
        other.take(carrier)
        held = answers_in(two)
        print(f"{_MOMENTS} kills of a desk, {len(told)} answers it had said are saved")
        print(
            f"at the other desk: lost {sum(w not in held for w in told)}, double {sum(n > 1 for n in held.values())}"
        )
        print(f"same state: {ways.state_hash(again.desk) == ways.state_hash(two)}")
        print(f"problems: {ways.CHECKS['check: whole'](again.desk) + ways.CHECKS['check: whole'](two)}")
        again.desk.put_away()
