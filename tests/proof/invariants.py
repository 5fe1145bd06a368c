"""The invariants of sync section 7 that hold after every step, as named checks; ``ending`` has those of the end."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from sasaeai_desktop.db import fold
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.usb import receipts
from tests.proof import oldprogram
from tests.proof.comparing import hold
from tests.proof.journal import DELETED, Facts, as_text
from tests.proof.parcels import Parcel
from tests.proof.settled import HOME
from tests.proof.world import Seat, World

# -- after every step ------------------------------------------------------------------------------------------------


def check_step(seat: Seat) -> None:
    """6: the tables are the folded journal, by the product's own check; 15: nothing lies where it may not."""
    with oldprogram.running() if seat.old else nullcontext(), seat.database.read() as connection:
        problems = fold.check_fold(connection)
    hold(6, not problems, f"{seat.name}: {problems[:3]}")
    check_audiences(seat)


def check_step_quickly(world: World, n: int) -> None:
    """What is cheap enough to be looked at after every step."""
    check_audiences(world.seats[n])


def check_audiences(seat: Seat) -> None:
    """15: a council holds no home chain, a laptop nothing of another district."""
    for line in seat.facts.lines.values():
        if line.audience == "common":
            continue
        own = seat.council or line.about == seat.district
        secret = seat.council and line.audience == "home" and not line.stream.startswith(f"{seat.district}.")
        hold(15, own and not secret, f"{seat.name} holds {line.kind} of {line.stream}")


def check_parcel(seat: Seat, parcel: Parcel) -> None:
    """15: what a bundle carries may leave; a copy inside has consent as the sender knows it now."""
    leaves = parcel.route is Route.TO_COUNCIL
    for line in parcel.lines:
        hold(15, line.audience != "home" or parcel.route is Route.TO_SIBLING, f"a home change to {parcel.to}")
        text = as_text([line.w])
        may_name = line.audience in ("shared", "home") or line.kind == "move_offer"
        hold(15, may_name or HOME not in text, f"{line.kind} in {line.stream} carries {text}")
        if line.kind == "card_copy" and leaves and line.w.get("name", (None,))[0]:
            hold(15, consent_holds(seat.facts, line.ent), "a copy without consent is in the bundle")
        if line.kind == "plan_copy" and leaves and line.w.get("name", (None,))[0]:
            hold(
                15, plan_consent_holds(seat.facts, line.ent), "a plan's copy without consent is in the bundle"
            )
        if line.kind == "move_offer" and seat.council and line.w.get("name", (None,))[0]:
            hold(15, offer_holds(seat.facts, line.ent), "an offer whose copy was withdrawn is in the bundle")


def offer_holds(facts: Facts, offer: str) -> bool:
    """Say whether an offer may be named, by the council's journal alone: the copy it was made of still says a name."""
    copies = {
        facts.values(("move_link", ent, "copy"))[0]
        for kind, ent, name in list(facts.writes)
        if kind == "move_link" and name == "offer" and offer in facts.values((kind, ent, name))
    }
    live = [facts.values(("card_copy", copy, "withdrawn")) in ([], [None]) for copy in copies]
    return bool(live) and all(live)


def consent_holds(facts: Facts, copy: str) -> bool:
    """Say whether a copy's card may be named, by the journal alone: the card's word, and no なし of the person."""
    cards = {
        facts.values(("card_link", ent, "card"))[0]
        for kind, ent, name in list(facts.writes)
        if kind == "card_link" and name == "copy" and copy in facts.values((kind, ent, name))
    }
    for card in cards:
        if facts.values(("card", card, "consent")) != ["given"]:
            return False
        if "abuse" in as_text(facts.values(("card", card, "troubles"))):
            return False
        people = facts.values(("card", card, "person"))
        if len(people) > 1 or any(_refused(facts, person) for person in people if person):
            return False
    return True


def plan_consent_holds(facts: Facts, copy: str) -> bool:
    """Say whether a plan's copy may be named, by the journal alone: its person said あり last, and nobody disputes it."""
    plans = {
        facts.values(("plan_link", ent, "plan"))[0]
        for kind, ent, name in list(facts.writes)
        if kind == "plan_link" and name == "copy" and copy in facts.values((kind, ent, name))
    }
    people = {p for plan in plans for p in facts.values(("evacuation_plan", plan, "person")) if p}
    return not any(_refused(facts, person, "evacuation") for person in people)


def _refused(facts: Facts, person: str, purpose: str = "refer") -> bool:
    newest, words = "", set()
    for ent in {e for k, e, _ in list(facts.writes) if k == "consent"}:

        def live(name: str, ent: str = ent) -> list[Any]:
            return facts.values(("consent", ent, name))

        if person not in live("person") or live("purpose") != [purpose]:
            continue
        days = [day for name in ("date", "revoked_on") for day in live(name) if day]
        disputed = any(len(live(name)) > 1 for name in ("person", "purpose", "state", "date", "revoked_on"))
        gone = any(live(DELETED))
        if gone and not disputed and len(live(DELETED)) == 1:
            continue
        word = "refused" if any(live("revoked_on")) or disputed or gone else (live("state") or ["unknown"])[0]
        day = max(days, default="")
        if day > newest:
            newest, words = day, set()
        if day == newest:
            words.add(word)
    return "refused" in words


def check_copies(seat: Seat) -> None:
    """15: whoever received a copy shows nothing of it once it was withdrawn."""
    tables = (
        ("card_copy", "name, facts, phone"),
        ("plan_copy", "name, place, supporters"),
        ("move_offer", "name, facts"),
    )
    for columns in (f"{words} FROM {kind}" for kind, words in tables):
        rows = seat.database.raw.execute(f"SELECT {columns} WHERE withdrawn IS NOT NULL")
        for row in rows.fetchall():
            hold(15, not any(row), f"{seat.name} still shows a copy that was withdrawn: {row}")


def check_receipts(seat: Seat) -> None:
    """8: what counts as confirmed was held by the peer when it wrote the bundle that came in last."""
    mine = {row[0] for row in seat.database.raw.execute("SELECT name FROM stream WHERE mine = 1").fetchall()}
    own = [line for line in seat.facts.lines.values() if line.stream in mine]
    for receipt in receipts.receipts(seat.desk):
        held = seat.stated.get(receipt.device)
        if held is None:
            continue
        may_have = [line for line in own if _may_have(seat, receipt.council, receipt.district, line.stream)]
        really = sum(line.id in held for line in may_have)
        confirmed = len(may_have) - receipt.unconfirmed
        hold(
            8,
            confirmed <= really,
            f"{seat.name}: {confirmed} confirmed by {receipt.device}, which held {really}",
        )


def _may_have(seat: Seat, council: bool, district: str, stream: str) -> bool:
    audience = stream.rpartition(".")[2]
    if seat.council:
        return audience in ("common", f"reply-{district}")
    return audience in (("open", "shared") if council else ("open", "shared", "home"))
