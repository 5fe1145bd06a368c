"""One scanned visit sheet: the paper at the left, what was read in the month grid at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from sasaeai_desktop.domain.holidays import holidays_of
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.scan import visits
from sasaeai_desktop.services.scan.visits import DIFFERS, ScanMark
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.scan.notes import NotesPage
from sasaeai_desktop.ui.pages.scan.picture import Picture, Pictures
from sasaeai_desktop.ui.pages.scan.questions import Question, QuestionPanel, why_words
from sasaeai_desktop.ui.pages.scan.read_grid import ReadGrid
from sasaeai_desktop.ui.pages.scan.visit_state import VisitState, choices_of, recorded_words, sign_words
from sasaeai_desktop.ui.pages.watch.words import day_words
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.states import HintBand


class ScanVisitPage(Page):
    """Doubtful marks are decided one by one; nothing is written before 「きろくを保存する」."""

    object_name = "scan_visit"

    def __init__(self, context: PageContext, state: VisitState, saved: Callable[[], object]) -> None:
        super().__init__(context)
        self.state, self._told = state, saved
        self._pictures = Pictures(state.proposal.pictures)
        view = state.proposal.view
        about = f"{wareki(view.month)}分（{view.month[:4]}）　担い手 {view.watcher_name}さん　票の番号 {view.number}"
        self.set_heading("紙を読み取る", about, below=True)
        self.set_primary("きろくを保存する", icon="check", action=self._save)
        self.notes_button = self.add_outline(
            "メモを書き入れる", name="scan_visit_notes", icon="pencil", action=self._open_notes
        )
        self.notes_button.setVisible(bool(state.written_notes()))
        for notice in state.proposal.notices:
            self.body.addWidget(HintBand(notice, name="scan_visit_notice"))
        self.grid = ReadGrid(name="scan_visit_grid")
        self.questions = QuestionPanel(name="scan_visit_question")
        self.paper = Picture("読み取った紙", name="scan_visit_paper", high=150)
        self.paper_words = label("", "second", name="scan_visit_paper_words")
        self.summary = label("", "second", wrap=True, name="scan_visit_summary")
        columns = Columns(right_width=752, left_least=500, gap=20)
        columns.left.setSpacing(4)
        columns.left.addWidget(self.questions)
        columns.left.addWidget(self.paper_words)
        columns.left.addWidget(self.paper)
        columns.left.addStretch(1)
        columns.right.addWidget(self.summary)
        columns.right.addSpacing(6)
        columns.right.addWidget(self._scrolled(), 1)
        self.body.setContentsMargins(20, 0, 14, 8)
        self.body.setSpacing(8)
        self.body.addWidget(columns, 1)
        self.questions.answered.connect(self._answered)
        self.questions.shown.connect(self._go_to)
        self.grid.key_pressed.connect(self._press)
        self.grid.cursor_moved.connect(self._moved)
        self._show_grid()
        self.questions.set_questions([self._question(m) for m in state.proposal.questions], self._given())

    def _scrolled(self) -> QScrollArea:
        area = _Area()
        area.setObjectName("scan_visit_area")
        area.setAccessibleName("読み取った印")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(px(200))
        area.setWidget(self.grid)
        return area

    # What is shown

    def _given(self) -> dict[object, str]:
        return self.state.answers  # type: ignore[return-value]  # keys of these questions are places

    def _question(self, mark: ScanMark) -> Question:
        name = self.state.proposal.view.rows[mark.row].name
        words = f"{name}さん　{day_words(self._date(mark.day))}　{sign_words(mark)}"
        why = why_words(mark.why)
        if mark.state == DIFFERS:
            why = f"きろくでは「{'・'.join(recorded_words(mark))}」です。"
        page = self._pictures.page(mark.page)
        return Question(mark.place, words, why, choices_of(mark), page, mark.rect)

    def _date(self, day: int) -> str:
        return f"{self.state.proposal.view.month}-{day:02}"

    def _show_grid(self) -> None:
        view = self.state.proposal.view
        cell = self.grid.cursor_cell() if self.grid.rows else None
        rows = self.state.grid_rows()
        if cell is None:
            self.grid.show_month(view.month, rows, holidays_of(view.month))
        else:
            for shown, fresh in zip(self.grid.rows, rows, strict=True):
                shown.marks = fresh.marks
        self.grid.set_cells(self.state.asked_cells(), self.state.typed_cells())
        self.summary.setText(self.state.summary(drawn=True))
        count = len(self.state.written_notes())
        done = len(self.state.notes)
        self.notes_button.set_words(
            f"メモを書き入れる（{done}／{count}）" if done else f"メモを書き入れる（{count}）"
        )

    def _answered(self, key: object, code: str) -> None:
        del key, code  # the answer lies in the state already
        self.state.saved = False
        self._show_grid()

    def _go_to(self, key: object) -> None:
        for mark in self.state.proposal.questions:
            if mark.place == key:
                self.grid.set_cursor(mark.row, mark.day)
                self._show_paper(mark.row, key)

    def _moved(self, row: int, day: int) -> None:
        current = self.questions.current()
        here = [m for m in self.state.proposal.questions if (m.row, m.day) == (row, day)]
        if here and (current is None or current.key not in [m.place for m in here]):
            self.questions.show_key(here[0].place)
        else:
            self._show_paper(row, current.key if here and current else None)

    def _show_paper(self, row: int, key: object) -> None:
        block = self.state.proposal.blocks.get(row)
        name = self.state.proposal.view.rows[row].name
        if block is None:
            self.paper_words.setText(f"{name}さんの欄は、読み取った紙にありません。")
            self.paper.hide()
            return
        self.paper.show()
        page, rect = block
        self.paper_words.setText(f"{name}さんの欄　紙に {self.state.on_paper(row)}回")
        open_now = {m.place for m in self.state.open_questions()}
        frames = [
            (m.rect, m.place == key)
            for m in self.state.proposal.questions
            if m.row == row and (m.place in open_now or m.place == key)
        ]
        self.paper.show_part(self._pictures.page(page), rect, frames)

    # Keys

    def showEvent(self, event: QShowEvent) -> None:
        """The grid takes the keys: answering is all this page is for."""
        super().showEvent(event)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the question by its digit, wherever the focus is."""
        if not isinstance(QApplication.focusWidget(), QLineEdit) and self.questions.press(event.text()):
            return
        super().keyPressEvent(event)

    def _press(self, key: str) -> None:
        self.questions.press(key)

    # Notes and saving

    def _open_notes(self) -> None:
        self.push(NotesPage(self.context, self.state, self._pictures, self._noted))

    def _noted(self) -> None:
        self.state.saved = False
        self._show_grid()

    def _save(self) -> None:
        left = self.questions.left()
        if left:
            self.message.show_words(
                f"たしかめるところが、あと {left}つあります。",
                "左の絵を見て、1（ある）か 0（なし）を押してください。",
            )
            return
        desk, state = self.context.desk, self.state
        answers, notes = dict(state.answers), list(state.notes.values())
        self.act(lambda: visits.accept_visits(desk, state.proposal, answers, notes), self._saved)

    def _saved(self, fresh: int) -> None:
        self.state.saved = True
        if not fresh and not self.state.answers and not self.state.notes:
            self.context.note("この票の印は、もう入っています。")
        self._told()
        self.leave()


class _Area(QScrollArea):
    """As high as the page leaves it."""

    def sizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(px(560), px(200))
