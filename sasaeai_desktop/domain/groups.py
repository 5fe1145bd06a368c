"""団体・ネットワーク: the groups of a district, whom to reach there, who meets whom.

Names of public bodies are open (shared programmes page, section 3); people, telephones and notes stay at home.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Record, day_field, ref_field, text_field
from sasaeai_desktop.domain.labels import Labelled


class GroupType(Labelled):
    """種別."""

    TOWN = "town", "町内会"
    COMMISSIONERS = "commissioners", "民児協"
    SENIORS = "seniors", "老人クラブ"
    WELFARE = "welfare", "福祉事業所"
    SCHOOL = "school", "学校"
    CARE_CENTRE = "care_centre", "地域包括支援センター"
    UNIVERSITY = "university", "大学"
    VOLUNTEERS = "volunteers", "ボランティア団体"
    COMPANY = "company", "企業・商店"
    OFFICE = "office", "市・市社協"
    OTHER = "other", "その他"


@dataclass(frozen=True, kw_only=True, slots=True)
class Body(Record):
    """団体."""

    kind: ClassVar[str] = "body"

    name: str = text_field(Chain.OPEN)
    type: str = text_field(Chain.OPEN)
    start: str = day_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    number: str = text_field(Chain.HOME)  # 管理番号
    chief: str = text_field(Chain.HOME)  # 代表者
    phone: str = text_field(Chain.HOME)
    address: str = text_field(Chain.HOME)
    role: str = text_field(Chain.HOME)  # ネットワークでの役割
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyLink(Record):
    """Two groups meet or work together; keyed by both, whichever is named first."""

    kind: ClassVar[str] = "body_link"

    a: Id | None = ref_field(Chain.HOME)
    b: Id | None = ref_field(Chain.HOME)
    how: str = text_field(Chain.HOME)
