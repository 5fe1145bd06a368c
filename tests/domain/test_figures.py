"""Figures by declaration: codes, lists, sums of districts, and what a form and a page take of them."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.figures.counting import QUERIES
from sasaeai_desktop.domain.figures.figure import Figure, For, Section
from sasaeai_desktop.domain.figures.registry import SECTIONS, find
from sasaeai_desktop.forms import annual_report, city_table
from sasaeai_desktop.forms.figures import on_pages
from sasaeai_desktop.practice.expected import _COUNTERS

ACTIVITIES = Section(
    "activities",
    "会議と行事",
    "会議",
    "calendar",
    (Figure("activities.held", "実施", "回"), Figure("activities.copies", "部数", "部", window=For.CITY)),
    codes=(("meeting", "会議"), ("paper", "広報")),
)
GOALS = Section(
    "goals",
    "計画目標",
    "目標",
    "flag",
    (Figure("goals.acts", "活動", "回"), Figure("goals.target", "目標", "回", most=True)),
    listed=("plan", "code"),
)


def test_every_declared_figure_has_its_query_and_people_are_told_apart() -> None:
    assert set(QUERIES) == {s.name for s in SECTIONS} == set(_COUNTERS)
    for section in SECTIONS:
        # Grants stand with the council; what is carried or given back follows from a district's sums (``Balance``).
        filled_in = {"districts", "grant_yen", "granted", "carried", "returned"}
        for figure in section.figures:
            queries = QUERIES[section.name].of.get(figure.query)
            assert (queries is None) == (figure.name in filled_in), figure.path
            assert all(bool(q.per) for q in queries or ()) or not figure.people, figure.path
            assert not (figure.codes or section.lines) or all(q.by for q in queries or ()), figure.path
            assert not figure.ends or section.figure(figure.name + "_at_year_end"), figure.path
        assert not set(QUERIES[section.name].of) - {f.query for f in section.figures}


def test_every_leaf_is_found_by_its_key_path() -> None:
    for section in SECTIONS:
        for leaf in section.leaves():
            assert find(leaf.path) == (section, leaf)
    for path in ("watch", "watch.nobody", "watch.acts_by_method", "watch.acts.visit", "x.y", ""):
        assert find(path) is None


def test_a_section_by_codes_adds_up_and_shows_only_lines_with_something() -> None:
    held, copies = ACTIVITIES.figures
    first, total = ACTIVITIES.zeros(), ACTIVITIES.zeros()
    assert not ACTIVITIES.any(first)
    ACTIVITIES.put(first, held, "meeting", 2)
    ACTIVITIES.put(first, copies, "paper", 500)
    for _ in range(2):
        ACTIVITIES.add(total, first)
    assert ACTIVITIES.to_json(total) == {
        "meeting": {"held": 4, "copies": 0},
        "paper": {"held": 0, "copies": 1000},
    }
    lines = ACTIVITIES.in_window(For.DISTRICT, total)
    assert [(f.path, f.title, ACTIVITIES.get(total, f)) for f in lines] == [
        ("activities.meeting.held", "会議 実施", 4)
    ]
    assert [f.path for f in ACTIVITIES.on_form(For.CITY, total)] == [
        "activities.meeting.held",
        "activities.paper.copies",
    ]


def test_a_list_has_a_line_per_code_and_a_common_target_is_not_summed() -> None:
    acts, target = GOALS.figures
    city = GOALS.zeros()
    for count in (3, 4):
        district = GOALS.zeros()
        GOALS.put(district, acts, "第4期/2.1", count)
        GOALS.put(district, target, "第4期/2.1", 10)
        GOALS.add(city, district)
    assert GOALS.to_json(city) == [{"plan": "第4期", "code": "2.1", "acts": 7, "target": 10}]
    assert [f.path for f in GOALS.in_window(For.CITY, city)] == [
        "goals.第4期/2.1.acts",
        "goals.第4期/2.1.target",
    ]


def test_further_programmes_stand_on_pages_of_their_own_and_only_then() -> None:
    total = ACTIVITIES.zeros()
    ACTIVITIES.put(total, ACTIVITIES.figures[0], "meeting", 2)
    further = ((ACTIVITIES.title, ACTIVITIES.on_form(For.DISTRICT, total)),)
    numbers = {"activities.meeting.held": 2}
    alone = annual_report.draw(annual_report.AnnualReport(year=2023), printed_on="2024-04-10")
    more = annual_report.AnnualReport(year=2023, numbers=numbers, further=further)
    assert annual_report.draw(more, printed_on="2024-04-10").pages == alone.pages + 1
    city = city_table.CityTable(year=2023, numbers=numbers, further=further)
    assert city_table.draw(city, printed_on="2024-04-10").pages == 2
    long = (("長い事業", tuple(Figure(f"x.{n}", f"数 {n}", "回") for n in range(60))), *further)
    assert [len(page) for page in on_pages(long)] == [1, 1, 2]
