from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.signs import Sign, load_signs, paper_signs
from sasaeai_desktop.exchange.kinds.cards import CardRow
from sasaeai_desktop.exchange.kinds.kind import Row
from sasaeai_desktop.exchange.kinds.people import PersonRow
from sasaeai_desktop.exchange.kinds.registry import KIND_NAMES, headers, kind_of, template_rows
from sasaeai_desktop.exchange.kinds.watch import VisitRow
from sasaeai_desktop.exchange.parsed import ParsedTable
from sasaeai_desktop.exchange.reading import Table, build_table, read_table
from sasaeai_desktop.exchange.row_texts import format_row, normal_form
from sasaeai_desktop.exchange.rows import parse_rows
from sasaeai_desktop.exchange.writing import write_table

CONTRACT = {
    "people": "管理番号, 氏名, ふりがな, 生年月日, 性別, 郵便番号, 住所, 町内会, 班, 電話, 携帯, 世帯区分, "
    "緊急連絡先氏名, 緊急連絡先続柄, 緊急連絡先電話, ふだんの様子, 情報の出所, 見守り開始日, 見守り終了日, "
    "終了理由, 見守り方法, 見守り頻度, 担当者番号, 同意_見守り, 同意_つなぐ, 同意_避難支援, 備考",
    "volunteers": "管理番号, 氏名, ふりがな, 電話, 町内会, 役割, 開始日, 終了日, 守秘誓約日, 備考",
    "visits": "実施日, 時刻, 対象者番号, 担当者番号, 方法, 結果, 様子, サイン, メモ",
    "tallies": "対象者番号, 担当者番号, 年月, 方法, 回数",
    "grants": "地区, 年度, 事業, 実施, 金額",
    "salons": "管理番号, 名称, 型, 会場, 世話人番号, 開始日, 終了日, 相談窓口",
    "sessions": "サロン番号, 通番, 開催日, 開始, 終了, 会場, プログラム, 高齢者数, 障がい者数, 子ども数, "
    "保護者数, その他数, スタッフ数, 会費, 中止, メモ",
    "attendance": "サロン番号, 開催日, 対象者番号, 氏名, ふりがな",
    "cards": "管理番号, 記入日, 記入者番号, サロン番号, 対象者番号, きっかけ, 困りごと区分, 事実, 考え, "
    "緊急度, 本人同意, つなぎ先, 渡した日, 対応状況, 回答日, 回答",
    "plans": "対象者番号, 作成日, 見直し日, 支援者番号, 支援者氏名, 支援者電話, 避難先, 経路, 方法, 必要な配慮, "
    "医療機器・薬, 寝室, 交付先, 備考",
    "help-requests": "管理番号, 受付日, 利用者番号, 作業, 希望日, 状態, 理由, メモ",
    "help-acts": "依頼番号, 実施日, 開始, 終了, 担当者番号, 作業, 料金区分, 金額, 支払, 領収書番号, メモ",
    "schools": "管理番号, 名称, 種別, 地点",
    "school-days": "学校番号, 実施日, 開始, 終了, 担当者番号, 人数, メモ",
    "groups": "管理番号, 名称, 種別, 代表者, 電話, 備考, 役割",
    "activities": "管理番号, 種別, 実施日, 名称, 場所, 状態, 理由, 参加人数, 出席団体, 部数, 目標, 内容",
    "commissioner": "担当者番号, 年月, 区分, 件数",
    "goals": "計画, 記号, 上位, 題, 目標値, 単位, 事業, 始まりの年度, 終わりの年度",
    "efforts": "計画, 番号, だれが, 題, 概要, 目標, 予定, 目標値, 単位",
    "completions": "講座番号, 担当者番号, 修了日",
    "ledger": "日付, 年度, 事業, 区分, 科目, 金額, 摘要, 領収書番号, 相手, 助成の対象外",
    "grant-rules": "年度, 事業, 名称, 単位, 単価, 下限, 上限, 端数, いくつごと, 1回の下限, こえた分, 数の上限, 条件の単位, 条件の数, 順番",
}


def table(**columns: str | list[str]) -> Table:
    """A table of one row per entry; single texts stand in every row."""
    count = max((len(v) for v in columns.values() if isinstance(v, list)), default=1)
    rows = [[v[n] if isinstance(v, list) else v for v in columns.values()] for n in range(count)]
    return build_table([(1, list(columns)), *enumerate(rows, start=2)], "utf-8")


def only(kind: str, **columns: str) -> Row:
    parsed = parse_rows(kind, table(**columns))
    assert not parsed.rejected
    return parsed.rows[0].values


def person(**columns: str) -> PersonRow:
    row = only("people", **{"管理番号": "T1", "氏名": "佐藤"} | columns)
    assert isinstance(row, PersonRow)
    return row


def visit(**columns: str) -> VisitRow:
    row = only("visits", **{"実施日": "2023-10-05", "対象者番号": "T1", "方法": "訪問"} | columns)
    assert isinstance(row, VisitRow)
    return row


def reasons(kind: str, **columns: str) -> list[tuple[str, str]]:
    return [(r.column, r.reason) for r in parse_rows(kind, table(**columns)).rejected]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_headers_are_the_contract(kind: str) -> None:
    assert ", ".join(headers(kind)) == CONTRACT[kind]


@pytest.mark.parametrize(("suffix", "encoding"), [(".csv", "cp932"), (".tsv", "utf-8"), (".xlsx", "utf-8")])
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_template_reads_back_clean_and_comes_out_equal(
    tmp_path: Path, kind: str, suffix: str, encoding: str
) -> None:
    path = tmp_path / f"{kind}{suffix}"
    write_table(path, headers(kind), template_rows(kind), encoding)
    parsed = parse_rows(kind, read_table(path))
    assert (parsed.rejected, parsed.unknown_columns, parsed.read) == ([], (), 2)
    assert [p.line for p in parsed.rows] == [2, 3]
    write_table(path, headers(kind), [format_row(p.values) for p in parsed.rows], encoding)
    assert parse_rows(kind, read_table(path)).rows == parsed.rows


def test_a_list_that_excel_saved_in_japan_simply_works(tmp_path: Path) -> None:
    text = (
        "管理番号,氏名,ﾌﾘｶﾞﾅ,ふりがな ,生年月日,性別,郵便番号,電話,携帯,緊急連絡先電話,"
        "見守り開始日,見守り方法,見守り頻度,担当者番号,同意_見守り,備考\r\n"
        "Ｔ－００１　,髙橋　ハナ ,x,ﾀｶﾊｼ ﾊﾅ,S15.3.2,女,〒０７０８５２５,166221234,9012345678,"
        "(0166)22-1234,R5/4/1,行動パターン（姿確認）,週２回,Ｖ１・Ｖ２；V３,あり,ｶﾞﾝﾊﾞﾚ　\r\n"
        "T002,祥子 福島,,,昭和15年3月,男,708525,0166-22-1234（娘）,なし,,,,,,,\r\n"
    )
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("cp932"))
    parsed = parse_rows("people", read_table(path))
    assert parsed.rejected == []
    assert parsed.unknown_columns == ("フリガナ",)
    first, second = (p.values for p in parsed.rows)
    assert first == PersonRow(
        number="T-001",
        name="髙橋　ハナ",
        kana="たかはし はな",
        birth="1940-03-02",
        sex="female",
        postal="070-8525",
        phone="0166221234",
        mobile="09012345678",
        contact_phone="0166-22-1234",
        watch_start="2023-04-01",
        watch_method="pattern",
        every_days=4,
        watcher_numbers=("V1", "V2", "V3"),
        consent_watch="given",
        note="ガンバレ",
    )
    assert isinstance(second, PersonRow)
    assert (second.birth, second.postal, second.mobile) == ("1940-03", "070-8525", "")
    assert second.phone == "0166-22-1234(娘)"


def test_a_name_is_never_normalised() -> None:
    compatibility = "神祥福靖都飯館鶴 葛\U000e0100城 𠮷田 か\u3099"
    assert person(氏名=compatibility).name == compatibility


@pytest.mark.parametrize(
    ("column", "text", "accepted"),
    [
        ("生年月日", "昭和65年1月1日", "平成"),
        ("生年月日", "佐藤花子", "S15.3.2"),
        ("性別", "女子", "「女」"),
        ("郵便番号", "071-12", "070-8525"),
        ("電話", "娘に聞く", "0166-12-3456"),
        ("電話", "1.66E+08", "文字列"),
        ("見守り方法", "手紙", "「行動パターン」"),
        ("見守り頻度", "たまに", "週2回"),
        ("同意_つなぐ", "たぶん", "「未確認」"),
        ("見守り開始日", "2023-02-30", "1から28"),
        ("備考", "#REF!", "入れ直して"),
        ("氏名", "　", "かならず"),
    ],
)
def test_a_bad_cell_is_named_with_what_is_accepted_and_never_repeated(
    column: str, text: str, accepted: str
) -> None:
    columns = {"管理番号": ["T1", "T2"], "氏名": ["佐藤", "佐藤"], column: ["", ""]}
    columns[column] = [text, columns[column][1] or "佐藤" * (column == "氏名")]
    parsed = parse_rows("people", table(**columns))
    assert [p.values.number for p in parsed.rows if isinstance(p.values, PersonRow)] == ["T2"]
    (reject,) = parsed.rejected
    assert (reject.line, reject.column, reject.value) == (2, column, text)
    assert accepted in reject.reason
    assert text not in reject.reason


@given(text=st.text(st.sampled_from("佐藤ハナコ田中一郎abcXYZ/:-月年日 　"), min_size=2, max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_reason_repeats_a_word_of_the_file(text: str) -> None:
    columns = dict.fromkeys(headers("people")[3:], text)
    for reject in parse_rows("people", table(**{"管理番号": "T1", "氏名": "佐藤"} | columns)).rejected:
        words = [w for w in text.replace("　", " ").split() if len(w) > 2]
        assert not [w for w in words if w in reject.reason]


def test_a_row_may_have_several_rejects_and_counts_as_one_read() -> None:
    parsed = parse_rows("visits", table(実施日="きのう", 対象者番号="", 方法="訪問"))
    assert [r.column for r in parsed.rejected] == ["実施日", "対象者番号"]
    assert (parsed.rows, parsed.read) == ([], 1)


def test_missing_columns_are_named_together() -> None:
    with pytest.raises(InputError, match=r"実施日、方法"):
        parse_rows("visits", table(対象者番号="T1"))
    with pytest.raises(InputError, match="対象者番号か担当者番号"):
        parse_rows("tallies", table(年月="2023-10", 方法="訪問", 回数="1"))


def test_a_row_with_values_beyond_the_headers_is_rejected() -> None:
    shifted = build_table([(1, ["管理番号", "氏名"]), (2, ["T1", "佐藤", "花子"])], "utf-8")
    (reject,) = parse_rows("people", shifted).rejected
    assert (reject.line, reject.column) == (2, "")


def test_a_number_may_stand_once_except_for_roles_with_other_dates() -> None:
    parsed = parse_rows("people", table(管理番号=["T1", "T2", "Ｔ１"], 氏名="佐藤"))
    assert [(r.line, r.column) for r in parsed.rejected] == [(4, "管理番号")]
    assert "2行目" in parsed.rejected[0].reason
    roles = parse_rows(
        "volunteers",
        table(
            管理番号=["V1", "V1", "V2"],
            氏名=["佐藤", "", ""],
            役割="担い手・民生委員",
            開始日=["2020-04-01", "2022-12-01", ""],
        ),
    )
    assert [getattr(p.values, "name", "") for p in roles.rows] == ["佐藤", "佐藤"]
    assert getattr(roles.rows[1].values, "roles", ()) == ("watcher", "welfare_commissioner")
    assert [(r.line, r.column) for r in roles.rejected] == [(4, "氏名")]


def test_an_end_before_its_start_is_rejected() -> None:
    assert (
        reasons("salons", 管理番号="S1", 名称="a", 開始日="2023-04-01", 終了日="2022-04-01")[0][0] == "終了日"
    )
    late = {"見守り開始日": "2023-04-01", "見守り終了日": "2022-04-01"}
    assert reasons("people", 管理番号="T1", 氏名="a", **late)[0][0] == "見守り終了日"


@pytest.mark.parametrize(
    ("text", "codes", "others"),
    [
        ("新聞・郵便物がたまる", ("mail_piled",), ()),
        ("新聞・郵便・顔色・やせ、物忘れ", ("forgetful", "mail_piled", "pale_thin"), ()),
        ("雨戸・電灯;電灯", ("lights_wrong", "shutters_closed"), ()),
        ("夜に電灯がつかない・昼もついたまま・ｶﾞｽ臭い・窓", ("lights_wrong",), ("ガス臭い・窓",)),
        ("犬がいない，姿を見ない;犬がいない", ("not_seen",), ("犬がいない",)),
        ("怒鳴り声", ("shouting",), ()),
    ],
)
def test_signs_are_found_by_label_and_unknown_ones_are_kept(
    text: str, codes: tuple[str, ...], others: tuple[str, ...]
) -> None:
    row = visit(サイン=text, メモ="庭")
    assert (row.signs, row.other_signs, row.memo) == (codes, others, "庭")
    assert row.full_memo == ("庭\nサイン: " + "、".join(others) if others else "庭")


def test_signs_of_the_council_count_as_known() -> None:
    own = (*load_signs(), Sign("dog_gone", "犬がいない", "home", "犬"))
    columns = table(実施日="R5.10.5", 対象者番号="T1", 方法="訪問", サイン="犬がいない")
    row = parse_rows("visits", columns, own).rows[0].values
    assert isinstance(row, VisitRow)
    assert (row.signs, row.other_signs) == (("dog_gone",), ())
    assert format_row(row, own)[7] == "犬がいない"


def test_the_signs_of_the_visit_sheet_stand_in_the_order_of_the_paper() -> None:
    assert [s.short for s in paper_signs(load_signs())] == [
        "新聞・郵便", "雨戸・電灯", "洗濯物", "姿を見ない", "顔色・やせ", "物忘れ", "服装", "電話に出ない"
    ]  # fmt: skip
    assert len({s.code for s in load_signs()}) == len(load_signs()) == 21


def test_the_same_visit_typed_differently_has_one_normal_form_and_another_visit_another() -> None:
    plain = visit(時刻="9:30", 担当者番号="V1;V2", サイン="姿を見ない;犬がいない", メモ="ガラス 2枚 A")
    other = visit(
        実施日="令和５年１０月５日（木）", 時刻="０９３０", 対象者番号="Ｔ１ ", 担当者番号="Ｖ２・V1",
        方法=" 訪 問", サイン="犬がいない、姿を見ない", メモ="ｶﾞﾗｽ　２枚\nＡ　",
    )  # fmt: skip
    assert normal_form(plain) == normal_form(other)
    stored = replace(plain, memo=plain.full_memo, other_signs=())
    assert normal_form(stored) == normal_form(plain)
    for change in (
        {"メモ": "ガラス 3枚"},
        {"実施日": "2023-10-06"},
        {"時刻": "9:31"},
        {"方法": "電話"},
        {"サイン": ""},
    ):
        assert normal_form(visit(**change)) != normal_form(plain)


def test_the_same_guest_typed_differently_has_one_normal_form() -> None:
    plain = only(
        "attendance", サロン番号="S1", 開催日="2023-10-04", 氏名="佐藤 花子", ふりがな="さとう はなこ"
    )
    other = only("attendance", サロン番号="Ｓ１", 開催日="R5.10.4", 氏名="佐藤　花子", ふりがな="ｻﾄｳﾊﾅｺ")
    assert normal_form(plain) == normal_form(other)


def test_a_guest_needs_a_number_or_a_name() -> None:
    assert (
        reasons("attendance", サロン番号="S1", 開催日="2023-10-04", 氏名="", ふりがな="さとう")[0][0]
        == "対象者番号"
    )


def test_troubles_with_a_dot_of_their_own_and_a_word_in_no_list() -> None:
    row = only(
        "cards", 管理番号="C1", 記入日="2023-10-05", 困りごと区分="病気・健康・障がい・DV・虐待、雪かき"
    )
    assert isinstance(row, CardRow)
    assert (row.troubles, row.trouble_note) == (("abuse", "health", "other"), "雪かき")


@pytest.mark.parametrize(
    ("text", "cancelled", "reason"),
    [
        ("", False, ""),
        ("中止", True, ""),
        ("○", True, ""),
        ("大雪のため", True, "大雪のため"),
        ("0", False, ""),
        ("なし", False, ""),
        ("FALSE", False, ""),
        ("×", False, ""),  # people were counted: it was held
    ],
)
def test_the_cancelled_column_says_no_says_yes_or_gives_the_reason(
    text: str, cancelled: bool, reason: str
) -> None:
    row = only("sessions", サロン番号="S1", 開催日="2023-10-04", 中止=text, 高齢者数="１２人", 会費="¥1,200")
    assert [getattr(row, f) for f in ("cancelled", "cancel_reason", "elderly", "fee")] == [
        cancelled,
        reason,
        12,
        1200,
    ]


@pytest.mark.parametrize("text", ["2023", "令和5年度", "R5", "２０２３年度", "令和５年度 (2023)", "2023.0"])
def test_a_fiscal_year_in_every_spelling(text: str) -> None:
    row = only("grants", 地区="1", 年度=text, 事業="安心見守り事業", 実施="あり", 金額="4,710,007円")
    assert [getattr(row, f) for f in ("district", "year", "programme", "amount_yen")] == [
        "01",
        2023,
        "watch",
        4710007,
    ]


@pytest.mark.parametrize("text", ["2023-10", "R5.10", "2023/10/1", "Oct-23", "２０２３年１０月"])
def test_a_month_in_every_spelling_that_excel_makes_of_it(text: str) -> None:
    row = only("tallies", 対象者番号="T1", 年月=text, 方法="訪問", 回数="8")
    assert getattr(row, "month", "") == "2023-10"


@pytest.mark.parametrize("text", ["-3", "二", "1.5", "8回半"])
def test_a_count_is_a_whole_number(text: str) -> None:
    assert reasons("tallies", 対象者番号="T1", 年月="2023-10", 方法="訪問", 回数=text)[0][0] == "回数"


def test_every_rhythm_reads_back() -> None:
    column = next(c for c in kind_of("people").columns if c.header == "見守り頻度")
    assert [column.cell.parse(column.cell.show(days)) for days in range(1, 367)] == list(range(1, 367))


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(InputError, match="種類"):
        parse_rows("money", table(氏名="a"))


def test_parsed_table_is_complete() -> None:
    parsed = parse_rows("people", table(管理番号=["T1", ""], 氏名="佐藤", 好きな花="菊"))
    assert isinstance(parsed, ParsedTable)
    assert (parsed.kind, parsed.read, parsed.unknown_columns, len(parsed.rows)) == (
        "people",
        2,
        ("好きな花",),
        1,
    )


words = st.sampled_from(
    [
        "",
        "あり",
        "訪問",
        "2023-10-05",
        "R5.10",
        "9:30",
        "12人",
        "週2回",
        "V1・V2;V3",
        "担い手・世話係",
        "070-8525",
        "本人",
        "見守り",
        "令和5年度",
        "新聞・郵便・姿を見ない、犬",
        "病気・健康・障がい、雪",
        "ヨガ・体操",
        "ヨガ・体操;",
        "中止",
        "ｶﾞﾗｽ",
        "#N/A",
        "1E+10",
        "〒",
        "・",
        ";;",
        "-",
        "ー",
        "0166-22-1234",
        "166221234",
        "(0166)22-1234(娘)",
        "昭和64年",
    ]
)
messy = words | st.text(max_size=8) | st.tuples(words, words).map("".join)


@pytest.mark.parametrize("cell", ["#N/A・", "V001・#REF!", "〃・V002"])
def test_no_value_hides_among_several_of_a_cell(cell: str) -> None:
    example = dict(zip(headers("salons"), template_rows("salons")[0], strict=True))
    (reject,) = parse_rows("salons", table(**example | {"世話人番号": cell})).rejected
    assert reject.column == "世話人番号"


@pytest.mark.parametrize("kind", KIND_NAMES)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_text_is_taken_or_rejected_and_what_is_taken_comes_out_equal(
    kind: str, data: st.DataObject
) -> None:
    example = dict(zip(headers(kind), template_rows(kind)[0], strict=True))
    changed = data.draw(st.dictionaries(st.sampled_from(headers(kind)), messy, max_size=3))
    cells = example | changed
    assume(any(text.strip() for text in cells.values()))
    parsed = parse_rows(kind, table(**cells))
    assert bool(parsed.rows) != bool(parsed.rejected)
    assert {r.column for r in parsed.rejected} <= set(headers(kind))
    for row in (p.values for p in parsed.rows):
        again = only(kind, **dict(zip(headers(kind), format_row(row), strict=True)))
        assert again == row
        assert normal_form(again) == normal_form(row)
