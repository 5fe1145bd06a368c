"""Commands for the desk itself: beginning, people and keys, bundles, backups, practice."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.cli.argument_parts import (
    Commands,
    Maker,
    add_backup,
    add_list,
    add_out_folder,
    add_watcher,
    add_year,
    add_yes,
)
from sasaeai_desktop.cli.words import Parser


def add_desk(make: Maker, commands: Commands[Parser]) -> None:
    """Add these commands."""
    _add_setup(make, commands)
    _add_keys(make, commands)
    _add_bundles(make, commands)
    _add_keeping(make, commands)
    _add_safety(make, commands)
    _add_practice(make, commands)


def _add_setup(make: Maker, commands: Commands[Parser]) -> None:
    p = make.command(commands, "init", "setup:init", "このパソコンを使う準備をする")
    p.add_argument("--role", choices=("council", "district"), help="council 市社協 / district 地区社協")
    p.add_argument("--code", metavar="CODE", help="番号 (市社協は 00)")
    p.add_argument("--name", metavar="NAME", help="市社協か地区の名前")
    p.add_argument("--invite", type=Path, metavar="FILE", help="招待ファイル")
    p = make.command(commands, "join", "setup:join", "市社協の招待ファイルで、市社協とつながる")
    p.add_argument("--invite", type=Path, metavar="FILE", required=True, help="招待ファイル")

    council = make.group(commands, "council", "市社協で使うもの")
    p = make.command(council, "invite", "setup:invite_district", "地区の招待ファイルを作る")
    p.add_argument("--code", metavar="CODE", help="地区の番号")
    p.add_argument("--name", metavar="NAME", help="地区の名前")
    p.add_argument(
        "--list", type=Path, metavar="FILE", help="まとめて招待する: 1行に「番号 名前」を書いたファイル"
    )
    add_out_folder(p)
    p = make.command(
        council, "export-identity", "setup:export_identity", "公開の age で開くための鍵を書き出す"
    )
    p.add_argument("--out", type=Path, metavar="FILE", required=True, help="書き出すファイル")
    add_yes(p)
    p = make.command(
        council, "open-entrusted", "keys:open_entrusted", "地区が あずけた鍵を、その控えから取り出す"
    )
    p.add_argument(
        "place", type=Path, metavar="PLACE", help="地区のデータか控えのフォルダー、または vault.json"
    )
    add_yes(p)
    p = make.command(council, "statement", "tables:statement", "紙で出した地区の、1年の数を取り込む")
    p.add_argument("--district", metavar="CODE", required=True, help="地区の番号")
    add_year(p, required=True)
    p.add_argument("--name", default="", metavar="NAME", help="地区の名前 (まだ一覧にないとき)")
    p.add_argument("file", type=Path, metavar="FILE", help="CSV (report annual --json の名前と数)")

    p = make.command(council, "update", "updates:write", "新しいプログラムを、USBに書き出す")
    p.add_argument("--installer", type=Path, required=True, metavar="FILE", help="この版のインストーラー")
    add_out_folder(p)
    code = make.group(council, "code", "コードの表 (サインなど)")
    p = make.command(code, "add", "devices:code_add", "コードの表に、言葉を加える")
    add_list(p)
    p.add_argument("--label", required=True, metavar="WORDS", help="画面に出る言葉")
    p.add_argument("--code", default="", metavar="CODE", help="記号 (なければ、番号を付ける)")
    p.add_argument(
        "--group", default="", metavar="GROUP", help="home 家 | person 人 | conduct 行動 | family 家族"
    )
    p = make.command(code, "list", "devices:code_list", "コードの表を見る")
    add_list(p)

    device = make.group(commands, "device", "パソコンの一覧と、2台目のパソコン")
    make.command(device, "list", "devices:device_list", "知っているパソコンの一覧")
    p = make.command(device, "revoke", "devices:device_revoke", "なくしたパソコンを、使わないことにする")
    p.add_argument("device", metavar="DEVICE", help="device list の番号 (はじめの数文字でもよい)")
    add_yes(p)
    p = make.command(device, "invite", "setup:invite_sibling", "同じ地区の2台目の招待ファイルを作る")
    add_out_folder(p)


def _add_keys(make: Maker, commands: Commands[Parser]) -> None:
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
    add_watcher(p)
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
    add_watcher(p)
    p = make.command(user, "disable", "keys:user_disable", "使う人からはずし、データの鍵を新しくする")
    p.add_argument("name", metavar="NAME", help="名前")
    key = make.group(commands, "key", "鍵")
    make.command(key, "rotate", "keys:rotate", "データの鍵と、受け渡しの鍵を新しくする")
    p = make.command(key, "paper", "keys:paper", "復旧キーを新しくし、紙にする")
    p.add_argument("--out", type=Path, metavar="FILE.pdf", required=True, help="書き出すPDF")
    p = make.command(key, "try-paper", "keys:try_paper", "復旧キーの紙で開けるか ためす (何も変わらない)")
    p.add_argument(
        "--paper-file", type=Path, metavar="FILE", help="1行目に復旧キーを書いたファイル (なければ聞く)"
    )
    p = make.command(key, "recover", "keys:recover", "復旧キーの紙で開き、合いことばを新しくする")
    p.add_argument(
        "--paper-file", type=Path, metavar="FILE", help="1行目に復旧キーを書いたファイル (なければ聞く)"
    )
    p = make.command(key, "escrow", "keys:escrow", "市社協に鍵をあずける・やめる・どうなっているかを見る")
    p.add_argument("what", choices=("state", "give", "take-back"), help="見る・あずける・やめる")
    add_yes(p)
    aside = make.group(commands, "quarantine", "使わないことにしたパソコンの、わきによけた記録")
    make.command(aside, "list", "devices:quarantine_list", "わきによけた記録の一覧")
    p = make.command(aside, "release", "devices:quarantine_release", "わきによけた記録を受け入れる")
    p.add_argument("n", type=int, metavar="N", help="quarantine list の番号")
    p = make.command(aside, "keep-out", "devices:quarantine_keep_out", "わきによけた記録を受け入れない")
    p.add_argument("n", type=int, metavar="N", help="quarantine list の番号")


def _add_bundles(make: Maker, commands: Commands[Parser]) -> None:
    update = make.group(commands, "update", "USBにある新しいプログラム")
    p = make.command(update, "look", "updates:look", "市社協が渡したものか、新しいかを見る")
    p.add_argument("folder", type=Path, metavar="DIR", help="USBの場所")
    p = make.command(update, "fetch", "updates:fetch", "控えを取り、たしかめて、データの場所に写す")
    p.add_argument("folder", type=Path, metavar="DIR", help="USBの場所")
    p = make.command(update, "back", "updates:back", "前のプログラムを、もどす前にたしかめる")
    p.add_argument(
        "folder", type=Path, nargs="?", metavar="DIR", help="USBの場所 (なければ、とってある前のもの)"
    )

    bundle = make.group(commands, "bundle", "USBでの受け渡し")
    p = make.command(bundle, "export", "bundles:export", "USBに書き出す")
    p.add_argument("--to", choices=("council", "sibling", "district"), required=True, help="渡す相手")
    p.add_argument("--code", default="", metavar="CODE", help="地区の番号 (--to district のとき)")
    add_out_folder(p)
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


def _add_keeping(make: Maker, commands: Commands[Parser]) -> None:
    p = make.command(
        commands, "close", "closing:close", "月締め: その月の数を決めて、市社協で数えなおせるようにする"
    )
    p.add_argument("--month", default="", metavar="2023-10", help="締める月")
    p.add_argument("--list", action="store_true", help="今までの月締めを見せる")
    p = make.command(
        commands, "erase", "erasing:erase", "一人の方の記録を、法律にそって消去する (元にもどせない)"
    )
    whose = p.add_mutually_exclusive_group(required=True)
    whose.add_argument("--person", metavar="KEY", help="対象者の管理番号")
    whose.add_argument("--watcher", metavar="KEY", help="担い手・協力者の管理番号")
    p.add_argument("--reason", metavar="TEXT", required=True, help="消去する理由 (お名前は書かない)")
    add_yes(p)


def _add_safety(make: Maker, commands: Commands[Parser]) -> None:
    backup = make.group(commands, "backup", "もしもの控え")
    make.command(backup, "create", "safety:create", "控えを取る")
    make.command(backup, "list", "safety:list_all", "控えの一覧")
    p = make.command(backup, "verify", "safety:verify", "控えが開けて、こわれていないか確かめる")
    add_backup(p)
    p = make.command(backup, "restore", "safety:restore", "控えからもどす (今のデータは、わきに取っておく)")
    add_backup(p)
    add_yes(p)
    p = make.command(backup, "second", "safety:second", "いちばん新しい控えを、USBなど ほかの場所へ写す")
    p.add_argument(
        "--to", type=Path, default=None, metavar="DIR", help="写す場所 (なければ、前と同じ場所。おぼえておく)"
    )
    p = make.command(backup, "try", "safety:try_out", "試しに戻してみる: 控えを横で開き、いまと数をくらべる")
    add_backup(p)
    p = make.command(
        backup,
        "accept",
        "safety:accept",
        "前に閉じたときと合わないファイルを、いまのまま使う (わきにも取っておく)",
    )
    add_yes(p)
    trail = make.group(commands, "audit", "足あと: だれが何をしたか")
    p = make.command(trail, "list", "audit:list_all", "見た・直した・印刷した・書き出した・開けなかった")
    p.add_argument("--person", default="", metavar="KEY", help="この方のことだけ (管理番号)")
    p.add_argument("--text", default="", metavar="TEXT", help="この言葉のあるものだけ")
    p.add_argument("--limit", type=int, default=500, metavar="N", help="新しいものから N件")
    make.command(commands, "check", "safety:check", "データがこわれていないか確かめる")


def _add_practice(make: Maker, commands: Commands[Parser]) -> None:
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
    p = make.command(commands, "manual", "manual:manual", "つかい方の本と早見カードを作る")
    p.add_argument("--pdf", type=Path, metavar="FILE", help="つかい方の本")
    p.add_argument("--card", type=Path, metavar="FILE", help="早見カード (1枚)")
    p.add_argument("--out", type=Path, metavar="DIR", help="「つかい方」の絵を作りなおす場所")
    make.command(commands, "selftest", "practice:selftest", "一通り動くか確かめる")
