"""A form whose primary button saves once, however often it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.pages.page import Page

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Done


class SavingPage(Page):
    """The button rests while the worker writes, and comes back when something is wrong."""

    def save_once(self, function: Callable[[], Done[Any]], on_done: Callable[[Any], object]) -> None:
        """Act once; ``on_done`` leaves the page."""
        self.rest_primary()
        self.act(function, on_done)

    def rest_primary(self) -> None:
        """Let the primary button rest."""
        if self.primary is not None:
            self.primary.setEnabled(False)

    def show_error(self, error: UserError) -> None:
        """Show what is wrong; the button works again."""
        if self.primary is not None:
            self.primary.setEnabled(True)
        super().show_error(error)
