"""二重登録かもしれません: two entries side by side, and the question whether they are one person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.people import lookalikes, merging, person_page
from sasaeai_desktop.services.people.merging import Choice
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.services.people.twins import DuplicatePair
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.pages.people.facts import Facts
from sasaeai_desktop.ui.pages.people.merge import MergePage
from sasaeai_desktop.ui.pages.people.words import birth_words
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label, upright
from sasaeai_desktop.ui.widgets.states import EmptyState

_MOST = 20


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is shown: pairs with both records, and those said to be two people."""

    asked: tuple[tuple[DuplicatePair, PersonView, PersonView], ...]
    settled: tuple[DuplicatePair, ...]
    count: int


class Duplicates(QWidget):
    """The part of 名簿 that asks; ``page`` runs the work and tells the window.

    Signals:
        counted(int): how many pairs wait.
    """

    counted = Signal(int)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("twice")
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(16)
        column.addLayout(self._pairs)
        self.empty = EmptyState(
            "people",
            "二重登録らしい方は いません",
            "氏名・ふりがな・生年月日・電話・住所を くらべて、同じ方らしい二人がいると、わけといっしょに ここに出ます。",
            name="twice_empty",
        )
        self.empty.hide()
        column.addWidget(self.empty)
        self._settled = QVBoxLayout()
        self._settled.setSpacing(4)
        column.addLayout(self._settled)
        column.addStretch(1)

    def look(self) -> None:
        """Read the pairs."""
        desk = self._page.context.desk

        def read() -> Pairs:
            found, settled = lookalikes.pairs(desk)
            asked = tuple(
                (
                    pair,
                    person_page.person_view(desk, pair.first.id),
                    person_page.person_view(desk, pair.second.id),
                )
                for pair in found[:_MOST]
            )
            return Pairs(asked, tuple(settled), len(found))

        self._page.run(read, self._show)

    def _show(self, pairs: Pairs) -> None:
        self.counted.emit(pairs.count)
        clear_layout(self._pairs)
        clear_layout(self._settled)
        for at, (pair, first, second) in enumerate(pairs.asked):
            self._pairs.addWidget(self._card(at, pair, first, second))
        self.empty.setVisible(not pairs.asked)
        for at, pair in enumerate(pairs.settled):
            self._settled.addWidget(self._settled_row(at, pair))

    def _card(self, at: int, pair: DuplicatePair, first: PersonView, second: PersonView) -> Panel:
        panel = Panel(name=f"pair_{at}", gap=12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(pair.words, "subsection", wrap=True), 1)
        one = OutlineButton(
            "同じ人にする",
            name=f"pair_{at}_same",
            on_click=partial(self._merge, pair),
        )
        two = QuietButton("ちがう人", name=f"pair_{at}_different", on_click=partial(self._part, pair))
        for button in (one, two):
            button.setAccessibleDescription(f"{pair.first.name}と{pair.second.name}")
            head.addWidget(button)
        panel.add_layout(head)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        for side, view in enumerate((first, second)):
            if side:
                sides.addWidget(upright())
            facts = Facts(name=f"pair_{at}_{side}")
            facts.show_facts(_facts(view))
            sides.addWidget(facts, 1, Qt.AlignmentFlag.AlignTop)
        panel.add_layout(sides)
        return panel

    def _settled_row(self, at: int, pair: DuplicatePair) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = f"{pair.first.name}さんと {pair.second.name}さんは「ちがう人」としてあります"
        row.addWidget(label(words, wrap=True), 1)
        row.addWidget(
            QuietButton("もう一度たしかめる", name=f"settled_{at}_again", on_click=partial(self._again, pair))
        )
        return holder

    # What can be done

    def _merge(self, pair: DuplicatePair) -> None:
        """Ask for a choice only where the two differ."""
        desk = self._page.context.desk

        def take(choices: list[Choice]) -> None:
            if choices:
                self._page.push(MergePage(self._page.context, pair.first, pair.second, choices))
            else:
                self._page.act(lambda: merging.merge_people(desk, pair.first.id, pair.second.id))

        self._page.run(lambda: merging.differing(desk, pair.first.id, pair.second.id), take)

    def _part(self, pair: DuplicatePair) -> None:
        desk = self._page.context.desk
        self._page.act(lambda: lookalikes.say_different(desk, pair.first.id, pair.second.id))

    def _again(self, pair: DuplicatePair) -> None:
        desk = self._page.context.desk
        self._page.act(lambda: lookalikes.ask_again(desk, pair.first.id, pair.second.id))


def _facts(view: PersonView) -> list[tuple[str, str]]:
    person = view.person
    visits = wareki(view.last_contact) if view.last_contact else "きろくは ありません"
    return [
        ("管理番号", person.number),
        ("氏名", person.name),
        ("ふりがな", person.kana),
        ("生年月日", birth_words(person.birth, view.age)),
        ("住所", person.address),
        ("町内会・班", f"{person.town}{person.group}"),
        ("電話", "　".join(t for t in (person.phone, person.mobile) if t)),
        ("最後の見守り", visits),
    ]
