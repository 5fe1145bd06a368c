"""A row behind a figure opens its record: its own page where one is at this desk, else who wrote it and when."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.pages.record_history import RecordHistoryPage

Traced = dict[str, Any]


def open_record(page: Page, record: Traced, words: str) -> None:
    """Show the record behind a row.

    Args:
        page: the list.
        record: as ``reports.trace`` returned it.
        words: what the row says, for the history's heading.
    """
    kind, council = str(record["kind"]), page.context.desk.me.council
    ent, person = _id(record, "id"), _id(record, "person")
    if kind in ("district", "statement"):
        if council:
            page.context.open("districts", str(record["district"]))
    elif kind == "card" and ent:
        page.context.open("cards", ent)
    elif not council and _own_page(page, kind, record):
        return
    elif ent:
        page.push(RecordHistoryPage(page.context, words, kind, ent))
    elif person and not council:
        page.context.open("people", person)


def _own_page(page: Page, kind: str, record: Traced) -> bool:
    """Open a page of a district's desk; False where it has none for this kind."""
    ent, person = _id(record, "id"), _id(record, "person")
    if kind == "visit" and ent:
        _open_visit(page, ent)
    elif kind in ("case", "tally") and person:
        page.context.open("watch", person)
    elif kind in ("role", "tally", "volunteer", "patrol"):
        helper = person or _id(record, "watcher")
        if helper is None:
            return False
        from sasaeai_desktop.ui.pages.people.helper_record import HelperRecordPage  # noqa: PLC0415 - seldom wanted

        page.push(HelperRecordPage(page.context, helper))
    elif kind in ("session", "attendance"):
        page.context.open("salon", ent if kind == "session" else _id(record, "session"))
    elif kind == "salon":
        page.context.open("salon", ("salon", ent))
    else:
        return False
    return True


def _open_visit(page: Page, visit: Id) -> None:
    from sasaeai_desktop.ui.pages.watch.record import RecordPage  # noqa: PLC0415 - another tab's page

    def show(found: Visit | None) -> None:
        if found is not None and found.person is not None:
            page.push(RecordPage(page.context, found.person, found))

    desk = page.context.desk
    page.run(lambda: watching.visit_of(desk, visit), show)


def _id(record: Traced, field: str) -> Id | None:
    text = str(record.get(field) or "")
    return from_hex(text) if text else None
