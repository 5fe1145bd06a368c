"""サロン: places, sessions, attendance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    flag_field,
    number_field,
    ref_field,
    text_field,
    texts_field,
    time_field,
)
from sasaeai_desktop.domain.labels import Labelled


class SalonType(Labelled):
    """型; only 日常生活型 is counted as 箇所, その他 is shown apart."""

    DAILY = "daily", "日常生活型"
    OTHER = "other", "その他"


PROGRAMS = ("お茶飲み", "健康体操", "昼食会", "講話", "カラオケ", "パークゴルフ", "季節行事")


@dataclass(frozen=True, kw_only=True, slots=True)
class Salon(Record):
    """A salon: a public place that the council publishes, so number and name are open; the rest stays at home."""

    kind: ClassVar[str] = "salon"

    number: str = text_field(Chain.OPEN)
    name: str = text_field(Chain.OPEN)
    type: str = text_field(Chain.OPEN)
    start: str = day_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    advice_desk: bool = flag_field(Chain.OPEN)  # 地域の福祉相談窓口
    venue: str = text_field(Chain.HOME)
    hosts: str = text_field(Chain.HOME)  # 世話人: ids of volunteers, hex, separated by blanks
    weekday: str = text_field(Chain.HOME)
    year_start: str = text_field(Chain.HOME)  # 会計年度の始まり, month "04"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session(Record):
    """開催. The counts are participants without a name; named ones come from attendance and are added; staff apart."""

    kind: ClassVar[str] = "session"

    salon: Id | None = ref_field(Chain.OPEN)
    number: int | None = number_field(Chain.OPEN)  # 通番
    date: str = day_field(Chain.OPEN)
    start: str = time_field(Chain.OPEN)
    end: str = time_field(Chain.OPEN)
    cancelled: bool = flag_field(Chain.OPEN)
    planned: bool = flag_field(Chain.OPEN)  # written down ahead: counted once its attendance is saved
    elderly: int | None = number_field(Chain.OPEN)
    disabled: int | None = number_field(Chain.OPEN)
    children: int | None = number_field(Chain.OPEN)
    guardians: int | None = number_field(Chain.OPEN)
    others: int | None = number_field(Chain.OPEN)
    staff: int | None = number_field(Chain.OPEN)
    cancel_reason: str = text_field(Chain.HOME)
    venue: str = text_field(Chain.HOME)
    program: tuple[str, ...] = texts_field(Chain.HOME)
    fee: int | None = number_field(Chain.HOME)
    memo: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance(Record):
    """A named participant of a session; its id is keyed by (session, person), so two laptops reach the same one."""

    kind: ClassVar[str] = "attendance"

    session: Id | None = ref_field(Chain.OPEN)
    person: Id | None = ref_field(Chain.OPEN)
    newcomer: bool = flag_field(Chain.HOME)  # 新規
