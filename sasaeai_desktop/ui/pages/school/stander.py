"""隊員を足す: a volunteer of the list who stands at this school as a rule."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.volunteers import VolunteerRow
from sasaeai_desktop.services.school import schools
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.search import SearchField


class StanderPage(Page):
    """Find a volunteer and press the name.

    Args:
        context: what a page works with.
        school: where they stand.
    """

    object_name = "stander"
    title = "隊員を足す"

    def __init__(self, context: PageContext, school: Id) -> None:
        super().__init__(context)
        self._school = school
        self.set_heading("隊員を足す", "お名前を押すと、この学校の見守り隊員になります")
        self.search_field = SearchField("お名前・ふりがな", name="stander_find")
        self.search_field.searched.connect(lambda _text: self._load())
        self.badge = LineField("腕章の番号", name="stander_badge", chars=6, required=False)
        self.point = LineField("立つ場所", name="stander_point", chars=14, required=False)
        self.list = RowList("担い手・協力者の一覧", name="stander_list")
        self.list.opened.connect(self._choose)
        words = label("お名前・ふりがな", "label")
        words.setBuddy(self.search_field)
        for part in (self.badge, self.point, words, self.search_field):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the volunteers."""
        if changes is None or changes.touches("volunteer", "role", "alias"):
            self._load()

    def _load(self) -> None:
        self.run(
            partial(volunteers.find_volunteers, self.context.desk, self.search_field.query()), self._show
        )

    def _show(self, rows: list[VolunteerRow]) -> None:
        self.list.set_rows(
            [PersonRow(r.id, r.name, "　".join(w for w in (r.town, *r.roles) if w)) for r in rows]
        )

    def _choose(self, volunteer: Id) -> None:
        post = partial(
            schools.set_post,
            self.context.desk,
            self._school,
            volunteer,
            point=self.point.value(),
            badge=self.badge.value(),
        )
        self.act(post, lambda _post: self.leave())
