"""Filling 個別避難計画, 安否確認一覧 and the summary for the 災害対策本部."""

from __future__ import annotations

from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import ConsentForm, ConsentState, Purpose
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.plans import Hazard, Need, Safety, SafetyEvent
from sasaeai_desktop.domain.sheet_rows import safety_text
from sasaeai_desktop.domain.watch import Sheet
from sasaeai_desktop.forms.evacuation_plan import EvacuationPlan
from sasaeai_desktop.forms.person_parts import Contact
from sasaeai_desktop.forms.safety_list import Line, SafetyList
from sasaeai_desktop.forms.safety_summary import SafetySummary
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.plans import disaster, listing, plans, summary
from sasaeai_desktop.services.reports.papers.people import identity
from sasaeai_desktop.services.reports.papers.sheets import district_words, next_number

LIST = "safety-list"


def people_with_plan(desk: Desk, person: Id | None) -> list[Id]:
    """Return one person, or everyone with a plan and consent, by 班.

    Raises:
        InputError: there is nobody.
    """
    if person is not None:
        return [person]
    found = [row.person for row in listing.plan_page(desk).plans if row.consent]
    if not found:
        raise InputError("印刷する避難計画がありません。", "同意のある方の計画を、先に作ってください。")
    return found


def evacuation_plan(desk: Desk, person: Id) -> EvacuationPlan:
    """Return a person's plan on paper.

    Raises:
        InputError: there is no plan, or the consent does not read あり.
    """
    view = plans.plan_view(desk, person)
    plan, who = view.plan, view.person
    if plan is None or view.consent is not ConsentState.GIVEN:
        raise InputError(
            f"{who.name}さんの避難計画は、印刷できません。",
            "「避難支援者への提供」の同意と、計画を たしかめてください。",
        )
    return EvacuationPlan(
        district=district_words(desk), number=who.number, who=identity(who, desk.today()),
        contacts=tuple(
            Contact(name=c.name, relation=c.relation, phone=c.phone, address=c.address) for c in view.contacts
        ),
        reason=plan.reason, needs=frozenset(n.label for n in Need if n.value in plan.needs), care=plan.care,
        hazards=frozenset(h.label for h in Hazard if h.value in plan.hazards),
        supporters=tuple((s.name, s.phone, s.address) for s in view.supporters), place=plan.place,
        route=plan.route, way=plan.way, room=plan.room, devices=plan.devices, note=plan.note,
        copies=tuple((g.to, g.date) for g in view.given if not g.withdrawn), consent=_consent(desk, person),
        made_on=plan.made_on, reviewed_on=view.reviewed_on, version=plan.version or 1,
    )  # fmt: skip


def _consent(desk: Desk, person: Id) -> str:
    newest = next(
        (c for c in consents.consent_history(desk, person) if c.purpose == Purpose.EVACUATION), None
    )
    if newest is None:
        return ""
    how = "　".join(
        w for w in (label_of(ConsentForm, newest.form), month_day(newest.date) if newest.date else "") if w
    )
    return f"同意あり（{how}）" if how else "同意あり"


def _event(desk: Desk, event: Id | None) -> SafetyEvent:
    """Return the event asked for, else the open one, else the latest."""
    with reading(desk) as session:
        held = get(session, SafetyEvent, event) if event else disaster.current(session)
    found = held or next(iter(disaster.events(desk)), None)
    if found is None:
        raise InputError(
            "安否確認が、まだ一度も始まっていません。", "白紙を印刷するか、安否確認を始めてください。"
        )
    return found


def safety_list(desk: Desk, event: Id | None) -> SafetyList:
    """Return the list to be ticked by hand, with what is known so far; it is kept as a record, to be read back."""
    board = disaster.board(desk, _event(desk, event).id)
    sheet, number = _list_sheet(desk, board)
    return SafetyList(
        sheet_id=sheet.hex(), number=number, district=district_words(desk), title=disaster.paper_title(board.event), safe=board.safe,
        help=board.help, unknown=board.unknown, left=board.left,
        people=tuple(
            Line(
                name=r.name, kana=r.kana, about=f"{r.age}歳" if r.age is not None else "",
                place=r.town + r.group, phone=r.phone, needs=r.needs, help=r.help_words, shelter=r.place,
                state=label_of(Safety, r.state) if r.state else "", seen=r.seen,
            )
            for r in board.rows
        ),
    )  # fmt: skip


def _list_sheet(desk: Desk, board: disaster.Board) -> tuple[Id, str]:
    """Return id and number of the list of these people in this order, the same one for every print of it."""
    month = board.event.opened_on[:7]
    rows = safety_text(board.event.id, (r.person for r in board.rows))
    with acting(desk, "安否確認一覧を作りました", undoable=False, deed=Deed.PAPER) as session:
        connection = session.connection
        sheet = keyed_id(desk.me.secret, Sheet.kind, LIST, rows)
        known = get(connection, Sheet, sheet)
        if known is not None:
            return sheet, known.number
        number = next_number(desk, connection, LIST, month)
        session.record(Sheet, sheet, {"form": LIST, "number": number, "month": month, "rows": rows})
    return sheet, number


def counts_only(desk: Desk, event: Id | None) -> SafetySummary:
    """Return the summary without a name."""
    return filled_summary(desk, summary.summary(desk, _event(desk, event).id))


def filled_summary(desk: Desk, some: summary.Summary) -> SafetySummary:
    """Return a summary on paper."""
    held = some.event
    time = f"{int(held.opened_time[:2])}時{held.opened_time[3:]}分" if held.opened_time else ""
    return SafetySummary(
        district=district_words(desk), title=disaster.paper_title(held), opened=f"{wareki(held.opened_on)}　{time}", total=some.total,
        safe=some.safe, help=some.help, unknown=some.unknown, left=some.left, minutes_half=some.minutes_half,
        minutes_all=some.minutes_all, people=tuple((p.name, p.place, p.state, p.details) for p in some.people),
        unnamed=some.unnamed, ground=some.ground,
    )  # fmt: skip
