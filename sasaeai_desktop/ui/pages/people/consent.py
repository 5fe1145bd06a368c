"""同意を記録する: for one purpose, on a day, by whom and how."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sasaeai_desktop.domain.people import ConsentForm, ConsentGiver, ConsentState, Purpose
from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.pages.people.words import consent_words
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.dates import EraDateField, told_day
from sasaeai_desktop.ui.widgets.fields import AreaField, Field, LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_MEANS = {
    Purpose.WATCH: "見守りの きろくを この地区で使うことへの同意です。",
    Purpose.REFER: "お名前を 社協や地域包括支援センターに伝えることへの同意です。",
    Purpose.EVACUATION: "災害のときに備えて、避難を助ける方に お名前を渡すことへの同意です。",
    Purpose.SALON_LIST: "サロンの名簿に お名前をのせることへの同意です。",
}


class ConsentPage(SavingPage):
    """The form of one consent; saving on the same day corrects what was recorded."""

    object_name = "consent"

    def __init__(self, context: PageContext, view: PersonView, purpose: Purpose) -> None:
        super().__init__(context)
        self._view, self._purpose = view, purpose
        self.set_heading("同意を記録する", f"{view.person.name} さん　{purpose.label}", below=True)
        self.set_primary("同意を記録する", icon="check", action=self._save)
        self.summary = ErrorSummary(name="consent_errors")
        self.state = ChoiceField(
            "同意", [(s.value, s.label) for s in ConsentState], name="consent_state", required=True
        )
        self.form = ChoiceField(
            "書面ですか、口頭ですか",
            [(f.value, f.label) for f in ConsentForm],
            name="consent_form",
            required=True,
        )
        self.giver = ChoiceField(
            "どなたの同意ですか",
            [(g.value, g.label) for g in ConsentGiver],
            name="consent_giver",
            required=True,
        )
        self.relation = LineField("代理の方の続柄", name="consent_relation", chars=8, required=True)
        self.date = EraDateField(
            "同意の日", name="consent_date", today=context.today, required=True, judge=told_day(context.today)
        )
        self.heard_by = LineField("聞いた方のお名前", name="consent_heard_by", chars=12, required=True)
        self.how = AreaField("どのように聞きましたか", name="consent_how", lines=2, required=False)
        self.reason = AreaField("理由", name="consent_reason", lines=2, required=False)
        self.fields: dict[str, Any] = {
            "state": self.state, "form": self.form, "giver": self.giver, "relation": self.relation,
            "date": self.date, "heard_by": self.heard_by, "how": self.how, "reason": self.reason,
        }  # fmt: skip
        self._build()
        self._begin()

    def _build(self) -> None:
        before = consent_words(self._view.consent_records.get(self._purpose))
        self.body.addWidget(label(_MEANS.get(self._purpose, ""), wrap=True))
        if before:
            self.body.addWidget(label(f"いまの きろく：{before}", "second", wrap=True))
        self.body.addWidget(self.summary)
        column = QVBoxLayout()
        column.setSpacing(20)
        for field in self.fields.values():
            column.addWidget(field)
            field.changed.connect(self._fit)
        self.body.addLayout(column)
        self.body.addStretch(1)

    def _begin(self) -> None:
        """Show the ordinary answer of today, and over it what was left half-written."""
        usual = {"giver": ConsentGiver.SELF.value, "date": self.context.today()}
        if self.context.desk.user.name:
            usual["heard_by"] = self.context.desk.user.name
        for name, value in usual.items():
            self.fields[name].set_value(value)
        self._fit()
        person = self._view.person.id
        self.begin_draft(f"consent-{self._purpose.value}", person, about=person)

    def _fit(self) -> None:
        """Ask only what goes with the answer so far."""
        given = self.state.value() == ConsentState.GIVEN
        oral = given and self.form.value() == ConsentForm.ORAL
        self.form.setVisible(given)
        self.giver.setVisible(given)
        self.relation.setVisible(given and self.giver.value() == ConsentGiver.PROXY)
        self.heard_by.setVisible(oral)
        self.how.setVisible(oral)
        self.reason.setVisible(self.state.value() in (ConsentState.REFUSED, ConsentState.UNKNOWN))

    def _save(self) -> None:
        shown: list[Field] = [field for field in self.fields.values() if not field.isHidden()]
        if not check_all(shown, self.summary):
            return
        desk, person, purpose = self.context.desk, self._view.person.id, self._purpose
        values = {n: f.value() for n, f in self.fields.items() if not f.isHidden()}
        state = values.pop("state")
        self.save_once(lambda: consents.set_consent(desk, person, purpose, state, **values), self._saved)

    def _saved(self, _consent: object) -> None:
        self.forget_draft()
        self.leave()
