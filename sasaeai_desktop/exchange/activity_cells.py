"""Cells of the tables of activities and groups."""

from __future__ import annotations

import re
from typing import Any

from sasaeai_desktop.domain.activities import ActivityState, ActivityType
from sasaeai_desktop.domain.groups import GroupType
from sasaeai_desktop.exchange.cells import Cell, Holds
from sasaeai_desktop.exchange.choices import choice
from sasaeai_desktop.exchange.folding import content_key, widen_kana

ACTIVITY_TYPE = choice(
    ActivityType,
    {
        "会合": "meeting", "委員会": "meeting", "イベント": "event", "フォーラム": "event", "広報紙": "paper", "広報紙発行": "paper",
        "講座": "training", "研修会": "training", "地域特性を活かした事業": "local", "共同活動": "joint",
    },
)  # fmt: skip
ACTIVITY_STATE = choice(
    ActivityState, {"済": "held", "開催": "held", "計画": "planned"}, empty=ActivityState.HELD.value
)
GROUP_TYPE = choice(
    GroupType,
    {
        "自治会": "town", "町会": "town", "民生委員児童委員協議会": "commissioners", "民生委員": "commissioners", "老人会": "seniors",
        "事業所": "welfare", "小学校": "school", "中学校": "school", "包括": "care_centre", "地域包括": "care_centre",
        "ボランティア": "volunteers", "企業": "company", "商店": "company", "市": "office", "市社協": "office",
    },
    empty=GroupType.OTHER.value,
)  # fmt: skip
_BETWEEN = re.compile("[;；,，、\n]+")


def _names(text: str) -> tuple[str, ...]:
    """Return names or codes as written, in order, each once; a ・ belongs to a name (老人クラブ・寿会)."""
    parts = (part.strip() for part in _BETWEEN.split(widen_kana(text)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _key(value: Any) -> str:
    return ";".join(content_key(part) for part in value)


NAMES = Cell(_names, show=";".join, key=_key, empty=(), holds=Holds.FREE)
