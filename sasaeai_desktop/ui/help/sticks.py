"""The help of what goes and comes by USB: taking in, what waits for a decision, who holds what, the two books."""

from __future__ import annotations

from sasaeai_desktop.ui.help.topic import Help, Step

TOPICS: dict[str, Help] = {
    "usb_receive_page": Help(
        "USBから受け取る",
        "市社協や もう1台のパソコンからのUSBを、中身をたしかめてから 取り込みます。",
        (
            Step("USBメモリーを さします。1本だけなら、そのまま中を見ます。", "usb_receive_step_1"),
            Step("だれから・いつ・何件・だれの名前かを見て、取り込むものに しるしを付けます。"),
            Step("USBではない場所は「場所をえらぶ」で えらびます。", "usb_receive_place"),
            Step("取り込んだら、書いてある順に USBを取り外します。同じものを 2回取り込んでも 増えません。"),
            Step("「ほかの人が変えたところを見る」で、だれが どの きろくを変えたかが分かります。"),
        ),
        ("usb", "usb_receive"),
    ),
    "update": Help(
        "プログラムを新しくする",
        "市社協のUSBに入っている新しいプログラムを、きろくの控えを取ってから入れます。",
        (
            Step("「控えを取って、新しくする」を押すと、市社協が書いたものと同じかを くらべます。"),
            Step("この画面が閉じて、入れる画面が開きます。おわったら、いつものように開きます。"),
            Step("うまく動かないときは、前のプログラムを入れなおし、控えにもどします。"),
        ),
    ),
    "inbox": Help(
        "たしかめること",
        "2台のパソコンで ちがう書き方をしたものや、同じきろくが2つ届いたものを、1つずつ決めます。",
        (
            Step("左右に、書いた人と日付が 並びます。正しいほうのボタンを 押します。"),
            Step("どちらもちがうときは、下に 正しいものを書きます。"),
            Step("二つとも本当なら、そのボタンを押します。もう たずねません。"),
            Step(
                "もう1台が 消去したいと言ってきた方は、名前と件数を見て「消去する」か「消さない」を決めます。"
                "決めるまでは 何も消えず、控えも残ります。"
            ),
            Step(
                "まちがえても、下の「元にもどす」で また並びます。決めたことは、つぎのUSBで もう1台にも届きます。"
            ),
        ),
    ),
    "traffic": Help(
        "受け渡しのようす",
        "わたしたものを 相手が受け取ったか、どこから いつから届いていないかを見ます。",
        (
            Step("「未確認」は、相手から「受け取った」という返事が まだのものです。", "traffic_lines"),
            Step("月締めの数は、受け取った側で もう一度 数えて くらべます。", "traffic_months"),
            Step("届かなかったUSBの中身は、つぎに書き出すと もう一度 入ります。"),
        ),
        ("usb", "usb_traffic"),
    ),
    "custody": Help(
        "USB持出管理簿",
        "USBの出し入れを、書かなくても 自動で残しています。",
        (
            Step("年度と月をえらんで 見ます。", "custody_month"),
            Step("「印刷する」で、1年分を 管理簿の用紙にします。", "custody_primary"),
        ),
        ("usb", "usb_custody"),
    ),
    "provisions": Help(
        "第三者提供記録",
        "お名前を外へ出したとき、だれの・何を・だれに・なぜ を 自動で残しています。",
        (
            Step("年度と月をえらんで 見ます。", "provisions_month"),
            Step("「印刷する」で、1年分を 用紙にします。", "provisions_primary"),
        ),
        ("usb", "usb_provisions"),
    ),
}
