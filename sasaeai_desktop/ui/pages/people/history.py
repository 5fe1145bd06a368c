"""きろくの移り変わり of one person: register, 見守り, contacts, household and consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.record_history import RecordHistoryPage, Titled

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Desk


class HistoryPage(RecordHistoryPage):
    """Changes of everything that is kept about one person."""

    object_name = "person_history"

    def __init__(self, context: PageContext, view: PersonView) -> None:
        super().__init__(context, f"{view.person.name} さん", "person", view.person.id)
        self._view = view
        self.add_outline("だれが見たか", name="person_audit", icon="list", action=self._audit)

    def _audit(self) -> None:
        from sasaeai_desktop.ui.pages.trust.audit import AuditPage  # noqa: PLC0415 - seldom wanted

        self.push(AuditPage(self.context, self._view.person.id, self._view.person.name))

    def records(self, desk: Desk) -> Titled:
        """Return the records of the person."""
        view = self._view
        wanted: Titled = [("名簿", "person", i) for i in view.ids]
        if view.case is not None:
            wanted.append(("見守り", "case", view.case.id))
        wanted += [("同意", "consent", c.id) for c in consents.consent_history(desk, view.person.id)]
        wanted += [("緊急連絡先", "contact", c.id) for c in view.contacts]
        return wanted + [("世帯員", "member", m.id) for m in view.members]
