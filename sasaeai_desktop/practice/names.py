"""Invented people: common family and given names with kana, drawn by a seed. Nobody real.

The family names hold the characters that break careless programs: 髙 and 﨑 (in cp932 only as
vendor extensions), 𠮷 (outside the basic plane, in no Japanese
Windows code page), and the variants of 渡辺 and 斉藤.
"""

from __future__ import annotations

from random import Random

from sasaeai_desktop.practice.words import words

_FAMILIES = words(
    """
佐藤さとう 鈴木すずき 高橋たかはし 髙橋たかはし 田中たなか 伊藤いとう 伊東いとう 渡辺わたなべ
渡邊わたなべ 渡邉わたなべ 山本やまもと 中村なかむら 小林こばやし 加藤かとう 𠮷田よしだ 吉田よしだ
山田やまだ 佐々木ささき 山口やまぐち 松本まつもと 井上いのうえ 木村きむら 林はやし 斎藤さいとう
齋藤さいとう 斉藤さいとう 齊藤さいとう 清水しみず 山崎やまざき 山﨑やまざき 﨑山さきやま
髙﨑たかさき 阿部あべ 安部あべ 森もり 池田いけだ 橋本はしもと 石川いしかわ 山下やました 中島なかじま
小川おがわ 石井いしい 長谷川はせがわ 後藤ごとう 岡田おかだ 近藤こんどう 前田まえだ 藤田ふじた
遠藤えんどう 青木あおき 坂本さかもと 村上むらかみ 太田おおた 金子かねこ 藤井ふじい 福田ふくだ
西村にしむら 三浦みうら 竹内たけうち 中川なかがわ 岡本おかもと 松田まつだ 原田はらだ 中野なかの
小野おの 田村たむら 藤原ふじわら 中山なかやま 石田いしだ 小島こじま 和田わだ 森田もりた 内田うちだ
柴田しばた 酒井さかい 原はら 高木たかぎ 髙木たかぎ 横山よこやま 安藤あんどう 宮崎みやざき
宮﨑みやざき 上田うえだ 島田しまだ 嶋田しまだ 工藤くどう 大野おおの 宮本みやもと 杉山すぎやま
今井いまい 丸山まるやま 増田ますだ 髙田たかだ 村田むらた 平野ひらの 大塚おおつか 菅原すがわら
武田たけだ 新井あらい 小山こやま 野口のぐち 桜井さくらい 櫻井さくらい 千葉ちば 岩崎いわさき 佐野さの
谷口たにぐち 上野うえの 松井まつい 河野こうの 辻つじ 葛西かさい 渋谷しぶや 澁谷しぶや 濱田はまだ
浜田はまだ 邊見へんみ 小笠原おがさわら 神田かんだ 福士ふくし
"""
)

_WOMEN_OLD = words(
    """
ハツはつ ヨネよね キヨきよ トメとめ ミツみつ フミふみ キクきく サダさだ ハルはる ヨシよし シズしず
イネいね ウメうめ マツまつ タケたけ スエすえ ミヨみよ トシとし テルてる チヨちよ 和子かずこ
節子せつこ 幸子さちこ 洋子ようこ 弘子ひろこ 美代子みよこ 久子ひさこ 文子ふみこ 敏子としこ 静子しずこ
千代子ちよこ 芳子よしこ 光子みつこ 道子みちこ 信子のぶこ 良子りょうこ 京子きょうこ 恵子けいこ
昭子あきこ 清子きよこ 房子ふさこ 春子はるこ 秋子あきこ 正子まさこ 照子てるこ 勝子かつこ 順子じゅんこ
英子えいこ 澄子すみこ 君子きみこ 富美子ふみこ 八重子やえこ 喜美子きみこ 千恵子ちえこ 悦子えつこ
礼子れいこ 孝子たかこ 栄子えいこ 郁子いくこ 貞子さだこ スミ子すみこ キミ子きみこ トシ子としこ
ミサ子みさこ フサ子ふさこ よしのよしの はなはな きぬきぬ とみえとみえ しげ子しげこ 百合子ゆりこ
淑子よしこ 允子まさこ 啓子けいこ 登美子とみこ 紀子のりこ 睦子むつこ 祥子しょうこ 靖子やすこ
都美子とみこ
"""
)

_MEN_OLD = words(
    """
清きよし 勇いさむ 実みのる 正まさし 茂しげる 弘ひろし 進すすむ 博ひろし 昭あきら 勝まさる
三郎さぶろう 一郎いちろう 次郎じろう 四郎しろう 五郎ごろう 辰雄たつお 義雄よしお 正雄まさお
武雄たけお 秀雄ひでお 昭二しょうじ 正一しょういち 幸一こういち 健二けんじ 勝男かつお 春男はるお
文男ふみお 末吉すえきち 留吉とめきち 松太郎まつたろう 喜一きいち 忠ただし 豊ゆたか 守まもる 功いさお
稔みのる 修おさむ 誠まこと 隆たかし 武たけし 光男みつお 和夫かずお 敏夫としお 哲夫てつお 昭夫あきお
政夫まさお 常雄つねお 良雄よしお 重雄しげお 利雄としお 善作ぜんさく 与一よいち 金次郎きんじろう
寅雄とらお 亀吉かめきち 貞夫さだお 康雄やすお 久男ひさお 安男やすお 孝こう 照夫てるお 保たもつ
信夫のぶお 晃あきら 章あきら 國男くにお 榮一えいいち 廣志ひろし 德治とくじ 惠三けいぞう 靖夫やすお
福松ふくまつ 祥一しょういち 神次郎かみじろう 正治まさはる 幸作こうさく 光雄みつお 邦夫くにお
司つかさ 猛たけし
"""
)

_WOMEN_NEXT = words(
    """
洋子ようこ 恵子けいこ 京子きょうこ 和子かずこ 幸子さちこ 節子せつこ 悦子えつこ 典子のりこ
順子じゅんこ 裕子ゆうこ 由美子ゆみこ 真由美まゆみ 明美あけみ 久美子くみこ 智子ともこ 陽子ようこ
直美なおみ 美智子みちこ 美由紀みゆき 純子じゅんこ 早苗さなえ 里美さとみ 香かおり 千春ちはる
弘美ひろみ 富士子ふじこ 律子りつこ 厚子あつこ 房江ふさえ 友子ともこ 泰子やすこ 優子ゆうこ 秀子ひでこ
郁子いくこ 桂子けいこ 昌子まさこ 寿子ひさこ 孝子たかこ 貴美子きみこ 喜代子きよこ 加代子かよこ
真理子まりこ 加奈子かなこ 博子ひろこ 雅子まさこ 佳子よしこ 育子いくこ 薫かおる 信子のぶこ 美穂みほ
淳子じゅんこ 章子あきこ 玲子れいこ 緑みどり 和江かずえ 美恵子みえこ 敦子あつこ 恭子きょうこ
妙子たえこ 文江ふみえ 利恵りえ 照美てるみ 美千代みちよ 伸子のぶこ 康子やすこ 清美きよみ 朋子ともこ
眞知子まちこ 滋子しげこ ゆかりゆかり さゆりさゆり ひろ子ひろこ まゆみまゆみ みどりみどり
つや子つやこ 靖子やすこ 祥子さちこ 弥生やよい 留美子るみこ 亜紀子あきこ
"""
)

_MEN_NEXT = words(
    """
誠まこと 隆たかし 浩ひろし 茂しげる 和夫かずお 修おさむ 健一けんいち 正人まさと 哲也てつや
英樹ひでき 浩二こうじ 博之ひろゆき 幸雄ゆきお 秀樹ひでき 明あきら 勉つとむ 徹とおる 進すすむ
豊ゆたか 剛つよし 孝一こういち 健二けんじ 義弘よしひろ 正樹まさき 直樹なおき 幹夫みきお 信一しんいち
敏行としゆき 政治せいじ 俊彦としひこ 雅之まさゆき 裕二ゆうじ 繁しげる 康弘やすひろ 和彦かずひこ
達也たつや 淳じゅん 学まなぶ 聡さとし 昇のぼる 昌弘まさひろ 一男かずお 正博まさひろ 伸一しんいち
敬けい 治おさむ 広志ひろし 喜久雄きくお 文雄ふみお 秀明ひであき 栄治えいじ 賢治けんじ 光弘みつひろ
克己かつみ 光一こういち 洋一よういち 邦彦くにひこ 仁ひとし 忠夫ただお 晴彦はるひこ 利明としあき
俊一しゅんいち 康夫やすお 弘幸ひろゆき 良一りょういち 恒夫つねお 清志きよし 宏ひろし 孝たかし
哲夫てつお 雄二ゆうじ 順一じゅんいち 祐介ゆうすけ 靖やすし 福男ふくお 都志夫としお 真一しんいち
純一じゅんいち 武志たけし 次男つぎお
"""
)

HARD_FAMILIES = (("髙橋", "たかはし"), ("𠮷田", "よしだ"), ("﨑山", "さきやま"), ("渡邊", "わたなべ"))
"""Of every watch district's first four people: their watcher's sheets show what the fonts can do."""

PLAIN_TWIN = {
    "髙橋": "高橋",
    "𠮷田": "吉田",
    "﨑山": "崎山",
    "渡邊": "渡辺",
    "渡邉": "渡辺",
    "齋藤": "斎藤",
    "髙﨑": "高崎",
}
"""How a second entry of the same person was typed by someone who could not find the character."""


def _is_hiragana(char: str) -> bool:
    return "ぁ" <= char <= "ゖ"


def _split(word: str) -> tuple[str, str]:
    """Return (written, kana). A name written in hiragana is its kana twice over."""
    if all(_is_hiragana(c) for c in word):
        return word[: len(word) // 2], word[len(word) // 2 :]
    at = len(word)
    while at and _is_hiragana(word[at - 1]):
        at -= 1
    return word[:at], word[at:]


FAMILIES = tuple(_split(w) for w in _FAMILIES)
GIVEN_OLD = {"female": tuple(map(_split, _WOMEN_OLD)), "male": tuple(map(_split, _MEN_OLD))}
"""Births of about 1930-1955."""
GIVEN_NEXT = {"female": tuple(map(_split, _WOMEN_NEXT)), "male": tuple(map(_split, _MEN_NEXT))}
"""Births of about 1945-1970."""

_WEIGHTS = [1.0 / (1 + n / 25) for n in range(len(FAMILIES))]


def family(rng: Random) -> tuple[str, str]:
    """Return a family name and its kana; the first of the list are the most common."""
    return rng.choices(FAMILIES, _WEIGHTS)[0]


def given(rng: Random, sex: str, *, old: bool) -> tuple[str, str]:
    """Return a given name and its kana for ``sex`` ("male" or "female")."""
    return rng.choice((GIVEN_OLD if old else GIVEN_NEXT)[sex])


def full(family_name: tuple[str, str], given_name: tuple[str, str]) -> tuple[str, str]:
    """Return 氏名 and ふりがな, family and given apart by one blank as on the field's sheets."""
    return f"{family_name[0]} {given_name[0]}", f"{family_name[1]} {given_name[1]}"
