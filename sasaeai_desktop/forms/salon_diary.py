"""サロン日誌: one session of a salon on one page; it names no participant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.domain.salon import PROGRAMS
from sasaeai_desktop.domain.wareki import wareki_weekday
from sasaeai_desktop.forms import layout, marks
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import LABEL, LEFT, RIGHT, ROW, Cell, Head
from sasaeai_desktop.forms.paper import BLOCK, HEAVY, Drawn, Paper, width_of
from sasaeai_desktop.forms.salon_roster import COUNTS

NAME = "salon-diary"
TITLE = "サロン日誌"
_COUNT = 15.0  # height of the row of counts


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonDiary:
    """One session; every text may be "" and every number None, and is then left to be written by hand.

    Attributes:
        district: "みどりが丘地区社協".
        salon: name of the salon.
        order: 通番.
        date: ISO day.
        start: "10:00".
        end: "12:00".
        venue: 会場.
        hosts: 世話人, "原田 ミツ・佐藤 春".
        cancelled: 中止.
        cancel_reason: why.
        program: labels of what was done; those that are not in the list stand beside その他.
        named: participants with a name.
        counts: participants without one, in the order of `COUNTS`.
        total: named and counted together.
        newcomers: of them はじめての方.
        staff: お手伝い, not in the total.
        fee: 会費 of one person in yen.
        memo: 様子・気づいたこと.
        next_on: ISO day of the next session.
    """

    district: str = ""
    salon: str = ""
    order: int | None = None
    date: str = ""
    start: str = ""
    end: str = ""
    venue: str = ""
    hosts: str = ""
    cancelled: bool = False
    cancel_reason: str = ""
    program: tuple[str, ...] = ()
    named: int | None = None
    counts: tuple[int | None, ...] = (None,) * len(COUNTS)
    total: int | None = None
    newcomers: int | None = None
    staff: int | None = None
    fee: int | None = None
    memo: str = ""
    next_on: str = ""


def blank() -> SalonDiary:
    """Return the diary with everything left open."""
    return SalonDiary()


def draw(diary: SalonDiary, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one session; see `draw_all`."""
    return draw_all([diary], printed_on=printed_on, invariant=invariant)


def draw_all(diaries: Iterable[SalonDiary], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many sessions into one file, a page each."""
    paper = Paper(TITLE, invariant=invariant)
    for diary in diaries:
        about = Head(
            title=TITLE, district=diary.district, period=diary.salon or "サロン",
            stamps=("世話人", "事務局"),
        )  # fmt: skip
        top = layout.head(paper, about, printed_on)
        if not diary.salon:
            paper.line(LEFT + 17, 38.3, 110, 38.3)
        _draw_when(paper, diary, top)
        paper.next_page()
    return paper.finish()


def _draw_when(paper: Paper, diary: SalonDiary, top: float) -> None:
    y = layout.section(paper, top + 0.5, 1, "いつ・どこで")
    middle = y + 5 + 1.9
    paper.text(LEFT, middle - 0.2, "開催日", LABEL)
    if diary.date:
        paper.text(LEFT + 22, middle, wareki_weekday(diary.date), 14, bold=True)
    else:
        layout.open_date(paper, LEFT + 22, middle)
        paper.text(LEFT + 70, middle, "(　　)", 12.5)
    paper.text(113, middle - 0.2, "通番", LABEL)
    paper.text(124, middle, f"{diary.order}" if diary.order else "", 14)
    paper.text(139, middle - 0.2, "回目", LABEL)
    marks.choice(paper, 155, y + 5, "中止", 13, ticked=diary.cancelled)
    y += 10
    paper.line(LEFT, y, RIGHT, y)
    times = f"{diary.start} 〜 {diary.end}" if diary.start else "　　　時　　分 〜 　　時　　分"
    y = layout.fields(
        paper, y, Cell(label="時間", value=times, width=96, indent=22, size=13),
        Cell(label="会場", value=diary.venue, indent=14, size=13),
    )  # fmt: skip
    y = layout.fields(
        paper, y, Cell(label="世話人", value=diary.hosts, width=96, indent=22, size=13),
        Cell(label="中止のわけ", value=diary.cancel_reason, indent=22, size=13),
    )  # fmt: skip
    y = layout.section(paper, y + 2, 2, "したこと", "あてはまるもの すべてに ✓")
    y = _draw_program(paper, y, diary.program)
    y = layout.section(paper, y + 2, 3, "来た方の人数")
    y = _draw_counts(paper, y, diary)
    y = layout.section(paper, y + 2, 4, "会費とお金")
    y = _draw_money(paper, y, diary)
    y = layout.section(
        paper, y + 2, 5, "様子・気づいたこと", "いつもの方が3回つづけてお休みなら、世話係へ知らせる"
    )
    y = layout.written(paper, y, diary.memo, 5)
    following = wareki_weekday(diary.next_on) if diary.next_on else "令和　　　年　　　月　　　日"
    y = layout.fields(
        paper, y, Cell(label="次の開催", value=following, width=96, size=12.5), Cell(label="書いた人"),
        weight=BLOCK, height=10,
    )  # fmt: skip


def _draw_program(paper: Paper, top: float, program: tuple[str, ...]) -> float:
    known = [word for word in program if word in PROGRAMS]
    added = "、".join(word for word in program if word not in PROGRAMS)
    for index, word in enumerate(PROGRAMS):
        row, column = divmod(index, 4)
        middle = top + row * ROW + ROW / 2 + 0.2
        marks.choice(paper, LEFT + column * 46, middle, word, 12, ticked=word in known, width=38)
    y = top + ROW * -(-len(PROGRAMS) // 4)
    marks.choice(paper, LEFT, y + ROW / 2 + 0.2, "その他", 12, ticked=bool(added))
    paper.fit(LEFT + 24, y + ROW / 2 + 1.9, added, 12, RIGHT - LEFT - 24, least=8)
    paper.line(LEFT, y + ROW, RIGHT, y + ROW)
    return y + ROW


def _draw_counts(paper: Paper, top: float, diary: SalonDiary) -> float:
    cells = [("お名前のある方", diary.named), *zip(COUNTS, diary.counts, strict=True)]
    wide = (RIGHT - LEFT) / len(cells)
    for index, (words, value) in enumerate(cells):
        x = LEFT + index * wide
        paper.fit(x + wide / 2, top + 5, words, LABEL, wide - 2, least=8, align="center")
        paper.text(x + wide - 9, top + 12.2, number(value), 16, align="right")
        paper.text(x + wide - 7.5, top + 12, "人", LABEL)
        if index:
            paper.line(x, top, x, top + _COUNT)
    y = top + _COUNT
    paper.line(LEFT, y, RIGHT, y)
    paper.frame(LEFT, y, 62, 12, HEAVY)
    paper.text(LEFT + 3, y + 7.8, "参加した人の合計", 12.5, bold=True)
    paper.fit(LEFT + 53, y + 8.3, number(diary.total), 18, 14.5, least=12, bold=True, align="right")
    paper.text(LEFT + 54.5, y + 8, "人", LABEL)
    for x, words, value in ((82.0, "うち はじめての方", diary.newcomers), (139.0, "お手伝い", diary.staff)):
        paper.text(x, y + 7.8, words, 11)
        paper.fit(x + 45, y + 8.1, number(value), 15, 11, least=10, align="right")
        paper.text(x + 46.5, y + 7.8, "人", LABEL)
    paper.line(LEFT + 62, y + 12, RIGHT, y + 12, BLOCK)
    return y + 12


def _draw_money(paper: Paper, top: float, diary: SalonDiary) -> float:
    income = diary.fee * diary.total if diary.fee and diary.total else None
    y = layout.fields(
        paper, top, Cell(label="会費 1人", value=number(diary.fee), width=52, unit="円"),
        Cell(label="人数", value=number(diary.total) if diary.fee else "", width=42, unit="人"),
        Cell(label="会費の合計(見こみ)" if income else "会費の合計", value=number(income), unit="円"), height=10,
    )  # fmt: skip
    wide = width_of("支出", LABEL)
    for _ in range(3):
        y = layout.fields(
            paper,
            y,
            Cell(label="支出", width=120, indent=wide + 4),
            Cell(label="金額", unit="円"),
            height=9.4,
        )
    return y
