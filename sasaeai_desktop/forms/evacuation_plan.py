"""個別避難計画: who, who helps, where to and how; with the sentence that nobody is bound and nothing is promised.

Items: shared domain page, section 3. Two pages; the second has room to draw the way and the list of copies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sasaeai_desktop.domain.plans import Hazard, Need
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, marks, person_parts, tables
from sasaeai_desktop.forms.layout import LABEL, LEFT, RIGHT, Cell, Head
from sasaeai_desktop.forms.paper import BLOCK, Drawn, Paper
from sasaeai_desktop.forms.person_parts import Contact, Identity
from sasaeai_desktop.forms.tables import Column

NAME = "evacuation-plan"
TITLE = "個別避難計画"
NO_DUTY = (
    "支援する方は、できる範囲で手伝います。支援する方に法律上の義務や責任はなく、"
    "この計画は、災害のときに かならず助けが来ることを約束するものではありません。"
)
_SUPPORTERS, _CONTACTS, _COPIES = 3, 2, 5
_SUPPORTER_COLUMNS = (
    Column(head="避難を手伝う方", width=50, size=14, bold=True),
    Column(head="電話", width=48, size=13, two=False),
    Column(head="住所", width=82, size=11),
)
_COPY_COLUMNS = (
    Column(head="写しを渡した相手", width=70),
    Column(head="渡した日", width=44, two=False),
    Column(head="本人の確認", width=66),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class EvacuationPlan:
    """One plan; every text may be "" and is then left to be written by hand.

    Attributes:
        needs: labels of what is hard; ``hazards`` too.
        supporters: name, telephone, address of each.
        copies: (to whom, ISO day).
        consent: how it was given, "本人の同意あり（書面 6月1日）".
        made_on: ISO; ``reviewed_on`` too.
        version: 0 on a blank form.
    """

    district: str = ""
    number: str = ""
    who: Identity = field(default_factory=Identity)
    contacts: tuple[Contact, ...] = ()
    reason: str = ""
    needs: frozenset[str] = frozenset()
    care: str = ""
    hazards: frozenset[str] = frozenset()
    supporters: tuple[tuple[str, str, str], ...] = ()
    place: str = ""
    route: str = ""
    way: str = ""
    room: str = ""
    devices: str = ""
    note: str = ""
    copies: tuple[tuple[str, str], ...] = ()
    consent: str = ""
    made_on: str = ""
    reviewed_on: str = ""
    version: int = 0


def blank() -> EvacuationPlan:
    """Return the plan with everything left open."""
    return EvacuationPlan()


def draw(plan: EvacuationPlan, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one plan; see `draw_all`."""
    return draw_all([plan], printed_on=printed_on, invariant=invariant)


def draw_all(plans: Iterable[EvacuationPlan], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many plans into one file, two pages each."""
    paper = Paper(TITLE, invariant=invariant)
    for plan in plans:
        version = f"第{plan.version}版　作成 {wareki(plan.made_on)}" if plan.version else ""
        about = Head(
            title=TITLE, district=plan.district, badge="取扱注意", number=plan.number or layout.OPEN,
            conditions=version, stamps=("事務局", "世話係"),
        )  # fmt: skip
        _draw_front(paper, plan, layout.head(paper, about, printed_on, 1, 2))
        paper.next_page()
        _draw_back(paper, plan, layout.head(paper, about, printed_on, 2, 2))
        paper.next_page()
    return paper.finish()


def _draw_front(paper: Paper, plan: EvacuationPlan, top: float) -> None:
    y = layout.section(paper, top + 0.5, 1, "避難する方")
    y = person_parts.identity(paper, y, plan.who, short=True)
    y = person_parts.contacts(paper, y, plan.contacts, _CONTACTS)
    y = layout.section(paper, y + 1, 2, "手伝いが要ること")
    y = layout.written(paper, y, plan.reason, 1, label="わけ", size=12.5)
    y = layout.choices(paper, y, "できないこと", [n.label for n in Need], plan.needs)
    y = layout.written(paper, y, plan.care, 2, label="必要な配慮", size=12.5)
    y = layout.written(paper, y, plan.devices, 1, label="医療機器・薬", size=12.5)
    y = layout.written(paper, y, plan.room, 1, label="寝室・いつもの場所", size=12.5, indent=37)
    y = layout.section(paper, y + 1, 3, "避難を手伝う方", "お一人以上。ふだんの担い手やご近所の方")
    rows = list(plan.supporters[:_SUPPORTERS])
    y = tables.draw(
        paper, y, _SUPPORTER_COLUMNS, rows, height=10.5, empty=_SUPPORTERS - len(rows), every=0
    )  # fmt: skip
    _draw_no_duty(paper, y + 2.5)


def _draw_no_duty(paper: Paper, top: float) -> None:
    paper.frame(LEFT, top, RIGHT - LEFT, 17, BLOCK, radius=1.5)
    marks.alert(paper, LEFT + 6, top + 8.5, 2.8)
    layout.prose(paper, top + 1.4, NO_DUTY, size=12, left=LEFT + 12, right=RIGHT - 3)


def _draw_back(paper: Paper, plan: EvacuationPlan, top: float) -> None:
    hazards = [h.label for h in Hazard]
    y = layout.section(paper, top + 0.5, 4, "どこへ、どうやって")
    y = layout.choices(paper, y, "この家の危険", hazards[:4], plan.hazards)
    y = layout.choices(paper, y, "", hazards[4:], plan.hazards)
    y = layout.fields(paper, y, Cell(label="避難先", value=plan.place, indent=30, bold=True), height=11)
    y = layout.fields(paper, y, Cell(label="方法", value=plan.way, indent=30, size=13), height=10)
    y = layout.written(paper, y, plan.route, 2, label="通る道", size=12.5)
    y = _draw_map(paper, y + 2)
    y = layout.written(paper, y, plan.note, 2, label="そのほか", size=12.5)
    y = layout.section(
        paper, y + 1.5, 5, "同意と写し", "同意のある方だけ作ります。取り消したら、写しは返してもらいます"
    )
    y = layout.fields(
        paper, y, Cell(label="避難支援者への提供", value=plan.consent, width=118, indent=38, size=12),
        Cell(label="見直した日", value=wareki(plan.reviewed_on) if plan.reviewed_on else "", size=11.5),
    )  # fmt: skip
    rows = [(to, wareki(day) if day else "", "") for to, day in plan.copies[:_COPIES]]
    y = tables.draw(paper, y, _COPY_COLUMNS, rows, height=9.4, empty=_COPIES - len(rows), every=0)
    layout.signature(paper, y + 1.5, "本人（または代理の方）")


def _draw_map(paper: Paper, top: float) -> float:
    height = 52.0
    paper.frame(LEFT, top, RIGHT - LEFT, height, radius=1.5)
    paper.text(LEFT + 3, top + 6, "地図（家から避難先まで。あぶない所に ×）", LABEL)
    return top + height + 1
