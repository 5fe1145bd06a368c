"""保存年数: how long each class of records is kept, counted from the 1 April after it ended (shared domain page, section 5)."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.fiscal import first_day, fiscal_year


@dataclass(frozen=True, slots=True)
class RecordClass:
    """A class of records that is disposed of together.

    Attributes:
        code: as it is journaled.
        label: what it is called.
        years: kept when the office says nothing else.
        about: from when it is counted, and what goes.
    """

    code: str
    label: str
    years: int
    about: str


CLASSES = (
    RecordClass(
        "person",
        "見守りの終わった方の名簿",
        5,
        "見守りが終わった日から。お名前・住所・同意・メモが消え、回数は残ります。",
    ),
    RecordClass(
        "visit", "見守りのメモと様子", 5, "見守った日から。メモ・様子・サインが消え、回数は残ります。"
    ),
    RecordClass(
        "card", "終わった つながりカード", 5, "終結した日から。カードの中身と写しが消え、枚数は残ります。"
    ),
)
CITY_LIST = RecordClass("city_list", "市から借りた名簿", 0, "返却の期限までに返します。")


def keep_until(ended: str, years: int) -> str:
    """Return the first day on which a record that ended on a day may go: so many years after the next 1 April.

    Examples:
        >>> keep_until("2023-10-05", 5)
        '2029-04-01'
    """
    return first_day(fiscal_year(ended) + 1 + years)
