"""One volunteer's record: roles with their days, and whom they watch."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Role, RoleKind
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.activities import trainings
from sasaeai_desktop.services.activities.trainings import Course
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.volunteers import VolunteerView
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.people.disclosure import print_disclosure
from sasaeai_desktop.ui.pages.people.erase import ErasePage
from sasaeai_desktop.ui.pages.people.facts import Facts, headed
from sasaeai_desktop.ui.pages.people.hand_on import HandOnPage, print_handover
from sasaeai_desktop.ui.pages.people.helper_form import HelperForm
from sasaeai_desktop.ui.pages.people.role_form import EndRolePage, RolePage
from sasaeai_desktop.ui.pages.people.words import course_words, runs_on, span_words
from sasaeai_desktop.ui.pages.record_history import history_button
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Badge, Panel, clear_layout, label, rule
from sasaeai_desktop.ui.widgets.rows import RowButton


class HelperRecordPage(Page):
    """A volunteer as the register knows them."""

    object_name = "helper_record"

    def __init__(self, context: PageContext, helper: Id) -> None:
        super().__init__(context)
        self._helper = helper
        self.view: VolunteerView | None = None
        self._courses: tuple[Course, ...] = ()
        self.set_heading(" ", " ", below=True)
        self.set_primary("役割を足す", icon="plus", action=self._add_role)
        self.add_outline("名簿を直す", name="helper_edit", icon="pencil", action=self._edit)
        self.add_outline("引き継ぐ", name="helper_hand_on", icon="arrow-right", action=self._hand_on)
        self.columns = Columns(right_width=440, left_least=640, gap=32)
        section, self.roles = headed("役割")
        self.roles.setSpacing(8)
        self.columns.left.addLayout(section)
        self.columns.left.addSpacing(24)
        self.facts = Facts(name="helper_facts")
        self.columns.left.addWidget(self.facts)
        self.columns.left.addSpacing(16)
        delete = Button("名簿から消す", name="helper_delete", icon="cross", on_click=self._delete)
        foot = QHBoxLayout()
        foot.addWidget(delete)
        foot.addSpacing(12)
        foot.addWidget(history_button(self, "担い手・協力者", "volunteer", helper, name="helper_history"))
        sheet = Button("引き継ぎ書", name="helper_handover", icon="printer", on_click=self._handover)
        told = Button("開示書", name="helper_disclosure", icon="printer", on_click=self._disclose)
        second = QHBoxLayout()
        erase = Button("法律にそって消去する", name="helper_erase", icon="cross", on_click=self._erase)
        for button in (sheet, told, erase):
            second.addWidget(button)
            second.addSpacing(12)
        self.columns.left.addLayout(foot)
        self.columns.left.addSpacing(8)
        self.columns.left.addLayout(second)
        for row in (foot, second):
            row.addStretch(1)
        self.columns.left.addStretch(1)
        self.panel = Panel(name="helper_people", gap=0)
        self.panel.add(label("見守っている方", "subsection"))
        self.people = QVBoxLayout()
        self.people.setSpacing(0)
        self.panel.add_layout(self.people)
        self.columns.right.addWidget(self.panel)
        self.columns.right.addStretch(1)
        self.body.addWidget(self.columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the volunteer again."""
        if changes is None or changes.touches(
            "volunteer", "role", "assignment", "merge", "person", "completion"
        ):
            desk, helper = self.context.desk, self._helper

            def read() -> tuple[VolunteerView, tuple[Course, ...]]:
                return volunteers.volunteer_view(desk, helper), trainings.courses_of(desk, helper)

            self.context.tasks.run(read, self._show_read, self._gone, owner=self)

    def _gone(self, error: UserError) -> None:
        self.show_error(error)
        self.columns.hide()

    def _show_read(self, found: tuple[VolunteerView, tuple[Course, ...]]) -> None:
        self._courses = found[1]
        self._show(found[0])

    def _show(self, view: VolunteerView) -> None:
        self.view = view
        self.columns.show()
        one = view.volunteer
        self.set_heading(
            f"{one.name} さん", "　".join(t for t in (one.kana, one.town) if t) or " ", below=True
        )
        self.facts.show_facts(
            (
                ("管理番号", one.number),
                ("電話", one.phone),
                ("町内会", one.town),
                ("守秘誓約日", wareki(one.pledged_on) if one.pledged_on else ""),
                ("備考", one.note),
                *(("研修", course_words(c.title, c.date, c.again_on)) for c in self._courses),
            )
        )
        self._show_roles(view)
        clear_layout(self.people)
        for at, watched in enumerate(view.people):
            row = RowButton(
                watched.name, name=f"helper_person_{at}", second=watched.town, line=at < len(view.people) - 1
            )
            row.clicked.connect(partial(self.context.open, "watch", watched.person))
            self.people.addWidget(row)
        if not view.people:
            self.people.addWidget(label("いま 見守っている方は いません", tone="second", wrap=True))

    def _show_roles(self, view: VolunteerView) -> None:
        clear_layout(self.roles)
        for at, role in enumerate(view.roles):
            if at:
                self.roles.addWidget(rule("soft"))
            self.roles.addWidget(self._role_row(role, at))
        if not view.roles:
            self.roles.addWidget(label("まだ 役割が ありません。「役割を足す」で入れます。", wrap=True))

    def _role_row(self, role: Role, at: int) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = label_of(RoleKind, role.role)
        words.addWidget(label(name, "strong"))
        area = f"　担当 {role.area}" if role.area else ""
        words.addWidget(label(span_words(role) + area, "second", wrap=True))
        row.addLayout(words, 1)
        if runs_on(role, self.context.today()):
            row.addWidget(Badge("いま", "tint"))
            if not role.end:
                row.addWidget(
                    Button(
                        "終わりにする",
                        name=f"role_{at}_end",
                        kind="small",
                        on_click=partial(self._end_role, role),
                        hint=name,
                    )
                )
        return holder

    # What can be done

    def _name(self) -> str:
        return self.view.volunteer.name if self.view is not None else ""

    def _hand_on(self) -> None:
        self.push(HandOnPage(self.context, self._helper, self._name()))

    def _erase(self) -> None:
        self.push(ErasePage(self.context, self._helper, self._was_erased))

    def _was_erased(self, changes: Changes) -> None:
        """Leave first, as after a delete."""
        self.leave()
        self.context.changed(changes)

    def _disclose(self) -> None:
        print_disclosure(self, self._helper)

    def _handover(self) -> None:
        print_handover(self, self._helper)

    def _add_role(self) -> None:
        self.push(RolePage(self.context, self._helper, self._name()))

    def _end_role(self, role: Role) -> None:
        self.push(EndRolePage(self.context, role, self._name()))

    def _edit(self) -> None:
        if self.view is not None:
            self.push(HelperForm(self.context, self.view.volunteer))

    def _deleted(self, done: Done[None]) -> None:
        """Leave first: this page would look for somebody who is gone."""
        self.leave()
        self.context.changed(done.changes)

    def _delete(self) -> None:
        desk, helper = self.context.desk, self._helper
        self.run(lambda: volunteers.delete_volunteer(desk, helper), self._deleted)
