"""A register of invented people in which some stand twice, written by another hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import jaconv

from sasaeai_desktop.domain.alike import Entry, entry
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.practice import names, places


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    kana: str
    birth: str
    sex: str
    phone: str
    mobile: str
    address: str
    town: str


_KANA = "あいうえおかきくけこさしすせそたちつてとなにのはひふまみむめもやゆよらりるれろわん"
_TO_OLD = str.maketrans("高崎辺斎吉島桜渋浜真栄恵徳国広悦鉄巻", "髙﨑邊齋𠮷嶋櫻澁濱眞榮惠德國廣悅鐡卷")
_TO_NEW = str.maketrans("髙﨑邊邉齋齊𠮷嶋櫻澁濱眞榮惠德國廣", "高崎辺辺斎斉吉島桜渋浜真栄恵徳国広")


def person(rng: Random, towns: tuple[str, ...]) -> Row:
    sex = "female" if rng.random() < 0.6 else "male"
    name, kana = names.full(names.family(rng), names.given(rng, sex, old=rng.random() < 0.6))
    birth = f"{rng.randint(1928, 1960)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    r = rng.random
    return Row(
        name, kana if r() < 0.97 else "", birth if r() < 0.9 else birth[:4] if r() < 0.5 else "", sex if r() < 0.95 else "",
        f"0166-{rng.randint(20, 89)}-{rng.randint(0, 9999):04}" if r() < 0.9 else "",
        f"090-{rng.randint(1000, 9999)}-{rng.randint(0, 9999):04}" if r() < 0.35 else "",
        places.address(rng) if r() < 0.95 else "", rng.choice(towns),
    )  # fmt: skip


def twin(rng: Random, row: Row) -> Row:
    """The same person as another hand wrote them: one or two of the accidents of real lists."""
    for accident in rng.sample(_ACCIDENTS, rng.choice((1, 1, 2))):
        row = accident(rng, row)
    if rng.random() < 0.3:
        row = replace(row, phone="" if rng.random() < 0.5 else row.phone.replace("-", ""), mobile="")
    return row


def _typo_in_kana(rng: Random, row: Row) -> Row:
    at = rng.randrange(len(row.kana)) if row.kana else 0
    way = rng.randrange(3)
    if not row.kana or row.kana[at] == " ":
        return row
    new = row.kana[at + 1 : at + 2] + row.kana[at] if way == 0 else "" if way == 1 else rng.choice(_KANA)
    return replace(row, kana=row.kana[:at] + new + row.kana[at + 1 + (way == 0) :])


def _variant(_rng: Random, row: Row) -> Row:
    new = row.name.translate(_TO_NEW)
    return replace(row, name=new if new != row.name else row.name.translate(_TO_OLD))


def _swapped_birth(_rng: Random, row: Row) -> Row:
    if len(row.birth) < 10 or int(row.birth[8:]) > 12:
        return row
    return replace(row, birth=f"{row.birth[:4]}-{row.birth[8:]}-{row.birth[5:7]}")


def _digit_in_birth(rng: Random, row: Row) -> Row:
    if len(row.birth) < 10:
        return row
    return replace(row, birth=f"{row.birth[:3]}{(int(row.birth[3]) + rng.randint(1, 9)) % 10}{row.birth[4:]}")


def _bank(_rng: Random, row: Row) -> Row:
    return replace(row, name=jaconv.hira2hkata(row.kana) or row.name, kana="", address="")


def _no_reading(_rng: Random, row: Row) -> Row:
    return replace(row, kana="")


def _no_blank(_rng: Random, row: Row) -> Row:
    return replace(row, name=row.name.replace(" ", ""), kana=row.kana.replace(" ", ""))


def _short_address(_rng: Random, row: Row) -> Row:
    return replace(
        row,
        address=row.address.replace("条通", "条")
        .replace("番地の", "-")
        .replace("丁目", "-")
        .replace("番地", ""),
    )


def _sounds(_rng: Random, row: Row) -> Row:
    return replace(row, kana=row.kana.replace("づ", "ず").replace("おお", "おう").replace("う", "ー", 1))


_ACCIDENTS = (
    _typo_in_kana,
    _variant,
    _swapped_birth,
    _digit_in_birth,
    _bank,
    _no_reading,
    _no_blank,
    _short_address,
    _sounds,
)


def register(count: int, share: float, seed: int) -> tuple[list[Row], set[tuple[int, int]]]:
    """Return rows, and which two of them are one person."""
    rng = Random(seed)
    towns = tuple(f"第{n}町内会" for n in range(1, 61))
    rows = [person(rng, towns) for _ in range(round(count * (1 - share)))]
    planted = rng.sample(range(len(rows)), count - len(rows))
    pairs = set()
    for at in planted:
        pairs.add((at, len(rows)))
        rows.append(twin(rng, rows[at]))
    return rows, pairs


def entries(rows: list[Row]) -> list[Entry]:
    return [
        entry(
            Id(at.to_bytes(16, "big")), r.name, r.kana, r.birth, r.sex, (r.phone, r.mobile), r.address, r.town
        )
        for at, r in enumerate(rows)
    ]
