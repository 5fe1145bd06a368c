"""つながりカード without a name: for a worry that is passed on without consent.

It has no place for name, address or phone. Its text is the 名前のない要旨, and the writer confirms that
nobody can be known from it. Danger to life and suspected abuse go another way (the form says so).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import card_parts as parts
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.card_parts import ANSWER, LABEL, RIGHT, VALUE, Answer
from sasaeai_desktop.forms.paper import GROUP, Drawn, Paper

NAME = "card-no-name"
TITLE = "つながりカード（名前なし）"
_SUMMARY = ("名前のない", "要旨")
_BADGE = "名前なし"


@dataclass(frozen=True, kw_only=True, slots=True)
class NamelessCard:
    """One card without a name; every text may be "" and is then left to be written by hand.

    Attributes:
        number: 地区-年度-連番.
        district: "みどりが丘地区社協".
        written_on: ISO day.
        writer: name of the one who wrote it.
        writer_role: role and place in words.
        consent: "なし", "未確認" or "".
        age_band: "80代".
        sex: "女".
        troubles: labels of 困りごと区分.
        trouble_note: words beside その他; must not name anybody.
        urgency: label of いそぎ.
        summary: 名前のない要旨.
        confirmed: the writer confirmed that it names nobody.
        confirmed_on: ISO day of that.
        destination: label of つなぎ先.
        handed_how: 渡し方.
        handed_on: ISO day.
        answer: the strip at the foot.
    """

    number: str = ""
    district: str = ""
    written_on: str = ""
    writer: str = ""
    writer_role: str = ""
    consent: str = ""
    age_band: str = ""
    sex: str = ""
    troubles: tuple[str, ...] = ()
    trouble_note: str = ""
    urgency: str = ""
    summary: str = ""
    confirmed: bool = False
    confirmed_on: str = ""
    destination: str = ""
    handed_how: str = ""
    handed_on: str = ""
    answer: Answer = field(default_factory=Answer)


def blank() -> NamelessCard:
    """Return the card with everything left open."""
    return NamelessCard()


def draw(card: NamelessCard, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw one card; see `draw_all`."""
    return draw_all([card], printed_on=printed_on, invariant=invariant)


def draw_all(cards: Iterable[NamelessCard], *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw cards into one file, each with its own page count.

    Args:
        cards: what to print.
        printed_on: ISO day, in the foot.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    for card in cards:
        _draw(paper, card, printed_on)
    return paper.finish()


def _draw(paper: Paper, card: NamelessCard, printed_on: str) -> None:
    lines, size, fits = parts.fitted(card.summary, 4)
    long: Sequence[tuple[int, Sequence[str], str]] = [] if fits else [(4, _SUMMARY, card.summary)]
    pages = 1 + parts.further_pages(long)
    parts.head(
        paper,
        _BADGE,
        "名前を書かずにつなぐ紙",
        number=card.number,
        district=card.district,
        page=f"1／{pages}",
        dashed=True,
    )
    parts.written_by(paper, card.written_on, card.writer, card.writer_role)
    parts.path(paper, 41, 186.5)
    _draw_consent(paper, card)
    _draw_person(paper, card)
    parts.station(paper, 71.7, 3, ("困りごと",), ("あてはまるもの", "すべてに ✓"))
    parts.troubles(paper, 71.7, card.troubles, card.trouble_note)
    parts.urgency(paper, 115.3, card.urgency)
    parts.rule(paper, 120, GROUP)
    parts.station(paper, 125.6, 4, _SUMMARY, ("見たこと・聞いた", "ことだけを書く"))
    parts.written(paper, lines, 130.2, 4, size, more="" if fits else "ぜんぶは2ページ")
    parts.rule(paper, 160.2)
    _draw_confirmation(paper, card)
    parts.rule(paper, 181, GROUP)
    parts.station(paper, 186.5, 6, ("つなぎ先",))
    parts.destination(paper, 186.5, card.destination, card.handed_how, card.handed_on)
    parts.answer_strip(paper, card.number, card.district, card.answer)
    parts.foot(paper, printed_on)
    paper.next_page()
    parts.full_text_pages(paper, long, badge=_BADGE, number=card.number, district=card.district)


def _draw_consent(paper: Paper, card: NamelessCard) -> None:
    parts.station(paper, 41, 1, ("本人の同意",), ("はじめに確認",))
    marks.choice(paper, ANSWER, 41, "なし", 14, ticked=card.consent == "なし")
    marks.choice(paper, 79.7, 41, "未確認", 14, ticked=card.consent == "未確認")
    parts.consent_rule(paper)
    marks.alert(paper, 58.4, 50)
    paper.text(62.3, 51.6, "名前・住所・電話は どこにも書かない", 12.5, bold=True)


def _draw_person(paper: Paper, card: NamelessCard) -> None:
    parts.station(paper, 61.3, 2, ("どなた",))
    paper.text(ANSWER, 62.7, "年代", LABEL)
    paper.fit(69, 63, card.age_band, VALUE, 30, least=9)
    paper.text(126, 62.7, "性別", LABEL)
    paper.fit(137, 63, card.sex, VALUE, 30, least=9)
    parts.rule(paper, 66.2)


def _draw_confirmation(paper: Paper, card: NamelessCard) -> None:
    parts.station(paper, 166, 5, ("書いた人が", "たしかめる"))
    marks.choice(paper, ANSWER, 166, "名前・住所・電話を書いていない", 12.3, ticked=card.confirmed)
    marks.choice(paper, ANSWER, 175, "読んでも だれのことか わからない", 12.3, ticked=card.confirmed)
    paper.text(140, 176.5, "日", LABEL)
    if card.confirmed_on:
        paper.text(RIGHT, 176.5, wareki(card.confirmed_on), 12.5, align="right")
    else:
        parts.open_date(paper, 147, 176.5, size=11.5, step=12)
