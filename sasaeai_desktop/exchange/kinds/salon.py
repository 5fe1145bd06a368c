"""Tables of ふれあいサロン: the salons, their sessions and who took part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.exchange import cells, choices
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonRow(Row):
    """A salon.

    Attributes:
        number: 管理番号.
        type: code of ``SalonType``; an empty cell is 日常生活型.
        host_numbers: 管理番号 of its 世話人.
        advice_desk: it takes worries in (相談窓口).
    """

    number: str
    name: str
    type: str = ""
    venue: str = ""
    host_numbers: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    advice_desk: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionRow(Row):
    """A session; the counts are participants without a name, None where the cell is empty.

    Attributes:
        salon_number: 管理番号 of the salon.
        number: 通番, None when the file has none.
        program: codes or words of what was done.
        elderly: participants, as ``disabled``, ``children``, ``guardians`` and ``others``; ``staff`` is not one of them.
        fee: yen per participant.
        cancelled: with ``cancel_reason``, "" for a mere mark.
    """

    salon_number: str
    number: int | None = None
    date: str
    start: str = ""
    end: str = ""
    venue: str = ""
    program: tuple[str, ...] = ()
    elderly: int | None = None
    disabled: int | None = None
    children: int | None = None
    guardians: int | None = None
    others: int | None = None
    staff: int | None = None
    fee: int | None = None
    cancelled: bool = False
    cancel_reason: str = ""
    memo: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceRow(Row):
    """A participant of a salon's session on that day: by number, or by name if on no list yet.

    Attributes:
        salon_number: 管理番号 of the salon.
        date: day of the session.
        person_number: 管理番号 of the person, else ``name`` and ``kana``.
    """

    salon_number: str
    date: str
    person_number: str = ""
    name: str = ""
    kana: str = ""


SALONS = Kind(
    "salons",
    "サロン",
    SalonRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "S01", "S02", needed=True),
        column("名称", "name", cells.COMMON_TEXT, "見本サロン", "例の茶の間", needed=True),
        column("型", "type", choices.SALON_TYPE, "日常生活型", "その他"),
        column("会場", "venue", cells.COMMON_TEXT, "見本地区センター", "例公民館"),
        column("世話人番号", "host_numbers", cells.NUMBER_LIST, "V02", ""),
        column("開始日", "start", cells.DATE, "2020-04-01", "2023-06-01"),
        column("終了日", "end", cells.DATE, "", ""),
        column("相談窓口", "advice_desk", choices.YES_NO, "あり", "なし"),
    ),
    unique="管理番号",
)


def _was_held(code: str, values: Mapping[str, Any]) -> bool:
    """Say whether a lone sign in 中止 is answered by the row: where people were counted, the session was held."""
    return code == "lone_sign" and any(
        values.get(name) for name in ("elderly", "disabled", "children", "guardians", "others")
    )


SESSIONS = Kind(
    "sessions",
    "サロンの開催",
    SessionRow,
    (
        column("サロン番号", "salon_number", cells.NUMBER_TEXT, "S01", "S01", needed=True),
        column("通番", "number", cells.WHOLE, "1", "2"),
        column("開催日", "date", cells.DATE, "2023-10-04", "2023-10-11", needed=True),
        column("開始", "start", cells.TIME, "10:00", "10:00"),
        column("終了", "end", cells.TIME, "12:00", "12:00"),
        column("会場", "venue", cells.COMMON_TEXT, "見本地区センター", "見本地区センター"),
        column("プログラム", "program", cells.WORDS, "お茶飲み・健康体操", "講話"),
        column("高齢者数", "elderly", cells.WHOLE, "8", ""),
        column("障がい者数", "disabled", cells.WHOLE, "1", ""),
        column("子ども数", "children", cells.WHOLE, "0", ""),
        column("保護者数", "guardians", cells.WHOLE, "0", ""),
        column("その他数", "others", cells.WHOLE, "1", ""),
        column("スタッフ数", "staff", cells.WHOLE, "3", ""),
        column("会費", "fee", cells.WHOLE, "100", ""),
        column("中止", "cancelled cancel_reason", choices.CANCELLED, "", "大雪のため"),
        column("メモ", "memo", cells.TEXT, "", ""),
    ),
    span=(),
    answers=_was_held,
)

ATTENDANCE = Kind(
    "attendance",
    "サロンの参加者",
    AttendanceRow,
    (
        column("サロン番号", "salon_number", cells.NUMBER_TEXT, "S01", "S01", needed=True),
        column("開催日", "date", cells.DATE, "2023-10-04", "2023-10-04", needed=True),
        column("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", ""),
        column("氏名", "name", cells.NAME, "", "例 静子"),
        column("ふりがな", "kana", cells.KANA, "", "れい しずこ"),
    ),
    one_of=("対象者番号", "氏名"),
    personal="サロンに来た方の番号",
)

KINDS = (SALONS, SESSIONS, ATTENDANCE)
