"""Tables in and out by the command line: what Excel in Japan writes, and what comes back unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop.exchange.kinds.registry import headers, template_rows
from sasaeai_desktop.exchange.writing import write_table
from sasaeai_desktop.services.reports import reports

_OWN = {  # kind -> column and the texts that make the example rows somebody's own
    "people": ("氏名", "手本 花子", "手本 太郎"),
    "volunteers": ("氏名", "手本 次郎", "手本 節子"),
    "visits": ("メモ", "庭の話をした。", "声をかけた。"),
    "tallies": ("回数", "9", "25"),
    "salons": ("会場", "手本会館", "手本公民館"),
    "sessions": ("メモ", "よい天気", "雪"),
    "attendance": ("氏名", "手本 花子", "手本 静子"),
    "cards": ("考え", "いっしょに調べたい。", "早めに直したい。"),
    "grants": ("金額", "98500", "10"),
}


def _own(kind: str, path: Path) -> None:
    """Write a table whose rows are like the template's, but nobody's example."""
    column, *texts = _OWN[kind]
    place = headers(kind).index(column)
    rows = [
        [*row[:place], text, *row[place + 1 :]] for row, text in zip(template_rows(kind), texts, strict=True)
    ]
    write_table(path, headers(kind), rows)


ORDER = ("volunteers", "people", "salons", "sessions", "attendance", "visits", "tallies", "cards", "grants")


def _save(folder: Path, name: str, text: str, encoding: str = "cp932") -> Path:
    path = folder / name
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def test_what_excel_in_japan_wrote(call: Any, begun: Any, opened: Any, tmp_path: Path) -> None:
    """cp932, half-width kana, eras, full-width digits, a postal code that lost its zero and its hyphen."""
    desk = begun("12")
    people = _save(
        tmp_path,
        "people.csv",
        "管理番号 ,氏名,ふりがな,生年月日,郵便番号,電話,見守り開始日,班の担当\n"
        "００１,髙橋　スミ,ﾀｶﾊｼ ｽﾐ,S15.3.2,〒0708525,０１６６－２２－０００１,R5.4.1,花子\n"
        "002,﨑山 ミツ ,さきやま　みつ,昭和１６年,708525,0166-22-0002,2023/4/1,\n",
    )
    report = call("import", "people", people, "--data-dir", desk, "--json").json
    assert (report["added"], report["rejected"]) == (2, [])
    assert report["unknown_columns"] == ["班の担当"]
    again = call("import", "people", people, "--data-dir", desk, "--json")
    assert (again.json["added"], again.json["updated"], again.json["unchanged"]) == (0, 0, 2)
    assert "班の担当" in again.err
    out = tmp_path / "out.csv"
    assert call("export", "people", "--out", out, "--data-dir", desk, "--encoding", "cp932").code == 0
    lines = out.read_text(encoding="cp932").splitlines()
    first = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    assert first["管理番号"] == "001"
    assert first["氏名"] == "髙橋　スミ"  # a name is kept as it was written
    assert (first["生年月日"], first["郵便番号"], first["電話"]) == ("1940-03-02", "070-8525", "0166-22-0001")
    assert lines[2].split(",")[5] == "070-8525"


def test_a_rejected_cell_is_named_and_no_name_is_written_down(call: Any, begun: Any, tmp_path: Path) -> None:
    desk = begun("12")
    people = _save(
        tmp_path, "p.csv", "管理番号,氏名,生年月日\n1,髙橋 スミ,昭和64年2月1日\n2,例 太郎,S15.3.2\n"
    )
    said = call("import", "people", people, "--data-dir", desk, "--json")
    assert said.code == 2
    (reject,) = said.json["rejected"]
    assert (reject["line"], reject["column"], reject["value"]) == (2, "生年月日", "昭和64年2月1日")
    assert reject["reason"]
    assert said.json["added"] == 0
    taken = call("import", "people", people, "--data-dir", desk, "--skip-bad", "--json")
    assert (taken.code, taken.json["added"]) == (0, 1)
    rejects = (tmp_path / "p.csv.rejects.csv").read_bytes().decode("utf-8-sig")
    assert "生年月日" in rejects
    assert "髙橋" not in rejects
    assert "昭和64年2月1日" not in rejects


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_templates_import_and_what_is_exported_comes_back_unchanged(
    call: Any, begun: Any, opened: Any, tmp_path: Path, suffix: str
) -> None:
    desk = begun("12")
    for kind in ORDER:
        path = tmp_path / f"{kind}{suffix}"
        assert call("template", kind, "--out", path).code == 0
        examples = call("import", kind, path, "--data-dir", desk, "--json").json
        assert (examples["added"], [left["code"] for left in examples["left_out"]]) == (0, ["example"] * 2)
        _own(kind, path)
        assert call("import", kind, path, "--data-dir", desk, "--json").json["added"] == 2, kind
        back = tmp_path / f"back-{kind}{suffix}"
        assert call("export", kind, "--out", back, "--data-dir", desk).code == 0
        report = call("import", kind, back, "--data-dir", desk, "--json").json
        assert (report["added"], report["updated"]) == (0, 0), kind
        assert report["unchanged"] == report["read"] >= 2


def test_a_practice_district_exported_and_typed_in_anew(call: Any, begun: Any, tmp_path: Path) -> None:
    """Records typed by hand, merged people too: importing their own export changes nothing, and another
    laptop that imports it counts the same year."""
    city = tmp_path / "city"
    assert call("demo", "--out", city, "--seed", 7, "--districts", 1).code == 0
    key = ("--passphrase-file", city / "passphrase.txt")
    home, other = city / "district-01", begun("01")
    for kind in ORDER:
        table = tmp_path / f"{kind}.csv"
        assert call("export", kind, "--out", table, "--data-dir", home, *key).code == 0
        again = call("import", kind, table, "--data-dir", home, "--json", *key).json
        assert (again["added"], again["updated"], again["rejected"]) == (0, 0, []), kind
        # An export names one registration a person: acts of an earlier one lie before its start.
        taken = call("import", kind, table, "--data-dir", other, "--confirm", "before_registration")
        assert taken.code == 0, taken.err
    years = [
        call("report", "annual", "--year", 2023, "--json", *desk).json
        for desk in (("--data-dir", home, *key), ("--data-dir", other))
    ]
    for section in ("watch", "salon"):
        assert years[0][section] == years[1][section]
    assert years[0]["watch"]["acts"] > 100


def test_the_year_as_a_file(call: Any, begun: Any, opened: Any, tmp_path: Path) -> None:
    desk = begun("12")
    for kind in ORDER:
        table = tmp_path / f"{kind}.csv"
        _own(kind, table)
        call("import", kind, table, "--data-dir", desk)
    for name in ("year.csv", "year.xlsx", "year.pdf"):
        said = call(
            "report", "annual", "--year", 2023, "--out", tmp_path / name, "--data-dir", desk, "--json"
        )
        assert said.code == 0, said.err
        assert said.json["watch"]["acts"] == 2 + 9 + 25
    head, line = (tmp_path / "year.csv").read_text(encoding="utf-8-sig").splitlines()
    row = dict(zip(head.split(","), line.split(","), strict=True))
    assert (row["地区"], row["見守り 延べ実施回数"], row["うち電話"]) == ("第12地区", "36", "25")
    assert (tmp_path / "year.pdf").read_bytes().startswith(b"%PDF")
    assert (
        call("report", "annual", "--year", 2023, "--out", tmp_path / "year.doc", "--data-dir", desk).code == 2
    )
    table = call("report", "annual", "--year", 2023, "--data-dir", desk)
    assert "延べ実施回数" in table.out
    lacks = call("report", "missing", "--year", 2023, "--data-dir", desk, "--json").json
    months = next(lack for lack in lacks["missing"] if lack["code"] == "months_open")
    assert (lacks["fiscal_year"], months["count"]) == (2023, len(months["records"])) != (2023, 0)
    assert "延べ実施回数は36回" in call("report", "text", "--year", 2023, "--data-dir", desk).out
    unknown = call("report", "trace", "watch.cats", "--year", 2023, "--data-dir", desk)
    assert unknown.code == 2
    opened_desk = opened(desk)
    figures = reports.annual(opened_desk, 2023).to_json()
    opened_desk.close()
    for figure, value in (("watch.acts", 36), ("salon.participants", figures["salon"]["participants"])):
        traced = call("report", "trace", figure, "--year", 2023, "--json", "--data-dir", desk).json
        assert traced["value"] == value == sum(record["count"] for record in traced["records"])


def test_every_listed_form_prints_blank_without_an_installation(call: Any, tmp_path: Path) -> None:
    listed = call("print", "--list")
    assert listed.code == 0
    names = listed.out.split()
    assert set(names) >= {
        "visit-sheet",
        "salon-roster",
        "card",
        "card-no-name",
        "annual-report",
        "city-table",
    }
    assert call("print", "--list", "--json").json == names
    for name in names:
        out = tmp_path / f"{name}.pdf"
        said = call("print", name, "--blank", "--out", out, "--json", "--data-dir", tmp_path / "nothing")
        assert said.code == 0, said.err
        assert said.json["pages"] >= 1
        assert said.json["names"] == []
        assert out.read_bytes().startswith(b"%PDF")
    assert not (tmp_path / "nothing").exists()
    assert call("print", "no-such-form", "--blank", "--out", tmp_path / "x.pdf").code == 2


def test_backups(call: Any, begun: Any, tmp_path: Path) -> None:
    desk = begun("12")
    empty = call("check", "--data-dir", desk, "--json").json["state_hash"]
    made = call("backup", "create", "--data-dir", desk, "--json").json
    table = tmp_path / "people.csv"
    _own("people", table)
    call("import", "volunteers", tmp_path / "none.csv", "--data-dir", desk)
    call("import", "people", table, "--data-dir", desk)
    assert call("check", "--data-dir", desk, "--json").json["state_hash"] != empty
    listed = call("backup", "list", "--data-dir", desk, "--json").json
    assert made["path"] in [each["path"] for each in listed]
    name = Path(made["path"]).name
    assert call("backup", "verify", name, "--data-dir", desk, "--json").json["ok"] is True
    assert call("backup", "restore", name, "--data-dir", desk).code == 0
    assert call("check", "--data-dir", desk, "--json").json["state_hash"] == empty
    broken = Path(made["path"]) / "desk.db"
    damaged = bytearray(broken.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    broken.write_bytes(damaged)
    assert call("backup", "verify", name, "--data-dir", desk).code == 4
    assert call("backup", "restore", name, "--data-dir", desk).code == 4
    assert call("check", "--data-dir", desk, "--json").json["state_hash"] == empty
