"""demo, screenshots, selftest."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import LockedError
from sasaeai_desktop.domain.wareki import parse_date


def demo(cli: Cli) -> Answer:
    """Make a practice city."""
    from sasaeai_desktop.practice.city import build_city  # noqa: PLC0415 - brings everything

    args = cli.args
    with cli.progress("練習用の市") as progress:
        built = build_city(args.out, args.seed, args.districts, args.years, progress)
    passphrase = args.out / "passphrase.txt"
    cli.say(f"練習用の市を作りました。合いことばは「{passphrase}」にあります。")
    document = {
        "path": str(built.out),
        "council": str(built.council),
        "council_before": str(built.council_before),
        "districts": [str(folder) for folder in built.districts],
        "bundles": [str(path) for path in built.bundles],
        "expected": str(args.out / "expected.json"),
        "passphrase_file": str(passphrase),
    }
    return Answer(document, [str(built.out)])


def screenshots(cli: Cli) -> Answer:
    """Draw every page and dialog as PNG."""
    from sasaeai_desktop.ui.screenshots import practice_day, take  # noqa: PLC0415 - brings Qt

    args = cli.args
    today = parse_date(args.today) if args.today else ""
    own = args.data_dir is not None
    if own and not cli.here():
        raise LockedError("この場所には、まだデータがありません。", "--data-dir の場所を確かめてください。")
    clock = cli.clock if own and not today else practice_day(today)
    written = take(
        args.out,
        cli.paths if own else None,
        clock,
        cli.passphrase() if own else None,
        text=args.text,
        theme=args.theme,
        page=args.page,
    )
    names = [str(path) for path in written]
    return Answer(names, names)


def selftest(cli: Cli) -> Answer:
    """Go once through the main job on a copy; one line per step, as it is done."""
    from sasaeai_desktop.ui.selftest import Step, steps  # noqa: PLC0415 - brings Qt

    def told(step: Step) -> None:
        if not cli.args.json:
            print(
                f"{'できない' if step.problem else 'できた'}  {step.words}  {step.problem}".rstrip(),
                flush=True,
            )

    own = cli.args.data_dir is not None
    done = steps(cli.paths if own else None, cli.clock, cli.passphrase() if own else None, told)
    bad = any(step.problem for step in done)
    return Answer(
        [{"step": step.words, "ok": not step.problem, "problem": step.problem} for step in done],
        code=int(bad),
    )
