"""One request: who could come with the reasons, one press decides; then it is done, or could not be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.help import RequestState, WhyNot
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.help import matching, requests
from sasaeai_desktop.services.help.matching import Suggestion
from sasaeai_desktop.services.help.requests import RequestRow
from sasaeai_desktop.ui.pages.help.act_form import ActFormPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.paint import DONE, OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList

_KINDS = ("help_request", "help_act", "help_member", "person", "volunteer", "alias")


@dataclass(frozen=True, slots=True)
class _Read:
    row: RequestRow
    hints: list[Suggestion]


class RequestPage(Page):
    """A request.

    Args:
        context: what a page works with.
        request: its id.
    """

    object_name = "help_one"
    title = "お願い"

    def __init__(self, context: PageContext, request: Id) -> None:
        super().__init__(context)
        self._request = request
        self._row: RequestRow | None = None
        self.set_primary("行ったことを きろくする", icon="pencil", action=self._done)
        self.state = label("", "section", wrap=True, name="help_one_state")
        self.facts = label("", "body", wrap=True, name="help_one_facts")
        self.list = RowList("行ってくださる方", name="help_one_list")
        self.list.opened.connect(self._match)
        self.why = ChoiceField(
            "できないとき、その理由", [(w.value, w.label) for w in WhyNot], name="help_one_why"
        )
        self.reason = LineField("くわしい理由", name="help_one_reason", chars=18, required=False)
        self.refuse = Button("「できない」にする", name="help_one_refuse", on_click=self._refuse)
        self.cancel = Button("取り消しになった", name="help_one_cancel", on_click=self._cancel)
        self._columns = Columns(right_width=460, left_least=560)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        left.addWidget(label("お名前を押すと、その方に決まります", "label"))
        left.addWidget(self.list, 1)
        right.setSpacing(12)
        for part in (self.state, self.facts, self.why, self.reason, self.refuse, self.cancel):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the request and who could come."""
        if changes is None or changes.touches(*_KINDS):
            desk, request = self.context.desk, self._request
            self.run(
                lambda: _Read(requests.request_row(desk, request), matching.suggestions(desk, request)),
                self._show,
            )

    def _show(self, found: _Read) -> None:
        row = self._row = found.row
        who = row.who.name if row.who else "名前のない方"
        self.set_heading(f"{who} さん", row.words)
        helpers = f"　{row.helpers}さん" if row.helpers else ""
        self.state.setText(f"{row.state}{helpers}")
        facts = (
            f"電話 {row.who.phone}" if row.who and row.who.phone else "",
            row.request.note,
            row.request.reason,
        )
        self.facts.setText("\n".join(f for f in facts if f) or "メモは ありません。")
        chosen = set(row.request.helpers)
        self.list.set_rows(
            [
                PersonRow(
                    h.member, h.name, "・".join(h.reasons), "決まりました" if h.member in chosen else h.phone,
                    DONE if h.member in chosen else OPEN,
                )
                for h in found.hints
            ]
        )  # fmt: skip
        waits = row.request.state in (RequestState.RECEIVED, RequestState.ARRANGING)
        for part in (self.why, self.reason, self.refuse, self.cancel):
            part.setVisible(waits)

    def _match(self, member: Id) -> None:
        self.act(partial(requests.match, self.context.desk, self._request, [member]))

    def _refuse(self) -> None:
        self.act(
            partial(requests.refuse, self.context.desk, self._request, self.why.value(), self.reason.value()),
            lambda _done: self.leave(),
        )

    def _cancel(self) -> None:
        self.act(
            partial(requests.cancel, self.context.desk, self._request, self.reason.value()),
            lambda _done: self.leave(),
        )

    def _done(self) -> None:
        if self._row is not None:
            self.push(ActFormPage(self.context, self._row))
