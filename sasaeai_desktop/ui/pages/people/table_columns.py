"""列の読み方: which column of the file is read as which of ours, with some of its cells; every one can be changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.exchange.kinds.registry import headers
from sasaeai_desktop.services.tables.importing import ColumnShown
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import clear_layout, label

_UNUSED = "（使わない）"
_EXAMPLE = 24  # letters of a cell that are shown


class TableColumns(QWidget):
    """The mapping of a rehearsed file; folded away while every column is read by its own name.

    Args:
        retry: rehearses once more, with the mapping that is shown.
    """

    def __init__(self, retry: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("table_columns")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.summary = label("", wrap=True, name="table_columns_words")
        self.open = QuietButton("列の読み方を見る・直す", name="table_columns_open", on_click=self._toggle)
        self._list = QWidget()
        self._list.setObjectName("table_columns_list")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(16, 0, 0, 0)
        self._rows.setSpacing(12)
        self.retry = OutlineButton(
            "この読み方で ためしなおす", name="table_columns_retry", icon="eye", on_click=retry
        )
        column.addWidget(self.summary)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        self._fields: list[tuple[str, PickField]] = []
        self._shown: dict[str, str] = {}
        self._fold(shut=True)

    def show_columns(self, kind: str, columns: tuple[ColumnShown, ...]) -> None:
        """Show the columns of a file."""
        clear_layout(self._rows)
        self._fields = []
        single = [c for c in columns if "・" not in c.ours or c.ours in headers(kind)]
        self._shown = {c.theirs: c.ours for c in single}
        choices = (("", _UNUSED), *((header, header) for header in headers(kind)))
        for place, shown in enumerate(columns):
            cells = "、".join(text.replace("\n", " ")[:_EXAMPLE] for text in shown.examples) or "（空です）"
            if shown not in single:  # one cell that fills two of ours is settled by its content
                self._rows.addWidget(label(f"{shown.theirs}　→　{shown.ours}", "strong", wrap=True))
                self._rows.addWidget(label(f"例：{cells}", "second", wrap=True))
                continue
            field = PickField(shown.theirs, choices, name=f"table_column_{place}", support=f"例：{cells}")
            field.set_value(shown.ours)
            field.changed.connect(self._changed)
            self._rows.addWidget(field)
            self._fields.append((shown.theirs, field))
        odd = [c for c in columns if c.ours and c.ours != c.theirs]
        unused = [c.theirs for c in columns if not c.ours]
        words = [f"{c.theirs} → {c.ours}" for c in odd[:6]]
        more = f" など {len(odd)}列" if len(odd) > len(words) else ""
        said = [f"こう読みました：{'、'.join(words)}{more}"] if odd else []
        said += [f"使わない列：{'、'.join(unused)}"] if unused else []
        self.summary.setText("\n".join(said))
        self.summary.setVisible(bool(said))
        self._fold(shut=True)
        self.setVisible(bool(columns))

    def mapping(self) -> dict[str, str] | None:
        """Return what a person changed, as the import takes it; None when nothing was."""
        now = {theirs: field.value() for theirs, field in self._fields}
        return {**now} if now != {t: self._shown[t] for t in now} else None

    def _toggle(self) -> None:
        self._fold(shut=not self._list.isHidden())

    def _fold(self, *, shut: bool) -> None:
        self._list.setVisible(not shut)
        self.retry.setVisible(not shut)
        self.open.setText("列の読み方を見る・直す" if shut else "列の読み方を閉じる")

    def _changed(self) -> None:
        self.retry.show()
