"""守秘誓約書: what a volunteer promises about what they learn of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai_desktop.forms import layout
from sasaeai_desktop.forms.layout import LEFT, Cell, Head
from sasaeai_desktop.forms.paper import Drawn, Paper

NAME = "confidentiality"
TITLE = "守秘誓約書"
_ARTICLES = (
    "活動で知った方の名前・住所・様子・家族のことなどを、活動に必要な人のほかには話しません。家族や友人にも話しません。",
    "名簿・訪問票・写真などを、決められた人のほかには見せません。写しを作ったり、インターネットやSNSに書いたりしません。",
    "紙とUSBメモリーは、人の目にふれない所にしまい、持ち歩くのは活動に必要な分だけにします。",
    "なくしたとき、見られたかもしれないときは、すぐに地区社協へ知らせます。",
    "活動をやめるときは、あずかった紙・物をすべて返します。やめたあとも、知ったことを人に話しません。",
    "命や体に危険があるとき、虐待の疑いがあるときは、ためらわずに救急・警察・市・世話係へ知らせます。これは約束に反しません。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pledge:
    """One volunteer's paper; every text may be "" and is then left to be written by hand.

    Attributes:
        district: "みどりが丘地区社協".
        number: 管理番号 of the volunteer.
        name: as written.
        kana: ふりがな.
        town: 町内会.
        phone: to be reached at.
        roles: "担い手・世話係".
    """

    district: str = ""
    number: str = ""
    name: str = ""
    kana: str = ""
    town: str = ""
    phone: str = ""
    roles: str = ""


def blank() -> Pledge:
    """Return the paper with everything left open."""
    return Pledge()


def draw(pledge: Pledge, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one paper; see `draw_all`."""
    return draw_all([pledge], printed_on=printed_on, invariant=invariant)


def draw_all(pledges: Iterable[Pledge], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many papers into one file, a page each."""
    paper = Paper(TITLE, invariant=invariant)
    for pledge in pledges:
        _draw(paper, pledge, printed_on)
        paper.next_page()
    return paper.finish()


def _draw(paper: Paper, pledge: Pledge, printed_on: str) -> None:
    about = Head(
        title=TITLE, district=pledge.district, period="担い手・協力者の約束", number=pledge.number,
        stamps=("会長", "事務局"),
    )  # fmt: skip
    y = layout.head(paper, about, printed_on)
    if pledge.district:
        paper.fit(LEFT, y + 11, f"{pledge.district} 会長 様", 14, 110, least=9)
    else:
        paper.line(LEFT, y + 12, LEFT + 48, y + 12)
        paper.text(LEFT + 50, y + 11, "地区社協 会長 様", 14)
    y = layout.prose(
        paper, y + 20,
        "私は、見守り・サロンなどの活動をするにあたり、次のことを守ります。", size=14, leading=8,
    )  # fmt: skip
    y += 4
    for number, text in enumerate(_ARTICLES, start=1):
        paper.text(LEFT + 8, y + 6.4, str(number), 14, bold=True, align="right")
        y = layout.prose(paper, y, text, left=LEFT + 12, size=13.5, leading=8.2) + 4
    y += 5
    layout.open_date(paper, LEFT, y + 6, size=14, step=15)
    y = layout.fields(
        paper, y + 13,
        Cell(label="役割", value=pledge.roles, indent=24), height=10,
    )  # fmt: skip
    y = layout.fields(
        paper, y,
        Cell(label="住所・町内会", value=pledge.town, width=112, indent=24),
        Cell(label="電話", value=pledge.phone), height=10,
    )  # fmt: skip
    y = layout.fields(paper, y, Cell(label="ふりがな", value=pledge.kana, indent=24, size=12), height=9)
    paper.text(LEFT, y + 8.6, "名前", layout.LABEL)
    paper.one_or_two(LEFT + 24, y + 9, pledge.name, 16, 60, least=12, small=10)
    layout.signature(paper, y + 3, "署名")
