"""Printed forms, blank and filled. Whatever carries names out leaves a line in the 第三者提供記録."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sasaeai_desktop.db.repositories import base, people
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.salon import Salon
from sasaeai_desktop.forms import audit_list, registry
from sasaeai_desktop.forms import recovery_key as key_form
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.audit import Entry
from sasaeai_desktop.services.desk.desk import Desk, acting, allow, reading
from sasaeai_desktop.services.desk.provisions import OUTSIDE, note_provision
from sasaeai_desktop.services.reports.papers import office
from sasaeai_desktop.services.reports.papers.drawing import draw
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted, no_report

# Papers that name people and are given to nobody else: to the person on them, or for the office's own file.
_OWN = ("consent", "confidentiality", "provision-ledger", "recovery-key", "person-disclosure")
_OUTSIDE = ("watcher-list", "register-card")  # have a variant for outside the district


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed form.

    Attributes:
        missing: characters without a shape in our fonts, printed as 〓.
        cut: texts that were longer than their place and end with ….
        names: whose names stand on it.
        title: its Japanese title.
        to: to whom the paper goes, as the 第三者提供記録 says; "" for papers that are given to nobody else.
        purpose: what for.
    """

    pdf: bytes
    pages: int
    missing: list[str]
    cut: list[str]
    names: list[str]
    title: str
    to: str = "印刷した用紙"
    purpose: str = "見守り・サロンの活動"


def has_outside(form: str) -> bool:
    """Return whether a form has a variant that leaves the district."""
    return form in _OUTSIDE


def print_form(
    desk: Desk | None,
    form: str,
    *,
    month: str | None = None,
    person: str | None = None,
    watcher: str | None = None,
    salon: str | None = None,
    year: int | None = None,
    outside: bool = False,
    blank: bool = False,
    report: Report = no_report,
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
        outside: for outside the district: who has not consented stands without a name.
        blank: leave everything open.
        report: told before every sheet of a batch.

    Raises:
        InputError: there is no such form or number, or nothing to print.
    """
    check_form(form)
    if blank or desk is None:
        return _blank(form, desk.today() if desk else "")
    wanted = wanted_by_number(
        desk, month=month, person=person, watcher=watcher, salon=salon, year=year, outside=outside
    )
    printed = preview(desk, form, wanted, report)
    note_names(desk, printed, "ファイル")
    return printed


def check_form(form: str) -> None:
    """Make sure that there is such a form.

    Raises:
        InputError: there is none.
    """
    if form not in registry.names():
        raise InputError(
            f"「{form}」という用紙はありません。", f"{'、'.join(registry.names())} からえらんでください。"
        )


def wanted_by_number(
    desk: Desk,
    *,
    month: str | None = None,
    person: str | None = None,
    watcher: str | None = None,
    salon: str | None = None,
    year: int | None = None,
    outside: bool = False,
) -> Wanted:
    """Return what to print where people and salons are named by their 管理番号; see ``print_form``.

    Raises:
        InputError: there is no such number.
    """
    today = desk.today()
    return Wanted(
        month=month or today[:7],
        year=fiscal_year(today) if year is None else year,
        person=_numbered(desk, Person, person),
        watcher=_numbered(desk, Volunteer, watcher),
        salon=_numbered(desk, Salon, salon),
        outside=outside,
    )


def preview(desk: Desk, form: str, wanted: Wanted, report: Report = no_report) -> Printed:
    """Return a form as it would be printed; ``note_names`` follows when it really is.

    Args:
        desk: the open desk.
        form: one of ``forms()``.
        wanted: what to print.
        report: told before every sheet of a batch; what it raises ends the batch.

    Raises:
        InputError: nothing to print.
    """
    allow(desk, Deed.PAPER)
    drawn, names = draw(desk, form, wanted, report)
    title = registry.TITLES[form]
    if form in _OWN:
        return Printed(drawn.pdf, drawn.pages, drawn.missing, drawn.cut, names, title, to="")
    printed = Printed(drawn.pdf, drawn.pages, drawn.missing, drawn.cut, names, title)
    return replace(printed, to=OUTSIDE, purpose="社協・包括へつなぐ") if wanted.outside else printed


def blank(form: str, today: str) -> Printed:
    """Return a form with everything left open."""
    return _blank(form, today)


def _blank(form: str, today: str) -> Printed:
    drawn = registry.blank_form(form, printed_on=today)
    return Printed(drawn.pdf, drawn.pages, drawn.missing, drawn.cut, [], registry.TITLES[form], to="")


def recovery_key(desk: Desk, key: str) -> Printed:
    """Return the paper of a recovery key that was just made; the key is neither kept nor logged here.

    Args:
        desk: open, freshly unlocked by a passphrase.
        key: eight groups of five symbols, as ``access.new_paper_key`` gives it.
    """
    drawn = key_form.draw(office.recovery_paper(desk, key), printed_on=desk.today())
    return Printed(drawn.pdf, drawn.pages, drawn.missing, drawn.cut, [], key_form.TITLE, to="")


def audit_paper(desk: Desk, found: Sequence[Entry], about: str = "") -> Printed:
    """Return 足あと on paper.

    Args:
        desk: the open desk.
        found: the lines, as ``audit.entries`` gave them.
        about: what was looked for, "" for everything.
    """
    allow(desk, Deed.AUDIT)
    lines = [audit_list.AuditLine(f"{e.at[:10]} {e.at[11:16]}", e.by, e.words, e.whose) for e in found]
    drawn = audit_list.draw(desk.me.name, lines, about=about, printed_on=desk.today())
    names = sorted({name for e in found for name in e.people})
    return Printed(drawn.pdf, drawn.pages, drawn.missing, drawn.cut, names, audit_list.TITLE, to="")


def note_names(desk: Desk, printed: Printed, medium: str) -> None:
    """Write the log of a print that carries names, and the 第三者提供記録 unless it is given to nobody else.

    Args:
        desk: the open desk.
        printed: what was printed or saved.
        medium: 紙 or ファイル.
    """
    if not printed.names:
        return
    with acting(desk, f"{printed.title}を印刷しました", undoable=False, deed=Deed.PAPER) as session:
        if printed.to:
            note_provision(
                session, desk, what=f"{printed.title}（{printed.pages}ページ）", names=printed.names,
                to=printed.to, purpose=printed.purpose, medium=medium,
            )  # fmt: skip
        whose = audit.people_called(session.connection, printed.names)
        audit.log_access(session.connection, desk, f"print {printed.title} {printed.pages}", whose)


def _numbered(desk: Desk, kind: type[Record], number: str | None) -> Id | None:
    if not number:
        return None
    with reading(desk) as session:
        found = people.numbered(session, kind.kind, number)
        canonical = base.canonical_ids(session)
    if found is None:
        raise InputError(f"「{number}」という番号は登録されていません。", "名簿で番号を確かめてください。")
    return canonical.get(found, found)
