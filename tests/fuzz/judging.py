"""Trying one case, and saying what is wrong with how the program took it."""

from __future__ import annotations

import random
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.db import conflicts, fold, state
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people, twins
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.salon import salons
from sasaeai_desktop.services.today import worklist
from sasaeai_desktop.services.usb import bundles, ledger, receipts, receiving
from tests.fuzz import changes, frames, outside, world
from tests.fuzz.drafts import copied
from tests.fuzz.mutations import ALL, Case, Mutation
from tests.fuzz.world import Victim, World

MUTATIONS = tuple(ALL)
assert {changes, frames, outside}  # importing them registers theirs


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case ended.

    Attributes:
        name: of the mutation.
        victim: who received it.
        outcome: "refused CHECK", "applied" or "already".
        fault: what is wrong; empty when all is well.
        blob: the file.
    """

    name: str
    victim: str
    outcome: str
    fault: str
    blob: bytes


def attempt(here: World, seed: int, number: int, only: str = "") -> Verdict:
    """Make case ``number`` and let its victim take it."""
    chance = random.Random(f"{seed}:{number}")
    chosen = [m for m in MUTATIONS if only in m.name]
    how = chosen[number % len(chosen)]
    victim = here.victims[number // len(chosen) % len(here.victims)]
    case = Case(chance, copied(victim.draft), victim, here)
    made = how.mutate(case)
    blob = case.draft.seal() if made is None else made
    return judged(victim, how, blob, here.folder / "case.age")


def some(share: tuple[int, int, int, int, str]) -> list[tuple[int, Verdict]]:
    """Run every ``step``-th case from one on, in a world of its own; bytes are kept of what went wrong only."""
    begin, step, cases, seed, only = share
    found = []
    with tempfile.TemporaryDirectory(prefix="sasaeai-fuzz-") as folder:
        here = world.build(Path(folder))
        for number in range(begin, cases, step):
            verdict = attempt(here, seed, number, only)
            blob = verdict.blob if verdict.fault else b""
            found.append(
                (number, Verdict(verdict.name, verdict.victim, verdict.outcome, verdict.fault, blob))
            )
        here.city.close()
    return found


def judged(victim: Victim, how: Mutation, blob: bytes, path: Path) -> Verdict:
    """Let the victim look into a file and take it in, and go back to where it was."""
    path.write_bytes(blob)
    try:
        outcome, fault = _taken(victim, how, path)
    except Exception:  # noqa: BLE001 - just this is looked for: anything that is not a plain refusal
        outcome, fault = "crashed", traceback.format_exc()
    if not outcome.startswith("refused") or fault:
        victim.go_back()
    return Verdict(how.name, victim.name, outcome, fault, blob)


def _taken(victim: Victim, how: Mutation, path: Path) -> tuple[str, str]:
    desk = victim.desk
    try:
        receiving.inspect(desk, path)
    except RefusedError as error:
        if not (error.what.endswith("。") and error.todo.endswith("。") and error.check):
            return "refused", "inspect: a refusal without its words"
    result, _ = receiving.import_file(desk, path)
    if result.state == "refused":
        if not result.reason.endswith("。") or not result.check:
            return "refused", "a refusal without its words"
        same = victim.state() == victim.before
        return f"refused {result.check}", "" if same else "a refusal changed the data"
    if not how.harmless:
        return result.state, "accepted"
    fault = _goes_on(victim, path)
    return result.state, fault


def _goes_on(victim: Victim, path: Path) -> str:
    """Use the installation after it took a bundle in: nothing of it may fail."""
    desk = victim.desk
    with reading(desk) as session:
        problems = fold.check_fold(session)
        state.state_hash(session, open_only=desk.me.council)
        conflicts.open_conflicts(session)
    if problems:
        return f"check: {problems}"
    again, _ = receiving.import_file(desk, path)
    if again.state != "already":
        return f"the same file again was {again.state}"
    if victim.devices() != victim.known:
        return "a device became known that nobody invited"
    _look_around(desk)
    if victim.name == "council":
        routes = [(Route.TO_DISTRICT, "12"), (Route.TO_DISTRICT, "13")]
    else:
        routes = [(Route.TO_COUNCIL, ""), (Route.TO_SIBLING, "")]
        person = people.save_person(desk, None, {"name": "小川 ハナ", "kana": "おがわ はな"})
        undoing.undo_last(desk)
        assert person.result
    for route, code in routes:
        bundles.contents(desk, route, code)
    with reading(desk) as session:
        return "; ".join(fold.check_fold(session))


def _look_around(desk: Desk) -> None:
    for year in (2023, 2024):
        reports.annual(desk, year).to_json()
    receipts.receipts(desk)
    ledger.handed_over(desk)
    ledger.received(desk)
    ledger.partners(desk)
    if not desk.me.council:
        worklist.worklist(desk)
        people.find_people(desk, "")
        twins.likely_twins(desk)
        salons.list_salons(desk, ended=True)
