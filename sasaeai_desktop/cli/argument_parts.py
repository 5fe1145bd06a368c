"""What several commands take, declared once."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from sasaeai_desktop.cli.words import Parser
from sasaeai_desktop.domain.errors import InputError

Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # what the tables of years can say
KINDS = (
    "people | volunteers | visits | tallies | salons | sessions | attendance | cards | grants | plans | help-requests | "
    "help-acts | schools | school-days | ledger | grant-rules | groups | activities | completions | commissioner | goals | efforts"
)


def group(parser: Parser, dest: str) -> Commands[Parser]:
    """Return the place for a group's commands."""
    return parser.add_subparsers(dest=dest, title="コマンド", metavar="COMMAND", parser_class=Parser)


class Maker:
    """Adds commands that all know the common options."""

    def __init__(self, common: Parser) -> None:
        self._common = common

    def command(self, commands: Commands[Parser], name: str, run: str, words: str) -> Parser:
        """Add a command; ``run`` names its function, module:function below this package."""
        parser = commands.add_parser(name, help=words, description=words, parents=[self._common])
        parser.set_defaults(run=run)
        return parser

    def group(self, commands: Commands[Parser], name: str, words: str) -> Commands[Parser]:
        """Add a group of commands."""
        parser = commands.add_parser(name, help=words, description=words, parents=[self._common])
        return group(parser, "verb")


def add_watcher(parser: Parser) -> None:
    """Add whose volunteer entry a person at the desk is."""
    parser.add_argument(
        "--watcher", default="", metavar="KEY", help="担い手のとき、名簿の担い手の管理番号 (なければ名前で)"
    )


def add_list(parser: Parser) -> None:
    """Add which list of codes is meant."""
    parser.add_argument(
        "--list", default="signs", metavar="signs", help="表の名前 (signs | works | commissioner)"
    )


def add_kind(parser: Parser, more: str = "") -> None:
    """Add the kind of table."""
    parser.add_argument("kind", metavar="KIND", help=KINDS + more)


def add_out_folder(parser: Parser) -> None:
    """Add the folder to write into."""
    parser.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help="書き出す場所 (USBメモリーなど)"
    )


def add_year(parser: Parser, *, required: bool) -> None:
    """Add the fiscal year."""
    parser.add_argument("--year", type=_year, required=required, metavar="2023", help="年度")


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise InputError(f"「{text}」という年度は読み取れません。", "2023 のように、西暦で入れてください。")
    return int(text)


def add_yes(parser: Parser) -> None:
    """Add the answer given beforehand."""
    parser.add_argument("--yes", action="store_true", help="聞かずに進める")


def add_backup(parser: Parser) -> None:
    """Add which backup is meant."""
    parser.add_argument(
        "backup",
        nargs="?",
        default="",
        metavar="BACKUP",
        help="控えの名前か場所 (なければ、いちばん新しいもの)",
    )
