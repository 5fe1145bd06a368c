"""Tables of 見守り: single acts, and month counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from sasaeai_desktop.domain.signs import Sign
from sasaeai_desktop.exchange import cells, choices
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitRow(Row):
    """One act.

    Attributes:
        person_number: 管理番号 of whom it was for, ``watcher_numbers`` of those who did it.
        method: code of ``Method``, ``result`` of ``Result``, ``condition`` of ``Condition``.
        signs: codes; ``other_signs`` are words in no list, kept as they were written.
        memo: as the file has it; see ``full_memo``.
    """

    date: str
    time: str = ""
    person_number: str
    watcher_numbers: tuple[str, ...] = ()
    method: str
    result: str = ""
    condition: str = ""
    signs: tuple[str, ...] = ()
    other_signs: tuple[str, ...] = ()
    memo: str = ""

    @property
    def full_memo(self) -> str:
        """The memo to store: the file's memo, and below it the signs that are in no list."""
        if not self.other_signs:
            return self.memo
        extra = "サイン: " + "、".join(self.other_signs)
        return f"{self.memo}\n{extra}" if self.memo else extra

    def as_stored(self) -> VisitRow:
        """Return it with the signs in no list inside the memo, where they are stored."""
        return replace(self, memo=self.full_memo, other_signs=()) if self.other_signs else self


@dataclass(frozen=True, kw_only=True, slots=True)
class TallyRow(Row):
    """A month's acts of a person or of a watcher; at least one of the two numbers is there.

    Attributes:
        person_number: 管理番号 of the person, "" where only the watcher is known.
        watcher_number: 管理番号 of the watcher, "" where only the person is known.
        month: "2023-10".
        method: code of ``Method``.
        count: how many acts.
    """

    person_number: str = ""
    watcher_number: str = ""
    month: str
    method: str
    count: int


@cache
def _visits(signs: tuple[Sign, ...]) -> Kind:
    return Kind(
        "visits",
        "見守りの記録",
        VisitRow,
        (
            column("実施日", "date", cells.DATE, "2023-10-05", "R5.10.6", needed=True),
            column("時刻", "time", cells.TIME, "09:30", ""),
            column("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", "T002", needed=True),
            column("担当者番号", "watcher_numbers", cells.NUMBER_LIST, "V01", "V01・V02"),
            column("方法", "method", choices.METHOD, "訪問", "行動パターン(姿確認)", needed=True),
            column("結果", "result", choices.RESULT, "会えた・話せた", "外からの確認のみ"),
            column("様子", "condition", choices.CONDITION, "変わりなし", "気になる"),
            column("サイン", "signs other_signs", choices.sign_cell(signs), "", "新聞・郵便物がたまる"),
            column("メモ", "memo", cells.TEXT, "庭の花が咲いた。", ""),
        ),
        personal="見守った方の番号と、そのときの様子",
    )


VISITS = replace(_visits(()), with_signs=_visits)

TALLIES = Kind(
    "tallies",
    "月計",
    TallyRow,
    (
        column("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", ""),
        column("担当者番号", "watcher_number", cells.NUMBER_TEXT, "", "V01"),
        column("年月", "month", cells.MONTH, "2023-10", "R5.10", needed=True),
        column("方法", "method", choices.METHOD, "訪問", "電話", needed=True),
        column("回数", "count", cells.WHOLE, "8", "24", needed=True),
    ),
    one_of=("対象者番号", "担当者番号"),
)

KINDS = (VISITS, TALLIES)
