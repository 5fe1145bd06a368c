"""The help of その他の活動: plans and disasters, おたすけ, 登校見守り; ``year`` has those of the whole year."""

from __future__ import annotations

from sasaeai_desktop.ui.help.topic import Help, Step

TOPICS: dict[str, Help] = {
    "programmes": Help(
        "その他の活動",
        "見守りとサロンのほかの活動を、ここから開きます。",
        (
            Step("避難計画を作り、災害のときに安否を確かめます。", "programmes_plans"),
            Step("除雪や買い物などのお願いを受け付け、行く方を決めます。", "programmes_help"),
            Step("登校のときに 交差点に立った方を きろくします。", "programmes_school"),
            Step("会議や行事、広報紙、研修を きろくします。", "programmes_activities"),
            Step("町内会や学校など、いっしょに活動する団体を登録します。", "programmes_groups"),
            Step("計画の目標と取り組みが、どこまで進んだかを見ます。", "programmes_goals"),
            Step("民生委員の1か月の件数を まとめます。", "programmes_commissioner"),
            Step("助成金や会費と、使ったお金を 付けます。", "programmes_money"),
            Step("いままでの計画・申込・収支などの表は「表から取り込む」で入れます。", "programmes_import"),
        ),
        ("programmes",),
    ),
    "plans": Help(
        "避難計画",
        "災害のとき、だれと どこへ どうやって逃げるかを、同意のある方ごとに決めておきます。",
        (
            Step("「まだ計画のない方」をえらぶと、計画のない方と そのわけが出ます。", "plans_which_field"),
            Step("お名前を押すと、その方の計画を書けます。", "plans_list"),
            Step("「計画を印刷する」で、計画のある方みんなの分を印刷できます。", "plans_print"),
            Step("災害のときは「安否確認を始める」を押します。", "plans_primary"),
        ),
        ("programmes", "programmes_plans"),
    ),
    "plan_form": Help(
        "一人の避難計画",
        "同意のある方の計画を書きます。直すと、新しい版になります。",
        (
            Step("できないことを 押します。安否確認で、先に会いに行く方が分かります。", "plan_needs_field"),
            Step("避難を手伝う方を えらびます。えらんだわけも出ています。義務ではありません。", "plan_hints"),
            Step("「計画を保存する」を押します。", "plan_form_primary"),
            Step("1年たつか、支援者が担い手をおりると、見直す時期になります。"),
        ),
        ("programmes", "programmes_plans", "plans_list"),
    ),
    "safety": Help(
        "安否確認",
        "災害のとき、見守りの方と計画のある方みんなを、班ごとに、助けが要る方から確かめます。",
        (
            Step("何があったかを押すと、一覧が出ます。"),
            Step("一覧の方を、数字のキー 1（無事）・2（支援が必要）・3（不明）で きろくします。"),
            Step("紙で回るときは、一覧を印刷して、見た方の欄に ✓ を付けます。", "safety_print"),
            Step(
                "書いた一覧は、スキャンして「紙を読み取る」から入れます。画面のきろくとちがう方や、はっきりしない印は 1人ずつ たずねます。",
                "safety_scan",
            ),
            Step(
                "もう1台のパソコンのきろくも、USBで合わさります。あとのきろくが使われ、前のものも残ります。"
            ),
        ),
    ),
    "safety_handed": Help(
        "災害対策本部へのまとめ",
        "人数をまとめて、災害対策本部へ渡します。お名前は、同意がある方か、命の危険がある場合だけ のせられます。",
    ),
    "help": Help(
        "おたすけ",
        "除雪や買い物など、近所の手伝いを受け付けて、行く方を決めます。",
        (
            Step("「お願いを受け付ける」で、どなたが 何をしてほしいかを書きます。", "help_primary"),
            Step("お願いを押すと、行ってくださる方が わけといっしょに出ます。", "help_list"),
            Step(
                "雪の日は「雪の日の 当番を作る」で、除雪を決めている方みんなの分を 一度に作れます。",
                "help_snow",
            ),
            Step("「お願いのこよみ」で、くり返しのお願いも 日ごとに見られます。", "help_days"),
            Step(
                "「1か月のお金」で、料金と 協力会員へ渡す金額を見て、精算します。領収書の書き損じも ここから消せます。",
                "help_month",
            ),
            Step("「料金と利用券」で、料金を決め、利用券を売ったり 引き取ったりします。", "help_terms"),
        ),
        ("programmes", "programmes_help"),
    ),
    "school": Help(
        "登校見守り",
        "登校のときに立った方を、日ごとに きろくします。参加者数（実）と延べが 出ます。",
        (
            Step("学校をえらびます。", "school_which"),
            Step("立った方を押すか、スペースキーで 印を付けます。", "school_list"),
            Step("事故・けががあったときは、その日に書いておきます。今年度のものが 下に並びます。"),
            Step("「この日を保存する」を押します。", "school_primary"),
        ),
        ("programmes", "programmes_school"),
    ),
}
