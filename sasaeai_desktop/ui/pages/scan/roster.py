"""One scanned salon roster: the paper at the left, the people of one day as tiles at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain.paper_boxes import Rect
from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.services.scan import rosters
from sasaeai_desktop.services.scan.rosters import CANCELLED, COUNTS, FUTURE, ONLY_TYPED, Came, Column
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.scan.picture import Picture, Pictures
from sasaeai_desktop.ui.pages.scan.questions import Question, QuestionPanel, why_words
from sasaeai_desktop.ui.pages.scan.roster_state import RosterState
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import step_buttons
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label, rule
from sasaeai_desktop.ui.widgets.states import HintBand
from sasaeai_desktop.ui.widgets.tiles import NameTile

_COUNT_WORDS = ("65歳以上", "障がいのある方", "子ども", "保護者", "その他")
_STAFF = "staff"
_CAME = (("1", "came", "来た"), ("0", "away", "来ていない"))
_CANCEL = (("1", "came", "中止"), ("0", "away", "中止ではない"))
_STRIP: Rect = (10.0, 32.0, 190.0, 62.0)  # so much of a roster is shown at once, here its head


class ScanRosterPage(Page):
    """Day by day; nothing is written before 「きろくを保存する」."""

    object_name = "scan_roster"

    def __init__(self, context: PageContext, state: RosterState, saved: Callable[[], object]) -> None:
        super().__init__(context)
        self.state, self._told = state, saved
        self._pictures = Pictures(state.proposal.pictures)
        self._at = 0
        p = state.proposal
        self.set_heading("紙を読み取る", f"{p.salon_name}　出席表　票の番号 {p.number}", below=True)
        self.set_primary("きろくを保存する", icon="check", action=self._save)
        for notice in p.notices:
            self.body.addWidget(HintBand(notice, name="scan_roster_notice"))
        self.questions = QuestionPanel(name="scan_roster_question")
        self.paper = Picture("読み取った紙", name="scan_roster_paper", high=176)
        columns = Columns(right_width=724, left_least=500, gap=24)
        columns.left.setSpacing(8)
        columns.left.addWidget(self.questions)
        columns.left.addWidget(self.paper)
        columns.left.addStretch(1)
        columns.right.setSpacing(8)
        columns.right.addLayout(self._day_head())
        self._day = QVBoxLayout()
        self._day.setSpacing(8)
        columns.right.addLayout(self._day)
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)
        self.questions.answered.connect(self._answered)
        self.questions.shown.connect(self._go_to)
        self._given: dict[object, str] = {
            place: "came" if came else "away" for place, came in state.answers.items()
        }
        self._show_day()
        self.questions.set_questions([self._question(m) for m in p.questions], self._given)

    def _day_head(self) -> QHBoxLayout:
        self.before, self.after = step_buttons("scan_day", "前の開催", "つぎの開催", self.turn)
        self.day_words = label("", "section", name="scan_day_words")
        self.day_count = label("", "strong", name="scan_day_count")
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in (self.before, self.day_words, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.day_count)
        return row

    # The day that is shown

    def column(self) -> Column | None:
        """Return the column that is shown."""
        columns = self.state.proposal.columns
        return columns[self._at] if columns else None

    def turn(self, by: int) -> None:
        """Show the next day or the one before."""
        count = len(self.state.proposal.columns)
        if count:
            self._at = max(0, min(count - 1, self._at + by))
            self._show_day()

    def _show_day(self) -> None:
        clear_layout(self._day)
        column = self.column()
        if column is None:
            self.day_words.setText("開催の日が ありません")
            return
        self.day_words.setText(f"{month_day(column.day)}（{weekday(column.day)}）")
        marks = self.state.marks_on(column.day)
        cancelled = self.state.is_present(marks.get(CANCELLED))
        if column.session is None or column.day > self.context.today():
            why = (
                "この日の開催が 登録されていません。" if column.session is None else "きょうより先の日です。"
            )
            self._day.addWidget(label(f"{why}印があっても 入れません。", "body", wrap=True))
        if cancelled:
            self._day.addWidget(label("中止の日です。", "strong"))
        self._day.addWidget(self._tiles(column, marks))
        if column.session is not None and not cancelled:
            self._day.addWidget(rule())
            self._day.addWidget(self._counts(column))
        for new in self.state.proposal.newcomers:
            if column.day in (*new.days, *new.doubtful) or not new.days:
                self._day.addWidget(self._new_guest(new))
        self._show_count()
        self._show_paper(None)

    def _show_count(self) -> None:
        column = self.column()
        if column is None:
            return
        named = self.state.present_on(column.day)
        total = named + sum(self.state.value_of(column, name) for name in COUNTS)
        self.day_count.setText(f"お名前 {named}人　合計 {total}人")

    def _tiles(self, column: Column, marks: dict[bytes, Came]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for at, row in enumerate(self.state.proposal.rows):
            mark = marks.get(row.person)
            asks = mark is not None and mark.asks and mark.place not in self.state.answers
            second = "たしかめる" if asks else ""
            if mark is not None and mark.state == ONLY_TYPED:
                second = "紙にない きろく"
            tile = NameTile(
                row.name, name=f"scan_tile_{at + 1}", second=second, attention=asks,
                present=self.state.is_present(mark),
            )  # fmt: skip
            tile.setFixedWidth(px(226))
            tile.setEnabled(column.session is not None and (mark is None or mark.state != FUTURE))
            tile.toggled.connect(partial(self._toggled, row.person, column.day))
            flow.addWidget(tile)
        return holder

    def _toggled(self, person: bytes, day: str, on: bool) -> None:
        """Take what a person says of a tile; one that paper and records leave empty becomes an answer too."""
        place = (person, day)
        self.state.answers[place] = on  # type: ignore[index]  # ids of the proposal
        if place in {m.place for m in self.state.proposal.questions}:
            self._given[place] = "came" if on else "away"
            self.questions.show_key(place)
        self.state.saved = False
        self._show_count()

    def _counts(self, column: Column) -> QWidget:
        """Return the counts without names: the written number beside a counter."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        cells = {count.field: count for count in column.counts}
        for name, words in (*zip(COUNTS, _COUNT_WORDS, strict=True), (_STAFF, "お手伝い")):
            cell = cells.get(name)
            if cell is None:
                continue
            part = Panel(name=f"scan_count_{name}_panel", pad=8, gap=4)
            picture = Picture(f"{words}の絵", name=f"scan_count_{name}_picture", high=40)
            picture.show_part(self._pictures.page(cell.page), cell.rect)
            counter = Counter(words, name=f"scan_count_{name}", value=self.state.value_of(column, name))
            counter.changed.connect(partial(self._counted, column.day, name))
            part.add(label(words, "second"), picture, counter)
            flow.addWidget(part)
        return holder

    def _counted(self, day: str, name: str, number: int) -> None:
        self.state.counts.setdefault(day, {})[name] = number
        self.state.saved = False
        self._show_count()

    def _new_guest(self, new: rosters.NewName) -> Panel:
        panel = Panel(name=f"scan_new_{new.row}", pad=16, gap=8)
        picture = Picture("はじめての方のお名前の絵", name=f"scan_new_{new.row}_picture", high=52)
        picture.show_part(self._pictures.page(new.page), new.rect)
        name = LineField("お名前", name=f"scan_new_{new.row}_name", chars=12)
        kana = LineField("ふりがな", name=f"scan_new_{new.row}_kana", chars=12)
        kept = self.state.names.get(new.row, ("", ""))
        name.set_value(kept[0])
        kana.set_value(kept[1])
        for line in (name, kana):
            line.line.textEdited.connect(lambda _text: self._named(new.row, name.value(), kana.value()))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(name)
        row.addWidget(kana)
        row.addStretch(1)
        days = "・".join(month_day(day) for day in new.days)
        panel.add(label(f"はじめての方　{days}", "subsection"), picture)
        panel.add_layout(row)
        return panel

    def _named(self, row: int, name: str, kana: str) -> None:
        if name:
            self.state.names[row] = (name, kana)
        else:
            self.state.names.pop(row, None)
        self.state.saved = False
        self._show_count()

    # Questions

    def _question(self, mark: Came) -> Question:
        names = {row.person: row.name for row in self.state.proposal.rows}
        day = f"{month_day(mark.day)}（{weekday(mark.day)}）"
        page = self._pictures.page(mark.page)
        if mark.person == CANCELLED:
            return Question(mark.place, f"{day}　中止の四角", why_words("small"), _CANCEL, page, mark.rect)
        words = f"{names.get(mark.person, '')}さん　{day}"
        return Question(mark.place, words, why_words(mark.why), _CAME, page, mark.rect)

    def _answered(self, key: object, code: str) -> None:
        self.state.answers[key] = code == "came"  # type: ignore[index]  # keys of these questions are places
        self.state.saved = False
        self._show_day()

    def _go_to(self, key: object) -> None:
        for mark in self.state.proposal.questions:
            if mark.place == key:
                days = [column.day for column in self.state.proposal.columns]
                if days[self._at] != mark.day:
                    self._at = days.index(mark.day)
                    self._show_day()
                self._show_paper(mark)

    def _show_paper(self, mark: Came | None) -> None:
        column = self.column()
        numbers = [c.page for c in column.counts] if column else []
        page = mark.page if mark else numbers[0] if numbers else next(iter(self.state.proposal.pages), 1)
        open_now = {m.place for m in self.state.open_questions()}
        frames = [
            (m.rect, mark is not None and m.place == mark.place)
            for m in self.state.proposal.questions
            if m.page == page and (m.place in open_now or m is mark)
        ]
        x, y, wide, high = _STRIP
        if mark is not None:
            y = max(y, mark.rect[1] + mark.rect[3] / 2 - high / 2)
        frames = [(rect, here) for rect, here in frames if y <= rect[1] and rect[1] + rect[3] <= y + high]
        self.paper.show_part(self._pictures.page(page), (x, y, wide, high), frames)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the question by its digit, wherever the focus is."""
        if not isinstance(QApplication.focusWidget(), QLineEdit) and self.questions.press(event.text()):
            return
        super().keyPressEvent(event)

    # Saving

    def _save(self) -> None:
        left = self.questions.left()
        if left:
            self.message.show_words(
                f"たしかめるところが、あと {left}つあります。",
                "左の絵を見て、1（来た）か 0（来ていない）を押してください。",
            )
            return
        desk, state = self.context.desk, self.state
        answers, counts, guests = dict(state.answers), dict(state.counts), state.guests()
        self.act(lambda: rosters.accept_roster(desk, state.proposal, answers, counts, guests), self._saved)

    def _saved(self, fresh: int) -> None:
        self.state.saved = True
        if not fresh and not self.state.answers and not self.state.counts:
            self.context.note("この出席表の印は、もう入っています。")
        self._told()
        self.leave()
