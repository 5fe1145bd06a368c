"""Filled and strained data of the offices' forms; see ``form_samples`` for the others and the helpers."""

from __future__ import annotations

from dataclasses import replace

from sasaeai_desktop.domain.people import Purpose
from sasaeai_desktop.forms.account_statement import INCOME, SPENDING, AccountStatement, MoneyLine
from sasaeai_desktop.forms.address_labels import AddressLabels, Label
from sasaeai_desktop.forms.birthday_list import Birthday, BirthdayList
from sasaeai_desktop.forms.confidentiality import Pledge
from sasaeai_desktop.forms.consent import ConsentPaper
from sasaeai_desktop.forms.disposal import DisposalRecord, Disposed
from sasaeai_desktop.forms.handover import Handed, HandoverSheet
from sasaeai_desktop.forms.handover_receipt import Handover
from sasaeai_desktop.forms.incident import IncidentPaper
from sasaeai_desktop.forms.person_disclosure import PersonDisclosure, Section
from sasaeai_desktop.forms.person_parts import Contact, Identity
from sasaeai_desktop.forms.phone_list import Called, PhoneList
from sasaeai_desktop.forms.provision_ledger import Given, ProvisionLedger
from sasaeai_desktop.forms.recovery_key import RecoveryKey
from sasaeai_desktop.forms.register_card import ConsentLine, Member, RegisterCard, Watcher
from sasaeai_desktop.forms.salon_calendar import Meeting, SalonCalendar
from sasaeai_desktop.forms.salon_diary import SalonDiary
from sasaeai_desktop.forms.salon_report import Held, Month, SalonReport
from sasaeai_desktop.forms.usb_ledger import Taken, UsbLedger
from sasaeai_desktop.forms.watch_month_report import WatcherLine, WatchMonth, Worry
from sasaeai_desktop.forms.watcher_list import Watched, WatcherList

DISTRICT = "みどりが丘地区社協"
LONG_DISTRICT = "旭川市東旭川南第二地区社会福祉協議会連合会"
LONG_NAME = "勘解由小路 右衛門三郎兵衛之助"
LONG_KANA = "かでのこうじ うえもんさぶろうひょうえのすけ"
ADDRESS = "北海道旭川市東旭川町上兵村5条通4丁目893番地の1コーポみどりが丘203号室北側"
PHONE = "0166-00-1234"
KEY = "7K2MX-94QTA-B0CDW-EFGHZ-1234N-PQRS5-TVWX8-YZ01J"

WHO = Identity(
    name="𠮷田 髙﨑",
    kana="よしだ たかさき",
    sex="男",
    birth="昭和15年3月2日(84歳)",
    postal="070-8525",
    address="5条通4丁目893番地の1",
    town="さくら町内会 3班",
    phone=PHONE,
    mobile="090-0000-0001",
    fax=PHONE,
    household="一人暮らし",
)
LONG_WHO = Identity(
    name=LONG_NAME,
    kana=LONG_KANA,
    sex="その他",
    birth="昭和15年3月2日(84歳)",
    postal="070-8525",
    address=ADDRESS,
    town="東旭川南ひばりが丘ニュータウン第二町内会 12班",
    phone=PHONE,
    mobile="090-0000-0001",
    fax=PHONE,
    household="その他",
)
CONTACT = Contact(name="渡邊 弘", relation="長男", phone="090-0000-1638", address="札幌市北区北1条西2丁目")
LONG_CONTACT = Contact(name=LONG_NAME, relation="亡くなった弟の長女", phone="090-0000-1638", address=ADDRESS)
CONSENTS = (
    ConsentLine(purpose=Purpose.WATCH.label, state="あり", form="書面", giver="本人", day="R5.4.1"),
    ConsentLine(purpose=Purpose.REFER.label, state="あり", form="口頭", giver="代理", day="R5.10.12"),
    ConsentLine(purpose=Purpose.EVACUATION.label, state="なし"),
    ConsentLine(purpose=Purpose.SALON_LIST.label),
)
CARD = RegisterCard(
    district=DISTRICT,
    number="P0068",
    who=WHO,
    members=(Member(name="吉田 花", relation="妻", birth="昭和18年4月1日"),),
    contacts=(CONTACT,),
    care_manager="ひばりケアプラン 小野寺",
    commissioner="佐藤 春",
    doctor="中央医院",
    alarm_device="あり(市)",
    usual="朝6時に新聞を取り、夕方5時に雨戸をしめる。晴れた日は10時ごろ散歩。",
    started="2021-05-28",
    state="継続",
    trigger="周りから見て必要",
    category="高齢",
    method="訪問",
    rhythm="月・木曜",
    watchers=(Watcher(name="山口 節子", phone=PHONE, since="令和3年9月4日から"),),
    coordinator="佐々木",
    consents=CONSENTS,
    source="市提供名簿",
    return_due="2027-03-31",
    note="犬がいる。",
)
LONG_CARD = replace(
    CARD,
    district=LONG_DISTRICT,
    number="P0068-東旭川南-1234",
    who=LONG_WHO,
    members=(Member(name=LONG_NAME, relation="亡くなった弟の長女", birth="昭和18年4月1日(80歳)"),) * 6,
    contacts=(LONG_CONTACT,) * 7,
    care_manager="ひばりが丘居宅介護支援事業所東旭川南 小野寺 0166-00-1234",
    commissioner=LONG_NAME,
    doctor="医療法人社団中央医院東旭川南クリニック内科",
    alarm_device="市から貸し出し(令和3年)",
    usual="朝6時に新聞を取り、夕方5時に雨戸をしめる。" * 12,
    watchers=(Watcher(name=LONG_NAME, phone=PHONE, since="令和3年9月4日から"),) * 5,
    coordinator=LONG_NAME,
    note="犬がいる。" * 60,
)
CONSENT = ConsentPaper(
    district=DISTRICT,
    number="P0068",
    name=WHO.name,
    kana=WHO.kana,
    birth=WHO.birth,
    address=WHO.address,
    phone=PHONE,
    on_record={Purpose.WATCH.label: "あり(口頭・本人・R5.4.1)"},
    office=f"みどりが丘地区社協 {PHONE}",
)
LONG_CONSENT = replace(
    CONSENT,
    district=LONG_DISTRICT,
    number="P0068-東旭川南-1234",
    name=LONG_NAME,
    kana=LONG_KANA,
    address=ADDRESS,
    on_record={p.label: "あり(口頭・代理・令和5年10月12日)" for p in Purpose},
    office=f"{LONG_DISTRICT} 事務局 {PHONE}",
)
PLEDGE = Pledge(
    district=DISTRICT,
    number="V077",
    name="山口 節子",
    kana="やまぐち せつこ",
    town="さくら町内会",
    phone=PHONE,
    roles="担い手・世話係",
)
LONG_PLEDGE = Pledge(
    district=LONG_DISTRICT,
    number="V077-東旭川南-1234",
    name=LONG_NAME,
    kana=LONG_KANA,
    town=ADDRESS,
    phone=PHONE,
    roles="担い手・世話係・地域コーディネーター・サロン世話人・協力会員・見守り隊員・民生委員・主任児童委員",
)
INCIDENT = IncidentPaper(
    district=DISTRICT,
    number="P0068",
    who=WHO,
    contacts=(CONTACT,),
    usual=CARD.usual,
    doctor="中央医院",
    coordinator=f"佐々木 {PHONE}",
)
LONG_INCIDENT = replace(
    INCIDENT,
    district=LONG_DISTRICT,
    number="P0068-東旭川南-1234",
    who=LONG_WHO,
    contacts=(LONG_CONTACT,) * 4,
    usual=LONG_CARD.usual,
    doctor=LONG_CARD.doctor,
    coordinator=f"{LONG_NAME} {PHONE}",
)
WATCHED = Watched(
    number="P0068",
    name=WHO.name,
    kana=WHO.kana,
    about="84歳・男・一人暮らし",
    place="さくら町内会3班",
    address=WHO.address,
    phone=PHONE,
    contact="渡邊 弘(長男)",
    contact_phone="090-0000-1638",
    plan="月・木曜",
    usual="朝6時に新聞を取る。",
)
LIST = WatcherList(
    district=DISTRICT,
    watcher="山口 節子",
    watcher_phone=PHONE,
    as_of="2024-05-20",
    coordinator=f"佐々木 {PHONE}",
    people=(
        WATCHED,
        replace(WATCHED, name="﨑山 清子", kana="さきやま きよこ"),
        Watched(number="P0069", about="80代", place="川端町内会"),
    ),
)
LONG_LIST = WatcherList(
    district=LONG_DISTRICT,
    watcher=LONG_NAME,
    watcher_phone=PHONE,
    as_of="2024-05-20",
    coordinator=f"{LONG_NAME} {PHONE}",
    outside=True,
    people=(
        replace(
            WATCHED,
            name=LONG_NAME,
            kana=LONG_KANA,
            about="102歳・未記入・高齢者のみの世帯(夫が入院中)",
            place="東旭川南ひばりが丘ニュータウン第二町内会12班",
            address=ADDRESS,
            contact=f"{LONG_NAME}(長女)",
            plan="月・火・水・木・金・土・日曜",
            usual=LONG_CARD.usual,
        ),
    )
    * 60,
)
LINE = WatcherLine(name="山口 節子", people=4, visit=12, phone=3, pattern=5, absent=2, total=20)
MONTH = WatchMonth(
    district=DISTRICT,
    month="2024-03",
    people=71,
    visit=229,
    phone=90,
    pattern=92,
    acts=411,
    absent=21,
    tallied=30,
    concern=13,
    alarm=1,
    lines=(LINE,) * 9,
    worries=(
        Worry(
            day="2024-03-04", town="さくら町内会", condition="気になる", words="訪問・新聞・郵便・雨戸・電灯"
        ),
    )
    * 4,
)
LONG_MONTH = replace(
    MONTH,
    district=LONG_DISTRICT,
    acts=124_624,
    visit=70_000,
    phone=30_000,
    pattern=24_624,
    people=3_418,
    absent=12_345,
    tallied=99_999,
    lines=(
        replace(
            LINE,
            name=LONG_NAME,
            people=1234,
            visit=12_345,
            phone=12_345,
            pattern=12_345,
            absent=12_345,
            total=37_035,
        ),
    )
    * 60,
    worries=(
        Worry(
            day="2024-03-31",
            town="東旭川南ひばりが丘ニュータウン第二町内会",
            condition="気になる",
            words="しるし・" * 20,
        ),
    )
    * 70,
)
DIARY = SalonDiary(
    district=DISTRICT,
    salon="お茶の間サロン さくら",
    order=37,
    date="2024-03-04",
    start="10:00",
    end="12:00",
    venue="さくら会館",
    hosts="原田 ミツ・佐藤 春",
    program=("お茶飲み", "カラオケ", "手芸"),
    named=8,
    counts=(5, 0, 1, 0, 0),
    total=14,
    newcomers=2,
    staff=3,
    fee=200,
    memo="初めての方が2人。体操が好評。",
    next_on="2024-03-11",
)
LONG_DIARY = replace(
    DIARY,
    district=LONG_DISTRICT,
    salon="みんなの居場所お茶の間サロン さくら第二集会所 健康体操の会",
    order=1234,
    venue="東旭川南ひばりが丘ニュータウン第二町内会館大ホール",
    hosts="・".join([LONG_NAME] * 3),
    cancelled=True,
    cancel_reason="大雪警報が出て、道路の除雪がまにあわなかったため",
    program=("お茶飲み", "手芸" * 40),
    named=1234,
    counts=(1234,) * 5,
    total=7404,
    newcomers=1234,
    staff=1234,
    fee=12_345,
    memo="初めての方が2人。体操が好評。" * 40,
)
SALON_MONTH = Month(sessions=4, participants=48, kinds=(30, 12, 2, 3, 1, 0), staff=12)
HELD = Held(date="2024-03-04", order=37, program="お茶飲み・カラオケ", participants=14, newcomers=2, staff=3)
SALON_YEAR = SalonReport(
    district=DISTRICT,
    salon="お茶の間サロン さくら",
    number="S01",
    type="日常生活型",
    venue="さくら会館",
    hosts="原田 ミツ・佐藤 春",
    advice_desk=True,
    year=2023,
    months=(SALON_MONTH,) * 12,
    held=(HELD, replace(HELD, date="2024-03-11", cancelled=True, program="大雪")) * 6,
)
LONG_SALON_YEAR = replace(
    SALON_YEAR,
    district=LONG_DISTRICT,
    salon=LONG_DIARY.salon,
    number="S01-東旭川南",
    venue=LONG_DIARY.venue,
    hosts=LONG_DIARY.hosts,
    months=(Month(sessions=31, participants=12_345, kinds=(12_345,) * 6, staff=1_234),) * 12,
    held=(
        replace(
            HELD,
            order=1234,
            program="お茶飲み・健康体操・昼食会・講話・カラオケ・パークゴルフ・季節行事",
            participants=1234,
            staff=1234,
        ),
    )
    * 300,
)
ACCOUNT = AccountStatement(
    district=DISTRICT,
    year=2023,
    income=(
        MoneyLine(label=INCOME[0], budget=280_000, settled=285_300),
        MoneyLine(label="うち 見守り", settled=148_800, part=True),
        MoneyLine(label="うち サロン", settled=136_500, part=True),
        MoneyLine(label=INCOME[1], note="見こみ 175,700円"),
        *(MoneyLine(label=label) for label in INCOME[2:]),
    ),
)
LONG_ACCOUNT = AccountStatement(
    district=LONG_DISTRICT,
    year=2023,
    income=tuple(
        MoneyLine(label=label, budget=123_456_789, settled=987_654_321, note="くわしい説明" * 12)
        for label in (*INCOME, "うち 見守り", "うち サロン", "うち その他の事業")
    ),
    spending=tuple(MoneyLine(label=label, budget=987_654_321, settled=123_456_789) for label in SPENDING),
    programme="地区ボランティアセンター", carried=-987_654_321, returned=123_456_789, auditors=(LONG_NAME, LONG_NAME),
    audited_on="令和6年12月31日", closed="令和6年(2024)12月31日に締めた決算です。",
    later=("直した行：" + "10月1日 サロン 支出 会場費 14,000円 " * 4,) * 40,
)  # fmt: skip
TAKEN = Taken(day="2024-03-31", file="district-12-0007.age", changes=1234, to="旭川市社協", by="小野寺")
USB = UsbLedger(district=DISTRICT, year=2023, lines=(TAKEN,) * 3)
LONG_USB = UsbLedger(
    district=LONG_DISTRICT,
    year=2023,
    lines=(
        Taken(
            day="2024-03-31",
            file="district-12-to-council-00-number-000000007.age",
            changes=123_456,
            to="北海道旭川市社会福祉協議会連合会",
            by=LONG_NAME,
        ),
    )
    * 70,
)
HANDOVER = Handover(
    giver=DISTRICT,
    receiver="旭川市社会福祉協議会",
    day="2024-03-31",
    number=7,
    file="district-12-0007.age",
    changes=1234,
    names=3,
    medium="USBメモリー",
    by="小野寺",
)
LONG_HANDOVER = replace(
    HANDOVER,
    giver=LONG_DISTRICT,
    receiver="北海道旭川市社会福祉協議会連合会 地域福祉課",
    number=123_456,
    file="district-12-to-council-00-number-000000007-of-2024.age",
    changes=1_234_567,
    names=1234,
    by=LONG_NAME,
)
GIVEN = Given(
    day="2024-03-28",
    names="髙橋 ハツ、𠮷田 正雄",
    what="見守り訪問票（2ページ）",
    to="印刷した用紙",
    purpose="見守り・サロンの活動",
    medium="紙",
    by="小野寺",
)
PROVISIONS = ProvisionLedger(district=DISTRICT, year=2023, lines=(GIVEN,) * 5)
LONG_PROVISIONS = ProvisionLedger(
    district=LONG_DISTRICT,
    year=2023,
    lines=(
        replace(
            GIVEN,
            names="、".join([LONG_NAME] * 60),
            what="つながりカード 東旭川南第二-R12-1234（12ページ）",
            to="北海道旭川市社会福祉協議会連合会 地域福祉課",
            medium="USBメモリー",
            by=LONG_NAME,
        ),
    )
    * 3,
)
PAPER_KEY = RecoveryKey(district=DISTRICT, key=KEY, computer="A号機", made_on="2024-05-20")
LONG_PAPER_KEY = replace(
    PAPER_KEY, district=LONG_DISTRICT, key="-".join(["WWWWW"] * 8), computer="事務局の大きいパソコン"
)

HAND_ON = HandoverSheet(
    district=DISTRICT, giver="原田 ミツ　0166-00-1111", taker="工藤 ひとみ　0166-00-2222", roles="担い手・民生委員", day="2025-12-01",
    people=tuple(
        Handed(who=who, last="令和7年11月28日 訪問", told=("11/20 新聞が3日分たまっていた。呼び鈴を2回鳴らして会えた。",))
        for who in LIST.people
    ),
)  # fmt: skip
_TOLD = ("12/20 " + "呼び鈴を2回鳴らして会えた。" * 6,) * 3
LONG_HAND_ON = HandoverSheet(
    district=LONG_DISTRICT, giver=f"{LONG_NAME}　{PHONE}", taker=f"{LONG_NAME}　{PHONE}",
    roles="担い手・世話係・地域コーディネーター・民生委員", day="2025-12-01",
    people=tuple(Handed(who=who, last="令和7年11月28日 行動パターン", told=_TOLD) for who in LONG_LIST.people),
)  # fmt: skip

_OWN_ENTRY = (
    ("氏名", "𠮷田 髙﨑"),
    ("ふりがな", "よしだ たかさき"),
    ("生年月日", "昭和15年3月2日"),
    ("住所", "5条通4丁目893番地の1"),
    ("電話", PHONE),
)
_ACT = (
    ("実施日", "令和5年10月5日"),
    ("方法", "訪問"),
    ("結果", "会えた・話せた"),
    ("担い手", "渡邊 節子"),
    ("メモ", "元気な声だった。"),
)
_GIVEN = (
    ("日付", "令和5年10月5日"),
    ("何を", "担当別名簿"),
    ("渡した先", "印刷した用紙"),
    ("目的", "見守り・サロンの活動"),
)
DISCLOSURE = PersonDisclosure(
    district=DISTRICT, name="𠮷田 髙﨑", number="A-0001", made_on="2024-05-20",
    sections=(
        Section(title="住民・対象者", records=(_OWN_ENTRY,)),
        Section(title="見守り", records=(_ACT,) * 12),
        Section(title="第三者提供記録", records=(_GIVEN, _GIVEN)),
    ),
)  # fmt: skip
_LONG_ENTRY = (("氏名", LONG_NAME), ("住所", ADDRESS), ("ふだんの様子", "毎朝6時に新聞を取る。" * 20))
LONG_DISCLOSURE = PersonDisclosure(
    district=LONG_DISTRICT, name=LONG_NAME, number="A-0001-00000000001", made_on="2024-05-20",
    sections=(
        Section(title="住民・対象者", records=(_LONG_ENTRY,)),
        Section(title="見守り", records=(_ACT,) * 90),
    ),
)  # fmt: skip
DISPOSALS = DisposalRecord(
    district=DISTRICT, year=2025,
    lines=(
        Disposed(
            day="2025-04-10", what="見守りのメモと様子", count=1240, how="消去", why="5年を過ぎたため", by="佐々木 恵子",
            witness="原田 ミツ",
        ),
        Disposed(day="2025-05-30", what="市から借りた名簿", count=86, how="返却", why="返却の期限のため", by="佐々木 恵子"),
    ),
)  # fmt: skip
_LONG_DISPOSED = Disposed(
    day="2025-12-31", what="見守りの終わった方の名簿と つながりカード", count=123456, how="消去と裁断", why="10年を過ぎたため",
    by=LONG_NAME, witness=LONG_NAME,
)  # fmt: skip
LONG_DISPOSALS = DisposalRecord(district=LONG_DISTRICT, year=2025, lines=(_LONG_DISPOSED,) * 40)

PHONES = PhoneList(
    district=DISTRICT,
    as_of="2024-04-01",
    people=(
        Called(
            name="𠮷田 髙﨑", kana="よしだ たかさき", place="さくら町内会 3班", phone=f"{PHONE}\n090-0000-0001",
            contact="渡邊 弘(長男)", contact_phone="090-0000-1638",
        ),
    )
    * 22,
)  # fmt: skip
LONG_PHONES = PhoneList(
    district=LONG_DISTRICT,
    as_of="2024-04-01",
    people=(
        Called(
            name=LONG_NAME, kana=LONG_KANA, place=LONG_WHO.town, phone=f"{PHONE}\n090-0000-0001",
            contact=f"{LONG_NAME}(長女)", contact_phone="090-0000-1638",
        ),
    )
    * 3,
)  # fmt: skip
BIRTHDAYS = BirthdayList(
    district=DISTRICT,
    year=2023,
    people=(
        Birthday(day="4月12日", name="﨑山 清子", kana="さきやま きよこ", age=88, place="さくら町内会 3班"),
    )
    * 22,
)
LONG_BIRTHDAYS = BirthdayList(
    district=LONG_DISTRICT,
    year=2023,
    people=(Birthday(day="12月12日", name=LONG_NAME, kana=LONG_KANA, age=103, place=LONG_WHO.town),) * 3,
)
LABELS = AddressLabels(
    district=DISTRICT,
    labels=(Label(postal="070-8525", address="5条通4丁目893番地の1", name="𠮷田 髙﨑"),) * 14,
)
LONG_LABELS = AddressLabels(
    district=LONG_DISTRICT, labels=(Label(postal="070-8525", address=ADDRESS, name=LONG_NAME),) * 3
)

CALENDAR = SalonCalendar(
    district="みどりが丘地区社協",
    month="2026-05",
    meetings=(
        Meeting(date="2026-05-01", time="10:00〜", salon="お茶の間サロン さくら"),
        Meeting(date="2026-05-08", time="10:00〜", salon="お茶の間サロン さくら"),
        Meeting(date="2026-05-08", time="13:30〜", salon="川端 健康体操の会"),
        Meeting(date="2026-05-22", salon="お茶の間サロン さくら", cancelled=True),
    ),
)
LONG_CALENDAR = SalonCalendar(
    district="みどりが丘地区社会福祉協議会",
    month="2026-03",
    salon="ふれあいいきいきサロン川端通り第二町内会館ひまわり友の会",
    meetings=tuple(
        Meeting(
            date=f"2026-03-{day:02}",
            time="13:30〜",
            salon="ふれあいいきいきサロン川端通り第二町内会館ひまわり友の会",
        )
        for day in range(1, 32)
        for _ in range(5)
    ),
)
