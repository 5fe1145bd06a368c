"""登校見守り 活動表: people x days of a month at one school, to be ticked by hand or as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.forms import layout, marks, tables
from sasaeai_desktop.forms.layout import LEFT, RIGHT, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, GROUP, HEAVY, Drawn, Paper

NAME = "school-watch"
TITLE = "登校見守り活動表"
DAYS = 23  # school days of a long month
_NAME, _CELL, _ROW = 50.0, 5.3, 9.4
_FIRST = LEFT + _NAME
_TOP = layout.HEAD_END + 12
_ROWS = int((layout.BOTTOM - 30 - _TOP - 11) / _ROW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One who stands there; ``days`` are the ISO days on which they did."""

    name: str = ""
    badge: str = ""
    point: str = ""
    days: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolWatch:
    """A school's month: ``dates`` ISO, at most ``DAYS`` on a page; ``unnamed`` how many more stood there by day."""

    district: str = ""
    school: str = ""
    month: str = ""
    time: str = ""
    dates: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    unnamed: tuple[tuple[str, int], ...] = ()


def blank() -> SchoolWatch:
    """Return the table with everything left open."""
    return SchoolWatch()


def draw(some: SchoolWatch, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one school's month; see `draw_all`."""
    return draw_all([some], printed_on=printed_on, invariant=invariant)


def draw_all(schools: Iterable[SchoolWatch], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many schools into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    for some in schools:
        halves = tables.chunks(some.dates, DAYS, DAYS)
        parts = tables.chunks(some.people, _ROWS, _ROWS)
        pages = [(dates, part, n * _ROWS) for dates in halves for n, part in enumerate(parts)]
        for page, (dates, part, _start) in enumerate(pages, start=1):
            about = Head(
                title=TITLE, district=some.district, period=some.month or "令和　　年　　月",
                conditions="　".join(w for w in (some.school, some.time) if w) or "学校　　　　　　　　　時刻　　　から　　　まで",
                stamps=("事務局", "世話係"),
            )  # fmt: skip
            layout.head(paper, about, printed_on, page, len(pages))
            _draw(paper, some, tuple(dates), tuple(part), last=page == len(pages))
            paper.next_page()
    return paper.finish()


def _draw(
    paper: Paper, some: SchoolWatch, dates: tuple[str, ...], people: tuple[Person, ...], *, last: bool
) -> None:
    open_form = not some.people and not some.dates
    count = _ROWS if open_form else len(people) + 2
    count = min(_ROWS, count)
    right = _FIRST + DAYS * _CELL + 8
    y = _draw_days(paper, dates, right)
    top = y
    for index in range(count):
        person = people[index] if index < len(people) else Person()
        middle = y + _ROW / 2
        if person.badge:
            paper.fit(LEFT + 6.5, middle + 1.5, person.badge, 10, 7, least=7, align="right")
        paper.one_or_two(LEFT + 9, middle + 1.7, person.name, 12.5, 26, least=10, small=8, bold=True)
        paper.one_or_two(LEFT + 36, middle + 1.5, person.point, 10, 13.5, least=8, small=6.5)
        for at, day in enumerate(dates):
            if day in person.days:
                marks.tick(paper, _FIRST + at * _CELL + 0.9, middle - 1.8, 3.6)
        if person.name and not open_form:
            stood = len(person.days & set(dates))
            paper.text(right - 1.2, middle + 1.6, str(stood), 11.5, bold=True, align="right")
        y += _ROW
        weight = HEAVY if index == count - 1 else GROUP if (index + 1) % 5 == 0 else FINE
        paper.line(LEFT, y, right, y, weight)
    y = _draw_totals(paper, some, dates, y, right)
    for at in range(DAYS + 1):
        monday = at < len(dates) and at and weekday(dates[at]) == "月"
        paper.line(_FIRST + at * _CELL, top, _FIRST + at * _CELL, y, GROUP if monday else FINE)
    paper.line(right, top, right, y)
    if last:
        layout.written(paper, y + 2, "", 2, label="気づいたこと", right=RIGHT)


def _draw_days(paper: Paper, dates: tuple[str, ...], right: float) -> float:
    paper.line(LEFT, _TOP, right, _TOP, BLOCK)
    paper.text(LEFT + 1, _TOP + 7.2, "腕章　お名前", 10)
    paper.text(LEFT + 36, _TOP + 7.2, "地点", 10)
    for at, day in enumerate(dates):
        x = _FIRST + (at + 0.5) * _CELL
        paper.text(x, _TOP + 4.6, str(int(day[8:10])), 10, align="center")
        paper.text(x, _TOP + 9.6, weekday(day), 10, align="center")
    paper.text(right - 1, _TOP + 7.2, "計", 10, align="right")
    paper.line(LEFT, _TOP + 11, right, _TOP + 11, BLOCK)
    return _TOP + 11


def _draw_totals(paper: Paper, some: SchoolWatch, dates: tuple[str, ...], top: float, right: float) -> float:
    unnamed = dict(some.unnamed)
    y = top
    sums = {day: sum(day in p.days for p in some.people) + unnamed.get(day, 0) for day in dates}
    for words, counts in (("お名前のない方", unnamed), ("延べ人数", sums)):
        paper.text(LEFT + 9, y + _ROW / 2 + 1.6, words, 10.5, bold=words == "延べ人数")
        if some.dates:
            for at, day in enumerate(dates):
                if counts.get(day):
                    x = _FIRST + (at + 0.5) * _CELL
                    paper.fit(
                        x, y + _ROW / 2 + 1.5, str(counts[day]), 10, _CELL - 0.6, least=7, align="center"
                    )
            total = sum(counts.get(day, 0) for day in dates)
            paper.fit(right - 1, y + _ROW / 2 + 1.6, str(total), 11.5, 6.6, least=8, bold=True, align="right")
        y += _ROW
        paper.line(LEFT, y, right, y, HEAVY if words == "延べ人数" else FINE)
    return y
