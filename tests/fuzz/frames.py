"""A hostile insider, level one: the frame and the header, properly signed by a sender everyone knows."""

from __future__ import annotations

import gzip
import struct
import zlib

from sasaeai_desktop.sync.container import MAGIC, MAX_HEADER, READER
from sasaeai_desktop.sync.keys import USE_REVOCATION
from tests.fuzz.drafts import text_of
from tests.fuzz.mutations import ODD_JSON, Case, bent, junk, mutation

_NEEDED = (
    "to",
    "district",
    "number",
    "have",
    "tips",
    "schema",
    "min_reader",
    "from",
    "count",
    "raw",
    "zlen",
    "sha256",
)


@mutation("frame: magic, length or end are wrong")
def _frame(case: Case) -> None:
    plain = case.draft.frame()
    length = struct.unpack_from(">I", plain, len(MAGIC))[0]
    other = case.chance.choice(
        (0, 1, length - 1, length + 1, length + 64, MAX_HEADER, MAX_HEADER + 1, 2**31, 2**32 - 1)
    )
    case.draft.plain = case.chance.choice(
        (
            b"SASAEAI2" + plain[8:],
            plain[8:],
            b"",
            MAGIC,
            plain[: case.chance.randrange(len(plain))],
            plain + b"x",
            plain[:8] + struct.pack(">I", other) + plain[12:],
            plain + plain,
        )
    )


@mutation("frame: sizes that lie")
def _sizes(case: Case) -> None:
    full = case.draft.full_header()
    name = case.chance.choice(("count", "raw", "zlen"))
    case.draft.lies[name] = case.chance.choice(
        (
            full[name] + 1,
            max(full[name] - 1, 0) if full[name] else 5,
            full[name] + 2**20,
            2**40,
            2**63 - 1,
            -1,
            True,
            "1",
            None,
        )
    )


@mutation("frame: another hash")
def _hash(case: Case) -> None:
    digest = case.draft.full_header()["sha256"]
    case.draft.lies["sha256"] = case.chance.choice(
        (digest.upper() + "0", digest[:-1], "", "0" * 64, digest[::-1] + "x", 5)
    )


@mutation("frame: the body is not one whole zlib stream")
def _body(case: Case) -> None:
    case.draft.full_header()
    raw = case.draft.raw or b""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    primed = zlib.compressobj(zdict=b"stream")
    good = zlib.compress(raw)
    case.draft.packed = case.chance.choice(
        (
            b"",
            raw + b"x",
            good[:-1],
            good + b"\0",
            good + good,
            gzip.compress(raw),
            squeeze.compress(raw) + squeeze.flush(),
            primed.compress(raw) + primed.flush(),
            bent(case.chance, good)[:-4] + b"\xff\xff\xff\xff",
        )
    )


@mutation("frame: small bombs, declared and not")
def _bomb(case: Case) -> None:
    fill = case.chance.choice((b"\n", b"x", b"{}\n", b"\t\n"))
    size = case.chance.choice((1 << 16, 1 << 20, 8 << 20))
    bomb = (fill * (size // len(fill) + 1))[:size]
    raw, count = len(bomb), bomb.count(b"\n")
    case.draft.packed = zlib.compress(bomb, 9)
    honest = case.chance.random() < 0.5
    case.draft.full_header()
    case.draft.lies.update(raw=raw if honest else 100, count=count if honest else 1)


@mutation("header: nothing inside", "an empty bundle says only what its sender holds")
def _empty(case: Case) -> None:
    case.draft.pieces = []


@mutation("header: a needed part is missing")
def _missing(case: Case) -> None:
    case.draft.lies[case.chance.choice(_NEEDED)] = ...


@mutation("header: a part of another shape", "the value still has the agreed form: a number, another schema")
def _shape(case: Case) -> None:
    case.draft.lies[case.chance.choice((*_NEEDED, "reg", "regs"))] = junk(case.chance)


@mutation("header: written as odd JSON")
def _odd(case: Case) -> None:
    head, odd = text_of(case.draft.full_header()), case.chance.choice(ODD_JSON)
    name = case.chance.choice((b'"number":', b'"schema":', b'"count":', b'"have":', b'"district":'))
    at = head.index(name) + len(name)
    end = min(head.find(b",", at) % (len(head) + 1), head.find(b"}", at) % (len(head) + 1))
    case.draft.head = case.chance.choice(
        (head[:at] + odd + head[end:], odd, head + odd if odd.strip() else b"", b'{"number":7,' + head[1:])
    )


@mutation("header: its text bent and signed", "a letter of a stated tip or a number changed: still a header")
def _text(case: Case) -> None:
    head = text_of(case.draft.full_header())
    case.draft.head = bent(case.chance, head)


@mutation("header: parts nobody knows", "a newer program may say more")
def _more(case: Case) -> None:
    case.draft.lies["x" + str(case.chance.randrange(9))] = junk(case.chance)


@mutation("header: asks for a newer program")
def _newer(case: Case) -> None:
    case.draft.lies["min_reader"] = case.chance.choice((READER + 1, 2**31, 2**63 - 1))


@mutation("header: not to me")
def _to(case: Case) -> None:
    case.draft.lies["to"] = case.chance.choice(
        ([], ["0" * 16], [case.victim.sender.device], [case.victim.keys.device.upper()], case.victim.keys.device,
         [case.victim.keys.device] * 2, [case.victim.keys.device, "0"], [[case.victim.keys.device]])
    )  # fmt: skip


@mutation("header: also to others", "the file names more receivers; I am one of them")
def _others(case: Case) -> None:
    more = [case.world.stranger.device, *(f"{n:016x}" for n in range(case.chance.choice((1, 300))))]
    case.draft.lies["to"] = sorted({case.victim.keys.device, *more})


@mutation("header: another district")
def _district(case: Case) -> None:
    own = case.draft.header["district"]
    case.draft.lies["district"] = case.chance.choice(
        [d for d in ("13", "00", "12", "", "12 ", "99", "１２") if d != own]
    )


@mutation("header: in another's name")
def _from(case: Case) -> None:
    others = [k.device for k in (*case.world.others, case.victim.keys, case.world.stranger)]
    case.draft.lies["from"] = case.chance.choice(
        [*(o for o in others if o != case.draft.keys.device), "", "0" * 16]
    )


@mutation("header: what the sender holds, bent", "stated tips have their form, though they are not true")
def _have(case: Case) -> None:
    have = dict(case.draft.header["have"])
    name = case.chance.choice([*have, "x", "12.0123456789abcdef.01234567.open"])
    tip = "00" * 16
    have[name] = case.chance.choice(
        (junk(case.chance), [[junk(case.chance), tip]], [[1, junk(case.chance)]], [[1]], [[1, tip, 2]], [[2**63 - 1, tip]],
         [[-5, tip]], [[1, tip]] * 500, [[1, "zz"]], ["1x"], {"1": "2"}, [[True, tip]], [["5", tip]])
    )  # fmt: skip
    case.draft.lies["have"] = case.chance.choice((have, have, have, [], list(have), [have], {"": have}))


@mutation(
    "header: registrations bent",
    "the registration is of a device that is known already, and says nothing new",
)
def _regs(case: Case) -> None:
    reg = dict(case.draft.header.get("reg") or (case.draft.header.get("regs") or [{}])[0])
    if reg and case.chance.random() < 0.8:
        reg[case.chance.choice(list(reg))] = junk(case.chance)
    regs = case.chance.choice(([reg], [reg] * 50, [junk(case.chance)], junk(case.chance), [[reg]], [None]))
    case.draft.lies[case.chance.choice(("reg", "regs"))] = case.chance.choice((reg, regs))


@mutation(
    "header: registers a device of its own making",
    "a relayed registration that proves nothing is passed over",
)
def _register(case: Case) -> None:
    new, base = (
        case.world.stranger,
        case.draft.header.get("reg") or {"letter": "B", "number": 1, "mac": "00" * 32},
    )
    reg = {**base, "device": new.device, "sign_key": new.public.sign.hex(), "age_key": new.public.age}
    if case.chance.random() < 0.5:
        reg = {n: v for n, v in reg.items() if n not in ("mac", "number")} | {
            "voucher": new.public.sign.hex(), "inviter": case.draft.keys.device,
            "inviter_signature": "00" * 64, "voucher_signature": "00" * 64,
        }  # fmt: skip
    case.draft.lies["regs"] = [reg]


@mutation(
    "header: words about revoked laptops, keys and gaps, bent",
    "what is not proven or has not its form is passed over",
)
def _words(case: Case) -> None:
    keys, chance = case.draft.keys, case.chance
    devices = [k.device for k in case.world.others]
    said = {"device": chance.choice([*devices, case.world.stranger.device]), "by": keys.device, "district": "12",
            "tips": chance.choice(("{}", "[]", "x", '{"x":1}', '{"12.0123456789abcdef.01234567.home":[[1,"00"]]}')),
            "on": "2024-04-01"}  # fmt: skip
    if chance.random() < 0.6:
        name = chance.choice(list(said))
        said[name] = junk(chance)
        if chance.random() < 0.3:
            del said[name]
    signed = {**said, "signature": keys.sign(USE_REVOCATION, text_of(said)).hex()}
    tips = chance.choice(
        (junk(chance), {"x": [[1, "00"]]}, {f"12.{devices[1]}.01234567.home": [[2**63, "zz"]]})
    )
    words = {
        "revocations": chance.choice(([signed], [signed] * 20, signed, [junk(chance)], junk(chance))),
        "limits": chance.choice((dict.fromkeys(devices, tips), junk(chance))),
        "gaps": chance.choice((tips, junk(chance))),
        "ages": chance.choice(({case.victim.keys.device: case.victim.keys.public.age}, junk(chance))),
        "age": chance.choice((case.world.stranger.public.age, "age1x", junk(chance))),
    }
    for name in chance.sample(list(words), chance.choice((1, 1, 2))):
        case.draft.lies[name] = words[name]
