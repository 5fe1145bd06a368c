"""様子をえらぶ: how it was on one day of the paper sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.domain.watch import Condition
from sasaeai_desktop.services.watch.sheets import Mark
from sasaeai_desktop.ui.pages.watch.sign_fields import SignFields
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import AreaField
from sasaeai_desktop.ui.widgets.labels import label


class SignDialog(QDialog):
    """Condition, signs and memo of one mark; 決める keeps them, もどる leaves the mark as it was.

    Args:
        parent: the page.
        title: 「阿部 ハツさん　5月14日（木）」.
        mark: what is noted so far.
    """

    def __init__(self, parent: QWidget | None, title: str, mark: Mark) -> None:
        super().__init__(parent)
        self.setObjectName("sign_dialog")
        # The dialog takes the focus itself: Enter keeps, and no button shines at somebody with a mouse.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle("様子をえらぶ")
        self.condition = ChoiceField("様子", [(x.value, x.label) for x in Condition], name="sign_condition")
        self.signs = SignFields(name="sign_signs")
        self.memo = AreaField("メモ", name="sign_memo", lines=1, required=False)
        self.condition.set_value(mark.condition or Condition.SAME.value)
        if not is_noted(mark):
            self.condition.set_value(Condition.CONCERN.value)  # why else would somebody open this
        self.signs.set_value(mark.signs)
        self.memo.set_value(mark.memo)
        self._build(title)
        self.setFocus()
        if parent is not None:
            whole = parent.window().size()
            self.resize(min(whole.width() - 80, px(980)), min(whole.height() - 40, px(720)))

    def _build(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(
            QuietButton("もどる", name="sign_back", icon="back", on_click=self.reject),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        head.addWidget(label(title, "section", wrap=True), 1)
        keep = PrimaryButton("この様子にする", name="sign_keep", icon="check", on_click=self.accept)
        keep.setDefault(True)
        head.addWidget(keep)
        column.addLayout(head)
        ground = QWidget()
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.setSpacing(16)
        for widget in (self.condition, self.memo, self.signs):
            inner.addWidget(widget)
        inner.addStretch(1)
        area = QScrollArea()
        area.setObjectName("sign_scroll")
        area.setAccessibleName("様子")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        column.addWidget(area, 1)

    def put_aside(self) -> None:
        """The desk is being locked: what was noted goes to the mark, which is itself a draft."""
        self.accept()

    def noted(self) -> tuple[str, tuple[str, ...], str]:
        """Return condition, signs and memo."""
        return self.condition.value() or Condition.SAME.value, self.signs.value(), self.memo.value()


def is_noted(mark: Mark) -> bool:
    """Whether anything beyond 変わりなし stands with a mark."""
    return bool(mark.signs or mark.memo or mark.condition not in ("", Condition.SAME))
