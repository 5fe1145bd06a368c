"""The table of 団体."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import activity_cells, cells
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupRow(Row):
    """A group with whom to reach there."""

    number: str
    name: str
    type: str = ""
    chief: str = ""
    phone: str = ""
    note: str = ""
    role: str = ""


GROUPS = Kind(
    "groups",
    "団体",
    GroupRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "D01", "D02", needed=True),
        column("名称", "name", cells.COMMON_TEXT, "見本町内会", "例老人クラブ", needed=True),
        column("種別", "type", activity_cells.GROUP_TYPE, "町内会", "老人クラブ"),
        column("代表者", "chief", cells.NAME, "見本 一郎", ""),
        column("電話", "phone", cells.PHONE, "0166-00-0000", ""),
        column("備考", "note", cells.TEXT, "", ""),
        column("役割", "role", cells.TEXT, "回覧板を回す", ""),
    ),
    unique="管理番号",
    span=(),
    personal="団体の代表者のお名前と電話",
    office=True,
)

KINDS = (GROUPS,)
