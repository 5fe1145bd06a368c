"""役割: what each role may do, in plain words, and another role for a person of this computer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from sasaeai_desktop.domain.permissions import Deed, DeskRole, may, role_of
from sasaeai_desktop.services.safety import users
from sasaeai_desktop.services.safety.users import User
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.signs import IconLabel

_CENTRE = Qt.AlignmentFlag.AlignCenter


class RolePage(Page):
    """A sub-page of 使う人と鍵.

    Args:
        context: what every page gets.
        user: whose role it is; None only shows the table.
    """

    object_name = "role"
    title = "役割"
    icon = "person"

    def __init__(self, context: PageContext, user: User | None = None) -> None:
        super().__init__(context)
        self._user = user
        if user is None:
            self.set_heading(
                "役割ごとに できること", "役割は「使う人と鍵」で、ひとりずつ決めます", below=True
            )
        else:
            self.set_heading(
                f"{user.name}さんの役割", f"いまは「{role_of(user.role).label}」です", below=True
            )
            self._add_choice(user)
        self.body.addWidget(permission_table(role_of(user.role) if user else None))
        self.body.addStretch(1)

    def _add_choice(self, user: User) -> None:
        self.set_primary("役割を変える", icon="check", action=self.change)
        self.role = ChoiceField(
            "新しい役割", [(role.value, role.label) for role in DeskRole], name="role_choice"
        )
        self.role.set_value(role_of(user.role).value)
        self.number = LineField(
            "名簿の 担い手の番号",
            name="role_number",
            required=False,
            chars=10,
            support="担い手の役割のときだけ使います。名簿に 同じ名前の担い手が1人なら、入れなくても分かります。",
        )
        self.body.addWidget(self.role)
        self.body.addWidget(self.number)

    def change(self) -> None:
        """Give the person the chosen role, and go back."""
        user, desk = self._user, self.context.desk
        assert user is not None, "without a person there is no button"
        role, number = str(self.role.value()), str(self.number.value()).strip()
        self.act(
            lambda: users.set_role(desk, user.id.hex(), role, volunteer=number), lambda _user: self.leave()
        )


def permission_table(chosen: DeskRole | None = None) -> Panel:
    """Return the table of permissions as the services ask it: a row for what can be done, a column for each role."""
    panel = Panel(name="role_table")
    panel.add(label("役割ごとに できること", "subsection"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for column, role in enumerate(DeskRole, 1):
        mine = role is chosen
        grid.addWidget(label(role.label, "strong" if mine else "second"), 0, column, _CENTRE)
    for row, deed in enumerate(Deed, 1):
        grid.addWidget(label(deed.label, "body", wrap=True), row, 0)
        for column, role in enumerate(DeskRole, 1):
            allowed = may(role, deed)
            sign = IconLabel("check", 24, colour=c.GREEN) if allowed else label("－", "second")
            sign.setObjectName(f"role_{role.value}_{deed.value}")
            sign.setAccessibleName(
                f"{role.label}は「{deed.label}」ことが {'できます' if allowed else 'できません'}"
            )
            grid.addWidget(sign, row, column, _CENTRE)
    panel.add_layout(grid)
    return panel
