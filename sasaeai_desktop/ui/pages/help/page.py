"""おたすけ: requests that wait, the snow round in one press, the ways to members, prices and the month's money."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.help import RequestState
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.common import days_before
from sasaeai_desktop.services.help import requests
from sasaeai_desktop.services.help.requests import RequestRow
from sasaeai_desktop.ui.pages.help.calendar_page import HelpCalendarPage
from sasaeai_desktop.ui.pages.help.members_page import MembersPage
from sasaeai_desktop.ui.pages.help.month_page import MonthPage
from sasaeai_desktop.ui.pages.help.request_form import RequestFormPage
from sasaeai_desktop.ui.pages.help.request_page import RequestPage
from sasaeai_desktop.ui.pages.help.terms_page import TermsPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

_KINDS = ("help_request", "help_act", "help_member", "person", "volunteer", "alias")
WAITING, YEAR = "waiting", "year"
_YEAR_DAYS = 365


class HelpPage(Page):
    """The list of requests; a row opens one."""

    object_name = "help"
    title = "おたすけ"
    icon = "people"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("おたすけ")
        self.set_primary("お願いを受け付ける", icon="plus", action=self._receive)
        self.add_outline("雪の日の 当番を作る", name="help_snow", icon="calendar", action=self._snow)
        self.which = ChoiceField(
            "どのお願いを見ますか",
            ((WAITING, "待っているもの"), (YEAR, "この1年の すべて")),
            name="help_which",
        )
        self.which.set_value(WAITING)
        self.which.changed.connect(self._load)
        ways = FlowLayout(gap=12)
        for text, name, icon, action in (
            ("お願いのこよみ", "help_days", "calendar", self._calendar),
            ("1か月のお金", "help_month", "calculator", self._month),
            ("会員の一覧", "help_members", "people", self._members),
            ("料金と利用券", "help_terms", "gear", self._terms),
        ):
            ways.addWidget(Button(text, name=name, icon=icon, on_click=action))
        self.list = RowList("お願いの一覧", name="help_list")
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "people", "いま待っているお願いは ありません",
            "ここで、除雪や買い物などのお願いを受け付け、行ってくださる方を決めます。",
            "お願いを受け付ける", self._receive, name="help_empty",
        )  # fmt: skip
        self.body.addLayout(ways)
        self.body.addWidget(self.which)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the requests."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def _load(self) -> None:
        desk, today = self.context.desk, self.context.today()
        if self.which.value() == YEAR:
            self.run(
                partial(requests.requests_between, desk, days_before(today, _YEAR_DAYS), today), self._show
            )
        else:
            self.run(partial(requests.waiting_requests, desk), self._show)

    def _show(self, rows: list[RequestRow]) -> None:
        self.set_heading("おたすけ", f"{len(rows)}件" if rows else "")
        self.list.set_rows([_row(r) for r in rows])
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _open(self, request: Id) -> None:
        self.push(RequestPage(self.context, request))

    def _receive(self) -> None:
        self.push(RequestFormPage(self.context, opened=self._open))

    def _snow(self) -> None:
        self.act(partial(requests.snow_round, self.context.desk))

    def _calendar(self) -> None:
        self.push(HelpCalendarPage(self.context))

    def _month(self) -> None:
        self.push(MonthPage(self.context))

    def _members(self) -> None:
        self.push(MembersPage(self.context))

    def _terms(self) -> None:
        self.push(TermsPage(self.context))


def _row(row: RequestRow) -> PersonRow:
    who = row.who.name if row.who else "名前のない方"
    place = f"{row.who.town}{row.who.group}" if row.who else ""
    state = row.request.state
    if state == RequestState.RECEIVED:
        right, sign = "行く方が まだ", ATTENTION
    elif state == RequestState.ARRANGING:
        right, sign = f"{row.helpers}さん" if row.helpers else row.state, OPEN
    else:
        right, sign = row.state, DONE if state == RequestState.DONE else ""
    return PersonRow(row.request.id, who, "　".join(w for w in (row.words, place) if w), right, sign)
