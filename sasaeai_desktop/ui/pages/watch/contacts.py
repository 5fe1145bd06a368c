"""緊急連絡先: whom to ring, in the order to ring them, telephone numbers large."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import EmergencyContact
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.signs import IconLabel
from sasaeai_desktop.ui.widgets.states import EmptyState
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class ContactsPage(Page):
    """A person's own telephone and the people to ring."""

    object_name = "contacts"

    def __init__(self, context: PageContext, person: Id) -> None:
        super().__init__(context)
        self._person = person
        self.set_heading("緊急連絡先", " ", below=True)
        self.set_primary("連絡先を足す", icon="plus", action=partial(self._edit, None))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.none = EmptyState(
            "phone",
            "まだ 緊急連絡先が ありません",
            "ご家族でなくても かまいません。となりの方や友人も書けます。",
            "連絡先を足す",
            partial(self._edit, None),
            name="contacts_empty",
        )
        self.body.addLayout(self._list)
        self.body.addWidget(self.none)
        self.body.addStretch(1)
        self.none.hide()

    def refresh(self, changes: Changes | None) -> None:
        """Read the contacts again."""
        if changes is None or changes.touches("contact", "person"):
            desk, person = self.context.desk, self._person
            self.context.tasks.run(lambda: person_page.person_view(desk, person), self._show, owner=self)

    def _show(self, view: PersonView) -> None:
        self.set_heading(f"{view.person.name}さんの 緊急連絡先", view.about, below=True)
        clear_layout(self._list)
        own = "　".join(p for p in (view.person.phone, view.person.mobile) if p)
        if own:
            self._list.addWidget(label(f"ご本人の電話　{own}", "strong", wrap=True, name="contacts_own"))
        for at, contact in enumerate(view.contacts):
            self._list.addWidget(self._card(contact, at))
        self.none.setVisible(not view.contacts)

    def _card(self, contact: EmergencyContact, at: int) -> Panel:
        panel = Panel(name=f"contact_{at}", pad=16)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconLabel("phone", 44, ground=c.WHITE), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        who = contact.name + (f"（{contact.relation}）" if contact.relation else "")
        words.addWidget(label(f"{at + 1}番目　{who}", "strong", wrap=True))
        words.addWidget(label(contact.phone or "電話番号は まだ書いてありません", "section", wrap=True))
        if contact.address:
            words.addWidget(label(contact.address, "second", wrap=True))
        row.addLayout(words, 1)
        for text, name, action in (
            ("直す", f"contact_{at}_edit", partial(self._edit, contact)),
            ("消す", f"contact_{at}_remove", partial(self._remove, contact.id)),
        ):
            button = QuietButton(text, name=name, on_click=action)
            button.setAccessibleDescription(who)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        panel.add_layout(row)
        return panel

    def _edit(self, contact: EmergencyContact | None) -> None:
        self.push(ContactForm(self.context, self._person, contact))

    def _remove(self, contact: Id) -> None:
        desk = self.context.desk
        self.context.tasks.run(
            lambda: people.remove_contact(desk, contact),
            lambda done: self.context.changed(done.changes),
            owner=self,
        )


class ContactForm(Page):
    """One emergency contact."""

    object_name = "contact_form"

    def __init__(self, context: PageContext, person: Id, contact: EmergencyContact | None) -> None:
        super().__init__(context)
        self._person, self._contact = person, contact
        self.set_heading("緊急連絡先を足す" if contact is None else "緊急連絡先を直す")
        self.set_primary("連絡先を保存する", icon="check", action=self._save)
        self.summary = ErrorSummary(name="contact_errors")
        self.name = LineField("お名前", name="contact_name", chars=14)
        self.relation = LineField("続柄・間柄", name="contact_relation", chars=10, required=False)
        self.phone = LineField("電話", name="contact_phone", chars=12)
        self.address = LineField("住所", name="contact_address", chars=28, required=False)
        self.fields = (self.name, self.relation, self.phone, self.address)
        self.body.addWidget(self.summary)
        for field in self.fields:
            self.body.addWidget(field)
        self.body.addStretch(1)
        if contact is not None:
            for field, value in zip(self.fields, _values_of(contact), strict=True):
                field.set_value(value)
        self.begin_draft("contact_form", person, contact.id if contact else None, about=person)

    def _save(self) -> None:
        if not check_all(self.fields, self.summary):
            return
        if not self.name.value() and not self.phone.value():
            self._failed(InputError("お名前も電話も、まだ入っていません。", "どちらかを入れてください。"))
            return
        values = {
            "name": self.name.value(),
            "relation": self.relation.value(),
            "phone": self.phone.value(),
            "address": self.address.value(),
        }
        desk, person = self.context.desk, self._person
        contact = self._contact.id if self._contact is not None else None
        self.context.tasks.run(
            lambda: people.save_contact(desk, person, contact, values),
            self._saved,
            self._failed,
            owner=self,
        )

    def _saved(self, done: Done[Id]) -> None:
        self.forget_draft()
        self.leave()
        self.context.changed(done.changes)

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)


def _values_of(contact: EmergencyContact) -> tuple[str, str, str, str]:
    return contact.name, contact.relation, contact.phone, contact.address
