"""転出: the last day here, where to, and whether the new district is told."""

from __future__ import annotations

from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.services.cards import moving
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_TOLD = "「社協・包括へつなぐ」の同意があるので、つながりカードで市社協へ知らせ、移る先の地区への引き継ぎをたのみます。"
_UNTOLD = (
    "「社協・包括へつなぐ」の同意がないので、移る先には知らせません。先に同意を記録すると、知らせられます。"
)


class MoveAwayPage(SavingPage):
    """Ends the 見守り; with consent the council is asked to pass it on.

    Args:
        context: what a page works with.
        view: who moves.
    """

    object_name = "move_away"

    def __init__(self, context: PageContext, view: PersonView) -> None:
        super().__init__(context)
        self._person = view.person.id
        self.set_heading("ほかの地区へ移る", f"{view.person.name} さん", below=True)
        self.set_primary("転出にする", icon="check", action=self._save)
        self.summary = ErrorSummary(name="move_errors")
        self.day = EraDateField(
            "移る日", name="move_day", today=context.today, required=True, support="ここでの 最後の日です。"
        )
        self.day.set_value(context.today())
        self.to = LineField("移る先", name="move_to", chars=18, required=True, support="地区や町の名前")
        self.address = LineField("新しい住所", name="move_address", chars=26, required=False)
        self.phone = LineField("新しい電話", name="move_phone", chars=14, required=False)
        told = view.consents[Purpose.REFER] is ConsentState.GIVEN
        note = label(_TOLD if told else _UNTOLD, wrap=True, name="move_note")
        for widget in (self.summary, self.day, self.to, self.address, self.phone, note):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _save(self) -> None:
        if not check_all([self.day, self.to], self.summary):
            return
        desk, person = self.context.desk, self._person
        day, to, address, phone = self.day.value(), self.to.value(), self.address.value(), self.phone.value()
        self.save_once(
            lambda: moving.move_away(desk, person, day, to, address=address, phone=phone),
            lambda _done: self.leave(),
        )
