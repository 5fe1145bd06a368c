"""What volunteers write in a 名前のない要旨, with and without somebody in it. All people are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import jaconv

from sasaeai_desktop.practice import names, phrases, places

_ALARM = tuple(text for text, _ in phrases.CONCERNS)
_SUMMARIES = tuple(text[3] for text in phrases.CARD_TEXTS)
_ORDINARY = (
    "80代の方。春から足が悪く、森の中の道は歩けない。",
    "林の中の家で、雪かきができない。",
    "妻を一人で介護している。",
    "たくさんの薬を飲んでいる。",
    "みなさんで話し合ったが、よい考えがない。",
    "息子さんが遠くに住んでいる。",
    "娘さんと毎晩電話。",
    "奥さんがかなり疲れている。",
    "お母さんが入院中。",
    "ヘルパーさんの回数を増やしたい。",
    "民生委員さんも心配している。",
    "千葉の息子と連絡がとれない。",
    "大きな音に驚く。耳が遠い。",
    "はじめて相談する。",
    "静かな方で、話が少ない。",
    "緑の多い所に住みたい。",
    "高い所の電球が替えられない。",
    "新しい家に移った。",
    "光がまぶしい。",
    "実家に帰ることが多い。",
    "自宅での介護を望む。",
    "長男が来月来る予定。",
    "正月から元気がない。",
    "令和5年4月1日から一人暮らし。",
    "9時30分ごろ訪ねた。",
    "1日2食で、体重が5キロ減った。",
    "電話は10回以上鳴らした。",
    "家賃を3か月分、合計120,000円ためている。",
    "2023年10月5日に病院へ行った。",
    "昭和の家で段差が多い。",
    "第1と第3の火曜に通院。",
    "東の部屋で寝ている。",
    "中央の病院が遠い。",
    "水が出ない日がある。",
    "石につまずいた。",
    "米がないと話した。",
    "清い水を飲みたいという。",
    "一人で歩くのは無理。",
    "大家さんと話ができていない。",
    "正しい薬の飲み方がわからない。",
    "進んで話す方ではない。",
    "豊かな暮らしではない。",
    "実は夜も眠れない。",
    "勝手に人が入る。",
    "お隣さんが気づいた。",
    "きくと、首をふる。",
    "はなが出る。熱はない。",
    "さとうをとりすぎと言われた。",
    "まつことができない。",
    "ハナ水が止まらない。",
)
_PLACES_IN_TEXT = (
    "{}が転んだとのこと。",
    "{}のことで相談。",
    "{}と話した。",
    "{}から電話があった。",
    "{}は、夜に眠れない。",
    "{}を病院へ。",
    "{}に会えた。",
)
_TITLED = (
    "{}さんのお宅で、",
    "{}さんが転んだ。",
    "{}様のことです。",
    "{}さんから相談。",
    "隣の{}さんが心配している。",
    "{}さん宅の灯りがつかない。",
    "{}氏より連絡。",
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the district as the register has them."""

    family: tuple[str, str]
    given: tuple[str, str]
    birth: str
    phone: str
    mobile: str
    address: str
    town: str

    @property
    def name(self) -> str:
        return f"{self.family[0]} {self.given[0]}"

    @property
    def kana(self) -> str:
        return f"{self.family[1]} {self.given[1]}"


def draw_someone(rng: Random, towns: tuple[str, ...]) -> Someone:
    """Draw a resident."""
    sex = rng.choice(("female", "female", "male"))
    birth = f"{rng.randint(1928, 1958)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    town = rng.choice(towns)
    return Someone(
        names.family(rng),
        names.given(rng, sex, old=rng.random() < 0.7),
        birth,
        _phone(rng),
        _mobile(rng),
        rng.choice((places.address(rng), _town_address(rng, town))),
        town,
    )


def _town_address(rng: Random, town: str) -> str:
    """東光3条2丁目1番5号."""
    n = [rng.randint(1, 9), rng.randint(1, 9), rng.randint(1, 20), rng.randint(1, 20)]
    return f"{town.removesuffix('町内会')}{n[0]}条{n[1]}丁目{n[2]}番{n[3]}号"


def _phone(rng: Random) -> str:
    return f"0166-{rng.randint(20, 99)}-{rng.randint(0, 9999):04}"


def _mobile(rng: Random) -> str:
    return f"090-{rng.randint(1000, 9999)}-{rng.randint(0, 9999):04}"


Form = tuple[str, Callable[[Random, Someone], str]]


def _kana(rng: Random, text: str) -> str:
    """A reading in one of the ways of writing it."""
    text = text.replace("づ", "ず") if rng.random() < 0.5 else text
    way = rng.randrange(3)
    return text if way == 0 else jaconv.hira2kata(text) if way == 1 else jaconv.hira2hkata(text)


def _variant(text: str) -> str:
    table = str.maketrans("髙﨑邊邉齋齊𠮷嶋櫻澁濱眞榮惠德國廣", "高崎辺辺斎斉吉島桜渋浜真栄恵徳国広")
    back = str.maketrans("高崎辺斎吉島桜渋浜真栄恵徳国広悦鉄", "髙﨑邊齋𠮷嶋櫻澁濱眞榮惠德國廣悅鐵")
    return text.translate(table) if text.translate(table) != text else text.translate(back)


def _titled(rng: Random, who: str) -> str:
    return rng.choice(_TITLED).format(who)


def _plain(rng: Random, who: str) -> str:
    return rng.choice(_PLACES_IN_TEXT).format(who)


def _digits(rng: Random, number: str) -> str:
    a, b, c = number.split("-")
    form = rng.choice(
        (
            f"{a}-{b}-{c}",
            f"{a}({b}){c}",
            f"({a}){b}-{c}",
            f"{a}.{b}.{c}",
            f"{a}/{b}/{c}",
            f"{a} {b} {c}",
            f"{a}{b}{c}",
            f"+81-{a[1:]}-{b}-{c}",
            f"{b}-{c}",
            f"{a}ー{b}ー{c}",
        )
    )
    return jaconv.h2z(form, digit=True, ascii=True) if rng.random() < 0.3 else form


def _birth(rng: Random, birth: str) -> str:
    year, month, day = map(int, birth.split("-"))
    era = year - 1925
    forms = [
        f"{year}年{month}月{day}日",
        f"{year}/{month}/{day}",
        f"{year}{month:02}{day:02}",
        f"{month}月{day}日生まれ",
    ]
    if era > 1:
        forms += [
            f"昭和{era}年{month}月{day}日",
            f"S{era}.{month}.{day}",
            f"昭{era}.{month}.{day}",
            f"{era}年{month}月{day}日生",
        ]
    form = rng.choice(forms)
    return jaconv.h2z(form, digit=True) if rng.random() < 0.3 else form


def _address(rng: Random, address: str) -> str:
    way = rng.randrange(4)
    if way == 0:
        return address
    if way == 1:
        return jaconv.h2z(address, digit=True)
    short = address
    for long in ("番地の", "丁目", "番"):
        short = short.replace(long, "-")
    short = short.replace("条通", "条").replace("番地", "").replace("号", "")
    return short if way == 2 else address.replace("番地の", "の").replace("番", "の").replace("号", "")


def _town(rng: Random, town: str) -> str:
    way = rng.choice(("ヶ", "ケ", "ヵ", "が", "ガ"))
    core = town.removesuffix("町内会") if rng.random() < 0.5 and "第" not in town else town
    return core.replace("が丘", f"{way}丘").replace("ヶ丘", f"{way}丘")


def _both(pair: tuple[tuple[str, str], tuple[str, str]], at: int) -> str:
    return pair[0][at] + pair[1][at]


FORMS: tuple[Form, ...] = (
    ("姓さん", lambda r, p: _titled(r, p.family[0])),
    ("名さん", lambda r, p: _titled(r, p.given[0])),
    (
        "氏名",
        lambda r, p: _plain(r, r.choice((p.name, p.name.replace(" ", ""), p.name.replace(" ", "\u3000")))),
    ),
    ("異体字", lambda r, p: _titled(r, _variant(p.family[0]))),
    ("異体字の氏名", lambda r, p: _plain(r, _variant(p.name.replace(" ", "")))),
    ("姓のかな さん", lambda r, p: _titled(r, _kana(r, p.family[1]))),
    ("名のかな さん", lambda r, p: _titled(r, _kana(r, p.given[1]))),
    ("氏名のかな", lambda r, p: _plain(r, _kana(r, p.kana.replace(" ", "")))),
    ("姓だけ", lambda r, p: _plain(r, p.family[0]) if len(p.family[0]) > 1 else _titled(r, p.family[0])),
    ("名だけ", lambda r, p: _plain(r, p.given[0]) if len(p.given[0]) > 1 else _titled(r, p.given[0])),
    ("電話", lambda r, p: f"連絡は{_digits(r, r.choice((p.phone, p.mobile)))}へ。"),
    ("生年月日", lambda r, p: f"{_birth(r, p.birth)}の方。"),
    ("住所", lambda r, p: f"{_address(r, p.address)}にお住まい。"),
    ("町内会", lambda r, p: f"{_town(r, p.town)}の80代の方。"),
)


def naming(rng: Random, people: list[Someone]) -> tuple[str, str]:
    """Return (form, a summary that names one of the people in that form)."""
    form, write = rng.choice(FORMS)
    told = write(rng, rng.choice(people))
    more = rng.choice((*_SUMMARIES, *_ALARM, ""))
    return form, f"{more}{told}" if rng.random() < 0.5 else f"{told}{more}"


def nameless(rng: Random) -> str:
    """Return a summary that names nobody."""
    parts = rng.sample(
        (*_SUMMARIES, *_ALARM, *_ORDINARY, *phrases.MEMOS, *phrases.BASELINES), rng.randint(1, 3)
    )
    return "".join(parts)
