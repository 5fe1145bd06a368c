"""Tables of 会議・行事・広報・研修 and of who completed a training."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import activity_cells, cells
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityRow(Row):
    """One activity; ``bodies`` are numbers or names of groups, ``goals`` codes of a plan, ``state`` "" without its column."""

    number: str
    type: str
    date: str
    title: str
    place: str = ""
    state: str = ""
    reason: str = ""
    participants: int | None = None
    bodies: tuple[str, ...] = ()
    copies: int | None = None
    goals: tuple[str, ...] = ()
    contents: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CompletionRow(Row):
    """Somebody completed a training, by its 管理番号."""

    activity_number: str
    volunteer_number: str
    date: str = ""


ACTIVITIES = Kind(
    "activities",
    "会議・行事・広報・研修",
    ActivityRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "K01", "K02", needed=True),
        column("種別", "type", activity_cells.ACTIVITY_TYPE, "会議", "研修", needed=True),
        column("実施日", "date", cells.DATE, "2023-04-20", "2023-06-10", needed=True),
        column("名称", "title", cells.TEXT, "見本の推進委員会", "見本の養成講座", needed=True),
        column("場所", "place", cells.TEXT, "見本会館", "見本会館"),
        column("状態", "state", activity_cells.ACTIVITY_STATE, "実施", "予定"),
        column("理由", "reason", cells.TEXT, "", ""),
        column("参加人数", "participants", cells.WHOLE, "18", ""),
        column("出席団体", "bodies", activity_cells.NAMES, "見本町内会;見本民児協", ""),
        column("部数", "copies", cells.WHOLE, "", ""),
        column("目標", "goals", activity_cells.NAMES, "", ""),
        column("内容", "contents", cells.TEXT, "今年度の進めかた", ""),
    ),
    unique="管理番号",
    span=(),
    office=True,
)

COMPLETIONS = Kind(
    "completions",
    "研修の修了",
    CompletionRow,
    (
        column("講座番号", "activity_number", cells.NUMBER_TEXT, "K02", "K02", needed=True),
        column("担当者番号", "volunteer_number", cells.NUMBER_TEXT, "V01", "V02", needed=True),
        column("修了日", "date", cells.DATE, "2023-06-10", ""),
    ),
    span=(),
    personal="研修を修了した方の番号",
    office=True,
)

KINDS = (ACTIVITIES, COMPLETIONS)
