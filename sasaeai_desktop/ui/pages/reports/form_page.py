"""One form: filled or blank, of which month or year, of whom; then the preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.ui.pages.heavy import push_scan
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.form_picture import FormPicture
from sasaeai_desktop.ui.pages.reports.form_words import CITY, DISTRICT, words_of
from sasaeai_desktop.ui.pages.reports.printing import print_form, save_table, span_of
from sasaeai_desktop.ui.pages.reports.stepper import month_stepper, year_stepper
from sasaeai_desktop.ui.pages.reports.table import ask_path
from sasaeai_desktop.ui.pages.reports.whom import choices_for
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import Surface, label

FILLED, BLANK = "filled", "blank"
INSIDE, OUTSIDE = "inside", "outside"
_COME_BACK = ("visit-sheet", "salon-roster")  # forms with corner codes
_NO_CHOICE = "えらんでください"


class FormPage(Page):
    """Choose what to print; the primary button shows it.

    Args:
        context: what pages work with.
        form: a name of ``gallery.titles()``.
        title: its Japanese title.
        year: the fiscal year shown before.
    """

    object_name = "form"

    def __init__(self, context: PageContext, form: str, title: str, year: int) -> None:
        super().__init__(context)
        self.form, self._title = form, title
        self.words = words_of(form, title)
        mine = CITY if context.desk.me.council else DISTRICT
        self._fillable = self.words.side in ("", mine)
        self.set_heading(title)
        self.about = label(self.words.about, "body", wrap=True, name="form_about")
        self.set_primary("印刷の前に見る", icon="printer", action=self.print_page)
        self._table = self.add_outline(
            "Excelで保存", name="form_table", icon="download", action=self._save_table
        )
        if form in _COME_BACK and mine == DISTRICT:
            self.add_outline("紙を読み取る", name="form_scan", icon="upload", action=self._scan)
        # What is filled in by hand and read back carries names only: nobody should expect ticks on it.
        filled = "お名前入り" if form in _COME_BACK else "記入ずみ"
        self.how = ChoiceField("どちらを印刷しますか", ((FILLED, filled), (BLANK, "白紙")), name="form_how")
        self.how.set_value(FILLED if self._fillable else BLANK)
        self.how.changed.connect(self._show_fields)
        self.place = ChoiceField(
            "どこで使いますか", ((INSIDE, "地区の中"), (OUTSIDE, "地区の外へ渡す")), name="form_place"
        )
        self.place.set_value(INSIDE)
        self.place.changed.connect(self._show_fields)
        self.month = month_stepper("form_month", context.today()[:7])
        self.year = year_stepper("form_year", year)
        self.pick = PickField(
            self.words.label, (("", self.words.everything or _NO_CHOICE),), name="form_pick"
        )
        self.note = label("", "body", wrap=True, name="form_note")
        for stepper in (self.month, self.year):
            stepper.changed.connect(self._load)
        self._lay_out()
        self._show_fields()

    def _scan(self) -> None:
        """Read filled-in sheets of this form."""
        push_scan(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(32)
        desk = Surface("side", pad=24, gap=0)
        picture = FormPicture(self.form, self.words.short, name="form_picture")
        picture.setAccessibleName(f"{self._title}を 印刷の前に見る")
        picture.clicked.connect(self.print_page)
        desk.add(picture)
        row.addWidget(desk, 0, Qt.AlignmentFlag.AlignTop)
        fields = QVBoxLayout()
        fields.setSpacing(24)
        for widget in (self.about, self.how, self.month, self.year, self.pick, self.place, self.note):
            fields.addWidget(widget)
        fields.addStretch(1)
        row.addLayout(fields, 1)
        self.body.addLayout(row, 1)

    def _show_fields(self) -> None:
        filled = self.how.value() == FILLED
        self.how.setVisible(self._fillable)
        self.month.setVisible(filled and self.words.time == "month")
        self.year.setVisible(filled and self.words.time == "year")
        self.pick.setVisible(filled and bool(self.words.whom))
        self.place.setVisible(filled and self.words.outside)
        self._table.setVisible(filled and self.words.table)
        self.note.setText(self._note_words(filled=filled))
        self.note.setVisible(bool(self.note.text()))

    def _note_words(self, *, filled: bool) -> str:
        if self.words.side == "nobody":
            return "記入ずみの紙は、「このパソコンのせってい」で復旧キーを作り直すときに印刷できます。"
        if not self._fillable:
            place = "地区社協" if self.context.desk.me.council else "市社協"
            return f"記入ずみの用紙は、{place}の ささえあいデスクで印刷します。ここでは白紙を印刷できます。"
        if filled and self.words.outside and self.place.value() == OUTSIDE:
            return "「社協・包括へつなぐ」の同意のない方は、お名前・住所・電話をのせません。"
        if filled and self.words.named:
            return "お名前の入った用紙です。印刷したことを、きろくに残します。"
        return ""

    # The choices

    def refresh(self, changes: Changes | None) -> None:
        """Read whom the form can be filled for."""
        if changes is None or changes.touches("assignment", "volunteer", "salon", "card", "person", "case"):
            self._load()

    def _load(self) -> None:
        if not self._fillable or not self.words.whom:
            return
        desk, whom = self.context.desk, self.words.whom
        month, year = self.month.value(), int(self.year.value())
        by_sheet = self.form == "visit-sheet"
        self.run(lambda: choices_for(desk, whom, month, year, by_sheet=by_sheet), self._show_choices)

    def _show_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        self.pick.set_choices((("", self.words.everything or _NO_CHOICE), *choices))

    # What can be done

    def print_page(self) -> None:
        """Show the form before printing."""
        print_form(self, self.form, None if self.how.value() == BLANK else self._fill())

    def _save_table(self) -> None:
        chosen = ask_path(self, f"{self.words.short}-{span_of(self.form, self._fill())}.xlsx")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_name(path.name + ".xlsx")
        save_table(
            self, self.form, self._fill(), path,
            lambda rows: self.context.note(f"{path.name} に {rows}行を書き出しました"),
        )  # fmt: skip

    def _fill(self) -> Wanted:
        whom, picked = self.words.whom, self._picked()
        return Wanted(
            self.month.value(),
            int(self.year.value()),
            person=picked if whom == "person" else None,
            watcher=picked if whom in ("watcher", "volunteer") else None,
            salon=picked if whom == "salon" else None,
            card=picked if whom == "card" else None,
            outside=self.words.outside and self.place.value() == OUTSIDE,
        )

    def _picked(self) -> Id | None:
        code = self.pick.value()
        return from_hex(code) if code else None
