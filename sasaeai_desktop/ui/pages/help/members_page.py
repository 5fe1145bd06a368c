"""会員の一覧: 利用会員 and 協力会員; a new one is chosen from the lists of 名簿."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.help import Side, Work
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.help import members
from sasaeai_desktop.services.help.members import MemberDraft, MemberRow
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.search import SearchField

_KINDS = ("help_member", "person", "volunteer", "alias")
_DAYS = tuple((str(n), day) for n, day in enumerate("月火水木金土日"))


class MembersPage(Page):
    """The members of one side; primary: a new one."""

    object_name = "help_list_members"
    title = "会員の一覧"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("会員の一覧")
        self.set_primary("会員を足す", icon="plus", action=self._add)
        self.side = ChoiceField("どちらの会員ですか", [(s.value, s.label) for s in Side], name="members_side")
        self.side.set_value(Side.USER.value)
        self.side.changed.connect(self._load)
        self.list = RowList("会員の一覧", name="members_list")
        self.body.addWidget(self.side)
        self.body.addWidget(self.list, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the members."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def _load(self) -> None:
        self.run(partial(members.list_members, self.context.desk, self._chosen()), self._show)

    def _show(self, rows: list[MemberRow]) -> None:
        self.set_heading("会員の一覧", f"{len(rows)}人")
        self.list.set_rows(
            [
                PersonRow(
                    r.who.member,
                    r.who.name,
                    f"{r.who.town}{r.who.group}　{r.works}　{r.weekdays}",
                    r.who.phone,
                )
                for r in rows
            ]
        )

    def _chosen(self) -> Side:
        return Side.HELPER if self.side.value() == Side.HELPER else Side.USER

    def _add(self) -> None:
        self.push(MemberFormPage(self.context, self._chosen()))


class MemberFormPage(Page):
    """What is agreed, then the name is pressed.

    Args:
        context: what a page works with.
        side: which side the new member is on.
    """

    object_name = "help_member_form"
    title = "会員を足す"

    def __init__(self, context: PageContext, side: Side) -> None:
        super().__init__(context)
        self._side = side
        self.set_heading(f"{side.label}を足す", "お名前を押すと、会員になります")
        self.works = MultiChoice(
            "作業（えらばなければ どれでも）", [(w.value, w.label) for w in Work], name="member_works"
        )
        self.days = MultiChoice("曜日（えらばなければ いつでも）", _DAYS, name="member_days")
        self.group = LineField("班", name="member_group", chars=6, required=False)
        self.search_field = SearchField("お名前・ふりがな", name="member_find")
        self.search_field.searched.connect(lambda _text: self._load())
        self.list = RowList("名簿", name="member_names")
        self.list.opened.connect(self._choose)
        words = label("お名前・ふりがな", "label")
        words.setBuddy(self.search_field)
        self.group.setVisible(side is Side.HELPER)
        for part in (self.works, self.days, self.group, words, self.search_field):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the lists of 名簿."""
        if changes is None or changes.touches("person", "volunteer", "alias"):
            self._load()

    def _load(self) -> None:
        desk, text = self.context.desk, self.search_field.query()

        def read() -> list[PersonRow]:
            if self._side is Side.USER:
                found = people.find_people(desk, text, limit=100)
                return [PersonRow(p.id, p.name, f"{p.kana}　{p.town}{p.group}") for p in found]
            return [
                PersonRow(v.id, v.name, f"{v.kana}　{v.town}") for v in volunteers.find_volunteers(desk, text)
            ]

        self.run(read, self.list.set_rows)

    def _choose(self, ent: Id) -> None:
        draft = MemberDraft(works=self.works.value(), weekdays=self.days.value(), group=self.group.value())
        save = members.save_user if self._side is Side.USER else members.save_helper
        self.act(partial(save, self.context.desk, ent, draft), lambda _member: self.leave())
