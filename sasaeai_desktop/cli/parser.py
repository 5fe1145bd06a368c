"""The commands and their options. Nothing is imported here but argparse: --help must come at once."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from sasaeai_desktop import __version__
from sasaeai_desktop.cli.words import Parser
from sasaeai_desktop.domain.errors import InputError

KINDS = (
    "people | volunteers | visits | tallies | salons | sessions | attendance | cards | grants | plans | help-requests | "
    "help-acts | schools | school-days"
)
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

_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # what the tables of years can say

Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


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


def _parser() -> Parser:
    common = _common()
    parser = Parser(prog="sasaeai", description=_ABOUT, epilog=_CODES, parents=[common])
    parser.add_argument("--version", action="version", version=f"sasaeai {__version__}", help="版を見せる")
    commands = _group(parser, "command")
    make = _Maker(common)
    _add_setup(make, commands)
    _add_keys(make, commands)
    _add_tables(make, commands)
    _add_reports(make, commands)
    _add_printing(make, commands)
    _add_scan(make, commands)
    _add_bundles(make, commands)
    _add_keeping(make, commands)
    _add_safety(make, commands)
    _add_people(make, commands)
    _add_programmes(make, commands)
    _add_practice(make, commands)
    return parser


def _group(parser: Parser, dest: str) -> Commands[Parser]:
    return parser.add_subparsers(dest=dest, title="コマンド", metavar="COMMAND", parser_class=Parser)


class _Maker:
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
        return _group(parser, "verb")


def _add_setup(make: _Maker, commands: Commands[Parser]) -> None:
    p = make.command(commands, "init", "setup:init", "このパソコンを使う準備をする")
    p.add_argument("--role", choices=("council", "district"), help="council 市社協 / district 地区社協")
    p.add_argument("--code", metavar="CODE", help="番号 (市社協は 00)")
    p.add_argument("--name", metavar="NAME", help="市社協か地区の名前")
    p.add_argument("--invite", type=Path, metavar="FILE", help="招待ファイル")
    p = make.command(commands, "join", "setup:join", "市社協の招待ファイルで、市社協とつながる")
    p.add_argument("--invite", type=Path, metavar="FILE", required=True, help="招待ファイル")

    council = make.group(commands, "council", "市社協で使うもの")
    p = make.command(council, "invite", "setup:invite_district", "地区の招待ファイルを作る")
    p.add_argument("--code", metavar="CODE", required=True, help="地区の番号")
    p.add_argument("--name", metavar="NAME", required=True, help="地区の名前")
    _add_out_folder(p)
    p = make.command(
        council, "export-identity", "setup:export_identity", "公開の age で開くための鍵を書き出す"
    )
    p.add_argument("--out", type=Path, metavar="FILE", required=True, help="書き出すファイル")
    _add_yes(p)
    p = make.command(council, "statement", "tables:statement", "紙で出した地区の、1年の数を取り込む")
    p.add_argument("--district", metavar="CODE", required=True, help="地区の番号")
    _add_year(p, required=True)
    p.add_argument("--name", default="", metavar="NAME", help="地区の名前 (まだ一覧にないとき)")
    p.add_argument("file", type=Path, metavar="FILE", help="CSV (report annual --json の名前と数)")

    code = make.group(council, "code", "コードの表 (サインなど)")
    p = make.command(code, "add", "devices:code_add", "コードの表に、言葉を加える")
    _add_list(p)
    p.add_argument("--label", required=True, metavar="WORDS", help="画面に出る言葉")
    p.add_argument("--code", default="", metavar="CODE", help="記号 (なければ、番号を付ける)")
    p.add_argument(
        "--group", default="", metavar="GROUP", help="home 家 | person 人 | conduct 行動 | family 家族"
    )
    p = make.command(code, "list", "devices:code_list", "コードの表を見る")
    _add_list(p)

    device = make.group(commands, "device", "パソコンの一覧と、2台目のパソコン")
    make.command(device, "list", "devices:device_list", "知っているパソコンの一覧")
    p = make.command(device, "revoke", "devices:device_revoke", "なくしたパソコンを、使わないことにする")
    p.add_argument("device", metavar="DEVICE", help="device list の番号 (はじめの数文字でもよい)")
    _add_yes(p)
    p = make.command(device, "invite", "setup:invite_sibling", "同じ地区の2台目の招待ファイルを作る")
    _add_out_folder(p)


def _add_keys(make: _Maker, commands: Commands[Parser]) -> None:
    user = make.group(commands, "user", "使う人")
    make.command(user, "list", "keys:user_list", "使う人の一覧")
    p = make.command(user, "add", "keys:user_add", "使う人を加える (合いことばは人ごとに)")
    p.add_argument("name", metavar="NAME", help="名前")
    p.add_argument(
        "--role",
        default="",
        metavar="ROLE",
        help="担い手 | 世話係 | 地域コーディネーター | 事務局 | 管理者 (なければ全部できる)",
    )
    _add_watcher(p)
    p.add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE", help="1行目に、その人の合いことばを書いたファイル"
    )
    p = make.command(
        user,
        "passphrase",
        "keys:user_passphrase",
        "自分の合いことばを新しくする (新しいものは SASAEAI_NEW_PASSPHRASE か、ファイルか、聞かれたときに)",
    )
    p.add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE", help="1行目に、新しい合いことばを書いたファイル"
    )
    p = make.command(user, "role", "keys:user_role", "使う人の役割を変える")
    p.add_argument("name", metavar="NAME", help="名前")
    p.add_argument("role", metavar="ROLE", help="担い手 | 世話係 | 地域コーディネーター | 事務局 | 管理者")
    _add_watcher(p)
    p = make.command(user, "disable", "keys:user_disable", "使う人からはずし、データの鍵を新しくする")
    p.add_argument("name", metavar="NAME", help="名前")
    key = make.group(commands, "key", "鍵")
    make.command(key, "rotate", "keys:rotate", "データの鍵と、受け渡しの鍵を新しくする")
    p = make.command(key, "paper", "keys:paper", "復旧キーを新しくし、紙にする")
    p.add_argument("--out", type=Path, metavar="FILE.pdf", required=True, help="書き出すPDF")
    p = make.command(key, "recover", "keys:recover", "復旧キーの紙で開き、合いことばを新しくする")
    p.add_argument(
        "--paper-file", type=Path, metavar="FILE", help="1行目に復旧キーを書いたファイル (なければ聞く)"
    )
    aside = make.group(commands, "quarantine", "使わないことにしたパソコンの、わきによけた記録")
    make.command(aside, "list", "devices:quarantine_list", "わきによけた記録の一覧")
    p = make.command(aside, "release", "devices:quarantine_release", "わきによけた記録を受け入れる")
    p.add_argument("n", type=int, metavar="N", help="quarantine list の番号")
    p = make.command(aside, "keep-out", "devices:quarantine_keep_out", "わきによけた記録を受け入れない")
    p.add_argument("n", type=int, metavar="N", help="quarantine list の番号")


def _add_watcher(parser: Parser) -> None:
    parser.add_argument(
        "--watcher", default="", metavar="KEY", help="担い手のとき、名簿の担い手の管理番号 (なければ名前で)"
    )


def _add_list(parser: Parser) -> None:
    parser.add_argument("--list", default="signs", metavar="signs", help="表の名前")


def _add_tables(make: _Maker, commands: Commands[Parser]) -> None:
    p = make.command(commands, "import", "tables:import_file", "表のファイルを取り込む")
    _add_kind(p)
    p.add_argument("file", type=Path, metavar="FILE", help=".csv | .tsv | .xlsx | .xlsm | .ods")
    p.add_argument(
        "--encoding", default="auto", metavar="auto|cp932|utf-8", help="文字の種類 (はじめは auto)"
    )
    p.add_argument("--sheet", action="append", default=[], metavar="NAME", help="読むシート (何度でも)")
    p.add_argument("--map", type=Path, metavar="FILE.json", help="ファイルの見出し -> この表の見出し")
    p.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="CODE",
        help="たしかめられた行を、そのわけごとに取り込む",
    )
    p.add_argument("--skip-bad", action="store_true", help="読めない行をとばし、FILE.rejects.csv に書く")
    p.add_argument("--dry-run", action="store_true", help="確かめるだけで、取り込まない")
    p = make.command(commands, "export", "tables:export_file", "表のファイルに書き出す")
    _add_kind(p, " | everything (すべての記録を、空のフォルダーへ)")
    p.add_argument("--out", type=Path, metavar="FILE", required=True, help=".xlsx | .csv | .tsv")
    p.add_argument(
        "--encoding", default="utf-8", metavar="utf-8|cp932", help="CSVの文字の種類 (はじめは utf-8)"
    )
    p = make.command(commands, "template", "tables:template", "見出しと例だけの表を作る")
    _add_kind(p)
    p.add_argument("--out", type=Path, metavar="FILE", required=True, help=".xlsx | .csv | .tsv")


def _add_reports(make: _Maker, commands: Commands[Parser]) -> None:
    report = make.group(commands, "report", "1年の数")
    p = make.command(report, "annual", "reports:annual", "1年の実績の数")
    _add_year(p, required=True)
    p.add_argument("--out", type=Path, metavar="FILE", help=".pdf | .xlsx | .csv")
    p = make.command(report, "trace", "reports:trace", "1つの数のもとになった記録")
    p.add_argument("figure", metavar="FIGURE", help="watch.acts など")
    _add_year(p, required=True)


def _add_printing(make: _Maker, commands: Commands[Parser]) -> None:
    p = make.command(commands, "print", "printing:print_form", "様式をPDFにする")
    p.add_argument("form", nargs="?", metavar="FORM", help="様式の名前 (--list で見られる)")
    p.add_argument("--list", action="store_true", help="様式の名前を見せる")
    p.add_argument(
        "--out", type=Path, metavar="FILE.pdf", help="書き出すPDF (一覧の様式は .xlsx .csv の表にもできる)"
    )
    p.add_argument("--month", default="", metavar="2023-10", help="月")
    p.add_argument("--person", default="", metavar="KEY", help="対象者の管理番号")
    p.add_argument("--watcher", default="", metavar="KEY", help="担い手の管理番号")
    p.add_argument("--salon", default="", metavar="KEY", help="サロンの管理番号")
    _add_year(p, required=False)
    p.add_argument("--blank", action="store_true", help="何も書いていない様式")
    p.add_argument("--outside", action="store_true", help="地区の外へ渡す (同意のない方は名前なし)")


def _add_scan(make: _Maker, commands: Commands[Parser]) -> None:
    p = make.command(commands, "scan", "scan:scan", "書きこんだ訪問票と出席表を、読み取った絵から入れる")
    p.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=".pdf | .png | .jpg | .tif か、その場所"
    )
    p.add_argument("--write", "--save", action="store_true", help="たしかめるところのない票を書きこむ")
    p.add_argument(
        "--leave-doubtful",
        action="store_true",
        help="--write のとき、はっきりした印だけを書きこみ、ほかは残す",
    )


def _add_bundles(make: _Maker, commands: Commands[Parser]) -> None:
    bundle = make.group(commands, "bundle", "USBでの受け渡し")
    p = make.command(bundle, "export", "bundles:export", "USBに書き出す")
    p.add_argument("--to", choices=("council", "sibling", "district"), required=True, help="渡す相手")
    p.add_argument("--code", default="", metavar="CODE", help="地区の番号 (--to district のとき)")
    _add_out_folder(p)
    p = make.command(bundle, "inspect", "bundles:inspect", "取り込まずに中を見る")
    p.add_argument("file", type=Path, metavar="FILE", help="USBのファイル")
    p = make.command(bundle, "import", "bundles:import_files", "USBから取り込む")
    p.add_argument("files", type=Path, nargs="+", metavar="FILE", help="USBのファイル")
    p = make.command(bundle, "changes", "bundles:changes", "ほかの人が変えたところを見る")
    p.add_argument("--last", type=int, default=1, help="新しいほうから いくつのファイルを見るか")
    make.command(bundle, "receipts", "bundles:receipts_list", "相手の受領確認と、届いていないものを見る")
    conflicts = make.group(commands, "conflicts", "くいちがい")
    make.command(conflicts, "list", "conflicts:list_all", "たしかめることを見る")
    p = make.command(conflicts, "resolve", "conflicts:resolve", "1つを決める")
    p.add_argument("key", metavar="KEY", help="一覧の1行目にある名前")
    p.add_argument("--take", type=int, default=0, metavar="N", help="N番目にする")
    p.add_argument("--value", metavar="TEXT", help="べつのものにする")
    p.add_argument("--keep-both", action="store_true", help="両方とも残す (二つとも本当)")
    p.add_argument("--same", action="store_true", help="同じ人にする")
    p.add_argument("--wait", action="store_true", help="つぎのUSBを待つ")


def _add_keeping(make: _Maker, commands: Commands[Parser]) -> None:
    p = make.command(
        commands, "close", "closing:close", "月締め: その月の数を決めて、市社協で数えなおせるようにする"
    )
    p.add_argument("--month", default="", metavar="2023-10", help="締める月")
    p.add_argument("--list", action="store_true", help="今までの月締めを見せる")
    p = make.command(
        commands, "erase", "erasing:erase", "一人の方の記録を、法律にそって消去する (元にもどせない)"
    )
    p.add_argument("--person", metavar="KEY", required=True, help="管理番号")
    p.add_argument("--reason", metavar="TEXT", required=True, help="消去する理由 (お名前は書かない)")
    _add_yes(p)


def _add_safety(make: _Maker, commands: Commands[Parser]) -> None:
    backup = make.group(commands, "backup", "もしもの控え")
    make.command(backup, "create", "safety:create", "控えを取る")
    make.command(backup, "list", "safety:list_all", "控えの一覧")
    p = make.command(backup, "verify", "safety:verify", "控えが開けて、こわれていないか確かめる")
    _add_backup(p)
    p = make.command(backup, "restore", "safety:restore", "控えからもどす (今のデータは、わきに取っておく)")
    _add_backup(p)
    _add_yes(p)
    p = make.command(backup, "second", "safety:second", "いちばん新しい控えを、USBなど ほかの場所へ写す")
    p.add_argument(
        "--to", type=Path, default=None, metavar="DIR", help="写す場所 (なければ、前と同じ場所。おぼえておく)"
    )
    p = make.command(backup, "try", "safety:try_out", "試しに戻してみる: 控えを横で開き、いまと数をくらべる")
    _add_backup(p)
    p = make.command(
        backup,
        "accept",
        "safety:accept",
        "前に閉じたときと合わないファイルを、いまのまま使う (わきにも取っておく)",
    )
    _add_yes(p)
    trail = make.group(commands, "audit", "足あと: だれが何をしたか")
    p = make.command(trail, "list", "audit:list_all", "見た・直した・印刷した・書き出した・開けなかった")
    p.add_argument("--person", default="", metavar="KEY", help="この方のことだけ (管理番号)")
    p.add_argument("--text", default="", metavar="TEXT", help="この言葉のあるものだけ")
    p.add_argument("--limit", type=int, default=500, metavar="N", help="新しいものから N件")
    make.command(commands, "check", "safety:check", "データがこわれていないか確かめる")


def _add_people(make: _Maker, commands: Commands[Parser]) -> None:
    cards = make.group(commands, "cards", "つながりカード")
    p = make.command(
        cards, "check-summary", "people:check_summary", "名前のない要旨から、どなたか わからないか確かめる"
    )
    p.add_argument(
        "--text-file", type=Path, required=True, metavar="FILE", help="要旨を書いたファイル (UTF-8)"
    )

    people = make.group(commands, "people", "名簿の方")
    make.command(people, "twins", "people:twins", "二重登録かもしれない方をさがす")
    for name, words in (("merge", "お二人を一人にまとめる"), ("unmerge", "一人にまとめたのを、二人にもどす")):
        p = make.command(people, name, f"people:{name}", words)
        p.add_argument("first", metavar="A", help="管理番号")
        p.add_argument("second", metavar="B", help="もう一人の管理番号")

    kept = make.group(commands, "retention", "保存の年数と廃棄")
    make.command(kept, "list", "retention:list_all", "種類ごとの年数と、いま廃棄できる件数")
    p = make.command(kept, "years", "retention:years", "取っておく年数を決める")
    p.add_argument("of", metavar="CLASS", help="person | visit | card")
    p.add_argument("years", type=int, metavar="N", help="年数")
    p = make.command(kept, "dispose", "retention:dispose", "年数を過ぎた記録を廃棄する (元にもどせない)")
    p.add_argument("of", metavar="CLASS", help="person | visit | card | city_list (返す)")
    p.add_argument("--witness", default="", metavar="NAME", help="立ち会った人")
    _add_yes(p)


def _add_programmes(make: _Maker, commands: Commands[Parser]) -> None:
    safety = make.group(commands, "safety", "災害のときの安否確認")
    p = make.command(safety, "open", "plans:open_event", "安否確認を始める")
    p.add_argument(
        "--kind",
        default="other",
        metavar="KIND",
        help="quake | flood | slide | snow | outage | fire | other | drill",
    )
    p.add_argument("--name", default="", metavar="TEXT", help="呼び名 (大雪 12月3日 など)")
    p = make.command(safety, "tick", "plans:tick", "一人の安否をきろくする")
    p.add_argument("--person", metavar="KEY", required=True, help="管理番号")
    p.add_argument(
        "--state", metavar="STATE", required=True, help="safe 無事 | help 支援が必要 | unknown 不明"
    )
    p.add_argument("--by", default="", metavar="NAME", help="見た人 (なければ、使っている人)")
    p.add_argument("--note", default="", metavar="TEXT", help="メモ")
    p = make.command(safety, "list", "plans:list_people", "確かめる方の一覧 (助けが要る方から)")
    p.add_argument("--left", action="store_true", help="まだの方だけ")
    p = make.command(safety, "close", "plans:close_event", "安否確認を終える")
    p.add_argument("--out", type=Path, metavar="FILE", help="災害対策本部へのまとめ (.pdf | .xlsx | .csv)")
    p.add_argument(
        "--names",
        choices=("nobody", "consented", "danger"),
        default="nobody",
        help="まとめのお名前: nobody なし / consented 同意のある方 / danger 命の危険 (--reason)",
    )
    p.add_argument("--reason", default="", metavar="TEXT", help="命の危険のわけ (きろくに残る)")
    helping = make.group(commands, "help", "おたすけ (支えあい)")
    p = make.command(helping, "settle", "help:settle", "1か月を精算する")
    p.add_argument("--month", metavar="2023-12", required=True, help="月")
    p.add_argument("--dry-run", action="store_true", help="見るだけで、精算のきろくを残さない")


def _add_practice(make: _Maker, commands: Commands[Parser]) -> None:
    p = make.command(commands, "demo", "practice:demo", "練習用の市を作る")
    p.add_argument("--out", type=Path, metavar="DIR", required=True, help="作る場所")
    p.add_argument("--seed", type=int, default=5, metavar="N", help="同じ数なら、同じ市ができる")
    p.add_argument("--districts", type=int, default=49, metavar="N", help="地区の数")
    p.add_argument("--years", type=int, default=1, metavar="N", help="年数")
    p = make.command(commands, "screenshots", "practice:screenshots", "すべての画面を絵にする")
    p.add_argument("--out", type=Path, metavar="DIR", required=True, help="書き出す場所")
    p.add_argument("--today", default="", metavar="DATE", help="今日とする日")
    p.add_argument("--text", type=int, choices=(20, 24, 28), default=20, help="文字の大きさ")
    p.add_argument("--theme", choices=("light", "contrast"), default="light", help="画面の色")
    p.add_argument("--page", default="", metavar="NAME", help="この画面だけ")
    p = make.command(commands, "manual", "practice:manual", "「つかい方」の絵を作りなおす")
    p.add_argument("--out", type=Path, metavar="DIR", required=True, help="書き出す場所")
    make.command(commands, "selftest", "practice:selftest", "一通り動くか確かめる")


def _add_kind(parser: Parser, more: str = "") -> None:
    parser.add_argument("kind", metavar="KIND", help=KINDS + more)


def _add_out_folder(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help="書き出す場所 (USBメモリーなど)"
    )


def _add_year(parser: Parser, *, required: bool) -> None:
    parser.add_argument("--year", type=_year, required=required, metavar="2023", help="年度")


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise InputError(f"「{text}」という年度は読み取れません。", "2023 のように、西暦で入れてください。")
    return int(text)


def _add_yes(parser: Parser) -> None:
    parser.add_argument("--yes", action="store_true", help="聞かずに進める")


def _add_backup(parser: Parser) -> None:
    parser.add_argument(
        "backup",
        nargs="?",
        default="",
        metavar="BACKUP",
        help="控えの名前か場所 (なければ、いちばん新しいもの)",
    )
