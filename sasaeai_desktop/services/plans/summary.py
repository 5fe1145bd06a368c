"""The summary for the 災害対策本部: counts; names only with consent or in danger to life, said and recorded.

It is printed or saved and handed over in person; no chain carries it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.domain.plans import Safety, SafetyEvent
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.common import need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.desk.provisions import note_provision
from sasaeai_desktop.services.people.consents import read_consents
from sasaeai_desktop.services.plans.disaster import SafetyRow, board

NOBODY, CONSENTED, DANGER = "nobody", "consented", "danger"
"""Whose names stand on it: no one's; theirs who consented to 避難支援者への提供; everybody's, in danger to life."""
HEADQUARTERS = "災害対策本部"


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One who needs something, or of whom nothing is known."""

    person: Id
    name: str
    place: str
    state: str
    details: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the headquarters gets; ``unnamed`` is how many of those to list may not be named."""

    event: SafetyEvent
    title: str
    total: int
    safe: int
    help: int
    unknown: int
    left: int
    minutes_half: int | None
    minutes_all: int | None
    people: tuple[NamedPerson, ...]
    unnamed: int
    ground: str


def summary(desk: Desk, event: Id, named: str = NOBODY, reason: str = "") -> Summary:
    """Return the summary as it stands now.

    Args:
        desk: the open desk.
        event: which event.
        named: ``NOBODY``, ``CONSENTED`` or ``DANGER``.
        reason: why there is danger to life; needed with ``DANGER``.

    Raises:
        InputError: danger without a reason, or there is no such event.
    """
    if named not in (NOBODY, CONSENTED, DANGER):
        raise InputError("お名前をどうするかが えらばれていません。", "3つのうちから えらんでください。")
    ground = ""
    if named == DANGER:
        ground = f"命の危険があるため（{need(reason, '命の危険のわけ')}）"
    elif named == CONSENTED:
        ground = "本人の同意がある方だけ"
    found = board(desk, event)
    listed = [row for row in found.rows if row.state != Safety.SAFE]
    shown = listed if named == DANGER else []
    if named == CONSENTED:
        with reading(desk) as session:
            alias = people_repo.aliases(session)
            said = read_consents(session, alias, [r.person for r in listed], Purpose.EVACUATION)
        shown = [r for r in listed if said.get(r.person) is ConsentState.GIVEN]
    return Summary(
        found.event, found.title, len(found.rows), found.safe, found.help, found.unknown, found.left,
        found.minutes_half, found.minutes_all, tuple(_named(desk, shown)),
        len(listed) - len(shown) if named != NOBODY else 0, ground,
    )  # fmt: skip


def _named(desk: Desk, rows: list[SafetyRow]) -> list[NamedPerson]:
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        people = people_repo.people(session, alias, [r.person for r in rows])
    return [
        NamedPerson(
            r.person, r.name, people[r.person].address or r.town + r.group,
            label_of(Safety, r.state) if r.state else "まだ", "　".join(w for w in (r.needs, r.seen) if w),
        )
        for r in rows
    ]  # fmt: skip


def note_handed(desk: Desk, some: Summary, medium: str) -> Done[None]:
    """Write down that a summary with names was printed or saved for the headquarters; without names nothing leaves.

    Args:
        desk: the open desk.
        some: what was printed.
        medium: 紙 or ファイル.
    """
    with acting(desk, f"{some.title}のまとめを出しました", undoable=False) as session:
        if some.people:
            note_provision(
                session, desk, what="安否確認のまとめ", names=[p.name for p in some.people],
                people=tuple(p.person for p in some.people), to=HEADQUARTERS, purpose=some.ground, medium=medium,
            )  # fmt: skip
        audit.log_access(session.connection, desk, f"safety summary {len(some.people)}")
    return Done(None, session.changes)
