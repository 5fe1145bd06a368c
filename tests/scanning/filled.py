"""Filled sheets with the truth about every box."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from sasaeai_desktop.domain.paper_boxes import Key, PageBoxes
from sasaeai_desktop.forms import salon_roster, visit_sheet
from sasaeai_desktop.forms.salon_roster import Guest, SalonRoster
from sasaeai_desktop.forms.visit_sheet import VisitSheet, WatchedPerson
from tests.scanning.bank import CHECKS, STRANGE, WEIGHTS
from tests.scanning.pen import HANDS, Pen
from tests.scanning.scanner import DRAWN_DPI, rendered

_NAMES = (
    "髙橋 ハツ",
    "吉田 正雄",
    "﨑山 清子",
    "渡邊 弘",
    "阿部 スミ",
    "山口 節子",
    "佐々木 一郎",
    "石川 トメ",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A page as a person filled it in.

    Attributes:
        page: grey, `DRAWN_DPI`.
        truth: what was drawn into each box that is not empty: one of `CHECKS` or `STRANGE`.
        faint: boxes ticked with a faint pencil.
        doubled: boxes of a day with two methods.
    """

    page: Image.Image
    layout: PageBoxes
    truth: dict[Key, str]
    faint: frozenset[Key]
    doubled: frozenset[Key]
    written: frozenset[Key]


def visit_pages(chance: random.Random, *, strange: float, faint: float, sheets: int = 1) -> Iterator[Filled]:
    """Yield pages of visit sheets, each of another sheet and month.

    Args:
        chance: where all randomness comes from.
        strange: share of the days that hold a 不, a crossed-out tick, a scribble, or two methods.
        faint: share of the ticks made with a faint pencil.
        sheets: how many.
    """
    for _ in range(sheets):
        month = f"2024-{chance.randint(1, 12):02}"
        people = tuple(
            WatchedPerson(
                name=chance.choice(_NAMES), kana="ふりがな", about="82歳・女・一人暮らし", place="さくら町内会3班",
                plan="月・木曜", planned=frozenset(chance.sample(range(1, 29), 8)), usual="朝6時に新聞を取る。",
            )
            for _ in range(chance.randint(2, 4))
        )  # fmt: skip
        sheet = VisitSheet(
            sheet_id=f"{chance.getrandbits(128):032x}", number="0512", district="みどりが丘地区社協",
            watcher=chance.choice(_NAMES), month=month, people=people,
        )  # fmt: skip
        page = rendered(visit_sheet.draw(sheet, printed_on="2024-01-01").pdf)[0]
        layout = visit_sheet.boxes(month)
        yield _fill(page, layout, chance, _days(chance, layout, len(people), strange), faint)


def _days(chance: random.Random, layout: PageBoxes, people: int, strange: float) -> dict[Key, str]:
    truth: dict[Key, str] = {}
    habit = chance.choices(CHECKS, WEIGHTS)[0]  # most people draw the same sign all month
    for box in layout.boxes:
        if box.key[0] != "mark" or int(box.key[1]) >= people or box.key[3] != 0 or chance.random() > 0.3:
            continue
        _, block, day, _ = box.key
        method = chance.choices((0, 1, 2), (6, 2, 2))[0]
        shape = habit if chance.random() < 0.75 else chance.choices(CHECKS, WEIGHTS)[0]
        if chance.random() < strange:
            shape = chance.choice(("two", *STRANGE))
        if shape == "two":
            truth["mark", block, day, (method + 1) % 3] = habit
        truth["mark", block, day, method] = habit if shape == "two" else shape
    return truth


def roster_pages(chance: random.Random, *, strange: float, faint: float, sheets: int = 1) -> Iterator[Filled]:
    """Yield pages of salon rosters."""
    for _ in range(sheets):
        sessions = tuple(f"2024-{m:02}-{d:02}" for m in (4, 5, 6) for d in (5, 12, 19, 26))
        guests = [Guest(name=chance.choice(_NAMES), kana="ふりがな") for _ in range(chance.randint(3, 13))]
        split = chance.randint(1, len(guests))
        roster = SalonRoster(
            sheet_id=f"{chance.getrandbits(128):032x}", number="0231", district="みどりが丘地区社協",
            salon="ふれあいサロンさくら", place="さくら会館 金曜10時", sessions=sessions[: chance.choice([6, 12])],
            regulars=tuple(guests[:split]), occasional=tuple(guests[split:]),
        )  # fmt: skip
        plan = salon_roster.plan(roster)[0]
        page = rendered(salon_roster.draw(roster, printed_on="2024-04-01").pdf)[0]
        layout = salon_roster.boxes(plan)
        habit = chance.choices(CHECKS, WEIGHTS)[0]
        truth: dict[Key, str] = {}
        for box in layout.boxes:
            if box.key[0] == "came" and chance.random() < 0.45:
                odd = chance.random() < strange
                truth[box.key] = chance.choice(STRANGE) if odd else habit
        yield _fill(page, layout, chance, truth, faint)


def _fill(
    page: Image.Image, layout: PageBoxes, chance: random.Random, truth: dict[Key, str], faint: float
) -> Filled:
    pen = Pen(page, DRAWN_DPI, chance, chance.choice(HANDS))
    pencil = chance.random() < faint  # one sheet is filled in with one pencil
    pen.take(faint=pencil)
    for box in layout.boxes:
        if box.key in truth:
            if chance.random() < 0.1:
                pen.take(faint=pencil)
            x, y, wide, high = box.rect
            inside = min(high, 7.0)
            pen.check((x, y + (high - inside) / 2, wide, inside), truth[box.key])
    written = {area.key for area in layout.areas if area.key[0] == "memo" and chance.random() < 0.2}
    for area in layout.areas:
        if area.key in written:
            pen.word(area.rect)
    days: dict[Key, int] = {}
    for key in truth:
        if key[0] == "mark":
            days[key[1:3]] = days.get(key[1:3], 0) + 1
    doubled = frozenset(k for k in truth if k[0] == "mark" and days[k[1:3]] > 1)
    return Filled(
        page, layout, truth, frozenset(truth) if pencil else frozenset(), doubled, frozenset(written)
    )
