"""おたすけ 活動記録票: what a helper did in a month, one row per act, signed by who was helped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "help-record"
TITLE = "おたすけ活動記録票"
_ROW = 10.6
_COLUMNS = (
    Column(head="月日", width=24, two=False, size=11),
    Column(head="時刻", width=29, two=False, size=11),
    Column(head="利用した方", width=36, size=12.5, bold=True),
    Column(head="作業", width=26, size=11.5),
    Column(head="金額", width=20, align="right", two=False),
    Column(head="支払", width=17, size=10.5),
    Column(head="サイン", width=28),
)
_ROWS = tables.fitting(layout.HEAD_END + 12, layout.BOTTOM - 22, _ROW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One act; ``date`` ISO, ``yen`` None where it is left open."""

    date: str = ""
    start: str = ""
    end: str = ""
    who: str = ""
    work: str = ""
    yen: int | None = None
    pay: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpRecord:
    """A helper's month; ``month`` in words, 「令和5年12月」."""

    district: str = ""
    helper: str = ""
    phone: str = ""
    month: str = ""
    acts: tuple[Act, ...] = ()


def blank() -> HelpRecord:
    """Return the record with everything left open."""
    return HelpRecord()


def draw(record: HelpRecord, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one record; see `draw_all`."""
    return draw_all([record], printed_on=printed_on, invariant=invariant)


def draw_all(records: Iterable[HelpRecord], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many records into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    for record in records:
        parts = tables.chunks(record.acts, _ROWS, _ROWS)
        for page, part in enumerate(parts, start=1):
            about = Head(
                title=TITLE, district=record.district, period=record.month or "令和　　年　　月",
                stamps=("事務局", "会計"),
            )  # fmt: skip
            y = layout.head(paper, about, printed_on, page, len(parts))
            y = layout.fields(
                paper, y + 0.5, Cell(label="協力会員", value=record.helper, width=110, indent=24, bold=True),
                Cell(label="電話", value=record.phone, size=12.5), height=10,
            )  # fmt: skip
            last = page == len(parts)
            total = ("合計", "", "", f"{len(record.acts)}回" if record.acts else "", _yen(record), "", "")
            y = tables.draw(
                paper, y, _COLUMNS, [_cells(a) for a in part], height=_ROW, total=total if last else (),
                empty=min(3, _ROWS - len(part)) if record.acts else _ROWS - len(part) - 1,
            )  # fmt: skip
            if last:
                layout.note(paper, y + 6, "その場でサインをもらい、月末に事務局へ出してください。")
            paper.next_page()
    return paper.finish()


def _cells(act: Act) -> tuple[str, ...]:
    day = f"{int(act.date[5:7])}/{int(act.date[8:10])}({weekday(act.date)})" if act.date else ""
    time = f"{act.start}-{act.end}" if act.start and act.end else act.start
    return (day, time, act.who, act.work, number(act.yen), act.pay, "")


def _yen(record: HelpRecord) -> str:
    return f"{sum(a.yen or 0 for a in record.acts):,}" if record.acts else ""
