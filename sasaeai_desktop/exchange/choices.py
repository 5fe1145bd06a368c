"""Cells that hold one or several entries of a list: the domain's enums and the signs.

The Japanese labels are what a file says. Entries whose label has a ・ of its own (病気・健康・障がい) are
found in a list that is also parted by ・, by trying the longest stretch first.

A cell of one entry (SEX, HOUSEHOLD, METHOD ..) has the enum's code as its value, "" when empty; of several entries
(ROLES, TROUBLES, the signs) a sorted tuple of codes, with what stands in no list beside it where that is kept.
YES_NO is a bool, CANCELLED (bool, reason).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sasaeai_desktop.domain.cards import CardTrigger, Destination, Response, Trouble, Urgency
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.help import Pay, RequestState
from sasaeai_desktop.domain.labels import Labelled, label_of
from sasaeai_desktop.domain.people import ConsentState, Household, RoleKind, Sex, Source
from sasaeai_desktop.domain.plans import Need
from sasaeai_desktop.domain.salon import SalonType
from sasaeai_desktop.domain.school import SchoolType
from sasaeai_desktop.domain.signs import Sign
from sasaeai_desktop.domain.watch import Condition, EndReason, Method, Result
from sasaeai_desktop.exchange.cells import BadCell, Cell, Doubt
from sasaeai_desktop.exchange.folding import content_key, core_word, matching_key, widen_kana

_PARTS = re.compile("[;；,，、\n]+")
_CIRCLES = ("○", "〇", "◯", "◎", "●")
_YES = ("あり", "有", "有り", "はい", "true", "1", "レ", "✓", "✔", "☑", *_CIRCLES)
_NO = ("なし", "無", "無し", "いいえ", "×", "✕", "✖", "false", "0")


def _table(kind: type[Labelled], other_words: Mapping[str, str]) -> dict[str, str]:
    """Return matching key -> code for the labels of an enum, its codes and what people write instead."""
    table = {matching_key(member.value): member.value for member in kind}
    table |= {matching_key(word): code for word, code in other_words.items()}
    return table | {matching_key(member.label): member.value for member in kind}


def _accepted(kind: type[Labelled]) -> str:
    words = "".join(f"「{member.label}」" for member in kind)
    return f"{words}のどれかを入れてください。"


def choice(kind: type[Labelled], other_words: Mapping[str, str] | None = None, empty: str = "") -> Cell:
    """Return the cell that takes one label of an enum.

    Args:
        kind: the enum; its codes are taken too.
        other_words: what else people write, to the code it means.
        empty: the code of an empty cell.

    Returns:
        A cell whose ``parse`` raises BadCell for every other word.
    """
    table = _table(kind, other_words or {})
    reason = _accepted(kind)

    def parse(text: str) -> str:
        code = table.get(matching_key(text)) or table.get(matching_key(core_word(text)))
        if code is None:
            raise BadCell(reason)
        return code

    return Cell(parse, show=lambda code: label_of(kind, code), empty=empty)


def split_list(text: str, table: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a list cell into codes of ``table`` (sorted, each once) and words in no list (as written)."""
    codes: set[str] = set()
    others: dict[str, None] = {}
    for part in _PARTS.split(widen_kana(text)):
        pieces = [piece.strip() for piece in part.split("・")]
        unknown: list[str] = []
        start = 0
        while start < len(pieces):
            end, code = _longest(pieces, start, table)
            if code is None:
                unknown.append(pieces[start])
            else:
                codes.add(code)
                _keep(others, unknown)
            start = end
        _keep(others, unknown)
    return tuple(sorted(codes)), tuple(others)


def _longest(pieces: Sequence[str], start: int, table: Mapping[str, str]) -> tuple[int, str | None]:
    """Return where the longest known stretch from ``start`` ends and its code, None when none is known."""
    for end in range(len(pieces), start, -1):
        code = table.get(matching_key("・".join(pieces[start:end])))
        if code is not None:
            return end, code
    return start + 1, None


def _keep(others: dict[str, None], unknown: list[str]) -> None:
    """Keep a stretch of unknown pieces as the one word that it was."""
    word = "・".join(piece for piece in unknown if piece)
    if word:
        others[word] = None
    unknown.clear()


def choices(kind: type[Labelled], other_words: Mapping[str, str] | None = None) -> Cell:
    """Return the cell that takes several labels of an enum and nothing else.

    Args:
        kind: the enum; its codes are taken too.
        other_words: what else people write, to the code it means.

    Returns:
        A cell whose ``parse`` raises BadCell when a word is in no list.
    """
    table = _table(kind, other_words or {})
    reason = _accepted(kind)

    def parse(text: str) -> tuple[str, ...]:
        codes, others = split_list(text, table)
        if others:
            raise BadCell(reason)
        return codes

    def show(codes: tuple[str, ...]) -> str:
        return ";".join(label_of(kind, code) for code in codes)

    return Cell(parse, show=show, key=";".join, empty=())


def sign_cell(signs: Sequence[Sign]) -> Cell:
    """Return the cell of サイン: value is (codes, words that are in no list)."""
    table = {matching_key(sign.code): sign.code for sign in signs}
    table |= {matching_key(sign.short): sign.code for sign in signs if sign.short}
    table |= {matching_key(sign.label): sign.code for sign in signs}
    labels = {sign.code: sign.label for sign in signs}

    def show(value: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
        codes, others = value
        return ";".join([*(labels.get(code, code) for code in codes), *others])

    def key(value: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
        return ";".join([*value[0], *map(content_key, value[1])])

    return Cell(lambda text: split_list(text, table), show=show, key=key, empty=((), ()))


def _trouble_cell() -> Cell:
    """Return the cell of 困りごと区分: (codes, note); a word in no list is その他 with that note."""
    table = _table(Trouble, {})

    def parse(text: str) -> tuple[tuple[str, ...], str]:
        codes, others = split_list(text, table)
        if others:
            codes = tuple(sorted({*codes, Trouble.OTHER.value}))
        return codes, "、".join(others)

    def show(value: tuple[tuple[str, ...], str]) -> str:
        codes, note = value
        return ";".join([*(label_of(Trouble, code) for code in codes), *([note] if note else [])])

    return Cell(parse, show=show, key=show, empty=((), ""))


def _need_cell() -> Cell:
    """Return the cell of 必要な配慮: (codes of what is hard, other words); labels stand in front, a ; behind each."""
    table = _table(
        Need, {"歩行": "walk", "立ち上がり": "stand", "視覚": "see", "聴覚": "hear", "判断": "judge"}
    )

    def parse(text: str) -> tuple[tuple[str, ...], str]:
        found: set[str] = set()
        rest: list[str] = []
        for piece in re.split("[;；]", text):
            codes, others = split_list(piece, table)
            if codes and not others:
                found.update(codes)
            elif piece.strip():
                rest.append(widen_kana(piece).strip())
        return tuple(sorted(found)), ";".join(rest)

    def show(value: tuple[tuple[str, ...], str]) -> str:
        codes, care = value
        return ";".join([*(n.label for n in Need if n.value in codes), *([care] if care else [])])

    return Cell(parse, show=show, key=show, empty=((), ""))


def _flag(text: str) -> bool:
    key = matching_key(text)
    if key in map(matching_key, _YES):
        return True
    if key in map(matching_key, _NO):
        return False
    raise BadCell("「あり」か「なし」を入れてください。")


_HELD = ("なし", "無", "無し", "いいえ", "0", "false", "-", "ー", "－", "―", "開催", "実施", "開催済", "no")
_CANCELLED = ("中止", "1", "true", "yes", "あり", "有", "有り", "はい", *_CIRCLES)


def _cancelled(text: str) -> tuple[bool, str]:
    """Return whether a session was cancelled, and why; a lone sign such as × says neither."""
    key = matching_key(text)
    if key in _HELD_KEYS or not key:
        return False, ""
    if key in _CANCELLED_KEYS:
        return True, ""
    if len(key) == 1:
        raise Doubt("lone_sign", (False, ""))
    return True, widen_kana(text)


_HELD_KEYS = frozenset(map(matching_key, _HELD))
_CANCELLED_KEYS = frozenset(map(matching_key, _CANCELLED))


def _show_cancelled(value: tuple[bool, str]) -> str:
    cancelled, reason = value
    return (reason or "中止") if cancelled else ""


_SEX = choice(
    Sex,
    {
        "男性": "male",
        "女性": "female",
        "m": "male",
        "f": "female",
        "未記入": "",
        "不明": "",
        "♂": "male",
        "♀": "female",
    },
)


def _sex(text: str) -> str:
    """Return a sex; 1 and 2 are what many programs write, and asked about once per file."""
    key = matching_key(text)
    if key in ("1", "2"):
        raise Doubt("sex_code", Sex.MALE.value if key == "1" else Sex.FEMALE.value)
    return str(_SEX.parse(text))


SEX = replace(_SEX, parse=_sex)
HOUSEHOLD = choice(
    Household,
    dict.fromkeys(
        ("独居", "単身", "単身世帯", "独居世帯", "独り暮らし", "ひとり暮らし", "一人ぐらし", "1人暮らし", "ひとりぐらし",
         "一人世帯", "一人", "1人", "ひとり", "独り", "高齢者独居", "独居高齢者", "高齢単身", "単独世帯", "単独"),
        "alone",
    )
    | dict.fromkeys(
        ("高齢者世帯", "高齢世帯", "老々世帯", "老老世帯", "高齢者夫婦", "高齢夫婦", "夫婦のみ", "夫婦", "高齢者夫婦世帯", "高齢者のみ世帯",
         "高齢者のみの世帯", "高齢夫婦世帯"),
        "elderly",
    )
    | dict.fromkeys(("日中一人", "日中ひとり", "昼間独居", "日中一人暮らし", "昼間一人"), "daytime_alone")
    | dict.fromkeys(("同居", "家族同居", "家族と同居", "二世帯", "その他世帯", "同居世帯", "施設"), "other"),
)  # fmt: skip
SOURCE = choice(Source)
CONSENT = choice(
    ConsentState,
    dict.fromkeys(
        (*_YES, "同意", "同意する", "同意あり", "同意済", "同意済み", "済", "済み", "承諾", "可", "得た"),
        "given",
    )
    | dict.fromkeys((*_NO, "不同意", "同意しない", "同意なし", "拒否", "不可", "辞退"), "refused")
    | dict.fromkeys(
        (
            "未",
            "不明",
            "未同意",
            "未回答",
            "確認中",
            "未済",
            "未提出",
            "要確認",
            "未定",
            "検討中",
            "保留",
            "△",
            "?",
        ),
        "unknown",
    ),
)
END_REASON = choice(
    EndReason,
    {
        **dict.fromkeys(("入所", "施設", "施設入居", "入居"), "facility"),
        **dict.fromkeys(("転居", "引越", "引越し", "引っ越し"), "moved"),
        **dict.fromkeys(("亡くなった", "死去", "逝去", "ご逝去"), "died"),
        **dict.fromkeys(("辞退", "本人希望", "ご本人辞退"), "declined"),
    },
)
METHOD = choice(
    Method,
    {
        **dict.fromkeys(
            ("訪", "家庭訪問", "自宅訪問", "訪問見守り", "声かけ", "声掛け", "対面", "面談", "面会"), "visit"
        ),
        **dict.fromkeys(("電", "tel", "電話連絡", "℡", "電話確認"), "phone"),
        **dict.fromkeys(
            (
                "姿",
                "姿確認",
                "行動パターン(姿確認)",
                "外から",
                "外から確認",
                "見守り",
                "目視",
                "外観",
                "さりげない見守り",
            ),
            "pattern",
        ),
    },
)
RESULT = choice(
    Result,
    {
        **dict.fromkeys(("会えた", "話せた", "会えました", "面会", "在宅"), "met"),
        **dict.fromkeys(("外から確認", "外からの確認"), "seen"),
        **dict.fromkeys(("留守", "会えず", "会えなかった", "不"), "absent"),
        **dict.fromkeys(("無応答", "応答無し", "出ない"), "no_answer"),
    },
)
CONDITION = choice(
    Condition,
    dict.fromkeys(
        ("変わりない", "変化なし", "異常なし", "変わり無し", "元気", "良好", "特になし", "異状なし", "普通"),
        "same",
    )
    | {"異常": "alarm", "異常あり": "alarm", "要注意": "concern", "気になる点あり": "concern"},
)
ROLES = choices(
    RoleKind,
    {
        "コーディネーター": "area_coordinator",
        "地区コーディネーター": "area_coordinator",
        "世話人": "salon_host",
        "サロン代表": "salon_host",
        "見守り員": "watcher",
        "見守り協力員": "watcher",
        "ボランティア": "helper",
        "民生委員・児童委員": "welfare_commissioner",
        "民生委員児童委員": "welfare_commissioner",
        "民生・児童委員": "welfare_commissioner",
        "民生児童委員": "welfare_commissioner",
        "児童委員": "welfare_commissioner",
        "民児委員": "welfare_commissioner",
        "主任児童": "child_commissioner",
    },
)
SALON_TYPE = choice(SalonType, {"日常型": "daily"}, empty=SalonType.DAILY.value)
CARD_TRIGGER = choice(CardTrigger)
TROUBLES = _trouble_cell()
URGENCY = choice(Urgency, {"今日": "today", "本日": "today", "急がない": "none"})
DESTINATION = choice(Destination, {"社協": "council", "市社会福祉協議会": "council", "包括": "care_centre"})
RESPONSE = choice(Response)
PROGRAMME = choice(
    Programme,
    {
        "見守り事業": "watch",
        "安心見守り事業": "watch",
        "サロン事業": "salon",
        "ふれあいサロン": "salon",
        "ふれあいサロン事業": "salon",
        "地域特性を活かした事業": "local",
        "地区ボランティアセンター事業": "volunteer_centre",
        "広報紙発行": "newsletter",
        "地区社協広報紙発行事業": "newsletter",
    },
)
YES_NO = Cell(_flag, show=lambda value: "あり" if value else "なし", empty=False)
CANCELLED = Cell(_cancelled, show=_show_cancelled, key=_show_cancelled, empty=(False, ""))
REQUEST_STATE = choice(
    RequestState,
    {"済": "done", "完了": "done", "できない": "impossible", "キャンセル": "cancelled"},
    empty=RequestState.RECEIVED.value,
)
PAY = choice(Pay, {"券": "ticket", "チケット": "ticket", "無料": "none", "無": "none"}, empty=Pay.NONE.value)
SCHOOL_TYPE = choice(
    SchoolType,
    {"保育所": "nursery", "幼稚園": "nursery", "保育園": "nursery"},
    empty=SchoolType.ELEMENTARY.value,
)
NEEDS = _need_cell()
