"""Commands for records: tables, reports, printing, scans, people and the programmes."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.cli.argument_parts import Commands, Maker, add_kind, add_year, add_yes
from sasaeai_desktop.cli.words import Parser


def add_records(make: Maker, commands: Commands[Parser]) -> None:
    """Add these commands."""
    _add_tables(make, commands)
    _add_reports(make, commands)
    _add_printing(make, commands)
    _add_scan(make, commands)
    _add_people(make, commands)
    _add_programmes(make, commands)


def _add_tables(make: Maker, commands: Commands[Parser]) -> None:
    p = make.command(commands, "import", "tables:import_file", "表のファイルを取り込む")
    add_kind(p)
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
    add_kind(p, " | everything (すべての記録を、空のフォルダーへ)")
    p.add_argument("--out", type=Path, metavar="FILE", required=True, help=".xlsx | .csv | .tsv")
    p.add_argument(
        "--encoding", default="utf-8", metavar="utf-8|cp932", help="CSVの文字の種類 (はじめは utf-8)"
    )
    p = make.command(commands, "template", "tables:template", "見出しと例だけの表を作る")
    add_kind(p)
    p.add_argument("--out", type=Path, metavar="FILE", required=True, help=".xlsx | .csv | .tsv")


def _add_reports(make: Maker, commands: Commands[Parser]) -> None:
    report = make.group(commands, "report", "1年の数")
    p = make.command(report, "annual", "reports:annual", "1年の実績の数")
    add_year(p, required=True)
    p.add_argument("--out", type=Path, metavar="FILE", help=".pdf | .xlsx | .csv")
    p = make.command(report, "years", "reports:years", "何年かの数を、年度ごとに並べる (5年まで)")
    add_year(p, required=True)
    p.add_argument("--count", type=int, default=5, metavar="N", help="何年分 (1 から 5)")
    p = make.command(report, "missing", "reports:missing_things", "1年の報告を出す前に、まだ足りないもの")
    add_year(p, required=True)
    p = make.command(report, "text", "reports:text", "1年の数から作った、報告の文章の下書き")
    add_year(p, required=True)
    p = make.command(report, "trace", "reports:trace", "1つの数のもとになった記録")
    p.add_argument("figure", metavar="FIGURE", help="watch.acts など")
    add_year(p, required=True)


def _add_printing(make: Maker, commands: Commands[Parser]) -> None:
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
    add_year(p, required=False)
    p.add_argument("--blank", action="store_true", help="何も書いていない様式")
    p.add_argument("--outside", action="store_true", help="地区の外へ渡す (同意のない方は名前なし)")


def _add_scan(make: Maker, commands: Commands[Parser]) -> None:
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


def _add_moving(make: Maker, cards: Commands[Parser]) -> None:
    p = make.command(cards, "offer", "moving:offer", "移る方のカードを、移る先の地区へ申し送る (市社協)")
    p.add_argument("card", metavar="NUMBER", help="カードの番号")
    which = p.add_mutually_exclusive_group(required=True)
    which.add_argument("--to", default="", metavar="12", help="移る先の地区の番号")
    which.add_argument("--take-back", action="store_true", help="申し送りを取りやめる")
    p.add_argument("--answered", action="store_true", help="カードに「他機関へ」と返事もする")
    make.command(cards, "arrivals", "moving:arrivals", "届いている転入の申し送り")
    p = make.command(cards, "take-up", "moving:take_up", "転入の申し送りの方を名簿に入れる")
    p.add_argument("id", metavar="ID", help="「cards arrivals」の1つ目の列")
    who = p.add_mutually_exclusive_group()
    who.add_argument("--same", default="", metavar="KEY", help="名簿にもういる方の管理番号")
    who.add_argument("--new", action="store_true", help="似た方がいても、新しい方として入れる")
    p.add_argument("--start", default="", metavar="2024-04-05", help="見守りを始める日")
    p = make.command(cards, "decline", "moving:decline", "転入の申し送りを受けない")
    p.add_argument("id", metavar="ID", help="「cards arrivals」の1つ目の列")
    p.add_argument("--reason", required=True, metavar="TEXT", help="わけ (この地区だけに残る)")


def _add_people(make: Maker, commands: Commands[Parser]) -> None:
    cards = make.group(commands, "cards", "つながりカード")
    p = make.command(
        cards, "check-summary", "people:check_summary", "名前のない要旨から、どなたか わからないか確かめる"
    )
    p.add_argument(
        "--text-file", type=Path, required=True, metavar="FILE", help="要旨を書いたファイル (UTF-8)"
    )
    _add_moving(make, cards)

    people = make.group(commands, "people", "名簿の方")
    p = make.command(people, "round", "people:show_round", "担い手が まわる順 (並べ直せる)")
    p.add_argument("--watcher", metavar="KEY", required=True, help="担い手の管理番号")
    p.add_argument("--by-place", action="store_true", help="町・班・番地の順に並べて、保存する")
    make.command(people, "twins", "people:twins", "二重登録かもしれない方をさがす")
    for name, words in (("merge", "お二人を一人にまとめる"), ("unmerge", "一人にまとめたのを、二人にもどす")):
        p = make.command(people, name, f"people:{name}", words)
        p.add_argument("first", metavar="A", help="管理番号")
        p.add_argument("second", metavar="B", help="もう一人の管理番号")

    kept = make.group(commands, "retention", "保存の年数と廃棄")
    make.command(kept, "list", "retention:list_all", "種類ごとの年数と、いま廃棄できる件数")
    p = make.command(kept, "years", "retention:years", "取っておく年数を決める")
    p.add_argument("of", metavar="CLASS", help="「retention list」の1つ目の列")
    p.add_argument("years", type=int, metavar="N", help="年数")
    p = make.command(kept, "dispose", "retention:dispose", "年数を過ぎた記録を廃棄する (元にもどせない)")
    p.add_argument("of", metavar="CLASS", help="「retention list」の1つ目の列。city_list は返す")
    p.add_argument("--witness", default="", metavar="NAME", help="立ち会った人")
    add_yes(p)


def _add_programmes(make: Maker, commands: Commands[Parser]) -> None:
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
    salon = make.group(commands, "salon", "サロン")
    p = make.command(salon, "repeat", "salon:repeat", "決まった曜日の開催を、まとめて予定に入れる")
    p.add_argument("--salon", metavar="KEY", required=True, help="サロンの管理番号")
    p.add_argument("--weekday", metavar="金", required=True, help="月 火 水 木 金 土 日")
    p.add_argument("--weeks", default="", metavar="2,4", help="第何週 (1 から 5、最後は last。なければ毎週)")
    p.add_argument("--from", dest="first", metavar="2024-04-01", required=True, help="はじめの日")
    p.add_argument("--until", dest="last", metavar="2025-03-31", required=True, help="おわりの日")
    p.add_argument("--start", default="", metavar="10:00", help="はじまり")
    p.add_argument("--end", default="", metavar="11:30", help="おわり")
    p.add_argument("--skip-holidays", action="store_true", help="祝日は休む")
    p.add_argument("--dry-run", action="store_true", help="日を見るだけで、入れない")
    helping = make.group(commands, "help", "おたすけ (支えあい)")
    p = make.command(helping, "settle", "help:settle", "1か月を精算する")
    p.add_argument("--month", metavar="2023-12", required=True, help="月")
    p.add_argument("--dry-run", action="store_true", help="見るだけで、精算のきろくを残さない")
    _add_whole_year(make, commands)


def _add_whole_year(make: Maker, commands: Commands[Parser]) -> None:
    grant = make.group(commands, "grant", "助成金のきまり")
    p = make.command(grant, "compute", "money:compute", "市社協のきまりで助成金を計算する (計算の順もふくむ)")
    add_year(p, required=True)
    money = make.group(commands, "money", "収支と決算")
    p = make.command(money, "status", "money:status", "事業ごとの収支・繰越・返納、締めたあとの変更")
    add_year(p, required=True)
    p = make.command(money, "close", "money:close", "年度の収支を締める (あとの変更は一覧になる)")
    add_year(p, required=True)
    acts = make.group(commands, "activities", "会議・行事・広報・研修")
    p = make.command(acts, "list", "activities:list_activities", "年度の活動の一覧")
    add_year(p, required=True)
    make.command(acts, "due", "activities:due", "つぎの研修の時期が来た方")
    groups = make.group(commands, "groups", "団体とネットワーク")
    p = make.command(groups, "list", "activities:list_groups", "団体と、いっしょに活動した回数")
    add_year(p, required=True)
    counts = make.group(commands, "commissioner", "民生委員の活動記録")
    p = make.command(
        counts, "month", "commissioner:month", "1か月の件数 (きろくから数えたものか、保存したもの)"
    )
    p.add_argument("--month", metavar="2023-12", required=True, help="月")
    goals = make.group(commands, "goals", "計画目標")
    p = make.command(goals, "example", "goals:example", "見本の計画を入れる")
    p.add_argument("name", choices=("matrix", "years"), help="matrix ○を付ける表 / years 目標と年度の表")
    p = make.command(goals, "status", "goals:status", "計画ごとの、年度の進みぐあい")
    add_year(p, required=True)
    p = make.command(goals, "result", "goals:result", "目標や取り組みの、年度の結果を書く")
    add_year(p, required=True)
    p.add_argument("--plan", metavar="NAME", required=True, help="計画の名前")
    p.add_argument("--goal", default="", metavar="CODE", help="目標の記号")
    p.add_argument("--effort", default="", metavar="NUMBER", help="取り組みの番号")
    p.add_argument("--reached", type=int, metavar="N", help="達成した数")
    p.add_argument("--note", metavar="TEXT", help="メモ (この地区の中だけ)")
    p.add_argument("--not-done", action="store_true", help="行わなかった (取り組み)")
