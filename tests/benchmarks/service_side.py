"""The product's side of what has an absolute limit, in a fresh process.

    python -m tests.benchmarks.service_side annual COUNCIL PASSPHRASE_FILE    the city's annual report
    python -m tests.benchmarks.service_side search DISTRICT PASSPHRASE_FILE   search as someone types
    python -m tests.benchmarks.service_side unlock DISTRICT PASSPHRASE_FILE   opening less what the passphrase takes
    python -m tests.benchmarks.service_side fill DISTRICT PASSPHRASE_FILE     makes the 10,000 people for it

Prints the median in ms, and the first call (file not yet in memory) and the slowest beside it.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import TODAY
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.plan import city_plan
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.vault import PRACTICE, keeper

PEOPLE = 10_000
TYPED = (
    "さとう",
    "たかはし",
    "ワタナベ",
    "よしだ す",
    "髙橋",
    "渡邊",
    "斉藤",
    "﨑",
    "12条",
    "あさこ",
    "0123",
    "ん",
)
_FIELDS = ("name", "kana", "birth", "sex", "address", "town", "group", "phone", "household")


def fill(folder: Path, passphrase: str) -> None:
    """Make a district with so many people."""
    share = city_plan(5, 1).districts[0]
    draft = Draft(5, share, tuple(f"{n // 8 + 1}条{n % 8 + 1}丁目町内会" for n in range(60)))
    rng = draft.chance("many")
    for _ in range(PEOPLE):
        draft.add_person(rng, watched=False)
    paths = app_paths(folder)
    desk = setup.begin_district(paths, "12", "緑が丘", passphrase, clock_at(TODAY), kdf=PRACTICE).desk
    with closing(desk), acting(desk, "名簿を入れました") as session:
        session.record_many(
            Person,
            (
                (session.new_id(), {"number": p.key, **{n: getattr(p, n) for n in _FIELDS}})
                for p in draft.people
            ),
        )


def keystrokes() -> list[str]:
    """Return every text that stands in the search box while all of ``TYPED`` is typed."""
    return [text[: n + 1] for text in TYPED for n in range(len(text))]


def timed(calls: Sequence[Callable[[], object]]) -> dict[str, float]:
    """Time calls one by one."""
    taken = []
    for call in calls:
        began = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - began))
    return {"ms": statistics.median(taken), "first": taken[0], "worst": max(taken)}


def _calls(what: str, desk: Desk) -> list[Callable[[], object]]:
    if what == "annual":
        return [lambda: reports.annual(desk, 2023).to_json()] * 11
    return [lambda text=text: people.find_people(desk, text) for text in keystrokes()]  # type: ignore[misc]  # bound


def unlocking(folder: Path, passphrase: str) -> dict[str, float]:
    """Time opening a desk beyond what its passphrase takes (Argon2id, at whatever cost the slot has)."""
    taken = []
    for _ in range(7):
        began = time.perf_counter()
        keeper.unlock(app_paths(folder), passphrase)
        derived = time.perf_counter() - began
        began = time.perf_counter()
        desk = setup.open_desk(app_paths(folder), passphrase, clock_at(TODAY))
        taken.append(1000 * (time.perf_counter() - began - derived))
        desk.close()
    return {"ms": statistics.median(taken), "first": taken[0], "worst": max(taken)}


def main() -> None:
    """Do what was asked for."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    passphrase = Path(sys.argv[3]).read_text().strip()
    if what == "fill":
        fill(folder, passphrase)
        return
    if what == "unlock":
        print(json.dumps(unlocking(folder, passphrase)))
        return
    with closing(setup.open_desk(app_paths(folder), passphrase, clock_at(TODAY))) as desk:
        print(json.dumps(timed(_calls(what, desk))))


if __name__ == "__main__":
    main()
