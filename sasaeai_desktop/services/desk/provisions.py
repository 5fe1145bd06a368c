"""第三者提供記録: the one place that writes down whose names left the desk, to whom and why."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.desk import Desk

OUTSIDE = "地区の外（市社協・地域包括支援センターなど）"


def note_provision(
    session: WriteSession,
    desk: Desk,
    *,
    what: str,
    to: str,
    purpose: str,
    medium: str,
    names: Iterable[str] = (),
    people: tuple[Id, ...] = (),
    day: str = "",
) -> None:
    """Write one line, by the person at the desk.

    Args:
        session: the action by which the names leave.
        desk: the open desk.
        what: the paper or file.
        to: the receiver.
        purpose: what for.
        medium: 紙, ファイル, USB or a file's suffix.
        names: whose; none where only a count is known.
        people: their records, where they have any.
        day: ISO day; today when not given.
    """
    values = {
        "date": day or session.today, "what": what, "people": people, "names": "、".join(names), "to": to,
        "purpose": purpose, "medium": medium, "by": desk.user.name,
    }  # fmt: skip
    session.record(Provision, session.new_id(), values)
