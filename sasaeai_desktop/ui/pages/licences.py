"""ほかの人が作ったもの: every part that is shipped with its licence, and what the LGPL asks for Qt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.services.desk.licences import Licences, licences
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.parts import Table
from sasaeai_desktop.ui.widgets.labels import label


class LicencesPage(Page):
    """A sub-page of このパソコンのせってい."""

    object_name = "licences"
    title = "ほかの人が作ったもの"
    icon = "list"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading(self.title, "このプログラムに入っているものと、使ってよい決まり（ライセンス）")
        self._texts: Path | None = None
        self.add_outline("決まりの全文を見る", name="licences_texts", icon="folder", action=self.show_texts)
        self.notice = label("", "body", wrap=True, name="licences_notice")
        self.where = label("", "second", wrap=True, name="licences_where")
        self.table = Table("入っているもの", name="licences_table")
        for widget in (self.notice, self.where, self.table):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the list when the page is first shown."""
        if changes is None:
            self.run(licences, self._show)

    def _show(self, found: Licences) -> None:
        self._texts = found.texts
        self.notice.setText(found.notice)
        self.where.setText(
            f"全文のある場所：{found.texts}"
            if found.texts is not None
            else "決まりの全文は、それぞれの部品（Python のパッケージ）の中に入っています。"
        )
        self.table.clear()
        for at, part in enumerate(found.components):
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(label(f"{part.name} {part.version}".strip(), "strong"))
            if part.brought_by:
                row.addWidget(label(part.brought_by, "second"))
            licence = label(part.licence, "second", wrap=True)
            licence.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(licence, 1)
            self.table.add_row(row, last=at == len(found.components) - 1)

    def show_texts(self) -> None:
        """Open the folder with the licences' texts; say where they are when there is none."""
        if self._texts is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._texts)))
        else:
            self.context.note(self.where.text())
