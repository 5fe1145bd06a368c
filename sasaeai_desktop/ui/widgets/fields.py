"""Form fields: label above, ※必須 / ※任意, support text, editor, error below. An error clears no input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.wheel import CalmBox
from sasaeai_desktop.ui.widgets.labels import label, restyle
from sasaeai_desktop.ui.widgets.lines import Area, Line, WrittenArea

Check = Callable[[str], object]
_LEAST_BOX = 200  # px at 小


class Field(QWidget):
    """What every form field shares.

    Signals:
        changed(): the person changed the value (never during IME preedit).
        left(): focus left the field; the moment to keep a draft.

    Args:
        words: the label, in the paper form's own term.
        name: objectName of the editor; the field itself is ``name + "_field"``.
        required: True writes ※必須, False ※任意, None nothing.
        support: a line under the label, how to fill it.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, words: str, *, name: str, required: bool | None = None, support: str = "") -> None:
        super().__init__()
        self.words = words
        self.required = bool(required)
        self.error = ""
        self._support = support
        self.setObjectName(f"{name}_field")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._label = label(words, "label")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(self._label)
        if required is not None:
            head.addWidget(
                label("※必須" if required else "※任意", "second", tone="error" if required else "")
            )
        head.addStretch(1)
        self._column.addWidget(self._head)
        if support:
            self._column.addWidget(label(support, "second", wrap=True))
        self._error = label("", "label", tone="error", wrap=True, name=f"{name}_error")
        self._error.hide()

    def _finish(self, body: QWidget, editor: QWidget) -> None:
        """Put the editor in and the error line below it."""
        self._editor = editor
        self._label.setBuddy(editor)
        editor.setAccessibleName(self.words)
        editor.setAccessibleDescription(self._support)
        self._column.addWidget(body)
        self._column.addWidget(self._error)

    def hide_label(self) -> None:
        """Leave the label to what stands beside the field (a station of a printed form); it is still read aloud."""
        self._head.hide()

    @property
    def editor(self) -> QWidget:
        """The widget that takes the focus."""
        return self._editor

    def value(self) -> str | tuple[str, ...]:
        """Return what the person entered; "" or () when empty."""
        raise NotImplementedError

    def raw(self) -> Any:
        """Return what stands here exactly as typed, as JSON knows it, for a draft."""
        value = self.value()
        return list(value) if isinstance(value, tuple) else value

    def set_raw(self, raw: Any) -> None:
        """Show what ``raw`` returned; a value of another kind (of another version) is left out."""
        setter: Callable[[Any], None] | None = getattr(self, "set_value", None)
        if setter is not None and isinstance(raw, str | list):
            setter(raw)

    def is_kept(self) -> bool:
        """Whether a draft may hold what stands here."""
        return True

    def check(self) -> str:
        """Return what is wrong in one sentence, "" when nothing is."""
        if self.required and not self.value():
            return f"「{self.words}」を入れてください。"
        return ""

    def _touched(self) -> None:
        """The value changed and is whole (a button or a list was used): what was missing is there now."""
        if self.error and not self.check():
            self.clear_error()
        self.changed.emit()
        self.left.emit()

    def set_error(self, sentence: str) -> None:
        """Show what is wrong and how to fix it below the editor."""
        if sentence == self.error:
            return  # a form that is filled clears every field: to be dressed anew takes a third of a millisecond each
        self.error = sentence
        self._error.setText(f"！ {sentence}")
        self._error.setVisible(bool(sentence))
        self._editor.setAccessibleDescription(sentence or self._support)
        for widget in self._fault_widgets():
            widget.setProperty("fault", "true" if sentence else "false")
            restyle(widget)

    def clear_error(self) -> None:
        """Take the error away; the input stays."""
        self.set_error("")

    def _fault_widgets(self) -> tuple[QWidget, ...]:
        return (self._editor,)

    def focus(self) -> None:
        """Put the cursor here (asked for by the person, from the error list)."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)


class LineField(Field):
    """One line of text.

    Args:
        chars: width in full-width characters, as wide as the expected content; 0 fills the row.
        check: called with the text; raises UserError (its ``what`` is shown) when the text will not do.
        numbers: right aligned, digits expected (full-width ones too).
    """

    def __init__(
        self,
        words: str,
        *,
        name: str,
        required: bool | None = None,
        support: str = "",
        chars: int = 0,
        check: Check | None = None,
        numbers: bool = False,
        unit: str = "",
    ) -> None:
        super().__init__(words, name=name, required=required, support=support)
        self._check = check
        self._chars = chars
        self.line = Line()
        self.line.setObjectName(name)
        if numbers:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self.left)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 0 if chars else 1)
        if unit:
            row.addWidget(label(unit, "second"))
        if chars:
            row.addStretch(1)
        self._widen()
        self._finish(body, self.line)

    def _widen(self) -> None:
        if self._chars:
            self.line.setFixedWidth(px(20 * self._chars + 32))

    def value(self) -> str:
        """Return the text without blanks around it; inside, it stays exactly as written."""
        return self.line.text().strip().strip("\u3000")

    def set_value(self, text: str) -> None:
        """Show a text."""
        self.line.setText(text)

    def raw(self) -> str:
        """Return the text with its blanks."""
        return self.line.text()

    def is_kept(self) -> bool:
        """Keep no passphrase, shown or hidden."""
        return self.line.echoMode() == QLineEdit.EchoMode.Normal

    def check(self) -> str:
        """Return what is wrong, "" when nothing is."""
        return super().check() or _complaint(self._check, self.value())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width in characters when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widen()


class AreaField(Field):
    """Several lines of text; Tab leaves it."""

    def __init__(
        self,
        words: str,
        *,
        name: str,
        required: bool | None = None,
        support: str = "",
        lines: int = 3,
        written: bool = False,
    ) -> None:
        super().__init__(words, name=name, required=required, support=support)
        self._lines = lines
        self.area = WrittenArea() if written else Area()
        self.area.setObjectName(name)
        self.area.setTabChangesFocus(True)
        self.area.textChanged.connect(self.changed)
        self.area.installEventFilter(self)
        self._heighten()
        self._finish(self.area, self.area)

    def _heighten(self) -> None:
        self.area.setFixedHeight(px(32 * self._lines + 20))

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.area.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show a text."""
        self.area.setPlainText(text)

    def raw(self) -> str:
        """Return the text with its blanks."""
        return self.area.toPlainText()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus leaves."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height in lines when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._heighten()


class _Box(CalmBox):
    """As wide as its longest choice where there is room for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        """Return a few characters: a long name must not widen the window."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), px(_LEAST_BOX)), hint.height())


class PickField(Field):
    """A drop-down for long lists (町内会, 担い手); few choices belong in a ``ChoiceField``.

    Args:
        choices: (code, words) in order; the first stands for "not chosen" when its code is "".
    """

    def __init__(
        self,
        words: str,
        choices: tuple[tuple[str, str], ...],
        *,
        name: str,
        required: bool | None = None,
        support: str = "",
    ) -> None:
        super().__init__(words, name=name, required=required, support=support)
        self.box = _Box()
        self.box.setObjectName(name)
        self._left_code = ""
        self.box.activated.connect(lambda _at: self._picked())
        self.set_choices(choices)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addStretch(1)
        self._finish(body, self.box)

    def set_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Show other choices, keeping the chosen code if it is still there."""
        kept = self._left_code or self.box.currentData()
        self.box.clear()
        for code, shown in choices:
            self.box.addItem(shown, code)
        self.set_value(kept or "")

    def _picked(self) -> None:
        self._left_code = ""
        self._touched()

    def check(self) -> str:
        """Return what is missing, "" when nothing is."""
        return f"「{self.words}」をえらんでください。" if self.required and not self.value() else ""

    def raw(self) -> str:
        """Return the code chosen, or the one a draft chose that is not offered yet."""
        return self._left_code or self.value()

    def set_raw(self, raw: Any) -> None:
        """Choose a code, also one that ``set_choices`` will only offer later."""
        if isinstance(raw, str):
            self._left_code = raw if self.box.findData(raw) < 0 else ""
            self.set_value(raw)

    def value(self) -> str:
        """Return the code chosen."""
        return str(self.box.currentData() or "")

    def set_value(self, code: str) -> None:
        """Choose a code; an unknown one leaves the choice alone."""
        at = self.box.findData(code)
        if at >= 0:
            self.box.setCurrentIndex(at)


def _complaint(check: Check | None, text: str) -> str:
    if check is None or not text:
        return ""
    try:
        check(text)
    except UserError as error:
        return sentence_of(error)
    return ""


def sentence_of(error: UserError) -> str:
    """Return what a field says about an input error: how to fix it, else what is wrong."""
    if error.todo and error.what.endswith("まだ入っていません。"):
        return error.todo
    return f"{error.what}{error.todo}"
