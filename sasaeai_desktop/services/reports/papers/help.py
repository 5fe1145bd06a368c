"""Filling the papers of おたすけ: request, record of a helper's month, receipt, settlement."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import HelpMember, HelpRequest, Pay, Receipt, Repeat, Side, WhyNot
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms.help_record import Act, HelpRecord
from sasaeai_desktop.forms.help_request import HelpPaper
from sasaeai_desktop.forms.help_settlement import HelperSum, HelpSettlement
from sasaeai_desktop.forms.person_parts import Identity
from sasaeai_desktop.forms.receipt import ReceiptPaper
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.common import last_of_month
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.help import acts, settling
from sasaeai_desktop.services.help.members import names_of
from sasaeai_desktop.services.reports.papers.people import identity
from sasaeai_desktop.services.reports.papers.sheets import district_words


def requests_to_print(desk: Desk, month: str, person: Id | None, request: Id | None) -> list[HelpPaper]:
    """Return one request, a person's requests, or all of a month.

    Raises:
        InputError: there is none.
    """
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        if request is not None:
            found = [r for r in [get(session, HelpRequest, request)] if r]
        elif person is not None:
            members = repo.members_behind(session, "person", alias.all(person))
            found = repo.requests_of(session, [m.id for m in members])
        else:
            found = repo.requests(session, f"{month}-01", last_of_month(month))
        members_of = by_ids(session, HelpMember, [r.user for r in found if r.user])
        people = people_repo.people(session, alias, [m.person for m in members_of.values() if m.person])
        labels = codes.works_in(session)
        names = names_of(session, [h for r in found for h in r.helpers])
    if not found:
        raise InputError("印刷する申込がありません。", "月や お名前を たしかめるか、白紙を印刷してください。")
    papers = []
    for r in found:
        member = members_of.get(r.user) if r.user else None
        who = people.get(alias.of(member.person)) if member and member.person else None
        papers.append(
            HelpPaper(
                district=district_words(desk), number=r.number, who=identity(who, desk.today()) if who else Identity(),
                received_on=r.received_on, works=tuple(labels.values()), work=labels.get(r.work, r.work),
                wanted_on=r.wanted_on, wanted_time=r.wanted_time, repeat=label_of(Repeat, r.repeat or "once"),
                note=r.note, helpers="・".join(names[h].name for h in r.helpers if h in names), matched_on=r.matched_on,
                why_not=label_of(WhyNot, r.why_not) if r.why_not else "", reason=r.reason,
            )
        )  # fmt: skip
    return papers


def records(desk: Desk, month: str, volunteer: Id | None) -> list[HelpRecord]:
    """Return a helper's month, or that of everyone who helped.

    Raises:
        InputError: nobody helped.
    """
    rows = acts.acts_between(desk, f"{month}-01", last_of_month(month))
    with reading(desk) as session:
        wanted: set[Id] = {h for row in rows for h in row.act.helpers}
        if volunteer is not None:
            ids = people_repo.aliases(session).all(volunteer)
            wanted = {m.id for m in repo.members_behind(session, "volunteer", ids) if m.side == Side.HELPER}
        names = names_of(session, wanted)
    found = [
        HelpRecord(
            district=district_words(desk), helper=name.name, phone=name.phone, month=wareki(month),
            acts=tuple(
                Act(
                    date=row.act.date, start=row.act.start, end=row.act.end, who=row.who, work=row.work,
                    yen=row.act.charged_yen, pay=label_of(Pay, row.act.pay) if row.act.pay else "",
                )
                for row in rows
                if member in row.act.helpers
            ),
        )
        for member, name in sorted(names.items(), key=lambda pair: pair[1].kana)
    ]  # fmt: skip
    if not found:
        raise InputError("この月に手伝った方が いません。", "月を たしかめるか、白紙を印刷してください。")
    return found


def receipts_to_print(desk: Desk, month: str, receipt: Id | None) -> list[ReceiptPaper]:
    """Return one receipt, or all of a month, spoilt ones too.

    Raises:
        InputError: there is none.
    """
    with reading(desk) as session:
        if receipt is not None:
            found = [r for r in [get(session, Receipt, receipt)] if r]
        else:
            found = repo.receipts(session, f"{month}-01", last_of_month(month))
    if not found:
        raise InputError("印刷する領収書がありません。", "おたすけのページで、先に領収書を作ってください。")
    return [
        ReceiptPaper(
            district=district_words(desk), number=r.number, date=r.date, addressee=r.addressee, yen=r.yen or 0,
            what=r.what, void=r.void,
        )
        for r in found
    ]  # fmt: skip


def settlement(desk: Desk, month: str) -> HelpSettlement:
    """Return a month's settlement as it stands now."""
    now = settling.account(desk, month)
    return HelpSettlement(
        district=district_words(desk), month=wareki(month), acts=now.acts, charged=now.charged, cash=now.cash,
        tickets=now.tickets, unpaid=now.unpaid, to_helpers=now.to_helpers, kept=now.kept,
        helpers=tuple(
            HelperSum(name=h.name or "（名簿にない方）", acts=len(h.lines), minutes=h.minutes, yen=h.yen) for h in now.helpers
        ),
    )  # fmt: skip
