"""The habits of offices, one a line: how a list is kept, and what the program makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.grid import Book, Grid
from sasaeai_desktop.exchange.kinds.registry import KIND_NAMES, kind_of
from sasaeai_desktop.exchange.matching.layout import find_tables
from sasaeai_desktop.exchange.parsed import ParsedTable
from sasaeai_desktop.exchange.reading import read_book
from sasaeai_desktop.exchange.rows import parse_tables
from tests.exchange.books import MAIN, STRICT, book, ods, ods_cell, sheet, styles

Rows = Sequence[str]


def parsed(kind: str, given: Book, **options: object) -> ParsedTable:
    spec = kind_of(kind)
    return parse_tables(spec, find_tables(spec, given).found, **options)  # type: ignore[arg-type]  # test options


def lines(*rows: str, name: str = "名簿") -> Book:
    """Return a book of one sheet; cells are parted by |."""
    return Book((Grid(name, [(n, row.split("|")) for n, row in enumerate(rows, start=1)]),), "xlsx")


Habit = tuple[str, str, Rows, dict[str, object]]
"""What it is, the kind, the rows, and fields of the first record."""

HEAD = "番号|氏名"
HABITS: list[Habit] = [
    # what the columns are called
    ("名前", "people", ["番号|名前", "1|森 花"], {"number": "1", "name": "森 花"}),
    ("お名前 with a blank inside the header", "people", ["ID|お 名 前", "1|森 花"], {"name": "森 花"}),
    ("氏　名", "people", ["NO|氏　名", "1|森 花"], {"number": "1", "name": "森 花"}),
    ("№", "people", ["№|氏名", "7|森 花"], {"number": "7"}),
    ("フリガナ in katakana", "people", [HEAD + "|フリガナ", "1|森 花|モリ　ハナ"], {"kana": "もり はな"}),
    ("half-width kana", "people", [HEAD + "|ｶﾅ", "1|森 花|ﾓﾘ ﾊﾅ"], {"kana": "もり はな"}),
    ("ふりがな（フリガナ）", "people", [HEAD + "|ふりがな（フリガナ）", "1|森 花|もり"], {"kana": "もり"}),
    ("ヨミ", "people", [HEAD + "|ヨミ", "1|森 花|もり"], {"kana": "もり"}),
    ("生年月日（S・H）", "people", [HEAD + "|生年月日（S・H）", "1|森 花|S15.3.2"], {"birth": "1940-03-02"}),
    ("生年", "people", [HEAD + "|生年", "1|森 花|昭和15年"], {"birth": "1940"}),
    ("誕生日", "people", [HEAD + "|誕生日", "1|森 花|昭15・3・2"], {"birth": "1940-03-02"}),
    ("TEL", "people", [HEAD + "|TEL", "1|森 花|0166-00-0001"], {"phone": "0166-00-0001"}),
    (
        "電　話　番　号",
        "people",
        [HEAD + "|電　話　番　号", "1|森 花|0166(00)0001"],
        {"phone": "0166-00-0001"},
    ),
    ("携帯電話", "people", [HEAD + "|携帯電話", "1|森 花|09000000001"], {"mobile": "09000000001"}),
    ("〒", "people", [HEAD + "|〒", "1|森 花|0708525"], {"postal": "070-8525"}),
    (
        "住所１ + 住所２",
        "people",
        [HEAD + "|住所１|住所２", "1|森 花|5条4丁目|ハイツ1"],
        {"address": "5条4丁目ハイツ1"},
    ),
    ("行政区", "people", [HEAD + "|行政区", "1|森 花|一区"], {"town": "一区"}),
    ("自治会名", "people", [HEAD + "|自治会名", "1|森 花|東"], {"town": "東"}),
    ("組", "people", [HEAD + "|組", "1|森 花|3組"], {"group": "3組"}),
    ("男女", "people", [HEAD + "|男女", "1|森 花|女性"], {"sex": "female"}),
    ("備考欄", "people", [HEAD + "|備考欄", "1|森 花|犬がいる"], {"note": "犬がいる"}),
    (
        "※必須 and * beside a header",
        "people",
        ["※管理番号|氏名*", "1|森 花"],
        {"number": "1", "name": "森 花"},
    ),
    (
        "a header over two lines",
        "people",
        [HEAD + "|電話\n番号", "1|森 花|0166-00-0001"],
        {"phone": "0166-00-0001"},
    ),
    (
        "二つ目の電話 stands beside the contact",
        "people",
        [HEAD + "|緊急連絡先|続柄|緊急連絡先TEL", "1|森 花|森 一|子|0166-00-0002"],
        {"contact_name": "森 一", "contact_relation": "子", "contact_phone": "0166-00-0002"},
    ),
    # names and births in other cells
    ("姓 + 名", "people", ["番号|姓|名", "1|森|花"], {"name": "森　花"}),
    ("セイ + メイ", "people", ["番号|姓|名|セイ|メイ", "1|森|花|モリ|ハナ"], {"kana": "もり はな"}),
    (
        "氏名（フリガナ） in one cell",
        "people",
        ["番号|氏名（フリガナ）", "1|森 花（モリ ハナ）"],
        {"name": "森 花", "kana": "もり はな"},
    ),
    (
        "reading above the name",
        "people",
        ["番号|氏名（ふりがな）", "1|もり はな\n森 花"],
        {"name": "森 花", "kana": "もり はな"},
    ),
    (
        "年号 + 年 + 月 + 日",
        "people",
        [HEAD + "|年号|年|月|日", "1|森 花|昭和|15|3|2"],
        {"birth": "1940-03-02"},
    ),
    ("年号 as a letter", "people", [HEAD + "|元号|年|月|日", "1|森 花|S|15|3|2"], {"birth": "1940-03-02"}),
    (
        "two header rows, birth below",
        "people",
        ["番号|氏名|生年月日|||", "||元号|年|月|日", "1|森 花|S|15|3|2"],
        {"birth": "1940-03-02"},
    ),
    (
        "two header rows, contact below",
        "people",
        ["番号|氏名|緊急連絡先||", "||氏名|続柄|電話", "1|森 花|森 一|子|0166-00-0002"],
        {"contact_name": "森 一", "contact_phone": "0166-00-0002"},
    ),
    (
        "a title and a date above",
        "people",
        ["会員名簿", "令和5年4月1日現在", "", "番号|氏名", "1|森 花"],
        {"name": "森 花"},
    ),
    # days
    ("全角 date", "people", [HEAD + "|生年月日", "1|森 花|Ｓ１５．３．２"], {"birth": "1940-03-02"}),
    ("昭和15年3月2日生", "people", [HEAD + "|生年月日", "1|森 花|昭和15年3月2日生"], {"birth": "1940-03-02"}),
    ("a serial number as text", "people", [HEAD + "|生年月日", "1|森 花|14672"], {"birth": "1940-03-02"}),
    ("eight digits", "people", [HEAD + "|生年月日", "1|森 花|19400302"], {"birth": "1940-03-02"}),
    ("不詳", "people", [HEAD + "|生年月日", "1|森 花|不詳"], {"birth": ""}),
    ("元年", "people", [HEAD + "|見守り開始日", "1|森 花|令和元年5月1日"], {"watch_start": "2019-05-01"}),
    ("weekday behind the day", "visits", ["日付|番号|方法", "2023/10/5(木)|T1|訪問"], {"date": "2023-10-05"}),
    (
        "a day with its clock",
        "visits",
        ["日付|番号|方法", "2023/10/5 9:30:00|T1|訪問"],
        {"date": "2023-10-05"},
    ),
    ("午後2時", "visits", ["日付|時間|番号|方法", "R5.10.5|午後2時|T1|訪問"], {"time": "14:00"}),
    (
        "R5.10 as a month",
        "tallies",
        ["月|番号|方法|件数", "R5.10|T1|電話|8回"],
        {"month": "2023-10", "count": 8},
    ),
    # words
    ("単身", "people", [HEAD + "|世帯状況", "1|森 花|単身"], {"household": "alone"}),
    ("独居", "people", [HEAD + "|世帯", "1|森 花|独居"], {"household": "alone"}),
    ("高齢者夫婦世帯", "people", [HEAD + "|世帯構成", "1|森 花|高齢者夫婦世帯"], {"household": "elderly"}),
    ("日中独居", "people", [HEAD + "|世帯", "1|森 花|日中独居"], {"household": "daytime_alone"}),
    ("同意 ○", "people", [HEAD + "|同意", "1|森 花|○"], {"consent_watch": "given"}),
    (
        "同意 〇, the zero of kanji",
        "people",
        [HEAD + "|同意の有無", "1|森 花|〇"],
        {"consent_watch": "given"},
    ),
    ("同意済", "people", [HEAD + "|同意書", "1|森 花|同意済"], {"consent_watch": "given"}),
    ("不同意", "people", [HEAD + "|本人同意", "1|森 花|不同意"], {"consent_watch": "refused"}),
    ("未", "people", [HEAD + "|同意", "1|森 花|未"], {"consent_watch": "unknown"}),
    ("随時", "people", [HEAD + "|頻度", "1|森 花|随時"], {"every_days": None}),
    ("週５日", "people", [HEAD + "|訪問頻度", "1|森 花|週５日"], {"every_days": 2}),
    ("月に2回程度", "people", [HEAD + "|見守り頻度", "1|森 花|月に2回程度"], {"every_days": 15}),
    (
        "民生委員・児童委員",
        "volunteers",
        ["番号|氏名|役職", "1|森 花|民生委員・児童委員"],
        {"roles": ("welfare_commissioner",)},
    ),
    (
        "世話人 and 担い手",
        "volunteers",
        ["番号|氏名|役割", "1|森 花|担い手、世話係"],
        {"roles": ("block_coordinator", "watcher")},
    ),
    ("家庭訪問", "visits", ["訪問日|対象者番号|区分", "R5.10.5|T1|家庭訪問"], {"method": "visit"}),
    (
        "会えず",
        "visits",
        ["日付|番号|方法|結果", "R5.10.5|T1|対面|会えず"],
        {"result": "absent", "method": "visit"},
    ),
    ("頻度 週に一度", "people", ["番号|氏名|頻度", "1|森 花|週に一度"], {"every_days": 7}),
    ("留守", "visits", ["日付|番号|方法|結果", "R5.10.5|T1|電話|留守"], {"result": "absent"}),
    ("元気", "visits", ["日付|番号|方法|様子", "R5.10.5|T1|訪問|元気"], {"condition": "same"}),
    ("12名 as a count", "sessions", ["サロン番号|日付|参加人数", "S1|R5.10.5|１２名"], {"elderly": 12}),
    ("中止 FALSE", "sessions", ["サロン番号|開催日|中止", "S1|R5.10.5|FALSE"], {"cancelled": False}),
    (
        "中止 雪のため",
        "sessions",
        ["サロン番号|開催日|中止", "S1|R5.10.5|雪のため"],
        {"cancelled": True, "cancel_reason": "雪のため"},
    ),
    (
        "令和5年度",
        "grants",
        ["年度|事業|実施|助成額", "令和5年度|見守り|○|98,000円"],
        {"year": 2023, "amount_yen": 98000, "carried_out": True},
    ),
    # numbers
    (
        "a list without numbers",
        "people",
        ["氏名|電話", "森 花|0166-00-0001"],
        {"number": "", "name": "森 花"},
    ),
    ("全角 number", "people", [HEAD, "００１|森 花"], {"number": "001"}),
    (
        "no header over the telephone",
        "people",
        [HEAD + "|", "1|森 花|0166-00-0001"],
        {"phone": "0166-00-0001"},
    ),
]

# Further habits, most of them seen in lists of municipalities and of welfare councils.
MORE_HABITS: list[Habit] = [
    ("様 の列 敬称", "people", ["番号|氏名|敬称", "1|森 花|様"], {"name": "森 花"}),
    (
        "満年齢の列は使わない",
        "people",
        ["番号|氏名|年齢|生年月日", "1|森 花|83歳|S15.3.2"],
        {"birth": "1940-03-02"},
    ),
    (
        "生年月日 西暦と和暦 2列",
        "people",
        ["番号|氏名|生年月日（和暦）|生年月日（西暦）", "1|森 花|昭和15年3月2日|1940/3/2"],
        {"birth": "1940-03-02"},
    ),
    ("S15/03/02", "people", ["番号|氏名|生年月日", "1|森 花|S15/03/02"], {"birth": "1940-03-02"}),
    ("昭15.3.2", "people", ["番号|氏名|生年月日", "1|森 花|昭15.3.2"], {"birth": "1940-03-02"}),
    ("3150302 7桁 和暦コード", "people", ["番号|氏名|生年月日", "1|森 花|3150302"], {"birth": "1940-03-02"}),
    ("S150302", "people", ["番号|氏名|生年月日", "1|森 花|S150302"], {"birth": "1940-03-02"}),
    ("大正15年(1926年)", "people", ["番号|氏名|生年月日", "1|森 花|大正15年（1926年）"], {"birth": "1926"}),
    (
        "昭和15年(1940)3月2日",
        "people",
        ["番号|氏名|生年月日", "1|森 花|昭和15年（1940年）3月2日"],
        {"birth": "1940-03-02"},
    ),
    ("明治45", "people", ["番号|氏名|生年月日", "1|森 花|M45.7.29"], {"birth": "1912-07-29"}),
    ("市外局番なし (22)1234", "people", ["番号|氏名|電話", "1|森 花|(22)1234"], {"phone": "22-1234"}),
    ("電話 携帯が電話欄", "people", ["番号|氏名|電話", "1|森 花|090-1234-5678"], {"phone": "090-1234-5678"}),
    ("電話 なし", "people", ["番号|氏名|電話", "1|森 花|なし"], {"phone": ""}),
    ("電話 - ", "people", ["番号|氏名|電話", "1|森 花|―"], {"phone": ""}),
    ("電話 Tel: つき", "people", ["番号|氏名|電話", "1|森 花|TEL 0166-22-1234"], {"phone": "0166-22-1234"}),
    ("電話 (自宅)", "people", ["番号|氏名|電話", "1|森 花|0166-22-1234（自宅）"], {"phone": "0166-22-1234"}),
    ("〒つき郵便", "people", ["番号|氏名|郵便番号", "1|森 花|〒070-8525"], {"postal": "070-8525"}),
    ("性別 ♀", "people", ["番号|氏名|性別", "1|森 花|♀"], {"sex": "female"}),
    ("性別 F", "people", ["番号|氏名|性別", "1|森 花|F"], {"sex": "female"}),
    ("男・女 の列に○", "people", ["番号|氏名|男|女", "1|森 花||○"], {"sex": "female"}),
    ("世帯 一人", "people", ["番号|氏名|世帯", "1|森 花|一人"], {"household": "alone"}),
    ("ひとり暮らし", "people", ["番号|氏名|世帯", "1|森 花|ひとり暮らし"], {"household": "alone"}),
    ("独居高齢者", "people", ["番号|氏名|世帯状況", "1|森 花|独居高齢者"], {"household": "alone"}),
    ("高齢夫婦", "people", ["番号|氏名|世帯", "1|森 花|高齢夫婦"], {"household": "elderly"}),
    ("高齢者のみ世帯", "people", ["番号|氏名|世帯", "1|森 花|高齢者のみ世帯"], {"household": "elderly"}),
    ("同居", "people", ["番号|氏名|世帯", "1|森 花|同居"], {"household": "other"}),
    ("同意 要確認", "people", ["番号|氏名|同意", "1|森 花|要確認"], {"consent_watch": "unknown"}),
    ("同意 有（口頭）", "people", ["番号|氏名|同意", "1|森 花|有（口頭）"], {"consent_watch": "given"}),
    ("同意 拒否", "people", ["番号|氏名|同意", "1|森 花|拒否"], {"consent_watch": "refused"}),
    ("同意 未回答", "people", ["番号|氏名|同意", "1|森 花|未回答"], {"consent_watch": "unknown"}),
    ("同意 -", "people", ["番号|氏名|同意", "1|森 花|-"], {"consent_watch": ""}),
    ("頻度 毎日", "people", ["番号|氏名|頻度", "1|森 花|毎日"], {"every_days": 1}),
    ("頻度 隔週", "people", ["番号|氏名|頻度", "1|森 花|隔週"], {"every_days": 14}),
    ("頻度 月1回", "people", ["番号|氏名|頻度", "1|森 花|月1回"], {"every_days": 30}),
    ("頻度 週1～2回", "people", ["番号|氏名|頻度", "1|森 花|週1～2回"], {"every_days": 7}),
    ("頻度 2週に1回", "people", ["番号|氏名|頻度", "1|森 花|2週に1回"], {"every_days": 14}),
    ("頻度 毎週月・木", "people", ["番号|氏名|頻度", "1|森 花|毎週月・木曜"], {"every_days": 4}),
    ("頻度 1/週", "people", ["番号|氏名|頻度", "1|森 花|1回/週"], {"every_days": 7}),
    (
        "終了理由 死亡のため",
        "people",
        ["番号|氏名|開始日|終了日|終了理由", "1|森 花|R5.4.1|R6.1.1|死亡のため"],
        {"end_reason": "died"},
    ),
    (
        "終了理由 逝去",
        "people",
        ["番号|氏名|開始日|終了日|終了理由", "1|森 花|R5.4.1|R6.1.1|逝去"],
        {"end_reason": "died"},
    ),
    (
        "終了理由 施設入居",
        "people",
        ["番号|氏名|開始日|終了日|終了理由", "1|森 花|R5.4.1|R6.1.1|施設入居"],
        {"end_reason": "facility"},
    ),
    (
        "終了理由 転居",
        "people",
        ["番号|氏名|開始日|終了日|終了理由", "1|森 花|R5.4.1|R6.1.1|転居"],
        {"end_reason": "moved"},
    ),
    ("No. with dot", "people", ["No.|氏名", "1|森 花"], {"number": "1"}),
    ("項番", "people", ["項番|氏名", "1|森 花"], {"number": "1"}),
    ("対象者ＩＤ", "people", ["対象者ＩＤ|氏名", "1|森 花"], {"number": "1"}),
    (
        "漢字氏名 カナ氏名",
        "people",
        ["番号|漢字氏名|カナ氏名", "1|森 花|ﾓﾘ ﾊﾅ"],
        {"name": "森 花", "kana": "もり はな"},
    ),
    (
        "氏名漢字",
        "people",
        ["番号|氏名（漢字）|氏名（カナ）", "1|森 花|モリ ハナ"],
        {"name": "森 花", "kana": "もり はな"},
    ),
    ("visits 訪問 ○ columns", "visits", ["日付|番号|訪問|電話", "R5.10.5|T1|○|"], {"method": "visit"}),
    ("visits 方法 TEL", "visits", ["日付|番号|方法", "R5.10.5|T1|TEL"], {"method": "phone"}),
    ("visits 方法 電話連絡", "visits", ["日付|番号|方法", "R5.10.5|T1|電話連絡"], {"method": "phone"}),
    ("visits 声かけ", "visits", ["日付|番号|方法", "R5.10.5|T1|声かけ"], {"method": "visit"}),
    ("visits 見守り(外から)", "visits", ["日付|番号|方法", "R5.10.5|T1|外から確認"], {"method": "pattern"}),
    ("結果 面会", "visits", ["日付|番号|方法|結果", "R5.10.5|T1|訪問|面会"], {"result": "met"}),
    ("結果 会えた", "visits", ["日付|番号|方法|結果", "R5.10.5|T1|訪問|会えた"], {"result": "met"}),
    (
        "結果 不在でした",
        "visits",
        ["日付|番号|方法|結果", "R5.10.5|T1|訪問|不在でした"],
        {"result": "absent"},
    ),
    ("結果 在宅", "visits", ["日付|番号|方法|結果", "R5.10.5|T1|訪問|在宅"], {"result": "met"}),
    ("様子 異常なし", "visits", ["日付|番号|方法|様子", "R5.10.5|T1|訪問|異常なし"], {"condition": "same"}),
    ("様子 特になし", "visits", ["日付|番号|方法|様子", "R5.10.5|T1|訪問|特になし"], {"condition": "same"}),
    ("様子 変化なし", "visits", ["日付|番号|方法|様子", "R5.10.5|T1|訪問|変化なし"], {"condition": "same"}),
    ("様子 要注意", "visits", ["日付|番号|方法|様子", "R5.10.5|T1|訪問|要注意"], {"condition": "concern"}),
    ("午前10時半", "visits", ["日付|時間|番号|方法", "R5.10.5|午前10時半|T1|訪問"], {"time": "10:30"}),
    ("10：30 全角", "visits", ["日付|時間|番号|方法", "R5.10.5|１０：３０|T1|訪問"], {"time": "10:30"}),
    ("10時～11時", "visits", ["日付|時間|番号|方法", "R5.10.5|10:00～11:00|T1|訪問"], {"time": "10:00"}),
    ("PM2:00", "visits", ["日付|時間|番号|方法", "R5.10.5|PM2:00|T1|訪問"], {"time": "14:00"}),
    (
        "5/10/5 era-less day in a title year",
        "visits",
        ["令和5年10月分|||", "日付|番号|方法|", "10/5|T1|訪問|"],
        {"date": "2023-10-05"},
    ),
    (
        "日付 5日 with month in title",
        "visits",
        ["令和5年10月||", "日|番号|方法", "5|T1|訪問"],
        {"date": "2023-10-05"},
    ),
    ("tallies 5人", "tallies", ["年月|番号|方法|回数", "2023/10|T1|訪問|８"], {"count": 8}),
    (
        "tallies 令和5年10月分",
        "tallies",
        ["年月|番号|方法|回数", "令和5年10月分|T1|訪問|8"],
        {"month": "2023-10"},
    ),
    ("tallies 202310", "tallies", ["年月|番号|方法|回数", "202310|T1|訪問|8"], {"month": "2023-10"}),
    (
        "session 時間 10:00～12:00 one cell",
        "sessions",
        ["サロン番号|開催日|時間", "S1|R5.10.5|10:00～12:00"],
        {"start": "10:00", "end": "12:00"},
    ),
    ("session 第3回", "sessions", ["サロン番号|回|開催日", "S1|第3回|R5.10.5"], {"number": 3}),
    ("session 参加費 100円", "sessions", ["サロン番号|開催日|参加費", "S1|R5.10.5|100円"], {"fee": 100}),
    ("session 会費 無料", "sessions", ["サロン番号|開催日|会費", "S1|R5.10.5|無料"], {"fee": 0}),
    ("session 1,000円", "sessions", ["サロン番号|開催日|会費", "S1|R5.10.5|￥1,000"], {"fee": 1000}),
    ("session 延期", "sessions", ["サロン番号|開催日|中止", "S1|R5.10.5|延期"], {"cancelled": True}),
    ("session ○ in 開催", "sessions", ["サロン番号|開催日|開催有無", "S1|R5.10.5|○"], {"cancelled": False}),
    ("salon 型 日常型", "salons", ["番号|サロン名|型", "S1|お茶|日常型"], {"type": "daily"}),
    (
        "volunteer 民生児童委員",
        "volunteers",
        ["番号|氏名|役割", "1|森 花|民生児童委員"],
        {"roles": ("welfare_commissioner",)},
    ),
    ("volunteer 福祉委員", "volunteers", ["番号|氏名|役割", "1|森 花|見守り協力員"], {"roles": ("watcher",)}),
    (
        "volunteer 任期 R4.12.1～R7.11.30",
        "volunteers",
        ["番号|氏名|役割|任期", "1|森 花|民生委員|R4.12.1～R7.11.30"],
        {"start": "2022-12-01", "end": "2025-11-30"},
    ),
    (
        "連絡先 家族 rows",
        "people",
        ["番号|氏名|緊急連絡先①氏名|緊急連絡先①続柄|緊急連絡先①電話", "1|森 花|森 一|長男|090-0000-0001"],
        {"contact_name": "森 一", "contact_phone": "090-0000-0001"},
    ),
    (
        "緊急連絡先 all in one cell",
        "people",
        ["番号|氏名|緊急連絡先", "1|森 花|森 一（長男）090-0000-0001"],
        {"contact_name": "森 一", "contact_relation": "長男", "contact_phone": "090-0000-0001"},
    ),
    (
        "見守り開始 R5年4月",
        "people",
        ["番号|氏名|見守り開始日", "1|森 花|R5.4.1～"],
        {"watch_start": "2023-04-01"},
    ),
    (
        "日付 2023年10月5日（木）",
        "visits",
        ["日付|番号|方法", "2023年10月5日（木）|T1|訪問"],
        {"date": "2023-10-05"},
    ),
    ("日付 R5.10.5（木）", "visits", ["日付|番号|方法", "R5.10.5（木）|T1|訪問"], {"date": "2023-10-05"}),
    (
        "日付 令和五年十月五日",
        "visits",
        ["日付|番号|方法", "令和五年十月五日|T1|訪問"],
        {"date": "2023-10-05"},
    ),
    ("日付 R05.10.05", "visits", ["日付|番号|方法", "R05.10.05|T1|訪問"], {"date": "2023-10-05"}),
    (
        "日付 with 時刻 in other order",
        "visits",
        ["訪問日時|番号|方法", "R5.10.5 14:30|T1|訪問"],
        {"date": "2023-10-05", "time": "14:30"},
    ),
    ("金額（千円）", "grants", ["年度|事業|実施|金額（千円）", "R5|見守り|○|98"], {"amount_yen": 98000}),
    (
        "two methods ticked are refused? no: one",
        "visits",
        ["日付|番号|訪問|電話", "R5.10.5|T1||✓"],
        {"method": "phone"},
    ),
]


@pytest.mark.parametrize(
    ("kind", "rows", "fields"),
    [h[1:] for h in (*HABITS, *MORE_HABITS)],
    ids=[h[0] for h in (*HABITS, *MORE_HABITS)],
)
def test_a_habit_is_read_as_it_is_meant(kind: str, rows: Rows, fields: dict[str, object]) -> None:
    made = parsed(kind, lines(*rows))
    assert made.rejected == []
    (row,) = made.rows
    assert row.asked == ()
    assert {name: getattr(row.values, name) for name in fields} == fields


REFUSED: list[tuple[str, str, Rows, str]] = [
    ("both 訪問 and 電話 ticked", "visits", ["日付|番号|訪問|電話", "R5.10.5|T1|○|○"], "方法"),
    ("同意（なし） is no yes", "people", [HEAD + "|同意_見守り", "1|森 花|同意（なし）"], "同意_見守り"),
    (
        "a span with its end first",
        "volunteers",
        ["番号|氏名|役割|任期", "1|森 花|民生委員|R7.11.30～R4.12.1"],
        "終了日",
    ),
    (
        "the 31st of a month of 30 days",
        "visits",
        ["令和5年11月||", "日|番号|方法", "5|T1|訪問", "6|T1|訪問", "31|T1|訪問"],
        "実施日",
    ),
]


@pytest.mark.parametrize(("kind", "rows", "column"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_cannot_be_meant_is_refused_in_its_column(kind: str, rows: Rows, column: str) -> None:
    assert [r.column for r in parsed(kind, lines(*rows)).rejected] == [column]


def test_there_are_at_least_a_hundred_and_fifty_habits() -> None:
    assert len(HABITS) + len(MORE_HABITS) >= 150


ASKED: list[tuple[str, str, Rows, str, str]] = [
    # what it is, kind, rows, code, column
    ("〃", "people", [HEAD + "|町内会", "1|森 花|東", "2|林 一|〃"], "ditto", "町内会"),
    ("同上", "people", [HEAD + "|住所", "1|森 花|5条", "2|林 一|同上"], "ditto", "住所"),
    ("1月2日 in 班", "people", [HEAD + "|班", "1|森 花|1月2日"], "became_date", "班"),
    ("2-Jan in 班", "people", [HEAD + "|班", "1|森 花|2-Jan"], "became_date", "班"),
    ("5月4日 in 住所", "people", [HEAD + "|住所", "1|森 花|5月4日"], "became_date", "住所"),
    ("3月1日 in 番号", "people", [HEAD, "3月1日|森 花"], "became_date", "管理番号"),
    ("1 and 2 for 男 and 女", "people", [HEAD + "|性別", "1|森 花|2"], "sex_code", "性別"),
    ("△ in 中止", "sessions", ["サロン番号|開催日|中止", "S1|R5.10.5|△"], "lone_sign", "中止"),
]


@pytest.mark.parametrize(
    ("kind", "rows", "code", "column"), [a[1:] for a in ASKED], ids=[a[0] for a in ASKED]
)
def test_what_looks_like_an_accident_is_asked_about_and_taken_when_confirmed(
    kind: str, rows: Rows, code: str, column: str
) -> None:
    asked = [a for row in parsed(kind, lines(*rows)).rows for a in row.asked]
    assert [(a.code, a.column) for a in asked] == [(code, column)]
    assert all(row.asked == () for row in parsed(kind, lines(*rows), confirmed=[code]).rows)


LEFT: list[tuple[str, Rows, str]] = [
    ("合計 in the number", [HEAD + "|町内会", "1|森 花|東", "合計|1名|"], "total"),
    ("小計 in the name", [HEAD, "1|森 花", "|小計"], "total"),
    ("a count alone", [HEAD, "1|森 花", "|1名"], "total"),
    ("the header of the next page", [HEAD, "1|森 花", HEAD], "header"),
    (
        "a template's example",
        [
            "管理番号|氏名|ふりがな|電話|町内会|役割|開始日|終了日|守秘誓約日|備考",
            "V01|見本 次郎|みほん じろう|0166-00-0003|見本町内会|担い手|2023/4/1||2023/4/1|",
            "1|森 花||||||||",
        ],
        "example",
    ),
]


@pytest.mark.parametrize(("rows", "code"), [left[1:] for left in LEFT], ids=[left[0] for left in LEFT])
def test_rows_that_are_no_records_are_left_out_and_said(rows: Rows, code: str) -> None:
    made = parsed("volunteers" if code == "example" else "people", lines(*rows))
    assert [left.code for left in made.left_out] == [code]
    assert [row.values.name for row in made.rows] == ["森 花"]  # type: ignore[attr-defined]
    assert made.read == len(made.rows) + len(made.left_out)


# -- tables of the programmes ----------------------------------------------------------------------------------------

PROGRAMMES: list[tuple[str, str, str, dict[str, object]]] = [
    ("groups", "団体番号|団体名|会長|連絡先|主な活動", "1|東町内会|森 太郎|22-1111|清掃",
     {"name": "東町内会", "chief": "森 太郎", "role": "清掃"}),
    ("activities", "番号|区分|開催日|会議名|会場|出席者数|議題", "1|会議|R5.6.1|実務者会議|会館|12名|計画",
     {"date": "2023-06-01", "title": "実務者会議", "place": "会館", "participants": 12, "contents": "計画"}),
    ("help-requests", "受付番号|依頼日|依頼内容|備考", "1|R5.6.1|除雪|急ぎ", {"received_on": "2023-06-01", "note": "急ぎ"}),
    ("help-acts", "受付番号|活動日|作業時間|協力者番号|料金|備考", "1|R5.6.1|10時-11時半|V01|600円|雪",
     {"date": "2023-06-01", "start": "10:00", "end": "11:30", "yen": 600}),
    ("schools", "学校番号|学校名|立哨場所", "1|東小学校|正門", {"name": "東小学校"}),
    ("school-days", "学校番号|活動日|活動時間|参加者数", "1|R5.6.1|7:50～8:15|５名",
     {"date": "2023-06-01", "start": "07:50", "end": "08:15"}),
    ("plans", "対象者番号|策定日|避難支援者|避難場所|避難経路", "T1|R5.6.1|森 太郎|東小学校|大通り", {"made_on": "2023-06-01"}),
    ("completions", "研修番号|受講者番号|修了年月日", "K1|V01|R5.6.1", {"date": "2023-06-01"}),
    ("commissioner", "民生委員番号|対象月|項目|数", "V01|R5.6|活動日数|12", {"month": "2023-06"}),
    ("ledger", "月日|事業名|費目|摘要|収入金額|支出金額|残高", "R5.6.1|サロン|会場費|会館||1,200円|500",
     {"date": "2023-06-01", "yen": 1200}),
    ("cards", "受付番号|相談日|相談内容|結果", "1|R5.6.1|ごみ出し|訪ねた", {"facts": "ごみ出し", "answer": "訪ねた"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "head", "row", "values"), PROGRAMMES, ids=[p[0] for p in PROGRAMMES])
def test_what_offices_call_the_columns_of_a_programme(
    kind: str, head: str, row: str, values: dict[str, object]
) -> None:
    made = parsed(kind, lines(head, row))
    assert made.rejected == []
    (found,) = made.rows
    assert {name: getattr(found.values, name) for name in values} == values


@pytest.mark.parametrize("name", KIND_NAMES)
def test_a_table_of_nothing_but_the_columns_that_it_needs_is_read(name: str) -> None:
    kind = kind_of(name)
    needed = [c for c in kind.columns if c.needed or c.header in (*kind.one_of[:1], "氏名")]
    row = [next(filter(None, c.examples)).replace("見本", "手本").replace("例 ", "手本 ") for c in needed]
    made = parsed(name, lines("|".join(c.header for c in needed), "|".join(row)))
    assert (len(made.rows), made.rejected) == (1, [])


def test_line_ends_as_excel_writes_them_are_one_each(tmp_path: Path) -> None:
    rows = [["番号", "氏名", "備考"], ["1", "森", "一_x000D_\n二_x000B_三"]]
    (found,) = parsed("people", read_book(book(tmp_path / "a.xlsx", [("一", sheet(rows))]))).rows
    assert found.values.note == "一\n二\n三"  # type: ignore[attr-defined]


def test_an_account_book_with_both_amounts_in_a_row_is_refused() -> None:
    made = parsed("ledger", lines("月日|事業|科目|収入|支出", "R5.6.1|サロン|会場費|100|200"))
    assert {r.column for r in made.rejected} == {"区分", "金額"}


def test_a_count_that_says_about_is_asked_for_and_not_left_out() -> None:
    made = parsed(
        "sessions",
        lines("サロン番号|開催日|参加者", "S1|R5.6.1|約20名", "S1|R5.7.1|15（うち新規2）", "S1|R5.8.1|8"),
    )
    assert [(r.line, r.value) for r in made.rejected] == [(2, "約20名"), (3, "15（うち新規2）")]


# -- days across -----------------------------------------------------------------------------------------------------


def test_an_attendance_sheet_with_the_days_across() -> None:
    given = lines(
        "令和5年10月 お茶の間 S1 出席表",
        "番号|氏名|4|11|18|25|31",
        "||水|水|水|水|火",
        "1|森 花|○|〇||×|",
        "2|林 一||○|△|欠|",
    )
    made = parsed("attendance", given)
    assert [(r.line, r.values.date, r.values.person_number) for r in made.rows] == [  # type: ignore[attr-defined]
        (4, "2023-10-04", "1"),
        (4, "2023-10-11", "1"),
        (5, "2023-10-11", "2"),
    ]
    assert {r.values.salon_number for r in made.rows} == {"S1"}  # type: ignore[attr-defined]
    assert [(r.line, r.column, r.value) for r in made.rejected] == [(5, "18", "△")]
    assert made.read == 4


def test_session_days_across_of_a_fiscal_year() -> None:
    given = lines("令和5年度", "サロン番号|氏名|4/5|10/4|1/10|3/6", "S1|森 花|○|○|○|")
    assert [r.values.date for r in parsed("attendance", given).rows] == [
        "2023-04-05",
        "2023-10-04",
        "2024-01-10",
    ]  # type: ignore[attr-defined]


def test_a_month_of_visits_with_their_signs() -> None:
    given = lines("2023年10月", "番号|氏名|1|2|3|4|5|6", "T1|森 花|訪||電|姿||")
    made = [(r.values.date, r.values.method) for r in parsed("visits", given).rows]  # type: ignore[attr-defined]
    assert made == [("2023-10-01", "visit"), ("2023-10-03", "phone"), ("2023-10-04", "pattern")]


def test_days_across_want_their_year() -> None:
    for kind, number in (("visits", "番号"), ("attendance", "サロン番号")):
        with pytest.raises(InputError) as refused:
            parsed(kind, lines("出席表", f"{number}|氏名|4|11|18|25", "T1|森 花|○|〇||"))
        assert "年月（題名に" in refused.value.what


def test_a_row_without_its_number_is_refused_and_totals_are_told() -> None:
    given = lines(
        "2023年10月",
        "番号|氏名|1|2|3|4",
        "T1|森 花|○|||",
        "|林 一||○||",
        "|天気|晴|雨|晴|晴",
        "|合計|1|1|0|0",
    )
    made = parsed("visits", given)
    assert [r.values.person_number for r in made.rows] == ["T1"]  # type: ignore[attr-defined]
    assert [(r.line, r.column) for r in made.rejected] == [(4, "対象者番号")]
    assert [(left.line, left.code) for left in made.left_out] == [(6, "total")]


# -- months across ---------------------------------------------------------------------------------------------------

FISCAL = "4月|5月|6月|7月|8月|9月|10月|11月|12月|1月|2月|3月"
COUNTS: list[tuple[str, list[list[str]], list[tuple[str, str, str, int]]]] = [
    (
        "fiscal year and method in the title, totals at the right and below",
        lines(
            "令和5年度 訪問回数表",
            f"番号|氏名|{FISCAL}|計",
            "T1|森 花|4|||||||||-|0|２|6",
            "合計||4|||||||||||2|6",
        ),
        [("T1", "2023-04", "visit", 4), ("T1", "2024-03", "visit", 2)],
    ),
    (
        "a column of methods, months as mere numbers",
        lines("令和5年度", "番号|氏名|方法|4|5|6|7|8|9", "T1|森 花|訪問|4|||||", "T1||電話|1||||1|"),
        [("T1", "2023-04", "visit", 4), ("T1", "2023-04", "phone", 1), ("T1", "2023-08", "phone", 1)],
    ),
    (
        "each cell with its year",
        lines("電話の回数", "対象者番号|R5.12|R6.1|令和6年2月分|2024/3", "T1|4|5|6|7"),
        [
            ("T1", f"{m}", "phone", n)
            for m, n in (("2023-12", 4), ("2024-01", 5), ("2024-02", 6), ("2024-03", 7))
        ],
    ),
    (
        "a calendar year",
        lines("2023年 訪問", "番号|10月|11月|12月|1月", "T1|1|1|1|1"),
        [("T1", m, "visit", 1) for m in ("2023-10", "2023-11", "2023-12", "2024-01")],
    ),
]


@pytest.mark.parametrize(("rows", "counts"), [c[1:] for c in COUNTS], ids=[c[0] for c in COUNTS])
def test_month_counts_with_the_months_across(
    rows: list[list[str]], counts: list[tuple[str, str, str, int]]
) -> None:
    made = parsed("tallies", rows)
    found = [(r.values.person_number, r.values.month, r.values.method, r.values.count) for r in made.rows]  # type: ignore[attr-defined]
    assert found == counts
    assert made.rejected == []


def test_months_across_want_their_year_and_a_method() -> None:
    for title, words in (
        ("実績", "年度（題名に"),
        ("令和5年度 実績", "方法（列を"),
        ("令和5年度 訪問と電話", "方法（列を"),
    ):
        with pytest.raises(InputError) as refused:
            parsed("tallies", lines(title, f"番号|氏名|{FISCAL}", "T1|森 花|4|||||||||||"))
        assert words in refused.value.what


def test_a_mark_among_the_counts_is_refused_by_its_month() -> None:
    made = parsed("tallies", lines("令和5年度 訪問", f"番号|氏名|{FISCAL}", "T1|森 花|4||○|||||||||"))
    assert [(r.line, r.column, r.value) for r in made.rejected] == [(3, "6月", "○")]


def test_an_ordinary_table_of_counts_stays_one() -> None:
    made = parsed("tallies", lines("番号|年月|方法|回数|時間|人数", "T1|2023-03|訪問|4|5|6"))
    assert [(r.values.month, r.values.count) for r in made.rows] == [("2023-03", 4)]  # type: ignore[attr-defined]


# -- what only a file has --------------------------------------------------------------------------------------------

PEOPLE = ["管理番号", "氏名", "生年月日", "班"]
Make = Callable[[Path], Path]
FILES: list[tuple[str, Make, list[tuple[object, ...]]]] = [
    (
        "built-in formats of Japanese Excel",
        lambda p: book(
            p,
            [("一", sheet([PEOPLE, ["1", "森", (14672, 1), ""], ["2", "林", (14672, 2), ""]]))],
            style=styles(57, 58),
        ),
        [("1", "1940-03-02", ""), ("2", "1940-03-02", "")],
    ),
    (
        "T007 and 3班",
        lambda p: book(
            p, [("一", sheet([PEOPLE, [(7, 1), "森", "", (3, 2)]]))], style=styles('"T"000', '0"班"')
        ),
        [("T007", "", "3班")],
    ),
    (
        "Strict Open XML",
        lambda p: book(p, [("一", sheet([PEOPLE, ["1", "森", "", "2"]]))], replace=STRICT),
        [("1", "", "2")],
    ),
    (
        "prefixed names",
        lambda p: book(
            p,
            [
                (
                    "一",
                    sheet([PEOPLE, ["1", "森", "", "2"]])
                    .replace("<", "<x:")
                    .replace("<x:/", "</x:")
                    .replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"'),
                )
            ],
        ),
        [("1", "", "2")],
    ),
    (
        "macro book",
        lambda p: book(p.with_suffix(".xlsm"), [("一", sheet([PEOPLE, ["1", "森", "", "2"]]))]),
        [("1", "", "2")],
    ),
    (
        "merged 班",
        lambda p: book(
            p,
            [
                (
                    "一",
                    sheet(
                        [PEOPLE, ["1", "森", "", "2班"], ["2", "林", "", ""]],
                        after='<mergeCells><mergeCell ref="D2:D3"/></mergeCells>',
                    ),
                )
            ],
        ),
        [("1", "", "2班"), ("2", "", "2班")],
    ),
    (
        "#VALUE! in a column of no use",
        lambda p: book(
            p,
            [("一", sheet([[*PEOPLE, "年齢"], ["1", "森", "", "2", '<c t="e"><f>X</f><v>#VALUE!</v></c>']]))],
        ),
        [("1", "", "2")],
    ),
    (
        "the table on the second sheet",
        lambda p: book(
            p, [("使い方", sheet([["読んでください"]])), ("名簿", sheet([PEOPLE, ["1", "森", "", "2"]]))]
        ),
        [("1", "", "2")],
    ),
    (
        "two sheets of one list",
        lambda p: book(
            p,
            [
                ("一区", sheet([PEOPLE, ["1", "森", "", "2"]])),
                ("二区", sheet([PEOPLE, ["2", "林", "", "3"]])),
            ],
        ),
        [("1", "", "2"), ("2", "", "3")],
    ),
    (
        "a formula that refers to an empty cell",
        lambda p: book(p, [("一", sheet([PEOPLE, ["1", "森", "", "<c><f>Z1</f><v>0</v></c>"]]))]),
        [("1", "", "")],
    ),
    (
        "LibreOffice's own file",
        lambda p: ods(
            p.with_suffix(".ods"),
            [
                "".join(map(ods_cell, PEOPLE)),
                ods_cell("T007", "float", "7")
                + ods_cell("森")
                + ods_cell("昭和15年3月2日", "date", "1940-03-02")
                + ods_cell("3班", "float", "3"),
            ],
        ),
        [("T007", "1940-03-02", "3班")],
    ),
]


@pytest.mark.parametrize(("make", "people"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_a_file_is_read_as_its_owner_sees_it(
    tmp_path: Path, make: Make, people: list[tuple[object, ...]]
) -> None:
    made = parsed("people", read_book(make(tmp_path / "a.xlsx")))
    assert made.rejected == []
    rows = [(r.values.number, r.values.birth, r.values.group) for r in made.rows]  # type: ignore[attr-defined]
    assert rows == people


def test_hidden_and_struck_rows_and_sheets_are_told(tmp_path: Path) -> None:
    xml = sheet([PEOPLE, ["1", "森", "", ""], [("2", 1), ("林", 1), "", ""]], hidden=(2,))
    path = book(tmp_path / "a.xlsx", [("名簿", xml), ("古い名簿", xml)], style=styles(), hidden=("古い名簿",))
    spec = kind_of("people")
    tables = find_tables(spec, read_book(path))
    made = parse_tables(spec, tables.found)
    assert {(n.code, n.lines) for n in made.notices} == {("hidden_rows", (2,)), ("struck_rows", (3,))}
    assert ["古い名簿" in n.words for n in tables.notices if n.code == "sheet_not_read"] == [True]


@pytest.mark.parametrize(
    "cell", ["<c><f>1+1</f></c>", '<c><f t="shared" si="0"/></c>', "<c><f>1+1</f><v>0</v></c>"]
)
def test_a_formula_that_nobody_has_worked_out_is_refused_in_a_column_that_is_read(
    tmp_path: Path, cell: str
) -> None:
    """The 0 is XlsxWriter's: it asks for a reckoning on opening."""
    rows = [["サロン番号", "開催日", "高齢者数"], ["S1", "2023-10-04", cell]]
    path = book(tmp_path / "a.xlsx", [("一", sheet(rows))], more='<calcPr fullCalcOnLoad="1"/>')
    (reject,) = parsed("sessions", read_book(path)).rejected
    assert (reject.line, reject.column) == (2, "高齢者数")
    assert "答えが入っていません" in reject.reason


def test_the_totals_row_of_an_excel_table(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        [
            (
                "一",
                sheet(
                    [["管理番号", "氏名"], ["1", "森"], ["人数", "1"]],
                    after='<tableParts count="1"><tablePart r:id="t"/></tableParts>',
                ),
            )
        ],
        extra={
            "xl/tables/t.xml": f'<table xmlns="{MAIN}" ref="A1:B3" totalsRowCount="1"/>',
            "xl/worksheets/_rels/s1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="t" Type="x/table" Target="../tables/t.xml"/></Relationships>',
        },
    )
    made = parsed("people", read_book(path))
    assert [(left.line, left.code) for left in made.left_out] == [(3, "total")]


def test_the_clock_in_a_day_cell_is_the_time_and_a_birth_at_15_is_asked_about(tmp_path: Path) -> None:
    rows = [["実施日", "対象者番号", "方法"], [(45204.395833333336, 1), "T1", "訪問"]]
    visits = parsed("visits", read_book(book(tmp_path / "v.xlsx", [("一", sheet(rows))], style=styles(22))))
    assert [(r.values.date, r.values.time) for r in visits.rows] == [("2023-10-05", "09:30")]  # type: ignore[attr-defined]
    people = book(
        tmp_path / "p.xlsx", [("一", sheet([PEOPLE, ["1", "森", (14671.625, 1), ""]]))], style=styles(14)
    )
    (row,) = parsed("people", read_book(people)).rows
    assert [a.code for a in row.asked] == ["clock_lost"]


@pytest.mark.parametrize("ending", [b"\x1a", b"\r\n\x1a\r\n", b"\x00"])
def test_the_end_mark_of_an_old_program_is_no_row(tmp_path: Path, ending: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('管理番号,氏名\r\n="001",森\r\n'.encode("cp932") + ending)
    made = parsed("people", read_book(path))
    assert ([r.values.number for r in made.rows], made.read) == (["001"], 1)  # type: ignore[attr-defined]
