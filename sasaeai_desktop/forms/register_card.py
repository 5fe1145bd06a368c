"""見守り台帳 (個票): one watched person on both sides of a sheet; what does not fit goes on a third page.

The front holds what is needed when something is wrong, the back the registration, the consents and lines for
what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sasaeai_desktop.domain.people import ConsentState, Purpose, Source
from sasaeai_desktop.domain.watch import CaseState, Category, Method, Trigger
from sasaeai_desktop.forms import layout, marks, person_parts, tables
from sasaeai_desktop.forms.layout import LABEL, LEFT, RIGHT, ROW, Cell, Head
from sasaeai_desktop.forms.paper import BLOCK, Drawn, Paper, wrap
from sasaeai_desktop.forms.person_parts import Contact, Identity
from sasaeai_desktop.forms.tables import Column

NAME = "register-card"
TITLE = "見守り台帳"
_MEMBERS, _CONTACTS = 3, 3  # rows of the front
_USUAL_LINES, _NOTE_LINES = 4, 2
_FULL = RIGHT - LEFT
_MORE = "……つづきは3ページ"
_LINE = 8.0
_PER_PAGE = 28

_MEMBER_COLUMNS = (
    Column(head="氏名", width=62, size=13),
    Column(head="続柄", width=40),
    Column(head="生年月日", width=78),
)
_WATCHER_COLUMNS = (
    Column(head="担い手", width=70, size=13, bold=True),
    Column(head="電話", width=55, size=13, two=False),
    Column(head="いつから", width=55),
)
_CHANGE_COLUMNS = (
    Column(head="月日", width=24),
    Column(head="変わったこと・話し合ったこと", width=124),
    Column(head="書いた人", width=32),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One of the household; ``birth`` in words."""

    name: str = ""
    relation: str = ""
    birth: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentLine:
    """What is known of one purpose; labels, and the day in words."""

    purpose: str
    state: str = ""
    form: str = ""
    giver: str = ""
    day: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Watcher:
    """A 担い手 of the person; ``since`` in words."""

    name: str = ""
    phone: str = ""
    since: str = ""


def _open_consents() -> tuple[ConsentLine, ...]:
    return tuple(ConsentLine(purpose=purpose.label) for purpose in Purpose)


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterCard:
    """One watched person; every text may be "" and is then left to be written by hand.

    Attributes:
        district: "みどりが丘地区社協".
        number: 管理番号.
        who: name, address and phones.
        members: 世帯員.
        contacts: 緊急連絡先, in the order of calling.
        care_manager: ケアマネジャー・事業所.
        commissioner: 担当民生委員.
        doctor: かかりつけ医.
        alarm_device: 緊急通報装置.
        usual: ふだんの様子.
        started: 見守り開始日, ISO.
        state: label of 状態.
        trigger: label of きっかけ.
        category: label of 区分.
        method: label of 方法.
        rhythm: "週に1回(月・木曜)".
        watchers: who visits.
        coordinator: 世話係 in words.
        consents: a line per purpose.
        source: label of 情報の出所.
        return_due: 返却期限 of a city list, ISO.
        note: 備考.
    """

    district: str = ""
    number: str = ""
    who: Identity = field(default_factory=Identity)
    members: tuple[Member, ...] = ()
    contacts: tuple[Contact, ...] = ()
    care_manager: str = ""
    commissioner: str = ""
    doctor: str = ""
    alarm_device: str = ""
    usual: str = ""
    started: str = ""
    state: str = ""
    trigger: str = ""
    category: str = ""
    method: str = ""
    rhythm: str = ""
    watchers: tuple[Watcher, ...] = ()
    coordinator: str = ""
    consents: tuple[ConsentLine, ...] = field(default_factory=_open_consents)
    source: str = ""
    return_due: str = ""
    note: str = ""


def blank() -> RegisterCard:
    """Return the card with everything left open."""
    return RegisterCard()


def draw(card: RegisterCard, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one card; see `draw_all`."""
    return draw_all([card], printed_on=printed_on, invariant=invariant)


def draw_all(cards: Iterable[RegisterCard], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw many cards into one file, each with its own page count."""
    paper = Paper(TITLE, invariant=invariant)
    for card in cards:
        rest = _rest(card)
        parts = [rest[at : at + _PER_PAGE] for at in range(0, len(rest), _PER_PAGE)]
        pages = 2 + len(parts)
        _draw_front(paper, card, layout.head(paper, _head(card), printed_on, 1, pages))
        paper.next_page()
        _draw_back(paper, card, layout.head(paper, _head(card), printed_on, 2, pages))
        paper.next_page()
        for page, part in enumerate(parts, start=3):
            _draw_rest(paper, part, layout.head(paper, _head(card), printed_on, page, pages))
            paper.next_page()
    return paper.finish()


def _head(card: RegisterCard) -> Head:
    return Head(
        title=TITLE, district=card.district, badge="取扱注意", number=card.number or layout.OPEN,
        conditions=f"{card.who.name} さん" if card.who.name else "", stamps=("事務局", "世話係"),
    )  # fmt: skip


def _draw_front(paper: Paper, card: RegisterCard, top: float) -> None:
    y = layout.section(paper, top + 0.5, 1, "ご本人")
    y = person_parts.identity(paper, y, card.who)
    y = layout.section(paper, y + 1.2, 2, "緊急連絡先", "上から順に電話する。家族でなくてもよい")
    y = person_parts.contacts(paper, y, card.contacts, _CONTACTS)
    y = layout.section(paper, y + 1.2, 3, "いっしょに暮らす方")
    rows = [(one.name, one.relation, one.birth) for one in card.members[:_MEMBERS]]
    y = tables.draw(paper, y, _MEMBER_COLUMNS, rows, height=ROW, empty=_MEMBERS - len(rows), every=0)
    y = layout.section(paper, y + 1.2, 4, "つながっているところ")
    y = layout.fields(
        paper, y,
        Cell(label="ケアマネ・事業所", value=card.care_manager, width=112, indent=32, size=12.5),
        Cell(label="民生委員", value=card.commissioner, indent=18, size=12.5),
    )  # fmt: skip
    y = layout.fields(
        paper, y,
        Cell(label="かかりつけ医", value=card.doctor, width=112, indent=32, size=12.5),
        Cell(label="緊急通報", value=card.alarm_device, indent=18, size=12.5),
    )  # fmt: skip
    y = layout.section(paper, y + 1.2, 5, "ふだんの様子", "いつもとちがうことに気づくために")
    layout.written(paper, y, card.usual, _USUAL_LINES, more=_MORE)


def _draw_back(paper: Paper, card: RegisterCard, top: float) -> None:
    y = layout.section(paper, top + 0.5, 6, "見守りの約束")
    y = _date_row(paper, y, "見守り開始日", card.started, "世話係", card.coordinator)
    y = layout.choices(paper, y, "いま", [k.label for k in CaseState], [card.state], gap=5)
    y = layout.choices(paper, y, "きっかけ", [k.label for k in Trigger], [card.trigger], gap=5)
    y = layout.choices(paper, y, "区分", [k.label for k in Category], [card.category], gap=6)
    y = layout.choices(paper, y, "おもな方法", [k.label for k in Method], [card.method], gap=6, right=118)
    paper.text(120, y - ROW / 2 + 1.7, "回数・曜日", LABEL)
    paper.one_or_two(141, y - ROW / 2 + 2.0, card.rhythm, 13, RIGHT - 141, bold=True)
    paper.line(118, y, RIGHT, y)
    rows = [(one.name, one.phone, one.since) for one in card.watchers[:3]]
    y = tables.draw(paper, y, _WATCHER_COLUMNS, rows, height=ROW, empty=3 - len(rows), every=0)
    y = layout.section(paper, y + 2, 7, "本人の同意", "聞いていないときは「未確認」。「あり」とはみなさない")
    for line in card.consents:
        y = _draw_consent(paper, y, line)
    y = layout.section(paper, y + 2, 8, "情報の出所と備考")
    y = layout.choices(paper, y, "情報の出所", [k.label for k in Source], [card.source], right=132, gap=4)
    paper.text(134, y - ROW / 2 + 1.7, "返却期限", LABEL)
    layout.open_date(paper, 151, y - ROW / 2 + 1.9, card.return_due, size=11.5, step=9.5)
    paper.line(132, y, RIGHT, y)
    y = layout.written(paper, y, card.note, _NOTE_LINES, label="備考", more=_MORE)
    room = tables.fitting(y, layout.BOTTOM, ROW)
    tables.draw(paper, y, _CHANGE_COLUMNS, (), height=ROW, empty=room, every=0)


def _date_row(paper: Paper, top: float, label: str, iso: str, other: str, value: str) -> float:
    middle = top + ROW / 2 + 1.9
    paper.text(LEFT, middle - 0.2, label, LABEL)
    layout.open_date(paper, LEFT + 30, middle, iso)
    paper.text(118, middle - 0.2, other, LABEL)
    paper.one_or_two(133, middle, value, 13, RIGHT - 133)
    paper.line(LEFT, top + ROW, RIGHT, top + ROW)
    return top + ROW


def _draw_consent(paper: Paper, top: float, line: ConsentLine) -> float:
    middle = top + ROW / 2 + 0.1
    paper.fit(LEFT, middle + 1.6, line.purpose, 12.5, 44, least=9, bold=True)
    x = 61.0
    for state in ConsentState:
        marks.choice(paper, x, middle, state.label, 12, ticked=line.state == state.label)
        x += 17.5 if state is not ConsentState.UNKNOWN else 21
    for x, word in ((120.0, "書面"), (138.0, "口頭")):
        marks.choice(paper, x, middle, word, 11, ticked=line.form == word)
    if line.day:
        who = f"{line.giver} " if line.giver else ""
        paper.fit(RIGHT, middle + 1.6, f"{who}{line.day}", 11, 37, least=8, align="right")
    else:
        layout.open_date(paper, 157.5, middle + 1.6, size=10.5, step=9.0)
    paper.line(LEFT, top + ROW, RIGHT, top + ROW)
    return top + ROW


# -- what does not fit ---------------------------------------------------------------------------------------------


def _rest(card: RegisterCard) -> list[tuple[str, str]]:
    """Return (heading on its first line, line) of everything that the two sides cannot hold."""
    lines: list[tuple[str, str]] = []

    def add(heading: str, texts: Sequence[str]) -> None:
        broken = [line for text in texts for line in wrap(text, 12.5, _FULL - 36)]
        lines.extend((heading if index == 0 else "", line) for index, line in enumerate(broken))

    if len(card.contacts) > _CONTACTS:
        add("緊急連絡先", [_words(c.name, c.relation, c.phone, c.address) for c in card.contacts[_CONTACTS:]])
    if len(card.members) > _MEMBERS:
        add("暮らす方", [_words(m.name, m.relation, m.birth) for m in card.members[_MEMBERS:]])
    if layout.overflows(card.usual, _USUAL_LINES, _FULL):
        add("ふだんの様子", [card.usual])
    if len(card.watchers) > 3:
        add("担い手", [_words(w.name, w.phone, w.since) for w in card.watchers[3:]])
    if layout.overflows(card.note, _NOTE_LINES, _FULL - layout.INDENT):
        add("備考", [card.note])
    return lines


def _words(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _draw_rest(paper: Paper, lines: Sequence[tuple[str, str]], top: float) -> None:
    for index, (heading, line) in enumerate(lines):
        y = top + 3 + (index + 1) * _LINE
        paper.text(LEFT, y - 2.3, heading, 12, bold=True)
        paper.text(LEFT + 36, y - 2.3, line, 12.5)
        paper.line(LEFT if heading and index == 0 else LEFT + 36, y, RIGHT, y)
        if heading and index:
            paper.line(LEFT, y - _LINE, RIGHT, y - _LINE, BLOCK)
