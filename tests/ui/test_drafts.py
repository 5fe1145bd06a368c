"""What was typed is not lost: by Esc, another tab, the window's end, or the end of the power."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.people import Purpose
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.cards import cards
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk import drafts
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import person_page, volunteers
from sasaeai_desktop.services.plans import disaster
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.salon import salons
from sasaeai_desktop.services.watch import sheets
from sasaeai_desktop.ui.desk_window import DeskWindow
from sasaeai_desktop.ui.drafts import fields_of
from sasaeai_desktop.ui.pages.cards.answer import AnswerPage
from sasaeai_desktop.ui.pages.cards.hand_over import HandOverPage
from sasaeai_desktop.ui.pages.cards.summary_page import SummaryPage
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.pages.people.consent import ConsentPage
from sasaeai_desktop.ui.pages.people.helper_form import HelperForm
from sasaeai_desktop.ui.pages.people.member import MemberPage
from sasaeai_desktop.ui.pages.people.role_form import EndRolePage, RolePage
from sasaeai_desktop.ui.pages.person_form import PersonForm
from sasaeai_desktop.ui.pages.salon.plan import PlanPage
from sasaeai_desktop.ui.pages.salon.salon_form import SalonFormPage
from sasaeai_desktop.ui.pages.salon.session import SessionPage
from sasaeai_desktop.ui.pages.watch.contacts import ContactForm
from sasaeai_desktop.ui.pages.watch.record import RecordPage
from sasaeai_desktop.ui.pages.watch.sheet import SheetPage
from sasaeai_desktop.ui.pages.watch.state import StatePage
from sasaeai_desktop.ui.pages.watch.tally import TallyPage
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import AreaField, Field, PickField
from ui.pages.watch_desk import TODAY, Round, copied, small_round
from ui.sitting import Sitting

ODD_DATE = {"era": "平成", "year": "３", "month": "13", "day": "x", "free": ""}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """The small round, with a salon session, a card and a sheet."""
    made = small_round(tmp_path_factory.mktemp("drafts") / "desk")
    salon = salons.save_salon(made.desk, None, {"name": "さくら", "type": "daily"}).result
    salons.plan_session(made.desk, salon, TODAY, start="10:00", end="11:30")
    person = cards.draft_for(made.desk, made.takahashi)
    draft = CardDraft(
        person=person.person, name=person.name, written_on=TODAY, troubles=("care",), destination="council",
        consent="none", facts="ころんだ",
    )  # fmt: skip
    cards.write_card(made.desk, draft)
    sheets.make_sheet(made.desk, made.watcher, "2026-06")
    made.desk.close()
    return made


@pytest.fixture
def sit(built: Round, tmp_path: Path, show) -> Iterator[Callable[[], Sitting]]:
    desk = copied(built, tmp_path / "desk").desk
    open_ones: list[Sitting] = []

    def again() -> Sitting:
        nonlocal desk
        if open_ones:
            open_ones[-1].end()
            desk = setup.open_desk(app_paths(tmp_path / "desk"), "あいことば", clock_at(TODAY))
        open_ones.append(Sitting(desk, show))
        return open_ones[-1]

    yield again
    open_ones[-1].end()


def _fill(page: Page) -> None:
    """Enter something in every field, right or wrong, as somebody does who is called away."""
    for field in fields_of(page):
        _enter(field)
    if page.object_name == "record":
        QTest.keyClick(page, Qt.Key.Key_2)
    elif page.object_name == "sheet":
        QTest.keyClick(page.grid, Qt.Key.Key_1)  # type: ignore[attr-defined]
        QTest.keyClick(page.grid, Qt.Key.Key_3)  # type: ignore[attr-defined]
    elif page.object_name == "tally":
        next(iter(page.counters.values())).plus.click()  # type: ignore[attr-defined]
    elif page.object_name == "session":
        page.findChild(QWidget, "count_elderly_plus").click()  # type: ignore[union-attr]


def _enter(field: Field) -> None:
    value: Any = "　１２３ あい "
    if isinstance(field, EraDateField):
        value = ODD_DATE
    elif isinstance(field, AreaField):
        value = "見たこと\n 聞いたこと"
    elif isinstance(field, PickField):
        value = field.box.itemData(field.box.count() - 1)
    elif isinstance(field, MultiChoice):
        value = list(field.buttons)[:2]
    elif isinstance(field, ChoiceField):
        value = list(field.buttons)[-1]
    field.set_raw(value)
    field.changed.emit()


def _forms(desk: Desk, people_: Round) -> dict[str, Callable[[DeskWindow], None]]:
    """How each form is reached; the page that opens is on top afterwards."""

    who, view = people_.takahashi, person_page.person_view(desk, people_.takahashi)
    card = next(row for rows in cards.board(desk).values() for row in rows)
    opened = cards.card_view(desk, card.id).card
    session = salons.sessions_of_month(desk, "2026-06")[0].id
    line = sheets.sheets_of_month(desk, "2026-06")[0]
    sheet = sheets.open_sheet(desk, line.sheet) if line.sheet else None
    role = volunteers.add_role(desk, people_.watcher, "watcher", "2026-04-01").result
    held = next(r for r in volunteers.volunteer_view(desk, people_.watcher).roles if r.id == role)
    assert sheet is not None
    assert view.case is not None
    case = view.case
    made: dict[str, tuple[str, Callable[[Any], Page]]] = {
        "record": ("watch", lambda c: RecordPage(c, who)),
        "record again": ("watch", lambda c: RecordPage(c, who, view.visits[0])),
        "sheet": ("watch", lambda c: SheetPage(c, sheet)),
        "tally": ("watch", lambda c: TallyPage(c, sheet)),
        "contact_form": ("watch", lambda c: ContactForm(c, who, None)),
        "state": ("watch", lambda c: StatePage(c, view.person, case)),
        "person_form": ("people", PersonForm),
        "person_form again": ("people", lambda c: PersonForm(c, who)),
        "member": ("people", lambda c: MemberPage(c, who, None)),
        "consent": ("people", lambda c: ConsentPage(c, view, Purpose.REFER)),
        "helper_form": ("people", lambda c: HelperForm(c, None)),
        "role_form": ("people", lambda c: RolePage(c, people_.watcher, "原田")),
        "role_end": ("people", lambda c: EndRolePage(c, held, "原田")),
        "plan": ("salon", PlanPage),
        "salon_form": ("salon", SalonFormPage),
        "write": ("cards", lambda c: None),  # by the board's own button
        "write again": ("cards", lambda c: None),
        "summary": ("cards", lambda c: SummaryPage(c, card.id)),
        "hand": ("cards", lambda c: HandOverPage(c, card.id)),
        "answer": ("cards", lambda c: AnswerPage(c, opened, council=False)),
        "session": ("salon", lambda c: SessionPage(c, session)),  # the last one: leaving it saves it
    }

    def opener(tab: str, name: str, build: Callable[[Any], Page]) -> Callable[[DeskWindow], None]:
        def reach(window: DeskWindow) -> None:
            window.open(tab)
            root = window._stacks[tab].root()
            if name.startswith("write"):
                again = card.id if name.endswith("again") else None
                root.push(root.write_page(card=again))  # type: ignore[attr-defined]
            else:
                root.push(build(root.context))

        return reach

    return {name: opener(tab, name, build) for name, (tab, build) in made.items()}


def test_every_form_comes_back_letter_by_letter_after_the_power_went(
    sit: Callable[[], Sitting], built: Round
) -> None:
    one = sit()
    typed: dict[tuple[str, ...], Any] = {}
    forms = _forms(one.desk, built)
    for name, reach in forms.items():
        reach(one.window)
        one.settle()
        page = one.page()
        _fill(page)
        one.settle()
        assert page.draft is not None, name
        page.draft.keep()  # what the clock does every ten seconds
        typed[page.draft.parts] = page.draft._state()
    one.settle()
    assert len(typed) == len(forms)
    two = sit()  # nothing was left, closed or saved: the process is simply gone
    assert two.window.continue_strip.isVisible()
    two.click("continue_more")
    assert two.page().findChild(QWidget, f"continue_all_go_{len(forms) - 1}") is not None
    for draft in two.window.shelf.all():
        two.window.go_on(draft)
        two.settle()
        back = two.page()
        assert back.draft is not None, draft.parts
        assert back.draft._state() == typed[draft.parts], draft.parts
        two.click(f"{back.object_name}_fresh")
        assert back.draft._state() != typed[draft.parts], draft.parts
    assert not drafts.kept(two.desk)


@pytest.mark.parametrize("name", ["record", "sheet", "tally", "person_form", "write"])
def test_no_way_of_leaving_loses_what_was_typed(sit: Callable[[], Sitting], built: Round, name: str) -> None:
    here = sit()
    reach = _forms(here.desk, built)[name]

    def typed() -> Any:
        reach(here.window)
        here.settle()
        page = here.page()
        _fill(page)
        assert page.draft is not None
        return page.draft._state()

    def kept() -> Any:
        here.settle()
        (draft,) = drafts.kept(here.desk)
        return draft.state

    state = typed()
    here.window._escape()
    assert kept() == state
    for leaving in (lambda: here.window.tabs.setCurrentIndex(0), here.window.close):
        reach(here.window)
        here.settle()
        here.click(f"{here.page().object_name}_fresh")
        assert not drafts.kept(here.desk)
        state = typed()
        leaving()
        assert kept() == state


def test_a_disaster_waits_for_no_half_written_visit_and_loses_none(
    sit: Callable[[], Sitting], built: Round
) -> None:
    here = sit()
    _forms(here.desk, built)["record"](here.window)
    here.settle()
    _fill(here.page())
    state = here.page().draft._state()
    here.window.open("programmes")
    here.settle()
    for name in ("programmes_plans", "plans_primary", "safety_snow"):
        here.click(name)
    QTest.keyClick(here.page().list, Qt.Key.Key_1)  # type: ignore[attr-defined]
    here.settle()
    assert disaster.board(here.desk).safe == 1
    (draft,) = drafts.kept(here.desk)
    assert draft.state == state
    here.window.open("watch")
    here.settle()
    if here.page().object_name != "record":
        _forms(here.desk, built)["record"](here.window)  # つづきから
        here.settle()
    assert here.page().draft._state() == state


def test_taps_of_a_session_are_saved_when_it_is_left_and_nothing_waits_then(
    sit: Callable[[], Sitting], built: Round
) -> None:
    here = sit()
    _forms(here.desk, built)["session"](here.window)
    here.settle()
    here.page().findChild(QWidget, "count_elderly_plus").click()  # type: ignore[union-attr]
    here.window.tabs.setCurrentIndex(0)
    here.settle()
    assert salons.sessions_of_month(here.desk, "2026-06")[0].total == 1
    assert not drafts.kept(here.desk)
    assert not here.window.continue_strip.isVisible()


def test_saving_takes_the_draft_away_and_a_mere_look_leaves_none(
    sit: Callable[[], Sitting], built: Round
) -> None:
    here = sit()
    _forms(here.desk, built)["record"](here.window)
    here.settle()
    here.page().leave()
    here.settle()
    assert not drafts.kept(here.desk)
    _forms(here.desk, built)["record"](here.window)
    here.settle()
    QTest.keyClick(here.page(), Qt.Key.Key_1)
    here.page().draft.keep()  # type: ignore[union-attr]
    here.settle()
    (draft,) = drafts.kept(here.desk)
    assert draft.about == built.takahashi
    assert "下書きをとっておきました" in here.window.status.draft.text()
    here.click("record_primary")
    assert not drafts.kept(here.desk)


def test_a_draft_thrown_away_can_be_put_back(sit: Callable[[], Sitting], built: Round) -> None:
    here = sit()
    _forms(here.desk, built)["member"](here.window)
    here.settle()
    _fill(here.page())
    here.page().leave()
    here.window.open("today")
    here.settle()
    here.click("continue_remove_0")
    assert not drafts.kept(here.desk)
    here.click("continue_restore")
    assert len(drafts.kept(here.desk)) == 1


def test_each_person_at_the_laptop_has_drafts_of_their_own(sit: Callable[[], Sitting]) -> None:
    here = sit()
    drafts.keep(here.desk, drafts.Draft(("member", "00" * 16, ""), "世帯員を足す", state={"a": "b"}))
    other = here.desk.user
    here.desk.user = type(other)(built_id(), "べつの人")
    assert not drafts.kept(here.desk)
    here.desk.user = other
    assert len(drafts.kept(here.desk)) == 1


def built_id() -> Any:
    return b"\x07" * 16
