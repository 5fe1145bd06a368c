"""Data of the forms of activities and groups: an ordinary paper, and one with everything too long and too much."""

from __future__ import annotations

from dataclasses import replace

from office_samples import DISTRICT, LONG_DISTRICT, LONG_NAME

from sasaeai_desktop.domain.commissioner import categories
from sasaeai_desktop.forms.commissioner_month import CommissionerMonth
from sasaeai_desktop.forms.contact_list import Contact, ContactList
from sasaeai_desktop.forms.meeting_minutes import Minutes
from sasaeai_desktop.forms.network_map import MapEdge, MapNode, NetworkMap
from sasaeai_desktop.forms.plan_matrix import MatrixEffort, MatrixGoal, PlanMatrix
from sasaeai_desktop.forms.plan_progress import PlanProgress, ProgressEffort, ProgressGoal

MINUTES = Minutes(
    district=DISTRICT, kind="会議", title="推進委員会 第3回 実務者会議", day="令和4年(2022)1月20日", time="13:30から15:00",
    place="地区センター",
    bodies=("北一条町内会", "民児協", "寿会", "市社協"), observers="市の地域福祉課 2人", participants=18,
    contents="まちづくりフォーラムの進めかたを話しあいました。\n感染症が広がっているため、ひらくかどうかを決めます。",
    decisions="フォーラムを延期します。",
)  # fmt: skip
LONG_MINUTES = replace(
    MINUTES, district=LONG_DISTRICT, title="とても長い名前の会議" * 6, place="とても長い場所の名前" * 4, state="延期",
    reason="とても長い理由" * 12, bodies=("旭川市東鷹栖南第一町内会連絡協議会",) * 20, observers=LONG_NAME * 5, participants=12_345,
    contents="長い内容の文がつづきます。" * 200, decisions="長い決定の文がつづきます。\n" * 60,
)  # fmt: skip
CONTACTS = ContactList(
    district=DISTRICT,
    contacts=(
        Contact(type="町内会", name="北一条町内会", chief="髙橋 弘", phone="0166-00-0001", role="回覧板"),
        Contact(type="町内会", name="北二条町内会", chief="渡邊 節子", phone="0166-00-0003", role="回覧板"),
        Contact(type="民児協", name="北部民児協", chief="小林 正", phone="0166-00-0004", role="訪問"),
        Contact(type="老人クラブ", name="寿会", chief="阿部 勇", phone="0166-00-0005", role="体操"),
        Contact(type="学校", name="北小学校", chief="", phone="0166-00-0006", role="登校"),
        Contact(type="地域包括支援センター", name="北部地域包括支援センター", chief="", phone="0166-00-0002", role="相談"),
    ),
)  # fmt: skip
LONG_CONTACTS = replace(
    CONTACTS, district=LONG_DISTRICT,
    contacts=(
        Contact(
            type="地域包括支援センター", name="旭川市東鷹栖南第一町内会連絡協議会", chief=LONG_NAME, phone="0166-00-0001 (内線 123)",
            role="長い役割と長い備考がつづきます" * 4,
        ),
    ) * 50,
)  # fmt: skip
NETWORK = NetworkMap(
    district=DISTRICT, year=2023,
    nodes=tuple(MapNode(name=n, acts=a) for n, a in (("北一条町内会", 4), ("北二条町内会", 2), ("民児協", 6), ("寿会", 0), ("小学校", 1))),
    edges=(MapEdge(a=0, b=2, times=4), MapEdge(a=1, b=2, times=2), MapEdge(a=2, b=4, times=0, how="登校の見守り")),
)  # fmt: skip
LONG_NETWORK = NetworkMap(
    district=LONG_DISTRICT, year=2023,
    nodes=tuple(MapNode(name=f"旭川市東鷹栖南第{n}町内会連絡協議会", acts=1234) for n in range(40)),
    edges=tuple(MapEdge(a=n, b=(n * 7 + 3) % 40, times=n, how="長いつながりの言葉" * 5) for n in range(40) if n != (n * 7 + 3) % 40),
)  # fmt: skip
MONTH = CommissionerMonth(
    district=DISTRICT, name="民生 一子", month="令和5年10月", counts={c: n % 4 for n, c in enumerate(categories())},
)  # fmt: skip
LONG_MONTH = CommissionerMonth(
    district=LONG_DISTRICT, name=LONG_NAME, month="令和5年10月", counts=dict.fromkeys(categories(), 9_999),
)  # fmt: skip
MATRIX = PlanMatrix(
    district=DISTRICT, plan="第7期", year=2026,
    goals=(
        MatrixGoal(code="1", title="活躍し、協力する地域", above=True),
        *(MatrixGoal(code=f"1.{n}", title="担い手を ふやす", planned=n, done=1, acts=12) for n in range(1, 10)),
    ),
    efforts=tuple(
        MatrixEffort(number=str(n), who="社協", title="地域の支えあいを進める", marks={"1.1": "○", "1.9": "●"}) for n in range(1, 9)
    ),
)  # fmt: skip
LONG_MATRIX = replace(
    MATRIX, district=LONG_DISTRICT, plan="とても長い名前の 地域福祉活動計画" * 2,
    goals=tuple(MatrixGoal(code=f"第{n}章の1", title="長い目標の題" * 9, planned=9_999, done=9_999, acts=99_999) for n in range(30)),
    efforts=tuple(
        MatrixEffort(
            number=f"A-{n:05}", who="福祉部 地域福祉課 地域福祉係" * 2, title="長い取り組みの題" * 8,
            marks={f"第{n}章の1": "●" for n in range(30)},
        )
        for n in range(40)
    ),
)  # fmt: skip
_EFFORT = ProgressEffort(
    who="地域住民・活動団体",
    title="近所の見守りと声かけ",
    target="全地区",
    marks=("◎済", "→済", "→", "→", "→", "→"),
)
PROGRESS = PlanProgress(
    district=DISTRICT, plan="第4期", years=tuple(range(2022, 2028)),
    goals=(
        ProgressGoal(code="1", title="ちょっとした困りごとを近所で", efforts=(_EFFORT,) * 3, acts=(3, 12, 0, 0, 0, 0), reached=("",) * 6),
        ProgressGoal(
            code="2", title="だれもが参加できる場", target="6か所", efforts=(_EFFORT,), acts=(3, 12, 0, 0, 0, 0),
            reached=("2", "4", "", "", "", ""),
        ),
    ),
)  # fmt: skip
LONG_PROGRESS = replace(
    PROGRESS, district=LONG_DISTRICT, plan="とても長い名前の 地域福祉活動計画" * 2,
    goals=tuple(
        ProgressGoal(
            code=f"第{n}章の1", title="長い目標の題" * 9, target="9,999,999か所",
            efforts=(replace(_EFFORT, who="福祉部 地域福祉課 地域福祉係" * 2, title="長い取り組みの題" * 8, target="9,999,999人"),) * 30,
            acts=(99_999,) * 6, reached=("9,999,999",) * 6,
        )
        for n in range(2)
    ),
)  # fmt: skip
