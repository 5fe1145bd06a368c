"""つづきから: which page a kept draft belongs to, what it needs to be read again, and the page itself."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.goals import Effort, Goal
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.moving import MoveOffer
from sasaeai_desktop.domain.people import Purpose, Role
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.domain.watch import Visit

if TYPE_CHECKING:
    from sasaeai_desktop.services.desk.desk import Desk
    from sasaeai_desktop.services.desk.drafts import Draft
    from sasaeai_desktop.ui.pages.page import Page, PageContext

Ids = tuple[Any, ...]
"""What a draft is about: ids, None for a new record, and the words that are no id (a fiscal year)."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a kind of draft is opened again.

    Attributes:
        tab: the tab it is worked on.
        module: where its page lies, below ``ui.pages``.
        load: reads what the page is about, on the worker thread.
        build: makes the page; takes its module, the context, the ids of the draft, what was loaded, and the tab's page.
    """

    tab: str
    module: str
    load: Callable[[Desk, Ids], Any]
    build: Callable[[Any, PageContext, Ids, Any, Page], Page]


def way_of(draft: Draft) -> Way | None:
    """Return how a draft is opened, None for one of a newer program."""
    return _WAYS.get(draft.kind)


def load(desk: Desk, draft: Draft, way: Way) -> Any:
    """Read what the draft is about, and import its page.

    Raises:
        InputError: what it was about has been deleted since.
    """
    importlib.import_module(f"sasaeai_desktop.ui.pages.{way.module}")
    return way.load(desk, _ids(draft))


def build(context: PageContext, draft: Draft, way: Way, loaded: Any, root: Page) -> Page:
    """Make the page; it shows the draft by itself."""
    module = importlib.import_module(f"sasaeai_desktop.ui.pages.{way.module}")
    return way.build(module, context, _ids(draft), loaded, root)


def _ids(draft: Draft) -> Ids:
    return tuple(from_hex(part) if len(part) == 32 else part or None for part in draft.parts[1:])


def _gone() -> InputError:
    return InputError("もとの きろくが 見つかりません。", "この書きかけは、消してかまいません。")


def _one(kind: type[Any], at: int = 0) -> Callable[[Desk, Ids], Any]:
    """Read the record that the draft is about; None where it is about a new one."""

    def read(desk: Desk, ids: Ids) -> Any:
        from sasaeai_desktop.services.desk.drafts import subject  # noqa: PLC0415 - on the worker

        ent = ids[at] if at < len(ids) else None
        if ent is None:
            return None
        found = subject(desk, kind, ent)
        if found is None:
            raise _gone()
        return found

    return read


def _person(desk: Desk, ids: Ids) -> Any:
    from sasaeai_desktop.services.people import person_page  # noqa: PLC0415 - on the worker

    assert ids[0] is not None, "drafts about a person name them"
    return person_page.person_view(desk, ids[0])


def _sheet(desk: Desk, ids: Ids) -> Any:
    from sasaeai_desktop.services.watch import sheets  # noqa: PLC0415 - on the worker

    assert ids[0] is not None, "drafts of a sheet name it"
    if len(ids) > 2:  # it may not have been made yet
        return sheets.look_at(desk, ids[1], ids[2])
    return sheets.open_sheet(desk, ids[0])


def _helper(desk: Desk, ids: Ids) -> Any:
    from sasaeai_desktop.services.people import volunteers  # noqa: PLC0415 - on the worker

    return volunteers.volunteer_view(desk, ids[0]).volunteer if ids[0] is not None else None


def _role(desk: Desk, ids: Ids) -> Any:
    role = _one(Role)(desk, ids)
    return role, _helper(desk, (role.volunteer,)).name


def _districts(desk: Desk, ids: Ids) -> Any:
    from sasaeai_desktop.services.reports import reports  # noqa: PLC0415 - on the worker

    return reports.annual(desk, int(ids[0])).by_district


def _request(desk: Desk, ids: Ids) -> Any:
    from sasaeai_desktop.services.help import requests  # noqa: PLC0415 - on the worker

    assert ids[0] is not None, "drafts of an act name its request"
    return requests.request_row(desk, ids[0])


def _money_line(desk: Desk, ids: Ids) -> Any:
    from sasaeai_desktop.services.money import ledger  # noqa: PLC0415 - on the worker

    return ledger.line_row(desk, ids[2]) if ids[2] is not None else None


def _activity(desk: Desk, ids: Ids) -> Any:
    from sasaeai_desktop.services.activities import activities  # noqa: PLC0415 - on the worker

    return activities.activity_row(desk, ids[0]) if ids[0] is not None else None


def _nothing(_desk: Desk, _ids_of: Ids) -> None:
    """Nothing needs to be read."""


def _among(records: Any, ent: Id | None) -> Any:
    return next((record for record in records if record.id == ent), None)


def _state_page(module: Any, context: PageContext, _ids_of: Ids, view: Any, _root: Page) -> Page:
    if view.case is None:
        raise _gone()
    page: Page = module.StatePage(context, view.person, view.case)
    return page


def _card_page(_module: Any, _context: PageContext, ids: Ids, _card: Any, root: Any) -> Page:
    page: Page = root.write_page(ids[0], ids[1])
    return page


def _request_form(module: Any, context: PageContext, _ids_of: Ids, _loaded: Any, root: Any) -> Page:
    page: Page = module.RequestFormPage(context, root.open_request)
    return page


_WAYS: dict[str, Way] = {
    "record": Way("watch", "watch.record", _one(Visit, 1), lambda m, c, i, x, _r: m.RecordPage(c, i[0], x)),
    "sheet": Way("watch", "watch.sheet", _sheet, lambda m, c, _i, x, _r: m.SheetPage(c, x)),
    "tally": Way("watch", "watch.tally", _sheet, lambda m, c, _i, x, _r: m.TallyPage(c, x)),
    "contact_form": Way(
        "watch", "watch.contacts", _person,
        lambda m, c, i, x, _r: m.ContactForm(c, i[0], _among(x.contacts, i[1])),
    ),
    "state": Way("watch", "watch.state", _person, _state_page),
    "person_form": Way("people", "person_form", _nothing, lambda m, c, i, _x, _r: m.PersonForm(c, i[0])),
    "arrival_form": Way(
        "today", "inbox.arrival", _one(MoveOffer), lambda m, c, _i, x, _r: m.ArrivalForm(c, x)
    ),
    "member": Way(
        "people", "people.member", _person, lambda m, c, i, x, _r: m.MemberPage(c, i[0], _among(x.members, i[1]))
    ),
    "helper_form": Way("people", "people.helper_form", _helper, lambda m, c, _i, x, _r: m.HelperForm(c, x)),
    "role_form": Way("people", "people.role_form", _helper, lambda m, c, i, x, _r: m.RolePage(c, i[0], x.name)),
    "role_end": Way("people", "people.role_form", _role, lambda m, c, _i, x, _r: m.EndRolePage(c, *x)),
    "plan": Way("salon", "salon.plan", _one(Session), lambda m, c, _i, x, _r: m.PlanPage(c, session=x)),
    "evacuation_plan": Way(
        "programmes", "plans.plan_form", _person, lambda m, c, i, _x, _r: m.PlanFormPage(c, i[0])
    ),
    "help_request": Way("programmes", "help.request_form", _nothing, _request_form),
    "help_act": Way("programmes", "help.act_form", _request, lambda m, c, _i, x, _r: m.ActFormPage(c, x)),
    "money_line": Way(
        "programmes", "money.line_form", _money_line,
        lambda m, c, i, x, _r: m.LineFormPage(c, i[0], int(i[1]), row=x),
    ),
    "activity_form": Way(
        "programmes", "activities.activity_form", _activity, lambda m, c, _i, x, _r: m.ActivityFormPage(c, x)
    ),
    "group_form": Way(
        "programmes", "groups.group_form", _one(Body), lambda m, c, _i, x, _r: m.GroupFormPage(c, x)
    ),
    "goal_form": Way("programmes", "goals.goal_form", _one(Goal), lambda m, c, _i, x, _r: m.GoalFormPage(c, x)),
    "effort_form": Way(
        "programmes", "goals.effort_form", _one(Effort, 1), lambda m, c, i, x, _r: m.EffortFormPage(c, i[0], x)
    ),
    "school_form": Way("programmes", "school.school_form", _nothing, lambda m, c, _i, _x, _r: m.SchoolFormPage(c)),
    "salon_form": Way("salon", "salon.salon_form", _one(Salon), lambda m, c, _i, x, _r: m.SalonFormPage(c, x)),
    "session": Way("salon", "salon.session", _one(Session), lambda m, c, i, _x, _r: m.SessionPage(c, i[0])),
    "write": Way("cards", "cards.write", _one(ReferralCard), _card_page),
    "summary": Way("cards", "cards.summary_page", _one(ReferralCard), lambda m, c, i, _x, _r: m.SummaryPage(c, i[0])),
    "hand": Way("cards", "cards.hand_over", _one(ReferralCard), lambda m, c, i, _x, _r: m.HandOverPage(c, i[0])),
    "statement": Way(
        "districts", "districts.statement", _districts,
        lambda m, c, i, x, _r: m.StatementPage(c, x, int(i[0]), i[1] or ""),
    ),
    "answer": Way(
        "cards", "cards.answer", _one(ReferralCard),
        lambda m, c, _i, x, _r: m.AnswerPage(c, x, council=c.desk.me.council),
    ),
}  # fmt: skip


def _consent(purpose: Purpose) -> Way:
    return Way("people", "people.consent", _person, lambda m, c, _i, x, _r: m.ConsentPage(c, x, purpose))


_WAYS |= {f"consent-{purpose.value}": _consent(purpose) for purpose in Purpose}
