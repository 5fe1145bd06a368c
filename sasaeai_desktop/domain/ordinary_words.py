"""Words that are names of people too: they name somebody only where 「さん」 or the like follows, or not even then.

Lists for ``domain.nameless``. They hold what volunteers really write about (places, nature, kin, seasons), in its key form.
"""

from __future__ import annotations

from sasaeai_desktop.domain.kana import search_key


def _keys(words: str) -> frozenset[str]:
    return frozenset(map(search_key, words.split()))


PLACES = _keys(
    """
千葉 石川 福島 宮崎 宮城 山口 長野 富山 岡山 福岡 静岡 香川 秋田 山形 大分 佐賀 長崎 熊本 鹿島 三重 奈良 大阪 神戸 横浜 川崎 千歳
上川 日高 十勝 釧路 旭川 小樽 石狩 空知 深川 名寄 上野 日光 箱根
"""
)
"""Family names that are well-known places: a person where something is said of them (石川が), a place otherwise (石川の)."""

ORDINARY_KANJI = PLACES | _keys(
    """
平野 原野 小川 大川 川上 川下 河原 川原 川口 出口 入口 井戸 大家
高原 中原 野原 竹林 松林 杉林 山林 本間 中間 居間 土間 三角 四方 一色 春日 正月 五月 弥生 皐月 早苗 小春 千秋 真実 平和 政治 希望
大地 若葉 青葉 双葉 朝日 夕日 日向 高木 大木 黒木 古木 大石 小石 駅前 古家 家内 次男 三男 一男 勝利 豊作 光明 幸福 健康 正義 和室
新田 坂道 西日 南部 北部 東部 西部 中部 中央 国分 上下 大工 花園 公園 平成 昭和 大正 明治 令和 安全 永久 信用 今日 明日 友人 地主
小田 大場 広場 工場 市場 馬場 道下 山下 木下 坂下 川端 道端 一二三 水上 海上 屋上 山本 元気 正直 真心 良心 孝行 誠実 忠実 実家
"""
) - _keys("山本 山下 木下 坂下 小田 川端 高木")
"""Family and given names of several kanji that are ordinary words too."""

KIN = _keys(
    """
長男 次男 三男 四男 長女 次女 三女 息子 娘 妻 夫 母 父 兄 弟 姉 妹 孫 甥 姪 嫁 婿 叔母 叔父 伯母 伯父 祖母 祖父 友人 知人 隣人 隣
近所 大家 本人 民生委員 担当 担当者 なし 不明 同上 家族 親戚 親族 義母 義父 義姉 義兄 内縁 職員 ヘルパー 施設 病院 管理人
"""
)
"""What stands in the place of a name and names nobody."""

NOT_BEFORE_SAN = _keys(
    """
奥 母 父 兄 姉 弟 妹 嫁 孫 娘 客 皆 隣 姑 舅 婿 みな たく おく とう かあ にい ねえ じい ばあ よめ まご じょう いしゃ きゃく
となり つま おば おじ ほんや はなや やおや さかなや とこや くすりや むこ ぼう おや こ ひと いえ なに だれ どちら そちら こちら
くろう おつかれ
"""
)
"""奥さん, みなさん, たくさん, ... are no names."""

KANJI_HOUSES = frozenset("本農民空借実生人貸我一分商旧山他当両王隣大作画国自在帰住社邸")
"""本家, 実家, 自宅, 住宅, ...: with 家 or 宅 behind them they are ordinary words."""

ORDINARY_KATAKANA = _keys(
    """
ハナ カナ ユキ ハリ カギ ツエ ナシ フキ マキ イス ミソ ミチ タネ コマ トシ カキ クリ モモ ミカン リンゴ ネコ イヌ ヒカリ ミドリ
ナス マメ コメ ムギ トラ クマ シカ サクラ バラ ユリ スズメ カメ ツル ハト ソバ ウニ カニ エビ タイ サバ
"""
)
ORDINARY_HIRAGANA = _keys(
    """
みどり いずみ ひかり こころ しずか まさる あゆみ かおり さかえ はじめ すすむ つとむ つとめ のぼる まもる みのる おさむ さとる ゆたか
まこと やすし ただし ひとし きよし しげる いさむ さかい あおい たかい ながい ひろい あらい さむい わかい やすい おもい かるい あさい
ふかい まるい おおい しろい くろい うすい つよい よわい こまかい やまい むかい はまる かわる かおる わたる とおる はるか あかり のぞみ
ゆかり つばさ みさき なぎさ さつき やよい さなえ まどか たまき めぐみ めぐむ つかさ はやし もみじ すみれ あやめ かえで さくら わかば
ひなた いくよ みずの あまり ほんの かりの たにん おかだ かもん はしら とだな たんす ひざし まくら あたま からだ みぎわ たけし かつて
さいとう あんどう こうの おおた まつい うちだ そのだ はらだ なかの うえの したの よその ひさし のはら かわら さわり
"""
) - _keys("さいとう あんどう おかだ うちだ はらだ おおた") | _keys("さとう しお みそ")
