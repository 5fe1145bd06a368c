import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.exchange.reading import read_table
from sasaeai_desktop.exchange.rows import Reject
from sasaeai_desktop.exchange.sheet import OnPaper
from sasaeai_desktop.exchange.writing import write_rejects, write_table

HEADERS = ("管理番号", "氏名", "メモ")
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

RUNNABLE = [
    "=1+1",
    "+81",
    "-5",
    "@SUM(A1)",
    "\t=x",
    "'=x",
    "''@",
    "＝A1",
    "'",
    "''",
    '"',
    ",",
    "\n",
    "5-4",
    "0166",
]
japanese = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
    | st.sampled_from("髙﨑𠮷塡①～ｱﾞ\n\t一二\"',=")
)
cp932_text = (
    st.binary(max_size=30)
    .map(lambda b: b.decode("cp932", "ignore"))
    .map(lambda t: "".join(c for c in t if c.isprintable()))
)
cell = japanese | st.sampled_from(RUNNABLE) | st.sampled_from(["_x0041_", "a_x0009_b", "x000D_"])


def tables(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(st.integers(1, 999).map(str), text, text).map(list)  # a row is never blank
    return st.lists(row, max_size=5)


def read_back(path: Path) -> list[list[str]]:
    return [list(texts.values()) for _, texts in read_table(path).rows]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
@quick
@given(rows=tables(cell))
def test_what_is_written_is_read_back(tmp_path: Path, suffix: str, rows: list[list[str]]) -> None:
    path = tmp_path / f"a{suffix}"
    write_table(path, HEADERS, rows)
    assert read_table(path).headers == HEADERS
    assert read_back(path) == rows


@quick
@given(rows=tables(cp932_text | st.sampled_from(RUNNABLE)))
def test_what_cp932_holds_is_read_back(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.csv"
    write_table(path, HEADERS, rows, "cp932")
    assert read_table(path).encoding in {"cp932", "utf-8"}
    assert read_back(path) == rows


def test_no_cell_of_a_csv_can_be_run(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_table(path, HEADERS, [["1", text, ""] for text in RUNNABLE])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [row[1] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))][1:]
    assert not [text for text in cells if text[0] in "=+-@\t\r\n＝＋－＠"]
    assert cells[RUNNABLE.index("0166")] == "0166"


def test_a_workbook_holds_texts_a_frozen_header_and_figures_to_reckon_with(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, HEADERS, [["0012", "=1+1", 124624], ["2", "#N/A", "見守り" * 30]])
    sheet = openpyxl.load_workbook(path).active
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].number_format) == ("0012", "s", "@")
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B3"].data_type) == ("=1+1", "s", "s")
    assert (sheet["C2"].value, sheet["C2"].data_type, sheet["C2"].number_format) == (124624, "n", "#,##0")
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["A"].width


@pytest.mark.parametrize(
    ("name", "sign"), [("𠮷田", "𠮷"), ("塡島", "塡"), ("葛\U000e0100城", "葛\U000e0100"), ("森鷗外", "鷗")]
)
def test_a_character_that_cp932_lacks_is_named_with_its_place(tmp_path: Path, name: str, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    rows = [[str(n), "髙橋", ""] for n in range(10)] + [["11", name, ""], ["12", name, ""]]
    with pytest.raises(InputError) as caught:
        write_table(path, HEADERS, rows, "cp932")
    assert f"12行目の氏名の「{sign}」" in caught.value.what
    assert "ほかに1か所" in caught.value.what
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_disk_leaves_the_old_file_and_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskError):
        write_table(path, HEADERS, [["1", "2", "3"]])
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_and_an_unknown_ending_are_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="フォルダーがありません"):
        write_table(tmp_path / "none" / "a.csv", HEADERS, [])
    with pytest.raises(InputError, match="書き出せません"):
        write_table(tmp_path / "a.doc", HEADERS, [])
    with pytest.raises(InputError, match="文字の種類"):
        write_table(tmp_path / "a.csv", HEADERS, [], "shift_jis")


def test_a_text_that_no_excel_cell_holds_is_refused_instead_of_cut(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2行目のメモ"):
        write_table(tmp_path / "a.xlsx", HEADERS, [["1", "a", "𠮷" * 16384]])
    write_table(tmp_path / "a.xlsx", HEADERS, [["1", "a", "𠮷" * 16383]])


def test_rejects_say_nothing_of_a_birth_date(tmp_path: Path) -> None:
    reason = "平成は元年1月8日からです。昭和64年1月7日ではありませんか。"
    path = write_rejects(tmp_path / "people.csv", [Reject(3, "生年月日", "H1.1.7", reason)])
    assert "64年" not in path.read_text(encoding="utf-8-sig")
    assert "3,生年月日,読み取れません。" in path.read_text(encoding="utf-8-sig")


def test_rejects_name_the_place_but_never_the_person(tmp_path: Path) -> None:
    source = tmp_path / "people.xlsx"
    path = write_rejects(source, [Reject(3, "見守り開始日", "佐藤ハナ", "読み取れません。")])
    assert path == tmp_path / "people.xlsx.rejects.csv"
    assert read_back(path) == [["3", "見守り開始日", "読み取れません。"]]
    assert "佐藤" not in path.read_text("utf-8")


@pytest.mark.parametrize(("columns", "turned", "across"), [(4, "portrait", 1), (27, "landscape", 3)])
def test_a_printed_list_is_readable_and_says_what_and_when_on_every_page(
    tmp_path: Path, columns: int, turned: str, across: int
) -> None:
    path = tmp_path / "list.xlsx"
    headers = [f"見出し{n:02}" for n in range(columns)]
    write_table(
        path,
        headers,
        [["さくら町内会"] * columns] * 3,
        on_paper=OnPaper("住民・対象者 & 担い手", "令和5年度"),
    )
    sheet = openpyxl.load_workbook(path).active
    assert sheet.title == "住民・対象者 & 担い手"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, turned)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        across, 0, True,
    )  # fmt: skip
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B" if across > 1 else None)
    assert "住民・対象者" in sheet.oddHeader.left.text
    assert sheet.oddHeader.right.text == "令和5年度"
    assert "&P" in sheet.oddFooter.center.text
