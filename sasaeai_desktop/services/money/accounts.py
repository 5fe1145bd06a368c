"""A year's account of each programme: budget and settled sums per 科目, 繰越 and 返納, and how the grant stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import money as repo
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.council import Grant, Programme, grant_id
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.money import Account, Balance, BudgetLine, LedgerLine, MoneyYear, Side, side_of
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.common import iso_day
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.money.computing import stated_units
from sasaeai_desktop.services.money.ledger import check_programme, check_yen


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One 科目; ``budget`` None where none was written."""

    account: str
    budget: int | None
    settled: int

    @property
    def words(self) -> str:
        """科目."""
        return label_of(Account, self.account)


@dataclass(frozen=True, slots=True)
class ProgrammeAccount:
    """A programme's year (or all programmes together, ``programme`` "").

    Attributes:
        granted: what the council decided.
        state: 申請 and 返納 of it; an empty one while nothing was written.
    """

    programme: str
    income: tuple[AccountLine, ...]
    expenses: tuple[AccountLine, ...]
    balance: Balance
    granted: int
    carried_out: bool
    state: MoneyYear

    @property
    def words(self) -> str:
        """The programme's name."""
        return label_of(Programme, self.programme) if self.programme else "すべての事業"

    @property
    def moved(self) -> bool:
        """Whether any line was written."""
        return bool(self.balance.income or self.balance.spent)


def account(desk: Desk, year: int, programme: str = "") -> ProgrammeAccount:
    """One programme's year, or all together."""
    with reading(desk) as session:
        return account_in(session, desk.me.code, year, programme)


def programmes_of(desk: Desk, year: int) -> list[ProgrammeAccount]:
    """Every programme of which a line, a budget, an application or a grant was written in a year."""
    with reading(desk) as session:
        found = [account_in(session, desk.me.code, year, p.value) for p in Programme]
    return [
        a
        for a in found
        if a.moved or a.granted or a.state.applied_on or any(x.budget for x in (*a.income, *a.expenses))
    ]


def account_in(connection: Connection, district: str, year: int, programme: str = "") -> ProgrammeAccount:
    """As ``account``, within a session."""
    held = [x for x in repo.lines(connection, year, programme) if x.district == district]
    budgets = [
        b
        for b in repo.budgets(connection, year)
        if b.district == district and (not programme or b.programme == programme)
    ]
    balances = [
        b
        for (code, p), b in repo.balances(connection, year).items()
        if code == district and (not programme or p == programme)
    ]
    grants = repo.granted(connection, district, year)
    wanted = [g for p, g in grants.items() if not programme or p == programme]
    states = {m.programme: m for m in repo.money_years(connection, year) if m.district == district}
    sides = [_side(side, held, budgets) for side in Side]
    return ProgrammeAccount(
        programme, sides[0], sides[1], together(balances), sum(g.amount_yen or 0 for g in wanted),
        any(g.carried_out for g in wanted), states.get(programme) or MoneyYear(id=Id(bytes(16)), year=year, programme=programme),
    )  # fmt: skip


def together(balances: list[Balance]) -> Balance:
    """Add balances up: each programme gives its own grant back, so what is given back is agreed already."""
    if len(balances) == 1:
        return balances[0]
    return Balance(
        sum(b.grant for b in balances), sum(b.others for b in balances), sum(b.eligible for b in balances),
        sum(b.own for b in balances), sum(b.returned for b in balances) if balances else None,
    )  # fmt: skip


def _side(side: Side, held: list[LedgerLine], budgets: list[BudgetLine]) -> tuple[AccountLine, ...]:
    found = []
    for account in Account:
        yen = [x.yen or 0 for x in held if x.account == account and x.side == side]
        planned = [b.yen or 0 for b in budgets if b.account == account and b.yen is not None]
        if side_of(account) is side:
            found.append(AccountLine(account.value, sum(planned) if planned else None, sum(yen)))
    return tuple(found)


# -- what is written -------------------------------------------------------------------------------------------------


def set_budget(desk: Desk, year: int, programme: str, yen: Mapping[str, int | None]) -> Done[None]:
    """Write the budget of a programme by 科目; None takes one back.

    Raises:
        InputError: an unknown 科目 or 事業, or a sum that cannot be.
    """
    check_programme(programme)
    with acting(desk, f"{label_of(Programme, programme)}の予算を保存しました", deed=Deed.MONEY) as session:
        for code, amount in yen.items():
            if code not in set(Account):
                raise InputError("知らない科目があります。", "科目をえらびなおしてください。")
            if amount is not None:
                check_yen(amount, label_of(Account, code))
            ent = keyed_id(desk.me.secret, BudgetLine.kind, str(year), programme, code)
            values = {"year": year, "programme": programme, "account": code, "yen": amount}
            session.record(BudgetLine, ent, values)
    return Done(None, session.changes)


def money_year_id(desk: Desk, year: int, programme: str) -> Id:
    """Return the id that every laptop of the district reaches for a programme's year."""
    return keyed_id(desk.me.secret, MoneyYear.kind, str(year), programme)


def grant_questions(desk: Desk, year: int, programme: str, granted: int | None) -> list[Finding]:
    """Return what is asked before a 決定額 is written: another one of the same year and programme is here."""
    with reading(desk) as session:
        held = repo.granted(session, desk.me.code, year).get(programme)
    return judging.judge_grant(held.amount_yen if held else None, granted)


def save_state(desk: Desk, year: int, programme: str, values: Mapping[str, object]) -> Done[Id]:
    """Write 申請, 決定 and 返納 of a programme and year.

    Args:
        desk: the open desk of a district.
        year: fiscal year.
        programme: code of ``Programme``.
        values: fields of ``MoneyYear``; ``granted_yen`` is the amount decided, kept as the ``Grant``.

    Raises:
        InputError: a day or a sum that cannot be.
    """
    check_programme(programme)
    if desk.me.council:
        raise InputError(
            "申請は、地区のパソコンで書きます。", "市社協では、決定額を「助成金の表」で入れてください。"
        )
    written = {**values, "year": year, "programme": programme}
    granted = written.pop("granted_yen", None)
    for field, words in (
        ("applied_on", "申請した日"),
        ("decided_on", "決定の日"),
        ("returned_on", "返納した日"),
    ):
        if written.get(field):
            iso_day(str(written[field]), words)
    for field, words in (("applied_yen", "申請の額"), ("returned_yen", "返納の額"), ("towns", "町内会の数")):
        if written.get(field) is not None:
            check_yen(written[field], words)
    units = stated_units(desk, year, programme)
    with acting(desk, f"{label_of(Programme, programme)}の助成金を保存しました", deed=Deed.MONEY) as session:
        ent = money_year_id(desk, year, programme)
        session.record(MoneyYear, ent, {**written, **({"units": units} if units else {})})
        if granted is not None:
            check_yen(granted, "決定の額")
            grant = {"of_district": desk.me.code, "year": year, "programme": programme, "amount_yen": granted}
            session.record(Grant, grant_id(desk.me.code, year, programme), {**grant, "carried_out": True})
    return Done(ent, session.changes)
