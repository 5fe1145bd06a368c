"""A card written or changed on the picture of its paper: consent first, then who, what, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.cards import CardTrigger, Destination, Trouble, Urgency
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.volunteers import HelperName
from sasaeai_desktop.services.salon import salons
from sasaeai_desktop.services.salon.salons import SalonRow
from sasaeai_desktop.ui.drafts import read_fields, show_fields
from sasaeai_desktop.ui.filling import Filling
from sasaeai_desktop.ui.pages.cards.consent_part import ConsentPart
from sasaeai_desktop.ui.pages.cards.side_scroll import SideScroll
from sasaeai_desktop.ui.pages.cards.stations import Station
from sasaeai_desktop.ui.pages.cards.watch_band import WatchBand
from sasaeai_desktop.ui.pages.cards.who_part import KNOWN, PARTIAL, WhoPart
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.dates import EraDateField, past_day
from sasaeai_desktop.ui.widgets.fields import AreaField, Field, LineField, PickField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface
from sasaeai_desktop.ui.widgets.paper import PaperCard
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_PAPER = 1020  # px at 小; a wider sheet would be no sheet
_IN_SIGHT = 2  # stations at first; a whole paper dressed at once would hold the window
_NOBODY = ("", "えらんでいません")


class WritePage(Page):
    """The card's form.

    Args:
        context: what a page works with.
        card: an existing card to change.
        person: whom a new one is about.
        written: called with the card's id, and whether there is consent.
    """

    object_name = "write"
    title = "つながりカードを書く"

    def __init__(
        self,
        context: PageContext,
        *,
        card: Id | None = None,
        person: Id | None = None,
        written: Callable[[Id, bool], object] | None = None,
    ) -> None:
        super().__init__(context)
        self._card, self._person, self._tell = card, person, written
        self.set_heading("カードを直す" if card else "つながりカードを書く")
        self.set_primary("カードを保存する", icon="check", action=self._save)
        self.summary = ErrorSummary()
        self.consent = ConsentPart(context.today)
        self.who = WhoPart(context)
        self._make_fields()
        self._lay_out()
        self.consent.changed.connect(self._consent_changed)
        for field in (self.facts, self.thoughts, self.troubles, self.trigger, self.urgency):
            field.changed.connect(field.clear_error)
        for text in (self.facts, self.thoughts):
            text.changed.connect(self.watch.look_soon)
        self._load()

    def _make_fields(self) -> None:
        self.trigger = ChoiceField(
            "きっかけ", [(t.value, t.label) for t in CardTrigger], name="trigger", required=False, look="tick"
        )
        self.troubles = MultiChoice(
            "困りごと", [(t.value, t.label) for t in Trouble], name="trouble", required=True, look="tick"
        )
        self.note = LineField("「その他」の中身", name="trouble_note", required=False, chars=16)
        self.urgency = ChoiceField(
            "いそぎ", [(u.value, u.label) for u in Urgency], name="urgency", required=False, look="tick"
        )
        self.facts = AreaField("見たこと・聞いたこと", name="facts", required=False, lines=4, written=True)
        self.thoughts = AreaField("書いた人の考え", name="thoughts", required=False, lines=3, written=True)
        self.destination = ChoiceField(
            "つなぎ先",
            [(d.value, d.label) for d in Destination],
            name="destination",
            required=True,
            look="tick",
        )
        for field in (self.troubles, self.facts, self.thoughts, self.destination):
            field.hide_label()  # the station says it
        self.destination.set_value(Destination.COUNCIL.value)
        self.writer = PickField("書いた人", (_NOBODY,), name="writer", required=False)
        self.writer_name = LineField(
            "書いた人（名簿にいないとき）", name="writer_name", required=False, chars=10
        )
        self.salon = PickField("聞いたサロン", (("", "サロンではない"),), name="card_salon", required=False)
        self.written_on = EraDateField(
            "書いた日",
            name="written_on",
            today=self.context.today,
            required=True,
            judge=past_day(self.context.today),
        )
        self.written_on.set_value(self.context.today())

    def _lay_out(self) -> None:
        self.watch = WatchBand(
            self.context,
            self.consent,
            lambda: f"{self.facts.value()}\n{self.thoughts.value()}",
            self.who.own_name,
        )
        paper = PaperCard(name="write_paper")
        paper.setMaximumWidth(px(_PAPER))
        paper.column.setSpacing(0)
        paper.add_heading("つながりカード", "控（このパソコンに残る紙）")
        written = QWidget()
        flow = FlowLayout(written, gap=32, line_gap=12)
        for field in (self.written_on, self.writer, self.writer_name, self.salon):
            flow.addWidget(field)
        stations = (
            ("本人の同意", "はじめに確認", (self.consent,)),
            ("どなた", "わかることだけ", (self.who,)),
            ("困りごと", "すべてに ✓\n※必須", (self.troubles, self.note, self.urgency, self.trigger)),
            ("見たこと 聞いたこと", "そのままを書く", (self.facts,)),
            ("書いた人の考え", "どうしたらよいと思うか", (self.thoughts,)),
            ("つなぎ先", "※必須", (self.destination,)),
            ("書いた日と人", "", (written,)),
        )

        def put() -> Iterator[None]:
            for at, (title, hint, widgets) in enumerate(stations, 1):
                paper.add(Station(at, title, hint, *widgets, last=at == len(stations)))
                yield

        self._filling = Filling(paper, paper.column)
        self._filling.begin(put(), _IN_SIGHT)
        ground = Surface("desk", pad=0, gap=0, name="write_desk")
        row = QHBoxLayout()
        row.setContentsMargins(20, 16, 16, 20)
        row.addStretch(1)
        row.addWidget(paper, 100)
        row.addStretch(1)
        ground.add_layout(row)
        ground.column.addStretch(1)
        self.body.setSpacing(8)
        self.body.setContentsMargins(24, 0, 0, 0)
        band = QHBoxLayout()
        band.setContentsMargins(0, 0, 22, 0)
        band.addWidget(self.watch)
        self.body.addWidget(self.summary)
        self.body.addLayout(band)
        self.body.addWidget(SideScroll(ground, lambda: False, name="write_scroll_paper"), 1)
        self.troubles.changed.connect(self._fold)
        self._fold()

    def _fold(self) -> None:
        self.note.setVisible(Trouble.OTHER.value in self.troubles.value())

    # What is shown

    def _load(self) -> None:
        desk, card = self.context.desk, self._card
        self.context.tasks.run(
            lambda: (volunteers.helper_names(desk), salons.list_salons(desk)), self._take_lists, owner=self
        )
        if card is not None:
            self.context.tasks.run(
                lambda: cards.draft_of(desk, card), self._take_card, self.message.show_error, owner=self
            )

    def _take_lists(self, found: tuple[list[HelperName], list[SalonRow]]) -> None:
        self._filling.end()  # values and drafts are of the whole paper; a field that stands nowhere would be a window
        people, places = found
        self.writer.set_choices((_NOBODY, *((v.id.hex(), v.name) for v in people)))
        self.salon.set_choices((("", "サロンではない"), *((s.id.hex(), s.name) for s in places)))
        if self._card is None:
            if self._person is not None:
                self.who.choose(self._person)
            self._begin()

    def _take_card(self, draft: CardDraft) -> None:
        self.fill(draft)
        self._begin()

    def _begin(self) -> None:
        self.begin_draft(
            "write", self._card, self._person, about=self._person, state=self._state, show=self._show_state
        )

    def _state(self) -> dict[str, Any]:
        person = self.who.person() or (self._person if self.draft is None else None)
        if self.draft is not None:
            self.draft.about = person
        return {**read_fields(self), "person": person.hex() if person else ""}

    def _show_state(self, state: dict[str, Any]) -> None:
        person = state.get("person")
        self.who.choose_nobody()
        show_fields(self, state)
        self._fold()
        self.watch.show_consent()
        if person:
            self.who.choose(from_hex(person))

    def fill(self, draft: CardDraft) -> None:
        """Show a draft."""
        self.consent.fill(
            draft.consent, draft.consent_form, draft.consent_giver, draft.consent_relation, draft.consent_on
        )
        self.who.fill(draft)
        self.troubles.set_value(draft.troubles)
        self.destination.set_value(draft.destination)
        texts: tuple[tuple[LineField | AreaField | ChoiceField | EraDateField, str], ...] = (
            (self.note, draft.trouble_note), (self.trigger, draft.trigger), (self.urgency, draft.urgency),
            (self.facts, draft.facts), (self.thoughts, draft.thoughts), (self.writer_name, draft.writer_name),
            (self.written_on, draft.written_on),
        )  # fmt: skip
        for field, text in texts:
            field.set_value(text)
        self.writer.set_value(draft.writer.hex() if draft.writer else "")
        self.salon.set_value(draft.salon.hex() if draft.salon else "")
        self._fold()
        self.watch.show_consent()

    def card_draft(self) -> CardDraft:
        """Return what stands in the form now."""
        writer, salon = self.writer.value(), self.salon.value()
        values: dict[str, object] = {
            **self.consent.values(),
            **self.who.values(),
            "written_on": self.written_on.value(),
            "writer": Id(bytes.fromhex(writer)) if writer else None,
            "writer_name": self.writer_name.value(),
            "salon": Id(bytes.fromhex(salon)) if salon else None,
            "trigger": self.trigger.value(),
            "troubles": self.troubles.value(),
            "trouble_note": self.note.value() if Trouble.OTHER.value in self.troubles.value() else "",
            "facts": self.facts.value(),
            "thoughts": self.thoughts.value(),
            "urgency": self.urgency.value(),
            "destination": self.destination.value(),
        }
        return CardDraft(**values)  # type: ignore[arg-type] # the names are those of the dataclass, checked by its tests

    def _consent_changed(self) -> None:
        self.who.prefer(KNOWN if self.consent.given else PARTIAL)
        self.watch.show_consent()

    # Saving

    def _fields(self) -> list[Field]:
        note = [self.note] if self.note.isVisible() else []
        return [
            *self.consent.fields(), *self.who.fields(), self.troubles, *note, self.facts, self.thoughts,
            self.destination, self.written_on,
        ]  # fmt: skip

    def _save(self) -> None:
        if not check_all(self._fields(), self.summary):
            return
        desk, card, draft = self.context.desk, self._card, self.card_draft()
        self.context.tasks.run(
            lambda: cards.write_card(desk, draft) if card is None else cards.save_card(desk, card, draft),
            lambda done: self._saved(done, consent=self.consent.given),
            self._failed,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)

    def _saved(self, done: Done[Id], *, consent: bool) -> None:
        self.forget_draft()
        tell = self._tell
        self.context.changed(done.changes)
        self.leave()
        if tell is not None:
            tell(done.result, consent)
