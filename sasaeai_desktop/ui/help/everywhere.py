"""What holds on every page, and the pages both windows have."""

from __future__ import annotations

from sasaeai_desktop.ui.help.topic import Help, Step

GENERAL = Help(
    "つかい方",
    "ささえあいデスクは、見守り・サロン・つながりカードの きろくを このパソコンにしまい、USBで 市社協へ渡します。",
    (
        Step("上の絵の ならびから、見たい画面を えらびます。"),
        Step("まちがえたときは、下の「元にもどす」を押します。30回まで もどせます。"),
        Step("右上の「さがす」に お名前や ふりがなを入れて、Enterキーを押すと さがせます。"),
        Step("文字が小さいときは、右上の「中」か「大」を押します。"),
    ),
)

TOPICS: dict[str, Help] = {
    "settings": Help(
        "このパソコンのせってい",
        "合いことばを変える、きろくを たしかめるなど、このパソコンのことをします。",
        (
            Step(
                "「合いことばを変える」は、いまの合いことばと 新しい合いことばを入れてから 押します。",
                "settings_primary",
            ),
            Step(
                "紙をなくしたときは「復旧キーを新しくする」で、新しい復旧キーを作ります。", "settings_paper"
            ),
            Step(
                "「もしもの控えを見る」で、いまある控えを見たり、控えを取ったりできます。", "settings_backup"
            ),
        ),
        ("usb", "usb_settings"),
    ),
    "backup": Help(
        "もしもの控え",
        "きろく全部の写しを、このパソコンの中に取っておきます。",
        (
            Step("プログラムを閉じるときに、書きかえがあれば 自動で取ります。", "backup_list"),
            Step("大切な作業の前には「いま控えを取る」を押します。", "backup_primary"),
            Step("「試しに戻してみる」で、控えが読めるかと 中の数を たしかめられます。"),
            Step("月に1回は、USBメモリーなど ほかの場所にも写します。"),
        ),
        ("today", "today_backup"),
    ),
    "keys": Help(
        "使う人と鍵",
        "このパソコンを開ける人を、ひとりずつの合いことばで決めます。",
        (
            Step("先に、あなたの いまの合いことばを入れます。", "keys_old"),
            Step(
                "人を加えるときは、名前と その人の合いことばを入れて「使う人を加える」を押します。",
                "keys_primary",
            ),
            Step(
                "やめた人は、名前の右のボタンで はずします。データの鍵も いっしょに新しくなります。",
                "keys_users",
            ),
            Step("「パソコンの一覧を見る」で、なくしたパソコンのことを決めます。", "keys_laptops"),
        ),
        ("usb", "usb_settings", "settings_keys"),
    ),
    "laptops": Help(
        "パソコンの一覧",
        "どのパソコンが記録を書いているかを見ます。なくしたパソコンは、使わないことにできます。",
        (
            Step("最後にUSBが届いた日が、名前の右に出ます。", "laptops_table"),
            Step(
                "使わないことにしたあとで届いた記録は、わきによけます。受け入れるまで、どの数にも入りません。"
            ),
            Step("見つかったパソコンは、新しい招待ファイルで もう一度 仲間に入れます。"),
        ),
        ("usb", "usb_settings", "settings_keys", "keys_laptops"),
    ),
    "audit": Help(
        "足あと",
        "このパソコンで、だれが どなたの きろくを見て、直し、印刷し、書き出したかが 残ります。USBでは渡りません。",
        (
            Step("新しいものから並びます。言葉を入れて Enterキーを押すと しぼれます。", "audit_search"),
            Step("お一人の分は、その方の「きろくの移り変わり」の「だれが見たか」で見られます。"),
        ),
    ),
    "codes": Help(
        "サインの言葉",
        "見守りで気づいた様子をえらぶ表に、言葉を加えます。市社協だけの画面です。",
        (
            Step("言葉を書き、どこで見るかをえらびます。", "codes_words"),
            Step("「言葉を加える」を押すと、つぎに渡すUSBで どの地区にも届きます。", "codes_primary"),
        ),
        ("usb", "usb_settings", "settings_codes"),
        council=True,
    ),
}
