"""名簿: residents, volunteers, and entries that may be one person twice."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.people import lookalikes
from sasaeai_desktop.ui.pages.heavy import push_table_in
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.people.duplicates import Duplicates
from sasaeai_desktop.ui.pages.people.helper_form import HelperForm
from sasaeai_desktop.ui.pages.people.helper_record import HelperRecordPage
from sasaeai_desktop.ui.pages.people.helpers import Helpers
from sasaeai_desktop.ui.pages.people.record import RecordPage
from sasaeai_desktop.ui.pages.people.residents import Residents
from sasaeai_desktop.ui.pages.person_form import PersonForm
from sasaeai_desktop.ui.widgets.choices import ChoiceButton

RESIDENTS, HELPERS, TWICE = "residents", "helpers", "twice"
_PARTS = ((RESIDENTS, "住民・対象者"), (HELPERS, "担い手・協力者"), (TWICE, "二重登録かもしれません"))
_KINDS = ("person", "case", "visit", "volunteer", "role", "assignment", "merge", "decision")


class PeoplePage(Page):
    """The tab; its subject is a person's id, or the name of a part."""

    object_name = "people"
    title = "名簿"
    icon = "people"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._part = RESIDENTS
        self.set_primary("新しく登録する", icon="person-plus", action=self._new)
        self.add_outline("表から取り込む", name="people_import", icon="upload", action=self._import)
        self.add_outline("表に書き出す", name="people_export", icon="download", action=self._export)
        self.add_outline("保存と廃棄", name="people_retention", icon="clock", action=self._retention)
        self.residents = Residents(context, self._new)
        self.helpers = Helpers(context, self._new)
        self.twice = Duplicates(self)
        self.twice.counted.connect(self.count_pairs)
        self.residents.opened.connect(self._open_person)
        self.helpers.opened.connect(self._open_helper)
        self.body.addWidget(self._make_choice())
        self._parts: dict[str, QWidget] = {
            RESIDENTS: self.residents,
            HELPERS: self.helpers,
            TWICE: self.twice,
        }
        for part in self._parts.values():
            self.body.addWidget(part, 1)
        self._reveal()

    def _make_choice(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self.choices: dict[str, ChoiceButton] = {}
        for code, words in _PARTS:
            button = ChoiceButton(words, name=f"part_{code}")
            button.setAccessibleDescription("名簿のどれを見るか")
            button.clicked.connect(lambda _checked=False, c=code: self.show_part(c))
            self._group.addButton(button)
            self.choices[code] = button
            row.addWidget(button)
        row.addStretch(1)
        self.choices[RESIDENTS].setChecked(True)
        return bar

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Look at the part shown again, and count the pairs."""
        if changes is not None and not changes.touches(*_KINDS):
            return
        self._look()
        desk = self.context.desk
        self.run(lambda: len(lookalikes.open_pairs(desk)), self.count_pairs)
        if changes is None:
            self.run(_load_tables)

    def count_pairs(self, count: int) -> None:
        """Say how many pairs wait; the number equals the list's length."""
        words = f"二重登録かもしれません {count}" if count else "二重登録かもしれません"
        self.choices[TWICE].set_words(words)
        self.choices[TWICE].updateGeometry()

    def show_part(self, part: str) -> None:
        """Show one of the three parts."""
        self._part = part
        self.choices[part].setChecked(True)
        self._reveal()
        self._look()

    def show_subject(self, subject: object) -> None:
        """Open a person's record, or a part by its name."""
        if isinstance(subject, str) and subject in self._parts:
            self.show_part(subject)
        elif isinstance(subject, bytes):
            self._open_person(Id(subject))

    def _reveal(self) -> None:
        for code, part in self._parts.items():
            part.setVisible(code == self._part)

    def _look(self) -> None:
        if self._part == RESIDENTS:
            self.residents.search()
        elif self._part == HELPERS:
            self.helpers.search()
        else:
            self.twice.look()

    # What can be done

    def _new(self) -> None:
        if self._part == HELPERS:
            self.push(HelperForm(self.context, None, on_saved=self._open_helper))
        else:
            self.push(PersonForm(self.context, on_saved=self._open_person, watch=False))

    def _open_person(self, person: object) -> None:
        if isinstance(person, bytes):
            self.push(RecordPage(self.context, Id(person)))

    def _open_helper(self, helper: object) -> None:
        if isinstance(helper, bytes):
            self.push(HelperRecordPage(self.context, Id(helper)))

    def _import(self) -> None:
        push_table_in(self)

    def _retention(self) -> None:
        from sasaeai_desktop.ui.pages.people.retention import RetentionPage  # noqa: PLC0415 - seldom wanted

        self.push(RetentionPage(self.context))

    def _export(self) -> None:
        from sasaeai_desktop.ui.pages.people.table_out import TableOutPage  # noqa: PLC0415 - seldom wanted

        self.push(TableOutPage(self.context))


def _load_tables() -> None:
    """Import what the two table pages need, while nobody waits for them."""
    from sasaeai_desktop.services.tables import exporting, importing  # noqa: F401, PLC0415
