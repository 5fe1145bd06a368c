"""本部へのまとめ: counts for the 災害対策本部; names only with consent or in danger to life, and the reason is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.plans import summary
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

if TYPE_CHECKING:
    from sasaeai_desktop.services.reports.printing import Printed


class SummaryPage(Page):
    """Choose whose names stand on it, then see it before printing or saving.

    Args:
        context: what a page works with.
        event: which event.
    """

    object_name = "safety_handed"
    title = "本部へのまとめ"

    def __init__(self, context: PageContext, event: Id) -> None:
        super().__init__(context)
        self._event = event
        self.set_heading("災害対策本部へのまとめ")
        self.set_primary("印刷の前に見る", icon="printer", action=self.print_page)
        self.errors = ErrorSummary(name="handed_errors")
        self.named = ChoiceField(
            "お名前を のせますか",
            (
                (summary.NOBODY, "のせない（人数だけ）"),
                (summary.CONSENTED, "同意のある方だけ"),
                (summary.DANGER, "命の危険があるので 全員"),
            ),
            name="handed_named",
            required=True,
        )
        self.named.set_value(summary.NOBODY)
        self.named.changed.connect(self._show_reason)
        self.reason = LineField(
            "命の危険のわけ",
            name="handed_reason",
            chars=30,
            required=True,
            support="第三者提供記録に残ります。",
        )
        self.reason.hide()
        self.body.addWidget(self.errors)
        self.body.addWidget(self.named)
        self.body.addWidget(self.reason)
        self.body.addWidget(
            label(
                "のせるのは、支援が必要な方・不明の方・まだの方です。お名前をのせたときは、渡したことを 自動で きろくします。",
                "body", wrap=True,
            )
        )  # fmt: skip
        self.body.addStretch(1)

    def _show_reason(self) -> None:
        self.reason.setVisible(self.named.value() == summary.DANGER)

    def print_page(self) -> None:
        """Show the summary; names on it are noted when it really leaves."""
        fields = [self.named, *([self.reason] if self.named.value() == summary.DANGER else [])]
        if not check_all(fields, self.errors):
            return
        desk, event, named, reason = self.context.desk, self._event, self.named.value(), self.reason.value()

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import headquarters  # noqa: PLC0415 - reportlab only when needed

            return headquarters.printed(desk, summary.summary(desk, event, named, reason))

        show_form(self, draw, self.context.today())
