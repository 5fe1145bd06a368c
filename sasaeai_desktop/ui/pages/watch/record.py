"""Recording one contact, and correcting one: きろくする, one big button, きろくを保存する."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import person_page, volunteers
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.services.people.volunteers import HelperName
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.ui.days import day_words
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.record_history import history_button
from sasaeai_desktop.ui.pages.watch import sign_fields
from sasaeai_desktop.ui.pages.watch.record_form import RecordForm
from sasaeai_desktop.ui.pages.watch.timeline_rows import entry_of
from sasaeai_desktop.ui.pages.watch.words import result_words
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label, rule
from sasaeai_desktop.ui.widgets.month_grid import KEYS
from sasaeai_desktop.ui.widgets.signs import IconLabel, Mark

_RECENT = 3


class RecordPage(Page):
    """One act of one person.

    Args:
        context: the window's.
        person: who was visited.
        visit: an act recorded before, to be corrected; None for a new one.
    """

    object_name = "record"

    def __init__(self, context: PageContext, person: Id, visit: Visit | None = None) -> None:
        super().__init__(context)
        self._person, self._visit = person, visit
        self._view: PersonView | None = None
        self._others: tuple[Id, ...] = ()
        self._helpers: list[tuple[str, str]] = []
        self.form = RecordForm(context.today)
        self.set_heading("見守りをきろくする" if visit is None else "きろくを直す", " ", below=True)
        self.set_primary("きろくを保存する", icon="check", action=self._save)
        if visit is not None:
            self._others = visit.watchers[1:]
            self.add_outline("このきろくを消す", name="record_delete", icon="cross", action=self._delete)
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if visit is not None:
            self.form.show_visit(visit)
        self.begin_draft(
            "record",
            person,
            visit.id if visit else None,
            about=person,
            state=self.form.state,
            show=self._show_state,
        )
        self.form.watcher.changed.connect(self._head)
        self.form.marks.pressed.connect(self.entry_made)
        self.form.signs.changed.connect(self.entry_made)

    def _build(self) -> None:
        columns = Columns(right_width=424, left_least=560, gap=32)
        columns.left.addWidget(self.form)
        self.panel = Panel(name="record_panel", gap=10)
        columns.right.addWidget(self.panel)
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keys, so that digits choose and Enter saves; text fields keep both while they are typed in."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 訪ねた, 2 電話した, 3 姿を見た, 0 いなかった, Enter saves."""
        mark = KEYS.get(unicodedata.normalize("NFKC", event.text()))
        if mark is not None:
            self.form.press(mark)
            self.entry_made()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hasFocus():
            self.save()
        else:
            super().keyPressEvent(event)

    def _show_state(self, state: dict[str, Any]) -> None:
        self.form.set_state(state, raw=True)
        self._choose_watcher()

    # The person

    def refresh(self, _changes: object) -> None:
        """Look the person up."""
        desk, person = self.context.desk, self._person
        self.context.tasks.run(lambda: codes.signs(desk), sign_fields.offer, owner=self)
        self.context.tasks.run(
            lambda: (person_page.person_view(desk, person), volunteers.helper_names(desk)),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(self, view: PersonView, helpers: list[HelperName]) -> None:
        self._view = view
        self.form.know(birth=view.person.birth, start=view.case.start if view.case is not None else "")
        mine = [w.volunteer for w in view.watchers]
        ordered = sorted(helpers, key=lambda row: row.id not in mine)
        self._helpers = [(row.id.hex(), row.name) for row in ordered]
        self._choose_watcher()
        self._head()
        self._fill_panel(view)

    def _head(self) -> None:
        """Say whose record it is and who was there, which stands in a field that most people never open."""
        if self._view is None:
            return
        person, who = self._view.person, self.form.watcher_name()
        if self._visit is None:
            title, about = f"{person.name}さんの 見守りをきろくする", self._view.about
        else:
            title, about = (
                f"{person.name}さんの きろくを直す",
                day_words(self._visit.date, self.context.today()),
            )
        self.set_heading(title, f"{about}　担い手 {who}" if who else about, below=True)

    def _choose_watcher(self) -> None:
        if self._view is None:
            return
        if self._visit is not None:
            usual = self._visit.watchers[0].hex() if self._visit.watchers else ""
        else:
            usual = self._view.watchers[0].volunteer.hex() if self._view.watchers else ""
        self.form.set_watchers(self._helpers, usual)

    def _fill_panel(self, view: PersonView) -> None:
        column = self.panel.column
        clear_layout(column)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("house-heart", 26))
        head.addWidget(label("ふだんの様子", "strong"), 1)
        column.addLayout(head)
        column.addWidget(
            label(view.person.baseline or "まだ書いてありません。", wrap=True, name="record_baseline")
        )
        column.addWidget(rule())
        column.addWidget(label("さいきんの様子", "strong"))
        if view.state_words:
            column.addWidget(label(view.state_words, "second", tone="ink", wrap=True))
        for visit in view.visits[:_RECENT]:
            column.addLayout(self._recent(visit))
        if self._visit is not None:
            words = f"{view.person.name}さん　{day_words(self._visit.date, self.context.today())}の きろく"
            column.addSpacing(8)
            column.addWidget(
                history_button(self, words, "visit", self._visit.id, name="record_history_open"),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )

    def _recent(self, visit: Visit) -> QHBoxLayout:
        entry = entry_of(visit, self.context.today())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Mark(entry.mark, concern=entry.concern), 0, Qt.AlignmentFlag.AlignTop)
        words = "　".join(t for t in (result_words(visit), entry.condition, entry.memo) if t)
        row.addWidget(label(f"{entry.day}　{words}", "second", tone="ink", wrap=True), 1)
        return row

    # Saving

    def _save(self) -> None:
        if not self.form.check():
            return
        desk, visit = self.context.desk, self._visit
        draft = self.form.draft(self._person, self._others)
        if visit is None:
            self._run(lambda: watching.record_visit(desk, draft))
        else:
            self._run(lambda: watching.edit_visit(desk, visit.id, draft))

    def _delete(self) -> None:
        desk, visit = self.context.desk, self._visit
        if visit is not None:
            self._run(lambda: watching.delete_visit(desk, visit.id))

    def _run(self, work: Callable[[], Done[Any]]) -> None:
        if self.primary is not None:
            self.primary.setEnabled(False)  # Enter pressed twice records once
        self.message.hide()
        self.context.tasks.run(work, self._done, self._failed, owner=self)

    def _done(self, done: Done[Any]) -> None:
        self.forget_draft()
        self.leave()
        self.context.changed(done.changes)

    def _failed(self, error: UserError) -> None:
        if self.primary is not None:
            self.primary.setEnabled(True)
        self.message.show_error(error)
