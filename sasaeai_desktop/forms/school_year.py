"""登校見守り 年次表: per school and month the days and 延べ, with 参加者数 (実) of the district."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "school-year"
TITLE = "登校見守り年次表"
_PER_PAGE = 6
_OPEN = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolLine:
    """A school's year; ``months`` twelve of (days, 延べ) from April."""

    name: str = ""
    people: int | None = None
    days: int | None = None
    attendances: int | None = None
    months: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolYear:
    """A district's year; ``people`` is 参加者数 (実) over all schools. ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    people: int | None = None
    days: int | None = None
    attendances: int | None = None
    schools: tuple[SchoolLine, ...] = ()


def blank() -> SchoolYear:
    """Return the table with everything left open."""
    return SchoolYear()


def draw(some: SchoolYear, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one district's year, six schools a page."""
    paper = Paper(TITLE, invariant=invariant)
    schools = some.schools or ((SchoolLine(),) * _OPEN if not some.year else ())
    parts = tables.chunks(schools, _PER_PAGE, _PER_PAGE)
    for page, part in enumerate(parts, start=1):
        about = Head(
            title=TITLE,
            district=some.district,
            period=layout.year_words(some.year),
            stamps=("会長", "事務局"),
        )
        y = layout.head(paper, about, printed_on, page, len(parts))
        if page == 1:
            y = layout.fields(
                paper, y + 1, Cell(label="参加者数（実）", value=number(some.people), width=62, bold=True, unit="人"),
                Cell(label="延べ", value=number(some.attendances), width=56, bold=True, unit="人"),
                Cell(label="実施", value=number(some.days), bold=True, unit="回"), height=12,
            )  # fmt: skip
        y = layout.section(paper, y + 1, 1, "学校ごと・月ごと", "上が実施した日数、下が延べ人数")
        _draw_schools(paper, y, tuple(part), some.year)
        paper.next_page()
    return paper.finish()


def _draw_schools(paper: Paper, top: float, schools: tuple[SchoolLine, ...], year: int) -> None:
    columns = [Column(head="月", width=24, size=11.5)]
    width = 156 / max(3, len(schools))
    columns += [
        Column(head=s.name or "　", width=width, align="right", size=12, two=False) for s in schools
    ]  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for at, month in enumerate(months_of(year or 2000)):
        cells = [_month(s, at) for s in schools]
        rows.append((f"{int(month[5:])}月", *cells))
    people = ("実人数", *(_unit(s.people, "人") for s in schools))
    total = ("合計", *(f"{number(s.days)}日　{number(s.attendances)}人" if s.months else "" for s in schools))
    y = tables.draw(paper, top, columns, [*rows, people], height=11.2, total=total, every=3)
    layout.note(
        paper,
        y + 6,
        "実人数は、お名前のある方だけを数えます。同じ方が2つの学校に立ったときは、学校ごとに1人ずつ数えます。",
    )


def _month(school: SchoolLine, at: int) -> str:
    if not school.months:
        return ""
    days, people = school.months[at]
    return f"{days}日　{people}人" if days else "―"


def _unit(count: int | None, unit: str) -> str:
    return "" if count is None else f"{number(count)}{unit}"
