"""法律にそった消去: what goes, what stays, why; asked once more, as nothing brings it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import erasing
from sasaeai_desktop.services.people.erasing import Erased, Plan
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.facts import Facts
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import Field, LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_ELSEWHERE = (
    "市社協に渡した写しは、つぎのUSBの受け渡しで消えます。もう1台のパソコンでは、そこの人が"
    "「たしかめること」で消去すると決めたあとに 消えます。"
    "紙・USBメモリー・書き出したファイルは、別に処分してください。"
)
_KEPT = "だれのことか分からない形で、数だけ残します。お名前が残るのは、第三者提供記録だけです。"
_SHOWN = 5
Ask = Callable[[QWidget, str, str], bool]


class ErasePage(SavingPage):
    """One person's erasure.

    Args:
        context: of the window.
        person: whose.
        erased: called after it, when this page has been left.
        ask: asks for the last yes; a dialog when not given.
    """

    object_name = "erase"

    def __init__(
        self, context: PageContext, person: Id, erased: Callable[[Changes], object], ask: Ask | None = None
    ) -> None:
        super().__init__(context)
        self._person, self._erased, self._ask = person, erased, ask or _ask
        self._plan: Plan | None = None
        self.set_heading("法律にそって消去する", " ", below=True)
        self.set_primary("消去する", icon="cross", action=self._save)
        self.summary = ErrorSummary(name="erase_errors")
        self.reason = LineField(
            "消去する理由", name="erase_reason", required=True, chars=24, support="お名前は書かないでください"
        )
        self.fields: dict[str, Field] = {"reason": self.reason}
        self.columns = Columns(right_width=520, left_least=520, gap=32)
        self.columns.left.setSpacing(16)
        self.goes = Facts(name="erase_goes")
        self.stays = Facts(name="erase_stays")
        for widget in (self.summary, self.reason, label("消えるもの", "subsection"), self.goes):
            self.columns.left.addWidget(widget)
        self.columns.left.addStretch(1)
        panel = Panel(name="erase_stays_panel", gap=8)
        panel.add(label("残るもの", "subsection"))
        panel.add(label(_KEPT, "second", wrap=True))
        panel.add(self.stays)
        self.columns.right.setSpacing(16)
        self.columns.right.addWidget(panel)
        self.mentions = label("", "body", wrap=True, name="erase_mentions")
        self.mentions.hide()
        self.columns.right.addWidget(self.mentions)
        self.columns.right.addWidget(label(_ELSEWHERE, "body", wrap=True))
        self.columns.right.addStretch(1)
        self.body.addWidget(self.columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Count again."""
        if changes is not None and not changes.touches("person", "visit", "card", "provision"):
            return
        desk, person = self.context.desk, self._person
        self.run(lambda: erasing.plan_erasure(desk, person), self._show)

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self._show_mentions(plan)
        self.set_heading("法律にそって消去する", f"{plan.name} さん", below=True)
        self.goes.show_facts([(what, f"{count:,}件") for what, count in plan.goes])
        replaced = [("もしもの控え", f"{plan.backups}個を、新しい控えに取りかえます")] if plan.backups else []
        stays = [(what, f"{count:,}件") for what, count in plan.stays]
        self.stays.show_facts([*(stays or [("見守りの回数", "0件")]), *replaced])

    def _show_mentions(self, plan: Plan) -> None:
        """Say where others' texts name the person: those stay, and somebody may want to rewrite them first."""
        places = "、".join(f"{m.kind}「{m.text}」" for m in plan.mentions[:_SHOWN])
        more = f"　ほか{len(plan.mentions) - _SHOWN}か所" if len(plan.mentions) > _SHOWN else ""
        self.mentions.setText(
            f"ほかの記録の文に、この方らしい言葉があります。消えないので、先に直してください。{places}{more}"
        )
        self.mentions.setVisible(bool(plan.mentions))

    def _save(self) -> None:
        plan = self._plan
        if plan is None or not check_all(list(self.fields.values()), self.summary):
            return
        if not self._ask(
            self,
            f"{plan.name}さんの記録を消去しますか",
            "このパソコンからも、渡した写しからも消えます。元にはもどせません。",
        ):
            return
        desk, person, reason = self.context.desk, self._person, str(self.reason.value())
        self.rest_primary()
        self.run(lambda: erasing.erase_person(desk, person, reason), self._done)

    def _done(self, done: Done[Erased]) -> None:
        self.leave()
        self._erased(done.changes)


def _ask(parent: QWidget, question: str, detail: str) -> bool:
    return confirm(parent, question, detail, verb="消去する")
