"""つながりカード with a name: 控 for the district, 送付 for the receiving body, each with the answer strip.

Only for cards with consent, or on the coordinator's recorded ground (danger to life, suspected abuse);
without either the form is `card_no_name`. Facts and the writer's thoughts are two stations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import card_parts as parts
from sasaeai_desktop.forms import marks
from sasaeai_desktop.forms.card_parts import ANSWER, LABEL, RIGHT, VALUE, Answer
from sasaeai_desktop.forms.paper import GROUP, Drawn, Paper

NAME = "card"
TITLE = "つながりカード"
COPIES = ("控", "送付")
_PURPOSE = {"控": "この紙は地区で保管します", "送付": "この紙はつなぎ先へ渡します"}
_FACTS = ("見たこと", "聞いたこと")
_THOUGHTS = ("書いた人の", "考え")


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """One card; every text may be "" and is then left to be written by hand.

    Attributes:
        number: 地区-年度-連番, "みどり-R8-007".
        district: "みどりが丘地区社協".
        written_on: ISO day.
        writer: name of the one who wrote it.
        writer_role: "サロン世話人(お茶の間サロン さくら)".
        consent: "あり", "なし", "未確認" or "".
        consent_form: "書面", "口頭" or "".
        consent_giver: "本人", "代理" or "".
        consent_relation: 続柄 of a 代理.
        consent_on: ISO day.
        name: of the person it is about; may be unknown.
        kana: ふりがな.
        age_band: "80代".
        sex: "女".
        town: "川端町内会 2班".
        phone: their phone.
        troubles: labels of 困りごと区分; unknown ones are written beside その他.
        trouble_note: words beside その他.
        urgency: label of いそぎ.
        facts: 見たこと・聞いたこと.
        thoughts: 書いた人の考え.
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
    consent_form: str = ""
    consent_giver: str = ""
    consent_relation: str = ""
    consent_on: str = ""
    name: str = ""
    kana: str = ""
    age_band: str = ""
    sex: str = ""
    town: str = ""
    phone: str = ""
    troubles: tuple[str, ...] = ()
    trouble_note: str = ""
    urgency: str = ""
    facts: str = ""
    thoughts: str = ""
    destination: str = ""
    handed_how: str = ""
    handed_on: str = ""
    answer: Answer = field(default_factory=Answer)


def blank() -> Card:
    """Return the card with everything left open."""
    return Card()


def draw(card: Card, *, printed_on: str, copies: Sequence[str] = COPIES, invariant: bool = False) -> Drawn:
    """Draw the copies of a card; see `draw_all`."""
    return draw_all([(card, copies)], printed_on=printed_on, invariant=invariant)


def draw_all(
    cards: Iterable[tuple[Card, Sequence[str]]], *, printed_on: str, invariant: bool = False
) -> Drawn:
    """Draw cards with their copies into one file, each copy with its own page count.

    Args:
        cards: what to print, and which of `COPIES`.
        printed_on: ISO day, in the foot.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    for card, copies in cards:
        for copy in copies:
            _draw_copy(paper, card, copy, printed_on)
    return paper.finish()


def _draw_copy(paper: Paper, card: Card, copy: str, printed_on: str) -> None:
    facts, facts_size, all_facts = parts.fitted(card.facts, 3)
    thoughts, thoughts_size, all_thoughts = parts.fitted(card.thoughts, 2)
    long = []
    if not all_facts:
        long.append((4, _FACTS, card.facts))
    if not all_thoughts:
        long.append((5, _THOUGHTS, card.thoughts))
    pages = 1 + parts.further_pages(long)
    parts.head(paper, copy, _PURPOSE[copy], number=card.number, district=card.district, page=f"1／{pages}")
    parts.written_by(paper, card.written_on, card.writer, card.writer_role)
    parts.path(paper, 41, 186.5)
    _draw_consent(paper, card)
    _draw_person(paper, card)
    parts.station(paper, 81.5, 3, ("困りごと",), ("あてはまるもの", "すべてに ✓"))
    parts.troubles(paper, 81.5, card.troubles, card.trouble_note)
    parts.urgency(paper, 125.3, card.urgency)
    parts.rule(paper, 130.3, GROUP)
    parts.station(paper, 135.8, 4, _FACTS, ("そのままを書く",))
    parts.written(paper, facts, 140.5, 3, facts_size, more="" if all_facts else "ぜんぶは2ページ")
    parts.rule(paper, 160.5)
    parts.station(paper, 166.2, 5, _THOUGHTS)
    parts.written(paper, thoughts, 171, 2, thoughts_size, more="" if all_thoughts else "ぜんぶは2ページ")
    parts.rule(paper, 181, GROUP)
    parts.station(paper, 186.5, 6, ("つなぎ先",))
    parts.destination(paper, 186.5, card.destination, card.handed_how, card.handed_on)
    parts.answer_strip(paper, card.number, card.district, card.answer)
    parts.foot(paper, printed_on)
    paper.next_page()
    parts.full_text_pages(paper, long, badge=copy, number=card.number, district=card.district)


def _draw_consent(paper: Paper, card: Card) -> None:
    parts.station(paper, 41, 1, ("本人の同意",), ("はじめに確認",))
    marks.choice(paper, ANSWER, 41, "あり", 14, ticked=card.consent == "あり")
    marks.choice(paper, 79.7, 41, "なし", 14, ticked=card.consent == "なし")
    marks.arrow(paper, 96.4, 41, 5.2)
    paper.text(102.6, 42.4, "名前のない用紙", LABEL)
    parts.consent_rule(paper)
    marks.choice(paper, ANSWER, 50, "書面", 12.5, ticked=card.consent_form == "書面")
    marks.choice(paper, 74.8, 50, "口頭", 12.5, ticked=card.consent_form == "口頭")
    paper.line(93.6, 47, 93.6, 53)
    marks.choice(paper, 97.4, 50, "本人", 12.5, ticked=card.consent_giver == "本人")
    x = marks.choice(paper, 116.3, 50, "代理", 12.5, ticked=card.consent_giver == "代理")
    x += paper.text(x, 51.6, "(続柄", 12.5)
    paper.fit(x + 1, 51.6, card.consent_relation, 12.5, 153.5 - x, least=8)
    paper.text(154.5, 51.6, ")", 12.5)
    if card.consent_on:
        paper.text(RIGHT, 51.6, wareki(card.consent_on), 12, align="right")
    else:
        parts.open_date(paper, 161, 51.6, size=11, step=9.5)


def _draw_person(paper: Paper, card: Card) -> None:
    parts.station(paper, 61.7, 2, ("どなた",), ("わかることだけ",))
    paper.text(ANSWER, 63.1, "氏名", LABEL)
    paper.fit(69, 59.3, card.kana, 9, 55, least=7)
    paper.fit(69, 65, card.name, 15.5, 55, least=9, bold=True)
    paper.text(126, 63.1, "年代", LABEL)
    paper.fit(137, 63.4, card.age_band, VALUE, 21, least=9)
    paper.text(160, 63.1, "性別", LABEL)
    paper.fit(171, 63.4, card.sex, VALUE, 24, least=9)
    paper.line(ANSWER, 66.3, RIGHT, 66.3)
    paper.text(ANSWER, 72.5, "町内", LABEL)
    paper.one_or_two(69, 72.8, card.town, VALUE, 55)
    paper.text(126, 72.5, "電話", LABEL)
    paper.fit(137, 72.8, card.phone, VALUE, 58, least=9)
    parts.rule(paper, 76)
