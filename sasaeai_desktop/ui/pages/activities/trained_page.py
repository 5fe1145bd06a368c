"""研修を修了した方: by name, with whose refresher is due on top."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.activities import SOON_DAYS
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.services.activities import trainings
from sasaeai_desktop.services.activities.trainings import Course, Trained
from sasaeai_desktop.services.desk.common import days_before
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.paint import ATTENTION
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.states import EmptyState


class TrainedPage(Page):
    """A row opens the volunteer's record."""

    object_name = "trained"
    title = "研修を修了した方"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.list = RowList("研修を修了した方の一覧", name="trained_list")
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "people", "まだ 修了した方は いません", "研修を開いて「修了した方を付ける」を押すと、ここに並びます。", "もどる", self.leave,
            name="trained_empty",
        )  # fmt: skip
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def refresh(self, changes: Changes | None) -> None:
        """Read who completed what."""
        if changes is None or changes.touches("completion", "activity", "volunteer", "alias"):
            self.run(partial(trainings.trained, self.context.desk), self._show)

    def _show(self, found: list[Trained]) -> None:
        soon = days_before(self.context.today(), -SOON_DAYS)
        rows = sorted(found, key=lambda t: (not _due(t, soon), t.kana))
        waiting = sum(bool(_due(t, soon)) for t in rows)
        self.set_heading(
            "研修を修了した方", f"{len(rows)}人" + (f"　つぎの研修の時期 {waiting}人" if waiting else "")
        )
        self.list.set_rows([self._row(t, soon) for t in rows])
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _row(self, t: Trained, soon: str) -> PersonRow:
        courses = "　".join(f"{c.title}（{short_wareki(c.date)}）" for c in t.courses)
        due = _due(t, soon)
        right = f"つぎは {short_wareki(due.again_on)}" if due else ""
        return PersonRow(t.volunteer, t.name, courses, right, ATTENTION if due else "")

    def _open(self, volunteer: Id) -> None:
        from sasaeai_desktop.ui.pages.people.helper_record import HelperRecordPage  # noqa: PLC0415 - when it is wanted

        self.push(HelperRecordPage(self.context, volunteer))


def _due(trained: Trained, soon: str) -> Course | None:
    return next((c for c in trained.courses if c.again_on and c.again_on <= soon), None)
