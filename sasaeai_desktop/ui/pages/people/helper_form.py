"""A volunteer's entry, new or to be corrected; somebody new gets their roles at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import RoleKind, Volunteer
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import towns, volunteers
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.pages.town_field import TownField
from sasaeai_desktop.ui.widgets.choices import MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField, told_day
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_ROLES, _START = "roles", "start"


class HelperForm(SavingPage):
    """Push it over any page.

    Args:
        context: the window's.
        helper: who is corrected, None for somebody new.
        on_saved: called with the id after saving.
    """

    object_name = "helper_form"

    def __init__(
        self,
        context: PageContext,
        helper: Volunteer | None,
        *,
        on_saved: Callable[[Id], object] | None = None,
    ) -> None:
        super().__init__(context)
        self._helper, self._on_saved = helper, on_saved
        new = helper is None
        self.set_heading("担い手・協力者を登録する" if new else "担い手・協力者を直す")
        self.set_primary("登録する" if new else "名簿を保存する", icon="check", action=self._save)
        self.summary = ErrorSummary(name="helper_errors")
        today = context.today
        self.fields: dict[str, Any] = {
            "name": LineField("氏名", name="helper_name", required=True, chars=14),
            "kana": LineField("ふりがな", name="helper_kana", required=False, chars=18),
            "phone": LineField("電話", name="helper_phone", required=False, chars=12),
            "town": TownField(name="helper_town", chars=14),
            "pledged_on": EraDateField(
                "守秘誓約日", name="helper_pledged", today=today, required=False, judge=told_day(today)
            ),
            "note": AreaField("備考", name="helper_note", required=False, lines=2),
        }
        if new:
            self.fields[_ROLES] = MultiChoice(
                "役割", [(r.value, r.label) for r in RoleKind], name="helper_roles", required=False
            )
            self.fields[_START] = EraDateField("役割の始まり", name="helper_start", today=today)
        self._build()
        self._begin()
        desk = context.desk
        self.run(lambda: towns.known_towns(desk), self.fields["town"].know)

    def _build(self) -> None:
        self.body.addWidget(self.summary)
        columns = Columns(right_width=560, left_least=560, gap=48)
        columns.left.setSpacing(16)
        panel = Panel(name="helper_panel", gap=16)
        for name, field in self.fields.items():
            if name in (_ROLES, _START, "pledged_on"):
                panel.add(field)
            else:
                columns.left.addWidget(field)
        columns.left.addStretch(1)
        if self._helper is None:
            panel.add(label("役割は、あとからでも 足したり終わりにしたりできます。", "second", wrap=True))
        columns.right.addWidget(panel)
        columns.right.addStretch(1)
        self.body.addWidget(columns, 1)

    def _begin(self) -> None:
        for name, field in self.fields.items():
            usual = self.context.today() if name == _START else () if name == _ROLES else ""
            field.set_value(getattr(self._helper, name, usual))
        self.begin_draft("helper_form", self._helper.id if self._helper else None)

    def _save(self) -> None:
        if not check_all(list(self.fields.values()), self.summary):
            return
        values = {name: field.value() for name, field in self.fields.items()}
        roles, start = values.pop(_ROLES, ()), values.pop(_START, "") or self.context.today()
        desk, helper = self.context.desk, self._helper.id if self._helper else None
        self.message.hide()
        self.rest_primary()
        self.run(lambda: _write(desk, helper, values, roles, start), self._saved)

    def _saved(self, saved: tuple[Id, list[Changes]]) -> None:
        helper, changes = saved
        self.forget_draft()
        self.leave()
        for change in changes:
            self.context.changed(change)
        if self._on_saved is not None:
            self._on_saved(helper)


def _write(
    desk: Desk, helper: Id | None, values: dict[str, object], roles: tuple[str, ...], start: str
) -> tuple[Id, list[Changes]]:
    """Write the entry, then the roles of somebody new, as one action each."""
    done = volunteers.save_volunteer(desk, helper, values)
    changes = [done.changes]
    if roles:
        rows = [(done.result, role, start, "", "") for role in roles]
        changes.append(volunteers.add_roles(desk, rows).changes)
    return done.result, changes
