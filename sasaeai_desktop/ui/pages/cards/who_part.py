"""Who it is about: somebody of 名簿, somebody else, or only 町内 and 年代."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Sex
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.people.people import PersonRow
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.fields import Field, LineField, PickField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, clear_layout, label
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.search import SearchField

KNOWN, OTHER, PARTIAL = "known", "other", "partial"
_MODES = ((KNOWN, "名簿から えらぶ"), (OTHER, "名簿にいない方"), (PARTIAL, "町内と年代だけ書く"))
_BANDS = (("", "わかりません"), *((f"{n}代", f"{n}代") for n in range(10, 110, 10)))
_SHOWN = 5
_PAUSE_MS = 200


class PersonFinder(Field):
    """Type a name or its kana, choose one of those found.

    Signals:
        found(object): a person's id.
    """

    found = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__("お名前か ふりがなで さがす", name="who_search", required=True)
        self._context = context
        self._ids: list[Id] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.search = SearchField("お名前か ふりがなで さがす", name="who_search")
        self.search.setMaximumWidth(px(420))
        self.search.searched.connect(lambda _text: self._pause.start())
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addWidget(self.search)
        column.addLayout(self._rows)
        self._finish(body, self.search)

    def value(self) -> str:
        """Return "": whoever is chosen is kept by ``WhoPart``, and then this field is not asked."""
        return ""

    def check(self) -> str:
        """Ask for somebody."""
        return "どなたのことか、名簿から えらんでください。"

    def _look(self) -> None:
        text, desk = self.search.query(), self._context.desk
        if not text:
            clear_layout(self._rows)
            return
        self._context.tasks.run(lambda: people.find_people(desk, text, limit=_SHOWN), self._show, owner=self)

    def _show(self, rows: list[PersonRow]) -> None:
        clear_layout(self._rows)
        self._ids = [row.id for row in rows]
        if not rows:
            self._rows.addWidget(
                label("名簿に 見つかりません。「名簿にいない方」で書けます。", "second", wrap=True)
            )
        for at, row in enumerate(rows):
            second = "　".join(t for t in (row.kana, row.town) if t)
            button = RowButton(row.name, name=f"who_found_{at}", second=second, line=at < len(rows) - 1)
            button.clicked.connect(partial(self._choose, row.id))
            self._rows.addWidget(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the only one found; it does not save the card."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif len(self._ids) == 1:
            self._choose(self._ids[0])

    def _choose(self, person: Id, *_checked: bool) -> None:
        self.clear_error()
        self.found.emit(person)


class WhoPart(QWidget):
    """Three ways; what was typed in one of them stays while another is looked at."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._known: CardDraft | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.mode = ChoiceField("書き方", _MODES, name="who", required=True, look="tick")
        self.mode.set_value(KNOWN)
        self.mode.changed.connect(self._fold)
        self._finder = PersonFinder(context)
        self._finder.found.connect(self.choose)
        self._chosen = self._make_chosen()
        self.name = LineField("お名前", name="who_name", required=True, chars=10)
        self.kana = LineField("ふりがな", name="who_kana", required=False, chars=10)
        self.phone = LineField("電話", name="who_phone", required=False, chars=10)
        self.town = LineField("町内", name="who_town", required=False, chars=12)
        self.band = PickField("年代", _BANDS, name="who_band", required=False)
        self.sex = ChoiceField(
            "性別", [(s.value, s.label) for s in Sex], name="who_sex", required=False, look="tick"
        )
        self._written = _beside(self.name, self.kana, self.phone)
        self._partial = _beside(self.town, self.band, self.sex)
        for widget in (self.mode, self._finder, self._chosen, self._written, self._partial):
            column.addWidget(widget)
        self._fold()

    def _make_chosen(self) -> QWidget:
        made = Surface("panel", pad=16, gap=0, name="who_chosen")
        self._chosen_words = label("", "name", wrap=True, name="who_words")
        made.add(self._chosen_words)
        made.add(LinkButton("ほかの方を えらび直す", name="who_again", on_click=self._again))
        return made

    def choose(self, person: Id) -> None:
        """Take a person of 名簿."""
        desk = self._context.desk
        self._context.tasks.run(lambda: cards.draft_for(desk, person), self._take, owner=self)

    def choose_nobody(self) -> None:
        """Take the choice back."""
        self._known = None
        self._fold()

    def person(self) -> Id | None:
        """Return whoever of 名簿 is chosen."""
        return self._known.person if self._known is not None and self.mode.value() == KNOWN else None

    def own_name(self) -> str:
        """Return the name of whom the card is about, "" while nobody is chosen."""
        known = self._known if self.mode.value() == KNOWN else None
        return known.name if known is not None else self.name.value()

    def _take(self, draft: CardDraft) -> None:
        self._known = draft if draft.person is not None else None
        self.mode.set_value(KNOWN)
        self._fold()

    def _again(self) -> None:
        self._known = None
        self._fold()
        self._finder.focus()

    # The form

    def prefer(self, mode: str) -> None:
        """Change the way unless somebody is chosen or named already."""
        if self._known is None and not self.name.value():
            self.mode.set_value(mode)
            self._fold()

    def _fold(self) -> None:
        mode = self.mode.value()
        self._finder.setVisible(mode == KNOWN and self._known is None)
        self._chosen.setVisible(mode == KNOWN and self._known is not None)
        self._written.setVisible(mode == OTHER)
        self._partial.setVisible(mode in (OTHER, PARTIAL))
        if self._known is not None:
            place = "・".join(t for t in (self._known.age_band, self._known.town) if t)
            self._chosen_words.setText(f"{self._known.name}さん　{place}")

    def fields(self) -> list[Field]:
        """Return the fields that count for the present way."""
        mode = self.mode.value()
        finder = [self._finder] if mode == KNOWN and self._known is None else []
        return [self.mode, *finder, *([self.name, self.kana, self.phone] if mode == OTHER else [])]

    def values(self) -> dict[str, object]:
        """Return the identity fields of a ``CardDraft``."""
        mode = self.mode.value()
        if mode == KNOWN and self._known is not None:
            k = self._known
            return {
                "person": k.person, "name": k.name, "kana": k.kana, "town": k.town, "age_band": k.age_band,
                "sex": k.sex, "phone": k.phone,
            }  # fmt: skip
        other = mode == OTHER
        return {
            "person": None,
            "name": self.name.value() if other else "",
            "kana": self.kana.value() if other else "",
            "phone": self.phone.value() if other else "",
            "town": self.town.value(),
            "age_band": self.band.value(),
            "sex": self.sex.value(),
        }

    def fill(self, draft: CardDraft) -> None:
        """Show whom a draft is about."""
        self._known = draft if draft.person is not None else None
        self.mode.set_value(KNOWN if draft.person else OTHER if draft.name else PARTIAL)
        pairs = (
            (self.name, draft.name),
            (self.kana, draft.kana),
            (self.phone, draft.phone),
            (self.town, draft.town),
        )
        for field, text in pairs:
            field.set_value(text)
        self.band.set_value(draft.age_band)
        self.sex.set_value(draft.sex)
        self._fold()


def _beside(*fields: Field) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, gap=24, line_gap=16)
    for field in fields:
        flow.addWidget(field)
    return made
