"""保存と廃棄: how long each class of records is kept, what may go this year, and the record of what went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.keeping import RetentionRule
from sasaeai_desktop.domain.retention import CITY_LIST
from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.services.safety import retention
from sasaeai_desktop.services.safety.retention import ClassDue
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.filling import KeptRows
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

Ask = Callable[[QWidget, str, str], bool]
_IN_SIGHT = 3  # classes at first, the others in turns


class RetentionPage(Page):
    """The yearly look, in April: nothing goes without a yes, and nothing comes back.

    Args:
        context: what a page works with.
        ask: asks for the yes; a dialog when not given.
    """

    object_name = "retention"
    title = "保存と廃棄"

    def __init__(self, context: PageContext, ask: Ask | None = None) -> None:
        super().__init__(context)
        self._ask = ask or _ask
        self.set_heading("保存と廃棄", "年数は、記録の終わった日の つぎの4月1日から数えます。", below=True)
        self.set_primary("廃棄記録を印刷する", icon="printer", action=self._print)
        self.witness = LineField("立ち会う方", name="retention_witness", required=False, chars=14)
        self.body.addWidget(self.witness)
        self._classes = QVBoxLayout()
        self._classes.setSpacing(16)
        self._rows = KeptRows[ClassDue](self, self._classes, self._panel)
        self.body.addLayout(self._classes)
        self.body.addStretch(1)
        self.years: dict[str, LineField] = {}
        self._found: dict[str, ClassDue] = {}
        self._setting = ""

    def refresh(self, changes: Changes | None) -> None:
        """Look again at what may go."""
        if changes is not None and not changes.touches(*retention.KINDS):
            return
        desk, code = self.context.desk, ""
        if changes is not None and set(changes.ids) == {RetentionRule.kind}:
            code = self._setting  # all classes would take a tenth of a second and more
        self._setting = ""  # what is taken back later may be another
        self.run(lambda: retention.review(desk, code), self._show)

    def _show(self, found: list[ClassDue]) -> None:
        self._found.update({one.record_class.code: one for one in found})
        self._rows.show(self._found, _IN_SIGHT)

    def _panel(self, one: ClassDue) -> Panel:
        about, returned = one.record_class, one.record_class is CITY_LIST
        panel = Panel(name=f"retention_{about.code}", gap=8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(about.label, "subsection", wrap=True), 1)
        if one.count:
            verb = "返したことにする" if returned else "廃棄する"
            head.addWidget(
                OutlineButton(
                    f"{one.count}件を {verb}",
                    name=f"retention_{about.code}_go",
                    on_click=partial(self._go, one),
                )
            )
        panel.add_layout(head)
        panel.add(label(about.about + about.why, "second", wrap=True))
        if not returned:
            field = LineField("取っておく年数", name=f"retention_{about.code}_years", chars=3)
            field.set_value(str(one.years))
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(field)
            row.addWidget(
                QuietButton(
                    "年数を決める",
                    name=f"retention_{about.code}_set",
                    on_click=partial(self._set, about.code),
                ),
                0,
                Qt.AlignmentFlag.AlignBottom,  # beside the line, not between it and its label
            )
            row.addStretch(1)
            self.years[about.code] = field
            panel.add_layout(row)
        panel.add(label(_due_words(one, returned=returned), wrap=True, name=f"retention_{about.code}_due"))
        return panel

    def _set(self, code: str) -> None:
        desk, typed = self.context.desk, self.years[code].value()
        years = int(typed) if typed.isdecimal() else 0
        self._setting = code
        self.act(lambda: retention.set_years(desk, code, years))

    def _go(self, one: ClassDue) -> None:
        about = one.record_class
        question = f"{about.label}を{one.count}件 {'返しましたか' if about is CITY_LIST else '廃棄しますか'}"
        detail = (
            "返却の期限を消し、廃棄記録に書きます。"
            if about is CITY_LIST
            else f"{about.about}このパソコンからも、渡した写しからも消え、元にはもどせません。"
        )
        if self._ask(self, question, detail):
            desk, witness = self.context.desk, str(self.witness.value())
            self.act(lambda: retention.dispose(desk, about.code, witness=witness))

    def _print(self) -> None:
        desk, today = self.context.desk, self.context.today()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - as above

            return printing.preview(desk, "disposal", wanted.Wanted(today[:7], fiscal_year(today)))

        show_form(self, draw, str(fiscal_year(today)))


def _due_words(one: ClassDue, *, returned: bool) -> str:
    if not one.count:
        return "いま 返すものは ありません。" if returned else "いま 廃棄できるものは ありません。"
    names = [f"{d.name or '（お名前なし）'}（{short_wareki(d.since)}）" for d in one.first]
    more = f"　ほか{one.count - len(one.first)}件" if one.count > len(one.first) else ""
    return "、".join(names) + more


def _ask(parent: QWidget, question: str, detail: str) -> bool:
    return confirm(parent, question, detail, verb="廃棄する")
