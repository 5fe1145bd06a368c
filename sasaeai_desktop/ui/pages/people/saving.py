"""A form whose primary button saves once, however often it is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.questions import agreed

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Done


class SavingPage(Page):
    """The button rests while the worker writes, and comes back when something is wrong."""

    def save_once(self, function: Callable[[], Done[Any]], on_done: Callable[[Any], object]) -> None:
        """Act once; ``on_done`` leaves the page."""
        self.rest_primary()
        self.act(function, on_done)

    def save_asked(
        self,
        questions: Callable[[], Sequence[Finding]],
        function: Callable[[], Done[Any]],
        on_done: Callable[[Any], object],
    ) -> None:
        """As ``save_once``, but first ask about what the rules of judgement find unlikely.

        Args:
            questions: reads what is asked, on the worker.
            function: saves.
            on_done: leaves the page.
        """

        def ask(found: Sequence[Finding]) -> None:
            if agreed(self, found):
                self.act(function, on_done)
            elif self.primary is not None:
                self.primary.setEnabled(True)

        self.rest_primary()
        self.run(questions, ask)

    def rest_primary(self) -> None:
        """Let the primary button rest."""
        if self.primary is not None:
            self.primary.setEnabled(False)

    def show_error(self, error: UserError) -> None:
        """Show what is wrong; the button works again."""
        if self.primary is not None:
            self.primary.setEnabled(True)
        super().show_error(error)
