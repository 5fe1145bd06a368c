"""report annual, report years, report missing, report text, report trace."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.figure import For
from sasaeai_desktop.domain.figures.year import Annual
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.services.reports import missing, noting, report_files, reports, wording


def annual(cli: Cli) -> Answer:
    """Give the year's figures, or write them into a file."""
    args = cli.args
    with cli.desk() as desk:
        figures = reports.annual(desk, args.year)
        told = noting.notes(desk, args.year)
        if args.out is not None:
            report_files.write_annual(desk, figures, args.out)
    document = {**figures.to_json(), "notes": [note.to_json() for note in told]}
    if args.out is not None:
        cli.say(f"{document['label']}の数を書き出しました。")
        return Answer({**document, "path": str(args.out)}, [str(args.out)])
    return Answer(document, [*_table(figures, document), *(f"※ {words}" for words in noting.in_words(told))])


_MOST_YEARS = 5
_PLAIN = ("人", "回", "地区", "枚")  # units that go without saying


def _table(year: Annual, document: dict[str, Any]) -> list[str]:
    """Return the programmes as the reference table of the council prints them."""
    lines = [
        f"{document['label']} ({document['fiscal_year']})  報告のあった地区 {document['districts_reported']}"
    ]
    for section in year.sections:
        lines.append(section.title)
        values = year.totals[section.name]
        for figure in section.in_window(For.CITY, values):
            unit = "" if figure.unit in _PLAIN else f" ({figure.unit})"
            lines.append(f"  {section.get(values, figure):>12,}  {figure.title}{unit}")
    if year.scope == "city":
        lines.append("実人数は、地区ごとの実人数の合計です。")
    return lines


def years(cli: Cli) -> Answer:
    """Give the figures of several fiscal years, the oldest first."""
    args = cli.args
    if not 1 <= args.count <= _MOST_YEARS:
        raise InputError("何年分かは、1から5までです。", "--count を たしかめてください。")
    with cli.desk() as desk:
        found = [reports.annual(desk, args.year - back) for back in range(args.count - 1, -1, -1)]
    whole = [year.to_json() for year in found]
    lines = ["\t".join(("", *(document["label"] for document in whole)))]
    for section in found[-1].sections:
        for figure in section.in_window(For.CITY, found[-1].totals[section.name]):
            counts = (f"{section.get(year.totals[section.name], figure):,}" for year in found)
            lines.append("\t".join((figure.title, *counts)))
    return Answer({"years": whole}, lines)


def missing_things(cli: Cli) -> Answer:
    """Say what a district still lacks before it hands its year in."""
    year = cli.args.year
    with cli.desk() as desk:
        found = missing.missing(desk, year)
    lines = [missing.heading(year, found)]
    for lack in found:
        lines.append(f"{lack.what.label}  {lack.how_many}  {lack.todo}")
        lines += [f"  {record.words}  {record.right}".rstrip() for record in lack.records]
    if not found:
        lines.append("足りないものは ありません。")
    document = {
        "fiscal_year": year,
        "label": year_label(year),
        "missing": [lack.to_json() for lack in found],
    }
    return Answer(document, lines)


def text(cli: Cli) -> Answer:
    """Give the draft of the report's text part."""
    with cli.desk() as desk:
        words = wording.draft(desk, cli.args.year)
    return Answer({"fiscal_year": cli.args.year, "text": words}, words.splitlines())


def trace(cli: Cli) -> Answer:
    """Give the records behind one figure."""
    with cli.desk() as desk:
        document = reports.trace(desk, cli.args.figure, cli.args.year)
    lines = [f"{document['figure']} {document['label']} {document['value']:,}"]
    lines += ["  " + "  ".join(f"{k}={v}" for k, v in record.items()) for record in document["records"]]
    return Answer(document, lines)
