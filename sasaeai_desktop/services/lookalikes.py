"""Pairs that look like one person but are two: remembered on this laptop, so that nobody is asked again."""

from __future__ import annotations

import json

from sasaeai_desktop.db import settings
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import Desk, reading
from sasaeai_desktop.services.people import DuplicatePair, duplicates_hint

_NAME = "different_people"


def open_pairs(desk: Desk) -> list[DuplicatePair]:
    """Pairs who may be one person and of whom nobody said that they are two."""
    said = _said(desk)
    return [pair for pair in duplicates_hint(desk) if _key(pair.first.id, pair.second.id) not in said]


def settled_pairs(desk: Desk) -> list[DuplicatePair]:
    """Pairs of whom somebody said that they are two."""
    said = _said(desk)
    return [pair for pair in duplicates_hint(desk) if _key(pair.first.id, pair.second.id) in said]


def say_different(desk: Desk, first: Id, second: Id) -> None:
    """Remember that two entries are two people (a choice of this laptop; not in the journal)."""
    _keep(desk, _said(desk) | {_key(first, second)})


def ask_again(desk: Desk, first: Id, second: Id) -> None:
    """Forget it."""
    _keep(desk, _said(desk) - {_key(first, second)})


def _key(first: Id, second: Id) -> str:
    return "".join(sorted((first.hex(), second.hex())))


def _said(desk: Desk) -> set[str]:
    with reading(desk) as session:
        return set(json.loads(settings.text(session, _NAME, "[]")))


def _keep(desk: Desk, keys: set[str]) -> None:
    with desk.database.transaction() as connection:
        settings.put(connection, _NAME, json.dumps(sorted(keys)))
