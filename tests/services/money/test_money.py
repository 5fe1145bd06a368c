"""助成金・収支: lines with receipts, 繰越 against 返納, the council's rules at both sides, a closed year that hides nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.errors import InputError, NotAllowedError
from sasaeai_desktop.domain.money import ReceiptPicture, balance_words
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import DeskPerson, reading
from sasaeai_desktop.services.money import accounts, computing, ledger, rules, year_closing
from sasaeai_desktop.services.money.ledger import LineDraft
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.salon import attending, salons


def line(desk, account, yen, day="2025-10-01", programme="salon", **values):
    draft = LineDraft(programme=programme, account=account, yen=yen, date=day, **values)
    return ledger.save_line(desk, None, draft).result


@pytest.fixture
def year(desk):
    """サロン of 令和7年度: a grant of 30,000 of which 24,000 was spent, 5,000 own, 1,200 of it on what the grant does not pay."""
    line(desk, "grant", 30_000, "2025-05-10")
    line(desk, "fees", 5_000)
    line(desk, "venue", 14_000, text="会館")
    line(desk, "activity", 10_000, "2026-05-20", year=2025)  # a bill of March, paid in May
    line(desk, "sundry", 1_200, own=True)
    return 2025


def test_the_rest_of_the_grant_goes_back_and_the_own_rest_goes_on(desk, year):
    found = accounts.account(desk, year, "salon")
    assert (found.balance.income, found.balance.spent) == (35_000, 25_200)
    assert (found.balance.returned, found.balance.carried) == (6_000, 3_800)
    assert balance_words(found.balance)[2] == "収入 35,000円 − 支出 25,200円 − 返納 6,000円 = 繰越 3,800円"
    assert [row.line.receipt for row in ledger.lines(desk, year)] == ["", "", "1", "3", "2"]
    annual = reports.annual(desk, year)
    assert annual.money["salon"] == {
        "granted": 0,
        "income": 35_000,
        "spent": 25_200,
        "carried": 3_800,
        "returned": 6_000,
    }
    for path in ("money.salon.income", "money.salon.spent", "money.salon.carried"):
        traced = reports.trace(desk, path, year)
        assert sum(r["count"] for r in traced["records"]) == traced["value"] > 0
    accounts.save_state(
        desk, year, "salon", {"granted_yen": 30_000, "returned_yen": 5_000, "applied_on": "2025-04-20"}
    )
    again = accounts.account(desk, year, "salon")
    assert (again.granted, again.balance.returned, again.balance.carried) == (30_000, 5_000, 4_800)
    assert accounts.account(desk, year).balance.carried == 4_800
    assert reports.annual(desk, year).money["salon"]["granted"] == 30_000


def test_a_line_that_cannot_be_is_refused_and_an_office_alone_writes(desk, year):
    for values, words in (
        ({"yen": 0}, "金額"), ({"day": "2026-06-12"}, "先の日"), ({"day": "2026-06-10", "year": 2025}, "はなれています"),
        ({"account": "gold"}, "科目"), ({"programme": "moon"}, "事業"), ({"receipt": "1"}, "もう使われています"),
    ):  # fmt: skip
        asked = {"account": "venue", "yen": 100, "day": "2025-10-01", **values}
        with pytest.raises(InputError, match=words):
            line(desk, asked.pop("account"), asked.pop("yen"), asked.pop("day"), **asked)
    chief = desk.user
    desk.user = DeskPerson(chief.id, chief.name, "世話係")
    with pytest.raises(NotAllowedError):
        line(desk, "venue", 100)
    desk.user = chief
    first = ledger.lines(desk, year)[0].line.id
    ledger.delete_line(desk, first)
    assert len(ledger.lines(desk, year)) == 4
    undoing.undo_last(desk)
    assert len(ledger.lines(desk, year)) == 5


def test_a_receipts_picture_is_small_grey_and_says_nothing_else(desk, year, tmp_path: Path):
    big = Image.effect_noise((3000, 2200), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "撮った場所"
    photo = tmp_path / "receipt.jpg"
    big.save(photo, quality=95, exif=exif)
    entry = ledger.lines(desk, year)[2]
    picture = ledger.attach_picture(desk, entry.line.id, photo).result
    jpeg = ledger.picture_of(desk, picture)
    kept = Image.open(io.BytesIO(jpeg))
    assert len(jpeg) <= 60_000
    assert (kept.mode, max(kept.size) <= 1200, len(kept.getexif())) == ("L", True, 0)
    assert ledger.lines(desk, year)[2].pictures == (picture,)
    with reading(desk) as session:
        assert len(select(session, ReceiptPicture)) == 1
    (tmp_path / "no.jpg").write_bytes(b"no picture")
    with pytest.raises(InputError):
        ledger.attach_picture(desk, entry.line.id, tmp_path / "no.jpg")


def test_what_changes_after_closing_is_listed_and_printed(desk, year):
    year_closing.close_year(desk, year, auditors="監事 一郎\n監事 二郎", audited_on="2026-04-20")
    assert year_closing.closed(desk, year).later == ()
    assert printing.print_form(desk, "account-statement", year=year).pages == 1
    held = ledger.lines(desk, year)
    ledger.delete_line(desk, held[1].line.id)
    changed = held[2].line
    ledger.save_line(
        desk,
        changed.id,
        LineDraft(
            programme="salon", account="venue", yen=14_500, date=changed.date, text="会館", receipt="1"
        ),
    )
    line(desk, "insurance", 300)
    later = year_closing.closed(desk, year).later
    assert later == (
        "消した行：10月1日 サロン 収入 会費 5,000円",
        "足した行：10月1日 サロン 支出 保険料 300円 領収書 4",
        "直した行：10月1日 サロン 支出 会場費 14,000円 会館 領収書 1 → 10月1日 サロン 支出 会場費 14,500円 会館 領収書 1",
    )
    assert printing.print_form(desk, "account-statement", year=year).pages == 2
    assert printing.print_form(desk, "ledger-book", year=year).pages == 1
    year_closing.close_year(desk, year)
    assert year_closing.closed(desk, year).later == ()


def test_rules_come_with_the_councils_stick_and_both_sides_compute_the_same(desk, desks, town, carried):
    council = desks.new(council=True)
    for values in (
        {"name": "開催ごと", "unit": "session", "rate": 500, "each_least": 3, "order": 1},
        {"name": "65歳以上", "unit": "elderly", "rate": 100, "each_least": 3, "order": 2},
        {
            "name": "町内会ごと",
            "unit": "town",
            "rate": 1_000,
            "order": 3,
            "rounding": "down",
            "round_to": 1_000,
        },
    ):
        rules.save_rule(council, None, {"year": 2026, "programme": "salon", **values})
    with pytest.raises(InputError, match="市社協だけ"):
        rules.save_rule(
            desk, None, {"name": "x", "unit": "session", "rate": 1, "year": 2026, "programme": "salon"}
        )
    carried(council, desk)
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily"}).result
    old, young = town.person("古い 人", birth="1940-03"), town.person("若い 人", birth="1990-01-01")
    twin = people.save_person(desk, None, {"name": "年齢 不明"}).result
    for day, guests in (("2026-05-01", [old, young, twin]), ("2026-05-08", [old, young])):
        attending.set_attendance(desk, salons.plan_session(desk, salon, day).result, guests)
    accounts.save_state(desk, 2026, "salon", {"towns": 13, "applied_on": "2026-06-01"})
    found = computing.compute_programme(desk, 2026, "salon")
    assert found is not None
    assert [(s.units, s.yen) for s in found.steps] == [(1, 500), (1, 100), (13, 13_000)]
    assert (found.yen, found.rounding_words) == (13_000, "1,000円で切り捨て：13,600円 → 13,000円")
    carried(desk, council)
    (theirs,) = [a for a in computing.compute_year(council, 2026) if a.code == "12"]
    assert theirs.programmes["salon"] == found
    assert printing.print_form(council, "grant-steps", year=2026).pages == 1
    assert rules.copy_rules(council, 2027).result == 3


def test_rules_count_activities_and_copies(desk, desks, carried):
    council = desks.new(council=True)
    for programme, values in (
        (
            "local",
            {
                "name": "1回ごと",
                "unit": "session",
                "rate": 5_000,
                "each_least": 20,
                "most_units": 2,
                "order": 1,
            },
        ),
        ("local", {"name": "参加者", "unit": "participant", "rate": 10, "order": 2}),
        ("newsletter", {"name": "発行", "unit": "act", "rate": 20_000, "least": 2, "order": 1}),
        ("newsletter", {"name": "部数", "unit": "copy", "rate": 300, "per": 100, "order": 2}),
        ("other", {"name": "行事など", "unit": "act", "rate": 1_000}),
    ):
        rules.save_rule(council, None, {"year": 2026, "programme": programme, **values})
    carried(council, desk)
    for kind, day, values in (
        ("local", "2026-04-10", {"participants": 45}), ("local", "2026-05-10", {"participants": 20}),
        ("local", "2026-05-11", {"participants": 19}), ("local", "2026-05-12", {"participants": 99, "state": "cancelled"}),
        ("paper", "2026-04-01", {"copies": 1_050}), ("paper", "2026-06-01", {"copies": 990}), ("event", "2026-05-05", {}),
        ("training", "2026-05-06", {}), ("local", "2026-03-31", {"participants": 500}),
    ):  # fmt: skip
        said = {"type": kind, "state": "held", "date": day, "title": "活動", "reason": "雨"}
        activities.save_activity(desk, None, {**said, **values})
    carried(desk, council)
    (here,), (there,) = (computing.compute_year(d, 2026) for d in (desk, council))
    assert here.programmes == there.programmes
    assert {p: ([(s.units, s.yen) for s in c.steps], c.yen) for p, c in here.programmes.items()} == {
        "local": ([(2, 10_000), (84, 840)], 10_840),
        "newsletter": ([(2, 40_000), (2_040, 6_000)], 46_000),
        "other": ([(2, 2_000)], 2_000),
    }


def test_nothing_of_a_line_but_its_sums_leaves_the_district(desk, desks, carried, year):
    council = desks.new(council=True)
    line(desk, "venue", 777, payee="ひみつ商店", text="ひみつの会")
    carried(desk, council)
    assert reports.annual(council, year).money["salon"]["spent"] == 25_200 + 777
    with reading(council) as session:
        rows = session.exec_driver_sql("SELECT text, payee, receipt FROM ledger_line").all()
    assert set(rows) == {(None, None, None)}


def test_a_grant_typed_twice_is_asked_about(desk, year):
    def asked(yen, account="grant", held=None):
        draft = LineDraft(programme="salon", account=account, yen=yen, date="2025-11-01")
        return [f.rule.code for f in ledger.line_questions(desk, held, draft)]

    first = ledger.lines(desk, year)[0].line.id
    assert (asked(30_000), asked(20_000), asked(5_000, "fees")) == (["grant_twice"], [], [])
    assert asked(30_000, held=first) == []  # the line itself, saved again
    assert accounts.grant_questions(desk, year, "salon", 30_000) == []
    accounts.save_state(desk, year, "salon", {"granted_yen": 30_000})
    codes = [
        [f.rule.code for f in accounts.grant_questions(desk, year, "salon", n)]
        for n in (30_000, 300_000, None)
    ]
    assert codes == [[], ["grant_changed"], []]
