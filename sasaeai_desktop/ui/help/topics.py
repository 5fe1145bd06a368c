"""Which help belongs to which page."""

from __future__ import annotations

from sasaeai_desktop.ui.help import council, district, everywhere, scanning, sticks
from sasaeai_desktop.ui.help.topic import Help

TOPICS: dict[str, Help] = {
    **district.TOPICS,
    **council.TOPICS,
    **everywhere.TOPICS,
    **sticks.TOPICS,
    **scanning.TOPICS,
}

# Pages without a help of their own show that of the page they are opened from.
_UNDER = {
    "contacts": "watch",
    "contact_form": "watch",
    "history": "watch",
    "state": "watch",
    "tally": "sheet",
    "plan": "salon",
    "salon_form": "salon",
    "one_salon": "salon",
    "table_out": "people",
    "member_form": "person_record",
    "person_history": "person_record",
    "consent": "person_record",
    "erase": "person_record",
    "form": "reports",
    "table": "reports",
    "answer": "council_cards",
    "statement": "districts",
    "district": "districts",
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
