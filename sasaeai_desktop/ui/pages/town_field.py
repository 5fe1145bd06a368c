"""町内会 to be typed, with the one of the register that was probably meant as a button below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from sasaeai_desktop.services.people.towns import meant_town
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField


class TownField(LineField):
    """A line that offers the known way of writing once it is left; nothing is changed unless the button is pressed.

    Args:
        name: objectName of the line; the button is ``name + "_meant"``.
        chars: width in full-width characters.
    """

    def __init__(self, *, name: str, chars: int) -> None:
        super().__init__("町内会", name=name, chars=chars, required=False)
        self._known: tuple[str, ...] = ()
        self._meant = ""
        self._offer = QuietButton("", name=f"{name}_meant", on_click=self._take)
        self._offer.hide()
        self._column.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.left.connect(self._look)
        self.changed.connect(self._offer.hide)

    def know(self, towns: Sequence[str]) -> None:
        """Take the 町内会 of the register."""
        self._known = tuple(towns)

    def _look(self) -> None:
        self._meant = meant_town(self.value(), self._known)
        if self._meant:
            self._offer.set_words(f"「{self._meant}」にする")
        self._offer.setVisible(bool(self._meant))

    def _take(self) -> None:
        self.set_value(self._meant)
        self._offer.hide()
        self.changed.emit()
