"""Filling the papers that go into the field and come back: visit sheets and salon rosters."""

from __future__ import annotations

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import base, scanned
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import salon as salon_repo
from sasaeai_desktop.domain import kana, rhythm
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import RoleKind, Volunteer
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.domain.sheet_rows import roster_text
from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.domain.watch import Sheet
from sasaeai_desktop.forms.salon_roster import Guest, SalonRoster
from sasaeai_desktop.forms.visit_sheet import VisitSheet, WatchedPerson
from sasaeai_desktop.services.desk.common import days_before, last_of_month, months_back
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.salon.guests import HISTORY, salon_in
from sasaeai_desktop.services.watch import sheets

ROSTER = "salon-roster"


def watchers_of(desk: Desk, month: str, watcher: Id | None) -> list[Id]:
    """Return one watcher, or everyone with people to visit in the month, in order of kana.

    Raises:
        InputError: nobody is watched in that month.
    """
    watchers = [watcher] if watcher else [line.watcher for line in sheets.sheets_of_month(desk, month)]
    if not watchers:
        raise InputError(
            "この月に見守る方が、まだ登録されていません。", "名簿で、見守る方と担い手を登録してください。"
        )
    return watchers


def visit_sheet(desk: Desk, month: str, watcher: Id) -> VisitSheet:
    """Return a watcher's sheet of a month; it is kept as a record, so that it can be typed in or read back."""
    view = sheets.make_sheet(desk, watcher, month).result
    return VisitSheet(
        sheet_id=view.sheet.hex(),
        number=view.number,
        district=district_words(desk),
        watcher=view.watcher_name,
        month=view.month,
        people=tuple(
            WatchedPerson(
                name=row.name, kana=row.kana, about=row.about.removesuffix(f"・{row.town}{row.group}"),
                place=f"{row.town}{row.group}", plan=_plan_words(row.plan),
                planned=row.planned, usual=row.baseline,
            )
            for row in view.rows
        ),
        coordinator=view.coordinator,
        coordinator_phone=view.coordinator_phone,
    )  # fmt: skip


def _plan_words(plan: str) -> str:
    """月・木 is printed as 月・木曜."""
    return f"{plan}曜" if plan and all(c in "月火水木金土日・" for c in plan) else plan


def district_words(desk: Desk) -> str:
    """Return the name as printed: 新旭川 becomes 新旭川地区社協, unless it says so itself."""
    return desk.me.name if desk.me.council or "社協" in desk.me.name else f"{desk.me.name}地区社協"


def salons_of(desk: Desk, salon: Id | None) -> list[Id]:
    """Return one salon, or all that are open today, by number.

    Raises:
        InputError: there is no salon.
    """
    with reading(desk) as session:
        salons = [salon] if salon else [s.id for s in salon_repo.salons(session, desk.today())]
    if not salons:
        raise InputError("サロンが、まだ登録されていません。", "サロンのページで登録してください。")
    return salons


def salon_roster(desk: Desk, month: str, salon: Id) -> SalonRoster:
    """Return a salon's roster for the quarter of the fiscal year that holds a month."""
    return _salon_roster(desk, salon, _quarter(month))


def _quarter(month: str) -> list[str]:
    """Return the three months of a quarter: April to June, July to September, and so on."""
    last = {1: 3, 2: 3, 3: 3, 4: 6, 5: 6, 6: 6, 7: 9, 8: 9, 9: 9, 10: 12, 11: 12, 12: 12}[int(month[5:7])]
    return months_back(f"{month[:4]}-{last:02}", 3)


def _salon_roster(desk: Desk, ent: Id, months: list[str]) -> SalonRoster:
    first, last = f"{months[0]}-01", last_of_month(months[-1])
    with acting(desk, "サロン出席表を作りました", undoable=False, deed=Deed.PAPER) as session:
        connection = session.connection
        salon = salon_in(connection, ent)
        planned = [s for s in salon_repo.session_lines(connection, first, last, salon=ent) if not s.cancelled]
        regulars, occasional = _guests(desk, connection, ent, last)
        days = [s.date for s in planned]
        rows = roster_text((p for p, _ in regulars), (p for p, _ in occasional), days)
        sheet = keyed_id(desk.me.secret, Sheet.kind, ROSTER, ent.hex(), months[0], rows)
        known = base.get(connection, Sheet, sheet)
        if known is None:
            number = next_number(desk, connection, ROSTER, months[0])
            session.record(
                Sheet,
                sheet,
                {"form": ROSTER, "number": number, "month": months[0], "salon": ent, "rows": rows},
            )
        else:
            number = known.number
        coordinator, phone = _coordinator(connection, desk.today())
        return SalonRoster(
            sheet_id=sheet.hex(), number=number, district=district_words(desk), salon=salon.name,
            place=_place(salon, connection), sessions=tuple(days),
            regulars=tuple(g for _, g in regulars), occasional=tuple(g for _, g in occasional),
            coordinator=coordinator, coordinator_phone=phone,
        )  # fmt: skip


def _guests(
    desk: Desk, connection: Connection, salon: Id, last: str
) -> tuple[list[tuple[Id, Guest]], list[tuple[Id, Guest]]]:
    """Return いつもの方 and ときどきの方 by kana, as of the newest held sessions."""
    alias = people_repo.aliases(connection)
    held = salon_repo.held_before(connection, salon, min(last, desk.today()), HISTORY)
    place = {s.id: n for n, s in enumerate(held)}
    came: dict[Id, list[bool]] = {}
    for entry in salon_repo.attendance(connection, list(place)) if place else []:
        came.setdefault(alias.of(entry.person), [False] * len(held))[place[entry.session]] = True
    year_ago = days_before(desk.today(), 365)
    names = people_repo.names(connection, alias, came)
    regulars, occasional = [], []
    for person in sorted(names, key=lambda p: (kana.sort_key(names[p].kana), p)):
        guest = (person, Guest(name=names[person].name, kana=names[person].kana))
        if rhythm.regular(came[person]):
            regulars.append(guest)
        elif any(c and s.date >= year_ago for c, s in zip(came[person], held, strict=True)):
            occasional.append(guest)
    return regulars, occasional


def _place(salon: Salon, connection: Connection) -> str:
    newest = base.select(connection, Session, "AND salon = ? ORDER BY date DESC LIMIT 1", (salon.id,))
    words = [salon.venue or (newest[0].venue if newest else "")]
    if newest:
        hour = newest[0].start
        words.append(
            f"{weekday(newest[0].date)}曜{int(hour[:2])}時" + ("半" if hour[3:5] == "30" else "")
            if hour
            else ""
        )
    return " ".join(w for w in words if w)


def _coordinator(connection: Connection, today: str) -> tuple[str, str]:
    """Return name and phone of the 世話係 to call: the first by kana."""
    holders = sorted(people_repo.role_holders(connection, RoleKind.BLOCK_COORDINATOR, today))
    found = sorted(
        base.by_ids(connection, Volunteer, [Id(h) for h in holders]).values(),
        key=lambda v: kana.sort_key(v.kana),
    )
    return (found[0].name, found[0].phone) if found else ("", "")


def next_number(desk: Desk, connection: Connection, form: str, month: str) -> str:
    """Return the number of a form's next sheet in a month: 0602, on the second laptop B0602."""
    prefix = ("" if desk.me.letter == "A" else desk.me.letter) + month[5:7]
    given = scanned.sheet_numbers(connection, form, month)
    taken = [n[len(prefix) :] for n in given if n.startswith(prefix)]
    return f"{prefix}{1 + max((int(t) for t in taken if t.isdigit()), default=0):02}"
