"""文章の下書き: the year in words, to be finished by hand here or elsewhere; nothing of it is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.services.reports import wording
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.fields import AreaField

_LINES = 13


class WordingPage(Page):
    """A sub-page of 年度をくらべる.

    Args:
        context: what pages work with.
        year: fiscal year.
    """

    object_name = "wording"
    title = "文章の下書き"

    def __init__(self, context: PageContext, year: int) -> None:
        super().__init__(context)
        self._year = year
        self.set_heading(self.title, year_label(year))
        self.set_primary("文章をコピーする", icon="list", action=self._copy)
        self.add_outline("文書ファイルに保存", name="wording_save", icon="download", action=self._save)
        self.text = AreaField(
            "数から作った文章",
            name="wording_text",
            lines=_LINES,
            support="ここで直して、コピーか保存をしてください。このページを閉じると、直したところは残りません。",
        )
        self.body.addWidget(self.text)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Write the draft once: what was changed by hand is never overwritten."""
        if changes is None and not self.text.value():
            self.run(partial(wording.draft, self.context.desk, self._year), self.text.set_value)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.value())
        self.context.note("文章をコピーしました")

    def _save(self) -> None:
        chosen = files.save_file(
            self, "文章を しまう場所", f"活動の文章-{self._year}.txt", "文書ファイル (*.txt)"
        )
        if chosen:
            path, text = Path(chosen), self.text.value() + "\n"
            self.run(
                lambda: wording.save(path, text),
                lambda _none: self.context.note(f"{path.name} に書き出しました"),
            )
