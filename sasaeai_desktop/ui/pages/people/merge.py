"""同じ人にする: two entries side by side, and of each field in which they differ the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.desk.field_names import field_name, value_words
from sasaeai_desktop.services.people import merging
from sasaeai_desktop.services.people.merging import Choice
from sasaeai_desktop.services.people.people import PersonRow
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.labels import label

_DAYS = ("birth", "return_due")


class MergePage(Page):
    """Nothing is written over: both entries stay as they are, and can be two again.

    Args:
        context: what a page works with.
        first: one entry.
        second: the other.
        choices: where they differ.
    """

    object_name = "people_merge"
    title = "同じ人にする"

    def __init__(
        self, context: PageContext, first: PersonRow, second: PersonRow, choices: Sequence[Choice]
    ) -> None:
        super().__init__(context)
        self._pair = (first.id, second.id)
        self.set_heading("同じ人にする", f"{first.name} さん　と　{second.name} さん", below=True)
        self.set_primary("この内容で 一人にする", icon="check", action=self._merge)
        self.body.addWidget(
            label(
                "ちがうところは、どちらを使うか えらんでください。もとの記録は どちらも残り、あとで二人にもどせます。",
                wrap=True,
            )
        )
        column = QVBoxLayout()
        column.setSpacing(16)
        self.choices: dict[str, ChoiceField] = {}
        for choice in choices:
            shown = (choice.first, choice.second)
            pairs = tuple(
                (ent.hex(), _words(choice.field, value)) for ent, value in zip(self._pair, shown, strict=True)
            )
            caption = "管理番号" if choice.field == "number" else field_name("person", choice.field)
            field = ChoiceField(caption, pairs, name=f"merge_{choice.field}")
            fuller = choice.second.startswith(choice.first)  # 1940-03-02 says more than 1940-03
            field.set_value(pairs[int(fuller)][0])
            self.choices[choice.field] = field
            column.addWidget(field)
        self.body.addLayout(column)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Nothing here changes by itself."""

    def _merge(self) -> None:
        desk, (first, second) = self.context.desk, self._pair
        prefer = {name: Id(bytes.fromhex(field.value())) for name, field in self.choices.items()}
        self.run(lambda: merging.merge_people(desk, first, second, prefer), self._merged)

    def _merged(self, done: Done[Id]) -> None:
        self.leave()
        self.context.changed(done.changes)


def _words(name: str, value: str) -> str:
    return wareki(value) if name in _DAYS else value_words("person", name, value)
