"""A hostile insider, level two: streams, lines and bodies, hashed, chained and signed by a sender everyone knows."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sasaeai_desktop.db.heads import chain_of
from sasaeai_desktop.db.lines import LAM_LIMIT, MAX_FIELDS, MAX_LINE, line_id, stream_name
from sasaeai_desktop.domain.kinds import Form, fields_of
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.sync.keys import USE_BUNDLE, USE_TIP
from sasaeai_desktop.sync.outgoing import tip_message
from tests.fuzz.drafts import Line, Piece, text_of
from tests.fuzz.mutations import ODD_JSON, Case, bent, junk, mutation

DATED = (Form.DAY, Form.BIRTH, Form.MONTH, Form.TIME)
HUGE_SEQ = 1 << 40  # pointers have 40 bits for a place in a stream


def own(case: Case) -> Piece:
    """Return a stream of the sender that brings changes, if any does."""
    pieces = [p for p in case.draft.pieces if stream_name(p.stream).device == case.victim.sender.device]
    filled = [p for p in pieces if len(p.lines) > p.known]
    return case.chance.choice(filled or pieces)


def line_of(case: Case, piece: Piece) -> tuple[int, Line]:
    """Return the place of some new line of a stream, and the line."""
    at = case.chance.randrange(piece.known, len(piece.lines))
    return at, piece.lines[at]


def settle(case: Case, piece: Piece, at: int) -> None:
    """Chain and sign what was changed."""
    piece.chain(at + 1)
    piece.sign(case.draft.keys)


# -- streams ---------------------------------------------------------------------------------------------------


@mutation("block: a part of its entry of another shape", "a first place that fits the lines all the same")
def _entry(case: Case) -> None:
    piece = case.chance.choice(case.draft.pieces)
    piece.entry[case.chance.choice(list(piece.entry))] = junk(case.chance)


@mutation("block: a part of its entry missing")
def _entry_missing(case: Case) -> None:
    piece = case.chance.choice(case.draft.pieces)
    del piece.entry[case.chance.choice(list(piece.entry))]


@mutation("block: an entry that is none")
def _no_entry(case: Case) -> None:
    case.draft.full_header()
    case.draft.lies["tips"] = case.chance.choice(
        (
            [junk(case.chance)] * 3,
            {"a": 1},
            [None],
            [[]],
            ["x"],
            [{}],
            [*[p.entry for p in case.draft.pieces][:-1], 5],
        )
    )


@mutation("block: its signature bent")
def _signature(case: Case) -> None:
    piece = own(case)
    sig = bytes.fromhex(piece.entry["sig"])
    message = tip_message(piece.stream, piece.entry["seq"], bytes.fromhex(piece.entry["tip"]))
    piece.entry["sig"] = case.chance.choice(
        ("", "00" * 64, (bytes([sig[0] ^ 1]) + sig[1:]).hex(), sig[:-1].hex(), case.draft.keys.sign(USE_BUNDLE, message).hex(),
         case.world.stranger.sign(b"", message).hex())
    )  # fmt: skip


@mutation("block: another tip than its lines'")
def _tip(case: Case) -> None:
    piece = own(case)
    piece.entry["tip"] = case.chance.choice(("00" * 16, "ff" * 16, "", piece.entry["tip"][:-2]))
    message = tip_message(piece.stream, piece.entry["seq"], bytes.fromhex(piece.entry["tip"]))
    piece.entry["sig"] = case.draft.keys.sign(USE_TIP, message).hex()
    if not piece.lines:
        case.draft.count = 5


@mutation("block: the stream's name is none")
def _name(case: Case) -> None:
    piece = own(case)
    name = piece.stream
    other = case.chance.choice((name + "x", name.upper(), name.replace(".", "/"), "." + name, name[:-1], "", name + "\n",
                                name.replace(".", "．"), name.replace("12.", "%s.", 1).replace("00.", "\0.", 1), "a" * 70))  # fmt: skip
    piece.rename(other)
    piece.sign(case.draft.keys)


@mutation("block: a stream that may not come here, or is not the sender's to write")
def _audience(case: Case) -> None:
    piece = own(case)
    parts = stream_name(piece.stream)
    me = case.victim.name
    other, stranger = case.world.others[0].device, case.world.stranger.device
    head, end = f"{parts.district}.{parts.device}.{parts.incarnation}", parts.audience
    wrong = [f"13.{parts.device}.{parts.incarnation}.{end}", f"{parts.district}.{stranger}.{parts.incarnation}.{end}",
             f"13.{other}.{parts.incarnation}.{end}", f"{head}.reply-13"]  # fmt: skip
    wrong += (
        [f"{head}.open", f"{head}.home", f"{head}.shared"]
        if me == "laptop"
        else [f"{head}.common", f"{head}.reply-12"]
    )
    wrong += [f"{head}.home"] if me == "council" else []
    piece.rename(case.chance.choice([name for name in wrong if name != piece.stream]))
    piece.sign(case.draft.keys)


@mutation("block: a new stream of the sender", "a restored laptop begins new streams")
def _stream(case: Case) -> None:
    piece = own(case)
    parts = stream_name(piece.stream)
    fresh = f"{case.chance.randrange(1 << 32):08x}"
    piece.rename(piece.stream.replace(f".{parts.incarnation}.", f".{fresh}."))
    piece.sign(case.draft.keys)


@mutation("block: begins behind a gap", "what is missing is named and comes with the next bundle")
def _gap(case: Case) -> None:
    piece = own(case)
    skip = case.chance.choice((1, 2, 5, 10_000))
    piece.entry["first"] += skip
    for line in piece.lines:
        line.head["seq"] += skip
    settle(case, piece, 0)


@mutation("block: places beyond any stream")
def _far(case: Case) -> None:
    piece = own(case)
    if not piece.lines:
        piece = max(case.draft.pieces, key=lambda p: len(p.lines))
    first = HUGE_SEQ + case.chance.choice((0, 1, 5, 1 << 40, -1 if len(piece.lines) > 1 else 0))
    piece.entry["first"] = first
    for n, line in enumerate(piece.lines):
        line.head["seq"] = first + n
    settle(case, piece, 0)


@mutation("block: the same stream twice", "the second one brings nothing")
def _twice(case: Case) -> None:
    piece = own(case)
    case.draft.pieces.append(Piece(dict(piece.entry), list(piece.lines)))


@mutation(
    "block: another history of the same stream", "a copied laptop: both histories are kept, and it is told"
)
def _fork(case: Case) -> None:
    piece = own(case)
    at = case.chance.randrange(len(piece.lines))
    line = piece.lines[at]
    line.say({**line.said(), "salt": f"{case.chance.randrange(1 << 128):032x}"})
    settle(case, piece, at)


@mutation("block: streams in another order", "order plays no part")
def _order(case: Case) -> None:
    case.chance.shuffle(case.draft.pieces)


@mutation("block: lines left out or added without its entry saying so")
def _uncounted(case: Case) -> None:
    piece = own(case)
    at, line = line_of(case, piece)
    if case.chance.random() < 0.5:
        del piece.lines[at]
    else:
        piece.lines.insert(at, line)


# -- heads -------------------------------------------------------------------------------------------------------


@mutation("line: head in another form")
def _form(case: Case) -> None:
    piece = own(case)
    at, line = line_of(case, piece)
    head = text_of(line.head)
    stretched = json.dumps(line.head, sort_keys=True).encode()
    backward = json.dumps(dict(sorted(line.head.items(), reverse=True)), separators=(",", ":")).encode()
    upper = head.replace(line.head["bh"].encode(), line.head["bh"].upper().encode())
    more = text_of({**line.head, "z": 1})
    other = case.chance.choice(
        (stretched, backward, upper, more, head + b" ", head[:-1], head.replace(b'"seq":', b'"seq":0'))
    )
    line.raw = (other if other != head else head + b" ") + b"\t" + line.body
    settle(case, piece, at)


@mutation("line: a part of its head is wrong")
def _head(case: Case) -> None:
    piece = own(case)
    at, line = line_of(case, piece)
    wrong: dict[str, list[Any]] = {
        "bh": ["0" * 64, line.head["bh"][:-1], 5],
        "prev": ["f" * 32, "", None] if at else ["", None],
        "seq": [line.head["seq"] + 1, 0, -1, str(line.head["seq"]), 2**63, True],
        "stream": ["x", line.head["stream"].replace("0", "1", 1) + "x", None],
        "ent": [
            "",
            "person",
            "PERSON/" + "0" * 32,
            "visit/" + "g" * 32,
            "visit/" + "0" * 31,
            "../x/" + "0" * 32,
            "a" * 40 + "/" + "0" * 32,
        ],
    }
    name = case.chance.choice(list(wrong))
    line.head[name] = case.chance.choice(wrong[name])
    # No chaining: the next lines' seq would be counted on from this one.
    for n in range(at + 1, len(piece.lines)):
        piece.lines[n].head["prev"] = line_id(piece.lines[n - 1].bytes()).hex()
    piece.sign(case.draft.keys)


@mutation("line: changed behind its hash")
def _behind(case: Case) -> None:
    piece = own(case)
    _, line = line_of(case, piece)
    line.body = bent(case.chance, line.body)
    if hashlib.sha256(line.body).hexdigest() == line.head["bh"]:
        line.body += b" "


@mutation("line: moved, without a new chain")
def _moved(case: Case) -> None:
    piece = own(case)
    if len(piece.lines) - piece.known < 2:
        piece.lines[-1].raw = piece.lines[-1].bytes() + b"\t"
        return
    at = case.chance.randrange(piece.known, len(piece.lines) - 1)
    piece.lines[at], piece.lines[at + 1] = piece.lines[at + 1], piece.lines[at]
    piece.sign(case.draft.keys)


@mutation("line: about another record", "the sender may write about any record of its district")
def _about(case: Case) -> None:
    piece = own(case)
    at, line = line_of(case, piece)
    ents = [x.head["ent"].partition("/")[2] for p in case.draft.pieces for x in p.lines]
    kind = case.chance.choice((line.head["ent"].partition("/")[0], case.chance.choice(list(KINDS))))
    line.head["ent"] = f"{kind}/{case.chance.choice([*ents, '0' * 32, 'f' * 32])}"
    settle(case, piece, at)


@mutation("line: a kind nobody knows", "a newer program's: kept, and read after the upgrade")
def _kind(case: Case) -> None:
    piece = own(case)
    at, line = line_of(case, piece)
    line.head["ent"] = f"{case.chance.choice(('x', 'head', 'sqlite_master', 'drone_flight', '_'))}/{'1' * 32}"
    settle(case, piece, at)


@mutation("line: a body taken away where none may be")
def _purged(case: Case) -> None:
    open_ones = [
        p for p in case.draft.pieces if len(p.lines) > p.known and not p.stream.endswith((".home", ".shared"))
    ]
    piece = case.chance.choice(open_ones)
    at, line = line_of(case, piece)
    line.raw = text_of(line.head) + case.chance.choice((b"\t", b""))
    if stream_name(piece.stream).device == case.victim.sender.device:
        settle(case, piece, at)


@mutation("line: a body taken away", "a purge of names, of whoever may hold them")
def _emptied(case: Case) -> None:
    piece = own(case)
    _, line = line_of(case, piece)
    line.raw = text_of(line.head) + b"\t"


@mutation("line: too long")
def _long(case: Case) -> None:
    piece = own(case)
    at, line = line_of(case, piece)
    said = line.said()
    said["w"]["zz"] = ["長" * case.chance.choice((MAX_LINE // 3, MAX_LINE)), []]
    line.say(said)
    settle(case, piece, at)


# -- bodies ------------------------------------------------------------------------------------------------------


def _saying(case: Case) -> tuple[Piece, int, Line, dict[str, Any]]:
    piece = own(case)
    at, line = line_of(case, piece)
    return piece, at, line, line.said()


def _put(case: Case, piece: Piece, at: int, said: object) -> None:
    piece.lines[at].say(said)
    settle(case, piece, at)


def _field(case: Case, piece: Piece, line: Line) -> str:
    """Return a field that may stand in a line."""
    name = stream_name(piece.stream)
    kind = KINDS.get(line.head["ent"].partition("/")[0])
    fields = (
        [f.name for f in fields_of(kind).values() if f.chain is chain_of(name, kind.kind)] if kind else []
    )
    return case.chance.choice(fields or ["x"])


@mutation("body: a field of another shape", "the value happens to have the field's form")
def _value(case: Case) -> None:
    piece, at, line, said = _saying(case)
    said["w"][_field(case, piece, line)] = [junk(case.chance), []]
    _put(case, piece, at, said)


@mutation(
    "body: a value of its form that no form offers",
    "an unknown code or an odd text is kept and shown as it is",
)
def _odd_value(case: Case) -> None:
    piece, at, line, said = _saying(case)
    kind = KINDS.get(line.head["ent"].partition("/")[0])
    name = _field(case, piece, line)
    form = fields_of(kind)[name].form if kind and name in fields_of(kind) else Form.TEXT
    texts = ["\x00", "9999-99-99", "2024-02-30", "0001-01-01", "x" * 3000, "𠮷\u202e", "-", "1e400", "９９", "\n\t", "{}", "[1]",
             "9" * 5000, '{"watch.acts":"x"}', '{"a":[[]]}', "2024", "2024-04", "2024-13", "10000-01-01", "given", "ended"]  # fmt: skip
    offers: dict[Form, list[Any]] = {
        Form.TEXT: texts,
        Form.DAY: ["1800-01-01", "2999-12-31", "2024-02-29"],
        Form.BIRTH: ["1800", "1940-03", "2999-12-31"],
        Form.MONTH: ["1800-01", "2999-12"],
        Form.TIME: ["00:00", "23:59"],
        Form.NUMBER: [-1, 0, 2**63 - 1, -(2**63), 10**12],
        Form.FLAG: [True, False],
        Form.REF: ["0" * 32, "f" * 32, line.head["ent"].partition("/")[2]],
        Form.REFS: [[], ["0" * 32] * 300, ["f" * 32, "0" * 32]],
        Form.TEXTS: [[], ["x"] * 300, ["\x00", ""], ["b", "a", "a"]],
    }
    said["w"][name] = [case.chance.choice(offers[form]), []]
    _put(case, piece, at, said)


@mutation("body: no date where a date belongs")
def _no_date(case: Case) -> None:
    piece, at, line, said = _saying(case)
    stream = stream_name(piece.stream)
    dated = [
        (k, f.name)
        for k, c in KINDS.items()
        for f in fields_of(c).values()
        if f.chain is chain_of(stream, k) and f.form in DATED
    ]
    kind, name = case.chance.choice(dated)
    line.head["ent"] = f"{kind}/{case.chance.randrange(1 << 128):032x}"
    said["w"] = {
        name: [case.chance.choice(("-", "2024-02-30", "9999-99-99", "20240101", "x", "9999-12-31")), []]
    }
    said.pop("saw", None)
    _put(case, piece, at, said)


@mutation("body: a field nobody knows", "a newer program's: kept, and read after the upgrade")
def _unknown(case: Case) -> None:
    piece, at, _, said = _saying(case)
    said["w"][case.chance.choice(("x", "", "id", "gone", "district", "_other", "at_open", "名前", 'a"b'))] = [
        junk(case.chance),
        [],
    ]
    _put(case, piece, at, said)


@mutation("body: a field of another chain", "no field its writer may write: kept aside, counted nowhere")
def _chain(case: Case) -> None:
    piece, at, line, said = _saying(case)
    stream = stream_name(piece.stream)
    foreign = [
        (k, f.name)
        for k, c in KINDS.items()
        for f in fields_of(c).values()
        if f.chain is not chain_of(stream, k)
    ]
    kind, name = case.chance.choice(foreign)
    line.head["ent"] = f"{kind}/{case.chance.randrange(1 << 128):032x}"
    said["w"] = {name: ["x", []]}
    said.pop("saw", None)
    _put(case, piece, at, said)


@mutation("body: a tie-break beyond the cap")
def _lam(case: Case) -> None:
    piece, at, _, said = _saying(case)
    said["lam"] = case.chance.choice((LAM_LIMIT + 1, 2**62, -1, True, "5", None, [1], 10**13))
    _put(case, piece, at, said)


@mutation("body: a tie-break at the cap", "the highest one there is; the next one of anybody is equal to it")
def _lam_cap(case: Case) -> None:
    piece, at, _, said = _saying(case)
    said["lam"] = LAM_LIMIT
    _put(case, piece, at, said)


@mutation("body: who, when and what for are odd", "they are for display only")
def _who(case: Case) -> None:
    piece, at, _, said = _saying(case)
    said[case.chance.choice(("by", "on", "act", "salt"))] = case.chance.choice(
        (
            "0" * 32,
            "abc",
            "2024-99-99",
            "----------",
            "0" * 65,
            "",
            "ZZ",
            "\x00" * 10,
            5,
            None,
            [],
            "f" * 64,
            "fff",
        )
    )
    _put(case, piece, at, said)


@mutation("body: another version, or a part missing")
def _version(case: Case) -> None:
    piece, at, _, said = _saying(case)
    name = case.chance.choice(("v", "w", "lam", "by", "act", "on"))
    if name == "v" or case.chance.random() < 0.5:
        said[name] = case.chance.choice((2, 0, "x" * 70, None, [1])) if name != "lam" else "1"
    else:
        del said[name]
    _put(case, piece, at, said)


@mutation("body: parts nobody knows", "a newer program may say more")
def _parts(case: Case) -> None:
    piece, at, _, said = _saying(case)
    said["zz" + str(case.chance.randrange(5))] = junk(case.chance)
    _put(case, piece, at, said)


@mutation("body: replaced ids that are none")
def _replaced(case: Case) -> None:
    piece, at, line, said = _saying(case)
    bad = case.chance.choice(
        (
            ["x"],
            ["0" * 31],
            ["F" * 32],
            [5],
            [None],
            [["0" * 32]],
            "0" * 32,
            {"0" * 32: 1},
            None,
            ["0" * 32, ""],
        )
    )
    said["w"][_field(case, piece, line)] = [None, bad]
    _put(case, piece, at, said)


@mutation("body: replaces what it never saw", "an unknown id is remembered as replaced, should it ever come")
def _replaces(case: Case) -> None:
    piece, at, line, said = _saying(case)
    known = [line_id(x.bytes()).hex() for p in case.draft.pieces for x in p.lines]
    many = case.chance.choice((1, 1, 3, 2000))
    entry = said["w"].get(name := _field(case, piece, line), [None, []])
    said["w"][name] = [entry[0], [case.chance.choice([*known, "0" * 32, f"{n:032x}"]) for n in range(many)]]
    _put(case, piece, at, said)


@mutation("body: written entries that are none")
def _entries(case: Case) -> None:
    piece, at, line, said = _saying(case)
    odd = case.chance.choice((None, 5, "x", [], [1], [1, [], 2], {"0": 1}, [None, None]))
    said["w"] = case.chance.choice(({_field(case, piece, line): odd}, odd))
    _put(case, piece, at, said)


@mutation("body: too many fields")
def _many(case: Case) -> None:
    piece, at, _, said = _saying(case)
    said["w"] = {f"f{n}": ["x", []] for n in range(MAX_FIELDS + case.chance.choice((1, 50, 3000)))}
    _put(case, piece, at, said)


@mutation("body: a delete with an odd view of the world", "it deletes nothing, or what it saw")
def _delete(case: Case) -> None:
    piece, at, _, said = _saying(case)
    said["w"] = {"_del": [case.chance.choice((True, True, True, False, None, 1)), []]}
    tip = {piece.stream: case.chance.choice((0, 1, 2**62, -1, True, "9", None, [1])), "x": junk(case.chance)}
    heads = {
        "heads": case.chance.choice((5, "x", [], [5], [[]], [{}], {}, None, True, ["0" * 32], [["0" * 32]]))
    }
    said["saw"] = case.chance.choice((tip, heads, {**tip, **heads}, {}, junk(case.chance)))
    _put(case, piece, at, said)


@mutation(
    "body: merges that go round in circles",
    "whoever is merged with all others is one person, as often as it is said",
)
def _merges(case: Case) -> None:
    piece, at, line, said = _saying(case)
    ids = ["0" * 32, "1" * 32, "f" * 32]
    line.head["ent"] = f"merge/{case.chance.randrange(1 << 128):032x}"
    said["w"] = {"a": [case.chance.choice(ids), []], "b": [case.chance.choice(ids), []]}
    said.pop("saw", None)
    _put(case, piece, at, said)


@mutation("body: written as odd JSON")
def _odd(case: Case) -> None:
    piece, at, line, said = _saying(case)
    odd = case.chance.choice([o for o in ODD_JSON if o])
    said["w"]["odd"] = ["HERE", []]
    body = text_of(said)
    line.put(
        case.chance.choice(
            (
                body.replace(b'"HERE"', odd),
                odd + body,
                body + odd,
                body.replace(b'"w":{', b'"w":{"odd":["x",[]],'),
            )
        )
    )
    settle(case, piece, at)


@mutation("body: its text bent, hashed and signed", "a letter of a text or a number changed: still a change")
def _text(case: Case) -> None:
    piece, at, line, _ = _saying(case)
    line.put(bent(case.chance, line.body))
    settle(case, piece, at)
