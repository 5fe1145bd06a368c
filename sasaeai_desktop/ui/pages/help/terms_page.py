"""料金と利用券: prices as data, and tickets issued, sold and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.help import PriceRule, PriceUnit, Side
from sasaeai_desktop.domain.ids import from_hex
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.help import members, prices, tickets
from sasaeai_desktop.services.help.members import MemberRow
from sasaeai_desktop.services.help.tickets import TicketPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.questions import agreed
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_KINDS = ("help_rule", "help_ticket", "help_member", "person")


@dataclass(frozen=True, slots=True)
class _Read:
    rules: list[PriceRule]
    tickets: TicketPage
    users: list[MemberRow]


class TermsPage(Page):
    """Write a new price; issue, sell and take back tickets."""

    object_name = "help_prices"
    title = "料金と利用券"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("料金と利用券")
        self.set_primary("料金区分を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="terms_errors")
        self.rules = Panel(name="terms_rules", gap=4)
        self.name = LineField("料金区分の名前", name="terms_name", chars=14, required=True)
        self.unit = ChoiceField(
            "単位", [(u.value, u.label) for u in PriceUnit], name="terms_unit", required=True
        )
        self.unit.set_value(PriceUnit.HALF_HOUR.value)
        self.yen = _yen("単価", "terms_yen", required=True)
        self.free = LineField(
            "はじめの無料の時間", name="terms_free", numbers=True, chars=4, unit="分", required=False
        )
        self.night = _yen("夜（18時から6時）の加算", "terms_night")
        self.percent = LineField(
            "協力会員の分", name="terms_percent", numbers=True, chars=3, unit="%", required=False
        )
        self.tickets = label("", "body", wrap=True, name="terms_tickets")
        self.face = _yen("1枚の金額", "terms_face")
        self.count = LineField("枚数", name="terms_count", numbers=True, chars=5, unit="枚", required=False)
        self.user = PickField("売る相手・引き取る相手", (), name="terms_user")
        self._columns = Columns(right_width=460, left_least=560)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(12)
        right.setSpacing(12)
        for part in (self.rules, self.name, self.unit, self.yen, self.free, self.night, self.percent):
            left.addWidget(part)
        left.addStretch(1)
        issue = Button("利用券を発行する", name="terms_issue", on_click=self._issue)
        sell = Button("利用券を売る", name="terms_sell", on_click=self._sell)
        right.addWidget(label("利用券", "subsection"))
        back = Button("使わない利用券を引き取る", name="terms_back", on_click=self._give_back)
        for widget in (self.tickets, self.count, self.face, issue, self.user, sell, back):
            right.addWidget(widget)
        right.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read prices and tickets."""
        if changes is None or changes.touches(*_KINDS):
            desk = self.context.desk
            self.run(
                lambda: _Read(
                    prices.price_rules(desk), tickets.ticket_page(desk), members.list_members(desk, Side.USER)
                ),
                self._show,
            )

    def _show(self, found: _Read) -> None:
        clear_layout(self.rules.column)
        self.rules.add(label("いまの料金区分", "subsection"))
        for r in found.rules:
            self.rules.add(label(_words(r), "body", wrap=True))
        if not found.rules:
            self.rules.add(label("まだ ありません。下に書いて保存します。", "body", wrap=True))
        t = found.tickets
        self.tickets.setText(
            f"発行 {t.issued}枚　販売 {t.sold}枚　使用 {t.used}枚　返却 {t.returned}枚\n手もと {t.stock}枚　会員の手もと {t.left}枚"
        )
        left = {h.member: h.left for h in t.holders}
        self.user.set_choices(
            tuple(
                (
                    m.who.member.hex(),
                    f"{m.who.name}（{left[m.who.member]}枚）" if left.get(m.who.member) else m.who.name,
                )
                for m in found.users
            )
        )

    def _save(self) -> None:
        if not check_all([self.name, self.unit, self.yen], self.errors):
            return
        night = _number(self.night)
        values: dict[str, object] = {
            "name": self.name.value(), "unit": self.unit.value(), "yen": _number(self.yen),
            "free_minutes": _number(self.free) or None,
            "helper_percent": _number(self.percent) if self.percent.value() else 100,
        }  # fmt: skip
        if night:
            values |= {"night_yen": night, "night_from": "18:00", "night_to": "06:00"}
        self.act(partial(prices.save_rule, self.context.desk, None, values))

    def _issue(self) -> None:
        count, face = _number(self.count), _number(self.face)
        if agreed(self, judging.judge_tickets(count, face)):
            self.act(partial(tickets.issue, self.context.desk, count, face))

    def _sell(self) -> None:
        if self.user.value():
            member = from_hex(self.user.value())
            if agreed(self, judging.judge_tickets(_number(self.count))):
                self.act(partial(tickets.sell, self.context.desk, member, _number(self.count)))

    def _give_back(self) -> None:
        if self.user.value():
            member = from_hex(self.user.value())
            if agreed(self, judging.judge_tickets(_number(self.count))):
                self.act(partial(tickets.give_back, self.context.desk, member, _number(self.count)))


def _yen(words: str, name: str, *, required: bool = False) -> LineField:
    return LineField(words, name=name, numbers=True, chars=7, unit="円", required=required)


def _number(field: LineField) -> int:
    text = field.value()
    return int(text) if text.isdecimal() else 0


def _words(rule: PriceRule) -> str:
    parts = [f"{rule.name}　{label_of(PriceUnit, rule.unit)} {rule.yen or 0:,}円"]
    parts += [f"はじめの{rule.free_minutes}分は無料"] if rule.free_minutes else []
    parts += [f"夜は {rule.night_yen:,}円 加算"] if rule.night_yen else []
    parts += [f"協力会員へ {100 if rule.helper_percent is None else rule.helper_percent}%"]
    return "　".join(parts)
