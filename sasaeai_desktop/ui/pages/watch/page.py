"""見守り: list and person as one thought."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.watch import CaseState, Visit
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.person_form import PersonForm
from sasaeai_desktop.ui.pages.watch import sign_fields, subjects
from sasaeai_desktop.ui.pages.watch.contacts import ContactsPage
from sasaeai_desktop.ui.pages.watch.finder import Finder
from sasaeai_desktop.ui.pages.watch.history import HistoryPage
from sasaeai_desktop.ui.pages.watch.person_side import PersonSide
from sasaeai_desktop.ui.pages.watch.printing import print_round
from sasaeai_desktop.ui.pages.watch.record import RecordPage
from sasaeai_desktop.ui.pages.watch.sheet_choice import SheetChoice
from sasaeai_desktop.ui.pages.watch.state import StatePage
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label, upright
from sasaeai_desktop.ui.widgets.states import EmptyState

_KINDS = ("person", "case", "visit", "tally", "assignment", "contact", "consent", "merge", "volunteer")


class WatchPage(Page):
    """The tab 見守り."""

    object_name = "watch"
    title = "見守り"
    icon = "house-heart"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._person: Id | None = None
        self._view: PersonView | None = None
        self._asked = 0
        self.finder = Finder(context)
        self._beside(self.finder)
        self._head_of_person()
        # It stands where it stands on every page, though this heading is higher.
        self.set_primary("きろくする", icon="pencil", action=self._record, down=12)
        self.side = PersonSide()
        self.start = EmptyState(
            "house-heart",
            "まだ 見守りの方が いません",
            "ここで、一人ひとりの様子と 見守りのきろくを見ます。はじめに、見守る方を登録します。",
            "新しい方を登録する",
            self._new,
            name="watch_empty",
        )
        self.ask = EmptyState(
            "person",
            "どなたの きろくですか",
            "左で お名前をさがして、えらんでください。",
            name="watch_ask",
        )
        self.body.addWidget(self.side, 1)
        self.body.addWidget(self.start, 1)
        self.body.addWidget(self.ask, 1)
        self._foot()
        self._connect()
        self._show_nobody()

    # Building

    def _beside(self, finder: Finder) -> None:
        """Move everything the page has to the right of the finder, which is as high as the page."""
        whole = self.layout()
        assert whole is not None
        right = QWidget()
        right.setLayout(whole)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(finder)
        row.addWidget(upright())
        row.addWidget(right, 1)

    def _head_of_person(self) -> None:
        """Put kana above the name, さん and the state beside it, age and town below."""
        self.set_heading("", "", below=True)
        self.kana = label("", "second", name="watch_kana_of_person")
        self.san = label("さん", name="watch_san")
        self.state = Button(
            "見守りの状態",
            name="watch_state",
            kind="chip",
            icon="chevron-down",
            on_click=self._change_state,
            hint="見守りの状態を変えます",
        )
        line = self.head.line
        line.setSpacing(10)
        line.insertWidget(1, self.san, 0, Qt.AlignmentFlag.AlignBaseline)
        line.insertWidget(2, self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        self.head.words.insertWidget(0, self.kana)
        self.head.set_margins(left=32, air=4)  # three lines stand closer together, further right
        self.body.setContentsMargins(32, 4, 22, 0)

    def _foot(self) -> None:
        """The ways on, below what was seen lately."""
        self.foot = QWidget()
        around = QHBoxLayout(self.foot)
        around.setContentsMargins(0, 8, 0, 12)
        flow = FlowLayout(gap=16, line_gap=8)
        around.addLayout(flow)
        for text, name, icon, action in (
            ("つながりカードを書く", "watch_card", "card", self._write_card),
            (
                "緊急連絡先を見る",
                "watch_contacts",
                "phone",
                lambda: self._open(lambda p: ContactsPage(self.context, p)),
            ),
            ("印刷する", "watch_print", "printer", self.print_page),
        ):
            flow.addWidget(OutlineButton(text, name=name, icon=icon, on_click=action))
        self.plan = OutlineButton("避難計画", name="watch_plan", icon="flag", on_click=self._plan)
        self.plan.hide()
        flow.addWidget(self.plan)
        self.begin = Button("見守りを始める", name="watch_begin", icon="plus", on_click=self._edit)
        flow.addWidget(self.begin)
        self.body.setSpacing(0)
        self.body.addWidget(self.foot)
        self.side.below = self.foot.sizeHint().height() + 4

    def _connect(self) -> None:
        self.finder.chosen.connect(self.show_person)
        self.finder.sheets_asked.connect(self._sheets)
        self.finder.new_asked.connect(self._new)
        self.finder.listed.connect(self._listed)
        self.finder.missed.connect(self._show_nobody)
        self.side.visit_opened.connect(self._correct)
        self.side.history_asked.connect(lambda: self._open(lambda p: HistoryPage(self.context, p)))
        self.side.edit_asked.connect(self._edit)
        self.side.baseline.written.connect(self._write_baseline)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Look at list and person again."""
        if changes is None or changes.touches("code"):
            desk = self.context.desk
            self.run(lambda: codes.signs(desk), sign_fields.offer)
        if changes is None or changes.touches(*_KINDS):
            self.finder.search()
            if self._person is not None:
                self._look(self._person)

    def show_subject(self, subject: Any) -> None:
        """Show a person (an id), or one of ``subjects``."""
        actions = {subjects.FIND: self.finder.focus, subjects.SHEETS: self._sheets, subjects.NEW: self._new}
        if subject in actions:
            actions[subject]()
        elif isinstance(subject, bytes):
            self.finder.forget_search()  # it was for somebody else
            self.show_person(Id(subject))

    def find_words(self, words: str) -> None:
        """Look for what was typed into さがす of the header."""
        self.finder.look_for(words)

    def show_person(self, person: Id) -> None:
        """Show one person."""
        if person != self._person or self._view is None:
            self._person = person
            self._look(person)

    def _look(self, person: Id) -> None:
        self._asked += 1
        number, desk = self._asked, self.context.desk
        self.context.tasks.run(
            lambda: person_page.person_view(desk, person),
            lambda view: self._show(number, view),
            lambda _error: self._show_nobody(),  # the person was taken back; the list says so
            owner=self,
        )

    def _show(self, number: int, view: PersonView) -> None:
        if number != self._asked:
            return
        if self._view is None or view.person.id != self._view.person.id:
            self.message.hide()  # it spoke of somebody else
            self.side.baseline.close_box()
        self._view, self._person = view, view.person.id
        person, case = view.person, view.case
        watchers = "・".join(w.name for w in view.watchers)
        about = view.about + (f"　担い手 {watchers}" if watchers else "")
        self.kana.setText(person.kana)
        self.set_heading(person.name, about, below=True)
        self.state.set_words(label_of(CaseState, case.state) if case else "見守りなし")
        self.side.show_view(view, self.context.today())
        self.finder.choose(person.id)
        self.plan.setVisible(view.plans_made)
        self.begin.setVisible(case is None or case.state == CaseState.ENDED)
        self._reveal("person")

    def _show_nobody(self) -> None:
        """Show no name, button or message of anybody: whoever is looked for is somebody else."""
        self._asked += 1  # an answer still under way is of the person before
        self.message.hide()
        self._person, self._view = None, None
        self.kana.setText("")
        self.set_heading("見守り", "", below=True)
        self._reveal("ask")

    def _listed(self, count: int, everybody: bool) -> None:
        if self._view is None:
            self._reveal("start" if everybody and not count else "ask")

    def _reveal(self, part: str) -> None:
        here = part == "person"
        for widget in (self.side, self.foot, self.san, self.state, self.kana):
            widget.setVisible(here)
        self.subheading.setVisible(here)
        self.start.setVisible(part == "start")
        self.ask.setVisible(part == "ask")
        if self.primary is not None:
            self.primary.setVisible(here)

    # What can be done

    def _open(self, make: Callable[[Id], Page]) -> None:
        """Open a page about the person who is shown."""
        if self._person is not None:
            self.push(make(self._person))

    def _record(self) -> None:
        self._open(lambda person: RecordPage(self.context, person))

    def _correct(self, visit: Visit) -> None:
        self._open(lambda person: RecordPage(self.context, person, visit))

    def _plan(self) -> None:
        if self._person is not None:
            self.context.open("programmes", ("plan", self._person))

    def _edit(self) -> None:
        self._open(lambda person: PersonForm(self.context, person))

    def _write_baseline(self, text: str) -> None:
        desk, person = self.context.desk, self._person
        if person is not None:
            self.act(lambda: people.save_person(desk, person, {"baseline": text}))

    def _change_state(self) -> None:
        view = self._view
        if view is None:
            return
        if view.case is None or view.case.state == CaseState.ENDED:
            self._edit()  # a new registration begins in the form
        else:
            self.push(StatePage(self.context, view.person, view.case))

    def _new(self) -> None:
        def registered(person: Id) -> None:
            self.finder.show_everyone()  # what was looked for before is over: the list holds somebody new
            self.show_person(person)

        self.push(PersonForm(self.context, on_saved=registered))

    def _sheets(self) -> None:
        self.push(SheetChoice(self.context))

    def _write_card(self) -> None:
        if self._person is not None:
            self.context.open("cards", ("new", self._person))

    def print_page(self) -> None:
        """Print the paper sheet of this month on which the person stands."""
        if self._view is not None:
            print_round(self, self._view)
