"""引き継ぐ: the people and roles of one volunteer go to another from a day on, and the sheet for both to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.volunteers import VolunteerRow
from sasaeai_desktop.services.watch import handing_on
from sasaeai_desktop.services.watch.handing_on import ToHandOn
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.choices import MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import Field, PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed


class HandOnPage(SavingPage):
    """One page: to whom, from when, which people and roles; everything chosen beforehand.

    Args:
        context: what a page works with.
        helper: who hands on.
        name: their name.
    """

    object_name = "hand_on"

    def __init__(self, context: PageContext, helper: Id, name: str) -> None:
        super().__init__(context)
        self._helper = helper
        self.set_heading("引き継ぐ", f"{name} さんから", below=True)
        self.set_primary("引き継ぐ", icon="check", action=self._save)
        self.summary = ErrorSummary(name="hand_on_errors")
        self.to = PickField("引き継ぐ方", (("", "えらんでください"),), name="hand_on_to", required=True)
        self.day = EraDateField(
            "引き継ぐ日", name="hand_on_day", today=context.today, required=True,
            support="新しい方の はじめの日です。前の日までが、いままでの方です。",
        )  # fmt: skip
        self.columns = Columns(right_width=480, left_least=560, gap=32)
        self.columns.left.setSpacing(16)
        self.columns.right.setSpacing(16)
        for widget in (self.summary, self.to, self.day):
            self.columns.left.addWidget(widget)
        self.columns.left.addStretch(1)
        self.people: MultiChoice | None = None
        self.roles: MultiChoice | None = None
        self.body.addWidget(self.columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read what there is to hand on, once."""
        if changes is None:
            desk, helper = self.context.desk, self._helper
            self.run(
                lambda: (handing_on.to_hand_on(desk, helper), volunteers.find_volunteers(desk, limit=5000)),
                lambda found: self._show(*found),
            )

    def _show(self, held: ToHandOn, helpers: list[VolunteerRow]) -> None:
        if self.people is not None or self.roles is not None:
            return
        others = tuple((h.id.hex(), h.name) for h in helpers if h.id != self._helper)
        self.to.set_choices((("", "えらんでください"), *others))
        self.day.set_value(held.first_day)
        column = self.columns.right
        if held.people:
            choices = tuple((p.person.hex(), p.name) for p in held.people)
            self.people = MultiChoice("見守っている方", choices, name="hand_on_people")
            self.people.set_value([code for code, _ in choices])
            column.addWidget(self.people)
        if held.roles:
            roles = tuple((r.id.hex(), _role_words(r.role, r.area)) for r in held.roles)
            self.roles = MultiChoice("終わりにする役割", roles, name="hand_on_roles")
            self.roles.set_value([code for code, _ in roles])
            column.addWidget(self.roles)
        if not held.people and not held.roles:
            column.addWidget(label("いま 引き継ぐものは ありません。", wrap=True))
        column.addStretch(1)

    def _save(self) -> None:
        fields: list[Field] = [self.to, self.day]
        if not check_all(fields, self.summary):
            return
        desk, helper = self.context.desk, self._helper
        to, day = Id(bytes.fromhex(self.to.value())), self.day.value()
        people, roles = _chosen(self.people), _chosen(self.roles)
        self.save_once(
            lambda: handing_on.hand_on(desk, helper, to, day, people, roles), lambda _done: self.leave()
        )


def print_handover(page: Page, helper: Id) -> None:
    """Show the sheet of what a volunteer hands on before printing."""
    desk, month = page.context.desk, page.context.today()[:7]

    def draw() -> Printed:
        from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
        from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - as above

        return printing.preview(desk, "handover", wanted.Wanted(month, int(month[:4]), watcher=helper))

    show_form(page, draw, month)


def _role_words(role: str, area: str) -> str:
    return label_of(RoleKind, role) + (f"（{area}）" if area else "")


def _chosen(field: MultiChoice | None) -> list[Id]:
    return [Id(bytes.fromhex(code)) for code in field.value()] if field is not None else []
