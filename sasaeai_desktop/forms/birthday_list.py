"""誕生日一覧: whose birthday falls into a fiscal year, from April on, and how old they will be."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.forms import layout, ledgers
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "birthday-list"
TITLE = "誕生日一覧"
_COLUMNS = (
    Column(head="誕生日", width=27, least=10.5),
    Column(head="ふりがな", width=32, size=10.5, least=7.5, small=8),
    Column(head="氏名", width=38, size=13, least=11, small=9.5, bold=True),
    Column(head="なる歳", width=17, align="right"),
    Column(head="町内会", width=33, size=10.5, least=8, small=8.5),
    Column(head="お祝い・メモ", width=33),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Birthday:
    """One line.

    Attributes:
        day: "4月12日", "4月 (日は不詳)".
        age: reached on it; None where the year is not known.
    """

    day: str = ""
    name: str = ""
    kana: str = ""
    age: int | None = None
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthdayList:
    """A district's fiscal year; ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    people: tuple[Birthday, ...] = ()


def blank() -> BirthdayList:
    """Return the list with everything left open."""
    return BirthdayList()


def draw(some: BirthdayList, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the list.

    Args:
        some: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    about = Head(title=TITLE, district=some.district, period=layout.year_words(some.year), badge="取扱注意")
    rows = [
        (
            p.day,
            p.kana,
            p.name,
            f"{p.age}歳" if p.age is not None else "",
            p.place,
            "",
        )
        for p in some.people
    ]
    notes = ("生年月日に月のない方は、のっていません。「なる歳」は、誕生日の日の年齢です。",)
    ledgers.draw_pages(paper, about, _COLUMNS, rows, printed_on=printed_on, height=12.5, notes=notes)
    return paper.finish()
