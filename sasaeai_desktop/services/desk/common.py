"""What several services need: checks of what was typed, numbers, words for days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories.people import last_number
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.judging import Finding


def need(value: object, label: str) -> str:
    """Return a text that must not be empty.

    Raises:
        InputError: it is empty.
    """
    text = str(value or "").strip()
    if not text:
        raise InputError(f"「{label}」が まだ入っていません。", f"{label}を入れてください。")
    return text


def iso_day(value: str, label: str) -> str:
    """Return a whole ISO date.

    Raises:
        InputError: it is none.
    """
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise InputError(
            f"「{label}」の日付が読み取れません。", "年・月・日を たしかめて入れてください。"
        ) from error


def not_after(day: str, today: str, label: str) -> str:
    """Return a day that is not in the future.

    Raises:
        InputError: it is.
    """
    if iso_day(day, label) > today:
        raise InputError(f"{label}が、きょうより先の日になっています。", f"{label}を たしかめてください。")
    return day


def refuse(findings: Iterable[Finding], todo: str) -> None:
    """Refuse what the rules of judgement call impossible; what is only unlikely is the screen's to ask.

    Raises:
        InputError: in the words of the first rule that refuses.
    """
    for found in judging.refused(findings):
        raise InputError(found.words, todo)


def fresh_numbers(connection: Connection, kind: str, letter: str) -> Iterator[str]:
    """Give the next free managing numbers of a laptop: A-0123, A-0124, ..."""
    n = last_number(connection, kind, letter)
    while True:
        n += 1
        yield f"{letter}-{n:04}"


def days_between(earlier: str, later: str) -> int:
    """Return how many days lie between two ISO dates; never less than 0, and 0 where one is no date.

    A bundle may bring an odd date of another program; it must not keep a page from opening.
    """
    try:
        return max(0, (date.fromisoformat(later) - date.fromisoformat(earlier)).days)
    except ValueError:
        return 0


def days_before(day: str, days: int) -> str:
    """Return the ISO date so many days before (after, when negative)."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def ago_words(days: int) -> str:
    """きょう, きのう, 3日前."""
    return {0: "きょう", 1: "きのう"}.get(days, f"{days}日前")


def month_day(day: str) -> str:
    """5月30日."""
    return f"{int(day[5:7])}月{int(day[8:10])}日"


def months_back(month: str, count: int) -> list[str]:
    """Return so many months, oldest first, the last one being ``month``."""
    year, number = int(month[:4]), int(month[5:7])
    at = year * 12 + number - 1
    return [f"{m // 12:04}-{m % 12 + 1:02}" for m in range(at - count + 1, at + 1)]


def last_of_month(month: str) -> str:
    """Return the last day of a month "2026-05"."""
    year, number = int(month[:4]), int(month[5:7])
    first_of_next = date(year + number // 12, number % 12 + 1, 1)
    return (first_of_next - timedelta(days=1)).isoformat()


def san(name: str) -> str:
    """田中 スミさん; 「名前のない方」 where no name is known."""
    return f"{name}さん" if name else "名前のない方"
