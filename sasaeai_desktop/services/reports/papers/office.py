"""Filling the office's papers: money, sticks, receipts, what was given to whom, the recovery key."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, fiscal_year, last_day
from sasaeai_desktop.forms.disposal import DisposalRecord, Disposed
from sasaeai_desktop.forms.handover_receipt import Handover
from sasaeai_desktop.forms.provision_ledger import Given, ProvisionLedger
from sasaeai_desktop.forms.recovery_key import RecoveryKey
from sasaeai_desktop.forms.usb_ledger import Taken, UsbLedger
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.safety import retention
from sasaeai_desktop.services.usb import ledger
from sasaeai_desktop.services.usb.ledger import Handed


def usb_ledger(desk: Desk, year: int) -> UsbLedger:
    """Return the sticks that left in a fiscal year, oldest first."""
    handed = [h for h in reversed(ledger.handed_over(desk)) if fiscal_year(h.at[:10]) == year]
    return UsbLedger(
        district=district_words(desk), year=year,
        lines=tuple(Taken(day=h.at[:10], file=h.file, changes=h.changes, to=h.to, by=h.by) for h in handed),
    )  # fmt: skip


def handover(desk: Desk, month: str) -> Handover:
    """Return the receipt of the newest stick of a month.

    Raises:
        InputError: none was written in it.
    """
    found = next((h for h in ledger.handed_over(desk) if h.at[:7] == month), None)
    if found is None:
        raise InputError(
            "この月に書き出したUSBは、ありません。", "月を えらび直すか、白紙を印刷してください。"
        )
    return _handover(desk, found)


def _handover(desk: Desk, handed: Handed) -> Handover:
    return Handover(
        giver=district_words(desk), receiver=handed.to, day=handed.at[:10], number=handed.number, file=handed.file,
        changes=handed.changes, names=len(handed.names), medium="USBメモリー", by=desk.user.name,
    )  # fmt: skip


def provisions(desk: Desk, year: int) -> ProvisionLedger:
    """Return what carried names out in a fiscal year, oldest first."""
    with reading(desk) as session:
        found = base.select(
            session,
            Provision,
            "AND date BETWEEN ? AND ? ORDER BY date, id",
            (first_day(year), last_day(year)),
        )
    return ProvisionLedger(
        district=district_words(desk),
        year=year,
        lines=tuple(
            Given(
                day=p.date, names=p.names, what=p.what, to=p.to, purpose=p.purpose, medium=p.medium, by=p.by
            )
            for p in found
        ),
    )


def recovery_paper(desk: Desk, key: str) -> RecoveryKey:
    """Return the paper of a key that was just made; nothing here keeps it."""
    return RecoveryKey(
        district=district_words(desk), key=key, computer=f"{desk.me.letter}号機" if desk.me.letter else "",
        made_on=desk.today(),
    )  # fmt: skip


# -- 廃棄記録 --------------------------------------------------------------------------------------------------------


def disposals(desk: Desk, year: int) -> DisposalRecord:
    """Return what was destroyed or given back in a fiscal year; a year without any has open lines."""
    found = retention.disposals(desk, first_day(year), last_day(year))
    lines = tuple(
        Disposed(day=d.on, what=d.what, count=d.count, how=d.how, why=d.why, by=d.by, witness=d.witness)
        for d in found
    )
    return DisposalRecord(district=district_words(desk), year=year, lines=lines)
