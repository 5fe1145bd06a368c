"""Twenty desks on one PostgreSQL for some minutes: all take the same bundles, read pages, and answer cards.

Afterwards every answer that a desk was told is saved must stand in the journal once, every bundle be counted once, and
the report be the one that was counted while the city was invented. Seconds come from SASAEAI_SECONDS (300), the number
of desks from SASAEAI_DESKS (20).
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import streams
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import receiving
from tests.postgres import ways
from tests.postgres.cluster import Cluster, cluster
from tests.postgres.database import CHANNEL
from tests.postgres.desks import file_desk, no_backups, server_desk
from tests.postgres.moving import move

DESKS = int(os.environ.get("SASAEAI_DESKS", "20"))
SECONDS = float(os.environ.get("SASAEAI_SECONDS", "300"))
_THINK = 2.0  # seconds between two things that a person does
LISTS = (
    "cards: list",
    "cards: board",
    "usb: who has brought what",
    "usb: laptops",
    "usb: received",
    "inbox",
    "report: the year",
)


class Ears(threading.Thread):
    """Hears of other desks' commits, and notes how long after the commit was sent."""

    def __init__(self, server: Cluster) -> None:
        super().__init__(daemon=True)
        self.after: list[float] = []
        self._connection = server.connect(autocommit=True)
        self._connection.execute(f"LISTEN {CHANNEL}")

    def run(self) -> None:
        """Listen until the process ends."""
        for told in self._connection.notifies():
            self.after.append(time.time() - float(told.payload))


def _one_desk(number: int, desk: Desk, server: Cluster, files: list[Path], out: Path, end: float) -> None:
    no_backups()
    chance = random.Random(number)
    there = server_desk(desk, server)
    ears = Ears(server)
    ears.start()
    left = chance.sample(files, len(files))
    pages: list[tuple[str, float]] = []
    answers: list[str] = []
    said: dict[str, list[float]] = {"bundle": [], "answer": []}
    states: dict[str, int] = {}
    while time.time() < end:
        if left:
            start = time.perf_counter()
            taken, _ = receiving.import_file(there, left.pop())
            said["bundle"].append(time.perf_counter() - start)
            states[taken.state] = states.get(taken.state, 0) + 1
        name = chance.choice(LISTS)
        start = time.perf_counter()
        ways.PAGES[name](there)
        pages.append((name, time.perf_counter() - start))
        cards = [card for card in ways.open_cards(there) if card.handed_on]
        if cards and chance.random() < 0.5:
            words = f"机{number}の返事{len(answers)}"
            start = time.perf_counter()
            ways.answer(there, chance.choice(cards[:10]), words)  # the oldest: several desks at one card
            said["answer"].append(time.perf_counter() - start)
            answers.append(words)
        time.sleep(chance.uniform(0, 2 * _THINK))
    found = {"pages": pages, "answers": answers, "states": states, "after": ears.after, **said}
    out.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def at(share: float, times: list[float]) -> float:
    """Return a percentile in milliseconds."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _in_journal(there: Desk) -> dict[str, int]:
    """Return how often each answer stands in the journal."""
    found: dict[str, int] = {}
    with there.database.read() as session:
        for stream in streams.all_streams(session):
            if stream.mine:
                for line in streams.lines_between(session, stream.number, 1, stream.seq):
                    answer = json.loads(line.partition(b"\t")[2])["w"].get("answer")
                    if answer:
                        found[answer[0]] = found.get(answer[0], 0) + 1
    return found


def _print_times(name: str, times: list[float]) -> None:
    print(
        f"  {name:28}{len(times):7}   median {at(0.5, times):7.1f}   95th {at(0.95, times):8.1f}   worst {at(1, times):8.1f} ms"
    )


def report(city: Path) -> None:
    """Let the desks work, then count."""
    no_backups()
    files = sorted((city / "bundles").glob("*.age"))
    expected = json.loads((city / "expected.json").read_text(encoding="utf-8"))
    with (
        cluster() as server,
        file_desk(city / "council-before") as desk,
        tempfile.TemporaryDirectory() as place,
    ):
        move(desk.database, server)
        busy, load, end = server.cpu(), os.getloadavg()[0], time.time() + SECONDS
        outs = [Path(place) / f"{number}.json" for number in range(DESKS)]
        fork = multiprocessing.get_context("fork")
        workers = [
            fork.Process(target=_one_desk, args=(n, desk, server, files, out, end))
            for n, out in enumerate(outs)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        busy = server.cpu() - busy
        found: list[dict[str, Any]] = [
            json.loads(out.read_text(encoding="utf-8")) for out in outs if out.exists()
        ]
        print(
            f"{DESKS} desks, {SECONDS:.0f} s, {len(found)} came to their end; load before {load:.1f}, after {os.getloadavg()[0]:.1f}"
        )
        print(f"server's processor time {busy:.0f} s")
        pages = [(name, t) for each in found for name, t in each["pages"]]
        for name in LISTS:
            _print_times(name, [t for n, t in pages if n == name])
        _print_times("all pages", [t for _, t in pages])
        _print_times("answer saved", [t for each in found for t in each["answer"]])
        _print_times("bundle (or: already)", [t for each in found for t in each["bundle"]])
        _print_times("heard of a commit after", [t for each in found for t in each["after"]])
        there = server_desk(desk, server)
        told = [words for each in found for words in each["answers"]]
        held = _in_journal(there)
        print(
            f"answers {len(told)}: lost {sum(w not in held for w in told)}, double {sum(n > 1 for n in held.values())}"
        )
        states = {
            s: sum(each["states"].get(s, 0) for each in found) for s in ("applied", "already", "refused")
        }
        print(f"bundles: {states}, of {len(files)}")
        mine, wanted = ways.PAGES["report: the year"](there), dict(expected)
        answered = {"cards"}  # desks have answered some
        same = all(mine[k] == wanted[k] for k in wanted if k not in answered | {"by_district"})
        print(
            f"report as counted while inventing (but for cards): {same}; problems: {ways.CHECKS['check: whole'](there)}"
        )
