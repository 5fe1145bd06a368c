"""お願いを受け付ける: who, what, when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.help import Repeat, Side, Work
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import parse_time
from sasaeai_desktop.services.help import members, requests
from sasaeai_desktop.services.help.requests import RequestDraft
from sasaeai_desktop.services.people import people
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import AHEAD, EraDateField, planned_day
from sasaeai_desktop.ui.widgets.fields import AreaField, Field, LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.search import SearchField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class RequestFormPage(SavingPage):
    """Take a request down.

    Args:
        context: what a page works with.
        opened: shows the request that was made.
        day: for which day it is likely; today when not given.
    """

    object_name = "help_request"
    title = "お願いを受け付ける"

    def __init__(self, context: PageContext, opened: Callable[[Id], object], day: str = "") -> None:
        super().__init__(context)
        self._opened = opened
        self.set_heading("お願いを受け付ける")
        self.set_primary("受け付ける", icon="check", action=self._save)
        self.errors = ErrorSummary(name="help_request_errors")
        self.search_field = SearchField("お名前・ふりがな", name="help_request_find")
        self.search_field.searched.connect(lambda _text: self._load())
        self.list = RowList("どなたのお願いですか", name="help_request_list")
        self.work = ChoiceField(
            "何をしてほしいですか",
            [(w.value, w.label) for w in Work],
            name="help_request_work",
            required=True,
        )
        self.day = EraDateField(
            "希望の日",
            name="help_request_day",
            today=context.today,
            required=False,
            judge=planned_day(context.today),
            usual=AHEAD,
        )
        self.day.set_value(day or context.today())
        self.repeat = ChoiceField(
            "くり返し", [(r.value, r.label) for r in Repeat], name="help_request_repeat"
        )
        self.repeat.set_value(Repeat.ONCE.value)
        self.repeat.changed.connect(self._show_until)
        self.until = EraDateField(
            "くり返しの終わり", name="help_request_until", today=context.today, required=False,
            support="空けておくと、取り消すまで つづきます。", judge=planned_day(context.today),
        )  # fmt: skip
        self.time = LineField(
            "希望の時刻", name="help_request_time", chars=5, required=False, support="9:30 のように",
            check=lambda text: parse_time(text) if text else None,
        )  # fmt: skip
        self.note = AreaField("くわしく", name="help_request_note", lines=2, required=False)
        self._columns = Columns(right_width=640, left_least=420)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(8)
        words = label("どなたのお願いですか（利用会員が先に出ます）", "label", wrap=True)
        words.setBuddy(self.search_field)
        left.addWidget(words)
        left.addWidget(self.search_field)
        left.addWidget(self.list, 1)
        right.setSpacing(12)
        for part in (self.work, self.day, self.time, self.repeat, self.until, self.note):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)
        self.until.hide()
        self.begin_draft("help_request")

    def _show_until(self) -> None:
        self.until.setVisible(self.repeat.value() != Repeat.ONCE)

    def refresh(self, changes: Changes | None) -> None:
        """Read the members; with a search everybody."""
        if changes is None or changes.touches("help_member", "person", "alias"):
            self._load()

    def _load(self) -> None:
        desk, text = self.context.desk, self.search_field.query()

        def read() -> list[PersonRow]:
            if text:
                found = people.find_people(desk, text, limit=50)
                return [PersonRow(p.id, p.name, f"{p.kana}　{p.town}{p.group}") for p in found]
            held = members.list_members(desk, Side.USER)
            return [
                PersonRow(m.who.behind, m.who.name, f"{m.who.town}{m.who.group}　{m.works}") for m in held
            ]

        self.run(read, self.list.set_rows)

    def _save(self) -> None:
        fields: list[Field] = [self.work, self.day, self.time, self.until]
        if not check_all(fields, self.errors):
            return
        person = self.list.current_key()
        if not isinstance(person, bytes):
            self.message.show_words(
                "どなたのお願いか えらばれていません。", "左の一覧で お名前を押してください。"
            )
            return
        draft = RequestDraft(
            person=Id(person), work=self.work.value(), wanted_on=self.day.value(), repeat=self.repeat.value(),
            until=self.until.value() if self.repeat.value() != Repeat.ONCE else "", note=self.note.value(),
            wanted_time=parse_time(self.time.value()) if self.time.value() else "",
        )  # fmt: skip
        self.save_once(partial(requests.receive, self.context.desk, draft), self._saved)

    def _saved(self, request: Id) -> None:
        self.forget_draft()
        self.leave()
        self._opened(request)
