"""The help of what makes the whole year of a district: activities, groups, money, plan goals, commissioners' counts."""

from __future__ import annotations

from sasaeai_desktop.ui.help.topic import Help, Step

_TAB = "programmes"

TOPICS: dict[str, Help] = {
    "goals": Help(
        "計画目標",
        "地域の計画の目標ごとに、予定の取り組み・行った取り組み・結びつけた活動を、年度で見ます。",
        (
            Step(
                "計画は「その他の活動」の「表から取り込む」で 目標・取り組みの順に入れるか、見本を入れて直します。"
            ),
            Step("目標を押すと、取り組みと活動が出ます。", "goals_list"),
            Step("目標を1つずつ書くこともできます。", "goals_primary"),
            Step("「計画の表」と「進みぐあい」を、計画の形で印刷できます。", "goals_print_progress"),
        ),
        (_TAB, "programmes_goals"),
    ),
    "goal": Help(
        "目標を1つ見る",
        "1つの目標に結びつく取り組みと活動を、年度で見ます。",
        (
            Step("取り組みを押すか スペースキーで、この年度に行ったことを付けます。", "goal_efforts"),
            Step("数で決めた目標は、達成した数を入れて保存します。", "goal_keep"),
            Step("活動は「会議・行事・広報・研修」で書くときに、この目標へ結びつけます。", "goal_acts"),
        ),
    ),
    "goal_form": Help(
        "目標を書く",
        "計画の目標を1つ書きます。",
        (
            Step("記号は、計画の紙と同じ番号にします。", "goal_code_field"),
            Step("「この目標に つながること」をえらぶと、活動を書くときに すすめます。", "goal_serves_field"),
            Step("「目標を保存する」を押します。", "goal_form_primary"),
        ),
        (_TAB, "programmes_goals", "goals_primary"),
    ),
    "effort_form": Help(
        "取り組みを書く",
        "だれが、どの目標のために、どの年度に行うかを書きます。",
        (Step("結びつく目標と年度をえらんで「取り組みを保存する」を押します。", "effort_form_primary"),),
    ),
    "commissioner": Help(
        "民生委員 活動記録",
        "民生委員の1か月の件数を、きろくから数えて、手で直し、民児協へ出す用紙にします。市社協へは渡りません。",
        (
            Step(
                "月と お名前をえらびます。見守り・カード・会議・研修から数えた件数が 入っています。",
                "commissioner_who",
            ),
            Step(
                "直して「この月を保存する」を押します。内容別と分野別の合計は、同じ件数にします。",
                "commissioner_primary",
            ),
            Step("「印刷する」で、月報になります。", "commissioner_print"),
        ),
        (_TAB, "programmes_commissioner"),
    ),
    "activities": Help(
        "会議・行事・広報・研修",
        "会議や行事、広報紙、研修、地域ならではの事業を、年度ごとに きろくします。",
        (
            Step(
                "「活動を書く」で、種別をえらんで書きます。種別に合わせて、書くところが変わります。",
                "activities_primary",
            ),
            Step("延期・中止のときは、理由と、かわりに行った活動を えらびます。"),
            Step(
                "「研修を修了した方」で、だれが どの研修を受けたか、つぎの時期は いつかを見ます。",
                "activities_trained",
            ),
            Step("「相談窓口と のぼり旗」で、サロンに渡した旗を きろくします。", "activities_counters"),
        ),
        (_TAB, "programmes_activities"),
    ),
    "activity_form": Help(
        "活動を1つ書く",
        "種別と状態をえらぶと、いるところだけが出ます。",
        (
            Step("種別をえらびます。", "activity_kind_field"),
            Step("延期・中止にすると、理由を書くところが出ます。", "activity_state_field"),
            Step("出席した団体は、団体・ネットワークに登録したものから えらびます。"),
            Step("「活動を保存する」を押します。", "activity_form_primary"),
        ),
        (_TAB, "programmes_activities", "activities_primary"),
    ),
    "completions": Help(
        "修了した方を付ける",
        "研修を修了した方に 印を付けます。",
        (
            Step(
                "お名前を押すか、スペースキーで 印を付けて「修了を保存する」を押します。", "completions_list"
            ),
        ),
    ),
    "trained": Help(
        "研修を修了した方",
        "お名前ごとに、受けた研修と つぎの時期を見ます。！は 時期が来た方です。",
        (Step("お名前を押すと、その方の名簿が開きます。", "trained_list"),),
        (_TAB, "programmes_activities", "activities_trained"),
    ),
    "counters": Help(
        "相談窓口と のぼり旗",
        "サロンを 地域の福祉相談窓口にして、のぼり旗を渡したことを きろくします。",
        (
            Step("サロンをえらびます。", "counters_list"),
            Step("「のぼり旗を渡す」を押します。その日から 窓口になります。", "counters_primary"),
        ),
        (_TAB, "programmes_activities", "activities_counters"),
    ),
    "groups": Help(
        "団体・ネットワーク",
        "いっしょに活動する団体と 連絡先です。右の図は、どの団体が いっしょに活動しているかを表します。",
        (
            Step("「団体を登録する」で足します。", "groups_primary"),
            Step("団体を押すと、直したり、つながりを足したりできます。", "groups_list"),
            Step("「連絡先一覧」「ネットワーク図」を印刷できます。", "groups_map"),
        ),
        (_TAB, "programmes_groups"),
    ),
    "group_form": Help(
        "団体を登録する",
        "名前、種別、代表者、電話、役割を書きます。",
        (Step("「団体を保存する」を押します。", "group_form_primary"),),
        (_TAB, "programmes_groups", "groups_primary"),
    ),
    "money": Help(
        "お金（収支・助成金）",
        "事業ごと・年度ごとに、入ったお金と使ったお金を付けます。繰越と返納は 自動で計算されます。",
        (
            Step(
                "「支出を書く」「収入を書く」で、1行ずつ付けます。領収書の写真も付けられます。",
                "money_primary",
            ),
            Step("行を押すと、直せます。✓ の行には 領収書の写真があります。", "money_list"),
            Step("事業をえらぶと、その事業だけの収支になります。", "money_which"),
            Step(
                "年度が終わったら「決算・年度を締める」を押します。あとで直しても、変わったことが一覧に残ります。",
                "money_closing",
            ),
        ),
        (_TAB, "programmes_money"),
    ),
    "money_line": Help(
        "収入・支出を書く",
        "お金の出入りを 1行書きます。",
        (
            Step("事業と科目をえらび、金額を入れます。", "money_line_yen"),
            Step("支出の領収書番号は、空けておくと つぎの番号になります。", "money_line_receipt"),
            Step(
                "助成金で払えないもの（食事など）は「払えない（対象外）」にします。返納の計算から外れます。"
            ),
            Step(
                "「領収書の写真を付ける」で、写真かPDFをえらびます。小さくして しまいます。",
                "money_line_choose",
            ),
        ),
        (_TAB, "programmes_money", "money_primary"),
    ),
    "money_grant": Help(
        "助成金の申請と計算",
        "市社協のきまりで いくらになるかを、計算の順に見ます。申請・決定・返納も ここに書きます。",
        (
            Step("事業をえらぶと、計算の順が出ます。", "money_grant_which"),
            Step("「計算した額を 申請の額にする」を押すと、申請の額に入ります。"),
            Step("「助成金を保存する」を押します。", "money_grant_primary"),
        ),
        (_TAB, "programmes_money", "money_grant"),
    ),
    "money_budget": Help(
        "予算",
        "事業ごとに、科目の予算を書きます。決算書で、決算とならびます。",
        (Step("金額を入れて「予算を保存する」を押します。", "money_budget_primary"),),
        (_TAB, "programmes_money", "money_budget"),
    ),
    "money_close": Help(
        "決算・年度を締める",
        "年度の終わりに、いまの収支を決算として きろくします。",
        (
            Step("監事のお名前と監査の日は、あとからでも入れられます。", "money_close_auditors"),
            Step("「この年度を締める」を押します。", "money_close_primary"),
            Step("締めたあとに足した行・直した行・消した行は、ここと決算書の2枚目に出ます。"),
        ),
        (_TAB, "programmes_money", "money_closing"),
    ),
    "grant_rules": Help(
        "助成のきまり",
        "助成金の計算のしかたを、年度と事業ごとに決めます。つぎのUSBで、どの地区にも届きます。",
        (
            Step("「きまりを足す」で、何を数えて いくらにするかを書きます。", "grant_rules_primary"),
            Step("地区を押すと、計算の順が出ます。", "grant_rules_districts"),
        ),
        council=True,
    ),
    "grant_rule": Help(
        "きまりを1つ書く",
        "たとえば「開催1回 500円、1回5人以上、上限 24,000円」のように書きます。1つの事業に いくつでも足せます。",
        (
            Step("何を数えるかをえらび、単価を入れます。", "grant_rule_unit"),
            Step("条件や上限は、あるものだけ入れます。"),
            Step("「きまりを保存する」を押します。", "grant_rule_primary"),
        ),
        council=True,
    ),
}
