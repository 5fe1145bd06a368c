"""The left column: find somebody by typing, by あかさたな, or by walking down the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import CaseState
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.people.people import PersonRow as Found
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import Button, LinkButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.search import KanaButtons, SearchField, nobody_words

_CAPTION = "名前・町内・担い手でさがす"
_MOST = 3000
_WIDEST = 500
_HIGH = 440  # at 小: caption, field, kana, heading, two rows and a half, foot
_PAUSE_MS = 120  # walking down the list with the key held shows only the person one stops at


class Finder(Surface):
    """Search field, kana buttons, list, and the two ways to begin something new.

    Signals:
        chosen(object): id of the person the frame is on.
        sheets_asked(): 紙の訪問票から入力.
        new_asked(): 新しい方を登録.
        listed(int): how many people the list shows, and whether it was asked for everybody.
        missed(): something else is looked for now, and whoever is shown beside the list is not in it.
    """

    chosen = Signal(object)
    sheets_asked = Signal()
    new_asked = Signal()
    listed = Signal(int, bool)
    missed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__("side", pad=0, gap=0, name="watch_finder")
        self._context = context
        self._asked = 0
        self._filter = ("", "")
        self._clearing = False
        self._take = False
        self.field = SearchField(_CAPTION, name="watch_find")
        self.kana = KanaButtons(name="watch_kana")
        self.heading = label("見守りの方", "second", name="watch_list_heading")
        self.count = label("", "label", name="watch_list_count")
        self.everyone = Button("全員", name="watch_everyone", kind="small", on_click=self.show_everyone)
        self.everyone.setAccessibleDescription("さがすのをやめて、全員を見ます")
        self.everyone.hide()
        self.open_kana = LinkButton("あかさたな", name="watch_open_kana", on_click=self._open_kana)
        self.open_kana.setAccessibleDescription("ふりがなの行をえらぶボタンを出します")
        self.list = RowList("見守りの方の一覧", name="watch_list", dense=True)
        self._nobody = label("", "body", wrap=True, name="watch_nobody")
        self._nobody.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._lay_out()
        self._connect()
        self._fit()

    def _lay_out(self) -> None:
        # The frame of the list reaches further out than its words; eight of its rows are seen under 練習モード.
        self.column.setContentsMargins(8, 4, 8, 2)
        self._caption = label(_CAPTION, "label")
        self._caption.setBuddy(self.field)
        self._caption.setIndent(16)
        around = QHBoxLayout()
        around.setContentsMargins(16, 0, 16, 0)
        around.addWidget(self.field)
        self._kana_box = QWidget()
        kana = QHBoxLayout(self._kana_box)
        kana.setContentsMargins(2, 4, 2, 4)
        kana.addWidget(self.kana)
        new = FlowLayout(gap=8)
        for text, name, icon, signal in (
            ("紙の票を入力", "watch_sheets", "calculator", self.sheets_asked),
            ("新しく登録", "watch_new", "person-plus", self.new_asked),
        ):
            new.addWidget(Button(text, name=name, kind="small", icon=icon, on_click=signal.emit))
        new.addWidget(self.everyone)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 16, 0)
        top.setSpacing(8)
        top.addWidget(self._caption, 1)
        top.addWidget(self.heading)
        top.addWidget(self.count)
        top.addWidget(self.open_kana)
        self.add_layout(top)
        self.add_layout(around)
        self.add(self._kana_box)
        listed = QHBoxLayout()
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self.list)
        self.column.addWidget(self._nobody)
        self.column.addLayout(listed, 1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 2, 8, 0)
        foot.addLayout(new)
        self.add(self._foot)

    def _connect(self) -> None:
        self.field.searched.connect(self._typed)
        self.field.submitted.connect(self._take_first)
        self.field.installEventFilter(self)
        self.kana.chosen.connect(self._row_chosen)
        self.list.moved.connect(lambda _key: self._pause.start())
        self.list.opened.connect(lambda _key: self._tell())

    def _fit(self) -> None:
        self.setFixedWidth(min(px(460), _WIDEST))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ, but leave room for the person."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return a height that every window has; the list and the kana buttons give way."""
        return QSize(super().minimumSizeHint().width(), px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the kana buttons away where they would leave no room for the list."""
        super().resizeEvent(event)
        self._share_height(opened=False)

    def _share_height(self, *, opened: bool) -> None:
        short = self.height() < px(_HIGH) + 60
        self.open_kana.setVisible(short and not opened)
        self._kana_box.setVisible(not short or opened)
        self._foot.setVisible(not (short and opened))
        self._caption.setText("名前でさがす" if short and not opened else _CAPTION)
        self.heading.setVisible(not short and self._heading_fits())

    def _heading_fits(self) -> bool:
        """Say whether 「見つかった方 12人」 has room beside the caption, which tells what can be looked for."""
        words = self.heading.fontMetrics().horizontalAdvance("見つかった方")
        count = self.count.fontMetrics().horizontalAdvance("000人")
        return self._caption.sizeHint().width() + words + count + 5 * 8 <= self.width()

    def _open_kana(self) -> None:
        self._share_height(opened=True)

    # What is looked for

    def _typed(self, _text: str) -> None:
        if not self._clearing:
            self.kana.choose("")
            self.search()

    def _row_chosen(self, row: str) -> None:
        self._share_height(opened=False)
        if row:
            self._clear_field()
        self.search()

    def _clear_field(self) -> None:
        self._clearing = True  # one search follows, not two
        self.field.clear()
        self._clearing = False

    def show_everyone(self) -> None:
        """Take the filter away."""
        self.kana.choose("")
        self._clear_field()
        self.search()

    def forget_search(self) -> None:
        """Take the filter away, if there is one."""
        if self.field.text() or self.row():
            self.show_everyone()

    def row(self) -> str:
        """Return the kana row chosen, "" for all."""
        return next((k for k, b in self.kana.buttons.items() if b.isChecked()), "")

    def search(self) -> None:
        """Look for people as typed; an older answer that comes late is dropped."""
        self._asked += 1
        number, desk, text, row = self._asked, self._context.desk, self.field.query(), self.row()
        self._context.tasks.run(
            # Whoever is looked for by name may not be watched yet; the list without a name is the watched people.
            lambda: _find(desk, text, row),
            lambda found: self._show(number, text, row, *found),
            owner=self,
        )

    def _show(self, number: int, text: str, row: str, found: list[Found], near: list[Found]) -> None:
        if number != self._asked:
            return
        if not found and self.field.preedit and self._filter != ("", ""):
            return  # the word is not fixed yet, and no candidate has hit: the last result stays
        self._say(text, row, found, near)
        signals = self.list.blockSignals(True)
        self.list.set_rows([row_of(person) for person in found or near])
        fresh = (text, row) != self._filter
        if fresh:
            self._filter = (text, row)
            self.list.scrollToTop()
            self.list.scrollTo(self.list.currentIndex())
        self.list.blockSignals(signals)
        if fresh and (text or row) and not self._take and self.list.current_key() is None:
            self.missed.emit()
        if self._take and found:
            self.list.setCurrentIndex(self.list.rows.index(0))
            self._tell()
        self._take = False
        self.listed.emit(len(found), not text and not row)

    def _say(self, text: str, row: str, found: list[Found], near: list[Found]) -> None:
        """Put into words above the list what is in it, and below the field that nobody is."""
        self.heading.setText("見つかった方" if text else f"{row}行" if row else "見守りの方")
        self.count.setText(f"{len(found)}人" if found else "いません")
        self.everyone.setVisible(bool(text or row))
        self._nobody.setVisible(not found and bool(text or row))
        self._nobody.setText(nobody_words(text, len(near)) if text else f"{row}行の方は いません。")

    def look_for(self, words: str) -> None:
        """Look for words typed elsewhere (さがす in the header) and take the first who fits."""
        self._take = True
        self.kana.choose("")
        self._clearing = True  # the search below is the one that counts
        self.field.setText(words)
        self._clearing = False
        self.search()
        self.focus()

    # Choosing

    def choose(self, person: Id) -> None:
        """Put the frame on a person, when the list has them, without telling."""
        signals = self.list.blockSignals(True)
        if not self.list.choose(person):
            self.list.clearSelection()
        self.list.blockSignals(signals)

    def _tell(self) -> None:
        self._pause.stop()
        key = self.list.current_key()
        if key is not None:
            self.chosen.emit(key)

    def _take_first(self, _text: str) -> None:
        """Enter in the field takes the first of the list."""
        if self.list.current_key() is None and self.list.rows.rowCount():
            self.list.setCurrentIndex(self.list.rows.index(0))
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let ↓ go from the field into the list."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and self.list.rows.rowCount()
        ):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if self.list.current_key() is None:
                self.list.setCurrentIndex(self.list.rows.index(0))
            return True
        return super().eventFilter(watched, event)

    def focus(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()


def _find(desk: Desk, text: str, row: str) -> tuple[list[Found], list[Found]]:
    """Return who is found, and where that is nobody who is near."""
    found = people.find_people(desk, text, row, _MOST, watched=not text, by_watcher=True)
    return found, people.near_people(desk, text) if text and not found else []


def row_of(found: Found) -> PersonRow:
    """Return a person as a row: last contact and ✓ or ！, or the state where they are not visited now."""
    second = found.town or found.kana
    if not found.state:
        return PersonRow(found.id, found.name, second, "見守りなし")
    if found.state in (CaseState.HOSPITAL, CaseState.PAUSED, CaseState.CONSIDERED, CaseState.ENDED):
        return PersonRow(found.id, found.name, second, badge=found.words)
    sign = "attention" if found.overdue else "open" if found.days_since is None else "done"
    return PersonRow(found.id, found.name, second, found.words, sign)
