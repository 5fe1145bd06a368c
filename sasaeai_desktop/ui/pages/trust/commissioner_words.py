"""民生委員 活動記録の言葉: the words of the monthly form's lines, as this city's 民児協 has them; at the council."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.commissioner import CONTENT, Group
from sasaeai_desktop.domain.commissioner import groups as built_in
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all


class CommissionerWordsPage(SavingPage):
    """A field per line of the form, called by its first words; codes and counts stay whatever is written."""

    object_name = "commissioner_words"
    title = "民生委員 活動記録の言葉"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading(self.title, "つぎに渡すUSBで、どの地区の画面と月報にも出ます")
        self.set_primary("言葉を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="commissioner_words_errors")
        self.fields: dict[str, LineField] = {}
        self._columns = Columns(right_width=560, left_least=560)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the words, once."""
        if not self.fields and (changes is None or changes.touches("code")):
            desk = self.context.desk
            self.run(lambda: codes.commissioner_groups(desk), self._show)

    def _show(self, groups: tuple[Group, ...]) -> None:
        first = {line.category: line.label for g in built_in() for line in g.lines}
        for g in groups:
            side = self._columns.left if g.code == CONTENT else self._columns.right
            side.setSpacing(10)
            side.addWidget(label(g.label, "subsection"))
            for line in g.lines:
                name = f"words_{line.category.replace('/', '_')}"
                field = LineField(first[line.category], name=name, chars=18, required=True)
                field.set_value(line.label)
                self.fields[line.category] = field
                side.addWidget(field)
        self._columns.left.addStretch(1)
        self._columns.right.addStretch(1)

    def _save(self) -> None:
        if check_all(list(self.fields.values()), self.errors):
            words = {category: field.value() for category, field in self.fields.items()}
            self.save_once(partial(codes.rename, self.context.desk, words), lambda _n: self.leave())
