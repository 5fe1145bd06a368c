"""One change as bytes: canonical, chained, and every other shape refused by name."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.db import lines as lines_module
from sasaeai_desktop.db.lines import (
    MAX_LINE,
    NO_CHANGE,
    canonical,
    decode_lines,
    encode_body,
    encode_change,
    stream_name,
)
from sasaeai_desktop.domain.errors import InputError, RefusedError

NAME = "12.00000000000000a1.0badcafe.home"
ENT = "person/" + "ab" * 16
BODY: dict[str, Any] = {
    "act": "01" * 16,
    "by": "02" * 16,
    "lam": 7,
    "on": "2023-10-05",
    "salt": "03" * 16,
    "v": 1,
    "w": {"name": ['髙橋 "𠮷"\n', []], "note": [None, ["04" * 16]]},
}


def line_of(body: Any, *, head: dict[str, Any] | None = None, text: bytes | None = None) -> bytes:
    data = canonical(body).encode() if text is None else text
    full = {
        "bh": hashlib.sha256(data).hexdigest(),
        "ent": ENT,
        "prev": "00" * 16,
        "seq": 1,
        "stream": NAME,
        **(head or {}),
    }
    return canonical(full).encode() + b"\t" + data


def test_a_change_is_written_as_the_exact_canonical_bytes() -> None:
    body = encode_body(
        canonical(BODY["w"]),
        act=BODY["act"],
        by=BODY["by"],
        lam=7,
        on="2023-10-05",
        salt=BODY["salt"],
        saw='{"x":1}',
    )
    assert body == canonical({**BODY, "saw": {"x": 1}}).encode()
    line, change_id = encode_change(NAME, 1, NO_CHANGE, ENT, body)
    assert line == line_of({**BODY, "saw": {"x": 1}})
    assert change_id == hashlib.sha256(line.split(b"\t")[0]).digest()[:16]
    (change,), before = decode_lines(NAME, 3, 1, [line])
    assert before == NO_CHANGE
    assert (change.at, change.id, change.kind, change.ent.hex()) == (
        3 << 40 | 1,
        change_id,
        "person",
        "ab" * 16,
    )
    assert (change.w, change.lam, change.saw, change.act) == (BODY["w"], 7, {"x": 1}, BODY["act"])


def test_changes_chain() -> None:
    lines = []
    prev = NO_CHANGE
    for seq in range(1, 4):
        body = encode_body("{}", act="01" * 16, by="02" * 16, lam=seq, on="2023-10-05", salt=f"{seq:032x}")
        line, prev = encode_change(NAME, seq, prev, ENT, body)
        lines.append(line)
    changes, _ = decode_lines(NAME, 1, 1, lines, NO_CHANGE)
    assert [c.lam for c in changes] == [1, 2, 3]
    assert decode_lines(NAME, 1, 2, lines[1:])[1] == changes[0].id
    for wrong in ([lines[0], lines[2]], [lines[1], lines[0]], [lines[0], lines[0]]):
        with pytest.raises(RefusedError):
            decode_lines(NAME, 1, 1, wrong)
    with pytest.raises(RefusedError, match="こわれ"):
        decode_lines(NAME, 1, 1, lines, b"x" * 16)


def test_every_flipped_bit_of_a_line_is_noticed() -> None:
    line = line_of(BODY)
    tip = hashlib.sha256(line.split(b"\t")[0]).digest()[:16]
    for index in range(len(line)):
        flipped = bytearray(line)
        flipped[index] ^= 1
        try:
            changes, _ = decode_lines(NAME, 1, 1, [bytes(flipped)])
        except RefusedError:
            continue
        assert changes[0].id != tip, index


def body_with(**parts: Any) -> bytes:
    return line_of({**BODY, **parts})


REFUSED = {
    "no tab": line_of(BODY).replace(b"\t", b" "),
    "empty": b"",
    "too long": body_with(w={"note": ["x" * MAX_LINE, []]}),
    "another order of keys": line_of(BODY).replace(b'{"bh"', b'{ "bh"', 1),
    "another stream": line_of(BODY, head={"stream": NAME.replace("12.", "13.")}),
    "another seq": line_of(BODY, head={"seq": 2}),
    "seq is a text": line_of(BODY, head={"seq": "1"}),
    "seq with a zero": line_of(BODY).replace(b'"seq":1', b'"seq":01'),
    "more in the head": line_of(BODY, head={"z": 1}),
    "no ent": line_of(BODY, head={"ent": "person"}),
    "ent in capitals": line_of(BODY, head={"ent": "person/" + "AB" * 16}),
    "kind is a path": line_of(BODY, head={"ent": "../x/" + "ab" * 16}),
    "body is no object": line_of([1]),
    "body is no JSON": line_of(None, text=b"{"),
    "duplicate key": line_of(None, text=canonical(BODY).replace('"note"', '"name"').encode()),
    "duplicate w": line_of(None, text=canonical(BODY)[:-1].encode() + b',"w":{}}'),
    "float": line_of(None, text=canonical(BODY).replace("[null", "[1.5").encode()),
    "no salt and no act": line_of({"w": {}, "lam": 1}),
    "another version": body_with(v=2),
    "lam is a text": body_with(lam="7"),
    "lam is a flag": body_with(lam=True),
    "lam too large": body_with(lam=(1 << 40) + 1),
    "lam below zero": body_with(lam=-1),
    "act is no id": body_with(act="zz"),
    "act is a number": body_with(act=5),
    "by is a list": body_with(by=[]),
    "on is long": body_with(on="2" * 65),
    "w is a list": body_with(w=[]),
    "entry is a text": body_with(w={"name": "x"}),
    "entry is short": body_with(w={"name": ["x"]}),
    "entry is long": body_with(w={"name": ["x", [], []]}),
    "replaced is a text": body_with(w={"name": ["x", "04"]}),
    "replaced is no id": body_with(w={"name": ["x", ["04"]]}),
    "replaced is a number": body_with(w={"name": ["x", [4]]}),
    "too many fields": body_with(w={f"f{n}": [1, []] for n in range(101)}),
    "saw is a list": body_with(saw=[]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_every_other_shape_is_refused(what: str) -> None:
    with pytest.raises(RefusedError) as caught:
        decode_lines(NAME, 1, 1, [REFUSED[what]])
    assert caught.value.check


def test_a_body_may_be_missing_only_where_a_purge_may_take_it() -> None:
    bare = line_of(BODY).split(b"\t")[0] + b"\t"
    (change,), _ = decode_lines(NAME, 1, 1, [bare])
    assert (change.w, change.act) == ({}, "")
    name = NAME.replace("home", "open")
    with pytest.raises(RefusedError) as caught:
        decode_lines(name, 1, 1, [bare.replace(b".home", b".open")])
    assert caught.value.check == "body missing"


def test_unknown_kinds_fields_and_values_of_a_newer_program_are_taken_apart_all_the_same() -> None:
    line = line_of(
        {**BODY, "w": {"new_field": [{"deep": [1]}, []]}, "also": 1}, head={"ent": "new_kind/" + "ab" * 16}
    )
    (change,), _ = decode_lines(NAME, 1, 1, [line])
    assert change.kind == "new_kind"
    assert change.w == {"new_field": [{"deep": [1]}, []]}


def test_what_no_reader_would_accept_is_not_written() -> None:
    common = {"act": "01" * 16, "by": "02" * 16, "lam": 1, "on": "2023-10-05", "salt": "03" * 16}
    with pytest.raises(InputError):
        encode_body('{"name":["\ud800",[]]}', **common)  # type: ignore[arg-type]
    long = encode_body(json.dumps({"note": ["x" * MAX_LINE, []]}), **common)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        encode_change(NAME, 1, NO_CHANGE, ENT, long)


@pytest.mark.parametrize(
    ("text", "rank", "about"),
    [
        ("12.00000000000000a1.0badcafe.open", 0, "12"),
        ("00.00000000000000a1.0badcafe.reply-07", 1, "07"),
        ("00.00000000000000a1.0badcafe.common", 1, "00"),
    ],
)
def test_a_stream_says_whose_it_is(text: str, rank: int, about: str) -> None:
    parts = stream_name(text)
    assert (parts.rank, parts.about) == (rank, about)


@pytest.mark.parametrize(
    "text", ["", "12.a1.0badcafe.open", "12.00000000000000a1.0badcafe.all", NAME + "\n", "1 2" + NAME[2:]]
)
def test_other_names_of_streams_are_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        stream_name(text)


texts = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(
    ['"', '",[]],"', '":["', "\\", "[]", "\n"]
)
entries = st.dictionaries(
    texts, st.tuples(texts | st.none() | st.integers(0, 9), st.sampled_from([[], ["04" * 16]])), max_size=4
)


@given(entries, st.booleans())
def test_the_quick_way_to_read_reads_the_same(w: dict[str, Any], escaped: bool) -> None:
    text = json.dumps(
        {n: list(e) for n, e in w.items()}, ensure_ascii=escaped, sort_keys=True, separators=(",", ":")
    )
    quick = lines_module._plain(text.encode())
    assert quick is None or {n: list(e) for n, e in quick.items()} == json.loads(text)
    plain = all(isinstance(e[0], str) and not e[1] for e in w.values()) and w and "\\" not in text
    assert (quick is not None) == bool(plain)
