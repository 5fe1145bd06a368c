"""The ledger of a district: what each programme with a grant took in and spent."""

from __future__ import annotations

from random import Random

from sasaeai_desktop.practice.days import first, iso, last
from sasaeai_desktop.practice.draft import Draft
from sasaeai_desktop.practice.programme_records import LedgerPlan

_GRANTED = (
    ("watch", "watch_yen"), ("salon", "salon_yen"), ("local", "local_yen"), ("volunteer_centre", "centre_yen"),
    ("newsletter", "newsletter_yen"),
)  # fmt: skip
_SPENT = {
    "watch": (
        ("activity", "訪問用の ファイルと文房具"),
        ("insurance", "ボランティア保険"),
        ("training", "担い手の研修会"),
    ),
    "salon": (
        ("venue", "会館の使用料"),
        ("activity", "お茶とお菓子"),
        ("equipment", "体操の用具"),
        ("sundry", "コピー代"),
    ),
    "local": (("activity", "行事の材料"), ("venue", "会場の使用料"), ("sundry", "切手")),
    "volunteer_centre": (("activity", "除雪の用具"), ("insurance", "活動の保険")),
    "newsletter": (("activity", "印刷代"), ("sundry", "配布の封筒")),
}
_OWN = "反省会の茶菓（対象外）"


def ledgers(draft: Draft) -> None:
    """Add a ledger where a district keeps one here; the first one always does."""
    rng = draft.chance("money")
    if draft.share.index and rng.random() < 0.6:
        return
    for share in draft.share.years:
        receipt = 0
        for programme, field in _GRANTED:
            granted = getattr(share, field)
            if granted and not (programme == "watch" and draft.share.style == "none"):
                receipt = _programme(draft, rng, share.year, programme, granted, receipt)


def _programme(draft: Draft, rng: Random, year: int, programme: str, granted: int, receipt: int) -> int:
    def line(account: str, yen: int, text: str, *, own: bool = False, number: int = 0) -> None:
        day = first(year) + int(rng.random() * (last(year) - first(year)))
        key = f"L{len(draft.ledger) + 1:04d}"
        plan = LedgerPlan(
            key, year, programme, account, yen, iso(day), text, str(number) if number else "", own
        )
        draft.ledger.append(plan)

    line("grant", granted, "市社協から")
    if rng.random() < 0.5:
        line("carried", 1000 + int(rng.random() * 20_000), "前の年度から")
    if rng.random() < 0.6:
        line("fees", 100 * (1 + int(rng.random() * 200)), "会費")
    left = granted if rng.random() < 0.5 else int(granted * rng.uniform(0.7, 1.02))
    while left > 0:
        account, text = rng.choice(_SPENT[programme])
        yen = min(left, 200 + int(rng.random() * max(800, granted / 4)))
        receipt += 1
        line(account, yen, text, number=receipt)
        left -= yen
    if rng.random() < 0.3:
        receipt += 1
        line("sundry", 300 + int(rng.random() * 3000), _OWN, own=True, number=receipt)
    return receipt
