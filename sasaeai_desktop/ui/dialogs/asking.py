"""Show a dialog until it is closed, and let go of it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def ask(dialog: QDialog) -> bool:
    """Return whether it was accepted.

    A dialog with a parent would stay as long as the page that asked; what was chosen can still be read from it.
    """
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted
