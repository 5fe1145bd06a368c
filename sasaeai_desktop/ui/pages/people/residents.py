"""住民・対象者: found by name, kana or town, narrowed by age and telephone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.watch import CaseState
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.people.residents import UNKNOWN, Narrowed, Resident, residents
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.finder import MOST, FinderPart
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.row_list import PersonRow
from sasaeai_desktop.ui.widgets.search import KanaButtons
from sasaeai_desktop.ui.widgets.states import EmptyState

_AGES = (
    ("", "すべて"), ("65", "65歳以上"), ("75", "75歳以上"), ("80", "80歳以上"), ("85", "85歳以上"), ("90", "90歳以上"),
    (str(UNKNOWN), "わからない"),
)  # fmt: skip
_PHONES = (("", "すべて"), ("yes", "ある"), ("no", "ない"))


class Residents(FinderPart):
    """The list of residents; ``begin`` is the first step of an empty register."""

    columns = (84, 196, 124)  # age, telephone (a mobile one is the longest), state of 見守り

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
        self.kana = KanaButtons(name="residents_kana", lines=2)
        self.kana.chosen.connect(self._choose_row)
        self.age = PickField("年齢", _AGES, name="residents_age")
        self.phone = PickField("電話", _PHONES, name="residents_phone")
        for field in (self.age, self.phone):
            field.changed.connect(self.search)
        self.more.addWidget(self.kana)
        both = QWidget()
        flow = FlowLayout(both, gap=12)
        flow.addWidget(self.age)
        flow.addWidget(self.phone)
        self.more.addWidget(both)

    def _choose_row(self, row: str) -> None:
        self._row = row
        self.search()

    def narrowed(self) -> Narrowed:
        """Return what is asked for beside the name."""
        least, phone = self.age.value(), self.phone.value()
        return Narrowed(int(least) if least else None, phone == "yes" if phone else None)

    def everybody(self) -> bool:
        """Whether nothing narrows the list."""
        return super().everybody() and not self._row and self.narrowed() == Narrowed()

    def reader(self) -> Callable[[], Sequence[PersonRow]]:
        """Search by what is typed and chosen."""
        desk, text, row, narrowed = self._context.desk, self.field.query(), self._row, self.narrowed()
        return lambda: [row_of(r) for r in residents(desk, text, row, MOST, narrowed)]

    def near(self, text: str) -> Sequence[PersonRow]:
        """Offer those of a like name."""
        if self.narrowed() != Narrowed():
            return ()
        return [row_of(Resident(p, None, "")) for p in people.near_people(self._context.desk, text)]


def row_of(one: Resident) -> PersonRow:
    """Return the row of a resident: age, telephone and the state of 見守り stand in columns."""
    person = one.row
    second = "　".join(t for t in (person.kana, f"{person.town}{person.group}") if t)
    state = label_of(CaseState, person.state) if person.state else ""
    right = f"見守り {state}" if state else ""
    age = f"{one.age}歳" if one.age is not None else ""
    return PersonRow(person.id, person.name, second, right, cells=(age, one.phone))
