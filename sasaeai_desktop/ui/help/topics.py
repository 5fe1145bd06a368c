"""Which help belongs to which page."""

from __future__ import annotations

from sasaeai_desktop.ui.help import (
    council,
    district,
    everywhere,
    forms,
    programmes,
    register,
    scanning,
    sticks,
    year,
)
from sasaeai_desktop.ui.help.topic import Help

TOPICS: dict[str, Help] = {
    **district.TOPICS,
    **council.TOPICS,
    **everywhere.TOPICS,
    **sticks.TOPICS,
    **scanning.TOPICS,
    **forms.TOPICS,
    **programmes.TOPICS,
    **register.TOPICS,
    **year.TOPICS,
}

# Pages without a help of their own show that of the page they are opened from.
_UNDER = {
    "contact_form": "contacts",
    "history": "watch",
    "member_form": "person_record",
    "person_history": "record_history",
    "helper_form": "person_form",
    "helper_record": "person_record",
    "scan_notes": "scan_visit",
    "table": "reports",
    "exchange": "usb",
    "stander": "school",
}


def topic_of(name: str) -> str:
    """Return the name of the topic a page shows, "" when only the general help fits."""
    for candidate in (name, _UNDER.get(name, ""), name.partition("_")[0]):
        if candidate in TOPICS:
            return candidate
    return ""


def help_of(name: str) -> Help:
    """Return the help of a page by its help name; a page without its own gets the general one."""
    return TOPICS.get(topic_of(name), everywhere.GENERAL)
