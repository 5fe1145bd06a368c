"""What was typed and not yet saved, kept while the program runs (もどる, Esc and a change of tab lose nothing)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any
from weakref import WeakKeyDictionary

from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.pages.page import PageContext

_shelves: WeakKeyDictionary[ChangeHub, dict[Hashable, Any]] = WeakKeyDictionary()


def drafts_of(context: PageContext) -> dict[Hashable, Any]:
    """Return the drafts of one open window, by what they are of; gone with the window."""
    return _shelves.setdefault(context.hub, {})
