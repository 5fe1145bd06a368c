"""One layer of judgement for every way in: typing, tables, scans and bundles (shared domain page, section 7).

*Impossible* is refused everywhere. *Unlikely* is asked about: beside the field on the screen, under 「asked」 in a table, as
a doubtful mark of a scan; of a bundle it is taken, and one item per bundle tells it. What none of the rules speaks of is
fine. Whatever comes in is judged as it will be stored: ISO dates, whole numbers, cleaned texts.

Every rule has a code, which the command line's ``--confirm`` takes, and one sentence that names no value: it may go into a
file that lies on a stick. A ``Finding`` says the same of one value, for the screen, and offers the likely right value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.eras import ERAS, span_of, wareki


class Level(Enum):
    """How sure it is that a value is wrong."""

    IMPOSSIBLE = "impossible"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of judgement: its code, its level and its sentence."""

    code: str
    level: Level
    words: str

    @property
    def impossible(self) -> bool:
        """Whether a value against it is refused."""
        return self.level is Level.IMPOSSIBLE


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one value.

    Attributes:
        rule: the rule.
        field: the field of the record it is about.
        words: the sentence for the screen; may name the value.
        offer: the likely right value, stored form; "" where nobody can know it.
    """

    rule: Rule
    field: str
    words: str
    offer: str = ""

    @property
    def impossible(self) -> bool:
        """Whether the value is refused."""
        return self.rule.impossible


def _rules(level: Level, *sentences: tuple[str, str]) -> dict[str, Rule]:
    return {code: Rule(code, level, words) for code, words in sentences}


RULES: dict[str, Rule] = {
    **_rules(
        Level.IMPOSSIBLE,
        ("future", "きょうより先の日です。日を確かめてください。"),
        ("before_birth", "生まれる前の日です。日か生年月日を確かめてください。"),
        ("after_death", "亡くなったあとの日です。日か終了日を確かめてください。"),
        ("end_before_start", "始まりより前になっています。どちらかを直してください。"),
        ("control", "目に見えない印だけが入っています。入れ直してください。"),
        ("tickets_beyond", "利用券の枚数か金額が、ありえない大きさです。数を確かめてください。"),
    ),
    **_rules(
        Level.UNLIKELY,
        ("old_day", "1年と1か月より前の日です。年を確かめてください。"),
        ("far_from_file", "この表のほかの日から、1年と1か月よりはなれています。年を確かめてください。"),
        ("very_old_day", "10年より前の日です。年を確かめてください。"),
        ("before_registration", "見守り開始日より前の日です。日か見守り開始日を確かめてください。"),
        ("era_missing", "元号を付けずに書いた年のようです。昭和の年ではありませんか。"),
        ("young", "18歳になっていません。生年月日を確かめてください。"),
        ("very_old", "110歳をこえています。生年月日を確かめてください。"),
        ("became_date", "表計算ソフトが日付に変えています。もとの字（1-2 など）に直してください。"),
        ("lost_zero", "先頭の0が消えているようです。名簿の番号と同じ方ではありませんか。"),
        ("lost_character", "前は字のあったところが「?」か「〓」になっています。字を確かめてください。"),
        ("title_in_name", "氏名に「様」や「さん」が付いています。取ってください。"),
        ("number_as_name", "人の名前ではないようです。行を確かめてください。"),
        ("ditto", "「〃」や「同上」です。上の行と同じ値にします。"),
        ("count_of_month", "1か月に200回をこえています。回数を確かめてください。"),
        ("count_of_session", "1回に500人をこえています。人数を確かめてください。"),
        ("clock_lost", "日だけの列に時刻が入っています。1日ずれていないか確かめてください。"),
        ("sex_code", "性別が1と2で書いてあります。1を男、2を女とします。"),
        ("lone_sign", "しるしの意味が分かりません。「中止」か、開いた回なら空にしてください。"),
        ("variant", "字のちがう同じ名前の方がいます。同じ方かどうか、対象者番号で示してください。"),
        ("known_person", "氏名・ふりがな・生年月日の同じ方が、ほかの番号でいます。同じ方ではありませんか。"),
        ("same_act", "同じ日・同じ方・同じ方法の記録が、もうあります。直した記録なら、前のものと入れかえます。"),
        ("grant_changed", "同じ年度と事業の助成金が、ちがう金額で入っています。直してよいか確かめてください。"),
        ("grant_twice", "同じ年度と事業の助成金が、同じ金額で もう入っています。2回めか確かめてください。"),
        ("tickets_many", "利用券が、1度に1,000枚をこえています。枚数を確かめてください。"),
        ("ticket_dear", "利用券が、1枚5,000円をこえています。金額を確かめてください。"),
        ("cancelled_attended", "中止の回に、参加者がいます。開いた回ではありませんか。"),
        ("moved_session", "同じ通番の開催が、ほかの日にあります。日が変わった同じ回とします。"),
        ("clock_behind", "このパソコンの日付が、いちばん新しい記録より前です。日付と時刻の設定を確かめてください。"),
    ),
}  # fmt: skip
"""Every rule by its code."""

MONTHS_BACK = 13
_YEARS_BACK = 10
_MANY_ROWS = 10
YOUNGEST, OLDEST = 18, 110
MONTH_LIMIT, SESSION_LIMIT = 200, 500
TICKETS_LIMIT, TICKETS_MOST = 1_000, 100_000  # of one movement: asked about above, refused above
FACE_LIMIT, FACE_MOST = 5_000, 1_000_000  # yen of one ticket


def finding(code: str, field: str, words: str = "", offer: str = "") -> Finding:
    """Return what a rule says of a value, in its own sentence where no other is given."""
    rule = RULES[code]
    return Finding(rule, field, words or rule.words, offer)


def months_before(day: str, months: int) -> str:
    """Return the ISO date so many months before; the last day of a month stays one."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 - months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return f"{year:04}-{month + 1:02}-{min(int(day[8:10]), last):02}"


# -- days ------------------------------------------------------------------------------------------------------------


def judge_day(day: str, today: str, *, field: str = "date") -> list[Finding]:
    """Judge the day of an act, a session or a card: not after today.

    Args:
        day: ISO date or month, "" is fine.
        today: ISO date.
        field: the field's name.
    """
    if day and day > today[: len(day)]:
        return [finding("future", field, f"{wareki(day)}は、きょうより先の日です。")]
    return []


def judge_act(
    day: str, today: str, *, birth: str = "", died: str = "", start: str = "", field: str = "date"
) -> list[Finding]:
    """Judge the day of an act against the person's life and registration.

    Args:
        day: ISO date.
        today: ISO date.
        birth: of the person, whole or partial.
        died: the day a registration ended by 死亡.
        start: the first day of the person's first registration.
        field: the field's name.
    """
    found = judge_day(day, today, field=field)
    if not day:
        return found
    if birth and day < span_of(birth)[0].isoformat():
        found.append(finding("before_birth", field, f"{wareki(birth)}生まれの方の、生まれる前の日です。"))
    elif died and day > died:
        found.append(finding("after_death", field, f"{wareki(died)}に亡くなった方の、そのあとの日です。"))
    elif start and day < start:
        found.append(
            finding("before_registration", field, f"見守り開始日（{wareki(start)}）より前の日です。")
        )
    return found


def judge_typed_day(day: str, today: str, *, field: str = "date") -> list[Finding]:
    """Judge a day typed on the screen: not after today, and asked about when more than 13 months back.

    The same day of this year, or of the year before, is offered: a wrong year is the usual slip.
    """
    found = judge_day(day, today, field=field)
    if day and not found and day < months_before(today, MONTHS_BACK):
        near = _same_day_near(day, today)
        asked = f"{wareki(day)}は、1年と1か月より前です。" + (
            f"{wareki(near)}ではありませんか。" if near else ""
        )
        found.append(finding("old_day", field, asked, near))
    return found


def _same_day_near(day: str, today: str) -> str:
    for year in (int(today[:4]), int(today[:4]) - 1):
        near = f"{year}{day[4:]}"
        try:
            date.fromisoformat(near)
        except ValueError:
            continue
        if near <= today:
            return near
    return ""


def odd_days(days: Sequence[str], today: str) -> dict[str, Finding]:
    """Judge the days of a whole table: what lies far from the others.

    Args:
        days: ISO dates, one per row.
        today: ISO date.

    Returns:
        By day. With 10 rows or more what is over 13 months from the median day, with fewer what is over 10 years back.
    """
    known = sorted(day for day in days if len(day) == 10 and day <= today)
    if len(known) >= _MANY_ROWS:
        middle = known[len(known) // 2]
        first, last = months_before(middle, MONTHS_BACK), months_before(middle, -MONTHS_BACK)
        return {day: finding("far_from_file", "date") for day in known if not first <= day <= last}
    first = months_before(today, 12 * _YEARS_BACK)
    return {day: finding("very_old_day", "date") for day in known if day < first}


def judge_span(start: str, end: str, *, field: str = "end", words: str = "") -> list[Finding]:
    """Judge that something ends no earlier than it begins; ``words`` for the screen, where others say it better."""
    return [finding("end_before_start", field, words)] if start and end and end < start[: len(end)] else []


def clock_behind(newest: str, today: str) -> Finding | None:
    """Say when this computer's clock is earlier than the newest record here: ask for the clock, not for the record.

    Args:
        newest: the last day anything was recorded here, "" when nothing was.
        today: what the clock says.
    """
    if newest <= today:
        return None
    return finding(
        "clock_behind", "", f"このパソコンの日付は{wareki(today)}ですが、{wareki(newest)}の記録があります。日付の設定を確かめてください。"
    )  # fmt: skip


# -- births ----------------------------------------------------------------------------------------------------------

_SHOWA = next(era for era in ERAS if era.letter == "S")


def judge_birth(birth: str, today: str, *, watched: bool = False, field: str = "birth") -> list[Finding]:
    """Judge a birth date.

    Args:
        birth: whole or partial ISO date, "" is fine.
        today: ISO date.
        watched: whether the person is registered for 見守り: then under 18 is asked about too.
        field: the field's name.
    """
    if not birth:
        return []
    if birth > today[: len(birth)]:
        return [finding("future", field, f"{wareki(birth)}は、きょうより先の日です。")]
    age = legal_age(birth, today)
    era = _without_letter(birth, today)
    if era:
        words = f"{wareki(birth)}生まれだと{age}歳です。{wareki(era)}ではありませんか。"
        return [finding("era_missing", field, words, era)]
    if age is not None and age > OLDEST:
        return [
            finding("very_old", field, f"{wareki(birth)}生まれだと{age}歳です。生年月日を確かめてください。")
        ]
    if watched and age is not None and age < YOUNGEST:
        return [
            finding("young", field, f"{wareki(birth)}生まれだと{age}歳です。生年月日を確かめてください。")
        ]
    return []


def _without_letter(birth: str, today: str) -> str:
    """Return the 昭和 date that a spreadsheet has read as 20xx: 15/3/2 becomes 2015-03-02; "" when it cannot be.

    Only where the person would be under 30 now, and at least 60 in the 昭和 reading: nobody asks about middle age.
    """
    short = int(birth[:4]) - 2000
    if not 1 <= short <= 64:
        return ""
    meant = f"{short + _SHOWA.first.year - 1}{birth[4:]}"
    try:
        first, last = span_of(meant)
    except ValueError:
        return ""
    now, then = legal_age(birth, today), legal_age(meant, today)
    fits = first <= _SHOWA.last and last >= _SHOWA.first
    return meant if fits and now is not None and then is not None and now < 30 and then >= 60 else ""


# -- names, numbers, counts ------------------------------------------------------------------------------------------

_TITLES = ("様", "さま", "さん", "殿")
_TOTAL = re.compile(
    r"[(（【＜<]?(合計|小計|総計|総合計|累計|計|集計|平均|全体|件数|人数)[)）】＞>]?[0-90-9人名件回:： ]*"
)
_ONLY_COUNT = re.compile(r"(約|計|合計)?[0-90-9,.]+ ?(人|名|件|回|世帯|戸)?")
_LOST = re.compile("[?？〓\ufffd□]")
_CONTROLS = "".join(map(chr, range(32))) + "\x7f\ufeff\u200b "
_BLANKS = re.compile(r"[\s\u3000]+")


def is_total(text: str) -> bool:
    """Say whether a cell is a total's title: 合計, 計, （小計）, 合計 12名."""
    return bool(_TOTAL.fullmatch(_BLANKS.sub("", text)))


def is_mere_count(text: str) -> bool:
    """Say whether a cell where a name belongs is only a count: 2, 2名."""
    return bool(_ONLY_COUNT.fullmatch(_BLANKS.sub("", text)))


def judge_name(name: str, *, before: str = "", field: str = "name") -> list[Finding]:
    """Judge a person's name.

    Args:
        name: as written.
        before: the name that is here already, "" for somebody new: signs lost on the way are found by it.
        field: the field's name.
    """
    bare = _BLANKS.sub("", name)
    if not bare:
        return []
    if is_total(bare) or is_mere_count(bare):
        return [finding("number_as_name", field)]
    if _LOST.search(name) and name != before:
        return [finding("lost_character", field, offer=before if lost_signs(before, name) else "")]
    title = next((t for t in _TITLES if bare.endswith(t) and len(bare) > len(t) + 1), "")
    if title:
        return [finding("title_in_name", field, offer=name.strip().removesuffix(title).strip())]
    return []


def lost_signs(before: str, now: str) -> bool:
    """Say whether a text is the one before with signs turned into ? or 〓, as cp932 does to 𠮷."""
    if before == now or not before or not _LOST.search(now):
        return False
    pattern = "".join(".{1,2}" if _LOST.match(sign) else re.escape(sign) for sign in _BLANKS.sub("", now))
    return bool(re.fullmatch(pattern, _BLANKS.sub("", before)))


def judge_text(text: str, *, field: str = "") -> list[Finding]:
    """Judge a text that is not empty: only control signs (0x1A of an old program) are no value."""
    return [finding("control", field)] if text and not text.strip(_CONTROLS) else []


def judge_count(count: int | None, *, session: bool, field: str = "count") -> list[Finding]:
    """Judge a count: acts of a person and month, or people of a session."""
    limit, code = (SESSION_LIMIT, "count_of_session") if session else (MONTH_LIMIT, "count_of_month")
    return [finding(code, field)] if count is not None and count > limit else []


def judge_tickets(count: int, face_yen: int = 0, *, field: str = "count") -> list[Finding]:
    """Judge a movement of 利用券: how many, and for how much each where that is said."""
    if count > TICKETS_MOST or face_yen > FACE_MOST:
        return [finding("tickets_beyond", field)]
    many = [finding("tickets_many", field)] if count > TICKETS_LIMIT else []
    return many + ([finding("ticket_dear", "face_yen")] if face_yen > FACE_LIMIT else [])


def judge_grant(here: int | None, yen: int | None, *, field: str = "amount_yen") -> list[Finding]:
    """Judge the 決定額 of a programme and year against the one that is here already, None or 0 for none."""
    changed = here and yen is not None and here != yen
    return [finding("grant_changed", field)] if changed else []


def refused(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that refuse a value."""
    return [f for f in findings if f.impossible]


def questions(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are asked about."""
    return [f for f in findings if not f.impossible]
