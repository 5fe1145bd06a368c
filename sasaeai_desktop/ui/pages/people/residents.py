"""住民・対象者: found by name, kana or town."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.watch import CaseState
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.people.people import PersonRow as Found
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.finder import MOST, FinderPart
from sasaeai_desktop.ui.widgets.row_list import PersonRow
from sasaeai_desktop.ui.widgets.search import KanaButtons
from sasaeai_desktop.ui.widgets.states import EmptyState


class Residents(FinderPart):
    """The list of residents; ``begin`` is the first step of an empty register."""

    def __init__(self, context: PageContext, begin: Callable[[], object]) -> None:
        empty = EmptyState(
            "people",
            "まだ どなたも 登録されていません",
            "ここは、地区の方の名簿です。おひとりずつ登録するか、いまある表から取り込みます。",
            "新しい方を登録する",
            begin,
            name="residents_empty",
        )
        super().__init__(context, "名前・ひらがな・町内でさがす", name="residents", empty=empty)
        self._row = ""
        self.kana = KanaButtons(name="residents_kana")
        self.kana.chosen.connect(self._choose_row)
        self.more.addWidget(self.kana)

    def _choose_row(self, row: str) -> None:
        self._row = row
        self.search()

    def everybody(self) -> bool:
        """Whether neither text nor あかさたな narrows the list."""
        return super().everybody() and not self._row

    def reader(self) -> Callable[[], Sequence[PersonRow]]:
        """Search by what is typed and chosen."""
        desk, text, row = self._context.desk, self.field.query(), self._row
        return lambda: [row_of(p) for p in people.find_people(desk, text, row, MOST, by_watcher=True)]

    def near(self, text: str) -> Sequence[PersonRow]:
        """Offer those of a like name."""
        return [row_of(p) for p in people.near_people(self._context.desk, text)]


def row_of(person: Found) -> PersonRow:
    """Return the row of a resident: the state of 見守り stands at the right."""
    second = "　".join(t for t in (person.kana, f"{person.town}{person.group}") if t)
    state = label_of(CaseState, person.state) if person.state else ""
    right = f"見守り {state}" if state else ""
    return PersonRow(person.id, person.name, second, right)
