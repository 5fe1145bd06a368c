"""Filling the 民生委員 活動記録."""

from __future__ import annotations

from dataclasses import replace

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import commissioner_month
from sasaeai_desktop.forms.commissioner_month import CommissionerMonth
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.services.commissioner import months
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted, told


def month_papers(desk: Desk, wanted: Wanted) -> list[CommissionerMonth]:
    """Return the month of one person, or of every 民生委員.

    Raises:
        InputError: there is none in the month.
    """
    found = (
        [wanted.watcher]
        if wanted.watcher
        else [c.volunteer for c in months.commissioners(desk, wanted.month)]
    )
    if not found:
        raise InputError(
            "この月に、民生委員・主任児童委員が いません。",
            "名簿で、その方の役割と始まりの日を入れてください。",
        )
    groups = codes.commissioner_groups(desk)
    blank = CommissionerMonth(district=district_words(desk), month=wareki(wanted.month), groups=groups)
    sheets = [months.sheet(desk, volunteer, wanted.month) for volunteer in found]
    return [replace(blank, name=s.name, counts=s.counts) for s in sheets]


def draw_months(desk: Desk, wanted: Wanted, report: Report) -> tuple[Drawn, list[str]]:
    """Draw the months; whose they are is noted, for they go to the 民児協."""
    found = month_papers(desk, wanted)
    drawn = commissioner_month.draw_all(told(found, report), printed_on=desk.today())
    return drawn, sorted({one.name for one in found})


DRAW = {commissioner_month.NAME: draw_months}
