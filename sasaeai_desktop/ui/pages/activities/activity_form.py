"""活動を書く: one form for all kinds; what a kind does not have is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.activities import ActivityState, ActivityType
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.wareki import parse_time, short_wareki
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.activities.activities import ActivityRow
from sasaeai_desktop.services.goals import ties
from sasaeai_desktop.services.goals.ties import Tie
from sasaeai_desktop.services.groups import groups
from sasaeai_desktop.ui.pages.activities.completions_page import CompletionsPage
from sasaeai_desktop.ui.pages.activities.minutes import print_minutes
from sasaeai_desktop.ui.pages.money.words import number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.buttons import Button, QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField, PickField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_CALLED_OFF = (ActivityState.POSTPONED, ActivityState.CANCELLED)
_PAPER, _TRAINING = ActivityType.PAPER, ActivityType.TRAINING


@dataclass(frozen=True, slots=True)
class _Read:
    groups: list[Body]
    others: list[ActivityRow]
    goals: list[Tie]


class ActivityFormPage(SavingPage):
    """A new activity, or one to change.

    Args:
        context: what a page works with.
        row: the activity to change; None for a new one.
        kind: the kind chosen beforehand, "" for 会議.
    """

    object_name = "activity_form"
    title = "活動を書く"

    def __init__(self, context: PageContext, row: ActivityRow | None = None, kind: str = "") -> None:
        super().__init__(context)
        self._row = row
        self._bodies: MultiChoice | None = None
        self._goals: MultiChoice | None = None
        self._ties: list[Tie] = []
        self.set_heading(row.title if row else "活動を書く", row.type if row else "")
        self.set_primary("活動を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="activity_form_errors")
        self.kind = ChoiceField(
            "種別", [(t.value, t.label) for t in ActivityType], name="activity_kind", required=True
        )
        self.state = ChoiceField(
            "状態", [(s.value, s.label) for s in ActivityState], name="activity_state", required=True
        )
        self.date = EraDateField("日付", name="activity_date", today=context.today, required=True)
        self.name = LineField("名称", name="activity_title", chars=20, required=True)
        self.place = LineField("場所", name="activity_place", chars=16, required=False)
        self.start = LineField("始まり", name="activity_start", chars=4, required=False, check=_check_time)
        self.end = LineField("終わり", name="activity_end", chars=4, required=False, check=_check_time)
        self.people = number_field("参加した人数", "activity_people", unit="人", chars=5)
        self.issue = LineField("号", name="activity_issue", chars=8, required=False)
        self.copies = number_field("部数", "activity_copies", unit="部", chars=6)
        self.handed = LineField("配り先", name="activity_handed", chars=18, required=False)
        self.again = number_field(
            "つぎの研修まで",
            "activity_again",
            unit="か月",
            chars=3,
            support="くり返さない研修は、空けておきます。",
        )
        self.reason = LineField("延期・中止の理由", name="activity_reason", chars=20)
        self.instead = PickField("かわりに行った活動", (("", "まだ ありません"),), name="activity_instead")
        self.observers = LineField("ほかに出席した方", name="activity_observers", chars=18, required=False)
        self.contents = AreaField("内容", name="activity_contents", lines=4, required=False)
        self.decisions = AreaField("決まったこと", name="activity_decisions", lines=3, required=False)
        self._lay_out()
        for field in (self.kind, self.state):
            field.changed.connect(self._fit)
        self.kind.changed.connect(self._suggest)
        self._show(kind or ActivityType.MEETING.value)
        self.begin_draft("activity_form", row.activity.id if row else None)

    def _lay_out(self) -> None:
        self._columns = Columns(right_width=540, left_least=540)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(12)
        right.setSpacing(12)
        first: tuple[QWidget, ...] = (
            self.kind, self.state, self.date, self.name, self.reason, self.instead, self.place, self.start, self.end, self.issue,
            self.copies, self.handed, self.people, self.again,
        )  # fmt: skip
        for part in first:
            left.addWidget(part)
        left.addStretch(1)
        self._at = right
        for part in (self.observers, self.contents, self.decisions):
            right.addWidget(part)
        self._extra()
        right.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)

    def _extra(self) -> None:
        """Put what can be done with an activity that is there already."""
        if self._row is None:
            return
        if self._row.activity.type == _TRAINING:
            self._at.addWidget(
                Button(
                    "修了した方を付ける", name="activity_completed", icon="people", on_click=self._complete
                )
            )
        self._at.addWidget(
            Button("議事録を印刷する", name="activity_print", icon="printer", on_click=self.print_page)
        )
        self._at.addWidget(
            QuietButton("この活動を消す", name="activity_delete", icon="cross", on_click=self._delete)
        )

    def _show(self, kind: str) -> None:
        a = self._row.activity if self._row else None
        self.kind.set_value(a.type if a else kind)
        self.state.set_value(a.state if a else ActivityState.HELD.value)
        self.date.set_value(a.date if a else self.context.today())
        if a is not None:
            for field, text in (
                (self.name, a.title), (self.place, a.place), (self.start, a.start), (self.end, a.end), (self.issue, a.issue),
                (self.handed, a.handed_out), (self.reason, a.reason), (self.observers, a.observers),
            ):  # fmt: skip
                field.set_value(text)
            self.contents.set_value(a.contents)
            self.decisions.set_value(a.decisions)
            for number, value in (
                (self.people, a.participants),
                (self.copies, a.copies),
                (self.again, a.refresher_months),
            ):
                show_number(number, value)
        self._fit()

    def _fit(self) -> None:
        """Show what the kind and the state have, and hide the rest."""
        kind, state = self.kind.value(), self.state.value()
        paper, off = kind == _PAPER, state in _CALLED_OFF
        for field in (self.issue, self.copies, self.handed):
            field.setVisible(paper)
        for field in (self.place, self.start, self.end, self.people):
            field.setVisible(not paper)
        self.observers.setVisible(kind == ActivityType.MEETING)
        self.decisions.setVisible(kind == ActivityType.MEETING)
        self.again.setVisible(kind == _TRAINING)
        self.reason.setVisible(off)
        self.instead.setVisible(off)
        if self._bodies is not None:
            self._bodies.setVisible(not paper)

    def refresh(self, changes: Changes | None) -> None:
        """Read the groups and the activities that may have replaced this one."""
        if changes is None or changes.touches("body"):
            desk = self.context.desk
            year = fiscal_year(
                self._row.activity.date if self._row and self._row.activity.date else self.context.today()
            )

            def read() -> _Read:
                others = [
                    *activities.list_activities(desk, year),
                    *activities.list_activities(desk, year + 1),
                ]
                return _Read(groups.list_groups(desk), others, ties.ties(desk, year))

            self.run(read, self._offer)

    def _offer(self, found: _Read) -> None:
        a = self._row.activity if self._row else None
        own = a.id if a else None
        choices = [
            (r.activity.id.hex(), f"{short_wareki(r.activity.date)} {r.title}")
            for r in found.others
            if r.activity.id != own and r.activity.date and r.activity.state not in _CALLED_OFF
        ]
        self.instead.set_choices((("", "まだ ありません"), *choices))
        if a is not None and a.replaced_by:
            self.instead.set_value(a.replaced_by.hex())
        if self._bodies is None and found.groups:
            self._bodies = MultiChoice(
                "出席した団体",
                [(g.id.hex(), g.name) for g in found.groups],
                name="activity_bodies",
                required=False,
            )
            self._at.insertWidget(0, self._bodies)
            if a is not None:
                self._bodies.set_value(b.hex() for b in a.bodies)
            self._fit()
        self._offer_goals(found.goals, a.goals if a is not None else ())

    def _offer_goals(self, offered: list[Tie], chosen: tuple[str, ...]) -> None:
        """Offer the goals of a plan, where there is one; what is suggested for the kind is chosen in a new activity."""
        if self._goals is not None or not offered:
            return
        self._ties = offered
        self._goals = MultiChoice(
            "計画の目標", [(t.key, t.words) for t in offered], name="activity_goals", required=False
        )
        self._at.insertWidget(self._at.count() - 1, self._goals)
        self._goals.set_value(chosen)
        self._suggest()

    def _suggest(self) -> None:
        if self._goals is not None and self._row is None:
            self._goals.set_value(ties.suggested(self._ties, self.kind.value()))

    def _save(self) -> None:
        off = self.state.value() in _CALLED_OFF
        asked = [
            self.kind,
            self.state,
            self.date,
            self.name,
            self.start,
            self.end,
            self.people,
            self.copies,
            self.again,
        ]
        if not check_all([*asked, *([self.reason] if off else [])], self.errors):
            return
        bodies = self._bodies.value() if self._bodies is not None else ()
        values: dict[str, object] = {
            "type": self.kind.value(), "state": self.state.value(), "date": self.date.value(), "title": self.name.value(),
            "place": self.place.value(), "start": _time(self.start.value()), "end": _time(self.end.value()),
            "participants": value_of(self.people), "copies": value_of(self.copies), "issue": self.issue.value(),
            "handed_out": self.handed.value(), "refresher_months": value_of(self.again),
            "reason": self.reason.value() if off else "", "observers": self.observers.value(),
            "replaced_by": from_hex(self.instead.value()) if off and self.instead.value() else None,
            "contents": self.contents.value(), "decisions": self.decisions.value(),
        }  # fmt: skip
        if self._bodies is not None:
            values["bodies"] = tuple(sorted(from_hex(b) for b in bodies))
        if self._goals is not None:
            shown = {t.key for t in self._ties}
            kept = [g for g in self._row.activity.goals if g not in shown] if self._row else []
            values["goals"] = tuple(sorted({*self._goals.value(), *kept}))
        held = self._row.activity.id if self._row else None
        self.save_once(partial(activities.save_activity, self.context.desk, held, values), self._saved)

    def _saved(self, _activity: Id) -> None:
        self.forget_draft()
        self.leave()

    def _complete(self) -> None:
        assert self._row is not None, "only a training that is there has the button"
        self.push(CompletionsPage(self.context, self._row))

    def _delete(self) -> None:
        assert self._row is not None, "only an activity that is there has the button"
        self.act(
            partial(activities.delete_activity, self.context.desk, self._row.activity.id),
            lambda _d: self.leave(),
        )

    def print_page(self) -> None:
        """Show the minutes before printing."""
        if self._row is not None:
            print_minutes(self, self._row.activity.id)


def _time(text: str) -> str:
    return parse_time(text) if text else ""


def _check_time(text: str) -> None:
    if text:
        parse_time(text)
