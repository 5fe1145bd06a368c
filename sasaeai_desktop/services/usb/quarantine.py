"""わきによけた記録: what a revoked laptop wrote beyond its trusted tips, decided about; what others had no say in, seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sasaeai_desktop.db.lines import DELETED, Change, decode_lines, stream_name
from sasaeai_desktop.db.repositories import peers, quarantine
from sasaeai_desktop.db.repositories.quarantine import (
    KEPT_OUT,
    OUTSIDE,
    OUTSIDE_SEEN,
    RELEASED,
    WAITING,
    SetAside,
)
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.desk.field_names import field_name
from sasaeai_desktop.services.usb import revoking, setting_aside
from sasaeai_desktop.sync import incoming, powers
from sasaeai_desktop.sync.incoming import Block
from sasaeai_desktop.sync.vouched import Vouched

_KINDS = {
    "person": "対象者", "volunteer": "担い手", "member": "担い手", "role": "役割", "case": "見守りの登録", "visit": "見守りのきろく",
    "tally": "見守りの回数", "salon": "サロン", "session": "サロンの開催", "attendance": "サロンの出席",
    "card": "つながりカード", "card_copy": "つながりカード", "consent": "同意", "contact": "緊急連絡先", "closing": "月締め",
    "evacuation_plan": "避難計画", "plan_supporter": "避難計画", "plan_review": "避難計画", "plan_copy": "避難計画",
    "safety_event": "安否確認", "safety_tick": "安否確認", "help_member": "おたすけ", "help_request": "おたすけ",
    "help_act": "おたすけ", "school": "登校見守り", "school_day": "登校見守り", "patrol": "登校見守り",
    "activity": "活動", "completion": "研修の修了", "advice_counter": "相談窓口", "body": "団体", "body_link": "団体",
    "goal": "計画目標", "effort": "計画目標", "goal_year": "計画目標",
    "ledger_line": "収支", "budget_line": "収支", "money_year": "収支", "money_closing": "収支", "grant_rule": "助成のきまり",
}  # fmt: skip
_OTHER = "そのほか"
_FIELDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch of a revoked laptop's changes that nobody has vouched for.

    Attributes:
        n: its number, by which it is released or kept out.
        at: when it was put aside, ISO time.
        device: the revoked laptop, 16 hex digits; ``owner`` in words.
        revoked_on: day of the revocation.
        changes: how many.
        first_on, last_on: the dates written in them (the laptop's own clock); empty when they say none.
        what: what they are about, in words with counts, e.g. 「見守りのきろく 4件」.
        decided: empty while it waits, "released", "kept out", or "outside seen".
        ours: whether it may be released here; otherwise the council decides.
        outside: its writer has no say in it, so that it is never taken in.
    """

    n: int
    at: str
    device: str
    owner: str
    revoked_on: str
    changes: int
    first_on: str
    last_on: str
    what: str
    decided: str
    ours: bool
    outside: bool = False


def items(desk: Desk, *, waiting_only: bool = False) -> list[Item]:
    """Return what lies aside, those that wait first, then the newest first."""
    laptops = {laptop.device: laptop for laptop in revoking.laptops(desk)}
    with reading(desk) as session:
        found = quarantine.all_items(session)
        has_council = any(p.council for p in peers.all_peers(session))
    rows = []
    for item in found:
        if waiting_only and item.decided not in (WAITING, OUTSIDE):
            continue
        laptop = laptops.get(item.device)
        owner = f"{laptop.name}（{laptop.letter}）" if laptop else item.device
        first_on, last_on, what = _in_words(item)
        outside = item.decided in (OUTSIDE, OUTSIDE_SEEN)
        rows.append(
            Item(item.n, item.at, item.device, owner, laptop.revoked_on if laptop else "", len(item.lines), first_on,
                 last_on, what, "" if item.decided == OUTSIDE else item.decided,
                 not outside and _ours(desk, item, has_council=has_council), outside)
        )  # fmt: skip
    return sorted(rows, key=lambda r: (r.decided != WAITING, -r.n))


def _in_words(item: SetAside) -> tuple[str, str, str]:
    changes, _ = decode_lines(item.stream, 0, item.first, item.lines)
    days = sorted(change.on for change in changes if change.on)
    counts: Counter[str] = Counter()
    for kind, _ in {(change.kind, change.ent) for change in changes}:
        counts[_KINDS.get(kind, _OTHER)] += 1
    what = "、".join(
        f"{name} {count}件" for name, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    )
    if item.decided in (OUTSIDE, OUTSIDE_SEEN):
        what += f"（{'・'.join(_fields_in_words(changes))}）"
    return (days[0], days[-1], what) if days else ("", "", what)


def _fields_in_words(changes: list[Change]) -> list[str]:
    """Say what was to be written, each once."""
    named = [
        "消す" if field == DELETED else field_name(change.kind, field)
        for change in changes
        for field in powers.fields_in_words(change.kind, change.w.keys())
    ]
    return list(dict.fromkeys(named))[:_FIELDS_SHOWN]


def _ours(desk: Desk, item: SetAside, *, has_council: bool) -> bool:
    home = stream_name(item.stream).audience == "home"
    return desk.me.council or home or (not has_council and desk.me.letter == revoking.FIRST_LETTER)


def release(desk: Desk, n: int) -> Done[int]:
    """Take an item in after all, with the signatures it came with; returns how many changes.

    What the council releases is trusted by every laptop from its next bundle on.

    Raises:
        InputError: there is no such item, it is decided, another place decides, or what comes before it is missing.
        RefusedError: it does not chain; nothing was taken in.
    """
    with acting(desk, "わきによけた記録を受け入れました", undoable=False, deed=Deed.SETTLE) as session:
        connection = session.connection
        item = _waiting_item(quarantine.find(connection, n), n)
        if item.decided in (OUTSIDE, OUTSIDE_SEEN):
            raise InputError(
                "この記録は、書いた相手が書いてよいものではありません。受け入れられません。",
                "どうして書いたのかを、相手に聞いてください。",
            )
        known = peers.all_peers(connection)
        if not _ours(desk, item, has_council=any(p.council for p in known)):
            raise InputError(
                "この記録を受け入れるかどうかは、市社協（なければ1台目のパソコン）が決めます。",
                "市社協に、わきによけた記録があることを知らせてください。",
            )
        block = Block(item.stream, item.first, item.seq, item.tip, item.signature, item.lines)
        taken = incoming.take_in(connection, [block], desk.me.device, judge=setting_aside.judge(desk))
        setting_aside.keep_outside(connection, desk, taken.outside, item.bundle)
        if taken.gaps:
            raise InputError(
                "この記録の前の記録が、まだ受け入れられていません。",
                "前の番号のものを、先に受け入れてください。",
            )
        session.took_in(taken.touched, taken.max_lam)
        peer = next(p for p in known if p.device == item.device)
        revoking.vouch(session, desk, peer, {item.stream: [Vouched(item.seq, item.tip, item.signature)]})
        quarantine.decide(connection, n, RELEASED)
    return Done(taken.added, session.changes)


def keep_out(desk: Desk, n: int) -> Done[int]:
    """Decide that an item stays outside; it is kept, and may still be released later. Returns how many changes.

    What its writer has no say in stays outside for good: it is only marked as seen.

    Raises:
        InputError: there is no such item, or it was released.
    """
    with acting(
        desk, "わきによけた記録を受け入れないことにしました", undoable=False, deed=Deed.SETTLE
    ) as session:
        item = _waiting_item(quarantine.find(session.connection, n), n)
        outside = item.decided in (OUTSIDE, OUTSIDE_SEEN)
        quarantine.decide(session.connection, n, OUTSIDE_SEEN if outside else KEPT_OUT)
    return Done(len(item.lines), session.changes)


def _waiting_item(item: SetAside | None, n: int) -> SetAside:
    if item is None:
        raise InputError(
            f"わきによけた記録に、{n}番はありません。", "sasaeai quarantine list で、番号を確かめてください。"
        )
    if item.decided == RELEASED:
        raise InputError(f"{n}番の記録は、もう受け入れています。")
    return item
