"""サロン実施報告書: a salon's year, month by month, then every session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.forms import figures, layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import LEFT, Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "salon-report"
TITLE = "サロン実施報告書"
_MONTH_ROW, _ROW = 9.0, 9.0
_OPEN_SESSIONS = 24
KIND_WORDS = ("名前あり", "65歳以上", "障がい", "子ども", "保護者", "その他")
_MONTHS = (
    Column(head="月", width=18, bold=True),
    Column(head="回数", width=20, align="right", size=13),
    Column(head="延べ人数", width=28, align="right", size=13, bold=True),
    *(Column(head=words, width=16.5, align="right", size=12) for words in KIND_WORDS),
    Column(head="お手伝い", width=15, align="right", size=12),
)
_SESSIONS = (
    Column(head="開催日", width=29),
    Column(head="回", width=13, align="right"),
    Column(head="したこと", width=67, size=11.5),
    Column(head="参加(人)", width=22, align="right", size=13, bold=True),
    Column(head="うち新しい方", width=24, align="right"),
    Column(head="お手伝い", width=25, align="right"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """One month of a salon; ``kinds``: named, then the five kinds without a name."""

    sessions: int | None = None
    participants: int | None = None
    kinds: tuple[int | None, ...] = (None,) * len(KIND_WORDS)
    staff: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One session; ``date`` ISO; a cancelled one has no figures. ``kinds`` as in `Month` (for the table file)."""

    date: str = ""
    order: int | None = None
    program: str = ""
    participants: int | None = None
    kinds: tuple[int, ...] = ()
    newcomers: int | None = None
    staff: int | None = None
    cancelled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonReport:
    """A salon's year.

    Attributes:
        district: "みどりが丘地区社協".
        salon: its name.
        number: サロン番号.
        type: label of 型.
        venue: 会場.
        hosts: names of the 世話人.
        advice_desk: it is a 地域の福祉相談窓口.
        year: fiscal year; 0 on a blank form.
        months: twelve, from April; () leaves them open.
        held: every session in order of days, cancelled ones too.
    """

    district: str = ""
    salon: str = ""
    number: str = ""
    type: str = ""
    venue: str = ""
    hosts: str = ""
    advice_desk: bool = False
    year: int = 0
    months: tuple[Month, ...] = ()
    held: tuple[Held, ...] = field(default=())


def blank() -> SalonReport:
    """Return the report with everything left open."""
    return SalonReport()


def draw(report: SalonReport, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one salon's report; see `draw_all`."""
    return draw_all([report], printed_on=printed_on, invariant=invariant)


def draw_all(reports: Iterable[SalonReport], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many reports into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    room = tables.fitting(layout.HEAD_END + 11, layout.BOTTOM, _ROW)
    for report in reports:
        held = report.held or ((Held(),) * _OPEN_SESSIONS if not report.year else ())
        parts = tables.chunks(held, room, room) if held else []
        pages = 1 + len(parts)
        _draw_year(paper, report, layout.head(paper, _head(report), printed_on, 1, pages))
        paper.next_page()
        for page, part in enumerate(parts, start=2):
            top = layout.head(paper, _head(report), printed_on, page, pages)
            y = layout.section(paper, top + 1.5, 2, "すべての開催", "" if page == 2 else "つづき")
            tables.draw(paper, y, _SESSIONS, [_held_cells(one) for one in part], height=_ROW)
            paper.next_page()
    return paper.finish()


def _head(report: SalonReport) -> Head:
    year = layout.year_words(report.year)
    return Head(
        title=TITLE, district=report.district, period=year, conditions=report.salon,
        stamps=("会長", "事務局", "世話人"),
    )  # fmt: skip


def _draw_year(paper: Paper, report: SalonReport, top: float) -> None:
    desk = "地域の福祉相談窓口" if report.advice_desk else ""
    y = layout.fields(
        paper, top + 1,
        Cell(label="サロン", value=report.salon, width=110, indent=18, bold=True),
        Cell(label="型", value=report.type, width=40, size=12.5), Cell(label="番号", value=report.number, size=12.5),
        height=10,
    )  # fmt: skip
    y = layout.fields(
        paper, y,
        Cell(label="会場", value=report.venue, width=75, indent=18, size=12.5),
        Cell(label="世話人", value="　".join(w for w in (report.hosts, desk) if w), size=12),
        height=10,
    )  # fmt: skip
    y = layout.section(paper, y + 1, 1, "月ごとの回数と延べ人数")
    months = report.months or (Month(),) * 12
    names = months_of(report.year or 2000)
    rows = [(f"{int(name[5:])}月", *_month_cells(month)) for name, month in zip(names, months, strict=True)]
    y = tables.draw(
        paper,
        y,
        _MONTHS,
        rows,
        height=_MONTH_ROW,
        every=3,
        total=("合計", *_month_cells(_sum(report.months))),
    )
    if report.months:
        people = [month.participants or 0 for month in report.months]
        figures.bars(paper, LEFT, y + 33, "延べ人数(人)", people, height=17)
        figures.bars(
            paper, 110, y + 33, "回数(回)", [month.sessions or 0 for month in report.months], height=17
        )
        y += 45
    else:
        y = layout.written(paper, y + 3, "", 3, label="特記事項") + 8
    y = layout.note(
        paper,
        y,
        "延べ人数は、お名前のある方と、お名前のない方の人数を合わせたものです。お手伝いは入れません。",
    )
    layout.note(paper, y, "中止の回は、回数に入れません。")


def _month_cells(month: Month) -> tuple[str, ...]:
    return (
        number(month.sessions), number(month.participants), *map(number, month.kinds), number(month.staff),
    )  # fmt: skip


def _sum(months: Sequence[Month]) -> Month:
    if not months:
        return Month()
    return Month(
        sessions=sum(m.sessions or 0 for m in months),
        participants=sum(m.participants or 0 for m in months),
        kinds=tuple(sum(m.kinds[k] or 0 for m in months) for k in range(len(KIND_WORDS))),
        staff=sum(m.staff or 0 for m in months),
    )


def _held_cells(one: Held) -> tuple[str, ...]:
    if not one.date:
        return ("",) * len(_SESSIONS)
    day = f"{int(one.date[5:7])}月{int(one.date[8:10])}日({weekday(one.date)})"
    order = str(one.order) if one.order else ""
    if one.cancelled:
        return day, order, f"中止　{one.program}".rstrip("　"), figures.NONE, figures.NONE, figures.NONE
    return day, order, one.program, number(one.participants), number(one.newcomers), number(one.staff)
