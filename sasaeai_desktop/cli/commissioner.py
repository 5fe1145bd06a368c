"""commissioner month: one month's counts of the 民生委員, derived or as written."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.commissioner import words_of
from sasaeai_desktop.domain.wareki import parse_month
from sasaeai_desktop.services.commissioner import months
from sasaeai_desktop.services.desk import codes


def month(cli: Cli) -> Answer:
    """Give a month of every 民生委員."""
    wanted = parse_month(cli.args.month)
    with cli.desk() as desk:
        words = words_of(codes.commissioner_groups(desk))
        found = [months.sheet(desk, c.volunteer, wanted) for c in months.commissioners(desk, wanted)]
    document = [
        {
            "name": s.name,
            "month": s.month,
            "written": s.written is not None,
            "agree": s.agree,
            "counts": dict(s.counts),
        }
        for s in found
    ]
    lines = [f"{s.name}  {words[c]}  {n}" for s in found for c, n in s.counts.items() if n]
    return Answer(document, lines)
