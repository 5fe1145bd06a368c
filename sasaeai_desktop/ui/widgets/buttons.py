"""The push buttons of the window; what they look like is the stylesheet's business."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import icon
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.lines import keep_word

_ICON_COLOURS = {
    "primary": "WHITE", "outline": "ACCENT", "row": "ACCENT", "link": "ACCENT", "step": "ACCENT",
}  # fmt: skip  # tokens: a change of theme changes them


class Button(QPushButton):
    """A push button of one kind.

    Args:
        text: verb and object (「きろくを保存する」).
        name: objectName.
        kind: primary, outline, row, quiet, small, link, choice, chip or step.
        icon: name in resources/icons, "" for none.
        on_click: called without arguments when pressed.
        hint: accessible description, for what the words alone do not say.
    """

    def __init__(
        self,
        text: str,
        *,
        name: str,
        kind: str = "quiet",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # The yellow focus ground is for people at the keyboard; a click acts and leaves the focus alone.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self._kind = kind
        self._icon_name = icon
        self._theme = c.theme
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())  # without Qt's checked flag
        self._draw_icon()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take in the word that is still being typed somewhere before the button does what it is for."""
        keep_word()
        super().mousePressEvent(event)

    def set_words(self, text: str) -> None:
        """Change the words and the accessible name together."""
        self.setText(text)
        self.setAccessibleName(text)

    def _draw_icon(self) -> None:
        if not self._icon_name:
            return
        side = px(24)
        colour = c.BLACK if self.hasFocus() else c.value(_ICON_COLOURS.get(self._kind, "INK"))
        gap = 8 if self.text() else 0
        self.setIconSize(QSize(side + gap, side))
        self.setIcon(icon(self._icon_name, colour, side, gap=gap))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, not the page's primary one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Turn the icon black on the yellow focus ground."""
        super().focusInEvent(event)
        self._draw_icon()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give the icon its rest colour back."""
        super().focusOutEvent(event)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icon when 文字の大きさ or the colours change."""
        super().changeEvent(event)
        recoloured = event.type() == QEvent.Type.StyleChange and self._theme != c.theme
        if event.type() == QEvent.Type.FontChange or recoloured:
            self._theme = c.theme
            self._draw_icon()


class PrimaryButton(Button):
    """The one thing this screen is for; 56 high, top right."""

    def __init__(
        self,
        text: str,
        *,
        name: str = "primary",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text, name=name, kind="primary", icon=icon, on_click=on_click)


class OutlineButton(Button):
    """A second way, 48 high, or 56 beside the primary button (``tall``)."""

    def __init__(
        self,
        text: str,
        *,
        name: str,
        icon: str = "",
        tall: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text, name=name, kind="outline", icon=icon, on_click=on_click)
        if tall:
            self.setProperty("tall", "true")


class QuietButton(Button):
    """A grey-bordered button; ``row=True`` writes it in the accent colour (buttons at the end of a row)."""

    def __init__(
        self,
        text: str,
        *,
        name: str,
        icon: str = "",
        row: bool = False,
        on_click: Callable[[], object] | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(
            text, name=name, kind="row" if row else "quiet", icon=icon, on_click=on_click, hint=hint
        )


class LinkButton(Button):
    """Words in accent without a border, 44 high."""

    def __init__(self, text: str, *, name: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__(text, name=name, kind="link", on_click=on_click)


def step_buttons(name: str, before: str, after: str, turn: Callable[[int], object]) -> tuple[Button, Button]:
    """Return the two arrows beside a month or a year; ``turn`` takes -1 or 1.

    Args:
        name: the arrows are called ``name + "_before"`` and ``"_after"``.
        before: words of the left arrow for assistive programs.
        after: words of the right one.
        turn: called with the step.
    """
    left = Button("", name=f"{name}_before", kind="step", icon="chevron-left", on_click=lambda: turn(-1))
    right = Button("", name=f"{name}_after", kind="step", icon="chevron-right", on_click=lambda: turn(1))
    left.setAccessibleName(before)
    right.setAccessibleName(after)
    return left, right
