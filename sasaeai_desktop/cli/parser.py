"""The commands and their options. Nothing is imported here but argparse: --help must come at once."""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path

from sasaeai_desktop import __version__
from sasaeai_desktop.cli.argument_parts import Maker, group
from sasaeai_desktop.cli.arguments_desk import add_desk
from sasaeai_desktop.cli.arguments_records import add_records
from sasaeai_desktop.cli.words import Parser
from sasaeai_desktop.domain.errors import InputError

_DEFAULTS = {
    "data_dir": None,
    "user": "",
    "passphrase_file": None,
    "json": False,
    "debug": False,
    "command": None,
}
_ABOUT = """ささえあいデスク: 見守り・サロン・つながりカードの記録と、USBでの受け渡し。
コマンドなしで始めると、画面が開きます。
合いことばは SASAEAI_PASSPHRASE か --passphrase-file で渡すか、聞かれたときに入れます。"""
_CODES = """終わりの番号:
  0 できた / 1 プログラムのまちがい / 2 入れたものの まちがい
  3 合いことばがちがう・ほかで開いている / 4 受け取れないファイル (何も変わっていません)
  5 ディスクかUSBの失敗 (書きかけはありません)"""


def parse(argv: list[str] | None) -> argparse.Namespace:
    """Return the command and its options.

    Raises:
        InputError: bad usage.
        SystemExit: after --help and --version.
    """
    args = _parser().parse_args(argv)
    for name, value in _DEFAULTS.items():
        if not hasattr(args, name):
            setattr(args, name, value)
    if args.command is not None and not hasattr(args, "run"):
        # Only a group such as "bundle" without its verb comes here.
        raise InputError(
            f"「{args.command}」で何をするかが足りません。",
            f"sasaeai {args.command} --help で、使い方を確かめてください。",
        )
    return args


def _common() -> Parser:
    """Return the options that stand before or after the command; unset ones leave no trace."""
    common = Parser(with_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("どのコマンドでも")
    group.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="データの場所 (SASAEAI_DATA_DIR でも決められる)"
    )
    group.add_argument("--user", metavar="NAME", help="使う人の名前 (何人かいるとき)")
    group.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="1行目に合いことばを書いたファイル"
    )
    group.add_argument("--json", action="store_true", help="結果をJSONで書く")
    group.add_argument("--debug", action="store_true", help="プログラムのまちがいを くわしく見せる")
    return common


@cache
def _parser() -> Parser:
    common = _common()
    parser = Parser(prog="sasaeai", description=_ABOUT, epilog=_CODES, parents=[common])
    parser.add_argument("--version", action="version", version=f"sasaeai {__version__}", help="版を見せる")
    commands = group(parser, "command")
    make = Maker(common)
    add_desk(make, commands)
    add_records(make, commands)
    return parser
