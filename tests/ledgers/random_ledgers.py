"""Many random ledgers in one encrypted file, each a programme's year of its own, counted by the program and by hand."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.money import EXPENSES, INCOME, LedgerLine, MoneyYear, side_of
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.money import accounts
from sasaeai_desktop.services.reports import reports

PROGRAMMES = ("watch", "salon", "local", "help")
_KEYS = {"volunteer_centre": "centre", "newsletter": "paper"}
FIRST_YEAR = 1950
YEARS = 150


@dataclass(slots=True)
class ByHand:
    """What one ledger must come to."""

    income: int = 0
    spent: int = 0
    grant: int = 0
    agreed: int | None = None

    @property
    def returned(self) -> int:
        return max(0, self.grant) if self.agreed is None else self.agreed


def write(desk: Desk, count: int, seed: int) -> dict[tuple[int, str], list[ByHand]]:
    """Write so many ledgers, several into each of the programmes' years where there are more; return them by year."""
    rng = Random(seed)
    lines: list[tuple[Id, dict[str, object]]] = []
    states: list[tuple[Id, dict[str, object]]] = []
    found: dict[tuple[int, str], list[ByHand]] = {}
    for n in range(count):
        year, programme = FIRST_YEAR + n % YEARS, PROGRAMMES[n // YEARS % len(PROGRAMMES)]
        known = found.setdefault((year, programme), [ByHand()])[0]
        for _ in range(rng.randint(1, 9)):
            account = rng.choice((*INCOME, *EXPENSES))
            yen = rng.choice((1, 99, rng.randint(1, 999_999_999)))
            own = account in EXPENSES and rng.random() < 0.2
            values: dict[str, object] = {
                "year": year, "programme": programme, "side": side_of(account), "account": account.value, "yen": yen,
                "date": f"{year}-10-01", "own": own,
            }  # fmt: skip
            lines.append((Id(rng.randbytes(16)), values))
            known.income += yen if account in INCOME else 0
            known.spent += yen if account in EXPENSES else 0
            known.grant += yen if account == "grant" else -yen if account in EXPENSES and not own else 0
        if rng.random() < 0.05 and known.agreed is None:
            known.agreed = rng.randint(0, 9_999)
            state: dict[str, object] = {"year": year, "programme": programme, "returned_yen": known.agreed}
            states.append((accounts.money_year_id(desk, year, programme), state))
    with acting(desk, "write") as session:
        session.record_many(LedgerLine, lines)
        session.record_many(MoneyYear, states)
    return found


def differing(desk: Desk, found: dict[tuple[int, str], list[ByHand]]) -> list[str]:
    """Return where the year's report, its trace or the account on the page is off by a yen or more."""
    wrong = []
    for year in sorted({year for year, _ in found}):
        annual = reports.annual(desk, year)
        for programme in PROGRAMMES:
            if (year, programme) not in found:
                continue
            hand = found[year, programme][0]
            key = _KEYS.get(programme, programme)
            line = annual.money[key]
            wanted = (hand.income, hand.spent, hand.returned, hand.income - hand.spent - hand.returned)
            told = (line["income"], line["spent"], line["returned"], line["carried"])
            page = accounts.account(desk, year, programme)
            lines = (sum(x.settled for x in page.income), sum(x.settled for x in page.expenses))
            if told != wanted or lines != wanted[:2] or page.balance.carried != wanted[3]:
                wrong.append(
                    f"{year} {programme}: {wanted} by hand, {told} in the report, {lines} on the page"
                )
    return wrong
