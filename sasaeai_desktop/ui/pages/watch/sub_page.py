"""Pages opened over 見守り; F1 shows the help of 見守り."""

from __future__ import annotations

from sasaeai_desktop.ui.pages.page import Page


class SubPage(Page):
    """A page of 見守り that lies over its tab."""

    def help_name(self) -> str:
        """Return the help of the tab."""
        return "watch"
