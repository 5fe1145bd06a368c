"""紙を読み取る: choosing scans, reading them, and the sheets that were found."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.scan import scanning
from sasaeai_desktop.services.scan.rosters import RosterProposal
from sasaeai_desktop.services.scan.safety_lists import SafetyProposal
from sasaeai_desktop.services.scan.scanning import Problem, Proposal, Scanned
from sasaeai_desktop.services.scan.visits import VisitProposal
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.scan.roster import ScanRosterPage
from sasaeai_desktop.ui.pages.scan.roster_state import RosterState
from sasaeai_desktop.ui.pages.scan.safety import ScanSafetyPage
from sasaeai_desktop.ui.pages.scan.safety_state import SafetyState
from sasaeai_desktop.ui.pages.scan.visit import ScanVisitPage
from sasaeai_desktop.ui.pages.scan.visit_state import VisitState
from sasaeai_desktop.ui.tasks import Job
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.states import EmptyState, HintBand, ProgressPanel

_FILES = "読み取った紙 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)"
_LOOK_MS = 3000  # a scanner takes about that long for a page
State = VisitState | RosterState | SafetyState


class ScanPage(Page):
    """A sub-page of 見守り, サロン, 安否確認 and 報告・印刷.

    Attributes:
        sheets: what was read, in the order in which it was met.
    """

    object_name = "scan"
    title = "紙を読み取る"
    icon = "table"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.sheets: list[State] = []
        self.problems: list[Problem] = []
        self._folder: Path | None = None
        self._sizes: dict[Path, int] = {}
        self._done: set[Path] = set()
        self._reading = False
        self.set_heading(
            "紙を読み取る", "書きこんだ訪問票・出席表・安否確認一覧の、読み取った絵から入れます", below=True
        )
        self.set_primary("ファイルをえらぶ", icon="upload", action=self._choose_files)
        self.add_outline("場所をえらぶ", name="scan_folder", icon="folder", action=self._choose_folder)
        self.waiting = HintBand("", name="scan_waiting")
        self.waiting.add_button(
            QuietButton("待つのをやめる", name="scan_stop_waiting", on_click=self._forget)
        )
        self.waiting.hide()
        self._job: Job | None = None
        self.progress = ProgressPanel(name="scan_progress")
        self.progress.cancelled.connect(self._cancel)
        self.body.addWidget(self.waiting)
        self.body.addWidget(self.progress)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.empty = EmptyState(
            "table",
            "まだ 何も読み取っていません",
            "スキャナーで読み取った 訪問票・出席表・安否確認一覧のファイルを えらびます。たしかめて保存するまで、何も書きこみません。"
            "いつも同じ場所に入るなら、「場所をえらぶ」で まとめて読み、あとから入る紙も待ちます。",
            name="scan_empty",
        )
        self.body.addWidget(self.empty, 1)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    # Choosing

    def _choose_files(self) -> None:
        chosen = files.open_files(self, "読み取った紙をえらぶ", _FILES)
        if chosen:
            self.read(chosen)

    def _choose_folder(self) -> None:
        chosen = files.folder(self, "スキャナーの絵が入る場所をえらぶ")
        if chosen is not None:
            self.wait_at(chosen)

    def wait_at(self, folder: Path) -> None:
        """Read what lies in a folder, and whatever a scanner puts there later."""
        self._folder, self._sizes, self._done = folder, {}, set()
        self.waiting.sentence.setText(f"「{folder.name}」に入ってくる紙を待っています。")
        self.waiting.show()
        try:
            there = scanning.files_in([folder])
        except OSError:
            there = []
        self._done |= set(there)
        if there:
            self.read(there)
        self._timer.start()

    def look(self) -> None:
        """See whether a scanner put something new into the folder; a file that still grows waits."""
        if self._folder is None or self._reading:
            return
        try:
            sizes = {p: p.stat().st_size for p in scanning.files_in([self._folder]) if p not in self._done}
        except OSError:
            return  # the stick or the share is away for the moment
        whole = [path for path, size in sizes.items() if size and self._sizes.get(path) == size]
        self._sizes = sizes
        if whole:
            self._done |= set(whole)
            self.read(whole)

    def _forget(self) -> None:
        self._folder = None
        self._timer.stop()
        self.waiting.hide()

    def leave(self) -> None:
        """Go back; sheets that are not saved are still on paper."""
        self._timer.stop()
        open_sheets = sum(not state.saved and not state.proposal.known for state in self.sheets)
        if open_sheets:
            self.context.note(
                f"保存していない票が {open_sheets}枚あります。もう一度読み取れば、続きからできます。"
            )
        super().leave()

    # Reading

    def read(self, paths: list[Path]) -> None:
        """Read files, and show what was found."""
        desk = self.context.desk
        self._reading = True
        self.message.hide()
        self.empty.hide()
        self.progress.start("紙を読んでいます")
        self._job = self.context.tasks.run(
            lambda report: scanning.read_files(desk, paths, report),
            self._read,
            self._failed,
            self.progress.advance,
            on_cancel=self._stopped,
            owner=self,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _read(self, found: Scanned) -> None:
        self._reading = False
        known = {_key(state.proposal): at for at, state in enumerate(self.sheets)}
        for proposal in found.sheets:
            state = _state_of(proposal)
            at = known.get(_key(proposal))
            if at is None:
                self.sheets.append(state)
            else:
                self.sheets[at] = state
        self.problems += found.problems
        words = f"{found.pages}ページから、{len(found.sheets)}枚の票を読みました。"
        if found.backs:
            words += f"裏の白いページ {found.backs}枚は、とばしました。"
        bad = len(found.problems)
        if bad:
            words += f"読めなかったところが {bad}つあります。わけは 下にあります。"
        if any(not state.saved and not state.proposal.known for state in self.sheets):
            words += "まだ 書きこんでいません。下の票を押して、たしかめてから保存します。"
        self.progress.finish("読み終わりました", words, good=not bad)
        self._show()

    def _stopped(self) -> None:
        self._reading = False
        self.progress.finish("と中で やめました", "何も書きこんでいません。", good=False)
        self._show()

    def _failed(self, error: UserError) -> None:
        self._reading = False
        self.progress.hide()
        self.show_error(error)
        self._show()

    # What was found

    def _show(self) -> None:
        clear_layout(self._list)
        self.empty.setVisible(not self.sheets and not self.problems)
        if self.sheets and all(state.saved for state in self.sheets):
            self.progress.hide()  # what it says is done
        if self.sheets:
            self._list.addWidget(label(f"読み取った票　{len(self.sheets)}枚", "section"))
            self._list.addWidget(rule())
            for at, state in enumerate(self.sheets):
                self._list.addWidget(self._row(at, state))
        if self.problems:
            self._list.addSpacing(16)
            self._list.addWidget(label("読めなかったところ", "section"))
            self._list.addWidget(rule())
            for problem in self.problems:
                self._list.addWidget(_problem_row(problem))

    def _row(self, at: int, state: State) -> RowButton:
        title, second, badge, sign = _words(state)
        made = RowButton(
            title, name=f"scan_sheet_{at + 1}", second=second, badge=badge, sign=sign, warm=False
        )
        made.clicked.connect(partial(self.open_sheet, at))
        return made

    def open_sheet(self, at: int, _checked: bool = False) -> None:
        """Show one sheet beside its paper."""
        state = self.sheets[at]
        page: Page
        if isinstance(state, VisitState):
            page = ScanVisitPage(self.context, state, self._show)
        elif isinstance(state, SafetyState):
            page = ScanSafetyPage(self.context, state, self._show)
        else:
            page = ScanRosterPage(self.context, state, self._show)
        self.push(page)

    def refresh(self, changes: Changes | None) -> None:
        """Show the rows again when something was saved meanwhile."""
        if self.sheets and (
            changes is None or changes.touches("visit", "session", "attendance", "safety_tick")
        ):
            self._show()


def _key(proposal: Proposal) -> bytes:
    return proposal.view.sheet if isinstance(proposal, VisitProposal) else proposal.sheet


def _state_of(proposal: Proposal) -> State:
    if isinstance(proposal, SafetyProposal):
        return SafetyState(proposal)
    return VisitState(proposal) if isinstance(proposal, VisitProposal) else RosterState(proposal)


def _words(state: State) -> tuple[str, str, str, str]:
    """Return title, second line, badge and sign of a sheet's row."""
    proposal = state.proposal
    if isinstance(proposal, RosterProposal):
        title = f"{proposal.salon_name}　出席表　票の番号 {proposal.number}"
    elif isinstance(proposal, SafetyProposal):
        title = f"安否確認一覧　{proposal.title}　票の番号 {proposal.number}"
    else:
        title = (
            f"{proposal.view.watcher_name}さん　{wareki(proposal.view.month)}分　票の番号 {proposal.number}"
        )
    if state.saved:
        return title, "保存しました", "", DONE
    if proposal.known and not state.has_more():
        return title, "この票の印は、もう入っています。", "", DONE
    left = len(state.open_questions())
    notices = "".join(proposal.notices)
    second = "　".join(part for part in (state.summary(), notices) if part)
    return title, second, f"たしかめる {left}" if left else "", ATTENTION if left or notices else OPEN


def _problem_row(problem: Problem) -> QWidget:
    row = QHBoxLayout()
    row.setContentsMargins(4, 8, 4, 8)
    row.setSpacing(14)
    row.addWidget(Sign("attention", 24))
    place = f"{problem.file}　{problem.page}ページ目" if problem.page else problem.file
    name = label(place, "strong", wrap=True)
    name.setMinimumWidth(px(220))
    row.addWidget(name, 1)
    row.addWidget(label(f"{problem.what}{problem.todo}", "body", wrap=True), 2)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(rule("soft"))
    return holder
