"""学校を登録する: name, kind and the points where somebody stands."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.school import SchoolType
from sasaeai_desktop.services.school import schools
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class SchoolFormPage(SavingPage):
    """A new school."""

    object_name = "school_form"
    title = "学校を登録する"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("学校を登録する")
        self.set_primary("学校を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="school_form_errors")
        self.name = LineField("学校の名前", name="school_name", chars=16, required=True)
        self.kind = ChoiceField(
            "種別", [(t.value, t.label) for t in SchoolType], name="school_kind", required=True
        )
        self.kind.set_value(SchoolType.ELEMENTARY.value)
        self.points = AreaField(
            "立つ場所", name="school_points", lines=4, required=False, support="1つを1行に書きます。"
        )
        for part in (self.errors, self.name, self.kind, self.points):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.begin_draft("school_form")

    def _save(self) -> None:
        if not check_all([self.name, self.kind], self.errors):
            return
        values = {"name": self.name.value(), "type": self.kind.value(), "points": self.points.value()}
        self.save_once(partial(schools.save_school, self.context.desk, None, values), self._saved)

    def _saved(self, _school: Id) -> None:
        self.forget_draft()
        self.leave()
