"""前も見る: every act of a person, newest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import last_day, year_label_both
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.people import person_page
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.watch.person_side import today_entry
from sasaeai_desktop.ui.pages.watch.record import RecordPage
from sasaeai_desktop.ui.pages.watch.timeline_rows import entries_by_year
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from sasaeai_desktop.ui.widgets.timeline import Timeline

_PAGE = 30
_LATEST = "9999-12-31"


class HistoryPage(Page):
    """The whole timeline, thirty acts at a time; one click opens an act to correct it."""

    object_name = "history"

    def __init__(self, context: PageContext, person: Id) -> None:
        super().__init__(context)
        self._person = person
        self._visits: list[Visit] = []
        self._view: PersonView | None = None
        self.set_heading("これまでの様子", " ", below=True)
        self.set_primary("きろくする", icon="pencil", action=self._record)
        self.timeline = Timeline(name="history_timeline")
        self.timeline.opened.connect(self._correct)
        self.more = QuietButton(
            "もっと前を見る", name="history_more", icon="chevron-down", on_click=self._older
        )
        self.none = label("まだ きろくが ありません。", wrap=True, name="history_none")
        self._years: tuple[int, ...] = ()
        self._until = ""  # the acts begin here; "" with the latest
        self.years = QWidget()
        self.years.setObjectName("history_years")
        self._year_row = FlowLayout(self.years, gap=8)
        self.body.addWidget(self.years)
        self.body.addWidget(label("直したいきろくは、その行を押すと開きます。", "second"))
        self.body.addWidget(self.none)
        self.body.addWidget(self.timeline)
        self.body.addWidget(self.more)
        self.body.addStretch(1)
        self.none.hide()
        self.more.hide()

    def refresh(self, changes: Changes | None) -> None:
        """Read as many acts again as were shown."""
        if changes is not None and not changes.touches("visit", "person", "case"):
            return
        desk, person, count = self.context.desk, self._person, max(_PAGE, len(self._visits))
        until = self._until or _LATEST
        self.context.tasks.run(
            lambda: (
                person_page.person_view(desk, person),
                watching.timeline_until(desk, person, until, count + 1),
                watching.years_of(desk, person),
            ),
            lambda found: self._show(found[0], found[1], found[2], count),
            owner=self,
        )

    def _show(self, view: PersonView, visits: list[Visit], years: list[int], count: int) -> None:
        self._offer_years(tuple(years))
        self._view, self._visits = view, visits[:count]
        self.set_heading(f"{view.person.name}さんの これまでの様子", view.about, below=True)
        self.more.setVisible(len(visits) > count)
        self.none.setVisible(not visits)
        self._draw()

    def _offer_years(self, years: tuple[int, ...]) -> None:
        """One button per fiscal year with acts: a press leads to its last act."""
        if years == self._years:
            return
        self._years = years
        clear_layout(self._year_row)
        for year in years:
            words = year_label_both(year)
            button = QuietButton(words, name=f"history_year_{year}", on_click=partial(self.show_year, year))
            button.setAccessibleDescription("この年度のきろくを見ます")
            self._year_row.addWidget(button)
        self.years.setVisible(len(years) > 1)

    def show_year(self, year: int) -> None:
        """Show the acts from the last one of a fiscal year on."""
        self._until = last_day(year)
        self._visits = []
        self.refresh(None)

    def _draw(self) -> None:
        if self._view is not None:
            today = self.context.today()
            first = [] if self._until else today_entry(self._view)
            several = len(self._view.watchers) > 1  # two acts of one day are told apart by whose they are
            names = {w.volunteer: w.name for w in self._view.watchers} if several else {}
            self.timeline.show_entries([*first, *entries_by_year(self._visits, today, names)])

    def _older(self) -> None:
        if not self._visits:
            return
        desk, person, last = self.context.desk, self._person, self._visits[-1]
        self.context.tasks.run(
            lambda: watching.timeline(desk, person, last, _PAGE + 1), self._add, owner=self
        )

    def _add(self, visits: list[Visit]) -> None:
        self._visits += visits[:_PAGE]
        self.more.setVisible(len(visits) > _PAGE)
        self._draw()

    def _record(self) -> None:
        self.push(RecordPage(self.context, self._person))

    def _correct(self, visit: Visit) -> None:
        self.push(RecordPage(self.context, self._person, visit))
