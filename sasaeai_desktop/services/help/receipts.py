"""領収書: numbered, with its 控; a spoilt one is crossed out and keeps its number."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import HelpAct, Receipt
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.common import fresh_numbers, iso_day, month_day, need, not_after
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.help.members import member_name


def issue_receipt(desk: Desk, acts: Sequence[Id], date: str = "", addressee: str = "") -> Done[Id]:
    """Write a receipt over the cash paid for acts of one 利用会員.

    Args:
        desk: the open desk.
        acts: acts that were paid in cash and have no receipt yet.
        date: day, today when not given.
        addressee: 宛名; the member's name when not given.

    Raises:
        InputError: no cash, acts of several people, or one that has a receipt.
    """
    day = not_after(iso_day(date, "領収日"), desk.today(), "領収日") if date else desk.today()
    labels = codes.works(desk)
    with acting(desk, "") as session:
        held = list(by_ids(session.connection, HelpAct, acts).values())
        yen = sum(a.cash_yen or 0 for a in held)
        if not yen:
            raise InputError("現金で受け取ったお金が ありません。", "現金で払われた実施をえらんでください。")
        if len({a.user for a in held}) > 1:
            raise InputError("ちがう方の実施が まざっています。", "お一人ずつ領収書を出してください。")
        if any(a.receipt for a in held):
            raise InputError(
                "もう領収書を出した実施があります。", "出していない実施だけを えらんでください。"
            )
        what = "、".join(
            f"{month_day(a.date)} {labels.get(a.work, a.work)}" for a in sorted(held, key=lambda a: a.date)
        )
        name = addressee.strip() or member_name(session.connection, held[0].user)
        ent, number = session.new_id(), next(fresh_numbers(session.connection, Receipt.kind, desk.me.letter))
        values = {
            "number": number, "date": day, "member": held[0].user, "addressee": need(name, "宛名"), "yen": yen,
            "what": what, "acts": tuple(a.id for a in held),
        }  # fmt: skip
        session.record(Receipt, ent, values)
        for act in held:
            session.record(HelpAct, act.id, {"receipt": number})
        session.label = f"領収書 {number}（{yen:,}円）を作りました"
    return Done(ent, session.changes)


def void_receipt(desk: Desk, receipt: Id, why: str) -> Done[None]:
    """Cross a receipt out; its number is never given again.

    Raises:
        InputError: there is no such receipt, or no reason.
    """
    with acting(desk, "") as session:
        held = get(session.connection, Receipt, receipt)
        if held is None:
            raise InputError("この領収書が見つかりません。", "一覧で もう一度えらんでください。")
        session.record(Receipt, receipt, {"void": need(why, "書き損じの理由")})
        for act in by_ids(session.connection, HelpAct, held.acts).values():
            if act.receipt == held.number:
                session.record(HelpAct, act.id, {"receipt": ""})
        session.label = f"領収書 {held.number} を書き損じにしました"
    return Done(None, session.changes)


def list_receipts(desk: Desk, first: str = "", last: str = "9999") -> list[Receipt]:
    """Receipts by number, spoilt ones too."""
    with reading(desk) as session:
        return repo.receipts(session, first, last)
