"""argparse in plain Japanese: headings of the help, and what was wrong with a command in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import NoReturn

from sasaeai_desktop.domain.errors import InputError

_HEADINGS = {
    "positional arguments": "入れるもの",
    "options": "えらべること",
    "optional arguments": "えらべること",
}
_HELP = "この説明を見せる"


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Japanese headings."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin with 使い方 instead of usage."""
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Put argparse's own headings into Japanese."""
        super().start_section(_HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """A parser that raises ``InputError`` instead of writing English and leaving the program."""

    def __init__(self, *args: object, with_help: bool = True, **kwargs: object) -> None:
        kwargs = {"formatter_class": Formatter, "allow_abbrev": False, "add_help": False, **kwargs}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # argparse's own long list, passed through
        if with_help:
            self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=_HELP)

    def error(self, message: str) -> NoReturn:
        """Say what was wrong with the command."""
        raise InputError(_plain(message), f"{self.prog} --help で、使い方を確かめてください。")


def _required(found: re.Match[str]) -> str:
    return f"「{found[1]}」が足りません。"


_SENTENCES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"the following arguments are required: (.*)", _required),
    (r"one of the arguments (.*) is required", _required),
    (r"unrecognized arguments: (.*)", lambda m: f"「{m[1]}」は、ここでは使えません。"),
    (r"argument ([^:]*): invalid choice: (.*?) \(choose from (.*)\)", lambda m: _choice(m[1], m[2], m[3])),
    (r"argument ([^:]*): expected .*", lambda m: f"「{m[1]}」のあとに、値がありません。"),
    (
        r"argument ([^:]*): invalid int value: (.*)",
        lambda m: f"「{m[1]}」の{_bare(m[2])}は、数ではありません。",
    ),
    (
        r"argument ([^:]*): not allowed with argument (.*)",
        lambda m: f"「{m[1]}」と「{m[2]}」は、いっしょに使えません。",
    ),
    (r"argument ([^:]*): (.*)", lambda m: f"「{m[1]}」の値が使えません: {m[2]}"),
)


def _plain(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence(found)
    return f"コマンドの書き方がちがいます: {message}"


def _choice(where: str, given: str, choices: str) -> str:
    known = choices.replace("'", "").replace(", ", " | ")
    what = "コマンド" if where == "COMMAND" else f"「{where}」の値"
    return f"{_bare(given)}という{what}はありません。使えるのは {known} です。"


def _bare(quoted: str) -> str:
    return f"「{quoted.strip(chr(39))}」"
