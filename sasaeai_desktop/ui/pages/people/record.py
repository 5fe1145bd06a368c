"""One person's record: address and telephone, household, contacts, consents; each with its own way to change it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentState, Household, HouseholdMember, Purpose, Sex, Source
from sasaeai_desktop.domain.watch import CaseState
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import consents, merging, people, person_page
from sasaeai_desktop.services.people.merging import MergedPair
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.people.consent import ConsentPage
from sasaeai_desktop.ui.pages.people.disclosure import print_disclosure
from sasaeai_desktop.ui.pages.people.erase import ErasePage
from sasaeai_desktop.ui.pages.people.facts import Facts, headed
from sasaeai_desktop.ui.pages.people.history import HistoryPage
from sasaeai_desktop.ui.pages.people.member import MemberPage
from sasaeai_desktop.ui.pages.people.move_away import MoveAwayPage
from sasaeai_desktop.ui.pages.people.words import CONSENT_LOOKS, birth_words, consent_words
from sasaeai_desktop.ui.pages.person_form import PersonForm
from sasaeai_desktop.ui.pages.watch.contacts import ContactsPage
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Badge, Panel, clear_layout, label, rule

_KINDS = ("person", "contact", "member", "consent", "case", "assignment", "merge", "visit")


class RecordPage(Page):
    """A person as the register knows them."""

    object_name = "person_record"

    def __init__(self, context: PageContext, person: Id) -> None:
        super().__init__(context)
        self._person = person
        self.view: PersonView | None = None
        self.set_heading(" ", " ", below=True)
        self.set_primary("名簿を直す", icon="pencil", action=self._edit)
        self.add_outline("見守りを見る", name="record_watch", icon="house-heart", action=self._watch)
        self.columns = Columns(right_width=500, left_least=640, gap=32)
        self.columns.left.setSpacing(24)
        self.columns.right.setSpacing(16)
        self._make_left()
        self.consents = QVBoxLayout()
        self.consents.setSpacing(8)
        self.consent_panel = Panel(name="record_consents", gap=8)
        self.consent_panel.add(label("同意", "subsection"))
        self.consent_panel.add_layout(self.consents)
        self.columns.right.addWidget(self.consent_panel)
        self.columns.right.addStretch(1)
        self.body.addWidget(self.columns, 1)

    def _make_left(self) -> None:
        left = self.columns.left
        self.facts = Facts(name="record_facts")
        left.addWidget(self.facts)
        section, self.contacts = headed(
            "緊急連絡先", _small("連絡先を見る・直す", "record_contacts", self._contacts)
        )
        left.addLayout(section)
        section, self.members = headed(
            "いっしょに住む方", _small("世帯員を足す", "record_member_new", partial(self._member, None))
        )
        left.addLayout(section)
        self.merges = QVBoxLayout()
        self.merges.setSpacing(4)
        left.addLayout(self.merges)
        ways = QWidget()
        flow = FlowLayout(ways, gap=12)
        flow.addWidget(
            Button("きろくの移り変わりを見る", name="record_history", icon="clock", on_click=self._history)
        )
        flow.addWidget(
            Button("ほかの地区へ移る", name="record_move", icon="arrow-right", on_click=self._move_away)
        )
        flow.addWidget(
            Button("開示書を印刷する", name="record_disclosure", icon="printer", on_click=self._disclose)
        )
        flow.addWidget(Button("名簿から消す", name="record_delete", icon="cross", on_click=self._delete))
        flow.addWidget(
            Button("法律にそって消去する", name="record_erase", icon="cross", on_click=self._erase)
        )
        left.addWidget(ways)
        left.addStretch(1)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the person again."""
        if changes is not None and not changes.touches(*_KINDS):
            return
        desk, person = self.context.desk, self._person
        self.context.tasks.run(
            lambda: (person_page.person_view(desk, person), merging.merges_of(desk, person)),
            lambda found: self._show(*found),
            self._gone,
            owner=self,
        )

    def _gone(self, error: UserError) -> None:
        """The entry was deleted, or its creation taken back."""
        self.show_error(error)
        for widget in (self.columns, self.primary):
            if widget is not None:
                widget.setVisible(False)

    def _show(self, view: PersonView, merges: list[MergedPair]) -> None:
        self.view = view
        self.columns.show()
        if self.primary is not None:
            self.primary.show()
        person = view.person
        self.set_heading(f"{person.name} さん", f"{person.kana}　{view.about}", below=True)
        self.facts.show_facts(_facts(view))
        self._show_contacts(view)
        self._show_members(view)
        self._show_merges(merges)
        self._show_consents(view)

    def _show_contacts(self, view: PersonView) -> None:
        clear_layout(self.contacts)
        for contact in view.contacts:
            who = contact.name + (f"（{contact.relation}）" if contact.relation else "")
            self.contacts.addWidget(label("　".join(t for t in (who, contact.phone) if t), wrap=True))
        if not view.contacts:
            self.contacts.addWidget(label("まだ ありません", tone="second"))

    def _show_members(self, view: PersonView) -> None:
        clear_layout(self.members)
        for at, member in enumerate(view.members):
            row = QHBoxLayout()
            row.setSpacing(8)
            words = member.name + (f"（{member.relation}）" if member.relation else "")
            birth = birth_words(member.birth, None)
            row.addWidget(label("　".join(t for t in (words, birth) if t), wrap=True), 1)
            row.addWidget(_small("直す", f"member_{at}_edit", partial(self._member, member), words))
            row.addWidget(
                _small("消す", f"member_{at}_remove", partial(self._remove_member, member.id), words)
            )
            holder = QWidget()
            row.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(row)
            self.members.addWidget(holder)
        if not view.members:
            self.members.addWidget(label("まだ 書いてありません", tone="second"))

    def _show_merges(self, merges: list[MergedPair]) -> None:
        clear_layout(self.merges)
        for at, pair in enumerate(merges):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            words = f"「{pair.first_name}」と「{pair.second_name}」を 一人にまとめてあります"
            row.addWidget(label(words, wrap=True), 1)
            row.addWidget(_small("二人にもどす", f"merge_{at}_undo", partial(self._unmerge, pair.merge)))
            holder = QWidget()
            holder.setLayout(row)
            self.merges.addWidget(holder)

    def _show_consents(self, view: PersonView) -> None:
        clear_layout(self.consents)
        for at, purpose in enumerate(Purpose):
            if at:
                self.consents.addWidget(rule())
            self.consents.addWidget(self._consent_row(view, purpose))

    def _consent_row(self, view: PersonView, purpose: Purpose) -> QWidget:
        state, record = view.consents[purpose], view.consent_records.get(purpose)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(purpose.label, "strong", wrap=True), 1)
        head.addWidget(
            Badge(state.label, CONSENT_LOOKS[state], name=f"consent_{purpose.value}_state"),
            0,
            Qt.AlignmentFlag.AlignVCenter,
        )
        column.addLayout(head)
        words = consent_words(record)
        if words:
            column.addWidget(label(words, "second", wrap=True))
        ways = FlowLayout(gap=8)
        ways.addWidget(
            _small(
                "同意を記録する",
                f"consent_{purpose.value}_record",
                partial(self._consent, purpose),
                purpose.label,
            )
        )
        if state == ConsentState.GIVEN:
            ways.addWidget(
                _small(
                    "取り消す",
                    f"consent_{purpose.value}_revoke",
                    partial(self._revoke, purpose),
                    purpose.label,
                )
            )
        column.addLayout(ways)
        return holder

    # What can be done

    def _edit(self) -> None:
        self.push(PersonForm(self.context, self._person))

    def _watch(self) -> None:
        self.context.open("watch", self._person)

    def _contacts(self) -> None:
        self.push(ContactsPage(self.context, self._person))

    def _history(self) -> None:
        if self.view is not None:
            self.push(HistoryPage(self.context, self.view))

    def _consent(self, purpose: Purpose) -> None:
        if self.view is not None:
            self.push(ConsentPage(self.context, self.view, purpose))

    def _revoke(self, purpose: Purpose) -> None:
        desk, person = self.context.desk, self._person
        self.act(lambda: consents.revoke_consent(desk, person, purpose))

    def _member(self, member: HouseholdMember | None) -> None:
        self.push(MemberPage(self.context, self._person, member))

    def _remove_member(self, member: Id) -> None:
        desk = self.context.desk
        self.act(lambda: people.remove_member(desk, member))

    def _unmerge(self, merge: Id) -> None:
        desk = self.context.desk
        self.act(lambda: merging.unmerge(desk, merge))

    def _deleted(self, done: Done[None]) -> None:
        """Leave first: this page would look for somebody who is gone."""
        self.leave()
        self.context.changed(done.changes)

    def _erase(self) -> None:
        self.push(ErasePage(self.context, self._person, self._was_erased))

    def _was_erased(self, changes: Changes) -> None:
        """Leave first, as after a delete."""
        self.leave()
        self.context.changed(changes)

    def _move_away(self) -> None:
        if self.view is not None:
            self.push(MoveAwayPage(self.context, self.view))

    def _disclose(self) -> None:
        print_disclosure(self, self._person)

    def _delete(self) -> None:
        desk, person = self.context.desk, self._person
        self.run(lambda: people.delete_person(desk, person), self._deleted)


def _small(text: str, name: str, action: Callable[[], object], hint: str = "") -> Button:
    return Button(text, name=name, kind="small", on_click=action, hint=hint)


def _facts(view: PersonView) -> list[tuple[str, str]]:
    p = view.person
    postal = f"〒{_postal(p.postal)}　" if p.postal else ""
    case = label_of(CaseState, view.case.state) if view.case else "していません"
    watchers = "・".join(w.name for w in view.watchers)
    facts = [
        ("管理番号", p.number),
        ("生年月日", birth_words(p.birth, view.age)),
        ("性別", label_of(Sex, p.sex)),
        ("住所", f"{postal}{p.address}" if p.address else ""),
        ("町内会・班", f"{p.town}{p.group}"),
        ("電話", "　".join(t for t in (p.phone, p.mobile) if t)),
        ("世帯", label_of(Household, p.household)),
        ("ふだんの様子", p.baseline),
        ("見守り", f"{case}　担い手 {watchers}" if watchers else case),
        ("情報の出所", label_of(Source, p.source)),
    ]
    known = (("ケアマネジャー", p.care_manager), ("かかりつけ医", p.doctor), ("民生委員", p.commissioner))
    facts += [(caption, words) for caption, words in (*known, ("備考", p.note)) if words]
    return facts


def _postal(code: str) -> str:
    """Return 070-8525, however it was stored."""
    return f"{code[:3]}-{code[3:]}" if len(code) == 7 and code.isdecimal() else code
