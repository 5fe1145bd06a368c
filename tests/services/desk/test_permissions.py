"""Roles: the table, and that a 担い手 reaches nothing of anybody else by any way into the desk."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sasaeai_desktop.services
from sasaeai_desktop.domain.errors import NotAllowedError, UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.permissions import Deed, DeskRole, least_role, may, role_of
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.desk import drafts, undoing
from sasaeai_desktop.services.desk.desk import Desk, DeskPerson, reading
from sasaeai_desktop.services.desk.drafts import Draft
from sasaeai_desktop.services.inbox import inbox
from sasaeai_desktop.services.people import erasing, merging, people, person_page, volunteers
from sasaeai_desktop.services.reports import disclosing, printing, reports
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.services.safety import access, key_rotation, retention, second_place, trying, users
from sasaeai_desktop.services.tables import exporting, importing, leaving
from sasaeai_desktop.services.today.worklist import worklist
from sasaeai_desktop.services.usb import bundles, closing, exchange_keys, inviting, receiving, revoking
from sasaeai_desktop.services.watch import registering, watching
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City

SECRET = ("ひみつだ", "090-7777-1234", "秘密町7丁目", "内緒のメモ")
"""What stands in the records of people who are not one's own, and nowhere else."""


def as_role(desk: Desk, role: DeskRole, name: str = "見守 太郎") -> Desk:
    """The same desk with somebody else at it; the lock stays with the first."""
    return replace(desk, user=DeskPerson(Id(b"w" * 16), name, role.label), lock=None)


@pytest.fixture
def town_of_two(desk: Desk, town: Any) -> tuple[Desk, Id, Id, Id]:
    """A watcher's own person, and one of somebody else whose every text is planted."""
    mine = town.watched("田中 スミ")
    other = town.watched(
        SECRET[0] + " 花子", kana=SECRET[0], phone=SECRET[1], address=SECRET[2], note=SECRET[3]
    )
    watcher = town.volunteer("見守 太郎")
    registering.assign(desk, mine, watcher)
    visit = town.visit(other, "2026-06-01", memo=SECRET[3])
    town.visit(mine, "2026-06-02", memo="お元気")
    people.save_contact(desk, other, None, {"name": SECRET[0], "phone": SECRET[1], "relation": "長女"})
    drafts.keep(desk, Draft(("record", other.hex()), title=SECRET[0], about=other, state={"memo": SECRET[3]}))
    return desk, mine, other, visit


# -- the table ------------------------------------------------------------------------------------------------------

ENTRIES: list[tuple[Deed, Callable[[Desk, Path], object]]] = [
    (Deed.EVERYONE, lambda d, p: people.save_person(d, None, {"name": "新しい 人"})),
    (Deed.EVERYONE, lambda d, p: cards.set_late_after_days(d, 9)),
    (Deed.PAPER, lambda d, p: reports.annual(d, 2025)),
    (Deed.PAPER, lambda d, p: reports.months(d, 2025)),
    (Deed.PAPER, lambda d, p: reports.trace(d, "watch.acts", 2025)),
    (Deed.PAPER, lambda d, p: printing.preview(d, "consent", Wanted("2026-06", 2026))),
    (Deed.TABLES, lambda d, p: exporting.export_table(d, "people", p / "x.csv")),
    (Deed.TABLES, lambda d, p: importing.import_table(d, "people", p / "x.csv")),
    (Deed.EXCHANGE, lambda d, p: bundles.contents(d, Route.TO_COUNCIL)),
    (Deed.EXCHANGE, lambda d, p: bundles.export(d, Route.TO_COUNCIL, p)),
    (Deed.EXCHANGE, lambda d, p: receiving.inspect(d, p / "x.age")),
    (Deed.EXCHANGE, lambda d, p: receiving.import_files(d, [p / "x.age"])),
    (Deed.EXCHANGE, lambda d, p: closing.close_month(d, "2026-05")),
    (Deed.SETTLE, lambda d, p: merging.merge_people(d, Id(b"a" * 16), Id(b"b" * 16))),
    (Deed.BACKUP, second_place.copy_to),
    (Deed.BACKUP, lambda d, p: trying.try_out(d, p, "")),
    (Deed.TABLES, lambda d, p: leaving.export_everything(d, p / "all")),
    (Deed.PAPER, lambda d, p: disclosing.disclose(d, Id(b"a" * 16))),
    (Deed.ERASE, lambda d, p: retention.dispose(d, "people")),
    (Deed.ERASE, lambda d, p: erasing.plan_erasure(d, Id(b"a" * 16))),
    (Deed.ERASE, lambda d, p: erasing.erase_person(d, Id(b"a" * 16), "本人の求め")),
    (Deed.KEYS, lambda d, p: users.add(d, "", "x", "y")),
    (Deed.KEYS, lambda d, p: users.disable(d, "", "x")),
    (Deed.KEYS, lambda d, p: users.set_role(d, "x", "担い手")),
    (Deed.KEYS, lambda d, p: key_rotation.rotate(d, "")),
    (Deed.KEYS, lambda d, p: access.new_paper_key(d, "")),
    (Deed.KEYS, lambda d, p: exchange_keys.export_identity(d, p / "i")),
    (Deed.KEYS, inviting.invite_sibling),
    (Deed.KEYS, lambda d, p: revoking.revoke(d, "ff")),
]


@pytest.mark.parametrize("role", DeskRole)
def test_every_entry_asks_the_table(desk: Desk, role: DeskRole, tmp_path: Path) -> None:
    seated = as_role(desk, role)
    for deed, entry in ENTRIES:
        refused = ""
        try:
            entry(seated, tmp_path)
        except NotAllowedError as error:
            refused = error.what
        except (UserError, AssertionError, OSError, ValueError):
            refused = ""  # it was let in, and lacked what it needs
        assert bool(refused) != may(role, deed), (role, deed)
        assert not refused or least_role(deed).label in refused


def test_earlier_people_without_a_role_may_do_everything() -> None:
    assert role_of("") is role_of("会長") is DeskRole.ADMIN
    assert all(may(DeskRole.ADMIN, deed) for deed in Deed)
    assert role_of("担い手") is role_of("watcher") is DeskRole.WATCHER


# -- own people only -------------------------------------------------------------------------------------------------


def everything_read(desk: Desk) -> str:
    """Return all that any query could return to the person at the desk: every table, whole."""
    found: list[str] = []
    with reading(desk) as session:
        names = session.exec_driver_sql("SELECT name FROM main.sqlite_master WHERE type = 'table'").scalars()
        for name in names.all():
            rows = session.exec_driver_sql(f'SELECT * FROM "{name}"')
            found += [
                repr([v.decode("utf-8", "replace") if isinstance(v, bytes) else v for v in row])
                for row in rows
            ]
    return "\n".join(found)


def test_no_query_of_a_watcher_reaches_anybody_else(town_of_two: tuple[Desk, Id, Id, Id]) -> None:
    desk = town_of_two[0]
    assert all(secret in everything_read(desk) for secret in SECRET)
    seated = as_role(desk, DeskRole.WATCHER)
    read = everything_read(seated)
    assert not [secret for secret in SECRET if secret in read]
    assert "田中 スミ" in read
    assert "お元気" in read
    assert all(secret in everything_read(desk) for secret in SECRET), "the next person sees everything again"


def test_what_the_pages_ask_shows_own_people_only(town_of_two: tuple[Desk, Id, Id, Id]) -> None:
    desk, mine, other, _ = town_of_two
    seated = as_role(desk, DeskRole.WATCHER)
    assert [p.name for p in people.find_people(seated)] == ["田中 スミ"]
    assert people.find_people(seated, SECRET[0]) == []
    assert watching.timeline(seated, other) == []
    assert len(watching.timeline(seated, mine)) == 1
    assert person_page.person_view(seated, mine).person.name == "田中 スミ"
    said = [
        worklist(seated),
        undoing.history(seated, "person", other),
        inbox.items(seated),
        drafts.kept(seated),
    ]
    with pytest.raises(UserError):
        person_page.person_view(seated, other)
    assert not [secret for secret in SECRET if secret in repr(said)]


def test_a_watcher_writes_about_own_people_only(town_of_two: tuple[Desk, Id, Id, Id]) -> None:
    desk, mine, other, visit = town_of_two
    seated = as_role(desk, DeskRole.WATCHER)
    assert watching.record_visit(seated, watching.VisitDraft(mine, "2026-06-10", "visit")).result
    before = everything_read(desk)
    for act in (
        lambda: watching.record_visit(seated, watching.VisitDraft(other, "2026-06-10", "visit")),
        lambda: watching.record_visit(seated, watching.VisitDraft(mine, "2026-06-10", "visit", id=visit)),
        lambda: watching.edit_visit(seated, visit, watching.VisitDraft(mine, "2026-06-10", "visit")),
        lambda: watching.delete_visit(seated, visit),
        lambda: watching.record_visits(seated, [watching.VisitDraft(other, "2026-06-10", "visit")]),
        lambda: people.save_person(seated, other, {"name": "書きかえ"}),
        lambda: registering.assign(seated, other, volunteers.find_volunteers(desk)[0].id),
    ):
        with pytest.raises(NotAllowedError) as refused:
            act()
        assert not [secret for secret in SECRET if secret in f"{refused.value.what}{refused.value.todo}"]
    assert everything_read(desk) == before, "nothing was written"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_whoever_is_assigned_to_whom(desks: Any, spread: list[tuple[bool, bool]]) -> None:
    """People with and without an assignment, in force or ended: what is read is exactly the people in force."""
    desk = desks.new()
    watcher = volunteers.save_volunteer(desk, None, {"name": "見守 太郎"}).result
    own, others = set(), set()
    for number, (assigned, ended) in enumerate(spread):
        name = f"住民{number}号さま"
        person = people.save_person(desk, None, {"name": name, "note": f"メモ{number}号"}).result
        if assigned:
            made = registering.assign(desk, person, watcher, "2026-01-01").result
            if ended:
                registering.unassign(desk, made, "2026-02-01")
        (own if assigned and not ended else others).add(number)
    read = everything_read(as_role(desk, DeskRole.WATCHER))
    assert {n for n in own | others if f"住民{n}号さま" in read} == own
    assert {n for n in own | others if f"メモ{n}号" in read} == own


def test_no_service_reads_around_the_door() -> None:
    """Every service reads through ``reading`` or writes through ``acting``; the few others are known and ask first."""
    known = {
        "desk/desk.py", "desk/audit.py", "desk/backups.py", "desk/drafts.py", "safety/access.py", "safety/checking.py",
        "safety/elsewhere.py", "safety/escrow.py", "safety/putting_back.py", "safety/resealing.py", "safety/second_place.py",
        "safety/seats.py", "safety/setup.py", "safety/trying.py", "cards/cards.py", "usb/bundles.py",
    }  # fmt: skip
    root = Path(inspect.getfile(sasaeai_desktop.services)).parent
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"read", "transaction"}:
                at = node.value
                name = at.attr if isinstance(at, ast.Attribute) else getattr(at, "id", "")
                if name == "database":
                    found.add(path.relative_to(root).as_posix())
    assert found <= known, found - known


def test_a_watcher_joined_to_the_list_by_number(city: City) -> None:
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    with pytest.raises(UserError):
        users.add(desk, PASSPHRASE, "渡辺", "みずうみの とおい ひかり 47", role="村長")
    users.add(desk, PASSPHRASE, "渡辺", "みずうみの とおい ひかり 47", role="担い手", volunteer="V01")
    me = next(u for u in users.users(desk) if u.name == "渡辺")
    seated = replace(desk, user=replace(desk.user, id=me.id, name=me.name, role=me.role), lock=None)
    assert len(people.find_people(seated)) == 2
    assert [u.name for u in users.users(seated)] == ["渡辺"]
