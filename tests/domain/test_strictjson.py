"""Strict JSON: everything that two programs could read in two ways is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import RefusedError

texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_written_is_read_back_and_has_one_form(value: object) -> None:
    data = strictjson.dumps(value)
    assert strictjson.loads(data) == value
    assert strictjson.dumps(strictjson.loads(data)) == data
    assert json.loads(data) == value


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'[{"b":{"a":1,"c":2,"a":3}}]',
        b"1.0",
        b"[1e5]",
        b"[NaN]",
        b"[Infinity]",
        b"-Infinity",
        b'"\\ud800"',
        b'{"\\udfff":1}',
        b'["\\ud83d\\u0041"]',
        str(2**63).encode(),
        str(-(2**63) - 1).encode(),
        b"[1" + b"0" * 5000 + b"]",
        b"[" * 17 + b"]" * 17,
        b'{"a":' * 17 + b"1" + b"}" * 17,
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf{}",
        b"{} {}",
        b"{}x",
        b"",
        b"   ",
        b"{",
        b"[1,]",
        b"{'a':1}",
        b"01",
        b'"a\nb"',
        b"nul",
    ],
)
def test_anything_open_to_two_readings_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        strictjson.loads(data)
    assert caught.value.check == "json"


def test_limits_are_reached_but_not_passed() -> None:
    assert strictjson.loads(str(2**63 - 1).encode()) == 2**63 - 1
    assert strictjson.loads(str(-(2**63)).encode()) == -(2**63)
    deep = strictjson.loads(b"[" * 16 + b"]" * 16)
    assert deep == json.loads("[" * 16 + "]" * 16)
    wide = b"[" + b",".join(b"[{}]" for _ in range(1000)) + b"]"
    assert len(strictjson.loads(wide)) == 1000
    brackets_in_text = b'"' + b"[{" * 50 + b'"'
    assert strictjson.loads(brackets_in_text) == "[{" * 50
    assert strictjson.loads(b' \n{"\\ud842\\udfb7": "\\u7530"}\n') == {"𠮷": "田"}


@pytest.mark.parametrize("value", [1.5, [1e300], {"a": 1e-7}, float("nan"), {"a": [float("inf")]}])
def test_the_writer_never_writes_a_float(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        strictjson.dumps(value)


def test_a_point_in_a_text_is_no_float() -> None:
    assert strictjson.dumps({"b": "3.14 e+5", "a": "𠮷"}) == '{"a":"𠮷","b":"3.14 e+5"}'.encode()
