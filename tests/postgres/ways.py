"""What a council does all year, as calls of the product's own services: the ways that several desks would share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import state
from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.cards import Response
from sasaeai_desktop.domain.council import District
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import answering, cards
from sasaeai_desktop.services.desk import audit, undoing
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.inbox import inbox
from sasaeai_desktop.services.money import computing
from sasaeai_desktop.services.reports import noting, reports, statements
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.usb import bundles, inviting, ledger, receipts, revoking, traffic

YEAR = 2023
Way = Callable[[Desk], Any]


def state_hash(desk: Desk) -> str:
    """Return what ``check`` calls the state of a council."""
    with desk.database.read() as session:
        return state.state_hash(session, open_only=True)


PAGES: dict[str, Way] = {
    "report: the year": lambda desk: reports.annual(desk, YEAR).to_json(),
    "report: its months": lambda desk: reports.months(desk, YEAR),
    "report: notes": lambda desk: noting.notes(desk, YEAR),
    "report: trace of acts": lambda desk: len(reports.trace(desk, "watch.acts", YEAR)["records"]),
    "report: trace of people": lambda desk: len(reports.trace(desk, "watch.people", YEAR)["records"]),
    "cards: list": answering.council_cards,
    "cards: board": cards.board,
    "usb: who has brought what": receipts.receipts,
    "usb: laptops": revoking.laptops,
    "usb: traffic": traffic.traffic,
    "usb: received": ledger.received,
    "usb: handed over": ledger.handed_over,
    "inbox": inbox.items,
    "grants: computed": lambda desk: computing.compute_year(desk, YEAR),
    "access log": audit.entries,
    "undo: last actions": undoing.last_actions,
}
"""What pages of a council read, by name."""


def _problems(desk: Desk) -> list[str]:
    """Return what is wrong, less the words of the guards: those are the engine's own."""
    with desk.database.read() as session:
        return [each for each in checking.database_problems(session) if "guard" not in each]


CHECKS: dict[str, Way] = {"check: state hash": state_hash, "check: whole": _problems}


def open_cards(desk: Desk) -> list[Any]:
    """Return the cards that wait for this council."""
    return [row.card for row in answering.council_cards(desk)]


def answer(desk: Desk, card: Any, words: str = "包括が訪ねます。") -> Any:
    """Answer one card."""
    return answering.answer_card(desk, card.id, Response.SUPPORTED, words, by="相談係")


def _undo(desk: Desk) -> object:
    done = undoing.undo_last(desk)
    return done is not None


def _first_district(desk: Desk) -> str:
    with desk.database.read() as session:
        return min(d.code for d in select(session, District) if d.code != desk.me.code)


WRITES: dict[str, Callable[[Desk, Path], Any]] = {
    "card: answer": lambda desk, _: answer(desk, open_cards(desk)[0]).result,
    "card: undo the answer": lambda desk, _: _undo(desk),
    "card: answer again": lambda desk, _: answer(desk, open_cards(desk)[0], "電話で話しました。").result,
    "card: close": lambda desk, _: answering.close_card(desk, open_cards(desk)[0].id).result,
    "paper district": lambda desk, _: (
        statements.record_statement(
            desk, "77", "紙の地区", YEAR, {"watch.people": 40, "watch.acts": 800}
        ).result
    ),
    "invite a district": lambda desk, to: (
        inviting.invite_district(desk, "78", "新しい地区", to).result.path.name
    ),
    "bundle to a district": lambda desk, to: (
        bundles.export(desk, Route.TO_DISTRICT, to, _first_district(desk)).result.changes
    ),
}
"""What a council writes, by name; in this order."""
