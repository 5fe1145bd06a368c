"""One session: tap who came, count the rest, save once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent, QShowEvent

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.salon import attending, guests, salons
from sasaeai_desktop.services.salon.guests import SessionView
from sasaeai_desktop.ui.drafts import read_fields, shelf_of, show_fields
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.record_history import RecordHistoryPage
from sasaeai_desktop.ui.pages.salon import words as w
from sasaeai_desktop.ui.pages.salon.figures_panel import FiguresPanel
from sasaeai_desktop.ui.pages.salon.new_guest import NewGuestPanel
from sasaeai_desktop.ui.pages.salon.people_tiles import PeopleTiles
from sasaeai_desktop.ui.pages.salon.plan import PlanPage
from sasaeai_desktop.ui.pages.salon.roster import print_roster
from sasaeai_desktop.ui.pages.salon.session_foot import SessionFoot
from sasaeai_desktop.ui.pages.salon.tally import COUNTS, STAFF, Tally, state_of
from sasaeai_desktop.ui.pages.salon.wait import finish
from sasaeai_desktop.ui.questions import agreed
from sasaeai_desktop.ui.widgets.columns import Columns


class SessionPage(Page):
    """A session; taps stay here until 出席を保存する, or until the page is left, whichever comes first.

    Args:
        context: what a page works with.
        session: its id.
    """

    object_name = "session"
    title = "サロンの開催"

    def __init__(self, context: PageContext, session: Id) -> None:
        super().__init__(context)
        self._session_id = session
        self._view: SessionView | None = None
        self._extra: dict[Id, str] = {}
        self._saving = False
        self.tally = Tally()
        self.set_primary("出席を保存する", icon="check", action=self.save_taps)
        self.people = PeopleTiles()
        self.figures = FiguresPanel(self.tally)
        self.new_guest = NewGuestPanel(context)
        self.foot = SessionFoot()
        columns = Columns(right_width=424, left_least=640)
        columns.left.addWidget(self.people)
        self.people.below.addWidget(self.new_guest)
        columns.right.addWidget(self.figures)
        columns.right.addStretch(1)
        self._columns = columns
        self.body.addWidget(self.foot.cancelled_band)
        self.body.addWidget(columns, 1)
        self.body.addWidget(self.foot)
        self._connect()

    def _connect(self) -> None:
        self.people.tapped.connect(self._tapped)
        self.people.all_wanted.connect(self._everyone)
        self.people.new_wanted.connect(self.new_guest.open_panel)
        self.people.tell_wanted.connect(lambda person: self.context.open("watch", person))
        self.new_guest.added.connect(self._add_new)
        self.new_guest.known.connect(self._add_known)
        self.new_guest.closed.connect(self.people.new_button.setFocus)
        self.figures.changed.connect(self._show_total)
        self.figures.changed.connect(self.entry_made)
        self.foot.edit_wanted.connect(self._edit)
        self.foot.cancel_wanted.connect(self._cancel)
        self.foot.held_wanted.connect(self._hold_after_all)
        self.foot.delete_wanted.connect(self._delete)
        self.foot.print_wanted.connect(self.print_page)
        self.foot.history_wanted.connect(self._history)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the session; taps that are not saved yet stay."""
        if changes is None or changes.touches("session", "attendance", "person", "salon", "alias"):
            desk, session = self.context.desk, self._session_id
            self.context.tasks.run(
                lambda: guests.open_session(desk, session), self._show, self._gone, owner=self
            )

    def _gone(self, error: UserError) -> None:
        """The session was deleted (here, or by 元にもどす of its plan)."""
        self._view = None
        self.tally.start(self.tally.now())
        self._columns.hide()
        self.foot.hide()
        self.message.show_error(error)

    def _show(self, view: SessionView) -> None:
        first, self._view = self._view is None, view
        if first:
            self.tally.start(state_of(view))
            self.begin_draft("session", self._session_id, state=self._state, show=self._show_state)
        else:
            self.tally.rebase(state_of(view))
        session, day = view.session, view.session.date
        facts = (
            w.day_words(day),
            w.span_words(session.start, session.end),
            session.venue or view.salon.venue,
            "" if session.cancelled else f"今年度 第{view.number}回",
        )
        self.set_heading(view.salon.name, "　".join(f for f in facts if f), below=True)
        known = {g.person for g in (*view.regulars, *view.sometimes)}
        extra = [(person, name) for person, name in self._extra.items() if person not in known]
        self.people.show_people(view, self.tally.present, extra)
        self.figures.show_tally(today=day == self.context.today())
        self._show_total()
        self.foot.show_session(session)
        self._columns.show()
        self.foot.show()

    def _state(self) -> dict[str, Any]:
        """Return taps and what stands in the form of somebody new, for a draft."""
        tally = self.tally
        return {
            "present": sorted(person.hex() for person in tally.present),
            "on_file": sorted(person.hex() for person in tally.saved.present),
            "extra": {person.hex(): name for person, name in self._extra.items()},
            "counts": {code: tally.counts.get(code, 0) for code, _ in (*COUNTS, STAFF)},
            "program": sorted(tally.program),
            "fee": tally.fee,
            "new": read_fields(self.new_guest),
        }

    def _show_state(self, state: dict[str, Any]) -> None:
        self._extra = {from_hex(person): name for person, name in state["extra"].items()}
        self.tally.present = {from_hex(person) for person in state["present"]}
        if "on_file" in state:  # who was recorded since the draft was kept stays recorded
            then = frozenset(from_hex(person) for person in state["on_file"])
            self.tally.saved = replace(self.tally.saved, present=then)
        self.tally.counts = dict(state["counts"])
        self.tally.program, self.tally.fee = set(state["program"]), state["fee"]
        if any(state["new"].values()):
            self.new_guest.show()
        show_fields(self.new_guest, state["new"])
        if self._view is not None:
            self._show(self._view)

    def _show_total(self) -> None:
        self.figures.show_total()
        self.people.show_total(self.tally.total, shown=self._columns.stacked())

    # Taps

    def _tapped(self, person: Id, came: bool) -> None:
        if came:
            self.tally.present.add(person)
        else:
            self.tally.present.discard(person)
        self._show_total()
        self.entry_made()

    def _everyone(self) -> None:
        if self._view is not None:
            self.tally.present |= {g.person for g in self._view.regulars if not g.stays_away}
            self.people.show_present(self.tally.present)
            self._show_total()
            self.entry_made()

    def _add_known(self, person: Id, name: str) -> None:
        self.tally.present.add(person)
        self._extra[person] = name
        self.entry_made()
        if self._view is not None:
            self._show(self._view)

    def _add_new(self, name: str, kana: str) -> None:
        desk, session = self.context.desk, self._session_id

        def added(done: Done[Id]) -> None:
            self.forget_draft()  # the name in it is saved; taps that are not are kept anew
            if self.tally.unsaved:
                self.entry_made()
            self.context.changed(done.changes)

        self.context.tasks.run(
            lambda: attending.add_guest(desk, session, name, kana),
            added,
            self.message.show_error,
            owner=self,
        )

    # Saving

    def save_taps(self) -> None:
        """Write what was tapped since the last save."""
        if self._saving:
            return
        if not self.tally.unsaved:
            self.context.note("出席は もう保存してあります")
            return
        if agreed(self, attending.count_questions(self.tally.total)):
            self._write()

    def _write(self) -> None:
        desk, session, wanted = self.context.desk, self._session_id, self.tally.now()
        figures = self.tally.figures_to_save()
        before = self.tally.saved
        self.tally.saved = wanted
        self._saving = True
        self._show_total()

        def write() -> Done[int]:
            return attending.save_session_sheet(desk, session, wanted.present, figures)

        def written(done: Done[int]) -> None:
            self._saving = False
            if shiboken6.isValid(self):
                self.forget_draft()
            else:
                shelf_of(self.context).drop(("session", session.hex()))
            self.context.changed(done.changes)

        def failed(error: UserError) -> None:
            self._saving = False
            self.tally.saved = before
            if not shiboken6.isValid(self):  # the page was left meanwhile: the window says it
                self.context.tasks.show_error(error)
                return
            self._show_total()
            self.message.show_error(error)

        # No owner: taps are written even when the page is gone by then.
        self.context.tasks.run(write, written, failed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: nothing that was tapped is lost."""
        aside = shelf_of(self.context).put_aside  # the lock keeps a draft; nobody left the page
        if self._view is not None and self.tally.unsaved and not aside:
            self._write()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Hear when the window is about to close."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save before the window closes, while the worker still runs."""
        if event.type() == QEvent.Type.Close and self._view is not None and self.tally.unsaved:
            self._write()
            finish(self.context.tasks)
        return super().eventFilter(watched, event)

    def print_page(self) -> None:
        """Print the salon's roster of this session's month."""
        if self._view is not None:
            print_roster(self, self._view.salon, self._view.session.date[:7])

    def _history(self) -> None:
        if self._view is not None:
            words = f"{self._view.salon.name}　{w.day_words(self._view.session.date)}"
            self.push(RecordHistoryPage(self.context, words, "session", self._session_id))

    # Day, 中止, delete

    def _edit(self) -> None:
        if self._view is not None:
            self.push(PlanPage(self.context, session=self._view.session))

    def _cancel(self, reason: str) -> None:
        desk, session = self.context.desk, self._session_id
        self.context.tasks.run(
            lambda: salons.cancel_session(desk, session, reason),
            self._changed,
            self.message.show_error,
            owner=self,
        )

    def _hold_after_all(self) -> None:
        desk, session = self.context.desk, self._session_id
        self.context.tasks.run(
            lambda: salons.save_session(desk, session, {"cancelled": False, "cancel_reason": ""}),
            self._changed, self.message.show_error, owner=self,
        )  # fmt: skip

    def _delete(self) -> None:
        desk, session = self.context.desk, self._session_id
        self.context.tasks.run(
            lambda: salons.delete_session(desk, session), self._deleted, self.message.show_error, owner=self
        )

    def _changed(self, done: Done[None]) -> None:
        self.context.changed(done.changes)

    def _deleted(self, done: Done[None]) -> None:
        self._view = None
        self.leave()
        self.context.changed(done.changes)
