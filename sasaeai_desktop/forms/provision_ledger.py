"""第三者提供記録: whose data went to whom, when, why and by whom (個人情報保護法 29条)."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.fiscal import year_label_both
from sasaeai_desktop.domain.wareki import short_day
from sasaeai_desktop.forms import ledgers
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper, width_of
from sasaeai_desktop.forms.tables import Column

NAME = "provision-ledger"
TITLE = "第三者提供記録"
_COLUMNS = (
    Column(head="月日", width=21, size=11),
    Column(head="だれの情報", width=53, size=11),
    Column(head="何を", width=36, size=10.5),
    Column(head="だれに・何のため", width=40, size=10.5),
    Column(head="方法", width=10, size=9.5),
    Column(head="記録者", width=20, size=10.5),
)
_NAMES_ROOM = 50.0
_NOTES = (
    "名前が外へ出るときにプログラムが書きます。口で伝えたときは、空いた行に手で書きます。",
    "この記録には名前がのっています。鍵のかかる所にしまい、決めた年数のあいだ取っておきます。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One line; every text may be "" and is then left to be written by hand.

    Attributes:
        day: ISO day.
        names: whose, "髙橋 ハツ、渡邊 弘".
        what: paper or file.
        to: the receiver.
        purpose: what for.
        medium: 紙, ファイル, USB.
        by: who gave it.
    """

    day: str = ""
    names: str = ""
    what: str = ""
    to: str = ""
    purpose: str = ""
    medium: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionLedger:
    """A year's record; ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    lines: tuple[Given, ...] = ()


def blank() -> ProvisionLedger:
    """Return the record with everything left open."""
    return ProvisionLedger()


def draw(ledger: ProvisionLedger, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the record; a line with many names goes on over several rows, so that none is lost.

    Args:
        ledger: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    about = Head(
        title=TITLE, district=ledger.district, badge="取扱注意",
        period=year_label_both(ledger.year) if ledger.year else "令和　　　年度", stamps=("事務局長", "担当"),
    )  # fmt: skip
    rows = [row for line in ledger.lines for row in _rows(line)]
    ledgers.draw_pages(paper, about, _COLUMNS, rows, printed_on=printed_on, height=10, notes=_NOTES)
    return paper.finish()


def _rows(line: Given) -> list[tuple[str, ...]]:
    """Return the rows of one line: two lines of names fit into each, and no name is parted."""
    names = _name_lines(line.names)
    parts = ["\n".join(names[at : at + 2]) for at in range(0, len(names), 2)] or [""]
    to = f"{line.to}({line.purpose})" if line.purpose else line.to
    first = (short_day(line.day) if line.day else "", parts[0], line.what, to, line.medium, line.by)
    return [first, *(("", part, "", "", "", "") for part in parts[1:])]


def _name_lines(names: str) -> list[str]:
    lines: list[str] = []
    for name in names.split("、"):
        joined = f"{lines[-1]}、{name}" if lines else name
        if lines and width_of(joined, 8.5) <= _NAMES_ROOM:
            lines[-1] = joined
        elif name:
            lines.append(name)
    return lines
