"""Filling the papers of money: 収支決算書, 金銭出納簿, 助成金の計算書."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base, districts
from sasaeai_desktop.db.repositories import salon as salon_repo
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, last_day
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.money import Side
from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.domain.wareki import short_wareki, western
from sasaeai_desktop.forms import account_statement, grant_steps, ledger_book
from sasaeai_desktop.forms.account_statement import INCOME, AccountStatement, MoneyLine
from sasaeai_desktop.forms.grant_steps import GrantSteps, ProgrammeSteps, StepLine
from sasaeai_desktop.forms.ledger_book import BookLine, LedgerBook
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.money import accounts, computing, ledger, year_closing
from sasaeai_desktop.services.money.accounts import AccountLine
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted, told


def account(desk: Desk, year: int, programme: str = "") -> AccountStatement:
    """Return a district's 収支決算書: from its ledger, or from what else is known where it keeps none.

    Raises:
        InputError: the council asks, which keeps no district's money.
    """
    if desk.me.council:
        raise InputError("収支決算書は、地区社協の用紙です。", "地区のパソコンで印刷してください。")
    found = accounts.account(desk, year, programme)
    budgets = any(x.budget for x in (*found.income, *found.expenses))
    if not found.moved and not budgets and not programme:
        return _without_ledger(desk, year)
    state = year_closing.closed(desk, year)
    record = state.record
    return AccountStatement(
        district=district_words(desk), year=year, programme=found.words if programme else "",
        income=tuple(map(_line, found.income)), spending=tuple(map(_line, found.expenses)),
        carried=found.balance.carried, returned=found.balance.returned,
        auditors=tuple(record.auditors.splitlines()) if record else (),
        audited_on=western(record.audited_on) if record and record.audited_on else "",
        closed=f"{western(record.on)}に締めた決算です。" if record else "まだ締めていない年度です。",
        later=state.later,
    )  # fmt: skip


def _line(line: AccountLine) -> MoneyLine:
    return MoneyLine(label=line.words, budget=line.budget or 0, settled=line.settled)


def _without_ledger(desk: Desk, year: int) -> AccountStatement:
    with reading(desk) as session:
        granted = districts.grants(session, year)
        lines = salon_repo.session_lines(session, first_day(year), last_day(year))
        records = base.by_ids(session, Session, [line.id for line in lines if line.held])
    yen = {p: granted[desk.me.code, p][1] for p in Programme if (desk.me.code, p) in granted}
    fees = sum(
        (records[line.id].fee or 0) * (line.named + line.unnamed) for line in lines if line.id in records
    )
    own = (Programme.WATCH, Programme.SALON)
    others = sum(amount for programme, amount in yen.items() if programme not in own)
    parts = [MoneyLine(label=f"うち {p.label}", settled=yen[p], part=True) for p in own if yen.get(p)]
    if others:
        parts.append(MoneyLine(label="うち その他の事業", settled=others, part=True))
    income = [
        MoneyLine(label=INCOME[0], settled=sum(yen.values()) if yen else None), *parts,
        MoneyLine(label=INCOME[1], note=f"見こみ {fees:,}円" if fees else ""),
        *(MoneyLine(label=label) for label in INCOME[2:]),
    ]  # fmt: skip
    return AccountStatement(district=district_words(desk), year=year, income=tuple(income))


def book(desk: Desk, year: int, programme: str = "") -> LedgerBook:
    """Return the ledger of a year."""
    lines = []
    for row in ledger.lines(desk, year, programme):
        x = row.line
        income = x.yen if x.side == Side.INCOME else None
        what = row.account if programme else f"{label_of(Programme, x.programme)}　{row.account}"
        lines.append(
            BookLine(
                day=short_wareki(x.date), what=what, text="　".join(t for t in (x.text, x.payee) if t), receipt=x.receipt,
                income=income, expense=None if x.side == Side.INCOME else x.yen, left=row.total,
            )
        )  # fmt: skip
    words = label_of(Programme, programme) if programme else "すべての事業"
    return LedgerBook(district=district_words(desk), year=year, programme=words, lines=tuple(lines))


def steps(desk: Desk, year: int) -> list[GrantSteps]:
    """Return what the rules come to, a district each.

    Raises:
        InputError: there are no rules for the year.
    """
    with reading(desk) as session:
        granted = districts.grants(session, year)
    found = []
    for amounts in computing.compute_year(desk, year):
        programmes = []
        for code, computed in amounts.programmes.items():
            decided = granted.get((amounts.code, code))
            lines = [StepLine(rule=s.rule, words=s.words, yen=s.yen) for s in computed.steps]
            if computed.rounding_words:
                lines.append(StepLine(rule="端数", words=computed.rounding_words, yen=computed.rounded))
            programmes.append(
                ProgrammeSteps(
                    programme=label_of(Programme, code), steps=tuple(lines), yen=computed.yen,
                    granted=decided[1] if decided else None,
                )
            )  # fmt: skip
        if programmes:
            name = amounts.name if desk.me.council else district_words(desk)
            found.append(GrantSteps(district=name, year=year, programmes=tuple(programmes)))
    if not found:
        raise InputError("この年度の 助成のきまりが ありません。", "きまりは 市社協が決めて、USBで届きます。")
    return found


def draw_account(desk: Desk, wanted: Wanted, _report: Report) -> tuple[Drawn, list[str]]:
    """Draw the 収支決算書."""
    return account_statement.draw(account(desk, wanted.year, wanted.programme), printed_on=desk.today()), []


def draw_book(desk: Desk, wanted: Wanted, _report: Report) -> tuple[Drawn, list[str]]:
    """Draw the 金銭出納簿."""
    return ledger_book.draw(book(desk, wanted.year, wanted.programme), printed_on=desk.today()), []


def draw_steps(desk: Desk, wanted: Wanted, report: Report) -> tuple[Drawn, list[str]]:
    """Draw the 助成金の計算書."""
    return grant_steps.draw_all(told(steps(desk, wanted.year), report), printed_on=desk.today()), []


DRAW = {
    account_statement.NAME: draw_account,
    ledger_book.NAME: draw_book,
    grant_steps.NAME: draw_steps,
}
