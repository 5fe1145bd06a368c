"""Rows of the grants, ledger and grant-rules tables.

A line of the ledger has no number of its own: like a visit its id is keyed by its whole content and its ordinal among equal
rows, and a row also counts as known when an unmatched line has its present content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.council import District, Grant, grant_id
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.grants import GrantRule
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.money import LedgerLine, side_of
from sasaeai_desktop.exchange.kinds import money as kinds
from sasaeai_desktop.exchange.kinds.money import GrantRow, LedgerRow, RuleRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.exchange.row_texts import normal_form
from sasaeai_desktop.services.money import rules
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each, typed
from sasaeai_desktop.services.usb.inviting import district_id


def take_grant(intake: Intake, line: int, row: GrantRow) -> None:
    """A programme's grant of one district and year; a council lists a district that it did not know."""
    desk = intake.desk
    code = row.district or desk.me.code
    if not desk.me.council and code != desk.me.code:
        intake.reject(line, "地区", row.district, "ほかの地区の番号です。この地区の分だけ入れてください。")
        return
    if desk.me.council and not intake.is_known(District, district_id(code)):
        intake.put(District, district_id(code), {"code": code, "name": code})
    values = {
        "of_district": code,
        "year": row.year,
        "programme": row.programme,
        "carried_out": row.carried_out,
        "amount_yen": row.amount_yen,
    }
    ent = grant_id(code, row.year, row.programme)
    before = (intake.pile.get(Grant, ent) or {}).get("amount_yen")
    known = intake.get(Grant, ent)
    here = known.amount_yen if known is not None else before if isinstance(before, int) else None
    if intake.stopped(line, judging.judge_grant(here, row.amount_yen), {"amount_yen": str(row.amount_yen)}):
        return
    intake.count(intake.put(Grant, ent, values, district=code if desk.me.council else ""))


def _grants(book: Book) -> Iterable[GrantRow]:
    for grant in base.select(book.connection, Grant, "ORDER BY of_district, year, programme"):
        yield GrantRow(
            district=grant.of_district, year=grant.year or 0, programme=grant.programme, carried_out=grant.carried_out,
            amount_yen=grant.amount_yen,
        )  # fmt: skip


# -- the ledger ------------------------------------------------------------------------------------------------------

_CONTENT = ("year", "programme", "side", "account", "yen", "date", "own", "text", "payee", "receipt")


def take_ledger(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a ledger table at once: equal rows are told apart by their ordinal."""
    seen: Counter[tuple[str, ...]] = Counter()
    resolved: list[tuple[Id, dict[str, object]]] = []
    for line, row in typed(LedgerRow, rows):
        values = _ledger_values(intake, line, row)
        if values is not None:
            form = normal_form(row)
            resolved.append((intake.keyed(LedgerLine.kind, *form, str(seen[form])), values))
            seen[form] += 1
    ids = {ent for ent, _ in resolved}
    unmatched = Counter(
        tuple(getattr(held, n) or None for n in _CONTENT)
        for held in base.select(intake.session.connection, LedgerLine)
        if held.id not in ids
    )
    for ent, values in resolved:
        content = tuple(values[n] or None for n in _CONTENT)
        if not intake.is_known(LedgerLine, ent) and unmatched[content] > 0:
            unmatched[content] -= 1
            intake.count("unchanged")
        else:
            intake.count(intake.put(LedgerLine, ent, values))


def _ledger_values(intake: Intake, line: int, row: LedgerRow) -> dict[str, object] | None:
    if intake.desk.me.council:
        intake.reject(line, "区分", "", "収支は、地区のパソコンで取り込んでください。")
        return None
    if side_of(row.account) != row.side:
        intake.reject(line, "科目", row.account, "この科目は、収入か支出の もう一方のものです。")
        return None
    if not row.yen:
        intake.reject(line, "金額", "", "金額が 0 です。")
        return None
    return {
        "year": row.year or fiscal_year(row.date), "programme": row.programme, "side": row.side, "account": row.account,
        "yen": row.yen, "date": row.date, "own": row.own, "text": row.text, "payee": row.payee, "receipt": row.receipt,
    }  # fmt: skip


def _ledger(book: Book) -> Iterable[LedgerRow]:
    for x in base.select(book.connection, LedgerLine, "ORDER BY year, date, id"):
        yield LedgerRow(
            date=x.date, year=x.year, programme=x.programme, side=x.side, account=x.account, yen=x.yen, text=x.text,
            receipt=x.receipt, payee=x.payee, own=x.own,
        )  # fmt: skip


# -- the council's rules ---------------------------------------------------------------------------------------------

_RULE = (
    "year", "programme", "name", "unit", "rate", "least", "most_yen", "rounding", "round_to", "per", "each_least", "beyond",
    "most_units", "need_unit", "need_count", "order",
)  # fmt: skip


def take_rule(intake: Intake, line: int, row: RuleRow) -> None:
    """A rule by its year, programme and name; only at a council."""
    if not intake.desk.me.council:
        intake.reject(line, "名称", row.name, "助成のきまりは、市社協から受け取るUSBで届きます。")
        return
    values = {name: getattr(row, name) for name in _RULE}
    try:
        rules.check_rule(values)
    except InputError as error:
        intake.reject(line, "単位", "", error.what)
        return
    intake.count(intake.put(GrantRule, rules.rule_id(row.year, row.programme, row.name), values))


def _rules(book: Book) -> Iterable[RuleRow]:
    for rule in base.select(
        book.connection, GrantRule, 'ORDER BY year, programme, coalesce("order", 0), name, id'
    ):
        yield RuleRow(**{name: getattr(rule, name) for name in _RULE})


TABLES = (
    TableKind(kinds.GRANTS, each(GrantRow, take_grant), _grants),
    TableKind(kinds.LEDGER, take_ledger, _ledger),
    TableKind(kinds.RULES, each(RuleRow, take_rule), _rules),
)
