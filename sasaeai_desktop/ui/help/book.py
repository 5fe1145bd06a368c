"""The order in which the printed book tells the helps: in full in its chapters, in a sentence each in its last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the book.

    Attributes:
        title: its title.
        lead: a sentence below it.
        topics: what it tells in full.
        groups: what it tells in a sentence each, by what they are about.
    """

    title: str
    lead: str
    topics: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


DISTRICT = (
    Chapter(
        "はじめの日",
        "名簿を入れ、控えの場所をきめます。ここまでできたら、あとは毎日の きろくだけです。",
        ("today", "people", "person_form", "person_record", "table_in", "settings", "backup"),
    ),
    Chapter(
        "見守り",
        "会ったこと・電話したこと・姿を見たことを きろくします。",
        ("watch", "record", "sheets", "sheet", "scan"),
    ),
    Chapter("サロン", "開く日を入れておき、その日に 出席を付けます。", ("salon", "session")),
    Chapter("つながりカード", "気になることを、市社協や相談の窓口へ つなぎます。", ("cards", "write")),
    Chapter(
        "USBの受け渡しと報告",
        "月に1回、USBで 市社協へ渡します。",
        ("usb", "usb_receive_page", "reports"),
    ),
    Chapter(
        "その他の活動",
        "見守り・サロン・つながりカードのほかは、「その他の活動」から えらびます。",
        ("programmes", "help", "goals", "groups", "money"),
    ),
)
COUNCIL = (
    Chapter(
        "市社協の画面",
        "地区から届いたUSBを受け取り、返事をして、市全体をまとめます。",
        ("districts", "council_usb", "council_cards", "keys", "laptops", "entrusted"),
    ),
)
OTHERS = Chapter(
    "そのほかの画面",
    "開いた画面で「つかい方」かF1キーを押すと、することの順番が 出ます。",
    groups={
        "名簿": ("contacts", "consent", "record_history", "people_merge", "hand_on", "move_away", "arrival_form",
               "table_out", "erase", "retention"),
        "見守り・つながりカード": ("state", "tally", "round", "summary", "hand"),
        "サロン": ("plan", "repeat", "salon_form", "one_salon"),
        "紙の読み取り": ("scan_visit", "scan_roster"),
        "その他の活動": ("plans", "plan_form", "safety", "safety_handed", "school", "activities", "activity_form",
                     "completions", "trained", "counters", "group_form", "goal", "goal_form", "effort_form",
                     "commissioner"),
        "お金": ("money_line", "money_grant", "money_budget", "money_close"),
        "報告・印刷": ("form", "trace", "missing", "years", "wording"),
        "USB・ほかのパソコン": ("inbox", "arrived", "traffic", "custody", "provisions", "usb_sibling_page",
                          "usb_invite_page", "update"),
        "市社協の画面": ("district", "district_invite_page", "statement", "answer", "card_offer_page", "grant_rules",
                    "grant_rule", "codes", "commissioner_words"),
        "このパソコン": ("role", "audit", "paper_try", "licences"),
    },
)  # fmt: skip
CARD = ("today", "watch", "record", "salon", "cards", "usb")
"""The topics of the quick card."""
