"""開催を登録する, and a session's day, time and place changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain import wareki
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.salon import salons
from sasaeai_desktop.services.salon.salons import SalonRow
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.salon.repeat import RepeatPage
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EITHER, EraDateField, planned_day
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


def _time(text: str) -> str:
    return wareki.parse_time(text)


class PlanPage(Page):
    """Salon, day, times, venue.

    Args:
        context: what a page works with.
        salon: chosen from the start.
        session: an existing one to change; None plans a new one.
        day: ISO date of a new one, "" to be typed.
        planned: called with the session's id and day once it is saved.
    """

    object_name = "plan"
    title = "開催を登録する"

    def __init__(
        self,
        context: PageContext,
        *,
        salon: Id | None = None,
        session: Session | None = None,
        day: str = "",
        planned: Callable[[Id, str], object] | None = None,
    ) -> None:
        super().__init__(context)
        self._session, self._planned, self._wanted = session, planned, salon
        self._venues: dict[str, str] = {}
        self._venue_typed = session is not None
        self.set_heading("開催の日時と場所" if session else "開催を登録する")
        self.set_primary(
            "日時と場所を保存する" if session else "開催を登録する", icon="check", action=self._save
        )
        self.salon = PickField("サロン", (("", "えらんでください"),), name="plan_salon", required=True)
        self.date = EraDateField(
            "開催日", name="plan_date", today=context.today, required=True, judge=planned_day(context.today),
            usual=EITHER,
        )  # fmt: skip
        self.start = LineField(
            "はじまり",
            name="plan_start",
            chars=5,
            check=_time,
            required=False,
            support="10時、13時半、13:30 のように書きます。",
        )
        self.end = LineField("おわり", name="plan_end", chars=5, check=_time, required=False)
        self.venue = LineField(
            "会場",
            name="plan_venue",
            chars=16,
            required=False,
            support="サロンの会場と ちがうときに直します。",
        )
        self.venue.changed.connect(self._venue_was_typed)
        self.salon.changed.connect(self._salon_chosen)
        self.summary = ErrorSummary()
        self._fields = [self.salon, self.date, self.start, self.end, self.venue]
        if session is not None:
            self._fields.remove(self.salon)
            self._fill(session)
        elif day:
            self.date.set_value(day)
        columns = Columns(right_width=600, left_least=620)
        for column, fields in (
            (columns.left, (self.salon, self.date)),
            (columns.right, (self.start, self.end, self.venue)),
        ):
            column.setSpacing(20)
            for field in fields:
                column.addWidget(field)
            column.addStretch(1)
        if session is None:
            columns.left.insertWidget(2, self._many_days(), 0, Qt.AlignmentFlag.AlignLeft)
        self.salon.setVisible(session is None)
        self.body.addWidget(self.summary)
        self.body.addWidget(columns, 1)
        desk = context.desk
        context.tasks.run(lambda: salons.list_salons(desk), self._take_salons, owner=self)

    def _many_days(self) -> QWidget:
        """Return the way to the sessions of many months at once, where somebody looks for it: beside the day."""
        return OutlineButton(
            "毎月の 決まった日を まとめて入れる", name="plan_repeat", icon="calendar", on_click=self._repeat
        )

    def _repeat(self) -> None:
        if check_all([self.salon], self.summary):
            salon = Id(bytes.fromhex(self.salon.value()))
            self.push(RepeatPage(self.context, salon, planned=self._leave_for_good))

    def _leave_for_good(self) -> None:
        self.forget_draft()
        self.leave()

    def _fill(self, session: Session) -> None:
        self.date.set_value(session.date)
        for field, text in (
            (self.start, session.start),
            (self.end, session.end),
            (self.venue, session.venue),
        ):
            field.set_value(text)

    def _take_salons(self, rows: list[SalonRow]) -> None:
        self._venues = {row.id.hex(): row.venue for row in rows}
        self.salon.set_choices((("", "えらんでください"), *((row.id.hex(), row.name) for row in rows)))
        if self._wanted is not None:
            self.salon.set_value(self._wanted.hex())
        elif len(rows) == 1:
            self.salon.set_value(rows[0].id.hex())
        self._salon_chosen()
        self.begin_draft("plan", self._session.id if self._session else None)

    def _salon_chosen(self) -> None:
        if not self._venue_typed:
            self.venue.set_value(self._venues.get(self.salon.value(), ""))

    def _venue_was_typed(self) -> None:
        self._venue_typed = True

    def _save(self) -> None:
        if not check_all(self._fields, self.summary):
            return
        desk, session = self.context.desk, self._session
        values: dict[str, object] = {
            "date": self.date.value(),
            "start": _time(self.start.value()) if self.start.value() else "",
            "end": _time(self.end.value()) if self.end.value() else "",
            "venue": self.venue.value(),
        }
        if session is None:
            values["salon"] = Id(bytes.fromhex(self.salon.value()))
        day = str(values["date"])
        self.context.tasks.run(
            lambda: salons.save_session(desk, session.id if session else None, values),
            lambda done: self._saved(done, day),
            self._failed,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)

    def _saved(self, done: Done[Id], day: str) -> None:
        planned = self._planned
        self.forget_draft()
        self.context.changed(done.changes)
        self.leave()
        if planned is not None:
            planned(done.result, day)
