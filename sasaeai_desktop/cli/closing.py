"""close: closing a month, and what became of the closings."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.usb import closing
from sasaeai_desktop.services.usb.closing import MonthClosed
from sasaeai_desktop.services.watch.month_figures import words_for

_OUTCOMES = {
    closing.OWN: "このパソコンの月締め",
    closing.SAME: "数えなおして同じ",
    closing.DIFFERS: "数が合わない",
    closing.LATER: "まだ全部は届いていない",
}


def close(cli: Cli) -> Answer:
    """Close a month, or list the closings held here."""
    if bool(cli.args.month) == cli.args.list:
        raise InputError("月が入っていません。", "--month 2023-10 か --list を付けてください。")
    with cli.desk() as desk:
        if cli.args.list:
            found = closing.closings(desk)
            return Answer([_document(c) for c in found], [line for c in found for line in _lines(c)])
        done = closing.close_month(desk, cli.args.month)
    cli.say(f"{done.changes.label}。")
    return Answer(_document(done.result), _lines(done.result))


def _document(found: MonthClosed) -> dict[str, Any]:
    return {
        "id": found.id.hex(),
        "month": found.month,
        "district": found.district,
        "closed_on": found.closed_on,
        "by": found.by,
        "device": found.device,
        "figures": found.figures,
        "now": found.now,
        "outcome": found.outcome,
        "differing": {figure: list(pair) for figure, pair in found.differing.items()},
        "changes_since": found.changes_since,
        "newest": found.newest,
    }


def _lines(found: MonthClosed) -> list[str]:
    title = f"{found.month}  {found.district} {found.district_name}  {found.closed_on}  {_OUTCOMES[found.outcome]}"
    since = [f"  月締めのあとの変更 {found.changes_since:,}件"] if found.changes_since else []
    counted = [f"  {count:>12,}  {words_for(figure)}" for figure, count in found.figures.items()]
    apart = [
        f"  合わない: {words_for(f)} 地区 {theirs:,} / こちら {ours:,}"
        for f, (theirs, ours) in found.differing.items()
    ]
    return [title, *counted, *since, *apart]
