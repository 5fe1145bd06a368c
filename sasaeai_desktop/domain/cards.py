"""つながりカード: a worry passed on, its answer, and the copy that travels with consent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    flag_field,
    ref_field,
    text_field,
    texts_field,
)
from sasaeai_desktop.domain.labels import Labelled

LATE_AFTER_DAYS = 14
"""A card handed over is late after so many days without an answer, unless the desk is set otherwise."""


class CardState(Labelled):
    """Status loop of a card, in order."""

    WRITTEN = "written", "記入"
    HANDED = "handed", "渡した"
    RECEIVED = "received", "受付"
    WORKING = "working", "対応中"
    ANSWERED = "answered", "回答あり"
    CLOSED = "closed", "終結"


class Response(Labelled):
    """対応状況 of an answer."""

    RECEIVED = "received", "受付"
    CHECKING = "checking", "確認中"
    SUPPORTED = "supported", "支援につながった"
    WATCHING = "watching", "見守り継続"
    PASSED_ON = "passed_on", "他機関へ"
    CLOSED = "closed", "終結"


ANSWER_TEMPLATES: dict[str, tuple[str, ...]] = {
    Response.RECEIVED: ("受け付けました。担当の者から 1週間のうちに ご連絡します。",),
    Response.CHECKING: (
        "ご本人に お話をうかがっているところです。分かりしだい お知らせします。",
        "関係する機関と 相談しているところです。",
    ),
    Response.SUPPORTED: (
        "介護の相談につながりました。これまでどおりの見守りを お願いします。",
        "生活の相談につながり、手続きを いっしょに進めています。",
        "食べるものを届けました。つづけて 様子を見ていきます。",
    ),
    Response.WATCHING: (
        "すぐの支援は 希望されませんでした。見守りを つづけてください。",
        "次に気になることがあれば、もう一度 カードを書いてください。",
    ),
    Response.PASSED_ON: (
        "地域包括支援センターへ つなぎました。",
        "市の担当の窓口へ つなぎました。",
    ),
    Response.CLOSED: ("困りごとは 解決しました。お知らせくださり ありがとうございました。",),
}
"""Sentences that an answer may begin with, by 対応状況; none of them names anybody."""


class Trouble(Labelled):
    """困りごと区分."""

    HEALTH = "health", "病気・健康・障がい"
    HOUSING = "housing", "住まい"
    INCOME = "income", "収入・生活費"
    RENT = "rent", "家賃・ローン"
    BILLS = "bills", "税・公共料金"
    DEBT = "debt", "債務"
    JOB_SEARCH = "job_search", "仕事探し"
    WORK = "work", "仕事上の不安"
    COMMUNITY = "community", "地域との関係"
    FAMILY = "family", "家族関係"
    CHILDREN = "children", "子育て・教育"
    CARE = "care", "介護"
    WITHDRAWN = "withdrawn", "ひきこもり・不登校"
    ABUSE = "abuse", "DV・虐待"
    FOOD = "food", "食べるものがない"
    OTHER = "other", "その他"


class CardTrigger(Labelled):
    """きっかけ of a card."""

    SELF = "self", "本人"
    FAMILY = "family", "家族"
    NEIGHBOUR = "neighbour", "近所"
    OBSERVED = "observed", "様子から"


class Urgency(Labelled):
    """緊急度."""

    TODAY = "today", "きょう"
    WEEK = "week", "今週中"
    MONTH = "month", "今月中"
    NONE = "none", "いそがない"


class Destination(Labelled):
    """つなぎ先."""

    COUNCIL = "council", "市社協"
    CARE_CENTRE = "care_centre", "地域包括支援センター"
    COMMISSIONER = "commissioner", "民生委員"
    CITY = "city", "市"
    OTHER = "other", "その他"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralCard(Record):
    """つながりカード. The open part is its state, the nameless summary its writer confirmed, and the council's answer."""

    kind: ClassVar[str] = "card"

    number: str = text_field(Chain.OPEN)  # 地区-年度-連番
    written_on: str = day_field(Chain.OPEN)
    state: str = text_field(Chain.OPEN)
    handed_on: str = day_field(Chain.OPEN)
    destination: str = text_field(Chain.OPEN)
    summary: str = text_field(Chain.OPEN)  # 名前のない要旨, only as confirmed by the writer
    received_on: str = day_field(Chain.OPEN)
    received_by: str = text_field(Chain.OPEN)
    response: str = text_field(Chain.OPEN)
    answer: str = text_field(Chain.OPEN)  # 地域へ伝えてよい内容
    answered_on: str = day_field(Chain.OPEN)
    returned_on: str = day_field(Chain.OPEN)  # 受領日
    closed_on: str = day_field(Chain.OPEN)
    key: str = text_field(Chain.HOME)  # 管理番号 of an imported card
    writer: Id | None = ref_field(Chain.HOME)
    writer_name: str = text_field(Chain.HOME)
    salon: Id | None = ref_field(Chain.HOME)
    trigger: str = text_field(Chain.HOME)
    person: Id | None = ref_field(Chain.HOME)
    name: str = text_field(Chain.HOME)  # partial identity is allowed
    kana: str = text_field(Chain.HOME)
    town: str = text_field(Chain.HOME)
    age_band: str = text_field(Chain.HOME)  # 年代, "80代"
    sex: str = text_field(Chain.HOME)
    phone: str = text_field(Chain.HOME)
    troubles: tuple[str, ...] = texts_field(Chain.HOME)
    trouble_note: str = text_field(Chain.HOME)
    facts: str = text_field(Chain.HOME)  # 事実, seen and heard
    thoughts: str = text_field(Chain.HOME)  # 受け止めた人の考え
    urgency: str = text_field(Chain.HOME)
    consent: str = text_field(Chain.HOME)  # ConsentState for this card
    consent_form: str = text_field(Chain.HOME)
    consent_giver: str = text_field(Chain.HOME)
    consent_relation: str = text_field(Chain.HOME)
    consent_on: str = day_field(Chain.HOME)
    handed_how: str = text_field(Chain.HOME)
    danger_reason: str = text_field(Chain.HOME)  # why a named sheet goes in person without consent
    summary_why: str = text_field(Chain.HOME)  # why what the check found in the summary is nobody's name
    at_counter: bool = flag_field(Chain.OPEN)  # written at a salon that was a 相談窓口 then


@dataclass(frozen=True, kw_only=True, slots=True)
class CardCopy(Record):
    """What the council gets of a card when there is consent: an id of its own and no person id."""

    kind: ClassVar[str] = "card_copy"

    number: str = text_field(Chain.SHARED)
    written_on: str = day_field(Chain.SHARED)
    writer: str = text_field(Chain.SHARED)
    trigger: str = text_field(Chain.SHARED)
    name: str = text_field(Chain.SHARED)
    kana: str = text_field(Chain.SHARED)
    town: str = text_field(Chain.SHARED)
    age_band: str = text_field(Chain.SHARED)
    sex: str = text_field(Chain.SHARED)
    phone: str = text_field(Chain.SHARED)
    troubles: tuple[str, ...] = texts_field(Chain.SHARED)
    facts: str = text_field(Chain.SHARED)
    thoughts: str = text_field(Chain.SHARED)
    urgency: str = text_field(Chain.SHARED)
    consent: str = text_field(Chain.SHARED)  # how it was given, in words
    destination: str = text_field(Chain.SHARED)
    withdrawn: str = day_field(Chain.SHARED)  # day the consent was revoked: receivers drop the body


@dataclass(frozen=True, kw_only=True, slots=True)
class CardLink(Record):
    """Which copy belongs to which card: stays at home."""

    kind: ClassVar[str] = "card_link"

    card: Id | None = ref_field(Chain.HOME)
    copy: Id | None = ref_field(Chain.HOME)
