"""月計: a month's count per person, where nobody noted the days."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.domain.watch import Method, Tally
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.sheets import SheetView
from sasaeai_desktop.services.watch.watching import TallyDraft
from sasaeai_desktop.ui.drafts import shelf_of
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.watch.words import month_words, short_town
from sasaeai_desktop.ui.questions import agreed
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.signs import Mark
from sasaeai_desktop.ui.widgets.states import HintBand

Counts = dict[tuple[Id, str], int]


class TallyPage(Page):
    """Three counters per person of a sheet: 訪 電 姿."""

    object_name = "tally"

    def __init__(self, context: PageContext, view: SheetView) -> None:
        super().__init__(context)
        self._view = view
        self._held: Counts = {}
        about = f"{wareki(view.month)}分（{view.month[:4]}）　担い手 {view.watcher_name}さん"
        self.set_heading("月の回数だけ入れる", about, below=True)
        self.set_primary("月の回数を保存する", icon="check", action=self._save)
        self.counters: dict[tuple[Id, str], Counter] = {}
        marked = sum(row.count for row in view.rows)
        hint = HintBand(
            f"{month_words(view.month)}は、日ごとの印が もう{marked}回 入っています。ここには、印のない分だけを入れます。",
            name="tally_hint",
        )
        hint.setVisible(bool(marked))
        self.body.addWidget(hint)
        self.body.addWidget(label("日が分からない月は、1か月の回数だけを書けます。", "second"))
        self.body.addWidget(self._table())
        self.body.addStretch(1)

    def _table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(12)
        methods = list(Method)
        for column, method in enumerate(methods):
            grid.addWidget(Mark(method.mark), 0, column + 1, Qt.AlignmentFlag.AlignHCenter)
        for at, row in enumerate(self._view.rows):
            grid.addWidget(label(row.name, "name"), at + 1, 0)
            for column, method in enumerate(methods):
                words = f"{row.name}さんの{method.label}の回数"
                counter = Counter(words, name=f"tally_{at}_{method.value}", most=99)
                self.counters[row.person, method.value] = counter
                grid.addWidget(counter, at + 1, column + 1)
            grid.addWidget(label(short_town(row.town), "second"), at + 1, len(methods) + 1)
        grid.setColumnStretch(len(methods) + 1, 1)
        return table

    def _counts(self) -> Counts:
        return {key: counter.value() for key, counter in self.counters.items()}

    def refresh(self, changes: Changes | None) -> None:
        """Read the counts of the month; half-typed ones stay."""
        if changes is not None and not changes.touches("tally"):
            return
        desk, month = self.context.desk, self._view.month
        self.context.tasks.run(lambda: watching.tallies_of_month(desk, month), self._show, owner=self)

    def _show(self, tallies: list[Tally]) -> None:
        self._held = {(t.person, t.method): t.count or 0 for t in tallies if t.person is not None}
        for key, counter in self.counters.items():
            if self.draft is None or not self.draft.waiting:
                counter.set_value(self._held.get(key, 0))
        if self.draft is None:
            subjects = round_subjects(self.context, "tally", self._view)
            self.begin_draft("tally", *subjects, state=self._state, show=self._show_state)

    def _state(self) -> dict[str, Any]:
        return {f"{person.hex()} {method}": n for (person, method), n in self._counts().items()}

    def _show_state(self, state: dict[str, Any]) -> None:
        for (person, method), counter in self.counters.items():
            counter.set_value(int(state.get(f"{person.hex()} {method}", counter.value())))

    def _save(self) -> None:
        drafts = [
            TallyDraft(self._view.month, method, count, person=person)
            for (person, method), count in self._counts().items()
            if count != self._held.get((person, method), 0)
        ]
        if not drafts:
            self.forget_draft()
            self.leave()
            return
        sums: dict[Id, int] = {}
        for (person, _method), count in self._counts().items():
            sums[person] = sums.get(person, 0) + count
        if not agreed(self, watching.count_questions(sums)):
            return
        desk = self.context.desk
        self.context.tasks.run(
            lambda: watching.record_tallies(desk, drafts), self._saved, self._failed, owner=self
        )

    def _saved(self, done: Done[int]) -> None:
        self.forget_draft()
        self.leave()
        self.context.changed(done.changes)

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)


def round_subjects(context: PageContext, kind: str, view: SheetView) -> tuple[Id | str, ...]:
    """Return what a draft about a sheet is kept under.

    One that was not made yet is found again by its watcher and month; an older program kept its id only.
    """
    known = shelf_of(context).get((kind, view.sheet.hex())) is not None
    return (view.sheet,) if known else (view.sheet, view.watcher, view.month)
