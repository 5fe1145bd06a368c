"""grant compute; money status, close: what the council's rules come to, and a district's year of money."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.money import KEYS, balance_words
from sasaeai_desktop.services.money import accounts, computing, year_closing
from sasaeai_desktop.services.money.year_closing import Closed


def compute(cli: Cli) -> Answer:
    """Compute the grants of a year by the council's rules, with every step."""
    year = cli.args.year
    with cli.desk() as desk:
        found = computing.compute_year(desk, year)
    document = {
        "fiscal_year": year,
        "by_district": [
            {
                "code": a.code,
                "name": a.name,
                "programmes": {
                    KEYS.get(p, p): {
                        "yen": c.yen,
                        "rounded": c.rounded,
                        "steps": [
                            {"rule": s.rule, "unit": s.unit, "units": s.units, "rate": s.rate, "yen": s.yen, "words": s.words}
                            for s in c.steps
                        ],
                    }
                    for p, c in a.programmes.items()
                },
            }
            for a in found
        ],
    }  # fmt: skip
    lines = []
    for a in found:
        lines.append(f"{a.code}  {a.name}  {a.yen:,}円")
        for programme, computed in a.programmes.items():
            lines += [f"  {label_of(Programme, programme)}  {words}" for words in computed.words]
    return Answer(document, lines)


def status(cli: Cli) -> Answer:
    """Give a district's year: each programme's sums, and what was changed after it was closed."""
    with cli.desk() as desk:
        found, state = accounts.programmes_of(desk, cli.args.year), year_closing.closed(desk, cli.args.year)
    document: dict[str, Any] = {
        "fiscal_year": cli.args.year,
        "programmes": {
            KEYS.get(a.programme, a.programme): {
                "granted": a.granted,
                "income": a.balance.income,
                "spent": a.balance.spent,
                "carried": a.balance.carried,
                "returned": a.balance.returned,
                "budget": {x.account: x.budget for x in (*a.income, *a.expenses) if x.budget is not None},
                "settled": {x.account: x.settled for x in (*a.income, *a.expenses) if x.settled},
            }
            for a in found
        },
        **_closed(state),
    }
    lines = [f"{a.words}  {words}" for a in found for words in balance_words(a.balance)]
    return Answer(document, lines + list(state.later))


def close(cli: Cli) -> Answer:
    """Close a year."""
    with cli.desk() as desk:
        done = year_closing.close_year(desk, cli.args.year)
    cli.say(f"{done.changes.label}。")
    return Answer({"fiscal_year": cli.args.year, **_closed(done.result)}, [])


def _closed(state: Closed) -> dict[str, Any]:
    return {"closed_on": state.record.on if state.record else None, "changed_since": list(state.later)}
