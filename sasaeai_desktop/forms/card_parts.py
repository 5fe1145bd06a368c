"""What the cards share: head, path with stations, tick rows, written lines, the answer strip to cut off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.cards import Destination, Response, Trouble, Urgency
from sasaeai_desktop.domain.wareki import wareki, wareki_weekday
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, Paper, width_of, wrap

TITLE = "つながりカード"
LEFT, RIGHT = 15.0, 195.0
PATH, HEADING, ANSWER = 19.5, 26.0, 56.0
COLUMN = RIGHT - ANSWER
LINE = 10.0  # distance of written lines
SMALL, LABEL, VALUE = 10.2, 10.4, 14.0

_TROUBLE_X = (56.0, 107.0, 150.0)
_TROUBLE_ROOM = (43.0, 35.0, 38.0)
_SHORT = {Destination.CARE_CENTRE.label: "地域包括"}
_MORE_ROOM = 45.0  # for ……ぜんぶは2ページ
_ANSWERS = (Response.CHECKING, Response.SUPPORTED, Response.WATCHING, Response.PASSED_ON, Response.CLOSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """回答 of the receiving body; every text may be "" and is then left to be written by hand.

    Attributes:
        received_on: 受付日, ISO.
        received_by: 機関・名前.
        response: label of 対応状況.
        text: 地域へ伝えてよい内容.
        answered_on: 回答日, ISO.
        returned_on: 受け取った日, ISO.
    """

    received_on: str = ""
    received_by: str = ""
    response: str = ""
    text: str = ""
    answered_on: str = ""
    returned_on: str = ""


def head(
    paper: Paper, badge: str, purpose: str, *, number: str, district: str, page: str, dashed: bool = False
) -> None:
    """Draw title, badge, number, district and page, with the rule below."""
    paper.text(LEFT, 19.7, TITLE, 25, bold=True)
    width = 14.6 if len(badge) == 1 else 26.0
    dash = (3.5, 2.5) if dashed else ()
    paper.frame(83.6, 11.4, width, 11.5, 1.6, radius=1.4, dash=dash)
    size = 21 if len(badge) <= 2 else 16
    marks.centred(paper, 83.6 + width / 2, 17.2, badge, size, bold=True)
    x = 83.6 + width + 3.6
    paper.text(x, 15.6, "番号", LABEL)
    if number:
        paper.fit(x + 10, 15.9, number, 17, 152 - x - 10, least=7, bold=True)
    else:
        paper.line(x + 10, 16.4, 148, 16.4)
    paper.about(district)
    if district:
        paper.fit(RIGHT, 15.6, district, 12.2, 40, least=8, align="right")
    else:
        paper.line(155, 16.4, 184, 16.4)
        paper.text(RIGHT, 15.6, "地区", LABEL, align="right")
    paper.fit(x, 21.6, purpose, 11.2, 158 - x, least=9)
    paper.text(RIGHT, 21.6, f"{page} ページ", LABEL, align="right")
    paper.line(LEFT, 26, RIGHT, 26, HEAVY)


def written_by(paper: Paper, written_on: str, writer: str, role: str) -> None:
    """Draw day and writer, with the rule below."""
    paper.text(LEFT, 32, "書いた日", LABEL)
    if written_on:
        paper.text(33.3, 32.2, wareki_weekday(written_on), VALUE)
    else:
        open_date(paper, 33.3, 32.2)
    paper.text(96, 32, "書いた人", LABEL)
    if writer:
        used = paper.one_or_two(114, 32.2, writer, VALUE, 30, bold=True)
        left = max(138.0, 117 + used)
        paper.one_or_two(left, 32, role, LABEL, RIGHT - left)
    paper.line(LEFT, 35.3, RIGHT, 35.3)


def open_date(paper: Paper, x: float, y: float, size: float = 12.5, step: float = 14.0) -> None:
    """Draw 令和　年　月　日 to fill in."""
    paper.text(x, y, "令和", size)
    for index, unit in enumerate("年月日"):
        paper.text(x + step + 2.4 + index * step, y, unit, size)


def date_or_open(paper: Paper, x: float, y: float, iso: str, step: float = 14.0) -> None:
    """Draw the day, or the places to write it."""
    if iso:
        paper.text(x, y, wareki(iso), 12.5)
    else:
        open_date(paper, x, y, step=step)


def station(paper: Paper, y: float, number: int, heading: Sequence[str], hint: Sequence[str] = ()) -> None:
    """Draw a station of the path, its middle at ``y``: number, bold heading, small hint."""
    marks.numbered(paper, PATH, y, number)
    for line in heading:
        paper.text(HEADING, y + 1.9, line, 14, bold=True)
        y += 6.0
    for line in hint:
        paper.text(HEADING, y + 1.0, line, SMALL)
        y += 4.6


def path(paper: Paper, top: float, bottom: float) -> None:
    """Draw the line that joins the stations."""
    paper.line(PATH, top, PATH, bottom, BLOCK)


def rule(paper: Paper, y: float, weight: float = FINE) -> None:
    """Draw the rule that ends a station."""
    paper.line(HEADING, y, RIGHT, y, weight)


def troubles(paper: Paper, top: float, ticked: Collection[str], note: str) -> None:
    """Draw 困りごと, fifteen kinds down three columns and その他; ``top`` is the first row's middle."""
    labels = [kind.label for kind in Trouble if kind is not Trouble.OTHER]
    for index, label in enumerate(labels):
        column, row = divmod(index, 5)
        x = _TROUBLE_X[column]
        marks.choice(paper, x, top + 7 * row, label, ticked=label in ticked, width=_TROUBLE_ROOM[column])
    added = [label for label in ticked if label not in labels and label != Trouble.OTHER.label]
    other = bool(added) or Trouble.OTHER.label in ticked
    marks.choice(paper, ANSWER, top + 35, Trouble.OTHER.label, ticked=other)
    paper.line(78, top + 37.4, RIGHT, top + 37.4)
    paper.fit(79, top + 36.3, "、".join([*added, *([note] if note else [])]), 12.5, 115, least=8)


def urgency(paper: Paper, middle: float, chosen: str) -> None:
    """Draw いそぎ."""
    paper.text(ANSWER, middle + 1.4, "いそぎ", LABEL)
    for x, kind in zip((69.0, 92.8, 117.7, 142.8), Urgency, strict=True):
        marks.choice(paper, x, middle, kind.label, 12.3, ticked=kind.label == chosen)


def written(
    paper: Paper, lines: Sequence[str], first: float, count: int, size: float, *, more: str = ""
) -> None:
    """Write on written lines, the first at ``first``; the last line is left to the rule that follows.

    ``more`` says where the rest is, at the end of the last line.
    """
    for index in range(count):
        y = first + index * LINE
        if index < count - 1:
            paper.line(ANSWER, y, RIGHT, y)
        if index < len(lines):
            paper.text(ANSWER, y - 2.4, lines[index], size)
    if more:
        paper.text(RIGHT, first + (count - 1) * LINE - 2.4, f"……{more}", 12, align="right", bold=True)


def fitted(text: str, count: int) -> tuple[list[str], float, bool]:
    """Return the lines of a text in the answer column, their size, and whether all of it fits."""
    size, lines = VALUE, list[str]()
    for size in (VALUE, 13.0, 12.0):
        lines = wrap(text, size, COLUMN)
        if len(lines) <= count:
            return lines, size, True
    words = lines[count - 1]
    while width_of(words, size) > COLUMN - _MORE_ROOM:
        words = words[:-1]
    return [*lines[: count - 1], words], size, False


def destination(paper: Paper, middle: float, chosen: str, how: str, handed_on: str) -> None:
    """Draw つなぎ先, 渡し方 and 渡した日."""
    for x, kind in zip((56.0, 79.9, 108.1, 136.3, 151.8), Destination, strict=True):
        label = _SHORT.get(kind.label, kind.label)
        marks.choice(paper, x, middle, label, 12.3, ticked=kind.label == chosen)
    y = middle + 10.4
    paper.text(ANSWER, y, "渡し方", LABEL)
    paper.fit(69, y, how, 12.2, 55, least=9)
    paper.text(126, y, "渡した日", LABEL)
    if handed_on:
        paper.text(RIGHT, y, wareki_weekday(handed_on), 12.2, align="right")
    else:
        open_date(paper, 145, y, step=12.5)


def answer_strip(paper: Paper, number: str, district: str, answer: Answer) -> None:
    """Draw the lower part that the council cuts off and sends back: the card's number, no name."""
    for x1, x2 in ((8, 76.5), (134, 202)):
        paper.line(x1, 204.6, x2, 204.6, BLOCK, dash=(4, 3))
    paper.text(105, 205.7, "切り取り(回答を地区へ返す)", LABEL, align="center")
    paper.text(LEFT, 217.6, "回 答", 22.5, bold=True)
    x = 42 + paper.text(42, 215.6, "つながりカード ", 11.2)
    if number:
        x += paper.fit(x, 215.6, number, 11.2, 60, least=8)
    else:
        paper.line(x, 216.4, x + 40, 216.4)
        x += 40
    paper.text(x, 215.6, " について", 11.2)
    x = LEFT
    if district:
        x += paper.fit(x, 222.3, district, 11.2, 120, least=8)
    else:
        paper.line(x, 223, x + 40, 223)
        x += 40 + paper.text(x + 40, 222.3, " 地区", 11.2)
    paper.text(x, 222.3, " あて", 11.2)
    paper.line(LEFT, 226, 166, 226, HEAVY)
    paper.ring(182, 220.5, 12.5, 1.0, dash=(3, 2))
    marks.centred(paper, 182, 220.5, "受付印", LABEL)
    _answer_rows(paper, answer)


def _answer_rows(paper: Paper, answer: Answer) -> None:
    paper.text(LEFT, 232.6, "受付日・受付者", 12, bold=True)
    date_or_open(paper, ANSWER, 232.6, answer.received_on)
    paper.text(113, 232.6, "機関・名前", LABEL)
    paper.fit(131.5, 233.3, answer.received_by, 12, 34, least=8)
    paper.line(131, 234.7, 166, 234.7)
    paper.line(LEFT, 236, RIGHT, 236)
    paper.text(LEFT, 242.4, "対応状況", 12, bold=True)
    for x, kind in zip((56.0, 77.7, 118.8, 148.0, 173.8), _ANSWERS, strict=True):
        marks.choice(paper, x, 241, kind.label, 11.8, ticked=kind.label == answer.response)
    paper.line(LEFT, 246, RIGHT, 246)
    paper.text(LEFT, 252.2, "地域へ伝えて", 12, bold=True)
    paper.text(LEFT, 257.9, "よい内容", 12, bold=True)
    for y in (257, 267):
        paper.line(ANSWER, y, RIGHT, y)
    paper.block(ANSWER, 254.6, answer.text, 13, COLUMN, lines=3, leading=LINE, least=9)
    paper.line(LEFT, 277, RIGHT, 277)
    paper.text(LEFT, 283.4, "回答日", 12, bold=True)
    date_or_open(paper, ANSWER, 283.4, answer.answered_on, 13.1)
    paper.text(108, 283.4, "受け取った日", 12, bold=True)
    date_or_open(paper, 138, 283.4, answer.returned_on, 13.1)
    paper.line(LEFT, 286.7, RIGHT, 286.7, HEAVY)


def consent_rule(paper: Paper) -> None:
    """Draw the rule below the consent, and the way out that needs no consent."""
    paper.text(RIGHT, 42.4, "専用の用紙", LABEL, align="right")
    marks.arrow(paper, 170.2, 41, 5)
    paper.text(169.4, 42.4, "命の危険・虐待", LABEL, align="right")
    rule(paper, 56)


def full_text_pages(
    paper: Paper,
    sections: Sequence[tuple[int, Sequence[str], str]],
    *,
    badge: str,
    number: str,
    district: str,
) -> None:
    """Draw the further pages that hold the whole of the long texts; see `further_pages` for their number.

    Args:
        paper: at the start of a fresh page.
        sections: (station, heading, whole text).
        badge: of the first page.
        number: of the card.
        district: name.
    """
    pages = _chunks(sections)
    for index, chunk in enumerate(pages, start=2):
        page = f"{index}／{len(pages) + 1}"
        head(paper, badge, "長い文の ぜんぶ", number=number, district=district, page=page)
        for row, (station_of, heading, line) in enumerate(chunk):
            y = 40 + row * LINE
            if heading:
                station(paper, y - 3.6, station_of, heading)
            paper.text(ANSWER, y - 2.4, line, 12.5)
            paper.line(ANSWER, y, RIGHT, y)
        paper.next_page()


def further_pages(sections: Sequence[tuple[int, Sequence[str], str]]) -> int:
    """Return how many pages the whole texts take."""
    return len(_chunks(sections))


def _chunks(sections: Sequence[tuple[int, Sequence[str], str]]) -> list[list[tuple[int, Sequence[str], str]]]:
    """Return pages of (station, heading on the section's first line, text of the line)."""
    rows: list[tuple[int, Sequence[str], str]] = []
    for number, heading, text in sections:
        lines = wrap(text, 12.5, COLUMN)
        rows += [(number, heading if index == 0 else (), line) for index, line in enumerate(lines)]
        rows += [(0, (), "")] * max(1, len(heading) - len(lines))
    room = 24
    return [rows[at : at + room] for at in range(0, len(rows), room)]


def foot(paper: Paper, printed_on: str) -> None:
    """Write the day of printing, below the strip."""
    paper.text(RIGHT, 291, f"印刷 {wareki(printed_on)}", 9.5, align="right")
