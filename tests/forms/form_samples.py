"""Filled, strained and blank data of every form, and small helpers that read a PDF back with poppler."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import activity_samples as activities
import money_samples as money
import office_samples as office
import programme_samples as programme

from sasaeai_desktop.forms import (
    account_statement,
    address_labels,
    annual_report,
    birthday_list,
    card,
    card_no_name,
    city_table,
    commissioner_month,
    confidentiality,
    consent,
    contact_list,
    disposal,
    evacuation_plan,
    grant_steps,
    handover,
    handover_receipt,
    help_record,
    help_request,
    help_settlement,
    incident,
    ledger_book,
    meeting_minutes,
    network_map,
    person_disclosure,
    phone_list,
    plan_matrix,
    plan_progress,
    provision_ledger,
    receipt,
    recovery_key,
    register_card,
    safety_list,
    safety_summary,
    salon_calendar,
    salon_diary,
    salon_report,
    salon_roster,
    school_watch,
    school_year,
    usb_ledger,
    visit_sheet,
    watch_month_report,
    watcher_list,
)
from sasaeai_desktop.forms.annual_report import AnnualReport, MonthLine, SalonLine
from sasaeai_desktop.forms.card import Answer, Card
from sasaeai_desktop.forms.card_no_name import NamelessCard
from sasaeai_desktop.forms.city_table import CityTable, DistrictLine
from sasaeai_desktop.forms.figures import OTHER_PROGRAMMES, OtherGrant
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.forms.salon_roster import Guest, SalonRoster
from sasaeai_desktop.forms.visit_sheet import VisitSheet, WatchedPerson

DAY = "2024-05-20"
SHEET = "0123456789abcdef8123456789abcdef"
LONG_NAME = "勘解由小路 右衛門三郎兵衛之助"
LONG_KANA = "かでのこうじ うえもんさぶろうひょうえのすけ"
ADDRESS = "北海道旭川市東旭川町上兵村5条通4丁目893番地の1コーポみどりが丘203号室北側"
assert len(ADDRESS) >= 40

PEOPLE = (
    WatchedPerson(
        name="髙橋 ハツ",
        kana="たかはし はつ",
        about="82歳・女・一人暮らし",
        place="さくら町内会3班",
        plan="月・木曜",
        planned=frozenset({2, 5, 9, 12, 16, 19, 23, 26, 30}),
        usual="朝6時に新聞を取り\n夕方5時に雨戸。",
    ),
    WatchedPerson(
        name="𠮷田 正雄", kana="よしだ まさお", about="79歳・男・高齢者のみ", place="川端町内会1班"
    ),
    WatchedPerson(
        name="﨑山 清子", kana="さきやま きよこ", about="88歳・女・一人暮らし", place="川端町内会4班"
    ),
    WatchedPerson(
        name="渡邊 弘", kana="わたなべ ひろし", about="84歳・男・日中独居", place="ひばり町内会2班"
    ),
)
VISITS = VisitSheet(
    sheet_id=SHEET,
    number="0512",
    district="みどりが丘地区社協",
    watcher="山口 節子",
    month="2023-10",
    people=PEOPLE,
    coordinator="佐々木",
    coordinator_phone="0166-00-1234",
)
STRAINED_PERSON = WatchedPerson(
    name=LONG_NAME,
    kana=LONG_KANA,
    about="102歳・未記入・高齢者のみの世帯(夫が入院中)",
    place=ADDRESS,
    plan="月・火・水・木・金・土・日曜の朝と夕方",
    planned=frozenset(range(1, 32)),
    usual="居間の灯りは9時まで。" * 8,
)
STRAINED_VISITS = replace(
    VISITS,
    number="123456",
    district="旭川市東旭川南第二地区社会福祉協議会",
    watcher=LONG_NAME,
    people=(STRAINED_PERSON,) * 5,
    coordinator=LONG_NAME,
    stamps=("地域コーディネーター印", "地区社会福祉協議会事務局印"),
)

FRIDAYS = ("04-03", "04-10", "04-17", "04-24", "05-01", "05-08", "05-15", "05-22", "05-29", "06-05", "06-12")
ROSTER = SalonRoster(
    sheet_id=SHEET,
    number="0231",
    district="みどりが丘地区社協",
    salon="お茶の間サロン さくら",
    place="さくら会館 金曜10時",
    sessions=tuple(f"2026-{day}" for day in FRIDAYS),
    regulars=tuple(Guest(name=f"髙橋 {n}子", kana="たかはし") for n in "一二三四五六七八九十"),
    occasional=(Guest(name="𠮷田 弘", kana="よしだ ひろし"), Guest(name="﨑山 勝", kana="さきやま まさる")),
    coordinator="佐々木",
    coordinator_phone="0166-00-1234",
)
STRAINED_ROSTER = replace(
    ROSTER,
    district="旭川市東旭川南第二地区社会福祉協議会",
    salon="みんなの居場所お茶の間サロン さくら第二集会所 健康体操の会",
    place="さくら会館大ホール 毎週火曜・金曜10時から",
    sessions=("2025-12-02", "2025-12-19", "2026-01-06"),
    regulars=(Guest(name=LONG_NAME, kana=LONG_KANA),) * 30,
    occasional=(Guest(name=LONG_NAME, kana=LONG_KANA),) * 20,
)

CARD = Card(
    number="みどり-R8-007",
    district="みどりが丘地区社協",
    written_on="2026-05-30",
    writer="原田 ミツ",
    writer_role="サロン世話人(お茶の間サロン さくら)",
    consent="あり",
    consent_form="口頭",
    consent_giver="本人",
    consent_on="2026-05-30",
    name="𠮷田 髙﨑",
    kana="よしだ たかさき",
    age_band="80代",
    sex="男",
    town="川端町内会 2班",
    phone="0166-00-5678",
    troubles=("病気・健康・障がい", "住まい"),
    urgency="今月中",
    facts="玄関の段で2回ころんだと話す。左の手首に湿布。\n「風呂場がこわい」と、10日ほど入っていない。",
    thoughts="手すりの相談ができる先を知らせたい。",
    destination="市社協",
    handed_how="手渡し(事務局 小野寺)",
    handed_on="2026-06-01",
)
STRAINED_CARD = replace(
    CARD,
    number="東旭川南第二-R12-1234",
    district="旭川市東旭川南第二地区社会福祉協議会",
    writer=LONG_NAME,
    writer_role="サロン世話人(みんなの居場所お茶の間サロン さくら第二集会所)",
    consent_giver="代理",
    consent_relation="亡くなった弟の長女",
    name=LONG_NAME,
    kana=LONG_KANA,
    town=ADDRESS,
    phone="0166-00-5678(長女 090-0000-0000)",
    troubles=("その他", "ごみがたまる", "介護"),
    trouble_note="猫が多い" * 12,
    facts=CARD.facts * 30,
    thoughts=CARD.thoughts * 20,
    handed_how="手渡し(市社会福祉協議会 地域福祉課 小野寺)と電話",
    answer=Answer(
        received_on="2026-06-02",
        received_by="旭川市社会福祉協議会 地域福祉課 小野寺",
        response="支援につながった",
        text="訪問して手すりの工事の話をしました。" * 12,
        answered_on="2026-06-20",
        returned_on="2026-06-22",
    ),
)
NAMELESS = NamelessCard(
    number="みどり-R8-008",
    district="みどりが丘地区社協",
    written_on="2026-05-30",
    writer="原田 ミツ",
    writer_role="担い手",
    consent="未確認",
    age_band="80代",
    sex="女",
    troubles=("介護",),
    urgency="今週中",
    summary="サロンへ来る一人暮らしの方。段差で2回ころび、風呂にも10日ほど入っていない。",
    confirmed=True,
    confirmed_on="2026-05-31",
    destination="地域包括支援センター",
    handed_how="手渡し",
    handed_on="2026-06-01",
)
STRAINED_NAMELESS = replace(NAMELESS, summary=NAMELESS.summary * 12, writer=LONG_NAME, handed_how=ADDRESS)

NUMBERS = {
    "watch.districts": 48,
    "watch.people": 3418,
    "watch.people_at_year_end": 3187,
    "watch.watchers": 1570,
    "watch.watchers_at_year_end": 1502,
    "watch.block_coordinators": 649,
    "watch.block_coordinators_at_year_end": 641,
    "watch.area_coordinators": 261,
    "watch.area_coordinators_at_year_end": 258,
    "watch.acts": 124624,
    "watch.acts_tallied": 9000,
    "watch.acts_absent": 5236,
    "watch.acts_by_method.visit": 70000,
    "watch.acts_by_method.phone": 30000,
    "watch.acts_by_method.pattern": 24624,
    "watch.grant_yen": 4710007,
    "salon.districts": 49,
    "salon.salons": 136,
    "salon.salons_at_year_end": 131,
    "salon.sessions": 4081,
    "salon.participants": 40746,
    "salon.staff": 6902,
    "salon.grant_yen": 4720359,
}
CARDS_DONE = {"cards.written": 9, "cards.handed": 8, "cards.answered": 6, "cards.late": 1}
GRANTS = tuple(
    OtherGrant(label=label, yen=yen)
    for label, yen in zip(OTHER_PROGRAMMES.values(), (3885644, 480759, 2277565), strict=True)
)
STATES = ("reported", "zero", "not_reported", "not_run", "paper")
DISTRICTS = tuple(
    DistrictLine(
        code=f"{n:02}",
        name=f"新旭川第{n}",
        states={"watch": STATES[n % 5], "salon": STATES[(n + 1) % 5]},
        numbers={
            "watch.people": n,
            "watch.watchers": 2,
            "watch.block_coordinators": 1,
            "watch.area_coordinators": 1,
            "watch.acts": 1000 + n,
            "salon.salons": 1,
            "salon.sessions": 12,
            "salon.participants": 2000 + n,
        },
    )
    for n in range(1, 54)
)
CITY = CityTable(
    council="旭川市社会福祉協議会",
    office="地域福祉課",
    year=2023,
    numbers=NUMBERS,
    other_grants=GRANTS,
    watch_months=(10500, 10700, 10750, 10900, 10600, 10700, 11660, 10800, 10600, 9700, 9300, 8414),
    salon_months=(3300, 3600, 3650, 3600, 3100, 3650, 4128, 3900, 3500, 2500, 2850, 2968),
    districts=DISTRICTS,
)
STRAINED_CITY = replace(
    CITY,
    council="北海道旭川市社会福祉協議会連合会",
    office="地域福祉推進部 地域福祉課 地区社協係",
    numbers={**NUMBERS, "watch.acts": 12_462_400, "watch.grant_yen": 471_000_700},
    districts=tuple(replace(d, name="東旭川南第二ひばりが丘ニュータウン地区") for d in DISTRICTS),
    stamps=("会長", "事務局長", "局長", "課長", "係"),
)
REPORT = AnnualReport(
    council="旭川市社会福祉協議会",
    district="みどりが丘地区社協",
    chair="髙橋 弘",
    year=2023,
    numbers={**NUMBERS, **CARDS_DONE},
    other_grants=GRANTS,
    months=(MonthLine(visit=120, phone=60, pattern=30, acts=210, sessions=7, participants=65),) * 12,
    salons=(
        SalonLine(name="お茶の間サロン さくら", type="日常生活型", sessions=28, participants=277, staff=4),
    ),
    remarks="10月から新しい担い手が加わりました。",
)
STRAINED_REPORT = replace(
    REPORT,
    district="旭川市東旭川南第二地区社会福祉協議会連合会",
    chair=LONG_NAME,
    salons=(replace(REPORT.salons[0], name="みんなの居場所お茶の間サロン さくら第二集会所 健康体操の会"),)
    * 70,
    remarks="10月から新しい担い手が加わりました。" * 10,
)

_SAMPLES = (
    (visit_sheet, VISITS, STRAINED_VISITS),
    (register_card, office.CARD, office.LONG_CARD),
    (watcher_list, office.LIST, office.LONG_LIST),
    (handover, office.HAND_ON, office.LONG_HAND_ON),
    (phone_list, office.PHONES, office.LONG_PHONES),
    (birthday_list, office.BIRTHDAYS, office.LONG_BIRTHDAYS),
    (address_labels, office.LABELS, office.LONG_LABELS),
    (watch_month_report, office.MONTH, office.LONG_MONTH),
    (consent, office.CONSENT, office.LONG_CONSENT),
    (confidentiality, office.PLEDGE, office.LONG_PLEDGE),
    (incident, office.INCIDENT, office.LONG_INCIDENT),
    (salon_roster, ROSTER, STRAINED_ROSTER),
    (salon_diary, office.DIARY, office.LONG_DIARY),
    (salon_report, office.SALON_YEAR, office.LONG_SALON_YEAR),
    (salon_calendar, office.CALENDAR, office.LONG_CALENDAR),
    (card, CARD, STRAINED_CARD),
    (card_no_name, NAMELESS, STRAINED_NAMELESS),
    (evacuation_plan, programme.PLAN, programme.LONG_PLAN),
    (safety_list, programme.SAFETY, programme.LONG_SAFETY),
    (safety_summary, programme.SUMMARY, programme.LONG_SUMMARY),
    (help_request, programme.REQUEST, programme.LONG_REQUEST),
    (help_record, programme.RECORD, programme.LONG_RECORD),
    (receipt, programme.RECEIPT, programme.LONG_RECEIPT),
    (help_settlement, programme.SETTLEMENT, programme.LONG_SETTLEMENT),
    (school_watch, programme.SCHOOL, programme.LONG_SCHOOL),
    (school_year, programme.YEAR, programme.LONG_YEAR),
    (meeting_minutes, activities.MINUTES, activities.LONG_MINUTES),
    (contact_list, activities.CONTACTS, activities.LONG_CONTACTS),
    (network_map, activities.NETWORK, activities.LONG_NETWORK),
    (commissioner_month, activities.MONTH, activities.LONG_MONTH),
    (plan_matrix, activities.MATRIX, activities.LONG_MATRIX),
    (plan_progress, activities.PROGRESS, activities.LONG_PROGRESS),
    (ledger_book, money.BOOK, money.LONG_BOOK),
    (grant_steps, money.STEPS, money.LONG_STEPS),
    (annual_report, REPORT, STRAINED_REPORT),
    (account_statement, office.ACCOUNT, office.LONG_ACCOUNT),
    (city_table, CITY, STRAINED_CITY),
    (usb_ledger, office.USB, office.LONG_USB),
    (handover_receipt, office.HANDOVER, office.LONG_HANDOVER),
    (provision_ledger, office.PROVISIONS, office.LONG_PROVISIONS),
    (person_disclosure, office.DISCLOSURE, office.LONG_DISCLOSURE),
    (disposal, office.DISPOSALS, office.LONG_DISPOSALS),
    (recovery_key, office.PAPER_KEY, office.LONG_PAPER_KEY),
)
MODULES = tuple(module for module, _, _ in _SAMPLES)


def _drawing(module: object, data: object) -> Callable[[], Drawn]:
    return lambda: module.draw(data, printed_on=DAY, invariant=True)  # type: ignore[attr-defined]


FILLED = {module.NAME: _drawing(module, data) for module, data, _ in _SAMPLES}
STRAINED = {module.NAME: _drawing(module, data) for module, _, data in _SAMPLES}
BLANK = {m.NAME: _drawing(m, m.blank()) for m in MODULES}
ALL = {
    f"{name}-{kind}": drawing
    for kind, some in (("filled", FILLED), ("strained", STRAINED), ("blank", BLANK))
    for name, drawing in some.items()
}


def run_poppler(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    """Return what a poppler tool prints about a PDF."""
    path = folder / "form.pdf"
    path.write_bytes(pdf)
    tail = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, *options, str(path), *tail], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def text_of(drawn: Drawn, folder: Path, *options: str) -> str:
    return run_poppler("pdftotext", drawn.pdf, folder, "-layout", *options)


_PAGE = re.compile(r"<page .*?</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def words_of(drawn: Drawn, folder: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Return the words of every page with their boxes (left, top, right, bottom) in points."""
    html = run_poppler("pdftotext", drawn.pdf, folder, "-bbox")
    return [
        [(float(a), float(b), float(c), float(d), word) for a, b, c, d, word in _WORD.findall(page)]
        for page in _PAGE.findall(html)
    ]
