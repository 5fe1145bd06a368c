"""見守り: registrations, visits, monthly tallies, paper sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    month_field,
    number_field,
    ref_field,
    refs_field,
    text_field,
    texts_field,
    time_field,
)
from sasaeai_desktop.domain.labels import Labelled


class Method(Labelled):
    """方法."""

    VISIT = "visit", "訪問"
    PHONE = "phone", "電話"
    PATTERN = "pattern", "行動パターン"

    @property
    def mark(self) -> str:
        """The sign on paper and in the month grid: 訪 電 姿."""
        return {"visit": "訪", "phone": "電", "pattern": "姿"}[self.value]

    @property
    def words(self) -> str:
        """What it is called on the screen and on the paper that people fill in; ``label`` is the council's term."""
        return "姿を見た" if self is Method.PATTERN else self.label


def method_words(code: str) -> str:
    """Return the words of a method; a code of a newer program as it is."""
    return next((method.words for method in Method if method == code), code)


class Result(Labelled):
    """結果. ABSENT and NO_ANSWER are acts too, and shown apart."""

    MET = "met", "会えた・話せた"
    SEEN = "seen", "外からの確認のみ"
    ABSENT = "absent", "不在"
    NO_ANSWER = "no_answer", "応答なし"


ABSENT_RESULTS = (Result.ABSENT.value, Result.NO_ANSWER.value)


class Condition(Labelled):
    """様子."""

    SAME = "same", "変わりなし"
    CONCERN = "concern", "気になる"
    ALARM = "alarm", "異変"


class CaseState(Labelled):
    """見守り登録の状態. CONSIDERED is not in force."""

    CONSIDERED = "considered", "要検討"
    ACTIVE = "active", "継続"
    HOSPITAL = "hospital", "入院中"
    PAUSED = "paused", "休止"
    ENDED = "ended", "終了"


class EndReason(Labelled):
    """終了理由."""

    FACILITY = "facility", "施設入所"
    MOVED = "moved", "転出"
    DIED = "died", "死亡"
    DECLINED = "declined", "本人辞退"
    OTHER = "other", "その他"


class Trigger(Labelled):
    """きっかけ of a registration."""

    SELF = "self", "本人希望"
    AROUND = "around", "周りから見て必要"
    COMMISSIONER = "commissioner", "民生委員から"
    OTHER = "other", "その他"


class Category(Labelled):
    """区分; the programme limits nobody."""

    ELDERLY = "elderly", "高齢"
    DISABLED = "disabled", "障がい"
    ILL = "ill", "病気"
    PARENTING = "parenting", "子育て"
    OTHER = "other", "その他"


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchCase(Record):
    """見守り登録. In force on a day from ``start`` to ``end``, both included, unless 要検討; no start, no registration."""

    kind: ClassVar[str] = "case"

    person: Id | None = ref_field(Chain.OPEN)
    start: str = day_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    state: str = text_field(Chain.OPEN)
    state_on: str = day_field(Chain.OPEN)
    end_reason: str = text_field(Chain.HOME)
    trigger: str = text_field(Chain.HOME)
    category: str = text_field(Chain.HOME)
    method: str = text_field(Chain.HOME)  # planned method
    every_days: int | None = number_field(Chain.HOME)  # planned rhythm in days (週2回 = 4), per person
    weekdays: tuple[str, ...] = texts_field(Chain.HOME)  # planned days, "0" Monday .. "6" Sunday
    coordinator: Id | None = ref_field(Chain.HOME)  # 世話係
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment(Record):
    """担い手 of a watched person, with dates; ``order`` is the round on that watcher's paper."""

    kind: ClassVar[str] = "assignment"

    person: Id | None = ref_field(Chain.HOME)
    volunteer: Id | None = ref_field(Chain.HOME)
    start: str = day_field(Chain.HOME)
    end: str = day_field(Chain.HOME)
    order: int | None = number_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Record):
    """見守り実施: one act, one watched person, one contact."""

    kind: ClassVar[str] = "visit"

    date: str = day_field(Chain.OPEN)
    person: Id | None = ref_field(Chain.OPEN)
    method: str = text_field(Chain.OPEN)
    result: str = text_field(Chain.OPEN)
    time: str = time_field(Chain.HOME)
    watchers: tuple[Id, ...] = refs_field(Chain.HOME)
    condition: str = text_field(Chain.HOME)
    signs: tuple[str, ...] = texts_field(Chain.HOME)
    memo: str = text_field(Chain.HOME)
    next_on: str = day_field(Chain.HOME)  # 次回予定


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally(Record):
    """月計: a month's acts of a person or of a watcher, where nobody noted the days."""

    kind: ClassVar[str] = "tally"

    person: Id | None = ref_field(Chain.OPEN)
    watcher: Id | None = ref_field(Chain.OPEN)
    month: str = month_field(Chain.OPEN)  # 2023-10
    method: str = text_field(Chain.OPEN)
    count: int | None = number_field(Chain.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet(Record):
    """A printed sheet that comes back: its QR holds id, page and corner, nothing else."""

    kind: ClassVar[str] = "sheet"

    form: str = text_field(Chain.HOME)  # "visit-sheet", "salon-roster" or "safety-list"
    number: str = text_field(Chain.HOME)  # 票の番号, "0512"
    month: str = month_field(Chain.HOME)
    watcher: Id | None = ref_field(Chain.HOME)
    salon: Id | None = ref_field(Chain.HOME)
    rows: str = text_field(Chain.HOME)  # rows and columns in paper order, see domain/sheet_rows.py
