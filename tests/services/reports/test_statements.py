"""紙の報告: read from a file, written down once, counted for districts that nothing else speaks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.reports.statements import read_statement_csv, record_statement
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.vault import PRACTICE


@pytest.fixture
def council(tmp_path: Path):
    paths = app_paths(tmp_path / "council")
    desk = setup.begin_council(paths, "00", "市社協", "pw", clock_at("2024-04-10"), kdf=PRACTICE).desk
    yield desk
    desk.close()


def test_a_paper_is_counted_and_typing_it_again_corrects_it(council):
    figures = {
        "watch.acts": 1200,
        "watch.people": 40,
        "watch.acts_by_method.visit": 900,
        "salon.sessions": 12,
    }
    first = record_statement(council, "31", "川端", 2023, figures).result
    assert record_statement(council, "31", "", 2023, {**figures, "watch.acts": 1300}).result == first
    report = reports.annual(council, 2023).to_json()
    line = report["by_district"][0]
    assert (line["code"], line["name"], line["watch"]["state"]) == ("31", "川端", "paper")
    assert (report["watch"]["acts"], report["watch"]["people"]) == (1300, 40)
    assert report["watch"]["acts_by_method"]["visit"] == 900
    assert (report["watch"]["districts"], report["salon"]["districts"]) == (1, 1)
    assert reports.annual(council, 2022).to_json()["watch"]["acts"] == 0
    assert checking.check(council).problems == []


@pytest.mark.parametrize(
    ("code", "year", "figures"),
    [
        ("00", 2023, {"watch.acts": 1}),
        ("３１", 2023, {"watch.acts": 1}),
        ("", 2023, {"watch.acts": 1}),
        ("31", 23, {"watch.acts": 1}),
        ("31", 2023, {}),
        ("31", 2023, {"watch.act": 1}),
        ("31", 2023, {"watch.acts": -1}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(council, code, year, figures):
    with pytest.raises(InputError):
        record_statement(council, code, "川端", year, figures)
    assert reports.annual(council, 2023).to_json()["by_district"] == []


def test_only_a_council_types_papers(tmp_path):
    paths = app_paths(tmp_path / "district")
    desk = setup.begin_district(paths, "01", "中央", "pw", clock_at("2024-04-10"), kdf=PRACTICE).desk
    with pytest.raises(InputError):
        record_statement(desk, "31", "川端", 2023, {"watch.acts": 1})
    desk.close()


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_excel_is_read(tmp_path, encoding):
    path = tmp_path / "31.csv"
    lines = (
        "項目,数（人・回）",
        'watch.acts,"1,200"',
        " watch.people ,４０ ",
        "",
        "salon.staff,",
        "salon.sessions,0",
    )
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert read_statement_csv(path) == {"watch.acts": 1200, "watch.people": 40, "salon.sessions": 0}


def test_no_header_is_needed(tmp_path):
    path = tmp_path / "31.csv"
    path.write_text("watch.acts,7\nwatch.acts_by_method.phone,3\n")
    assert read_statement_csv(path) == {"watch.acts": 7, "watch.acts_by_method.phone": 3}


def test_keys_beside_each_other_are_read_too(tmp_path):
    path = tmp_path / "31.csv"
    path.write_text('watch.acts,watch.people,salon.staff\n"1,200",40,\n')
    assert read_statement_csv(path) == {"watch.acts": 1200, "watch.people": 40}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("watch.acts,watch.people\n7,たくさん\n", "2行目: 「watch.people」"),
        ("watch.acts,watch.people\n7,8,9\n", "2行目"),
        ("watch.acts,7\nwatch.act,3\n", "2行目"),
        ("watch.act,3\n", "1行目"),
        ("watch.acts,たくさん\n", "たくさん"),
        ("watch.acts,7\nwatch.acts,8\n", "2回"),
        ("watch.acts,-7\n", "-7"),
        ("watch.acts,7.5\n", "7.5"),
        ("watch.acts,999999999\n", "watch.acts"),
    ],
)
def test_a_line_that_cannot_be_is_named(tmp_path, text, named):
    path = tmp_path / "31.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_statement_csv(path)
    assert named in caught.value.what


def test_a_missing_file_is_told_as_such(tmp_path):
    with pytest.raises(DiskError):
        read_statement_csv(tmp_path / "none.csv")
