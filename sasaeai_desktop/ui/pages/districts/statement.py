"""紙の報告を入れる: the year figures of a district without the program, field by field as on its paper."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.registry import SECTIONS
from sasaeai_desktop.domain.figures.year import DistrictFigures
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.services.desk.drafts import State
from sasaeai_desktop.services.reports import statements
from sasaeai_desktop.ui.drafts import show_fields
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.invite import narrow
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_ASKED = tuple((s.short, figures) for s in SECTIONS if (figures := [f for f in s.figures if f.asked]))
_NEW = "+"
_MOST_DIGITS = 9


class StatementPage(Page):
    """A form; what the paper leaves open stays empty.

    Args:
        context: what every page works with.
        lines: the districts that are known.
        year: fiscal year.
        code: the district chosen beforehand, "" for none.
    """

    object_name = "statement"
    title = "紙の報告を入れる"
    icon = "pencil"

    def __init__(
        self, context: PageContext, lines: Sequence[DistrictFigures], year: int, code: str = ""
    ) -> None:
        super().__init__(context)
        self._lines, self.year = {line.code: line for line in lines}, year
        self.set_heading(self.title, year_label(year))
        self.set_primary("紙の報告を保存する", icon="check", action=self.keep)
        self.summary = ErrorSummary(name="statement_errors")
        self.body.addWidget(self.summary)
        choices = [(_NEW, "表にない地区")] + [(line.code, f"{line.code}　{line.name}") for line in lines]
        first = (("", "えらんでください"),)
        self.district = PickField(
            "地区", (*first, *choices[1:], choices[0]), name="statement_district", required=True
        )
        self.code = LineField("地区の番号", name="statement_code", required=True, chars=6)
        self.name = LineField("地区の名前", name="statement_name", required=True, chars=16)
        self.district.changed.connect(self._chosen)
        for field in (self.district, self.code, self.name):
            self.body.addWidget(field)
        columns = Columns(right_width=600, left_least=600)
        self.figures: dict[str, LineField] = {}
        sides = (columns.left, columns.right)
        for side, (heading, figures) in zip(itertools.cycle(sides), _ASKED, strict=False):
            side.setSpacing(12)
            side.addWidget(label(heading, "section"))
            for figure in figures:
                field = LineField(
                    figure.title,
                    name=f"statement_{figure.path.replace('.', '_')}",
                    chars=8,
                    numbers=True,
                    unit=figure.unit,
                    check=_check_number,
                )
                self.figures[figure.path] = field
                side.addWidget(field)
        for side in sides:
            side.addStretch(1)
        self.body.addWidget(columns)
        self.body.addStretch(1)
        self.district.set_value(code)
        self._chosen()
        self.begin_draft("statement", str(year), code, show=self._show_draft)

    def _show_draft(self, kept: State) -> None:
        show_fields(self, kept)
        self._ask_new()

    def _ask_new(self) -> bool:
        """Ask for number and name of a district that is not listed."""
        new = self.district.value() == _NEW
        self.code.setVisible(new)
        self.name.setVisible(new)
        return new

    def _chosen(self) -> None:
        """Show what was typed before of the district chosen."""
        self._ask_new()
        line = self._lines.get(self.district.value())
        for key, field in self.figures.items():
            value = line.amount(key) if line is not None and line.paper else 0
            if value:
                field.set_value(f"{value:,}")

    def keep(self) -> None:
        """Write the figures down."""
        new = self.district.value() == _NEW
        fields = [self.district, *((self.code, self.name) if new else ()), *self.figures.values()]
        if not check_all(fields, self.summary):
            return
        found = {key: _number(field.value()) for key, field in self.figures.items() if field.value()}
        if not found:
            self.message.show_words("数が 1つも入っていません。", "紙の数を入れてから、保存してください。")
            return
        code = narrow(self.code.value()) if new else self.district.value()
        name = self.name.value() if new else ""
        desk, year = self.context.desk, self.year
        self.act(
            lambda: statements.record_statement(desk, code, name, year, found), lambda _id: self._saved()
        )

    def _saved(self) -> None:
        self.forget_draft()
        self.leave()


def _number(text: str) -> int:
    return int(narrow(text).replace(",", "").replace("、", ""))


def _check_number(text: str) -> None:
    digits = narrow(text).replace(",", "").replace("、", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < _MOST_DIGITS):
        raise InputError(f"「{text}」は 数ではありません。", "1200 のように、数だけを入れてください。")
