"""担い手・協力者: who holds which role on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sasaeai_desktop.domain import wareki
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.volunteers import VolunteerRow
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.finder import MOST, FinderPart
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.row_list import PersonRow
from sasaeai_desktop.ui.widgets.states import EmptyState


class Helpers(FinderPart):
    """The list of volunteers, narrowed by role and day."""

    def __init__(self, context: PageContext, begin: Callable[[], object]) -> None:
        empty = EmptyState(
            "people",
            "まだ どなたも 登録されていません",
            "ここは、見守りやサロンを 担う方の名簿です。役割と、その始まり・終わりの日を書いておきます。",
            "担い手・協力者を登録する",
            begin,
            name="helpers_empty",
        )
        super().__init__(context, "名前・ひらがな・町内でさがす", name="helpers", empty=empty)
        self.role = PickField(
            "役割", (("", "すべて"), *((r.value, r.label) for r in RoleKind)), name="helpers_role"
        )
        self.role.changed.connect(self.search)
        self.day = LineField(
            "いつの役割", name="helpers_day", chars=8, support="R5.4.1 のように", check=wareki.parse_date
        )
        self.day.set_value(wareki.short_wareki(context.today()))
        self.day.left.connect(self._day_left)
        self.more.addWidget(self.role)
        self.more.addWidget(self.day)

    def _day_left(self) -> None:
        self.day.set_error(self.day.check())
        if not self.day.error:
            self.search()

    def everybody(self) -> bool:
        """Whether neither text nor role narrows the list."""
        return super().everybody() and not self.role.value()

    def reader(self) -> Callable[[], Sequence[PersonRow]]:
        """Search by what is typed and chosen; a day not understood counts as today."""
        desk, text, role = self._context.desk, self.field.query(), self.role.value()
        try:
            day = wareki.parse_date(self.day.value()) if self.day.value() else ""
        except UserError:
            day = ""
        return lambda: [helper_row(v) for v in volunteers.find_volunteers(desk, text, role, day, limit=MOST)]


def helper_row(helper: VolunteerRow) -> PersonRow:
    """Return the row of a volunteer: roles below the name, how many people they watch at the right."""
    roles = "・".join(helper.roles) or "この日の役割は ありません"
    second = "　".join(t for t in (roles, helper.town) if t)
    return PersonRow(helper.id, helper.name, second, f"見守り {helper.people}人" if helper.people else "")
