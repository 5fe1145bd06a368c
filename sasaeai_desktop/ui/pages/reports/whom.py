"""Whom a form can be filled for, as choices of a drop-down."""

from __future__ import annotations

from sasaeai_desktop.services.desk.desk import Desk

Choices = tuple[tuple[str, str], ...]


def choices_for(desk: Desk, whom: str, month: str, year: int, *, by_sheet: bool = False) -> Choices:
    """Return (id as hex, words) in the order of the lists; runs on the worker.

    Args:
        desk: the open desk.
        whom: "watcher", "volunteer", "person", "salon" or "card".
        month: of the sheets.
        year: of the cards.
        by_sheet: only watchers who have a sheet in the month.
    """
    from sasaeai_desktop.services.cards import cards  # noqa: PLC0415 - on use
    from sasaeai_desktop.services.people import people, volunteers  # noqa: PLC0415 - on use
    from sasaeai_desktop.services.salon import salons  # noqa: PLC0415 - on use
    from sasaeai_desktop.services.watch import sheets  # noqa: PLC0415 - on use

    if whom == "watcher" and by_sheet:
        return tuple((s.watcher.hex(), s.watcher_name) for s in sheets.sheets_of_month(desk, month))
    if whom in ("watcher", "volunteer"):
        found = volunteers.find_volunteers(desk, limit=5000)
        return tuple((v.id.hex(), v.name) for v in found if (v.people if whom == "watcher" else v.roles))
    if whom == "person":
        rows = people.find_people(desk, "", watched=True, limit=5000)
        return tuple((r.id.hex(), f"{r.name}　{r.town}".rstrip("　")) for r in rows)
    if whom == "salon":
        return tuple((s.id.hex(), s.name) for s in salons.list_salons(desk))
    board = [row for state in cards.board(desk, year).values() for row in state]
    return tuple((row.id.hex(), f"{row.number}　{row.name}") for row in board)
