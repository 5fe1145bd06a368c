"""表に書き出す: which table, where; tables with names ask first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.exchange.kinds.registry import kind_of, offered
from sasaeai_desktop.services.tables import exporting, leaving
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import ProgressPanel

_FILES = {"xlsx": "Excelの表 (*.xlsx)", "csv": "CSVの表 (*.csv)"}


class TableOutPage(Page):
    """Nothing is written before the person says where, and for names that it may leave."""

    object_name = "table_out"

    def __init__(
        self,
        context: PageContext,
        *,
        ask_path: Callable[[QWidget, str, str], str] | None = None,
        ask: Callable[[QWidget, str, str], bool] | None = None,
        ask_folder: Callable[[QWidget], str] | None = None,
    ) -> None:
        super().__init__(context)
        self._ask_path, self._ask, self._ask_folder = (
            ask_path or _ask_path,
            ask or _ask,
            ask_folder or _ask_folder,
        )
        self.add_outline(
            "すべてを書き出す", name="out_everything", icon="folder", action=self._write_everything
        )
        self.set_heading("表に書き出す")
        self.set_primary("書き出す", icon="download", action=self._write)
        self.kind = PickField(
            "何の表ですか",
            offered(),
            name="out_kind",
        )
        self.kind.changed.connect(self._explain)
        self.form = ChoiceField(
            "どんなファイルにしますか", (("xlsx", "エクセル"), ("csv", "CSV")), name="out_form"
        )
        self.form.set_value("xlsx")
        self.note = label("", wrap=True, name="out_note")
        self.progress = ProgressPanel(name="out_progress")
        for widget in (self.kind, self.form, self.note, self.progress):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._explain()

    def _explain(self) -> None:
        named = kind_of(self.kind.value()).personal
        self.progress.hide()
        self.note.setText(
            f"この表には、{named}が入ります。書き出したことを、外へ渡したきろくに残します。"
            if named
            else "この表に お名前は入りません。"
        )

    def _write(self) -> None:
        kind, ending = self.kind.value(), self.form.value()
        title, named = kind_of(kind).title, kind_of(kind).personal
        if named and not self._ask(
            self,
            f"{title}の表を このパソコンの外へ書き出しますか",
            f"{named}が、かぎのかからないファイルになって出ます。USBに入れたら、なくさないようにしてください。",
        ):
            return
        chosen = self._ask_path(self, f"{title}.{ending}", _FILES[ending])
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_name(f"{path.name}.{ending}")
        desk = self.context.desk
        self.progress.start("書き出しています", path.name)
        # Japanese Excel reads cp932 only, but names in rare characters need UTF-8 (written with its mark).
        self.context.tasks.run(
            lambda: exporting.export_table(desk, kind, path),
            lambda count: self.progress.finish("✓ 書き出しました", f"{path.name}　{count}行"),
            self._failed,
            owner=self,
        )

    def _write_everything(self) -> None:
        """For leaving the program: every record, with a page that explains the columns."""
        if not self._ask(
            self,
            "この地区の記録を すべて このパソコンの外へ書き出しますか",
            "名簿・見守り・カードなどのすべてが、かぎのかからない表になって出ます。ほかのプログラムに移るときだけ使います。",
        ):
            return
        chosen = self._ask_folder(self)
        if not chosen:
            return
        desk, folder = self.context.desk, Path(chosen) / f"ささえあいデスク-{self.context.today()}"
        self.progress.start("書き出しています", folder.name)
        self.context.tasks.run(
            lambda: leaving.export_everything(desk, folder),
            lambda files: self.progress.finish(
                "✓ 書き出しました", f"{folder.name}　{len(files)}個のファイル"
            ),
            self._failed,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self.show_error(error)


def _ask(parent: QWidget, question: str, detail: str) -> bool:
    return confirm(parent, question, detail, verb="書き出す")


def _ask_folder(parent: QWidget) -> str:
    return str(files.folder(parent, "しまう場所") or "")


def _ask_path(parent: QWidget, name: str, kinds: str) -> str:
    return files.save_file(parent, "表を しまう場所", name, kinds)
