"""異変対応記録: what was noticed, who went along, each step with its time, whom was called, how it ended.

The flow below the head is that of 福岡市社会福祉協議会 (shared domain page, section 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sasaeai_desktop.domain.signs import load_signs, paper_signs
from sasaeai_desktop.forms import layout, marks, person_parts, tables
from sasaeai_desktop.forms.layout import LABEL, LEFT, RIGHT, ROW, Cell, Head
from sasaeai_desktop.forms.paper import BLOCK, FINE, Drawn, Paper
from sasaeai_desktop.forms.person_parts import Contact, Identity
from sasaeai_desktop.forms.tables import Column

NAME = "incident"
TITLE = "異変対応記録"
_STEPS, _CONTACTS = 9, 2
_FLOW = (
    ("倒れている・意識がない", "119", "救急"),
    ("死亡の疑い・異臭", "110", "警察"),
    ("応答なし・状況が不明", "緊急連絡先", "つながらなければ 包括・社協"),
    ("入院などと わかった", "異常なし", "記録して終わる"),
)
_CALLED = ("119 救急", "110 警察", "緊急連絡先", "地域包括", "社協", "民生委員")
_OUTCOMES = ("異常なし・無事", "救急搬送・入院", "亡くなっていた", "引きついだ", "その他")
_STEP_COLUMNS = (
    Column(head="月日", width=21),
    Column(head="時刻", width=21),
    Column(head="したこと・見たこと・言われたこと", width=104),
    Column(head="だれが", width=34),
)


def _signs() -> tuple[str, ...]:
    return tuple(sign.short for sign in paper_signs(load_signs()))


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentPaper:
    """One paper; every text may be "" and is then left to be written by hand.

    Attributes:
        district: "みどりが丘地区社協".
        number: 管理番号 of the person.
        who: name, address and phone.
        contacts: whom to call, in order.
        usual: ふだんの様子.
        doctor: かかりつけ医.
        coordinator: 世話係 with phone.
        signs: words beside the boxes of what was noticed.
    """

    district: str = ""
    number: str = ""
    who: Identity = field(default_factory=Identity)
    contacts: tuple[Contact, ...] = ()
    usual: str = ""
    doctor: str = ""
    coordinator: str = ""
    signs: tuple[str, ...] = field(default_factory=_signs)


def blank() -> IncidentPaper:
    """Return the paper with everything left open."""
    return IncidentPaper()


def draw(incident: IncidentPaper, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one paper; see `draw_all`."""
    return draw_all([incident], printed_on=printed_on, invariant=invariant)


def draw_all(papers: Iterable[IncidentPaper], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many papers into one file, two pages each."""
    paper = Paper(TITLE, invariant=invariant)
    for incident in papers:
        about = Head(
            title=TITLE, district=incident.district, badge="取扱注意", number=incident.number or layout.OPEN,
            conditions=f"{incident.who.name} さん" if incident.who.name else "", stamps=("事務局", "世話係"),
        )  # fmt: skip
        _draw_front(paper, incident, layout.head(paper, about, printed_on, 1, 2))
        paper.next_page()
        _draw_back(paper, layout.head(paper, about, printed_on, 2, 2))
        paper.next_page()
    return paper.finish()


def _draw_front(paper: Paper, incident: IncidentPaper, top: float) -> None:
    y = _draw_flow(paper, top + 3, incident.coordinator)
    y = layout.section(paper, y + 2, 1, "だれのこと")
    y = person_parts.identity(paper, y, incident.who, short=True)
    y = person_parts.contacts(paper, y, incident.contacts, _CONTACTS)
    y = layout.fields(paper, y, Cell(label="かかりつけ医", value=incident.doctor, indent=30, size=12.5))
    y = layout.written(paper, y, incident.usual, 2, label="ふだんの様子", size=12)
    y = layout.section(paper, y + 2, 2, "気づいたこと")
    middle = y + ROW / 2 + 1.9
    paper.text(LEFT, middle - 0.2, "気づいた日時", LABEL)
    x = layout.open_date(paper, LEFT + 30, middle)
    layout.open_time(paper, x + 6, middle)
    paper.text(132, middle - 0.2, "気づいた人", LABEL)
    y += ROW
    paper.line(LEFT, y, RIGHT, y)
    y = layout.choices(paper, y, "", incident.signs[:4], indent=0, gap=7, rule=False, height=8)
    y = layout.choices(paper, y, "", [*incident.signs[4:8], "その他"], indent=0, gap=7, height=8)
    layout.written(paper, y, "", 4)


def _draw_flow(paper: Paper, top: float, coordinator: str) -> float:
    """Draw the four ways, and that nobody goes in alone."""
    height = 42.0
    paper.frame(LEFT, top, RIGHT - LEFT, height, BLOCK, radius=1.5)
    marks.alert(paper, LEFT + 6, top + 5.4, 2.8)
    paper.text(LEFT + 11, top + 7.2, "ひとりで家に入らない。二人以上で。", 14, bold=True)
    if coordinator:
        paper.fit(RIGHT - 4, top + 7.1, f"世話係 {coordinator}", 12, 72, least=8, bold=True, align="right")
    for index, (when, call, words) in enumerate(_FLOW):
        x = LEFT + 5 + (index % 2) * 88
        y = top + 16.4 + (index // 2) * 14
        paper.text(x, y, when, LABEL)
        marks.arrow(paper, x, y + 5.4)
        used = paper.text(x + 7, y + 7.4, call, 15 if call.isdigit() else 13, bold=True)
        paper.fit(x + 9 + used, y + 7.2, words, LABEL, 80 - used - 11, least=8.5)
    return top + height


def _draw_back(paper: Paper, top: float) -> None:
    y = layout.section(paper, top + 0.5, 3, "いっしょに行った人", "二人以上。名前と役割")
    for _ in range(2):
        y = layout.fields(
            paper, y, Cell(label="名前", width=62), Cell(label="役割", width=28), Cell(label="名前", width=62),
            Cell(label="役割"),
        )  # fmt: skip
    y = layout.section(paper, y + 2, 4, "したことと時刻", "時刻は、おおよそでもよい")
    y = tables.draw(paper, y, _STEP_COLUMNS, (), height=10, empty=_STEPS, every=0)
    y = layout.section(paper, y + 2, 5, "知らせた先", "知らせた所に ✓、時刻と相手の名前")
    for first, second in zip(_CALLED[::2], _CALLED[1::2], strict=True):
        y = _draw_called(paper, y, first, second)
    y = layout.section(paper, y + 2, 6, "結果")
    y = layout.choices(paper, y, "", _OUTCOMES, indent=0, gap=6)
    y = layout.written(paper, y, "", 2)
    y = layout.fields(paper, y, Cell(label="このあと見守りをどうするか"), height=10)
    layout.fields(
        paper, y, Cell(label="書いた人", width=95), Cell(label="書いた日", value="令和　　　年　　　月　　　日", size=12.5),
        height=10, weight=BLOCK,
    )  # fmt: skip


def _draw_called(paper: Paper, top: float, first: str, second: str) -> float:
    middle = top + ROW / 2 + 0.1
    for x, words in ((LEFT, first), (LEFT + 91, second)):
        marks.choice(paper, x, middle, words, 12)
        layout.open_time(paper, x + 34, middle + 1.7, size=11)
    paper.line(LEFT + 88, top, LEFT + 88, top + ROW, FINE)
    paper.line(LEFT, top + ROW, RIGHT, top + ROW)
    return top + ROW
