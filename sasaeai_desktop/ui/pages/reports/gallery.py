"""Forms recognised by their shape."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.steps import FormThumbnail

# Form -> (shape of its thumbnail, a title short enough to stand below it).
SHAPES: dict[str, tuple[str, str]] = {
    "visit-sheet": ("grid", "見守り訪問票"),
    "salon-roster": ("ticks", "サロン出席表"),
    "card": ("card", "つながりカード"),
    "card-no-name": ("card", "名前なしカード"),
    "annual-report": ("chart", "年間実績報告書"),
    "city-table": ("lines", "総括表"),
}


class Gallery(Surface):
    """The forms on their warm ground.

    Args:
        titles: full title by name, in order (``printing.titles()``).
        open_form: called with the name of the form pressed.
    """

    def __init__(self, titles: dict[str, str], open_form: Callable[[str], object]) -> None:
        super().__init__("side", pad=24, gap=12, name="gallery")
        self.column.setContentsMargins(20, 8, 12, 16)
        head = QHBoxLayout()
        head.addWidget(label("用紙をえらぶ", "subsection"), 1)
        head.addWidget(label(f"{len(titles)}種類", "second"))
        self.add_layout(head)
        sheets = QWidget()
        flow = FlowLayout(sheets, gap=2, line_gap=12)
        for form, title in titles.items():
            shape, short = SHAPES.get(form, ("report", title))
            sheet = FormThumbnail(short, shape, name=f"form_{form.replace('-', '_')}")
            sheet.setAccessibleName(title)
            sheet.clicked.connect(partial(open_form, form))
            flow.addWidget(sheet)
        self.add(sheets)
        self.column.addStretch(1)
