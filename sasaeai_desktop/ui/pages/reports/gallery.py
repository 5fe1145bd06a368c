"""All forms as small pictures, by programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.ui.pages.reports.form_picture import FormPicture
from sasaeai_desktop.ui.pages.reports.form_words import words_of
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, label


class Gallery(Surface):
    """The forms on their warm ground.

    Attributes:
        groups: what is shown.

    Args:
        titles: full title by name (``gallery.titles()``).
        groups: names of the forms by programme (``gallery.groups()``).
        open_form: called with the name of the form pressed.
    """

    def __init__(
        self,
        titles: Mapping[str, str],
        groups: Mapping[str, tuple[str, ...]],
        open_form: Callable[[str], object],
    ) -> None:
        super().__init__("side", pad=24, gap=8, name="gallery")
        self.groups = groups
        self.column.setContentsMargins(20, 8, 12, 16)
        head = QHBoxLayout()
        head.addWidget(label("用紙をえらぶ", "subsection"), 1)
        head.addWidget(label(f"{sum(map(len, groups.values()))}種類", "second"))
        self.add_layout(head)
        for programme, forms in groups.items():
            self.add(label(programme, "strong"))
            sheets = QWidget()
            flow = FlowLayout(sheets, gap=2, line_gap=8)
            for form in forms:
                sheet = FormPicture(
                    form, words_of(form, titles[form]).short, name=f"form_{form.replace('-', '_')}"
                )
                sheet.setAccessibleName(titles[form])
                sheet.clicked.connect(partial(open_form, form))
                flow.addWidget(sheet)
            self.add(sheets)
        self.column.addStretch(1)
