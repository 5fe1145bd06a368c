"""Making one text of several cells, or several of one: names, addresses, dates, spans, contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sasaeai_desktop.exchange.folding import clean, narrow_marks


def joined_name(parts: Sequence[str]) -> str:
    """Return a name of its parts."""
    return "　".join(clean(part) for part in parts if part.strip())


def joined_address(parts: Sequence[str]) -> str:
    """Return an address of its parts."""
    texts = [clean(part) for part in parts if part.strip()]
    return "".join(
        f"　{t}" if at and not texts[at - 1].endswith(("番地", "丁目", "条", "-")) else t
        for at, t in enumerate(texts)
    )


def joined_date(parts: Sequence[str]) -> str:
    """Return a date of era, year, month and day."""
    texts = [narrow_marks(clean(part)) for part in parts]
    if not any(texts):
        return ""
    era = texts[0] if len(texts) == 4 else ""
    year, month, day = (t.removesuffix(unit) for t, unit in zip(texts[-3:], "年月日", strict=True))
    return f"{era}{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


SPAN = re.compile(r"[~〜～]|から|(?:(?<=:[0-9]{2})|(?<=[時分半])) *[-－ー―] *(?=[0-9午])")
CONTACTS = frozenset(("緊急連絡先", "緊急連絡先1", "緊急時連絡先", "緊急時の連絡先"))
CONTACT_HEADERS = ("緊急連絡先氏名", "緊急連絡先続柄", "緊急連絡先電話")
TICKS = frozenset("○〇◯◎●✓✔レ☑1") | {"TRUE", "有"}
_AMOUNT = re.compile("[1-9１-９]")
_CONTACT = re.compile(
    r"(.*?)[\s\u3000]*(?:[(（]([^()（）0-9]*)[)）])?[\s\u3000:：]*((?:TEL|℡)?[:： ]*0[0-9()\-－ー ]{8,})$",
    re.DOTALL,
)


def ticked(words: Sequence[str], cells: Sequence[str]) -> str:
    """Return the word of the column that is ticked; of several all of them, which no list knows."""
    return "・".join(word for word, cell in zip(words, cells, strict=True) if clean(cell))


def filled_words(words: Sequence[str], cells: Sequence[str]) -> str:
    """Return the word of the column that holds an amount; of several all of them, which no list knows."""
    return "・".join(word for word, cell in zip(words, cells, strict=True) if _AMOUNT.search(clean(cell)))


def filled_amount(cells: Sequence[str]) -> str:
    """Return the one amount of several columns; of several all of them, which is no number."""
    return "／".join(text for cell in cells if _AMOUNT.search(text := clean(cell)))


def thousandfold(cells: Sequence[str]) -> str:
    """Return an amount that stands in 千円 as yen."""
    text = clean(cells[0])
    number = re.sub("[,，円千]", "", narrow_marks(text))
    return str(round(float(number) * 1000)) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", number) else text


def side(text: str, at: int) -> str:
    """Return what stands before or behind the mark of a span; without one all of it is the beginning."""
    parts = SPAN.split(clean(text), maxsplit=1)
    return parts[at].removesuffix("まで").strip() if at < len(parts) else ""


def contact(text: str) -> tuple[str, str, str]:
    """Return name, relation and telephone of a contact written in one cell; the name alone where it is no such cell."""
    found = _CONTACT.fullmatch(clean(text))
    return (found[1], found[2] or "", found[3]) if found else (text, "", "")


def contact_part(at: int, cells: Sequence[str]) -> str:
    """Return one part of a contact written in one cell."""
    return contact(cells[0])[at]


JOINS = {"氏名": joined_name, "ふりがな": joined_name, "生年月日": joined_date}

_BRACKETED = re.compile(
    r"^(.+?)[\s\u3000]*[(（\[［〔【<＜]([\u3041-\u30ff\uff66-\uff9f\s\u3000・･ー]+)[)）\]］〕】>＞]$",
    re.DOTALL,
)
_KANA_LINE = re.compile(r"[\u3041-\u30ff\uff66-\uff9f][\u3041-\u30ff\uff66-\uff9f\s\u3000・･ー]*")


def split_name(text: str) -> tuple[str, str]:
    """Return name and reading of a cell that may hold both: 見本 花子（ミホン ハナコ）, or on two lines."""
    whole = clean(text)
    found = _BRACKETED.match(whole)
    if found:
        return clean(found[1]), clean(found[2])
    lines = [clean(line) for line in whole.split("\n") if clean(line)]
    if len(lines) == 2:
        first, second = lines
        if _KANA_LINE.fullmatch(first) and not _KANA_LINE.fullmatch(second):
            return second, first
        if _KANA_LINE.fullmatch(second.strip("()（）")) and not _KANA_LINE.fullmatch(first):
            return first, second.strip("()（）")
    return whole, ""
