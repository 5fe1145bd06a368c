"""The paper key: read however it is typed, and every slip of the pen is noticed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.vault import paper

KEY = bytes(range(7, 27))
TEXT = paper.write(KEY)
FULL_WIDTH = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})


@given(st.binary(min_size=20, max_size=20))
def test_every_key_survives_the_paper(key: bytes) -> None:
    text = paper.write(key)
    assert paper.read(text) == key
    assert [len(group) for group in text.split("-")] == [5] * 8
    assert not set(text) & set("ILOU")


def test_what_is_printed_today_is_read_forever() -> None:
    assert TEXT == "0W40G-J2GBD-1G6GP-W3RG9-24919-650NE-2RBHR-G68TZ"


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace("-", ""),
        TEXT.replace("-", " "),
        TEXT.replace("-", "　"),
        TEXT.replace("-", "ー"),
        TEXT.replace("-", "−"),
        TEXT.replace("-", "‐\n"),
        f"  {TEXT}\n",
        TEXT.replace("0", "O").replace("1", "l"),
        TEXT.replace("0", "o").replace("1", "I"),
        TEXT.translate(FULL_WIDTH),
        TEXT.lower().translate(FULL_WIDTH).replace("1", "l"),
    ],
)
def test_the_way_of_typing_does_not_matter(typed: str) -> None:
    assert paper.read(typed) == KEY


def test_every_single_wrong_symbol_is_noticed_and_its_group_named() -> None:
    for place, right in enumerate(TEXT):
        for wrong in paper.ALPHABET if right != "-" else "":
            if wrong != right:
                with pytest.raises(InputError, match=f"{place // 6 + 1}番目"):
                    paper.read(TEXT[:place] + wrong + TEXT[place + 1 :])


def test_swapped_neighbours_and_swapped_groups_are_noticed() -> None:
    for key in (KEY, *(random.Random(n).randbytes(20) for n in range(20))):
        symbols = paper.write(key).replace("-", "")
        for n in range(39):
            swapped = symbols[:n] + symbols[n + 1] + symbols[n] + symbols[n + 2 :]
            if swapped != symbols and n % 5 != 4:
                with pytest.raises(InputError):
                    paper.read(swapped)
        groups = paper.write(key).split("-")
        for n in range(7):
            with pytest.raises(InputError):
                paper.read("-".join([*groups[:n], groups[n + 1], groups[n], *groups[n + 2 :]]))


@pytest.mark.parametrize("typed", ["", TEXT[:-1], TEXT + "0", TEXT[:-6], "あいうえお", "U" * 40, TEXT + TEXT])
def test_missing_and_foreign_symbols_are_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        paper.read(typed)
    assert "復旧キー" in caught.value.what
    assert caught.value.todo
