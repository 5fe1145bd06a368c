"""The second process: what it gives is what the writer would work out itself, and nobody depends on it."""

from __future__ import annotations

import hashlib
import random
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sasaeai_desktop import __main__ as program
from sasaeai_desktop.db.lines import NO_CHANGE, canonical, encode_body, encode_change, line_id
from sasaeai_desktop.db.packing import segments_of
from sasaeai_desktop.db.pieces import Piece
from sasaeai_desktop.db.stamps import Wanted, each_stamped
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.sync import ahead
from sasaeai_desktop.sync.ahead import SecondProcess, Span
from sasaeai_desktop.sync.inflating import Declared

STREAM = "12.0123456789abcdef.01234567.open"


def lines(count: int) -> list[bytes]:
    """Return a chain of visits, every tenth of them written twice."""
    prev, found = NO_CHANGE, []
    for seq in range(1, count + 1):
        w = canonical({"date": ["2023-10-05", []], "person": [f"{seq % 7:032x}", []], "newer": ["よ", []]})
        body = encode_body(w, act="0" * 32, by="ab", lam=seq, on="2023-10-05", salt=f"{seq:032x}")
        line, prev = encode_change(STREAM, seq, prev, f"visit/{seq - (seq % 10 == 0):032x}", body)
        found.append(line)
    return found


def parcel(some: list[bytes]) -> tuple[bytes, Declared]:
    raw = b"".join(line + b"\n" for line in some)
    packed = zlib.compress(raw)
    return packed, Declared(len(packed), hashlib.sha256(packed).hexdigest(), len(raw), len(some))


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecondProcess]:
    monkeypatch.setenv("SASAEAI_PASSPHRASE", "ひみつ")
    started = SecondProcess.started()
    assert started is not None
    yield started
    started.end()


def test_it_gives_what_the_writer_would_work_out_itself(second: SecondProcess) -> None:
    some = lines(5000)
    packed, declared = parcel(some)
    spans = [Span(STREAM, 1, 5000, 700)]
    second.ask_apart(packed, declared, spans)
    (stretches,) = answer = second.apart() or []
    assert answer == ahead.taken_apart(packed, declared, spans)
    assert [(s.first, s.last) for s in stretches] == [(701, 4796), (4797, 5000)]
    assert stretches[0].begun["visit"].wrote == {frozenset({"date", "person", "newer"})}
    assert sum(len(s.rest) for s in stretches) == 2 * 430
    assert sum(len(s.begun["visit"].ents) for s in stretches) == 4300 - 2 * 430
    assert [row for s in stretches for row in s.segments][-1][1] == 5000
    if sys.platform == "linux":  # the passphrase of whoever started it is not handed on
        environment = Path(f"/proc/{second._process.pid}/environ").read_bytes()
        assert b"SASAEAI_PASSPHRASE" not in environment


def test_what_is_damaged_is_left_to_the_writer_and_the_next_one_goes_well(second: SecondProcess) -> None:
    some = lines(40)
    bent = [*some[:20], some[20].replace(b"2023-10-05", b"2023-10-06"), *some[21:]]
    for wrong, stream in ((bent, STREAM), (some[1:], STREAM), (some, "no stream")):
        second.ask_apart(*parcel(wrong), [Span(stream, 1, len(wrong), 0)])
        assert second.apart() is None
    packed, declared = parcel(some)
    for lying in (declared._replace(raw=declared.raw - 1), declared._replace(sha256="0" * 64)):
        second.ask_apart(packed, lying, [Span(STREAM, 1, 40, 0)])
        assert second.apart() is None
    second.ask_apart(packed, declared, [Span(STREAM, 1, 40, 0)])
    assert second.apart() is not None


def test_what_is_asked_meanwhile_is_answered_in_its_order(second: SecondProcess) -> None:
    some = lines(3000)
    noise = random.Random(5).randbytes(2_000_000)  # neither question nor answer fits into a pipe
    packed, declared = parcel(some)
    spans = [[Span(STREAM, 1, 3000, held)] for held in (0, 1000, 2999)]
    for each in spans:
        second.ask_apart(noise, declared, each)
        second.ask_apart(packed, declared, each)
    for each in spans:
        assert second.apart() is None
        assert second.apart() == ahead.taken_apart(packed, declared, each)
    assert second.apart() is None  # nothing was asked


def test_the_journal_is_stamped_as_the_caller_would(second: SecondProcess) -> None:
    some = lines(1500)
    ids = [line_id(line) for line in some]
    pieces = [
        Piece(STREAM, 3, first, before, *rest)
        for first, _, before, _, *rest in segments_of(1, NO_CHANGE, some, ids)
    ]
    kinds = {STREAM: frozenset({"visit"})}
    wanted = Wanted(frozenset({bytes(15) + b"\x07"}), frozenset({ids[700]}), kinds)
    left = iter(range(3))
    found = list(second.stamped(pieces, wanted, lambda: next(left, None) is not None))
    assert found == list(each_stamped(pieces, wanted))
    assert [change.at & 0xFFFF for _, of_piece in found for change in of_piece.read] == [7, 701]
    (whole, *_) = second.stamped(pieces, wanted._replace(compared={}))
    assert len(whole[1].read) == 512
    for at in (0, 1):
        broken = [*pieces[:at], pieces[at]._replace(data=pieces[2].data), *pieces[at + 1 :]]
        with pytest.raises(RefusedError):
            list(second.stamped(broken, wanted))


def test_whoever_lost_it_does_without(second: SecondProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    packed, declared = parcel(lines(40))
    second.ask_apart(packed, declared, [Span(STREAM, 1, 40, 0)])
    second._process.kill()
    second._process.wait()
    second.apart()  # what it had written before it ended may still come
    second.ask_apart(packed, declared, [Span(STREAM, 1, 40, 0)])
    assert second.apart() is None
    monkeypatch.setattr(sys, "executable", str(Path(__file__)))  # nothing that can be started
    assert SecondProcess.started() is None


def test_the_program_knows_itself_by_the_word_it_is_called_with(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ahead._command()[-1] == program.SECOND
    monkeypatch.setattr(sys, "executable", r"/place/sasaeai-cli.exe")  # a launcher that brings its own Python
    assert ahead._command() == [str(Path("/place/sasaeai-cli.exe")), program.SECOND]
