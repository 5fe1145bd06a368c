"""団体・ネットワーク: the groups by kind, beside them the drawn network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.groups import Body, GroupType
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.groups import groups, network
from sasaeai_desktop.services.groups.network import Network
from sasaeai_desktop.ui.pages.groups.group_form import GroupFormPage
from sasaeai_desktop.ui.pages.groups.picture import NetworkPicture
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed


@dataclass(frozen=True, slots=True)
class _Read:
    groups: list[Body]
    network: Network


class GroupsPage(Page):
    """A row opens a group; the chosen one's lines are strong in the picture."""

    object_name = "groups"
    title = "団体・ネットワーク"
    icon = "people"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._bodies: dict[Id, Body] = {}
        self.set_primary("団体を登録する", icon="plus", action=self._write)
        self.add_outline(
            "連絡先一覧", name="groups_contacts", icon="printer", action=lambda: self._print("contact-list")
        )
        self.add_outline("ネットワーク図", name="groups_map", icon="printer", action=self.print_page)
        self.list = RowList("団体の一覧", name="groups_list")
        self.list.opened.connect(self._open)
        self.picture = NetworkPicture(name="groups_picture")
        self.list.moved.connect(self.picture.choose)
        self.empty = EmptyState(
            "people", "まだ 団体が ありません", "ここに、町内会や民児協、学校など、いっしょに活動する団体と 連絡先を登録します。",
            "団体を登録する", self._write, name="groups_empty",
        )  # fmt: skip
        self._columns = Columns(right_width=640, left_least=460)
        self._columns.left.addWidget(self.list, 1)
        self._columns.right.addWidget(self.picture, 1)
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def refresh(self, changes: Changes | None) -> None:
        """Read the groups and the network."""
        if changes is None or changes.touches("body", "body_link", "activity"):
            desk, year = self.context.desk, fiscal_year(self.context.today())
            self.run(lambda: _Read(groups.list_groups(desk), network.network(desk, year)), self._show)

    def _show(self, found: _Read) -> None:
        self._bodies = {b.id: b for b in found.groups}
        acts = {n.group: n.acts for n in found.network.nodes}
        year = year_label(found.network.year)
        self.set_heading(self.title, f"{len(found.groups)}団体" if found.groups else "")
        self.list.set_rows([_row(b, acts.get(b.id, 0), year) for b in found.groups])
        self._columns.setVisible(bool(found.groups))
        self.empty.setVisible(not found.groups)
        self.picture.show_network(found.network)

    def _write(self) -> None:
        self.push(GroupFormPage(self.context))

    def _open(self, group: Id) -> None:
        body = self._bodies.get(group)
        if body is not None:
            self.push(GroupFormPage(self.context, body))

    def print_page(self) -> None:
        """Show the network before printing."""
        self._print("network-map")

    def _print(self, form: str) -> None:
        desk, today = self.context.desk, self.context.today()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab only when needed
            from sasaeai_desktop.services.reports.papers import wanted  # noqa: PLC0415 - reportlab only when needed

            return printing.preview(desk, form, wanted.Wanted(today[:7], fiscal_year(today)))

        show_form(self, draw, today)


def _row(body: Body, acts: int, year: str) -> PersonRow:
    second = "　".join(w for w in (label_of(GroupType, body.type), body.chief, body.phone, body.role) if w)
    return PersonRow(body.id, body.name, second, f"{year} {acts}回" if acts else "")
