"""The bundle file: whole, from whom it says, for us - or refused with the check that failed."""

from __future__ import annotations

import hashlib
import random
import shutil
import struct
import subprocess
import tracemalloc
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.sync import container, inflating
from sasaeai_desktop.sync.container import Header, open_, seal
from sasaeai_desktop.sync.keys import USE_BUNDLE, DeviceKeys

SENDER, COUNCIL, SIBLING, STRANGER = (DeviceKeys.generate() for _ in range(4))
TIP: dict[str, object] = {"stream": "x", "first": 1, "seq": 3, "tip": "0" * 32, "sig": "0" * 128}
LINES = [f'{{"i":{i}}}\t{{"memo":"見守り {i}"}}'.encode() for i in range(300)]


def roster(*known: DeviceKeys) -> Callable[[Header], bytes]:
    """A roster of known senders, as the council keeps it."""
    signing = {device.device: device.public.sign for device in known}

    def verify(header: Header) -> bytes:
        try:
            return signing[header["from"]]
        except KeyError:
            raise RefusedError("知らない送り主です。", "市社協に聞いてください。", check="sender") from None

    return verify


def header(*to: DeviceKeys, **changes: object) -> Header:
    base: Header = {
        "to": sorted(device.device for device in to or (COUNCIL,)),
        "district": "12",
        "number": 7,
        "have": {},
        "tips": [],
        "schema": 1,
        "min_reader": 1,
    }
    return {**base, **changes}


def sealed(lines: list[bytes] | bytes = LINES, keys: DeviceKeys = SENDER, **changes: object) -> bytes:
    return seal(header(**changes), lines, keys, [COUNCIL.public.age])


def read(blob: bytes, receiver: DeviceKeys = COUNCIL) -> tuple[Header, list[bytes]]:
    return open_(blob, receiver.age_secret, roster(SENDER), receiver.device)


def refusal(blob: bytes, receiver: DeviceKeys = COUNCIL) -> str:
    with pytest.raises(RefusedError) as caught:
        read(blob, receiver)
    assert caught.value.what.endswith("。")
    assert caught.value.todo.endswith("。")
    return caught.value.check


def inside(blob: bytes) -> bytes:
    plain: bytes = pyrage.decrypt(blob, [pyrage.x25519.Identity.from_str(COUNCIL.age_secret)])
    return plain


def encrypted(plain: bytes, receiver: DeviceKeys = COUNCIL) -> bytes:
    blob: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(receiver.public.age)])
    return blob


def handmade(head: bytes, packed: bytes, keys: DeviceKeys = SENDER) -> bytes:
    """A bundle whose sender signs whatever it likes."""
    return encrypted(
        container.MAGIC + struct.pack(">I", len(head)) + head + keys.sign(USE_BUNDLE, head) + packed
    )


def lying(body: bytes, **changes: object) -> bytes:
    """A bundle by a known sender whose header does not fit its body."""
    packed = zlib.compress(body, 9)
    head = {
        **header(),
        "from": SENDER.device,
        "count": body.count(b"\n"),
        "raw": len(body),
        "zlen": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
        **changes,
    }
    return handmade(strictjson.dumps(head), packed)


def test_every_receiver_reads_exactly_what_was_written() -> None:
    blob = seal(header(COUNCIL, SIBLING), LINES, SENDER, [COUNCIL.public.age, SIBLING.public.age])
    for receiver in (COUNCIL, SIBLING):
        head, lines = read(blob, receiver)
        assert lines == LINES
        assert (head["from"], head["number"], head["count"]) == (SENDER.device, 7, 300)
    assert read(sealed(b"\n".join(LINES) + b"\n"))[1] == LINES
    assert read(sealed([]))[1] == []
    assert read(sealed(reg={"device": SENDER.device}))[0]["reg"] == {"device": SENDER.device}


@pytest.mark.parametrize("more", [-1, 0, 1, 257])
@pytest.mark.parametrize("pieces", [1, 2, 5])
def test_lines_come_out_whole_wherever_a_piece_of_the_inflated_body_ends(pieces: int, more: int) -> None:
    """Well and badly compressible lines whose total is about so many pieces."""
    chance = random.Random(pieces)
    size = pieces * inflating.PIECE + more
    for fill in (lambda n: b"x" * n, lambda n: chance.randbytes(n).replace(b"\n", b"n")):
        lines, left = [], size
        while left > 1:
            length = min(chance.randrange(2, 60_000), left)
            if left - length == 1:
                length += 1
            lines.append(fill(length - 1))
            left -= length
        assert sum(len(line) + 1 for line in lines) == size
        assert read(sealed(lines))[1] == lines


def test_a_bundle_for_another_is_not_opened() -> None:
    assert refusal(sealed(), STRANGER) == "recipient"


def test_a_bundle_reencrypted_to_another_is_refused() -> None:
    blob = encrypted(inside(sealed()), STRANGER)
    assert refusal(blob, STRANGER) == "to"


def test_strangers_are_refused_under_their_own_and_under_a_known_name() -> None:
    assert refusal(sealed(keys=STRANGER)) == "sender"
    plain = inside(sealed())
    (length,) = struct.unpack_from(">I", plain, 8)
    head, packed = plain[12 : 12 + length], plain[12 + length + 64 :]
    assert refusal(handmade(head, packed, STRANGER)) == "signature"
    assert read(handmade(head, packed))[1] == LINES


def test_a_signature_for_another_use_does_not_pass() -> None:
    plain = inside(sealed())
    (length,) = struct.unpack_from(">I", plain, 8)
    head = plain[12 : 12 + length]
    other = SENDER.sign(b"sasaeai-tip-v1\0", head)
    assert refusal(encrypted(plain[: 12 + length] + other + plain[12 + length + 64 :])) == "signature"


def test_a_newer_bundle_asks_for_the_update_before_anything_is_inflated() -> None:
    with pytest.raises(RefusedError) as caught:
        read(lying(b"{}\n", min_reader=container.READER + 1, raw=9))
    assert caught.value.check == "too_new"
    assert "プログラム" in caught.value.todo


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"raw": 8}, "inflate"),
        ({"raw": 10}, "inflate"),
        ({"raw": 1 << 40}, "size"),
        ({"count": 4}, "count"),
        ({"count": 10_000_000}, "size"),
        ({"zlen": 3}, "body"),
        ({"sha256": "0" * 64}, "body"),
        ({"raw": -1}, "header"),
        ({"count": True}, "header"),
        ({"to": []}, "header"),
        ({"to": COUNCIL.device}, "header"),
        ({"to": [COUNCIL.device, COUNCIL.device]}, "header"),
        ({"min_reader": "1"}, "header"),
        ({"have": None}, "header"),
        ({"have": []}, "header"),
        ({"have": {"x": [[1, "0" * 31]]}}, "header"),
        ({"have": {"x": [[1, "0" * 32, 2]]}}, "header"),
        ({"have": {"x": [[1 << 40, "0" * 32]]}}, "header"),
        ({"have": {"x": [[True, "0" * 32]]}}, "header"),
        ({"have": {"x" * 65: []}}, "header"),
        ({"tips": {}}, "header"),
        ({"tips": [TIP | {"stream": 5}]}, "header"),
        ({"tips": [TIP | {"first": 0}]}, "header"),
        ({"tips": [TIP | {"first": 9, "seq": 7}]}, "header"),
        ({"tips": [TIP | {"seq": 1 << 40}]}, "header"),
        ({"tips": [TIP | {"tip": "0 " * 16}]}, "header"),
        ({"tips": [TIP | {"sig": "00"}]}, "header"),
        ({"regs": {}}, "header"),
        ({"reg": 5}, "header"),
        ({"from": 5}, "header"),
    ],
)
def test_a_known_sender_that_lies_is_refused(changes: dict[str, object], check: str) -> None:
    assert refusal(lying(b"{}\n{}\n{}\n", **changes)) == check


@pytest.mark.parametrize("raw", [b"{}\n\n{}\n", b"\n", b"{}\n{}", b"x" * (inflating.MAX_LINE + 1) + b"\n"])
def test_empty_unfinished_and_endless_lines_are_refused(raw: bytes) -> None:
    assert refusal(lying(raw)) == "line"


@pytest.mark.parametrize("head", [b"", b"[]", b"{}", b'{"to":1,"to":2}', b"\xff", b"{}{}"])
def test_headers_that_are_no_strict_object_are_refused(head: bytes) -> None:
    assert refusal(handmade(head, b"")) in {"json", "header"}


def test_a_body_that_is_not_one_whole_zlib_stream_is_refused() -> None:
    plain = inside(lying(b"{}\n"))
    (length,) = struct.unpack_from(">I", plain, 8)
    head, good = strictjson.loads(plain[12 : 12 + length]), plain[12 + length + 64 :]
    for packed, check in ((b"not zlib", "inflate"), (good + b"x", "inflate"), (good[:-1], "inflate")):
        head |= {"zlen": len(packed), "sha256": hashlib.sha256(packed).hexdigest()}
        assert refusal(handmade(strictjson.dumps(head), packed)) == check


def test_sizes_and_lengths_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(encrypted(container.MAGIC + struct.pack(">I", 1 << 31) + b"x" * 200)) == "header"
    assert refusal(encrypted(container.MAGIC)) == "magic"
    assert refusal(encrypted(b"OTHER001" + bytes(200))) == "magic"
    assert refusal(b"") == "age"
    assert refusal(b"PK\x03\x04" + bytes(500)) == "age"
    assert refusal(b"age-encryption.org/v1\n" + b"-> X25519 x\ny\n" * 100_000) == "damaged"
    blob = sealed()
    assert refusal(lying(b"{}\n", reg={"x": "y" * container.MAX_HEADER})) == "header"
    crowd = [pyrage.x25519.Recipient.from_str(COUNCIL.public.age)] * 3000
    assert refusal(pyrage.encrypt(inside(blob), crowd)) == "damaged"
    monkeypatch.setattr(container, "MAX_FILE", len(blob) - 1)
    assert refusal(blob) == "size"


@pytest.mark.parametrize("fill", [b"\n", b"{}\n", b"x"])
def test_a_bomb_costs_no_more_memory_than_it_declares(fill: bytes) -> None:
    bomb = (fill * (64 << 20))[: 64 << 20]
    count = bomb.count(b"\n")
    small = lying(bomb, raw=1000, count=1)
    large = lying(bomb, count=min(count, inflating.MAX_LINES))
    del bomb
    tracemalloc.start()
    try:
        assert refusal(small) == "inflate"
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
        tracemalloc.reset_peak()
        assert refusal(large) in {"count", "line"}
        assert tracemalloc.get_traced_memory()[1] < 160 << 20
    finally:
        tracemalloc.stop()


def test_two_thousand_damaged_files_are_refused_and_only_refused() -> None:
    """Flips, cuts, insertions and doublings, half on the file and half inside the encryption."""
    chance = random.Random(5)
    blob = sealed()
    plain = inside(blob)
    seen: Counter[str] = Counter()
    for case in range(2000):
        source = blob if case % 2 else plain
        damaged = bytearray(source)
        reach = min(len(source), 600) if chance.random() < 0.6 else len(source)
        for _ in range(chance.choice((1, 1, 1, 3))):
            at = chance.randrange(min(reach, len(damaged)) or 1)
            match chance.randrange(4):
                case 0 | 1:
                    damaged[at : at + 1] = (
                        bytes([damaged[at] ^ (1 << chance.randrange(8))]) if damaged else b""
                    )
                case 2:
                    del damaged[at : at + chance.randrange(1, 40)]
                case _:
                    damaged[at:at] = chance.randbytes(chance.randrange(1, 30))
        if damaged == source:
            continue
        seen[refusal(bytes(damaged) if case % 2 else encrypted(bytes(damaged)))] += 1
    assert {"damaged", "recipient", "age", "magic", "signature", "header", "body"} <= set(seen), seen


def test_every_single_cut_is_refused() -> None:
    blob = sealed([b"{}"])
    for length in range(len(blob)):
        refusal(blob[:length])
    for extra in (b"\0", b"\n", blob):
        refusal(blob + extra)


def test_the_writer_does_not_write_what_no_reader_would_take() -> None:
    for lines in ([b"a\nb"], [b""], b"no end", b"a\n\nb\n", [b"x" * (inflating.MAX_LINE + 1)]):
        with pytest.raises(ValueError, match=r"line|large"):
            sealed(lines)
    with pytest.raises(ValueError, match="header"):
        sealed(to=["b", "a"])
    with pytest.raises(ValueError, match="header"):
        seal(header(), LINES, SENDER, [])


@pytest.mark.skipif(shutil.which("age") is None, reason="needs the age command")
def test_the_public_age_tool_opens_a_bundle_with_the_exported_identity(tmp_path: Path) -> None:
    identity, bundle = tmp_path / "council.txt", tmp_path / container.file_name("12", "A", 7)
    identity.write_text(f"# 市社協\n{COUNCIL.age_secret}\n", encoding="utf-8")
    bundle.write_bytes(sealed())
    assert bundle.name == "sasaeai-12-A-0007.age"
    done = subprocess.run(
        ["age", "--decrypt", "-i", identity, bundle], capture_output=True, check=True, timeout=30
    )
    (length,) = struct.unpack_from(">I", done.stdout, 8)
    assert strictjson.loads(done.stdout[12 : 12 + length])["district"] == "12"
    assert zlib.decompress(done.stdout[12 + length + 64 :]).splitlines() == LINES
