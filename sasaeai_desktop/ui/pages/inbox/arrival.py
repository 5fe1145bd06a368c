"""転入の申し送り taken up: the form of somebody new with what came, and who of the list it may be already."""

from __future__ import annotations

from dataclasses import replace

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.moving import MoveOffer
from sasaeai_desktop.services.cards import arriving
from sasaeai_desktop.services.people.people import PersonRow
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.person_form import PersonForm
from sasaeai_desktop.ui.pages.person_saving import PersonDraft, entry_of
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.summary import check_all


class ArrivalForm(PersonForm):
    """Begins with the offer's name, reading, sex and telephone; its words stand above and go into the 備考.

    Args:
        context: what a page works with.
        offer: what came.
    """

    object_name = "arrival_form"
    verb = "名簿に入れる"

    def __init__(self, context: PageContext, offer: MoveOffer) -> None:
        super().__init__(context)
        self._offer = offer
        self._same: Id | None = None
        self.set_heading("転入の方を名簿に入れる", f"{offer.name} さん　{offer.origin}から", below=True)
        told = Surface("desk", pad=16, gap=6, name="arrival_told")
        told.add(label("申し送りの言葉（備考に入ります）", "second"), label(arriving.words(offer), wrap=True))
        self.body.insertWidget(0, told)
        self.same = OutlineButton("この方です", name="arrival_same", on_click=self._take_same)
        self.known.add_button(self.same)

    def _kept_as(self) -> tuple[str, Id | None]:
        return "arrival_form", self._offer.id

    def _take_view(self) -> None:
        draft = PersonDraft.of(None, self.context.today())
        self._take(replace(draft, person=dict(arriving.first_values(self._offer))))

    def _tell_known(self, found: list[tuple[PersonRow, str]]) -> None:
        super()._tell_known(found[:1])  # the button means one
        self._same = found[0][0].id if found else None

    def _write(self, draft: PersonDraft) -> None:
        desk, offer = self.context.desk, self._offer.id
        self._save_once(lambda: arriving.take_up(desk, offer, entry_of(None, draft, desk.today()), new=True))

    def _take_same(self) -> None:
        """Note it with the entry that is here; its own words stay, 見守り begins as the form says."""
        if self.watch is None or self.consent is None or self._same is None:
            return
        if not check_all([*self.watch.all(), *self.consent.all()], self.summary):
            return
        desk, offer, same, draft = self.context.desk, self._offer.id, self._same, self._draft()
        self._save_once(
            lambda: arriving.take_up(
                desk, offer, replace(entry_of(None, draft, desk.today()), values={}), same
            )
        )
