"""足あと: who did what at this computer, searchable and printable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.audit import Entry
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.parts import Table
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed

_SHOWN = 40  # a hundred such rows hold the window for a fifth of a second


class AuditPage(Page):
    """A sub-page of 使う人と鍵, or of one person.

    Args:
        context: as for every page.
        person: only what is about this person.
        name: how this person is called.
    """

    object_name = "audit"
    title = "足あと"
    icon = "list"

    def __init__(self, context: PageContext, person: Id | None = None, name: str = "") -> None:
        super().__init__(context)
        self._person, self._name = person, name
        whose = f"{name}さんの きろくを だれが見て、どうしたか" if name else "このパソコンで だれが何をしたか"
        self.set_heading(self.title, whose)
        self.add_outline("印刷する", name="audit_print", icon="printer", action=self.print_page)
        self.search = LineField(
            "さがす言葉",
            name="audit_search",
            required=False,
            chars=20,
            support="人の名前、「印刷」「書き出し」など。入れて Enterキーを押します。",
        )
        self.search.line.returnPressed.connect(lambda: self.refresh(None))
        self.table = Table("新しいものから", name="audit_table")
        self.body.addWidget(self.search)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def refresh(self, _changes: Changes | None) -> None:
        """Read the lines."""
        desk, text, person = self.context.desk, self.search.value().strip(), self._person
        if not self.table.rows.count():
            self.table.add_words("調べています…", name="audit_waiting")
        self.run(lambda: audit.entries(desk, text, person, _SHOWN + 1), self._show)

    def _show(self, found: list[Entry]) -> None:
        self.table.fill(self._rows(found))

    def _rows(self, found: list[Entry]) -> Iterator[None]:
        for at, entry in enumerate(found[:_SHOWN]):
            row = QHBoxLayout()
            row.setSpacing(14)
            for text, wide in ((_when(entry.at), 190), (entry.by, 150)):
                part = label(text, "second")
                part.setMinimumWidth(px(wide))
                row.addWidget(part)
            row.addWidget(label(entry.words, "body", wrap=True, name=f"audit_{at}"), 3)
            row.addWidget(label(entry.whose, "second", wrap=True), 2)
            self.table.add_row(row, last=at == min(len(found), _SHOWN) - 1)
            yield
        if not found:
            self.table.add_words("あてはまるものは ありません。", name="audit_none")
        if len(found) > _SHOWN:
            self.table.add_words("もっと前のものは、言葉を入れて さがせます。", name="audit_more")

    def print_page(self) -> None:
        """Show the list on paper before printing."""
        desk, text, person = self.context.desk, self.search.value().strip(), self._person
        about = self._name or text

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab comes with it

            return printing.audit_paper(desk, audit.entries(desk, text, person), about)

        show_form(self, draw, self.context.today())


def _when(at: str) -> str:
    return f"{int(at[5:7])}月{int(at[8:10])}日 {at[11:16]}"
