"""保存年数: how long each class of records is kept, counted from the 1 April after it ended (shared domain page, section 5)."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.fiscal import first_day, fiscal_year


@dataclass(frozen=True, slots=True)
class RecordClass:
    """A class of records that is disposed of together.

    Attributes:
        code: as it is journaled.
        label: what it is called.
        years: kept when the office says nothing else.
        about: from when it is counted, and what goes.
        why: where the years come from; the office may say others.
    """

    code: str
    label: str
    years: int
    about: str
    why: str = ""


_CUSTOM = "年数を決めた法律はありません。目安です。"
_LIKE_VISITS = "年数を決めた法律はありません。見守りの記録と同じにしています。"

CLASSES = (
    RecordClass(
        "person",
        "見守りの終わった方の名簿",
        5,
        "見守りが終わった日から。お名前・住所・同意・メモが消え、回数は残ります。",
        _CUSTOM,
    ),
    RecordClass(
        "visit",
        "見守りのメモと様子",
        5,
        "見守った日から。メモ・様子・サインが消え、回数は残ります。",
        _CUSTOM,
    ),
    RecordClass(
        "card",
        "終わった つながりカード",
        5,
        "終結した日から。カードの中身と写しが消え、枚数は残ります。",
        _CUSTOM,
    ),
    RecordClass(
        "plan",
        "終わった避難計画",
        5,
        "計画を終わりにした日から。計画の中身・支援者・写しが消え、計画の数は残ります。",
        _LIKE_VISITS,
    ),
    RecordClass(
        "help",
        "おたすけのメモと、やめた利用会員",
        5,
        "実施した日、お願いが終わった日、会員をやめた日から。メモと、どなたの会員かが消え、回数と金額は残ります。",
        _LIKE_VISITS,
    ),
    RecordClass(
        "school",
        "登校見守りの事故・けがとメモ",
        5,
        "見守った日から。事故・けがとメモが消え、日数と人数は残ります。",
        _LIKE_VISITS,
    ),
    RecordClass(
        "money",
        "会計の摘要・支払先・領収書",
        10,
        "年度の終わりから。摘要・支払先・領収書のあて名と写真が消え、金額は残ります。",
        "社会福祉法人の会計帳簿の年数（社会福祉法 第45条の24、10年）にならっています。",
    ),
    RecordClass(
        "activity",
        "会議・行事の議事録",
        10,
        "開いた日から。内容・決まったこと・出た方・理由・配り先が消え、名称と回数は残ります。",
        "社会福祉法人の評議員会の議事録の年数（社会福祉法 第45条の11、10年）にならっています。",
    ),
    RecordClass(
        "group",
        "なくなった団体の連絡先",
        5,
        "終わりの日から。代表者・電話・住所・メモが消え、団体の名前は残ります。",
        _CUSTOM,
    ),
    RecordClass(
        "move",
        "転入の申し送り",
        5,
        "名簿に入れた日か、受けないことにした日から。申し送りの中身と 受けないわけが消えます。名簿の方は そのままです。",
        _LIKE_VISITS,
    ),
    RecordClass(
        "goal",
        "計画目標の1年のメモ",
        5,
        "年度の終わりから。メモが消え、行った取り組みと達成した数は残ります。",
        _CUSTOM,
    ),
    RecordClass(
        "commissioner",
        "民生委員 活動記録の件数",
        5,
        "その月の終わりから。保存した件数も消えます。",
        "年数を決めた法律はありません。民児協に決まりがあれば、その年数にしてください。",
    ),
)
CITY_LIST = RecordClass("city_list", "市から借りた名簿", 0, "返却の期限までに返します。")


def over_before(today: str, years: int) -> str:
    """Return the day before which a record must have ended to go today: it is kept so many years after the next 1 April.

    Examples:
        >>> over_before("2029-04-01", 5)  # what ended on 2023-10-05, too
        '2024-04-01'
    """
    return first_day(fiscal_year(today) - years)
