"""Tables of おたすけ: what was asked, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import cells, choices
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestRow(Row):
    """A request; ``work`` as it is called, ``reason`` why it could not be met or was called off."""

    number: str
    received_on: str
    user_number: str = ""
    work: str
    wanted_on: str = ""
    state: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ActRow(Row):
    """One act. ``yen`` is what was charged, expenses included; ``work`` empty: that of the request."""

    request_number: str
    date: str
    start: str = ""
    end: str = ""
    helper_numbers: tuple[str, ...] = ()
    work: str = ""
    rule: str = ""
    yen: int | None = None
    pay: str = ""
    receipt: str = ""
    note: str = ""


REQUESTS = Kind(
    "help-requests",
    "おたすけの申込",
    RequestRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "H001", "H002", needed=True),
        column("受付日", "received_on", cells.DATE, "2023-12-01", "R5.12.2", needed=True),
        column("利用者番号", "user_number", cells.NUMBER_TEXT, "T001", "T002"),
        column("作業", "work", cells.COMMON_TEXT, "除雪", "買い物", needed=True),
        column("希望日", "wanted_on", cells.DATE, "2023-12-05", ""),
        column("状態", "state", choices.REQUEST_STATE, "実施", "不可"),
        column("理由", "reason", cells.TEXT, "", "担い手がいない"),
        column("メモ", "note", cells.TEXT, "玄関から道まで", ""),
    ),
    unique="管理番号",
    span=(),
    personal="おたすけを頼んだ方の番号とお願いの中身",
    office=True,
)

ACTS = Kind(
    "help-acts",
    "おたすけの実施",
    ActRow,
    (
        column("依頼番号", "request_number", cells.NUMBER_TEXT, "H001", "H001", needed=True),
        column("実施日", "date", cells.DATE, "2023-12-05", "2023-12-12", needed=True),
        column("開始", "start", cells.TIME, "08:00", "08:00"),
        column("終了", "end", cells.TIME, "08:50", "08:30"),
        column("担当者番号", "helper_numbers", cells.NUMBER_LIST, "V01", "V01・V02"),
        column("作業", "work", cells.COMMON_TEXT, "除雪", "除雪"),
        column("料金区分", "rule", cells.COMMON_TEXT, "30分ごと", "30分ごと"),
        column("金額", "yen", cells.WHOLE, "600", "300"),
        column("支払", "pay", choices.PAY, "現金", "利用券"),
        column("領収書番号", "receipt", cells.NUMBER_TEXT, "A-0001", ""),
        column("メモ", "note", cells.TEXT, "", ""),
    ),
    span=(),
    personal="おたすけに行った方の番号と金額",
    office=True,
)

KINDS = (REQUESTS, ACTS)
