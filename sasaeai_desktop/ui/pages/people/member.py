"""世帯員: somebody who lives in the same household."""

from __future__ import annotations

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import HouseholdMember
from sasaeai_desktop.services.people import people
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import Field, LineField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class MemberPage(SavingPage):
    """Name, relation, birth date."""

    object_name = "member_form"

    def __init__(self, context: PageContext, person: Id, member: HouseholdMember | None) -> None:
        super().__init__(context)
        self._person, self._member = person, member
        self.set_heading("世帯員を足す" if member is None else "世帯員を直す")
        self.set_primary("世帯員を保存する", icon="check", action=self._save)
        self.summary = ErrorSummary(name="member_errors")
        self.name = LineField("氏名", name="member_name", chars=14, required=True)
        self.relation = LineField("続柄", name="member_relation", chars=8, required=False)
        self.birth = EraDateField(
            "生年月日", name="member_birth", today=context.today, birth=True, required=False
        )
        self.fields: dict[str, Field] = {"name": self.name, "relation": self.relation, "birth": self.birth}
        self.body.addWidget(self.summary)
        for field in self.fields.values():
            self.body.addWidget(field)
        self.body.addStretch(1)
        for name, field in (("name", self.name), ("relation", self.relation), ("birth", self.birth)):
            field.set_value(getattr(member, name, ""))
        self.begin_draft("member", person, member.id if member else None, about=person)

    def _save(self) -> None:
        if not check_all(list(self.fields.values()), self.summary):
            return
        desk, person = self.context.desk, self._person
        member = self._member.id if self._member else None
        values = {name: field.value() for name, field in self.fields.items()}
        self.save_once(lambda: people.save_member(desk, person, member, values), self._saved)

    def _saved(self, _member: Id) -> None:
        self.forget_draft()
        self.leave()
