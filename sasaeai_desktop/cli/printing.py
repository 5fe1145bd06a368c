"""print: forms as PDF, some of them as a table."""

from __future__ import annotations

import json
from argparse import Namespace
from contextlib import ExitStack
from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.wareki import parse_month


def print_form(cli: Cli) -> Answer:
    """Write a form, or the names of all forms."""
    from sasaeai_desktop.services.reports import gallery, paper_tables, printing  # noqa: PLC0415 - brings the forms
    from sasaeai_desktop.services.reports.papers.wanted import no_report  # noqa: PLC0415 - brings the forms

    args = cli.args
    if args.list:
        names = gallery.forms()
        return Answer(names, names)
    if not args.form or args.out is None:
        missing = "FORM" if not args.form else "--out"
        raise InputError(
            f"「{missing}」が足りません。", "様式の名前と、--out で書き出すPDFの名前を付けてください。"
        )
    if args.form == "person-disclosure" and args.out.suffix.lower() == ".json":
        return _disclose(cli)
    if args.out.suffix.lower() in paper_tables.SUFFIXES:
        return _print_table(cli)
    with ExitStack() as stack:
        # An empty form needs nobody's passphrase; it carries the district's name only if one was given.
        nameless = args.blank and (not cli.here() or cli.given_passphrase() is None)
        desk = None if nameless else stack.enter_context(cli.desk())
        with cli.progress("印刷しています") as report:
            printed = printing.print_form(
                desk,
                args.form,
                **_asked(args),
                blank=args.blank,
                report=report or no_report,
            )
        safe_write(args.out, printed.pdf)
    if printed.missing:
        cli.say(
            f"字の形がない文字を 〓 で印刷しました: {' '.join(printed.missing)}。手で書き足してください。"
        )
    if printed.cut:
        cli.say(f"長くて入りきらない文が{len(printed.cut)}か所あり、終わりを … にしました。")
    document = {
        "form": args.form,
        "path": str(args.out),
        "pages": printed.pages,
        "missing": printed.missing,
        "cut": printed.cut,
        "names": printed.names,
    }
    return Answer(document, [str(args.out)])


def _asked(args: Namespace) -> dict[str, Any]:
    """Return what to print, as ``printing.wanted_by_number`` takes it; what was not given is None."""
    return {
        "month": parse_month(args.month) if args.month else None,
        "person": args.person or None,
        "watcher": args.watcher or None,
        "salon": args.salon or None,
        "year": args.year,
        "outside": args.outside,
    }


def _print_table(cli: Cli) -> Answer:
    """Write a form that is a table for a spreadsheet."""
    from sasaeai_desktop.services.reports import paper_tables, printing  # noqa: PLC0415 - brings the forms

    args = cli.args
    printing.check_form(args.form)
    if args.blank:
        raise InputError("白紙は、PDFで書き出します。", "--out の名前の終わりを .pdf にしてください。")
    with cli.desk() as desk:
        wanted = printing.wanted_by_number(desk, **_asked(args))
        rows = paper_tables.write_form(desk, args.form, wanted, args.out)
    return Answer({"form": args.form, "path": str(args.out), "rows": rows}, [str(args.out)])


def _disclose(cli: Cli) -> Answer:
    """Write everything that is kept about one person as JSON, for that person."""
    from sasaeai_desktop.services.people.erasing import person_numbered  # noqa: PLC0415 - brings the database
    from sasaeai_desktop.services.reports import disclosing, printing  # noqa: PLC0415 - as above

    args = cli.args
    with cli.desk() as desk:
        wanted = printing.wanted_by_number(desk, **_asked(args))
        told = disclosing.disclose(desk, wanted.person or wanted.watcher or person_numbered(desk, ""))
        text = json.dumps(told.as_json(), ensure_ascii=False, indent=1)
        safe_write(args.out, text.encode())
        disclosing.note_disclosure(desk, told)
    return Answer(
        {"form": args.form, "path": str(args.out), "kinds": [k.kind for k in told.kept]}, [str(args.out)]
    )
