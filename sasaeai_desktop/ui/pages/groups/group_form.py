"""団体を登録する: name, kind, whom to reach there, its part, and whom it meets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.groups import Body, GroupType
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.services.groups import groups, network
from sasaeai_desktop.services.groups.network import Network
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.buttons import Button, QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField, PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


@dataclass(frozen=True, slots=True)
class _Read:
    groups: list[Body]
    network: Network


class _Ties(QWidget):
    """Whom a group meets: another one to choose, and those it is tied to, each taken off by a press."""

    def __init__(self, tie: Callable[[Id, str], None], untie: Callable[[tuple[Id, bool]], None]) -> None:
        super().__init__()
        self._tie = tie
        self.other = PickField("つながりのある団体", (("", "えらんでください"),), name="group_other")
        self.how = LineField("どんなつながり", name="group_how", chars=16, required=False)
        self.ties = RowList("つながり", name="group_ties")
        self.ties.opened.connect(untie)
        more = Button("つながりを足す", name="group_tie", icon="plus", on_click=self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label("つながりのある団体", "subsection"))
        for widget in (self.other, self.how, more, label("いまの つながり（押すと 外します）", "label")):
            column.addWidget(widget)
        column.addWidget(self.ties, 1)

    def show_ties(self, choices: Sequence[tuple[str, str]], rows: list[PersonRow]) -> None:
        """Show whom it may be tied to, and whom it is."""
        self.other.set_choices((("", "えらんでください"), *choices))
        self.ties.set_rows(rows)

    def _more(self) -> None:
        if self.other.value():
            self._tie(from_hex(self.other.value()), self.how.value())


class GroupFormPage(SavingPage):
    """A new group, or one to change; a group that is there has its ties at the right.

    Args:
        context: what a page works with.
        body: the group to change; None for a new one.
    """

    object_name = "group_form"
    title = "団体を登録する"

    def __init__(self, context: PageContext, body: Body | None = None) -> None:
        super().__init__(context)
        self._body = body
        self.set_heading(body.name if body else "団体を登録する")
        self.set_primary("団体を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="group_form_errors")
        self.name = LineField("団体の名前", name="group_name", chars=18, required=True)
        self.kind = PickField(
            "種別", tuple((t.value, t.label) for t in GroupType), name="group_kind", required=True
        )
        self.chief = LineField("代表者", name="group_chief", chars=12, required=False)
        self.phone = LineField("電話", name="group_phone", chars=10, required=False)
        self.address = LineField("住所", name="group_address", chars=20, required=False)
        self.role = LineField("ネットワークでの役割", name="group_role", chars=20, required=False)
        self.note = AreaField("備考", name="group_note", lines=2, required=False)
        self._columns = Columns(right_width=480, left_least=560)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(12)
        right.setSpacing(12)
        for field in (self.name, self.kind, self.chief, self.phone):
            left.addWidget(field)
        beside = right if body is None else left  # the ties of a group that is there need the right side
        for more in (self.address, self.role, self.note):
            beside.addWidget(more)
        left.addStretch(1)
        if body is None:
            right.addStretch(1)
        else:
            self._show(body)
            self._ties = _Ties(self._tie, self._untie)
            right.addWidget(self._ties, 1)
            right.addWidget(
                QuietButton("この団体を終わりにする", name="group_end", icon="cross", on_click=self._end)
            )
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)
        self.begin_draft("group_form", body.id if body else None)

    def _show(self, body: Body) -> None:
        for field, text in (
            (self.name, body.name), (self.chief, body.chief), (self.phone, body.phone), (self.address, body.address),
            (self.role, body.role),
        ):  # fmt: skip
            field.set_value(text)
        self.kind.set_value(body.type)
        self.note.set_value(body.note)

    def refresh(self, changes: Changes | None) -> None:
        """Read the ties."""
        if self._body is not None and (changes is None or changes.touches("body", "body_link")):
            desk, year = self.context.desk, fiscal_year(self.context.today())
            self.run(lambda: _Read(groups.list_groups(desk), network.network(desk, year)), self._show_ties)

    def _show_ties(self, found: _Read) -> None:
        assert self._body is not None, "asked above"
        own, names = self._body.id, {b.id: b.name for b in found.groups}
        edges = found.network.neighbours(own)
        written = {e.b if e.a == own else e.a for e in edges if e.written}
        choices = [(b.id.hex(), b.name) for b in found.groups if b.id != own and b.id not in written]
        rows = []
        for e in edges:
            other = e.b if e.a == own else e.a
            times = f"この年度 いっしょに {e.times}回" if e.times else ""
            rows.append(PersonRow((other, e.written), names.get(other, ""), e.how, times))
        self._ties.show_ties(choices, rows)

    def _tie(self, other: Id, how: str) -> None:
        if self._body is not None:
            tie = partial(groups.tie, self.context.desk, self._body.id, other, how)
            self.act(tie, lambda _link: self._ties.how.set_value(""))

    def _untie(self, key: tuple[Id, bool]) -> None:
        other, written = key
        if self._body is not None and written:
            self.act(partial(groups.untie, self.context.desk, self._body.id, other))

    def _save(self) -> None:
        if not check_all([self.name, self.kind], self.errors):
            return
        values = {
            "name": self.name.value(), "type": self.kind.value(), "chief": self.chief.value(), "phone": self.phone.value(),
            "address": self.address.value(), "role": self.role.value(), "note": self.note.value(),
        }  # fmt: skip
        held = self._body.id if self._body else None
        self.save_once(partial(groups.save_group, self.context.desk, held, values), self._saved)

    def _saved(self, _group: Id) -> None:
        self.forget_draft()
        self.leave()

    def _end(self) -> None:
        assert self._body is not None, "only a group that is there has the button"
        ended = {"name": self._body.name, "type": self._body.type, "end": self.context.today()}
        self.act(partial(groups.save_group, self.context.desk, self._body.id, ended), lambda _g: self.leave())
