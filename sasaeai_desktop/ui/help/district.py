"""The help of a district's pages, by help name."""

from __future__ import annotations

from sasaeai_desktop.ui.help.topic import Help, Step

TODAY = {
    "today": Help(
        "きょう",
        "きょう しておきたいことが、大切な順に並びます。",
        (
            Step("いつもより長く お会いできていない方が、上に出ます。", "today_0"),
            Step("「きろくする」を押すと、その方の きろくを すぐに書けます。", "today_0_record"),
            Step(
                "「あした」「来週」を押すと、その日の サロンと 訪ねる予定の方が並びます。", "today_when_field"
            ),
            Step(
                "紙の訪問票は「紙の訪問票から入力する」で、ひと月分を まとめて入れられます。", "today_sheets"
            ),
            Step(
                "返事を待つカードや、今週のサロンも ここで分かります。押すと、そのきろくが開きます。",
                "today_panel",
            ),
        ),
        ("today",),
    ),
}

WATCH = {
    "watch": Help(
        "見守り",
        "見守りの方を さがして、会ったこと・電話したこと・姿を見たことを きろくします。",
        (
            Step(
                "ふりがな・町内・担い手の名前を入れるか、「あかさたな」のボタンで しぼります。", "watch_kana"
            ),
            Step("お名前を押すと、右に ふだんの様子と これまでの きろくが出ます。", "watch_list"),
            Step("「きろくする」を押し、方法と様子をえらんで 保存します。", "watch_primary"),
            Step("紙の訪問票は「紙の票を入力」で、ひと月分を まとめて入れられます。", "watch_sheets"),
            Step("はじめての方は「新しく登録」で 名簿に入れます。", "watch_new"),
        ),
        ("watch", "watch_list"),
    ),
    "record": Help(
        "見守りのきろく",
        "1回の見守りを書きます。ふつうの日は、2つ押すだけです。",
        (
            Step("どうやって見守ったかを 押します。数字の 1・2・3・0 のキーでも えらべます。", "record_mark"),
            Step(
                "様子が いつもとちがうときは「気になる」か「異変」を押し、しるしをえらびます。",
                "record_condition_field",
            ),
            Step(
                "日付は、きょうになっています。前の日の分なら「きのう」を押すか、数字を直します。",
                "record_date_field",
            ),
            Step(
                "「きろくを保存する」を押します（Ctrl+S）。まちがえても、下の「元にもどす」でもどせます。",
                "record_primary",
            ),
        ),
        ("watch", "watch_list", "watch_primary"),
    ),
    "sheets": Help(
        "紙の訪問票をえらぶ",
        "入力する紙の訪問票を えらびます。",
        (
            Step("月を合わせます。", "sheets_month"),
            Step("担い手のお名前を えらびます。", "sheets_list"),
            Step("紙の右上に票の番号があれば、それを入れても開けます。", "sheets_number"),
            Step("「えらんだ票を入力する」を押します。", "sheets_primary"),
        ),
        ("watch", "watch_sheets"),
    ),
    "sheet": Help(
        "紙の訪問票から入力",
        "紙と同じ並びの表に、ひと月分を まとめて打ちます。",
        (
            Step(
                "紙と同じ順に、お名前と日が並びます。色のついたますは、予定の日です。矢印キーで どの日へも動けます。",
                "sheet_grid",
            ),
            Step(
                "ますの日に 1（訪ねた）、2（電話した）、3（姿を見た）、0（いなかった）を押します。"
                "つぎの予定の日へ 自分で動きます。",
                "sheet_mark",
            ),
            Step("紙に しるしがあるときは「様子をえらぶ」を押します。", "sheet_signs"),
            Step("日が分からず 回数だけのときは「回数だけ入れる」を押します。", "sheet_tally"),
            Step("終わったら「この票を保存する」を押します。", "sheet_primary"),
        ),
        ("watch", "watch_sheets", "sheets_primary"),
    ),
}

SALON = {
    "salon": Help(
        "サロン",
        "サロンの開催と、来た方の人数を きろくします。",
        (
            Step("これからの開催は「開催を登録する」で 入れます。", "salon_primary"),
            Step(
                "開催のある日を押すと、お名前の札が並びます。空いている日を押すと、その日の開催を登録できます。",
                "salon_calendar",
            ),
            Step("続けて お休みの方を 知らせます。押すと、その方が開きます。", "salon_away"),
            Step("新しいサロンは「サロンを登録する」で 入れます。", "salon_new"),
            Step("「こよみを印刷」で、1か月の開催を 1枚の紙にできます。", "salon_print"),
        ),
        ("salon",),
    ),
    "session": Help(
        "サロンの出席",
        "その日に来た方を きろくします。",
        (
            Step("「全員を来たにする」を押してから、来なかった方の札だけを押すと 早くできます。", "everyone"),
            Step("札を押すと、来た・来ないが 入れかわります。", "usual_tiles"),
            Step("はじめての方は「新しい方」で、お名前とふりがなを入れます。", "new_guest"),
            Step(
                "お名前のない方は、＋ で人数だけ数えます。お手伝いの方は 参加に入れず、別に数えます。",
                "figures",
            ),
            Step("「出席を保存する」を押します。", "session_primary"),
        ),
        ("salon", "salon_as_rows", "session_0"),
    ),
}

CARDS = {
    "cards": Help(
        "つながりカード",
        "困りごとを 市社協などへ つなぎ、返事が来るまで見届けます。",
        (
            Step("「カードを新しく書く」で 書きはじめます。書きかけは とってあります。", "cards_primary"),
            Step(
                "カードは、記入・渡した・受付・対応中・回答あり・終結の 順に進みます。黄色は、返事が おそいカードです。",
                "board",
            ),
            Step(
                "カードを押すと、右に中身と、次にすることの ボタンが出ます。返事は、USBで届くか、自分で書き入れます。",
                "open_card",
            ),
        ),
        ("cards",),
    ),
    "write": Help(
        "つながりカードを書く",
        "見たこと・聞いたことを、カードに書きます。",
        (
            Step("上の帯に、同意のようすと、書いた文にお名前がないかが いつも出ます。", "card_watch"),
            Step(
                "まず、ご本人の同意を えらびます。「あり」のほかは、お名前のないカードになります。",
                "consent_field",
            ),
            Step(
                "名簿から えらぶと、お名前と町内が入ります。名簿にいない方、町内と年代だけでも書けます。",
                "who_field",
            ),
            Step("困りごとは、いくつでも えらべます。", "trouble_field"),
            Step(
                "「カードを保存する」を押します。見たことと、考えたことは 下の別の らんに書きます。",
                "write_primary",
            ),
        ),
        ("cards", "cards_primary"),
    ),
}

PEOPLE = {
    "people": Help(
        "名簿",
        "見守りの方、サロンの方、担い手の方の 名簿です。",
        (
            Step(
                "住民の方と、担い手の方を 切りかえます。同じ方が2人いるときは「二重登録かもしれません」で、1人に まとめられます。",
                "part_residents",
            ),
            Step("お名前を押すと、くわしい内容を見たり 直したりできます。", "residents_list"),
            Step("年齢と、電話のあるなしで しぼれます。", "residents_age_field"),
            Step("いまの名簿の表（エクセルなど）は「表から取り込む」で入れます。", "people_import"),
            Step("はじめての方は「新しく登録する」で入れます。", "people_primary"),
        ),
        ("people",),
    ),
    "person_record": Help(
        "名簿の1人",
        "その方の名簿と、同意を見ます。",
        (
            Step("書いてあることを直すときは「名簿を直す」を押します。", "person_record_primary"),
            Step("同意は、使い道ごとに きろくします。取り消した日も残ります。", "record_consents"),
            Step("だれが いつ どこを直したかは「きろくの移り変わりを見る」で分かります。", "record_history"),
            Step(
                "ご本人などの求めで消すときは「法律にそって消去する」を押します。数だけが残ります。",
                "record_erase",
            ),
        ),
        ("people", "residents_list"),
    ),
    "person_form": Help(
        "新しい方の登録",
        "名簿に1人ふやします。分かるところだけで かまいません。",
        (
            Step("お名前とふりがなを入れます。ふりがなは、さがすときに使います。", "person_name_field"),
            Step(
                "生年月日は「S15.3.2」のようにも 入れられます。分からなければ、空けておきます。",
                "person_birth_field",
            ),
            Step("見守りを始めるときは、始める日と 担い手をえらびます。", "person_watch_panel"),
            Step("「登録する」を押します。", "person_form_primary"),
        ),
        ("people", "people_primary"),
    ),
    "table_in": Help(
        "表から取り込む",
        "エクセルやCSVの表を、まとめて名簿やきろくに入れます。同じ表を もう一度入れても、二重にはなりません。",
        (
            Step("何の表かを えらびます。", "table_kind_field"),
            Step("「表をえらぶ」で、ファイルを えらびます。", "table_choose"),
            Step(
                "「ためしに読んでみる」で、読めない行がないか 先に分かります。まだ何も書きません。",
                "table_in_primary",
            ),
            Step("見出しの書き方は「この表の見本を作る」で 分かります。", "table_template"),
        ),
        ("people", "people_import"),
    ),
}

REPORTS = {
    "reports": Help(
        "報告・印刷",
        "様式を印刷し、年度の数を見ます。",
        (
            Step("年度を えらびます。", "year_before"),
            Step("数を押すと、そのもとになった きろくが出ます。", "figure_watch_acts"),
            Step("様式の絵を押すと、印刷の前に 出来上がりを見られます。", "gallery"),
        ),
        ("reports",),
    ),
    "trace": Help(
        "数のもと",
        "印刷される数が、どのきろくを数えたものかを たしかめます。",
        (
            Step(
                "ここに並ぶ きろくを合わせると、その数になります。行を押すと、その きろくが開きます。",
                "trace_list",
            ),
            Step("月や お名前で しぼると、上に その合計が出ます。", "trace_filters"),
        ),
        ("reports", "figure_watch_people"),
    ),
}

USB = {
    "usb": Help(
        "USB受け渡し",
        "きろくを USBメモリーに書き出して 市社協に渡し、返事を受け取ります。",
        (
            Step("「中に入るもの」で、お名前が入るかどうかを 見ます。", "usb_contents"),
            Step("USBメモリーをさして、「USBに書き出す」を押します。", "usb_primary"),
            Step(
                "市社協からのUSBは、「USBから受け取る」で取り込みます。受領も ここで分かります。",
                "usb_receive",
            ),
            Step("中身には かぎが かかっています。市社協だけが開けます。"),
        ),
        ("usb",),
    ),
}

TOPICS: dict[str, Help] = {**TODAY, **WATCH, **SALON, **CARDS, **PEOPLE, **REPORTS, **USB}
