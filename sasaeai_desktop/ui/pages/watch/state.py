"""見守りの状態: 継続, 入院中, 休止, 終了 with its reason, from a day on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import CaseState, EndReason, WatchCase
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.watch import registering
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.dates import EraDateField, planned_day
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_ENDED_NOTE = "終了にすると、担い手の担当も その日で終わります。これまでのきろくは 残ります。"


class StatePage(Page):
    """Change how a registration stands.

    Args:
        context: the window's.
        person: whose it is.
        case: the registration.
    """

    object_name = "state"

    def __init__(self, context: PageContext, person: Person, case: WatchCase) -> None:
        super().__init__(context)
        self._case = case
        now = label_of(CaseState, case.state)
        self.set_heading(f"{person.name}さんの 見守りの状態", f"いまは「{now}」です。", below=True)
        self.set_primary("状態を保存する", icon="check", action=self._save)
        self.summary = ErrorSummary(name="state_errors")
        self.state = ChoiceField(
            "状態", [(s.value, s.label) for s in CaseState], name="state_state", required=True
        )
        self.day = EraDateField(
            "いつから", name="state_day", today=context.today, required=True, judge=planned_day(context.today)
        )
        self.reason = ChoiceField(
            "終了の理由", [(r.value, r.label) for r in EndReason], name="state_reason", required=True
        )
        self.note = label(_ENDED_NOTE, "second", wrap=True, name="state_note")
        for widget in (self.summary, self.state, self.reason, self.day, self.note):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.state.set_value(case.state)
        self.day.set_value(context.today())
        self.state.changed.connect(self._fit)
        self._fit()
        self.begin_draft("state", person.id, about=person.id)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keys, so that Tab begins here."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, _changes: Changes | None) -> None:
        """Nothing to read: the registration was handed over."""

    def _ending(self) -> bool:
        return self.state.value() == CaseState.ENDED

    def _fit(self) -> None:
        self.reason.setVisible(self._ending())
        self.note.setVisible(self._ending())

    def _save(self) -> None:
        fields = [self.state, self.day, *([self.reason] if self._ending() else [])]
        if not check_all(fields, self.summary):
            return
        desk, case, state = self.context.desk, self._case.id, self.state.value()
        day, reason = self.day.value(), self.reason.value()
        if self._ending():
            self.run(lambda: registering.end_watch(desk, case, reason, day), self._saved)
        else:
            self.run(lambda: registering.set_case_state(desk, case, state, day), self._saved)

    def _saved(self, done: Done[object]) -> None:
        self.forget_draft()
        self.leave()
        self.context.changed(done.changes)
