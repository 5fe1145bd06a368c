"""Cells of the tables of money: 区分, 科目, what a grant rule counts, 端数."""

from __future__ import annotations

import re
from typing import Any

from sasaeai_desktop.domain.grants import Rounding, Unit
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.money import Account, Side
from sasaeai_desktop.exchange.cells import BadCell, Cell
from sasaeai_desktop.exchange.choices import choice
from sasaeai_desktop.exchange.folding import matching_key

SIDE = choice(Side, {"入": "income", "入金": "income", "出": "expense", "出金": "expense"})
ACCOUNT = choice(
    Account,
    {
        "助成金": "grant", "補助金": "grant", "市社協助成金": "grant", "参加費": "fees", "町内会負担金": "shares", "雑入": "sundry_income",
        "預金利息": "sundry_income", "寄付金": "sundry_income", "繰越金": "carried", "前年度繰越金": "carried", "諸経費": "activity",
        "活動費": "activity", "消耗品費": "activity", "研修": "training", "備品": "equipment", "会場": "venue", "会場借上料": "venue",
        "会場使用料": "venue", "保険": "insurance", "雑": "sundry", "予備": "reserve",
    },
)  # fmt: skip
UNIT = choice(
    Unit,
    {
        "1地区": "district", "定額": "district", "町会": "town", "自治会": "town", "箇所": "salon", "か所": "salon", "開催回数": "session",
        "開催1回": "session", "1回": "session", "参加人数": "participant", "延べ参加人数": "participant", "65歳以上の参加者": "elderly",
        "見守り対象者": "person", "実施回数": "act", "発行": "act", "発行回数": "act", "号": "act", "発行部数": "copy",
        "経費": "spent", "上限": "limit",
    },
)  # fmt: skip
_ROUNDED = re.compile("(切り?捨て?|四捨五入|切り?上げ?)([0-9,]*)(円)?(未満)?$")


def _rounding(text: str) -> tuple[str, int | None]:
    """Return how and to how many yen: 「切り捨て100」, 「四捨五入 1,000円」; without a number to 100 yen."""
    found = _ROUNDED.fullmatch(matching_key(text))
    if found is None:
        raise BadCell(
            "「切り捨て100」のように、切り捨て・四捨五入・切り上げ と 何円でするかを入れてください。"
        )
    how = found[1]
    code = Rounding.HALF if how[0] == "四" else Rounding.UP if "上" in how else Rounding.DOWN
    digits = found[2].replace(",", "")
    return code.value, int(digits) if digits else 100


def _show_rounding(value: Any) -> str:
    how, to = value
    return f"{label_of(Rounding, how)}{to}" if how else ""


ROUNDING = Cell(_rounding, show=_show_rounding, key=_show_rounding, empty=("", None))
