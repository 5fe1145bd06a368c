"""相談窓口と のぼり旗: which salons take worries in; a press hands a flag over or ends the counter."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.services.activities import counters
from sasaeai_desktop.services.activities.counters import CounterRow
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.theme.paint import DONE, OPEN
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.summary import check_all


class CountersPage(Page):
    """Choose a salon at the left, act at the right."""

    object_name = "counters"
    title = "相談窓口と のぼり旗"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._rows: dict[Id, CounterRow] = {}
        self.set_primary("のぼり旗を渡す", icon="flag", action=self._hand)
        self.list = RowList("サロンの一覧", name="counters_list")
        self.list.moved.connect(lambda _key: self._show_one())
        self.which = label("", "section", wrap=True, name="counters_which")
        self.date = EraDateField(
            "渡した日・窓口の始まり", name="counters_date", today=context.today, required=True
        )
        self.date.set_value(context.today())
        self.mark = Button("旗なしで 窓口にする", name="counters_mark", on_click=partial(self._hand, 0))
        self.end = Button("窓口を終わりにする", name="counters_end", on_click=self._end)
        self._columns = Columns(right_width=440, left_least=560)
        left, right = self._columns.left, self._columns.right
        left.addWidget(self.list, 1)
        right.setSpacing(12)
        for part in (self.which, self.date, self.mark, self.end):
            right.addWidget(part)
        right.addStretch(1)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the salons."""
        if changes is None or changes.touches("advice_counter", "salon", "card"):
            year = fiscal_year(self.context.today())
            self.run(partial(counters.counter_rows, self.context.desk, year), self._show)

    def _show(self, found: list[CounterRow]) -> None:
        self._rows = {r.salon: r for r in found}
        year = year_label(fiscal_year(self.context.today()))
        self.set_heading(
            self.title, f"窓口 {sum(r.open for r in found)}か所　のぼり旗 {sum(r.flags for r in found)}本"
        )
        chosen = self.list.current_key()
        self.list.set_rows([_row(r, year) for r in found])
        if not self.list.choose(chosen) and found:
            self.list.choose(found[0].salon)
        self._show_one()

    def _salon(self) -> CounterRow | None:
        key = self.list.current_key()
        return self._rows.get(Id(key)) if isinstance(key, bytes) else None

    def _show_one(self) -> None:
        row = self._salon()
        self.which.setText(row.name if row else "サロンが、まだ登録されていません。")
        self.end.setVisible(bool(row and row.open))
        self.mark.setVisible(bool(row and not row.open))

    def _hand(self, flags: int = 1) -> None:
        row = self._salon()
        if row is not None and check_all([self.date]):
            self.act(partial(counters.open_counter, self.context.desk, row.salon, self.date.value(), flags))

    def _end(self) -> None:
        row = self._salon()
        if row is not None:
            self.act(partial(counters.close_counter, self.context.desk, row.salon))


def _row(row: CounterRow, year: str) -> PersonRow:
    since = f"{short_wareki(row.since)}から" if row.since else ""
    flags = f"のぼり旗 {row.flags}本（{short_wareki(row.flag_on)}）" if row.flags else ""
    cards = f"{year}のカード {row.cards}枚" if row.cards else ""
    second = "　".join(w for w in (since, flags, cards) if w)
    return PersonRow(row.salon, row.name, second, "相談窓口" if row.open else "", DONE if row.open else OPEN)
