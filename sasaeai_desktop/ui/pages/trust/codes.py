"""サインの言葉: what the council adds to the list that every district chooses from."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.signs import SignGroup
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.codes import Entry
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.parts import Table
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.signs import IconLabel
from sasaeai_desktop.ui.widgets.summary import check_all


class CodesPage(Page):
    """A sub-page of このパソコンのせってい, at the council."""

    object_name = "codes"
    title = "サインの言葉"
    icon = "list"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading(self.title, "見守りで気づいた様子をえらぶ、言葉の表")
        self.set_primary("言葉を加える", icon="pencil", action=self.add)
        self.words = LineField(
            "加える言葉",
            name="codes_words",
            required=True,
            chars=24,
            support="つぎに渡すUSBで、どの地区の画面にも出ます。",
        )
        self.group = ChoiceField("どこで見るか", [(g.value, g.label) for g in SignGroup], name="codes_group")
        self.group.set_value(SignGroup.HOME.value)
        self.added = Table("市社協が加えた言葉", name="codes_added")
        self.built_in = Table("はじめからある言葉", name="codes_built_in")
        for widget in (self.words, self.group, self.added, self.built_in):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the list."""
        if changes is None or changes.touches("code"):
            desk = self.context.desk
            self.run(lambda: codes.entries(desk, codes.SIGNS), self._show)

    def _show(self, entries: list[Entry]) -> None:
        for table, built_in in ((self.added, False), (self.built_in, True)):
            table.clear()
            rows = [e for e in entries if e.built_in is built_in]
            for at, entry in enumerate(rows):
                row = QHBoxLayout()
                row.setSpacing(14)
                row.addWidget(IconLabel("list" if built_in else "pencil", 24))
                row.addWidget(label(entry.label, "body" if built_in else "strong"))
                row.addStretch(1)
                row.addWidget(label(label_of(SignGroup, entry.group), "second"))
                table.add_row(row, last=at == len(rows) - 1)
        if all(e.built_in for e in entries):
            self.added.add_words("まだ ありません。", name="codes_none")

    def add(self) -> None:
        """Add the words."""
        if not check_all([self.words]):
            return
        desk, words, group = self.context.desk, self.words.line.text(), self.group.value()
        self.act(
            lambda: codes.add(desk, codes.SIGNS, words, group=group),
            lambda _code: self.words.line.clear(),
        )
