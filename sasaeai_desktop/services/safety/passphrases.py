"""What makes a passphrase: length, and how many guesses it is worth (zxcvbn), in words that help to choose a better one.

Argon2id makes a guess dear, not impossible: who steals the laptop has time. Rules for kinds of letters are not asked for
(NIST SP 800-63B). What zxcvbn cannot know is Japanese: words of ours that everybody would try first are given to it, and a
day written with its era as the day it is.
"""

from __future__ import annotations

import re

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.wareki import parse_date

LEAST = 8
_WORTH = 8.0  # guesses as a power of ten; zxcvbn calls it safe against a slow hash from there on
_KANA = 0.6
_KNOWN = 72  # it looks no further
_OURS = (
    "sasaeai", "sasaeaidesk", "shakyo", "syakyo", "mimamori", "fukushi", "hukusi", "chiku", "tiku", "salon", "asahikawa",
    "aikotoba", "tsunagari", "volunteer", "himitsu", "aiueo", "kakikukeko", "sashisuseso", "irohanihoheto", "chirinuruwo",
    "ささえあい", "見守り", "社協", "あいことば", "ひみつ", "いろはにほへと", "ちりぬるを",
)  # fmt: skip
_ERA = "明治?|大正?|昭和?|平成?|令和?|meiji|taisho|showa|heisei|reiwa|[mtshr]"
_DAY = re.compile(rf"({_ERA})(元|[0-9]{{1,2}})[年./-]?([0-9]{{1,2}})[月./-]?([0-9]{{1,2}})日?", re.IGNORECASE)
_BETTER = "関係のない言葉を3つ4つ つなげてください（れい：hasi-mikan-taiko-yuki）。"
_WHY = (
    ("common", "よく使われる合いことばです。"),
    ("similar", "よく使われる合いことばに 似ています。"),
    ("dates", "日付は、すぐに見やぶられます。"),
    ("years", "年は、すぐに見やぶられます。"),
    ("names", "名前は、すぐに見やぶられます。"),
    ("repeats", "同じ文字が つづいています。"),
    ("sequences", "ならびの文字が つづいています。"),
    ("row", "キーボードの ならびのままです。"),
    ("word by itself", "1つの言葉だけでは、すぐに見やぶられます。"),
)


def check_new(passphrase: str) -> None:
    """See to it that a new passphrase is worth its name.

    Raises:
        InputError: it is too short, or guessed too easily; says why and what to do.
    """
    # A kana is chosen from more than a Latin letter is: it counts for one and a half.
    if sum(1.0 if sign.isascii() else 1.5 for sign in passphrase) < LEAST:
        raise InputError(f"合いことばが {len(passphrase)}文字です。", f"{LEAST}文字より 長くしてください。")
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its word lists take a while to load; only for a new passphrase

    found = zxcvbn(_DAY.sub(_as_day, passphrase)[:_KNOWN], user_inputs=list(_OURS))
    # Letters it has no lists of it takes for digits; there are at least four times as many kana.
    guessed = (match["token"] for match in found["sequence"] if match["pattern"] == "bruteforce")
    foreign = sum(not sign.isascii() for token in guessed for sign in token)
    if float(found["guesses_log10"]) + _KANA * foreign > _WORTH:
        return
    warning = str(found["feedback"]["warning"]).lower()
    why = next((words for mark, words in _WHY if mark in warning), "見やぶられやすい 合いことばです。")
    raise InputError(why, _BETTER)


def _as_day(match: re.Match[str]) -> str:
    """Return a day of an era as zxcvbn knows days: S24.2.3 is a birthday to whoever guesses, and nothing to it."""
    era, year, month, day = match.groups()
    try:
        return parse_date(f"{era[0]}{year}.{month}.{day}")
    except InputError:
        return match[0]
