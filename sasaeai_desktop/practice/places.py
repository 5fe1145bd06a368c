"""An invented city: districts, 町内会, addresses, telephone numbers, salon names and venues."""

from __future__ import annotations

from random import Random

from sasaeai_desktop.practice.words import words

CITY = "みどり野市"
COUNCIL = "みどり野市社会福祉協議会"
COUNCIL_CODE = "00"

_DISTRICTS = words(
    """
中央 若葉 緑が丘 桜台 東陽 西町 南ヶ丘 北栄 宮前 川端 新川 大門 本町 栄町 朝日 旭ヶ丘 豊岡台 美園
清水 富士見 松ヶ枝 竹園 梅の木 花園 柏木 白樺 すずらん ポプラ 神居原 春風 秋月 千代ヶ丘 末広台
平和通 共和 協同 青葉 光陽 日の出 月見 星が丘 雪見 川岸 橋の上 駅前 市場通 鷹栖口 末吉 東川端 西川端
上川原 下川原 石狩台 大雪通 高砂 寿町 泉 滝の沢 峰 湖畔
"""
)
_QUARTERS = ("東", "西", "南", "北", "上", "下", "新", "本")

_SALON_NAMES = (
    "ふれあいサロン{}",
    "いきいきサロン{}",
    "{}なかよしサロン",
    "お茶の間{}",
    "{}ひだまりの会",
    "{}ほっとサロン",
    "茶話会{}",
    "{}みんなの居間",
    "{}たんぽぽサロン",
    "{}すずらんの会",
    "ふらっと{}",
    "{}元気クラブ",
    "サロン{}の樹",
    "{}おしゃべり会",
)
_OTHER_NAMES = ("{}歌声の日", "{}親子ひろば", "{}男の料理教室", "{}季節の集い")
_VENUES = (
    "{}会館",
    "{}集会所",
    "{}公民館",
    "{}地区センター",
    "{}住民センター",
    "{}老人憩いの家",
    "{}寄合所",
    "{}団地集会室",
)


def district_name(index: int) -> str:
    """Return the name of the district with this index; beyond the list with a quarter behind it."""
    lap, at = divmod(index, len(_DISTRICTS))
    quarter = _QUARTERS[(lap - 1) % len(_QUARTERS)] if lap else ""
    more = f"第{(lap - 1) // len(_QUARTERS) + 1}" if lap > len(_QUARTERS) else ""
    return f"{_DISTRICTS[at]}{quarter}{more}"


def towns(rng: Random, district: str, count: int) -> tuple[str, ...]:
    """Return ``count`` different 町内会 of a district."""
    street = rng.randrange(1, 20)
    return tuple(
        f"{district}第{n // 2 + 1}町内会" if n % 2 == 0 else f"{street + n // 16}条{n // 2 % 8 + 1}丁目町内会"
        for n in range(count)
    )


def address(rng: Random) -> str:
    """Return an address in the way northern cities write them: 5条通4丁目893番地の1."""
    r = rng.random
    base = f"{int(r() * 24) + 1}条通{int(r() * 25) + 1}丁目{int(r() * 2400) + 1}番地"
    branch = f"の{int(r() * 40) + 1}" if r() < 0.7 else ""
    flat = f" 公営住宅{int(r() * 9) + 1}号棟{int(r() * 4) + 1}0{int(r() * 6) + 1}" if r() < 0.08 else ""
    return base + branch + flat


def postal(rng: Random) -> str:
    """Return a postal code of an area that does not exist (000)."""
    return f"000-00{int(rng.random() * 90) + 10}"


def phone(rng: Random) -> str:
    """Return a number of an exchange that does not exist (00)."""
    return f"0166-00-{int(rng.random() * 10000):04d}"


def mobile(rng: Random) -> str:
    """Return a mobile number of a block that is not given out (0000)."""
    return f"090-0000-{int(rng.random() * 10000):04d}"


def salon_name(rng: Random, index: int, stem: str, *, other: bool = False) -> str:
    """Return the name of a district's salon with this index, made of its 町内会 (``stem``)."""
    forms = _OTHER_NAMES if other else _SALON_NAMES
    return forms[(index * 5 + int(rng.random() * 2)) % len(forms)].format(stem)


def venue(rng: Random, town: str) -> str:
    """Return where a salon meets."""
    return rng.choice(_VENUES).format(town)
