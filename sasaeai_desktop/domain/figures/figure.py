"""What a figure of the year is, and a programme's section of figures.

A figure is declared here once (key path, words, unit, where it is shown) and counted by the queries of the same name in
``db/repositories/figures``. The key paths are those of ``report annual --json`` (shared command-line page).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Flag
from typing import Any

from sasaeai_desktop.domain.council import Programme

Codes = tuple[tuple[str, str], ...]
"""Codes and their labels, in the order of the forms."""

AT_YEAR_END = "_at_year_end"
"""Ends the name of a figure that is counted on 31 March beside the same of the year."""


class For(Flag):
    """Who is shown a figure."""

    NOBODY = 0
    DISTRICT = 1
    CITY = 2
    BOTH = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; without further words it stands on the page, on both forms and in the table file.

    Attributes:
        path: key path in the json, "watch.acts". In a section with codes, the code is left out ("activities.held").
        title: the form's own term, 延べ実施回数. With ``codes`` it holds a place for the label: "うち {}".
        unit: of each record's share (人, 回, 箇所, 円).
        people: distinct persons (実人数), who are added up per district; else acts or sums (延べ).
        year_end: counted on 31 March alone (年度末現在).
        ends: a figure of the same name with ``AT_YEAR_END`` stands in its line.
        codes: the figure is a number per code, e.g. acts by method; further codes may occur.
        great: the figure by which the year is judged; it stands large.
        part: it is part of the figures above it, and stands indented below them.
        window: to whom the page 報告・印刷 shows it.
        form: on which form it has a line, 年間実績報告書 (DISTRICT) or 総括表 (CITY).
        said: the page's words, where they differ from ``title``.
        file: header in the year's table file; None for 「programme title」, "" for no column.
        short: header in the page's table of districts; "" for no column.
        asked: it has a field in 紙の報告.
        most: the city has the most of its districts' numbers instead of their sum (a common target).
        idle: it does not say that anything was done (people without a plan), so it alone shows no optional section.
        code: of one number out of several (see ``Section.leaves``).
        of: path of the whole of which it is one number.
        name: the figure's key in its section, "acts"; of a code's number still that of the whole.
    """

    path: str
    title: str
    unit: str
    people: bool = False
    year_end: bool = False
    ends: bool = False
    codes: Codes = ()
    great: bool = False
    part: bool = False
    window: For = For.BOTH
    form: For = For.BOTH
    said: str = ""
    file: str | None = None
    short: str = ""
    asked: bool = False
    most: bool = False
    idle: bool = False
    code: str = ""
    of: str = ""
    name: str = field(init=False)

    def __post_init__(self) -> None:
        """Take the name from the path; looked up too often to be cut out each time."""
        object.__setattr__(self, "name", (self.of or self.path).partition(".")[2])

    @property
    def section(self) -> str:
        """The programme's key, "watch"."""
        return self.path.partition(".")[0]

    @property
    def beside(self) -> bool:
        """Whether it stands in the line of the year's figure (see ``ends``)."""
        return self.name.endswith(AT_YEAR_END)

    def joined(self, number: int, other: int) -> int:
        """Return what two of its numbers come to together."""
        return max(number, other) if self.most else number + other

    @property
    def query(self) -> str:
        """The name of its queries: that of the year's figure also for the one at the year's end."""
        return self.name.removesuffix(AT_YEAR_END)


class Values(dict[str, Any]):
    """A section's numbers by figure name, also as attributes: ``values.acts``."""

    def __getattr__(self, name: str) -> Any:
        """Return a figure's number, or its numbers by code."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True, slots=True)
class Section:
    """A programme's figures of the year.

    Attributes:
        name: key in the json, and name of its wing on every floor.
        title: the programme, 安心見守り事業.
        short: its short word, 見守り.
        icon: name in resources/icons.
        figures: in the order of the forms.
        judged: figure that says whether a district carried it out; "districts" counts those.
        grant: whose amount is "grant_yen".
        states: a district's line says 提出, 0回, 未提出, 未実施 or 紙.
        optional: shown only where a district does something of it.
        whole: counted for the desk as a whole, with no line per district.
        home: its records stay with their district, so a council has nothing of it.
        chart: figure whose months are drawn on the page, and words for the bars; ("", "") for none.
        codes: every figure is a number per code, and the code stands before the figure: "activities.meeting.held".
        listed: names of the parts of codes that are nowhere declared (a plan and its goal): the json holds a list of
            lines with these keys beside the figures. Queries give such a code as the parts joined by ``/``.
    """

    name: str
    title: str
    short: str
    icon: str
    figures: tuple[Figure, ...]
    judged: str = ""
    grant: Programme | None = None
    states: bool = False
    optional: bool = True
    whole: bool = False
    home: bool = False
    chart: tuple[str, str] = ("", "")
    codes: Codes = ()
    listed: tuple[str, ...] = ()

    @property
    def lines(self) -> bool:
        """Whether the section is one line of figures per code."""
        return bool(self.codes or self.listed)

    def figure(self, name: str) -> Figure | None:
        """Return a figure by its name."""
        return next((f for f in self.figures if f.name == name), None)

    def leaves(self, values: Values | None = None) -> Iterator[Figure]:
        """Yield every figure that is one number, those of codes with the label in their title.

        Args:
            values: whose codes a listed section has.
        """
        if self.lines:
            codes = sorted(values or ()) if self.listed else [code for code, _ in self.codes]
            yield from (self.leaf(f, code) for code in codes for f in self.figures)
            return
        for f in self.figures:
            if f.codes:
                yield from (self.leaf(f, code) for code, _ in f.codes)
            else:
                yield f

    def leaf(self, figure: Figure, code: str) -> Figure:
        """Return the number of one code as a figure of its own."""
        if self.lines:
            title = f"{dict(self.codes).get(code, code)} {figure.title}"
            path = f"{self.name}.{code}.{figure.name}"
            return replace(figure, path=path, title=title, code=code, of=figure.path)
        label = dict(figure.codes).get(code, code)
        title, file = figure.title.format(label), figure.file and figure.file.format(label)
        path = f"{figure.path}.{code}"
        return replace(figure, path=path, title=title, file=file, codes=(), code=code, of=figure.path)

    def in_window(self, who: For, values: Values | None = None) -> tuple[Figure, ...]:
        """Return what the page shows to a district or a council; given values, no line of a code with nothing in it."""
        return tuple(f for f in self.leaves(values) if f.window & who and self._worth_a_line(f, values))

    def on_form(self, who: For, values: Values | None = None) -> tuple[Figure, ...]:
        """Return the lines of a form; given values, no line of a code with nothing in it."""
        found = (f for f in self.leaves(values) if f.form & who and not f.beside)
        return tuple(f for f in found if self._worth_a_line(f, values))

    def _worth_a_line(self, figure: Figure, values: Values | None) -> bool:
        return not self.lines or values is None or bool(self.get(values, figure))

    def headers(self) -> tuple[tuple[str, Figure], ...]:
        """Return the columns of the year's table file."""
        named = ((f"{self.short} {f.title}" if f.file is None else f.file, f) for f in self.leaves())
        return tuple((header, f) for header, f in named if header)

    # Numbers

    def zeros(self) -> Values:
        """Return the section with nothing in it."""
        if self.lines:
            return Values({code: self._line() for code, _ in self.codes})
        return self._line()

    def _line(self) -> Values:
        return Values({f.name: {code: 0 for code, _ in f.codes} if f.codes else 0 for f in self.figures})

    def put(self, values: Values, figure: Figure, code: str, count: int) -> None:
        """Add a number to a figure, or to one of its codes.

        Args:
            values: of a district or of the city.
            figure: as declared (no leaf).
            code: "" for a figure without codes.
            count: the number.
        """
        if self.lines:
            into, key = self._line_in(values, code), figure.name
        elif figure.codes:
            into, key = values[figure.name], code
        else:
            into, key = values, figure.name
        into[key] = figure.joined(into.get(key, 0), count)

    def _line_in(self, values: Values, code: str) -> Values:
        """Return the figures of a code, or those without one; nothing in them where there were none."""
        if not self.lines:
            return values
        line: Values | None = values.get(code)
        if line is None:
            line = values[code] = self._line()
        return line

    def get(self, values: Values, figure: Figure) -> int | None:
        """Return the number of a leaf; None when there is no such code."""
        if self.lines:
            found = values.get(figure.code, {}).get(figure.name)
        else:
            found = values.get(figure.name)
            if figure.code and found is not None:
                found = found.get(figure.code)
        return found if isinstance(found, int) else None

    def add(self, total: Values, part: Values) -> None:
        """Add a district's numbers to the city's."""
        for code, line in part.items() if self.lines else (("", part),):
            into = self._line_in(total, code)
            for f in self.figures:
                if f.codes:
                    numbers = into[f.name]
                    for of, count in line[f.name].items():
                        numbers[of] = f.joined(numbers.get(of, 0), count)
                elif line[f.name]:
                    into[f.name] = f.joined(into[f.name], line[f.name])

    def _numbers(self, values: Values) -> Iterator[tuple[Figure, str, int]]:
        lines = values.items() if self.lines else (("", values),)
        for of_line, line in lines:
            for f in self.figures:
                if f.codes:
                    yield from ((f, code, count) for code, count in line[f.name].items())
                else:
                    yield f, of_line, line[f.name]

    def flat(self, values: Values) -> dict[str, int]:
        """Return the numbers by key path."""
        return {leaf.path: self.get(values, leaf) or 0 for leaf in self.leaves(values)}

    def any(self, values: Values) -> bool:
        """Say whether anything of it was done."""
        return any(count for figure, _, count in self._numbers(values) if not figure.idle)

    def to_json(self, values: Values) -> dict[str, Any] | list[dict[str, Any]]:
        """Return the section of the report's json."""
        if not self.listed:
            return {key: dict(v) if isinstance(v, dict) else v for key, v in values.items()}
        split = len(self.listed) - 1
        return [
            {**dict(zip(self.listed, code.split("/", split), strict=True)), **line}
            for code, line in sorted(values.items())
        ]


def labels(kind: type[Any]) -> Codes:
    """Return the codes of a ``Labelled`` enum with their labels."""
    return tuple((member.value, member.label) for member in kind)
