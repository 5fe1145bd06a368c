"""A role begins, or ends."""

from __future__ import annotations

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Role, RoleKind
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.pages.people.words import span_words
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class RolePage(SavingPage):
    """Give a volunteer a role from a day on."""

    object_name = "role_form"

    def __init__(self, context: PageContext, helper: Id, name: str) -> None:
        super().__init__(context)
        self._helper = helper
        self.set_heading("役割を足す", f"{name} さん", below=True)
        self.set_primary("役割を足す", icon="check", action=self._save)
        self.summary = ErrorSummary(name="role_errors")
        self.role = ChoiceField(
            "役割", [(r.value, r.label) for r in RoleKind], name="role_kind", required=True
        )
        self.start = EraDateField("始まりの日", name="role_start", today=context.today, required=True)
        self.start.set_value(context.today())
        self.area = LineField(
            "担当", name="role_area", chars=18, required=False, support="町内会・学校など、受け持つところ"
        )
        for widget in (self.summary, self.role, self.start, self.area):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.begin_draft("role_form", helper)

    def _save(self) -> None:
        if not check_all([self.role, self.start, self.area], self.summary):
            return
        desk, helper = self.context.desk, self._helper
        role, start, area = self.role.value(), self.start.value(), self.area.value()
        self.save_once(
            lambda: volunteers.add_role(desk, helper, role, start, area=area), lambda _role: self._saved()
        )

    def _saved(self) -> None:
        self.forget_draft()
        self.leave()


class EndRolePage(SavingPage):
    """The last day of a role."""

    object_name = "role_end"

    def __init__(self, context: PageContext, role: Role, name: str) -> None:
        super().__init__(context)
        self._role = role
        self.set_heading("役割を終わりにする", f"{name} さん　{label_of(RoleKind, role.role)}", below=True)
        self.set_primary("終わりにする", icon="check", action=self._save)
        self.end = EraDateField("終わりの日", name="role_last", today=context.today, required=True)
        self.end.set_value(context.today())
        self.body.addWidget(label(f"いまの きろく：{span_words(role)}", "second", wrap=True))
        self.body.addWidget(self.end)
        self.body.addStretch(1)
        self.begin_draft("role_end", role.id)

    def _save(self) -> None:
        if not check_all([self.end]):
            return
        desk, role, end = self.context.desk, self._role.id, self.end.value()
        self.save_once(lambda: volunteers.end_role(desk, role, end), lambda _none: self._saved())

    def _saved(self) -> None:
        self.forget_draft()
        self.leave()
