"""同意書: what is done with somebody's data, four purposes with あり and なし, signed by 本人 or 代理.

The boxes are never ticked beforehand, also where a consent is known: the person ticks. What is on record stands
beside them in small words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sasaeai_desktop.domain.people import Purpose
from sasaeai_desktop.forms import layout, marks
from sasaeai_desktop.forms.layout import LABEL, LEFT, RIGHT, Cell, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, Drawn, Paper

NAME = "consent"
TITLE = "同意書"
_CHOICE = 160.0  # left edge of あり
_PURPOSE_ROW = 21.0
_WHAT = {
    Purpose.WATCH: "担い手・世話係が名前・住所・電話・ふだんの様子を知り、訪問や電話で見守ります。",
    Purpose.REFER: "心配なことがあるとき、名前とその内容を市社協・地域包括支援センターなどに伝えます。",
    Purpose.EVACUATION: "災害にそなえ、避難をてつだう人や市・消防などに、名前・住所などを伝えておきます。",
    Purpose.SALON_LIST: "サロンの名簿に名前をのせ、出席のしるしを付けます。お休みが続くときは声をかけます。",
}
_PROMISE = (
    "地区社協は、この情報を上の目的のほかには使いません。鍵のかかる所と、暗号にしたパソコンに置きます。",
    "同意しなくても、サロンへの参加や相談はこれまでどおりできます。",
    "いつでも取り消せます。下の連絡先か、担い手・世話係に伝えてください。",
    "命や体に危険があるとき、虐待の疑いがあるときは、同意がなくても救急・警察・市などへ知らせます。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentPaper:
    """One person's paper; every text may be "" and is then left to be written by hand.

    Attributes:
        district: "みどりが丘地区社協".
        number: 管理番号.
        name: as written.
        kana: ふりがな.
        birth: in words.
        address: as written.
        phone: to be reached at.
        on_record: words of what is known, by label of the purpose, "あり(口頭・令和5年4月1日)".
        office: whom to tell, "地区社協事務局 0166-00-1234".
    """

    district: str = ""
    number: str = ""
    name: str = ""
    kana: str = ""
    birth: str = ""
    address: str = ""
    phone: str = ""
    on_record: dict[str, str] = field(default_factory=dict)
    office: str = ""


def blank() -> ConsentPaper:
    """Return the paper with everything left open."""
    return ConsentPaper()


def draw(consent: ConsentPaper, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one paper; see `draw_all`."""
    return draw_all([consent], printed_on=printed_on, invariant=invariant)


def draw_all(papers: Iterable[ConsentPaper], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many papers into one file, a page each."""
    paper = Paper(TITLE, invariant=invariant)
    for consent in papers:
        _draw(paper, consent, printed_on)
        paper.next_page()
    return paper.finish()


def _draw(paper: Paper, consent: ConsentPaper, printed_on: str) -> None:
    about = Head(
        title=TITLE, district=consent.district, period="見守りと情報の取りあつかい", number=consent.number,
        stamps=("事務局", "受けた人"),
    )  # fmt: skip
    y = layout.head(paper, about, printed_on)
    _draw_addressee(paper, consent.district, y + 8)
    y = layout.prose(
        paper, y + 12,
        "私は、次の説明を聞いて、一つずつ決めました。あてはまるほうに ✓ を付けます。", size=12.5,
    )  # fmt: skip
    y = layout.section(paper, y + 1, 1, "何のために、だれに伝えるか")
    for purpose in Purpose:
        y = _draw_purpose(paper, y, purpose, consent.on_record.get(purpose.label, ""))
    y = layout.section(paper, y + 2, 2, "約束")
    for text in _PROMISE:
        paper.disc(LEFT + 2, y + 3.7, 0.8)
        y = layout.prose(paper, y + 0.4, text, left=LEFT + 5, size=12, leading=6.2)
    y = layout.section(paper, y + 1.5, 3, "本人", "決めた日と名前は、本人が書く")
    _draw_person(paper, consent, y)


def _draw_addressee(paper: Paper, district: str, base: float) -> None:
    words = f"{district} 会長 様" if district else "　　　　　　　　地区社協 会長 様"
    if not district:
        paper.line(LEFT, base + 0.8, LEFT + 38, base + 0.8)
        paper.text(LEFT + 40, base, "地区社協 会長 様", 12.5)
    else:
        paper.fit(LEFT, base, words, 12.5, 90, least=9)
    layout.open_date(paper, 138, base)


def _draw_purpose(paper: Paper, top: float, purpose: Purpose, on_record: str) -> float:
    bottom = top + _PURPOSE_ROW
    paper.text(LEFT + 1, top + 6.8, purpose.label, 14, bold=True)
    if on_record:
        paper.fit(_CHOICE - 4, top + 6.6, f"きろく: {on_record}", 9.5, 84, least=8, align="right")
    layout.prose(paper, top + 8.0, _WHAT[purpose], left=LEFT + 1, right=_CHOICE - 6, size=12, leading=5.9)
    x = marks.choice(paper, _CHOICE, top + 10.4, "あり", 14)
    marks.choice(paper, x + 4, top + 10.4, "なし", 14)
    paper.line(_CHOICE - 3, top, _CHOICE - 3, bottom)
    paper.line(LEFT, bottom, RIGHT, bottom, FINE)
    return bottom


def _draw_person(paper: Paper, consent: ConsentPaper, top: float) -> None:
    y = layout.fields(
        paper, top,
        Cell(label="ふりがな", value=consent.kana, width=95, indent=22, size=12),
        Cell(label="生年月日", value=consent.birth or "　　　年　　　月　　　日", indent=20, size=12),
        height=9,
    )  # fmt: skip
    y = layout.fields(
        paper, y,
        Cell(label="住所", value=consent.address, width=122, indent=22, size=12.5),
        Cell(label="電話", value=consent.phone, size=12.5),
        height=9.4,
    )  # fmt: skip
    paper.text(LEFT, y + 8.8, "名前", LABEL)
    paper.one_or_two(LEFT + 22, y + 9.2, consent.name, 15, 62, least=11, small=9.5)
    paper.line(LEFT + 86, y + 1.5, LEFT + 86, y + 12.5)
    paper.text(LEFT + 88, y + 8.8, "署名", LABEL)
    paper.ring(RIGHT - 6, y + 7.0, 4.2, FINE, dash=(2, 1.6))
    marks.centred(paper, RIGHT - 6, y + 7.0, "印", 10)
    y += 14
    paper.line(LEFT, y, RIGHT, y)
    paper.text(LEFT, y + 6.4, "本人が書けないとき", LABEL, bold=True)
    marks.choice(paper, LEFT + 36, y + 4.9, "代理", 12)
    paper.text(LEFT + 58, y + 6.4, "名前", LABEL)
    paper.text(LEFT + 120, y + 6.4, "続柄", LABEL)
    y += 10
    paper.line(LEFT, y, RIGHT, y)
    marks.choice(paper, LEFT + 36, y + 4.9, "口頭で聞いた", 12)
    paper.text(LEFT + 75, y + 6.4, "聞いた人", LABEL)
    paper.text(LEFT + 120, y + 6.4, "聞き方(訪問・電話など)", LABEL)
    y += 10
    paper.line(LEFT, y, RIGHT, y, BLOCK)
    words = consent.office or "　　　　　　　　　　　　　　　　電話"
    paper.text(LEFT, y + 6.2, "取り消すとき・困ったときの連絡先", LABEL)
    paper.fit(LEFT + 60, y + 6.3, words, 12, RIGHT - LEFT - 60, least=9)
