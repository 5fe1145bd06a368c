"""One form: filled or blank, of which month or year, of whom; then the preview."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.gallery import SHAPES
from sasaeai_desktop.ui.pages.reports.printing import Fill, print_form
from sasaeai_desktop.ui.pages.reports.stepper import month_stepper, year_stepper
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.steps import FormThumbnail

FILLED, BLANK = "filled", "blank"

# What the form is for, and who may fill it ("district", "city" or "").
_ABOUT: dict[str, tuple[str, str]] = {
    "visit-sheet": (
        "担い手が1か月の見守りを書く用紙です。書いたあとは、そのまま見守りのページで入力できます。",
        "district",
    ),
    "salon-roster": ("サロンに来た方に しるしをつける用紙です。", "district"),
    "card": ("気になることを社協や地域包括支援センターに伝えるカードです。", "district"),
    "card-no-name": ("お名前を書かずに 相談するためのカードです。", "district"),
    "annual-report": ("地区社協が1年の見守りとサロンをまとめて 市社協に出す用紙です。", "district"),
    "city-table": ("市社協が全地区の1年をまとめた表です。", "city"),
}
_MONTHLY = ("visit-sheet", "salon-roster")
_PICKED = {
    "visit-sheet": ("どの担い手", "みんなの分"),
    "salon-roster": ("どのサロン", "すべてのサロン"),
    "card": ("どのカード", "この年度の すべて"),
    "card-no-name": ("どのカード", "この年度の すべて"),
}


class FormPage(Page):
    """Choose what to print; the primary button shows it.

    Args:
        context: what pages work with.
        form: a name of ``printing.titles()``.
        title: its Japanese title.
        year: the fiscal year shown before.
    """

    object_name = "form"

    def __init__(self, context: PageContext, form: str, title: str, year: int) -> None:
        super().__init__(context)
        self.form = form
        about, who = _ABOUT.get(form, ("", ""))
        self._fillable = who in ("", "city" if context.desk.me.council else "district")
        self.set_heading(title)
        self.about = label(about, "body", wrap=True, name="form_about")
        self.set_primary("印刷の前に見る", icon="printer", action=self.print_page)
        self.how = ChoiceField(
            "どちらを印刷しますか", ((FILLED, "記入ずみ"), (BLANK, "白紙")), name="form_how"
        )
        self.how.set_value(FILLED if self._fillable else BLANK)
        self.how.changed.connect(self._show_fields)
        self.month = month_stepper("form_month", context.today()[:7])
        self.year = year_stepper("form_year", year)
        words, everything = _PICKED.get(form, ("", ""))
        self.pick = PickField(words, (("", everything),), name="form_pick")
        self.note = label("", "body", wrap=True, name="form_note")
        for stepper in (self.month, self.year):
            stepper.changed.connect(self._load)
        self._lay_out(form, title)
        self._show_fields()

    def _lay_out(self, form: str, title: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(32)
        desk = Surface("side", pad=24, gap=0)
        shape, short = SHAPES.get(form, ("report", title))
        picture = FormThumbnail(short, shape, name="form_picture")
        picture.setAccessibleName(f"{title}を 印刷の前に見る")
        picture.clicked.connect(self.print_page)
        desk.add(picture)
        row.addWidget(desk, 0, Qt.AlignmentFlag.AlignTop)
        fields = QVBoxLayout()
        fields.setSpacing(24)
        for widget in (self.about, self.how, self.month, self.year, self.pick, self.note):
            fields.addWidget(widget)
        fields.addStretch(1)
        row.addLayout(fields, 1)
        self.body.addLayout(row, 1)

    def _show_fields(self) -> None:
        filled = self.how.value() == FILLED
        self.how.setVisible(self._fillable)
        self.month.setVisible(filled and self.form in _MONTHLY)
        self.year.setVisible(filled and self.form not in _MONTHLY)
        self.pick.setVisible(filled and self.form in _PICKED)
        self.note.setText(self._note_words(filled=filled))
        self.note.setVisible(bool(self.note.text()))

    def _note_words(self, *, filled: bool) -> str:
        if not self._fillable:
            place = "地区社協" if self.context.desk.me.council else "市社協"
            return f"記入ずみの用紙は、{place}の ささえあいデスクで印刷します。ここでは白紙を印刷できます。"
        if filled and self.form in (*_MONTHLY, "card"):
            return "お名前の入った用紙です。印刷したことを、外へ渡したきろくに残します。"
        return ""

    # The choices

    def refresh(self, changes: Changes | None) -> None:
        """Read whom the form can be filled for."""
        if changes is None or changes.touches("assignment", "volunteer", "salon", "card"):
            self._load()

    def _load(self) -> None:
        if not self._fillable or self.form not in _PICKED:
            return
        desk, form, month, year = (
            self.context.desk,
            self.form,
            self.month.value(),
            int(self.year.value()),
        )

        def read() -> tuple[tuple[str, str], ...]:
            from sasaeai_desktop.services import cards, salons, sheets  # noqa: PLC0415

            if form == "visit-sheet":
                return tuple((s.watcher.hex(), s.watcher_name) for s in sheets.sheets_of_month(desk, month))
            if form == "salon-roster":
                return tuple((s.id.hex(), s.name) for s in salons.list_salons(desk))
            rows = [row for state in cards.board(desk, year).values() for row in state]
            return tuple((row.id.hex(), f"{row.number}　{row.name}") for row in rows)

        self.run(read, self._show_choices)

    def _show_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        kept = self.pick.value()
        self.pick.set_choices((("", _PICKED[self.form][1]), *choices))
        self.pick.set_value(kept)

    def print_page(self) -> None:
        """Show the form before printing."""
        if self.how.value() == BLANK:
            print_form(self, self.form, None)
            return
        picked = self._picked()
        fill = Fill(
            self.month.value(),
            int(self.year.value()),
            watcher=picked if self.form == "visit-sheet" else None,
            salon=picked if self.form == "salon-roster" else None,
            card=picked if self.form in ("card", "card-no-name") else None,
        )
        print_form(self, self.form, fill)

    def _picked(self) -> Id | None:
        code = self.pick.value()
        return from_hex(code) if code else None
