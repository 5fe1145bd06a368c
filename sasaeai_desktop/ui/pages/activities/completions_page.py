"""修了した方を付ける: everyone of the list; Space ticks and goes on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.activities import trainings
from sasaeai_desktop.services.activities.activities import ActivityRow
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.volunteers import VolunteerRow
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.pages.school.page import StandList
from sasaeai_desktop.ui.theme.paint import CHOSEN, OPEN
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow
from sasaeai_desktop.ui.widgets.search import SearchField


@dataclass(frozen=True, slots=True)
class _Read:
    rows: list[VolunteerRow]
    done: set[Id]


class CompletionsPage(SavingPage):
    """Who completed one training.

    Args:
        context: what a page works with.
        row: the training.
    """

    object_name = "completions"
    title = "修了した方"

    def __init__(self, context: PageContext, row: ActivityRow) -> None:
        super().__init__(context)
        self._row = row
        self._chosen: set[Id] | None = None
        self._rows: list[VolunteerRow] = []
        self.set_primary("修了を保存する", icon="check", action=self._save)
        self.search_field = SearchField("お名前・ふりがな", name="completions_find")
        self.search_field.searched.connect(lambda _text: self._load())
        self.list = StandList("担い手・協力者の一覧", name="completions_list")
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._tick)
        words = label("お名前・ふりがな（スペースキーで 印を付けて、つぎの方へ）", "label")
        words.setBuddy(self.search_field)
        self.body.addWidget(words)
        self.body.addWidget(self.search_field)
        self.body.addWidget(self.list, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the volunteers."""
        if changes is None or changes.touches("completion", "volunteer", "alias"):
            self._load()

    def _load(self) -> None:
        desk, text = self.context.desk, self.search_field.query()

        def read() -> _Read:
            return _Read(
                volunteers.find_volunteers(desk, text), trainings.completed(desk, self._row.activity.id)
            )

        self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        if self._chosen is None:
            self._chosen = set(found.done)
        self._rows = found.rows
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = self._chosen or set()
        a = self._row.activity
        day = wareki(a.date) if a.date else ""
        self.set_heading("修了した方", f"{self._row.title}　{day}　{len(chosen)}人")
        self.list.set_rows(
            [
                PersonRow(
                    r.id, r.name, "　".join(w for w in (r.town, *r.roles) if w), "修了" if r.id in chosen else "",
                    CHOSEN if r.id in chosen else OPEN,
                )
                for r in self._rows
            ]
        )  # fmt: skip

    def _tick(self, volunteer: Id) -> None:
        if self._chosen is not None:
            self._chosen ^= {volunteer}
            self._show_rows()
            self.list.choose(volunteer)

    def _save(self) -> None:
        chosen = frozenset(self._chosen or ())
        self.save_once(
            partial(trainings.set_completed, self.context.desk, self._row.activity.id, chosen),
            lambda _n: self.leave(),
        )
