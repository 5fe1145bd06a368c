"""市社協 総括表: the city's year on one page, then the table of its districts.

Figures are given, not added up here: the sums come from the report that also prints as JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sasaeai_desktop.domain.figures.figure import For
from sasaeai_desktop.domain.figures.salon import SALON
from sasaeai_desktop.domain.figures.watch import WATCH
from sasaeai_desktop.domain.fiscal import year_label, year_label_both
from sasaeai_desktop.forms import figures, marks
from sasaeai_desktop.forms.figures import LEFT, RIGHT, STATE_WORDS, Further, Numbers, OtherGrant, number
from sasaeai_desktop.forms.paper import BLOCK, FINE, GROUP, HEAVY, Drawn, Paper

NAME = "city-table"
TITLE = "地区社協活動 総括表"
ROWS = 31  # lines of a page of the districts' table
_FIRST, _ROW = 52.5, 7.2
_WATCH_LINE, _SALON_LINE = 54.0, 136.5


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a programme's columns stand: middle of its state, right edges of its numbers; their heads and key paths."""

    state: float
    edges: tuple[float, ...]
    heads: tuple[str, ...]
    paths: tuple[str, ...]


_PLACES = {
    "watch": _Place(
        60.6, (80.5, 95.0, 106.5, 115.5, 135.3), ("対象者", "担い手", "世話係", "CO", "延べ回数"),
        ("watch.people", "watch.watchers", "watch.block_coordinators", "watch.area_coordinators", "watch.acts"),
    ),
    "salon": _Place(
        143.2, (158.0, 173.5, 191.2), ("箇所", "回数", "延べ人数"), ("salon.salons", "salon.sessions", "salon.participants")
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictLine:
    """One district of the table.

    Attributes:
        code: 地区番号.
        name: 地区.
        states: by programme: reported | zero | not_reported | not_run | paper.
        numbers: by key path; a programme's are left out of the print unless it is reported, zero or paper.
    """

    code: str = ""
    name: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class CityTable:
    """The council's year.

    Attributes:
        council: "旭川市社会福祉協議会".
        office: "地域福祉課".
        year: fiscal year, 2023; 0 on a blank form.
        numbers: of the city, by key path.
        further: optional programmes of which something was done, on pages of their own.
        other_grants: further programmes.
        watch_months: acts of the twelve months from April; () draws no chart.
        salon_months: participants of the twelve months from April.
        districts: in the order of their codes; () prints no second page.
        stamps: captions of the stamp boxes.
        notes: what must be said beside the figures.
    """

    council: str = ""
    office: str = ""
    year: int = 0
    numbers: Numbers = field(default_factory=dict)
    further: Further = ()
    other_grants: tuple[OtherGrant, ...] = field(default_factory=figures.open_grants)
    watch_months: tuple[int, ...] = ()
    salon_months: tuple[int, ...] = ()
    districts: tuple[DistrictLine, ...] = ()
    stamps: tuple[str, ...] = ("局長", "課長", "係")
    notes: tuple[str, ...] = ()


def blank() -> CityTable:
    """Return the table with everything left open, and a page of open lines for the districts."""
    return CityTable(districts=(DistrictLine(),) * (ROWS - 1))


def draw(table: CityTable, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the year's page and the districts' table.

    Args:
        table: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    lines = [*table.districts, None] if table.districts else []  # None is the line of the totals
    more = figures.on_pages(table.further)
    of_districts = -(-len(lines) // ROWS)
    pages = 1 + of_districts + len(more)
    paper.about(table.council, year_label_both(table.year) if table.year else "")
    _draw_head(paper, table, figures.printed(printed_on, 1, pages))
    y = figures.programme(paper, 53, 1, WATCH.title, WATCH.on_form(For.CITY), table.numbers)
    y = figures.programme(paper, y + 13.8, 2, SALON.title, SALON.on_form(For.CITY), table.numbers)
    _draw_grants(paper, table, y + 14.0)
    figures.bars(paper, LEFT, 253.6, "月ごとの見守り(回)", table.watch_months)
    figures.bars(paper, 110, 253.6, "月ごとのサロン参加(人)", table.salon_months)
    _draw_notes(paper, table, 1 + of_districts)
    paper.next_page()
    for page in range(2, 2 + of_districts):
        _draw_table(paper, table, lines[(page - 2) * ROWS : (page - 1) * ROWS], (printed_on, page, pages))
        paper.next_page()
    figures.further_pages(
        paper,
        lambda at: _draw_second_head(
            paper, table, "そのほかの事業", (printed_on, 2 + of_districts + at, pages)
        ),
        more,
        table.numbers,
    )
    return paper.finish()


def _draw_council(paper: Paper, table: CityTable) -> None:
    if table.council:
        paper.fit(LEFT, 16.2, f"{table.council}　{table.office}", 12, 105, least=9)
    else:
        paper.line(LEFT, 17, 80, 17)
        paper.text(81, 16.2, "社会福祉協議会", 12)


def _draw_head(paper: Paper, table: CityTable, printed: str) -> None:
    _draw_council(paper, table)
    paper.text(RIGHT, 16.1, printed, 10.2, align="right")
    paper.text(LEFT, 28.8, TITLE, 24, bold=True)
    width = 15 * len(table.stamps)
    figures.year_line(paper, 37, table.year, RIGHT - width)
    if table.stamps:
        marks.stamps(paper, RIGHT - width, 20, table.stamps, head=4.5, body=13.8, size=9.5)


def _draw_grants(paper: Paper, table: CityTable, top: float) -> None:
    y = figures.section(paper, top, 3, "その他の事業と助成金の合計", columns=False)
    for grant in table.other_grants[:3]:
        y = figures.row(paper, y, grant.label, grant.yen, "円")
    total = figures.grant_total(table.numbers, table.other_grants)
    figures.sum_row(paper, y, "助成金 合計(1・2・3)", total, "円", last=True)


def _draw_notes(paper: Paper, table: CityTable, pages: int) -> None:
    paper.line(LEFT, 260.5, RIGHT, 260.5)
    y = figures.note(
        paper, 266.1, "人数は実人数です。年度の途中で地区を移った方は、二つの地区で数えることがあります。"
    )
    y = figures.note(paper, y, "担い手と世話係など、二つの役をもつ方は、それぞれの行に1人と数えます。")
    if table.year and table.districts:
        text, silent = "", 0
        for programme in (WATCH, SALON):
            states = Counter(line.states.get(programme.name, "") for line in table.districts)
            districts = table.numbers.get(f"{programme.name}.districts", 0)
            text += states_in_words(programme.short, districts, states)
            silent += states["not_reported"]
        if not silent:
            text += "未提出はありません。"
        y = figures.note(paper, y, text)
    if pages > 1:
        where = "2ページ" if pages == 2 else f"2ページから{pages}ページ"
        paper.text(LEFT, y + 1.4, f"地区ごとの表は{where}にあります。", 11.5, bold=True)


def states_in_words(programme: str, districts: int, states: Counter[str]) -> str:
    """見守りは48地区(うち紙の報告5)、未実施5。 Zero, 未実施 and 未提出 are three different things."""
    text = f"{programme}は{districts}地区"
    if states["paper"]:
        text += f"(うち紙の報告{states['paper']})"
    for state in ("zero", "not_run", "not_reported"):
        if states[state]:
            text += f"、{STATE_WORDS[state]} {states[state]}"
    return text + "。"


def _draw_table(
    paper: Paper, table: CityTable, lines: list[DistrictLine | None], printed: tuple[str, int, int]
) -> None:
    _draw_second_head(paper, table, "地区ごとの表", printed)
    _draw_table_head(paper)
    for index, line in enumerate(lines):
        top = _FIRST + index * _ROW
        bottom = top + _ROW
        if line is None:
            _draw_total(paper, table, top)
        else:
            _draw_district(paper, line, bottom - 2.2)
            stronger = (index + 1) % 5 == 0 or index == len(lines) - 1
            paper.line(LEFT, bottom, RIGHT, bottom, GROUP if stronger else FINE)
    bottom = _FIRST + _ROW * len(lines)
    for x in (_WATCH_LINE, _SALON_LINE):
        paper.line(x, 35, x, bottom, GROUP)
    y = figures.note(
        paper,
        bottom + 6,
        "CO は地域コーディネーター。紙 は紙の報告。0回・未実施・未提出は、それぞれ別のことです。",
    )
    if table.notes and None in lines:
        figures.note(paper, y, "".join(table.notes))


def _draw_second_head(paper: Paper, table: CityTable, title: str, printed: tuple[str, int, int]) -> None:
    _draw_council(paper, table)
    paper.text(RIGHT, 16.1, figures.printed(*printed), 10.2, align="right")
    year = year_label(table.year) if table.year else "令和　　　年度"
    paper.text(LEFT, 29, title, 21, bold=True)
    paper.text(RIGHT, 29, year, 14, bold=True, align="right")


def _draw_table_head(paper: Paper) -> None:
    paper.line(LEFT, 35, RIGHT, 35, BLOCK)
    paper.text((_WATCH_LINE + _SALON_LINE) / 2, 40.4, WATCH.title, 12, bold=True, align="center")
    paper.text((_SALON_LINE + RIGHT) / 2, 40.4, SALON.title, 12, bold=True, align="center")
    paper.line(_WATCH_LINE, 42.4, RIGHT, 42.4)
    paper.text(27, 49.6, "地区", 12, bold=True)
    for place in _PLACES.values():
        paper.text(place.state, 49.6, "状態", 10, align="center")
        for x, label in zip(place.edges, place.heads, strict=True):
            paper.text(x, 49.6, label, 9.5, align="right")
    paper.line(LEFT, _FIRST, RIGHT, _FIRST, BLOCK)


def _draw_district(paper: Paper, line: DistrictLine, y: float) -> None:
    paper.fit(25, y, line.code, 11, 7, least=7, align="right")
    paper.fit(27, y, line.name, 12, 26, least=8)
    for programme, place in _PLACES.items():
        state = line.states.get(programme, "")
        paper.fit(place.state, y, STATE_WORDS.get(state, state), 11, 13, least=8, align="center")
        if state in {"reported", "zero", "paper"}:
            _draw_numbers(paper, place.edges, _numbers(line.numbers, place.paths), y)


def _draw_total(paper: Paper, table: CityTable, top: float) -> None:
    y = top + _ROW - 2.1
    paper.line(LEFT, top, RIGHT, top, BLOCK)
    paper.text(27, y, "合計", 12, bold=True)
    for place in _PLACES.values():
        _draw_numbers(paper, place.edges, _numbers(table.numbers, place.paths), y, bold=True)
    paper.line(LEFT, top + _ROW, RIGHT, top + _ROW, HEAVY)


def _numbers(figures: Numbers, paths: tuple[str, ...]) -> tuple[int | None, ...]:
    return tuple(figures.get(path) for path in paths)


def _draw_numbers(
    paper: Paper, edges: tuple[float, ...], values: tuple[int | None, ...], y: float, *, bold: bool = False
) -> None:
    for index, (x, value) in enumerate(zip(edges, values, strict=True)):
        room = x - edges[index - 1] - 1.8 if index else 13.0
        paper.fit(x, y, number(value), 11.6, room, least=8, bold=bold, align="right")
