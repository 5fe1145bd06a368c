"""The table of つながりカード."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import cells, choices
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class CardRow(Row):
    """A つながりカード.

    Attributes:
        number: 管理番号 of the card; ``writer_number``, ``salon_number`` and ``person_number`` of whom it names.
        troubles: codes; words in no list are その他 with a ``trouble_note``.
        facts: what was seen or heard; ``thoughts`` what the writer makes of it.
        consent: given, refused or unknown.
        handed_on: day it was handed to ``destination``, "" before.
        response: code of ``Response``; ``answered_on`` and ``answer`` are what came back.
    """

    number: str
    written_on: str
    writer_number: str = ""
    salon_number: str = ""
    person_number: str = ""
    trigger: str = ""
    troubles: tuple[str, ...] = ()
    trouble_note: str = ""
    facts: str = ""
    thoughts: str = ""
    urgency: str = ""
    consent: str = ""
    destination: str = ""
    handed_on: str = ""
    response: str = ""
    answered_on: str = ""
    answer: str = ""


CARDS = Kind(
    "cards",
    "つながりカード",
    CardRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "C01", "C02", needed=True),
        column("記入日", "written_on", cells.DATE, "2023-10-05", "2023-11-20", needed=True),
        column("記入者番号", "writer_number", cells.NUMBER_TEXT, "V02", "V01"),
        column("サロン番号", "salon_number", cells.NUMBER_TEXT, "S01", ""),
        column("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", ""),
        column("きっかけ", "trigger", choices.CARD_TRIGGER, "本人", "様子から"),
        column(
            "困りごと区分", "troubles trouble_note", choices.TROUBLES, "病気・健康・障がい;介護", "住まい"
        ),
        column(
            "事実",
            "facts",
            cells.TEXT,
            "ひざが痛くて買い物に行けないと話した。",
            "窓のガラスが割れたままになっている。",
        ),
        column("考え", "thoughts", cells.TEXT, "配達のことを一緒に調べたい。", ""),
        column("緊急度", "urgency", choices.URGENCY, "今月中", "今週中"),
        column("本人同意", "consent", choices.CONSENT, "あり", "未確認"),
        column("つなぎ先", "destination", choices.DESTINATION, "地域包括支援センター", "市社協"),
        column("渡した日", "handed_on", cells.DATE, "2023-10-06", ""),
        column("対応状況", "response", choices.RESPONSE, "支援につながった", ""),
        column("回答日", "answered_on", cells.DATE, "2023-10-20", ""),
        column("回答", "answer", cells.TEXT, "配達のサービスを案内しました。", ""),
    ),
    unique="管理番号",
    personal="つながりカードの中身",
)

KINDS = (CARDS,)
