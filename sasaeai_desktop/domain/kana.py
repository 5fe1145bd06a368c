"""Sort and search keys of Japanese names and addresses.

Keys only: a stored name is never rewritten (NFKC alone would change 22 kanji of cp932, 神 祥 福 ... in their
old forms). Two texts that a person at the desk takes for the same have the same search key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import jaconv

_VARIANTS = """
高髙 崎﨑嵜碕𥔎 斉斎齋齊斊亝 辺邊邉 吉𠮷 沢澤 浜濱濵 広廣 桜櫻 島嶋嶌隝 国國圀 関關 竜龍 恵惠 真眞 柳栁桺
富冨 鉄鐵銕鉃 徳德 瀬瀨 学學斈 恒恆 実實 栄榮 渋澁澀 滝瀧 沖冲 万萬 与與 円圓 寿壽夀 宝寶寳 当當 条條 来來
松枩 楽樂 横橫 歩步 歳歲 毎每 気氣 浅淺 済濟 湾灣 団團 亀龜 亜亞 仏佛 会會 体體躰 価價 県縣 芦蘆 岳嶽 峰峯
峡峽 巌巖 弥彌 彦彥 応應 恋戀 戸戶 拝拜 静靜 昇曻 晋晉 暁曉 曽曾 旧舊 豊豐 桧檜 槙槇 様樣 橋槗𣘺 欧歐 帰歸
清淸 渕淵渊 温溫 湧涌 満滿 炉爐 為爲 煕熙凞 灯燈 独獨 献獻 瑶瑤 産產 画畫 発發 皐皋 礼禮 禄祿 秋穐龝 穂穗
称稱 稲稻 穣穰 絵繪 経經 継繼 総總 聡聰 緑綠 縁緣 縄繩 群羣 翠翆 翻飜 聴聽 館舘 船舩 芸藝 荘莊 萌萠 蒋蔣
薫薰 薮藪籔 蔵藏 虎乕 虫蟲 蛍螢 裏裡 覚覺 観觀 訳譯 証證 読讀 諌諫 譲讓 賛贊 頼賴 転轉 軽輕 遥遙 郷鄕鄉
釈釋 野埜 鉱鑛 録錄 鎮鎭 錬鍊 険險 隠隱 雑雜 霊靈 青靑 顔顏 顕顯 駅驛 駆驅 験驗 鯵鰺 鴎鷗 鶏鷄 鶯鴬 麦麥
麹麴 黄黃 黒黑 黙默 齢齡 兎兔 児兒 凛凜 剣劍劔剱釼 勲勳 効效 勧勸 区區 医醫 即卽 収收 双雙 叙敍 台臺 呉吳
員貟 囲圍 図圖 圧壓 場塲 塩鹽 壊壞 壮壯 声聲 売賣 変變 奥奧 奨奬 姫姬 嬢孃 宮宫 寛寬 対對 専專 将將 尚尙
尭堯 属屬 巣巢 帯帶 弁辨瓣辯 弐貳 弾彈 径徑 従從 徴徵 悪惡 慎愼 懐懷 戯戲 払拂 択擇 拠據 挙擧 挿插 揺搖
摂攝 数數 断斷 昼晝 暦曆 柏栢 枡桝 桑桒 欠缺 歓歡 歴歷 残殘 涙淚 涛濤 渓溪谿 湿濕 潜潛 点點 焔焰 状狀 狭狹
獣獸 珍珎 畳疊疉 痩瘦 磯礒 祢禰 禅禪 秘祕 窓窗 竃竈 箪簞 粋粹 糸絲 繊纖 続續 缶罐 脳腦 舎舍 茎莖 園薗 蝉蟬
衛衞 触觸 誉譽 謡謠 予豫 践踐 辞辭 遅遲 郎郞 酔醉 醸釀 鋭銳 銭錢 閲閱 闘鬪 陥陷 随隨 頬頰 髪髮 鼓皷 喜㐂
杉杦 栖棲 卯夘 原𠩤 土圡𡈽 欅﨔 昂昻 莱萊 鍛鍜 達逹 鶴靏靍鸖 間閒 留畄 畝畆 並竝 蓑簔 籠篭 舗舖 艶艷 讃讚
村邨 釜釡 鉤鈎 京亰 倶俱 涼凉 参參 啓啟 呑吞 垂埀 多夛 姉姊 寝寢 届屆 庁廳廰 教敎 既旣 櫨枦 柿柹 毘毗 氷冰
研硏 庵菴 薬藥 蘇蘓 雁鴈 韮韭 穎頴 解觧 砺礪 蕊蕋蘂 緒緖 増增 内內 呂吕 戻戾 税稅 説說 両兩 争爭 乗乘 乱亂
伝傳 仮假 労勞 励勵 勅敕 厳嚴 営營 壌壤 壱壹 処處 写寫 尽盡 岩嵒 庄庒 戦戰 担擔 抜拔 枢樞 桟棧 検檢 権權
槍鎗 欲慾 没沒 浄淨 滞滯 焼燒 犠犧 猟獵 盗盜 砕碎 稚穉 竪豎 粛肅 綿緜 胆膽 脱脫 臓臟 蛮蠻 装裝 覧覽 賎賤
逓遞 鉛鈆 鋳鑄 隣鄰 頚頸 飲飮 騒騷 髄髓 鹸鹼 麺麵 長⻑ 西⻄ 鬼⻤ 角⻆ 見⻅ 食⻝ 馬⻢ 鳥⻦ 歯齒⻭
"""
"""Groups of name kanji that are written for each other: new and old forms, and the 俗字 of family registers.

The first of a group stands in the key. Compatibility ideographs (塚 隆 神 ...) are folded by NFKC beforehand.
"""

_BLANKS = " \u3000・･\u00b7"
_DASHES = "-‐‑‒–—―⁃−─━ーｰ－﹘﹣~〜～˗➖"
_VOICE_MARKS = "\u3099\u309a"
_SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\u200b-\u200f\u2060\ufeff\u00ad]"
_INVISIBLE = re.compile(_SELECTORS)
_SMALL = str.maketrans("ぁぃぅぇぉゕゖっゃゅょゎ", "あいうえおかけつやゆよわ")
_ROWS = {
    "あ": "あいうえお",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "やゆよ",
    "ら": "らりるれろ",
    "わ": "わゐゑをん",
}
_ROW_OF = {sign: row for row, signs in _ROWS.items() for sign in signs}
_VOWEL_OF = {
    sign: vowel
    for vowel, signs in {
        "あ": "あかさたなはまやらわ",
        "い": "いきしちにひみりゐ",
        "う": "うくすつぬふむゆる",
        "え": "えけせてねへめれゑ",
        "お": "おこそとのほもよろを",
        "ん": "ん",
    }.items()
    for sign in signs
}


def sort_key(kana: str) -> str:
    """The key that orders readings by JIS X 4061: compare keys as plain strings (Python or SQLite BINARY).

    Word by word, so that the たなか stay together before the たなが: first the plain signs (がっこー as
    かつこお), then 清音, 濁音, 半濁音; then long mark, small kana, repeat mark, full kana. Hiragana, katakana
    and half width are the same here: the last tie-break of the standard would part the lists of two typists.
    """
    return " ".join(map(_word_key, _hiragana(kana).replace("・", " ").split()))


def _word_key(word: str) -> str:
    plain: list[str] = []
    voices: list[str] = []
    kinds: list[str] = []
    for sign in word:
        base, mark = _apart(sign)
        before = plain[-1] if plain else ""
        if sign in _DASHES and before in _VOWEL_OF:
            base, kind = _VOWEL_OF[before], "0"
        elif base == "ゝ" and before in _VOWEL_OF:
            base, kind = before, "2"
        else:
            full = base.translate(_SMALL).casefold()[:1]
            base, kind = full, "3" if full == base else "1" if full in _VOWEL_OF else "4"
        plain.append(base)
        voices.append(str(_VOICE_MARKS.index(mark) + 1) if mark else "0")
        kinds.append(kind)
    return " ".join(("".join(plain), "".join(voices), "".join(kinds)))


def search_key(text: str) -> str:
    """The key by which names, addresses and numbers are found; search for the key of what is typed.

    Folds kana of every form (濁点, small, old ゐ ゑ を, repeat marks; a long mark becomes its vowel), widths,
    capitals, kanji variants and 々; drops blanks, dashes and variation selectors: 0166-12 finds 016612.
    """
    folded = _hiragana(text).casefold().translate(_FOLD)
    folded = _DASH.sub("", _LONG_MARK.sub(lambda m: m[1] + _VOWEL_OF[m[1]] * (len(m[0]) - 1), folded))
    return unicodedata.normalize("NFC", _REPEAT.sub(lambda m: m[1] * len(m[0]), folded))


def kana_row(kana: str) -> str:
    """The あかさたな row of a reading, "あ" to "わ" (ん with わ); "" where it does not begin with kana."""
    return _ROW_OF.get(sort_key(kana)[:1], "")


def grams(key: str) -> frozenset[str]:
    """All pieces of one and two signs of a search key, blanks removed."""
    solid = "".join(key.split())
    return frozenset(solid) | frozenset(solid[at : at + 2] for at in range(len(solid) - 1))


def _hiragana(text: str) -> str:
    """Full-width hiragana, composed, without invisible signs; kanji lose only compatibility forms."""
    wide = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return str(jaconv.kata2hira(wide))


def _apart(sign: str) -> tuple[str, str]:
    """A kana without its 濁点 or 半濁点, and that mark or ""; any other sign as it is."""
    parts = unicodedata.normalize("NFD", sign) if "ぁ" <= sign <= "ゞ" else sign
    return parts[0], parts[1:]


def _variant_pairs() -> Iterable[tuple[str, str]]:
    for group in _VARIANTS.split():
        for sign in group[1:]:
            yield sign, group[0]


def _fold_table() -> dict[int, str]:
    table = {chr(code): _apart(chr(code))[0].translate(_SMALL) for code in range(ord("ぁ"), ord("ゟ"))}
    table |= {"ゐ": "い", "ゑ": "え", "を": "お", "〻": "々"}
    table |= dict.fromkeys(_DASHES, "-") | {"ー": "ー"} | dict.fromkeys(_BLANKS + _VOICE_MARKS + "\t\r\n", "")
    table |= dict(_variant_pairs())
    return {ord(sign): folded for sign, folded in table.items()}


_FOLD = _fold_table()
# A dash between kana is a long mark badly typed (コ-ポ); before a number or at the end it is a dash.
_LONG_MARK = re.compile("([あ-ん])(?:[ー-]+(?=[あ-ん])|ー+(?![0-9ー]))")
_DASH = re.compile("[ー-]+")
_REPEAT = re.compile("([あ-ん\u3400-\u9fff\U00020000-\U0003ffff])[ゝ々]+")
