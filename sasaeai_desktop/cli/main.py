"""Runs one command: its answer on stdout, its words on stderr, and an exit code that scripts can rely on."""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable
from typing import Any, TextIO

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.cli.parser import parse
from sasaeai_desktop.cli.stopping import Stop
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.plain import escaped_json, plain
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.windows import console_encoding

BUG = 1
INTERRUPTED = 130  # what a shell gives for Ctrl-C
Window = Callable[[Cli], int]
_OPENS_FIRST = frozenset(("bundles", "reports", "conflicts", "closing", "safety:check"))
"""Modules and single commands that open the desk before all else: their key is worked out while they are imported."""


def run(argv: list[str] | None, window: Window) -> int:
    """Run one command, or the window without one.

    Args:
        argv: arguments without the program's name; None takes the process's own.
        window: opens the window and returns its exit code.

    Returns:
        The exit code of the shared command-line page.
    """
    _speak_utf8()
    given = sys.argv[1:] if argv is None else argv
    try:
        return _work(given, window)
    except BrokenPipeError:
        _close_quietly()  # whoever read our output has enough of it (| head)
        return 0


def _work(given: list[str], window: Window) -> int:
    # Known before parsing, for what goes wrong while parsing.
    args = Namespace(json="--json" in given, debug="--debug" in given, data_dir=None)
    stop = Stop()
    try:
        args = parse(given)
        cli = Cli(args, app_paths(args.data_dir), Clock())
        return window(cli) if args.command is None else _answer(cli, stop)
    except SystemExit as leaving:  # argparse, after --help and --version
        return leaving.code if isinstance(leaving.code, int) else 0
    except UserError as error:
        return _tell(error, args)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _tell(_disk(error), args)
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as error:  # noqa: BLE001 - the last place before the person: every bug ends here
        return _interrupted() if stop.asked else _bug(error, args)


def _answer(cli: Cli, stop: Stop) -> int:
    with stop.heard():
        return _give(_run(cli), as_json=cli.args.json)


def _interrupted() -> int:
    print("\n途中でやめました。そこまでにできたと知らせたものは、残っています。", file=sys.stderr)
    return INTERRUPTED


def _run(cli: Cli) -> Answer:
    module, _, name = cli.args.run.partition(":")
    if not _OPENS_FIRST.isdisjoint((module, cli.args.run)):
        cli.begin_key()
    try:
        command: Callable[[Cli], Answer] = getattr(
            importlib.import_module(f"sasaeai_desktop.cli.{module}"), name
        )
        return command(cli)
    finally:
        cli.wait_for_key()


def _give(answer: Answer, *, as_json: bool) -> int:
    if as_json:
        _print_json(answer.document)
    elif answer.lines:
        print("\n".join(map(plain, answer.lines)))
    sys.stdout.flush()
    return answer.code


def _print_json(document: Any) -> None:
    plain_only = (sys.stdout.encoding or "utf-8").lower() not in {"utf-8", "utf8"}
    print(escaped_json(json.dumps(document, ensure_ascii=plain_only, indent=1)))


def _tell(error: UserError, args: Namespace) -> int:
    """Say what happened and what to do; a script that asked for JSON gets the same as a document."""
    print("\n".join(plain(sentence) for sentence in (error.what, error.todo) if sentence), file=sys.stderr)
    if args.debug:
        traceback.print_exception(error)
    if args.json:
        _print_json({"error": error.what, "todo": error.todo, "exit_code": error.exit_code})
        sys.stdout.flush()
    return error.exit_code


def _disk(error: OSError) -> UserError:
    from sasaeai_desktop.disk import disk_error  # noqa: PLC0415 - only when it failed

    return disk_error(error)


def _bug(error: Exception, args: Namespace) -> int:
    from sasaeai_desktop.crash import CrashLog  # noqa: PLC0415 - only for a bug

    log = CrashLog(app_paths(args.data_dir)).write(error)
    print(
        f"プログラムのまちがいで、とまりました。書きかけのものは残っていません。\n「{log}」というファイルを、作った人に見せてください。",
        file=sys.stderr,
    )
    if args.debug:
        traceback.print_exception(error)
    if args.json:
        _print_json({"error": "bug", "todo": str(log), "exit_code": BUG})
        sys.stdout.flush()
    return BUG


def _speak_utf8() -> None:
    """Write what reads us: a screen of text takes everything, a pipe to a cp932 console its code page, all else UTF-8.

    What a code page lacks is escaped, never a crash.
    """
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream)


def _reconfigure(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)  # a captured stream in tests may have none
    if reconfigure is not None:
        screen = stream is not None and stream.isatty()
        reconfigure(encoding="utf-8" if screen else console_encoding(), errors="backslashreplace")


def _close_quietly() -> None:
    """Send what Python still wants to flush nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    finally:
        os.close(nowhere)
