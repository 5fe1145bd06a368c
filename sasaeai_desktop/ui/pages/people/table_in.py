"""表から取り込む: kind, file, a rehearsal that shows how the columns are read and writes nothing, then 取り込む."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.exchange.kinds.registry import kind_of, offered
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.tables import exporting, importing
from sasaeai_desktop.services.tables.importing import ImportReport
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.people.table_columns import TableColumns
from sasaeai_desktop.ui.pages.people.table_result import TableResult
from sasaeai_desktop.ui.tasks import Job
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import ProgressPanel

_TABLES = "表 (*.xlsx *.csv *.tsv)"
_READ = "表 (*.xlsx *.xlsm *.ods *.csv *.tsv *.txt)"


class TableInPage(Page):
    """The primary button rehearses; only what was rehearsed can be taken in.

    Args:
        context: what a page works with.
        office: the tables of その他の活動 are offered first.
        ask_file: asks for the file; a dialog when not given.
    """

    object_name = "table_in"

    def __init__(
        self, context: PageContext, *, office: bool = False, ask_file: Callable[[QWidget], str] | None = None
    ) -> None:
        super().__init__(context)
        self._ask_file = ask_file or _ask_file
        self._path: Path | None = None
        self._job: Job | None = None
        self._mapping: dict[str, str] | None = None
        self.set_heading("表から取り込む")
        self.set_primary("ためしに読んでみる", icon="eye", action=self._rehearse)
        self.kind = PickField(
            "何の表ですか",
            offered(office=office),
            name="table_kind",
        )
        self.kind.changed.connect(self._changed)
        self.file = label("まだ えらんでいません", name="table_file", wrap=True)
        self.progress = ProgressPanel(name="table_progress")
        self.progress.cancelled.connect(self._stop)
        self.columns = TableColumns(self._rehearse)
        self.columns.hide()
        self.result = TableResult(self._take, self._take_good)
        self.result.hide()
        self._build()

    def _build(self) -> None:
        self.intro = label(
            "エクセルなどの表を、そのまま名簿や きろくに入れます。まず ためしに読んで、列の読み方と、どの行が入るかを見ます。",
            wrap=True,
        )
        self.body.addWidget(self.intro)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("表のファイル", "label"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(OutlineButton("表をえらぶ", name="table_choose", icon="folder", on_click=self._choose))
        row.addWidget(self.file, 1)
        column.addLayout(row)
        both = QHBoxLayout()
        both.setSpacing(32)
        both.addWidget(self.kind)
        both.addLayout(column, 1)
        self.body.addLayout(both)
        self.template = Button(
            "この表の見本を作る", name="table_template", kind="small", on_click=self._template
        )
        self.body.addWidget(self.template, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.result)
        self.body.addWidget(self.columns)
        self.body.addStretch(1)

    def _choose(self) -> None:
        chosen = self._ask_file(self)
        if chosen:
            self._path = Path(chosen)
            self.file.setText(self._path.name)
            self._changed()

    def _changed(self) -> None:
        self._mapping = None
        self.columns.hide()
        self.result.hide()
        self.intro.show()
        self.template.show()
        self.message.hide()
        self.progress.hide()

    def _template(self) -> None:
        kind = self.kind.value()
        title = kind_of(kind).title
        chosen = files.save_file(self, "見本を しまう場所", f"{title}.xlsx", _TABLES)
        if chosen:
            self.run(
                lambda: exporting.write_template(kind, Path(chosen)),
                lambda _none: self.context.note(f"{title}の見本を作りました"),
            )

    # Rehearsal and the real thing

    def _rehearse(self) -> None:
        self._import(dry_run=True, skip_bad=False)

    def _take(self) -> None:
        self._import(dry_run=False, skip_bad=False)

    def _take_good(self) -> None:
        self._import(dry_run=False, skip_bad=True)

    def _import(self, *, dry_run: bool, skip_bad: bool) -> None:
        path, desk, kind = self._path, self.context.desk, self.kind.value()
        if path is None:
            self.message.show_words(
                "表が まだえらんでありません。", "「表をえらぶ」で、ファイルをえらんでください。"
            )
            return
        self.message.hide()
        if self.columns.isVisibleTo(self):
            self._mapping = self.columns.mapping() or self._mapping
        mapping = self._mapping
        confirm = [] if dry_run else self.result.confirmed()
        self.result.hide()
        self.columns.hide()
        self.progress.start("表を読んでいます" if dry_run else "表を取り込んでいます", path.name)

        def work(report: Callable[[int, int, str], None]) -> Done[ImportReport]:
            return importing.import_table(
                desk, kind, path, skip_bad=skip_bad, dry_run=dry_run, mapping=mapping, confirm=confirm,
                progress=report,
            )  # fmt: skip

        self._job = self.context.tasks.run(
            work,
            lambda done: self._done(done, dry_run=dry_run),
            self._failed,
            self.progress.advance,
            on_cancel=lambda: self.progress.finish("やめました", "何も取り込んでいません。", good=False),
            owner=self,
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self.show_error(error)

    def _done(self, done: Done[ImportReport], *, dry_run: bool) -> None:
        self.progress.hide()
        self.result.show_report(done.result, rehearsal=dry_run)
        self.result.show()
        self.columns.show_columns(done.result.kind, done.result.columns if dry_run else ())
        self.intro.hide()
        self.template.hide()
        if done.result.written:
            self.context.changed(done.changes)


def _ask_file(parent: QWidget) -> str:
    return str(files.open_file(parent, "取り込む表", _READ) or "")
