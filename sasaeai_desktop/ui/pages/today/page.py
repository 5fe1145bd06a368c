"""きょう: a morning list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki_year, weekday
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.today import ahead
from sasaeai_desktop.services.today.ahead import DayAhead
from sasaeai_desktop.services.today.worklist import Worklist, reviews_waiting, worklist
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.today.ahead_list import AheadList
from sasaeai_desktop.ui.pages.today.panel import WaitingPanel
from sasaeai_desktop.ui.pages.today.rows import CallList
from sasaeai_desktop.ui.pages.watch import subjects
from sasaeai_desktop.ui.theme.metrics import text_size
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import label, restyle
from sasaeai_desktop.ui.widgets.states import EmptyState

_LARGE = 28
_TODAY = "today"
_WHEN = ((_TODAY, "きょう"), (ahead.TOMORROW, "あした"), (ahead.NEXT_WEEK, "来週"))


class TodayPage(Page):
    """The tab きょう."""

    object_name = "today"
    title = "きょう"
    icon = "sun"
    built_early = True

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._anybody = False
        self._head()
        self.set_primary("見守りをきろくする", icon="pencil", action=self._find)
        self.add_outline(
            "紙の訪問票から入力する", name="today_sheets", icon="calculator", action=self._sheets
        )
        self.when = ChoiceField("いつの予定", _WHEN, name="today_when")
        self.when.hide_label()
        self.when.set_value(_TODAY)
        self.when.changed.connect(self._turn)
        self.ahead = AheadList()
        self.ahead.hide()
        self.list = CallList()
        self.list.asked.connect(self._record)
        self.empty = self._beginning()
        self.panel = WaitingPanel()
        columns = Columns(right_width=424, left_least=780)
        columns.left.addWidget(self.when)
        columns.left.addSpacing(8)
        columns.left.addWidget(self.ahead, 1)
        columns.left.addWidget(self.list, 1)
        columns.left.addWidget(self.empty, 1)
        columns.right.addWidget(self.panel)
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)
        self._connect()
        self.when.hide()
        self.list.hide()
        self.panel.hide()
        self.empty.hide()

    def _head(self) -> None:
        """The date as the largest words of the page."""
        self.heading.setProperty("role", "date")
        self.day = label("", "section", name="today_weekday")
        self.head.line.insertWidget(1, self.day, 0, Qt.AlignmentFlag.AlignBaseline)

    def _show_date(self) -> None:
        today = self.context.today()
        western = (
            f"（{today[:4]}）" if text_size() < _LARGE else ""
        )  # both do not fit beside the buttons then
        self.set_heading(month_day(today), wareki_year(today) + western)
        self.day.setText(f"{weekday(today)}曜日")
        restyle(self.heading)

    def changeEvent(self, event: QEvent) -> None:
        """Write the year shorter where the words are large."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "day") and self.day.text():
            self._show_date()

    def _beginning(self) -> EmptyState:
        made = EmptyState(
            "people",
            "はじめに、見守る方を 名簿に入れます",
            "ここには、声をかけたい方や 次の予定が 毎日出ます。1人ずつ登録するか、いまの名簿の表から まとめて取り込みます。",
            "名簿に登録する",
            self._new,
            name="today_empty",
        )
        table = OutlineButton("表から取り込む", name="today_import", icon="table", on_click=self._import)
        column = made.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, table, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _connect(self) -> None:
        go = self.context.open
        self.ahead.salon_asked.connect(lambda session: go("salon", session))
        self.ahead.person_asked.connect(lambda person: go("watch", person or subjects.FIND))
        self.panel.salon_asked.connect(lambda session: go("salon", session))
        self.panel.cards_asked.connect(lambda: go("cards", None))
        self.panel.person_asked.connect(lambda person: go("watch", person or subjects.FIND))
        self.panel.usb_asked.connect(lambda: go("usb", None))
        self.panel.inbox_asked.connect(self._inbox)
        self.panel.plans_asked.connect(lambda what: go("programmes", what))
        self.panel.backup_asked.connect(self._backup)

    @classmethod
    def look_ahead(cls, context: PageContext) -> None:
        """Work the list out on the worker; nothing of it is kept longer than until the page is there."""
        desk, early = context.desk, context.early
        context.tasks.run(lambda: early.update(today=_look(desk)))

    def refresh(self, _changes: Changes | None) -> None:
        """Work the list out again; nearly everything that changes may change it."""
        desk, early = self.context.desk, self.context.early
        self._show_date()  # the laptop may have been left on over night
        if self.when.value() != _TODAY:
            self._turn()
        self.context.tasks.run(
            lambda: early.pop("today", None) or _look(desk),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(self, work: Worklist, anybody: bool) -> None:
        watched = bool(work.people or work.others)
        self._anybody = watched or anybody
        self.when.setVisible(self._anybody)
        self._reveal()
        self.empty.setVisible(not watched and not anybody)
        self.list.show_items(work.people, work.others)
        if anybody and not watched:
            self.list.calm.setText("見守りを始めた方は、まだ いません。")
        self.panel.show_work(work)
        self.panel.show()
        self.context.tasks.after_painting(self._count, self)

    def _count(self) -> None:
        """Count what takes longest when the page is seen: beside the painting it would hold that up."""
        if not self.isVisible():
            return
        desk = self.context.desk
        self.context.tasks.run(lambda: (_waiting(desk), reviews_waiting(desk)), self._show_counts, owner=self)

    def _show_counts(self, counted: tuple[int, int]) -> None:
        inbox, reviews = counted
        self.panel.show_inbox(inbox)
        self.panel.show_reviews(reviews)

    # きょう, あした, 来週

    def _turn(self) -> None:
        if self.when.value() == _TODAY:
            self._reveal()
            return
        desk, which = self.context.desk, self.when.value()
        self.run(lambda: ahead.ahead(desk, which), lambda days: self._show_ahead(which, days))

    def _show_ahead(self, which: str, days: list[DayAhead]) -> None:
        if which == self.when.value():
            self.ahead.show_days(days)
            self._reveal()

    def _reveal(self) -> None:
        now = self.when.value() == _TODAY
        self.list.setVisible(self._anybody and now)
        self.ahead.setVisible(self._anybody and not now)

    # One click from its work; these pages are loaded behind this one (``page_specs``)

    def _backup(self) -> None:
        from sasaeai_desktop.ui.pages.backup import BackupPage  # noqa: PLC0415

        self.push(BackupPage(self.context))

    def _inbox(self) -> None:
        from sasaeai_desktop.ui.pages.inbox.page import InboxPage  # noqa: PLC0415 - seldom wanted

        self.push(InboxPage(self.context))

    def _find(self) -> None:
        self.context.open("watch", subjects.FIND)

    def _sheets(self) -> None:
        self.context.open("watch", subjects.SHEETS)

    def _record(self, person: Id) -> None:
        from sasaeai_desktop.ui.pages.watch.record import RecordPage  # noqa: PLC0415

        self.push(RecordPage(self.context, person))

    def _new(self) -> None:
        from sasaeai_desktop.ui.pages.person_form import PersonForm  # noqa: PLC0415

        self.push(PersonForm(self.context))

    def _import(self) -> None:
        self.context.open("people", "import")


def _look(desk: Desk) -> tuple[Worklist, bool]:
    """Return the day's work, and whether anybody is on file at all."""
    return worklist(desk), bool(people.find_people(desk, limit=1))


def _waiting(desk: Desk) -> int:
    from sasaeai_desktop.services.inbox import finding  # noqa: PLC0415 - after the page's own work is shown

    return finding.count(desk)
