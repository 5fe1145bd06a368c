"""What a table file would do, or did: five figures, the rows that cannot be taken with their reasons, the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.exchange.findings import Reject
from sasaeai_desktop.services.tables.importing import ImportReport
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label, rule

_MOST = 100  # so many faults are shown; more are mended no faster


class TableResult(QWidget):
    """The report of a rehearsal or an import.

    Args:
        take: takes everything in.
        take_good: takes the good rows in.
    """

    def __init__(self, take: Callable[[], object], take_good: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("table_result")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        panel = Panel(name="table_panel", gap=8)
        self.heading = label("", "subsection", wrap=True, name="table_heading")
        self.counts = label("", "strong", wrap=True, name="table_counts")
        self.words = label("", wrap=True, name="table_words")
        panel.add(self.heading, self.counts, self.words)
        ways = QWidget()
        flow = FlowLayout(ways, gap=12)
        self.take = OutlineButton("取り込む", name="table_take", icon="check", on_click=take)
        self.take_good = QuietButton("良い行だけ取り込む", name="table_take_good", on_click=take_good)
        flow.addWidget(self.take)
        flow.addWidget(self.take_good)
        self.ways = ways
        panel.add(ways)
        column.addWidget(panel)
        self.rejected = QWidget()
        self.rejected.setObjectName("table_rejected")
        self._lines = QVBoxLayout(self.rejected)
        self._lines.setContentsMargins(16, 0, 0, 0)
        self._lines.setSpacing(4)
        column.addWidget(self.rejected)

    def show_report(self, report: ImportReport, *, rehearsal: bool) -> None:
        """Show a report."""
        bad = _bad_lines(report.rejected)
        self.heading.setText(_heading(report, bad, rehearsal=rehearsal))
        self.counts.setText(
            f"読んだ行 {report.read}　新しい {report.added}　直した {report.updated}　"
            f"変わらない {report.unchanged}　取り込めない {bad}"
        )
        self.words.setText(_words(report, bad, rehearsal=rehearsal))
        self.words.setVisible(bool(self.words.text()))
        changes = bool(report.added or report.updated)
        self.take.setVisible(rehearsal and not bad and changes)
        self.take_good.setVisible(not report.written and bool(bad) and changes)
        self.ways.setVisible(not self.take.isHidden() or not self.take_good.isHidden())
        self._show_rejected(report.rejected)

    def _show_rejected(self, rejected: list[Reject]) -> None:
        clear_layout(self._lines)
        for reject in rejected[:_MOST]:
            column = f"　{reject.column}" if reject.column else ""
            value = f"　いまの中身「{reject.value}」" if reject.value else ""
            self._lines.addWidget(label(f"{reject.line}行目{column}", "strong", wrap=True))
            self._lines.addWidget(label(f"{reject.reason}{value}", wrap=True))
            self._lines.addWidget(rule("soft"))
        if len(rejected) > _MOST:
            self._lines.addWidget(label(f"ほかに {len(rejected) - _MOST}か所 あります。", "second"))
        self.rejected.setVisible(bool(rejected))


def _bad_lines(rejected: list[Reject]) -> int:
    """Return how many rows have at least one fault."""
    return len({reject.line for reject in rejected})


def _heading(report: ImportReport, bad: int, *, rehearsal: bool) -> str:
    if report.written:
        return "✓ 取り込みました"
    if bad:
        return f"取り込めない行が {bad}行 あります"
    if not report.added and not report.updated:
        return "新しいことは ありませんでした"
    return "ぜんぶ取り込めます" if rehearsal else "まだ取り込んでいません"


def _words(report: ImportReport, bad: int, *, rehearsal: bool) -> str:
    said = []
    if report.unknown_columns:
        said.append(f"使わない列：{'、'.join(report.unknown_columns)}")
    if report.rejects_file is not None:
        said.append(f"取り込まなかった行の場所と理由を「{report.rejects_file.name}」に書きました。")
    elif bad and not report.written:
        said.append(
            "取り込めない行が1つでもあれば、何も取り込みません。表を直して もう一度ためすか、良い行だけを取り込みます。"
        )
    elif rehearsal and not report.written and (report.added or report.updated):
        said.append("まだ何も書いていません。「取り込む」を押すと 名簿に入ります。")
    return "\n".join(said)
