"""import, export, template, council statement: table files in and out."""

from __future__ import annotations

from dataclasses import asdict

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.reports import statements
from sasaeai_desktop.services.tables import exporting, importing

_SHOWN = 20  # rejects shown to a person; --json and FILE.rejects.csv have all

EVERYTHING = "everything"
"""In place of a kind of table: all records, for leaving the program."""


def import_file(cli: Cli) -> Answer:
    """Take a table file in: all of it, or nothing unless ``--skip-bad``."""
    args = cli.args
    with cli.desk() as desk, cli.progress("取り込み") as progress:
        report = importing.import_table(
            desk,
            args.kind,
            args.file,
            encoding=args.encoding,
            skip_bad=args.skip_bad,
            dry_run=args.dry_run,
            progress=progress,
        ).result
    refused = bool(report.rejected) and not args.skip_bad
    _explain(cli, report, refused=refused)
    # Nothing was written, so nothing was added; only a rehearsal says what would be.
    added, updated = (0, 0) if refused and not args.dry_run else (report.added, report.updated)
    document = {
        "kind": report.kind,
        "read": report.read,
        "added": added,
        "updated": updated,
        "unchanged": report.unchanged,
        "rejected": [asdict(reject) for reject in report.rejected],
        "unknown_columns": list(report.unknown_columns),
        "rejects_file": str(report.rejects_file) if report.rejects_file else None,
        "dry_run": args.dry_run,
    }
    words = ("読んだ行", "新しい", "変わった", "同じ", "読めない")
    counts = (report.read, added, updated, report.unchanged, len(report.rejected))
    line = " / ".join(f"{word} {count}" for word, count in zip(words, counts, strict=True))
    return Answer(document, [line], code=InputError.exit_code if refused else 0)


def _explain(cli: Cli, report: importing.ImportReport, *, refused: bool) -> None:
    if report.unknown_columns:
        cli.say(
            f"使わなかった列があります: {'、'.join(report.unknown_columns)}。",
            "入れたい列なら、見出しを確かめてください。",
        )
    for reject in report.rejected[:_SHOWN]:
        place = f"{reject.line}行目" + (f"の{reject.column}" if reject.column else "")
        value = f"「{reject.value}」" if reject.value else ""
        cli.say(f"{place}{value}: {reject.reason}")
    if len(report.rejected) > _SHOWN:
        cli.say(f"ほかに{len(report.rejected) - _SHOWN}か所あります。")
    if refused:
        cli.say(
            f"読めないところが{len(report.rejected)}か所あるので、何も取り込みませんでした。",
            "表を直すか、--skip-bad を付けて、もう一度やってください。",
        )
    elif cli.args.dry_run:
        cli.say("確かめただけで、取り込んでいません。")
    elif report.rejects_file:
        cli.say(
            f"読めなかった行のわけを「{report.rejects_file}」に書きました。直して、もう一度取り込んでください。"
        )


def export_file(cli: Cli) -> Answer:
    """Write a table file, or everything into a folder."""
    args = cli.args
    if args.kind == EVERYTHING:
        return _export_everything(cli)
    with cli.desk() as desk:
        rows = exporting.export_table(desk, args.kind, args.out, args.encoding)
    cli.say(f"{rows}行を書き出しました。名前などが入ったファイルです。使い終わったら消してください。")
    return Answer({"kind": args.kind, "path": str(args.out), "rows": rows}, [str(args.out)])


def _export_everything(cli: Cli) -> Answer:
    from sasaeai_desktop.services.tables import leaving  # noqa: PLC0415 - seldom wanted

    out = cli.args.out
    with cli.desk() as desk, cli.progress("書き出しています") as report:
        files = leaving.export_everything(desk, out, report)
    cli.say(
        f"{len(files)}個のファイルに、記録のすべてを書き出しました。お名前が読めるファイルです。使い終わったら消してください。"
    )
    return Answer({"kind": EVERYTHING, "path": str(out), "files": [str(f) for f in files]}, [str(out)])


def template(cli: Cli) -> Answer:
    """Write an empty table file with two example rows; needs no installation."""
    args = cli.args
    exporting.write_template(args.kind, args.out)
    cli.say("ひな形を作りました。例の2行を消してから、使ってください。")
    return Answer({"kind": args.kind, "path": str(args.out)}, [str(args.out)])


def statement(cli: Cli) -> Answer:
    """Take in the year's figures of a district that reports on paper."""
    args = cli.args
    if not args.file.is_file():
        raise InputError(
            f"「{args.file.name}」が見つかりません。", "ファイルの場所と名前を確かめてください。"
        )
    figures = statements.read_statement_csv(args.file)
    with cli.desk() as desk:
        statements.record_statement(desk, args.district, args.name, args.year, figures)
    cli.say(f"{args.district}番の地区の、{args.year}年度の紙の数を取り込みました。")
    document = {"district": args.district, "year": args.year, "figures": figures}
    return Answer(document, [f"{key} {value}" for key, value in figures.items()])
