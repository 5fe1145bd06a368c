"""The help of a council's pages, by help name."""

from __future__ import annotations

from sasaeai_desktop.ui.help.topic import Help, Step

TOPICS: dict[str, Help] = {
    "districts": Help(
        "地区",
        "1年のどの月が どの地区から届いているかと、きょうすることを見ます。",
        (
            Step(
                "1行が1つの地区です。月ごとに、月締めがすんだか、届いたか、まだかが しるしで分かります。",
                "districts_headings",
            ),
            Step("「きょうすること」の行を押すと、その仕事の画面が開きます。", "districts_todo"),
            Step("「USBから受け取る」で、地区のUSBを いくつでも まとめて取り込めます。", "districts_primary"),
            Step("地区を押すと、その地区の数と、受け渡しのようすが出ます。", "district_12"),
            Step("紙で届いた報告は、「紙の報告を入れる」で入れます。", "districts_paper"),
            Step("新しい地区は、「地区を招待する」で招待ファイルを作ります。", "districts_invite"),
            Step(
                "地区が多いときは、「まとめて招待する」に 番号と名前の表を写すと、一度に作れます。",
                "districts_invite_many",
            ),
        ),
        ("districts",),
        council=True,
    ),
    "council_cards": Help(
        "つながりカード",
        "地区から届いたカードを読み、返事をします。",
        (
            Step("「返事がまだ」と「ぜんぶ」で、見るカードを えらびます。", "council_which_field"),
            Step("カードを押すと、右に中身が出ます。", "council_cards"),
            Step(
                "「返事を書く」で 返事を入れます。書いた返事は、USB受け渡しで 地区へ渡します。",
                "cards_primary",
            ),
            Step("ほかの地区へ移る方のカードは、「移る先の地区へ 申し送る」で その地区へ渡します。"),
        ),
        ("cards",),
        council=True,
    ),
    "card_offer_page": Help(
        "移る先の地区へ 申し送る",
        "転出する方のことを、同意のある写しのとおりに、移る先の地区へ渡します。",
        (
            Step("移る先の地区をえらびます。右に出ている お名前と言葉が、その地区だけに渡ります。"),
            Step("紙で報告する地区へは USBで渡せません。カードを印刷して渡します。"),
            Step(
                "カードを書いた地区へ「他機関へ」と返事をするかどうかを えらびます。だまって返事をすることは ありません。"
            ),
            Step(
                "申し送ったあとでも「申し送りを取りやめる」で取り下げられます。"
                "もとの地区で同意が取り消されると、自動で取り下げられ、渡した先からも 中身が消えます。"
            ),
        ),
        council=True,
    ),
    "council_usb": Help(
        "USB受け渡し",
        "地区から届いたUSBを取り込み、受領と返事を 地区へ渡します。",
        (
            Step("「USBから受け取る」で、地区のUSBを いくつでも まとめて取り込めます。", "usb_primary"),
            Step("地区をえらんで「地区へ書き出す」を押すと、受領と返事が USBに入ります。", "usb_write"),
            Step("中身には かぎが かかっています。その地区だけが開けます。"),
        ),
        ("usb",),
        council=True,
    ),
}
