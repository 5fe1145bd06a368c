"""Qt's application as ``app.run_window`` makes it, for the sides that drive a window of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.ui import lean_pyside, tidying

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def as_the_program_does() -> QApplication:
    """Return the application, dressed, which does not end with its last window."""
    tidying.seldom()
    lean_pyside.load()
    from sasaeai_desktop.ui.screenshots import dressed  # noqa: PLC0415 - after those two

    app = dressed(20)
    app.setQuitOnLastWindowClosed(False)
    tidying.here_alone(app)
    return app
