"""report annual, report trace."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.services.reports import report_files, reports


def annual(cli: Cli) -> Answer:
    """Give the year's figures, or write them into a file."""
    args = cli.args
    with cli.desk() as desk:
        figures = reports.annual(desk, args.year)
        if args.out is not None:
            report_files.write_annual(desk, figures, args.out)
    document = figures.to_json()
    if args.out is not None:
        cli.say(f"{document['label']}の数を書き出しました。")
        return Answer({**document, "path": str(args.out)}, [str(args.out)])
    return Answer(document, _table(document))


def _table(document: dict[str, Any]) -> list[str]:
    """Return the two programmes as the reference table of the council prints them."""
    watch, salon, cards = document["watch"], document["salon"], document["cards"]
    lines = [
        f"{document['label']} ({document['fiscal_year']})  報告のあった地区 {document['districts_reported']}",
        "安心見守り事業",
        *_figures(
            ("実施地区", watch["districts"]),
            ("見守り対象者数", watch["people"]),
            ("担い手数", watch["watchers"]),
            ("世話係数", watch["block_coordinators"]),
            ("地域コーディネーター数", watch["area_coordinators"]),
            ("延べ実施回数", watch["acts"]),
            ("市社協からの助成金 (円)", watch["grant_yen"]),
        ),
        "ふれあいサロン事業",
        *_figures(
            ("実施地区", salon["districts"]),
            ("日常生活型サロン数 (箇所)", salon["salons"]),
            ("延べ実施回数", salon["sessions"]),
            ("延べ参加人数", salon["participants"]),
            ("市社協からの助成金 (円)", salon["grant_yen"]),
        ),
        "つながりカード",
        *_figures(
            ("書いた", cards["written"]),
            ("渡した", cards["handed"]),
            ("回答あり", cards["answered"]),
            ("回答がおそい", cards["late"]),
        ),
    ]
    if document["scope"] == "city":
        lines.append("実人数は、地区ごとの実人数の合計です。")
    return lines


def _figures(*pairs: tuple[str, int]) -> list[str]:
    return [f"  {number:>12,}  {words}" for words, number in pairs]


def trace(cli: Cli) -> Answer:
    """Give the records behind one figure."""
    with cli.desk() as desk:
        document = reports.trace(desk, cli.args.figure, cli.args.year)
    lines = [f"{document['figure']} {document['label']} {document['value']:,}"]
    lines += ["  " + "  ".join(f"{k}={v}" for k, v in record.items()) for record in document["records"]]
    return Answer(document, lines)
