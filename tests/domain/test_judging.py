"""Every rule of judgement by its code: what is refused, what is asked about, what is fine."""

from __future__ import annotations

import pytest

from sasaeai_desktop.domain import judging as j

TODAY = "2026-11-30"


def codes(findings: list[j.Finding]) -> list[str]:
    return [finding.rule.code for finding in findings]


BY_RULE: list[tuple[str, list[j.Finding], list[j.Finding]]] = [
    # code, findings of a value against the rule, findings of a fine one beside it
    ("future", j.judge_day("2035-10-05", TODAY), j.judge_day(TODAY, TODAY)),
    ("future", j.judge_day("2026-12", TODAY), j.judge_day("2026-11", TODAY)),
    ("future", j.judge_birth("2040", TODAY), j.judge_birth("1940", TODAY)),
    (
        "before_birth",
        j.judge_act("1939-12-31", TODAY, birth="1940"),
        j.judge_act("1940-01-01", TODAY, birth="1940"),
    ),
    (
        "after_death",
        j.judge_act("2024-02-02", TODAY, died="2024-02-01"),
        j.judge_act("2024-02-01", TODAY, died="2024-02-01"),
    ),
    (
        "before_registration",
        j.judge_act("2023-03-31", TODAY, start="2023-04-01"),
        j.judge_act("2023-04-01", TODAY, start="2023-04-01"),
    ),
    (
        "end_before_start",
        j.judge_span("2023-04-01", "2023-03-31"),
        j.judge_span("2023-04-01", "2023-04-01"),
    ),
    ("control", j.judge_text("\x1a"), j.judge_text("あ")),
    ("old_day", j.judge_typed_day("2025-10-29", TODAY), j.judge_typed_day("2025-10-30", TODAY)),
    ("era_missing", j.judge_birth("2015-03-02", TODAY), j.judge_birth("1995-03-02", TODAY)),
    ("young", j.judge_birth("2012-02-29", TODAY, watched=True), j.judge_birth("2012-02-29", TODAY)),
    ("very_old", j.judge_birth("1910-03-02", TODAY), j.judge_birth("1920-03-02", TODAY)),
    ("lost_character", j.judge_name("?田 一郎", before="𠮷田 一郎"), j.judge_name("𠮷田 一郎")),
    ("lost_character", j.judge_name("〓田 一郎"), j.judge_name("?田", before="?田")),
    ("title_in_name", j.judge_name("見本 花子様"), j.judge_name("森さん")),
    ("title_in_name", j.judge_name("見本　花子 さん"), j.judge_name("見本 おさむ")),
    ("number_as_name", j.judge_name("2名"), j.judge_name("二宮 花子")),
    ("number_as_name", j.judge_name("合　計"), j.judge_name("計 良子")),
    ("count_of_month", j.judge_count(201, session=False), j.judge_count(200, session=False)),
    ("tickets_beyond", j.judge_tickets(100_001), j.judge_tickets(1_000, 5_000)),
    ("tickets_beyond", j.judge_tickets(10, 9_999_999), j.judge_tickets(10)),
    ("tickets_many", j.judge_tickets(1_001, 500), j.judge_tickets(1_000, 500)),
    ("ticket_dear", j.judge_tickets(10, 5_001), j.judge_tickets(10, 5_000)),
    ("grant_changed", j.judge_grant(30_000, 300_000), j.judge_grant(30_000, 30_000)),
    ("grant_changed", j.judge_grant(30_000, 0), j.judge_grant(None, 30_000)),
    ("count_of_session", j.judge_count(99_999_999, session=True), j.judge_count(500, session=True)),
]


@pytest.mark.parametrize(
    ("code", "wrong", "fine"), BY_RULE, ids=[f"{n}-{b[0]}" for n, b in enumerate(BY_RULE)]
)
def test_a_rule_finds_its_own_and_lets_the_neighbour_pass(
    code: str, wrong: list[j.Finding], fine: list[j.Finding]
) -> None:
    assert codes(wrong) == [code]
    assert fine == []


def test_every_sentence_is_whole_and_names_no_value() -> None:
    for code, rule in j.RULES.items():
        assert rule.code == code
        assert rule.words.endswith("。")


def test_a_year_without_its_era_offers_the_showa_day() -> None:
    (asked,) = j.judge_birth("2015-03-02", TODAY)
    assert asked.offer == "1940-03-02"
    assert asked.words == "平成27年3月2日生まれだと11歳です。昭和15年3月2日ではありませんか。"
    assert (
        j.judge_birth("2008-02-29", TODAY)[:1] == []
    )  # 昭和8年 has no 29 February: nothing to offer, and of age 18


def test_a_year_slip_on_the_screen_offers_the_same_day_of_this_year() -> None:
    assert j.judge_typed_day("1996-10-05", TODAY)[0].offer == "2026-10-05"
    assert j.judge_typed_day("1996-12-05", TODAY)[0].offer == "2025-12-05"


def test_a_table_of_an_old_year_is_fine_and_a_stray_year_in_it_is_asked() -> None:
    year = [f"2012-{month:02}-03" for month in range(1, 13)]
    assert j.odd_days(year, TODAY) == {}
    assert {d: f.rule.code for d, f in j.odd_days([*year, "1996-04-03"], TODAY).items()} == {
        "1996-04-03": "far_from_file"
    }
    assert {f.rule.code for f in j.odd_days(year[:9], TODAY).values()} == {"very_old_day"}
    assert j.odd_days(["2016-12-01"], TODAY) == {}


def test_a_clock_that_is_behind_asks_for_the_clock() -> None:
    behind = j.clock_behind("2026-11-30", "2023-01-01")
    assert behind is not None
    assert behind.rule.code == "clock_behind"
    assert j.clock_behind("2026-11-30", "2026-11-30") is None
    assert j.clock_behind("", "2023-01-01") is None


@pytest.mark.parametrize(
    "text", ["合計", "計", "小　計", "（合計）", "合計 12名", "総計：3人", "集計", "平均"]
)
def test_titles_of_totals(text: str) -> None:
    assert j.is_total(text)


@pytest.mark.parametrize("text", ["計 良子", "合田 計", "平 均子", "T001", ""])
def test_names_that_are_no_totals(text: str) -> None:
    assert not j.is_total(text)


def test_refused_and_asked_are_told_apart() -> None:
    found = [*j.judge_day("2035-01-01", TODAY), *j.judge_name("見本花子様")]
    assert codes(j.refused(found)) == ["future"]
    assert codes(j.questions(found)) == ["title_in_name"]
