"""地区社協 年間実績報告書: one district's year for its council; page 2 holds the months and the salons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sasaeai_desktop.domain.figures.cards import CARDS
from sasaeai_desktop.domain.figures.figure import For
from sasaeai_desktop.domain.figures.salon import SALON
from sasaeai_desktop.domain.figures.watch import WATCH
from sasaeai_desktop.domain.fiscal import months_of, year_label, year_label_both
from sasaeai_desktop.forms import figures, marks
from sasaeai_desktop.forms.figures import LEFT, RIGHT, Further, Numbers, OtherGrant, number
from sasaeai_desktop.forms.paper import BLOCK, FINE, GROUP, HEAVY, Drawn, Paper

NAME = "annual-report"
TITLE = "地区社協 年間実績報告書"
_ROW = 6.6
_MONTHS_TOP, _SALONS_TOP = 79.0, 190.0
_MONTH_EDGES = (60.0, 80.0, 104.0, 127.0, 158.0, 191.2)
_MONTH_NAMES = ("訪問", "電話", "行動パターン", "見守り 計", "サロン回数", "参加人数")
_FIRST_SALONS, _MORE_SALONS = 11, 30  # lines below the months, lines of a further page


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthLine:
    """One month; ``acts`` also holds 月計 without a method, so it may exceed the three methods."""

    visit: int | None = None
    phone: int | None = None
    pattern: int | None = None
    acts: int | None = None
    sessions: int | None = None
    participants: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonLine:
    """One salon's year."""

    name: str = ""
    type: str = ""
    sessions: int | None = None
    participants: int | None = None
    staff: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnualReport:
    """A district's year.

    Attributes:
        council: addressee, "旭川市社会福祉協議会".
        district: "みどりが丘地区社協".
        chair: name of the 会長; "" leaves a line.
        year: fiscal year; 0 on a blank form.
        numbers: by key path.
        further: optional programmes of which something was done, on pages of their own.
        other_grants: further programmes.
        months: twelve, from April; () leaves them open.
        salons: in the order of their numbers.
        remarks: 特記事項, three lines.
        stamps: captions of the stamp boxes.
    """

    council: str = ""
    district: str = ""
    chair: str = ""
    year: int = 0
    numbers: Numbers = field(default_factory=dict)
    further: Further = ()
    other_grants: tuple[OtherGrant, ...] = field(default_factory=figures.open_grants)
    months: tuple[MonthLine, ...] = ()
    salons: tuple[SalonLine, ...] = ()
    remarks: str = ""
    stamps: tuple[str, ...] = ("会長", "事務局", "担当")


def blank() -> AnnualReport:
    """Return the report with everything left open."""
    return AnnualReport()


def draw(report: AnnualReport, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the report.

    Args:
        report: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    salons = report.salons or (SalonLine(),) * _FIRST_SALONS
    rest = salons[_FIRST_SALONS:]
    chunks = [rest[at : at + _MORE_SALONS] for at in range(0, len(rest), _MORE_SALONS)]
    more = figures.on_pages(report.further)
    pages = 2 + len(chunks) + len(more)
    paper.about(report.district, year_label_both(report.year) if report.year else "")
    _draw_head(paper, report, figures.printed(printed_on, 1, pages))
    y = figures.programme(paper, 60, 1, WATCH.title, WATCH.on_form(For.DISTRICT), report.numbers)
    y = figures.programme(paper, y + 12.6, 2, SALON.title, SALON.on_form(For.DISTRICT), report.numbers)
    y = _draw_rest(paper, report, y + 12.6)
    _draw_remarks(paper, report.remarks, y + 7.2)
    paper.next_page()
    _draw_second_head(paper, report, "月ごと・サロンごとの実績", figures.printed(printed_on, 2, pages))
    acts = [month.acts or 0 for month in report.months]
    figures.bars(paper, LEFT, 62.5, "月ごとの見守り(回)", acts)
    figures.bars(paper, 110, 62.5, "月ごとのサロン参加(人)", [m.participants or 0 for m in report.months])
    _draw_months(paper, report)
    _draw_salons(paper, salons[:_FIRST_SALONS], _SALONS_TOP)
    paper.next_page()
    for page, chunk in enumerate(chunks, start=3):
        _draw_second_head(paper, report, "サロンごとの実績(つづき)", figures.printed(printed_on, page, pages))
        _draw_salons(paper, chunk, 44)
        paper.next_page()

    def head(at: int) -> None:
        page = figures.printed(printed_on, 3 + len(chunks) + at, pages)
        _draw_second_head(paper, report, "そのほかの事業の実績", page)

    figures.further_pages(paper, head, more, report.numbers)
    return paper.finish()


def _draw_head(paper: Paper, report: AnnualReport, printed: str) -> None:
    if report.council:
        paper.fit(LEFT, 16.2, f"{report.council} 会長 様", 12.2, 105, least=9)
    else:
        paper.line(LEFT, 17, 70, 17)
        paper.text(72, 16.2, "会長 様", 12.2)
    paper.text(RIGHT, 16.1, printed, 10.2, align="right")
    paper.text(LEFT, 28.8, TITLE, 22, bold=True)
    width = 15 * len(report.stamps)
    figures.year_line(paper, 37, report.year, RIGHT - width)
    if report.stamps:
        marks.stamps(paper, RIGHT - width, 20, report.stamps, head=4.5, body=13.8, size=9.5)
    if report.district:
        paper.fit(LEFT, 45.5, report.district, 14, 80, least=9, bold=True)
    else:
        paper.line(LEFT, 46.4, 78, 46.4)
        paper.text(80, 45.5, "地区社協", 12.2)
    paper.text(108, 45.5, "会長", 11)
    paper.line(118, 46.6, RIGHT, 46.6)
    paper.fit(120, 45.5, report.chair, 14, 70, least=9)


def _draw_rest(paper: Paper, report: AnnualReport, top: float) -> float:
    y = figures.section(paper, top, 3, "つながりカードと助成金の合計", columns=False)
    of = report.numbers
    y = figures.row(paper, y, CARDS.title, of.get("cards.written"), "枚")
    steps = tuple(of.get(f"cards.{step}") for step in ("handed", "answered", "late"))
    shown = "" if None in steps else "／".join(number(value) for value in steps)
    y = figures.part_row(paper, y, "うち 渡した／回答あり／おくれ", shown, "枚")
    for grant in report.other_grants[:3]:
        y = figures.part_row(paper, y, grant.label, number(grant.yen), "円")
    total = figures.grant_total(of, report.other_grants)
    return figures.sum_row(paper, y, "助成金 合計", total, "円", last=True)


def _draw_remarks(paper: Paper, remarks: str, y: float) -> None:
    paper.text(LEFT, y, "特記事項", 11.5, bold=True)
    for index in range(2):
        paper.line(LEFT + 20, y + 1.6 + index * 9, RIGHT, y + 1.6 + index * 9)
    paper.block(LEFT + 20.5, y, remarks, 12, RIGHT - LEFT - 21, lines=2, leading=9, least=8)
    figures.note(paper, y + 16.2, "人数は実人数です。二つの役をもつ方は、それぞれの行に1人と数えます。")


def _draw_second_head(paper: Paper, report: AnnualReport, title: str, printed: str) -> None:
    if report.district:
        paper.fit(LEFT, 16.2, report.district, 12, 95, least=9)
    else:
        paper.line(LEFT, 17, 70, 17)
        paper.text(71, 16.2, "地区社協", 12)
    paper.text(RIGHT, 16.1, printed, 10.2, align="right")
    paper.text(LEFT, 28.6, title, 18, bold=True)
    year = year_label(report.year) if report.year else "令和　　　年度"
    paper.text(RIGHT, 28.6, year, 14, bold=True, align="right")


def _draw_months(paper: Paper, report: AnnualReport) -> None:
    y = _MONTHS_TOP
    for x, label in zip(_MONTH_EDGES, _MONTH_NAMES, strict=True):
        paper.text(x, y - 2.2, label, 10, align="right")
    paper.text(LEFT, y - 2.2, "月", 10)
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    months = report.months or (MonthLine(),) * 12
    for index, (name, month) in enumerate(zip(months_of(report.year or 2000), months, strict=True)):
        _draw_month(paper, y, f"{int(name[5:])}月", _values(month))
        y += _ROW
        paper.line(LEFT, y, RIGHT, y, GROUP if index % 3 == 2 else FINE)
    totals = [_sum([_values(month)[column] for month in months]) for column in range(len(_MONTH_EDGES))]
    _draw_month(paper, y + 0.6, "合計", totals, bold=True)
    paper.line(LEFT, y + _ROW + 1, RIGHT, y + _ROW + 1, HEAVY)


def _values(month: MonthLine) -> tuple[int | None, ...]:
    return month.visit, month.phone, month.pattern, month.acts, month.sessions, month.participants


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _draw_month(
    paper: Paper, top: float, name: str, values: Sequence[int | None], *, bold: bool = False
) -> None:
    y = top + _ROW - 1.9
    paper.text(LEFT, y, name, 12, bold=bold)
    for x, value in zip(_MONTH_EDGES, values, strict=True):
        paper.text(x, y, number(value), 12, bold=bold, align="right")


def _draw_salons(paper: Paper, salons: Sequence[SalonLine], top: float) -> None:
    paper.text(LEFT, top - 2.4, "サロン", 12, bold=True)
    paper.text(104, top - 2.2, "型", 10)
    for x, label in ((146.0, "回数"), (170.0, "延べ人数"), (191.2, "お手伝い")):
        paper.text(x, top - 2.2, label, 10, align="right")
    paper.line(LEFT, top, RIGHT, top, BLOCK)
    for index, salon in enumerate(salons):
        bottom = top + (index + 1) * 7.4
        y = bottom - 2.2
        paper.fit(LEFT, y, salon.name, 12, 84, least=8)
        paper.fit(104, y, salon.type, 11, 26, least=8)
        for x, value in ((146.0, salon.sessions), (170.0, salon.participants), (191.2, salon.staff)):
            paper.text(x, y, number(value), 12, align="right")
        stronger = (index + 1) % 5 == 0
        last = index == len(salons) - 1
        paper.line(LEFT, bottom, RIGHT, bottom, BLOCK if last else GROUP if stronger else FINE)
