"""What a table file would do, or did: its figures, what is refused or asked grouped by reason, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.exchange.findings import Asked, Reject, grouped, line_key, rows_in, sheet_of
from sasaeai_desktop.services.tables.importing import ImportReport
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label, rule

_MOST = 30  # so many reasons are shown; more are mended no faster
_PLACES = 4  # so many rows of a reason are named


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
        self._yes: dict[str, ChoiceButton] = {}
        self._report: ImportReport | None = None
        self._rehearsal = False

    def confirmed(self) -> list[str]:
        """Return the codes of the questions that are answered with yes."""
        return [code for code, button in self._yes.items() if button.isChecked()]

    def show_report(self, report: ImportReport, *, rehearsal: bool) -> None:
        """Show a report."""
        self._report, self._rehearsal = report, rehearsal
        bad = rows_in(report.rejected)
        asked = f"　たしかめる {rows_in(report.asked)}" if report.asked else ""
        left = f"　のぞいた {len(report.left_out)}" if report.left_out else ""
        self.heading.setText(_heading(report, bad, rehearsal=rehearsal))
        self.counts.setText(
            f"読んだ行 {report.read}　新しい {report.added}　直した {report.updated}　"
            f"変わらない {report.unchanged}　取り込めない {bad}{asked}{left}"
        )
        self.words.setText(_words(report, bad, rehearsal=rehearsal))
        self.words.setVisible(bool(self.words.text()))
        self._show_reasons(report)
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done now: everything once each question has its yes, else the good rows."""
        report = self._report
        if report is None:
            return
        open_ones = {asked.code for asked in report.asked} - set(self.confirmed())
        changes = bool(report.added or report.updated or self.confirmed())
        whole = not report.rejected and not open_ones
        self.take.setVisible(self._rehearsal and whole and changes)
        self.take_good.setVisible(not report.written and not whole and changes)
        self.ways.setVisible(not self.take.isHidden() or not self.take_good.isHidden())

    def _show_reasons(self, report: ImportReport) -> None:
        clear_layout(self._lines)
        self._yes = {}
        asked = [] if report.written else report.asked
        for reason, _column, found in [*grouped(report.rejected)[:_MOST], *grouped(asked)[:_MOST]]:
            rows = len({line_key(f.line) for f in found})
            self._lines.addWidget(label(f"{rows}行：{reason}", "strong", wrap=True))
            shown = _places(found)
            left = rows - len(set(shown.values()))
            self._lines.addWidget(label("、".join(shown) + (f"　ほか {left}行" if left else ""), wrap=True))
            first = found[0]
            if isinstance(first, Asked) and self._rehearsal and first.code not in self._yes:
                button = ChoiceButton("このまま取り込む", name=f"table_confirm_{first.code}")
                button.toggled.connect(lambda _on: self._offer())
                self._yes[first.code] = button
                self._lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._lines.addWidget(rule("soft"))
        self.rejected.setVisible(bool(report.rejected or asked))


def _places(found: Sequence[Reject | Asked]) -> dict[str, tuple[str, int]]:
    """Return the first few places with their rows; a cell may speak for many, as 番号 with the months across."""
    shown: dict[str, tuple[str, int]] = {}
    for finding in found:
        shown[_place(finding)] = line_key(finding.line)
        if len(shown) == _PLACES:
            break
    return shown


def _place(finding: Reject | Asked) -> str:
    sheet = f"{sheet_of(finding.line)} " if sheet_of(finding.line) else ""
    column = f"　{finding.column}" if finding.column else ""
    return f"{sheet}{finding.line}行目{column}" + (f"「{finding.value}」" if finding.value else "")


def _heading(report: ImportReport, bad: int, *, rehearsal: bool) -> str:
    if report.written:
        return "✓ 取り込みました"
    if bad:
        return f"取り込めない行が {bad}行 あります"
    if report.asked:
        return f"たしかめたい行が {rows_in(report.asked)}行 あります"
    if not report.added and not report.updated:
        return "新しいことは ありませんでした"
    return "ぜんぶ取り込めます" if rehearsal else "まだ取り込んでいません"


def _words(report: ImportReport, bad: int, *, rehearsal: bool) -> str:
    said = [
        notice.words + _lines_of(notice.lines)
        for notice in report.notices
        if notice.code != "columns_matched"
    ]
    counted: dict[str, int] = {}
    for left in report.left_out:
        counted[left.words] = counted.get(left.words, 0) + 1
    said += [f"{rows}行は のぞきました：{words}" for words, rows in counted.items()]
    if report.rejects_file is not None:
        said.append(f"取り込まなかった行の場所と理由を「{report.rejects_file.name}」に書きました。")
    elif bad and not report.written:
        said.append(
            "取り込めない行が1つでもあれば、何も取り込みません。表を直して もう一度ためすか、良い行だけを取り込みます。"
        )
    elif report.asked and not report.written:
        said.append(
            "このままでよい行は「このまま取り込む」を押します。ちがうときは、表を直して もう一度ためします。"
        )
    elif rehearsal and not report.written and (report.added or report.updated):
        said.append("まだ何も書いていません。「取り込む」を押すと 名簿に入ります。")
    return "\n".join(said)


def _lines_of(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    return f"（{'、'.join(map(str, lines[:_PLACES]))}行目" + (
        f" ほか {len(lines) - _PLACES}行）" if len(lines) > _PLACES else "）"
    )
