"""One place that tells every page what changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sasaeai_desktop.domain.changes import Changes


class ChangeHub(QObject):
    """Emits each ``Changes`` once; pages refresh what they show, the status bar says what was done.

    Signals:
        changed(Changes): one action of a person, an import or an undo.
    """

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Tell everybody; call on the GUI thread."""
        self.changed.emit(changes)
