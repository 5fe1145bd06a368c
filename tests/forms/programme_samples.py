"""Ordinary and strained data of the forms of 避難計画, おたすけ and 登校見守り."""

from __future__ import annotations

from dataclasses import replace

from office_samples import (
    ADDRESS,
    CONTACT,
    DISTRICT,
    LONG_CONTACT,
    LONG_DISTRICT,
    LONG_NAME,
    LONG_WHO,
    PHONE,
    WHO,
)

from sasaeai_desktop.domain.fiscal import days_of_month, weekday_code
from sasaeai_desktop.domain.plans import Hazard, Need
from sasaeai_desktop.forms.evacuation_plan import EvacuationPlan
from sasaeai_desktop.forms.help_record import Act, HelpRecord
from sasaeai_desktop.forms.help_request import HelpPaper
from sasaeai_desktop.forms.help_settlement import HelperSum, HelpSettlement
from sasaeai_desktop.forms.receipt import ReceiptPaper
from sasaeai_desktop.forms.safety_list import Line, SafetyList
from sasaeai_desktop.forms.safety_summary import SafetySummary
from sasaeai_desktop.forms.school_watch import Person, SchoolWatch
from sasaeai_desktop.forms.school_year import SchoolLine, SchoolYear

PLAN = EvacuationPlan(
    district=DISTRICT,
    number="P0068",
    who=WHO,
    contacts=(CONTACT,),
    reason="ひざが悪く、長い道を歩けない",
    needs=frozenset({"歩く", "聞く"}),
    care="耳もとで、ゆっくり話す。夜は補聴器をはずしている。",
    hazards=frozenset({"洪水・浸水", "大雪"}),
    supporters=(("山口 節子", PHONE, "5条通4丁目"), ("となりの 山田", "0166-00-0008", "5条通4丁目 となり")),
    place="みどりが丘小学校 体育館",
    route="中通りを北へ。橋は渡らない。",
    way="車いすを押す（2人）",
    room="1階の奥の部屋",
    devices="血圧の薬、補聴器の電池",
    note="犬を連れて行く。",
    copies=(("民生委員 佐藤 春", "2023-06-10"), ("旭川市社会福祉協議会", "2023-07-01")),
    consent="同意あり（書面　6月1日）",
    made_on="2023-06-01",
    reviewed_on="2024-05-10",
    version=3,
)
LONG_PLAN = replace(
    PLAN,
    district=LONG_DISTRICT,
    number="P0068-東旭川南-1234",
    who=LONG_WHO,
    contacts=(LONG_CONTACT,) * 4,
    reason="ひざが悪く、長い道を歩けない。" * 6,
    needs=frozenset(n.label for n in Need),
    care="耳もとで、ゆっくり話す。" * 20,
    hazards=frozenset(h.label for h in Hazard),
    supporters=((LONG_NAME, PHONE, ADDRESS),) * 5,
    place="東旭川南ひばりが丘ニュータウン第二集会所または旭川市立みどりが丘小学校体育館",
    route="中通りを北へ。橋は渡らない。" * 15,
    way="車いすを押す。坂では2人で支える。雪の日はそりを使う。",
    room="2階の東がわの部屋、夜は1階の居間のソファーで休むこともある",
    devices="血圧の薬、心臓の薬、補聴器の電池、酸素ボンベ、めがね、入れ歯、通帳",
    note="犬を連れて行く。" * 30,
    copies=(("東旭川南第二ひばりが丘ニュータウン地区民生委員児童委員協議会", "2023-06-10"),) * 8,
    consent="同意あり（口頭・代理　令和5年10月12日）",
)
LINES = (
    Line(
        name="髙橋 ハツ", kana="たかはし はつ", about="82歳", place="さくら町内会3班", phone=PHONE, needs="歩く・立つ",
        help="支援者 山口 節子 0166-00-1234", shelter="公民館", state="支援が必要", seen="9時05分　山田",
    ),
    Line(name="𠮷田 正雄", kana="よしだ まさお", about="79歳", place="さくら町内会3班", phone=PHONE, state="無事", seen="9時10分　山田"),
    Line(name="﨑山 清子", kana="さきやま きよこ", about="88歳", place="川端町内会4班", phone=PHONE),
)  # fmt: skip
SAFETY = SafetyList(district=DISTRICT, title="大雪・暴風雪（12月3日）", people=LINES, safe=1, help=1, left=1)
LONG_LINE = Line(
    name=LONG_NAME, kana="かでのこうじ うえもんさぶろうひょうえのすけ", about="102歳",
    place="東旭川南ひばりが丘ニュータウン第二町内会 12班", phone="0166-00-1234 (娘 090-0000-0001)",
    needs="歩く・立つ・見る・聞く・判断する", help=f"支援者 {LONG_NAME} {PHONE}・ほか2人", shelter="みどりが丘小学校体育館",
    state="不明", seen=f"19時05分　{LONG_NAME}",
)  # fmt: skip
LONG_SAFETY = replace(
    SAFETY, district=LONG_DISTRICT, title="令和5年12月3日未明からの記録的な大雪・暴風雪（12月3日）",
    people=(LONG_LINE,) * 40, safe=1234, help=234, unknown=99, left=1000,
)  # fmt: skip
SUMMARY = SafetySummary(
    district=DISTRICT, title="大雪・暴風雪（12月3日）", opened="12月3日　7時00分", total=71, safe=60, help=2, unknown=1,
    left=8, minutes_half=45, minutes_all=None, unnamed=3, ground="本人の同意がある方だけ",
    people=(("髙橋 ハツ", "5条通4丁目893番地の1", "支援が必要", "歩く　9時05分　山田"),),
)  # fmt: skip
LONG_SUMMARY = replace(
    SUMMARY, district=LONG_DISTRICT, title=LONG_SAFETY.title, total=12345, minutes_all=14400,
    ground="命の危険があるため（家の前の土砂くずれで、夜のうちに全員を避難させる必要があると消防から求められた）",
    people=((LONG_NAME, ADDRESS, "支援が必要", f"歩く・立つ・見る　19時05分　{LONG_NAME}"),) * 50,
)  # fmt: skip
REQUEST = HelpPaper(
    district=DISTRICT, number="A-0012", who=WHO, received_on="2023-12-01", work="除雪", wanted_on="2023-12-05",
    wanted_time="08:00", repeat="毎週", note="玄関から道まで。屋根の雪は落とさない。", helpers="近井 一", matched_on="2023-12-02",
)  # fmt: skip
LONG_REQUEST = replace(
    REQUEST, district=LONG_DISTRICT, number="A-0012-東旭川南-1234", who=LONG_WHO, note="玄関から道まで。" * 40,
    works=("除雪", "買い物", "ゴミ出し", "外出付き添い", "清掃", "草取り", "電球の交換", "ペットの散歩", "書類の代筆", "その他"),
    helpers=f"{LONG_NAME}・{LONG_NAME}", why_not="危険・専門の作業", reason="屋根の上の作業は、けがのおそれがある。" * 8,
)  # fmt: skip
RECORD = HelpRecord(
    district=DISTRICT, helper="近井 一", phone=PHONE, month="令和5年12月",
    acts=(
        Act(date="2023-12-05", start="08:00", end="08:50", who="髙橋 ハツ", work="除雪", yen=600, pay="現金"),
        Act(date="2023-12-12", start="08:00", end="08:30", who="髙橋 ハツ", work="除雪", yen=300, pay="利用券"),
    ),
)  # fmt: skip
LONG_RECORD = replace(
    RECORD, district=LONG_DISTRICT, helper=LONG_NAME, phone="0166-00-1234 (携帯 090-0000-0001)",
    acts=(Act(date="2023-12-31", start="08:00", end="18:50", who=LONG_NAME, work="外出付き添い", yen=1_234_567, pay="利用券"),) * 60,
)  # fmt: skip
RECEIPT = ReceiptPaper(
    district=DISTRICT, number="A-0001", date="2023-12-12", addressee="髙橋 ハツ", yen=900,
    what="12月5日 除雪、12月12日 除雪",
)  # fmt: skip
LONG_RECEIPT = replace(
    RECEIPT, district=LONG_DISTRICT, number="AA-00012345", addressee=LONG_NAME, yen=123_456_789,
    what="12月5日 外出付き添い、" * 12, void="宛名の字をまちがえたため、A-0002を出しなおしました",
)  # fmt: skip
SETTLEMENT = HelpSettlement(
    district=DISTRICT, month="令和5年12月", acts=24, charged=14_400, cash=12_300, tickets=2_000, unpaid=100, to_helpers=10_080,
    kept=4_320, helpers=(
        HelperSum(name="近井 一", acts=14, minutes=700, yen=6_080),
        HelperSum(name="遠山 二", acts=10, minutes=500, yen=4_000),
    ),
)  # fmt: skip
LONG_SETTLEMENT = replace(
    SETTLEMENT, district=LONG_DISTRICT, acts=12_345, charged=123_456_789, cash=123_456_789, tickets=123_456_789,
    helpers=(HelperSum(name=LONG_NAME, acts=1234, minutes=123_456, yen=12_345_678),) * 60,
)  # fmt: skip
DATES = tuple(d for d in days_of_month("2023-10") if weekday_code(d) in "01234")
SCHOOL = SchoolWatch(
    district=DISTRICT, school="東五条小学校", month="令和5年10月", time="7:50から8:15", dates=DATES,
    people=(
        Person(name="髙橋 弘", badge="7", point="校門前", days=frozenset(DATES[::2])),
        Person(name="𠮷田 正雄", badge="12", point="5条通り", days=frozenset(DATES[1::2])),
    ),
    unnamed=((DATES[0], 2),),
)  # fmt: skip
LONG_SCHOOL = replace(
    SCHOOL, district=LONG_DISTRICT, school="旭川市立東旭川南第二ひばりが丘小学校", dates=tuple(days_of_month("2023-10")),
    people=(Person(name=LONG_NAME, badge="1234", point="中通りの横断歩道の北がわ", days=frozenset(days_of_month("2023-10"))),) * 40,
    unnamed=tuple((d, 123) for d in days_of_month("2023-10")),
)  # fmt: skip
MONTHS = (
    (4, 12),
    (5, 15),
    (5, 15),
    (4, 12),
    (0, 0),
    (5, 15),
    (5, 15),
    (4, 12),
    (4, 12),
    (4, 12),
    (4, 12),
    (3, 9),
)
YEAR = SchoolYear(
    district=DISTRICT, year=2021, people=30, days=188, attendances=360,
    schools=tuple(
        SchoolLine(name=n, people=p, days=47, attendances=90, months=MONTHS)
        for n, p in (("東五条小", 9), ("新富小", 8), ("正和小", 7), ("明星中", 6))
    ),
)  # fmt: skip
LONG_YEAR = replace(
    YEAR, district=LONG_DISTRICT, people=12345, days=12345, attendances=1_234_567,
    schools=(SchoolLine(name="旭川市立東旭川南第二小学校", people=1234, days=1234, attendances=123_456, months=((23, 12345),) * 12),) * 7,
)  # fmt: skip
