"""民生委員 活動記録: derived from what is recorded, corrected by hand, both splits agreeing, never at the council."""

from __future__ import annotations

import pytest

from sasaeai_desktop.domain.commissioner import CONTENT, FIELD, categories, codes_of, total
from sasaeai_desktop.domain.commissioner import groups as groups_of_form
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.figure import For
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.commissioner import months
from sasaeai_desktop.services.desk import codes, undoing
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.groups import groups
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.reports.papers.commissioner import month_papers
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.services.watch import registering


@pytest.fixture
def one(desk, town):
    """A 民生委員 with three acts on two days, one of them worrying, a card and a meeting."""
    who = town.volunteer("民生 一子", "みんせい いちこ", role="welfare_commissioner")
    person = town.person("田中 スミ")
    registering.start_watch(desk, person, "2026-01-10", category="elderly")
    for day, condition in (("2026-05-01", "same"), ("2026-05-01", "same"), ("2026-05-08", "concern")):
        town.visit(person, day, condition=condition, watchers=(who,))
    town.visit(person, "2026-05-09")  # somebody else's
    draft = cards.CardDraft(
        written_on="2026-05-20", writer=who, writer_name="民生 一子", person=person, troubles=("housing",)
    )
    cards.write_card(desk, draft)
    body = groups.save_group(desk, None, {"name": "民児協", "type": "commissioners"}).result
    said = {"type": "meeting", "state": "held", "date": "2026-05-25", "title": "定例会", "bodies": (body,)}
    activities.save_activity(desk, None, said)
    return who


def test_a_month_follows_from_what_is_recorded(desk, one):
    assert (len(codes_of(CONTENT)), len(codes_of(FIELD)), len(codes_of("other"))) == (14, 4, 6)
    found = months.sheet(desk, one, "2026-05")
    counted = {c: n for c, n in found.counts.items() if n}
    assert {c: n for c, n in counted.items() if not c.startswith("field/")} == {
        "visits/contact": 3, "content/daily": 1, "content/housing": 1, "other/events": 1, "days/days": 4,
    }  # fmt: skip
    assert (found.agree, total(found.counts, FIELD), found.written) == (True, 2, None)
    assert reports.annual(desk, 2026).commissioner["visits"] == 0  # nothing was written down yet


def test_the_council_gives_the_lines_its_own_words(desk, desks, carried, one):
    council = desks.new(council=True)
    assert codes.rename(council, {"content/housing": "住まい・住居", "content/work": "仕事"}).result == 1
    for said, words in (
        ({"content/work": "住まい・住居"}, "2つ"), ({"content/none": "x"}, "行はありません"), ({"content/work": " "}, "入っていない"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words):
            codes.rename(council, said)
    with pytest.raises(InputError, match="市社協だけ"):
        codes.rename(desk, {"content/work": "しごと"})
    carried(council, desk)
    shown = {x.category: x.label for g in codes.commissioner_groups(desk) for x in g.lines}
    assert (shown["content/housing"], shown["content/work"], len(shown)) == ("住まい・住居", "仕事", 29)
    assert months.sheet(desk, one, "2026-05").counts["content/housing"] == 1
    months.save_sheet(desk, one, "2026-05", {"days/days": 5})
    year = reports.annual(desk, 2026)
    (section,) = [s for s in year.sections if s.name == "commissioner"]
    assert "内容別 住まい・住居" in [f.title for f in section.in_window(For.DISTRICT, year.commissioner)]
    asked = Wanted("2026-05", 2026)
    assert [x.label for x in month_papers(desk, asked)[0].groups[0].lines][10] == "住まい・住居"
    codes.add(council, codes.COMMISSIONER, "住居", code="content/housing")  # as the command does
    assert codes.commissioner_groups(council) == groups_of_form()


def test_corrections_are_kept_and_both_splits_must_agree(desk, desks, carried, one):
    with pytest.raises(InputError, match="内容別の合計 3件と、分野別の合計 2件"):
        months.save_sheet(desk, one, "2026-05", {"content/family": 1})
    months.save_sheet(desk, one, "2026-05", {"content/family": 1, "field/children": 1, "days/days": 9})
    found = months.sheet(desk, one, "2026-05")
    assert found.written is not None
    assert (found.counts["content/family"], found.counts["days/days"], found.agree) == (1, 9, True)
    year = reports.annual(desk, 2026).commissioner
    assert (year["days"], year["visits"], year["by_content"]["housing"], year["by_field"]["children"]) == (
        9,
        3,
        1,
        1,
    )
    for path in ("commissioner.days", "commissioner.by_content.family", "commissioner.visits"):
        traced = reports.trace(desk, path, 2026)
        assert sum(r["count"] for r in traced["records"]) == traced["value"] > 0
    months.save_sheet(desk, one, "2026-05", {"days/days": 8})
    undoing.undo_last(desk)
    assert months.sheet(desk, one, "2026-05").counts["days/days"] == 9
    printed = printing.print_form(desk, "commissioner-month", month="2026-05")
    assert (printed.pages, printed.names) == (1, ["民生 一子"])
    council = desks.new(council=True)
    carried(desk, council)
    with reading(council) as session:
        assert session.exec_driver_sql("SELECT count(*) FROM commissioner_count").scalar() == 0
    assert reports.annual(council, 2026).commissioner["days"] == 0
    with pytest.raises(InputError, match="まだ来ていない"):
        months.save_sheet(desk, one, "2026-07", {})
    with pytest.raises(InputError, match="民生委員でも"):
        months.sheet(desk, one, "2010-05")
    with pytest.raises(InputError, match="0から"):
        months.save_sheet(desk, one, "2026-05", {next(iter(categories())): -1})
