"""One person's page in the register, new or to be corrected, and the beginning of their 見守り."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import person_page, towns, twins, volunteers
from sasaeai_desktop.services.people.people import PersonRow
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.services.people.volunteers import HelperName
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.person_parts import ConsentFields, PersonFields, WatchFields
from sasaeai_desktop.ui.pages.person_saving import PersonDraft, Values, save
from sasaeai_desktop.ui.questions import agreed
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Panel
from sasaeai_desktop.ui.widgets.states import HintBand
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class PersonForm(Page):
    """Push it over any page: ``self.push(PersonForm(self.context, on_saved=...))``.

    Args:
        context: the window's.
        person: who is corrected; None for somebody new.
        on_saved: called with the person's id after saving.
        watch: offer to begin 見守り for somebody new.
    """

    object_name = "person_form"
    verb = "登録する"  # what the button says for somebody new

    def __init__(
        self,
        context: PageContext,
        person: Id | None = None,
        *,
        on_saved: Callable[[Id], object] | None = None,
        watch: bool = True,
    ) -> None:
        super().__init__(context)
        self._person, self._on_saved = person, on_saved
        self._view: PersonView | None = None
        new = person is None
        easy = "分かるところだけで かまいません。あとから書き足せます。" if new else " "
        self.set_heading("新しい方を登録する" if new else "名簿を直す", easy, below=True)
        self.set_primary(self.verb if new else "名簿を保存する", icon="check", action=self._save)
        self.summary = ErrorSummary(name="person_errors")
        self._asked: Values | None = None  # about whom it was asked whether they are here already
        self.known = HintBand("", name="person_known")
        self.known.sentence.setObjectName("person_known_words")
        self.known.hide()
        self.fields = PersonFields(context.today)
        self._begin = new and watch
        self.watch: WatchFields | None = None
        self.consent: ConsentFields | None = None
        self._build()

    def _build(self) -> None:
        columns = Columns(right_width=620, left_least=560, gap=48)
        columns.left.addWidget(self.fields)
        columns.left.addStretch(1)
        self._right: QVBoxLayout = columns.right
        self._right.setSpacing(16)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.known)
        self.body.addWidget(columns, 1)

    def _build_right(self) -> None:
        """The second half comes with the answer of the worker, so that the page itself opens at once."""
        self.watch = WatchFields(self.context.today, begin=self._begin)
        self.consent = ConsentFields(self.context.today)
        # Consent comes first, and stays in sight when the fields of 見守り open below it.
        for part, name in ((self.consent, "person_consent_panel"), (self.watch, "person_watch_panel")):
            panel = Panel(name=name, gap=16)
            panel.add(part)
            self._right.addWidget(panel)
        self._right.addStretch(1)

    # What is there

    def refresh(self, changes: Changes | None) -> None:
        """Read the volunteers, and the person to be corrected, once."""
        if changes is not None:
            return
        desk, person = self.context.desk, self._person
        self.run(
            lambda: (
                volunteers.helper_names(desk),
                person_page.person_view(desk, person) if person is not None else None,
                towns.known_towns(desk),
            ),
            lambda found: self._show(*found),
        )

    def _show(self, helpers: list[HelperName], view: PersonView | None, known: tuple[str, ...]) -> None:
        self._view = view
        self.fields.know_towns(known)
        if self.watch is None:
            self._build_right()
        assert self.watch is not None, "just built"
        self.watch.offer(helpers)
        if view is not None:
            self.set_heading(f"{view.person.name}さんの 名簿を直す", view.about, below=True)
        self._take_view()
        self.begin_draft(*self._kept_as(), about=self._person)

    def _kept_as(self) -> tuple[str, Id | None]:
        """Return under what the draft is kept."""
        return "person_form", self._person

    def _take_view(self) -> None:
        self._take(PersonDraft.of(self._view, self.context.today()))

    def _take(self, draft: PersonDraft) -> None:
        assert self.watch is not None, "values come after the fields"
        assert self.consent is not None, "made together with them"
        self.fields.show_values(draft.person)
        self.watch.show_values(draft.watch)
        self.consent.show_values(draft.consent)

    def _draft(self) -> PersonDraft:
        assert self.watch is not None, "nothing is entered before the fields are there"
        assert self.consent is not None, "made together with them"
        return PersonDraft(self.fields.values(), self.watch.values(), self.consent.values())

    # Saving

    def _save(self) -> None:
        if self.watch is None or self.consent is None:
            return
        fields = [*self.fields.all(), *self.consent.all(), *self.watch.all()]
        if not check_all(fields, self.summary):
            return
        draft = self._draft()
        before = self._view.person.name if self._view is not None else ""
        name = str(draft.person.get("name") or "")
        if name != before and not agreed(self, judging.judge_name(name, before=before)):
            return
        if self._person is None and self._asked != draft.person:
            self._ask(draft.person)
        else:
            self._write(draft)

    def _ask(self, values: Values) -> None:
        """Look whether somebody new is in the register already; saving again says that it is another person."""
        desk = self.context.desk

        def take(found: list[tuple[PersonRow, str]]) -> None:
            self._asked = values
            self._tell_known(found)
            if not found:
                self._write(self._draft())

        self.context.tasks.run(lambda: twins.twins_of(desk, values), take, self._failed, owner=self)

    def _tell_known(self, found: list[tuple[PersonRow, str]]) -> None:
        who = "、".join(f"{row.name}さん（{words}）" for row, words in found[:2])
        self.known.sentence.setText(
            f"もう名簿にいる方かもしれません。{who}。ちがう方なら、もう一度「{self.verb}」を押してください。"
        )
        self.known.setVisible(bool(found))

    def _write(self, draft: PersonDraft) -> None:
        desk, view = self.context.desk, self._view
        self._save_once(lambda: save(desk, view, draft))

    def _save_once(self, function: Callable[[], Done[Id] | None]) -> None:
        self.message.hide()
        if self.primary is not None:
            self.primary.setEnabled(False)  # pressed twice saves once
        self.context.tasks.run(function, self._saved, self._failed, owner=self)

    def _saved(self, done: Done[Id] | None) -> None:
        self.forget_draft()
        self.leave()
        if done is not None:
            self.context.changed(done.changes)
        person = done.result if done is not None else self._person
        if self._on_saved is not None and person is not None:
            self._on_saved(person)

    def _failed(self, error: UserError) -> None:
        if self.primary is not None:
            self.primary.setEnabled(True)
        self.message.show_error(error)
