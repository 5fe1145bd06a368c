"""Which forms there are and what they are called; the page shows them before anything that draws is loaded."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.forms import registry
from sasaeai_desktop.services.desk.desk import Desk, reading


def forms() -> list[str]:
    """Return the names of the forms that exist."""
    return list(registry.names())


def titles() -> dict[str, str]:
    """Return the Japanese title of every form by name."""
    return dict(registry.TITLES)


def groups(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return the names of the forms by programme, for the gallery; of programmes that are done here."""
    found = registry.groups()
    with reading(desk) as session:
        return {
            group: forms
            for group, forms in found.items()
            if not (kinds := registry.wanted_with(group)) or any(base.has_any(session, k) for k in kinds)
        }
