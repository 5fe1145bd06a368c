"""The order in which the printed book tells the helps; what no chapter names stands, shorter, in its last one."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.ui.help.topics import TOPICS


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the book: its title, a sentence below it, and the topics it tells in full."""

    title: str
    lead: str
    topics: tuple[str, ...]


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
)
COUNCIL = (
    Chapter(
        "市社協の画面",
        "地区から届いたUSBを受け取り、返事をして、市全体をまとめます。",
        ("districts", "council_usb", "council_cards", "keys", "laptops", "entrusted"),
    ),
)
_TOLD = {name for chapter in (*DISTRICT, *COUNCIL) for name in chapter.topics}
OTHERS = Chapter(
    "そのほかの画面",
    "開いた画面で「つかい方」かF1キーを押すと、することの順番が 出ます。",
    tuple(name for name in TOPICS if name not in _TOLD),
)
CARD = ("today", "watch", "record", "salon", "cards", "usb")
"""The topics of the quick card."""
