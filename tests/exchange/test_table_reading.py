import codecs
import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.exchange import container, encodings, reading
from sasaeai_desktop.exchange.kinds.registry import kind_of
from sasaeai_desktop.exchange.matching.layout import find_tables
from sasaeai_desktop.exchange.reading import read_table
from sasaeai_desktop.exchange.rows import parse_tables
from sasaeai_desktop.exchange.writing import write_table

HEADERS = "管理番号,氏名,ふりがな\r\n"


def put(tmp_path: Path, data: bytes, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def sheet_file(tmp_path: Path, rows: list[list[object]], layouts: dict[str, str] | None = None) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, layout in (layouts or {}).items():
        book.active[cell].number_format = layout
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp932", "cp932"),
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
def test_the_encoding_is_found_and_the_signs_that_shift_jis_lacks_survive(
    tmp_path: Path, codec: str, name: str
) -> None:
    path = put(tmp_path, (HEADERS + "1,髙橋 﨑子①～,ﾀｶﾊｼ\r\n").encode(codec))
    table = read_table(path)
    assert table.encoding == name
    assert table.headers == ("管理番号", "氏名", "ふりがな")
    assert table.rows == [(2, {"管理番号": "1", "氏名": "髙橋 﨑子①～", "ふりがな": "ﾀｶﾊｼ"})]


def test_excels_unicode_text_is_parted_by_tabs(tmp_path: Path) -> None:
    path = put(tmp_path, "管理番号\t氏名\r\n1\t𠮷田\r\n".encode("utf-16"), "a.txt")
    assert read_table(path).rows == [(2, {"管理番号": "1", "氏名": "𠮷田"})]


def test_a_named_encoding_that_does_not_fit_names_the_line(tmp_path: Path) -> None:
    path = put(tmp_path, "氏名\r\n佐藤\r\n髙橋\r\n".encode("cp932"))
    with pytest.raises(InputError, match="1行目"):
        read_table(path, "utf-8")


def test_headers_lose_width_blanks_and_the_required_mark(tmp_path: Path) -> None:
    path = put(tmp_path, " 管理番号　,※氏 名,ﾌﾘｶﾞﾅ,同意＿見守り,\r\n1,a,b,c,\r\n".encode())
    assert read_table(path).headers == ("管理番号", "氏名", "フリガナ", "同意_見守り")


def test_a_title_above_the_headers_is_passed_over(tmp_path: Path) -> None:
    text = "見守り対象者名簿,,\r\n令和5年4月1日 現在,,佐藤\r\n\r\n管理番号,氏名,備考\r\nT1,佐藤,\r\n"
    table = read_table(put(tmp_path, text.encode("cp932")))
    assert table.headers == ("管理番号", "氏名", "備考")
    assert table.rows == [(5, {"管理番号": "T1", "氏名": "佐藤", "備考": ""})]
    other = read_table(put(tmp_path, b"key,value\r\nwatch.acts,1200\r\n"))
    assert other.rows == [(2, {"key": "watch.acts", "value": "1200"})]


def test_a_column_with_values_but_no_header_is_not_lost(tmp_path: Path) -> None:
    table = read_table(put(tmp_path, "番号,,氏名,\r\n1,x,佐藤,\r\n".encode()))
    assert table.headers == ("番号", "(2列目)", "氏名")
    assert table.rows[0][1]["(2列目)"] == "x"


def test_rows_keep_their_line_over_blank_rows_and_quoted_newlines(tmp_path: Path) -> None:
    text = '\r\n管理番号,氏名\r\n1,"一行目\r\n二行目"\r\n,\r\n　,　\r\n2\r\n3,c,,\r\n4,d,ずれ\r\n,,\r\n\r\n'
    table = read_table(put(tmp_path, text.encode("cp932")))
    assert table.rows == [
        (3, {"管理番号": "1", "氏名": "一行目\n二行目"}),
        (7, {"管理番号": "2", "氏名": ""}),
        (8, {"管理番号": "3", "氏名": "c"}),
        (9, {"管理番号": "4", "氏名": "d"}),
    ]
    assert table.too_long == {9}


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "何もありません"),
        (b"\xef\xbb\xbf \r\n,,\r\n", "a.csv", "何もありません"),
        ("氏名,番号,氏　名\r\n1,2,3\r\n".encode(), "a.csv", "「氏名」が2つ以上"),
        ('氏名\r\n"佐藤\r\n鈴木\r\n'.encode(), "a.csv", "2行目からあと"),
        ("氏名\r\n佐\x00藤".encode(), "a.csv", "文字でないもの"),
        (bytes(range(128, 256)) * 9, "a.csv", "1行目のあたりに、cp932では読めない"),
        (b"x", "a.pdf", "表のファイルではありません"),
        (b"x", "a.xls", "古い形のExcel"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "a.xlsx", "古い形のExcel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "パスワード"),
        (b"PK\x03\x04 broken", "a.xlsx", "こわれている"),
        ("氏名\r\n佐藤".encode(), "a.xlsx", "こわれている"),
    ],
)
def test_what_is_no_table_is_told_in_one_sentence_and_a_way_out(
    tmp_path: Path, data: bytes, name: str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_table(put(tmp_path, data, name))
    assert caught.value.todo


def test_missing_too_large_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="見つかりません"):
        read_table(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises((InputError, DiskError)):
        read_table(tmp_path / "folder.csv")
    monkeypatch.setattr(reading, "MAX_BYTES", 5)
    with pytest.raises(InputError, match="大きすぎます"):
        read_table(put(tmp_path, HEADERS.encode()))


def test_cells_of_a_workbook_become_the_text_their_owner_sees(tmp_path: Path) -> None:
    values = [
        "髙橋",
        datetime(2023, 10, 5),  # noqa: DTZ001 - a cell knows no zone
        date(2023, 10, 5),
        datetime(2023, 10, 5, 9, 30),  # noqa: DTZ001
        time(9, 5),
        timedelta(hours=10, minutes=30),
        3.0,
        2.5,
        166123456,
        7,
        None,
        True,
        "改行\nあり",  # not \r\n: openpyxl on Windows makes two of them
    ]
    path = sheet_file(tmp_path, [[f"c{i}" for i in range(len(values))], values], {"J2": "0000"})
    assert list(read_table(path).rows[0][1].values()) == [
        "髙橋",
        "2023-10-05",
        "2023-10-05",
        "2023-10-05 09:30",
        "09:05",
        "10:30",
        "3",
        "2.5",
        "166123456",
        "0007",
        "",
        "TRUE",
        "改行\nあり",
    ]


def test_the_first_visible_sheet_with_content_is_read_with_its_own_row_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "空"
    hidden = book.create_sheet("かくれた表")
    hidden.append(["ちがう"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("名簿")
    sheet["B3"], sheet["C3"] = "氏名", "番号"
    sheet["B6"], sheet["C6"] = "佐藤", 12
    sheet["B900"].number_format = "@"
    path = tmp_path / "a.xlsx"
    book.save(path)
    table = read_table(path)
    assert table.headers == ("氏名", "番号")
    assert table.rows == [(6, {"氏名": "佐藤", "番号": "12"})]


def with_cells(tmp_path: Path, cells: str) -> Path:
    """Return a workbook whose second row is these cells of a sheet's XML."""
    path = sheet_file(tmp_path, [["氏名", "生年月日"]])
    with zipfile.ZipFile(path) as archive:
        members = {m.filename: archive.read(m) for m in archive.infolist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b"</sheetData>", f'<row r="2">{cells}</row></sheetData>'.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        ('<c r="A2"><f>A1</f><v /></c>', "氏名", "答えが入っていません"),
        ('<c r="A2"><f>A1</f></c><c r="B2"><v>1940</v></c>', "氏名", "答えが入っていません"),
        ('<c r="A2"><f t="shared" si="0"/></c>', "氏名", "答えが入っていません"),
        ('<c r="A2" t="e"><f>A9/0</f><v>#DIV/0!</v></c>', "氏名", "計算のまちがいの印"),
        (
            '<c r="A2" t="str"><v>佐藤</v></c><c r="B2" t="e"><v>#N/A</v></c>',
            "生年月日",
            "計算のまちがいの印",
        ),
    ],
)
def test_a_formula_without_an_answer_is_never_an_empty_cell(
    tmp_path: Path, cells: str, column: str, told: str
) -> None:
    book = reading.read_book(with_cells(tmp_path, cells))
    kind = kind_of("people")
    parsed = parse_tables(kind, find_tables(kind, book).found)
    assert [r.column for r in parsed.rejected if told in r.reason] == [column]


def test_the_answer_of_a_formula_is_read_an_empty_text_too(tmp_path: Path) -> None:
    cells = '<c r="A2" t="str"><f>A1</f><v>佐藤</v></c><c r="B2" t="str"><f>""</f><v></v></c>'
    assert read_table(with_cells(tmp_path, cells)).rows == [(2, {"氏名": "佐藤", "生年月日": ""})]


def test_a_workbook_that_unpacks_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet_file(tmp_path, [["氏名"], ["佐藤"]])
    monkeypatch.setattr(container, "MAX_UNPACKED", 500)
    with pytest.raises(InputError, match="大きすぎます"):
        read_table(path)


def test_a_damaged_workbook_is_read_or_refused_but_never_a_bug(tmp_path: Path) -> None:
    path = tmp_path / "good.xlsx"
    write_table(path, ("氏名", "番号"), [[f"佐藤{i}", str(i)] for i in range(30)])
    good = path.read_bytes()
    members = {
        m.filename: zipfile.ZipFile(io.BytesIO(good)).read(m) for m in zipfile.ZipFile(path).infolist()
    }
    rnd = random.Random(5)
    refused = 0
    for turn in range(150):
        if turn % 2:
            data = bytearray(good)
            for _ in range(rnd.choice((1, 3, 20))):
                data[rnd.randrange(len(data))] = rnd.randrange(256)
        else:  # well-packed, but the XML inside is damaged
            broken = dict(members)
            name = rnd.choice(sorted(broken))
            text = bytearray(broken[name])
            start = rnd.randrange(len(text))
            text[start : start + rnd.choice((1, 5, 200))] = rnd.choice((b"", b"<x>", b"0", b"&#0;", b'"'))
            broken[name] = bytes(text)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                for member, content in broken.items():
                    archive.writestr(member, content)
            data = bytearray(out.getvalue())
        path.write_bytes(data)
        try:
            read_table(path)
        except InputError:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("sheet", [b"<row/>" * 400_000, b"<row><c>" + b"<v>1</v>" * 600_000 + b"</c></row>"])
def test_a_workbook_of_endless_rows_is_refused_before_it_is_read(tmp_path: Path, sheet: bytes) -> None:
    """A few kilobytes of zip; reading half a gigabyte of such rows took three gigabytes of memory."""
    book = Workbook()
    book.active.append(["氏名", "ふりがな"])
    good, path = tmp_path / "good.xlsx", tmp_path / "bomb.xlsx"
    book.save(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/"):
                data = data.replace(b"<sheetData>", b"<sheetData>" + sheet)
            target.writestr(name, data)
    with pytest.raises(InputError, match="大きすぎます"):
        read_table(path)


@pytest.mark.parametrize("piece", [3, 1 << 20])
@pytest.mark.parametrize(
    "data",
    [
        "番号,氏名\r\n1,𠮷田\r\n".encode(),
        "番号,氏名\r\n1,佐藤\r\n\x1a\x00".encode(),
        codecs.BOM_UTF8 + "番号\r\n".encode(),
        "番号\t氏名\r\n1\t佐藤\r\n".encode("utf-16"),
        "番号\t氏名\r\n1\t佐藤\r\n".encode("utf-16-le"),
        "番号,氏名\r\n1,佐藤\r\n".encode("utf-16-be"),
        "番号,氏名\r\n1,髙橋\r\n".encode("cp932"),
        b"abc,def\r\n\xff\xfe\x80\r\n",
        b"a,\x00\x00\x01b\r\n",
    ],
)
def test_a_file_looked_through_in_pieces_has_the_encoding_of_the_whole(
    data: bytes, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(read: Callable[[], object]) -> object:
        try:
            return read()
        except InputError as error:
            return error.what

    whole = data.rstrip(b"\x00\x1a")
    expected = told(lambda: encodings.decode(data if b"\x00" in whole else whole)[1])
    monkeypatch.setattr(encodings, "_CHUNK", piece * 2)
    assert told(lambda: encodings.encoding_of(io.BytesIO(data)).name) == expected
