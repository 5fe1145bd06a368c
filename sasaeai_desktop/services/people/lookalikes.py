"""Pairs that look like one person but are two: decided once for all laptops of the district, so that nobody is asked again."""

from __future__ import annotations

import json

from sasaeai_desktop.db import settings
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import deciding
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.people.person_page import name_in
from sasaeai_desktop.services.people.twins import DuplicatePair, likely_twins

_ITEM = "lookalike-"
_DIFFERENT = "different"
_OLD = "different_people"  # where one laptop kept them for itself, before decisions were shared


def open_pairs(desk: Desk) -> list[DuplicatePair]:
    """Pairs who may be one person and of whom nobody said that they are two."""
    return pairs(desk)[0]


def settled_pairs(desk: Desk) -> list[DuplicatePair]:
    """Pairs of whom somebody said that they are two."""
    return pairs(desk)[1]


def pairs(desk: Desk) -> tuple[list[DuplicatePair], list[DuplicatePair]]:
    """Pairs that are still asked about, and those of whom somebody said that they are two."""
    said, found = _said(desk), likely_twins(desk)
    told = [_key(pair.first.id, pair.second.id) in said for pair in found]
    return (
        [pair for pair, settled in zip(found, told, strict=True) if not settled],
        [pair for pair, settled in zip(found, told, strict=True) if settled],
    )


def say_different(desk: Desk, first: Id, second: Id) -> Done[None]:
    """Say that two entries are two people."""
    with acting(desk, "") as session:
        session.label = f"{san(name_in(session.connection, first))}たちを「ちがう人」にしました"
        deciding.decide(session, desk, _ITEM + _key(first, second), _DIFFERENT)
    return Done(None, session.changes)


def ask_again(desk: Desk, first: Id, second: Id) -> Done[None]:
    """Forget that two entries are two people."""
    key = _key(first, second)
    with acting(desk, "") as session:
        session.label = f"{san(name_in(session.connection, first))}たちを もう一度たしかめます"
        deciding.withdraw(session, desk, _ITEM + key)
        kept = set(json.loads(settings.text(session.connection, _OLD, "[]")))
        if key in kept:
            settings.put(session.connection, _OLD, json.dumps(sorted(kept - {key})))
    return Done(None, session.changes)


def _key(first: Id, second: Id) -> str:
    return "".join(sorted((first.hex(), second.hex())))


def _said(desk: Desk) -> set[str]:
    with reading(desk) as session:
        shared = {
            item.removeprefix(_ITEM)
            for item, d in deciding.decisions(session).items()
            if d.choice == _DIFFERENT
        }
        return shared | set(json.loads(settings.text(session, _OLD, "[]")))
