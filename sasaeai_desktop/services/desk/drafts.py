"""下書き: forms that were typed and not saved, kept in the encrypted file until they are saved or thrown away."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import drafts as repo
from sasaeai_desktop.db.repositories.drafts import DraftRow
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.services.desk.desk import Desk, reading

R = TypeVar("R", bound=Record)

State = dict[str, Any]
"""What a form holds, as JSON knows it: texts, numbers, truth values, lists and dicts of them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One kept form.

    Attributes:
        parts: what the form is for: its kind, then hex ids ("record", person, visit).
        title: its heading, as つづきから shows it.
        second: the line below the heading.
        about: the person it speaks of.
        at: when it was kept, ISO; "" lets ``keep`` write the desk's time.
        state: everything that stood in it.
    """

    parts: tuple[str, ...]
    title: str = ""
    second: str = ""
    about: Id | None = None
    at: str = ""
    state: State = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Which form it is."""
        return self.parts[0]


def keep(desk: Desk, draft: Draft) -> None:
    """Keep a form as it stands now.

    Raises:
        DiskError: the disk is full; what was kept before is still there.
    """
    content = json.dumps(
        {"title": draft.title, "second": draft.second, "state": draft.state}, ensure_ascii=False
    )
    at = draft.at or desk.clock.now().isoformat(timespec="seconds")
    row = DraftRow(_name(desk, draft.parts), desk.user.id, draft.about, at, content)
    with desk.database.transaction() as connection:
        repo.put(connection, row)


def drop(desk: Desk, parts: tuple[str, ...]) -> None:
    """Forget a form: it was saved, or is not wanted any more."""
    with desk.database.transaction() as connection:
        repo.remove(connection, _name(desk, parts))


def kept(desk: Desk) -> list[Draft]:
    """Return the forms of the person at the desk, the latest first; one that cannot be read is left out."""
    with reading(desk) as session:
        rows = repo.of_user(session, desk.user.id)
    return [draft for draft in map(_draft, rows) if draft is not None]


def subject(desk: Desk, kind: type[R], ent: Id) -> R | None:
    """Return the record a form is about, None when it has been deleted since."""
    with reading(desk) as session:
        found = base.select(session, kind, "AND id = ?", (ent,))
    return found[0] if found else None


def _name(desk: Desk, parts: tuple[str, ...]) -> str:
    """Two people at one laptop may both be writing about the same person."""
    return "/".join((desk.user.id.hex(), *parts))


def _draft(row: DraftRow) -> Draft | None:
    try:
        content = json.loads(row.content)
        title, second, state = str(content["title"]), str(content["second"]), dict(content["state"])
    except (ValueError, KeyError, TypeError):
        return None
    return Draft(tuple(row.name.split("/")[1:]), title, second, row.about, row.at, state)
