"""import, export, template, council statement: table files in and out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.findings import MOST, Asked, LeftOut, Reject, rows_in, sheet_of
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
            sheets=args.sheet,
            mapping=_mapping(args.map) if args.map else None,
            confirm=args.confirm,
            progress=None if progress is None else lambda done, total, _words: progress(done, total),
        ).result
    refused = bool(report.rejected or report.asked) and not args.skip_bad
    _explain(cli, report, refused=refused)
    # Nothing was written, so nothing was added; only a rehearsal says what would be.
    idle = refused and not args.dry_run
    added, updated, unchanged = (0, 0, 0) if idle else (report.added, report.updated, report.unchanged)
    waiting = _waiting(report.good) if idle else []
    document = {
        "kind": report.kind,
        "read": report.read,
        "added": added,
        "updated": updated,
        "unchanged": unchanged,
        "rejected": [_place(r) | {"column": r.column, "value": r.value, "reason": r.reason} for r in report.rejected],
        "asked": [
            _place(a) | {"column": a.column, "value": a.value, "reason": a.reason, "code": a.code} for a in report.asked
        ],
        "left_out": [*(_place(left) | {"code": left.code, "words": left.words} for left in report.left_out), *waiting],
        "notices": [
            {"code": n.code, "words": n.words, "lines": [int(line) for line in n.lines]} for n in report.notices
        ],
        "unknown_columns": list(report.unknown_columns),
        "rejects_file": str(report.rejects_file) if report.rejects_file else None,
        "dry_run": args.dry_run,
    }  # fmt: skip
    words = ("読んだ行", "新しい", "変わった", "同じ", "読めない", "たしかめる", "のぞいた")
    counts = (report.read, added, updated, unchanged, rows_in(report.rejected), rows_in(report.asked),
              len(report.left_out))  # fmt: skip
    line = " / ".join(f"{word} {count}" for word, count in zip(words, counts, strict=True))
    return Answer(document, [line], code=InputError.exit_code if refused else 0)


_WAITING = "ほかに取り込めない行があるので、まだ取り込んでいません。"


def _waiting(good: Sequence[int]) -> list[dict[str, object]]:
    """Return the rows that wait for others; of more than anybody reads, whole runs of lines with their last one."""
    words = {"code": "waiting", "words": _WAITING}
    if len(good) <= MOST:
        return [_place(LeftOut(line, "", "")) | words for line in good]
    runs: list[list[int]] = []
    for line in good:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return [_place(LeftOut(first, "", "")) | {"to": int(last)} | words for first, last in runs]


def _place(finding: Reject | Asked | LeftOut) -> dict[str, object]:
    """Return where a finding is; the sheet only where the file has several."""
    sheet = sheet_of(finding.line)
    return {"line": int(finding.line), **({"sheet": sheet} if sheet else {})}


def _mapping(path: Path) -> dict[str, str]:
    """Read --map FILE.json: header of the file -> ours."""
    try:
        said = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(
            f"「{path.name}」が読めません。", "ファイルの場所と名前を確かめてください。"
        ) from error
    except ValueError as error:
        raise InputError(f"「{path.name}」は JSON ではありません。", _MAP_FORM) from error
    if not isinstance(said, dict) or not all(isinstance(v, str | None) for v in said.values()):
        raise InputError(f"「{path.name}」の形がちがいます。", _MAP_FORM)
    return {str(theirs): ours or "" for theirs, ours in said.items()}


_MAP_FORM = '{"ファイルの見出し": "この表の見出し"} の形で書いてください。'


def _explain(cli: Cli, report: importing.ImportReport, *, refused: bool) -> None:
    for notice in report.notices:
        lines = "、".join(map(str, notice.lines[:5])) + (" …" if len(notice.lines) > 5 else "")
        cli.say(notice.words + (f"（{lines}行目）" if lines else ""))
    if report.unknown_columns:
        cli.say(
            f"使わなかった列があります: {'、'.join(report.unknown_columns)}。",
            "入れたい列なら、見出しを確かめるか、--map で示してください。",
        )
    for left in report.left_out[:_SHOWN]:
        cli.say(f"{left.line}行目は取り込みません: {left.words}")
    _list(cli, report.rejected)
    _list(cli, report.asked)
    if refused:
        _refuse(cli, report)
    elif cli.args.dry_run:
        cli.say("確かめただけで、取り込んでいません。")
    elif report.rejects_file:
        cli.say(
            f"取り込まなかった行のわけを「{report.rejects_file}」に書きました。直して、もう一度取り込んでください。"
        )


def _list(cli: Cli, findings: Sequence[Reject | Asked]) -> None:
    told = list(dict.fromkeys(map(_told, findings)))  # a cell may speak for many: 番号 with the months across
    for words in told[:_SHOWN]:
        cli.say(words)
    if len(told) > _SHOWN:
        cli.say(f"ほかに{len(told) - _SHOWN}か所あります。")


def _told(finding: Reject | Asked) -> str:
    sheet = f"「{sheet_of(finding.line)}」の" if sheet_of(finding.line) else ""
    place = f"{sheet}{finding.line}行目" + (f"の{finding.column}" if finding.column else "")
    value = f"「{finding.value}」" if finding.value else ""
    return f"{place}{value}: {finding.reason}"


def _refuse(cli: Cli, report: importing.ImportReport) -> None:
    if report.rejected:
        cli.say(
            f"読めないところが{len(report.rejected)}か所あるので、何も取り込みませんでした。",
            "表を直すか、--skip-bad を付けて、もう一度やってください。",
        )
    if report.asked:
        codes = " ".join(f"--confirm {code}" for code in dict.fromkeys(a.code for a in report.asked))
        cli.say(
            f"たしかめるところが{len(report.asked)}か所あるので、何も取り込みませんでした。",
            f"このままでよければ {codes} を付けて、ちがうときは表を直して、もう一度やってください。",
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
