"""Printed forms, blank and filled. Whatever carries names out leaves a line in the 第三者提供記録."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.forms import (
    annual_report,
    card,
    card_no_name,
    city_table,
    registry,
    salon_roster,
    visit_sheet,
)
from sasaeai_desktop.forms.joining import joined
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.services import safety
from sasaeai_desktop.services.card_records import is_dangerous, may_be_named
from sasaeai_desktop.services.desk import Desk, acting, reading
from sasaeai_desktop.services.papers import cards, sheets, years


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to print; ids are of this desk, unset means everything of the month or year.

    Attributes:
        month: "2023-10".
        year: fiscal year.
    """

    month: str
    year: int
    person: Id | None = None
    watcher: Id | None = None
    salon: Id | None = None
    card: Id | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed form.

    Attributes:
        missing: characters without a shape in our fonts, printed as 〓.
        names: whose names stand on it.
        title: its Japanese title.
    """

    pdf: bytes
    pages: int
    missing: list[str]
    names: list[str]
    title: str


def forms() -> list[str]:
    """Return the names of the forms that exist."""
    return list(registry.names())


def titles() -> dict[str, str]:
    """Return the Japanese title of every form by name."""
    return dict(registry.TITLES)


def print_form(
    desk: Desk | None,
    form: str,
    *,
    month: str | None = None,
    person: str | None = None,
    watcher: str | None = None,
    salon: str | None = None,
    year: int | None = None,
    blank: bool = False,
) -> Printed:
    """Print a form for the command line, which names people by their 管理番号.

    Args:
        desk: the open desk; None for a blank form without an installation.
        form: one of ``forms()``.
        month: "2023-10"; this month when not given.
        person: 管理番号 of a person.
        watcher: 管理番号 of a volunteer.
        salon: 管理番号 of a salon.
        year: fiscal year; the present one when not given.
        blank: leave everything open.

    Raises:
        InputError: there is no such form or number, or nothing to print.
    """
    if form not in registry.names():
        raise InputError(
            f"「{form}」という用紙はありません。", f"{'、'.join(registry.names())} からえらんでください。"
        )
    if blank or desk is None:
        drawn = registry.blank_form(form, printed_on=desk.today() if desk else "")
        return Printed(drawn.pdf, drawn.pages, drawn.missing, [], registry.TITLES[form])
    today = desk.today()
    wanted = Wanted(
        month=month or today[:7],
        year=fiscal_year(today) if year is None else year,
        person=_numbered(desk, Person, person),
        watcher=_numbered(desk, Volunteer, watcher),
        salon=_numbered(desk, Salon, salon),
    )
    printed = preview(desk, form, wanted)
    note_names(desk, printed, "ファイル")
    return printed


def preview(desk: Desk, form: str, wanted: Wanted) -> Printed:
    """Return a form as it would be printed; ``note_names`` follows when it really is.

    Raises:
        InputError: nothing to print.
    """
    drawn, names = _DRAW[form](desk, wanted)
    return Printed(drawn.pdf, drawn.pages, drawn.missing, names, registry.TITLES[form])


def blank(form: str, today: str) -> Printed:
    """Return a form with everything left open."""
    drawn = registry.blank_form(form, printed_on=today)
    return Printed(drawn.pdf, drawn.pages, drawn.missing, [], registry.TITLES[form])


def note_names(desk: Desk, printed: Printed, medium: str) -> None:
    """Write the 第三者提供記録 of a print that carries names; one without names leaves none.

    Args:
        desk: the open desk.
        printed: what was printed or saved.
        medium: 紙 or ファイル.
    """
    if not printed.names:
        return
    with acting(desk, f"{printed.title}を印刷しました", undoable=False) as session:
        values = {
            "date": session.today,
            "what": f"{printed.title}（{printed.pages}ページ）",
            "names": "、".join(printed.names),
            "to": "印刷した用紙",
            "purpose": "見守り・サロンの活動",
            "medium": medium,
            "by": desk.user.name,
        }
        session.record_many(Provision, [(session.new_id(), values)])
        safety.log_access(session.connection, desk, f"print {printed.title} {printed.pages}")


def _numbered(desk: Desk, kind: type[Record], number: str | None) -> Id | None:
    if not number:
        return None
    with reading(desk) as session:
        rows = session.exec_driver_sql(
            f'SELECT id FROM "{kind.kind}" WHERE gone = 0 AND number = ? ORDER BY id',
            (number,),
        ).scalars()
        found = rows.first()
        canonical = base.canonical_ids(session)
    if found is None:
        raise InputError(f"「{number}」という番号は登録されていません。", "名簿で番号を確かめてください。")
    return canonical.get(Id(found), Id(found))


# -- the forms ----------------------------------------------------------------------------------------------------


def _visit_sheets(desk: Desk, wanted: Wanted) -> tuple[Drawn, list[str]]:
    filled = sheets.visit_sheets(desk, wanted.month, wanted.watcher)
    names = sorted({person.name for sheet in filled for person in sheet.people})
    return visit_sheet.draw_all(filled, printed_on=desk.today()), names


def _salon_rosters(desk: Desk, wanted: Wanted) -> tuple[Drawn, list[str]]:
    filled = sheets.salon_rosters(desk, wanted.month, wanted.salon)
    names = sorted({guest.name for roster in filled for guest in (*roster.regulars, *roster.occasional)})
    return salon_roster.draw_all(filled, printed_on=desk.today()), names


def _cards(desk: Desk, wanted: Wanted) -> tuple[Drawn, list[str]]:
    found = cards.cards_to_print(desk, wanted.year, wanted.person, wanted.card)
    drawn = [card.draw(cards.named(desk, c), printed_on=desk.today(), copies=_copies(desk, c)) for c in found]
    return joined(drawn), sorted({c.name for c in found if c.name})


def _copies(desk: Desk, found: ReferralCard) -> tuple[str, ...]:
    """Without consent only the copy that stays here is printed with the name; danger needs no consent."""
    with reading(desk) as session:
        named = may_be_named(session, found)
    return tuple(card.COPIES) if named or is_dangerous(found) else card.COPIES[:1]


def _nameless_cards(desk: Desk, wanted: Wanted) -> tuple[Drawn, list[str]]:
    found = cards.cards_to_print(desk, wanted.year, wanted.person, wanted.card)
    return joined([card_no_name.draw(cards.nameless(desk, c), printed_on=desk.today()) for c in found]), []


def _annual_report(desk: Desk, wanted: Wanted) -> tuple[Drawn, list[str]]:
    if desk.me.council:
        raise InputError(
            "年間実績報告書は、地区社協の用紙です。", "市社協では、総括表（city-table）を印刷してください。"
        )
    return annual_report.draw(years.district(desk, wanted.year), printed_on=desk.today()), []


def _city_table(desk: Desk, wanted: Wanted) -> tuple[Drawn, list[str]]:
    if not desk.me.council:
        raise InputError(
            "総括表は、市社協の用紙です。", "地区では、年間実績報告書（annual-report）を印刷してください。"
        )
    return city_table.draw(years.city(desk, wanted.year), printed_on=desk.today()), []


_DRAW: dict[str, Callable[[Desk, Wanted], tuple[Drawn, list[str]]]] = {
    visit_sheet.NAME: _visit_sheets,
    salon_roster.NAME: _salon_rosters,
    card.NAME: _cards,
    card_no_name.NAME: _nameless_cards,
    annual_report.NAME: _annual_report,
    city_table.NAME: _city_table,
}
