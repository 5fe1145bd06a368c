"""復旧キーの紙: eight groups of four symbols and a check symbol, and where to keep it.

It carries no QR: a telephone that reads one would keep the key.
"""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, marks
from sasaeai_desktop.forms.layout import LEFT, RIGHT, Cell, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Drawn, Paper

NAME = "recovery-key"
TITLE = "復旧キー"
GROUPS, SYMBOLS = 8, 5
_BOX, _TALL = 14.0, 18.0
_COLUMN = 92.0  # from the left edge of one column of groups to the next
_WHEN = (
    "合いことばを忘れたとき。始めの画面で「合いことばを忘れたときは」をえらび、この40文字を入れます。",
    "パソコンがこわれて、控え(バックアップ)からもどすとき。",
)
_KEEP = (
    "鍵のかかる所(金庫など)に、封筒に入れて封をしてしまう。パソコンといっしょに置かない。",
    "写真にとらない。コピーしない。人に電話やメールで伝えない。",
    "新しい復旧キーを作ったら、古い紙は細かく切って捨てる。古い紙ではもう開けません。",
)
_ALIKE = "使わない文字は I L O U です。0 はゼロ、1 はいち。右の囲みの字は、書きまちがいを見つける字です。"


@dataclass(frozen=True, kw_only=True, slots=True)
class RecoveryKey:
    """One paper; every text may be "" and is then left to be written by hand.

    Attributes:
        district: "みどりが丘地区社協".
        key: eight groups of five symbols joined by hyphens; "" leaves boxes to write in.
        computer: letter or name of the computer.
        made_on: ISO day.
    """

    district: str = ""
    key: str = ""
    computer: str = ""
    made_on: str = ""

    def __repr__(self) -> str:
        """Leave out the key, which must never reach a log."""
        return f"RecoveryKey(district={self.district!r}, made_on={self.made_on!r})"


def blank() -> RecoveryKey:
    """Return the paper with empty boxes, to copy a key by hand."""
    return RecoveryKey()


def draw(paper_key: RecoveryKey, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the paper.

    Args:
        paper_key: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.

    Raises:
        ValueError: the key does not have eight groups of five symbols.
    """
    groups = paper_key.key.split("-") if paper_key.key else [""] * GROUPS
    if len(groups) != GROUPS or {len(group) for group in groups} - {0, SYMBOLS}:
        raise ValueError("a key has eight groups of five symbols")
    paper = Paper(TITLE, invariant=invariant)
    made = f"{wareki(paper_key.made_on)} 作成" if paper_key.made_on else "令和　　年　　月　　日 作成"
    about = Head(title=TITLE, district=paper_key.district, period=made, badge="だれにも見せない")
    y = layout.head(paper, about, printed_on)
    y = layout.prose(
        paper, y + 4, "この紙があれば、データを開けます。合いことばと同じように大切にしてください。",
        size=13, leading=7.2, bold=True,
    )  # fmt: skip
    y = _draw_groups(paper, groups, y + 5)
    y = layout.note(paper, y + 7, _ALIKE)
    y = layout.section(paper, y + 2, 1, "使うとき")
    y = _draw_points(paper, _WHEN, y)
    y = layout.section(paper, y + 3, 2, "しまい方")
    y = _draw_points(paper, _KEEP, y)
    y = layout.section(paper, y + 3, 3, "しまった所")
    y = layout.fields(
        paper, y, Cell(label="パソコン", value=paper_key.computer, width=96, indent=24),
        Cell(label="しまった日", value="令和　　　年　　　月　　　日", size=12.5), height=11,
    )  # fmt: skip
    y = layout.fields(paper, y, Cell(label="しまった所", indent=24), height=11)
    layout.fields(
        paper, y, Cell(label="しまった人", width=96, indent=24), Cell(label="いっしょに見た人", indent=32), height=11,
        weight=BLOCK,
    )  # fmt: skip
    paper.next_page()
    return paper.finish()


def _draw_groups(paper: Paper, groups: list[str], top: float) -> float:
    """Draw the groups in two columns, read down: 1 to 4, then 5 to 8."""
    for index, group in enumerate(groups):
        column, row = divmod(index, GROUPS // 2)
        x, y = LEFT + column * _COLUMN, top + row * (_TALL + 6)
        marks.numbered(paper, x + 4, y + _TALL / 2, index + 1, 3.4)
        left = x + 11
        paper.frame(left, y, _BOX * 4, _TALL, BLOCK)
        for place in range(1, 4):
            paper.line(left + place * _BOX, y, left + place * _BOX, y + _TALL, FINE)
        paper.frame(left + _BOX * 4 + 2, y, _BOX, _TALL, HEAVY, radius=2.5)
        for place, symbol in enumerate(group):
            middle = left + (place + 0.5) * _BOX + (2 if place == 4 else 0)
            paper.text(middle, y + _TALL / 2 + 3.6, symbol, 28, bold=True, align="center")
    return top + (GROUPS // 2) * (_TALL + 6) - 6


def _draw_points(paper: Paper, texts: tuple[str, ...], top: float) -> float:
    y = top + 0.6
    for text in texts:
        paper.disc(LEFT + 2, y + 3.9, 0.8)
        y = layout.prose(paper, y, text, left=LEFT + 6, right=RIGHT, size=12.5, leading=6.8)
    return y
