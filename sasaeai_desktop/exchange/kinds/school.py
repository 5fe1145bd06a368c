"""Tables of 登校見守り: the schools, and the days on which somebody stood there."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import cells, choices
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolRow(Row):
    """A school; ``points`` in the order of the round, ; or a new line between."""

    number: str
    name: str
    type: str = ""
    points: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayRow(Row):
    """One school on one day; ``unnamed`` are those who stood there without a name."""

    school_number: str
    date: str
    start: str = ""
    end: str = ""
    volunteer_numbers: tuple[str, ...] = ()
    unnamed: int | None = None
    memo: str = ""


SCHOOLS = Kind(
    "schools",
    "学校",
    SchoolRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "G01", "G02", needed=True),
        column("名称", "name", cells.COMMON_TEXT, "見本小学校", "例中学校", needed=True),
        column("種別", "type", choices.SCHOOL_TYPE, "小学校", "中学校"),
        column("地点", "points", cells.TEXT, "校門前;中通りの横断歩道", ""),
    ),
    unique="管理番号",
    span=(),
    office=True,
)

DAYS = Kind(
    "school-days",
    "登校見守り",
    DayRow,
    (
        column("学校番号", "school_number", cells.NUMBER_TEXT, "G01", "G01", needed=True),
        column("実施日", "date", cells.DATE, "2023-10-04", "2023-10-05", needed=True),
        column("開始", "start", cells.TIME, "07:50", "07:50"),
        column("終了", "end", cells.TIME, "08:15", "08:15"),
        column("担当者番号", "volunteer_numbers", cells.NUMBER_LIST, "V01", "V01・V02"),
        column("人数", "unnamed", cells.WHOLE, "", "1"),
        column("メモ", "memo", cells.TEXT, "", ""),
    ),
    span=(),
    personal="登校見守りに立った方の番号",
    office=True,
)

KINDS = (SCHOOLS, DAYS)
