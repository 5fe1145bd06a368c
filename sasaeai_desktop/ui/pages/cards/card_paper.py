"""A card as its paper looks: written lines, date stamp, consent in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.cards import (
    CardCopy,
    CardState,
    Destination,
    ReferralCard,
    Response,
    Trouble,
    Urgency,
)
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.wareki import short_wareki, wareki
from sasaeai_desktop.services.cards.cards import CardView
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.paper import DateStamp, PaperCard, WrittenText
from sasaeai_desktop.ui.widgets.signs import Sign


def write_view(paper: PaperCard, view: CardView) -> None:
    """Write a card of this district on the paper."""
    card = view.card
    paper.clear()
    paper.add_heading("つながりカード", card.number)
    writer = f"{view.writer}（{view.salon}）" if view.writer and view.salon else view.writer or view.salon
    paper.add_line("書いた日", "　".join(t for t in (wareki(card.written_on), writer) if t))
    paper.add_line("どなた", view.who, bold=True)
    urgency = _urgency(card.urgency)
    troubles = "／".join(view.troubles) + (f"（{card.trouble_note}）" if card.trouble_note else "")
    paper.add_line("困りごと", troubles or "―", urgency)
    _write_answer(paper, card)  # before what was asked: whoever opens an answered card looks for it
    paper.add_written("見たこと・聞いたこと", card.facts or " ")
    paper.add_written("書いた人の考え", card.thoughts or " ")
    if not view.consent and card.summary:
        paper.add_written("名前のない要旨（これだけが 市社協へ渡ります）", card.summary)
    paper.add(_foot(view.consent_words, label_of(Destination, card.destination), good=view.consent))
    _stamp(paper, card)


def write_copy(paper: PaperCard, card: ReferralCard, copy: CardCopy | None, district: str) -> None:
    """Write what a district handed to the council: the copy with consent, else the nameless summary."""
    paper.clear()
    paper.add_heading("つながりカード", card.number)
    writer = copy.writer if copy else ""
    paper.add_line("書いた日", "　".join(t for t in (wareki(card.written_on), writer) if t))
    paper.add_line("地区", f"{district}　{wareki(card.handed_on)}に渡した")
    if copy is None:
        paper.add_line("どなた", "名前なし", bold=True)
        _write_answer(paper, card)
        paper.add_written(
            "名前のない要旨", card.summary or "要旨は 書かれていません。地区に 電話でたずねてください。"
        )
        paper.add(_foot("お名前は 受け取っていません", "", good=False))
    else:
        place = "・".join(p for p in (copy.age_band, copy.town) if p)
        paper.add_line("どなた", f"{copy.name}さん　{place}", copy.phone, bold=True)
        troubles = "／".join(k.label for k in Trouble if k in copy.troubles)
        urgency = _urgency(copy.urgency)
        paper.add_line("困りごと", troubles or "―", urgency)
        _write_answer(paper, card)
        paper.add_written("見たこと・聞いたこと", copy.facts or " ")
        paper.add_written("書いた人の考え", copy.thoughts or " ")
        paper.add(_foot(copy.consent, "", good=True))
    _stamp(paper, card)


def _urgency(code: str) -> str:
    words = label_of(Urgency, code) if code else ""
    return f"いそぎ　{words}" if code not in ("", Urgency.NONE) else words


def _write_answer(paper: PaperCard, card: ReferralCard) -> None:
    """Write what came back; that it was received is said by the stamp."""
    if card.answer:
        paper.add(label(_answer_head(card), "second", wrap=True))
        paper.add(WrittenText(card.answer))
    elif card.response not in ("", Response.RECEIVED):
        paper.add_line(
            "返事", "　".join(t for t in (label_of(Response, card.response), card.received_by) if t)
        )


def _answer_head(card: ReferralCard) -> str:
    parts = (
        "返事",
        label_of(Response, card.response) if card.response else "",
        wareki(card.answered_on),
        card.received_by,
    )
    return "　".join(p for p in parts if p)


def _stamp(paper: PaperCard, card: ReferralCard) -> None:
    if card.received_on:
        closed = card.state == CardState.CLOSED.value
        day = card.closed_on if closed and card.closed_on else card.received_on
        receiver = "市社協" if card.destination == Destination.COUNCIL else "つなぎ先"
        paper.set_stamp(
            DateStamp(
                receiver, short_wareki(day).lstrip("RHSTM"), "終結" if closed and card.closed_on else "受付"
            )
        )


def _foot(consent: str, destination: str, *, good: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 10, 0, 0)
    row.setSpacing(12)
    row.addWidget(Sign("done" if good else "open", 24))
    row.addWidget(label(consent, "label", wrap=True), 1)
    if destination:
        row.addWidget(label(f"つなぎ先　{destination}", "second"))
    return made
