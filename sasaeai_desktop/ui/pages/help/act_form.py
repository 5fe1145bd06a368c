"""行ったことを きろくする: when, how long, what it costs, how it was paid; the price is shown while typing."""

from __future__ import annotations

from functools import partial

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.help import Charge, Pay, PriceRule
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.help import acts, prices
from sasaeai_desktop.services.help.acts import ActDraft
from sasaeai_desktop.services.help.requests import RequestRow
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.dates import EraDateField, past_day
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

FREE = ""


class ActFormPage(SavingPage):
    """One act of a request.

    Args:
        context: what a page works with.
        row: the request with its names.
    """

    object_name = "help_act"
    title = "行ったことを きろくする"

    def __init__(self, context: PageContext, row: RequestRow) -> None:
        super().__init__(context)
        self._row = row
        who = row.who.name if row.who else "名前のない方"
        self.set_heading(
            "行ったことを きろくする", f"{who} さん　{row.work}　行った方 {row.helpers or 'まだ'}", below=True
        )
        self.set_primary("きろくを保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="help_act_errors")
        self.date = EraDateField(
            "行った日",
            name="help_act_date",
            today=context.today,
            required=True,
            judge=past_day(context.today),
        )
        self.date.set_value(context.today())
        self.minutes = LineField(
            "かかった時間", name="help_act_minutes", numbers=True, chars=4, unit="分", required=True
        )
        self.rule = PickField("料金区分", ((FREE, "料金なし"),), name="help_act_rule")
        self.expenses = LineField(
            "実費", name="help_act_expenses", numbers=True, chars=6, unit="円", required=False
        )
        self.pay = ChoiceField("支払", [(p.value, p.label) for p in Pay], name="help_act_pay")
        self.pay.set_value(Pay.CASH.value)
        self.price = label("", "section", name="help_act_price")
        self.note = LineField("メモ", name="help_act_note", chars=24, required=False)
        for part in (
            self.errors,
            self.date,
            self.minutes,
            self.rule,
            self.expenses,
            self.pay,
            self.price,
            self.note,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for field in (self.minutes, self.rule, self.expenses):
            field.changed.connect(self._quote)
        self.begin_draft("help_act", row.request.id)

    def refresh(self, changes: Changes | None) -> None:
        """Read the prices."""
        if changes is None or changes.touches("help_rule"):
            self.run(partial(prices.price_rules, self.context.desk), self._show)

    def _show(self, rules: list[PriceRule]) -> None:
        fitting = [r for r in rules if not r.works or self._row.request.work in r.works]
        self.rule.set_choices((*((r.name, r.name) for r in fitting), (FREE, "料金なし")))
        if fitting and not self.minutes.value():
            self.rule.set_value(fitting[0].name)
        self._quote()

    def _number(self, field: LineField) -> int:
        text = field.value()
        return int(text) if text.isdecimal() else 0

    def _quote(self) -> None:
        rule = self.rule.value()
        if not rule:
            self.price.setText(f"{self._number(self.expenses):,}円")
            return
        minutes, expenses = self._number(self.minutes), self._number(self.expenses)
        self.run(partial(prices.quote, self.context.desk, rule, minutes, "", expenses), self._show_price)

    def _show_price(self, found: Charge) -> None:
        self.price.setText(f"{found.yen:,}円")

    def _save(self) -> None:
        if not check_all([self.date, self.minutes], self.errors):
            return
        draft = ActDraft(
            request=self._row.request.id, date=self.date.value(), minutes=self._number(self.minutes),
            rule=self.rule.value(), expenses=self._number(self.expenses), pay=self.pay.value(), note=self.note.value(),
        )  # fmt: skip
        self.save_once(partial(acts.complete, self.context.desk, draft), self._saved)

    def _saved(self, _act: Id) -> None:
        self.forget_draft()
        self.leave()
