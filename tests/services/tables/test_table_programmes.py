"""Tables of plans, おたすけ and 登校見守り: in, out and in again changes nothing; what cannot be is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.activities import Activity
from sasaeai_desktop.domain.help import HelpAct, HelpRequest
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.plans import EvacuationPlan
from sasaeai_desktop.domain.watch import WatchCase
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.money import accounts
from sasaeai_desktop.services.people import consents, merging
from sasaeai_desktop.services.plans import listing, plans
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.school import days
from sasaeai_desktop.services.tables.exporting import export_table
from sasaeai_desktop.services.tables.importing import ImportReport, import_table
from sasaeai_desktop.services.watch import registering
from tests.services.conftest import Desks

PEOPLE = (
    "管理番号,氏名,ふりがな,町内会,班,見守り開始日,同意_避難支援\n"
    "P1,田中 スミ,たなか すみ,さくら,3班,2023-04-01,あり\nP2,佐藤 ハナ,さとう はな,さくら,1班,2023-04-01,\n"
)
VOLUNTEERS = (
    "管理番号,氏名,ふりがな,役割,開始日\nV1,近井 一,ちかい,協力会員・見守り隊員,2023-04-01\n"
    "V2,遠山 二,とおやま,見守り隊員,2023-04-01\n"
)
PLANS = (
    "対象者番号,作成日,見直し日,支援者番号,支援者氏名,支援者電話,避難先,必要な配慮,交付先\n"
    "P1,R5.6.1,2024-02-01,V1,となり 花子;むかい 太郎,22-1111;,小学校,歩く・立つ;耳もとで話す,民生委員\n"
    "P2,2023-06-01,,V1,,,小学校,,\n"
)
REQUESTS = (
    "管理番号,受付日,利用者番号,作業,希望日,状態,理由,メモ\n"
    "H1,2023-12-01,P1,除雪,2023-12-05,実施,,\nH2,2023-12-02,P2,買い物,,不可,担い手がいない,\n"
    "H3,2023-12-03,P2,屋根の修理,,,,\n"
)
ACTS = (
    "依頼番号,実施日,開始,終了,担当者番号,作業,料金区分,金額,支払,領収書番号,メモ\n"
    "H1,2023-12-05,8:00,8:50,V1;V2,除雪,30分ごと,600,現金,A-0001,\nH1,2023-12-06,,,V1,,,300円,利用券,,\n"
    "H1,2023-12-06,,,V1,,,300円,利用券,,\nH9,2023-12-06,,,V1,,,300,現金,,\n"
)
SCHOOLS = "管理番号,名称,種別,地点\nG1,東五条小,小学校,校門前;5条通り\n"
DAYS = "学校番号,実施日,開始,終了,担当者番号,人数,メモ\nG1,2023-10-04,7:50,8:15,V1・V2,1,\nG1,2023-10-05,7:50,8:15,V1,,\n"
LEDGER = (
    "日付,年度,事業,区分,科目,金額,摘要,領収書番号,相手,助成の対象外\nR5.4.10,R5,サロン,収入,助成金,98000円,令和5年度分,,市社協,\n"
    "2023-05-20,,サロン,支出,会場費,1200,会館,1,見本会館,\n2023-05-20,2023,サロン,支出,会場費,1200,会館,2,見本会館,\n"
    "2023-06-01,2023,サロン,支出,雑費,800,茶菓,3,,あり\n2023-06-02,2023,サロン,収入,会場費,800,,,,\n"
)
GROUPS = "管理番号,名称,種別,代表者,電話\nD1,北一条町内会,自治会,髙橋 弘,0166-00-0001\nD2,民児協,民児協,,\n"
ACTIVITIES = (
    "管理番号,種別,実施日,名称,場所,状態,理由,参加人数,出席団体,部数,内容\n"
    "K1,会議,R5.4.20,推進委員会,地区センター,,,18,D1;民児協,,進めかた\nK2,フォーラム,2024-03-20,まちづくりフォーラム,,延期,感染症,,,,\n"
    "K3,講座,2023-06-10,養成講座,,実施,,9,,,\nK4,会議,2023-05-01,役員会,,,,5,知らない会,,\nK5,行事,2023-08-01,夏まつり,,中止,,,,,\n"
)
COUNTS = "担当者番号,年月,区分,件数\nV1,2023-10,内容別/住居,2\nV1,R5.10,分野別/高齢者,2\nV1,2023-10,活動日数,9\nV1,2023-10,月の数,1\n"
GOALS = "計画,記号,上位,題,目標値,単位\n第4期,2,,つながる,,\n第4期,2.1,2,担い手,6,か所\n"
EFFORTS = "計画,番号,だれが,題,概要,2.1,2024,令和7年度\n第4期,1,社協,講座,,○,◎,→\n"
COMPLETIONS = "講座番号,担当者番号,修了日\nK3,V1,2023-06-10\nK3,V2,\nK1,V1,\n"
RULES = (
    "年度,事業,名称,単位,単価,下限,上限,端数,いくつごと,1回の下限,こえた分,数の上限,条件の単位,条件の数\n"
    "2023,サロン,開催ごと,開催,500,6,24000,切捨て 100円,,5,,,,\n2023,見守り,町内会ごと,町内会,1000,,,,,,,20,実施回,12\n"
)


@pytest.fixture(autouse=True)
def vault_file(desk: Desk) -> None:
    desk.paths.vault.write_text("{}", encoding="utf-8")


def take(desk: Desk, kind: str, text: str, folder: Path) -> ImportReport:
    path = folder / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    return import_table(desk, kind, path, skip_bad=True).result


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    take(desk, "volunteers", VOLUNTEERS, tmp_path)
    take(desk, "people", PEOPLE, tmp_path)
    return desk


def stored(desk: Desk, kind):  # type: ignore[no-untyped-def]
    with desk.database.read() as session:
        return select(session, kind)


def test_a_plan_comes_in_with_its_supporters_and_never_without_consent(filled: Desk, tmp_path: Path) -> None:
    report = take(filled, "plans", PLANS, tmp_path)
    assert (report.added, [(r.line, r.column) for r in report.rejected]) == (1, [(3, "対象者番号")])
    (plan,) = stored(filled, EvacuationPlan)
    view = plans.plan_view(filled, plan.person)
    assert (plan.made_on, plan.needs, plan.care, view.reviewed_on) == (
        "2023-06-01", ("stand", "walk"), "耳もとで話す", "2024-02-01",
    )  # fmt: skip
    assert [(s.name, s.phone) for s in view.supporters] == [
        ("近井 一", ""),
        ("となり 花子", "22-1111"),
        ("むかい 太郎", ""),
    ]
    assert [(g.to, g.by_usb) for g in view.given] == [("民生委員", False)]
    consents.revoke_consent(filled, plan.person, "evacuation")
    assert listing.plan_page(filled).plans == ()


def test_requests_and_acts_come_in_and_two_equal_rows_are_two_acts(filled: Desk, tmp_path: Path) -> None:
    report = take(filled, "help-requests", REQUESTS, tmp_path)
    assert (report.added, [(r.line, r.value) for r in report.rejected]) == (2, [(4, "屋根の修理")])
    refused = next(r for r in stored(filled, HelpRequest) if r.number == "H2")
    assert (refused.state, refused.why_not, refused.reason) == ("impossible", "nobody", "")
    report = take(filled, "help-acts", ACTS, tmp_path)
    assert (report.added, [(r.line, r.column) for r in report.rejected]) == (3, [(5, "依頼番号")])
    acts = stored(filled, HelpAct)
    assert sorted(
        (a.charged_yen, a.cash_yen, a.ticket_yen, a.minutes, len(a.helpers)) for a in acts if a.minutes
    ) == [(600, 600, None, 50, 2)]
    assert sum(a.charged_yen for a in acts) == 1200
    assert {a.user for a in acts} == {next(r for r in stored(filled, HelpRequest) if r.number == "H1").user}


def test_nothing_is_taken_for_somebody_after_their_death(filled: Desk, tmp_path: Path) -> None:
    take(filled, "help-requests", REQUESTS, tmp_path)
    take(filled, "salons", "管理番号,名称\nS1,さくら\n", tmp_path)
    take(filled, "sessions", "サロン番号,開催日\nS1,2023-12-04\nS1,2023-12-20\n", tmp_path)
    (case,) = (
        c
        for c in stored(filled, WatchCase)
        if c.start == "2023-04-01" and c.person == _numbered(filled, "P1")
    )
    registering.end_watch(filled, case.id, "died", "2023-12-04")
    told = {
        "attendance": "サロン番号,開催日,対象者番号\nS1,2023-12-04,P1\nS1,2023-12-20,P1\n",
        "help-requests": REQUESTS.splitlines()[0]
        + "\nH1,2023-12-01,P1,除雪,2023-12-05,実施,,\nH4,2023-12-06,P1,除雪,,,,\n",
        "help-acts": ACTS.splitlines()[0]
        + "\nH1,2023-12-03,,,V1,,,300円,現金,,\nH1,2023-12-05,,,V1,,,300円,現金,,\n",
    }
    for kind, text in told.items():
        report = take(filled, kind, text, tmp_path)
        assert [r.line for r in report.rejected] == [3], kind
        assert "亡くなったあと" in report.rejected[0].reason


def _numbered(desk: Desk, number: str) -> Id:
    return next(p.id for p in stored(desk, Person) if p.number == number)


def test_a_ledger_comes_in_with_wrong_sides_refused(filled: Desk, tmp_path: Path) -> None:
    report = take(filled, "ledger", LEDGER, tmp_path)
    assert (report.added, [(r.line, r.column) for r in report.rejected]) == (4, [(6, "科目")])
    found = accounts.account(filled, 2023, "salon").balance
    assert (found.grant, found.others, found.eligible, found.own) == (98_000, 0, 2_400, 800)


def test_activities_come_in_with_their_groups_and_completions(filled: Desk, tmp_path: Path) -> None:
    take(filled, "groups", GROUPS, tmp_path)
    report = take(filled, "activities", ACTIVITIES, tmp_path)
    assert (report.added, [(r.line, r.column) for r in report.rejected]) == (
        3,
        [(5, "出席団体"), (6, "理由")],
    )
    report = take(filled, "completions", COMPLETIONS, tmp_path)
    assert (report.added, [(r.line, r.column) for r in report.rejected]) == (2, [(4, "講座番号")])
    rows = activities.list_activities(filled, 2023)
    assert [(r.title, r.state, r.bodies, r.completed) for r in rows] == [
        ("推進委員会", "実施", ("北一条町内会", "民児協"), 0), ("養成講座", "実施", (), 2), ("まちづくりフォーラム", "延期", (), 0),
    ]  # fmt: skip


def test_activities_without_a_column_of_states_are_held_or_planned_by_their_day(
    filled: Desk, tmp_path: Path
) -> None:
    take(
        filled,
        "activities",
        ACTIVITIES.splitlines()[0] + "\nK2,フォーラム,2023-03-20,フォーラム,,延期,感染症,,,,\n",
        tmp_path,
    )
    ahead = str(int(filled.today()[:4]) + 1)
    text = f"管理番号,種別,実施日,名称\nK1,会議,R5.4.20,委員会\nK2,フォーラム,2023-03-20,フォーラム\nK3,行事,{ahead}-02-01,夏まつり\n"
    assert (
        take(filled, "activities", text, tmp_path).rejected,
        take(filled, "activities", text, tmp_path).unchanged,
    ) == ([], 3)
    with filled.database.read() as session:
        states = {a.number: a.state for a in select(session, Activity)}
    assert states == {"K1": "held", "K2": "postponed", "K3": "planned"}


def test_rules_are_a_councils_and_come_back_as_they_went(desks: Desks, filled: Desk, tmp_path: Path) -> None:
    council = desks.new(council=True)
    council.paths.vault.write_text("{}", encoding="utf-8")
    assert take(filled, "grant-rules", RULES, tmp_path).added == 0
    assert take(council, "grant-rules", RULES, tmp_path).added == 2
    out = tmp_path / "rules.csv"
    export_table(council, "grant-rules", out)
    assert "切り捨て100" in out.read_text(encoding="utf-8-sig")
    again = take(council, "grant-rules", out.read_text(encoding="utf-8-sig"), tmp_path)
    assert (again.unchanged, again.added) == (2, 0)


def test_school_days_add_people(filled: Desk, tmp_path: Path) -> None:
    take(filled, "schools", SCHOOLS, tmp_path)
    assert take(filled, "school-days", DAYS, tmp_path).added == 2
    (year,) = days.school_years(filled, 2023)
    assert (year.name, year.days, year.people, year.attendances) == ("東五条小", 2, 2, 4)


@pytest.mark.parametrize("merged", [False, True], ids=["", "two volunteers are one, two people are one"])
def test_what_is_exported_and_imported_again_changes_nothing(
    filled: Desk, tmp_path: Path, merged: bool
) -> None:
    texts = {
        "plans": PLANS, "help-requests": REQUESTS, "help-acts": ACTS, "schools": SCHOOLS, "school-days": DAYS, "ledger": LEDGER,
        "groups": GROUPS, "activities": ACTIVITIES, "completions": COMPLETIONS,
        "commissioner": COUNTS, "goals": GOALS, "efforts": EFFORTS,
    }  # fmt: skip
    for kind, text in texts.items():
        take(filled, kind, text, tmp_path)
    for kind in (Volunteer, Person) if merged else ():
        merging.merge_people(filled, *(held.id for held in stored(filled, kind)[:2]))
    outs = {kind: tmp_path / f"out-{kind}.csv" for kind in texts}
    for kind, out in outs.items():
        export_table(filled, kind, out)
    before = checking.check(filled)
    assert before.ok
    for kind, out in outs.items():
        for again in (out.read_text(encoding="utf-8-sig"), texts[kind]):
            report = take(filled, kind, again, tmp_path)
            assert report.unchanged == report.read - len(report.rejected), kind
    assert checking.check(filled).state_hash == before.state_hash
