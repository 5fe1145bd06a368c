"""One rule of the council: what is counted, how much for each, and what holds it."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.grants import GrantRule, Rounding, Unit
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.money import rules
from sasaeai_desktop.ui.pages.money.words import PROGRAMMES, number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_UNITS = tuple((u.value, u.label) for u in Unit)
_NONE = ("", "なし")
_NUMBERS = (
    ("per", "いくつごとに（空けると 1つごと）", ""), ("each_least", "1回の人数（1か所の回数）の下限", ""),
    ("least", "数の下限（足りないと 0円）", ""), ("beyond", "いくつをこえた分から", ""), ("most_units", "数の上限", ""),
    ("most_yen", "金額の上限", "円"), ("need_count", "条件の数（これ以上）", ""), ("round_to", "何円で", "円"),
)  # fmt: skip


class RuleFormPage(SavingPage):
    """A new rule, or one to change.

    Args:
        context: what a page works with.
        year: fiscal year.
        rule: the rule to change; None for a new one.
    """

    object_name = "grant_rule"
    title = "助成のきまり"

    def __init__(self, context: PageContext, year: int, rule: GrantRule | None = None) -> None:
        super().__init__(context)
        self._year, self._rule = year, rule
        self.set_heading("きまりを直す" if rule else "きまりを足す", year_label(year))
        self.set_primary("きまりを保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="grant_rule_errors")
        self.name = LineField("きまりの名前", name="grant_rule_name", chars=16, required=True)
        self.programme = PickField("事業", PROGRAMMES, name="grant_rule_programme", required=True)
        self.unit = PickField("何を数えるか", _UNITS, name="grant_rule_unit", required=True)
        self.rate = number_field(
            "単価", "grant_rule_rate", required=True,
            support="対象経費のときは、率の上の数（2分の1なら 1）。「いくつごとに」が下の数（2）です。",
        )  # fmt: skip
        self.numbers = {
            field: number_field(words, f"grant_rule_{field}", unit=unit, chars=6)
            for field, words, unit in _NUMBERS
        }
        self.need_unit = PickField("条件として数えるもの", (_NONE, *_UNITS), name="grant_rule_need_unit")
        self.rounding = PickField(
            "合計の端数", (_NONE, *((r.value, r.label) for r in Rounding)), name="grant_rule_rounding"
        )
        n = self.numbers
        self._columns = Columns(right_width=540, left_least=520)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(12)
        right.setSpacing(12)
        for part in (
            self.programme,
            self.name,
            self.unit,
            self.rate,
            n["per"],
            n["most_yen"],
            n["most_units"],
        ):
            left.addWidget(part)
        right.addWidget(label("条件があるとき", "subsection"))
        for part in (n["each_least"], n["least"], n["beyond"], self.need_unit, n["need_count"]):
            right.addWidget(part)
        right.addWidget(label("端数", "subsection"))
        right.addWidget(self.rounding)
        right.addWidget(n["round_to"])
        if rule is not None:
            right.addWidget(
                QuietButton("このきまりを消す", name="grant_rule_delete", icon="cross", on_click=self._delete)
            )
        left.addStretch(1)
        right.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)
        self._show()

    def _show(self) -> None:
        rule = self._rule
        if rule is None:
            self.programme.set_value(PROGRAMMES[1][0])
            self.unit.set_value(Unit.SESSION.value)
            return
        self.name.set_value(rule.name)
        self.programme.set_value(rule.programme)
        self.unit.set_value(rule.unit)
        self.need_unit.set_value(rule.need_unit)
        self.rounding.set_value(rule.rounding)
        show_number(self.rate, rule.rate)
        for field, line in self.numbers.items():
            show_number(line, getattr(rule, field))

    def _save(self) -> None:
        if not check_all(
            [self.name, self.programme, self.unit, self.rate, *self.numbers.values()], self.errors
        ):
            return
        values: dict[str, object] = {
            "year": self._year, "programme": self.programme.value(), "name": self.name.value(), "unit": self.unit.value(),
            "rate": value_of(self.rate), "need_unit": self.need_unit.value(), "rounding": self.rounding.value(),
            **{field: value_of(line) for field, line in self.numbers.items()},
        }  # fmt: skip
        held = self._rule.id if self._rule else None
        self.save_once(partial(rules.save_rule, self.context.desk, held, values), self._saved)

    def _saved(self, _rule: Id) -> None:
        self.leave()

    def _delete(self) -> None:
        assert self._rule is not None, "only a rule that is there has the button"
        self.act(partial(rules.delete_rule, self.context.desk, self._rule.id), lambda _d: self.leave())
