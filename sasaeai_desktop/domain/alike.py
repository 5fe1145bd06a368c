"""名寄せ: how much two entries look like one person, with reasons that say so.

Weights after Fellegi and Sunter (what agrees speaks for one person the more, the rarer it is by chance; what differs
speaks against it), rounded to whole points that a person can follow. How many points ask the question grows with the
list: in a long one more agrees by chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from sasaeai_desktop.domain.addresses import address_key, digits
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kana import search_key

_SMALL, _LARGE = 500, 10_000
_ASK_SMALL, _ASK_LARGE = 5, 9
_COMMON = 4  # so many of one name in a list make it common
_CROWD = 60  # a key that more share says nothing by itself


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is compared; keys are made once (``entry``)."""

    id: Id
    name: str
    kana: str
    family: str
    given: str
    written: str
    birth: str
    sex: str
    phones: frozenset[str]
    address: str
    town: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for or against one person: 「生年月日の 月と日が入れかわっています」 +5."""

    words: str
    points: int

    def __str__(self) -> str:
        """With its points, as it stands on the screen."""
        return f"{self.words}（{self.points:+d}）"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two entries that may be one person."""

    a: Id
    b: Id
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """The sum of all reasons."""
        return sum(r.points for r in self.reasons)


def entry(
    ent: Id, name: str, kana: str, birth: str = "", sex: str = "", phones: Iterable[str] = (), address: str = "", town: str = ""
) -> Entry:  # fmt: skip
    """Make the keys of an entry. A name in kana alone (of a bank, in half width) is a reading too."""
    parts = [search_key(part) for part in name.replace("\u3000", " ").split()]
    key, reading = "".join(parts), search_key(kana)
    if not reading and key and all("ぁ" <= sign <= "ゟ" for sign in key):
        reading = key
    return Entry(
        ent, key, reading, parts[0] if len(parts) > 1 else "", parts[-1] if len(parts) > 1 else "", name, birth, sex,
        frozenset(d for phone in phones if len(d := digits(phone)) >= 6), address_key(address), search_key(town),
    )  # fmt: skip


def asks_from(count: int) -> int:
    """Return from how many points a pair in a list of so many entries is asked about."""
    size = min(max(count, _SMALL), _LARGE)
    share = math.log(size / _SMALL) / math.log(_LARGE / _SMALL)
    return round(_ASK_SMALL + (_ASK_LARGE - _ASK_SMALL) * share)


def likely_pairs(entries: list[Entry]) -> list[Likeness]:
    """Return the pairs that are to be asked about, the most alike first."""
    common = _names_held(entries)
    least = asks_from(len(entries))
    found = []
    for at, other in _candidates(entries):
        likeness = compare(entries[at], entries[other], common)
        if likeness.score >= least:
            found.append(likeness)
    return sorted(found, key=lambda one: (-one.score, one.a, one.b))


def _names_held(entries: list[Entry]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in entries:
        counts[one.name] = counts.get(one.name, 0) + 1
    return counts


def _candidates(entries: list[Entry]) -> set[tuple[int, int]]:
    """Return the pairs that share anything rare; nobody compares everyone with everyone."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(entries):
        for key in _keys(one):
            blocks.setdefault(key, []).append(at)
    return {
        pair for members in blocks.values() if 1 < len(members) <= _CROWD for pair in combinations(members, 2)
    }


def _keys(one: Entry) -> Iterable[tuple[str, str]]:
    if one.name:
        yield "name", one.name
    if one.kana:
        yield "kana", one.kana
    if len(one.birth) == 10:
        year, month, day = one.birth.split("-")
        low, high = sorted((month, day))
        yield "birth", f"{year}{low}{high}"
        yield "born", f"{month}{day}{one.kana[:2]}"  # the year is wrong by a digit
    for phone in one.phones:
        yield "phone", phone
    if one.address:
        yield "address", one.address
    if one.given and one.town:
        yield "given", f"{one.given}{one.town}"


def compare(a: Entry, b: Entry, common: dict[str, int] | None = None) -> Likeness:
    """Weigh two entries against each other; ``common`` says how many of the list bear each name."""
    held = common or {}
    reasons = [*_by_name(a, b, held), _by_birth(a.birth, b.birth), _by_phone(a, b), _by_place(a, b)]
    if a.town and b.town:
        reasons.append(Reason("町内会が同じ", 1) if a.town == b.town else Reason("町内会がちがう", -1))
    if a.sex and b.sex and a.sex != b.sex:
        reasons.append(Reason("性別がちがう", -3))
    return Likeness(a.id, b.id, tuple(r for r in reasons if r is not None and r.points))


def _by_name(a: Entry, b: Entry, held: dict[str, int]) -> Iterable[Reason]:
    rare = max(held.get(a.name, 0), held.get(b.name, 0)) < _COMMON
    same_kana = bool(a.kana) and a.kana == b.kana
    if a.name and a.name == b.name:
        words = "氏名が同じ" if a.written == b.written else "氏名が字の形だけちがう"
        yield Reason(words, 6 if rare else 4)
    elif (same_kana and a.name in (a.kana, b.kana)) or (same_kana and b.name in (a.kana, b.kana)):
        yield Reason("氏名が かなで書いてある", 5 if rare else 3)
    elif a.name and b.name:
        yield _by_other_name(a, b, same_kana=same_kana)
    yield from _by_kana(a, b, rare=rare, same=same_kana)


def _by_other_name(a: Entry, b: Entry, *, same_kana: bool) -> Reason:
    """Weigh two names that are written differently."""
    near = _apart(a.name, b.name, 1) <= 1 and max(len(a.name), len(b.name)) > 2
    if near:
        return Reason("氏名が1字ちがう", 2)
    if same_kana:
        parts = (a.family and a.family == b.family) or (a.given and a.given == b.given)
        return Reason("氏名の字がちがう", 0 if parts else -2)
    return Reason("氏名がちがう", -4)


def _by_kana(a: Entry, b: Entry, *, rare: bool, same: bool) -> Iterable[Reason]:
    if same:
        yield Reason("ふりがなが同じ", 4 if rare else 3)
    elif a.kana and b.kana:
        apart = _apart(a.kana, b.kana, 2)
        if apart == 1:
            yield Reason("ふりがなが1字ちがう", 3)
        elif apart == 2 and min(len(a.kana), len(b.kana)) > 5:
            yield Reason("ふりがなが2字ちがう", 1)
        else:
            yield Reason("ふりがながちがう", -5)


def _apart(one: str, other: str, most: int) -> int:
    """Return by how many letters two texts differ, swapped neighbours as one; ``most`` + 1 for all beyond that."""
    return _alignment()(one, other, score_cutoff=most)


@cache
def _alignment() -> Callable[..., int]:
    """Return the optimal string alignment distance; its 48 modules take 4 MB, which a window does not begin with."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance


def _by_birth(a: str, b: str) -> Reason | None:
    if not a or not b:
        return None
    if len(a) < 10 or len(b) < 10:
        short = min(len(a), len(b))
        return Reason("生年月日が合う", 2) if a[:short] == b[:short] else Reason("生年月日がちがう", -8)
    if a == b:
        return Reason("生年月日が同じ", 6)
    if a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]:
        return Reason("生年月日の 月と日が入れかわっている", 5)
    if sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return Reason("生年月日が1字ちがう", 4)
    return Reason("生年月日がちがう", -8)


def _by_phone(a: Entry, b: Entry) -> Reason | None:
    if not a.phones or not b.phones:
        return None
    if a.phones & b.phones:
        return Reason("電話が同じ", 4)
    near = any(_apart(x, y, 1) <= 1 for x in a.phones for y in b.phones)
    return Reason("電話が1字ちがう", 2) if near else Reason("電話がちがう", -2)


def _by_place(a: Entry, b: Entry) -> Reason | None:
    if not a.address or not b.address:
        return None
    if a.address == b.address:
        return Reason("住所が同じ", 3)
    short, long = sorted((a.address, b.address), key=len)
    return Reason("住所の はじめが同じ", 2) if long.startswith(short) else Reason("住所がちがう", -2)
