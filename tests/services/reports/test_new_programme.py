"""A programme that is declared with its queries and nothing else is in the json, the table file, the trace and the forms."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.figures import counting
from sasaeai_desktop.db.repositories.figures.query import Queries, Query
from sasaeai_desktop.domain.figures import registry, year
from sasaeai_desktop.domain.figures.figure import Figure, For, Section, labels
from sasaeai_desktop.domain.people import Merge
from sasaeai_desktop.domain.watch import Method, Visit
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.reports import report_files, reports
from sasaeai_desktop.services.reports.printing import print_form
from tests.services.reports.test_reports import Ink, person

HELP = Section(
    "assist", "おたすけ", "おたすけ", "people",
    (
        Figure("assist.districts", "実施地区", "地区", window=For.CITY, form=For.CITY, file=""),
        Figure("assist.acts", "実施", "回", great=True),
        Figure("assist.acts_by_method", "うち {}", "回", codes=labels(Method), part=True, file=""),
        Figure("assist.users", "利用した方", "人", people=True),
        Figure("assist.minutes", "時間", "分"),
    ),
    judged="acts",
)  # fmt: skip
_VISITS = "FROM visit k LEFT JOIN canon c ON c.id = k.person WHERE k.gone = 0 AND k.date >= :first AND k.date <= :last"
_ACTS = Query("assist", "k.id, k.district, k.date, k.person", _VISITS, by="k.method")
QUERIES = Queries(
    {
        "acts": (_ACTS,),
        "acts_by_method": (_ACTS,),
        "users": (
            Query("case", "k.district, coalesce(c.canon, k.person) AS person", _VISITS, per="coalesce(c.canon, k.person)"),
        ),
        "minutes": (Query("assist", "k.id, k.district, k.date", _VISITS, each="30"),),
    }
)  # fmt: skip


def declare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program know one programme more."""
    sections = (*registry.SECTIONS, HELP)
    for module in (registry, year, reports):
        monkeypatch.setattr(module, "SECTIONS", sections)
    monkeypatch.setitem(registry.BY_NAME, HELP.name, HELP)
    monkeypatch.setitem(counting.QUERIES, HELP.name, QUERIES)


@pytest.fixture
def helping(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with three acts for two people, one of them under two entries."""
    declare(monkeypatch)
    with acting(desk, "write") as session:
        ink = Ink(session)
        for name, method in (("one", "visit"), ("same", "phone"), ("two", "visit")):
            ink.write(Visit, person=person(name), date="2023-05-01", method=method, result="met")
        ink.write(Merge, a=person("one"), b=person("same"))
    return desk


def test_it_is_counted_and_every_number_can_be_traced(helping: Desk) -> None:
    document = reports.annual(helping, 2023).to_json()
    expected = {"districts": 1, "acts": 3, "users": 2, "minutes": 90}
    methods = {"visit": 2, "phone": 1, "pattern": 0}
    assert document["assist"] == {**expected, "acts_by_method": methods}
    assert document["by_district"][0]["assist"] == document["assist"]
    for leaf in HELP.leaves():
        traced = reports.trace(helping, leaf.path, 2023)
        assert sum(r["count"] for r in traced["records"]) == traced["value"], leaf.path


def test_it_has_columns_in_the_file_and_a_page_of_the_form_only_where_something_was_done(
    helping: Desk,
) -> None:
    done, before = reports.annual(helping, 2023), reports.annual(helping, 2022)
    assert report_files.headers(done)[-3:] == ["おたすけ 実施", "おたすけ 利用した方", "おたすけ 時間"]
    assert report_files.annual_rows(done)[0][-3:] == [3, 2, 90]
    assert report_files.headers(before)[-1] == "サロン 助成金(円)"
    pages = [print_form(helping, "annual-report", year=y).pages for y in (2022, 2023)]
    assert pages[1] == pages[0] + 1
