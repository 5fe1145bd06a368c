"""help settle: the month of おたすけ."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.services.help import settling
from sasaeai_desktop.services.help.settling import Account


def settle(cli: Cli) -> Answer:
    """Settle a month, or only show it."""
    with cli.desk() as desk:
        if cli.args.dry_run:
            found = settling.account(desk, cli.args.month)
        else:
            done = settling.settle(desk, cli.args.month)
            found = done.result
            cli.say(f"{done.changes.label}。")
    return Answer(_document(found), _lines(found))


def _document(found: Account) -> dict[str, Any]:
    return {
        "month": found.month,
        "settled_on": found.settled_on or None,
        "changed_since": found.changed,
        "acts": found.acts,
        "yen_charged": found.charged,
        "yen_cash": found.cash,
        "yen_tickets": found.tickets,
        "yen_unpaid": found.unpaid,
        "yen_to_helpers": found.to_helpers,
        "yen_kept": found.kept,
        "helpers": [
            {"name": h.name, "acts": len(h.lines), "minutes": h.minutes, "yen": h.yen,
             "lines": [{"date": x.date, "work": x.work, "minutes": x.minutes, "yen": x.yen} for x in h.lines]}
            for h in found.helpers
        ],
    }  # fmt: skip


def _lines(found: Account) -> list[str]:
    sums = [
        f"{found.month}  実施 {found.acts}回  料金 {found.charged:,}円  協力会員へ {found.to_helpers:,}円  会の分 {found.kept:,}円"
    ]
    return sums + [f"  {h.yen:>9,}円  {len(h.lines):>3}回  {h.name}" for h in found.helpers]
